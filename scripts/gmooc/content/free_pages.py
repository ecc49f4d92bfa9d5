"""Read the free pages, which MkDocs renders, for what the core needs of them: links, words and their moment.

The engine renders them. Beside what it reads, the front matter of a free page may hold `search_terms` (words that the
page does not show and that readers search for it by, each language its own; on the list of goals, what they call one
when they name its number) and `publish_at` (the moment before which nobody may see it).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import gmooc.text.markdown as prose
from gmooc.content.entry import is_record_path, split_translation
from gmooc.core.files import ContentFile
from gmooc.core.problems import Problem
from gmooc.model.kinds import KINDS
from gmooc.text.dialect import without_attributes
from gmooc.text.document import read_document
from gmooc.text.markdown import Prose

HUBS = {
    "home": "index.md",
    **{kind.folder: f"{kind.folder}/index.md" for kind in KINDS},
    "resources": "resources.md",
    "search": "search.md",
    "impact": "impact.md",
    "continue": "continue.md",
    "form": "contribute/project.md",
    "data": "data.md",
}

HUB_FILES = frozenset(HUBS.values())
# What is told of a free page: that it cannot be read or drawn, and what it hides.
_TOLD = ("E001", "E002", "E005", "E006", "E022")


def is_free_page(path: str) -> bool:
    """Whether a file below content/ is a page that the engine renders."""
    return path.endswith(".md") and not is_record_path(path)


def is_searched(path: str) -> bool:
    """Whether search finds a free page."""
    return split_translation(path)[0] not in (HUBS["home"], HUBS["search"])


class FreePage(NamedTuple):
    """A free page as the core reads it: values of its front matter, text, what it hides, and faultless search terms."""

    path: str
    values: Mapping[str, Any]
    prose: Prose
    problems: tuple[Problem, ...] = ()
    search_terms: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"pages/{self.path.removesuffix('.md')}"


def read_free_page(path: str, content: bytes) -> FreePage:
    """Read a free page for its links, its words and its moment; the engine renders it."""
    document, problems = read_document(path, content)
    # The engine knows no rules but these: a page can be read, and shows all that it holds.
    told = tuple(problem for problem in problems if problem.code in _TOLD)
    return FreePage(path, document.values, prose.render(without_attributes(document.body)), told)


def stated_figures(file: ContentFile) -> tuple[tuple[str, str], ...]:
    """Return the figures that the home page states in its front matter, because nothing on the site counts them."""
    document, _ = read_document(file.path, file.read())
    given = document.values.get("figures")
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list | tuple) else []
    return tuple((str(row.get("figure", "")), str(row.get("text", ""))) for row in rows)


def stated_search_terms(file: ContentFile) -> tuple[str, ...]:
    """Return the search terms that a page states in its front matter."""
    document, _ = read_document(file.path, file.read())
    given = document.values.get("search_terms")
    return tuple(term for term in given if isinstance(term, str)) if isinstance(given, list) else ()
