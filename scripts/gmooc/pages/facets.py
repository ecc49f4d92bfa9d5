"""Lists of projects by facet, which are the gallery as it is without JavaScript; and what its filters show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gmooc.content.catalogue import FACETS, Card, Catalogue, is_fresh
from gmooc.content.translations import cards_in_language
from gmooc.core.i18n import N_, Words, words_of
from gmooc.core.json_text import as_line
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE, prefix_of
from gmooc.core.slugs import sortable
from gmooc.exports.linked_data import page_graph
from gmooc.model.countries import country_names
from gmooc.model.form_words import own_name_of
from gmooc.model.labels import OUTCOMES, STATUSES
from gmooc.pages.charts import land, world
from gmooc.render.cards import cards_html
from gmooc.render.frames import hub_frame
from gmooc.render.language_links import alternates, language_links
from gmooc.render.page import Page, PageLocation, location_at
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import render_template, safe

PER_PAGE = 48
_FACET_TITLES = {
    "challenge": N_("By challenge"),
    "year": N_("By year"),
    "goal": N_("By goal"),
    "country": N_("By country"),
    "outcome": N_("By outcome"),
    "status": N_("By status"),
    "language": N_("By language"),
}
_INDEX_TITLES = {
    "challenge": N_("Projects by challenge"),
    "year": N_("Projects by year"),
    "goal": N_("Projects by goal"),
    "country": N_("Projects by country"),
    "outcome": N_("Projects by outcome"),
    "status": N_("Projects by status"),
    "language": N_("Projects by language"),
}
_ALL = N_("All projects")
_LIST = N_("projects")
_ABOUT = N_("%(title)s – Global Massive Open Online Challenge (GMOOC)")

# The status of these was confirmed within a year, whatever it is: a list beside those of each status.
_CONFIRMED = "confirmed"
_NAMES = {"outcome": OUTCOMES, "status": STATUSES | {_CONFIRMED: N_("Confirmed within a year")}}

_ORDER = [value for names in _NAMES.values() for value in names]

# How many projects each value of a facet has.
Counted = tuple[tuple[str, int], ...]


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
        return own_name_of(value)
    if facet in _NAMES:
        return words.say(_NAMES[facet].get(value, value))
    return country_names(words.language).get(value, value) if facet == "country" else value


class Facets:
    """The lists by facet of one catalogue.

    Every language has the newest projects of each value. Further pages are there in English alone, or ten thousand
    write-ups would make ten thousand more files.
    """

    def __init__(self, context: OutputContext) -> None:
        self.context = context
        self.catalogue = context.catalogue
        self.site_url = context.settings.site_url
        projects, now = context.catalogue.projects, context.catalogue.now
        self.fresh = tuple([card for card in projects if is_fresh(card, now)])

    def targets(self) -> Iterator[Target]:
        """List the gallery as it is without JavaScript: a page of facets, of their values, of their projects."""
        facets = {facet: self.catalogue.by(facet) for facet in FACETS}
        if self.fresh:
            facets["status"] = facets["status"] | {_CONFIRMED: self.fresh}
        values: dict[str, Counted] = {
            facet: tuple((value, len(cards)) for value, cards in found.items()) for facet, found in facets.items()
        }
        for language in LANGUAGES:
            yield from self._index("projects/by/", "projects-2", _ALL, values, language)
            for facet, counted in values.items():
                url = f"projects/by/{facet}/"
                yield from self._index(url, "projects-3", _INDEX_TITLES[facet], {facet: counted}, language)
        for facet, found in facets.items():
            for value, cards in found.items():
                for language in LANGUAGES:
                    yield from self._facet(facet, value, cards, language)
        if self.catalogue.projects:
            places = world().places
            shown = {code: places[code] for code in facets["country"] if code in places}
            yield Target(("gallery/map.json",), ({"land": land(), "places": shown},), as_line)

    def _index(self, at: str, frame: str, heading: str, values: dict[str, Counted], language: str) -> list[Target]:
        place = location_at(prefix_of(language) + at, language)
        groups = [self.group(facet, counted, place) for facet, counted in values.items()]
        inputs = (at, frame, heading, groups, language, self.site_url)
        return self.context.page(hub_frame(frame, language), f"{prefix_of(language)}{at}index.html", inputs, _index)

    def _facet(self, facet: str, value: str, cards: tuple[Card, ...], language: str) -> Iterator[Target]:
        base = f"projects/by/{facet}/{value.lower()}/"
        label = label_of(self.catalogue, facet, value, words_of(language))
        pages = -(-len(cards) // PER_PAGE)
        for number in range(1, (pages if language == SOURCE_LANGUAGE else 1) + 1):
            shown = cards_in_language(cards[(number - 1) * PER_PAGE : number * PER_PAGE], self.catalogue, language)
            at = base if number == 1 else f"{base}{number}/"
            frame = hub_frame("projects-4" if number == 1 else "projects-5", language)
            inputs = (facet, base, label, len(cards), number, shown, language, self.site_url)
            yield from self.context.page(frame, f"{prefix_of(language)}{at}index.html", inputs, _facet)

    def filters(self, place: PageLocation) -> dict[str, Any]:
        """Return the choices of the gallery's filters."""
        counted = {facet: self.catalogue.by(facet).items() for facet in FACETS}
        groups = [
            self.group(facet, tuple((value, len(cards)) for value, cards in found), place)
            for facet, found in counted.items()
        ]
        return {"groups": groups, "fresh": len(self.fresh)}

    def group(self, facet: str, counted: Counted, place: PageLocation) -> dict[str, Any]:
        """Return the values of a facet as links with how many projects each has."""
        rows = [
            {
                "value": value,
                "label": label_of(self.catalogue, facet, value, place.words),
                "url": f"{place.home}projects/by/{facet}/{value.lower()}/",
                "count": count,
            }
            for value, count in counted
        ]
        if facet == "goal":
            rows.sort(key=lambda row: int(str(row["value"])))
        elif facet == "year":
            rows.reverse()
        elif facet in _NAMES:
            # From the idea to the end, and what says nothing last.
            rows.sort(key=lambda row: _ORDER.index(str(row["value"])))
        else:
            rows.sort(key=lambda row: sortable(str(row["label"])))
        return {
            "facet": facet,
            "title": place.words.say(_FACET_TITLES[facet]),
            "url": f"{place.home}projects/by/{facet}/",
            "rows": rows,
        }


def _index(at: str, frame: str, heading: str, groups: list[dict[str, Any]], language: str, site_url: str) -> Page:
    place = location_at(prefix_of(language) + at, language)
    title = place.words.say(heading)
    body = render_template(
        "facets", {"root": place.root, "home": place.home, "title": title, "groups": groups}, language
    )
    return _page(place, at, frame, title, body, (), language_links(place.root, language, at), site_url)


def _facet(
    facet: str, base: str, label: str, count: int, number: int, shown: tuple[Card, ...], language: str, site_url: str
) -> Page:
    pages = -(-count // PER_PAGE)
    at = base if number == 1 else f"{base}{number}/"
    place = location_at(prefix_of(language) + at, language)
    root, home = place.root, place.home
    heading = place.words.say(_FACET_TITLES[facet])
    about = place.words.say(": ") + place.words.say(_LIST)
    about += f", page {number} of {pages}" if number > 1 else ""
    view = {
        "root": root,
        "home": home,
        "label": label,
        "about": about,
        "count": count,
        "cards": safe("".join(cards_html(shown, place))),
        "facet": heading,
        "facet_url": f"{home}projects/by/{facet}/",
        "before": root + (base if number == 2 else f"{base}{number - 1}/") if number > 1 else "",
        "after": f"{root}{base}{number + 1}/" if number < pages else "",
        "is_after_foreign": language != SOURCE_LANGUAGE,
        "number": number,
        "pages": pages,
    }
    body = render_template("facet", view, language)
    steps = ((heading, f"{prefix_of(language)}projects/by/{facet}/"),)
    switch = language_links(root, language, at, base, LANGUAGES if number == 1 else (SOURCE_LANGUAGE,))
    return _page(place, at, "projects-4" if number == 1 else "projects-5", label + about, body, steps, switch, site_url)


def _page(
    place: PageLocation,
    at: str,
    frame: str,
    title: str,
    body: str,
    steps: tuple[tuple[str, str], ...],
    switch: str,
    site_url: str,
) -> Page:
    """Put together the page of a list, which stands below the gallery."""
    language, url = place.language, prefix_of(place.language) + at
    summary = place.words.say(_ABOUT, title=title)
    trail = ((place.words.say("Projects"), f"{prefix_of(language)}projects/"), *steps, (title, url))
    head = page_graph(site_url or place.root, (url, title, summary), language, trail)
    if frame != "projects-5":
        head += alternates(site_url, at)
    return Page(
        *(url, hub_frame(frame, language), title, summary, body), head=head, language=language, languages=switch
    )
