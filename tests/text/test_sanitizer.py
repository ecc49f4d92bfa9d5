"""HTML of contributors keeps what Markdown itself writes, and nothing that acts, hides or leads astray."""

import pytest

from gmooc.text.sanitizer import clean

REL = 'rel="noopener noreferrer nofollow"'

CLEANED = {
    # valid
    "text": ("<p>a <b>b</b> &amp; c</p>", "<p>a <b>b</b> &amp; c</p>"),
    "list from a number": ('<ol start="5"><li>a</ol>', '<ol start="5"><li>a</li></ol>'),
    "picture": ('<img src="x.jpg" alt="a">', '<img src="x.jpg" alt="a">'),
    "link": ('<a href="https://a.org">l</a>', f'<a href="https://a.org" {REL}>l</a>'),
    "alert": ('<div class="markdown-alert markdown-alert-tip evil">x</div>', '<div class="markdown-alert markdown-alert-tip">x</div>'),
    "footnote": ('<sup class="footnote-ref" id="fnref-1">1</sup>', '<sup class="footnote-ref" id="fnref-1">1</sup>'),
    "table": (
        '<table><thead><tr><th align="left">a</th></tr></thead><tbody><tr><td align="right">b</td></tr></tbody></table>',
        '<table><thead><tr><th align="left">a</th></tr></thead><tbody><tr><td align="right">b</td></tr></tbody></table>',
    ),
    "section of footnotes": ('<section class="footnotes a"><p>x</p></section>', '<section class="footnotes"><p>x</p></section>'),
    "folded": ("<details><summary>a</summary><p>b</p></details>", "<details><summary>a</summary><p>b</p></details>"),
    # not shown
    "script, whose text is shown": ("<p>a <script>x</script> b</p>", "<p>a x b</p>"),
    "unknown tag, whose text stays": ("<p>a <path> is</p>", "<p>a  is</p>"),
    "tag of a longer name": ("<bb>x</bb>", "x"),
    "attributes": ('<p title="t" style="y" onclick="z" lang="fr">A</p>', "<p>A</p>"),
    "script in an address": ('<a href="javascript:x">l</a>', "l"),
    "mail": ('<a href="mailto:a@b.org">l</a>', "l"),
    "relation of its own": ('<a href="/a" rel="me" target="_blank">l</a>', f'<a href="/a" {REL}>l</a>'),
    "id of a footnote without one": ('<sup id="fnref-1">1</sup>', "<sup>1</sup>"),
    # blocks of other names
    "blocks": ("<center>a</center><nav >b</nav>", "<div>a</div><div>b</div>"),
    "name that begins like a block": ("<navy>b</navy>", "b"),
    # what is embedded leaves its address
    "film": ('<video src="https://a.org/v.mp4"></video>', f'<a href="https://a.org/v.mp4" {REL}>https://a.org/v.mp4</a> '),
    "film without a scheme": ("<video src=//a.org/v></video>", f'<a href="https://a.org/v" {REL}>https://a.org/v</a> '),
    "film in single marks": ("<audio data-src='http://a.org/v'>", f'<a href="http://a.org/v" {REL}>http://a.org/v</a> '),
    "address with a sign": ('<video src="https://a.org/?a=1&amp;b=2">', f'<a href="https://a.org/?a=1&amp;b=2" {REL}>https://a.org/?a=1&amp;b=2</a> '),
    "file beside": ("<embed src='a.mp4'>", "a.mp4"),
    "script as a film": ('<object data="javascript:x"></object>', ""),
    "frame that GitHub made a text": ('&lt;iframe src="https://b.org">', f'<a href="https://b.org" {REL}>https://b.org</a> '),
    "film without an address": ("<video controls></video>a", "a"),
    "name that begins like a film": ('<videos src="https://a.org">a', "a"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "safe"), CLEANED.values(), ids=CLEANED)
def test_html_is_cleaned(raw: str, safe: str) -> None:
    assert "".join(clean(raw)) == safe


@pytest.mark.parametrize(
    ("start", "is_kept"),
    [("1", True), ("-1", True), ("12345678", True), ("123456789", True), ("1234567890", False), ("x", False), ("", False)],
    ids=["one", "below nothing", "below", "at the limit", "above", "no number", "empty"],
)  # fmt: skip
def test_list_begins_with_a_number(start: str, is_kept: bool) -> None:
    kept = f'<ol start="{start}">' if is_kept else "<ol>"
    assert "".join(clean(f'<ol start="{start}"><li>a</li></ol>')) == f"{kept}<li>a</li></ol>"


ANCHORS = {
    # led to by a link of the same text
    "paragraph": ('<p id="a">A</p><a href="#a">x</a>', f'<p id="user-content-a">A</p><a href="#a" {REL}>x</a>'),
    "capitals": ('<p id="a">A</p><a href="#A">x</a>', f'<p id="user-content-a">A</p><a href="#A" {REL}>x</a>'),
    "escaped": ('<p id="é">A</p><a href="#%C3%A9">x</a>', f'<p id="user-content-é">A</p><a href="#%C3%A9" {REL}>x</a>'),
    "heading, which has an id of its own": (
        '<h2 id="a">A</h2><a href="#a">x</a>',
        f'<h2><a id="user-content-a"></a>A</h2><a href="#a" {REL}>x</a>',
    ),
    "name": ('<a name="y">1</a><a href="#y">3</a>', f'<a id="user-content-y" {REL}>1</a><a href="#y" {REL}>3</a>'),
    "first of two": (
        '<p id="x">1</p><p id="x">2</p><a href="#x">3</a>',
        f'<p id="user-content-x">1</p><p>2</p><a href="#x" {REL}>3</a>',
    ),
    "beside a footnote": (
        '<sup class="footnote-ref" id="fnref-1">1</sup><p id="main">A</p><a href="#main">x</a>',
        f'<sup class="footnote-ref" id="fnref-1">1</sup><p id="user-content-main">A</p><a href="#main" {REL}>x</a>',
    ),
    # not led to
    "no link": ('<p id="a">A</p>', "<p>A</p>"),
    "another link": ('<p id="a">A</p><a href="#b">x</a>', f'<p>A</p><a href="#b" {REL}>x</a>'),
    "space": ('<p id="a b">A</p><a href="#a b">x</a>', f'<p>A</p><a href="#a b" {REL}>x</a>'),
}


@pytest.mark.parametrize(("raw", "safe"), ANCHORS.values(), ids=ANCHORS)
def test_names_that_links_lead_to_are_kept(raw: str, safe: str) -> None:
    assert "".join(clean(raw)) == safe


def test_text_and_tags_alternate() -> None:
    assert clean("a<b>c</b>") == ["a", "<b>", "c", "</b>", ""]


@pytest.mark.parametrize(
    "tag",
    [
        "em",
        "strong",
        "del",
        "s",
        "ins",
        "sub",
        "sup",
        "kbd",
        "code",
        "b",
        "i",
        "u",
        "mark",
        "small",
        "q",
        "samp",
        "var",
        "cite",
        "abbr",
    ],
)
def test_mark_of_words_is_kept(tag: str) -> None:
    assert "".join(clean(f"<p><{tag}>x</{tag}></p>")) == f"<p><{tag}>x</{tag}></p>"


@pytest.mark.parametrize("tag", ["p", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section"])
def test_block_is_kept(tag: str) -> None:
    assert "".join(clean(f"<{tag}>x</{tag}>")) == f"<{tag}>x</{tag}>"


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_alert_is_kept(kind: str) -> None:
    html = f'<div class="markdown-alert markdown-alert-{kind}"><p class="markdown-alert-title">x</p></div>'
    assert "".join(clean(html)) == html


@pytest.mark.parametrize("written", ['ID = "a"', "Id=a", 'id\n=\n"a"', 'title="b"id="a"', 'name="a"'])
def test_name_is_found_however_it_is_written(written: str) -> None:
    assert '"user-content-a"' in "".join(clean(f'<a {written}>A</a><a href="#a">x</a>'))
