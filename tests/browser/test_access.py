"""Every type of page can be used by everyone: WCAG 2.2 AA by axe-core, and no sideways scrolling at 320 pixels."""

from collections.abc import Callable
from typing import Any

import pytest

from _browser import AXE
from browser.pages import PAGES
from browser.visits import Visit

WIDTHS = (360, 1440)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit: Callable[..., Visit], name: str, is_dark: bool) -> None:
    page = visit(PAGES[name], WIDTHS[0], is_dark=is_dark).page
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
        faults += [_shown(width, violation) for violation in found["violations"]]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def _shown(width: int, violation: dict[str, Any]) -> str:
    """Name a broken rule with the first places where it is broken."""
    places = violation["nodes"]
    lines = [f"{width} px: {violation['id']}: {violation['help']} ({len(places)} places)"]
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


@pytest.mark.parametrize("name", PAGES)
def test_page_needs_no_sideways_scrolling_at_320_pixels(visit: Callable[..., Visit], name: str) -> None:
    page = visit(PAGES[name], 320).page
    page.wait_for_load_state("networkidle")
    wide = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll("body *")]
                .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
                .slice(0, 5).map(part => part.outerHTML.slice(0, 150))
                .concat(`${document.documentElement.scrollWidth} px`)"""
    )
    assert wide == []
