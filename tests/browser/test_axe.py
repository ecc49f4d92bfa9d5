"""Every type of page meets WCAG 2.2 AA by axe-core, and can be enlarged four times, with wider text."""

import pytest

from browser.axe import RULES, TOO_WIDE, faults_in_other_colours, faults_of, load_axe
from browser.pages import PAGES, SMALL_PAGES
from browser.visits import Visit

# The second width is that of a screen of 1280 pixels enlarged to 400 %.
WIDTHS = (1440, 320)
# Success criterion 1.4.12: nothing may be lost when a reader sets text so.
WIDE_TEXT = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
# Text that stands in a box which hides what does not fit; boxes for screen readers alone do so on purpose.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
    .filter(part => part.innerText && !part.closest(".gm-hidden, .md-nav__title, svg"))
    .filter(part => ["hidden", "clip"].includes(getComputedStyle(part).overflowX))
    .filter(part => part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1)
    .map(part => part.outerHTML.slice(0, 150))"""


@pytest.mark.parametrize("address", (PAGES | SMALL_PAGES).values(), ids=PAGES | SMALL_PAGES)
def test_axe_finds_nothing(reused: Visit, address: str) -> None:
    page = reused.page
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    reused.go(address)
    page.wait_for_load_state("networkidle")
    load_axe(page)
    faults = faults_of(page, "light", RULES)
    faults += faults_in_other_colours(page)
    page.set_viewport_size({"width": WIDTHS[1], "height": 800})
    faults += faults_of(page, "narrow", RULES)
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
