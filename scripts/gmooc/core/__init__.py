"""What every other package stands on; it imports nothing of ours.

Comes in: texts, paths, moments. Goes out: problems, URLs, times, words in six languages, digests, settings.
Begin at `problems.py`: a fault at path:line:column with its repair is what the whole house tells people.
"""

from gmooc.core.i18n import Words, words_of
from gmooc.core.problems import Problem
from gmooc.core.settings import Settings, read_settings

__all__ = ["Problem", "Settings", "Words", "read_settings", "words_of"]
