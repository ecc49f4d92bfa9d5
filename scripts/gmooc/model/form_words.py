"""Read the words of the form from `form_words.yml`: labels of fields, its parts, and what its modules say."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from gmooc.core.files import read_data_beside
from gmooc.model.labels import LANGUAGE_NAMES


class FormPart(NamedTuple):
    """A part of the form: its heading, what to know before one fills it in, and the keys that it asks for.

    `step` is the name of the step that begins with it, and empty where it belongs to the step of the part before.
    """

    title: str
    intro: str
    keys: tuple[str, ...]
    step: str = ""


class FormWords(NamedTuple):
    """The words of the form in English, but for `story`: its headings by language.

    `labels`, `helps` and `rows_of` (what a button adds to a list) are by the name of a field. `consent` is what
    people agree to: to `consent_to_new` for a new page, to `consent_to_correction` for a correction. `words` are what
    modules say in the browser. `omitted_keys` of the model are not asked for.
    """

    labels: dict[str, str]
    helps: dict[str, str]
    rows_of: dict[str, str]
    parts: tuple[FormPart, ...]
    last_step: str
    omitted_keys: tuple[str, ...]
    story: dict[str, tuple[str, ...]]
    story_helps: tuple[str, ...]
    more_languages: dict[str, str]
    consent: dict[str, str]
    consent_to_new: tuple[str, ...]
    consent_to_correction: tuple[str, ...]
    words: dict[str, str]


@cache
def form_words() -> FormWords:
    """Return the words of the form."""
    data = read_data_beside(__file__)
    return FormWords(
        labels=data["labels"],
        helps=dict.fromkeys(data["without_help"], "") | data["helps"],
        rows_of=data["rows_of"],
        parts=tuple(FormPart(**part | {"keys": tuple(part["keys"])}) for part in data["parts"]),
        last_step=data["last_step"],
        omitted_keys=tuple(data["omitted_keys"]),
        story={language: tuple(headings) for language, headings in data["story"].items()},
        story_helps=tuple(data["story_helps"]),
        more_languages=data["more_languages"],
        consent=data["consent"],
        consent_to_new=tuple(data["consent_to_new"]),
        consent_to_correction=tuple(data["consent_to_correction"]),
        words=data["words"],
    )


@cache
def headings_of(english: str) -> frozenset[str]:
    """Return what a section of the story is called in every language, as letters alone."""
    story = form_words().story
    place = story["en"].index(english)
    return frozenset(letters_of(headings[place]) for headings in story.values())


def letters_of(heading: str) -> str:
    """Return the letters of a heading, in lower case: people write apostrophes and spaces as they like."""
    return "".join(filter(str.isalnum, heading.casefold()))


def offered_languages() -> dict[str, str]:
    """Return the languages that the form offers by their codes, each by what it calls itself."""
    return LANGUAGE_NAMES | form_words().more_languages


def own_name_of(language: str) -> str:
    """Return what a language calls itself; the code of one that the form does not offer."""
    return offered_languages().get(language, language)
