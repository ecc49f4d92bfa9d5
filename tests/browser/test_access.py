"""Every type of page can be used by everyone: in any colours, on paper, without motion, and with larger text."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.visits import Visit


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_page_follows_the_systems_colours(visit: Callable[..., Visit], is_dark: bool) -> None:
    page = visit("", is_dark=is_dark).page
    light = page.evaluate(
        """() => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
            canvas.fillRect(0, 0, 1, 1);
            return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part) / 765;
        }"""
    )
    assert (light < 0.5) == is_dark


@pytest.mark.parametrize("address", ["impact/", "ar/sdgs/4/", "projects/2026/lantern-school/"])
def test_what_is_folded_is_read_on_paper(visit: Callable[..., Visit], address: str) -> None:
    page = visit(address).page
    folded = page.locator(".md-content details:not([open]) > :not(summary)")
    expect(folded.first).to_be_hidden()
    page.emulate_media(media="print")
    for part in folded.all():
        expect(part).to_be_visible()


@pytest.mark.parametrize(
    "address",
    ["about/", "zh/about/", "challenges/gmooc-2024/", "ar/challenges/gmooc-2024/", "projects/2026/lantern-school/"],
)
def test_links_to_elsewhere_show_their_address_on_paper(visit: Callable[..., Visit], address: str) -> None:
    page = visit(address).page
    shown = """() => [...document.querySelectorAll(".md-content a[href]")].filter((link) => link.checkVisibility())
        .map((link) => [link.getAttribute("href"), getComputedStyle(link, "::after").content.replaceAll('"', "")])"""
    outside = re.compile("https?:")
    assert [content for url, content in page.evaluate(shown) if outside.match(url) and "(" in content] == []
    page.emulate_media(media="print")
    links = page.evaluate(shown)
    assert any(outside.match(url) for url, _ in links)
    for url, content in links:
        # A link within the site is named by what it says.
        assert (url in content) == bool(outside.match(url)), url


def test_nothing_moves_for_readers_who_want_less_motion(visit: Callable[..., Visit]) -> None:
    page = visit("").page
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(part => {
            const style = getComputedStyle(part);
            const seconds = [...style.transitionDuration.split(","), ...style.animationDuration.split(",")];
            return seconds.some(length => parseFloat(length) > 0.01) || style.scrollBehavior === "smooth";
        }).map(part => part.outerHTML.slice(0, 100))"""
    )
    assert moving == []


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("address", ["about/", "ar/about/", "fr/about/"])
def test_header_has_room_for_fingers(visit: Callable[..., Visit], address: str, width: int) -> None:
    header = visit(address, width).page.locator(".gm-header :is(a, button, input, summary)").filter(visible=True)
    sizes = header.evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    assert len(sizes) >= 5
    assert [size for size in sizes if min(size) < 44] == []


def test_titles_of_a_family_stay_within_its_picture(visit: Callable[..., Visit]) -> None:
    picture = visit("projects/2026/lantern-school/").page.locator(".gm-tree")
    ends = picture.evaluate("svg => [...svg.querySelectorAll('text')].map(t => t.getBBox()).map(b => b.x + b.width)")
    assert len(ends) > 3
    assert max(ends) <= picture.evaluate("svg => svg.viewBox.baseVal.width")


def test_long_name_of_a_goal_goes_on_beside_its_number(visit: Callable[..., Visit]) -> None:
    heading = visit("resources/", 320).page.locator("#goal-9")
    number, name = heading.locator(".gm-tile").bounding_box(), heading.locator("a").first.bounding_box()
    assert number
    assert name
    assert name["height"] > number["height"]
    assert name["x"] >= number["x"] + number["width"]
    assert number["width"] == number["height"]


def test_number_of_a_goal_stays_on_one_line_in_forced_colours(visit: Callable[..., Visit]) -> None:
    page = visit("projects/2026/lantern-school/", 360).page
    page.emulate_media(forced_colors="active")
    boxes = [tile.bounding_box() for tile in page.locator(".gm-goals .gm-tile").all()]
    assert len(boxes) == 3
    assert {box and box["height"] for box in boxes} == {40}


# Titles and great numbers are large already, and grow with the window; the text of a drawing grows with the drawing.
SIZES_OF_TEXT = """() => [...document.querySelectorAll("body *")]
    .filter(part => part.innerText && !part.closest("h1, h2, svg, .gm-head__number"))
    .map(part => [part.outerHTML.slice(0, 100), parseFloat(getComputedStyle(part).fontSize)])"""


@pytest.mark.parametrize(
    "address", ["", "projects/2026/lantern-school/", "resources/", "sdgs/4/", "contribute/project/"]
)
def test_text_grows_with_the_size_that_a_reader_set(visit: Callable[..., Visit], address: str) -> None:
    page = visit(address).page
    page.wait_for_load_state("networkidle")
    before = page.evaluate(SIZES_OF_TEXT)
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
            sheet.replaceSync(`html { font-size: ${2 * size}px; }`);
            document.adoptedStyleSheets.push(sheet);
        }"""
    )
    after = page.evaluate(SIZES_OF_TEXT)
    small = [part for (part, was), (_, size) in zip(before, after, strict=True) if size < 1.95 * was]
    assert small == []
