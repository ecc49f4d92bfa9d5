"""Repair invalid element nesting in sanitised HTML without losing text.

The sanitiser closes what was left open, but keeps a list item without a list or a fold without a summary as it is.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_VOID = frozenset(("br", "hr", "img", "input"))
_LISTS = frozenset(("ul", "ol"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS.union(
    ("p", "hr", "pre", "blockquote", "ul", "ol", "li", "table", "details", "summary", "div", "section")
)
_TABLE_PARTS = frozenset(("thead", "tbody", "tr", "th", "td"))
# What these hold is text, or what stands in a line of text.
_LINES = _HEADINGS.union(
    ("p", "em", "strong", "s", "sub", "sup", "kbd", "code", "pre", "summary"),
    ("b", "i", "u", "mark", "small", "q", "samp", "var", "cite", "abbr"),
)
# These may hold whatever their parent may.
_TRANSPARENT = frozenset(("a", "del", "ins"))
# These scroll sideways on their own, so that they can't be part of a link.
_SCROLLED = frozenset(("pre", "table"))


def fix_nesting(safe_html: str) -> str:
    """Return HTML in which every element stands where it may; no text is lost."""
    mender = _Mender()
    start = 0
    for token in _TOKEN.finditer(safe_html):
        mender.text(safe_html[start : token.start()])
        closing, name, attributes = token.groups()
        if closing:
            mender.close()
        else:
            mender.open(name, attributes)
        start = token.end()
    mender.text(safe_html[start:])
    return "".join(mender.out)


class _Mender:
    """Writes tokens anew; `stack` has each open element with the tag it is written as, which may be none."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.stack: list[tuple[str, str]] = []
        # Folds that are open and have no summary yet, and lists in which stray content was given an item.
        self.bare_details: set[int] = set()
        self.stray_items: set[int] = set()
        # Where links and rows that are open stand in `out`, by their depth.
        self.opened_at: dict[int, int] = {}

    def text(self, text: str) -> None:
        if text.strip():
            self._prepare("")
        self.out.append(text)

    def open(self, name: str, attributes: str) -> None:
        is_first = len(self.stack) - 1 in self.bare_details
        self._prepare(name)
        if name in _SCROLLED:
            self._unlink()
        written = self._allowed(name, is_first=is_first)
        if name == "a" and " href=" not in attributes and " id=" not in attributes:
            written = ""
        if written in ("a", "tr"):
            self.opened_at[len(self.stack)] = len(self.out)
        if written:
            self.out.append(f"<{written}{attributes if written == name else ''}>")
        if name in _VOID:
            return
        if written == "details":
            self.bare_details.add(len(self.stack))
        self.stack.append((name, written))

    def close(self) -> None:
        if not self.stack:
            return
        if self.stack[-1][1] in ("details", *_LISTS):
            self._finish()
        _, written = self.stack.pop()
        start = self.opened_at.pop(len(self.stack), 0)
        if written == "tr" and not "".join(self.out[start + 1 :]).strip():
            del self.out[start:]
        elif written:
            self.out.append(f"</{written}>")

    def _unlink(self) -> None:
        """Take the link away that is open around what keyboards must reach by itself."""
        for depth, (name, written) in enumerate(self.stack):
            if written == "a":
                self.out[self.opened_at.pop(depth)] = ""
                self.stack[depth] = (name, "")

    def _finish(self) -> None:
        """End a list or a fold with what it lacks."""
        depth = len(self.stack) - 1
        if depth in self.bare_details:
            self.bare_details.discard(depth)
            self.out.append("<summary>…</summary>")
        if depth in self.stray_items:
            self.stray_items.discard(depth)
            self.out.append("</li>")

    def _prepare(self, name: str) -> None:
        """Before content of a list or a fold, write the item or summary that it needs."""
        if not self.stack:
            return
        depth, parent = len(self.stack) - 1, self.stack[-1][1]
        if parent == "details" and depth in self.bare_details:
            self.bare_details.discard(depth)
            if name != "summary":
                self.out.append("<summary>…</summary>")
        elif parent in _LISTS:
            if name == "li" and depth in self.stray_items:
                self.stray_items.discard(depth)
                self.out.append("</li>")
            elif name != "li" and depth not in self.stray_items:
                self.stray_items.add(depth)
                self.out.append("<li>")

    def _allowed(self, name: str, *, is_first: bool) -> str:
        """Return the tag under which an element may stand here; '' where only its content may.

        `is_first` says that it is the first in a fold.
        """
        parent = self.stack[-1][1] if self.stack else ""
        around = next((tag for _, tag in reversed(self.stack) if tag and tag not in _TRANSPARENT), "")
        if name in _BLOCKS and around in _LINES and not (around == "summary" and name in _HEADINGS):
            return ""
        if name in _TABLE_PARTS and all(tag != "table" for _, tag in self.stack):
            return ""
        if name in ("details", "summary", "input") and any(tag == "a" for _, tag in self.stack):
            return ""
        if (name == "li" and parent not in _LISTS) or (name == "summary" and not is_first):
            return "div"
        return name
