"""Registry of frames: the pages that the engine draws once and the press fills many times."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

SLOT_OPEN, SLOT_CLOSE = "@@gm-", "@@"
SLOTS = ("title", "heading", "description", "url", "head", "body", "contents", "source", "languages", "notice", "hero")


class FrameSpec(NamedTuple):
    """A frame: the address it is drawn at sets its depth, its section the tab that is marked in the header."""

    name: str
    address: str
    section: str
    is_record: bool = False
    language: str = "en"


# Interface languages: those that the engine's theme has words for and that this site speaks.
LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")

# Up to so many files of projects, each has a page in every language: ten thousand would make a site of a gigabyte.
MAX_EVERYWHERE = 500

_RECORDS = (
    FrameSpec("challenge", "challenges/_/", "challenges", is_record=True),
    FrameSpec("project", "projects/_/_/", "projects", is_record=True),
    FrameSpec("sdg", "sdgs/_/", "sdgs", is_record=True),
    FrameSpec("announcement", "announcements/_/", "announcements", is_record=True),
)


def prefix_of(language: str) -> str:
    """Return what addresses in a language begin with."""
    return "" if language == "en" else f"{language}/"


def part_language(url: str) -> tuple[str, str]:
    """Part an address into its language and what follows."""
    first, _, rest = url.partition("/")
    return (first, rest) if first in LANGUAGES[1:] else ("en", url)


def are_everywhere(paths: Iterable[str]) -> bool:
    """Whether projects are few enough for a page in every language; `paths` are all files of the content."""
    projects = (path for path in paths if path.startswith("projects/") and path.endswith(".md"))
    return next(islice(projects, MAX_EVERYWHERE, None), None) is None


def hub_frame(name: str, language: str) -> str:
    """Return the name of the frame of a list that a free page introduces."""
    return name if language == "en" else f"{name}.{language}"


def ui_language(language: str) -> str:
    """Return the language of the words around a text: its own, or English where the site does not speak it."""
    return language if language in LANGUAGES else "en"


def frame_of(kind: str, language: str) -> str:
    """Return the name of the frame for a record by the language that its address begins with, if any.

    English translations, and those in a language without interface words of its own, are framed in English.
    """
    if not language:
        return kind
    return f"{kind}.{language}" if language in LANGUAGES[1:] else f"{kind}.other"


def _translated(frame: FrameSpec, code: str) -> FrameSpec:
    language = "en" if code == "other" else code
    return frame._replace(name=f"{frame.name}.{code}", address=f"{code}/{frame.address}", language=language)


_LISTS = (
    FrameSpec("projects-2", "projects/_/", "projects"),
    FrameSpec("projects-3", "projects/_/_list/", "projects"),
    FrameSpec("projects-4", "projects/_/_/_/", "projects"),
)
_HELP = (FrameSpec("help", "help/", "contribute"), FrameSpec("help-2", "help/_/", "contribute"))

# Frames of hubs are free pages in content/ (their introduction is Markdown); these here have no file.
FRAMES = (
    *_RECORDS,
    *(_translated(frame, code) for code in (*LANGUAGES[1:], "other") for frame in _RECORDS),
    *_LISTS,
    *(_translated(frame, code) for code in LANGUAGES[1:] for frame in _LISTS),
    FrameSpec("projects-5", "projects/_/_/_/_/", "projects"),
    FrameSpec("people", "people/", "about"),
    FrameSpec("people-2", "people/_/", "about"),
    *_HELP,
    *(_translated(frame, code) for code in LANGUAGES[1:] for frame in _HELP),
)

HUBS = {
    "home": "index.md",
    "challenges": "challenges/index.md",
    "projects": "projects/index.md",
    "sdgs": "sdgs/index.md",
    "announcements": "announcements/index.md",
    "resources": "resources.md",
    "search": "search.md",
    "impact": "impact.md",
    "continue": "continue.md",
    "form": "contribute/project.md",
    "data": "data.md",
}


def slot(name: str) -> str:
    """Return the text that stands in a frame where the press puts a value."""
    return f"{SLOT_OPEN}{name}{SLOT_CLOSE}"
