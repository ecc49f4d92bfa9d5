"""The rules: every problem of a file, and of files held against each other.

Comes in: a content folder. Goes out: problems, and fixes for what cannot have been meant otherwise. Begin at
`inspection.py`; a rule is a function in `rules.py` and its text in `rule_texts.yml`.
"""

from gmooc.checks.inspection import inspect
from gmooc.checks.parsing import check_file

__all__ = ["check_file", "inspect"]
