"""What the front matter of a free page says to the core: words to be found by, and when it comes out."""

from pathlib import Path

import pytest

from gmooc.checks.facts import MAX_SEARCH_TERM_LENGTH, MAX_SEARCH_TERMS, Slip
from gmooc.checks.inspection import inspect
from gmooc.checks.parsing import Surroundings, parse_page
from gmooc.search.documents import COUNT_BITS, Packed, SearchEntry, pack_document, page_document

PAGE = "---\ntitle: Taking part\n{}---\nText of the page.\n"


def page(folder: Path, lines: str) -> Path:
    (folder / "join.md").write_text(PAGE.format(lines), encoding="utf-8")
    return folder


def found(content: Path) -> SearchEntry:
    text = (content / "join.md").read_bytes()
    return page_document(parse_page("join.md", text, Surroundings(frozenset(), {}, ""))[1])


def slips(content: Path) -> tuple[Slip, ...]:
    text = (content / "join.md").read_bytes()
    return parse_page("join.md", text, Surroundings(frozenset(), {}, ""))[0].references.slips


def test_a_page_is_found_by_its_search_terms_as_by_its_title(tmp_path):
    packed = Packed.unpack(pack_document(found(page(tmp_path, "search_terms: [how to contact us, 如何参加]\n"))))
    counts = dict(zip(packed.split_pieces(), memoryview(packed.counts).cast("H"), strict=True))
    zones = {piece: counts[piece] >> COUNT_BITS for piece in ("taking", "contact", "如何", "text")}
    assert zones["contact"] == zones["如何"] == zones["taking"] != zones["text"]


def test_search_terms_stand_behind_what_is_shown(tmp_path):
    packed = Packed.unpack(pack_document(found(page(tmp_path, "search_terms: [how to register]\n"))))
    assert packed.text.decode() == '"Text of the page.\\n\\fhow to register"'


def test_a_page_without_search_terms_has_none(tmp_path):
    assert found(page(tmp_path, "search_terms:\n")).terms == ()


@pytest.mark.parametrize(
    "lines",
    [
        "search_terms: [contact]\n",
        "search_terms: [" + ", ".join(["a"] * MAX_SEARCH_TERMS) + "]\n",
        f"search_terms: [{'a' * MAX_SEARCH_TERM_LENGTH}]\n",
        "publish_at: 2027-01-24 08:00 Asia/Shanghai\n",
    ],
    ids=["one term", "as many terms as may be", "the longest term", "a moment"],
)
def test_valid_front_matter_has_no_fault(tmp_path, lines):
    assert slips(page(tmp_path, lines)) == ()


def test_page_that_cannot_be_read_is_told(tmp_path):
    content = page(tmp_path, "")
    (content / "join.md").write_bytes(b"---\ntitle: Join\n---\nCaf\xe9\n")
    (content / "about.md").write_text('---\ntitle: "About\n---\nText\n')
    assert [(problem.path, problem.line, problem.code) for problem in inspect(content)] == [
        ("about.md", 2, "E005"),
        ("join.md", 4, "E002"),
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("search_terms: contact\n", "3:1: E014 search_terms: must be a list, each entry on a line that begins with '- '"),
        ("search_terms: [{a: b}]\n", "3:16: E014 search_terms.1: must be text"),
        (
            "search_terms: [" + ", ".join(["a"] * 41) + "]\n",
            "3:1: E013 search_terms: at most 40 entries (it has 41)",
        ),
        (
            f"search_terms:\n  - ok\n  - {'a' * 61}\n",
            "5:5: E013 search_terms.2: at most 60 characters (it has 61)",
        ),
        (
            "search_terms: [amina@example.org]\n",
            "3:16: E023 search_terms.1: must hold no e-mail address: this page is public for ever",
        ),
        (
            "publish_at: 2027-01-24\n",
            "3:1: E016 publish_at: must be a day, time and zone, written as 2027-01-24 08:00 Asia/Shanghai "
            "or 2027-01-24T08:00+08:00 (it is '2027-01-24')",
        ),
        (
            "publish_at: 2027-01-24 08:00\n",
            "3:1: E016 publish_at: must be a day, time and zone, written as 2027-01-24 08:00 Asia/Shanghai "
            "or 2027-01-24T08:00+08:00 (it is '2027-01-24 08:00')",
        ),
    ],
    ids=["no list", "no text", "too many", "too long", "an address", "a day only", "no zone"],
)  # fmt: skip
def test_malformed_front_matter_is_told_with_its_place(tmp_path, lines, said):
    found = inspect(page(tmp_path, lines))
    assert [str(problem) for problem in found] == [f"join.md:{said}"]
