"""Turn the catalogue's projects into plain lists by facet: the gallery as it is without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gmooc.catalogue import FACETS, Card, Catalogue
from gmooc.frames import LANGUAGES, hub_frame, prefix_of
from gmooc.locales import N_, SOURCE, words_of
from gmooc.outputs.cards import cards_html
from gmooc.outputs.gallery import label_of
from gmooc.outputs.linked_data import page_graph
from gmooc.outputs.page import Page, Plan
from gmooc.outputs.place import Place, place_of
from gmooc.outputs.related import told
from gmooc.outputs.switch import alternates, language_links
from gmooc.outputs.templates import Templates, safe
from gmooc.records import relative_url

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

# How many projects each value of a facet has.
Counted = tuple[tuple[str, int], ...]


class Facets:
    """The lists by facet of one catalogue.

    Every language has the newest projects of each value. Further pages are there in English alone, or ten thousand
    write-ups would make ten thousand more files.
    """

    def __init__(self, catalogue: Catalogue, templates: Templates, site_url: str = "") -> None:
        self.catalogue = catalogue
        self.templates = templates
        self.site_url = site_url

    def plans(self) -> Iterator[Plan]:
        """Plan the gallery as it is without JavaScript: a page of facets, of their values, of their projects."""
        facets = {facet: self.catalogue.by(facet) for facet in FACETS}
        values: dict[str, Counted] = {
            facet: tuple((value, len(cards)) for value, cards in found.items()) for facet, found in facets.items()
        }
        for language in LANGUAGES:
            yield self._index("projects/by/", "projects-2", _ALL, values, language)
            for facet, counted in values.items():
                url = f"projects/by/{facet}/"
                yield self._index(url, "projects-3", _INDEX_TITLES[facet], {facet: counted}, language)
        for facet, found in facets.items():
            for value, cards in found.items():
                for language in LANGUAGES:
                    yield from self._facet(facet, value, cards, language)

    def _index(self, at: str, frame: str, heading: str, values: dict[str, Counted], language: str) -> Plan:
        url = prefix_of(language) + at

        def make() -> Page:
            place = place_of(relative_url("", url), language)
            title = place.words.say(heading)
            groups = [self.group(facet, counted, place) for facet, counted in values.items()]
            view = {"root": place.root, "home": place.home, "title": title, "groups": groups}
            body = self.templates.render("facets", view, language)
            return self._page(place, at, frame, title, body, (), language_links(place.root, language, at))

        return Plan(f"{url}index.html", (tuple(values.items()), self.names(language)), make, hub_frame(frame, language))

    def _facet(self, facet: str, value: str, cards: tuple[Card, ...], language: str) -> Iterator[Plan]:
        base = f"projects/by/{facet}/{value.lower()}/"
        label = label_of(self.catalogue, facet, value, words_of(language))
        pages = -(-len(cards) // PER_PAGE)
        for number in range(1, (pages if language == SOURCE else 1) + 1):
            shown = told(cards[(number - 1) * PER_PAGE : number * PER_PAGE], self.catalogue, language)
            at = base if number == 1 else f"{base}{number}/"
            frame = "projects-4" if number == 1 else "projects-5"

            def make(at: str = at, frame: str = frame, shown: tuple[Card, ...] = shown, number: int = number) -> Page:
                place = place_of(relative_url("", prefix_of(language) + at), language)
                root, home = place.root, place.home
                heading = place.words.say(_FACET_TITLES[facet])
                about = place.words.say(": ") + place.words.say(_LIST)
                about += f", page {number} of {pages}" if number > 1 else ""
                view = {
                    "root": root,
                    "home": home,
                    "label": label,
                    "about": about,
                    "count": len(cards),
                    "cards": safe("".join(cards_html(shown, place, self.templates))),
                    "facet": heading,
                    "facet_url": f"{home}projects/by/{facet}/",
                    "before": root + (base if number == 2 else f"{base}{number - 1}/") if number > 1 else "",
                    "after": f"{root}{base}{number + 1}/" if number < pages else "",
                    "is_after_foreign": language != SOURCE,
                    "number": number,
                    "pages": pages,
                }
                body = self.templates.render("facet", view, language)
                steps = ((heading, f"{prefix_of(language)}projects/by/{facet}/"),)
                there = LANGUAGES if number == 1 else (SOURCE,)
                switch = language_links(root, language, at, base, there)
                return self._page(place, at, frame, label + about, body, steps, switch)

            path = f"{prefix_of(language)}{at}index.html"
            yield Plan(path, (label, len(cards), number, shown), make, hub_frame(frame, language))

    def _page(
        self, place: Place, at: str, frame: str, title: str, body: str, steps: tuple[tuple[str, str], ...], switch: str
    ) -> Page:
        """Put together the page of a list, which stands below the gallery."""
        language, url = place.language, prefix_of(place.language) + at
        summary = place.words.say(_ABOUT, title=title)
        trail = ((place.words.say("Projects"), f"{prefix_of(language)}projects/"), *steps, (title, url))
        head = page_graph(place.root, (url, title, summary), language, trail)
        if frame != "projects-5":
            head += alternates(self.site_url, at)
        return Page(
            *(url, hub_frame(frame, language), title, summary, body), head=head, language=language, languages=switch
        )

    def names(self, language: str = SOURCE) -> tuple[str, ...]:
        """Give all titles that stand in labels."""
        catalogue = self.catalogue
        return tuple(catalogue.title(entry.id, language) for entry in (*catalogue.challenges, *catalogue.sdgs))

    def group(self, facet: str, counted: tuple[tuple[str, int], ...], place: Place) -> dict[str, Any]:
        """Give the values of a facet as links with how many projects each has."""
        rows = [
            {
                "label": label_of(self.catalogue, facet, value, place.words),
                "url": f"{place.home}projects/by/{facet}/{value.lower()}/",
                "count": count,
            }
            for value, count in counted
        ]
        if facet not in ("goal", "year"):
            rows.sort(key=lambda row: str(row["label"]))
        if facet == "goal":
            rows.sort(key=lambda row: int(str(row["url"]).rstrip("/").rpartition("/")[2]))
        return {
            "facet": facet,
            "title": place.words.say(_FACET_TITLES[facet]),
            "url": f"{place.home}projects/by/{facet}/",
            "rows": rows,
        }
