"""What people really put into a form: very long texts, other scripts, emoji, what Word pastes, and no network."""

import io
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.test_form import FILLED, FORM, agree, at, await_kept, codes_of, fill, opened, saved
from browser.visits import Visit
from gmooc.text.document import read_document

EMOJI = "Water 👩🏽\u200d🔬🇰🇪 for all"
WORD = "“Clean” – water…\u00a0for\u00adall\n•\tone\n•\ttwo\u200b\x0bthree"


@pytest.fixture
def form(visit: Callable[..., Visit]) -> Visit:
    return opened(visit(FORM, 360))


def text_of(form: Visit) -> str:
    agree(form.page)
    return saved(form.page, "file")[1].decode()


def test_ten_thousand_chinese_characters_are_kept_and_checked(form: Visit) -> None:
    story = "我们用玻璃和木头做了一个太阳能蒸馏器。" * 527
    fill(form.page, FILLED | {"title": "清洁的水", "body.1": story})
    form.page.locator("[name='body.1']").blur()
    await_kept(form.page, story)
    form.page.reload()
    opened(form)
    expect(form.page.locator("[name='body.1']")).to_have_value(story)
    agree(form.page)
    name, content = saved(form.page, "zip")
    (file,) = zipfile.ZipFile(io.BytesIO(content)).infolist()
    text = zipfile.ZipFile(io.BytesIO(content)).read(file).decode()
    assert (name, len(story), story in text, codes_of(text)) == ("qingjiedeshui.zip", 10_013, True, set())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (EMOJI, EMOJI),
        ("می\u200cخواهم آب", "می\u200cخواهم آب"),
        ("مياه نظيفة (GMOOC) 2024", "مياه نظيفة (GMOOC) 2024"),
        ("\u200eClean\u202e \u200bwater\ufeff", "Clean water"),
        ("<script>alert(1)</script> {{ 7*7 }} $(id)", "<script>alert(1)</script> {{ 7*7 }} $(id)"),
        ("e\u0301tude", "e\u0301tude"),
        ("Ｃlean　ｗater", "Ｃlean　ｗater"),
    ],
    ids=["emoji", "Persian joiner", "Arabic with Latin", "invisible signs", "markup", "loose accent", "full width"],
)
def test_title_in_any_writing_comes_through(form: Visit, given: str, expected: str) -> None:
    fill(form.page, FILLED | {"title": given})
    at(form.page, "[data-form-preview]").click()
    expect(form.page.locator("[data-form-page] .gm-form__title")).to_have_text(expected)
    text = text_of(form)
    assert (read_document("projects/2024/x.md", text.encode())[0].values["title"], codes_of(text)) == (expected, set())
    assert form.faults == []


def test_text_pasted_from_word_keeps_its_lists_and_is_told_what_nobody_sees(form: Visit) -> None:
    fill(form.page, FILLED)
    form.page.locator("[name='body.1']").evaluate("(field, text) => { field.value = text; }", WORD)
    form.page.locator("[name='body.1']").dispatch_event("input")
    text = text_of(form)
    assert "“Clean” – water…\u00a0for\u00adall\n\n- one\n- two\u200b\n\nthree" in text
    # Within the text they are told, and taken away by whoever wrote it.
    assert codes_of(text) == {"E022"}


def test_arabic_is_written_from_right_to_left_in_an_english_form(form: Visit) -> None:
    fill(form.page, {"title": "مياه", "body.0": "المياه بعيدة"})
    for name in ("title", "body.0"):
        field = form.page.locator(f"[name='{name}']")
        assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"


def test_long_words_stay_within_a_small_window(form: Visit) -> None:
    fill(form.page, FILLED | {"title": "W" * 120, "summary": "W" * 200, "body.0": "W" * 500})
    at(form.page, "[data-form-preview]").click()
    form.page.locator("summary", has_text="See the text").click()
    page = form.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert page[0] <= page[1]


def test_text_that_is_too_large_is_told_before_it_is_sent(form: Visit) -> None:
    fill(form.page, FILLED | {"body.1": "水" * 90_000})
    agree(form.page)
    at(form.page, "[data-door=zip]").click()
    expect(form.page.locator("[data-form-summary]")).to_contain_text("at most 256 KiB (it has 26")


def test_form_that_cannot_load_its_rules_says_so(visit: Callable[..., Visit]) -> None:
    seen = visit("zh/about/", has_worker=False)
    seen.page.route("**/form.json", lambda route: route.abort())
    seen.page.goto(f"{seen.start}zh/{FORM}")
    note = seen.page.locator("[data-form-broken]")
    expect(note).to_be_visible()
    expect(note).to_be_focused()
    expect(note).to_contain_text("不会被保存")


def test_browser_that_keeps_nothing_says_so(visit: Callable[..., Visit]) -> None:
    seen = visit("about/")
    seen.page.add_init_script("Object.defineProperty(window, 'indexedDB', { get() { throw new Error('private'); } });")
    seen.go(FORM)
    opened(seen)
    fill(seen.page, {"title": "A still"})
    expect(seen.page.locator("[data-form-status]")).to_contain_text("keep the draft as a file")
