"""Detect the encoding of names in a .zip: old programs use that of their country without saying so.

1. A name with the flag for UTF-8, or with an Info-ZIP field of it (0x7075), is what it says.
2. Names that are all valid UTF-8 are UTF-8.
3. Of the code pages of systems, the one whose names the texts in the archive mention most often.
4. Where none is mentioned, the one whose letters are of a script that the texts are written in; such names are guessed.
"""

from __future__ import annotations

import posixpath
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

# The format itself names the first. 936 is read as GB18030, which holds it.
ENCODINGS = ("cp437", "cp850", "gb18030", "cp932", "cp949", "cp866")
_UTF_8_NAME = 0x800
_UNICODE_PATH = 0x7075


class Names(NamedTuple):
    """The paths of members in their order; `is_guessed` where nothing in the archive proves them."""

    paths: tuple[str, ...]
    encoding: str
    is_guessed: bool


def read_names(members: Sequence[zipfile.ZipInfo], texts: Iterable[bytes]) -> Names:
    """Return the paths of the members of an archive, by what its texts say."""
    known = [_stated(member) for member in members]
    raw = [_raw(member) for member, path in zip(members, known, strict=True) if not path]
    encoding, is_guessed = _encoding_of([name for name in raw if not name.isascii()], texts)
    rest = iter([name.decode(encoding, errors="replace") for name in raw])
    paths = tuple((path or next(rest)).replace("\\", "/") for path in known)
    return Names(paths, encoding, is_guessed)


def _encoding_of(names: list[bytes], texts: Iterable[bytes]) -> tuple[str, bool]:
    if all(_decoded(name, "utf-8") is not None for name in names):
        return "utf-8", False
    written = tuple(texts)
    fitting = [
        (encoding, decoded)
        for encoding in ENCODINGS
        if all(decoded := [_decoded(name, encoding) or "" for name in names])
    ]
    ranked = [(_mentions(decoded, encoding, written), encoding) for encoding, decoded in fitting]
    most = max((count for count, _ in ranked), default=0)
    if most:
        return next(encoding for count, encoding in ranked if count == most), False
    scripts = _scripts("".join(text.decode("utf-8", errors="ignore") for text in written))
    likely = [(_likeness("".join(decoded), scripts), encoding) for encoding, decoded in fitting]
    best = max((score for score, _ in likely), default=0.0)
    if not best and any(encoding == "gb18030" for _, encoding in likely):
        # Most of the programs that still write such names are Chinese.
        return "gb18030", True
    return next((encoding for score, encoding in likely if score == best), ENCODINGS[0]), True


def _stated(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _UTF_8_NAME:
        return member.filename
    extra = member.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        # The field holds a version, the checksum of the name that it stands for, and the name.
        if kind == _UNICODE_PATH and size > 5 and field[1:5] == struct.pack("<I", zlib.crc32(_raw(member))):
            return field[5:].decode("utf-8", errors="replace")
    return ""


def _raw(member: zipfile.ZipInfo) -> bytes:
    return member.filename.encode("cp437", errors="replace")


def _decoded(name: bytes, encoding: str) -> str | None:
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mentions(names: list[str], encoding: str, texts: tuple[bytes, ...]) -> int:
    read = (_decoded(text, "utf-8") or text.decode(encoding, errors="ignore") for text in texts)
    whole = "\n".join(_plain(form) for text in read for form in (text, unquote(text)))
    written = [posixpath.basename(name.replace("\\", "/")) for name in names]
    # Any text may hold what is left of a name that was read wrongly up to a backslash.
    return sum(_plain(name) in whole for name in written if not name.isascii())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _likeness(name: str, scripts: frozenset[str]) -> float:
    """Return the share of signs beyond ASCII that are letters of the scripts of the texts."""
    signs = [sign for sign in name if not sign.isascii()]
    if len(signs) > sum(map(str.isalpha, filter(str.isascii, posixpath.splitext(name)[0]))):
        # Names in Latin letters have few beyond ASCII.
        scripts -= {"LATIN"}
    return sum(sign.isalpha() and _script(sign) in scripts for sign in signs) / len(signs)


def _scripts(text: str) -> frozenset[str]:
    return frozenset(_script(sign) for sign in set(text) if sign.isalpha())


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
