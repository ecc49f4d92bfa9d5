"""Prose: what GitHub shows is what is published, and nothing runs."""

import re
from urllib.parse import unquote

import pytest

from gmooc.text.markdown import (
    MAX_PLACED_LINE,
    SMALL_SCREENS,
    Heading,
    Image,
    plain_text,
    render,
    slug_of_heading,
    source_tags,
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
