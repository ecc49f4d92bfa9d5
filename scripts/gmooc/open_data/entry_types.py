"""The types of version 1 of the API, from which its schemas, its description and its page come.

These are apart from the records that contributors write: a record may change, and what is published here may only grow.
Every field is always there; one without a value is null. Addresses are relative to the root of the site.
"""

from __future__ import annotations

from typing import Any, Literal

from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, KINDS, PROJECT, SDG, Kind
from gmooc.model.records import AnnouncementKind, Outcome, Status, Wanted
from gmooc.open_data.value_types import (
    ApiContributor,
    ApiCourse,
    ApiFact,
    ApiGoal,
    ApiLicence,
    ApiLink,
    ApiNames,
    ApiPhase,
    ApiPicture,
    ApiRegistration,
    ApiResource,
    ApiReview,
    ApiSource,
    ApiTarget,
    ApiTeam,
    ApiValue,
    CountryCode,
    Instant,
    IsoDay,
    Number,
    SitePath,
    says,
)
from gmooc.open_data.values import OMITTED_KEYS


class ApiEntry(ApiValue):
    """What entries of all kinds have."""

    id: SitePath = says("Never changes: the kind's folder and the file's name.")
    language: str = says("The language of its texts (BCP 47).")
    translation_of: SitePath | None = says("For a translation, the id it shares with the original; else null.")
    page: SitePath = says("Its page for people.")
    json_file: SitePath = says("Its own file in this API, which also holds the write-up as HTML.")
    title: str = says("Its title.")
    summary: str = says("What it is about, in at most 200 characters.")
    licence: ApiLicence = says("The licence of its text and pictures.")
    source: ApiSource = says("Where it comes from.")


class ApiProject(ApiEntry):
    """What a team made."""

    kind: Literal["project"] = says("Always project.")
    year: int = says("The year it was made.")
    challenge: str = says("The edition it was made for; its id is challenges/ and this.")
    team: ApiTeam = says("Who made it.")
    countries: tuple[CountryCode, ...] = says("Countries the team worked in (ISO 3166), sorted.")
    goals: tuple[ApiGoal, ...] = says("The goals it serves, the main one first.")
    outcome: Outcome = says("What was made.")
    status: Status = says("Where it stands.")
    status_checked: IsoDay | None = says("The day on which somebody last looked.")
    wanted: tuple[Wanted, ...] = says("What would help it on, sorted.")
    builds_on: tuple[SitePath, ...] = says("Ids of projects it continues.")
    award: str | None = says("An award it won in its challenge.")
    links: tuple[ApiLink, ...] = says("Pages about it.")
    pictures: tuple[ApiPicture, ...] = says("Its pictures, the cover first.")
    tags: tuple[str, ...] = says("Words from the list of tags, sorted.")
    contributors: tuple[ApiContributor, ...] = says("Who else worked on its page.")
    registry: str | None = says("Its page at the United Nations' Partnership Platform, or in a register like it.")
    to_repeat: str | None = says("What it takes to repeat it, as plain text: a section of its write-up.")
    reviewed: ApiReview | None = says("When the team of this site checked it.")


class ApiChallenge(ApiEntry):
    """An edition of the challenge. Facts without a value are null."""

    kind: Literal["challenge"] = says("Always challenge.")
    year: int = says("Its year.")
    theme: str | None = says("Its theme.")
    is_cancelled: bool = says("Whether it was cancelled.")
    phases: tuple[ApiPhase, ...] = says("Its steps in order of time.")
    registration: ApiRegistration | None = says("When and where people join it.")
    goals: tuple[Number, ...] = says("Numbers of the goals it serves, the main one first.")
    targets: tuple[str, ...] = says("Targets of those goals.")
    organisers: tuple[str, ...] = says("Who runs it.")
    partners: tuple[str, ...] = says("Who works with them.")
    supporters: tuple[str, ...] = says("Who supports it.")
    courses: tuple[ApiCourse, ...] = says("Courses to take first.")
    participants: int | None = says("How many people took part.")
    teams: int | None = says("How many teams finished.")
    countries: int | None = says("From how many countries.")
    website: str | None = says("Its own page.")
    facts: tuple[ApiFact, ...] = says("Where its facts were read.")
    as_of: IsoDay = says("The day on which they were last looked at.")


class ApiSdg(ApiEntry):
    """One of the 17 Sustainable Development Goals."""

    kind: Literal["sdg"] = says("Always sdg.")
    number: Number = says("Its number.")
    iri: str = says("Its identifier in the United Nations' vocabulary.")
    names: ApiNames = says("Its official title.")
    colour: str = says("Its colour.")
    targets: tuple[ApiTarget, ...] = says("Its targets.")
    resources: tuple[ApiResource, ...] = says("Where to learn and find data.")


class ApiAnnouncement(ApiEntry):
    """News. An announcement is here from the first build after its moment."""

    kind: Literal["announcement"] = says("Always announcement.")
    news: AnnouncementKind = says("What kind of news it is.")
    published_at: Instant = says("When it became public, in UTC.")
    date_text: str | None = says("Words that are shown instead of the day, such as a season.")
    challenge: str | None = says("The edition it is about.")
    facts: tuple[ApiFact, ...] = says("Where its facts were read.")


class ApiProjectItem(ApiValue):
    """A project as lists show it."""

    id: SitePath = says("Never changes.")
    page: SitePath = says("Its page for people.")
    json_file: SitePath = says("The whole entry.")
    title: str = says("Its name.")
    summary: str = says("What it is and whom it helps.")
    language: str = says("The language of the original.")
    languages: tuple[str, ...] = says("All languages there are, sorted.")
    year: int = says("The year it was made.")
    challenge: str = says("The edition it was made for.")
    team: str = says("The team's name.")
    goals: tuple[Number, ...] = says("Numbers of the goals it serves, the main one first.")
    countries: tuple[CountryCode, ...] = says("Countries (ISO 3166), sorted.")
    outcome: Outcome = says("What was made.")
    status: Status = says("Where it stands.")
    status_checked: IsoDay | None = says("The day on which somebody last looked.")
    wanted: tuple[Wanted, ...] = says("What would help it on, sorted.")
    award: str | None = says("An award it won.")
    tags: tuple[str, ...] = says("Tags, sorted.")


class ApiList(ApiValue):
    """One page of a list; follow `next` until it is null."""

    licence: ApiLicence = says("The licence of the list; each entry has its own.")
    source: ApiSource = says("Where it comes from.")
    previous: SitePath | None = says("The page before.")
    next: SitePath | None = says("The page that follows.")


class ApiProjects(ApiList):
    """One page of the projects, newest first; pages begin anew with each year."""

    items: tuple[ApiProjectItem, ...] = says("Up to a hundred projects.")


class ApiChallenges(ApiList):
    """The editions, newest first."""

    items: tuple[ApiChallenge, ...] = says("Up to a hundred editions.")


class ApiSdgs(ApiList):
    """The goals."""

    items: tuple[ApiSdg, ...] = says("All goals.")


class ApiAnnouncements(ApiList):
    """The announcements, newest first."""

    items: tuple[ApiAnnouncement, ...] = says("Up to a hundred announcements.")


class ApiShelf(ApiValue):
    """A set of entries, as the index names it."""

    count: int = says("How many originals there are.")
    first: SitePath | None = says("The first page of the list; null while there is none.")
    ndjson: tuple[SitePath, ...] = says("Dumps with an entry on each line, translations included.")
    csv: tuple[SitePath, ...] = says("The same as tables.")
    citations: tuple[SitePath, ...] = says("Projects as BibTeX (.bib), RIS (.ris) and CSL-JSON (.csl.json), by year.")


class ApiIndex(ApiValue):
    """Where a client begins."""

    version: Literal[1] = says("Fields are added within a version, never changed or taken away.")
    title: str = says("What this is.")
    licence: ApiLicence = says("The licence of the data as a whole; each entry has its own.")
    source: ApiSource = says("Where it comes from.")
    site: str | None = says("The address of the site's root; null where none is set.")
    root: str = says("The root of the site, relative to this file.")
    openapi: SitePath = says("The description of the API.")
    datapackage: SitePath = says("The description of the dumps.")
    documentation: SitePath = says("This API explained to people.")
    projects: ApiShelf = says("Projects.")
    challenges: ApiShelf = says("Editions of the challenge.")
    sdgs: ApiShelf = says("Goals.")
    announcements: ApiShelf = says("Announcements.")


def whole(entry: type[ApiEntry]) -> type[ApiEntry]:
    """Return the type of an entry's own file, which also holds the write-up."""
    from pydantic import create_model

    front_matter = (dict[str, Any], says("The keys and values of the file, all of them as its authors wrote them."))
    text = (str, says("The same as it stands in the file, with its comments and in its order."))
    markdown: Any = (str | None, says("The write-up as Markdown; null while it leads to a page that is not there yet."))
    html = (str, says("The write-up as HTML; relative addresses in it start at `page`."))
    return create_model(
        f"{entry.__name__}File",
        __base__=entry,
        __doc__=entry.__doc__,
        front_matter=front_matter,
        front_matter_text=text,
        markdown=markdown,
        html=html,
    )


_OF_KIND: dict[str, tuple[type[ApiEntry], type[ApiList]]] = {
    PROJECT.name: (ApiProject, ApiProjects),
    CHALLENGE.name: (ApiChallenge, ApiChallenges),
    SDG.name: (ApiSdg, ApiSdgs),
    ANNOUNCEMENT.name: (ApiAnnouncement, ApiAnnouncements),
}


def _further(kind: Kind) -> tuple[type[ApiEntry], type[ApiList]]:
    """Return the types of a further kind, whose entries have what its record has."""
    from pydantic import create_model

    fields: dict[str, Any] = {"kind": (Literal[kind.name], says(f"Always {kind.name}."))}
    for name, field in kind.record.model_fields.items():
        if name not in OMITTED_KEYS:
            sort: Any = ApiPicture | None if name == "cover" else field.annotation
            fields[name] = (sort, says(field.description or name))
    name = f"Api{kind.name.capitalize()}"
    entry = create_model(name, __base__=ApiEntry, __doc__=kind.record.__doc__, **fields)
    items: Any = (tuple[entry, ...], says("Up to a hundred entries."))
    return entry, create_model(f"{name}s", __base__=ApiList, __doc__=f"{kind.title}, newest first.", items=items)


# The kinds of entries with the type of an entry, its folder, and the type of a list.
ENTRIES: tuple[tuple[str, type[ApiEntry], str, type[ApiList]], ...] = tuple(
    (kind.name, entry, kind.folder, page)
    for kind in KINDS
    for entry, page in (_OF_KIND.get(kind.name) or _further(kind),)
)


def index() -> type[ApiValue]:
    """Return the type of the index, which names the entries of every kind."""
    from pydantic import create_model

    further = [kind for kind in KINDS if kind.name not in _OF_KIND]
    shelves: dict[str, Any] = {kind.folder: (ApiShelf, says(f"{kind.title}.")) for kind in further}
    return create_model("ApiIndex", __base__=ApiIndex, __doc__=ApiIndex.__doc__, **shelves) if further else ApiIndex
