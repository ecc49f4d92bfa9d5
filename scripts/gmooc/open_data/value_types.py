"""The smaller types of version 1 of the API: people, pictures, links, phases."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from gmooc.model.records import LinkKind, ResourceKind

# The patterns of what programs take apart; all else is text for people.
SitePath = Annotated[str, Field(pattern=r"^[a-z0-9A-Z/._-]*$")]
IsoDay = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Local = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$")]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Number = Annotated[int, Field(ge=1, le=17)]


def says(help: str) -> Any:
    """Describe a field, which is always there."""
    return Field(description=help)


class ApiValue(BaseModel):
    """What all types of the API share: frozen, and in tests no field that is not described."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class ApiLicence(ApiValue):
    """The licence of an entry or a file."""

    id: str = says("Its SPDX identifier.")
    url: str = says("Its text.")


class ApiSource(ApiValue):
    """Where an entry or a file comes from."""

    title: str = says("The site to name when the data are used.")
    file: str | None = says("The file of the repository it is made of; null where there are several.")


class ApiPicture(ApiValue):
    """A picture."""

    file: SitePath | None = says("The picture, in WebP; null where it could not be published.")
    width: int | None = says("Width in pixels.")
    height: int | None = says("Height in pixels.")
    alt: str = says("What it shows.")
    credit: str | None = says("Who made it.")


class ApiPerson(ApiValue):
    """A person by the name that this person wishes."""

    name: str = says("Name or pseudonym; two persons may share one.")
    role: str | None = says("What this person did.")
    affiliation: str | None = says("University or organisation.")
    country: CountryCode | None = says("Country (ISO 3166).")
    orcid: str | None = says("ORCID iD, by which this person wants to be found.")


class ApiContributor(ApiValue):
    """Someone beside the team who worked on the page."""

    name: str = says("Name or pseudonym.")
    role: str = says("What this person did for the page.")
    orcid: str | None = says("ORCID iD, by which this person wants to be found.")


class ApiTeam(ApiValue):
    """Who made a project."""

    name: str = says("The team's name.")
    members: tuple[ApiPerson, ...] = says("Its people.")


class ApiGoal(ApiValue):
    """A Sustainable Development Goal that a project serves."""

    number: Number = says("Number of the goal, 1 to 17.")
    iri: str = says("Its identifier in the United Nations' vocabulary.")
    how: str = says("How the project serves it.")
    target: str | None = says("The target it serves, such as 4.7.")
    evidence: str | None = says("A page that shows it.")


class ApiLink(ApiValue):
    """A page about a project."""

    kind: LinkKind = says("What is found there.")
    url: str = says("Its address.")
    archived: str | None = says("An archived copy.")


class ApiReview(ApiValue):
    """That the team of this site looked at a project."""

    on: IsoDay = says("The day on which it was checked.")
    by: str = says("Who checked it.")


class ApiPhase(ApiValue):
    """A step of a challenge."""

    name: str = says("What happens in it.")
    starts: Local | None = says("When it begins, on the clock of the zone.")
    ends: Local | None = says("When it ends; a bare day lasts until 23:59.")
    zone: str = says("An IANA zone, UTC, AoE, or unknown.")
    starts_at: Instant | None = says("When it begins, in UTC; null where the zone is unknown.")
    ends_at: Instant | None = says("When it ends, in UTC.")


class ApiRegistration(ApiValue):
    """When and where people join an edition."""

    opens: Local = says("When it opens, on the clock of the zone.")
    closes: Local | None = says("When it closes; a bare day lasts until 23:59.")
    zone: str = says("An IANA zone, UTC, AoE, or unknown.")
    opens_at: Instant | None = says("When it opens, in UTC; null where the zone is unknown.")
    closes_at: Instant | None = says("When it closes, in UTC.")
    url: str | None = says("The page where people register.")
    note: str | None = says("One more sentence on it.")


class ApiCourse(ApiValue):
    """A course that prepares for a challenge."""

    title: str = says("Its title.")
    provider: str = says("Who offers it.")
    url: str | None = says("Its page.")
    language: str | None = says("The language it is taught in.")


class ApiFact(ApiValue):
    """Where a fact was read."""

    fact: str = says("What the page shows.")
    url: str = says("The page.")
    archived: str | None = says("An archived copy.")
    seen: IsoDay | None = says("The day on which it was read.")


class ApiTarget(ApiValue):
    """A target of a goal."""

    number: str = says("Its number, such as 4.7.")
    text: str = says("What it asks for, in this site's own words.")


class ApiResource(ApiValue):
    """Something to learn from or work with."""

    goal: Number = says("The goal it is listed at.")
    title: str = says("Its title.")
    provider: str = says("Who offers it.")
    url: str = says("Its page.")
    kind: ResourceKind = says("What it is.")
    languages: tuple[str, ...] = says("Languages it is offered in, sorted.")
    has_more_languages: bool = says("Whether there are more languages.")
    covers_all_goals: bool = says("Whether it is about all 17 goals.")
    time: str | None = says("How long it takes.")
    note: str | None = says("What one finds there.")
    seen: IsoDay | None = says("The day on which it was last seen working.")


class ApiNames(ApiValue):
    """A title in the six languages of the United Nations."""

    ar: str = says("Arabic.")
    en: str = says("English.")
    es: str = says("Spanish.")
    fr: str = says("French.")
    ru: str = says("Russian.")
    zh: str = says("Chinese.")
