"""The files that the gallery's filters fetch.

Every project has a row, the newest first:

    gallery/<facet>.json           what each row has of a facet, a character for every row; a line for each value
    gallery/titles.json            the rows in the order of their titles
    gallery/entries.json           the entry of each row in the search index, by which words are searched
    gallery/cards/<year>/<n>.json  what is shown of a few rows that follow each other

How values read and how often each is stands in the page, whose filters need none of this until one is chosen. The
first costs the column that it asks for and a few cards; the other columns only tell what a second one would leave.
Search keeps cards too, but translations among them and in no order; sorted by row, columns need no list of slots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from gmooc.content.catalogue import FACETS, Card, Catalogue, is_fresh
from gmooc.core.datetimes import country_names
from gmooc.core.i18n import Words
from gmooc.core.json_text import as_line
from gmooc.core.languages import LANGUAGES
from gmooc.core.slugs import without_accents
from gmooc.model.labels import LANGUAGE_NAMES as NAMES
from gmooc.model.labels import OUTCOMES, STATUSES, direction_of
from gmooc.render.cards import pattern_of
from gmooc.render.target import OutputContext, Target
from gmooc.search.index import pages_of
from gmooc.search.layout import Plan, page_key

# What is found often lies scattered, so that a card costs a shard: small ones cost little.
SHARD = 4
# Beside the facets of which there are lists, rows are told apart by whether their status was confirmed within a year.
FRESHNESS, CONFIRMED = "confirmed", "year"
# The first character that stands for a value is the one after the quotation mark, which JSON would have to escape.
_FIRST = ord("#")
# Half characters, which no text can hold.
_GAP, _GAP_SIZE = 0xD800, 0x800


def gallery_targets(context: OutputContext) -> Iterator[Target]:
    """List what the gallery's filters fetch."""
    catalogue = context.catalogue
    projects = catalogue.projects
    if not projects:
        return
    for facet in FACETS:
        # One text is digested much sooner than ten thousand.
        values = "\n".join(_values(projects, facet))
        yield Target((f"gallery/{facet}.json",), (values, 1 if facet == "goal" else 0), _column)
    fresh = "\n".join([CONFIRMED if is_fresh(card, catalogue.now) else "" for card in projects])
    yield Target((f"gallery/{FRESHNESS}.json",), (fresh, 0), _column)
    plan = Plan.over(pages_of(context))
    entries = [plan.entry_of(page_key(card.id, card.language, is_translation=False)) for card in projects]
    yield Target(("gallery/entries.json",), (entries,), as_line)
    titles = "\0".join([card.title for card in projects])
    yield Target(("gallery/titles.json",), (titles,), _order)
    # Shards begin anew with each year: a project that comes or goes moves the cards of its own year alone.
    for year, found in groupby(projects, lambda card: card.year):
        cards = tuple(found)
        for number, start in enumerate(range(0, len(cards), SHARD)):
            shown = cards[start : start + SHARD]
            told = tuple(translation for card in shown for translation in _translations(card, catalogue))
            yield Target((f"gallery/cards/{year}/{number}.json",), (shown, told), _cards)


def label_of(catalogue: Catalogue, facet: str, value: str, words: Words) -> str:
    """Return a value of a facet as it reads."""
    if facet == "challenge":
        id = f"challenges/{value}"
        return catalogue.title(id, words.language) if id in catalogue.cards else value
    if facet == "goal":
        sdg = catalogue.sdg(int(value))
        if sdg is None:
            return words.say("Goal %(number)s", number=value)
        title = sdg.record.names.in_language(words.language)
        return words.say("Goal %(number)s: %(title)s", number=value, title=title)
    if facet == "language":
        return NAMES.get(value, value)
    if facet in _NAMES:
        return words.say(_NAMES[facet].get(value, value))
    return country_names(words.language).get(value, value) if facet == "country" else value


_NAMES = {"outcome": OUTCOMES, "status": STATUSES}


def _values(projects: tuple[Card, ...], facet: str) -> Iterator[str]:
    # This runs on every build, and few values stand in thousands of cards.
    name = {"goal": "goals", "country": "countries"}.get(facet, facet)
    return map(_written, map(attrgetter(name), projects))


@cache
def _written(value: str | int | tuple[str | int, ...]) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _column(values: str, ordered: int) -> bytes:
    """Write the first values of all rows, then the second ones, and so on: this takes a quarter less than sets do.

    The order of values after the first `ordered` ones says nothing, so it is the one that is written in fewest bytes.
    """
    rows = [row.split(",") if row else [] for row in values.split("\n")]
    # Frequent values get the characters that take the fewest bytes; a space stands for none.
    kinds = sorted((-count, value) for value, count in Counter(chain.from_iterable(rows)).items())
    ranks = {value: number for number, (_, value) in enumerate(kinds)}
    rows = [row[:ordered] + sorted(row[ordered:], key=ranks.__getitem__) if len(row) > 1 else row for row in rows]
    characters = {value: _character(number) for value, number in ranks.items()}
    # Even if no row has a value, the browser learns how many rows there are.
    most = max(1, *map(len, rows))
    places = ["".join([characters[row[at]] if at < len(row) else " " for row in rows]) for at in range(most)]
    return as_line({"values": list(characters), "rows": places})


def _character(number: int) -> str:
    code = _FIRST + number
    return chr(code if code < _GAP else code + _GAP_SIZE)


def _order(titles: str) -> bytes:
    names = [sortable(title) for title in titles.split("\0")]
    return as_line(sorted(range(len(names)), key=names.__getitem__))


def sortable(title: str) -> str:
    """Return a title without case and accents, so that they do not part what belongs together."""
    return without_accents(title).casefold()


def _translations(card: Card, catalogue: Catalogue) -> Iterator[Card]:
    """Yield the translations of a project that pages of this site may show."""
    found = catalogue.translations[card.id]
    if len(found) > 1:
        yield from (catalogue.cards[key] for language, key in found if key != card.id and language in LANGUAGES)


def _cards(cards: tuple[Card, ...], translations: tuple[Card, ...]) -> bytes:
    told = {card.id: [other for other in translations if other.id == card.id] for card in cards}
    return as_line([_card(card, told[card.id]) for card in cards])


def _card(card: Card, translations: list[Card]) -> list[Any]:
    """Return a row; what few projects have, a picture and texts in other languages, stands at its end."""
    row: list[Any] = [card.url, card.language, direction_of(card.language), *_texts(card)]
    row += [card.goals, card.countries, card.outcome, card.status, card.status_checked, pattern_of(card)]
    if translations:
        texts = {other.language: _texts(other) for other in translations}
        return [*row, card.cover, texts]
    return [*row, card.cover] if card.cover else row


def _texts(card: Card) -> tuple[str, ...]:
    return (card.title, card.summary, card.award, card.team)
