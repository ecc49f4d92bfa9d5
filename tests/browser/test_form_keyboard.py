"""The whole form by keyboard alone: from an empty page to a saved file, and the focus is never lost."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FileChooser, Page, TimeoutError, expect

from browser.test_form import FORM, codes_of, opened
from browser.test_keyboard import STOP
from browser.visits import Visit

# More steps than a form of this length can ask for.
MAX_STEPS = 120


class Typist:
    """Somebody who has a keyboard only: goes on by Tab to what is wanted, and looks where the focus is at every step."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[object] = []
        self.steps = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def look(self) -> None:
        stop = self.page.evaluate(STOP)
        if stop is None or not stop["hasRing"] or not stop["isSeen"]:
            self.faults.append(stop)

    def go_to(self, selector: str, key: str = "Tab") -> None:
        """Go on until something that fits has the focus."""
        for _ in range(MAX_STEPS):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.press(key)
            self.steps += 1
            self.look()
        pytest.fail(f"the keyboard does not reach {selector}")

    def type(self, name: str, text: str) -> None:
        self.go_to(f"[name='{name}']")
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        """Choose from a list by the first letters, and from there with the arrow keys."""
        self.go_to(f"[name='{name}']")
        label = "value => [...document.activeElement.options].find(option => option.value === value).text"
        self.page.keyboard.type(self.page.evaluate(label, value)[:4])
        for _ in range(100):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        pytest.fail(f"the arrow keys do not reach {value}")

    def tick(self, selector: str) -> None:
        self.go_to(selector)
        self.press("Space")

    def go_on(self, number: int, name: str) -> None:
        """Press the button to the next step: its heading has the focus, and what follows is one key away."""
        self.go_to(f"[data-go='{number}']:not([data-form-skip])")
        self.press("Enter")
        self.look()
        expect(self.page.locator(":focus")).to_have_text(f"Step {number} of 5 {name}")
        expect(self.page.locator(":focus")).to_be_in_viewport()


def picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 200), 40).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def choose_file(typist: Typist, selector: str) -> FileChooser:
    """Open the choice of a file with the key, pressed again as anyone does if a slow browser has missed it."""
    for _ in range(3):
        typist.go_to(selector)
        with suppress(TimeoutError):
            with typist.page.expect_file_chooser(timeout=5_000) as chooser:
                typist.press("Space")
            return chooser.value
    raise AssertionError("no choice of a file opens")


@pytest.mark.parametrize("width", [360, 1280])
def test_whole_write_up_is_made_and_saved_by_keyboard(visit: Callable[..., Visit], width: int) -> None:
    seen = opened(visit(FORM, width))
    page, typist = seen.page, Typist(seen.page)
    status = page.locator("[data-form-status]")
    typist.type("title", "A still for every roof")
    typist.type("summary", "A solar still of local parts.")
    typist.choose("challenge", "gmooc-2024")
    # The year comes with the edition.
    typist.go_to("[name=year]")
    expect(page.locator("[name=year]")).to_have_value("2024")
    typist.choose("outcome", "app")
    typist.choose("status", "prototype")
    typist.go_to("[name=status_checked]")
    # A day is typed as the browser's language has it.
    page.keyboard.type("12012024")
    expect(page.locator("[name=status_checked]")).to_have_value("2024-12-01")
    typist.tick("[name=wanted][value=people]")
    # Too early: what the step after lacks is told there, not here.
    typist.go_on(2, "Team and goals")
    typist.go_to("[data-go='3']")
    typist.press("Enter")
    summary = page.locator("[data-form-summary]")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Some things are missing in this step")
    typist.press("Tab", "Enter")
    expect(page.locator("[name='team.name']")).to_be_focused()
    typist.type("team.name", "Blue Drop")
    add = "[data-list='team.members'] > [data-add]"
    for name in ("Amina O.", "Somebody", "Li Wei"):
        typist.go_to(add)
        typist.press("Enter")
        typist.look()
        page.keyboard.type(name)
    typist.choose("team.members.2.country", "CN")
    # The second is taken out again; the focus is where one may go on, and what happened is said.
    typist.go_to("[data-row='1'] > [data-remove]", "Shift+Tab")
    typist.press("Space")
    typist.look()
    expect(page.locator(add)).to_be_focused()
    expect(status).to_contain_text("People of the team, 2: removed")
    typist.go_to("[data-list=countries] > [data-add]")
    typist.press("Space")
    typist.choose("countries.0", "KE")
    typist.choose("sdgs.main.goal", "6")
    typist.type("sdgs.main.how", "Gives families safe water.")
    typist.choose("sdgs.main.target", "6.1")
    typist.go_on(3, "The story")
    expect(summary).to_be_hidden()
    typist.type("body.0", "Water is far away. " * 15)
    typist.go_on(4, "Pictures and links")
    choose_file(typist, "[data-picture='cover.src']").set_files(
        {"name": "still.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    note = page.locator("[data-picture='cover.src'] ~ [data-picture-note]")
    expect(note).to_contain_text("300 × 200")
    expect(note).to_have_attribute("aria-live", "polite")
    typist.look()
    typist.type("cover.alt", "A glass pyramid over a black basin")
    typist.tick("[name='cover.people_consent']")
    typist.go_to("[data-list=links] > [data-add]")
    typist.press("Enter")
    typist.choose("links.0.kind", "demo")
    typist.type("links.0.url", "https://example.org/still")
    typist.go_on(5, "Check and send")
    # Too early: what lacks is said at once, and the first of it is one key away.
    typist.go_to("[data-door=zip]")
    typist.press("Enter")
    expect(summary).to_be_focused()
    expect(summary).to_have_attribute("role", "alert")
    expect(summary.get_by_role("heading")).to_have_text("Some things are missing before this can be sent")
    typist.press("Tab", "Enter")
    for name in ("names", "pictures", "for_ever", "licence"):
        typist.tick(f"[name='consent.{name}']")
    typist.go_to("[data-form-preview]", "Shift+Tab")
    typist.press("Enter")
    shown = page.locator("[data-form-page]")
    expect(shown).to_be_focused()
    expect(shown).to_contain_text("A still for every roof")
    typist.look()
    typist.go_to("[data-door=zip]")
    with page.expect_download() as found:
        typist.press("Enter")
    expect(page.locator("[data-door=zip] ~ [data-door-status]")).to_contain_text("saved a-still-for-every-roof.zip")
    expect(page.locator("[data-door=zip]")).to_be_focused()
    archive = zipfile.ZipFile(Path(found.value.path()))
    text = archive.read("content/projects/2024/a-still-for-every-roof/index.md").decode()
    assert codes_of(text) == set()
    assert [name in text for name in ("Amina O.", "Somebody", "Li Wei", '"CN"', '"KE"', '"6.1"')] == [
        *(True, False, True, True, True, True),
    ]
    assert typist.faults == []
    assert (seen.foreign, seen.faults) == ([], [])


def test_status_is_said_once_while_nothing_changes(visit: Callable[..., Visit]) -> None:
    """A screen reader would say 'saved' after each pause of typing, over what is typed."""
    page = opened(visit(FORM)).page
    page.evaluate(
        """() => {
            window.said = [];
            new MutationObserver(() => window.said.push(document.querySelector("[data-form-status]").textContent))
                .observe(document.querySelector("[data-form-status]"), { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.locator("[name=title]").focus()
    for word in ("one ", "two ", "three "):
        page.keyboard.type(word)
        page.wait_for_timeout(700)
    said = page.evaluate("window.said")
    # At most one more if the minute changed meanwhile.
    assert 1 <= len(said) <= 2
    assert len(set(said)) == len(said)
