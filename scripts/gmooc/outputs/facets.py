"""Turn the catalogue's projects into plain lists by facet: the gallery as it is without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gmooc.catalogue import Card, Catalogue
from gmooc.locales import N_, SOURCE, words_of
from gmooc.outputs.gallery import label_of
from gmooc.outputs.linked_data import page_graph
from gmooc.outputs.page import Page, Plan
from gmooc.outputs.pages import card_view
from gmooc.outputs.place import Place, place_of
from gmooc.outputs.switch import language_links
from gmooc.outputs.templates import Templates, safe
from gmooc.records import relative_url

PER_PAGE = 48
# Stands for the way to the root in a card that is rendered once and shown at several depths.
_ROOT = "\x00root\x00"
_FACET_TITLES = {
    "challenge": N_("By challenge"),
    "year": N_("By year"),
    "goal": N_("By goal"),
    "country": N_("By country"),
    "outcome": N_("By outcome"),
    "status": N_("By status"),
    "language": N_("By language"),
}


class Facets:
    """The lists by facet of one catalogue; a card is rendered once, however many lists show it."""

    def __init__(self, catalogue: Catalogue, templates: Templates) -> None:
        self.catalogue = catalogue
        self.templates = templates
        self.rendered: dict[str, str] = {}

    def plans(self) -> Iterator[Plan]:
        """Plan the gallery as it is without JavaScript: a page of facets, of their values, of their projects."""
        facets = self.catalogue.facets
        values = tuple(
            (facet, tuple((value, len(cards)) for value, cards in found.items())) for facet, found in facets.items()
        )
        yield self._index("projects/by/", "projects-2", "All projects", dict(values))
        for facet, counted in values:
            yield self._index(
                f"projects/by/{facet}/", "projects-3", f"Projects {_FACET_TITLES[facet].lower()}", {facet: counted}
            )
        for facet, found in facets.items():
            for value, cards in found.items():
                yield from self._facet(facet, value, cards)

    def _index(self, url: str, frame: str, title: str, values: dict[str, tuple[tuple[str, int], ...]]) -> Plan:
        root = relative_url("", url)

        def make() -> Page:
            groups = [self.group(facet, counted, place_of(root)) for facet, counted in values.items()]
            body = self.templates.render("facets", {"root": root, "home": root, "title": title, "groups": groups})
            return Page(
                url,
                frame,
                title,
                f"{title} of the Global Massive Open Online Challenge.",
                body,
                head=_head(root, (url, title, f"{title} of the Global Massive Open Online Challenge."), (title, url)),
                languages=language_links(root, SOURCE, "projects/"),
            )

        return Plan(f"{url}index.html", (title, tuple(values.items()), self.names()), make, frame)

    def _facet(self, facet: str, value: str, cards: tuple[Card, ...]) -> Iterator[Plan]:
        pages = [cards[start : start + PER_PAGE] for start in range(0, len(cards), PER_PAGE)]
        base = f"projects/by/{facet}/{value.lower()}/"
        label = label_of(self.catalogue, facet, value, words_of(SOURCE))
        for number, shown in enumerate(pages, 1):
            url = base if number == 1 else f"{base}{number}/"
            frame = "projects-4" if number == 1 else "projects-5"

            def make(url: str = url, frame: str = frame, shown: tuple[Card, ...] = shown, number: int = number) -> Page:
                root = relative_url("", url)
                about = ": projects" + (f", page {number} of {len(pages)}" if number > 1 else "")
                title = label + about
                view = {
                    "root": root,
                    "home": root,
                    "label": label,
                    "about": about,
                    "count": len(cards),
                    "cards": safe("".join(self._card(card) for card in shown).replace(_ROOT, root)),
                    "facet": _FACET_TITLES[facet],
                    "facet_url": f"{root}projects/by/{facet}/",
                    "before": root + (base if number == 2 else f"{base}{number - 1}/") if number > 1 else "",
                    "after": f"{root}{base}{number + 1}/" if number < len(pages) else "",
                    "number": number,
                    "pages": len(pages),
                }
                steps = ((_FACET_TITLES[facet], f"projects/by/{facet}/"), (label, base))
                return Page(
                    url,
                    frame,
                    title,
                    f"{title} of GMOOC.",
                    self.templates.render("facet", view),
                    head=_head(root, (url, title, f"{title} of GMOOC."), *steps),
                    languages=language_links(root, SOURCE, "projects/"),
                )

            yield Plan(f"{url}index.html", (label, len(cards), number, shown), make, frame)

    def _card(self, card: Card) -> str:
        found = self.rendered.get(card.key)
        if found is None:
            found = self.rendered[card.key] = self.templates.render(
                "_card", {"card": card_view(card, place_of(_ROOT)), "root": _ROOT, "home": _ROOT}
            )
        return found

    def names(self, language: str = SOURCE) -> tuple[str, ...]:
        """Give all titles that stand in labels."""
        catalogue = self.catalogue
        return tuple(catalogue.title(entry.id, language) for entry in (*catalogue.challenges, *catalogue.sdgs))

    def group(self, facet: str, counted: tuple[tuple[str, int], ...], place: Place) -> dict[str, Any]:
        """Give the values of a facet as links with how many projects each has."""
        rows = [
            {
                "label": label_of(self.catalogue, facet, value, place.words),
                "url": f"{place.root}projects/by/{facet}/{value.lower()}/",
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
            "url": f"{place.root}projects/by/{facet}/",
            "rows": rows,
        }


def _head(root: str, page: tuple[str, str, str], *steps: tuple[str, str]) -> str:
    return page_graph(root, page, SOURCE, (("Projects", "projects/"), *steps))
