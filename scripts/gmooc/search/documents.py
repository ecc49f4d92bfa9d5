"""Pack what is searchable of one page: its terms, with how often and where they stand."""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry, free_page_url, split_translation
from gmooc.content.free_pages import FreePage
from gmooc.core.json_text import as_sorted_line
from gmooc.core.languages import SOURCE_LANGUAGE, ui_language
from gmooc.model.countries import country_names
from gmooc.model.kinds import SDG
from gmooc.model.records import Challenge, Project, Sdg
from gmooc.search.tokenizer import count_pieces, goal_mark, pieces_of, title_mark

# How much a term matters to an entry is a number from 1 to TOP.
TOP = 15

# A count is a number of two bytes: how often a piece stands there, and in the highest bits, whether in these zones too.
COUNT_BITS = 13
MAX_PIECE_COUNT = (1 << COUNT_BITS) - 1
_TITLE, _HEADINGS, _SUMMARY = 4, 2, 1
# What a piece of a title is worth at least.
IN_TITLE = 7
WORTH = [IN_TITLE * (zones >> 2) + 2 * (zones >> 1 & 1) + (zones & 1) for zones in range(8)]
_MAX_IN_TEXT = 5
# Words of a title.
MAX_SHORT_TITLE = 3
_HEAD = struct.Struct("<6I")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SearchEntry:
    """What is searchable of one page; `facets` are pairs of a name and a value.

    `terms` are words that the page does not show and that readers search for it by; they count as those of its title.
    `shown` is what a card shows of a project beside title, summary and facets.
    """

    key: str
    url: str
    kind: str
    language: str
    title: str
    summary: str
    headings: tuple[str, ...]
    text: str
    facets: tuple[tuple[str, str], ...]
    terms: tuple[str, ...] = ()
    shown: tuple[Any, ...] = ()


class Packed(NamedTuple):
    """What was packed of a page: its card, text and facets as JSON, its language, its pieces and their counts."""

    card: bytes
    text: bytes
    facets: bytes
    language: bytes
    pieces: bytes
    counts: bytes

    @classmethod
    def unpack(cls, blob: bytes) -> Packed:
        """Take packed bytes apart."""
        ends = list(accumulate(_HEAD.unpack_from(blob), initial=_HEAD.size))
        return cls(*(blob[start:end] for start, end in pairwise(ends)))

    def split_pieces(self) -> list[str]:
        """Return the pieces in the order of their counts."""
        return self.pieces.decode().split("\n") if self.pieces else []


def pack_document(entry: SearchEntry) -> bytes:
    """Pack one entry for the index."""
    facets: dict[str, list[str]] = {}
    for name, value in entry.facets:
        facets.setdefault(name, []).append(value)
    # An empty line keeps the last character of one text and the first of the next from being taken for neighbours.
    whole = "\n\n".join((entry.title, entry.summary, *entry.headings, entry.text, *entry.terms))
    pieces = count_pieces(whole)
    if len(whole) > MAX_PIECE_COUNT:
        pieces.update({piece: MAX_PIECE_COUNT - count for piece, count in pieces.items() if count > MAX_PIECE_COUNT})
    for piece, zones in _zones(entry).items():
        pieces[piece] |= zones
    for piece, zone in _marks(entry):
        pieces[piece] = 1 | zone << COUNT_BITS
    parts = (
        as_sorted_line([entry.url, entry.kind, entry.language, entry.title, entry.summary, *entry.shown]),
        as_sorted_line(_whole_text(entry)),
        as_sorted_line(facets),
        entry.language.encode(),
        "\n".join(pieces).encode(),
        array("H", pieces.values()).tobytes(),
    )
    return _HEAD.pack(*map(len, parts)) + b"".join(parts)


def _zones(entry: SearchEntry) -> dict[str, int]:
    """Return the pieces that stand in the title, headings or summary, each with the bits that say so."""
    zones: dict[str, int] = {}
    named = "\n\n".join((entry.title, *entry.terms))
    # A word tells more of a page whose title has few others.
    title = _TITLE | _HEADINGS if len(entry.title.split()) <= MAX_SHORT_TITLE else _TITLE
    for zone, text in ((title, named), (_HEADINGS, "\n\n".join(entry.headings)), (_SUMMARY, entry.summary)):
        for piece in set(pieces_of(text)):
            zones[piece] = zones.get(piece, 0) | zone << COUNT_BITS
    return zones


def _marks(entry: SearchEntry) -> Iterator[tuple[str, int]]:
    """Yield the marks of an entry, each with its zone: its goals, its whole title, and that up to a colon."""
    own = _TITLE if entry.kind == SDG.name else _HEADINGS
    # The first is the main one, or that of its own page.
    goals = [value for name, value in entry.facets if name == "goal"]
    yield from ((goal_mark(goal), own if goal == goals[0] else 0) for goal in goals)
    for title in {entry.title, re.split(r"[:：]\s", entry.title)[0]}:
        if mark := title_mark(title):
            yield mark, _TITLE


def _whole_text(entry: SearchEntry) -> str:
    # The browser looks here whether characters that are near in the index are neighbours: a heading has to be found.
    more = (heading for heading in entry.headings if heading not in entry.text)
    # What follows a form feed is searched and not shown.
    hidden = (f"\f{entry.terms[0]}", *entry.terms[1:]) if entry.terms else ()
    return "\n".join([entry.text.strip(), *more, *hidden])


def _saturation(times: int, size_class: int) -> int:
    long = 4.0 ** (size_class - 5)
    share = times / (times + 1.2 * (0.35 + 0.65 * long))
    return max(1, min(_MAX_IN_TEXT, round(share * _MAX_IN_TEXT)))


# The class of a size is its power of four, 256 to 1,023 words the fifth: few edits change it, and with it every weight.
SATURATION = [[_saturation(times, size_class) for times in range(17)] for size_class in range(17)]


def facets_of(card: Card) -> list[tuple[str, str]]:
    """Return the facets of an entry, as pairs of a name and a value."""
    facets = [("kind", card.kind), ("language", card.language)]
    facets += [("goal", str(goal)) for goal in card.goals]
    facets += [("year", str(card.year))] if card.year else []
    facets += [("challenge", card.challenge)] if card.challenge else []
    facets += [("country", country) for country in card.countries]
    return facets + ([("outcome", card.outcome), ("status", card.status)] if card.outcome else [])


def _shown_of(card: Card) -> tuple[Any, ...]:
    """Return what a card shows beside title and summary; the browser reads it by these places."""
    if not card.outcome:
        return (card.year,) if card.year else ()
    facts = (card.goals, card.countries, card.outcome, card.status, card.status_checked)
    return (card.year, card.award, card.team, *facts, card.pattern, card.cover)


def search_entry(entry: Entry, card: Card) -> SearchEntry:
    """Return what is searchable of an entry."""
    return SearchEntry(
        key=entry.key,
        url=entry.url,
        kind=entry.kind,
        language=card.language,
        title=card.title,
        summary=card.summary,
        headings=tuple(heading.text for heading in entry.prose.headings),
        text=" ".join((entry.prose.text, *_facts(entry))),
        facets=tuple(facets_of(card)),
        shown=_shown_of(card),
    )


def _facts(entry: Entry) -> Iterator[str]:
    """Yield the words of the front matter that a page shows beside its title, summary and body."""
    record = entry.record
    if isinstance(record, Project):
        yield from (record.team.name, *(member.name for member in record.team.members), *record.tags)
        yield from (goal.how for goal in (record.sdgs.main, *record.sdgs.also))
        # Readers search for a country by its name, in their language or in English.
        for language in dict.fromkeys((ui_language(entry.spoken), SOURCE_LANGUAGE)):
            yield from (country_names(language)[code] for code in record.countries)
    elif isinstance(record, Challenge):
        yield from (*record.organisers, *record.partners, *record.supporters)
        yield from (phase.name for phase in record.phases)
    elif isinstance(record, Sdg):
        yield from (target.text for target in record.targets)
        for resource in record.resources:
            yield from (resource.title, resource.provider, resource.note or "")


def page_document(page: FreePage) -> SearchEntry:
    """Return what a free page is found by."""
    language = split_translation(page.path)[1]
    return SearchEntry(
        key=page.key,
        url=free_page_url(page.path),
        kind="page",
        language=language,
        title=str(page.values.get("title", "")),
        summary=str(page.values.get("description", "")),
        headings=tuple(heading.text for heading in page.prose.headings),
        text=page.prose.text,
        facets=(("kind", "page"), ("language", language)),
        terms=page.search_terms,
    )
