"""Remember between builds what was read and written, in a form that loads in milliseconds.

The memory is never trusted further than it can be checked: a file that is missing, cut short, of another version or of
another site counts as no memory, and the build starts from nothing. What a build changes is added to a second file, for
an edit changes little and the memory is large; when that file has grown, the whole is written anew.
"""

from __future__ import annotations

import marshal
import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from gmooc.catalogue import Card
from gmooc.claims import Claim
from gmooc.problems import Problem
from gmooc.publish import NOWHERE
from gmooc.sources import Source

FORMAT = 13
_LATER = ".later"
# What was added may grow to this part of the whole.
_MOST_ADDED = 1 / 4
_FIELDS = (
    *("code", "read_at", "sources", "build_files", "readings", "outputs"),
    *("behind", "site_identity", "standby_identity"),
)


class Reading(NamedTuple):
    """What was read from one content file: `card` is absent where it could not be understood.

    `inputs` is the digest of the file and of the pictures it shows, `shown` that of its card; `terms` is where its
    search terms lie in the file of terms, as offset and length, and `kept` where the lines of it lie there that files
    about many entries hold.
    """

    path: str
    inputs: bytes
    card: Card | None
    claim: Claim
    problems: tuple[Problem, ...]
    terms: tuple[int, int] = (0, 0)
    kept: tuple[int, int] = (0, 0)
    shown: bytes = b""


@dataclass(slots=True, eq=False, repr=False)
class State:
    """The memory of the last build; empty where there was none.

    `seal` is that of the file it was loaded from, and `end` where what was added to that ends.
    """

    code: bytes = b""
    read_at: int = 0
    sources: dict[str, Source] = field(default_factory=dict)
    build_files: dict[str, Source] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    outputs: dict[str, bytes] = field(default_factory=dict)
    behind: tuple[str, ...] = ()
    site_identity: tuple[int, int] = NOWHERE
    standby_identity: tuple[int, int] = NOWHERE
    extra: dict[str, Any] = field(default_factory=dict)
    seal: bytes = b""
    end: int = 0

    @property
    def is_new(self) -> bool:
        """Say whether no site is known that could be brought up to date."""
        return self.site_identity == NOWHERE


def load_state(path: Path) -> State:
    """Load the memory, or give an empty one."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return State()
    seal, body = content[:16], content[16:]
    if seal != _seal(body):
        return State()
    parts = marshal.loads(body)
    added = list(_added(path.with_suffix(_LATER), seal))
    for changes, _ in added:
        _apply(changes, parts)
    end = added[-1][1] if added else 0
    parts["readings"] = {path: _reading(*row) for path, row in parts["readings"].items()}
    return State(**{name: parts.pop(name) for name in _FIELDS}, extra=parts, seal=seal, end=end)


def load_entries(path: Path) -> dict[str, tuple[bytes, bytes]]:
    """Load the packed entries of the kinds of which there are few: by source, the digest of inputs and the entry."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    found: dict[str, tuple[bytes, bytes]] = marshal.loads(content[16:]) if content[:16] == _seal(content[16:]) else {}
    return found


def save_entries(path: Path, entries: dict[str, tuple[bytes, bytes]]) -> None:
    """Save packed entries in one rename."""
    _replace(path, marshal.dumps(entries))


def save_state(path: Path, state: State, before: State) -> None:
    """Save the memory: add what differs from that `before`, or write the whole in one rename."""
    later, parts = path.with_suffix(_LATER), _parts(state)
    if before.seal:
        body = marshal.dumps((before.seal, _changes(_parts(before), parts)))
        if before.end + len(body) < path.stat().st_size * _MOST_ADDED:
            with later.open("r+b" if before.end else "wb") as file:
                file.seek(before.end)
                file.write(_seal(body) + body)
                file.truncate()
            return
    _replace(path, marshal.dumps({name: _plain(name, part) for name, part in parts.items()}))
    later.unlink(missing_ok=True)


def _parts(state: State) -> dict[str, Any]:
    return {name: getattr(state, name) for name in _FIELDS} | state.extra


def _plain(name: str, part: Any) -> Any:
    """Give a part of the memory as marshal can write it."""
    if name == "readings":
        return {path: _row(reading) for path, reading in part.items()}
    return {path: tuple(source) for path, source in part.items()} if name in ("sources", "build_files") else part


# How to change a part of the memory: to another value, or what of a dictionary is new and what of it is gone.
_Changes = dict[str, tuple[Any] | tuple[dict[Any, Any], list[Any]]]


def _changes(old: dict[str, Any], new: dict[str, Any]) -> _Changes:
    changes: _Changes = {}
    for name, part in new.items():
        before = old[name]
        if part == before:
            continue
        if type(part) is not dict:
            changes[name] = (part,)
            continue
        come = {key: value for key, value in part.items() if key not in before or before[key] != value}
        changes[name] = (_plain(name, come), [key for key in before if key not in part])
    return changes


def _apply(changes: _Changes, parts: dict[str, Any]) -> None:
    for name, change in changes.items():
        if len(change) == 1:
            parts[name] = change[0]
            continue
        parts[name].update(change[0])
        for key in change[1]:
            del parts[name][key]


def _added(path: Path, seal: bytes) -> Iterator[tuple[_Changes, int]]:
    """Give what was added to the file with this seal, each with where it ends; what was cut short ends it."""
    content = path.read_bytes() if path.exists() else b""
    end = 0
    while len(content) >= end + 16:
        (size,) = struct.unpack_from("<Q", content, end)
        body = content[end + 16 : end + 16 + size]
        if content[end : end + 16] != _seal(body):
            return
        owner, changes = marshal.loads(body)
        if owner != seal:
            return
        end += 16 + size
        yield changes, end


def _replace(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(_seal(body) + body)
    os.replace(part, path)


def _seal(body: bytes) -> bytes:
    # marshal changes between Python versions, and rows have the fields of a version of ours, so both are part of the
    # seal; a checksum tells what is cut short.
    shapes = (Reading._fields, Card._fields, Claim._fields, tuple(Problem.__dataclass_fields__), Source._fields)
    version = crc32(repr((FORMAT, sys.version_info[:3], shapes)).encode())
    return struct.pack("<QII", len(body), version, crc32(body))


def _row(reading: Reading) -> tuple[Any, ...]:
    card = reading.card and tuple(reading.card)
    problems = tuple([problem.row() for problem in reading.problems])
    return (reading.path, reading.inputs, card, tuple(reading.claim), problems, *reading[5:])


def _reading(path: str, inputs: bytes, card: Any, claim: Any, problems: tuple[Any, ...], *rest: Any) -> Reading:
    found = tuple([Problem(*problem) for problem in problems]) if problems else ()
    return Reading(path, inputs, card and Card._make(card), Claim._make(claim), found, *rest)
