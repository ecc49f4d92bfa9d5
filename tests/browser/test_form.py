"""The form as somebody uses it who has a story, a photograph and no account."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Error, Locator, Page, Route, TimeoutError, expect

from browser.serving import serve
from browser.visits import Visit, await_true
from gmooc.checks.inspection import inspect
from gmooc.checks.rule_texts import RULE_OF
from gmooc.content.entry import identify, read_record
from gmooc.model.kinds import KIND_OF
from gmooc.text.document import read_document

ROOT = Path(__file__).parent.parent.parent
FORM = "contribute/project/"
FILLED = {
    "title": "A still for every roof",
    "summary": "A solar still of local parts.",
    "challenge": "gmooc-2024",
    "outcome": "app",
    "team.name": "Blue Drop",
    "sdgs.main.goal": "6",
    "sdgs.main.how": "Gives families safe water.",
    "status": "prototype",
    "body.0": "Water is far away.",
}
HOSTILE = [
    "NO",
    "yes",
    "12:30",
    "a: b # c",
    "- '\"\\",
    "{{ 7*7 }} ${x} %x @y `z`",
    "🌍 مياه 水",
    "a\\nb\\t",
    "---",
    "~",
    "!!python",
    "*a &b",
    "</script><b>",
]


@pytest.fixture
def form(visit: Callable[..., Visit]) -> Visit:
    return opened(visit(FORM, 360))


def opened(seen: Visit) -> Visit:
    expect(seen.page.locator("[data-form=ready]")).to_be_attached()
    return seen


def at(page: Page, selector: str) -> Locator:
    """Return the first part of the form that is meant, when its step is shown."""
    found = page.locator(selector).first
    found.evaluate("part => { location.hash = part.closest('[data-form-step]').id; }")
    return found


def fill(page: Page, values: dict[str, str]) -> None:
    for name, value in values.items():
        field = at(page, f"[name='{name}']")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


# The status says "Saved" of what was typed before, too.
KEPT = """text => new Promise((done) => {
  const opening = indexedDB.open("gmooc-form");
  opening.onsuccess = () => {
    const asked = opening.result.transaction("drafts").objectStore("drafts").getAll();
    asked.onsuccess = () => {
      opening.result.close();
      done(asked.result.some((draft) => Object.values(draft.flat).includes(text)));
    };
  };
})"""


def await_kept(page: Page, text: str) -> None:
    """Wait until a draft in the browser holds a text."""
    await_true(page, KEPT, text)
    expect(page.locator("[data-form-status]")).to_contain_text("Saved in this browser")


def agree(page: Page) -> None:
    expect(at(page, "[data-form-doors]")).to_be_visible()
    for box in page.locator("[name^='consent.']").filter(visible=True).all():
        box.check()


def saved(page: Page, door: str) -> tuple[str, bytes]:
    with page.expect_download() as found:
        at(page, f"[data-door={door}]").click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def codes_of(text: str) -> set[str]:
    document, problems = read_document("projects/2024/x.md", text.encode())
    _, more = read_record(document, KIND_OF["project"])
    return {problem.code for problem in (*problems, *more)}


def test_filled_form_gives_a_file_without_fault(form: Visit) -> None:
    fill(form.page, FILLED)
    agree(form.page)
    name, content = saved(form.page, "file")
    assert (name, codes_of(content.decode())) == ("a-still-for-every-roof.md", set())
    assert (form.foreign, form.faults) == ([], [])


def test_empty_form_links_each_missing_field(form: Visit) -> None:
    at(form.page, "[data-door=zip]").click()
    summary = form.page.locator("[data-form-summary]")
    expect(summary).to_be_focused()
    links = summary.get_by_role("link")
    assert links.count() >= 8
    told = " ".join(links.all_text_contents())
    assert [
        name
        for name in ("Name of the project", "How the project serves it", "Goal:", "Tick: Everyone named")
        if name not in told
    ] == []
    links.first.click()
    expect(form.page.locator("[name=title]")).to_be_focused()
    expect(form.page.locator("[name=title]")).to_have_attribute("aria-invalid", "true")


def test_long_summary_is_shown_from_its_beginning(visit: Callable[..., Visit]) -> None:
    page = visit("contribute/project/", 360).page
    at(page, "[data-door=zip]").click()
    summary = page.locator("[data-form-summary]")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_be_in_viewport()


def test_draft_survives_a_tab_that_crashes(form: Visit) -> None:
    fill(form.page, {"title": "水滴", "body.1": "我们的故事"})
    at(form.page, "[data-list='team.members'] [data-add]").click()
    fill(form.page, {"team.members.0.name": "阿明"})
    expect(form.page.locator("[data-form-status]")).to_contain_text("Saved in this browser")
    form.page.wait_for_timeout(600)
    context = form.page.context
    with pytest.raises(Error, match="crash"):
        form.page.goto("chrome://crash")
    again = opened(_reopen(context, form.start))
    expect(again.page.locator("[name=title]")).to_have_value("水滴")
    expect(again.page.locator("[name='team.members.0.name']")).to_have_value("阿明")


def _reopen(context: Any, start: str) -> Visit:
    # The first tab after a crash sometimes never gets an answer from the browser: then one opens another.
    for _ in range(3):
        seen = Visit(context.new_page(), start)
        with suppress(TimeoutError):
            seen.go(FORM)
            return seen
    raise AssertionError("no tab could be opened after the crash")


def test_hostile_values_come_back_as_they_were(form: Visit) -> None:
    for index, text in enumerate(HOSTILE):
        if index % 6 == 0:
            fill(form.page, FILLED)
            agree(form.page)
        fill(form.page, {"title": text, "team.name": text, "sdgs.main.how": text})
        _, content = saved(form.page, "file")
        document, problems = read_document("projects/2024/x.md", content)
        assert problems == ()
        values = document.values
        assert [values["title"], values["team"]["name"], values["sdgs"]["main"]["how"]] == [text] * 3


def photograph() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (1.0, 2.0, 3.0)
    exif[0x0110] = "SecretCamera"
    out = io.BytesIO()
    Image.effect_noise((3000, 2000), 40).convert("RGB").save(out, "JPEG", exif=exif, quality=60)
    return out.getvalue()


def test_photograph_becomes_small_and_loses_its_place(form: Visit) -> None:
    fill(form.page, FILLED | {"cover.alt": "A glass pyramid"})
    agree(form.page)
    given = photograph()
    assert b"SecretCamera" in given
    at(form.page, "[data-picture='cover.src']").set_input_files(
        {"name": "My Photo.JPG", "mimeType": "image/jpeg", "buffer": given}
    )
    expect(form.page.locator("[data-picture-note] img").first).to_be_visible()
    name, content = saved(form.page, "zip")
    archive = zipfile.ZipFile(io.BytesIO(content))
    folder = "content/projects/2024/a-still-for-every-roof/"
    assert (name, archive.testzip(), archive.namelist()) == (
        "a-still-for-every-roof.zip",
        None,
        [f"{folder}index.md", f"{folder}my-photo.webp"],
    )
    picture = Image.open(io.BytesIO(archive.read(f"{folder}my-photo.webp")))
    assert (picture.width, len(picture.getexif()), b"SecretCamera" in content) == (2560, 0, False)
    assert codes_of(archive.read(f"{folder}index.md").decode()) == set()
    assert form.faults == []


def test_file_is_named_as_the_command_line_names_it(form: Visit) -> None:
    """One fixture holds both: tests/core/test_slugs.py reads it, too."""
    rows = json.loads((ROOT / "tests/fixtures/slugs.json").read_text(encoding="utf-8"))
    found = form.page.evaluate(
        """async (titles) => {
            const { slugOf } = await import(new URL("../../assets/form/names.js", document.baseURI));
            const slugs = [];
            for (const title of titles) slugs.push(await slugOf(title, document.baseURI));
            return slugs;
        }""",
        [row["title"] for row in rows],
    )
    assert dict(zip([row["title"] for row in rows], found, strict=True)) == {row["title"]: row["slug"] for row in rows}
    assert form.faults == []


def test_address_of_another_project_is_not_given_twice(form: Visit) -> None:
    fill(form.page, FILLED | {"title": "Lantern  School!", "year": "2026"})
    agree(form.page)
    at(form.page, "[data-door=file]").click()
    summary = form.page.locator("[data-form-summary]")
    expect(summary).to_contain_text("There is a project of this name and year already")
    # The same name in another year is another address.
    fill(form.page, {"year": "2024"})
    assert saved(form.page, "file")[0] == "lantern-school.md"
    expect(summary).to_be_hidden()
    assert form.faults == []


GOOD = {
    "title": "A",
    "summary": "B",
    "challenge": "gmooc-2024",
    "year": "2024",
    "team": {"name": "T"},
    "sdgs": {"main": {"goal": "4", "how": "H"}},
    "outcome": "app",
    "status": "idea",
}
BAD = {
    "good": {},
    "missing": {"title": None},
    "empty group": {"team": None},
    "unknown key": {"zzzzzz": "x"},
    "choice": {"outcome": "ap"},
    "choice of case": {"status": "Idea"},
    "long line": {"title": "x" * 121},
    "line at its limit": {"title": "🌍" * 120},
    "long sentence": {"summary": "水" * 201},
    "blank": {"title": "  "},
    "number": {"year": "two"},
    "early year": {"year": "1999"},
    "late year": {"year": "2101"},
    "goal 18": {"sdgs": {"main": {"goal": "18", "how": "H"}}},
    "three more goals": {"sdgs": {"main": {"goal": "4", "how": "H"}, "also": [{"goal": "5", "how": "H"}] * 3}},
    "day": {"status_checked": "2024-9-28"},
    "no such day": {"status_checked": "2023-02-29"},
    "country": {"countries": ["KE", "Kenya"]},
    "country of old": {"countries": ["YU"]},
    "address without scheme": {"links": [{"kind": "demo", "url": "example.org"}]},
    "address without dot": {"links": [{"kind": "demo", "url": "https://localhost/"}]},
    "address with name": {"links": [{"kind": "demo", "url": "https://a:b@example.org/"}]},
    "address in two alphabets": {"links": [{"kind": "demo", "url": "https://ex\u0430mple.org/"}]},
    "script": {"links": [{"kind": "demo", "url": "javascript:alert(1)"}]},
    "picture elsewhere": {"cover": {"src": "../x.png", "alt": "A"}},
    "picture without alt": {"cover": {"src": "x.png"}},
    "hidden sign": {"title": "a\u202eb"},
    "joiner that joins nothing": {"title": "a\u200db"},
    "joiner that is needed": {"title": "\u0645\u06cc\u200c\u0634\u0648\u062f"},
    "e-mail": {"team": {"name": "ann@example.org"}},
    "e-mail in Chinese": {"summary": "写信给 张三@例子.公司"},
    "language": {"language": "English"},
    "identifier": {"challenge": "GMOOC 2024"},
    "target": {"sdgs": {"main": {"goal": "4", "how": "H", "target": "4.x"}}},
    "text for a group": {"team": "T"},
    "text for a list": {"countries": "KE"},
    "orcid": {"team": {"name": "T", "members": [{"name": "A", "orcid": "0000-0002-1825-009"}]}},
    "orcid mistyped": {"team": {"name": "T", "members": [{"name": "A", "orcid": "0000-0002-1825-0098"}]}},
    "orcid as an address": {"team": {"name": "T", "members": [{"name": "A", "orcid": "https://orcid.org/0000-0002-1694-233X"}]}},
    "consent": {"cover": {"src": "x.png", "alt": "A", "people_consent": "perhaps"}},
}  # fmt: skip


def test_form_finds_what_the_command_finds(form: Visit) -> None:
    cases = {
        name: {key: value for key, value in (GOOD | change).items() if value is not None}
        for name, change in BAD.items()
    }
    in_browser = form.page.evaluate(
        """async cases => {
            const { check, rules } = await import(new URL("../../assets/form.js", document.baseURI));
            const files = new Set(["x.png", "../x.png"]);
            return Object.fromEntries(Object.entries(cases).map(([name, values]) =>
                [name, check(values, "", files, rules).map(({ code }) => code).filter(code => code < "E100").sort()]));
        }""",
        cases,
    )
    by_command = {
        name: sorted(codes_of(f"---\n{json.dumps(values, ensure_ascii=False)}\n---\n"))
        for name, values in cases.items()
    }
    assert {name: sorted(set(codes)) for name, codes in in_browser.items()} == by_command


STORY = "We built a still of glass and wood with four families and measured what it gave. " * 4
# What only the other files tell, or the words themselves: values to change, and the story.
WRITTEN = {
    "fine": ({}, STORY),
    "no such edition": ({"challenge": "gmoc-2024"}, STORY),
    "no such target": ({"sdgs": {"main": {"goal": "4", "how": "H", "target": "4.99"}}}, STORY),
    "a target of another goal": ({"sdgs": {"main": {"goal": "4", "how": "H", "target": "6.1"}}}, STORY),
    "picture that is not there": ({"cover": {"src": "y.png", "alt": "A glass pyramid"}}, STORY),
    "picture elsewhere in the story": ({}, f"{STORY}\n\n![A glass pyramid](https://example.org/x.png)"),
    "link without https": ({}, f"{STORY}\n\n[Our site](www.example.org)"),
    "links that lead on": ({}, f"{STORY}\n\n[Our site](https://example.org) [above](#top) ![A still](x.png)"),
    "badges": ({}, f"{STORY}\n\n![A badge](https://example.org/x.svg) ![Another](https://example.org/y.svg)"),
    "signs of others": (
        {},
        f"{STORY}\n\n![[x.png]] [[Page]] {{{{< youtube x >}}}} [Site] (https://example.org)\n\n::: tip\n",
    ),
    "signs of others as code": ({}, f"{STORY} `[[x]]`\n\n```\n{{% include x %}}\n```\n"),
    "conflict": ({}, f"{STORY}\n\n<<<<<<< HEAD\nEight.\n=======\nNine.\n>>>>>>> review\n"),
    "conflict in an example": ({}, f"{STORY}\n\n```\n<<<<<<< HEAD\n>>>>>>> review\n```\n"),
    "comment without an end": ({}, f"{STORY}\n\n<!-- Results\n"),
    "comment with an end": ({}, f"{STORY}\n\n<!-- Results -->\n\n```\n<!-- x\n```\n"),
    "picture without words": ({}, f"{STORY}\n\n![](x.png)"),
    "words of the example": ({"title": "Name of the project"}, STORY),
    "empty section": ({}, f"{STORY}\n\n## Results\n\n## Next\n\nMore."),
    "empty section at the end": ({}, f"{STORY}\n\n## Results\n\n### Water ##\n"),
    "sections within sections": ({}, f"## Results\n\n### Water\n\n{STORY}\n\n```\n## x\n```"),
    "quotations within quotations": ({}, f"{STORY}\n\n{'>' * 31} Water"),
    "as many as may be": ({}, f"{STORY}\n\n{'>' * 30} Water"),
    "a film": ({}, f'{STORY}\n\n<video src="https://example.org/x.mp4"></video>\n'),
    "a film as code": ({}, f"{STORY} `<video>`\n\n```\n<iframe>\n```\n"),
    "hidden signs": ({}, f"{STORY}\n\nWa\u200bter\U000e0041."),
    "links that deceive": ({}, f"{STORY}\n\n[example.org](https://example.com/) https://ex\u0430mple.org/"),
    "an address": ({}, f"{STORY}\n\nWrite to amina@example.org."),
    "a number": ({"summary": "Call +254 712 345 678"}, f"{STORY}\n\nCall +254 712 345 678."),
    "addresses of a machine": (
        {},
        f"{STORY}\n\n[The plan](file:///C:/plan.pdf) ![A still](C:/still.png) [x](http:/example.org) [y](https://a@example.org/)",
    ),
    "no answer": ({}, f"{STORY}\n\n_No response_"),
    "characters of HTML": ({"title": "Water &amp; food", "summary": "Kenya&#39;s R&D; for AT&T;&nbsp;and us"}, STORY),
    "no characters of HTML": (
        {"title": "Food & water", "summary": "R&D; for AT&T; &unknown; &#8203; &#99999999;"},
        STORY,
    ),
    "too short": ({}, "Short."),
    "too short in Chinese": ({"language": "zh"}, "水" * 70),
    "long enough in Chinese": ({"language": "zh"}, "水" * 90),
}


# What a story may be told, by the form as by check.py.
TOLD_OF_A_STORY = {
    *("E006", "E022", "E023", "E028", "E029", "E030", "E031", "E032", "E101", "E102", "E103", "E104"),
    *("E108", "E110", "E111", "E112", "E113", "E114", "E116", "E117", "E118"),
}


def test_form_finds_what_the_command_finds_in_the_whole_content(form: Visit, tmp_path: Path) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    folder = content / "projects/2024"
    folder.mkdir(parents=True, exist_ok=True)
    cases = {
        name: [GOOD | {"title": f"Case {number} {'xyzuvw'[number % 6] * number}"} | change, story]
        for number, (name, (change, story)) in enumerate(WRITTEN.items())
    }
    files = {}
    for number, (name, (values, story)) in enumerate(cases.items()):
        path = folder / f"case-{number}/index.md"
        path.parent.mkdir()
        Image.new("RGB", (9, 9)).save(path.parent / "x.png")
        path.write_text(f"---\n{json.dumps(values, ensure_ascii=False)}\n---\n\n{story}\n", encoding="utf-8")
        files[path.relative_to(content).as_posix()] = name
    by_command: dict[str, list[str]] = {name: [] for name in cases}
    for problem in inspect(content):
        # Whether a text is written up twice is seen among all texts only.
        if problem.path in files and problem.code != "E115":
            by_command[files[problem.path]].append(problem.code)
    in_browser = form.page.evaluate(
        """async cases => {
            const { check, rules } = await import(new URL("../../assets/form.js", document.baseURI));
            const codes = ([values, story]) => check(values, story, new Set(["x.png"]), rules).map(({ code }) => code).sort();
            return Object.fromEntries(Object.entries(cases).map(([name, one]) => [name, codes(one)]));
        }""",
        cases,
    )
    assert in_browser == {name: sorted(codes) for name, codes in by_command.items()}
    assert {code for codes in in_browser.values() for code in codes} == TOLD_OF_A_STORY


EXPOSURES = json.loads((ROOT / "tests/text/exposures.json").read_text(encoding="utf-8"))


def test_form_finds_who_is_given_away_as_the_command_does(form: Visit) -> None:
    in_browser = form.page.evaluate(
        """async cases => {
            const { rules } = await import(new URL("../../assets/form.js", document.baseURI));
            const { exposed } = await import(new URL("../../assets/form/safety.js", document.baseURI));
            const codes = ([text]) => exposed({}, text, rules).map(({ code, isHint }) => (isHint ? "hint " : "") + code);
            return Object.fromEntries(Object.entries(cases).map(([name, one]) => [name, codes(one)]));
        }""",
        EXPOSURES,
    )
    assert in_browser == {name: codes for name, (_, codes) in EXPOSURES.items()}


DECEPTIONS = json.loads((ROOT / "tests/text/deceptions.json").read_text(encoding="utf-8"))


def test_form_finds_what_deceives_as_the_command_does(form: Visit) -> None:
    in_browser = form.page.evaluate(
        """async ({ hidden, links }) => {
            const { rules } = await import(new URL("../../assets/form.js", document.baseURI));
            const safety = await import(new URL("../../assets/form/safety.js", document.baseURI));
            const codes = (found) => found.map(({ code, isHint }) => (isHint ? "hint " : "") + code);
            const all = (cases, find) => Object.fromEntries(Object.entries(cases).map(([name, [text]]) => [name, codes(find(text, rules))]));
            return { hidden: all(hidden, safety.hidden), links: all(links, safety.deceivingLinks) };
        }""",
        DECEPTIONS,
    )
    assert in_browser == {
        kind: {name: codes for name, (_, codes) in cases.items()} for kind, cases in DECEPTIONS.items()
    }


# Rules that no form can break, and those that only the whole content tells: check.py and CI say these, and why.
KEPT_BY_THE_FORM = {"E002", "E003", "E004", "E005", "E007", "E008", "E009", "E019", "E106", "E109"}
OF_OTHER_KINDS = {"E017", "E130", "E131", "E132", "E133", "E134", "E137", "E138", "E139", "E141", "E142"}
OF_THE_WHOLE_CONTENT = {"E105", "E107", "E115", "E135", "E136", "E140"}


def test_every_rule_is_told_by_the_form_or_cannot_be() -> None:
    values = {name: {key: value for key, value in (GOOD | change).items() if value} for name, change in BAD.items()}
    of_values = {
        code for one in values.values() for code in codes_of(f"---\n{json.dumps(one, ensure_ascii=False)}\n---\n")
    }
    told = {"E001"} | of_values | TOLD_OF_A_STORY
    others = KEPT_BY_THE_FORM | OF_OTHER_KINDS | OF_THE_WHOLE_CONTENT
    assert (told | others, told & others) == (set(RULE_OF), set())


def test_form_finds_what_an_author_forgot(form: Visit) -> None:
    found = form.page.evaluate(
        """async lines => {
            const { check, rules } = await import(new URL("../../assets/form.js", document.baseURI));
            const { countWords } = await import(new URL("../../assets/form/writing.js", document.baseURI));
            const { values } = lines;
            const codes = (change, story) => check({ ...values, ...change }, story, new Set(["x.png"]), rules).map(({ code }) => code);
            const long = "word ".repeat(60);
            return {
                fine: codes({}, long),
                template: codes({ title: "Name of the project" }, long),
                poor: codes({ cover: { src: "x.png", alt: "IMG_2034" } }, `${long} ![photo](x.png)`),
                short: codes({}, "Short."),
                unanswered: codes({}, `${long} _No response_`),
                words: ["Clean water, now", "清洁的饮用水和卫生", "AI 学习工具", "", "مياه نظيفة"].map((text) => countWords(text, rules)),
            };
        }""",
        {"values": GOOD},
    )
    assert found == {
        "fine": [], "template": ["E110"], "poor": ["E113", "E113"], "short": ["E114"], "unanswered": ["E112"], "words": [3, 6, 3, 0, 2],
    }  # fmt: skip


def test_draft_goes_to_another_device(form: Visit, visit: Callable[..., Visit], tmp_path: Path) -> None:
    fill(form.page, {"title": "مياه", "sdgs.main.goal": "6", "body.2": "one\n\ntwo"})
    at(form.page, "[name=wanted][value=people]").check()
    with form.page.expect_download() as found:
        form.page.locator("[data-draft=save]").click()
    draft = tmp_path / "draft.json"
    found.value.save_as(draft)
    other = opened(visit(FORM)).page
    other.locator("#gm-draft-open").set_input_files(draft)
    expect(other.locator("[name=title]")).to_have_value("مياه")
    expect(other.locator("[name='body.2']")).to_have_value("one\n\ntwo")
    expect(at(other, "[name=wanted][value=people]")).to_be_checked()
    expect(other.get_by_label("people to join")).to_be_checked()


def test_draft_can_be_removed(form: Visit) -> None:
    fill(form.page, {"title": "A"})
    form.page.on("dialog", lambda dialog: dialog.accept())
    expect(form.page.locator("[data-form-status]")).to_contain_text("Saved in this browser")
    form.page.locator("[data-draft=clear]").click()
    expect(form.page.locator("[data-form-status]")).to_contain_text("removed")
    form.page.reload()
    expect(opened(form).page.locator("[name=title]")).to_have_value("")


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The published content with the address of a repository, of a mirror, and of mail."""
    folder = tmp_path_factory.mktemp("hosted")
    # The command finds its settings beside itself, so it is copied; what it only reads is linked.
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    # Entries beside the newest edition and the free pages add nothing to what is looked at.
    few = shutil.ignore_patterns("20*", "sdg-*.??.md", "*.txt", "links.json")
    shutil.copytree(ROOT / "content", folder / "content", ignore=few)
    for name in ("theme", "node_modules", ".venv", "requirements.txt", "requirements-dev.txt"):
        (folder / name).symlink_to(ROOT / name)
    mirrors = "  mirrors: [{kind: forgejo, url: https://codeberg.org/example/site}]"
    contact = 'contact: {mail: "hello@example.org", page: ""}'
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("  mirrors: []", mirrors)
    settings = settings.replace('contact: {mail: "", page: ""}', contact)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    environment = os.environ | {"GITHUB_REPOSITORY": "example/site", "GITHUB_SERVER_URL": "https://github.com"}
    run = subprocess.run(
        [sys.executable, folder / "scripts/build.py"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    with serve(folder / "site") as url:
        yield url


DOORS = {
    "github.com": "/example/site/new/main/content/projects/2024",
    "codeberg.org": "/example/site/_new/main/content/projects/2024",
}


def test_code_hosts_open_with_the_same_text_while_it_fits(browser: Browser, hosted: str) -> None:
    seen = Visit(browser.new_context().new_page(), hosted)
    seen.go(FORM)
    opened(seen)
    fill(seen.page, FILLED)
    agree(seen.page)
    doors = seen.page.locator("[data-door=host]")
    found = {}
    for index, (name, path) in enumerate(DOORS.items()):
        seen.page.context.route(f"https://{name}/**", lambda route: route.fulfill(body="there"))
        with seen.page.expect_popup() as popup:
            doors.nth(index).click()
        address = urlsplit(popup.value.url)
        assert (address.hostname, address.path) == (name, path)
        found[name] = parse_qs(address.query)
    assert found["github.com"] == found["codeberg.org"]
    assert found["github.com"]["filename"] == ["a-still-for-every-roof.md"]
    assert codes_of(found["github.com"]["value"][0]) == set()
    fill(seen.page, {"body.1": "水" * 900})
    at(seen.page, "[name='body.1']").blur()
    for index in range(len(DOORS)):
        expect(doors.nth(index)).to_be_disabled()
        expect(seen.page.locator("[data-door-note=host]").nth(index)).to_contain_text("too long for this door")
    seen.page.context.close()


def test_door_is_open_to_the_last_byte_that_fits(browser: Browser, hosted: str) -> None:
    """Hosts have names of different lengths, so that one door may close before the other."""
    seen = Visit(browser.new_context().new_page(), hosted)
    seen.go(FORM)
    opened(seen)
    fill(seen.page, FILLED)
    doors, notes = seen.page.locator("[data-door=host]"), seen.page.locator("[data-door-note=host]")

    def bytes_with(letters: int) -> list[int]:
        fill(seen.page, {"body.1": "x" * letters})
        at(seen.page, "[name='body.1']").blur()
        for index in range(len(DOORS)):
            expect(notes.nth(index)).to_contain_text("bytes")
        seen.page.wait_for_timeout(300)
        return [int(re.findall(r"(\d+) (?:of at most|bytes)", note)[0]) for note in notes.all_text_contents()]

    first = bytes_with(1000)
    assert bytes_with(1000 + 8190 - first[1])[1] == 8190
    assert [doors.nth(index).is_disabled() for index in range(2)] == [False, False]
    assert bytes_with(1000 + 8191 - first[1])[1] == 8191
    assert [doors.nth(index).is_disabled() for index in range(2)] == [False, True]
    seen.page.context.close()


def test_mail_is_begun_with_its_address_and_the_name_of_the_file(browser: Browser, hosted: str) -> None:
    seen = Visit(browser.new_context().new_page(), hosted)
    seen.go(FORM)
    opened(seen)
    fill(seen.page, FILLED | {"title": "Sun & rain"})
    link = seen.page.get_by_role("link", name="Write the e-mail")
    expect(at(seen.page, "[data-form-mail]")).to_be_visible()
    expect(link).to_have_attribute("href", re.compile("sun-rain"))
    address = urlsplit(link.get_attribute("href") or "")
    assert (address.scheme, address.path) == ("mailto", "hello@example.org")
    assert parse_qs(address.query) == {
        "subject": ["Project for the GMOOC site: Sun & rain"],
        "body": ["The file sun-rain.zip is attached."],
    }
    seen.page.context.close()


def test_pages_lead_to_their_file_at_each_host(browser: Browser, hosted: str) -> None:
    seen = Visit(browser.new_context().new_page(), hosted)
    seen.go("zh/about/")
    found = [(link.inner_text(), link.get_attribute("href")) for link in seen.page.locator("a[rel=edit]").all()]
    assert found == [
        ("在 GitHub 改进本页", "https://github.com/example/site/edit/main/content/about.zh.md"),
        ("在 codeberg.org 改进本页", "https://codeberg.org/example/site/_edit/main/content/about.zh.md"),
    ]
    seen.page.context.close()


PROJECTS = [
    path
    for path in sorted((ROOT / "tests/sites/small/content/projects").rglob("*.md"))
    if "draft: true" not in path.read_text(encoding="utf-8") and path.parent.name != "projects"
]


def test_every_published_page_comes_back_from_the_form_as_it_was(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/2026/lantern-school/")
    seen.page.locator("a[rel=nofollow]", has_text="Improve this page").click()
    opened(seen)
    expect(seen.page.locator("[data-form-status]")).to_contain_text("“Lantern School” as it is")
    for path in PROJECTS:
        file = path.relative_to(ROOT / "tests/sites/small/content").as_posix()
        identity = identify(file)
        assert identity is not None
        seen.go(f"{FORM}?improve={identity.url}")
        opened(seen)
        assert seen.page.evaluate("import('../../assets/form.js').then(({ found }) => found())") in (
            [],
            ["E114 body"],
            # One of them shows a film, which its page leaves out, and a link that no page opens.
            ["E118 body", "E117 body", "E114 body"],
        )
        agree(seen.page)
        _, content = saved(seen.page, "file")
        old, new = (read_document(file, text)[0] for text in (path.read_bytes(), content))
        assert (new.values, " ".join(new.body.split())) == (old.values, " ".join(old.body.split()))
    assert seen.foreign == []


COMMENTED = """\
# Seen by the editors.
status: idea   # ask again in May
title: "Still: one"
summary: It's near.
year: 2024
team:
  # As they wish to be called.
  name: Blue
  members:
    # Speaks for the team.
    - name: Amina O.   # pseudonym
      role: Design
    - {name: Li, role: "Tests # 1"} # mentor
countries: [KE,
  CN] # two
sdgs:
  main: {goal: 4, how: Teaches.} # sure
wanted: [partner, people]
aliases: [old]
# The end.
"""
MENDED = {
    "nothing": ({}, [], []),
    "order of choices": ({"wanted": ["people", "partner"]}, [], []),
    "a text": ({"title": "A: b"}, ['title: "Still: one"'], ['title: "A: b"']),
    "beside a comment": ({"status": "pilot"}, ["status: idea   # ask again in May"], ['status: "pilot" # ask again in May']),
    "a new key": ({"award": "First"}, [], ['award: "First"']),
    "no more": ({"summary": ""}, ["summary: It's near."], []),
    "in a group": ({"team": {"name": "Red"}}, ["  name: Blue"], ['  name: "Red"']),
    "in an entry": (
        {"team": {"members": [{"name": "A.", "role": "Design"}, {"name": "Li", "role": "Tests # 1"}]}},
        ["    - name: Amina O.   # pseudonym"],
        ['    - name: "A." # pseudonym'],
    ),
    "in a line of an entry": (
        {"team": {"members": [{"name": "Amina O.", "role": "Design"}, {"name": "Li", "role": "All"}]}},
        ['    - {name: Li, role: "Tests # 1"} # mentor'],
        ["    # mentor", '    - name: "Li"', '      role: "All"'],
    ),
    "an entry more": (
        {"team": {"members": [{"name": "Amina O.", "role": "Design"}, {"name": "Li", "role": "Tests # 1"}, {"name": "Bo"}]}},
        [],
        ['    - name: "Bo"'],
    ),
    "another order of entries": (
        {"team": {"members": [{"name": "Li", "role": "Tests # 1"}, {"name": "Amina O.", "role": "Design"}]}},
        [],
        [],
    ),
    "a list of lines": ({"countries": ["KE"]}, ["countries: [KE,", "  CN] # two"], ["# two", "countries:", '  - "KE"']),
    "a deep value": (
        {"sdgs": {"main": {"goal": "4", "how": "Teaches all."}}},
        ["  main: {goal: 4, how: Teaches.} # sure"],
        ["  # sure", "  main:", "    goal: 4", '    how: "Teaches all."'],
    ),
}  # fmt: skip


def changed(values: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Return values with others in their places, group by group; an empty text takes one out."""
    inner = {
        key: changed(values[key], value) if isinstance(value, dict) and key in values else value
        for key, value in change.items()
    }
    return {key: value for key, value in (values | inner).items() if value != ""}


def test_what_is_written_again_keeps_comments_and_order(form: Visit) -> None:
    given = read_document("projects/2024/x.md", f"---\n{COMMENTED}---\n".encode())[0].values
    cases = {name: changed(given, change) for name, (change, _, _) in MENDED.items()}
    texts = form.page.evaluate(
        """async ({ text, given, cases }) => {
            const { rules } = await import(new URL("../../assets/form.js", document.baseURI));
            const { mend } = await import(new URL("../../assets/form/mending.js", document.baseURI));
            const written = ([name, after]) => [name, mend(text, { given, before: given, after, fields: rules.fields })];
            return Object.fromEntries(Object.entries(cases).map(written));
        }""",
        {"text": COMMENTED, "given": given, "cases": cases},
    )
    old = COMMENTED.splitlines()
    for name, (_, gone, added) in MENDED.items():
        new = texts[name].splitlines()
        found = read_document("projects/2024/x.md", f"---\n{texts[name]}---\n".encode())[0].values
        if name == "order of choices":
            found["wanted"].reverse()
        assert (name, found) == (name, cases[name])
        assert (name, [line for line in old if line not in new]) == (name, gone)
        assert (name, [line for line in new if line not in old]) == (name, added)


def test_front_matter_of_another_shape_is_written_anew_below_its_comments(form: Visit) -> None:
    text = form.page.evaluate(
        """async () => {
            const { rules } = await import(new URL("../../assets/form.js", document.baseURI));
            const { mend } = await import(new URL("../../assets/form/mending.js", document.baseURI));
            const given = { title: "A", year: "2024" };
            return mend('# Why.\\n{title: A, year: 2024}\\n', { given, before: given, after: { title: "B", year: "2024" }, fields: rules.fields });
        }"""
    )
    assert text == '# Why.\ntitle: "B"\nyear: 2024\n'


def test_page_that_is_not_changed_comes_back_to_the_letter(visit: Callable[..., Visit]) -> None:
    seen = visit(f"{FORM}?improve=projects/2026/paper-tide/")
    opened(seen)
    agree(seen.page)
    _, content = saved(seen.page, "file")
    assert content == (ROOT / "tests/sites/small/content/projects/2026/paper-tide.md").read_bytes()
    fill(seen.page, {"award": "First prize"})
    _, content = saved(seen.page, "file")
    old = (ROOT / "tests/sites/small/content/projects/2026/paper-tide.md").read_text(encoding="utf-8")
    assert content.decode() == old.replace("award: Second prize", 'award: "First prize"')


def test_draft_of_a_page_that_changed_keeps_both(visit: Callable[..., Visit]) -> None:
    """A maintainer merges a correction while somebody's draft of the same page waits in a browser."""
    seen = visit(f"{FORM}?improve=projects/2026/paper-tide/", has_worker=False)
    opened(seen)
    fill(seen.page, {"award": "My prize"})
    expect(seen.page.locator("[data-form-status]")).to_contain_text("Saved in this browser")

    def merged(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("Paper Tide", "Paper Tides"))

    seen.page.route("**/api/v1/projects/2026/paper-tide.json", merged)
    seen.page.reload()
    opened(seen)
    expect(seen.page.locator("[data-form-status]")).to_contain_text("The page has changed since")
    expect(seen.page.locator("[name=title]")).to_have_value("Paper Tides")
    expect(seen.page.locator("[name=award]")).to_have_value("My prize")


def test_preview_shows_the_page_and_runs_nothing(form: Visit) -> None:
    fill(form.page, FILLED | {"body.0": "**bold** <img src=x onerror=alert(1)><script>alert(1)</script>"})
    at(form.page, "[data-form-preview]").click()
    shown = form.page.locator("[data-form-page]")
    expect(shown.locator("strong")).to_have_text("bold")
    assert shown.locator("script, [onerror]").count() == 0


@pytest.mark.parametrize("story", ["Done :tada:", "It needs $E = mc^2$."], ids=["emoji", "formula"])
def test_preview_tells_what_only_the_page_sets(form: Visit, story: str) -> None:
    fill(form.page, FILLED | {"body.0": story})
    at(form.page, "[data-form-preview]").click()
    expect(form.page.locator("[data-form-page]")).to_contain_text("on the published page they are set")


def test_preview_tells_nothing_of_signs_that_are_not_there(form: Visit) -> None:
    fill(form.page, FILLED | {"body.0": "At 10:30: it costs $ 5, or $6."})
    at(form.page, "[data-form-preview]").click()
    expect(form.page.locator("[data-form-page]")).to_contain_text("it costs")
    expect(form.page.locator("[data-form-page]")).not_to_contain_text("on the published page they are set")


def test_form_of_another_language_expects_a_text_in_it(visit: Callable[..., Visit]) -> None:
    page = opened(visit(f"zh/{FORM}")).page
    expect(page.locator("[name=language]")).to_have_value("zh")


@pytest.mark.parametrize(
    ("language", "fault", "row"),
    [("zh", "项目名称：必填", "移除："), ("fr", "Nom du projet\u00a0: est obligatoire", "Retirer\u00a0: ")],
)
def test_faults_are_told_as_the_language_writes(
    visit: Callable[..., Visit], language: str, fault: str, row: str
) -> None:
    page = opened(visit(f"{language}/{FORM}")).page
    at(page, "[data-door=zip]").click()
    assert page.locator("[data-form-summary] a").first.text_content() == fault
    at(page, "[data-list=countries] [data-add]").click()
    assert (page.locator("[data-list=countries] [data-remove]").get_attribute("aria-label") or "").startswith(row)


def test_rows_are_not_laid_out_before_the_form_takes_them(visit: Callable[..., Visit]) -> None:
    seen = visit("about/", has_worker=False)
    # Without its rules the form stays as it was sent.
    seen.page.route("**/form.json", lambda route: route.abort())
    seen.page.goto(seen.start + FORM)
    rows = seen.page.locator("[data-row]")
    assert rows.count() > 0
    expect(rows.filter(visible=True)).to_have_count(0)


def test_rows_offer_countries_when_they_are_asked_for(form: Visit) -> None:
    page = form.page
    waiting = (
        "[...document.querySelectorAll('[data-list]')].flatMap(list => [...list.gmRow.querySelectorAll('option')])"
    )
    assert page.evaluate(f"{waiting}.filter(({{ value }}) => value === 'KE').length") == 0
    at(page, "[data-list=countries] [data-add]").click()
    assert page.locator("[name='countries.0']").select_option("KE") == ["KE"]


def test_languages_are_offered_in_their_own_words(form: Visit) -> None:
    named = form.page.locator("[name=language] option").evaluate_all(
        "options => Object.fromEntries(options.map(({ value, text }) => [value, text]))"
    )
    assert {code: named[code] for code in ("ar", "am", "vi")} == {"ar": "العربية", "am": "አማርኛ", "vi": "Tiếng Việt"}


def test_without_javascript_it_is_a_template(visit: Callable[..., Visit]) -> None:
    seen = visit(FORM, has_script=False)
    expect(seen.page.get_by_label("Name of the project")).to_be_visible()
    expect(seen.page.locator("[data-form-doors]")).to_be_hidden()
    expect(seen.page.locator("noscript .gm-form__note")).to_be_visible()
    expect(seen.page.locator("[data-row]").first).to_be_visible()
