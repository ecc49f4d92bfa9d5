"""Walks through the site with a keyboard alone: everything is reached, seen and left again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.pages import PAGES
from browser.visits import Visit

# Where the focus is, whether it is drawn, and whether what has it can be seen.
STOP = """() => {
    const part = document.activeElement;
    if (part === document.body) return null;
    // A link may run over several lines.
    const [box] = part.getClientRects();
    const style = getComputedStyle(part);
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return {
        shown: part.outerHTML.slice(0, 120),
        hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        // Beyond the window is nothing at all; what covers it would be found.
        isSeen: !top || part.contains(top) || top.contains(part),
    };
}"""


@pytest.mark.parametrize("name", ["home", "projects", "project", "form", "impact"])
@pytest.mark.parametrize("width", [360, 1280])
def test_focus_is_always_drawn_and_never_covered(visit: Callable[..., Visit], name: str, width: int) -> None:
    page = visit(PAGES[name], width).page
    faults, stops = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops += 1
        if not stop["hasRing"] or not stop["isSeen"]:
            faults.append(stop)
    assert faults == []
    assert stops > 10


def test_skip_link_leads_past_the_menu(visit: Callable[..., Visit]) -> None:
    page = visit("about/").page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menu_opens_is_walked_and_closes(visit: Callable[..., Visit]) -> None:
    page = visit("about/", 360).page
    menu = page.get_by_role("button", name="Navigation")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    first = page.locator(".gm-drawer a").first
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".gm-drawer a").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    # What is closed is not walked through.
    page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('.gm-drawer').contains(document.activeElement)")


@pytest.mark.parametrize("has_script", [True, False], ids=["with JavaScript", "without"])
def test_languages_are_opened_walked_and_lead_to_the_same_page(visit: Callable[..., Visit], has_script: bool) -> None:
    seen = visit("challenges/gmooc-2024/", has_script=has_script)
    page = seen.page
    switch, links = page.locator(".gm-languages summary"), page.locator(".gm-languages a")
    expect(switch).to_have_accessible_name("Language")
    switch.focus()
    expect(links.first).to_be_hidden()
    page.keyboard.press("Enter")
    # The page's own language is named, and is no link.
    expect(page.locator(".gm-languages [aria-current]")).to_have_text("English")
    for name in ("العربية", "Español", "Français", "Русский", "中文"):
        page.keyboard.press("Tab")
        expect(page.locator(".gm-languages").get_by_role("link", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert seen.path == "zh/challenges/gmooc-2024/"
    # Reading begins at the top of the new page, once it is there: its language is known before its body.
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    expect(page.locator(".gm-skip")).to_be_focused()


def test_languages_close_by_escape_and_when_they_are_left(visit: Callable[..., Visit]) -> None:
    page = visit("ar/about/", 360).page
    switch, links = page.locator(".gm-languages summary"), page.locator(".gm-languages a")
    switch.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(switch).to_be_focused()
    expect(links.first).to_be_hidden()
    page.keyboard.press("Enter")
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(links.first).to_be_hidden()
    switch.click()
    expect(links.first).to_be_visible()
    page.mouse.click(180, 780)
    expect(links.first).to_be_hidden()


def test_search_is_reached_read_and_left(visit: Callable[..., Visit]) -> None:
    seen = visit("about/")
    page = seen.page
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("lantern")
    results = page.locator(".gm-search__list a")
    expect(results.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(page.locator(".gm-search__panel")).to_be_hidden()


def test_colours_change_by_keyboard_and_say_so(visit: Callable[..., Visit]) -> None:
    page = visit("about/").page
    button = page.locator("button[data-colours]")
    button.focus()
    expect(button).to_contain_text("as the system")
    expect(button.locator("[data-colour=light]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(button).to_contain_text("dark")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    expect(button.locator("[data-colour=dark]")).to_be_visible()
    expect(button.locator("[data-colour=light]")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(button).to_contain_text("light")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    page.keyboard.press("Enter")
    expect(button).to_contain_text("as the system")
