"""Turn the catalogue into its lists: home, timeline, gallery, goals, resources, announcements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from gmooc.catalogue import FACETS, Catalogue
from gmooc.frames import HUBS
from gmooc.outputs.facets import Facets
from gmooc.outputs.gallery import label_of
from gmooc.outputs.impact import land, made_of, outcomes_of, spots_of, wheel_of, years_of
from gmooc.outputs.labels import LANGUAGES, NEWS, RESOURCES, direction_of
from gmooc.outputs.page import Page, Plan
from gmooc.outputs.pages import SHOWN, card_view
from gmooc.outputs.phases import state_of, state_of_edition, steps_of
from gmooc.outputs.place import Place, place_of
from gmooc.outputs.templates import Templates
from gmooc.records import Entry, free_page_url, relative_url

# The home page shows this many announcements, and this many that stand above them.
NEWEST_NEWS = 3
MOST_PINNED = 3


def list_plans(catalogue: Catalogue, templates: Templates) -> Iterator[Plan]:
    """Plan every list of the site."""
    facets = Facets(catalogue, templates)
    yield from _Hubs(catalogue, templates, facets).plans()
    yield from facets.plans()


class _Hubs:
    """The lists that free pages introduce."""

    def __init__(self, catalogue: Catalogue, templates: Templates, facets: Facets) -> None:
        self.catalogue = catalogue
        self.templates = templates
        self.facets = facets

    def plans(self) -> Iterator[Plan]:
        """Plan every hub with all that it shows."""
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
        yield self._hub("projects", (newest, total, counts, self.facets.names()), self._projects)
        yield self._hub("sdgs", (goals, tuple(c for c in counts if c[0] == "goal")), self._sdgs)
        yield self._hub("resources", (goals, resources), self._resources)
        yield self._hub("announcements", (news, texts), self._announcements)
        yield self._hub("search", (total,), lambda place: {})
        yield self._hub("impact", (entries, dates, counts, goals, total, made_of(catalogue)), self._impact)

    def _hub(self, name: str, inputs: tuple[Any, ...], view_of: Callable[[Place], dict[str, Any]]) -> Plan:
        url = free_page_url(HUBS[name])
        place = place_of(relative_url("", url))

        def make() -> Page:
            view = {"root": place.root, "home": place.home} | view_of(place)
            body = self.templates.render(name, view, place.language)
            return Page(url, name, "", "", body)

        return Plan(f"{url}index.html", inputs, make, name)

    # The views of the hubs.

    def _home(self, place: Place) -> dict[str, Any]:
        catalogue = self.catalogue
        challenges = [self._challenge(entry, place) for entry in catalogue.challenges]
        news = [_news(entry, place) for entry in self._current()]
        return {
            "challenges": challenges,
            "now": [challenge for challenge in challenges if challenge["state"] in ("open", "judging", "upcoming")],
            "pinned": [item for item in news if item["pinned"]],
            "news": [item for item in news if not item["pinned"]],
            "cards": [card_view(card, place) for card in catalogue.projects[:3]],
            "count": len(catalogue.projects),
            "goals": [_goal(entry, place) for entry in catalogue.sdgs],
        }

    def _current(self) -> list[Entry]:
        """Give the announcements of the home page: those that have not expired, pinned ones beside the newest."""
        now = self.catalogue.now
        current = [entry for entry in self.catalogue.announcements if not _is_expired(entry.record, now)]
        pinned = [entry for entry in current if entry.record.pinned]
        return pinned[:MOST_PINNED] + [entry for entry in current if not entry.record.pinned][:NEWEST_NEWS]

    def _challenges(self, place: Place) -> dict[str, Any]:
        return {"challenges": [self._challenge(entry, place) for entry in self.catalogue.challenges]}

    def _challenge(self, entry: Entry, place: Place) -> dict[str, Any]:
        states = [state_of(phase, self.catalogue.now) for phase in entry.record.phases]
        phases = zip(entry.record.phases, states, strict=True)
        return {
            "record": entry.record,
            "slug": entry.slug,
            "url": place.root + entry.url,
            "facet": f"{place.root}projects/by/challenge/{entry.slug}/",
            "projects": len(self.catalogue.projects_of_challenge.get(entry.slug, ())),
            "state": state_of_edition(entry.record.status, states),
            "steps": "" if entry.record.status == "cancelled" else steps_of(entry.record.phases),
            "next": next((phase for phase, state in phases if state == "open" and phase.ends), None),
        }

    def _projects(self, place: Place) -> dict[str, Any]:
        groups = [
            self.facets.group(
                facet, tuple((value, len(cards)) for value, cards in self.catalogue.facets[facet].items()), place
            )
            for facet in FACETS
        ]
        return {
            "cards": [card_view(card, place) for card in self.catalogue.projects[:SHOWN]],
            "count": len(self.catalogue.projects),
            "groups": groups,
            "goals": [_goal(entry, place) for entry in self.catalogue.sdgs],
        }

    def _sdgs(self, place: Place) -> dict[str, Any]:
        goals = []
        for entry in self.catalogue.sdgs:
            count = len(self.catalogue.projects_of_goal.get(entry.record.number, ()))
            goals.append(_goal(entry, place) | {"count": count, "summary": entry.record.summary})
        return {"goals": goals}

    def _resources(self, place: Place) -> dict[str, Any]:
        goals = [_goal(entry, place) | {"resources": entry.record.resources} for entry in self.catalogue.sdgs]
        kinds = []
        for kind, label in RESOURCES.items():
            found = [(goal, resource) for goal in goals for resource in goal["resources"] if resource.kind == kind]
            kinds.append({"kind": kind, "label": place.words.say(label), "rows": found})
        return {
            "goals": [goal for goal in goals if goal["resources"]],
            "kinds": [kind for kind in kinds if kind["rows"]],
            "by_language": _by_language(goals),
            "languages": LANGUAGES,
            "count": sum(len(goal["resources"]) for goal in goals),
        }

    def _announcements(self, place: Place) -> dict[str, Any]:
        years: dict[int, list[dict[str, Any]]] = {}
        for entry in self.catalogue.announcements:
            years.setdefault(entry.record.publish_at.local.day.year, []).append(_news(entry, place))
        feeds = [(place.words.say(label), f"{place.root}announcements/{kind}/feed") for kind, label in NEWS.items()]
        return {"years": list(years.items()), "feeds": feeds}

    def _impact(self, place: Place) -> dict[str, Any]:
        counted = self.catalogue.projects_of_goal
        goals = [
            _goal(entry, place) | {"count": len(counted.get(entry.record.number, ()))} for entry in self.catalogue.sdgs
        ]
        challenges = [self._challenge(entry, place) for entry in self.catalogue.challenges]
        countries = self._countries(place)
        return {
            "challenges": challenges,
            "count": len(self.catalogue.projects),
            "countries": countries,
            "goals": goals,
            "wheel": wheel_of(goals),
            "land": land(),
            "spots": spots_of(countries),
            "years": years_of(challenges, place.language),
            "outcomes": outcomes_of(challenges, made_of(self.catalogue)),
        }

    def _countries(self, place: Place) -> list[dict[str, Any]]:
        """Give the countries of projects, most projects first."""
        countries = [
            {
                "code": code,
                "label": label_of(self.catalogue, "country", code, place.words),
                "url": f"{place.root}projects/by/country/{code.lower()}/",
                "count": len(cards),
            }
            for code, cards in self.catalogue.facets.get("country", {}).items()
        ]
        return sorted(countries, key=lambda country: (-country["count"], country["label"]))


def _by_language(goals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the languages in which there are resources, most of them first, each with its resources and their goal."""
    found: dict[str, list[tuple[dict[str, Any], Any]]] = {}
    for goal in goals:
        for resource in goal["resources"]:
            for code in resource.languages:
                found.setdefault(code, []).append((goal, resource))
    codes = sorted(found, key=lambda code: (-len(found[code]), code))
    return [{"code": code, "label": LANGUAGES.get(code, code), "rows": found[code]} for code in codes]


def _goal(entry: Entry, place: Place) -> dict[str, Any]:
    return {"number": entry.record.number, "title": entry.record.title, "url": place.root + entry.url}


def _is_expired(record: Any, now: datetime) -> bool:
    expires = _expiry(record)
    return expires is not None and expires < now


def _expiry(record: Any) -> datetime | None:
    found: datetime | None = record.expires and record.expires.at(record.publish_at.zone, end_of_day=True)
    return found


def _news(entry: Entry, place: Place) -> dict[str, Any]:
    record: Any = entry.record
    expires = _expiry(record)
    return {
        "url": place.root + entry.url,
        "title": record.title,
        "summary": record.summary,
        "language": record.language,
        "direction": direction_of(record.language),
        "kind": place.words.say(NEWS[record.kind]),
        "day": record.publish_at.local.day,
        "date_text": record.date_text,
        "pinned": record.pinned,
        "expires": f"{expires:%Y-%m-%dT%H:%MZ}" if expires else "",
    }


def _news_texts(entry: Entry) -> tuple[Any, ...]:
    record: Any = entry.record
    return (record.kind, record.date_text or "", record.pinned, str(record.expires or ""), str(record.publish_at))


def _dates(entry: Entry, catalogue: Catalogue) -> tuple[Any, ...]:
    record: Any = entry.record
    phases = tuple(
        (phase.name, str(phase.starts or ""), str(phase.ends or ""), state_of(phase, catalogue.now))
        for phase in record.phases
    )
    count = len(catalogue.projects_of_challenge.get(entry.slug, ()))
    return (record.theme or "", record.status or "", phases, steps_of(record.phases), count)


def _resource_values(entry: Entry) -> tuple[str, ...]:
    return tuple(repr(sorted(dict(resource).items())) for resource in entry.record.resources)
