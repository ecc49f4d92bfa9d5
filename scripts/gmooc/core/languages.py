"""The languages of the interface: their prefixes in URLs, and which pages exist in all of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

# Interface languages: those that the engine's theme has words for and that this site speaks.
LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
# The language that the site is written in and translated from.
SOURCE_LANGUAGE = "en"

# Up to so many files of projects, each has a page in every language: ten thousand would make a site of a gigabyte.
MAX_EVERYWHERE = 500


def prefix_of(language: str) -> str:
    """Return what addresses in a language begin with."""
    return "" if language == SOURCE_LANGUAGE else f"{language}/"


def part_language(url: str) -> tuple[str, str]:
    """Part an address into its language and what follows."""
    first, _, rest = url.partition("/")
    return (first, rest) if first in LANGUAGES[1:] else (SOURCE_LANGUAGE, url)


def are_everywhere(paths: Iterable[str]) -> bool:
    """Whether projects are few enough for a page in every language; `paths` are all files of the content."""
    projects = (path for path in paths if path.startswith("projects/") and path.endswith(".md"))
    return next(islice(projects, MAX_EVERYWHERE, None), None) is None


def ui_language(language: str) -> str:
    """Return the language of the words around a text: its own, or English where the site does not speak it."""
    return language if language in LANGUAGES else SOURCE_LANGUAGE
