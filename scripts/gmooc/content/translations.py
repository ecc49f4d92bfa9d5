"""Return which translations are missing or outdated, and the cards of entries in a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from gmooc.content.catalogue import Card, Catalogue
from gmooc.content.entry import identify, is_record_path, original_of, url_of
from gmooc.content.sections import Section, changed_since, marks_of, sections_of, with_marks
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, SDG
from gmooc.text.document import read_document

# What most readers see comes first. Of projects, only the translations that are there are followed.
_RANKS = {"page": 0, CHALLENGE.name: 1, ANNOUNCEMENT.name: 2, SDG.name: 3}


class Need(NamedTuple):
    """A file that a translator could work on next: its language, and which sections changed; none if it is missing."""

    language: str
    path: str
    changed: tuple[Section, ...]
    sections: int
    is_there: bool = True
    is_marked: bool = True


def needs(content: Path, paths: Iterable[str]) -> tuple[Need, ...]:
    """Return what translators could do, in order of need: what tells something old, what is missing, what is unsure.

    `paths` are the files below content/.
    """
    files = {path for path in paths if path.endswith(".md")}
    found = [*_needs_of_translations(content, files), *_missing(content, files)]
    return tuple(sorted(found, key=_order))


def _needs_of_translations(content: Path, files: set[str]) -> Iterator[Need]:
    for path in files:
        original = original_of(path)
        if original == path or original not in files:
            continue
        language = path.removesuffix(".md").rpartition(".")[2]
        sections = sections_of(original, (content / original).read_bytes())
        marks = marks_of(path, (content / path).read_bytes())
        changed = changed_since(marks, sections)
        if changed or not marks:
            yield Need(language, path, changed, len(sections), is_marked=bool(marks))


def _missing(content: Path, files: set[str]) -> Iterator[Need]:
    for path in files:
        if original_of(path) != path or _kind_of(path) not in _RANKS:
            continue
        text = (content / path).read_bytes()
        sections, spoken = len(sections_of(path, text)), _spoken_in(path, text)
        for language in LANGUAGES:
            if language != spoken and f"{path.removesuffix('.md')}.{language}.md" not in files:
                yield Need(language, path, (), sections, is_there=False)


def _spoken_in(path: str, text: bytes) -> str:
    """Return the language of an original; free pages are in English."""
    said = read_document(path, text)[0].values.get("language") if is_record_path(path) else None
    return str(said or SOURCE_LANGUAGE)


def _kind_of(path: str) -> str:
    if not is_record_path(path):
        return "page"
    identity = identify(path)
    return identity.kind.name if identity else ""


def _order(need: Need) -> tuple[object, ...]:
    rank = _RANKS.get(_kind_of(need.path), len(_RANKS))
    if need.changed:
        return (need.language, 0, -len(need.changed) / need.sections, rank, need.path)
    # The newest announcement comes before older ones: their names begin with the day.
    newest = tuple(-ord(letter) for letter in need.path) if rank == _RANKS[ANNOUNCEMENT.name] else ()
    return (need.language, 1 if not need.is_there else 2, rank, newest, need.path)


def mark_translated(content: Path, path: str) -> bool:
    """Note in a translation that it says what its original says now; say whether that was new."""
    file = content / path
    original = content / original_of(path)
    before = file.read_bytes().decode("utf-8")
    after = with_marks(before, sections_of(original_of(path), original.read_bytes()))
    if after != before:
        file.write_bytes(after.encode("utf-8"))
    return after != before


def cards_in_language(cards: tuple[Card, ...], catalogue: Catalogue, language: str) -> tuple[Card, ...]:
    """Return projects in a language: their translations, or else their pages in that language, where there are any."""
    if language == SOURCE_LANGUAGE and not catalogue.has_english:
        return cards
    return tuple([_in_language(card, catalogue, language) for card in cards])


def _in_language(card: Card, catalogue: Catalogue, language: str) -> Card:
    known = catalogue.in_language.get((card.id, language))
    if known is None:
        if translation := catalogue.cards.get(f"{language}/{card.id}"):
            known = _worded(card, translation)
        elif language != SOURCE_LANGUAGE and catalogue.projects_everywhere:
            known = replace(card, url=url_of(card.id, language))
        else:
            return card
        catalogue.in_language[card.id, language] = known
    return known


def _worded(card: Card, translation: Card) -> Card:
    """Return a translation with the facts of its original, by which lists are made."""
    facts = {
        name: getattr(card, name) for name in ("goals", "countries", "outcome", "status", "status_checked", "cover")
    }
    return replace(translation, **facts)


def english_of(card: Card, catalogue: Catalogue) -> Card:
    """Return the English translation of an original, or the original, whose page has an English frame."""
    return catalogue.cards.get(f"{SOURCE_LANGUAGE}/{card.id}", card)
