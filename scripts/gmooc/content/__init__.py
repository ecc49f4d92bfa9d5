"""The content folder as a whole: entries, what is public at a moment, and the catalogue that links them.

Comes in: parsed files and the clock. Goes out: the catalogue. Begin at `entry.py` for one entry, at `catalogue.py` for
all of them.
"""

from gmooc.content.catalogue import Card, Catalogue, build_catalogue
from gmooc.content.entry import Entry

__all__ = ["Card", "Catalogue", "Entry", "build_catalogue"]
