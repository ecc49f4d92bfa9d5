"""Of one file is kept what others need of it: what it leads to and shows, its card, and a digest of all of these."""

from typing import Any

import pytest

from gmooc.checks.facts import NONE
from gmooc.checks.parsing import (
    References,
    Surroundings,
    check_file,
    facts_of,
    parse_page,
    parse_record,
)
from gmooc.text.markdown import Image
from samples import CHALLENGE, LONG, PROJECT, SDG

PATH = "projects/2024/a.md"
PICTURE = "projects/2024/p.png"
AROUND = Surroundings(
    frozenset((PATH, PICTURE, "projects/2024/b.md", "about.md", "水.md")), {PICTURE: Image("pictures/0.webp", 9, 9)}, ""
)
KEYS = "outcome: app\n"


def project(body: str = "Text", keys: str = "", path: str = PATH) -> Any:
    text = PROJECT.replace("Text", body).replace(KEYS, f"{KEYS}{keys}")
    return parse_record(path, text.encode(), AROUND)[0]


# References.


def test_links_and_pictures_of_a_body_have_their_addresses_and_their_files() -> None:
    body = "[x](b.md#a) [y](../../水.md) ![A still](p.png) ![A still](https://e.org/p.png) [z](https://e.org/)"
    claim = project(body).references
    assert claim.links == (("b.md#a", "projects/2024/b.md"), ("../../%E6%B0%B4.md", "水.md"))
    assert claim.pictures == (("p.png", PICTURE),)
    assert claim.foreign_pictures == ("https://e.org/p.png",)
    assert (claim.path, claim.key, claim.kind, claim.files) == (PATH, "projects/2024/a", "project", ())


def test_pictures_of_front_matter_lie_beside_their_file() -> None:
    keys = "cover: {src: p.png, alt: A still}\npictures: [{src: 图.png, alt: A roof}, {src: b.png, alt: A lid}]\n"
    assert project(keys=keys).references.files == (
        (("cover", "src"), PICTURE),
        (("pictures", 0, "src"), "projects/2024/图.png"),
        (("pictures", 1, "src"), "projects/2024/b.png"),
    )


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (PROJECT, ()),
        (PROJECT.replace("how: H", 'how: H, target: "4.1"'), ((("sdgs", "main", "target"), "4.1"),)),
        (
            PROJECT.replace("how: H}", 'how: H}, also: [{goal: 6, how: H}, {goal: 7, how: H, target: "7.b"}]'),
            ((("sdgs", "also", 1, "target"), "7.b"),),
        ),
        (PROJECT.replace("outcome: app", "outcome: ap"), ()),
    ],
    ids=["none", "main goal", "second of further goals", "unread"],
)
def test_targets_of_a_project_have_their_keys(text: str, targets: object) -> None:
    assert parse_record(PATH, text.encode(), AROUND)[0].references.targets == targets


def test_targets_of_an_edition_have_their_keys() -> None:
    text = CHALLENGE.replace("as_of", 'targets: ["4.1", "6.b"]\nas_of')
    parsed = parse_record("challenges/gmooc-2024.md", text.encode(), AROUND)[0]
    assert parsed.references.targets == ((("targets", 0), "4.1"), (("targets", 1), "6.b"))


def test_what_is_forgotten_or_amiss_or_lacking_is_noted() -> None:
    assert project("_No response_").references.faults == (("E112", "_No response_", ()),)
    assert project().references[-4:] == ((), project().references.likeness, (), NONE)
    text = CHALLENGE.replace("as_of", "phases: [{name: P, starts: 2024-02-01, zone: EST}]\nas_of")
    claim = parse_record("challenges/gmooc-2024.md", text.encode(), AROUND)[0].references
    assert [(code, path) for code, path, _ in claim.slips] == [("E017", ("phases", 0, "zone"))]
    assert claim.gaps[0][:2] == ("theme", "organisers")


def test_projects_are_likened_in_their_originals_alone() -> None:
    assert len(project().references.likeness) == 1
    assert project(path="projects/2024/a.zh.md").references.likeness == ()
    assert parse_record("sdgs/sdg-04.md", SDG.encode(), AROUND)[0].references.likeness == ()


# Records.


@pytest.mark.parametrize(
    ("path", "text", "has_card", "has_entry"),
    [
        (PATH, PROJECT, True, False),
        ("challenges/gmooc-2024.md", CHALLENGE, True, True),
        ("sdgs/sdg-04.md", SDG, True, True),
        (PATH, PROJECT.replace("outcome: app", "outcome: ap"), False, False),
        ("challenges/gmooc-2024.md", CHALLENGE.replace("edition: 2024", "edition: soon"), False, False),
    ],
    ids=["project", "edition", "goal", "project that cannot be read", "edition that cannot be read"],
)
def test_few_entries_are_kept_whole_and_what_can_be_read_has_a_card(
    path: str, text: str, has_card: bool, has_entry: bool
) -> None:
    parsed, entry = parse_record(path, text.encode(), AROUND)
    assert (parsed.card is not None, parsed.entry is not None) == (has_card, has_entry)
    assert bool(parsed.problems) != has_card
    assert parsed.entry in (None, entry)
    assert (parsed.digest, parsed.path) == (entry.digest, path)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROJECT, "en"),
        (PROJECT.replace(KEYS, f"{KEYS}language: es\n"), "es"),
        (PROJECT.replace(KEYS, "outcome: ap\nlanguage: sw\n"), "sw"),
        (PROJECT.replace(KEYS, "outcome: ap\n"), "en"),
        (LONG, ""),
    ],
    ids=["unsaid", "said", "said where the rest cannot be read", "unsaid where the rest cannot be read", "no keys"],
)
def test_language_is_what_the_front_matter_says(text: str, language: str) -> None:
    assert parse_record(PATH, text.encode(), AROUND)[0].language == language


def test_faults_of_reading_come_before_those_of_values() -> None:
    text = PROJECT.replace("outcome: app", "outcome: ap").replace("title: A", "title: A\ntitle: B").encode()
    assert [problem.code for problem in check_file(PATH, text, AROUND).problems] == ["E008", "E012"]


# Free pages.

PAGE = "more/page.md"
PAGE_TEXT = "---\ntitle: P\nsearch_terms: [rain, 水]\n---\n[x](../about.md#a) [y](b.pdf) [z](#here)\n"


def test_links_of_a_free_page_are_those_to_texts() -> None:
    parsed, page = parse_page(PAGE, PAGE_TEXT.encode(), AROUND)
    assert parsed.references == References(
        PAGE, "pages/more/page", "page", (("../about.md#a", "about.md"),), (), (), (), slips=()
    )
    assert (parsed.card, parsed.entry, parsed.language, parsed.problems) == (None, None, "", ())
    assert page.search_terms == ("rain", "水")


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../水.md", "水.md"),
        ("a%20b.md", "more/a b.md"),
        ("<a b.md>", "more/a b.md"),
        ("b.md?c#d", "more/b.md"),
        ("./../more/./b.md", "more/b.md"),
    ],
)
def test_link_of_a_free_page_leads_to_the_file_whose_name_it_encodes(link: str, target: str) -> None:
    parsed, _ = parse_page(PAGE, f"---\ntitle: P\n---\n[x]({link})\n".encode(), AROUND)
    assert [file for _, file in parsed.references.links] == [target]


def test_keys_of_a_free_page_are_looked_at() -> None:
    parsed, page = parse_page(PAGE, PAGE_TEXT.replace("[rain", "[[a], rain").encode(), AROUND)
    assert [(code, path) for code, path, _ in parsed.references.slips] == [("E014", ("search_terms", 0))]
    assert page.search_terms == ()


def test_free_page_that_cannot_be_read_is_told() -> None:
    assert [one.code for one in parse_page(PAGE, b"\xff", AROUND)[0].problems] == ["E002"]


def test_file_is_parsed_as_what_its_path_says() -> None:
    assert check_file(PAGE, PAGE_TEXT.encode(), AROUND).references.kind == "page"
    assert check_file("projects/index.md", PAGE_TEXT.encode(), AROUND).references.kind == "page"
    assert check_file(PATH, PROJECT.encode(), AROUND).references.kind == "project"


# Digests.

SAME = References(PATH, "", "", (("b", "projects/2024/b.md"),), (("p", PICTURE),), (), ((("cover",), "q.png"),))


@pytest.mark.parametrize(
    ("around", "is_same"),
    [
        (AROUND, True),
        (AROUND._replace(files=AROUND.files | {"projects/2024/new.md"}), True),
        (AROUND._replace(images=AROUND.images | {"new.png": Image("n")}), True),
        (AROUND._replace(site_url="https://example.org/"), True),
        (AROUND._replace(files=AROUND.files - {"projects/2024/b.md"}), False),
        (AROUND._replace(images={PICTURE: Image("pictures/1.webp", 9, 9)}), False),
        (AROUND._replace(images={PICTURE: Image("pictures/0.webp", 8, 9)}), False),
        (AROUND._replace(images={}), False),
        (AROUND._replace(images=AROUND.images | {"q.png": Image("q")}), False),
    ],
    ids=["the same", "another file", "another picture", "another address", "link that leads nowhere", "other picture",
         "other size", "picture that is gone", "picture of front matter"],
)  # fmt: skip
def test_facts_are_of_what_a_file_refers_to(around: Surroundings, is_same: bool) -> None:
    assert (facts_of(SAME, around) == facts_of(SAME, AROUND)) == is_same


@pytest.mark.parametrize(
    "references",
    [SAME._replace(pictures=(), files=()), SAME._replace(links=(), files=()), SAME._replace(links=(), pictures=())],
    ids=["link", "picture", "picture of front matter"],
)
def test_any_reference_makes_facts(references: References) -> None:
    assert facts_of(references, AROUND) != b""
    assert facts_of(SAME._replace(links=(), pictures=(), files=()), AROUND) == b""


def test_digest_is_of_path_text_and_facts() -> None:
    there = check_file(PATH, PROJECT.replace("Text", "[x](b.md)").encode(), AROUND)
    gone = check_file(PATH, PROJECT.replace("Text", "[x](b.md)").encode(), AROUND._replace(files=frozenset()))
    digests = {
        check_file(PATH, PROJECT.encode(), AROUND).digest,
        check_file(PATH, PROJECT.replace("Text", "Texts").encode(), AROUND).digest,
        check_file("projects/2024/b.md", PROJECT.encode(), AROUND).digest,
        there.digest,
        gone.digest,
    }
    assert len(digests) == 5
    assert there.facts != gone.facts
    page = parse_page(PAGE, PAGE_TEXT.encode(), AROUND)[0]
    other = parse_page(PAGE, PAGE_TEXT.encode(), AROUND._replace(files=frozenset()))[0]
    assert (page.facts != other.facts, page.digest != other.digest) == (True, True)
