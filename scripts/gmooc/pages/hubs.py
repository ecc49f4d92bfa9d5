"""The hubs: home, editions, gallery, goals, resources, announcements, impact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from gmooc.content.catalogue import first_day
from gmooc.content.entry import Entry, free_page_url
from gmooc.content.free_pages import HUBS
from gmooc.content.registration import state_of, state_of_edition
from gmooc.content.translations import cards_in_language
from gmooc.core.languages import LANGUAGES, prefix_of
from gmooc.model.kinds import KINDS, Kind
from gmooc.model.labels import LANGUAGE_NAMES as NAMES
from gmooc.model.labels import NEWS, RESOURCE_KINDS, RESOURCES
from gmooc.model.records import Announcement, Challenge, Sdg
from gmooc.pages.charts import land, made_of, outcomes_of, spots_of, wheel_of, years_of
from gmooc.pages.entry_view import start_first
from gmooc.pages.facets import Facets, label_of
from gmooc.pages.related import ASKING, MAX_CARDS, OPEN_TO_ANYONE, open_projects
from gmooc.pages.timing import is_expired, joining_view, news_view, steps_of
from gmooc.render.cards import with_cards
from gmooc.render.frames import hub_frame
from gmooc.render.language_links import lang_attributes
from gmooc.render.page import Page, PageLocation, location_at
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import render_template

# The home page shows this many announcements, and this many that stand above them.
NEWEST_NEWS = 3
MAX_PINNED = 3
# It names who stands behind so many editions, the newest first.
MAX_THANKED = 3


def hub_targets(context: OutputContext) -> Iterator[Target]:
    """List every list of the site."""
    facets = Facets(context)
    yield from _Hubs(context, facets).targets()
    yield from facets.targets()


class _Hubs:
    """The lists that free pages introduce."""

    def __init__(self, context: OutputContext, facets: Facets) -> None:
        self.context = context
        self.catalogue = context.catalogue
        self.facets = facets

    def targets(self) -> Iterator[Target]:
        """List every hub in every language; what it shows is worked out here, and its inputs are all of that."""
        views: dict[str, Callable[[PageLocation], dict[str, Any]]] = {
            "home": self._home,
            "challenges": self._challenges,
            "projects": self._projects,
            "sdgs": self._sdgs,
            "resources": self._resources,
            "announcements": self._announcements,
            "continue": self._continue,
            "search": self._search,
            "impact": self._impact,
        }
        designed = frozenset(views)
        for kind in KINDS:
            views.setdefault(kind.folder, partial(self._listed, kind))
        for language in LANGUAGES:
            for name, view_of in views.items():
                url = prefix_of(language) + free_page_url(HUBS[name])
                view = view_of(location_at(url, language))
                template = name if name in designed else "entries"
                inputs = (name, template, view, url, language)
                yield from self.context.page(hub_frame(name, language), f"{url}index.html", inputs, _hub)

    # The views of the hubs.

    def _home(self, place: PageLocation) -> dict[str, Any]:
        catalogue = self.catalogue
        challenges = [self._challenge(entry, place) for entry in catalogue.challenges]
        news = [self._news(entry, place) for entry in self._current()]
        return {
            "challenges": challenges,
            "now": [challenge for challenge in challenges if challenge["state"] in ("open", "judging", "upcoming")],
            "pinned": [item for item in news if item["pinned"]],
            "news": [item for item in news if not item["pinned"]],
            "cards": cards_in_language(catalogue.projects[:3], catalogue, place.language),
            "count": len(catalogue.projects),
            "goals": [_goal(entry, place) for entry in catalogue.sdgs],
            "join": joining_view(self.context.settings.joining, place),
            "figures": self.context.figures.get(place.language, ()),
            "countries": len(catalogue.by("country")),
            "resources": sum(len(entry.record.resources) for entry in catalogue.sdgs),
            # The launch film: that of the first edition that has one.
            "film": next((found for found in reversed(challenges) if found["record"].links.video), None),
            "thanks": _thanks(challenges[:MAX_THANKED]),
        }

    def _current(self) -> list[Entry[Announcement]]:
        """Return the announcements of the home page: those that have not expired, pinned ones beside the newest."""
        now = self.catalogue.now
        current = [entry for entry in self.catalogue.announcements if not is_expired(entry.record, now)]
        pinned = [entry for entry in current if entry.record.pinned]
        return pinned[:MAX_PINNED] + [entry for entry in current if not entry.record.pinned][:NEWEST_NEWS]

    def _challenges(self, place: PageLocation) -> dict[str, Any]:
        return {"challenges": [self._challenge(entry, place) for entry in self.catalogue.challenges]}

    def _challenge(self, entry: Entry[Challenge], place: PageLocation) -> dict[str, Any]:
        written = self.catalogue.told(entry, place.language)
        states = [state_of(phase, self.catalogue.now) for phase in entry.record.phases]
        # A translation may leave phases out.
        open_now = (phase for phase in written.record.phases if state_of(phase, self.catalogue.now) == "open")
        return {
            "record": written.record,
            "slug": entry.slug,
            "foreign": lang_attributes(written.spoken, place.language),
            "url": place.link_to(written),
            "facet": f"{place.home}projects/by/challenge/{entry.slug}/",
            "projects": len(self.catalogue.by("challenge").get(entry.slug, ())),
            "state": state_of_edition(entry.record.status, states),
            "steps": "" if entry.record.status == "cancelled" else steps_of(entry.record.phases),
            "next": next((phase for phase in open_now if phase.ends), None),
        }

    def _projects(self, place: PageLocation) -> dict[str, Any]:
        return self.facets.filters(place) | {
            "cards": cards_in_language(self.catalogue.projects[:MAX_CARDS], self.catalogue, place.language),
            "count": len(self.catalogue.projects),
            "goals": [_goal(entry, place) for entry in self.catalogue.sdgs],
        }

    def _sdgs(self, place: PageLocation) -> dict[str, Any]:
        goals = []
        for entry in self.catalogue.sdgs:
            count = len(self.catalogue.by("goal").get(str(entry.record.number), ()))
            goals.append(_goal(entry, place) | {"count": count, "summary": entry.record.summary})
        return {"goals": goals}

    def _search(self, place: PageLocation) -> dict[str, Any]:
        numbers = [entry.record.number for entry in self.catalogue.sdgs]
        goals = [
            {"number": number, "label": label_of(self.catalogue, "goal", str(number), place.words)}
            for number in numbers
        ]
        return {"goals": goals}

    def _resources(self, place: PageLocation) -> dict[str, Any]:
        goals, shared = [], []
        for entry in self.catalogue.sdgs:
            written = self.catalogue.told(entry, place.language)
            foreign = lang_attributes(written.spoken, place.language)
            own = start_first(resource for resource in written.record.resources if not resource.all_goals)
            goals.append(_goal(entry, place) | {"resources": own, "foreign": foreign})
            shared += [(resource, foreign) for resource in written.record.resources if resource.all_goals]
        # What is for all goals is listed at one of them, so that it has one language.
        for_all = {"resources": start_first(one for one, _ in shared), "foreign": shared[0][1] if shared else ""}
        parts = [part for part in ({"number": None} | for_all, *goals) if part["resources"]]
        listed = [resource for part in parts for resource in part["resources"]]
        kinds, spoken = Counter(one.kind for one in listed), Counter(code for one in listed for code in one.languages)
        return {
            "parts": parts,
            "kinds": [(kind, place.words.say(label), kinds[kind]) for kind, label in RESOURCES.items() if kinds[kind]],
            "spoken": [(code, NAMES.get(code, code), count) for code, count in spoken.most_common()],
            "kind_names": RESOURCE_KINDS,
            "languages": NAMES,
            "count": len(listed),
        }

    def _announcements(self, place: PageLocation) -> dict[str, Any]:
        years: dict[int, list[dict[str, Any]]] = {}
        for entry in self.catalogue.announcements:
            years.setdefault(entry.record.publish_at.local.day.year, []).append(self._news(entry, place))
        feeds = [(place.words.say(label), f"{place.root}announcements/{kind}/feed") for kind, label in NEWS.items()]
        return {"years": list(years.items()), "feeds": feeds}

    def _listed(self, kind: Kind, place: PageLocation) -> dict[str, Any]:
        """Return what the list of a further kind shows: its entries, newest first."""
        rows = []
        for entry in self.catalogue.whole(kind.name):
            written = self.catalogue.told(entry, place.language)
            day = first_day(entry.record)
            rows.append(
                {
                    "record": written.record,
                    "foreign": lang_attributes(written.spoken, place.language),
                    "url": place.link_to(written),
                    "day": date.fromisoformat(day) if day else None,
                }
            )
        return {"entries": rows, "feed": f"{place.root}{kind.folder}/feed" if kind.has_news else ""}

    def _news(self, entry: Entry[Announcement], place: PageLocation) -> dict[str, Any]:
        return news_view(self.catalogue.told(entry, place.language), place)

    def _continue(self, place: PageLocation) -> dict[str, Any]:
        say = place.words.say
        groups = [
            {
                "id": what or "open",
                "title": say(ASKING.get(what, OPEN_TO_ANYONE)),
                "cards": cards_in_language(cards[:MAX_CARDS], self.catalogue, place.language),
                "count": len(cards),
            }
            for what, cards in open_projects(self.catalogue.projects)
        ]
        return {"groups": groups}

    def _impact(self, place: PageLocation) -> dict[str, Any]:
        counted = self.catalogue.by("goal")
        goals = [
            _goal(entry, place) | {"count": len(counted.get(str(entry.record.number), ()))}
            for entry in self.catalogue.sdgs
        ]
        challenges = [self._challenge(entry, place) for entry in self.catalogue.challenges]
        countries = self._countries(place)
        return {
            "challenges": challenges,
            "figures": self.context.figures.get(place.language, ()),
            "count": len(self.catalogue.projects),
            "countries": countries,
            "goals": goals,
            "wheel": wheel_of(goals),
            "land": land(),
            "spots": spots_of(countries),
            "years": years_of(challenges, place.language),
            "outcomes": outcomes_of(challenges, made_of(self.catalogue)),
        }

    def _countries(self, place: PageLocation) -> list[dict[str, Any]]:
        """Return the countries of projects, most projects first."""
        countries = [
            {
                "code": code,
                "label": label_of(self.catalogue, "country", code, place.words),
                "url": f"{place.home}projects/by/country/{code.lower()}/",
                "count": len(cards),
            }
            for code, cards in self.catalogue.by("country").items()
        ]
        return sorted(countries, key=lambda country: (-country["count"], country["label"]))


def _goal(entry: Entry[Sdg], place: PageLocation) -> dict[str, Any]:
    return {
        "number": entry.record.number,
        "title": entry.record.names.in_language(place.language),
        "url": place.home + entry.url,
    }


def _thanks(challenges: list[dict[str, Any]]) -> dict[str, list[tuple[str, Any]]]:
    """Return who runs, joins in and supports editions: each name once, with the attributes of its language."""
    thanks: dict[str, list[tuple[str, Any]]] = {"organisers": [], "partners": [], "supporters": []}
    named = set()
    for challenge in challenges:
        for role, found in thanks.items():
            for name in getattr(challenge["record"], role):
                if name not in named:
                    named.add(name)
                    found.append((name, challenge["foreign"]))
    return thanks


def _hub(name: str, template: str, view: dict[str, Any], url: str, language: str) -> Page:
    place = location_at(url, language)
    view = {"root": place.root, "home": place.home} | with_cards(view, place)
    body = render_template(template, view, language)
    notice = render_template("notice", view, language) if view.get("pinned") else ""
    hero = render_template("home_hero", view, language) if name == "home" else ""
    return Page(url, hub_frame(name, language), "", "", body, language=language, notice=notice, hero=hero)
