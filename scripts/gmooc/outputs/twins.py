"""Make what machines read of one entry: files of its own, and the lines that files about many entries are joined from.

All of it comes from the entry's own file, so it is made when that is read and changes only with it.
"""

from __future__ import annotations

import marshal
from typing import NamedTuple

from gmooc.outputs.api_data import Images, entry_data, json_file
from gmooc.outputs.certificates import certificate
from gmooc.outputs.citations import citations_of
from gmooc.outputs.embeds import embed_url, project_embed
from gmooc.outputs.json_text import as_line
from gmooc.outputs.tables import row_of
from gmooc.records import Entry

Files = tuple[tuple[str, bytes], ...]


class Lines(NamedTuple):
    """What is kept of an entry for dumps: a line of JSON, a row of a table, and the citations of a project."""

    json: bytes
    row: bytes
    bibtex: str = ""
    ris: str = ""
    csl: str = ""

    def pack(self) -> bytes:
        """Give it as bytes."""
        return marshal.dumps(tuple(self))

    @classmethod
    def unpack(cls, packed: bytes) -> Lines:
        """Take it from bytes."""
        return cls._make(marshal.loads(packed))


def twins_of(entry: Entry, images: Images, site_url: str) -> tuple[Lines, Files]:
    """Give the lines of an entry for dumps, and its own files."""
    data = entry_data(entry, images)
    line = as_line(data)
    written = map(as_line, (entry.values, entry.front_matter, entry.body, entry.prose.html))
    whole = b'%b,"front_matter":%b,"front_matter_text":%b,"markdown":%b,"html":%b}\n' % (line[:-1], *written)
    lines = Lines(line + b"\n", row_of(data))
    if entry.kind != "project":
        return lines, ((json_file(entry.url), whole),)
    cited = citations_of(entry, site_url)
    lines = lines._replace(bibtex=cited.bibtex, ris=cited.ris, csl=cited.csl)
    return lines, tuple(
        zip(twin_paths(entry.kind, entry.url), (whole, project_embed(entry), certificate(entry, site_url)), strict=True)
    )


def twin_paths(kind: str, url: str) -> tuple[str, ...]:
    """Give the paths of an entry's own files."""
    if kind != "project":
        return (json_file(url),)
    return (json_file(url), f"{embed_url(url)}index.html", f"{url}certificate.html")
