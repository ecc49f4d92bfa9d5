"""The view of an entry: the values that the template of its kind shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from gmooc.content.entry import Entry, url_of
from gmooc.content.registration import short_title, state_of_edition
from gmooc.core.i18n import Words
from gmooc.core.slugs import person_url
from gmooc.core.urls import host_of
from gmooc.exports.citations import citations_of, downloads
from gmooc.exports.embeds import embed_url, frame_line
from gmooc.model.countries import country_names
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, PROJECT, SDG
from gmooc.model.labels import (
    LANGUAGE_NAMES,
    LICENCES,
    LINKS,
    NEWS,
    OUTCOMES,
    RESOURCE_KINDS,
    STATUSES,
    WANTED,
)
from gmooc.model.records import (
    Announcement,
    Challenge,
    Outcomes,
    Project,
    Resource,
    Sdg,
)
from gmooc.pages.charts import family_picture
from gmooc.pages.related import Neighbour, Related, tree_of
from gmooc.pages.timing import edges, joining_view, period, steps_of, when
from gmooc.render.language_links import lang_attributes
from gmooc.render.page import PageLocation
from gmooc.text.markdown import Heading


def _project(entry: Entry[Project], related: Related, place: PageLocation) -> dict[str, Any]:
    record = entry.record
    titles = {id: (title, url) for id, title, url in related.titles}
    names = country_names(place.language)
    say, root = place.words.say, place.root
    goals = []
    for goal in (record.sdgs.main, *record.sdgs.also):
        title, url = titles.get(
            f"sdgs/sdg-{goal.goal:02}", (say("Goal %(number)s", number=goal.goal), f"sdgs/{goal.goal}/")
        )
        goals.append({"number": goal.goal, "title": title, "url": root + url, "of": goal})
    challenge = titles.get(f"challenges/{record.challenge}")
    after = [Heading(2, "gm-links", say("Links and pictures"))] if record.links or record.pictures else []
    if related.builds_on or related.built_upon:
        after.append(Heading(2, "gm-family", say("Family of this project")))
    after += [Heading(2, "gm-team", say("Team")), Heading(2, "gm-cite", say("Cite and reuse"))]
    folder = entry.path.rpartition("/")[0]
    return {
        "goals": goals,
        "challenge": challenge and {"title": challenge[0], "url": root + challenge[1]},
        "countries": [names[code] for code in record.countries],
        "members": [(member, names.get(member.country or "", "")) for member in record.team.members],
        "outcome": say(OUTCOMES[record.outcome]),
        "status": say(STATUSES[record.status]),
        "wanted": [say(WANTED[what]) for what in record.wanted],
        "links": [(say(LINKS[link.kind]), link, _offline(link.url, link.archived, related)) for link in record.links],
        "registry": record.registry
        and (host_of(record.registry), record.registry, _offline(record.registry, None, related)),
        "pictures": [(f"{folder}/{picture.src}", picture) for picture in record.pictures],
        "cover": record.cover and (f"{folder}/{record.cover.src}", record.cover),
        "builds_on": tree_of(related.builds_on, place.home if related.is_everywhere else root),
        "built_upon": tree_of(related.built_upon, place.home if related.is_everywhere else root),
        "family": family_picture(record, entry.id, entry.spoken, related.builds_on, related.built_upon, place.words),
        "licence": LICENCES[record.licence],
        "number": related.number,
        "previous": _neighbour(related.neighbours[0], place),
        "next": _neighbour(related.neighbours[1], place),
        "update": f"{place.home}contribute/project/?improve={entry.url}" if related.is_stale else "",
        "before": [Heading(2, "gm-goals", say("Goals"))],
        "after": after,
    }


def _offline(address: str, copy: str | None, related: Related) -> dict[str, Any] | None:
    """Say since when a link is gone, and where an archive has a copy, if its authors did not name one."""
    for url, since, archived in related.offline:
        if url == address:
            return {"since": date.fromisoformat(since), "archived": copy or archived}
    return None


def _neighbour(near: Neighbour | None, place: PageLocation) -> dict[str, Any] | None:
    if near is None:
        return None
    title, url, language = near
    return {"title": title, "url": place.root + url, "foreign": lang_attributes(language, place.language)}


def reuse(entry: Entry[Project], place: PageLocation, site_url: str) -> dict[str, Any]:
    """Return what helps others to cite a project and to show it."""
    cited = citations_of(entry, site_url)
    return {
        "citation": cited.text,
        "address": cited.url,
        "bibtex": cited.bibtex,
        "downloads": downloads(cited, entry.slug),
        "embed": place.root + embed_url(entry.url),
        "certificate": f"{place.root}{entry.url}certificate.html",
        # Only originals lead to people, so that each work counts once.
        "contributors": [
            (person, place.root + person_url(person.name, person.orcid or "") if entry.key == entry.id else "")
            for person in entry.record.contributors
        ],
        "frame_line": frame_line(site_url, entry.url, entry.record.title) if site_url else "",
    }


def _challenge(entry: Entry[Challenge], related: Related, place: PageLocation) -> dict[str, Any]:
    record = entry.record
    say, root = place.words.say, place.root
    goals = [{"number": int(id[-2:]), "title": title, "url": root + url} for id, title, url in related.titles]
    phases = [
        {"of": phase, "state": state, "when": when(phase, place.words), **edges(phase, place.words)}
        for phase, state in zip(record.phases, related.states, strict=True)
    ]
    before = [Heading(2, "gm-dates", say("Dates"))] if phases else []
    received = record.recognition
    if received.credit or received.certificate or received.prizes or received.stage:
        before.append(Heading(2, "gm-recognition", say("What participants receive")))
    folder = entry.path.rpartition("/")[0]
    state = state_of_edition(record.status, list(related.states))
    # One invitation is enough: that of a past edition asks for more than projects.
    has_projects = bool(related.cards) or not (related.is_past or state == "upcoming")
    after = [Heading(2, "gm-projects", say("Projects"))] if has_projects else []
    after += [Heading(2, "gm-sources", say("Sources"))] if record.sources else []
    return {
        "goals": goals,
        "phases": phases,
        # Most titles end with the theme.
        "theme": record.theme if short_title(record.title) == record.title else "",
        "period": period(record.phases, place.words),
        "challenge": {"state": state, "steps": "" if record.status else steps_of(record.phases)},
        # Nobody has made anything yet in an edition that is still to come, and has no registration to lead to.
        "join": joining_view(related.joining, place, is_own_page=True)
        if related.joining or state != "upcoming"
        else None,
        "is_past": related.is_past,
        "has_projects": has_projects,
        "team": _team(record.team, place.words),
        "outcomes": _outcomes(record.outcomes, place.words),
        "cover": record.cover and (f"{folder}/{record.cover.src}", record.cover),
        "facet": f"{place.home}projects/by/challenge/{entry.slug}/",
        "url": url_of(entry.id),
        "languages": LANGUAGE_NAMES,
        "before": before,
        "after": after,
    }


def _team(rule: Any, words: Words) -> list[str]:
    """Return how many make a team, and who puts it together."""
    if rule is None:
        return []
    facts = []
    if rule.min and rule.max:
        facts.append(
            words.say_count("%(least)s to %(num)s person", "%(least)s to %(num)s people", rule.max, least=rule.min)
        )
    if rule.formed_by == "organisers":
        facts.append(words.say("put together by the organisers"))
    if rule.formed_by == "participants":
        facts.append(words.say("put together by the participants"))
    return facts


def _outcomes(outcomes: Outcomes | None, words: Words) -> list[str]:
    """Say in figures what came of a challenge."""
    if outcomes is None:
        return []
    facts = []
    if outcomes.participants is not None:
        facts.append(words.say_count("%(num)s participant", "%(num)s participants", outcomes.participants))
    if outcomes.teams is not None:
        facts.append(words.say_count("%(num)s team", "%(num)s teams", outcomes.teams))
    if outcomes.countries is not None:
        facts.append(words.say_count("%(num)s country", "%(num)s countries", outcomes.countries))
    return facts


# What teaches comes before what is looked up.
_TEACHING = ("course", "video", "teaching", "reading")


def start_first(resources: Iterable[Resource]) -> list[Resource]:
    """Return resources with the one to start with first: the first course that is listed, or else the first video,
    teaching material or reading, or else the first of all."""
    rest = list(resources)
    ranks = {kind: rank for rank, kind in enumerate(_TEACHING)}
    start = min(rest, key=lambda resource: ranks.get(resource.kind, len(ranks)), default=None)
    return sorted(rest, key=lambda resource: resource is not start)


def _sdg(entry: Entry[Sdg], related: Related, place: PageLocation) -> dict[str, Any]:
    record = entry.record
    say, root = place.words.say, place.root
    resources = start_first(resource for resource in record.resources if not resource.all_goals)
    challenges = [(title, root + url) for id, title, url in related.titles if not id.startswith(f"{SDG.folder}/")]
    return {
        "title": record.names.in_language(place.language),
        "start": resources[0] if resources else None,
        "resources": resources,
        "kind_names": RESOURCE_KINDS,
        "challenges": challenges,
        "neighbours": _neighbours(record.number, related, place),
        "vocabulary": record.iri.removesuffix(str(record.number)),
        "names": [
            (code, LANGUAGE_NAMES[code], record.names.in_language(code))
            for code in ("ar", "en", "es", "fr", "ru", "zh")
        ],
        "facet": f"{place.home}projects/by/goal/{record.number}/",
        "languages": LANGUAGE_NAMES,
        "before": [
            Heading(2, "gm-resources", say("Learn and find data")),
            Heading(2, "gm-about", say("About this goal")),
        ],
        "after": [
            *([Heading(2, "gm-challenges", say("Challenges"))] if challenges else []),
            Heading(2, "gm-projects", say("Projects")),
            Heading(2, "gm-targets", say("Targets")),
        ],
    }


def _neighbours(number: int, related: Related, place: PageLocation) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the goals before and after a goal: the relation, how it is called, and the goal."""
    say = place.words.say
    sides = (("prev", say("Previous goal"), number - 1), ("next", say("Next goal"), number + 1))
    titles = {id: (title, url) for id, title, url in related.titles}
    found = []
    for relation, label, other in sides:
        if named := titles.get(f"{SDG.folder}/sdg-{other:02}"):
            goal = {"number": other, "title": named[0], "url": place.root + named[1]}
            found.append((relation, label, goal))
    return found


def _announcement(entry: Entry[Announcement], related: Related, place: PageLocation) -> dict[str, Any]:
    record = entry.record
    facts = {"kind": place.words.say(NEWS[record.kind]), "day": record.publish_at.local.day}
    return facts | _further(entry, related, place)


def _further(entry: Entry, related: Related, place: PageLocation) -> dict[str, Any]:
    cover, folder = getattr(entry.record, "cover", None), entry.path.rpartition("/")[0]
    return {
        "challenges": [(title, place.root + url) for _, title, url in related.titles],
        "cover": cover and (f"{folder}/{cover.src}", cover),
        "before": [],
        "after": [Heading(2, "gm-sources", place.words.say("Sources"))] if getattr(entry.record, "sources", ()) else [],
    }


_VIEWS: dict[str, Callable[[Entry[Any], Related, PageLocation], dict[str, Any]]] = {
    PROJECT.name: _project,
    CHALLENGE.name: _challenge,
    SDG.name: _sdg,
    ANNOUNCEMENT.name: _announcement,
}


def view_of(entry: Entry, related: Related, place: PageLocation) -> dict[str, Any]:
    """Return what the template of an entry's kind shows, beside what all pages of entries show."""
    return (_VIEWS.get(entry.kind) or _further)(entry, related, place)
