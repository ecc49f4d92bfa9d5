"""One grid and one header: text begins at one line on every page, and what surrounds it says where a reader is."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page, expect

from browser.pages import EVERYWHERE, PAGES
from browser.visits import Visit

WIDTHS = (360, 768, 1440)
# How far from the edge at which reading begins the text of a page begins. A title that runs the other way than its page
# begins at its far end, so its box is measured.
STARTS = """() => {
    const page = getComputedStyle(document.body).direction;
    const start = (part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        const isTurned = getComputedStyle(part).direction !== page;
        const box = (isTurned || part.matches("article, div") ? part : range).getBoundingClientRect();
        return Math.round(page === "rtl" ? document.documentElement.clientWidth - box.right : box.left);
    };
    const parts = ["h1", ".md-content__inner", ".gm-footer__title", ".gm-tabs a"];
    return parts.map((name) => document.querySelector(name))
        .filter((part) => part.checkVisibility())
        .map(start);
}"""


def starts_of(seen: Visit, addresses: Iterable[tuple[str, str]]) -> dict[int, dict[int, list[str]]]:
    """Return where text begins, by the width of the window, with the pages on which it does."""
    found: dict[int, dict[int, list[str]]] = {width: defaultdict(list) for width in WIDTHS}
    for name, address in addresses:
        seen.go(address)
        for width in WIDTHS:
            seen.page.set_viewport_size({"width": width, "height": 800})
            for start in sorted(set(seen.page.evaluate(STARTS))):
                found[width][start].append(name)
    return found


def test_text_begins_at_one_line_on_every_page_type(reused: Visit) -> None:
    found = starts_of(reused, PAGES.items())
    assert {width: list(starts) for width, starts in found.items()} == {360: [16], 768: [16], 1440: [134]}, found


def test_text_begins_at_one_line_from_the_right_in_arabic(reused: Visit) -> None:
    found = starts_of(reused, ((name, f"ar/{address}") for name, address in EVERYWHERE.items()))
    assert {width: list(starts) for width, starts in found.items()} == {360: [16], 768: [16], 1440: [134]}, found


# Pairs of boxes of the header that lie over each other.
OVERLAPS = """() => {
    const names = [".gm-menu", ".gm-brand", ".gm-joins__door:not([hidden])", ".gm-find", ".gm-languages", ".gm-colours"];
    const boxes = names.map((name) => document.querySelector(name).getBoundingClientRect()).filter(({ width }) => width);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => meet(a, b)).map((b) => [a.toJSON(), b.toJSON()]));
}"""


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("address", ["about/", "ar/about/", "ru/about/"])
def test_name_stands_beside_the_mark(visit: Callable[..., Visit], address: str, width: int) -> None:
    page = visit(address, width).page
    mark, name = page.locator(".gm-brand__mark").bounding_box(), page.locator(".gm-brand__name").bounding_box()
    assert mark
    assert name
    assert mark["width"] == 28
    assert name["width"] > 40
    assert page.evaluate(OVERLAPS) == []
    assert mark["y"] < name["y"] + name["height"] / 2 < mark["y"] + mark["height"]
    # All of the header stands in one row.
    rows = page.locator(".gm-header :is(.gm-brand, .gm-menu, .gm-find, .gm-languages, .gm-colours)").filter(
        visible=True
    )
    middles = rows.evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect()).map(b => (b.top + b.bottom) / 2)"
    )
    assert max(middles) - min(middles) < 8


def test_search_opens_over_the_header_of_a_phone_and_finds(visit: Callable[..., Visit]) -> None:
    page = visit("about/", 360).page
    field = page.locator("#gm-find")
    closed = field.bounding_box()
    field.click()
    opened = field.bounding_box()
    assert closed
    assert opened
    assert closed["width"] == 44
    assert opened["width"] > 250
    field.fill("lantern")
    expect(page.locator(".gm-search__list a").first).to_be_visible()
    page.locator(".gm-find__button").click()
    expect(page).to_have_url(re.compile(r"search/\?q=lantern$"))


def test_search_of_a_phone_leads_to_its_page_without_javascript(visit: Callable[..., Visit]) -> None:
    seen = visit("about/", 360, has_script=False)
    field = seen.page.locator("#gm-find")
    field.fill("lantern")
    field.press("Enter")
    seen.arrive_at("search/?q=lantern")


def current_of(page: Page) -> list[str]:
    return page.locator(".md-nav--secondary [aria-current=location]").all_inner_texts()


@pytest.mark.parametrize("address", ["about/", "sdgs/4/"])
def test_contents_mark_the_section_that_is_read(visit: Callable[..., Visit], address: str) -> None:
    page = visit(address, 1440).page
    links = page.locator(".md-nav--secondary a")
    first, last = links.first, links.last
    first.click()
    expect(first).to_have_attribute("aria-current", "location")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(last).to_have_attribute("aria-current", "location")
    assert len(current_of(page)) == 1
    page.evaluate("scrollTo(0, 0)")
    expect(last).not_to_have_attribute("aria-current", "location")


@pytest.mark.parametrize(
    ("address", "section"),
    [("sdgs/4/", "Goals"), ("sdgs/", "Goals"), ("announcements/2026-11-20-test-results/", "News")],
)
def test_menu_of_a_phone_marks_the_section_of_a_page(visit: Callable[..., Visit], address: str, section: str) -> None:
    page = visit(address, 360).page
    page.get_by_role("button", name="Navigation").click()
    expect(page.locator(".gm-drawer [aria-current]")).to_have_text([section])


def test_footer_has_a_title_over_each_column(visit: Callable[..., Visit]) -> None:
    page = visit("about/", 1440).page
    titles = page.locator("footer h2")
    expect(titles).to_have_text(["Discover", "Take part", "About", "Languages"])
    boxes = [title.bounding_box() for title in titles.all()]
    assert len({box["y"] for box in boxes if box}) == 1
    assert len({box["x"] for box in boxes if box}) == 4
    # A phone has two columns side by side.
    page.set_viewport_size({"width": 360, "height": 800})
    assert len({box["x"] for title in titles.all() if (box := title.bounding_box())}) == 2
