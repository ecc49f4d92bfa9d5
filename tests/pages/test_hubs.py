"""Lists of entries: how much of each stands on the home page and elsewhere, in which order, and what is left out."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gmooc.content.catalogue import build_catalogue, card_of
from gmooc.content.entry import Entry
from gmooc.core.settings import Settings
from gmooc.pages.facets import Facets
from gmooc.pages.hubs import _Hubs
from gmooc.render.page import location_at
from reading import PROJECT, SDG, read
from rendering import context_of

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


def hubs(*entries: Entry[Any], now: datetime = NOW) -> _Hubs:
    cards = [card for entry in entries if (card := card_of(entry, {})) is not None]
    kept = [entry for entry in entries if entry.identity.kind.kept_whole]
    context = context_of(build_catalogue(cards, kept, now), Settings("GMOOC", ""))
    return _Hubs(context, Facets(context))


def news(day: int, more: str = "") -> Entry[Any]:
    text = f"title: News {day}\npublish_at: 2027-01-{day:02} 08:00 UTC\nkind: news\nsummary: S\n{more}"
    return read(f"announcements/2027-01-{day:02}-news.md", text)


def project(name: str, country: str = "KE", year: int = 2027) -> Entry[Any]:
    return read(
        f"projects/{year}/{name}.md", f"{PROJECT.replace('year: 2027', f'year: {year}')}\ncountries: [{country}]"
    )


def titles(items: list[dict[str, Any]]) -> list[str]:
    return [item["title"] for item in items]


# Announcements.


@pytest.mark.parametrize(
    ("count", "shown"), [(0, []), (2, [2, 1]), (3, [3, 2, 1]), (4, [4, 3, 2])], ids=["none", "below", "at", "above"]
)
def test_home_shows_the_three_newest_announcements(count: int, shown: list[int]) -> None:
    view = hubs(*(news(day) for day in range(1, count + 1)))._home(location_at(""))
    assert titles(view["news"]) == [f"News {day}" for day in shown]


@pytest.mark.parametrize(
    ("count", "shown"), [(2, [2, 1]), (3, [3, 2, 1]), (4, [4, 3, 2])], ids=["below", "at", "above"]
)
def test_home_shows_three_pinned_announcements_beside_the_newest(count: int, shown: list[int]) -> None:
    pinned = [news(day, "pinned: true") for day in range(1, count + 1)]
    view = hubs(*pinned, news(20))._home(location_at(""))
    assert titles(view["pinned"]) == [f"News {day}" for day in shown]
    assert titles(view["news"]) == ["News 20"]


@pytest.mark.parametrize(
    ("now", "is_shown"),
    [(datetime(2027, 1, 30, 23, 59, tzinfo=UTC), True), (datetime(2027, 1, 30, 23, 59, 1, tzinfo=UTC), False)],
    ids=["last minute of its day", "after it"],
)
def test_announcement_leaves_the_home_page_when_it_expires_and_stays_in_the_list(now: datetime, is_shown: bool) -> None:
    lists = hubs(news(20, "expires: 2027-01-30"), now=now)
    assert titles(lists._home(location_at(""))["news"]) == ["News 20"] * is_shown
    assert [(year, titles(items)) for year, items in lists._announcements(location_at("announcements/"))["years"]] == [
        (2027, ["News 20"])
    ]


def test_announcement_stands_in_the_year_of_the_place_where_it_is_published() -> None:
    text = "title: Late\npublish_at: 2027-01-01 00:30 Asia/Shanghai\nkind: news\nsummary: S"
    lists = hubs(read("announcements/2027-01-01-late.md", text))
    assert [year for year, _ in lists._announcements(location_at("announcements/"))["years"]] == [2027]


# Projects.


def test_home_shows_three_projects_and_counts_all() -> None:
    view = hubs(*(project(name) for name in ("a", "b", "c", "d")))._home(location_at(""))
    assert (len(view["cards"]), view["count"], view["countries"]) == (3, 4, 1)


def test_countries_stand_by_number_of_projects_and_then_by_name() -> None:
    lists = hubs(project("a", "KE"), project("b", "CN"), project("c", "KE"), project("d", "BR"))
    assert [(place["code"], place["count"]) for place in lists._impact(location_at("impact/"))["countries"]] == [
        ("KE", 2),
        ("BR", 1),
        ("CN", 1),
    ]


def test_country_is_named_and_linked_in_the_language_of_the_page() -> None:
    (country,) = hubs(project("a", "CN"))._impact(location_at("zh/impact/", "zh"))["countries"]
    assert (country["label"], country["url"]) == ("中国", "../../zh/projects/by/country/cn/")


# Resources.


def test_what_is_for_all_goals_is_listed_once_and_first() -> None:
    resource = "{{title: {0}, provider: P, url: https://example.org/{0}, kind: {1}, languages: [{2}]{3}}}"
    own, shared = (
        resource.format("own", "tool", "zh", ""),
        resource.format("all", "course", "en, zh", ", all_goals: true"),
    )
    view = hubs(read("sdgs/sdg-06.md", f"{SDG}\nresources: [{own}, {shared}]"))._resources(location_at("resources/"))
    assert [[one.title for one in part["resources"]] for part in view["parts"]] == [["all"], ["own"]]
    assert [part["number"] for part in view["parts"]] == [None, 6]
    assert [(kind, count) for kind, _, count in view["kinds"]] == [("course", 1), ("tool", 1)]
    assert [(code, count) for code, _, count in view["spoken"]] == [("zh", 2), ("en", 1)]
    assert view["count"] == 2


def test_goal_without_resources_has_no_part() -> None:
    view = hubs(read("sdgs/sdg-06.md", SDG))._resources(location_at("resources/"))
    assert (view["parts"], view["kinds"], view["count"]) == ([], [], 0)
