"""Say what the page of an entry shows of others and of the clock, so that it changes only with that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from gmooc.content.catalogue import Card, Catalogue, is_stale
from gmooc.content.entry import SOURCE_LANGUAGE, url_of
from gmooc.content.registration import joining_of
from gmooc.core.languages import interface_of
from gmooc.model.records import Challenge
from gmooc.pages.family import Branch, ancestors_of, descendants_of
from gmooc.pages.phases import state_of
from gmooc.text.markdown import Image

# A page of a challenge or goal shows this many projects; all of them are in the gallery's lists.
SHOWN = 24

Pictures = Callable[[str], Image | None]


class Related(NamedTuple):
    """All that a page shows of other entries and of the clock, as plain values.

    `titles` maps ids of challenges, goals and projects to title and address; `cards` are projects it lists, of `total`
    in all; `states` are those of a challenge's phases; `images` maps picture files to what is published of them;
    `number` is a project's own, `offline` are its links that are gone, since when, and an archived copy of each;
    `languages` are those its files are named for, if there are several, '' for the original, and `spoken` is then that
    of the original; `is_stale` says that nobody looked at its status for a year, `is_everywhere` that projects have a
    page in every language; `joining` says how an edition can be joined, `is_past`
    that it is over.
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


def related_of(
    card: Card,
    catalogue: Catalogue,
    picture: Pictures,
    language: str = "",
    changed: tuple[tuple[str, str], ...] = (),
) -> tuple[Any, ...]:
    """Give all that the page of an entry shows of others; nothing else may change it but its own file.

    The page is in the card's language, unless another `language` is named, in which the entry is not written.
    `changed` are the anchors and titles of what changed in the original since a translation was made.
    """
    language = language or interface_of(card.translation)
    shared = Related(
        images=_images(card, picture),
        languages=catalogue.languages_of(card.id),
        spoken=catalogue.spoken_of(card.id),
        changed=changed,
        is_everywhere=catalogue.projects_everywhere,
    )
    if card.kind == "project":
        return shared._replace(
            titles=_titles_of_project(card, catalogue, language),
            builds_on=ancestors_of(card, catalogue),
            built_upon=descendants_of(card, catalogue),
            number=catalogue.numbers.get(card.id, ""),
            offline=catalogue.offline.get(card.source, ()),
            is_stale=is_stale(card, catalogue.now),
        )
    if card.kind == "challenge":
        challenge, original = catalogue.entries[card.key].record, catalogue.challenge(card.slug)
        projects = catalogue.by("challenge").get(card.slug, ())
        return shared._replace(
            titles=_titles(catalogue, language, *(f"sdgs/sdg-{goal:02}" for goal in card.goals)),
            cards=told(projects[:SHOWN], catalogue, language),
            total=len(projects),
            states=_states(challenge, catalogue.now) if isinstance(challenge, Challenge) else (),
            joining=tuple((original and joining_of(original, catalogue)) or ()),
            is_past=isinstance(challenge, Challenge) and _is_past(challenge, catalogue.now),
        )
    if card.kind == "sdg":
        projects = catalogue.by("goal").get(str(card.goals[0]), ())
        challenges = (entry.id for entry in catalogue.challenges_of_goal(card.goals[0]))
        return shared._replace(
            titles=_titles(catalogue, language, *challenges),
            cards=told(projects[:SHOWN], catalogue, language),
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


def told(cards: tuple[Card, ...], catalogue: Catalogue, language: str) -> tuple[Card, ...]:
    """Give projects in a language: their translations, or else their pages in that language, where there are any."""
    if language == SOURCE_LANGUAGE:
        return tuple([english_of(card, catalogue) for card in cards]) if catalogue.has_english else cards

    def placed(card: Card) -> Card:
        return card._replace(url=url_of(card.id, language)) if catalogue.projects_everywhere else card

    return tuple(catalogue.cards.get(f"{language}/{card.id}") or placed(card) for card in cards)


def english_of(card: Card, catalogue: Catalogue) -> Card:
    """Give the English translation of an original, or the original, whose page has an English frame."""
    return catalogue.cards.get(f"{SOURCE_LANGUAGE}/{card.id}", card)


def _images(card: Card, picture: Pictures) -> tuple[tuple[str, str, int, int], ...]:
    return tuple((src, *image) for src in card.pictures if (image := picture(src)))


def _states(challenge: Challenge, now: datetime) -> tuple[str, ...]:
    return tuple(state_of(phase, now) for phase in challenge.phases)


def _is_past(record: Challenge, now: datetime) -> bool:
    """Whether an edition is over: by its dates, or by its year where it names none."""
    states = {state_of(phase, now) for phase in record.phases} - {""}
    return states == {"closed"} if states else bool(record.edition < now.year)
