"""What a rule found on a page is told where it was typed: in no other link, picture, section or code."""

import re

import pytest
from PIL import Image

import gmooc.core.problem_messages as messages
from gmooc.checks.inspection import inspect
from gmooc.checks.locate import locate
from gmooc.checks.rules import Finding
from gmooc.core.problem_messages import message_of, translate_message
from gmooc.text.document import read_document
from samples import LONG, PROJECT, found

HEAD = PROJECT.partition("---\nText")[0] + "---\n"


def told(content, body, head=HEAD):
    Image.new("RGB", (9, 9)).save(content / "projects/2024/p.png")
    lines = found(content, "projects/2024/bad.md", f"{head}{body}\n\n{LONG}\n")
    return sorted(" ".join(re.findall(r"\d+:\d+:|E\d{3}", line)[:2]) for line in lines)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Write `[x](no.md)` so.\n\n[x](no.md)", ["13:5: E101"]),
        ("```\n[x](no.md)\n```\n\n- a\n- b [x](no.md)", ["16:9: E101"]),
        ("[no.md](no.md)", ["11:9: E101"]),
        ("no.md is [here](no.md) and [there](no.md).", ["11:17: E101", "11:36: E101"]),
        ("| a | b |\n|---|---|\n| no.md | 中 [x](no.md) |", ["13:17: E101"]),
        ("> no.md\n> and [x](no.md)", ["12:11: E101"]),
        ("a[^1]\n\n[^1]: See [x](no.md)", ["13:15: E101"]),
        ("no.md\n\n[x][r]\n\n[r]: no.md", ["15:6: E101"]),
        ("no.md\n\n<a href='no.md'>x</a>", ["13:10: E101"]),
        ("[x](no.md) <a href=no.md>x</a>", ["11:5: E101", "11:20: E101"]),
        ("[x](no.md#a) [y](no.md)", ["11:18: E101", "11:5: E101"]),
        ("访问https://example.org/x。[x](no.md)", ["11:29: E101"]),
        ("[x](no%20file.md) [y](<no file.md>)", ["11:24: E101", "11:5: E101"]),
        ("Like `![a](no.png)`: ![A still](no.png)", ["11:33: E102"]),
        ("`https://e.org/p.png` ![A still](https://e.org/p.png)", ["11:34: E103"]),
        ("![A still of glass](p.png)\n\n![](p.png)", ["13:5: E113"]),
        ("`![](p.png)`\n\n[![](p.png)](https://example.org)", ["13:6: E113"]),
        ("![][r]\n\n[r]: p.png", ["11:1: E113"]),
        ("`_No response_`\n\n*No response*", ["13:1: E112"]),
        ("| a | b |\n|---|---|\n| x | _No response_ |", ["13:7: E112"]),
        ("`[[x]]` [[x]]", ["11:9: E116"]),
        ("a\n\n[[My *big* page]]", ["13:1: E116"]),
        ('a\n\n{{<figure src="x.png" alt="A *b* c">}}\n\n{{<toc>}}', ["13:1: E116", "15:1: E116"]),
        ("---\nlayout: post\ntags:\n- a\n---\nText", ["12:1: E116"]),
        ("+++\ntitle = 'Our robot'\n+++\nText", ["12:1: E116"]),
        ("---\n\nText: yes.\n\n---", []),
        ("## Results {#results}\n\nText.", ["11:12: E116"]),
        ("> [!info] A title\n> Text", ["11:3: E116"]),
        ("> [!tip]- A title\n> Text", []),
        ("See [how](#how-to-help).\n\n## Help", ["11:11: E118"]),
        ("[a](#) [b](#top) [c](#HELP) [d](#help-)\n\n## Help\n\nText.", []),
        ("??? tip\n\nText", ["11:1: E116"]),
        ("![][i]\n\n[i]: <data:image/png;base64,iVBORw0KGgo=>", ["13:7: E118"]),
        ("![A still](data:image/png;base64,iVBORw0KGgo=)", ["11:12: E118"]),
        ("<img src='data:image/png;base64,iVBORw0KGgo=' alt='A still'>", ["11:11: E118"]),
        ("[x](data:none)", ["11:5: E118"]),
        ("```\n![A still](data:image/png;base64,iVBORw0KGgo=)\n```", []),
        (f"![][i]\n\n[i]: <data:image/png;base64,{'A' * 150_000}>", ["13:7: E118"]),
        ("## A\n\nText.\n\n## A\n\n## B\n\nText.", ["15:4: E111"]),
        ("## A\n\n![A still of glass](p.png)\n\n## A\n\n## B\n\nText.", ["15:4: E111"]),
        ("## A\n\n![](https://e.org/p.png)\n\n## B\n\nText.", ["13:5: E103"]),
        ("```\n## A\n```\n\n## A\n\n<!-- x -->\n\n## B\n\nText.", ["15:4: E111"]),
        ("[Our page](https://example.com/) [example.org](https://example.com/)", ["11:48: E031"]),
    ],
)  # fmt: skip
def test_finding_of_the_body_has_its_own_place(content, body, places):
    assert told(content, body) == sorted(places)


@pytest.mark.parametrize(
    ("lines", "body", "place"),
    [
        ("title: Name of the project", "Name of the project", "2:1: E110"),
        ("cover: {src: p.png, alt: image}", "![A still of glass](p.png)", "3:9: E113"),
        ("cover: {src: no.png, alt: A still}", "no.png", "3:9: E102"),
    ],
)
def test_finding_of_the_front_matter_is_not_told_of_the_body(content, lines, body, place):
    head = HEAD.replace("title: A", lines if "title" in lines else f"title: A\n{lines}")
    assert told(content, body, head) == [place]


def test_repair_changes_the_place_and_no_word_like_it(content):
    body = "See ../../sdgs/sdg-4.md: [../../sdgs/sdg-4.md](../../sdgs/sdg-4.md)"
    text = PROJECT.replace("Text", body)
    assert found(content, "projects/2024/bad.md", text) == [
        "projects/2024/bad.md:11:48: E101 link '../../sdgs/sdg-4.md': must lead to a file that exists\n"
        "    try: See ../../sdgs/sdg-4.md: [../../sdgs/sdg-4.md](../../sdgs/sdg-04.md)"
    ]


# Findings by themselves: the body begins in line 3.

MESSAGE = message_of(messages.PICTURE_FOREIGN)


def placed(finding, body):
    document, _ = read_document("more.md", f"---\ntitle: M\n---\n{body}\n".encode())
    return list(locate(finding, document))


def lines_and_columns(finding, body):
    return [(problem.line, problem.column) for problem in placed(finding, body)]


@pytest.mark.parametrize(
    ("finding", "place"),
    [
        (Finding("E107", MESSAGE), (1, 1)),
        (Finding("E114", MESSAGE, is_of_body=True), (4, 1)),
        (Finding("E104", MESSAGE, ("title",)), (2, 1)),
        (Finding("E101", MESSAGE, (), "no.md"), (4, 1)),
        (Finding("E101", MESSAGE, (), "水.md"), (5, 9)),
    ],
    ids=["file", "body", "key", "text that is nowhere", "text"],
)
def test_finding_without_a_text_stands_at_its_key_or_where_its_part_begins(finding, place):
    assert lines_and_columns(finding, "Text\nand [x](水.md)") == [place]


def test_problem_says_all_that_the_finding_does():
    (problem,) = placed(Finding("E104", MESSAGE, ("title",), repair="title: N", is_warning=True), "Text")
    assert (problem.path, problem.code, problem.repair, problem.is_warning) == ("more.md", "E104", "title: N", True)
    assert (problem.template, problem.is_sure) == (MESSAGE[0], False)


@pytest.mark.parametrize(
    ("body", "repair"),
    [
        ("  - [x](no.md) and [y](no.md)", ["- [x](yes.md) and [y](no.md)", "- [x](no.md) and [y](yes.md)"]),
        ("[x](n&#111;.md)", [""]),
        ("Text", [""]),
    ],
    ids=["two on a line", "typed otherwise", "nowhere"],
)
def test_repair_is_the_line_with_the_place_replaced(body, repair):
    assert [one.repair for one in placed(Finding("E101", MESSAGE, (), "no.md", "yes.md"), body)] == repair


def test_repair_of_an_encoded_address_is_of_what_was_typed():
    (problem,) = placed(Finding("E101", MESSAGE, (), "%E6%B0%B4.md", "b.md"), "水 [水](水.md#a)")
    assert (problem.line, problem.column, problem.repair) == (4, 7, "水 [水](b.md#a)")


@pytest.mark.parametrize(("count", "told"), [(1, 1), (100, 100), (101, 100)])
def test_hundred_places_of_a_finding_are_told(count, told):
    body = "\n".join(f"[x](no.md) {number}" for number in range(count))
    assert lines_and_columns(Finding("E101", MESSAGE, (), "no.md"), body) == [(4 + n, 5) for n in range(told)]


@pytest.mark.parametrize(
    ("lines", "also"),
    [
        (["![a](u) ![b](u)"], ""),
        (["![a](u)", "![b](u) ![c](u)"], "5"),
        (["Text", "![a](v)", "![a](u)", "", "![b](u)"], "6, 8"),
        (["![a](u)"] * 51, ", ".join(map(str, range(5, 55)))),
        (["![a](u)"] * 52, ", ".join(map(str, range(5, 55))) + ", …"),
    ],
    ids=["one line", "two", "three", "fifty more", "fifty-one more"],
)
def test_what_is_told_once_names_its_other_lines(lines, also):
    (problem,) = placed(Finding("E103", MESSAGE, (), "u\nv", is_told_once=True), "\n".join(lines))
    first = next(number for number, line in enumerate(lines, 4) if "(" in line)
    said = translate_message(MESSAGE)
    assert (problem.line, problem.column) == (first, 6)
    assert problem.message == (f"{said} (also in: line {also})" if also else said)


@pytest.mark.parametrize(
    ("code", "written", "body", "places"),
    [
        ("E031", "a.org https://b.org/", "[x](https://b.org/) [a.org](https://b.org/)", [(4, 29)]),
        ("E031", "a.org https://b.org/", "[a.org][r]\n\n[r]: https://b.org/", [(4, 1)]),
        ("E101", "no.md", "[x][r]\n\n   [r]: <no.md>", [(6, 10)]),
        ("E101", "no.md", "[x][r]\n\n[r]:\tno.mdx\n[s]: no.md", [(7, 6)]),
        ("E101", "no.md", '<A HREF = "no.md">x</A>\n\n<img src=no.md>', [(4, 12), (6, 10)]),
        ("E101", "no.md", "no.md [x](no.md-a) [y](no.md/b) [z](no.md)", [(4, 37)]),
        ("E101", "a_(b).md", "[x](<a_(b).md>) [y](a_\\(b\\).md)", [(4, 6), (4, 17)]),
        ("E101", "%C3%A9%C3%A9%20b.md", "é%C3%A9 b.md [x](é%C3%A9%20b.md) [y](<éé b.md>)", [(4, 18), (4, 39)]),
        ("E118", "javascript:a", "[x](javascript:a)", [(4, 5)]),
        ("E113", "p.png", "![A still](p.png) ![photo](p.png) ![](p.png)", [(4, 28), (4, 39)]),
        ("E116", "[[x]]", "`[[x]]` [[x]]\n[[x]]", [(4, 9), (5, 1)]),
        ("E112", "_No response_", "*No response* and _No&nbsp;response_", [(4, 1)]),
        ("E111", "Plan", "Plan\n\n# Plan\n\nText.\n\n> ## Plan\n\n## Next", [(10, 6)]),
        ("E111", "Plan", "<h2>Next</h2>\n\n<h3 id=a>Plan</h3>", [(6, 10)]),
    ],
)  # fmt: skip
def test_text_of_a_finding_is_found_where_it_means_that(code, written, body, places):
    assert lines_and_columns(Finding(code, MESSAGE, (), written), body) == places


def test_of_one_file_a_hundred_problems_are_told_and_of_the_next_as_well(content):
    for name in ("many.md", "more.md"):
        body = "\n".join(f"[x](no-{number}.md)" for number in range(60))
        (content / name).write_text(f"---\ntitle: M\npublsh_at: x\n---\n{body}\n{body.replace('no-', 'so-')}\n")
    problems = inspect(content)
    assert [sum(one.path == path for one in problems) for path in ("many.md", "more.md")] == [100, 100]
