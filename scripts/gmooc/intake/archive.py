"""Open an archive or text file that was sent by mail, without trusting a name or a size in it."""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from gmooc.core.problems import translate
from gmooc.intake.archive_names import read_names
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
        fault = _fault_of(member, path) or _twin_of(path, seen)
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


def _twin_of(path: str, seen: dict[str, str]) -> str:
    """Two names that some systems take for one would overwrite each other there."""
    import unicodedata

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
        return translate(size)
    pictures[path] = content
    return ""


def _too_large(what: str, limit: int, size: int) -> str:
    return f"{what}: at most {limit // 1024:,} KiB (it has {-(-size // 1024):,})"


def _printable(path: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in path)[:120]
