"""What was published is held against what is there now: no address vanishes, and a date that moves is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gmooc.checks.inspection import survey
from gmooc.checks.permanence import addresses_of, check_published, load_ledger, recorded_lists, text_digests
from gmooc.content.catalogue import Card
from gmooc.content.published import ADDRESSES, CALENDAR, TEXTS, read_ledger
from gmooc.core.problems import Problem
from gmooc.model.records import Challenge
from samples import CHALLENGE, PROJECT, SDG

MOMENT = datetime(2027, 1, 24, 8, tzinfo=UTC)
A_MINUTE_BEFORE = MOMENT - timedelta(minutes=1)


def card(path: str = "projects/2024/a.md", **more: Any) -> Card:
    id_ = path.removesuffix(".md").removesuffix(".zh")
    is_translation = ".zh." in path
    return Card(
        key=f"zh/{id_}" if is_translation else id_,
        id=id_,
        kind="project",
        url=f"zh/{id_}/" if is_translation else f"{id_}/",
        source=path,
        language="zh" if is_translation else "en",
        title="T",
        summary="S",
        date="2024-01-01",
        year=2024,
        **more,
    )


WAITING = {"publish_at": "2027-01-24 08:00 UTC"}


# Addresses that are public.


@pytest.mark.parametrize(
    ("files", "addresses"),
    [
        (["about.md", "images/a.png", "addresses.txt"], {"about/"}),
        (["about.zh.md", "index.md", "index.zh.md"], {"zh/about/", "zh/"}),
        (["projects/2024/broken.md", "projects/2024/broken.zh.md"], {"projects/2024/broken/", "zh/projects/2024/broken/"}),
        (["projects/2024/No Name.md", "projects/2024/a.png"], set()),
        (["projects/index.md"], {"projects/"}),
    ],
    ids=["free page", "translations", "entries that cannot be read", "no entry", "list"],
)  # fmt: skip
def test_file_without_a_card_has_the_address_of_its_page(files: list[str], addresses: set[str]) -> None:
    assert addresses_of(files, (), None) == addresses


@pytest.mark.parametrize(
    ("cards", "now", "addresses"),
    [
        ([card()], MOMENT, {"projects/2024/a/"}),
        ([card(is_draft=True)], None, set()),
        ([card(**WAITING)], A_MINUTE_BEFORE, set()),
        ([card(**WAITING)], MOMENT, {"projects/2024/a/"}),
        ([card(**WAITING)], None, {"projects/2024/a/"}),
        ([card(**WAITING), card("projects/2024/a.zh.md")], A_MINUTE_BEFORE, set()),
        ([card(), card("projects/2024/a.zh.md", **WAITING)], A_MINUTE_BEFORE, {"projects/2024/a/"}),
        ([card(**WAITING), card("projects/2024/b.md")], A_MINUTE_BEFORE, {"projects/2024/b/"}),
    ],
    ids=["public", "draft", "a minute before", "at the moment", "at no moment", "translation of what waits",
         "translation that waits", "another"],
)  # fmt: skip
def test_entry_that_nobody_may_see_has_no_public_address(
    cards: list[Card], now: datetime | None, addresses: set[str]
) -> None:
    assert addresses_of([card.source for card in cards], cards, now) == addresses


# Addresses that were published.

HERE = ("about.md", "who.md")


def told(lines: str, cards: tuple[Card, ...] = (), now: datetime | None = None) -> list[Problem]:
    ledger, faults = read_ledger(lines, "")
    assert faults == ()
    return list(check_published(Path(), ledger, [*HERE, *(card.source for card in cards)], cards, (), now))


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("about/", "", ""),
        ("gone/ gone", "", ""),
        ("old/ -> about/", "", ""),
        ("projects/2023/a/ 2023-001 2023-05-01", "", ""),
        ("old/", "E135", "address 'old/': was published, and no page has it now"),
        ("old/ -> nowhere/", "E138", "address 'nowhere/': must be that of a page"),
        ("about/ -> nowhere/", "E138", "address 'nowhere/': must be that of a page"),
        ("about/ gone", "E138", "address 'about/': has a page"),
        ("about/ -> who/", "E138", "address 'about/': has a page"),
    ],
    ids=["there", "gone", "moved", "alias", "vanished", "leads nowhere", "there and leads nowhere", "gone and there",
         "moved and there"],
)  # fmt: skip
def test_published_address_leads_somewhere(line: str, code: str, said: str) -> None:
    problems = told(f"# head\n\n{line}\nwho/\n", (card("projects/2024/b.md", aliases=("2023/a",)),))
    assert [(one.path, one.line, one.column, one.code) for one in problems] == [(ADDRESSES, 3, 1, code)] * bool(code)
    assert [one.message.startswith(said) for one in problems] == [True] * bool(code)


@pytest.mark.parametrize(
    ("lost", "name", "page"),
    [
        ("projects/2024/still/", "still", "projects/2024/stills/"),
        ("projects/2024/rain-garden/", "rain-garden", ""),
        # Seven of ten letters are the same, and six.
        ("abcdefghi/", "abcdefghi", "abcdefxyz/"),
        ("abcdewvut/", "abcdewvut", ""),
    ],
    ids=["a letter more", "another name", "at the limit", "below the limit"],
)
def test_file_beside_a_vanished_address_is_named(lost: str, name: str, page: str) -> None:
    ledger, _ = read_ledger(lost, "")
    files = ["abcdefxyz.md", "projects/2024/stills.md"]
    (problem,) = check_published(Path(), ledger, files, (), ())
    expected = {"given": lost, "name": name} | ({"page": page} if page else {})
    assert (problem.code, dict(problem.values)) == ("E135", expected)


def test_nearest_page_is_looked_for_fifty_times() -> None:
    lines = "".join(f"about-{number}/\n" for number in range(10, 61))
    problems = told(lines)
    assert [dict(one.values).get("page") for one in problems] == ["about/"] * 50 + [None]
    assert [one.line for one in problems] == list(range(1, 52))


def test_addresses_that_are_there_are_not_counted_among_the_vanished() -> None:
    lines = "".join(f"gone-{number}/ gone\n" for number in range(60))
    (problem,) = told(f"{lines}abouts/\n")
    assert dict(problem.values)["page"] == "about/"


def test_address_of_what_waits_again_has_vanished() -> None:
    lines = "projects/2024/a/ 2024-001 2024-05-01\n"
    assert [one.code for one in told(lines, (card(**WAITING),), A_MINUTE_BEFORE)] == ["E135"]
    assert told(lines, (card(**WAITING),), MOMENT) == []


# Dates that were published.

DATES = """phases:
  - {name: Course, starts: 2027-01-24, zone: UTC}
  - {name: Course, ends: 2027-03-01, zone: UTC}
registration: {opens: 2026-12-01, closes: 2027-01-10, zone: UTC, url: "https://example.org/"}
as_of"""
COURSE, SECOND = "gmooc-2024.course", "gmooc-2024.course1"
OPENS = "gmooc-2024.registration.opens"


def with_calendar(content: Path, calendar: str, now: datetime | None = None) -> list[Problem]:
    (content / "challenges/gmooc-2024.md").write_text(CHALLENGE.replace("as_of", DATES))
    (content / "challenges/gmooc-2024.zh.md").write_text(CHALLENGE)
    found = survey(content)
    ledger, faults = read_ledger("", calendar)
    assert faults == ()
    return list(check_published(content, ledger, found.sources, found.cards, found.of_kind(Challenge), now))


@pytest.mark.parametrize(
    ("line", "place", "template"),
    [
        (f"{COURSE} 0 2027-01-24//UTC", None, ""),
        (f"{COURSE} 3 2027-01-23//UTC", (6, 5), "phase 'Course'"),
        (f"{SECOND} 0 /2027-03-02/UTC", (7, 5), "phase 'Course'"),
        (f"{OPENS} 0 2026-12-02//UTC", (8, 16), "event 'Registration opens'"),
        ("gmooc-2024.other 0 2027-01-23//UTC", None, ""),
        ("gmooc-2023.course 0 2027-01-23//UTC", None, ""),
    ],
    ids=["as it was", "phase", "second of its name", "registration", "no longer there", "of another edition"],
)
def test_date_that_moved_is_told_where_it_stands(
    content: Path, line: str, place: tuple[int, int] | None, template: str
) -> None:
    problems = with_calendar(content, f"{line}\n")
    assert [(one.path, one.line, one.column, one.code) for one in problems] == [
        ("challenges/gmooc-2024.md", *at, "E137") for at in ([place] if place else [])
    ]
    assert all(one.message.startswith(template) for one in problems)
    assert [dict(one.values)["dates"] for one in problems] == [line.split()[2]] * len(problems)


def test_every_date_that_moved_is_told_and_of_the_original_alone(content: Path) -> None:
    problems = with_calendar(content, f"{COURSE} 0 2027-01-23//UTC\n{SECOND} 0 /2027-03-02/UTC\n")
    assert [(one.path, one.line) for one in problems] == [
        ("challenges/gmooc-2024.md", 6),
        ("challenges/gmooc-2024.md", 7),
    ]


# The lists.


def test_list_that_is_not_there_is_empty(tmp_path: Path) -> None:
    (tmp_path / ADDRESSES).write_text("about/\n")
    (tmp_path / CALENDAR).write_text("a.b 0 2027-01-23//UTC\n")
    (tmp_path / TEXTS).write_text("about/ 0123456789abcdef\n")
    ledger, faults = load_ledger(tmp_path, [ADDRESSES, CALENDAR, TEXTS])
    assert ([*ledger.addresses], [*ledger.events], [*ledger.texts], faults) == (["about/"], ["a.b"], ["about/"], ())
    assert load_ledger(tmp_path, ["about.md"])[0] == ({}, {}, {})


def test_list_that_is_no_text_has_a_fault_for_its_line(tmp_path: Path) -> None:
    (tmp_path / ADDRESSES).write_bytes("清洁的水/\n".encode() + b"\xff/\nabout/\n")
    ledger, faults = load_ledger(tmp_path, [ADDRESSES])
    assert [*ledger.addresses] == ["清洁的水/", "about/"]
    assert [(one.path, one.line, one.code) for one in faults] == [(ADDRESSES, 2, "E138")]


NEWS = "---\ntitle: N\npublish_at: 2026-11-20 08:00 UTC\nkind: news\nsummary: S\n---\nText.\n"
NEWS_ADDRESS = "announcements/2026-11-20-n/"


def digests(content: Path) -> dict[str, str]:
    found = survey(content)
    return text_digests(content, found.cards, addresses_of(found.sources, found.cards, MOMENT))


def test_texts_of_projects_and_news_are_remembered_while_they_are_public(content: Path) -> None:
    (content / "announcements").mkdir()
    (content / "announcements/2026-11-20-n.md").write_text(NEWS)
    (content / "announcements/2026-11-21-d.md").write_text(NEWS.replace("kind", "draft: true\nkind"))
    assert set(digests(content)) == {NEWS_ADDRESS, "projects/2024/good/"}


@pytest.mark.parametrize(
    ("old", "new", "is_other"),
    [
        ("title: Good", "title: Better", True),
        ("Text", "Other text", True),
        ("Text", "Text\n\n## Plan\n\nMore.", True),
        ("year: 2024", "year: 2024 # the folder", False),
        ("status: idea", "status: in-use\nstatus_checked: 2024-05-01", False),
    ],
    ids=["title", "text", "section", "comment", "status"],
)
def test_words_of_a_text_have_a_digest(content: Path, old: str, new: str, is_other: bool) -> None:
    text = PROJECT.replace("title: A", "title: Good")
    before = digests(content)["projects/2024/good/"]
    assert len(before) == 16
    (content / "projects/2024/good.md").write_text(text.replace(old, new, 1))
    assert (digests(content)["projects/2024/good/"] != before) == is_other


def test_all_that_is_public_is_recorded_with_its_moment(content: Path) -> None:
    (content / "challenges/gmooc-2024.md").write_text(CHALLENGE.replace("as_of", DATES))
    moved = CHALLENGE.replace("as_of", DATES.replace("2027-01-24", "2027-01-30").replace("Course", "Курс"))
    (content / "challenges/gmooc-2024.zh.md").write_text(moved)
    ledger, _ = read_ledger("about/\n", f"{COURSE} 2 2027-01-23//UTC\n", "projects/2024/good/ 0123456789abcdef\n")
    editions = survey(content).of_kind(Challenge)
    texts = {"projects/2024/good/": "0" * 16, "projects/2024/new/": "1" * 16}
    now = datetime(2026, 11, 24, 23, 59, 58, 999, tzinfo=UTC)
    written = recorded_lists(ledger, ["projects/2024/good/"], editions, texts, now)
    assert [[line for line in text.splitlines() if line[0] != "#"] for text in written] == [
        ["about/", "projects/2024/good/ 2024-001 2026-11-24"],
        [
            f"{COURSE} 3 2027-01-24//UTC",
            f"{SECOND} 0 /2027-03-01/UTC",
            "gmooc-2024.registration.closes 0 /2027-01-10/UTC",
            f"{OPENS} 0 /2026-12-01/UTC",
        ],
        [f"projects/2024/good/ {'0' * 16} 2026-11-24T23:59:58Z", f"projects/2024/new/ {'1' * 16}"],
    ]


def test_goals_are_no_news(content: Path) -> None:
    (content / "sdgs/sdg-04.md").write_text(SDG)
    assert not {"sdgs/4/", "challenges/gmooc-2024/"} & set(digests(content))
