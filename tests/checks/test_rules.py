"""Checks: rules over all entries, each fault with its line."""

import pytest

from gmooc.checks.parsing import References
from gmooc.checks.rules import RuleContext, links_lead_somewhere
from samples import CHALLENGE, LONG, PROJECT, found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Text", "a\n[x](../../sdgs/sdg-4.md)", "12:5: E101 link '../../sdgs/sdg-4.md': must lead to a file that exists\n    try: [x](../../sdgs/sdg-04.md)"),
        ("Text", "[x](www.e.org/a)", "11:5: E101 link 'www.e.org/a': must lead to a file that exists\n    try: [x](https://www.e.org/a)"),
        ("Text", "![x](图片.png)", "11:6: E102 picture '图片.png': must be a file that lies beside this entry"),
        ("Text", "[x](<../../sdgs/sdg 04.md>)", "11:6: E101 link '../../sdgs/sdg 04.md': must lead to a file that exists\n    try: [x](<../../sdgs/sdg-04.md>)"),
        ("Text", "![x](no.png)", "11:6: E102 picture 'no.png': must be a file that lies beside this entry"),
        ("Text", "![x](https://e.org/a.png)", "11:6: E103 picture: must be a file beside this entry, not one on another host"),
        ("gmooc-2024", "gmoc-2024", "4:1: E104 challenge: must be one of gmooc-2024\n    try: challenge: gmooc-2024"),
        ("status: idea", "status: idea\nbuilds_on: [2024/none]", "10:13: E105 builds_on: must be another project, written as year/name (it is '2024/none')"),
        ("status: idea", "status: idea\nbuilds_on: [2024/bad]", "10:13: E105 builds_on: must be another project, written as year/name (it is '2024/bad')"),
        ("year: 2024", "year: 2023", "5:1: E106 year: must be that of the folder, 2024"),
        ("how: H", 'how: H, target: "4.9"', "7:32: E108 target: must be one of the 169 targets (it is '4.9')"),
        ("goal: 4, how: H", 'goal: 5, how: H, target: "4.1"', "7:32: E108 target: must belong to a goal that the entry names (it is '4.1')"),
    ],
    ids=lambda value: value[:14],
)  # fmt: skip
def test_a_broken_rule_has_its_place(content, old, new, expected):
    assert found(content, "projects/2024/bad.md", PROJECT.replace(old, new)) == [f"projects/2024/bad.md:{expected}"]


def test_a_translation_needs_its_original(content):
    assert found(content, "projects/2024/other.zh.md", PROJECT) == [
        "projects/2024/other.zh.md:1:1: E107 file: a translation needs its original, 'projects/2024/other.md'"
    ]


def test_an_english_translation_needs_its_original(content):
    assert found(content, "projects/2024/other.en.md", PROJECT) == [
        "projects/2024/other.en.md:1:1: E107 file: a translation needs its original, 'projects/2024/other.md'"
    ]


SPANISH = PROJECT.replace("title: A", "title: Agua").replace("status: idea", "status: idea\nlanguage: es")


def test_an_original_in_another_language_may_have_an_english_translation(content):
    assert found(content, "projects/2024/agua.md", SPANISH) == []
    assert found(content, "projects/2024/agua.en.md", PROJECT) == []


@pytest.mark.parametrize(
    ("path", "translation", "text"),
    [
        ("projects/2024/agua.md", "projects/2024/agua.es.md", SPANISH),
        ("projects/2024/agua/index.md", "projects/2024/agua/index.es.md", SPANISH),
        ("projects/2024/agua.md", "projects/2024/agua.en.md", SPANISH.replace("language: es", "language: en")),
        ("projects/2024/agua.md", "projects/2024/agua.en.md", SPANISH.replace("language: es\n", "")),
    ],
    ids=["Spanish", "in a folder", "English", "English unsaid"],
)
def test_a_translation_is_in_another_language_than_its_original(content, path, translation, text):
    assert found(content, path, text) == []
    name, language = path.rpartition("/")[2], translation.split(".")[1]
    assert found(content, translation, text.replace("title: Agua", "title: Water")) == [
        f"{translation}:1:1: E009 file name: must not end in '.{language}.md': the original, '{name}', is in that language"
    ]


def test_of_an_original_that_cannot_be_read_no_language_is_known(content):
    broken = found(content, "projects/2024/agua.md", f"no front matter\n\n{LONG}")
    assert [line.split(" ")[1] for line in broken] == ["E003"]
    with_translation = found(content, "projects/2024/agua.en.md", PROJECT)
    assert sorted(line.split(" ")[1] for line in with_translation) == ["E003", "E107"]


def test_a_file_name_that_fits_none_gets_one_that_does(content):
    assert found(content, "projects/2024/My Idea.md", PROJECT) == [
        "projects/2024/My Idea.md:1:1: E009 file name: must be lower-case words joined by hyphens, at "
        "projects/<year>/<name>.md\n    try: projects/2024/my-idea.md"
    ]


@pytest.mark.parametrize("name", ["README.md", "readme.md", "ReadMe.zh.md"])
def test_a_readme_is_told_the_name_of_its_folders_entry(content, name):
    (problem,) = (line for line in found(content, f"projects/2024/kiln/{name}", PROJECT) if "E009" in line)
    assert problem.endswith(f"try: projects/2024/kiln/index{'.zh' * ('zh' in name)}.md")


@pytest.mark.parametrize(("zone", "place"), [("EST", "America/New_York"), ("CET", "Europe/Paris")])
def test_a_zone_that_is_no_place_is_told_one(content, zone, place):
    text = CHALLENGE.replace("as_of", f"phases: [{{name: P, ends: 2024-07-15 17:00, zone: {zone}}}]\nas_of")
    assert found(content, "challenges/gmooc-2024.md", text) == [
        f"challenges/gmooc-2024.md:5:44: warning E017 zone: must be that of a place, such as {place}: '{zone}' does "
        "not say whose clocks count"
    ]


def test_a_fault_of_the_front_matter_hides_none_of_the_body(content):
    text = PROJECT.replace("outcome: app", "outcome: ap").replace("Text", "[x](gone.md)")
    assert [line.split()[1] for line in found(content, "projects/2024/bad.md", text)] == ["E012", "E101"]


@pytest.mark.parametrize(
    ("link", "is_there"),
    [("水.md", True), ("%E6%B0%B4.md", True), ("<my page.md>", True), ("my%20page.md?a", True), ("no.md?a", False)],
)
def test_link_of_a_free_page_finds_a_name_in_any_script(content, link, is_there):
    for name in ("水.md", "my page.md"):
        (content / name).write_text("---\ntitle: W\n---\nText\n")
    told = found(content, "more.md", f"---\ntitle: More\n---\n[x]({link})\n")
    assert [line.split()[1] for line in told] == ["E101"] * (not is_there)


@pytest.mark.parametrize(
    ("names", "written", "meant"),
    [
        (["sdg-04.md", "sdg-14.md"], "sdg-4.md", "sdg-04.md"),
        (["sdg-14.md"], "sdg-4.md", ""),
        (["sdg-07.md", "sdg-17.md"], "sdg-7.md", "sdg-07.md"),
        (["sdg-01.md", "sdg-11.md", "sdg-10.md"], "sdg_1.md", "sdg-01.md"),
        (["sdg-04.md"], "sdg-44.md", ""),
        (["rain-2024.md"], "rain-2023.md", ""),
        (["rain-garden.md"], "rain-gardn.md", "rain-garden.md"),
        (["rain-garden.md"], "Rain_Garden.md", "rain-garden.md"),
        (["rain-garden.md", "rain-gardens.md"], "rain-gardn.md", ""),
        (["rain-garden.md", "rain-garden.zh.md"], "rain-gardn.md", "rain-garden.md"),
        (["rain-garden.md", "rain-garden.zh.md"], "rain-gardn.zh.md", "rain-garden.zh.md"),
        (["other/rain-garden.md"], "rain-garden.md", "other/rain-garden.md"),
        (["other/rain-garden.md", "more/rain-garden.md"], "rain-garden.md", ""),
        (["rain-garden.md", "other/rain-gardens.md"], "rain-gardn.md", "rain-garden.md"),
        (["../contribute.md", "other/readme.md"], "CONTRIBUTING.md", ""),
        (["other/README.md"], "README.md", ""),
    ],
)
def test_link_is_repaired_where_one_file_alone_can_be_meant(names, written, meant):
    files = frozenset(f"more/{name}" for name in names)
    claim = References("more/page.md", "more/page", "", ((written, f"more/{written}"),), (), (), ())
    assert [finding.repair for finding in links_lead_somewhere(claim, RuleContext({}, files, frozenset()))] == [meant]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("*No response*", "11:1: E112"),
        ("_No response_", "11:1: E112"),
        ("[a](./第一章%20开始.md)", "11:5: E101"),
        ("[a](../b/é%C3%A9.md)", "11:5: E101"),
        ("[a](../b/caf&eacute;.md)", "11:5: E101"),
        ("[Slate] (<https://example.org/slate>)", "11:1: warning E116"),
        ("•\tFirst\n•\tSecond", "11:1: warning E116"),
        ("Intro\n\uf0b7 一\n\uf0b7 二", "12:1: warning E116"),
    ],
)
def test_fault_stands_where_it_was_typed(content, written, place):
    (problem,) = found(content, "projects/2024/bad.md", PROJECT.replace("Text", written))
    assert problem.startswith(f"projects/2024/bad.md:{place} ")


def test_section_that_holds_a_comment_alone_has_its_line(content):
    body = "Text\n\n## Plan\n\n<!-- Say here how. -->\n\n## Results\n\nIt works."
    (problem,) = found(content, "projects/2024/bad.md", PROJECT.replace("Text", body))
    assert problem.startswith("projects/2024/bad.md:13:4: warning E111 section 'Plan'")


@pytest.mark.parametrize("link", ["http-status.md", "https.md", "httpd/index.md"])
def test_link_to_a_file_whose_name_begins_as_an_address_is_looked_at(content, link):
    assert found(content, "projects/2024/bad.md", PROJECT.replace("Text", f"[x]({link})")) == [
        f"projects/2024/bad.md:11:5: E101 link '{link}': must lead to a file that exists"
    ]
