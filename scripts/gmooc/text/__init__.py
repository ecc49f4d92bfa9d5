"""One file by itself: bytes in, front matter with positions, safe HTML, sections and pictures out.

Nothing here knows what a project is. Begin at `document.py`, which reads a whole file; `markdown.py` renders its text.
"""

from gmooc.text.document import Document, read_document
from gmooc.text.markdown import Prose, render

__all__ = ["Document", "Prose", "read_document", "render"]
