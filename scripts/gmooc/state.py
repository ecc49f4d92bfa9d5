"""Remember between builds what was read and written, in a form that loads in milliseconds.

The memory is never trusted further than it can be checked: a file that is missing, cut short, of another version or of
another site counts as no memory, and the build starts from nothing.
"""

from __future__ import annotations

import marshal
import os
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from gmooc.catalogue import Card
from gmooc.claims import Claim
from gmooc.problems import Problem
from gmooc.publish import NOWHERE
from gmooc.sources import Source

FORMAT = 12


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


@dataclass(slots=True)
class State:
    """The memory of the last build; empty where there was none."""

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
    code, read_at, sources, build_files, readings, *rest = marshal.loads(body)
    return State(code, read_at, sources, build_files, {row[0]: _reading(*row) for row in readings}, *rest)


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


def save_state(path: Path, state: State) -> None:
    """Save the memory in one rename."""
    parts = (
        state.code,
        state.read_at,
        {path: tuple(source) for path, source in state.sources.items()},
        {path: tuple(source) for path, source in state.build_files.items()},
        [_row(reading) for reading in state.readings.values()],
        state.outputs,
        tuple(state.behind),
        state.site_identity,
        state.standby_identity,
        state.extra,
    )
    _replace(path, marshal.dumps(parts))


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
