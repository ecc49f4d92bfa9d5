"""What of a text is not on its page is told, and what is told has a place: nothing is passed over in silence."""

import re

import pytest
from PIL import Image

from gmooc.text.markdown import Image as Shown
from gmooc.text.markdown import render
from samples import LONG, PROJECT, found

# Constructs of a body, each with an address or a word `zq…` that must be on the page or told.
CONSTRUCTS = {
    "words": "zqword",
    "emphasis": "*zqword* **zqword** ~~zqword~~",
    "heading": "## zqword\n\nText.",
    "list": "- zqword\n- [x] zqword",
    "table": "| a |\n|---|\n| zqword |",
    "quotation": "> zqword",
    "alert": "> [!NOTE]\n> zqword",
    "code": "`zqword`",
    "block of code": "```\nzqword\n```",
    "formula": "$zqword = 1$",
    "footnote": "a[^1]\n\n[^1]: zqword",
    "fold": "<details><summary>zqword</summary>x</details>",
    "tag of others": "<figure>zqword</figure>",
    "tag of a drawing": "<svg><text>zqword</text></svg>",
    "link": "[x](https://example.org/zqword)",
    "bare link": "https://example.org/zqword",
    "link by reference": "[x][r]\n\n[r]: https://example.org/zqword",
    "link of HTML": '<a href="https://example.org/zqword">x</a>',
    "link to a page": "[x](zqword.md)",
    "link to a file": "[x](zqword.pdf)",
    "link to a name like a scheme": "[x](https-zqword.md)",
    "link with a slash too few": "[x](http:/example.org/zqword)",
    "link with a name before its host": "[x](https://zqword@example.org/)",
    "link to a machine": "[x](file:///C:/zqword.pdf)",
    "link to a drive": "[x](C:/zqword.pdf)",
    "link of HTML to a machine": "<a href=file:///zqword>x</a>",
    "link to a program": "[x](slack:zqword)",
    "link of old": "ftp://example.org/zqword",
    "link that runs": "[x](javascript:zqword)",
    "link that holds its page": "[x](data:text/html,zqword)",
    "link to an address": "[x](mailto:zqword@example.org)",
    "link to a number": "[x](tel:+254712345678?zqword)",
    "picture": "![zqword of glass](p.png)",
    "picture that is not there": "![A still](zqword.png)",
    "picture of another host": "![A still](https://example.org/zqword.png)",
    "picture of any host": "![A still](//example.org/zqword.png)",
    "picture of a machine": "![A still](file:///C:/zqword.png)",
    "picture of a drive": "![A still](C:\\zqword.png)",
    "picture of a server": "![A still](\\\\server\\zqword.png)",
    "picture of a folder": "![A still](/home/zqword.png)",
    "picture that is written out": "![A still](data:image/png;base64,zqword)",
    "picture of HTML": '<img src="file:///zqword.png" alt="A still">',
    "film": '<video src="https://example.org/zqword.mp4"></video>',
    "page of another host": '<iframe src="https://example.org/zqword"></iframe>',
    "sign of a wiki": "[[zqword]]",
}


@pytest.mark.parametrize("body", CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_construct_is_on_the_page_or_told_at_its_line(content, body):
    Image.new("RGB", (9, 9)).save(content / "projects/2024/p.png")
    page = render(body, lambda url: None, lambda url: Shown(url) if url == "p.png" else None).html
    told = found(content, "projects/2024/bad.md", PROJECT.replace("Text", body, 1))
    assert "zqword" in page or [
        line.split(":")[1] for line in told if "bad.md" in line and not re.search("warning E11[0-7]", line)
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[x](file:///C:/a.md)", "11:5: warning E118 'file:///C:/a.md'"),
        ("a `[x](file:///a)` [x](file:///a)", "11:24: warning E118 'file:///a'"),
        ("![A still](C:\\p.png)", "11:12: warning E118 'C:%5Cp.png'"),
        ("text\n<a href='file:///a'>x</a>", "12:10: warning E118 'file:///a'"),
        ("[x](http:/example.org/)", "11:5: warning E118 'http:/example.org/'"),
    ],
)
def test_address_that_opens_nothing_is_told_where_it_is_typed(content, body, expected):
    (problem,) = found(content, "projects/2024/bad.md", PROJECT.replace("Text", body, 1))
    assert problem == (
        f"projects/2024/bad.md:{expected}: must be a web address, or the name of a file that lies beside this entry"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<https://example.org/>",
        "HTTPS://example.org/",
        "www.example.org",
        "[x](#a)\n\n## a\n\nText.",
        "`file:///a`",
        "file:a",
        "C: is a drive",
    ],
)
def test_address_that_opens_is_not_told(content, body):
    assert found(content, "projects/2024/bad.md", PROJECT.replace("Text", f"{body}\n\n{LONG}", 1)) == []


@pytest.mark.parametrize(
    ("name", "is_reserved"),
    [
        ("con.png", True), ("NUL.jpg", True), ("com1.webp", True), ("lpt9.a.png", True), ("a:b.png", True), ("a?.png", True),
        ('a".png', True), ("a|b.png", True), ("a\\b.png", True), ("a<b.png", True), ("aux /p.png", True), ("a./p.png", True),
        ("a b.png", False), ("console.png", False), ("com10.png", False), ("a.b.png", False), ("图片.png", False), ("nul-1.png", False),
    ],
)  # fmt: skip
def test_picture_has_a_name_that_every_system_can_hold(content, name, is_reserved):
    file = content / "projects/2024/kiln" / name
    file.parent.mkdir(parents=True)
    Image.new("RGB", (9, 9)).save(file, {"jpg": "JPEG", "webp": "WEBP"}.get(name[-4:].strip("."), "PNG"))
    told = [
        line
        for line in found(content, "projects/2024/kiln/index.md", PROJECT.replace("title: A", "title: Kiln"))
        if "E009" in line
    ]
    assert [line.partition(": E009 ")[2].partition(":")[0] for line in told] == ["file name"] * is_reserved


@pytest.mark.parametrize(
    ("alias", "is_refused"),
    [("con", True), ("2023/nul", True), ("com1", True), ("console", False), ("2023/kiln", False)],
)
def test_alias_is_a_name_that_every_system_can_hold(content, alias, is_refused):
    text = PROJECT.replace("title: A", f"title: Kiln\naliases: [{alias}]")
    told = found(content, "projects/2024/kiln.md", text)
    assert [line.split(" ")[1] for line in told] == ["E025"] * is_refused
