"""Guess from the bytes of content files which projects build on others, before any of them is understood.

A guess that is missed costs time and changes nothing: the page of such a project is pressed twice.
"""

from __future__ import annotations

import re

_KEY = b"\nbuilds_on:"
_ID = re.compile(rb"\d{4}/[a-z0-9-]+")
# The list ends where the next key begins.
_NEXT_KEY = re.compile(rb"\n[^\s#-]")


class Relatives:
    """The files of projects that build on others, and of those others; files are shown to it one by one."""

    def __init__(self) -> None:
        self.files: set[str] = set()

    def notice(self, path: str, content: bytes) -> None:
        """Look at one file."""
        start = content.find(_KEY)
        if start < 0:
            return
        after = _NEXT_KEY.search(content, start + 1)
        ids = _ID.findall(content, start, after.start() if after else len(content))
        if ids:
            self.files.add(path)
        for id in ids:
            name = f"projects/{id.decode()}"
            self.files.update((f"{name}.md", f"{name}/index.md"))
