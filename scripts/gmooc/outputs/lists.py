"""Turn the catalogue into its lists: home, timeline, gallery, goals, resources, announcements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from gmooc.catalogue import FACETS, Card, Catalogue
from gmooc.frames import HUBS
from gmooc.outputs.gallery import label_of
from gmooc.outputs.page import Page, Plan
from gmooc.outputs.pages import (
    LANGUAGES,
    NEWS,
    RESOURCES,
    SHOWN,
    breadcrumbs,
    card_view,
    direction_of,
    state_of,
)
from gmooc.outputs.templates import Templates, safe
from gmooc.records import Entry, free_page_url, relative_url

PER_PAGE = 48
# The home page shows this many announcements, and this many that stand above them.
NEWEST_NEWS = 3
MOST_PINNED = 3
# Stands for the way to the root in a card that is rendered once and shown at several depths.
_ROOT = "\x00root\x00"
_FACET_TITLES = {
    "challenge": "By challenge",
    "year": "By year",
    "goal": "By goal",
    "country": "By country",
    "outcome": "By outcome",
    "status": "By status",
    "language": "By language",
}


def list_plans(catalogue: Catalogue, templates: Templates) -> Iterator[Plan]:
    """Plan every list of the site."""
    lists = _Lists(catalogue, templates)
    yield from lists.hubs()
    yield from lists.facets()


class _Lists:
    """The lists of one catalogue; a card is rendered once, however many lists show it."""

    def __init__(self, catalogue: Catalogue, templates: Templates) -> None:
        self.catalogue = catalogue
        self.templates = templates
        self.rendered: dict[str, str] = {}

    def hubs(self) -> Iterator[Plan]:
        """Plan the lists whose introduction is a free page."""
        catalogue = self.catalogue
        entries = tuple(catalogue.cards[entry.key] for entry in catalogue.challenges)
        goals = tuple(catalogue.cards[entry.key] for entry in catalogue.sdgs)
        news = tuple(catalogue.cards[entry.key] for entry in catalogue.announcements)
        counts = tuple(
            (facet, value, len(cards)) for facet, found in catalogue.facets.items() for value, cards in found.items()
        )
        dates = tuple(_dates(entry, catalogue) for entry in catalogue.challenges)
        texts = tuple(_news_texts(entry) for entry in catalogue.announcements)
        newest = catalogue.projects[:SHOWN]
        resources = tuple(_resource_values(entry) for entry in catalogue.sdgs)
        total = len(catalogue.projects)
        current = tuple((catalogue.cards[entry.key], _news_texts(entry)) for entry in self._current())
        yield self._hub("home", (entries, dates, current, newest[:3], total, goals), self._home)
        yield self._hub(
            "challenges",
            (entries, dates, tuple((value, n) for f, value, n in counts if f == "challenge")),
            self._challenges,
        )
        yield self._hub("projects", (newest, total, counts, self._names()), self._projects)
        yield self._hub("sdgs", (goals, tuple(c for c in counts if c[0] == "goal")), self._sdgs)
        yield self._hub("resources", (goals, resources), self._resources)
        yield self._hub("announcements", (news, texts), self._announcements)
        yield self._hub("search", (total,), lambda root: {})
        yield self._hub("impact", (entries, dates, counts, goals, total), self._impact)

    def _hub(self, name: str, inputs: tuple[Any, ...], view: Callable[[str], dict[str, Any]]) -> Plan:
        url = free_page_url(HUBS[name])
        root = relative_url("", url)

        def make() -> Page:
            body = self.templates.render(name, {"root": root} | view(root))
            return Page(url, name, "", "", body)

        return Plan(f"{url}index.html", inputs, make, name)

    def facets(self) -> Iterator[Plan]:
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
            groups = [self._group(facet, counted, root) for facet, counted in values.items()]
            body = self.templates.render("facets", {"root": root, "title": title, "groups": groups})
            return Page(
                url,
                frame,
                title,
                f"{title} of the Global Massive Open Online Challenge.",
                body,
                head=_path(root, (title, url)),
            )

        return Plan(f"{url}index.html", (title, tuple(values.items()), self._names()), make, frame)

    def _facet(self, facet: str, value: str, cards: tuple[Card, ...]) -> Iterator[Plan]:
        pages = [cards[start : start + PER_PAGE] for start in range(0, len(cards), PER_PAGE)]
        base = f"projects/by/{facet}/{value.lower()}/"
        label = label_of(self.catalogue, facet, value)
        for number, shown in enumerate(pages, 1):
            url = base if number == 1 else f"{base}{number}/"
            frame = "projects-4" if number == 1 else "projects-5"

            def make(url: str = url, frame: str = frame, shown: tuple[Card, ...] = shown, number: int = number) -> Page:
                root = relative_url("", url)
                title = f"{label}: projects" + (f", page {number} of {len(pages)}" if number > 1 else "")
                view = {
                    "root": root,
                    "title": title,
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
                    head=_path(root, *steps),
                )

            yield Plan(f"{url}index.html", (label, len(cards), number, shown), make, frame)

    def _card(self, card: Card) -> str:
        found = self.rendered.get(card.key)
        if found is None:
            found = self.rendered[card.key] = self.templates.render(
                "_card", {"card": card_view(card, _ROOT), "root": _ROOT}
            )
        return found

    def _names(self) -> tuple[str, ...]:
        return tuple(card.title for card in self.catalogue.cards.values() if card.kind in ("challenge", "sdg"))

    def _group(self, facet: str, counted: tuple[tuple[str, int], ...], root: str) -> dict[str, Any]:
        rows = [
            {
                "label": label_of(self.catalogue, facet, value),
                "url": f"{root}projects/by/{facet}/{value.lower()}/",
                "count": count,
            }
            for value, count in counted
        ]
        if facet not in ("goal", "year"):
            rows.sort(key=lambda row: str(row["label"]))
        if facet == "goal":
            rows.sort(key=lambda row: int(str(row["url"]).rstrip("/").rpartition("/")[2]))
        return {"facet": facet, "title": _FACET_TITLES[facet], "url": f"{root}projects/by/{facet}/", "rows": rows}

    # The views of the hubs.

    def _home(self, root: str) -> dict[str, Any]:
        catalogue = self.catalogue
        challenges = [self._challenge(entry, root) for entry in catalogue.challenges]
        news = [_news(entry, root) for entry in self._current()]
        return {
            "challenges": challenges,
            "now": [challenge for challenge in challenges if challenge["state"] in ("running", "upcoming")],
            "pinned": [item for item in news if item["pinned"]],
            "news": [item for item in news if not item["pinned"]],
            "cards": [card_view(card, root) for card in catalogue.projects[:3]],
            "count": len(catalogue.projects),
            "goals": [_goal(entry, root) for entry in catalogue.sdgs],
        }

    def _current(self) -> list[Entry]:
        """Give the announcements of the home page: those that have not expired, pinned ones beside the newest."""
        now = self.catalogue.now
        current = [entry for entry in self.catalogue.announcements if not _is_expired(entry.record, now)]
        pinned = [entry for entry in current if entry.record.pinned]
        return pinned[:MOST_PINNED] + [entry for entry in current if not entry.record.pinned][:NEWEST_NEWS]

    def _challenges(self, root: str) -> dict[str, Any]:
        return {"challenges": [self._challenge(entry, root) for entry in self.catalogue.challenges]}

    def _challenge(self, entry: Entry, root: str) -> dict[str, Any]:
        states = [state_of(phase, self.catalogue.now) for phase in entry.record.phases]
        phases = zip(entry.record.phases, states, strict=True)
        return {
            "record": entry.record,
            "url": root + entry.url,
            "facet": f"{root}projects/by/challenge/{entry.slug}/",
            "projects": len(self.catalogue.projects_of_challenge.get(entry.slug, ())),
            "state": state_of_edition(entry.record.status, states),
            "next": next((phase for phase, state in phases if state == "open" and phase.ends), None),
        }

    def _projects(self, root: str) -> dict[str, Any]:
        groups = [
            self._group(
                facet, tuple((value, len(cards)) for value, cards in self.catalogue.facets[facet].items()), root
            )
            for facet in FACETS
        ]
        return {
            "cards": [card_view(card, root) for card in self.catalogue.projects[:SHOWN]],
            "count": len(self.catalogue.projects),
            "groups": groups,
            "goals": [_goal(entry, root) for entry in self.catalogue.sdgs],
        }

    def _sdgs(self, root: str) -> dict[str, Any]:
        goals = []
        for entry in self.catalogue.sdgs:
            count = len(self.catalogue.projects_of_goal.get(entry.record.number, ()))
            goals.append(_goal(entry, root) | {"count": count, "summary": entry.record.summary})
        return {"goals": goals}

    def _resources(self, root: str) -> dict[str, Any]:
        goals = [_goal(entry, root) | {"resources": entry.record.resources} for entry in self.catalogue.sdgs]
        kinds = []
        for kind, label in RESOURCES.items():
            found = [(goal, resource) for goal in goals for resource in goal["resources"] if resource.kind == kind]
            kinds.append({"kind": kind, "label": label, "rows": found})
        return {
            "goals": [goal for goal in goals if goal["resources"]],
            "kinds": [kind for kind in kinds if kind["rows"]],
            "labels": RESOURCES,
            "languages": LANGUAGES,
            "count": sum(len(goal["resources"]) for goal in goals),
        }

    def _announcements(self, root: str) -> dict[str, Any]:
        years: dict[int, list[dict[str, Any]]] = {}
        for entry in self.catalogue.announcements:
            years.setdefault(entry.record.publish_at.local.day.year, []).append(_news(entry, root))
        return {"years": list(years.items())}

    def _impact(self, root: str) -> dict[str, Any]:
        counted = self.catalogue.projects_of_goal
        goals = [
            _goal(entry, root) | {"count": len(counted.get(entry.record.number, ()))} for entry in self.catalogue.sdgs
        ]
        return {
            "challenges": [self._challenge(entry, root) for entry in self.catalogue.challenges],
            "count": len(self.catalogue.projects),
            "countries": len(self.catalogue.facets.get("country", {})),
            "goals": goals,
        }


def _goal(entry: Entry, root: str) -> dict[str, Any]:
    return {"number": entry.record.number, "title": entry.record.title, "url": root + entry.url}


def state_of_edition(status: str | None, states: list[str]) -> str:
    """Say where an edition stands: before its first phase, between that and its end, or after it."""
    if status == "cancelled":
        return "cancelled"
    found = set(states) - {""}
    if "open" in found or found == {"closed", "upcoming"}:
        return "running"
    return found.pop() if found else ""


def _is_expired(record: Any, now: datetime) -> bool:
    return record.expires is not None and bool(record.expires.at(record.publish_at.zone, end_of_day=True) < now)


def _news(entry: Entry, root: str) -> dict[str, Any]:
    record: Any = entry.record
    return {
        "url": root + entry.url,
        "title": record.title,
        "summary": record.summary,
        "language": record.language,
        "direction": direction_of(record.language),
        "kind": NEWS[record.kind],
        "day": record.publish_at.local.day,
        "date_text": record.date_text,
        "pinned": record.pinned,
    }


def _news_texts(entry: Entry) -> tuple[Any, ...]:
    record: Any = entry.record
    return (record.kind, record.date_text or "", record.pinned)


def _dates(entry: Entry, catalogue: Catalogue) -> tuple[Any, ...]:
    record: Any = entry.record
    phases = tuple(
        (phase.name, str(phase.starts or ""), str(phase.ends or ""), state_of(phase, catalogue.now))
        for phase in record.phases
    )
    return (record.theme or "", record.status or "", phases, len(catalogue.projects_of_challenge.get(entry.slug, ())))


def _resource_values(entry: Entry) -> tuple[str, ...]:
    return tuple(resource.model_dump_json() for resource in entry.record.resources)


def _path(root: str, *steps: tuple[str, str]) -> str:
    return breadcrumbs(root, (("Projects", "projects/"), *steps))
