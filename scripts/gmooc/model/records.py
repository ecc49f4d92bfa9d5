"""Say once what every kind of entry holds: the records from which checks, schemas, forms and scaffolds come.

It has more than 300 lines because the schema is read as a whole: most records are parts of others, and a key is one
line here and nowhere else.
"""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gmooc.model.fields import (
    Alias,
    Count,
    Country,
    Day,
    Goal,
    Identifier,
    Language,
    Line,
    Moment,
    Orcid,
    Paragraph,
    PicturePath,
    PublishAt,
    Sentence,
    TargetNumber,
    Url,
    Year,
    Zone,
)

# Looking for plug-ins of pydantic means reading about every package that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

Outcome = Literal["app", "lesson", "study", "policy", "art", "event", "other"]
Status = Literal["idea", "prototype", "pilot", "in-use", "ended", "unknown"]
Wanted = Literal["people", "data", "partner", "money", "translation"]
LinkKind = Literal["website", "demo", "code", "video", "slides", "report", "data", "other"]
ResourceKind = Literal["course", "dataset", "tool", "reading", "video", "teaching"]
AnnouncementKind = Literal["launch", "call", "deadline", "results", "event", "news"]
Licence = Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "MIT", "Apache-2.0"]
ContributionRole = Literal["author", "translator", "mentor", "reviewer", "editor"]


class Record(BaseModel):
    """What all records share: frozen, and no key that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def with_default(help: str, example: Any = None, *, default: Any, **more: Any) -> Any:
    """Describe a field once for checks, schemas, forms and the contributors' guide; left out, it has the default."""
    examples = None if example is None else [example]
    return Field(default, description=help, examples=examples, **more)


def required(help: str, example: Any = None, **more: Any) -> Any:
    """Describe a field that must be there."""
    return with_default(help, example, default=..., **more)


def optional(help: str, example: Any = None, **more: Any) -> Any:
    """Describe a field that may be left out."""
    return with_default(help, example, default=None, **more)


def repeated(help: str, example: Any = None, **more: Any) -> Any:
    """Describe a list that may be left out."""
    return with_default(help, example, default=(), **more)


class Source(Record):
    """Where a fact was read."""

    fact: Sentence = required("What this source shows.", "Dates and prizes of the 2021 call")
    url: Url = required("The page where it stands.", "https://mooc.global/")
    archived: Url | None = optional("An archived copy of that page.")
    seen: Day | None = optional("The day when the page was read.", "2026-11-24")


class Picture(Record):
    """A picture that lies beside the entry."""

    src: PicturePath = required("The file's name.", "team.jpg")
    alt: Sentence = required(
        "What the picture shows, for those who do not see it.", "Four students around a solar still"
    )
    credit: Line | None = optional("Who made it.", "Photo: Blue Drop")
    people_consent: bool | None = optional("Whether everyone shown agreed to its publication.", True)


class Phase(Record):
    """One step of a challenge."""

    name: Line = required("What happens in this step.", "Online course")
    starts: Moment | None = optional("When it begins.", "2024-09-28")
    ends: Moment | None = optional("When it ends; a bare day lasts until 23:59.", "2024-10-31 23:59")
    zone: Zone = required(
        "The time zone of both: an IANA name, UTC, AoE, or unknown for a past phase.", "Asia/Shanghai"
    )
    judging: bool = with_default("Whether work is judged in this step and can no longer be handed in.", default=False)
    note: Sentence | None = optional("One more sentence on it.")


class Registration(Record):
    """When and where people join an edition."""

    opens: Moment = required("When it opens.", "2027-03-01 08:00")
    closes: Moment | None = optional("When it closes; a bare day lasts until 23:59.", "2027-03-31 23:59")
    zone: Zone = required(
        "The time zone of both: an IANA name, UTC, AoE, or unknown for a past edition.", "Asia/Shanghai"
    )
    url: Url | None = optional("The page where people register.", "https://example.org/register")
    note: Sentence | None = optional("One more sentence on it.", "Students of any university may register.")


class ChallengeGoals(Record):
    """The goals a challenge is about."""

    main: Goal | None = optional("The one goal it serves most.", 4)
    also: tuple[Goal, ...] = repeated("Other goals it serves.", [9])


class Course(Record):
    """A course that prepares for the challenge."""

    title: Line = required("Its title.", "Introduction to the Sustainable Development Goals")
    provider: Line = required("Who offers it.", "XuetangX")
    url: Url | None = optional("Its page.", "https://example.org/course")
    language: Language | None = optional("The language it is taught in.", "en")


class Prize(Record):
    """One rank of prizes."""

    name: Line = required("The rank.", "First prize")
    teams: Count | None = optional("How many teams receive it.", 1)
    award: Line = required("What each receives.", "USD 300 for each member")


class Recognition(Record):
    """What those who finish and those who win receive."""

    credit: Sentence | None = optional("Academic credit.")
    certificate: Sentence | None = optional("Certificate.")
    prizes: tuple[Prize, ...] = repeated("Prizes, best first.")
    stage: Sentence | None = optional("Where winners present their work.")


class TeamRule(Record):
    """How teams are made."""

    min: Count | None = optional("Fewest members.", 3)
    max: Count | None = optional("Most members.", 5)
    formed_by: Literal["organisers", "participants"] | None = optional("Who puts teams together.", "organisers")


class Video(Record):
    """A video with an address that opens on either side of a firewall."""

    youtube: Url | None = optional("Its YouTube page.")
    bilibili: Url | None = optional("Its Bilibili page.")
    transcript: Url | None = optional("Its words as text.")
    title: Line | None = optional("What it is called.", "Launch video at UN International Day of Education 2021")
    minutes: Count | None = optional("How many minutes it takes.", 6)


class ChallengeLinks(Record):
    """Pages about a challenge."""

    website: Url | None = optional("Its own page.", "http://mooc.global/challenge/")
    rules: Url | None = optional("Its rules.")
    video: Video | None = optional("Its video.")


class Outcomes(Record):
    """What came of a challenge, in figures with a source."""

    participants: Count | None = optional("How many people took part.")
    teams: Count | None = optional("How many teams finished.")
    countries: Count | None = optional("From how many countries.")


class Challenge(Record):
    """One edition of the challenge. What has no value is left out of its page."""

    title: Line = required("The official name of this edition.", "GMOOC 2024: Empowering Learning with Generative AI")
    edition: Year = required("Its year.", 2024)
    theme: Line | None = optional("Its theme.", "Empowering Learning with Generative AI")
    summary: Sentence = required("What it is about, in one sentence of at most 200 characters.")
    phases: tuple[Phase, ...] = repeated("Its steps in order of time.")
    registration: Registration | None = optional("When and where people join it.")
    status: Literal["cancelled"] | None = optional("Only where dates cannot say it.", "cancelled")
    sdgs: ChallengeGoals = with_default("The goals it serves.", {"main": 4}, default=ChallengeGoals.model_construct())
    targets: tuple[TargetNumber, ...] = repeated("Targets of those goals.", ["4.7"])
    organisers: tuple[Line, ...] = repeated("Who runs it.")
    partners: tuple[Line, ...] = repeated("Who works with the organisers.")
    supporters: tuple[Line, ...] = repeated("Who supports it.")
    courses: tuple[Course, ...] = repeated("Courses to take first.")
    recognition: Recognition = with_default("What participants receive.", default=Recognition.model_construct())
    team: TeamRule | None = optional("How teams are made.")
    eligibility: Paragraph | None = optional("Who may take part.")
    links: ChallengeLinks = with_default("Pages about it.", default=ChallengeLinks.model_construct())
    outcomes: Outcomes | None = optional("What came of it, in figures.")
    cover: Picture | None = optional("A picture for its page.")
    sources: tuple[Source, ...] = repeated("Where these facts were read.")
    as_of: Day = required("The day on which these facts were last looked at.", "2026-11-24")
    language: Language = with_default("The language of this file.", "en", default="en")
    source_hash: tuple[Line, ...] = repeated("Of a translation, the sections it was made from; manage.py writes it.")
    draft: bool = with_default("Whether it is shown in previews only, until it is ready.", default=False)
    publish_at: PublishAt | None = optional(
        "Before this day, time and zone nobody sees it; needed where an announcement launches it.",
        "2027-01-24 08:00 Asia/Shanghai",
    )
    aliases: tuple[Identifier, ...] = repeated("Earlier names of this file.", ["gmooc-first"])


class Member(Record):
    """One person of a team, by name or pseudonym."""

    name: Line = required("Name or pseudonym.", "A. Student")
    role: Line | None = optional("What this person did.", "Interviews and design")
    affiliation: Line | None = optional("University or organisation.", "University of Nairobi")
    country: Country | None = optional("Country, as a two-letter code.", "KE")
    orcid: Orcid | None = optional("ORCID iD, if this person wants to be found by it.", "0000-0002-1825-0097")


class Team(Record):
    """Who made the project."""

    name: Line = required("The team's name.", "Blue Drop")
    members: tuple[Member, ...] = repeated("The people, as they wish to be named.")


class ProjectGoal(Record):
    """A goal that a project serves, and how."""

    goal: Goal = required("Number of the goal.", 6)
    how: Sentence = required("How the project serves it, in one sentence.", "Gives families safe water without fuel.")
    target: TargetNumber | None = optional("The target it serves.", "6.1")
    evidence: Url | None = optional("A page that shows it.")


class ProjectGoals(Record):
    """The goals of a project: one main goal and at most two more."""

    main: ProjectGoal = required("The goal it serves most.")
    also: tuple[ProjectGoal, ...] = repeated("At most two more.", max_length=2)


class Link(Record):
    """A page about the project."""

    kind: LinkKind = required("What is found there.", "demo")
    url: Url = required("Its address.", "https://example.org/demo")
    archived: Url | None = optional("An archived copy.")


class Contribution(Record):
    """Who worked on this page, beside the team."""

    name: Line = required("Name or pseudonym.", "Li W.")
    role: ContributionRole = required("What this person did for the page.", "translator")
    orcid: Orcid | None = optional("ORCID iD, if this person wants to be found by it.", "0000-0002-1825-0097")


class Review(Record):
    """That maintainers looked at a project."""

    on: Day = required("The day on which it was checked.", "2026-11-24")
    by: Line = required("Who of the GMOOC team checked it.", "Li W.")


class Project(Record):
    """What a team made. No code is needed: a lesson or a policy note is a project."""

    title: Line = required("The project's name.", "Clean water from a solar still")
    summary: Sentence = required("What it is and whom it helps, in at most 200 characters.")
    challenge: Identifier = required("The edition it was made for: the name of its file.", "gmooc-2024")
    year: Year = required("The year it was made.", 2024)
    team: Team = required("Who made it.")
    countries: tuple[Country, ...] = repeated("Countries the team worked in, as two-letter codes.", ["KE", "CN"])
    sdgs: ProjectGoals = required("The goals it serves.")
    outcome: Outcome = required("What was made.", "app")
    status: Status = required("Where it stands.", "prototype")
    status_checked: Day | None = optional("The day on which somebody last looked.", "2024-12-01")
    wanted: tuple[Wanted, ...] = repeated("What would help it on.", ["people", "partner"])
    builds_on: tuple[Line, ...] = repeated("Projects it continues, as year/name.", ["2021/rain-school"])
    award: Line | None = optional("An award it won in its challenge.", "First prize")
    links: tuple[Link, ...] = repeated("Pages about it.")
    registry: Url | None = optional(
        "Its page at the United Nations' Partnership Platform, or in a register like it.",
        "https://sdgs.un.org/partnerships",
    )
    cover: Picture | None = optional("A picture for its card and page.")
    pictures: tuple[Picture, ...] = repeated("More pictures.", max_length=12)
    licence: Licence = with_default("Licence of this write-up.", "CC-BY-4.0", default="CC-BY-4.0")
    language: Language = with_default("The language of this write-up.", "en", default="en")
    source_hash: tuple[Line, ...] = repeated("Of a translation, the sections it was made from; manage.py writes it.")
    tags: tuple[Line, ...] = repeated("Words from the list of tags.", ["water"], max_length=8)
    contributors: tuple[Contribution, ...] = repeated("Who else worked on this page.")
    reviewed: Review | None = optional("When the GMOOC team checked it; maintainers alone set it.")
    draft: bool = with_default("Whether it is shown in previews only, until it is ready.", default=False)
    aliases: tuple[Alias, ...] = repeated("Earlier names of this file, or year/name.", ["2023/rain-school"])


class GoalNames(Record):
    """The official title of a goal in the six languages of the United Nations."""

    ar: Line = required("Arabic.")
    en: Line = required("English.")
    es: Line = required("Spanish.")
    fr: Line = required("French.")
    ru: Line = required("Russian.")
    zh: Line = required("Chinese.")

    def in_language(self, code: str) -> str:
        """Return the title in one of the six languages."""
        names: dict[str, str] = dict(self)
        return names[code]


class GoalTarget(Record):
    """A target of a goal in our own short words."""

    number: TargetNumber = required("Its number.", "4.7")
    text: Sentence = required("What it asks for, in our own words.")


class Resource(Record):
    """Something to learn from or work with."""

    title: Line = required("Its title.", "UIS Data Browser")
    provider: Line = required("Who offers it.", "UNESCO Institute for Statistics")
    url: Url = required("Its page.", "https://databrowser.uis.unesco.org/")
    kind: ResourceKind = required("What it is.", "dataset")
    languages: tuple[Language, ...] = required("Languages it is offered in.", ["en"])
    more_languages: bool = with_default("Whether there are more languages than those listed.", default=False)
    all_goals: bool = with_default("Whether it is about all 17 goals, and not only this one.", default=False)
    time: Line | None = optional("How long it takes.", "4 weeks")
    note: Sentence | None = optional("What one finds there, in our own words.")
    seen: Day | None = optional("The day on which the page was last seen working.", "2026-11-24")
    cited: Day | None = optional("The day on which the address was found cited elsewhere, if nobody opened it.")


class Sdg(Record):
    """One of the 17 Sustainable Development Goals, with its targets and resources."""

    title: Line = required("Its official English title.", "Quality Education")
    number: Goal = required("Its number.", 4)
    names: GoalNames = required("Its official title in six languages.")
    summary: Sentence = required("What it is about, in our own words.")
    iri: Url = required("Its identifier in the United Nations' vocabulary.", "http://metadata.un.org/sdg/4")
    colour: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")] = required("Its colour.", "#C5192D")
    text_colour: Literal["#FFFFFF", "#000000"] = required("Colour of text upon it, at least 4.5:1.", "#FFFFFF")
    targets: tuple[GoalTarget, ...] = required("Its targets.")
    resources: tuple[Resource, ...] = repeated("Where to learn and find data.")
    language: Language = with_default("The language of this file.", "en", default="en")
    source_hash: tuple[Line, ...] = repeated("Of a translation, the sections it was made from; manage.py writes it.")


class Announcement(Record):
    """News with the moment at which it becomes public."""

    title: Line = required("What is new.", "GMOOC 2024 is open")
    publish_at: PublishAt = required("Day, time and zone of publication.", "2027-01-24 08:00 Asia/Shanghai")
    date_text: Line | None = optional("Words that are shown instead of the day, such as a season.", "Autumn 2021")
    kind: AnnouncementKind = required("What kind of news it is.", "launch")
    summary: Sentence = required("The news in one sentence of at most 200 characters.")
    challenge: Identifier | None = optional("The edition it is about.", "gmooc-2024")
    expires: Moment | None = optional(
        "After this moment it leaves the home page, in the zone of publish_at.", "2027-02-01"
    )
    pinned: bool = with_default("Whether it stands first on the home page.", default=False)
    cover: Picture | None = optional("A picture.")
    sources: tuple[Source, ...] = repeated("Where these facts were read.")
    language: Language = with_default("The language of this file.", "en", default="en")
    source_hash: tuple[Line, ...] = repeated("Of a translation, the sections it was made from; manage.py writes it.")
    draft: bool = with_default("Whether it is shown in previews only, until it is ready.", default=False)
    aliases: tuple[Identifier, ...] = repeated("Earlier names of this file.")


# What the front matter of an entry can be: the record of one of the kinds.
EntryRecord = Challenge | Project | Sdg | Announcement
