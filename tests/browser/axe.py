"""What axe-core finds on a page in light, dark and forced colours."""

from typing import Any

from playwright.sync_api import Page

from browser.programs import AXE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What colours can break.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
RUN = "axe.run({runOnly: rules, resultTypes: ['violations'], selectors: false})"
# In forced colours the contrast is the reader's own; browsers still give the page's colours to those who ask.
FORCED = "axe.run({runOnly: rules, resultTypes: ['violations'], selectors: false, rules: {'color-contrast': {enabled: false}}})"
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(part => part.outerHTML.slice(0, 150))
        .concat(`${document.documentElement.scrollWidth} px`)"""


def load_axe(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))


def faults_in_other_colours(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    faults = faults_of(page, "dark", COLOUR_RULES)
    page.emulate_media(color_scheme="light", forced_colors="active")
    faults += faults_of(page, "forced colours", RULES, FORCED)
    page.emulate_media(forced_colors="none")
    return faults


def faults_of(page: Page, way: str, rules: list[str], run: str = RUN) -> list[str]:
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
