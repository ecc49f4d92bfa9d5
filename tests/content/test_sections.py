"""Translations know which sections of their originals they were made from."""

import re
import shutil

import pytest

import mkdocs_hook
from gmooc.content.sections import anchored_headings, changed_since, marks_of, sections_of, with_marks
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
