import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmooc.text.html_nesting import fix_nesting
from gmooc.text.markdown import plain_text, render


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        # sound
        ("<p>a <em>b</em></p>", "<p>a <em>b</em></p>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>a</li>\n</ul>"),
        ("<details><summary>s</summary>a</details>", "<details><summary>s</summary>a</details>"),
        ("<del><p>a</p></del>", "<del><p>a</p></del>"),
        ("<details><summary><h2>s</h2></summary>a</details>", "<details><summary><h2>s</h2></summary>a</details>"),
        # lists
        ("<li>a</li>", "<div>a</div>"),
        ("<ul>a<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol><p>a</p>b</ol>", "<ol><li><p>a</p>b</li></ol>"),
        ("<ul><ul><li>a</li></ul></ul>", "<ul><li><ul><li>a</li></ul></li></ul>"),
        # folds
        ("<summary>a</summary>", "<div>a</div>"),
        ("<details>a</details>", "<details><summary>…</summary>a</details>"),
        ("<details></details>", "<details><summary>…</summary></details>"),
        (
            "<details>a<summary>b</summary></details>",
            "<details><summary>…</summary>a<div>b</div></details>",
        ),
        ("<details><summary>a<p>b</p></summary></details>", "<details><summary>ab</summary></details>"),
        # blocks among text
        ("<em><ul><li>a</li></ul></em>", "<em>a</em>"),
        ("<pre><p>a</p></pre>", "<pre>a</pre>"),
        ("<sup><table><tbody><tr><td>a</td></tr></tbody></table></sup>", "<sup>a</sup>"),
        ('<em><a href="b"><h2>a</h2></a></em>', '<em><a href="b">a</a></em>'),
        # links
        ('<a href="b"><details><summary>a</summary></details></a>', '<a href="b">a</a>'),
        ('<a href="b">a<pre>c</pre></a>', "a<pre>c</pre>"),
        ("<a>a</a>", "a"),
        # rows
        (
            "<table><tbody><tr>\n</tr><tr><td>a</td></tr></tbody></table>",
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
    ],
)
def test_structure_is_mended(written, mended):
    assert fix_nesting(written) == mended


TAGS = ("li", "ul", "ol", "summary", "details", "p", "em", "a", "h2", "table", "td", "pre", "blockquote", "del", "code")
pieces = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(["x", " ", "\n\n", "- "]),
)


@given(st.lists(pieces, max_size=20).map("".join))
def test_mended_twice_is_mended_once(body):
    once = render(body).html
    assert fix_nesting(once) == once


@given(st.lists(pieces, max_size=20).map("".join))
def test_no_text_is_lost(body):
    before = nh3.clean(body)
    assert letters(fix_nesting(before)).replace("…", "") == letters(before)


def letters(safe_html):
    return "".join(plain_text(safe_html).split())
