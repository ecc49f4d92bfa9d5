"""What search results show of a page is text that the page shows."""

from __future__ import annotations

import json
from array import array

import pytest

from gmooc.content.catalogue import Card, card_of
from gmooc.content.entry import identify, read_entry
from gmooc.maintain.erasure import traces
from gmooc.search.documents import (
    COUNT_BITS,
    MAX_PIECE_COUNT,
    SATURATION,
    TOP,
    WORTH,
    Packed,
    SearchEntry,
    _shown_of,
    facets_of,
    pack_document,
    search_entry,
)
from gmooc.search.tokenizer import MARK, goal_mark, title_mark
from gmooc.text.document import read_document
from reading import CHALLENGE, PROJECT_PATH, SDG, read
from reading import PROJECT as STILL
from samples import PROJECT


def test_attribute_lists_of_free_pages_are_in_no_snippet(small_site, small_content):
    texts = "".join(path.read_text(encoding="utf-8") for path in (small_site / "search").rglob("texts/*.json"))
    assert "## 如何运作 {#how-it-works}" in (small_content / "about.zh.md").read_text(encoding="utf-8")
    assert "如何运作" in texts
    assert "{#" not in texts


def test_the_site_shows_no_name_of_an_example_that_somebody_may_have(small_site):
    assert traces(small_site, "Amina O.") == []


def test_project_is_found_by_the_name_of_its_country_in_its_language_and_in_english() -> None:
    text = PROJECT.replace("countries: [KE]", "countries: [DE]").replace("title: A\n", "title: A\nlanguage: fr\n")
    text = text if "countries" in text else text.replace("year:", "countries: [DE]\nyear:")
    identity = identify("projects/2024/a.md")
    assert identity is not None
    entry, _ = read_entry(read_document("projects/2024/a.md", text.encode())[0], identity, (), {})
    assert entry.record is not None
    found = search_entry(entry, card_of(entry, {})).text
    assert ("Allemagne" in found, "Germany" in found) == (True, True)


# What is packed.


def packed(title: str = "", **fields: object) -> Packed:
    plain = {"key": "k", "url": "k/", "kind": "project", "language": "en", "summary": "", "headings": (), "text": "", "facets": ()}  # fmt: skip
    return Packed.unpack(pack_document(SearchEntry(**{**plain, "title": title, **fields})))  # type: ignore[arg-type]


def counts_of(found: Packed) -> dict[str, tuple[int, int]]:
    """Return of each piece how often it stands there, and in which zones: 4 the title, 2 headings, 1 the summary."""
    counts = array("H", found.counts)
    pairs = zip(found.split_pieces(), counts, strict=True)
    return {piece: (count & MAX_PIECE_COUNT, count >> COUNT_BITS) for piece, count in pairs if MARK not in piece}


def marks_of(found: Packed) -> dict[str, int]:
    """Return the marks of a page, each with its zone; of a title whose it is, as its first word."""
    pairs = zip(found.split_pieces(), array("H", found.counts), strict=True)
    return {piece: count >> COUNT_BITS for piece, count in pairs if MARK in piece}


@pytest.mark.parametrize(
    ("fields", "piece", "found"),
    [
        ({"text": "water water"}, "water", (2, 0)),
        ({"summary": "water"}, "water", (1, 1)),
        ({"headings": ("water",)}, "water", (1, 2)),
        ({"title": "water a b", "text": "water"}, "water", (2, 4 | 2)),
        ({"title": "water a b c", "text": "water"}, "water", (2, 4)),
        ({"title": "water", "headings": ("water",), "summary": "water", "text": "water"}, "water", (4, 7)),
        ({"title": "a b c d", "terms": ("water",)}, "water", (1, 4)),
        ({"title": "清洁水"}, "洁水", (1, 4 | 2)),
        # What stands at the end of one and the begin of the next is no pair.
        ({"title": "清", "summary": "洁"}, "清", (1, 4 | 2)),
        ({"headings": ("清", "洁")}, "洁", (1, 2)),
    ],
    ids=["text", "summary", "heading", "short title", "long title", "everywhere", "hidden term", "Han", "Han apart", "headings apart"],
)  # fmt: skip
def test_piece_is_counted_with_the_zones_it_stands_in(
    fields: dict[str, object], piece: str, found: tuple[int, int]
) -> None:
    counts = counts_of(packed(**fields))
    assert counts[piece] == found
    assert "清洁" not in counts or "清洁" in str(fields)


@pytest.mark.parametrize(
    ("times", "count"),
    [(MAX_PIECE_COUNT - 1, MAX_PIECE_COUNT - 1), (MAX_PIECE_COUNT, MAX_PIECE_COUNT), (MAX_PIECE_COUNT + 1, MAX_PIECE_COUNT), (70_000, MAX_PIECE_COUNT)],
)  # fmt: skip
def test_count_ends_at_what_its_bits_hold(times: int, count: int) -> None:
    assert MAX_PIECE_COUNT == 8191
    assert counts_of(packed(text="water " * times))["water"] == (count, 0)
    assert counts_of(packed("水" * (times + 1)))["水水"] == (count, 4 | 2)


def test_title_and_hidden_terms_are_words_of_their_own() -> None:
    counts = counts_of(packed("Clean pump", terms=("SDG", "goal"), headings=("First", "next"), text="first next"))
    assert counts == {
        "clean": (1, 4 | 2),
        "pump": (1, 4 | 2),
        "sdg": (1, 4 | 2),
        "goal": (1, 4 | 2),
        "first": (2, 2),
        "next": (2, 2),
    }


def test_first_goal_of_a_page_is_its_main_one() -> None:
    goals = (("goal", "6"), ("kind", "project"), ("goal", "4"))
    assert marks_of(packed(facets=goals)) == {goal_mark("6"): 2, goal_mark("4"): 0}
    assert marks_of(packed(kind="sdg", facets=goals[:1])) == {goal_mark("6"): 4}
    assert marks_of(packed()) == {}


@pytest.mark.parametrize(
    ("title", "titles"),
    [
        ("Clean water", ["Clean water"]),
        ("GMOOC 2024: Clean water", ["GMOOC 2024: Clean water", "GMOOC 2024"]),
        ("GMOOC 2024： 清洁", ["GMOOC 2024： 清洁", "GMOOC 2024"]),
        ("A 3:1 mix", ["A 3:1 mix"]),
        ("?!", []),
    ],
    ids=["whole", "up to a colon", "full width", "no space after the colon", "no words"],
)
def test_title_is_marked_whole_and_up_to_a_colon(title: str, titles: list[str]) -> None:
    assert marks_of(packed(title)) == {title_mark(found): 4 for found in titles}


def test_packed_page_comes_back_whole() -> None:
    found = packed("T", summary="S", facets=(("goal", "6"), ("goal", "4"), ("kind", "project")), shown=(2024, "水"))
    assert json.loads(found.card) == ["k/", "project", "en", "T", "S", 2024, "水"]
    assert json.loads(found.facets) == {"goal": ["6", "4"], "kind": ["project"]}
    assert found.language == b"en"
    assert len(found.counts) == 2 * len(found.split_pieces())
    assert packed().split_pieces() == []


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"text": " Some text. "}, "Some text."),
        ({"text": "One two", "headings": ("two", "Three")}, "One two\nThree"),
        ({"text": "One", "terms": ("SDG", "ODD")}, "One\n\fSDG\nODD"),
    ],
    ids=["text", "heading that is not in it", "what is searched and not shown"],
)
def test_excerpts_are_taken_from_the_text(fields: dict[str, object], text: str) -> None:
    assert json.loads(packed(**fields).text) == text


# What matters how much.


def test_title_is_worth_more_than_all_else_together_and_that_more_than_nothing() -> None:
    assert WORTH == [0, 1, 2, 3, 7, 8, 9, 10]
    # With five for the text, nothing is above the highest.
    assert max(WORTH) + 5 == TOP


def test_word_matters_from_one_to_five_by_how_often_it_stands_in_how_long_a_text() -> None:
    assert (len(SATURATION), {len(row) for row in SATURATION}) == (17, {17})
    assert (min(map(min, SATURATION)), max(map(max, SATURATION))) == (1, 5)
    # Of a text of 256 to 1,023 words, once, three times, sixteen times.
    assert [SATURATION[5][times] for times in (0, 1, 3, 16)] == [1, 2, 4, 5]
    for row in SATURATION:
        assert row == sorted(row)
    for times in range(17):
        by_size = [row[times] for row in SATURATION]
        assert by_size == sorted(by_size, reverse=True)
    # Sixteen times in the longest text say next to nothing.
    assert SATURATION[16][16] == 1


# What is told of an entry.


@pytest.mark.parametrize(
    ("card", "facets", "shown"),
    [
        (
            {"goals": (6, 4), "countries": ("KE", "PE"), "challenge": "gmooc-2024", "outcome": "app", "status": "idea", "award": "A", "team": "T", "status_checked": "2024-03-01", "cover": "c.webp"},
            [("kind", "project"), ("language", "zh"), ("goal", "6"), ("goal", "4"), ("year", "2024"), ("challenge", "gmooc-2024"), ("country", "KE"), ("country", "PE"), ("outcome", "app"), ("status", "idea")],
            (2024, "A", "T", (6, 4), ("KE", "PE"), "app", "idea", "2024-03-01", 7, "c.webp"),
        ),
        ({}, [("kind", "project"), ("language", "zh"), ("year", "2024")], (2024,)),
        ({"year": 0}, [("kind", "project"), ("language", "zh")], ()),
    ],
    ids=["project", "no project", "no year"],
)  # fmt: skip
def test_facets_and_what_is_shown_are_those_of_the_card(
    card: dict[str, object], facets: list[tuple[str, str]], shown: tuple[object, ...]
) -> None:
    key = "projects/2024/still"
    made = Card(**{"key": key, "id": key, "kind": "project", "url": "u/", "source": "s", "language": "zh", "title": "T", "summary": "S", "date": "2024", "year": 2024, **card})  # type: ignore[arg-type]  # fmt: skip
    assert facets_of(made) == facets
    assert [value for value in _shown_of(made) if value != made.pattern] == [value for value in shown if value != 7]


@pytest.mark.parametrize(
    ("path", "front_matter", "words"),
    [
        (PROJECT_PATH, STILL.replace("name: Blue", "name: Blue, members: [{name: 甲}, {name: Ana}]").replace("how: H}}", "how: Gives.}, also: [{goal: 4, how: Teaches.}]}") + "\ntags: [water]\ncountries: [KE]", ["Blue", "甲", "Ana", "water", "Gives.", "Teaches.", "Kenya"]),
        ("challenges/c.md", CHALLENGE + "\norganisers: [O]\npartners: [P]\nsupporters: [Q]\nphases: [{name: Course, zone: UTC}]", ["O", "P", "Q", "Course"]),
        ("sdgs/sdg-06.md", SDG + "\nresources: [{title: R, provider: V, url: https://e.org, kind: course, languages: [en], note: N}, {title: X, provider: Y, url: https://e.org/x, kind: tool, languages: [en]}]", ["T", "U", "R", "V", "N", "X", "Y", ""]),
    ],
    ids=["project", "challenge", "goal"],
)  # fmt: skip
def test_entry_is_found_by_what_its_page_shows_of_its_front_matter(
    path: str, front_matter: str, words: list[str]
) -> None:
    entry = read(path, front_matter, "## Head\n\nBody.\n")
    found = search_entry(entry, card_of(entry, {}))
    assert found.text.split("Body.")[1].lstrip() == " ".join(words)
    assert found.headings == ("Head",)
    assert (found.url, found.key, found.kind) == (entry.url, entry.key, entry.kind)
