"""The schema: what front matter may hold, said once.

Comes in: front matter as plain values. Goes out: typed records, or schema errors with suggestions; and, from the same
records, scaffolds and form fields. Begin at `records.py`; `kinds.py` lists the kinds of entries, a row each.
"""

from gmooc.model.kinds import KINDS, Kind
from gmooc.model.records import Challenge, Project

__all__ = ["KINDS", "Challenge", "Kind", "Project"]
