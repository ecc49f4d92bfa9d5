"""All that an entry's page shows of other entries and of the clock, as part of its cache key."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from gmooc.content.catalogue import Card, Catalogue, is_stale
from gmooc.content.entry import url_of
from gmooc.content.registration import joining_of, state_of
from gmooc.content.translations import cards_in_language, english_of
from gmooc.core.i18n import N_
from gmooc.core.languages import SOURCE_LANGUAGE, ui_language
from gmooc.model.kinds import CHALLENGE, PROJECT, SDG
from gmooc.model.records import Challenge
from gmooc.text.markdown import Image

# A tree shows so many generations each way, and so many projects; beyond, their own pages go on.
GENERATIONS = 3
MAX_TREE = 24

# Title, address and language of another project.
Neighbour = tuple[str, str, str]
# A project with how many steps it is away, each followed by those it leads to.
Branch = tuple[tuple[int, Card], ...]


def ancestors_of(card: Card, catalogue: Catalogue) -> Branch:
    """Return the projects that a project builds on, and those they build on."""
    return tuple(islice(_follow(card, _built_on, catalogue, {card.id}), MAX_TREE))


def descendants_of(card: Card, catalogue: Catalogue) -> Branch:
    """Return the projects that build on a project, and those that build on them."""
    return tuple(islice(_follow(card, _built_upon, catalogue, {card.id}), MAX_TREE))


def _built_on(card: Card, catalogue: Catalogue) -> Iterator[Card]:
    return filter(None, map(catalogue.project, card.builds_on))


def _built_upon(card: Card, catalogue: Catalogue) -> Iterable[Card]:
    return catalogue.built_upon.get(card.id, ())


def _follow(
    card: Card,
    next_of: Callable[[Card, Catalogue], Iterable[Card]],
    catalogue: Catalogue,
    seen: set[str],
    steps: int = 1,
) -> Iterator[tuple[int, Card]]:
    # Projects may name each other in a circle; each is shown once.
    for near in next_of(card, catalogue):
        if near.id not in seen:
            seen.add(near.id)
            yield (steps, near)
            if steps < GENERATIONS:
                yield from _follow(near, next_of, catalogue, seen, steps + 1)


def tree_of(branch: Branch, root: str) -> list[dict[str, Any]]:
    """Nest a branch for a template."""
    top: list[dict[str, Any]] = []
    levels = [top]
    for steps, card in branch:
        children: list[dict[str, Any]] = []
        view = {
            "title": card.title,
            "url": root + card.url,
            "language": card.language,
            "year": card.year,
            "goal": card.goals[0],
            "children": children,
        }
        del levels[steps:]
        levels[-1].append(view)
        levels.append(children)
    return top


def neighbours_of(card: Card, catalogue: Catalogue, language: str) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the projects before and after one in the list of its edition, as that list names them in a language."""
    original = catalogue.cards.get(card.id, card)
    listed = catalogue.by("challenge").get(original.challenge, ())
    place = bisect_left(listed, _order_of(original), key=_order_of)
    if original not in listed[place : place + 1]:
        return None, None
    near = (*listed[max(place - 1, 0) : place], *listed[place + 1 : place + 2])
    told = tuple([(card.title, card.url, card.language) for card in cards_in_language(near, catalogue, language)])
    return told[0] if place else None, told[-1] if place + 1 < len(listed) else None


def _order_of(card: Card) -> tuple[int, str]:
    """Return by what lists of projects are sorted."""
    return -card.year, card.key


# A page of a challenge or goal shows this many projects; all of them are in the gallery's lists.
MAX_CARDS = 24
Pictures = Callable[[str], Image | None]


class Related(NamedTuple):
    """All that a page shows of other entries and of the clock, as plain values.

    `titles` maps ids of challenges, goals and projects to title and address; `cards` are projects it lists, of `total`
    in all; `states` are those of a challenge's phases; `images` maps picture files to what is published of them;
    `number` is a project's own, `offline` are its links that are gone, since when, and an archived copy of each;
    `languages` are those its files are named for, if there are several, '' for the original, and `spoken` is then that
    of the original; `is_stale` says that nobody looked at its status for a year, `is_everywhere` that projects have a
    page in every language; `joining` says how an edition can be joined, `is_past` that it is over; `neighbours` are the
    projects before and after one in the list of its edition.
    """

    titles: tuple[tuple[str, str, str], ...] = ()
    builds_on: Branch = ()
    built_upon: Branch = ()
    cards: tuple[Card, ...] = ()
    total: int = 0
    states: tuple[str, ...] = ()
    images: tuple[tuple[str, str, int, int], ...] = ()
    number: str = ""
    languages: tuple[str, ...] = ()
    spoken: str = ""
    changed: tuple[tuple[str, str], ...] = ()
    offline: tuple[tuple[str, str, str], ...] = ()
    is_stale: bool = False
    is_everywhere: bool = False
    joining: tuple[Any, ...] = ()
    is_past: bool = False
    neighbours: tuple[Neighbour | None, Neighbour | None] = (None, None)


def related_of(
    card: Card,
    catalogue: Catalogue,
    picture: Pictures,
    language: str = "",
    changed: tuple[tuple[str, str], ...] = (),
) -> tuple[Any, ...]:
    """Return all that the page of an entry shows of others; nothing else may change it but its own file.

    The page is in the card's language, unless another `language` is named, in which the entry is not written.
    `changed` are the anchors and titles of what changed in the original since a translation was made.
    """
    language = language or ui_language(card.translation)
    shared = Related(
        images=_images(card, picture),
        languages=catalogue.languages_of(card.id),
        spoken=catalogue.spoken_of(card.id),
        changed=changed,
        is_everywhere=catalogue.projects_everywhere,
    )
    if card.kind == PROJECT.name:
        return shared._replace(
            titles=_titles_of_project(card, catalogue, language),
            builds_on=ancestors_of(card, catalogue),
            built_upon=descendants_of(card, catalogue),
            number=catalogue.numbers.get(card.id, ""),
            offline=catalogue.offline.get(card.source, ()),
            is_stale=is_stale(card, catalogue.now),
            neighbours=neighbours_of(card, catalogue, language),
        )
    if card.kind == CHALLENGE.name:
        challenge, original = catalogue.entries[card.key].record, catalogue.challenge(card.slug)
        projects = catalogue.by("challenge").get(card.slug, ())
        return shared._replace(
            titles=_titles(catalogue, language, *(f"sdgs/sdg-{goal:02}" for goal in card.goals)),
            cards=cards_in_language(projects[:MAX_CARDS], catalogue, language),
            total=len(projects),
            states=_states(challenge, catalogue.now) if isinstance(challenge, Challenge) else (),
            joining=tuple((original and joining_of(original, catalogue)) or ()),
            is_past=isinstance(challenge, Challenge) and _is_past(challenge, catalogue.now),
        )
    if card.kind == SDG.name:
        projects = catalogue.by("goal").get(str(card.goals[0]), ())
        challenges = (entry.id for entry in catalogue.challenges_of_goal(card.goals[0]))
        neighbours = (f"sdgs/sdg-{number:02}" for number in (card.goals[0] - 1, card.goals[0] + 1))
        return shared._replace(
            titles=_titles(catalogue, language, *neighbours, *challenges),
            cards=cards_in_language(projects[:MAX_CARDS], catalogue, language),
            total=len(projects),
        )
    return shared._replace(titles=_titles(catalogue, language, f"challenges/{card.challenge}"))


def _titles_of_project(card: Card, catalogue: Catalogue, language: str) -> tuple[tuple[str, str, str], ...]:
    known = catalogue.titles.get((language, card.challenge, card.goals))
    if known is None:
        goals = (f"sdgs/sdg-{goal:02}" for goal in card.goals)
        known = _titles(catalogue, language, f"challenges/{card.challenge}", *goals)
        catalogue.titles[language, card.challenge, card.goals] = known
    return known


def _titles(catalogue: Catalogue, language: str, *ids: str) -> tuple[tuple[str, str, str], ...]:
    found = [(id, catalogue.cards.get(id)) for id in ids]
    if language == SOURCE_LANGUAGE:
        shown = [(id, english_of(card, catalogue)) for id, card in found if card]
        return tuple([(id, card.title, card.url) for id, card in shown])
    return tuple([(id, catalogue.title(id, language), url_of(id, language)) for id, card in found if card])


def _images(card: Card, picture: Pictures) -> tuple[tuple[str, str, int, int], ...]:
    return tuple((src, *image) for src in card.pictures if (image := picture(src)))


def _states(challenge: Challenge, now: datetime) -> tuple[str, ...]:
    return tuple(state_of(phase, now) for phase in challenge.phases)


def _is_past(record: Challenge, now: datetime) -> bool:
    """Whether an edition is over: by its dates, or by its year where it names none."""
    states = {state_of(phase, now) for phase in record.phases} - {""}
    return states == {"closed"} if states else bool(record.edition < now.year)


# What projects ask for, most helpful first.
ASKING = {
    "people": N_("They look for people to join"),
    "partner": N_("They look for a partner"),
    "data": N_("They look for data"),
    "translation": N_("They look for translations"),
    "money": N_("They look for money"),
}

OPEN_TO_ANYONE = N_("Ideas, prototypes and projects that have ended: open to anyone")
_UNFINISHED = frozenset(("idea", "prototype", "ended"))


def open_projects(projects: tuple[Card, ...]) -> Iterator[tuple[str, tuple[Card, ...]]]:
    """Yield projects by what they ask for; last, under no name, those that ask for nothing and have stopped."""
    found: dict[str, list[Card]] = {what: [] for what in (*ASKING, "")}
    for card in projects:
        for what in set(card.wanted):
            found[what].append(card)
        if not card.wanted and card.status in _UNFINISHED:
            found[""].append(card)
    yield from ((what, tuple(cards)) for what, cards in found.items() if cards)
