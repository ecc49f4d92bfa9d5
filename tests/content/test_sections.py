"""Translations know which sections of their originals they were made from."""

import re
import shutil

import pytest

import mkdocs_hook
from gmooc.content.sections import anchored_headings, changed_since, marks_of, sections_of, with_marks
from gmooc.content.translations import mark_translated, needs, original_of
from gmooc.core.settings import Settings
from gmooc.text.markdown import render
from paths import ROOT

CONTENT = ROOT / "content"

ORIGINAL = """---
title: Clean water
as_of: 2026-11-24
---

First words.

## How it works

Sand and coal.

```
## Not a heading
```

## Results {#what-came}

Eight litres.
"""
TRANSLATION = "---\ntitle: 净水\nlanguage: zh\n---\n\n开头。\n"


def sections(text):
    return sections_of("about.md", text.encode())


def anchors(text):
    return [section.anchor for section in sections(text)]


def test_text_is_parted_at_its_headings():
    assert anchors(ORIGINAL) == ["head", "start", "how-it-works", "what-came"]


def changed(old, new):
    marks = tuple(section.mark for section in sections(ORIGINAL))
    return [section.anchor for section in changed_since(marks, sections(ORIGINAL.replace(old, new)))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Eight litres.", "Nine litres.", ["what-came"]),
        ("Clean water", "Water", ["head"]),
        ("First", "Other", ["start"]),
        ("2026-11-24", "2026-11-25", []),
        ("Sand and coal.", "Sand  and\ncoal.", []),
        ("## How it works", "## How it goes", ["how-it-goes"]),
    ],
    ids=["body", "title", "introduction", "date", "line breaks", "heading"],
)
def test_only_a_section_whose_words_changed_counts_as_changed(old, new, expected):
    assert changed(old, new) == expected


def test_translation_without_marks_says_nothing():
    assert changed_since((), sections(ORIGINAL)) == ()


def test_marks_are_written_once_and_read_again():
    marked = with_marks(with_marks(TRANSLATION, sections(TRANSLATION)), sections(ORIGINAL))
    assert marks_of("about.zh.md", marked.encode()) == tuple(section.mark for section in sections(ORIGINAL))
    assert marked.count("source_hash") == 1
    assert marked.endswith("---\n\n开头。\n")


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("about.zh.md", "about.md"),
        ("projects/2026/still/index.sw.md", "projects/2026/still/index.md"),
        ("projects/2026/still.en.md", "projects/2026/still.md"),
        ("challenges/gmooc-2024.zh.md", "challenges/gmooc-2024.md"),
        ("challenges/index.fr.md", "challenges/index.md"),
        ("about.md", "about.md"),
    ],
)
def test_original_stands_beside_its_translation(path, original):
    assert original_of(path) == original


def test_needs_come_in_order_and_vanish_when_they_are_met(tmp_path):
    files = {"about.md": ORIGINAL, "about.zh.md": TRANSLATION, "community.md": ORIGINAL, "community.zh.md": TRANSLATION}
    for name, text in (files | {"alliance.md": ORIGINAL}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [path.name for path in tmp_path.iterdir()]
    assert mark_translated(tmp_path, "about.zh.md")
    assert not mark_translated(tmp_path, "about.zh.md")
    (tmp_path / "about.md").write_text(ORIGINAL.replace("Eight", "Nine"), encoding="utf-8")
    chinese = [need for need in needs(tmp_path, paths) if need.language == "zh"]
    assert [(need.path, len(need.changed), need.is_there, need.is_marked) for need in chinese] == [
        ("about.zh.md", 1, True, True),
        ("alliance.md", 0, False, True),
        ("community.zh.md", 0, True, False),
    ]


def test_original_in_another_language_needs_english_and_not_its_own(tmp_path):
    (tmp_path / "challenges").mkdir()
    for name, language in (("kenya", "sw"), ("mexico", "es")):
        text = ORIGINAL.replace("title: Clean", f"language: {language}\ntitle: Clean")
        (tmp_path / f"challenges/{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "challenges/kenya.en.md").write_text(TRANSLATION, encoding="utf-8")
    paths = ["challenges/kenya.md", "challenges/kenya.en.md", "challenges/mexico.md"]
    found = [(need.language, need.path, need.is_there) for need in needs(tmp_path, paths)]
    assert [need for need in found if need[0] == "en"] == [
        ("en", "challenges/mexico.md", False),
        ("en", "challenges/kenya.en.md", True),
    ]
    assert [path for language, path, _ in found if language == "es"] == ["challenges/kenya.md"]


HEADINGS = """# Top

## Results

### Results

## Results

## Water & [sand](sand.md), *twice*

## 🌱 Growing

> ## Results

## `code` and ~~gone~~

Under a line
------------

## 结果

## 结果
"""


def test_sections_of_an_entry_have_the_ids_of_its_headings():
    second = [heading.anchor for heading in anchored_headings(HEADINGS, is_free=False)]
    written = [heading.id for heading in render(HEADINGS).headings]
    assert second == [written[number] for number in (1, 3, 4, 5, 6, 7, 8, 9, 10)]
    assert second[:2] == ["results", "results-2"]


def test_an_entry_knows_no_attribute_lists():
    (heading,) = anchored_headings("## Results {#came}\n", is_free=False)
    assert heading.anchor == render("## Results {#came}\n").headings[0].id


def test_sections_of_a_free_page_have_the_ids_of_its_headings(tmp_path):
    body = HEADINGS.replace("## 🌱 Growing", "## 🌱 Growing {#results-1}").replace("~~", "")
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "about.md").write_text(f"---\ntitle: About\ndescription: D\n---\n\n{body}", encoding="utf-8")
    mkdocs_hook.draw(content, tmp_path / "site", Settings("GMOOC", "About", ""))
    page = (tmp_path / "site/about/index.html").read_text(encoding="utf-8")
    article = page[page.index("<article") : page.index("</article>")]
    assert [heading.anchor for heading in anchored_headings(body, is_free=True)] == re.findall(
        r'<h2 id="([^"]+)"', article
    )


def test_a_heading_written_as_html_takes_its_id_from_those_after_it():
    body = "<h2>Results</h2>\n\n## Results\n"
    assert [heading.anchor for heading in anchored_headings(body, is_free=False)] == [render(body).headings[1].id]
