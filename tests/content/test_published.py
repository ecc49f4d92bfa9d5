"""What was published stays: addresses lead somewhere for ever, and calendars follow every date."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from gmooc.build.workers import MIN_SHARED
from gmooc.checks.inspection import inspect, survey
from gmooc.checks.permanence import addresses_of, load_ledger, recorded_lists, text_digests
from gmooc.content.published import ADDRESSES, CALENDAR, TEXTS, Ledger, read_ledger, with_addresses, write_addresses
from gmooc.core.languages import LANGUAGES
from gmooc.model.records import Challenge
from samples import LONG
from small_sites import CHALLENGE, NEWS, NOW, build, project, put, small_content, tree

PHASES = "phases: [{{name: Course, starts: {day}, zone: UTC}}, {{name: Course, ends: 2027-03-01, zone: AoE}}]\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = small_content(tmp_path / "content")
    put(folder, "projects/2024/a.md", project(link="a").replace("![p](p.png)", LONG))
    put(folder, "challenges/gmooc-2024.md", with_dates("2027-01-24"))
    remember(folder)
    return folder


def with_dates(day: str) -> str:
    return CHALLENGE.format(word="first").replace("as_of", PHASES.format(day=day) + "as_of")


def remember(content: Path, now: datetime = NOW) -> None:
    """Record what is public, as scripts/manage.py record does."""
    found = survey(content)
    ledger, _ = load_ledger(content, found.sources)
    addresses = addresses_of(found.sources, found.cards, NOW)
    texts = recorded_lists(
        ledger, addresses, found.of_kind(Challenge), text_digests(content, found.cards, addresses), now
    )
    for name, text in zip((ADDRESSES, CALENDAR, TEXTS), texts, strict=True):
        (content / name).write_text(text)


def faults(content: Path) -> list[str]:
    return [str(problem) for problem in inspect(content, NOW) if problem.code in ("E135", "E136", "E137", "E138")]


def line_of(content: Path, text: str) -> int:
    lines = (content / ADDRESSES).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(text))


# Addresses.


def test_what_was_recorded_has_no_fault_and_is_recorded_once(content):
    before = (content / ADDRESSES).read_text(), (content / CALENDAR).read_text()
    remember(content)
    assert faults(content) == []
    assert ((content / ADDRESSES).read_text(), (content / CALENDAR).read_text()) == before


def test_renamed_page_without_an_alias_is_a_fault(content):
    (content / "projects/2024/a.md").rename(content / "projects/2024/a-new.md")
    line = line_of(content, "projects/2024/a/")
    assert faults(content) == [
        f"{ADDRESSES}:{line}:1: E135 address 'projects/2024/a/': was published, and no page has it now; "
        "add 'aliases: [a]' to the file of 'projects/2024/a-new/', or mark this line 'gone'"
    ]
    assert not build(content, content.parent / "site", strict=True).published


@pytest.mark.parametrize(
    ("path", "alias"), [("projects/2024/b.md", "a"), ("projects/2025/a.md", "2024/a")], ids=["name", "year"]
)
def test_alias_leads_on(content, path, alias):
    text = (content / "projects/2024/a.md").read_text()
    (content / "projects/2024/a.md").unlink()
    year = path.split("/")[1]
    put(content, path, text.replace("year: 2024", f"year: {year}\naliases: [{alias}]"))
    assert faults(content) == []
    build(content, content.parent / "site")
    moved = (content.parent / "site/projects/2024/a/index.html").read_text()
    target = "../b/" if year == "2024" else "../../2025/a/"
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in moved
    # A page that is not to be indexed would be dropped, and not be passed on.
    assert "noindex" not in moved
    assert "Content-Security-Policy" in moved
    assert f'<link rel="canonical" href="{target}">' in moved
    assert f'<a href="{target}">' in moved


def test_draft_of_a_published_page_is_a_fault(content):
    text = (content / "projects/2024/a.md").read_text()
    put(content, "projects/2024/a.md", text.replace("status: idea", "status: idea\ndraft: true"))
    assert [fault.partition("'")[0] for fault in faults(content)] == [
        f"{ADDRESSES}:{line_of(content, 'projects/2024/a/')}:1: E135 address "
    ]


def test_page_taken_down_on_purpose_says_so(content):
    (content / "projects/2024/a.md").unlink()
    listed = (content / ADDRESSES).read_text()
    (content / ADDRESSES).write_text(listed.replace("2024-001 2026-11-24", "2024-001 2026-11-24 gone"))
    assert faults(content) == []
    build(content, content.parent / "site")
    assert "no longer here" in (content.parent / "site/projects/2024/a/index.html").read_text()
    assert not (content.parent / "site/p/2024-001").exists()


def test_free_page_moves_by_the_list(content):
    put(content, "more.md", "---\ntitle: More\n---\n")
    remember(content)
    (content / "more.md").rename(content / "who.md")
    listed = (content / ADDRESSES).read_text()
    (content / ADDRESSES).write_text(listed.replace("more/\n", "more/ -> who/\n"))
    assert faults(content) == []
    build(content, content.parent / "site")
    assert "../who/" in (content.parent / "site/more/index.html").read_text()


@pytest.mark.parametrize("line", ["/about/", "about", "about/ 2024-1 -> there", "about/ away", "about/ -> nowhere/"])
def test_line_that_cannot_be_is_named(content, line):
    (content / ADDRESSES).write_text(f"# head\n{line}\n")
    (fault,) = faults(content)
    assert fault.startswith(f"{ADDRESSES}:2:1: E138 ")


def test_alias_that_is_another_page_is_a_fault(content):
    put(content, "projects/2024/b.md", project("ocean", link="b").replace("status", "aliases: [c, a]\nstatus"))
    put(content, "projects/2024/d.md", project("school", link="d").replace("status", "aliases: [c]\nstatus"))
    assert [fault.partition(" E136 ")[2] for fault in faults(content)] == [
        "aliases: must be no name of another page (it is one of projects/2024/a.md)",
        "aliases: must be no name of another page (it is one of projects/2024/b.md)",
    ]


# Numbers.


def test_a_project_has_a_number_that_leads_to_it_and_is_named_on_its_page(content):
    build(content, content.parent / "site")
    assert "../../projects/2024/a/" in (content.parent / "site/p/2024-001/index.html").read_text()
    assert 'href="../../../p/2024-001/"' in (content.parent / "site/projects/2024/a/index.html").read_text()


@pytest.mark.slow
def test_pages_pressed_by_several_and_pressed_again_bear_their_numbers(content):
    for number in range(MIN_SHARED // len(LANGUAGES)):
        for ending in ("", *(f".{language}" for language in LANGUAGES[1:])):
            put(content, f"projects/2024/p-{number}{ending}.md", project(f"word{number}", link=f"p-{number}"))
    remember(content)
    build(content, content.parent / "one", jobs=2)
    (content / ADDRESSES).rename(content / "kept")
    build(content, content.parent / "two")
    (content / "kept").rename(content / ADDRESSES)
    build(content, content.parent / "two")
    assert tree(content.parent / "one") == tree(content.parent / "two")


def test_feed_follows_the_text_of_a_project_and_only_that(content):
    put(content, "projects/2024/b.md", project("ocean", link="b"))
    site = content.parent / "site"
    remember(content)
    build(content, site)
    assert "Project water" in (site / "projects/feed.xml").read_text()
    put(content, "projects/2024/a.md", (content / "projects/2024/a.md").read_text() + "\nzebra\n")
    build(content, site)
    assert "zebra" in (site / "projects/feed.xml").read_text()
    build(content, content.parent / "cold/site")
    assert tree(site) == tree(content.parent / "cold/site")


names = st.from_regex(r"projects/202[4-6]/[a-c]{1,3}/", fullmatch=True)


@given(st.lists(st.sets(names, max_size=6), max_size=5))
def test_numbers_once_given_never_change(rounds):
    ledger = Ledger({}, {}, {})
    given_before: dict[str, str] = {}
    for addresses in rounds:
        ledger = with_addresses(ledger, addresses, "2026-11-24")
        numbers = ledger.numbers()
        assert numbers.items() >= given_before.items()
        assert len(set(numbers.values())) == len(numbers)
        given_before = numbers
        again, problems = read_ledger(write_addresses(ledger), "")
        assert problems == ()
        assert again.numbers() == numbers


# Calendars.


def events(content: Path) -> dict[str, tuple[int, str]]:
    build(content, content.parent / "site")
    calendar = Calendar.from_ical((content.parent / "site/challenges/gmooc-2024/dates.ics").read_bytes())
    return {
        str(event["uid"]): (int(event["sequence"]), str(event["dtstart"].dt.date()))
        for event in calendar.walk("VEVENT")
    }


def test_steps_of_one_name_are_told_apart(content):
    assert events(content) == {
        "gmooc-2024.course@gmooc-challenges": (0, "2027-01-24"),
        "gmooc-2024.course1@gmooc-challenges": (0, "2027-03-02"),
    }


def test_number_of_an_event_grows_only_when_its_date_moves(content):
    put(content, "challenges/gmooc-2024.md", with_dates("2027-01-24").replace("2024-01-01", "2026-11-01"))
    assert [number for number, _ in events(content).values()] == [0, 0]
    for moved, day in enumerate(("2027-01-25", "2027-01-26"), 1):
        put(content, "challenges/gmooc-2024.md", with_dates(day))
        assert events(content)["gmooc-2024.course@gmooc-challenges"] == (moved, day)
        remember(content)
        assert events(content)["gmooc-2024.course@gmooc-challenges"] == (moved, day)
    assert events(content)["gmooc-2024.course1@gmooc-challenges"][0] == 0


def test_date_that_moves_asks_to_be_recorded(content):
    put(content, "challenges/gmooc-2024.md", with_dates("2027-01-25"))
    assert faults(content) == [
        "challenges/gmooc-2024.md:5:10: E137 phase 'Course': its dates were published as 2027-01-24//UTC; "
        "if they move, run scripts/manage.py record, so that calendars follow"
    ]
    remember(content)
    assert faults(content) == []


def test_cancelled_edition_moves_its_events_once_more(content):
    put(content, "challenges/gmooc-2024.md", with_dates("2027-01-24").replace("as_of", "status: cancelled\nas_of"))
    assert [number for number, _ in events(content).values()] == [1, 1]


# Texts.


def updated(site: Path) -> dict[str, tuple[str, str]]:
    """When each entry of the feed was published, and when its text last changed."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.parse(site / "feed.xml").getroot()
    found = {
        entry.findtext(f"{atom}title"): (entry.findtext(f"{atom}published"), entry.findtext(f"{atom}updated"))
        for entry in feed.iter(f"{atom}entry")
    }
    newest = max((moments[1] for moments in found.values()), default="2021-01-24T00:00:00Z")
    assert feed.findtext(f"{atom}updated") == newest
    return found


def test_a_text_that_is_corrected_is_updated_in_feeds_once_it_is_recorded(content, tmp_path):
    news, site = "announcements/2026-11-01-first.md", tmp_path / "site"
    put(content, news, NEWS.format(word="first", day="01"))
    remember(content)
    build(content, site)
    day, published = "2026-11-24T00:00:00Z", "2026-11-01T08:00:00Z"
    assert updated(site) == {"Project water": (day, day), "News first": (published, published)}
    # What says nothing else is no correction.
    put(content, news, (content / news).read_text().replace("kind: news", "kind: news\nexpires: 2026-12-24"))
    remember(content, NOW + timedelta(hours=1))
    build(content, site)
    assert updated(site)["News first"] == (published, published)
    put(content, news, (content / news).read_text().replace("\nfirst\n", "\nsecond\n"))
    build(content, site)
    assert updated(site)["News first"] == (published, published)
    remember(content, NOW + timedelta(hours=2))
    build(content, site)
    assert updated(site) == {"Project water": (day, day), "News first": (published, "2026-11-24T02:00:00Z")}
    (item,) = [one for one in json.loads((site / "feed.json").read_text())["items"] if "date_modified" in one]
    assert (item["title"], item["date_modified"]) == ("News first", "2026-11-24T02:00:00Z")
    remember(content, NOW + timedelta(hours=3))
    build(content, site)
    assert updated(site)["News first"] == (published, "2026-11-24T02:00:00Z")
    cold = tmp_path / "cold"
    build(content, cold)
    assert tree(site) == tree(cold)


@pytest.mark.parametrize(
    "line",
    ["about/", "about/ x", "../ 0123456789abcdef", "a/ 0123456789abcdef today"],
    ids=["one", "digest", "up", "day"],
)
def test_line_of_texts_that_cannot_be_is_named(content, line):
    with (content / TEXTS).open("a") as file:
        file.write(f"{line}\n")
    number = len((content / TEXTS).read_text().splitlines())
    assert faults(content) == [f"{TEXTS}:{number}:1: E138 line: must be as scripts/manage.py record wrote it"]
