"""Read the free pages for what the core needs of them: their links, their words and their moment.

The engine renders them. Beside what it reads, the front matter of a free page may hold `search_terms` (words that the
page does not show and that readers search for it by, each language its own) and `publish_at` (the moment before which
nobody may see it).
"""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from gmooc.checks.dates import Slip
from gmooc.checks.references import Claim
from gmooc.content.entry import free_page_url, is_record_path, part_translation
from gmooc.core import problem_messages as messages
from gmooc.core.files import ContentFile
from gmooc.core.languages import HUBS
from gmooc.core.problems import message_of, message_of_key, names_in
from gmooc.model.values import read_publish_time, read_visible
from gmooc.search.documents import SearchEntry
from gmooc.text import markdown as prose
from gmooc.text.attributes import without_attributes
from gmooc.text.document import Document, read_document
from gmooc.text.front_matter import KeyPath, name_of_path

HUB_FILES = frozenset(HUBS.values())
MAX_SEARCH_TERMS, MAX_SEARCH_TERM_LENGTH = 40, 60
_KEYS = ("publish_at", "search_terms")


def is_free_page(path: str) -> bool:
    """Say whether a file below content/ is a page that the engine renders."""
    return path.endswith(".md") and not is_record_path(path)


def is_searched(path: str) -> bool:
    """Whether search finds a free page; lists are found by what they list."""
    return part_translation(path)[0] not in HUB_FILES


def read_free_page(document: Document) -> tuple[Claim, SearchEntry]:
    """Return what a free page says of others, and what it is found by."""
    path, rendered = document.path, prose.render(without_attributes(document.body))
    return _claim(path, rendered, document.values), SearchEntry(
        key=_key(path),
        url=free_page_url(path),
        kind="page",
        language=part_translation(path)[1],
        title=str(document.values.get("title", "")),
        summary=str(document.values.get("description", "")),
        headings=tuple(heading.text for heading in rendered.headings),
        text=rendered.text,
        facets=(("kind", "page"),),
        terms=_terms(path, document.values),
    )


def stated_figures(file: ContentFile) -> tuple[tuple[str, str], ...]:
    """Return the figures that the home page states in its front matter, because nothing on the site counts them."""
    document, _ = read_document(file.path, file.read())
    given = document.values.get("figures")
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list | tuple) else []
    return tuple((str(row.get("figure", "")), str(row.get("text", ""))) for row in rows)


def _claim(path: str, rendered: prose.Prose, values: Mapping[str, Any]) -> Claim:
    folder = posixpath.dirname(path)
    links = tuple(
        (url, posixpath.normpath(posixpath.join(folder, url.partition("#")[0])))
        for url in rendered.links
        if url.partition("#")[0].endswith(".md")
    )
    return Claim(path, _key(path), "page", links, (), (), (), slips=tuple(_slips(path, values)))


def _slips(path: str, values: Mapping[str, Any]) -> Iterator[Slip]:
    """Yield the faults of the keys that the core reads; those of the engine are its own."""
    for key in values:
        # A key that the engine does not know means nothing to it, and a page with a slip here would not wait.
        if key not in _KEYS and (meant := difflib.get_close_matches(key.lower().replace("-", "_"), _KEYS, 1, 0.8)):
            misspelt = message_of(messages.KEY_MISSPELT, key=meant[0])
            yield "E011", (key,), message_of(messages.OF_KEY, key=key, message=misspelt)
    if values.get("publish_at") and part_translation(path)[0] in HUB_FILES:
        yield "E011", ("publish_at",), message_of(messages.LIST_IS_ALWAYS_THERE)
    elif values.get("publish_at"):
        yield from _faults(("publish_at",), read_publish_time, values["publish_at"])
    terms = values.get("search_terms") or []
    if not isinstance(terms, list):
        yield "E014", ("search_terms",), message_of_key("search_terms", messages.NO_LIST)
        return
    if len(terms) > MAX_SEARCH_TERMS:
        message = message_of_key("search_terms", messages.TOO_MANY, most=MAX_SEARCH_TERMS, length=len(terms))
        yield "E013", ("search_terms",), message
    for index, term in enumerate(terms[:MAX_SEARCH_TERMS]):
        place: KeyPath = ("search_terms", index)
        name = f"search_terms.{index + 1}"
        if not isinstance(term, str):
            yield "E014", place, message_of_key(name, messages.NO_TEXT)
        elif len(term) > MAX_SEARCH_TERM_LENGTH:
            limit = MAX_SEARCH_TERM_LENGTH
            yield "E013", place, message_of_key(name, messages.TOO_LONG, max_length=limit, length=len(term))
        else:
            yield from _faults(place, read_visible, term)


def _faults(path: KeyPath, read: Callable[[str], object], value: Any) -> Iterator[Slip]:
    """Yield the fault that a reader finds in a value, as it is told of records."""
    from gmooc.model.schema_errors import MESSAGES

    try:
        read(value)
    except PydanticCustomError as error:
        code, template = MESSAGES[error.type]
        values = {"given": value} if "given" in names_in(template) else {}
        yield code, path, message_of_key(name_of_path(path), template, **values)


def _terms(path: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the search terms, or none if any of them is at fault."""
    terms = values.get("search_terms") or ()
    return () if any("search_terms" in place for _, place, _ in _slips(path, values)) else tuple(terms)


def _key(path: str) -> str:
    return f"pages/{path.removesuffix('.md')}"
