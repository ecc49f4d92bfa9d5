"""Restore lists and tables that lost their form when they were pasted or mailed as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gmooc.text.text_damage import fence_after

# What is Markdown or HTML already, and stays as it is: code, items, quotes, rows, tags.
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s+")
_MARKED = re.compile(r"\s*[|>]")
_RULED = re.compile(r"\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)+(?:\|\s*)?")
_CODE_TAG = re.compile(r"\s*<pre\b", re.IGNORECASE)
_TAG = re.compile(r"\s*</?(?:table|t(?:head|body|foot|r|d|h)|[uod]l|li)\b", re.IGNORECASE)
_CODE = re.compile(r" {4}|\t")
# What word processors write before items in plain text. Letters are bullets in fonts of their own, and count before a
# tab; signs of private use are Word's. What stands between words, too, begins an item before a space or in several
# lines.
_BULLET = re.compile(
    r"\s*(?:([•‣▪▫⁃➢\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076])\s*|([·○◦●■□◆◇➤✓✔])\ufe0f?(\s*)|([o§Øüvq])\t\s*)(?=\S)(.*)"
)
_NUMBER = re.compile(r"\s*(?:([0-9]{1,3})(、)|[(（]([0-9]{1,3})([)）])|([①-⑳])())\s*(?=\S)(.*)")


class _Item(NamedTuple):
    """A line of a list: what marks it, which the items of one level share, its number or None, and its words.

    Only several of one mark are surely a list if it is not `is_sure`.
    """

    mark: str
    number: int | None
    words: str
    is_sure: bool = False


def with_lists_and_tables(text: str) -> str:
    """Return a text whose lists and tables, as word processors and spreadsheets paste them, are those of Markdown.

    `theme/overrides/assets/form/lists.js` does the same; tests/fixtures/lists.json holds both to it.
    """
    lines = text.split("\n")
    is_kept = list(_kept(lines))
    out: list[str] = []
    index = 0
    while index < len(lines):
        block, index = _block(lines, is_kept, index)
        made = [] if is_kept[index - 1] else _list_of(block) or _table_of(block)
        indent = _indent_below(out[-1], block[0]) if made and out else 0
        if made and not indent and out and out[-1].strip():
            out.append("")
        out += [" " * indent + line for line in made] or block
        if made and index < len(lines) and lines[index].strip() and not (indent and _ITEM.match(lines[index])):
            out.append("")
    return "\n".join(out)


def _kept(lines: list[str]) -> Iterator[bool]:
    """Yield whether each line is Markdown or HTML already."""
    fence, until = "", ""
    for line, after in pairwise([*lines, ""]):
        # However far in a fence stands.
        fence, is_code = ("", False) if until else fence_after(line.strip(), fence)
        if not is_code and not until:
            # A blank line ends a table and HTML, but for code.
            is_block = _RULED.fullmatch(line) or _RULED.fullmatch(after) or _TAG.match(line)
            until = "</pre>" if _CODE_TAG.match(line) else "\n" if is_block else ""
        yield bool(is_code or until or _ITEM.match(line) or _MARKED.match(line))
        if (until == "\n" and not line.strip()) or until in line.lower():
            until = ""


def _indent_below(before: str, line: str) -> int:
    """Return how far a list is indented that stands below an item of Markdown, and further in; 0 for any other."""
    above = _ITEM.match(before)
    is_inside = above and len(line) - len(line.lstrip()) > len(before) - len(before.lstrip())
    return above.end() if above and is_inside else 0


def _block(lines: list[str], is_kept: list[bool], start: int) -> tuple[list[str], int]:
    """Return the lines from one on that are all items, or all have as many tabs, else that one; and where they end."""
    tabs = lines[start].count("\t")
    is_item = _item(lines[start]) is not None
    end = start + 1
    while end < len(lines) and not is_kept[start] and not is_kept[end]:
        is_like = _item(lines[end]) if is_item else tabs and lines[end].count("\t") == tabs and not _item(lines[end])
        if not is_like:
            break
        end += 1
    return lines[start:end], end


def _item(line: str) -> _Item | None:
    bullet = _BULLET.fullmatch(line)
    if bullet:
        return _Item(bullet[1] or bullet[2] or bullet[4], None, bullet[5].strip(), is_sure=bullet[3] != "")
    number = _NUMBER.fullmatch(line)
    if number is None:
        return None
    mark = number[2] or number[4] or number[6] or ""
    return _Item(f"1{mark}", int(number[1] or number[3] or ord(number[5]) - ord("①") + 1), number[7].strip())


def _list_of(block: list[str]) -> list[str]:
    """Return items as a list of Markdown; none if some are no list's."""
    items = [item for line in block if (item := _item(line))]
    levels_of: dict[str, list[_Item]] = {}
    for item in items:
        levels_of.setdefault(item.mark, []).append(item)
    if not all(map(_is_level, levels_of.values())):
        return []
    out: list[str] = []
    # What marks the items of each level, and how far its words are indented.
    levels: list[tuple[str, int]] = []
    for item in items:
        known = next((depth for depth, (mark, _) in enumerate(levels) if mark == item.mark), len(levels))
        del levels[known:]
        marker = "- " if item.number is None else f"{item.number}. "
        indent = levels[-1][1] if levels else 0
        levels.append((item.mark, indent + len(marker)))
        out.append(" " * indent + marker + item.words)
    return out


def _is_level(items: list[_Item]) -> bool:
    """Whether items of one mark are a list: several, or sure; each number follows the one before, or begins anew."""
    numbers = [item.number for item in items if item.number is not None]
    follows = all(later in (earlier + 1, 1) for earlier, later in pairwise(numbers))
    return follows and (len(items) > 1 or items[0].is_sure)


def _table_of(block: list[str]) -> list[str]:
    """Return lines whose cells are parted by tabs as a table of Markdown; lines that only begin with tabs are code."""
    rows = [[cell.strip().replace("|", "\\|") for cell in line.split("\t")] for line in block]
    is_code = all(map(_CODE.match, block))
    if len(rows) < 2 or len(rows[0]) < 2 or is_code or not all(any(row) for row in rows):
        return []
    head, *others = [f"| {' | '.join(row)} |" for row in rows]
    return [head, f"|{' --- |' * len(rows[0])}", *others]
