"""What nobody may see yet stays away with its translations and pictures, and what changes by the clock is known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gmooc.content.schedule import (
    Publication,
    ScheduledChange,
    changes_to_come,
    embargoed_files,
    read_page_pictures,
    read_publication,
)
from gmooc.core.files import ContentFile

NOW = datetime(2027, 1, 24, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WAITS = Publication((NOW + SECOND).isoformat())


@pytest.mark.parametrize(
    ("moment", "is_draft", "is_due"),
    [
        ("", False, True),
        ("", True, False),
        (None, False, False),
        ((NOW - SECOND).isoformat(), False, True),
        (NOW.isoformat(), False, True),
        ((NOW + SECOND).isoformat(), False, False),
        (NOW.isoformat(), True, False),
    ],
    ids=["does not wait", "draft", "cannot be read", "before", "at its moment", "after", "draft at its moment"],
)
def test_file_comes_out_at_its_second(moment: str | None, is_draft: bool, is_due: bool) -> None:
    assert Publication(moment, is_draft).is_due(NOW) is is_due


PICTURES = {"next.md": ("a.png", "b.png"), "about.md": ("b.png",)}
HIDDEN = {
    "announcement": (["announcements/2027-01-24-a.md"], ["announcements/2027-01-24-a.md"]),
    "challenge in a folder": (["challenges/c/index.md"], ["challenges/c/index.md"]),
    "translation": (["challenges/c.md"], ["challenges/c.md", "challenges/c.zh.md"]),
    "translation alone": (["challenges/c.zh.md"], ["challenges/c.zh.md"]),
    "free page with its pictures": (["next.md"], ["a.png", "next.fr.md", "next.md"]),
    "project, which never waits": (["projects/2024/a.md"], []),
    "goal, which never waits": (["sdgs/sdg-04.md"], []),
    "home page, which never waits": (["index.md"], []),
}
PATHS = (
    "index.md", "about.md", "next.md", "next.fr.md", "a.png", "b.png", "projects/2024/a.md", "sdgs/sdg-04.md",
    "announcements/2027-01-24-a.md", "challenges/c.md", "challenges/c.zh.md", "challenges/c/index.md",
)  # fmt: skip


@pytest.mark.parametrize(("waiting", "hidden"), HIDDEN.values(), ids=HIDDEN)
def test_what_waits_is_hidden_with_what_belongs_to_it(waiting: list[str], hidden: list[str]) -> None:
    found = embargoed_files(
        PATHS,
        lambda path: WAITS if path in waiting else Publication(""),
        lambda path: PICTURES.get(path, ()),
        NOW,
    )
    assert sorted(found) == hidden


def file_of(folder: Path, path: str, text: str) -> ContentFile:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text)
    return ContentFile.at(folder, path)


PUBLICATIONS = {
    "offset": ("challenges/c.md", "publish_at: 2027-01-24T08:00+08:00", Publication("2027-01-24T00:00:00+00:00")),
    "challenge without one": ("challenges/c.md", "title: A", Publication("")),
    "announcement without one": ("announcements/2027-01-24-a.md", "title: A", Publication(None)),
    "project": ("projects/2024/a.md", "title: A", Publication("")),
    "cannot be read": ("challenges/c.md", "publish_at: soon", Publication(None)),
    "lost in what YAML cannot read": ("challenges/c.md", "title: a: b\npublish_at: soon", Publication(None)),
    "free page": ("next.md", "publish_at: 2027-01-24 08:00 UTC", Publication("2027-01-24T08:00:00+00:00")),
    "draft": ("challenges/c.md", "draft: Yes", Publication("", is_draft=True)),
    "draft that waits": ("challenges/c.md", "draft: true\npublish_at: 2027-01-24 08:00 UTC", Publication("2027-01-24T08:00:00+00:00", is_draft=True)),
    "draft with a moment that cannot be read": ("challenges/c.md", "draft: t\npublish_at: soon", Publication(None, is_draft=True)),
    "no draft": ("challenges/c.md", "draft: no", Publication("")),
    "free page, which is no draft": ("next.md", "draft: true", Publication("")),
}  # fmt: skip


@pytest.mark.parametrize(("path", "lines", "publication"), PUBLICATIONS.values(), ids=PUBLICATIONS)
def test_moment_of_a_file_is_read(tmp_path: Path, path: str, lines: str, publication: Publication) -> None:
    assert read_publication(path, file_of(tmp_path, path, f"---\n{lines}\n---\n")) == publication


def test_pictures_of_a_page_are_files_below_the_content(tmp_path: Path) -> None:
    text = "---\ntitle: A\n---\n![a](a%20b.png) ![c](../c.png#x) [d](d.png)\n"
    assert read_page_pictures("x/a.md", file_of(tmp_path, "x/a.md", text)) == ("x/a b.png", "c.png")


CHALLENGE = """---
title: C
edition: 2027
summary: S
phases:
- {name: Course, starts: 2027-02-01, ends: 2027-02-28, zone: UTC}
- {name: Judging, starts: 2027-03-01 08:00, zone: Asia/Shanghai}
as_of: 2026-11-24
DRAFT---
"""
ANNOUNCEMENT = """---
title: A
publish_at: 2027-01-25 08:00 Asia/Shanghai
kind: news
summary: S
expires: 2027-01-31
DRAFT---
"""


def put(content: Path, draft: str) -> None:
    for path, text in (("challenges/c.md", CHALLENGE), ("announcements/2027-01-25-a.md", ANNOUNCEMENT)):
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_text(text.replace("DRAFT", draft))


def test_changes_by_the_clock_come_in_order(tmp_path: Path) -> None:
    put(tmp_path, "")
    (tmp_path / "odd.md").write_text("---\ntitle: N\npublish_at: soon\n---\n")
    (tmp_path / "plain.md").write_text("---\ntitle: N\n---\n")
    news, challenge = "announcements/2027-01-25-a.md", "challenges/c.md"
    changes = (
        ScheduledChange(datetime(2027, 1, 25, 0, 0, tzinfo=UTC), news, "comes out", "2027-01-25 08:00 Asia/Shanghai", True),
        ScheduledChange(datetime(2027, 1, 31, 15, 59, tzinfo=UTC), news, "leaves the home page", "2027-01-31 Asia/Shanghai"),
        ScheduledChange(datetime(2027, 2, 1, 0, 0, tzinfo=UTC), challenge, "Course begins", "2027-02-01 UTC"),
        ScheduledChange(datetime(2027, 2, 28, 23, 59, tzinfo=UTC), challenge, "Course ends", "2027-02-28 UTC"),
        ScheduledChange(datetime(2027, 3, 1, 0, 0, tzinfo=UTC), challenge, "Judging begins", "2027-03-01 08:00 Asia/Shanghai"),
    )  # fmt: skip
    assert changes_to_come(tmp_path, NOW) == changes
    # What happens now has happened.
    assert changes_to_come(tmp_path, changes[0].instant - SECOND) == changes
    assert changes_to_come(tmp_path, changes[0].instant) == changes[1:]


def test_drafts_change_by_no_clock(tmp_path: Path) -> None:
    put(tmp_path, "draft: true\n")
    assert changes_to_come(tmp_path, NOW) == ()
