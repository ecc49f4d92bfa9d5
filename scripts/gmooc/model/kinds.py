"""The kinds of entries: a row each, with folder, record, names and what its pages have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from gmooc.core.i18n import N_
from gmooc.core.slugs import RESERVED
from gmooc.model.records import Announcement, Challenge, EntryRecord, Project, Sdg


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: `pattern` matches its files below content/ and names slug and language.

    `label` and `title` are what readers call one of them and their list. `schema_type` is its type in schema.org.
    `waits` says whether entries "may" or "must" name the moment at which they come out; empty where they cannot.

    Builds hold entries of a kind that is `kept_whole` in memory, and each has a page in every language; of the others,
    which may be many and lie in folders of years, they hold cards. Entries of a kind that `has_news` are news in feeds,
    each of a kind that `has_feeds` has a feed of what belongs to it, and one that `names_contact` says whom to ask.
    """

    name: str
    record: type[EntryRecord]
    folder: str
    label: str
    title: str
    pattern: re.Pattern[str]
    shape: str
    schema_type: str = "CreativeWork"
    kept_whole: bool = True
    waits: Literal["", "may", "must"] = ""
    has_news: bool = True
    has_feeds: bool = False
    names_contact: bool = False

    @property
    def has_years(self) -> bool:
        """Whether its files lie in folders of years."""
        return "year" in self.pattern.groupindex

    def __reduce__(self) -> tuple[object, ...]:
        # A kind travels between processes by its name; its pattern would be compiled anew each time.
        return (_kind_named, (self.name,))


# Longer names fit into no file system once the site has put an ending of its own behind them.
MAX_NAME_LENGTH = 80
_SHORT = rf"(?=[^./]{{1,{MAX_NAME_LENGTH}}}[./])"
_SLUG = rf"(?P<slug>(?!index\.)(?!(?:{RESERVED})[./]){_SHORT}[a-z0-9]+(?:-[a-z0-9]+)*)"
_LANGUAGE = r"(?:\.(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}))?"
_FILE = rf"{_SLUG}(?:/index)?{_LANGUAGE}\.md"

PROJECT = Kind(
    "project",
    Project,
    "projects",
    N_("Project"),
    N_("Projects"),
    re.compile(rf"projects/(?P<year>[0-9]{{4}})/{_FILE}"),
    "projects/<year>/<name>.md",
    kept_whole=False,
)
CHALLENGE = Kind(
    "challenge",
    Challenge,
    "challenges",
    N_("Challenge"),
    N_("Challenges"),
    re.compile(rf"challenges/{_FILE}"),
    "challenges/<name>.md",
    schema_type="Event",
    waits="may",
    has_news=False,
    has_feeds=True,
    names_contact=True,
)
SDG = Kind(
    "sdg",
    Sdg,
    "sdgs",
    N_("Goal"),
    N_("Goals"),
    re.compile(rf"sdgs/(?P<slug>sdg-(?:0[1-9]|1[0-7])){_LANGUAGE}\.md"),
    "sdgs/sdg-04.md",
    schema_type="CollectionPage",
    has_news=False,
    has_feeds=True,
)
ANNOUNCEMENT = Kind(
    "announcement",
    Announcement,
    "announcements",
    N_("Announcement"),
    N_("Announcements"),
    re.compile(
        rf"announcements/(?P<slug>{_SHORT}[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-[a-z0-9]+(?:-[a-z0-9]+)*)"
        rf"(?:/index)?{_LANGUAGE}\.md"
    ),
    "announcements/<year-month-day>-<name>.md",
    schema_type="NewsArticle",
    waits="must",
)

# A new kind is a row here, a record in records.py and a template in theme/records/: lists, search, feeds, the API and
# checks follow. Modules that show one kind in a way of its own name it by its row.
KINDS = (PROJECT, CHALLENGE, SDG, ANNOUNCEMENT)

KIND_OF = {kind.name: kind for kind in KINDS}


def _kind_named(name: str) -> Kind:
    return KIND_OF[name]
