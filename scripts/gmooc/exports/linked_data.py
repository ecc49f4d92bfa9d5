"""Linked data of entries for search engines and libraries: schema.org as JSON-LD.

Only what the entry says is said: an event whose begin nobody knows has no begin. Addresses are absolute where that of
the site is known; else they are relative to the page, as JSON-LD allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gmooc.content.catalogue import first_day
from gmooc.content.entry import Entry, url_of
from gmooc.core.datetimes import UNKNOWN_ZONE
from gmooc.core.json_text import for_script
from gmooc.core.languages import prefix_of
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, KINDS, PROJECT, SDG
from gmooc.model.labels import LICENCES
from gmooc.model.records import (
    Announcement,
    Challenge,
    Contribution,
    Course,
    Member,
    Phase,
    Project,
    Registration,
    Resource,
    Sdg,
)
from gmooc.open_data.values import GOALS_IRI, goal_iri, instant
from gmooc.render.page import PageLocation

_ORGANISER = "Global Massive Open Online Challenge"
SERIES = {"@type": "EventSeries", "name": _ORGANISER, "alternateName": "GMOOC"}
CONTENT_LICENCE = LICENCES["CC-BY-4.0"][1]
Node = dict[str, Any]

LIST_SECTIONS = {kind.name: (f"{kind.folder}/", kind.title) for kind in KINDS}


class LinkedFacts:
    """What the linked data of an entry say beside its own file: titles by id, published pictures, where the site is."""

    def __init__(
        self, titles: Iterable[tuple[str, str, str]], images: Iterable[tuple[str, str, int, int]], at: str
    ) -> None:
        self.titles = {id: (title, url) for id, title, url in titles}
        self.images = {source: url for source, url, _, _ in images}
        self.at = at


def entry_graph(entry: Entry, known: LinkedFacts, place: PageLocation) -> str:
    """Return the linked data of an entry's page, as a script element."""
    section, title = LIST_SECTIONS[entry.kind]
    main = {
        "@id": known.at + entry.url,
        "url": known.at + entry.url,
        "name": entry.record.title,
        "description": entry.record.summary,
        "inLanguage": entry.spoken,
        "@type": entry.identity.kind.schema_type,
        **(_OF_KIND.get(entry.kind) or _further)(entry, known),
    }
    if entry.key != entry.id:
        original = known.at + url_of(entry.id)
        if main["@type"] == "Event":
            # An event is no work, so its translation is a page about it.
            main = {"@type": "WebPage", **_page_of(main), "about": {"@type": "Event", "@id": original}}
        else:
            main["translationOfWork"] = {"@type": "CreativeWork", "@id": original}
    steps = ((place.words.say(title), prefix_of(place.language) + section), (entry.record.title, entry.url))
    return as_script([_without_gaps(main), trail(known.at, steps)])


def as_script(nodes: list[Node]) -> str:
    """Return nodes as a script element that no text in them can end."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    return f'<script type="application/ld+json">{for_script(graph)}</script>'


def trail(at: str, steps: tuple[tuple[str, str], ...]) -> Node:
    """Return the way from the home page to a page."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": at + url}
        for number, (name, url) in enumerate((("GMOOC", ""), *steps), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def page_graph(at: str, page: tuple[str, str, str], language: str, steps: tuple[tuple[str, str], ...]) -> str:
    """Return the linked data of a page that no entry stands behind, by its URL, title and summary; the home page has
    no steps."""
    url, title, summary = page
    about = {"@id": at + url, "url": at + url, "name": title, "description": summary, "inLanguage": language}
    if steps:
        return as_script([{"@type": "WebPage", **about, "license": CONTENT_LICENCE}, trail(at, steps)])
    return as_script([{"@type": "WebSite", **about, "license": CONTENT_LICENCE}, _organisation(at)])


def _organisation(at: str) -> Node:
    return {
        "@type": "Organization",
        "@id": f"{at}#gmooc",
        "name": _ORGANISER,
        "alternateName": "GMOOC",
        "url": "http://mooc.global/challenge/",
        "foundingDate": "2021",
        "parentOrganization": {"@type": "Organization", "name": "Global MOOC and Online Education Alliance"},
    }


def _named(kind: str, names: Iterable[str]) -> list[Node]:
    return [{"@type": kind, "name": name} for name in names]


def _goal(number: int, known: LinkedFacts) -> Node:
    title = known.titles.get(f"sdgs/sdg-{number:02}")
    return {"@type": "DefinedTerm", "@id": goal_iri(number), "termCode": str(number), "inDefinedTermSet": GOALS_IRI} | (
        {"name": title[0]} if title else {}
    )


def _event(challenge: str | None, title: str, known: LinkedFacts) -> Node:
    """Name an edition by the address of its original, for that of a translation is a page about it."""
    return {"@type": "Event", "@id": known.at + url_of(f"challenges/{challenge}"), "name": title}


def _picture(entry: Entry, known: LinkedFacts) -> str | None:
    cover = getattr(entry.record, "cover", None)
    image = cover and known.images.get(f"{entry.path.rpartition('/')[0]}/{cover.src}")
    return known.at + image if image else None


def _project(entry: Entry[Project], known: LinkedFacts) -> Node:
    record = entry.record
    goals = [record.sdgs.main, *record.sdgs.also]
    challenge = known.titles.get(f"challenges/{record.challenge}")
    by_role: dict[str, list[Node]] = {}
    for person in record.contributors:
        by_role.setdefault(_ROLES[person.role], []).append(_person(person))
    return {
        "author": [_person(member) for member in record.team.members] or _named("Organization", [record.team.name]),
        "creator": {"@type": "Organization", "name": record.team.name},
        **by_role,
        "about": [_goal(goal.goal, known) for goal in goals],
        "license": LICENCES[record.licence][1],
        "dateCreated": str(record.year),
        "creativeWorkStatus": record.status,
        "genre": record.outcome,
        "keywords": list(record.tags),
        "award": record.award,
        "countryOfOrigin": [{"@type": "Country", "identifier": code} for code in record.countries],
        "isBasedOn": [{"@type": "CreativeWork", "@id": f"{known.at}projects/{short}/"} for short in record.builds_on],
        "subjectOf": [{"@type": "WebPage", "url": link.url} for link in record.links],
        "producer": {"@type": "Organization", "name": _ORGANISER},
        "mentions": challenge and _event(record.challenge, challenge[0], known),
        "image": _picture(entry, known),
    }


# How schema.org calls what people do for a page.
_ROLES = {
    "author": "contributor",
    "translator": "translator",
    "mentor": "contributor",
    "reviewer": "contributor",
    "editor": "editor",
}


def _person(person: Member | Contribution) -> Node:
    node: Node = {"@type": "Person", "name": person.name}
    if person.orcid:
        node["@id"] = f"https://orcid.org/{person.orcid}"
    if isinstance(person, Member) and person.affiliation:
        node["affiliation"] = {"@type": "Organization", "name": person.affiliation}
    return node


def _challenge(entry: Entry[Challenge], known: LinkedFacts) -> Node:
    record = entry.record
    goals = [goal for goal in (record.sdgs.main, *record.sdgs.also) if goal]
    steps = [_phase(phase) for phase in record.phases if phase.starts or phase.ends]
    # The first step's begin and the last one's end are those of the whole; if either is not known, so is that.
    dates = (
        {"startDate": _edge(record.phases[0], "starts"), "endDate": _edge(record.phases[-1], "ends")} if steps else {}
    )
    status = "EventCancelled" if record.status == "cancelled" else "EventScheduled"
    return {
        **dates,
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": f"https://schema.org/{status}",
        "location": {"@type": "VirtualLocation", "url": record.links.website or known.at + entry.url},
        "organizer": _named("Organization", record.organisers),
        "contributor": _named("Organization", (*record.partners, *record.supporters)),
        "superEvent": SERIES,
        "subEvent": steps,
        "about": [_goal(number, known) for number in goals],
        "workFeatured": [_course(course) for course in record.courses],
        "offers": record.registration and _offer(record.registration),
        "image": _picture(entry, known),
    }


def _offer(registration: Registration) -> Node:
    is_known = registration.zone != UNKNOWN_ZONE
    opens, closes = registration.opens, registration.closes
    return _without_gaps(
        {
            "@type": "Offer",
            "url": registration.url,
            "validFrom": instant(opens.at(registration.zone, end_of_day=False)) if is_known else opens[:10],
            "validThrough": closes and is_known and instant(closes.at(registration.zone, end_of_day=True)),
        }
    )


def _phase(phase: Phase) -> Node:
    node = {"@type": "Event", "name": phase.name, "startDate": _edge(phase, "starts"), "endDate": _edge(phase, "ends")}
    return _without_gaps(node | {"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"})


def _edge(phase: Phase, side: str) -> str | None:
    moment = getattr(phase, side)
    if not moment:
        return None
    if phase.zone == UNKNOWN_ZONE:
        return str(moment.day.isoformat())
    return instant(moment.at(phase.zone, end_of_day=side == "ends"))


def _course(course: Course) -> Node:
    node = {"@type": "Course", "name": course.title, "provider": {"@type": "Organization", "name": course.provider}}
    return _without_gaps(node | {"url": course.url, "inLanguage": course.language})


def _sdg(entry: Entry[Sdg], known: LinkedFacts) -> Node:
    record = entry.record
    known.titles.setdefault(entry.id, (record.title, entry.url))
    return {
        "about": _goal(record.number, known),
        "license": CONTENT_LICENCE,
        "hasPart": [_resource(resource, record.number) for resource in record.resources],
    }


def _resource(resource: Resource, goal: int) -> Node:
    node = {
        "@type": "Course" if resource.kind == "course" else "LearningResource",
        "name": resource.title,
        "url": resource.url,
        "provider": {"@type": "Organization", "name": resource.provider},
        "inLanguage": list(resource.languages),
        "description": resource.note,
        "learningResourceType": resource.kind,
        "about": {"@type": "DefinedTerm", "@id": goal_iri(goal)},
    }
    return _without_gaps(node)


def _announcement(entry: Entry[Announcement], known: LinkedFacts) -> Node:
    record = entry.record
    challenge = known.titles.get(f"challenges/{record.challenge}")
    return {
        "headline": record.title,
        "datePublished": instant(record.publish_at.instant),
        "publisher": {"@type": "Organization", "name": _ORGANISER},
        "about": challenge and _event(record.challenge, challenge[0], known),
        "license": CONTENT_LICENCE,
        "image": _picture(entry, known),
    }


def _further(entry: Entry, known: LinkedFacts) -> Node:
    return {
        "startDate" if entry.identity.kind.schema_type == "Event" else "dateCreated": first_day(entry.record),
        "image": _picture(entry, known),
    }


def _page_of(event: Node) -> Node:
    keys = ("@id", "url", "name", "description", "inLanguage")
    kept = {key: event[key] for key in keys if key in event}
    return kept | {"license": CONTENT_LICENCE}


def _without_gaps(node: Node) -> Node:
    return {key: value for key, value in node.items() if value}


_OF_KIND: dict[str, Callable[[Entry[Any], LinkedFacts], Node]] = {
    PROJECT.name: _project,
    CHALLENGE.name: _challenge,
    SDG.name: _sdg,
    ANNOUNCEMENT.name: _announcement,
}
