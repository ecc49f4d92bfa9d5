"""What is pasted from word processors and spreadsheets stays a list or a table, and two tabs keep two drafts."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.test_form import FORM, ROOT, at, await_kept, fill, opened
from browser.visits import Visit
from gmooc.text.markdown import render

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {margin:0}</style></head><body><!--StartFragment-->
<p class=MsoNormal>Intro <b>bold</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span><![endif]>First
point</p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>Sub point</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span>Second point</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1、</span>收集雨水</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2、</span>过滤</p>
<p class=MsoNormal>After</p><!--EndFragment--></body></html>"""
DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Steps</span></p>
<ul><li dir="ltr" aria-level="1"><p><span>One</span></p></li><ul><li aria-level="2"><p><span>One and a half</span></p></li></ul>
<li aria-level="1"><p><span>Two, </span><a href="https://example.org/a?b=c"><span>more</span></a></p></li></ul>
<ol><li><p>A</p></li><li><p>B</p></li></ol>
<div><table><colgroup><col></colgroup><tbody><tr><td><p>Month</p></td><td><p>Users</p></td></tr><tr><td><p>Jan</p></td><td><p>3 | 4</p></td></tr></tbody></table></div></b>"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-style-parent:style0}</style></head><body>
<table border=0><!--StartFragment--><col width=64><tr height=20><td>Month</td><td colspan=2>Users</td><td></td></tr>
<tr><td rowspan=2>2024</td><td>Jan</td><td>3</td><td></td></tr><tr><td>Feb</td><td>5<br>about</td><td></td></tr>
<tr><td></td><td></td><td></td><td></td></tr><!--EndFragment--></table></body></html>"""
HOSTILE = """<ul><li onclick="alert(1)">A<img src=x onerror="alert(1)"><script>alert(1)</script></li><li><a href="javascript:alert(1)">B</a>
<iframe src="https://example.org/"></iframe></li><li>*C* [x](y) &lt;b&gt; `d` _e_ f_g 1. # h</li></ul>"""
CASES = {
    "Word": (
        WORD,
        "Intro **bold**\n\n- First point\n  - Sub point\n- Second point\n1. 收集雨水\n2. 过滤\n\nAfter",
    ),
    "Google Docs": (
        DOCS,
        "**Steps**\n\n- One\n  - One and a half\n- Two, [more](https://example.org/a?b=c)\n\n1. A\n2. B\n\n"
        "| Month | Users |\n| --- | --- |\n| Jan | 3 \\| 4 |",
    ),
    "Excel": (
        EXCEL,
        "| Month | Users |  |\n| --- | --- | --- |\n| 2024 | Jan | 3 |\n|  | Feb | 5 about |",
    ),
    "hostile": (HOSTILE, "- A\n- B\n- \\*C\\* \\[x\\](y) \\<b> \\`d\\` \\_e\\_ f_g 1. # h"),
    "Arabic": ("<ol start=3 dir=rtl><li>ماء</li><li>ملح</li></ol>", "3. ماء\n4. ملح"),
    "heading and list": ("<h1>Title</h1><ul><li>A<ul><li>B</li></ul></li></ul>", "### Title\n\n- A\n  - B"),
    "one column": ("<table><tr><td>A</td></tr><tr><td>B</td></tr></table>", "| A |\n| --- |\n| B |"),
}
PLAIN = {
    "one cell": "<table><tr><td>A</td></tr></table>",
    "paragraphs": "<p>One</p><p>Two <b>bold</b></p>",
    "code of an editor": "<div style='font-family:monospace'><span>## Heading</span></div>",
    "nothing": "",
    "too large a sheet": f"<table>{'<tr><td>1</td></tr>' * 2001}</table>",
}


@pytest.fixture
def form(visit: Callable[..., Visit]) -> Visit:
    return opened(visit(FORM))


def in_module(page: Page, module: str, call: str, *given: object) -> object:
    """Return what a function of a module of the form makes of what is given."""
    return page.evaluate(
        f"given => import(new URL('../../assets/form/{module}', document.baseURI)).then(({{ {call} }}) => {call}(...given))",
        list(given),
    )


@pytest.mark.parametrize("name", CASES)
def test_list_or_table_that_is_pasted_is_markdown(form: Visit, name: str) -> None:
    html, markdown = CASES[name]
    assert in_module(form.page, "paste.js", "markdownOf", html, "lost") == markdown
    shown = render(markdown).html
    assert ("<li>" in shown or "<table>" in shown, "<script" in shown, "javascript:" in shown) == (True, False, False)
    assert form.faults + form.foreign == []


@pytest.mark.parametrize("name", PLAIN)
def test_what_has_no_list_and_no_table_is_left_to_the_browser(form: Visit, name: str) -> None:
    assert in_module(form.page, "paste.js", "markdownOf", PLAIN[name], "One\nTwo") is None


def test_plain_text_is_formed_as_everywhere_else(form: Visit) -> None:
    rows = json.loads((ROOT / "tests/fixtures/lists.json").read_text(encoding="utf-8"))
    found = {row["name"]: in_module(form.page, "lists.js", "withListsAndTables", row["text"]) for row in rows}
    assert found == {row["name"]: row["markdown"] for row in rows}


def test_pasting_into_a_story_keeps_what_is_around_it(form: Visit) -> None:
    field = at(form.page, "[name='body.1']")
    field.fill("Before\nAfter")
    field.evaluate(
        """(field, html) => {
            field.focus();
            field.setSelectionRange(7, 7);
            const data = new DataTransfer();
            data.setData("text/html", html);
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        CASES["one column"][0],
    )
    expect(field).to_have_value("Before\n\n| A |\n| --- |\n| B |\n\nAfter")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("Before\nAfter")


def test_bullets_that_were_typed_are_a_list_of_the_file(form: Visit) -> None:
    at(form.page, "[name='body.1']").fill("We made:\n• one\n• two\nand\n1、三\n2、四")
    at(form.page, "[data-form-file]").locator("xpath=ancestor::details").locator("summary").click()
    expect(form.page.locator("[data-form-file]")).to_contain_text("We made:\n\n- one\n- two\n\nand\n\n1. 三\n2. 四\n")


def test_each_tab_keeps_its_own_draft(form: Visit) -> None:
    first = form.page
    fill(first, {"title": "Title of A", "body.1": "Story of A"})
    status = "[data-form-status]"
    await_kept(first, "Story of A")
    second = first.context.new_page()
    second.goto(first.url)
    expect(second.locator("[data-form=ready]")).to_have_count(1)
    expect(second.locator(status)).to_have_text(
        "This form is open in another tab, too: each tab keeps a draft of its own."
    )
    expect(second.locator("[name=title]")).to_have_value("")
    fill(second, {"title": "Title of B"})
    await_kept(second, "Title of B")
    at(first, "[name='body.1']").press_sequentially("!")
    await_kept(first, first.locator("[name='body.1']").input_value())
    for page, title in ((first, "Title of A"), (second, "Title of B")):
        page.reload()
        expect(page.locator("[data-form=ready]")).to_have_count(1)
        expect(page.locator("[name=title]")).to_have_value(title)
        expect(page.locator(status)).to_contain_text("is here again. This form is open in another tab")
    # The draft of a tab that was closed comes back: the first waits, and the second is told of it.
    first.close()
    second.reload()
    expect(second.locator(status)).to_contain_text("Another draft of this form is kept in this browser")
    third = second.context.new_page()
    third.goto(second.url)
    expect(third.locator("[name=title]")).to_have_value("Title of A")
    third.close()


def test_tabs_of_a_browser_without_locks_never_write_over_each_other(visit: Callable[..., Visit]) -> None:
    """As on a host of a local network, where browsers offer no locks."""
    first = visit("about/").page
    first.context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });")
    second = first.context.new_page()
    address = first.url.replace("about/", FORM)
    for page, title in ((first, "Title of A"), (second, "Title of B")):
        page.goto(address)
        expect(page.locator("[data-form=ready]")).to_have_count(1)
        if page is second:
            # Both have the draft of the first, and both go on.
            expect(page.locator("[name=title]")).to_have_value("Title of A")
        fill(page, {"title": title})
        await_kept(page, title)
    fill(first, {"summary": "Summary of A"})
    expect(first.locator("[data-form-status]")).to_contain_text("open in another tab, too")
    fill(first, {"body.1": "Story of A"})
    await_kept(first, "Story of A")
    for page, title, summary in ((first, "Title of A", "Summary of A"), (second, "Title of B", "")):
        page.reload()
        expect(page.locator("[data-form=ready]")).to_have_count(1)
        expect(page.locator("[name=title]")).to_have_value(title)
        expect(page.locator("[name=summary]")).to_have_value(summary)
