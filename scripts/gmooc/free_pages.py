"""Read the free pages for what the core needs of them: their links and their words. The engine renders them."""

from __future__ import annotations

import posixpath

from gmooc import prose
from gmooc.attributes import without_attributes
from gmooc.claims import Claim
from gmooc.documents import Document, read_document
from gmooc.frames import HUBS
from gmooc.outputs.search_entry import SearchEntry
from gmooc.records import free_page_url, is_record_path, part_translation
from gmooc.sources import ContentFile

_HUB_FILES = frozenset(HUBS.values())


def is_free_page(path: str) -> bool:
    """Say whether a file below content/ is a page that the engine renders."""
    return path.endswith(".md") and not is_record_path(path)


def is_searched(path: str) -> bool:
    """Whether search finds a free page; lists are found by what they list."""
    return part_translation(path)[0] not in _HUB_FILES


def read_free_page(document: Document) -> tuple[Claim, SearchEntry]:
    """Return what a free page says of others, and what it is found by."""
    path, rendered = document.path, prose.render(without_attributes(document.body))
    return _claim(path, rendered), SearchEntry(
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


def stated_figures(file: ContentFile) -> tuple[tuple[str, str], ...]:
    """Return the figures that the home page states in its front matter, because nothing on the site counts them."""
    document, _ = read_document(file.path, file.read())
    given = document.values.get("figures")
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list | tuple) else []
    return tuple((str(row.get("figure", "")), str(row.get("text", ""))) for row in rows)


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
