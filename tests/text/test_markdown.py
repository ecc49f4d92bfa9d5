"""Prose: what GitHub shows is what is published, and nothing runs."""

import re
from urllib.parse import unquote

import pytest

from gmooc.text.markdown import (
    MAX_PLACED_LINE,
    SMALL_SCREENS,
    Anchors,
    Heading,
    Image,
    SourceTag,
    code_test,
    plain_text,
    render,
    slug_of_heading,
    source_tags,
    written_headings,
)


def html(body: str) -> str:
    return render(body).html.strip()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "**a** _b_ ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>", id="inline"
        ),
        pytest.param("**中文**。", "<p><strong>中文</strong>。</p>", id="Chinese emphasis"),
        pytest.param("a<br>b H<sub>2</sub>O", "<p>a<br>b H<sub>2</sub>O</p>", id="raw inline HTML that GitHub shows"),
        pytest.param(
            "- [x] a",
            '<ul>\n<li><span class="gm-task gm-task--done" role="img" aria-label="done"></span> a</li>\n</ul>',
            id="task",
        ),
        pytest.param(
            "> [!NOTE]\n> a",
            '<div class="markdown-alert markdown-alert-note">\n<p class="markdown-alert-title">Note</p>\n<p>a</p>\n</div>',
            id="alert",
        ),
        pytest.param(
            "Text\n> [!NOTE]- Folded\n> a",
            '<p>Text</p>\n<div class="markdown-alert markdown-alert-note">\n<p class="markdown-alert-title">Folded</p>\n'
            "<p>a</p>\n</div>",
            id="folded alert",
        ),
        pytest.param("![a](https://example.org/x.png)", "<p>a</p>", id="a foreign picture leaves its text"),
        pytest.param("{{ 7*7 }} $(id) --8<-- 'x'", "<p>{{ 7*7 }} $(id) --8&lt;-- 'x'</p>", id="template language"),
    ],
)
def test_markdown(body, expected):
    assert html(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>1</script></svg>",
        "<math><mtext><script>1</script></mtext></math>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](java\tscript:alert(1))",
        "[a](data:text/html;base64,PHN2Zz4=)",
        "<a href='vbscript:x'>a</a>",
        "<iframe src=https://example.org></iframe>",
        "<form action=https://example.org><input type=text name=q><button>x</button></form>",
        "<style>*{display:none}</style>",
        "<p style='position:fixed' class='md-header' id='__drawer' onclick='x'>a</p>",
        "<base href=https://example.org>",
        "<meta http-equiv=refresh content=0>",
        "<object data=x></object><embed src=x>",
        "# a {#__search onclick=x}",
        "<!--[if IE]><script>1</script><![endif]-->",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_nothing_can_run(body):
    page = html(body)
    assert not re.search(r"<(script|svg|math|iframe|form|button|style|base|meta|object|embed|noscript)\b", page)
    assert not re.search(r"<[^>]*\s(on\w+|style|srcdoc)\s*=", page)
    assert not re.search(r'(href|src)="(?!https?:|mailto:|#)[^"]*:', page)
    assert 'id="__' not in page


# Headings.


def test_headings_start_at_two_and_skip_no_level():
    prose = render("# A\n\n#### B\n\n### C\n\n# D\n")
    assert prose.headings == (Heading(2, "a", "A"), Heading(3, "b", "B"), Heading(3, "c", "C"), Heading(2, "d", "D"))


def test_equal_headings_have_different_ids():
    assert [heading.id for heading in render("## A\n\n## A\n\n## A-1\n").headings] == ["a", "a-1", "a-1-1"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [("The problem", "the-problem"), ("问题", "问题"), ("!!!", "section"), ("__drawer", "drawer"), ("fn-1", "s-fn-1")],
)
def test_slug_of_heading(text, slug):
    assert slug_of_heading(text) == slug


def test_links_to_headings_of_the_page_work():
    assert html("[x](#问题)\n\n## 问题") == '<p><a href="#问题">x</a></p>\n<h2 id="问题">问题</h2>'


# Links and pictures.


def test_relative_links_are_resolved():
    prose = render("[a](../b.md) [c](gone.md)", resolve_link={"../b.md": "../../b/"}.get)
    assert (prose.html, prose.links) == ('<p><a href="../../b/">a</a> <a>c</a></p>\n', ("../b.md", "gone.md"))


def test_pictures_have_a_size():
    prose = render("![a](b.png)", resolve_picture=lambda url: Image("x.webp", 4, 3))
    small = f'<source srcset="x.avif" type="image/avif" media="{SMALL_SCREENS}">'
    large = '<img src="x.webp" alt="a" width="4" height="3" loading="lazy" decoding="async">'
    assert prose.html == f"<p><picture>{small}{large}</picture></p>\n"


def test_footnotes_lead_both_ways():
    page = html("a[^x]\n\n[^x]: b")
    assert 'href="#fn-x"' in page
    assert 'id="fn-x"' in page
    assert 'href="#fnref-x"' in page
    assert 'id="fnref-x"' in page


def test_plain_text_keeps_words_apart():
    assert plain_text("<p>a &lt;b&gt;</p><ul><li>c</li><li>d</li></ul>") == "a <b> c d"


# What READMEs hold.


@pytest.mark.parametrize(
    ("body", "fragments"),
    [
        pytest.param('<a name="team"></a>\n\n[x](#team)', ["user-content-team"], id="name of a link"),
        pytest.param(
            '<h2 id="who">Team</h2>\n\n[x](#who) [y](#team)', ["user-content-who", "team"], id="id of a heading"
        ),
        pytest.param('<p id="Up">a</p>\n\n[x](#up)', ["user-content-Up"], id="other case"),
        pytest.param("## ✨ Growing\n\n[x](#-growing) [y](#growing)", ["-growing"] * 2, id="emoji"),
        pytest.param("## ⚙️ Growing\n\n[x](#%EF%B8%8F-growing)", ["-growing"], id="emoji with its variant"),
        pytest.param("## :seedling: Growing\n\n[x](#seedling-growing)", ["-growing"], id="emoji by its name"),
        pytest.param("## A & B\n\n[x](#a--b) [y](#a-b)", ["a--b"] * 2, id="one hyphen too few"),
        pytest.param("## 水 的\n\n[x](#%E6%B0%B4-%E7%9A%84)", ["水-的"], id="percent signs"),
        pytest.param("## A\n\n[x](#gone) [y](#) [z](#-)", [], id="nowhere"),
    ],
)
def test_links_within_a_text_lead_where_github_leads(body, fragments):
    page = html(body)
    assert [unquote(found) for found in re.findall(r'href="#([^"]*)"', page)] == fragments
    assert set(fragments) <= set(re.findall(r'id="([^"]*)"', page))


def test_only_names_that_a_link_leads_to_stay_and_each_once():
    page = html('<a id="a" name="b">x</a><a name="c">y</a> <p id="a">z</p> [l](#a) <div id="x y"></div> [m](#x%20y)')
    assert re.findall(r'(?:id|name)="([^"]*)"', page) == ["user-content-a"]


@pytest.mark.parametrize(
    ("body", "page"),
    [
        ("<b>a</b> <i>b</i> <u>c</u> <mark>d</mark>", "<p><b>a</b> <i>b</i> <u>c</u> <mark>d</mark></p>"),
        ('<abbr title="Litre">l</abbr>', '<p><abbr title="Litre">l</abbr></p>'),
        ("<dl><dt>Soil</dt><dd>Earth</dd></dl>", "<div><div>Soil</div><div>Earth</div></div>"),
        ("<figure>a<figcaption>b</figcaption></figure>", "<div>a<div>b</div></div>"),
        (":seedling: 10:30:45", "<p>🌱 10:30:45</p>"),
        ("$a_1*b*c$ of $5 and $10", "<p><code>a_1*b*c</code> of $5 and $10</p>"),
        ("$$\na < b_1 * c_1 *\n$$", "<p><code>\na &lt; b_1 * c_1 *\n</code></p>"),
        ('![](https://example.org/x.png "A still")', "<p>A still</p>"),
        ('<a href="gone.md" title="Arabic">🇸🇩</a>', '<p><a title="Arabic">🇸🇩</a></p>'),
    ],
)
def test_what_github_shows_is_shown(body, page):
    assert render(body, resolve_link={}.get).html.strip() == page


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("[![](https://example.org/x.svg)](https://example.org/a/)", ">example.org/a</a>"),
        ('<a href="https://example.org"> <img src="https://e.com/x.png"> </a>', ">example.org</a>"),
        ("[](https://example.org/?a=1&b=2)", ">example.org/?a=1&amp;b=2</a>"),
        ("[![](a.png)](https://example.org)", 'alt="" loading="lazy" decoding="async">example.org</a>'),
        ("[![A still](a.png)](https://example.org)", 'alt="A still" loading="lazy" decoding="async"></a>'),
        ("[![A still](https://e.com/a.png)](https://example.org)", ">A still</a>"),
        ("[&nbsp;](https://example.org)", "&nbsp;example.org</a>"),
        ("# [![](https://e.com/a.png)](#a)\n\n## A", '<a href="#a">#a</a>'),
    ],
)
def test_link_without_a_text_shows_its_address(body, shown):
    assert shown in html(body)


def test_words_of_neighbouring_blocks_stay_apart():
    assert render("<dl><dt>Soil</dt><dd>Earth</dd></dl><center>a</center>b").text == "Soil Earth a b"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("git add <path> did not work", "git add did not work"),
        ("Set <mode> and <text>, then go on", "Set and , then go on"),
        ("Write <title> here.\n\nAnd go on.", "Write <title> here. And go on."),
        ("<center>In the middle</center> of it", "In the middle of it"),
        ("<svg><text>Label</text></svg> after", "Label after"),
    ],
)
def test_text_behind_an_unknown_tag_is_kept(body, text):
    assert render(body).text == text


@pytest.mark.parametrize(("length", "count"), [(-1, 2), (0, 2), (1, 0)], ids=["below", "at", "above"])
def test_nothing_of_a_line_that_nobody_writes_is_placed(length, count):
    line = "[a](b.md) ".ljust(MAX_PLACED_LINE + length, "x")
    assert len(source_tags(f"{line}\nB")) == count


# Headings of a text.


def test_levels_of_headings_end_at_six():
    body = "\n\n".join(f"{'#' * level} {level}" for level in (1, 2, 3, 4, 5, 6, 6, 2, 4, 1))
    prose = render(body)
    assert [(heading.level, heading.text) for heading in prose.headings] == [
        (2, "1"), (3, "2"), (4, "3"), (5, "4"), (6, "5"), (6, "6"), (6, "6"), (3, "2"), (4, "4"), (2, "1"),
    ]  # fmt: skip
    assert re.findall(r"<h(\d) id=\"([^\"]*)\">[^<]*</h(\d)>", prose.html) == [
        (str(heading.level), heading.id, str(heading.level)) for heading in prose.headings
    ]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Cafe\u0301 ", "café"),
        ("A  B & C", "a--b--c"),
        ("snake_case - x", "snake_case---x"),
        ("_a", "a"),
        ("水 的 ماء", "水-的-ماء"),
        ("gm-main", "s-gm-main"),
        ("GM", "gm"),
        ("fnord", "s-fnord"),
        ("", "section"),
        ("___", "section"),
    ],
)
def test_slug_is_that_of_github_and_no_id_of_the_page(text, slug):
    assert slug_of_heading(text) == slug


def test_ids_pass_over_those_that_are_taken():
    anchors = Anchors(("a", "a-2"))
    assert [anchors.add(text) for text in ("A", "A", "B", "a 2", "B")] == ["a-1", "a-3", "b", "a-2-1", "b-1"]


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("# A\n\n<!-- x\n\n# y -->\n\n## B\n\nText\n\n<h3>C</h3>\n", [(1, 1, "A", True), (7, 2, "B", False), (0, 3, "C", True)]),
        ("x\n\nTwo\nlines\n---\n\n- a", [(3, 2, "Two lines", False)]),
        ("# A & *b* `<c>`\n\n![a](https://e.org/a.png)", [(1, 1, "A & b <c>", True)]),
        ("# A\n\n![](//e.org/a.png)\n\n# B\n\n![](a.png)", [(1, 1, "A", True), (5, 1, "B", False)]),
        ("```\n# A\n```", []),
        ("####### A\n\n###### B", [(3, 6, "B", True)]),
    ],
    ids=["comment", "underlined", "foreign picture", "pictures", "code", "levels"],
)  # fmt: skip
def test_written_headings_have_their_lines(body, headings):
    assert written_headings(body) == headings


# Places in the source.


def test_place_of_code_and_links_is_counted_in_letters():
    body = "见https://a.org。再www.b.org，`代码`\n\n- 𠀀 **b** `c` [d](e.md)\n\n```\nf\n```\n"
    written = [(tag.name, body[tag.start : tag.end]) for tag in source_tags(body)]
    assert [found for found in written if found[0] in ("code", "strong", "pre")] == [
        ("code", "`代码`"), ("strong", "**b**"), ("code", "`c`"), ("pre", "```\nf\n```"),
    ]  # fmt: skip
    assert ("a", "[d](e.md)") in written


def test_long_text_of_short_lines_is_placed():
    assert len(source_tags("[a](b.md)\n\n" * (MAX_PLACED_LINE // 10))) == MAX_PLACED_LINE // 10 * 2


def test_place_lies_in_code_from_its_first_sign_to_its_last():
    body = "a `b` `c`\n\n> ```\n> d\n> ```\n\ne"
    is_code = code_test(source_tags(body))
    assert "".join("x" if is_code(start) else "-" for start in range(10)) == "--xxx-xxx-"
    assert [is_code(body.index(sign)) for sign in "de"] == [True, False]
    assert not any(map(code_test([]), range(3)))
    outer, inner, after = SourceTag("<pre >", 2, 9), SourceTag("<code >", 3, 5), SourceTag("<p >", 11, 12)
    assert [code_test([after, inner, outer])(start) for start in (1, 2, 6, 8, 9, 11)] == [False, True, True, True, False, False]  # fmt: skip


# What a tag becomes.


def known_picture(url):
    return {"a.png": Image("x/a&b.webp", 4, 3), "b.png": Image("b")}.get(url)


@pytest.mark.parametrize(
    ("body", "shown", "pictures"),
    [
        ('![a & "b"](a.png)', f'<picture><source srcset="x/a&amp;b.avif" type="image/avif" media="{SMALL_SCREENS}"><img src="x/a&amp;b.webp" alt="a &amp; &quot;b&quot;" width="4" height="3" loading="lazy" decoding="async"></picture>', ("a.png",)),
        ('![a](b.png "水")', '<img src="b" alt="a" title="水" loading="lazy" decoding="async">', ("b.png",)),
        ('![a](b.png "a")', '<img src="b" alt="a" loading="lazy" decoding="async">', ("b.png",)),
        ('![](b.png "t")', '<img src="b" alt="t" loading="lazy" decoding="async">', ("b.png",)),
        ("![a](c.png)", "a", ("c.png",)),
        ("![a](//e.org/b.png) ![](b.png)", 'a <img src="b" alt="" loading="lazy" decoding="async">', ("//e.org/b.png", "b.png")),
        ("x <img alt=a>", "x a", ("",)),
        ("![a](a&b.png)", "a", ("a&b.png",)),
    ],
    ids=["sized", "title", "same title", "title alone", "unknown", "foreign", "none", "sign"],
)  # fmt: skip
def test_picture_is_shown_or_its_text(body, shown, pictures):
    prose = render(body, resolve_picture=known_picture)
    assert (prose.html.strip(), prose.pictures) == (f"<p>{shown}</p>", pictures)


def test_copies_of_a_picture_have_their_addresses():
    image = Image("pictures/0a.webp", 4, 3)
    assert (image.small, image.card) == ("pictures/0a.avif", "pictures/0a.card.webp")


@pytest.mark.parametrize(
    ("body", "shown", "links", "lost"),
    [
        ('[x](b.md "T")', '<a href="../b/?a=1&amp;b" title="T">x</a>', ("b.md",), ()),
        ("[x](c.md?a&b)", "<a>x</a>", ("c.md?a&b",), ()),
        ("[x](#top) [y](#) [z](#TOP)", "<a>x</a> <a>y</a> <a>z</a>", ("#top", "#", "#TOP"), ()),
        ("[x](#gone)", "<a>x</a>", ("#gone",), ("#gone",)),
        ('<a id="水" href="b.md">x</a> [y](#水)', '<a id="user-content-水" href="../b/?a=1&amp;b">x</a> <a href="#user-content-水">y</a>', ("b.md", "#%E6%B0%B4"), ()),
        ('<a name="a">x</a> [y](#A)', '<a id="user-content-a">x</a> <a href="#user-content-a">y</a>', ("#A",), ()),
        ("[x](file:///C:/a.md)", "x", (), ("file:///C:/a.md",)),
        ("![x](C:/a&b.png)", "x", None, ("C:/a&b.png",)),
        ('<A  class="b" HREF = "ftp://e.org/a">x</A>', "x", (), ("ftp://e.org/a",)),
        ("[x](mailto:) [y](tel:) <a href='SMS:1'>z</a>", "x y z", (), ()),
        ("<https://e.org/a> [x](HTTP://e.org/)", None, (), ()),
        ("`<a href='file:a'>`", None, (), ()),
    ],
    ids=["known", "unknown", "top", "gone", "named", "other case", "machine", "drive", "HTML", "people", "web", "code"],
)  # fmt: skip
def test_link_leads_where_a_page_can_lead(body, shown, links, lost):
    prose = render(body, resolve_link={"b.md": "../b/?a=1&b"}.get)
    page = re.sub(r' rel="[^"]*"', "", prose.html).strip()
    assert shown is None or page == f"<p>{shown}</p>"
    assert links is None or prose.links == links
    assert prose.lost == lost


def test_link_means_a_heading_before_a_name_and_the_first_of_equal_letters():
    page = html("## A & B\n\n## A-B\n\n## 水\n\n<a id='水'></a> [x](#ab) [y](#A-B) [z](#水) [w](#x-a_b)")
    assert [unquote(found) for found in re.findall(r'href="#([^"]*)"', page)] == ["a--b", "a-b", "水", "a--b"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("- [ ] a", '<span class="gm-task gm-task--open" role="img" aria-label="not done"></span> a'),
        ("<input type=checkbox checked> a", '<p><span class="gm-task gm-task--done" role="img" aria-label="done"></span> a'),
        ("b <input type=text> a", "<p>b  a</p>"),
        ("|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|", '<div class="gm-table" tabindex="0"><table>'),
        ("|a|b|c|d|\n|:-|:-:|-:|-|", '<th class="gm-left">a</th>\n<th class="gm-center">b</th>\n<th class="gm-right">c</th>\n<th>d</th>'),
        ("|a|\n|-:|\n|1|", '<td class="gm-right">1</td>\n</tr>\n</tbody>\n</table></div>'),
        ('<table><tr><td align="top" >1</td></tr></table>', "<td>1</td>"),
        ("a\x01b&#1;c\ufffed", "<p>abcd</p>"),
    ],
)  # fmt: skip
def test_tag_is_as_the_page_has_it(body, shown):
    assert shown in html(body)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (" a \n b ", "a b"),
        ("a&amp;b &lt;c&gt;", "a&b <c>"),
        ("a<br>b<hr>c", "a b c"),
        ("<b>a</b><i>b</i>", "ab"),
        ("".join(f"<{tag}>a</{tag}>" for tag in ("p", "div", "li", "th", "td", "tr", "pre", "blockquote", "summary", "h2", "h6")), " ".join("a" * 11)),
    ],
)  # fmt: skip
def test_text_of_html_is_one_line(written, text):
    assert plain_text(written) == text


def test_way_back_from_a_footnote_is_no_text():
    assert render("a[^1] b\n\n[^1]: 水").text == "a1 b 水"
    assert render("a ↩").text == "a ↩"
