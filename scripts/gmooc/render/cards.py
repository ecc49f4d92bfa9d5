"""Render cards of projects as HTML, once for each language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup

from gmooc.content.catalogue import PATTERNS, Card
from gmooc.core.i18n import N_
from gmooc.model.countries import country_names
from gmooc.model.form_words import own_name_of
from gmooc.model.labels import OUTCOMES, STATUSES_OF_CARDS
from gmooc.render.language_links import lang_attributes
from gmooc.render.page import PageLocation, location_of
from gmooc.render.templates import render_template, safe, templates

# Stands for the way to the root of the site, which differs from page to page; no text holds it.
_ROOT = "\x00root\x00"
_CONFIRMED = N_("%(status)s, confirmed in %(month)s")


def cards_html(cards: Iterable[Card], place: PageLocation) -> list[Markup]:
    """Return each card as it stands in a list of a page."""
    return [safe(_rendered(card, place.language).replace(_ROOT, place.root)) for card in cards]


def with_cards(view: dict[str, Any], place: PageLocation) -> dict[str, Any]:
    """Return a view in which cards stand as HTML, also in those of its parts that are called groups."""
    turned = dict(view)
    if cards := view.get("cards"):
        turned["cards"] = cards_html(cards, place)
    if groups := view.get("groups"):
        turned["groups"] = [with_cards(group, place) for group in groups]
    return turned


def _rendered(card: Card, language: str) -> str:
    known = templates().cards
    found = known.get((card, language))
    if found is None:
        place = location_of(_ROOT, language)
        view = {"card": _view(card, place), "home": place.home}
        found = known[card, language] = render_template("_card", view, language)
    return found


def _view(card: Card, place: PageLocation) -> dict[str, Any]:
    """Return what a card shows."""
    names, words = country_names(place.language), place.words
    pattern, size = card.pattern % PATTERNS, card.pattern // PATTERNS
    status = words.say(STATUSES_OF_CARDS.get(card.status, ""))
    month = words.month(date.fromisoformat(card.status_checked)) if card.status_checked else ""
    return {
        "url": place.root + card.url,
        "title": card.title,
        "summary": card.summary,
        "foreign": lang_attributes(card.language, place.language),
        "language": card.language,
        "spoken": own_name_of(card.language) if card.language != place.language else "",
        "goals": (*card.goals[:1], *sorted(card.goals[1:])),
        "year": card.year,
        "outcome": words.say(OUTCOMES.get(card.outcome, "")),
        "state": words.say(_CONFIRMED, status=status, month=month) if status and month else status,
        "countries": words.say(", ").join(sorted([names[code] for code in card.countries])),
        "award": card.award,
        "team": card.team,
        "pattern": f"gm-pattern--{pattern} gm-pattern--size-{size}",
        "cover": place.root + card.cover if card.cover else "",
    }
