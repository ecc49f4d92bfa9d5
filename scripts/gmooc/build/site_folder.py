"""Swap a new generation of the site with the old one in one rename.

Two folders take turns. Beside site/ waits the generation before it; it is brought up to date by what changed since,
then both change places. A build that fails or is killed leaves site/ as it was.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gmooc.core.json_text import pretty


class Places(NamedTuple):
    """Where the site lies, and the folders beside it that only builds use."""

    site: Path

    @property
    def standby(self) -> Path:
        return self.site.with_name(f".{self.site.name}.next")

    @property
    def work(self) -> Path:
        return self.site.with_name(f".{self.site.name}.work")

    @property
    def changes(self) -> Path:
        return self.site.with_name(f"{self.site.name}-changes.json")

    @property
    def cache(self) -> Path:
        return self.site.with_name(f".{self.site.name}.cache")


# The identity of a folder that is not there.
NOWHERE = (0, 0)


def identity(folder: Path) -> tuple[int, int]:
    """Return what a folder is known by: its number, and when something in it last came or went."""
    try:
        status = folder.stat()
    except FileNotFoundError:
        return NOWHERE
    return (status.st_ino, status.st_ctime_ns)


def start_fresh(places: Places) -> Path:
    """Return an empty folder to write a whole generation into."""
    shutil.rmtree(places.work, ignore_errors=True)
    shutil.rmtree(places.standby, ignore_errors=True)
    places.work.mkdir(parents=True)
    return places.work


def start_from_last(places: Places, behind: Iterable[str], standby: tuple[int, int]) -> Path:
    """Return a folder that holds what site/ holds; `behind` are the files in which the waiting generation differs."""
    shutil.rmtree(places.work, ignore_errors=True)
    if standby != NOWHERE and identity(places.standby) == standby:
        # From here on the waiting generation is half old, half new; under its new name nobody takes it for whole.
        places.standby.rename(places.work)
        for path in behind:
            remove(places.work, path)
            if (places.site / path).exists():
                link_file(places.site / path, places.work / path)
    else:
        shutil.rmtree(places.standby, ignore_errors=True)
        link_tree(places.site, places.work)
    return places.work


def swap(places: Places) -> None:
    """Let work and site change places."""
    if not places.site.exists():
        places.site.parent.mkdir(parents=True, exist_ok=True)
        places.work.rename(places.site)
    elif not _exchange(places.work, places.site):
        # Without an exchange in one step, the name is free for the moment between two renames.
        aside = places.site.with_name(f".{places.site.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        places.site.rename(aside)
        places.work.rename(places.site)
        aside.rename(places.work)


def keep_standby(places: Places) -> tuple[int, int]:
    """Keep the generation that was replaced for the next build; give what it is known by."""
    if not places.work.exists():
        return NOWHERE
    places.work.rename(places.standby)
    return identity(places.standby)


def copy_standby(places: Places) -> tuple[int, int]:
    """Throw away the generation that was replaced and keep a second name for each file of the new one."""
    shutil.rmtree(places.work, ignore_errors=True)
    link_tree(places.site, places.work)
    return keep_standby(places)


def note_changes(places: Places, written: Iterable[str], removed: Iterable[str], *, anew: bool) -> None:
    """Write down beside the site in which files it differs from the one before; of one `anew` that is not known."""
    places.changes.write_bytes(pretty({"anew": anew, "written": sorted(written), "removed": sorted(removed)}))


def write_file(folder: Path, path: str, content: bytes) -> None:
    """Write one file of a generation; a file that another generation shares by a hard link is not touched."""
    target = f"{folder}/{path}"
    try:
        descriptor = _create(target)
    except FileExistsError:
        os.unlink(target)
        descriptor = _create(target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        descriptor = _create(target)
    with open(descriptor, "wb", buffering=0) as file:
        left = memoryview(content)
        # On a disk that is nearly full a part is written, and only the next attempt fails.
        while left:
            left = left[file.write(left) :]


def _create(target: str) -> int:
    """Open a file that must not be there yet, for writing."""
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)


def remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    target = folder / path
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def link_file(source: Path, target: Path) -> None:
    """Give a file a second name by a hard link, or copy it where the file system knows none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _link(source, target)


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def link_tree(source: str | Path, target: str | Path) -> None:
    """Make a folder that has the files of another by hard links, or copies where the file system knows none."""
    os.mkdir(target)
    with os.scandir(source) as entries:
        for entry in entries:
            second = f"{target}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                link_tree(entry.path, second)
            else:
                _link(entry.path, second)


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    current, exchange = -100, 2
    return bool(library.renameat2(current, os.fsencode(first), current, os.fsencode(second), exchange) == 0)
