"""Turn cards of projects into HTML: each once for a language, however many pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from gmooc.catalogue import Card
from gmooc.moments import country_names
from gmooc.outputs.labels import LANGUAGES, OUTCOMES, STATUSES_OF_CARDS
from gmooc.outputs.place import Place, place_of
from gmooc.outputs.switch import foreign
from gmooc.outputs.templates import Templates, safe

# Stands for the way to the root of the site, which differs from page to page; no text holds it.
_ROOT = "\x00root\x00"


def cards_html(cards: Iterable[Card], place: Place, templates: Templates) -> list[Markup]:
    """Give each card as it stands in a list of a page."""
    return [safe(_rendered(card, place.language, templates).replace(_ROOT, place.root)) for card in cards]


def _rendered(card: Card, language: str, templates: Templates) -> str:
    found = templates.cards.get((card, language))
    if found is None:
        place = place_of(_ROOT, language)
        view = {"card": _view(card, place), "home": place.home}
        found = templates.cards[card, language] = templates.render("_card", view, language)
    return found


def _view(card: Card, place: Place) -> dict[str, Any]:
    """Give what a card shows."""
    names = country_names(place.language)
    return {
        "url": place.root + card.url,
        "title": card.title,
        "summary": card.summary,
        "foreign": foreign(card.language, place.language),
        "language": card.language,
        "spoken": LANGUAGES.get(card.language, card.language) if card.language != place.language else "",
        "goals": (*card.goals[:1], *sorted(card.goals[1:])),
        "year": card.year,
        "outcome": place.words.say(OUTCOMES.get(card.outcome, "")),
        "status": place.words.say(STATUSES_OF_CARDS.get(card.status, "")),
        "countries": place.words.say(", ").join(sorted([names[code] for code in card.countries])),
        "award": card.award,
        "cover": place.root + card.cover if card.cover else "",
    }
