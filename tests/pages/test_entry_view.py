"""What the page of an entry shows beside its text: names, links that are gone, dates, figures, neighbours."""

from datetime import date
from typing import Any

import pytest

from gmooc.content.entry import Entry
from gmooc.model.records import Resource
from gmooc.pages.entry_view import reuse, start_first, view_of
from gmooc.pages.related import Related
from gmooc.render.page import PageLocation, location_at
from reading import CHALLENGE, NEWS, PROJECT, PROJECT_PATH, SDG, read

URL = "projects/2027/still/"


def project(more: str = "") -> Entry[Any]:
    return read(PROJECT_PATH, f"{PROJECT}\n{more}")


def challenge(more: str = "") -> Entry[Any]:
    return read("challenges/gmooc-2027.md", f"{CHALLENGE}\n{more}")


NOTHING_ELSE = Related()


def seen(entry: Entry[Any], related: Related = NOTHING_ELSE, place: PageLocation | None = None) -> dict[str, Any]:
    return view_of(entry, related, place or location_at(entry.url))


# Projects.


def test_goal_without_a_page_is_named_by_its_number() -> None:
    assert seen(project())["goals"][0]["title"] == "Goal 6"
    titles = (("sdgs/sdg-06", "Clean water", "sdgs/6/"),)
    (goal,) = seen(project(), Related(titles))["goals"]
    assert (goal["number"], goal["title"], goal["url"]) == (6, "Clean water", "../../../sdgs/6/")


def test_edition_is_linked_where_it_has_a_page() -> None:
    assert seen(project())["challenge"] is None
    titles = (("challenges/gmooc-2027", "GMOOC 2027", "challenges/gmooc-2027/"),)
    assert seen(project(), Related(titles))["challenge"] == {
        "title": "GMOOC 2027",
        "url": "../../../challenges/gmooc-2027/",
    }


@pytest.mark.parametrize(("language", "names"), [("en", ["Kenya", "China"]), ("zh", ["肯尼亚", "中国"])])
def test_countries_have_names_in_the_language_of_the_page(language: str, names: list[str]) -> None:
    assert seen(project("countries: [KE, CN]"), place=location_at(URL, language))["countries"] == names


LINKS = "links: [{kind: demo, url: https://example.org/a%s}]\nregistry: https://example.com/b"


@pytest.mark.parametrize(
    ("own_copy", "shown"),
    [("", "https://web.archive.org/a"), (", archived: https://web.archive.org/own", "https://web.archive.org/own")],
    ids=["found by us", "named by its authors"],
)
def test_link_that_is_gone_says_since_when_and_where_a_copy_is(own_copy: str, shown: str) -> None:
    offline = (("https://example.org/a", "2026-10-01", "https://web.archive.org/a"),)
    view = seen(project(LINKS % own_copy), Related(offline=offline))
    assert [gone for _, _, gone in view["links"]] == [{"since": date(2026, 10, 1), "archived": shown}]
    assert view["registry"] == ("example.com", "https://example.com/b", None)


@pytest.mark.parametrize("is_stale", [False, True])
def test_update_is_asked_for_where_nobody_looked_for_a_year(is_stale: bool) -> None:
    asked = f"../../../contribute/project/?improve={URL}" if is_stale else ""
    assert seen(project(), Related(is_stale=is_stale))["update"] == asked


def test_neighbour_in_another_language_says_so() -> None:
    near = ("水滴", "projects/2027/shui-di/", "zh")
    view = seen(project(), Related(neighbours=(None, near)))
    assert view["previous"] is None
    assert (view["next"]["title"], view["next"]["url"]) == ("水滴", "../../../projects/2027/shui-di/")
    assert 'lang="zh"' in str(view["next"]["foreign"])


def test_frame_to_copy_needs_the_address_of_the_site() -> None:
    entry = project()
    assert reuse(entry, location_at(URL), "")["frame_line"] == ""
    assert (
        "https://example.org/embed/project/2027/still/"
        in reuse(entry, location_at(URL), "https://example.org/")["frame_line"]
    )


def test_only_an_original_leads_to_those_who_worked_on_the_page() -> None:
    more = f"{PROJECT}\ncontributors: [{{name: Amina O., role: translator}}]"
    original, translation = read(PROJECT_PATH, more), read("projects/2027/still.zh.md", more)
    ((person, url),) = reuse(original, location_at(URL), "")["contributors"]
    assert (person.name, url.startswith("../../../people/amina-o-")) == ("Amina O.", True)
    assert [url for _, url in reuse(translation, location_at(f"zh/{URL}", "zh"), "")["contributors"]] == [""]


# Editions.


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("min: 3, max: 6", ["3 to 6 people"]),
        ("min: 1, max: 1", ["1 to 1 person"]),
        ("min: 3, max: 6, formed_by: organisers", ["3 to 6 people", "put together by the organisers"]),
        ("formed_by: participants", ["put together by the participants"]),
    ],
)
def test_edition_says_how_many_make_a_team_and_who_puts_it_together(rule: str, facts: list[str]) -> None:
    assert seen(challenge(f"team: {{{rule}}}"))["team"] == facts


@pytest.mark.parametrize(
    ("outcomes", "facts"),
    [
        ("participants: 0", ["0 participants"]),
        ("participants: 1, teams: 1, countries: 1", ["1 participant", "1 team", "1 country"]),
        ("teams: 12, countries: 20", ["12 teams", "20 countries"]),
    ],
)
def test_edition_says_in_figures_what_came_of_it(outcomes: str, facts: list[str]) -> None:
    assert seen(challenge(f"outcomes: {{{outcomes}}}"))["outcomes"] == facts


def test_edition_that_says_nothing_of_teams_and_figures_shows_none() -> None:
    view = seen(challenge())
    assert (view["team"], view["outcomes"], view["phases"], view["before"]) == ([], [], [], [])


# Goals.


def resource(kind: str) -> Resource:
    return Resource.model_validate(
        {"title": kind, "provider": "P", "url": "https://example.org/", "kind": kind, "languages": ["en"]}
    )


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        (["dataset", "reading", "teaching", "video", "course"], "course"),
        (["dataset", "reading", "teaching", "video"], "video"),
        (["dataset", "reading", "teaching"], "teaching"),
        (["dataset", "reading"], "reading"),
        (["tool", "dataset"], "tool"),
    ],
)
def test_what_to_start_with_teaches(kinds: list[str], first: str) -> None:
    found = [one.kind for one in start_first(map(resource, kinds))]
    assert found == [first, *(kind for kind in kinds if kind != first)]


def test_nothing_to_start_with_is_nothing() -> None:
    assert start_first([]) == []


def test_goal_names_the_goals_beside_it_that_have_a_page() -> None:
    titles = (("sdgs/sdg-05", "Five", "sdgs/5/"), ("challenges/gmooc-2027", "GMOOC 2027", "challenges/gmooc-2027/"))
    view = seen(read("sdgs/sdg-06.md", SDG), Related(titles))
    assert [(relation, goal["number"], goal["url"]) for relation, _, goal in view["neighbours"]] == [
        ("prev", 5, "../../sdgs/5/")
    ]
    assert view["challenges"] == [("GMOOC 2027", "../../challenges/gmooc-2027/")]


@pytest.mark.parametrize(("language", "title"), [("en", "e"), ("ar", "a"), ("zh", "z")])
def test_goal_has_its_name_in_the_language_of_the_page(language: str, title: str) -> None:
    assert seen(read("sdgs/sdg-06.md", SDG), place=location_at("sdgs/6/", language))["title"] == title


# Announcements.


def test_announcement_says_its_kind_and_its_day_where_it_is_published() -> None:
    entry = read("announcements/2027-01-24-open.md", NEWS.replace("08:00 Asia/Shanghai", "00:30 Asia/Shanghai"))
    assert (seen(entry)["kind"], seen(entry)["day"]) == ("Call", date(2027, 1, 24))
