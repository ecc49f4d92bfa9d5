"""Registry 1: the kinds of entries, each with its folder, model and page address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from gmooc.model.records import Announcement, Challenge, EntryRecord, Project, Sdg


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: `pattern` matches its files below content/ and names slug and language.

    `waits` says whether entries "may" or "must" name the moment at which they come out; empty where they cannot.

    Builds hold entries of a kind that is `kept_whole` in memory; of the others, which may be many, they hold cards.
    """

    name: str
    record: type[EntryRecord]
    folder: str
    pattern: re.Pattern[str]
    shape: str
    kept_whole: bool = True
    waits: Literal["", "may", "must"] = ""

    def __reduce__(self) -> tuple[object, ...]:
        # A kind travels between processes by its name; its pattern would be compiled anew each time.
        return (_kind_named, (self.name,))


# Windows takes these for devices, whatever their ending: with such a file nobody could check the project out there.
RESERVED = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
# Longer names fit into no file system once the site has put an ending of its own behind them.
MAX_NAME_LENGTH = 80
_SHORT = rf"(?=[^./]{{1,{MAX_NAME_LENGTH}}}[./])"
_SLUG = rf"(?P<slug>(?!index\.)(?!(?:{RESERVED})[./]){_SHORT}[a-z0-9]+(?:-[a-z0-9]+)*)"
_LANGUAGE = r"(?:\.(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}))?"
_FILE = rf"{_SLUG}(?:/index)?{_LANGUAGE}\.md"

KINDS = (
    Kind("challenge", Challenge, "challenges", re.compile(rf"challenges/{_FILE}"), "challenges/<name>.md", waits="may"),
    Kind(
        "project",
        Project,
        "projects",
        re.compile(rf"projects/(?P<year>[0-9]{{4}})/{_FILE}"),
        "projects/<year>/<name>.md",
        kept_whole=False,
    ),
    Kind("sdg", Sdg, "sdgs", re.compile(rf"sdgs/(?P<slug>sdg-(?:0[1-9]|1[0-7])){_LANGUAGE}\.md"), "sdgs/sdg-04.md"),
    Kind(
        "announcement",
        Announcement,
        "announcements",
        re.compile(
            rf"announcements/(?P<slug>{_SHORT}[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-[a-z0-9]+(?:-[a-z0-9]+)*)"
            rf"(?:/index)?{_LANGUAGE}\.md"
        ),
        "announcements/<year-month-day>-<name>.md",
        waits="must",
    ),
)

KIND_OF = {kind.name: kind for kind in KINDS}


def _kind_named(name: str) -> Kind:
    return KIND_OF[name]
