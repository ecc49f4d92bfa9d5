"""Open an archive or text file that was sent by mail, without trusting a name or a size in it."""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from gmooc.core.problem_messages import translate_message
from gmooc.text.images import ENDINGS, MAX_PICTURE_BYTES, USUAL_ENDINGS, Size, published_size

MAX_FILES = 60
MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_MEMBER_TEXT_BYTES = 256 * 1024

# Text shrinks to a fifth; what shrinks to a two-hundredth was made to burst.
MAX_RATIO = 200

# What unpacking raises, by the way a file was packed, where an archive is damaged or made to look so.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, EOFError, OSError),
)
_LEFT_BY_SYSTEMS = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_TEXTS = (".md", ".markdown", ".txt")

# What people send who were not told otherwise, and what they can do about it.
_SAVED_OTHERWISE = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages", ".pdf"), "must be text: save it as plain text (.txt)"),
    **dict.fromkeys((".heic", ".heif", ".tif", ".tiff", ".bmp"), "must be saved as JPEG or PNG"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "must be unpacked first: an archive in an archive is not opened"),
}
_OF_OTHER_KINDS = re.compile(r"(^|/)content/(challenges|sdgs|announcements)/")


@dataclass(frozen=True, slots=True)
class Opened:
    """What lies in an archive: texts and pictures by their paths, and every fault, of which one is too many.

    `notes` say what was guessed.
    """

    texts: dict[str, bytes]
    pictures: dict[str, bytes]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


def open_archive(name: str, content: bytes) -> Opened:
    """Open a .zip or take one .md file as it is."""
    if name.lower().endswith(_TEXTS):
        if len(content) > MAX_MEMBER_TEXT_BYTES:
            return Opened({}, {}, (_too_large(name, MAX_MEMBER_TEXT_BYTES, len(content)),))
        return Opened({posixpath.basename(name): content}, {}, ())
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        return Opened({}, {}, (f"{name}: must be a .zip archive or an .md file",))
    with archive:
        return _read(archive)


def _read(archive: zipfile.ZipFile) -> Opened:
    texts: dict[str, bytes] = {}
    pictures: dict[str, bytes] = {}
    faults: list[str] = []
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_FILES:
        return Opened({}, {}, (f"archive: at most {MAX_FILES} files (it has {len(members)})",))
    whole = sum(member.file_size for member in members)
    if whole > MAX_UNPACKED_BYTES:
        return Opened({}, {}, (_too_large("archive", MAX_UNPACKED_BYTES, whole),))
    seen: dict[str, str] = {}
    names = read_names(members, _sent_texts(archive, members))
    for member, path in zip(members, names.paths, strict=True):
        if _LEFT_BY_SYSTEMS.search(path):
            continue
        fault = _fault_of(member, path) or _collision_of(path, seen)
        if not fault:
            fault = _take(archive, member, path, texts, pictures)
        if fault:
            faults.append(f"{_printable(path)}: {fault}")
    if not texts and not faults:
        faults.append("archive: must hold a write-up, a file that ends in .md or .txt")
    notes = (f"names of files were read as {names.encoding}, which is a guess: no text names them",)
    return Opened(texts, pictures, tuple(faults), notes if names.is_guessed else ())


def _sent_texts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[bytes]:
    """Yield the texts that can be read, whose names end alike in every encoding."""
    for member in members:
        if (
            member.filename.lower().endswith(_TEXTS)
            and member.file_size <= MAX_MEMBER_TEXT_BYTES
            and not member.flag_bits & 1
        ):
            try:
                with archive.open(member) as file:
                    yield file.read(MAX_MEMBER_TEXT_BYTES)
            except _DAMAGE:
                continue


def _fault_of(member: zipfile.ZipInfo, path: str) -> str:
    if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/") or "\0" in member.orig_filename:
        return "must be a path inside the archive"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "must be a plain file, not a link or a device"
    if member.flag_bits & 1:
        return "must not be locked by a password"
    if member.file_size > MAX_RATIO * max(member.compress_size, 1) and member.file_size > MAX_MEMBER_TEXT_BYTES:
        return f"must not be compressed more than {MAX_RATIO} times"
    if _OF_OTHER_KINDS.search(path):
        return "must be a project; a change to other pages is proposed in the repository"
    if path.lower().endswith(_TEXTS):
        return (
            ""
            if member.file_size <= MAX_MEMBER_TEXT_BYTES
            else _too_large("file", MAX_MEMBER_TEXT_BYTES, member.file_size)
        )
    if path.lower().endswith(ENDINGS):
        return "" if member.file_size <= MAX_PICTURE_BYTES else _too_large("file", MAX_PICTURE_BYTES, member.file_size)
    ending = posixpath.splitext(path.lower())[1]
    return _SAVED_OTHERWISE.get(ending) or f"must be a write-up (.md) or a picture ({', '.join(USUAL_ENDINGS)})"


def _collision_of(path: str, seen: dict[str, str]) -> str:
    """Return what is wrong with a path that some systems take for one in `seen`; add any other to it, and return ''."""
    folded = unicodedata.normalize("NFKC", path).casefold()
    if folded in seen:
        return f"must differ from '{_printable(seen[folded])}' by more than capitals or accents"
    seen[folded] = path
    return ""


def _take(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, texts: dict[str, bytes], pictures: dict[str, bytes]
) -> str:
    is_text = path.lower().endswith(_TEXTS)
    limit = MAX_MEMBER_TEXT_BYTES if is_text else MAX_PICTURE_BYTES
    try:
        with archive.open(member) as file:
            # The size in the directory may lie.
            content = file.read(limit + 1)
    except _DAMAGE:
        return "cannot be unpacked: the archive is damaged here"
    if len(content) > limit:
        return _too_large("file", limit, len(content))
    if is_text:
        texts[path] = content
        return ""
    size = published_size(content)
    if not isinstance(size, Size):
        return translate_message(size)
    pictures[path] = content
    return ""


def _too_large(what: str, limit: int, size: int) -> str:
    return f"{what}: at most {limit // 1024:,} KiB (it has {-(-size // 1024):,})"


def _printable(path: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in path)[:120]


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
