"""Read the free pages for what the core needs of them: their links and their words. The engine renders them."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any, NamedTuple

from gmooc import prose
from gmooc.claims import Claim
from gmooc.documents import read_document
from gmooc.frames import HUBS
from gmooc.outputs.search_entry import SearchEntry, pack
from gmooc.records import free_page_url, is_record_path, part_translation
from gmooc.search_store import Location, SearchStore
from gmooc.sources import Source

_HUB_FILES = frozenset(HUBS.values())


class FreePage(NamedTuple):
    """A free page: what it says of others, and where its search terms lie. Lists are found by what they list."""

    digest: bytes
    claim: Claim
    terms: Location
    is_searched: bool

    def row(self) -> tuple[Any, ...]:
        """Give the page as plain values."""
        return (self.digest, tuple(self.claim), self.terms, self.is_searched)


def read_free_pages(
    content: Path, sources: dict[str, Source], known: dict[str, tuple[Any, ...]], store: SearchStore
) -> dict[str, FreePage]:
    """Read the free pages that changed; `known` are the rows of the last build."""
    pages: dict[str, FreePage] = {}
    for path, source in sources.items():
        if not is_free_page(path):
            continue
        row = known.get(path)
        if row is not None and row[0] == source.digest:
            pages[path] = FreePage(row[0], Claim._make(row[1]), row[2], row[3])
        else:
            pages[path] = _read(content, path, source, store)
    return pages


def is_free_page(path: str) -> bool:
    """Say whether a file below content/ is a page that the engine renders."""
    return path.endswith(".md") and not is_record_path(path)


def claim_of_page(content: Path, path: str) -> Claim:
    """Give what a free page says of others."""
    document, _ = read_document(path, (content / path).read_bytes())
    return _claim(path, prose.render(document.body))


def _claim(path: str, rendered: prose.Prose) -> Claim:
    folder = posixpath.dirname(path)
    links = tuple(
        (url, posixpath.normpath(posixpath.join(folder, url.partition("#")[0])))
        for url in rendered.links
        if url.partition("#")[0].endswith(".md")
    )
    return Claim(path, _key(path), "page", links, (), (), ())


def _key(path: str) -> str:
    return f"pages/{path.removesuffix('.md')}"


def _read(content: Path, path: str, source: Source, store: SearchStore) -> FreePage:
    document, _ = read_document(path, (content / path).read_bytes())
    rendered = prose.render(document.body)
    entry = SearchEntry(
        key=_key(path),
        url=free_page_url(path),
        kind="page",
        language=part_translation(path)[1],
        title=str(document.values.get("title", "")),
        summary=str(document.values.get("description", "")),
        headings=tuple(heading.text for heading in rendered.headings),
        text=rendered.text,
        facets=(("kind", "page"),),
    )
    place = store.add(pack(entry))
    return FreePage(source.digest, _claim(path, rendered), place, part_translation(path)[0] not in _HUB_FILES)
