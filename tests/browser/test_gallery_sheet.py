"""The filters on a phone, in a sheet: by touch, by keyboard, with a screen reader, and gone on a wide screen."""

from collections.abc import Callable

from playwright.sync_api import Locator, Route, expect

from browser.test_gallery import GOAL_6, box, faults_of, filters, found
from browser.visits import Visit


def opener(seen: Visit) -> Locator:
    return seen.page.get_by_role("button", name="Filters", exact=True)


def sheet(seen: Visit) -> Locator:
    return seen.page.get_by_role("dialog", name="Filters")


def test_sheet_says_how_many_projects_it_would_show(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", 360)
    expect(filters(seen)).to_be_hidden()
    opener(seen).click()
    expect(sheet(seen).get_by_role("button", name="Show 8 projects")).to_be_visible()
    sheet(seen).get_by_role("radio", name=GOAL_6).check()
    show = sheet(seen).get_by_role("button", name="Show 2 projects")
    show.click()
    expect(sheet(seen)).to_be_hidden()
    expect(found(seen)).to_have_count(2)
    expect(opener(seen)).to_be_focused()
    assert seen.path == "projects/?goal=6"
    assert seen.faults == []


def test_keyboard_stays_in_the_sheet_and_escape_leaves_it(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", 360)
    opener(seen).focus()
    seen.page.keyboard.press("Enter")
    expect(sheet(seen).get_by_role("button", name="Close")).to_be_focused()
    names = []
    for _ in range(12):
        seen.page.keyboard.press("Tab")
        names.append(seen.page.evaluate("document.activeElement.closest('dialog') && document.activeElement.name"))
    assert names[:9] == ["q", "goal", "outcome", "status", "confirmed", "challenge", "year", "country", "language"]
    seen.page.keyboard.press("Escape")
    expect(sheet(seen)).to_be_hidden()
    expect(opener(seen)).to_be_focused()


def test_filters_that_are_pressed_again_before_they_come_open_once(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", 360, has_worker=False)
    held: list[Route] = []
    seen.page.route("**/gallery/sheet.js*", lambda route: held.append(route))
    opener(seen).click()
    opener(seen).click()
    while not held:
        seen.page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    expect(sheet(seen).get_by_role("button", name="Show 8 projects")).to_be_visible()
    expect(seen.page.locator("dialog")).to_have_count(1)
    expect(sheet(seen).get_by_role("radio", name=GOAL_6)).to_be_visible()
    assert [fault for fault in seen.faults if fault.startswith("error:")] == []


def test_filters_that_were_opened_and_left_stay_closed_when_projects_come(visit: Callable[..., Visit]) -> None:
    seen = visit("contact/", 360, has_worker=False)
    held: list[Route] = []
    seen.page.route("**/facets/goal.json", lambda route: held.append(route))
    seen.go("projects/?goal=6")
    while not held:
        seen.page.wait_for_timeout(20)
    opener(seen).click()
    expect(sheet(seen)).to_be_visible()
    seen.page.keyboard.press("Escape")
    expect(sheet(seen)).to_be_hidden()
    for route in held:
        route.continue_()
    expect(found(seen)).to_have_count(2)
    expect(sheet(seen)).to_be_hidden()


def test_axe_finds_nothing_in_the_sheet(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", 320)
    opener(seen).click()
    expect(sheet(seen).get_by_role("button", name="Show 8 projects")).to_be_visible()
    assert faults_of(seen) == []


def test_sheet_becomes_the_rail_on_a_wide_screen(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", 360)
    opener(seen).click()
    sheet(seen).get_by_role("radio", name=GOAL_6).check()
    seen.page.set_viewport_size({"width": 1280, "height": 800})
    expect(sheet(seen)).to_be_hidden()
    expect(filters(seen)).to_be_visible()
    expect(box(seen, GOAL_6)).to_be_checked()
