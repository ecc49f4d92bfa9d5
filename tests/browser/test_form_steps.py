"""The form in steps: where one is, what a step lacks, the way back, what is sent, and what a correction asks."""

import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.test_form import FILLED, FORM, agree, at, await_kept, codes_of, fill, opened, saved
from browser.visits import Visit

STEPS = ["The project", "Team and goals", "The story", "Pictures and links", "Check and send"]
OF_FIRST = {name: FILLED[name] for name in ("title", "summary", "challenge", "outcome", "status")}
OF_SECOND = {name: FILLED[name] for name in ("team.name", "sdgs.main.goal", "sdgs.main.how")}
PAPER_TIDE = f"{FORM}?improve=projects/2026/paper-tide/"


@pytest.fixture
def form(visit: Callable[..., Visit]) -> Visit:
    return opened(visit(FORM, 360))


def expect_step(page: Page, number: int, *, is_focused: bool = True) -> None:
    """Expect one step alone, its heading with the focus, and its number wherever it is said."""
    shown = page.locator("[data-form-step]").filter(visible=True)
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("id", f"step-{number}")
    expect(shown).to_have_accessible_name(f"Step {number} of 5 {STEPS[number - 1]}")
    expect(page.locator("[aria-current=step]")).to_have_attribute("href", f"#step-{number}")
    expect(page).to_have_title(re.compile(rf"^Step {number} of 5 – {STEPS[number - 1]} – .* - GMOOC$"))
    expect(page).to_have_url(re.compile(rf"#step-{number}$"))
    if is_focused:
        expect(shown.locator("h2")).to_be_focused()
        expect(shown.locator("h2")).to_be_in_viewport()


def go_on(page: Page, number: int) -> None:
    page.locator(f"[data-go='{number}']:not([data-form-skip])").filter(visible=True).click()


@pytest.mark.parametrize("width", [360, 1280])
def test_progress_is_a_list_with_names(visit: Callable[..., Visit], width: int) -> None:
    page = opened(visit(FORM, width)).page
    expect(page.get_by_role("navigation", name="Steps of the form")).to_match_aria_snapshot("""
      - list:
        - listitem:
          - link "1 The project"
        - listitem:
          - link "2 Team and goals"
        - listitem:
          - link "3 The story (optional)"
        - listitem:
          - link "4 Pictures and links (optional)"
        - listitem:
          - link "5 Check and send"
    """)
    expect_step(page, 1, is_focused=False)
    for link in page.locator(".gm-form__progress a").all():
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_every_step_is_named_in_its_own_language(visit: Callable[..., Visit]) -> None:
    page = opened(visit(f"zh/{FORM}")).page
    page.get_by_role("link", name="团队与目标").click()
    expect(page.locator("#step-2 h2")).to_have_text("第 2 步，共 5 步 团队与目标")
    expect(page.locator("[data-go='3']:not([data-form-skip])").filter(visible=True)).to_have_text("下一步：项目故事")


def test_what_must_be_filled_in_is_marked_and_nothing_else(form: Visit) -> None:
    expect(form.page.get_by_text("Fill in what is marked “required”.")).to_be_visible()
    marked = form.page.locator("label:has(.gm-field__mark)").evaluate_all(
        "labels => labels.filter(({ textContent }) => /\\(required\\)/.test(textContent)).map(({ htmlFor }) => document.getElementById(htmlFor).name)"
    )
    assert sorted(marked) == sorted([*FILLED.keys() - {"body.0"}, "year"])
    told = form.page.locator("[aria-required=true]").evaluate_all("fields => fields.map(({ name }) => name)")
    assert sorted(told) == sorted(marked)


def test_next_tells_what_the_step_lacks_and_stays(form: Visit) -> None:
    page, summary = form.page, form.page.locator("[data-form-summary]")
    go_on(page, 2)
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Some things are missing in this step")
    # Only those of this step, each linked to its field.
    assert summary.get_by_role("link").all_text_contents() == [
        "Name of the project: is required",
        "What it is and whom it helps: is required",
        "Edition of the challenge: is required",
        "Year it was made: is required",
        "What was made: is required",
        "Where it stands: is required",
    ]
    summary.get_by_role("link").nth(1).click()
    field = page.locator("[name=summary]")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("is required"))
    fill(page, OF_FIRST)
    go_on(page, 2)
    expect_step(page, 2)
    expect(summary).to_be_hidden()
    assert page.locator("button:disabled").filter(visible=True).count() == 0


def test_list_of_steps_leads_anywhere_without_being_asked(form: Visit) -> None:
    for number in (4, 2, 5, 1):
        form.page.locator(f".gm-form__progress a[href='#step-{number}']").click()
        expect_step(form.page, number)
    expect(form.page.locator("[data-form-summary]")).to_be_hidden()
    assert form.faults == []


def test_browser_leads_back_and_on_through_the_steps(form: Visit) -> None:
    page = form.page
    fill(page, OF_FIRST)
    go_on(page, 2)
    fill(page, OF_SECOND)
    go_on(page, 3)
    expect_step(page, 3)
    page.go_back()
    expect_step(page, 2)
    page.go_back()
    expect_step(page, 1)
    expect(page.locator("[name=title]")).to_have_value(FILLED["title"])
    page.go_forward()
    expect_step(page, 2)
    page.get_by_role("button", name="Back").click()
    expect_step(page, 1)


def test_rest_is_skipped_where_all_of_it_may_be_left_out(form: Visit) -> None:
    page = form.page
    skip = page.get_by_role("button", name="Skip to: Check and send")
    expect(skip).to_have_count(0)
    fill(page, OF_FIRST)
    # What the second step asks is still open.
    expect(skip).to_have_count(0)
    fill(page, OF_SECOND)
    page.locator("[name='sdgs.main.how']").blur()
    expect(skip).to_be_visible()
    skip.click()
    expect_step(page, 5)
    agree(page)
    assert codes_of(saved(page, "file")[1].decode()) == set()


def test_fault_leads_to_the_step_that_holds_it(form: Visit) -> None:
    page, summary = form.page, form.page.locator("[data-form-summary]")
    fill(page, FILLED | {"title": "", "sdgs.main.how": "", "award": "x" * 121})
    at(page, "[data-door=zip]").click()
    expect(summary).to_be_focused()
    told = ["Name of the project", "How the project serves it", "Award in the challenge", "Tick: Everyone named here"]
    links = summary.get_by_role("link")
    assert [name for name in told if not any(text.startswith(name) for text in links.all_text_contents())] == []
    for name, number, field in (
        ("How the project serves it", 2, "sdgs.main.how"),
        ("Award in the challenge", 4, "award"),
        ("Name of the project", 1, "title"),
    ):
        links.filter(has_text=name).click()
        expect_step(page, number, is_focused=False)
        expect(page.locator(f"[name='{field}']")).to_be_focused()
        # The others stay in sight.
        expect(summary).to_be_visible()
    page.go_back()
    expect_step(page, 4)


def test_draft_comes_back_in_the_step_where_it_was_left(
    form: Visit, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    page = form.page
    fill(page, {"title": "A still", "body.1": "Of glass."})
    await_kept(page, "Of glass.")
    with page.expect_download() as found:
        page.locator("[data-draft=save]").click()
    # By its address, by the address of the form alone, and from a file in another browser.
    page.reload()
    opened(form)
    expect_step(page, 3, is_focused=False)
    form.go("about/")
    form.go(FORM)
    opened(form)
    expect(page.locator("[data-form-status]")).to_contain_text("is here again")
    expect_step(page, 3, is_focused=False)
    expect(page.locator("[name='body.1']")).to_have_value("Of glass.")
    found.value.save_as(tmp_path / "draft.json")
    other = opened(visit(FORM)).page
    other.locator("#gm-draft-open").set_input_files(tmp_path / "draft.json")
    expect_step(other, 3)
    expect(other.locator("[name='body.1']")).to_have_value("Of glass.")


def test_step_that_is_looked_at_is_no_draft(form: Visit) -> None:
    form.page.locator(".gm-form__progress a").nth(3).click()
    form.page.wait_for_timeout(600)
    form.go(FORM)
    opened(form)
    expect_step(form.page, 1, is_focused=False)
    expect(form.page.locator("[data-form-status]")).to_have_text("")


SHARES = """() => {
    navigator.canShare = ({ files }) => files.every(({ type }) => type === "application/zip");
    navigator.share = async ({ files: [file], title }) => {
        if (window.refusal) throw new DOMException("", window.refusal);
        const bytes = new Uint8Array(await file.arrayBuffer());
        window.shared = { name: file.name, type: file.type, title, bytes: btoa(String.fromCharCode(...bytes)) };
    };
}"""


@pytest.fixture
def sharing(visit: Callable[..., Visit]) -> Visit:
    """The form, filled in, on a device that has a share sheet."""
    seen = visit("about/", 360)
    seen.page.add_init_script(f"({SHARES})()")
    seen.go(FORM)
    opened(seen)
    fill(seen.page, FILLED)
    agree(seen.page)
    return seen


def test_share_sheet_takes_the_archive(sharing: Visit) -> None:
    page = sharing.page
    page.get_by_role("button", name="Send it with an app").click()
    expect(page.locator("[data-form-share] [data-door-status]")).to_have_text(
        "a-still-for-every-roof.zip was handed to the app that you chose. It is sent once you send it there."
    )
    shared = page.evaluate("window.shared")
    archive = zipfile.ZipFile(io.BytesIO(b64decode(shared["bytes"])))
    assert (shared["name"], shared["type"]) == ("a-still-for-every-roof.zip", "application/zip")
    assert shared["title"] == "Project for the GMOOC site: A still for every roof"
    assert archive.namelist() == ["content/projects/2024/a-still-for-every-roof.md"]
    assert codes_of(archive.read(archive.namelist()[0]).decode()) == set()


def test_browser_that_refuses_to_share_saves_the_archive(sharing: Visit) -> None:
    sharing.page.evaluate("window.refusal = 'NotAllowedError'")
    name, content = saved(sharing.page, "share")
    assert (name, zipfile.ZipFile(io.BytesIO(content)).testzip()) == ("a-still-for-every-roof.zip", None)
    expect(sharing.page.locator("[data-form-share] [data-door-status]")).to_contain_text("so it saved a-still")


def test_share_sheet_that_is_closed_says_nothing(sharing: Visit) -> None:
    sharing.page.evaluate("window.refusal = 'AbortError'")
    sharing.page.locator("[data-door=share]").click()
    sharing.page.wait_for_timeout(300)
    expect(sharing.page.locator("[data-form-share] [data-door-status]")).to_have_text("")


def test_device_without_a_share_sheet_saves_and_mails(visit: Callable[..., Visit]) -> None:
    seen = visit("about/", 360)
    seen.page.add_init_script("Object.defineProperty(Navigator.prototype, 'canShare', { value: undefined });")
    seen.go(FORM)
    opened(seen)
    expect(at(seen.page, "[data-door=zip]")).to_be_visible()
    expect(seen.page.locator("[data-door=share]")).to_be_hidden()
    expect(seen.page.get_by_text("Attach the file to your message yourself")).to_be_visible()


def test_correction_is_called_one_and_asks_nothing_of_a_new_page(visit: Callable[..., Visit]) -> None:
    page = opened(visit(PAPER_TIDE)).page
    expect(page.locator("h1")).to_have_text("Correct “Paper Tide”")
    expect(page).to_have_title("Step 1 of 5 – The project – Correct “Paper Tide” - GMOOC")
    expect(page.locator("[data-form]")).to_have_accessible_name("Correct “Paper Tide”")
    expect(page.locator(".gm-intro")).to_have_text(re.compile("^Change what is wrong"))
    # Who mends one word goes straight to the end.
    page.get_by_role("button", name="Skip to: Check and send").click()
    ticks = page.locator("[name^='consent.']").filter(visible=True)
    assert ticks.evaluate_all("boxes => boxes.map(({ name }) => name)") == ["consent.additions", "consent.for_ever"]
    page.locator("[data-door=zip]").click()
    assert page.locator("[data-form-summary]").get_by_role("link").count() == 2
    agree(page)
    assert saved(page, "zip")[0] == "paper-tide.zip"


def test_all_steps_are_printed(form: Visit) -> None:
    expect(form.page.locator("[data-form-step]").filter(visible=True)).to_have_count(1)
    form.page.emulate_media(media="print")
    expect(form.page.locator("[data-form-step]").filter(visible=True)).to_have_count(5)
    expect(form.page.locator(".gm-form__progress")).to_be_hidden()
    expect(form.page.get_by_label("Results", exact=True)).to_be_visible()


def test_step_is_told_in_forced_colours(form: Visit) -> None:
    form.page.emulate_media(forced_colors="active")
    colours = form.page.locator(".gm-form__progress a").evaluate_all(
        "links => links.map((link) => getComputedStyle(link).borderTopColor)"
    )
    assert colours[0] not in colours[1:]


def test_without_javascript_the_list_of_steps_leads_through_the_page(visit: Callable[..., Visit]) -> None:
    page = visit(FORM, has_script=False).page
    expect(page.locator("[data-form-step]").filter(visible=True)).to_have_count(5)
    expect(page.locator("[data-go]").filter(visible=True)).to_have_count(0)
    page.locator(".gm-form__progress a").nth(2).click()
    expect(page.locator("#step-3 h2")).to_be_in_viewport()
