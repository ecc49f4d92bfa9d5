"""Read a table: a workbook, or text in any of the usual encodings and separators."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

from gmooc.intake.workbooks import PROTECTED, is_workbook, read_workbook
from gmooc.text.text_damage import ungarbled

MAX_TABLE_BYTES = 16 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 200
_SAVE_AS = "must be a workbook (.xlsx or .ods) or CSV UTF-8: in the spreadsheet choose Save as"
_SEPARATORS = ",;\t|，；"
_HAN = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3041-\u30ff]")
# Common Chinese characters have their first byte here and their second above A0; those of other scripts do not.
_COMMON_CHINESE = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_PAIRS = re.compile(rb"[\x80-\xff]{2}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# The letters that are most frequent in Russian and in Arabic, as Windows writes them there.
_LETTERS_OF = {"cp1251": b"\xee\xe5\xe0\xe8\xed\xf2\xf1", "cp1256": b"\xc7\xe1\xed\xe3\xe6\xca\xe4"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Row(NamedTuple):
    """One row below the heads: `number` as the spreadsheet shows it, and its cells by the head of their column."""

    number: int
    cells: dict[str, str]


class Table(NamedTuple):
    """A table: the heads of its columns in order, its rows, and in plain words what was guessed in reading it."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def read_table(content: bytes, sheet: str = "") -> Table | str:
    """Read a table, or say why it cannot be read; `sheet` names one of a workbook's."""
    if len(content) > MAX_TABLE_BYTES:
        return f"at most {MAX_TABLE_BYTES // 1024 // 1024} MiB (it has {-(-len(content) // 1024 // 1024)})"
    if is_workbook(content):
        return _read_workbook(content, sheet)
    if sheet:
        return f"must be a workbook (.xlsx or .ods) to have a sheet '{sheet}'"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return PROTECTED
        return _SAVE_AS
    # Some programs call a web page a spreadsheet.
    if content[:64].lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"<":
        return _SAVE_AS
    text, notes = decode(content)
    if "\0" in text:
        return "must be a table as text (CSV or TSV)"
    try:
        csv.field_size_limit(1024 * 1024)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator_of(text)))
    except csv.Error as error:
        return f"cannot be read as a table: {error}"
    return _table_of(rows, notes)


def _read_workbook(content: bytes, sheet: str) -> Table | str:
    found = read_workbook(content, sheet)
    if isinstance(found, str):
        return found
    others = ", ".join(f"'{name}'" for name in found.others)
    note = f"sheet '{found.name}' is read; --sheet NAME reads another: {others}"
    return _table_of(found.rows, (note,) if others and not sheet else ())


def _table_of(rows: list[list[str]], notes: tuple[str, ...]) -> Table | str:
    """Return the table in rows of cells, or why there is none."""
    if len(rows) > MAX_ROWS:
        return f"at most {MAX_ROWS} rows (it has {len(rows)})"
    # A title above the table fills one cell; the heads fill several.
    top = next((index for index, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), None)
    if top is None:
        return "must have a row of heads, one for each column, and rows below it"
    width = max(index + 1 for row in rows[top:] for index, cell in enumerate(row) if cell.strip())
    heads = _heads((rows[top] + [""] * width)[: max(min(width, MAX_COLUMNS), 1)])
    return Table(heads, tuple(_rows(rows, top, heads)), notes)


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Read a text in the encoding it most likely has, and say which if it is not UTF-8."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            note = () if encoding == "utf-8-sig" else ("was saved as UTF-16; it is UTF-8 now",)
            return content.decode(encoding, errors="replace"), note
    for order, line_end in (("le", b"\n\0"), ("be", b"\0\n")):
        if content.find(line_end) > 0 and content.find(line_end) % 2 == 0:
            return content.decode(f"utf-16-{order}", errors="replace"), ("was saved as UTF-16; it is UTF-8 now",)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        pass
    else:
        as_typed = ungarbled(text)
        return as_typed, ("letters that saving had turned into others are as they were typed",) * (as_typed != text)
    encoding = _national(content)
    if encoding == "gb18030":
        return content.decode(encoding, errors="replace"), ("was saved as GB18030; it is UTF-8 now",)
    name = {"cp932": "Shift-JIS", "cp950": "Big5"}.get(encoding) or f"Windows-{encoding.removeprefix('cp')}"
    guessed = f"was not saved as UTF-8 and was read as {name}: look at its letters"
    return content.decode(encoding, errors="replace"), (guessed,)


def _national(content: bytes) -> str:
    """Return the encoding of a country that a text most likely has: Chinese, Japanese, Russian, Arabic or Western."""
    high = len(_HIGH.findall(content))
    letters = sum(content.count(bytes([letter])) for letter in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    # Letters with accents stand alone among plain ones.
    if high * 2 < letters and len(_HIGH_PAIRS.findall(content)) * 2 <= high * 0.6:
        return "cp1252"
    # One that was cut in the middle of a letter is Chinese all the same.
    chinese = content.decode("gb18030", errors="replace")
    if len(_COMMON_CHINESE.findall(content)) * 2 > high * 0.6 and _is_sound(chinese):
        return "gb18030"
    if len(_KANA.findall(_decoded(content, "cp932"))) * 4 > high * 0.5:
        return "cp932"
    if len(_HAN.findall(_decoded(content, "cp950"))) * 2 > high * 0.6:
        return "cp950"
    return max(_LETTERS_OF, key=lambda encoding: sum(content.count(letter) for letter in _LETTERS_OF[encoding]))


def _is_sound(text: str) -> bool:
    return text.count("\ufffd") <= 1 + len(text) // 1000 and not _PRIVATE.search(text)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""


def letter_of(column: int) -> str:
    """Return the letters by which a spreadsheet names a column, counted from nought."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _separator_of(text: str) -> str:
    """Return the sign that parts most of the first rows into as many columns, and into the most.

    A table within a cell has rows of its own, but by its sign the rows around it are not parted.
    """

    def score(separator: str) -> tuple[float, int]:
        try:
            start = list(islice(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator), 50))
        except csv.Error:
            return (0, 0)
        widths = Counter(len(row) for row in start if len(row) > 1)
        width, rows = widths.most_common(1)[0] if widths else (0, 0)
        return (rows / max(1, sum(any(row) for row in start)), width)

    return max(_SEPARATORS, key=score)


def _heads(row: list[str]) -> tuple[str, ...]:
    """Return a unique head for each column: a column without one has its letter, a second of one name a number."""
    heads: list[str] = []
    for index, cell in enumerate(row):
        head = name = " ".join(cell.replace("\ufeff", "").split()) or f"column {letter_of(index)}"
        number = 2
        while head in heads:
            head = f"{name} ({number})"
            number += 1
        heads.append(head)
    return tuple(heads)


def _rows(found: list[list[str]], top: int, heads: tuple[str, ...]) -> list[Row]:
    rows = []
    for index, row in enumerate(found[top + 1 :], top + 2):
        cells = [cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in row]
        if any(cells):
            rows.append(Row(index, {head: cell for head, cell in zip(heads, cells, strict=False) if cell}))
    return rows
