"""Build a site under its lock, retry when files change meanwhile, and report why it cannot be written in one sentence.

1. Take the lock of the site's folder, or wait for who holds it.
2. Build. If that fails and files of the project changed since it began, wait until they rest and build anew: what a
   `git checkout` moves away is no fault, and the new files are what is meant.
3. A disk that is full or may not be written to becomes a PublishError, and so does a cluster that is gone. Any other
   exception is our own fault and raises.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from gmooc.build.build import build_site, build_with
from gmooc.build.job import Job, Report
from gmooc.build.memo import Memo
from gmooc.build.site_folder import Places, identity
from gmooc.build.workers import cluster_error
from gmooc.core.settings import SettingsError

POLL_SECONDS = 0.05


class Holder(NamedTuple):
    """The command that writes a site now: its name, its process, and since when, by this machine's clock."""

    command: str
    process: int
    since: str

    def __str__(self) -> str:
        return f"'{self.command}' (process {self.process}, since {self.since})"


@contextmanager
def site_lock(site: Path, notify: Callable[[str], None], command: str = "") -> Iterator[None]:
    """Hold the lock of a site's folder; if another command holds it, notify whom this one waits for, once.

    Others that wait are told the name of the `command`; without one, that of the running file.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(site.with_name(f".{site.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        notify(f"{site}: is being written by {holder_of(site) or 'another command'}; waiting until it is done")
        lock.acquire(poll_interval=POLL_SECONDS)
    try:
        _note_holder(site, command)
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


def _note_holder(site: Path, command: str) -> None:
    now = datetime.now().astimezone()
    # The name alone: what `manage.py forget` is given must be left nowhere.
    holder = Holder(command or Path(sys.argv[0]).name, os.getpid(), f"{now:%H:%M:%S}")
    # The note only helps people: a full disk must not end a build that may need no space.
    with suppress(OSError):
        _note(site).write_text(json.dumps(holder._asdict()), encoding="utf-8")


def _note(site: Path) -> Path:
    # Not the lock itself: Windows lets nobody read a file that is locked.
    return site.with_name(f".{site.name}.lock.json")


MAX_ATTEMPTS = 5

# Files rest when nothing has changed for this long; a checkout of thousands of files pauses for less.
REST_SECONDS = 0.3
MAX_REST_SECONDS = 3

# The clock that stamps files is behind the one we read by up to a tick of the system.
_TICK_NS = 20_000_000
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_STORAGE = (*_NO_SPACE, *_NOT_ALLOWED, errno.EIO)

_SQLITE_STORAGE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


class PublishError(Exception):
    """A site that cannot be built or written for a reason outside our code; the message is a sentence for people."""


def build_exclusively(
    job: Job, notify: Callable[[str], None], *, from_nothing: bool = False, memo: Memo | None = None
) -> Report:
    """Build and publish a site while no other command does; `notify` is called with whom it waits for.

    `from_nothing` removes all that earlier builds kept beside the site. A process that builds again and again keeps
    the `memo` in memory.
    """
    try:
        with site_lock(job.site, notify, job.command):
            if from_nothing:
                places = Places(job.site)
                for folder in (places.cache, places.standby, places.work):
                    shutil.rmtree(folder, ignore_errors=True)
            return build_when_settled(job, memo)
    except OSError as error:
        if fault := _publish_error(error, job.site, was_published=False):
            raise fault from error
        raise


def build_when_settled(job: Job, memo: Memo | None = None) -> Report:
    """Build and publish a site whose lock is held, anew if files of the project change while it is built."""
    before = identity(job.site)
    for _ in range(MAX_ATTEMPTS):
        started = time.time_ns()
        try:
            return build_with(job, memo) if memo else build_site(job)
        except SettingsError:
            raise
        except Exception as error:
            if fault := _publish_error(error, job.site, was_published=identity(job.site) != before):
                # Half a generation may be what fills the disk.
                shutil.rmtree(Places(job.site).work, ignore_errors=True)
                raise fault from error
            if reason := cluster_error(error):
                raise PublishError(
                    f"dask://{job.cluster}: {reason}; {job.site} is as it was: start the cluster as docs/scaling.md "
                    "says, or build on this machine alone"
                ) from error
            if not has_changed(job, started):
                raise
        _await_rest(job)
        if not job.content.is_dir():
            raise PublishError(f"{job.content}: must be a folder that exists")
    raise PublishError(
        f"{job.root}: files changed during each of {MAX_ATTEMPTS} builds; {job.site} is as it was: "
        "build again when nothing writes to the project"
    )


def has_changed(job: Job, since: int) -> bool:
    """Whether a file or folder that builds read came, went or changed since a moment in nanoseconds."""
    return any(changed >= since - _TICK_NS for changed in _changes(job))


def _changes(job: Job) -> Iterator[float]:
    """Yield when each file and folder that builds read was changed last; one that is missing is changing now."""
    folders = [str(job.content), str(job.root / "theme"), str(job.root / "scripts")]
    while folders:
        folder = folders.pop()
        try:
            yield _changed_at(os.stat(folder))
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith((".", "__pycache__")):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        yield _changed_at(entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            yield float("inf")
    try:
        yield _changed_at(os.stat(job.root / "mkdocs.yml"))
    except FileNotFoundError:
        yield float("inf")


def _changed_at(status: os.stat_result) -> int:
    return max(status.st_mtime_ns, status.st_ctime_ns)


def _await_rest(job: Job) -> None:
    deadline = time.monotonic() + MAX_REST_SECONDS
    while True:
        began = time.time_ns()
        time.sleep(REST_SECONDS)
        if not has_changed(job, began) or time.monotonic() > deadline:
            return


def _publish_error(error: Exception, site: Path, *, was_published: bool) -> PublishError | None:
    """Return what to tell people of a fault of the disk; None if the fault is of another kind."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        # What copying a whole folder raises holds a message for each file, and no number.
        error = OSError(errno.EIO, str(error.args[0][0][2]), str(error.args[0][0][1]))
    if isinstance(error, sqlite3.OperationalError):
        code = _SQLITE_STORAGE.get((error.sqlite_errorcode or 0) & 0xFF)
        error = OSError(code, os.strerror(code)) if code else error
    if not isinstance(error, OSError) or error.errno not in _STORAGE:
        return None
    if error.errno in _NO_SPACE:
        remedy = "make room on the disk, or choose another folder with --site"
    elif error.errno in _NOT_ALLOWED:
        remedy = "allow this user to read and write there, or choose another folder with --site"
    else:
        remedy = "check the disk, or choose another folder with --site"
    state = "is published, but the next build starts from nothing" if was_published else "is as it was"
    reason = (error.strerror or str(error)).lower()
    return PublishError(f"{error.filename or site}: {reason}; {site} {state}: {remedy}")
