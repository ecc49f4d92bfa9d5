"""Let one command at a time write a site, by a lock beside its folder that the system releases if its holder dies."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

POLL_SECONDS = 0.05


class Holder(NamedTuple):
    """The command that writes a site now: its name, its process, and since when, by this machine's clock."""

    command: str
    process: int
    since: str

    def __str__(self) -> str:
        return f"'{self.command}' (process {self.process}, since {self.since})"


@contextmanager
def site_lock(site: Path, notify: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a site's folder; if another command holds it, notify whom this one waits for, once."""
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(site.with_name(f".{site.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        notify(f"{site}: is being written by {holder_of(site) or 'another command'}; waiting until it is done")
        lock.acquire(poll_interval=POLL_SECONDS)
    try:
        _note_holder(site)
        yield
    finally:
        _note(site).unlink(missing_ok=True)
        lock.release()


def holder_of(site: Path) -> Holder | None:
    """Return who holds the lock of a site; None if that is not known."""
    try:
        return Holder(**json.loads(_note(site).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def end_with_parent() -> None:
    """Have this worker process end as soon as its parent is gone, for the lock is free then and others may write."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait
    from threading import Thread

    parent = parent_process()
    assert parent is not None, "only a worker process has a parent that it can outlive"

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _note_holder(site: Path) -> None:
    now = datetime.now().astimezone()
    # The name alone: what forget.py is given must be left nowhere.
    holder = Holder(Path(sys.argv[0]).name, os.getpid(), f"{now:%H:%M:%S}")
    # The note only helps people: a full disk must not end a build that may need no space.
    with suppress(OSError):
        _note(site).write_text(json.dumps(holder._asdict()), encoding="utf-8")


def _note(site: Path) -> Path:
    # Not the lock itself: Windows lets nobody read a file that is locked.
    return site.with_name(f".{site.name}.lock.json")
