"""The gallery's map: its circles follow the filters and filter in turn, and its table says and does the same."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from browser.test_gallery import box, choice, found, status
from browser.visits import Visit


def picture(seen: Visit) -> Locator:
    return seen.page.get_by_role("img", name="A map of the world")


def spots(seen: Visit) -> Locator:
    return picture(seen).locator("circle")


def table(seen: Visit) -> Locator:
    return seen.page.get_by_role("table", name="Projects by country")


def test_map_is_fetched_when_it_is_chosen_and_shared_by_its_address(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    box(seen, "Map").check()
    expect(spots(seen)).to_have_count(7)
    assert seen.path == "projects/?view=map"
    seen.page.reload()
    expect(spots(seen)).to_have_count(7)
    box(seen, "Cards").check()
    expect(picture(seen)).to_be_hidden()
    assert (seen.path, seen.foreign, seen.faults) == ("projects/", [], [])


def test_circles_follow_the_filters(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?view=map&goal=6")
    expect(table(seen).get_by_role("rowheader")).to_have_text(["China", "Egypt"])
    expect(spots(seen)).to_have_count(2)
    box(seen, "Pilot").check()
    expect(spots(seen)).to_have_count(1)
    expect(spots(seen).locator("title")).to_have_text("China: 1")


def test_circle_chooses_its_country_and_takes_it_back(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?view=map")
    spots(seen).and_(seen.page.locator("[data-country=KE]")).click(force=True)
    expect(found(seen)).to_have_text(["Lantern School"])
    expect(choice(seen, "Country")).to_have_value("KE")
    # The others can still be chosen instead.
    expect(spots(seen)).to_have_count(7)
    assert seen.path == "projects/?country=ke&view=map"
    spots(seen).and_(seen.page.locator("[data-country=KE]")).click(force=True)
    expect(choice(seen, "Country")).to_have_value("")
    expect(status(seen)).to_contain_text("No filter is set")


def test_keyboard_chooses_in_the_table_and_keeps_its_place(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?view=map")
    region = seen.page.get_by_role("region", name="Projects by country")
    expect(table(seen).get_by_role("row").first).to_have_text("CountryProjects")
    region.focus()
    seen.page.keyboard.press("Tab")
    china = table(seen).get_by_role("link", name="China")
    expect(china).to_be_focused()
    seen.page.keyboard.press("Enter")
    expect(china).to_have_attribute("aria-current", "true")
    expect(china).to_be_focused()
    expect(found(seen)).to_have_count(2)
    seen.page.go_back()
    expect(choice(seen, "Country")).to_have_value("")
