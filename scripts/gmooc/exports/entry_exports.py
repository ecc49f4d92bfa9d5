"""Turn one entry into what machines read of it: files of its own, and the lines that dumps are joined from."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import NamedTuple

from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry, is_entry_of, load_entry
from gmooc.core.files import Blob
from gmooc.core.json_text import as_line
from gmooc.exports.certificates import certificate
from gmooc.exports.citations import citations_of
from gmooc.exports.csv import row_of
from gmooc.exports.embeds import embed_url, project_embed
from gmooc.model.records import Project
from gmooc.open_data.values import Images, entry_data, json_file
from gmooc.render.target import Target


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


def lines_of(entry: Entry, images: Images, site_url: str) -> Lines:
    """Return the lines of an entry for dumps."""
    data = entry_data(entry, images)
    lines = Lines(as_line(data) + b"\n", row_of(data))
    if not is_entry_of(entry, Project):
        return lines
    cited = citations_of(entry, site_url)
    return lines._replace(bibtex=cited.bibtex, ris=cited.ris, csl=cited.csl)


def export_target(card: Card, entry: Blob, lines: Blob, site_url: str) -> Target:
    """List an entry's own files: its JSON and, of a project, what other sites embed and its certificate."""
    if card.kind != "project":
        return Target((json_file(card.url),), (entry, lines), _json, cost=1)
    paths = (json_file(card.url), f"{embed_url(card.url)}index.html", f"{card.url}certificate.html")
    return Target(paths, (entry, lines, site_url), _files_of_project, cost=1)


def _json(kept: Blob, lines: Blob) -> bytes:
    entry, line = load_entry(kept), Lines.unpack(lines.read()).json.rstrip()
    written = map(as_line, (entry.values, entry.front_matter, entry.body, entry.prose.html))
    return b'%b,"front_matter":%b,"front_matter_text":%b,"markdown":%b,"html":%b}\n' % (line[:-1], *written)


def _files_of_project(kept: Blob, lines: Blob, site_url: str) -> Iterator[bytes]:
    entry = load_entry(kept)
    assert is_entry_of(entry, Project)
    yield _json(kept, lines)
    yield project_embed(entry)
    yield certificate(entry, site_url)
