"""Every type of page can be used by everyone: WCAG 2.2 AA by axe-core, and enlarged four times, with wider text."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.pages import EVERYWHERE, PAGES, SMALL_PAGES
from browser.programs import AXE
from browser.visits import Visit
from gmooc.core.languages import LANGUAGES

# The second width is that of a screen of 1280 pixels enlarged to 400 %.
WIDTHS = (1440, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What colours can break.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# In forced colours the contrast is the reader's own; browsers still give the page's colours to those who ask.
FORCED = "axe.run({runOnly: rules, resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}})"
# Success criterion 1.4.12: nothing may be lost when a reader sets text so.
WIDE_TEXT = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(part => part.outerHTML.slice(0, 150))
        .concat(`${document.documentElement.scrollWidth} px`)"""
# Text that stands in a box which hides what does not fit; boxes for screen readers alone do so on purpose.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
    .filter(part => part.innerText && !part.closest(".gm-hidden, .md-nav__title, svg"))
    .filter(part => ["hidden", "clip"].includes(getComputedStyle(part).overflowX))
    .filter(part => part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1)
    .map(part => part.outerHTML.slice(0, 150))"""


@pytest.mark.parametrize("address", (PAGES | SMALL_PAGES).values(), ids=PAGES | SMALL_PAGES)
def test_axe_finds_nothing(visit: Callable[..., Visit], address: str) -> None:
    page = visit(address, WIDTHS[0]).page
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = [*_faults(page, "light", RULES)]
    faults += _faults_in_other_colours(page)
    page.set_viewport_size({"width": WIDTHS[1], "height": 800})
    faults += _faults(page, "narrow", RULES)
    faults += [f"wider than 320 px: {part}" for part in page.evaluate(TOO_WIDE)]
    # The policy of the page lets no other style in.
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets.push(sheet); }",
        WIDE_TEXT,
    )
    faults += [f"wider than 320 px with wide text: {part}" for part in page.evaluate(TOO_WIDE)]
    faults += [f"cut off with wide text: {part}" for part in page.evaluate(CUT_OFF)]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


# Dark and forced colours are the same in every language but for the direction.
FROM_RIGHT_TO_LEFT = "ar"


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_axe_finds_nothing_in_other_languages(visit: Callable[..., Visit], language: str) -> None:
    seen = visit("")
    faults = []
    for name, address in EVERYWHERE.items():
        seen.go(f"{language}/{address}")
        seen.page.evaluate(AXE.read_text(encoding="utf-8"))
        seen.page.set_viewport_size({"width": WIDTHS[1], "height": 800})
        faults += [f"{name}: wider than 320 px: {part}" for part in seen.page.evaluate(TOO_WIDE)]
        faults += [f"{name}: {fault}" for fault in _faults(seen.page, "light", RULES)]
        if language == FROM_RIGHT_TO_LEFT:
            faults += [f"{name}: {fault}" for fault in _faults_in_other_colours(seen.page)]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def _faults_in_other_colours(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    faults = _faults(page, "dark", COLOUR_RULES)
    page.emulate_media(color_scheme="light", forced_colors="active")
    faults += _faults(page, "forced colours", RULES, FORCED)
    page.emulate_media(forced_colors="none")
    return faults


AXE_RUN = "axe.run({runOnly: rules, resultTypes: ['violations']})"


def _faults(page: Page, way: str, rules: list[str], run: str = AXE_RUN) -> list[str]:
    found = page.evaluate(f"rules => {run}", rules)
    return [_shown(way, violation) for violation in found["violations"]]


def _shown(way: str, violation: dict[str, Any]) -> str:
    """Name a broken rule with the first places where it is broken."""
    places = violation["nodes"]
    lines = [f"{way}: {violation['id']}: {violation['help']} ({len(places)} places)"]
    for place in places[:3]:
        lines += [
            f"    {place['html'][:160]}",
            *(f"      {line}" for line in place["failureSummary"].splitlines()[1:3]),
        ]
    return "\n".join(lines)


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
