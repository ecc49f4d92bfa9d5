"""Return an entry as plain values in the shape of its API type.

The shapes are not made through their types: types take time to load, and every build makes values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from html import escape
from typing import Any

from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry
from gmooc.core.datetimes import UNKNOWN_ZONE
from gmooc.model.form_words import headings_of, letters_of
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, PROJECT, SDG
from gmooc.model.labels import LICENCES
from gmooc.model.records import (
    Announcement,
    Challenge,
    Member,
    Phase,
    Picture,
    Project,
    ProjectGoal,
    Registration,
    Resource,
    Sdg,
    Source,
)
from gmooc.text.markdown import Image, Prose, plain_text

SITE_TITLE = "Community site of the Global Massive Open Online Challenge (GMOOC)"
# The licence of all that is not said to have another.
LICENCE = {"id": "CC-BY-4.0", "url": LICENCES["CC-BY-4.0"][1]}
DATA_SOURCE = {"title": SITE_TITLE, "file": None}
API = "api/v1/"
# The United Nations' vocabulary of the goals.
GOALS_IRI = "http://metadata.un.org/sdg/"

Images = Mapping[str, Image]


def goal_iri(number: int) -> str:
    """Return the United Nations' identifier of a goal."""
    return f"{GOALS_IRI}{number}"


def json_file(url: str) -> str:
    """Return the API file of the entry whose page is at an address."""
    return f"{API}{url.rstrip('/')}.json"


def entry_data(entry: Entry, images: Images) -> dict[str, Any]:
    """Return an entry without its write-up."""
    record = entry.record
    data = {
        "id": entry.id,
        "language": entry.spoken,
        "translation_of": entry.id if entry.key != entry.id else None,
        "page": entry.url,
        "json_file": json_file(entry.url),
        "title": record.title,
        "summary": record.summary,
        "licence": LICENCE,
        "source": {"title": SITE_TITLE, "file": f"content/{entry.path}"},
        "kind": entry.kind,
    }
    return data | (_OF_KIND.get(entry.kind) or _further)(entry, images)


def project_item(card: Card, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return a project as lists show it."""
    return {
        "id": card.id,
        "page": card.url,
        "json_file": json_file(card.url),
        "title": card.title,
        "summary": card.summary,
        "language": card.language,
        "languages": languages or (card.language,),
        "year": card.year,
        "challenge": card.challenge,
        "team": card.team,
        "goals": card.goals,
        "countries": sorted(card.countries),
        "outcome": card.outcome,
        "status": card.status,
        "status_checked": card.status_checked or None,
        "wanted": sorted(card.wanted),
        "award": card.award or None,
        "tags": sorted(card.tags),
    }


def _project(entry: Entry[Project], images: Images) -> dict[str, Any]:
    record = entry.record
    folder = entry.path.rpartition("/")[0]
    return {
        "year": record.year,
        "challenge": record.challenge,
        "team": {"name": record.team.name, "members": [_person(member) for member in record.team.members]},
        "countries": sorted(set(record.countries)),
        "goals": [_goal(goal) for goal in (record.sdgs.main, *record.sdgs.also)],
        "outcome": record.outcome,
        "status": record.status,
        "status_checked": _day(record.status_checked),
        "wanted": sorted(record.wanted),
        "builds_on": [f"projects/{short}" for short in record.builds_on],
        "award": record.award,
        "links": [{"kind": link.kind, "url": link.url, "archived": link.archived} for link in record.links],
        "pictures": [_picture(folder, picture, images) for picture in (record.cover, *record.pictures) if picture],
        "tags": sorted(record.tags),
        "contributors": [
            {"name": person.name, "role": person.role, "orcid": person.orcid} for person in record.contributors
        ],
        "registry": record.registry,
        "to_repeat": _text_below(entry.prose, headings_of("What it takes to repeat it")),
        "reviewed": record.reviewed and {"on": _day(record.reviewed.on), "by": record.reviewed.by},
    }


def _text_below(prose: Prose, headings: frozenset[str]) -> str | None:
    """Return the plain text of the section with one of these headings; None where there is no such section."""
    for heading in prose.headings:
        if heading.level == 2 and letters_of(heading.text) in headings:
            section = prose.html.partition(f'<h2 id="{escape(heading.id)}"')[2].partition("</h2>")[2]
            return plain_text(section.partition("<h2 id=")[0]) or None
    return None


def _person(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "role": member.role,
        "affiliation": member.affiliation,
        "country": member.country,
        "orcid": member.orcid,
    }


def _goal(goal: ProjectGoal) -> dict[str, Any]:
    return {
        "number": goal.goal,
        "iri": goal_iri(goal.goal),
        "how": goal.how,
        "target": goal.target,
        "evidence": goal.evidence,
    }


def _picture(folder: str, picture: Picture, images: Images) -> dict[str, Any]:
    image = images.get(f"{folder}/{picture.src}")
    return {
        "file": image and image.url,
        "width": image and image.width,
        "height": image and image.height,
        "alt": picture.alt,
        "credit": picture.credit,
    }


def _challenge(entry: Entry[Challenge], images: Images) -> dict[str, Any]:
    record = entry.record
    outcomes = record.outcomes
    return {
        "year": record.edition,
        "theme": record.theme,
        "is_cancelled": record.status == "cancelled",
        "phases": [_phase(phase) for phase in record.phases],
        "registration": _registration(record.registration),
        "goals": [goal for goal in (record.sdgs.main, *record.sdgs.also) if goal],
        "targets": record.targets,
        "organisers": record.organisers,
        "partners": record.partners,
        "supporters": record.supporters,
        "courses": [
            {"title": course.title, "provider": course.provider, "url": course.url, "language": course.language}
            for course in record.courses
        ],
        "participants": outcomes and outcomes.participants,
        "teams": outcomes and outcomes.teams,
        "countries": outcomes and outcomes.countries,
        "website": record.links.website,
        "facts": [_fact(source) for source in record.sources],
        "as_of": _day(record.as_of),
    }


def _registration(registration: Registration | None) -> dict[str, Any] | None:
    if registration is None:
        return None
    edges = {"opens": registration.opens, "closes": registration.closes}
    is_known = registration.zone != UNKNOWN_ZONE
    instants = {
        f"{key}_at": instant(edge.at(registration.zone, end_of_day=key == "closes")) if edge and is_known else None
        for key, edge in edges.items()
    }
    return {**edges, "zone": registration.zone, **instants, "url": registration.url, "note": registration.note}


def _phase(phase: Phase) -> dict[str, Any]:
    is_known = phase.zone != UNKNOWN_ZONE
    return {
        "name": phase.name,
        "starts": phase.starts,
        "ends": phase.ends,
        "zone": phase.zone,
        "starts_at": (phase.starts and is_known and instant(phase.starts.at(phase.zone, end_of_day=False))) or None,
        "ends_at": (phase.ends and is_known and instant(phase.ends.at(phase.zone, end_of_day=True))) or None,
    }


def _sdg(entry: Entry[Sdg], images: Images) -> dict[str, Any]:
    record = entry.record
    return {
        "number": record.number,
        "iri": record.iri,
        "names": dict(record.names),
        "colour": record.colour,
        "targets": [{"number": target.number, "text": target.text} for target in record.targets],
        "resources": [_resource(record.number, resource) for resource in record.resources],
    }


def _resource(goal: int, resource: Resource) -> dict[str, Any]:
    return {
        "goal": goal,
        "title": resource.title,
        "provider": resource.provider,
        "url": resource.url,
        "kind": resource.kind,
        "languages": sorted(resource.languages),
        "has_more_languages": resource.more_languages,
        "covers_all_goals": resource.all_goals,
        "time": resource.time,
        "note": resource.note,
        "seen": _day(resource.seen),
    }


def _announcement(entry: Entry[Announcement], images: Images) -> dict[str, Any]:
    record = entry.record
    return {
        "news": record.kind,
        "published_at": instant(record.publish_at.instant),
        "date_text": record.date_text,
        "challenge": record.challenge,
        "facts": [_fact(source) for source in record.sources],
    }


def _fact(source: Source) -> dict[str, Any]:
    return {"fact": source.fact, "url": source.url, "archived": source.archived, "seen": _day(source.seen)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def instant(moment: datetime) -> str:
    """Write a moment in UTC to the second."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _further(entry: Entry, images: Images) -> dict[str, Any]:
    """Return what the record of a further kind holds, under its own names."""
    values = entry.record.model_dump(mode="json", exclude=set(OMITTED_KEYS))
    folder = entry.path.rpartition("/")[0]
    pictures = {name: value for name, value in entry.record if isinstance(value, Picture)}
    return values | {name: _picture(folder, picture, images) for name, picture in pictures.items()}


# Keys of records that the API gives under other names, or that are for the site alone.
OMITTED_KEYS = ("title", "summary", "language", "source_hash", "draft", "aliases", "publish_at")

_OF_KIND: dict[str, Callable[[Entry[Any], Images], dict[str, Any]]] = {
    PROJECT.name: _project,
    CHALLENGE.name: _challenge,
    SDG.name: _sdg,
    ANNOUNCEMENT.name: _announcement,
}
