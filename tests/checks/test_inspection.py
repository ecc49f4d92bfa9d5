"""A folder is read whole: every file is looked at, and its problems stand in order of path and line."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from gmooc.checks.inspection import hidden_below, inspect, survey
from gmooc.content.link_status import FILE as LINKS
from gmooc.content.published import ADDRESSES, CALENDAR
from gmooc.core.files import MAX_FOLDER_DEPTH
from gmooc.core.problems import Problem
from gmooc.model.records import Challenge, Sdg
from samples import CHALLENGE, LONG, PROJECT

MOMENT = datetime(2027, 1, 24, 8, tzinfo=UTC)
A_MINUTE_BEFORE = MOMENT - timedelta(minutes=1)
NEWS = "---\ntitle: N\npublish_at: 2027-01-24 08:00 UTC\nkind: news\nsummary: S\n---\nText.\n"
NEWS_PATH = "announcements/2027-01-24-n.md"
WAITING_PAGE = "---\ntitle: S\npublish_at: 2027-01-24 08:00 UTC\n---\n![A still](images/s.png)\n"


def put(content: Path, path: str, text: str) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_text(text)


def draw(content: Path, path: str) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (9, 9)).save(content / path)


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.code) for problem in problems]


def test_good_content_has_no_problem(content: Path) -> None:
    assert inspect(content) == ()


def test_problems_of_every_sort_stand_in_order_of_path_and_line(content: Path) -> None:
    put(content, "projects/2024/bad.md", PROJECT.replace("outcome: app", "outcome: ap").replace("Text", "[x](no.md)"))
    put(content, "projects/2024/My Idea.md", PROJECT)
    put(content, "projects/2024/good.en.md", PROJECT)
    put(content, "projects/2024/x.png", "no picture")
    put(content, "zebra.md", "---\ntitle: Z\n---\n[x](no.md)\n")
    put(
        content,
        "challenges/gmooc-2024.md",
        CHALLENGE.replace("as_of", "phases: [{name: P, ends: 2027-01-24, zone: UTC}]\nas_of"),
    )
    put(content, ADDRESSES, "old/\n/line/\n")
    put(content, CALENDAR, "gmooc-2024.p 0 /2027-01-23/UTC\n")
    put(content, LINKS, "no list")
    assert places(inspect(content)) == [
        (ADDRESSES, 1, "E135"),
        (ADDRESSES, 2, "E138"),
        ("challenges/gmooc-2024.md", 5, "E137"),
        (LINKS, 1, "E138"),
        ("projects/2024/My Idea.md", 1, "E009"),
        ("projects/2024/bad.md", 8, "E012"),
        ("projects/2024/bad.md", 11, "E101"),
        ("projects/2024/good.en.md", 1, "E009"),
        ("projects/2024/x.png", 1, "E109"),
        ("zebra.md", 4, "E101"),
    ]  # fmt: skip


def test_what_is_no_picture_is_refused(content: Path) -> None:
    (content / "projects/2024/x.png").write_bytes(b"<script>alert(1)</script>")
    (content / "projects/2024/x.svg").write_text("<svg/>")
    assert [str(problem) for problem in inspect(content)] == [
        "projects/2024/x.png:1:1: E109 picture: must be a picture that can be read: JPEG, PNG, WebP, GIF or AVIF",
        "projects/2024/x.svg:1:1: E109 picture: only write-ups and JPEG, PNG, WebP, GIF or AVIF pictures belong here",
    ]


def test_free_pages_are_checked_for_links(content: Path) -> None:
    put(content, "more.md", "---\ntitle: More\n---\n[x](gone.md)\n")
    assert [str(problem) for problem in inspect(content)] == [
        "more.md:4:5: E101 link 'gone.md': must lead to a file that exists"
    ]


# What is no plain file.


def deep(levels: int) -> str:
    return "/".join(["images", *"abcdefghijklmnopqrstuvwxyz"][:levels])


def test_what_is_no_plain_file_is_told_with_the_reason(content: Path) -> None:
    (content / "link.md").symlink_to("about.md")
    (content / os.fsdecode(b"caf\xe9.md")).write_text("---\ntitle: C\n---\n")
    (content / deep(MAX_FOLDER_DEPTH + 1)).mkdir(parents=True)
    assert [str(problem) for problem in inspect(content)] == [
        "caf\\xe9.md:1:1: E009 file: must have a name in UTF-8",
        f"{deep(MAX_FOLDER_DEPTH + 1)}:1:1: E009 file: at most {MAX_FOLDER_DEPTH} folders deep",
        "link.md:1:1: E009 file: must be a plain file, not a link to another",
    ]


def test_deepest_folder_is_read(content: Path) -> None:
    draw(content, f"{deep(MAX_FOLDER_DEPTH)}/a.png")
    assert inspect(content) == ()
    assert f"{deep(MAX_FOLDER_DEPTH)}/a.png" in survey(content).sources


# What is to come.


@pytest.mark.parametrize(
    ("now", "missed"), [(None, 0), (A_MINUTE_BEFORE, 1), (MOMENT, 0)], ids=["never", "before", "at the moment"]
)
@pytest.mark.parametrize("path", ["soon.md", NEWS_PATH], ids=["page", "announcement"])
def test_address_that_was_published_and_waits_now_is_missed(
    content: Path, path: str, now: datetime | None, missed: int
) -> None:
    put(content, path, NEWS)
    put(content, ADDRESSES, f"{path.removesuffix('.md')}/\n")
    assert [problem.code for problem in inspect(content, now)].count("E135") == missed


@pytest.mark.parametrize(
    ("now", "hidden"),
    [
        (A_MINUTE_BEFORE, {"soon.md", "soon.zh.md", "images/s.png", NEWS_PATH, "announcements/2027-01-24-n.zh.md"}),
        (MOMENT, set()),
    ],
    ids=["before", "at the moment"],
)
def test_what_waits_is_hidden_with_its_translations_and_pictures(
    content: Path, now: datetime, hidden: set[str]
) -> None:
    draw(content, "images/s.png")
    draw(content, "images/other.png")
    put(content, "soon.md", WAITING_PAGE)
    put(content, "soon.zh.md", "---\ntitle: 新\n---\n")
    put(content, NEWS_PATH, NEWS)
    put(content, "announcements/2027-01-24-n.zh.md", NEWS)
    assert hidden_below(content, survey(content).sources, now) == hidden


def test_picture_that_another_page_shows_is_not_hidden(content: Path) -> None:
    draw(content, "images/s.png")
    put(content, "soon.md", WAITING_PAGE)
    put(content, "more.md", "---\ntitle: M\n---\n![A still](images/s.png)\n")
    assert hidden_below(content, survey(content).sources, A_MINUTE_BEFORE) == {"soon.md"}


# What was read.


def test_survey_holds_cards_and_the_few_entries(content: Path) -> None:
    put(content, "challenges/gmooc-2024.zh.md", CHALLENGE)
    put(content, "projects/2024/broken.md", f"no front matter\n\n{LONG}")
    found = survey(content)
    assert [card.key for card in found.cards] == [
        *("challenges/gmooc-2024", "zh/challenges/gmooc-2024", "projects/2024/good", "sdgs/sdg-04")
    ]
    assert [claim.path for claim in found.claims] == [
        *("challenges/gmooc-2024.md", "challenges/gmooc-2024.zh.md", "projects/2024/broken.md"),
        *("projects/2024/good.md", "sdgs/sdg-04.md", "about.md"),
    ]
    assert [entry.key for entry in found.of_kind(Challenge)] == ["challenges/gmooc-2024", "zh/challenges/gmooc-2024"]
    assert [entry.key for entry in found.of_kind(Sdg)] == ["sdgs/sdg-04"]


def test_picture_of_a_write_up_is_shown_where_it_can_be_read(content: Path) -> None:
    draw(content, "projects/2024/p.png")
    put(content, "projects/2024/q.png", "no picture")
    for name in "pq":
        text = PROJECT.replace("title: A", f"title: {name}\ncover: {{src: {name}.png, alt: A still}}")
        put(content, f"projects/2024/{name}.md", text)
    covers = {card.slug: card.cover for card in survey(content).cards if card.kind == "project"}
    assert {slug: bool(cover) for slug, cover in covers.items()} == {"good": False, "p": True, "q": False}
    assert places(inspect(content)) == [("projects/2024/q.png", 1, "E109")]


def test_translation_into_the_language_of_its_original_is_left_out(content: Path) -> None:
    put(content, "projects/2024/good.en.md", PROJECT)
    found = survey(content)
    assert "projects/2024/good.en.md" not in [claim.path for claim in found.claims]
    assert places(found.problems) == [("projects/2024/good.en.md", 1, "E009")]
