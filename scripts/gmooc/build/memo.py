"""Cache results of pure steps between builds by the digest of their inputs, in one SQLite file.

A result is found by a digest of the step's name, the project's code and the step's inputs, so a result that is found is
never out of date: other code or other inputs have another digest. What the last build published is kept beside the
results. The file is never trusted further than it can be checked: one that is missing, cut short, damaged or of another
version counts as empty, and the build starts from nothing.
"""

from __future__ import annotations

import contextlib
import marshal
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path, PurePath
from types import FunctionType
from typing import Any, NamedTuple
from zlib import crc32

from pydantic import BaseModel

from gmooc.core.files import DIGEST_SIZE, Blob, digest_of

_PLAIN = frozenset((str, int, float, bytes, bool, type(None)))


def digest_of_inputs(inputs: Any) -> bytes:
    """Return the digest of inputs; raises TypeError for what is no input."""
    return digest_of(marshal.dumps(_plain(inputs), 0))


def _plain(value: Any) -> Any:
    """Return a value as nothing but texts, numbers, bytes and tuples, which marshal writes in one way only."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return _all_plain(value)
    found = _TURNED.get(kind)
    if found is None:
        found = _TURNED[kind] = _turn_for(kind)
    return found(value)


def _all_plain(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple([value if type(value) in _PLAIN else _plain(value) for value in values])


# How values of a type are turned, worked out when one is first met.
_TURNED: dict[type, Callable[[Any], Any]] = {}


def _turn_for(kind: type) -> Callable[[Any], Any]:
    if hasattr(kind, "digest") and not issubclass(kind, tuple):
        return lambda value: value.digest
    if issubclass(kind, str):
        return lambda value: str.__str__(value)
    if issubclass(kind, tuple | list):
        return _all_plain
    if issubclass(kind, frozenset | set):
        return lambda value: tuple(sorted(map(_plain, value)))
    if issubclass(kind, Mapping):
        return lambda value: tuple([(key, _plain(inner)) for key, inner in value.items()])
    if issubclass(kind, date | datetime):
        return lambda value: value.isoformat()
    if issubclass(kind, PurePath):
        return str
    if issubclass(kind, BaseModel):
        return lambda value: tuple([(name, _plain(inner)) for name, inner in value])
    if issubclass(kind, FunctionType | type):
        return _name_of
    raise TypeError(f"'{kind.__module__}.{kind.__qualname__}' is no input of a step: nothing tells its digest")


def _name_of(function: FunctionType | type) -> str:
    if getattr(function, "__closure__", None) or "<" in function.__qualname__:
        raise TypeError(f"'{function.__qualname__}' is no input of a step: it may hold what no digest tells")
    return f"{function.__module__}.{function.__qualname__}"


MEMO_VERSION = 1

_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blobs (key BLOB PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS published (path TEXT PRIMARY KEY, key BLOB NOT NULL, content BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""


class MemoDamaged(Exception):
    """The file holds something else than was written; it has to be emptied."""


class Published(NamedTuple):
    """A file of the site: the key of the target it was rendered from, and the digest of its bytes."""

    key: bytes
    content: bytes


class Memo:
    """Results of pure steps, kept between builds; a process that goes on keeps those it has used as objects, too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._live: dict[bytes, Any] = {}
        self._used: set[bytes] = set()
        self._code = b""
        self._opened: sqlite3.Connection | None = None
        self._number: int | None = None

    @property
    def _database(self) -> sqlite3.Connection:
        assert self._opened, "a memo is opened first"
        return self._opened

    def open(self) -> None:
        """Open the file, anew if another command has removed or replaced it.

        Call it once the lock of the site is held: another build would find its file gone, or this one that of the other
        locked, and so take it for damaged.
        """
        if self._opened and self._number == _number_of(self.path):
            return
        self.close()
        self._live.clear()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._opened = self._connect()
        except sqlite3.DatabaseError:
            self._remove()
            self._opened = self._connect()
        self._number = _number_of(self.path)

    def begin(self, code: bytes) -> None:
        """Begin a build with code of this digest; results of other code are not found."""
        self._code = digest_of(code + repr(sys.version_info[:3]).encode())
        self._used.clear()

    def get(self, step: Callable[..., Any], *inputs: Any) -> Any:
        """Return what a step gives for its inputs, computed once for each digest of step, code and inputs."""
        key = self.key_of(step, *inputs)
        value = self.find(key)
        if value is None:
            value = step(*inputs)
            self.put(key, value)
        return value

    def key_of(self, step: Callable[..., Any], *inputs: Any) -> bytes:
        """Return the digest of a step, the code and the step's inputs."""
        return digest_of_inputs((self._code, step, inputs))

    def find(self, key: bytes) -> Any:
        """Return the result with a key; None if there is none."""
        self._used.add(key)
        value = self._live.get(key)
        if value is None:
            with self._damage():
                row = self._database.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
            if row is not None:
                value = self._live[key] = pickle.loads(_checked(row[0]))
        return value

    def put(self, key: bytes, value: Any) -> None:
        """Keep a result."""
        self._used.add(key)
        self._live[key] = value
        sealed = _sealed(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        self._execute("REPLACE INTO results VALUES (?, ?)", (key, sealed))

    def put_blob(self, digest: bytes, name: str, content: bytes) -> None:
        """Keep bytes that are read only when somebody asks for them: a piece of something with a digest."""
        self._execute("REPLACE INTO blobs VALUES (?, ?)", (self.blob(digest, name).digest, _sealed(content)))

    def keep_blobs(self, digest: bytes) -> None:
        """Keep all pieces of something with a digest for the next build."""
        self._used.add(digest)

    def blob(self, digest: bytes, name: str) -> Blob:
        """Return a handle of bytes that were kept."""
        return Blob(self._code + digest + name.encode(), self.read_blob)

    def read_blob(self, key: bytes) -> bytes:
        """Return bytes that were kept."""
        with self._damage():
            row = self._database.execute("SELECT value FROM blobs WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise MemoDamaged
        return _checked(row[0])

    def published(self) -> dict[str, Published]:
        """Return every file of the site as it was last published."""
        with self._damage():
            rows = self._database.execute("SELECT path, key, content FROM published").fetchall()
        return {path: Published(key, content) for path, key, content in rows}

    def fact(self, name: str) -> Any:
        """Return a fact about the last build; None if it is not known."""
        with self._damage():
            row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else pickle.loads(_checked(row[0]))

    def forget_published(self) -> None:
        """Forget what was published, once this build is finished."""
        self._execute("DELETE FROM published")

    def put_published(self, path: str, found: Published) -> None:
        """Note a file that is published once this build is finished."""
        self._execute("REPLACE INTO published VALUES (?, ?, ?)", (path, *found))

    def finish(self, removed: Iterable[str], facts: dict[str, Any]) -> None:
        """Keep what a build found and published, and forget what it had no use for; all of it or nothing."""
        with self._damage(), self._database as database:
            database.executemany("DELETE FROM published WHERE path = ?", ((path,) for path in removed))
            rows = ((name, _sealed(pickle.dumps(value))) for name, value in facts.items())
            database.executemany("REPLACE INTO facts VALUES (?, ?)", rows)
            used: dict[str, Callable[[bytes], bool]] = {"results": self._used.__contains__, "blobs": self._is_kept}
            for table, is_used in used.items():
                unused = [row for row in database.execute(f"SELECT key FROM {table}") if not is_used(row[0])]
                database.executemany(f"DELETE FROM {table} WHERE key = ?", unused)
        self._live = {key: value for key, value in self._live.items() if key in self._used}

    def _is_kept(self, blob_key: bytes) -> bool:
        return blob_key.startswith(self._code) and blob_key[len(self._code) :][:DIGEST_SIZE] in self._used

    def forget_this_build(self) -> None:
        """Forget what was found since the last build was finished, because its inputs cannot be trusted."""
        self._database.rollback()
        self._live.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.close()
        self._remove()
        self.open()

    def close(self) -> None:
        """Keep what was found so far, and close the file."""
        if self._opened:
            with contextlib.suppress(sqlite3.Error):
                self._opened.commit()
            self._opened.close()
            self._opened = None

    def _connect(self) -> sqlite3.Connection:
        # Builds of one site take turns, and a preview may build in another thread than it was started in.
        database = sqlite3.connect(self.path, check_same_thread=False)
        try:
            # A process that is killed leaves the file whole; after a failure of power a damaged one is made anew.
            database.execute("PRAGMA synchronous = OFF")
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, MEMO_VERSION):
                raise sqlite3.DatabaseError(f"version {version}")
            database.executescript(f"{_SCHEMA}PRAGMA user_version = {MEMO_VERSION};")
            database.execute("SELECT count(*) FROM facts").fetchone()
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _remove(self) -> None:
        for file in (self.path, *self.path.parent.glob(f"{self.path.name}-*")):
            file.unlink(missing_ok=True)

    def _execute(self, statement: str, values: tuple[Any, ...] = ()) -> None:
        with self._damage():
            self._database.execute(statement, values)

    @contextlib.contextmanager
    def _damage(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError:
            # A full disk or a folder that cannot be written to is no damage.
            raise
        except sqlite3.DatabaseError as error:
            raise MemoDamaged from error


def _number_of(path: Path) -> int | None:
    """Return the number by which the system knows a file; None if there is no file."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def _sealed(content: bytes) -> bytes:
    return crc32(content).to_bytes(4, "little") + content


def _checked(sealed: bytes) -> bytes:
    content = sealed[4:]
    if crc32(content).to_bytes(4, "little") != sealed[:4]:
        raise MemoDamaged
    return content
