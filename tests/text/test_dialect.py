"""The dialect: what people type as plain prose is published as they typed it, in every script."""

import html
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmooc.text.document import read_document
from gmooc.text.markdown import render
from gmooc.text.text_damage import MAX_CELLS

WORDS = (
    "water", "水源", "かな", "カナ", "물", "вода", "ماء", "پانی", "מים", "पानी", "জল", "ਪਾਣੀ", "પાણી", "நீர்", "నీరు",
    "ನೀರು", "വെള്ളം", "ජලය", "น้ำ", "ນ້ຳ", "ရေ", "ទឹក", "ཆུ", "წყალი", "ջուր", "νερό", "ውሃ", "ᠤᠰᠤ", "nước", "ⴰⵎⴰⵏ", "ᏗᏔᏍᏗ",
)  # fmt: skip
SIGNS = (
    "3~5",
    "2～3",
    "$5",
    "US$7",
    "5$",
    "R$10",
    "，",
    "、",
    "。",
    "،",
    "؟",
    "।",
    "።",
    "（a）",
    "100%",
    "a/b",
    "H~2~O",
)


def links_of(body):
    return re.findall(r'href="([^"]*)"', render(body).html)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.sampled_from(("", " "))), max_size=8))
def test_plain_prose_comes_out_as_typed(parts):
    typed = "Text " + "".join(f"{word}{sign}{space}" for word, sign, space in parts) + "."
    assert html.unescape(render(typed).html) == f"<p>{typed}</p>\n"


@pytest.mark.parametrize("word", WORDS[1:])
def test_address_ends_before_a_letter_of_another_script(word):
    if not unicodedata.name(word[0]).startswith("LATIN"):
        assert links_of(f"{word} https://example.org/demo{word}") == ["https://example.org/demo"]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("代码在https://a.org/x。演示（见https://b.org/y）也可访问www.c.org，谢谢。", ["https://a.org/x", "https://b.org/y", "http://www.c.org"]),
        ("زوروا https://a.org، شكرا", ["https://a.org"]),
        ("देखें https://a.org/x। फिर", ["https://a.org/x"]),
        ("https://a.org/路径 x", ["https://a.org/%E8%B7%AF%E5%BE%84"]),
        ("[字](https://a.org/x，y) <https://a.org/x，y>", ["https://a.org/x%EF%BC%8Cy"] * 2),
        ("**见https://a.org**，谢谢", ["https://a.org"]),
        ("`https://a.org，谢谢`", []),
    ],
    ids=["Chinese", "Arabic", "Hindi", "path", "enclosed", "emphasis", "code"],
)  # fmt: skip
def test_bare_address_ends_where_its_writer_ends_it(body, links):
    assert links_of(body) == links


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("在中\n间。\n下", "<p>在中间。下</p>"),
        ("用 Python\n编写", "<p>用 Python\n编写</p>"),
        ("물을\n주다", "<p>물을\n주다</p>"),
        ("**粗**\n字", "<p><strong>粗</strong>字</p>"),
        ("```\n中\n间\n```", '<pre><code tabindex="0">中\n间\n</code></pre>'),
        ("~~a~~ b~c~d", "<p><del>a</del> b~c~d</p>"),
        ("$x_1$ $\\frac12$", "<p><code>x_1</code> <code>\\frac12</code></p>"),
        ("5$/month or **10$/month**", "<p>5$/month or <strong>10$/month</strong></p>"),
    ],
    ids=["Chinese", "Latin beside Chinese", "Korean", "marked", "code", "struck", "formula", "money"],
)
def test_marks_are_read_as_they_are_meant(body, shown):
    assert render(body).html.strip() == shown


def problems_of(body):
    document, problems = read_document("projects/2024/a.md", f"---\ntitle: A\n---\n{body}".encode())
    return document, [(problem.code, problem.line) for problem in problems]


def test_what_is_embedded_is_told_and_linked():
    body = 'a\n\n<video src="https://a.org/v.mp4"></video>\n\n`<audio src="x">`\n\n<iframe src="//b.org/e"></iframe>'
    document, problems = problems_of(body)
    assert problems == [("E117", 6), ("E117", 10)]
    assert links_of(document.body) == ["https://a.org/v.mp4", "https://b.org/e"]


@pytest.mark.parametrize(
    "body",
    [
        "x\n\n|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "a\n" * 5000,
        "x\n\n" + "".join(f"<b x={n}>" for n in range(90)) + "a\n\n" * 20_000,
        "x\n\n" + "[^1] " * 40_000 + "\n\n[^1]: x",
        "x\n\n" + "![](a) " * 30_000,
    ],
    ids=["table", "tags", "footnotes", "pictures"],
)
def test_small_text_makes_no_large_page(body):
    document, problems = problems_of(body)
    assert problems == [("E006", 6)]
    assert len(render(document.body).html) < 2_000_000


def test_long_table_is_no_fault():
    rows = "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * (MAX_CELLS // 20)
    assert problems_of(rows)[1] == []


@pytest.mark.parametrize(
    "sign", ["https://a.org。", "$a ", "~中\n", "](https://a"], ids=["addresses", "money", "tildes", "links"]
)
def test_work_of_a_repeated_sign_is_bounded(sign):
    started = time.process_time()
    render(sign * 8000)
    assert time.process_time() - started < 10


# What stands between dollar signs is a formula, or two prices.

FORMULAS = (
    "$x$", "a $x$ b", "$abc$", "$ab c$", "$abcd=1$", "$5=x$", "$5 < x$", "$x+y=z$", "$(x)$", "$x)$", "$-x$", "$a\nb$",
    "$$y$$", "$α+β$", "$Ͱ$", "$Ͽ$", "$\\frac12$", "$\\text{so so}$", "中$y$中", "é$y$",
)  # fmt: skip
PROSE = (
    "$5$", "$abcd$", "$1abc$", "$ab cd$", "$ab, cd$", "$Ѐ$", "$ʰ$", "$中$", "$x€$", "$€x$", "$£5$", "$ $",
    "$/x$", "$.x$", "$)x$", "$x.$", "$x-$", "$x($", "x$y$", "$y$x", "$y$5", "5$y$", "$$y$", "$y$$", "$x$$y$",
    "$$$y$$$", "$5 and x=$6", "$x, $y", "$x+1=2 as you see$",
)  # fmt: skip


@pytest.mark.parametrize("body", FORMULAS)
def test_formula_is_code(body):
    assert render(body).html.count("<code>") == 1


@pytest.mark.parametrize("body", PROSE)
def test_prices_are_prose(body):
    assert html.unescape(render(body).html) == f"<p>{body}</p>\n"


def test_paragraph_or_code_ends_a_formula():
    assert "<code>" not in render("$a\n\nb$").html
    assert render("$a`y`b$").html == "<p>$a<code>y</code>b$</p>\n"


def test_formula_follows_what_is_escaped_and_what_is_no_formula():
    assert render("\\$5, $`y`$ and $x$").html == "<p>$5, <code>y</code> and <code>x</code></p>\n"
    assert render("It costs $5, not $6, and $x$.").html == "<p>It costs $5, not $6, and <code>x</code>.</p>\n"


@pytest.mark.parametrize(
    ("body", "link"),
    [
        ("https://a.org/x\ue000y", "https://a.org/x%EE%80%80y"),
        ("https://a.org/x，y", "https://a.org/x"),
        ("https://a.org/x\u3000y", "https://a.org/x"),
        ("https://a.org/x＋y", "https://a.org/x"),
        ("https://a.org/x四y", "https://a.org/x"),
        ("https://a.org/x٣y", "https://a.org/x"),
        ("https://a.org/xéy", "https://a.org/x%C3%A9y"),
        ("https://a.org/Michelson–Morley", "https://a.org/Michelson%E2%80%93Morley"),
    ],
    ids=["private use", "punctuation", "space", "symbol", "letter", "digit", "Latin letter", "dash of a name"],
)
def test_what_ends_an_address(body, link):
    assert links_of(body) == [link]
