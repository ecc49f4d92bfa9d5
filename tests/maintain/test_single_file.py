"""A page for a reviewer is one file that asks nobody for anything and runs nothing."""

import re

import pytest

from gmooc.maintain.single_file import contents, handout, title_of

PAGE = """<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<title>A &amp; B</title><link rel="icon" href="../../mark.svg">
<link rel="stylesheet" href="../../gm.css">
</head><body><script src="../../gm.js"></script><script type="application/ld+json">{"a": 1}</script>
<img src="../../p.webp" alt="A"><img src="https://example.org/x.png" alt="B"><img src="../../no.png" alt="C">
<a href="../b/">b</a> <a href="../../">home</a> <a href="https://example.org/">e</a> <a href="#x">x</a>
</body></html>"""


@pytest.fixture
def site(tmp_path):
    for path, content in (("projects/a/index.html", PAGE), ("gm.css", 'p { color: red } /* <link> "x" */'), ("p.webp", "W")):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    return tmp_path


def test_page_holds_all_it_needs_and_nothing_that_runs(site):
    page = handout(site, "projects/a/", {"projects/b/": "projects-b.html"}, "https://example.net/")
    assert '<style>p { color: red } /* <link> "x" */</style>' in page
    assert re.findall(r"<script|<link rel|example\.org/x|src=\"\.", page) == []
    assert '<img src="data:image/webp;base64,Vw==" alt="A"><img alt="B"><img alt="C">' in page
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"" in page


@pytest.mark.parametrize(
    "name",
    [
        *("../../../secret.png", "..%2F..%2F..%2Fsecret.png", "&#46;./../../secret.png", "{root}/secret.png"),
        *("%2e%2e/%2e%2e/%2e%2e/secret.png", "../../../secret.png?x", "%252e%252e/../../../secret.png"),
        *("..\\..\\..\\secret.png", "..%5c..%5c..%5csecret.png", "file://{root}/secret.png", "//{root}/secret.png"),
        *("../../link.png", "../../folder/secret.png", "../../../site/../secret.png", "\t../../../secret.png"),
        *("a%00.png", "%00/../../../../secret.png", "a" * 300, "a/" * 3000, "../../circle.png", "../..", ""),
    ],
)
def test_page_holds_no_file_from_outside_the_site(tmp_path, name):
    site = tmp_path / "site"
    (site / "projects/a").mkdir(parents=True)
    (tmp_path / "secret.png").write_text("secret")
    (site / "link.png").symlink_to(tmp_path / "secret.png")
    (site / "folder").symlink_to(tmp_path)
    (site / "circle.png").symlink_to(site / "circle.png")
    address = name.format(root=tmp_path)
    page = f'<img src="{address}" alt="A"><link rel="stylesheet" href="{address}">'
    (site / "projects/a/index.html").write_text(page)
    assert handout(site, "projects/a/", {}, "") == '<img alt="A">'


@pytest.mark.parametrize(
    "name", ["../../p.webp", "..%2f..%2fp%2Ewebp", "../../none/../p.webp", "../../../site/p.webp", "../../p.webp?v=1"]
)
def test_page_holds_a_file_of_the_site_however_it_is_named(tmp_path, name):
    site = tmp_path / "site"
    (site / "projects/a").mkdir(parents=True)
    (site / "p.webp").write_text("W")
    (site / "projects/a/index.html").write_text(f'<img src="{name}" alt="A">')
    assert handout(site, "projects/a/", {}, "") == '<img src="data:image/webp;base64,Vw==" alt="A">'


def test_links_lead_to_files_beside_it_or_to_the_site(site):
    page = handout(site, "projects/a/", {"projects/b/": "projects-b.html"}, "https://example.net/")
    assert re.findall(r'<a href="([^"]*)"', page) == ["projects-b.html", "https://example.net/", "https://example.org/", "#x"]  # fmt: skip


def test_list_names_every_page():
    listed = contents({"a/": "a.html"}, {"a/": title_of(PAGE)})
    assert '<li><a href="a.html">A &amp; B</a></li>' in listed
