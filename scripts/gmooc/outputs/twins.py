"""Make what machines read of one entry: files of its own, and the lines that files about many entries are joined from.

All of it comes from the entry's own file, so it is made when that is read and changes only with it.
"""

from __future__ import annotations

import marshal
from typing import NamedTuple

from gmooc.outputs.api_data import Images, as_line, entry_data, json_file
from gmooc.outputs.tables import row_of
from gmooc.records import Entry

Files = tuple[tuple[str, bytes], ...]


class Lines(NamedTuple):
    """What is kept of an entry for dumps: a line of JSON and a row of a table."""

    json: bytes
    row: bytes

    def pack(self) -> bytes:
        """Give it as bytes."""
        return marshal.dumps(tuple(self))

    @classmethod
    def unpack(cls, packed: bytes) -> Lines:
        """Take it from bytes."""
        return cls._make(marshal.loads(packed))


def twins_of(entry: Entry, images: Images) -> tuple[Lines, Files]:
    """Give the lines of an entry for dumps, and its own files."""
    data = entry_data(entry, images)
    line = as_line(data)
    written = as_line(entry.values), as_line(entry.body), as_line(entry.prose.html)
    whole = b'%b,"front_matter":%b,"markdown":%b,"html":%b}\n' % (line[:-1], *written)
    return Lines(line + b"\n", row_of(data)), ((json_file(entry.url), whole),)


def twin_paths(kind: str, url: str) -> tuple[str, ...]:
    """Give the paths of an entry's own files."""
    return (json_file(url),)
