"""Every type of page meets WCAG 2.2 AA by axe-core in every other language, on a narrow screen."""

import pytest

from browser.axe import RULES, TOO_WIDE, faults_in_other_colours, faults_of, load_axe
from browser.pages import EVERYWHERE
from browser.visits import Visit
from gmooc.core.languages import LANGUAGES

# Dark and forced colours are the same in every language but for the direction.
FROM_RIGHT_TO_LEFT = "ar"


@pytest.mark.parametrize("address", EVERYWHERE.values(), ids=EVERYWHERE)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_axe_finds_nothing_in_other_languages(reused: Visit, language: str, address: str) -> None:
    page = reused.page
    page.set_viewport_size({"width": 320, "height": 800})
    reused.go(f"{language}/{address}")
    load_axe(page)
    faults = [f"wider than 320 px: {part}" for part in page.evaluate(TOO_WIDE)]
    faults += faults_of(page, "light", RULES)
    if language == FROM_RIGHT_TO_LEFT:
        faults += faults_in_other_colours(page)
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
