"""Read the files below a folder with their digests; a file is hashed again only if it may have changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

import yaml

# File systems stamp times in ticks; a file that changed within one of its last reading may bear the same stamp.
TICK = 2_000_000_000

# In bytes.
DIGEST_SIZE = 16

# Deeper than anybody sorts things, and shallow enough for every way of walking through folders.
MAX_FOLDER_DEPTH = 20
# Why a file is passed over: its name is not UTF-8, it lies too deep, or it is a link or device.
OddReason = Literal["name", "depth", "sort"]


class SourceFile(NamedTuple):
    """A file: `stamp` is what the file system says of it, `digest` the hash of its bytes."""

    stamp: tuple[int, int, int, int]
    digest: bytes


class SnapshotChanged(Exception):
    """A file has changed or vanished since the project was scanned; a build begins again with what is there now."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of the content as it was when the project was scanned; `digest` is that of its bytes.

    Another process is sent the bytes themselves, as it may have no such file.
    """

    root: Path
    path: str
    digest: bytes

    @classmethod
    def at(cls, root: Path, path: str) -> ContentFile:
        """Return a file as it is now."""
        return cls(root, path, digest_of((root / path).read_bytes()))

    def read(self) -> bytes:
        """Return the bytes; raises SnapshotChanged if they are no longer those that were scanned."""
        try:
            content = (self.root / self.path).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise SnapshotChanged from error
        if digest_of(content) != self.digest:
            raise SnapshotChanged
        return content

    def __reduce__(self) -> tuple[Any, ...]:
        return _loaded, (self.digest, self.read())


class Blob:
    """Bytes that are read when somebody asks for them; `digest` is that of all they are made from.

    Another process is sent the bytes themselves.
    """

    __slots__ = ("_read", "digest")

    def __init__(self, digest: bytes, read: Callable[[bytes], bytes]) -> None:
        self.digest = digest
        self._read = read

    @classmethod
    def of(cls, content: bytes) -> Blob:
        """Return bytes that are at hand."""
        return _loaded(digest_of(content), content)

    def read(self) -> bytes:
        """Return the bytes."""
        return self._read(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        return _loaded, (self.digest, self.read())


def _loaded(digest: bytes, content: bytes) -> Blob:
    return Blob(digest, lambda _: content)


def digest_of(content: bytes) -> bytes:
    """Return the hash by which two contents count as the same."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).digest()


def read_sources(
    root: Path,
    known: dict[str, SourceFile],
    known_at: int,
    wanted: Callable[[str], bool] = lambda path: True,
) -> dict[str, SourceFile]:
    """Return the files below a folder by their path from it, in order; `known` was read at `known_at` (nanoseconds).

    Odd files are passed over: links, devices, and what has a name that cannot be written. A file that vanishes
    meanwhile is no file.
    """
    found: dict[str, SourceFile] = {}
    for path, entry in _walk(str(root), ""):
        if not wanted(path):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        before = known.get(path)
        if before is not None and before.stamp == stamp and max(stamp[0], stamp[1]) < known_at - TICK:
            found[path] = before
        else:
            try:
                with open(f"{root}/{path}", "rb") as file:
                    found[path] = SourceFile(stamp, digest_of(file.read()))
            except FileNotFoundError:
                continue
    return found


def plain_files(root: Path) -> list[str]:
    """Return the paths of the files that `read_sources` reads."""
    return [path for path, _ in _walk(str(root), "")]


def odd_files(root: Path) -> list[tuple[str, OddReason]]:
    """Return what `read_sources` passes over though somebody may mean it, each with the reason."""
    odd: list[tuple[str, OddReason]] = []

    def notice(path: str, reason: OddReason) -> None:
        odd.append((os.fsencode(path).decode("utf-8", errors="backslashreplace"), reason))

    for _ in _walk(str(root), "", notice):
        pass
    return odd


def _walk(
    folder: str, prefix: str, pass_over: Callable[[str, OddReason], None] = lambda path, reason: None
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if not entry.name.isascii() and not _is_utf_8(entry.name):
                pass_over(path, "name")
            elif entry.is_dir(follow_symlinks=False):
                if path.count("/") < MAX_FOLDER_DEPTH:
                    yield from _walk(entry.path, f"{path}/", pass_over)
                else:
                    pass_over(path, "depth")
            elif entry.is_file(follow_symlinks=False):
                yield path, entry
            else:
                # A link may lead anywhere, and what is read of a pipe or a device may never end.
                pass_over(path, "sort")


def _is_utf_8(name: str) -> bool:
    # Python gives what it cannot decode as halves of characters, which nothing can write out again.
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def fold_path(path: str) -> str:
    """Return a path as systems compare it that fold capitals and the forms of accents."""
    return normalize("NFC", normalize("NFC", path).casefold())


# LibYAML is many times faster; the pure parser gives the same nodes where it is not built in. Neither makes anything
# but text.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_data_beside(module: str) -> Any:
    """Return what the YAML file beside a module holds, as text, lists and mappings; `module` is its `__file__`."""
    file = Path(module).with_suffix(".yml")
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  BaseLoader makes only text.
