"""Turn an entry into its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from gmooc.catalogue import Card, Catalogue
from gmooc.frames import frame_of
from gmooc.moments import BEIJING, UNKNOWN_ZONE, country_names, zone_of
from gmooc.outputs.labels import LANGUAGES, LICENCES, LINKS, NEWS, OUTCOMES, RESOURCES, STATUSES, WANTED, direction_of
from gmooc.outputs.page import Page
from gmooc.outputs.templates import Templates, json_for_script, safe, written_moment
from gmooc.prose import Heading, Image
from gmooc.records import SOURCE_LANGUAGE, Entry, url_of

# A page of a challenge or goal shows this many projects; all of them are in the gallery's lists.
SHOWN = 24

Pictures = Callable[[str], Image | None]


class Related(NamedTuple):
    """All that a page shows of other entries and of the clock, as plain values.

    `titles` maps ids of challenges, goals and projects to title and address; `cards` are projects it lists, of `total`
    in all; `states` are those of a challenge's phases; `images` maps picture files to what is published of them.
    """

    titles: tuple[tuple[str, str, str], ...] = ()
    builds_on: tuple[Card, ...] = ()
    built_upon: tuple[Card, ...] = ()
    cards: tuple[Card, ...] = ()
    total: int = 0
    states: tuple[str, ...] = ()
    images: tuple[tuple[str, str, int, int], ...] = ()


def related_of(card: Card, catalogue: Catalogue, picture: Pictures) -> tuple[Any, ...]:
    """Give all that the page of an entry shows of others; nothing else may change it but its own file."""
    if card.kind == "project":
        found = (catalogue.project(short) for short in card.builds_on)
        return Related(
            titles=_titles(catalogue, f"challenges/{card.challenge}", *(f"sdgs/sdg-{goal:02}" for goal in card.goals)),
            builds_on=tuple(other for other in found if other),
            built_upon=catalogue.built_upon.get(card.id, ())[:SHOWN],
            images=_images(card, catalogue, picture),
        )
    if card.kind == "challenge":
        projects = catalogue.projects_of_challenge.get(card.slug, ())
        return Related(
            titles=_titles(catalogue, *(f"sdgs/sdg-{goal:02}" for goal in card.goals)),
            cards=projects[:SHOWN],
            total=len(projects),
            states=_states(catalogue.entries[card.key], catalogue.now),
            images=_images(card, catalogue, picture),
        )
    if card.kind == "sdg":
        projects = catalogue.projects_of_goal.get(card.goals[0], ())
        challenges = (entry.id for entry in catalogue.challenges_of_goal(card.goals[0]))
        return Related(titles=_titles(catalogue, *challenges), cards=projects[:SHOWN], total=len(projects))
    return Related(titles=_titles(catalogue, f"challenges/{card.challenge}"), images=_images(card, catalogue, picture))


def record_page(entry: Entry, related: tuple[Any, ...], templates: Templates) -> Page:
    """Give the page of an entry."""
    known = Related._make(related)
    # A translation speaks the language in its file's name; an original the one it says.
    language = entry.language if entry.language != SOURCE_LANGUAGE else entry.record.language
    root = "../" * entry.url.count("/")
    view = _VIEWS[entry.kind](entry, known, root)
    view |= {
        "record": entry.record,
        "direction": direction_of(entry.spoken),
        "language": entry.spoken,
        "prose": safe(entry.prose.html),
        "root": root,
        "cards": [card_view(card, root) for card in known.cards],
        "count": known.total,
        "images": {src: Image(root + url, width, height) for src, url, width, height in known.images},
    }
    section, section_title = _SECTIONS[entry.kind]
    return Page(
        url=entry.url,
        frame=frame_of(entry.kind, entry.language),
        title=entry.record.title,
        description=entry.record.summary,
        body=templates.render(entry.kind, view),
        contents=(*view["before"], *entry.prose.headings, *view["after"]),
        source=entry.path,
        head=breadcrumbs(root, ((section_title, section), (entry.record.title, entry.url))),
        language=language,
    )


_SECTIONS = {
    "project": ("projects/", "Projects"),
    "challenge": ("challenges/", "Challenges"),
    "sdg": ("sdgs/", "Goals"),
    "announcement": ("announcements/", "Announcements"),
}


def breadcrumbs(root: str, steps: tuple[tuple[str, str], ...]) -> str:
    """Give the path to a page as linked data (schema.org BreadcrumbList)."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": root + url}
        for number, (name, url) in enumerate(steps, 1)
    ]
    data = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    return f'<script type="application/ld+json">{json_for_script(data)}</script>'


def card_view(card: Card, root: str) -> dict[str, Any]:
    """Give what a card in a list shows."""
    names = country_names("en")
    return {
        "url": root + card.url,
        "title": card.title,
        "summary": card.summary,
        "language": card.language,
        "direction": direction_of(card.language),
        "goals": card.goals,
        "year": card.year,
        "outcome": OUTCOMES.get(card.outcome, ""),
        "status": STATUSES.get(card.status, ""),
        "countries": [names[code] for code in card.countries],
        "award": card.award,
    }


def _titles(catalogue: Catalogue, *ids: str) -> tuple[tuple[str, str, str], ...]:
    found = ((id, catalogue.cards.get(id)) for id in ids)
    return tuple((id, card.title, card.url) for id, card in found if card)


def _images(card: Card, catalogue: Catalogue, picture: Pictures) -> tuple[tuple[str, str, int, int], ...]:
    return tuple((src, *image) for src in card.pictures if (image := picture(src)))


def _project(entry: Entry, related: Related, root: str) -> dict[str, Any]:
    record: Any = entry.record
    titles = {id: (title, url) for id, title, url in related.titles}
    names = country_names("en")
    goals = []
    for goal in (record.sdgs.main, *record.sdgs.also):
        title, url = titles.get(f"sdgs/sdg-{goal.goal:02}", (f"Goal {goal.goal}", f"sdgs/{goal.goal}/"))
        goals.append({"number": goal.goal, "title": title, "url": root + url, "of": goal})
    challenge = titles.get(f"challenges/{record.challenge}")
    people = [member.name for member in record.team.members] or [record.team.name]
    after = [Heading(2, "gm-team", "Team")]
    if record.links or record.cover or record.pictures:
        after.append(Heading(2, "gm-links", "Links and pictures"))
    if related.builds_on or related.built_upon:
        after.append(Heading(2, "gm-family", "Family of this project"))
    folder = entry.path.rpartition("/")[0]
    return {
        "goals": goals,
        "challenge": challenge and {"title": challenge[0], "url": root + challenge[1]},
        "countries": [names[code] for code in record.countries],
        "members": [(member, names.get(member.country or "", "")) for member in record.team.members],
        "outcome": OUTCOMES[record.outcome],
        "status": STATUSES[record.status],
        "wanted": [WANTED[what] for what in record.wanted],
        "links": [(LINKS[link.kind], link) for link in record.links],
        "pictures": [(f"{folder}/{picture.src}", picture) for picture in record.pictures],
        "cover": record.cover and (f"{folder}/{record.cover.src}", record.cover),
        "builds_on": [(card.title, root + card.url) for card in related.builds_on],
        "built_upon": [(card.title, root + card.url) for card in related.built_upon],
        "licence": LICENCES[record.licence],
        "citation": f"{', '.join(people)} ({record.year}). {record.title}. Global Massive Open Online Challenge.",
        "bibtex": bibtex(entry.slug, people, record.title, record.year),
        "before": [Heading(2, "gm-goals", "Goals")],
        "after": [*after, Heading(2, "gm-cite", "Cite and reuse")],
    }


def bibtex(slug: str, people: list[str], title: str, year: int) -> str:
    """Give a BibTeX entry; characters with a meaning there are escaped."""
    # A name in braces of its own stays as it is written, whatever commas it holds.
    authors = " and ".join(f"{{{name.translate(_BIBTEX)}}}" for name in people)
    return (
        f"@misc{{{slug}-{year},\n  author = {{{authors}}},\n  title = {{{title.translate(_BIBTEX)}}},\n"
        f"  year = {{{year}}},\n  howpublished = {{Global Massive Open Online Challenge}}\n}}"
    )


_BIBTEX = str.maketrans({"\\": r"\textbackslash{}"} | {character: f"\\{character}" for character in "{}&%#_$"})


def _challenge(entry: Entry, related: Related, root: str) -> dict[str, Any]:
    record: Any = entry.record
    goals = [{"number": int(id[-2:]), "title": title, "url": root + url} for id, title, url in related.titles]
    phases = [
        {"of": phase, "state": state, **_edges(phase)}
        for phase, state in zip(record.phases, related.states, strict=True)
    ]
    before = [Heading(2, "gm-dates", "Dates")] if phases else []
    if record.recognition.credit or record.recognition.certificate or record.recognition.prizes:
        before.append(Heading(2, "gm-recognition", "What participants receive"))
    after = [Heading(2, "gm-projects", "Projects")]
    after += [Heading(2, "gm-unknown", "Facts without a source")] if _unknown(record) else []
    after += [Heading(2, "gm-sources", "Sources")] if record.sources else []
    folder = entry.path.rpartition("/")[0]
    return {
        "goals": goals,
        "phases": phases,
        "unknown": _unknown(record),
        "cover": record.cover and (f"{folder}/{record.cover.src}", record.cover),
        "facet": f"{root}projects/by/challenge/{entry.slug}/",
        "url": entry.url if entry.key == entry.id else url_of(entry.id),
        "languages": LANGUAGES,
        "before": before,
        "after": after,
    }


def _unknown(record: Any) -> list[str]:
    """Name the facts that visitors would look for and that no source gives."""
    received = record.recognition
    wanted = (
        ("the theme", record.theme or not record.phases),
        ("dates and phases", record.phases),
        ("who organises it", record.organisers),
        ("who may take part", record.eligibility),
        ("team size", record.team),
        ("courses", record.courses),
        ("credit, certificates and prizes", received.credit or received.certificate or received.prizes),
        ("numbers of participants, teams and countries", record.outcomes),
    )  # fmt: skip
    return [name for name, fact in wanted if not fact]


def _states(entry: Entry, now: datetime) -> tuple[str, ...]:
    return tuple(state_of(phase, now) for phase in entry.record.phases)


def state_of(phase: Any, now: datetime) -> str:
    """Say whether a phase is still to come, open or closed at a moment."""
    starts = phase.starts and phase.starts.at(phase.zone, end_of_day=False)
    ends = phase.ends and phase.ends.at(phase.zone, end_of_day=True)
    if starts and now < starts:
        return "upcoming"
    if ends and now > ends:
        return "closed"
    return "open" if starts or ends else ""


def _edges(phase: Any) -> dict[str, Any]:
    """Give the instants of a phase in UTC and in Beijing, for people and for the browser; nothing without a zone."""
    if phase.zone == UNKNOWN_ZONE:
        return {"starts": "", "ends": "", "utc": [], "beijing": []}
    starts = phase.starts and phase.starts.at(phase.zone, end_of_day=False)
    ends = phase.ends and phase.ends.at(phase.zone, end_of_day=True)
    beijing = zone_of(BEIJING)
    return {
        "starts": starts.strftime("%Y-%m-%dT%H:%MZ") if starts else "",
        "ends": ends.strftime("%Y-%m-%dT%H:%MZ") if ends else "",
        "utc": [written_moment(edge, "UTC") for edge in (starts, ends) if edge] if phase.zone != "UTC" else [],
        "beijing": [
            written_moment(edge.astimezone(beijing), "Beijing time")
            for edge in (starts, ends)
            if edge and phase.zone != BEIJING
        ],
    }


def _sdg(entry: Entry, related: Related, root: str) -> dict[str, Any]:
    record: Any = entry.record
    kinds = [(label, [r for r in record.resources if r.kind == kind]) for kind, label in RESOURCES.items()]
    return {
        "kinds": [(label, found) for label, found in kinds if found],
        "challenges": [(title, root + url) for _, title, url in related.titles],
        "names": [
            (code, LANGUAGES[code], getattr(record.names, code)) for code in ("ar", "en", "es", "fr", "ru", "zh")
        ],
        "facet": f"{root}projects/by/goal/{record.number}/",
        "languages": LANGUAGES,
        "before": [],
        "after": [
            Heading(2, "gm-targets", "Targets"),
            Heading(2, "gm-resources", "Learn and find data"),
            Heading(2, "gm-challenges", "Challenges"),
            Heading(2, "gm-projects", "Projects"),
        ],
    }


def _announcement(entry: Entry, related: Related, root: str) -> dict[str, Any]:
    record: Any = entry.record
    folder = entry.path.rpartition("/")[0]
    return {
        "kind": NEWS[record.kind],
        "day": record.publish_at.local.day,
        "challenges": [(title, root + url) for _, title, url in related.titles],
        "cover": record.cover and (f"{folder}/{record.cover.src}", record.cover),
        "before": [],
        "after": [Heading(2, "gm-sources", "Sources")] if record.sources else [],
    }


_VIEWS: dict[str, Callable[[Entry, Related, str], dict[str, Any]]] = {
    "project": _project,
    "challenge": _challenge,
    "sdg": _sdg,
    "announcement": _announcement,
}
