"""Projects that wait for somebody: who asks for what, and of whom nobody has heard for a year."""

from datetime import UTC, datetime

import pytest

from gmooc.content.catalogue import Card, is_stale
from gmooc.pages.related import open_projects
from small_sites import build, project, put, small_content

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def card(name: str, status: str = "idea", wanted: tuple[str, ...] = (), checked: str = "", year: int = 2024) -> Card:
    id = f"projects/{year}/{name}"
    more = {"status": status, "wanted": wanted, "status_checked": checked}
    return Card(id, id, "project", f"{id}/", f"{id}.md", "en", name, "S", str(year), year, **more)


def test_projects_stand_with_what_they_ask_for_and_the_rest_that_stopped_at_the_end():
    cards = (
        card("a", wanted=("money", "people")),
        card("b", "in-use"),
        card("c", "ended"),
        card("d", "in-use", ("data",)),
        card("e"),
    )
    found = [(what, [card.title for card in group]) for what, group in open_projects(cards)]
    assert found == [("people", ["a"]), ("data", ["d"]), ("money", ["a"]), ("", ["c", "e"])]


def test_without_projects_there_is_nothing_to_continue():
    assert list(open_projects(())) == []


@pytest.mark.parametrize(
    ("status", "checked", "year", "stale"),
    [
        ("prototype", "2025-11-24", 2024, False),
        ("prototype", "2025-11-23", 2024, True),
        ("ended", "2021-01-01", 2021, False),
        ("idea", "", 2024, True),
        ("idea", "", 2025, False),
    ],
)
def test_status_is_asked_for_after_a_year(status, checked, year, stale):
    assert is_stale(card("a", status, checked=checked, year=year), NOW) == stale


def test_page_asks_when_the_year_is_over_and_not_before(tmp_path):
    content = small_content(tmp_path / "content")
    put(
        content,
        "projects/2024/a.md",
        project(link="a").replace("status: idea", "status: idea\nstatus_checked: 2026-03-01"),
    )
    asked = 'href="../../../contribute/project/?improve=projects/2024/a/"'
    page = tmp_path / "site/projects/2024/a/index.html"
    for now, is_asked in (
        (NOW, False),
        (datetime(2027, 3, 1, tzinfo=UTC), False),
        (datetime(2027, 3, 2, tzinfo=UTC), True),
    ):
        build(content, tmp_path / "site", now)
        assert (asked in page.read_text()) == is_asked
