"""What is known of outside links is kept in a list, and a page says so once one has been gone for long."""

import json
from datetime import date
from pathlib import Path

import pytest

import gmooc.core.problem_messages as messages
from gmooc.content.link_status import (
    FAILURES,
    FILE,
    LinkStatus,
    after_look,
    links_of,
    load_watched,
    offline_of,
    read_watched,
    write_watched,
)
from gmooc.core.problems import Problem
from gmooc.text.document import read_document

DAY = date(2026, 11, 24)
COPY = "https://web.archive.org/web/2026/https://example.org/demo"
DEMO = "https://example.org/demo"
REFUSED = ({}, (Problem(FILE, 1, 1, "E138", messages.LINKS_FORM),))


def test_three_failures_make_a_mark_and_one_success_takes_it_away():
    link = LinkStatus("https://example.org/demo", ("projects/2024/a.md",))
    for number in range(1, FAILURES + 1):
        link = after_look(link, date(2026, 10, number), "404", archived=COPY)
        assert bool(offline_of({link.url: link})) == (number == FAILURES)
    assert offline_of({link.url: link}) == {"projects/2024/a.md": ((link.url, "2026-10-01", COPY),)}
    link = after_look(link, DAY, None)
    assert link.failures == FAILURES
    link = after_look(link, DAY, "")
    assert link == LinkStatus("https://example.org/demo", ("projects/2024/a.md",), seen="2026-11-24", archived=COPY)


def test_list_is_read_as_it_was_written():
    link = LinkStatus("https://example.org/é", ("a.md", "b.md"), "2026-01-01", 2, "2026-02-01", "404", "", COPY)
    assert read_watched(write_watched([link])) == ({link.url: link}, ())
    assert [problem.code for problem in read_watched('{"a": 1}')[1]] == ["E138"]


def test_links_of_front_matter_and_body_are_found_but_no_archived_ones():
    text = b"""---
links: [{kind: demo, url: "https://a.example/demo", archived: "https://web.archive.org/a"}]
registry: https://sdgs.un.org/a
iri: http://metadata.un.org/sdg/4
---
[b](https://b.example/?x=1&y=2) https://c.example/ <https://d.example> [e](e.md) `https://f.example`
"""
    document, _ = read_document("a.md", text)
    assert list(links_of(document)) == [
        "https://a.example/demo",
        "https://sdgs.un.org/a",
        "https://b.example/?x=1&y=2",
        "https://c.example/",
        "https://d.example",
    ]


def test_list_leaves_out_what_is_empty_and_is_sorted() -> None:
    links = [LinkStatus("https://b.org", ("é.md",), failures=1, since="2026-01-01"), LinkStatus("https://a.org")]
    assert write_watched(links) == (
        '{\n "https://a.org": {\n  "files": []\n },\n "https://b.org": {\n  "files": [\n   "é.md"\n  ],\n'
        '  "failures": 1,\n  "since": "2026-01-01"\n }\n}\n'
    )


SOUND = {"files": ["a.md"], "seen": "2026-01-01", "failures": 2, "since": "2026-02-01", "archived": COPY}


@pytest.mark.parametrize(
    ("url", "changes"),
    [
        (DEMO, {}),
        ("HTTP://example.org", {}),
        (DEMO, {"failures": 0, "since": ""}),
        (DEMO, {"since": "2026-02-01", "failures": 0}),
        (DEMO, {"moved_to": "http://example.org/new", "why": "404"}),
    ],
    ids=["plain", "capitals", "never failed", "mended", "moved"],
)
def test_sound_row_is_read(url: str, changes: dict[str, object]) -> None:
    row = SOUND | changes
    expected = LinkStatus(url, **{**row, "files": ("a.md",)})  # type: ignore[arg-type]
    assert read_watched(json.dumps({url: row})) == ({url: expected}, ())


@pytest.mark.parametrize(
    ("url", "changes"),
    [
        ("ftp://example.org", {}),
        ("example.org", {}),
        (DEMO, {"failures": "2"}),
        (DEMO, {"failures": True}),
        (DEMO, {"since": ""}),
        (DEMO, {"since": "yesterday"}),
        (DEMO, {"seen": "2026-02-30"}),
        (DEMO, {"why": "a\nb"}),
        (DEMO, {"why": 404}),
        (DEMO, {"files": [1]}),
        (DEMO, {"files": None}),
        (DEMO, {"moved_to": "javascript:x"}),
        (DEMO, {"archived": "a.html"}),
        (DEMO, {"colour": "red"}),
    ],
    ids=["scheme", "no scheme", "number as text", "truth as number", "failed since never", "no day", "day that is not", "two lines", "reason as number", "file as number", "no files", "moved to a script", "archived beside", "unknown key"],
)  # fmt: skip
def test_row_that_pages_cannot_show_is_refused(url: str, changes: dict[str, object]) -> None:
    assert read_watched(json.dumps({url: SOUND | changes})) == REFUSED


@pytest.mark.parametrize("text", ["{", "[]", "[1]", "1", '{"a": 1}', '{"https://a.org": {}}', "[" * 100_000])
def test_text_that_is_no_list_of_links_is_refused(text: str) -> None:
    assert read_watched(text) == REFUSED


def test_list_is_read_where_it_is_there(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(write_watched([LinkStatus(DEMO)]))
    assert load_watched(tmp_path, {FILE}) == ({DEMO: LinkStatus(DEMO)}, ())
    assert load_watched(tmp_path, ()) == ({}, ())


@pytest.mark.parametrize(
    ("failures", "is_told"), [(2, False), (3, True), (4, True)], ids=["below", "at the limit", "above"]
)
def test_page_tells_what_failed_so_often(failures: int, is_told: bool) -> None:
    link = LinkStatus(DEMO, ("a.md", "b.md"), failures=failures, since="2026-01-01")
    rows = ((DEMO, "2026-01-01", ""),)
    assert offline_of({DEMO: link}) == ({"a.md": rows, "b.md": rows} if is_told else {})


def test_failure_counts_from_the_first_and_keeps_its_copy() -> None:
    link = LinkStatus(DEMO, ("a.md",), "2026-01-01", 1, "2026-02-01", "404", "", COPY)
    assert after_look(link, DAY, "500", archived="https://b.org") == link._replace(failures=2, why="500")
    fresh = after_look(LinkStatus(DEMO), DAY, "404", archived=COPY)
    assert fresh == LinkStatus(DEMO, failures=1, since="2026-11-24", why="404", archived=COPY)


def test_page_that_moved_is_noted_and_failed_no_more() -> None:
    link = LinkStatus(DEMO, ("a.md",), "2026-01-01", 1, "2026-02-01", "404")
    assert after_look(link, DAY, "", "https://b.org") == LinkStatus(
        DEMO, ("a.md",), "2026-11-24", moved_to="https://b.org"
    )


def test_only_keys_that_lead_to_pages_are_looked_at() -> None:
    text = b"""---
title: https://a.example
links: {website: "http://b.example", rules: ../rules, video: {youtube: "https://c.example", title: "https://d.example"}}
sources: [{url: "https://e.example"}, {url: "ftp://f.example"}]
---
[g](http://g.example)
"""
    document, _ = read_document("a.md", text)
    assert list(links_of(document)) == [
        "http://b.example",
        "https://c.example",
        "https://e.example",
        "http://g.example",
    ]
