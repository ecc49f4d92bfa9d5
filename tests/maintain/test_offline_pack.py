"""A site is packed so that its pages, opened from a folder, lead to files and find what they search."""

import zipfile
from pathlib import Path

import pytest

from gmooc.maintain.offline_pack import PackedPage, offline, packed_page, pages_script, write_pack

LINKS = {
    "folder": ("a/", "a/index.html"),
    "folder above": ("../", "../index.html"),
    "folder above without a stroke": ("..", "../index.html"),
    "folder itself": (".", "./index.html"),
    "folder above a folder": ("a/..", "a/../index.html"),
    "place in a folder": ("a/#b", "a/index.html#b"),
    "query of a folder": ("a/?q=1", "a/index.html?q=1"),
    "Chinese folder": ("水/", "水/index.html"),
    "page": ("a/b.html", "a/b.html"),
    "dots of a name": ("a/...", "a/..."),
    "nothing": ("", ""),
    "place": ("#b", "#b"),
    "query": ("?q=1", "?q=1"),
    "root": ("/a/", "/a/"),
    "other site": ("https://a.example/", "https://a.example/"),
    "e-mail": ("mailto:a@b.example/", "mailto:a@b.example/"),
}


@pytest.mark.parametrize(("link", "file"), LINKS.values(), ids=LINKS)
@pytest.mark.parametrize("tag", ['<a href="{}">', '<a class="b" href="{}">', '<form action="{}">', '<link href="{}">'])
def test_link_leads_to_a_file(link: str, file: str, tag: str) -> None:
    assert offline(tag.format(link)) == tag.format(file)


@pytest.mark.parametrize("text", ['<img src="a/">', '<abbr href="a/">', '<p>href="a/"</p>', '<a data-href="a/">'])
def test_what_is_no_link_stays(text: str) -> None:
    assert offline(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<script type="module" src="a.js"></script>\n<p>', "<p>"),
        (
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data:; script-src 'self'\">'self'",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file: data:; script-src 'self' file:\">'self'",
        ),
        ('<div class="gm-gallery">', '<div class="gm-gallery no-js">'),
        ("<body></body>", "<body></body>"),
        (
            '<script src="../assets/colours.js"></script><body></body>',
            '<script src="../assets/colours.js"></script><body><script defer src="../assets/folder.js"></script></body>',
        ),
        (
            '<script src="assets/colours.js"></script><body data-search-page></body></body>',
            '<script src="assets/colours.js"></script><body data-search-page><script defer src="assets/folder-pages.js"></script>'
            '<script defer src="assets/folder.js"></script></body></body>',
        ),
    ],
    ids=["module", "policy", "gallery", "page without scripts", "page", "search page"],
)  # fmt: skip
def test_page_needs_no_server(text: str, expected: str) -> None:
    assert offline(text) == expected


BODY = '<main><div><div><{0} class="md-content__inner x"><h1>水</h1><style>b {{}}</style><p>Far &amp; wide.</p></{0}>\n</div> </div>\n</main>'
HEAD = '<html lang="fr"><title>GMOOC - Eau &amp; vie - GMOOC</title><meta name="description" content="De l&#39;eau">'


@pytest.mark.parametrize("tag", ["article", "div"])
def test_page_is_found_by_its_words(tag: str) -> None:
    found = packed_page("a/index.html", HEAD + BODY.format(tag))
    assert list(found) == [PackedPage("a/index.html", "fr", "Eau & vie", "De l'eau", "水 Far & wide.")]


def test_page_without_a_head_is_found_by_its_path() -> None:
    (page,) = packed_page("index.html", BODY.format("article"))
    assert page[:4] == ("index.html", "en", "index.html", "")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a/b.html", HEAD + BODY.format("article")),
        ("projects/by/index.html", ""),
        ("projects/by/year/index.html", HEAD + BODY.format("article")),
        ("a/index.html", HEAD + '<meta name="robots" content="noindex">' + BODY.format("article")),
        ("a/index.html", HEAD + "<main><p>Far.</p></main>"),
    ],
    ids=["no page", "empty", "list", "page that leads on", "page without an article"],
)
def test_page_that_is_not_searched(path: str, text: str) -> None:
    assert list(packed_page(path, text)) == []


def test_no_text_of_a_page_ends_the_script() -> None:
    script = pages_script([PackedPage("a/", "zh", "水", "", "</script> \u2028")])
    assert script == 'window.gmOffline=[["a/","zh","水","","\\u003c/script> \\u2028"]];\n'


PACKED = (
    "index.html", "a/index.html", "a/p.webp", "a/sitemap.xml", "search/index.html", "search/of/index.html", "assets/gm.css",
    "assets/searching.js", "contribute/project/index.html",
)  # fmt: skip
LEFT_OUT = (
    "search/index.json", "search/parts/a.js", "gallery/all.json", "sitemap.xml", "sitemap-1.xml", "robots.txt", "404.html",
    "a/link.png", "assets/search/a.js", "assets/gallery/a.js", "assets/form/a.js", "assets/gm.js", "assets/search.js",
    "assets/gallery.js", "assets/form.js", "assets/lost.js", "assets/phases.js", "assets/offline.js",
    "contribute/project/letters/a.json", "contribute/project/names.json", "sw.js", "offline/index.html",
)  # fmt: skip


def test_pack_holds_what_a_folder_can_show(tmp_path: Path) -> None:
    site, theme, target = tmp_path / "site", tmp_path / "theme", tmp_path / "out/copy.zip"
    texts = dict.fromkeys((*PACKED, *LEFT_OUT), "x") | {"a/index.html": f'{HEAD}{BODY.format("article")}<a href="../">'}
    scripts = {
        "overrides/assets/gm.js": 'import("./a.js"); import.meta.url; navigator.serviceWorker;\n',
        "overrides/assets/phases.js": "phases;\n",
        "offline/search.js": "search;\n",
    }  # fmt: skip
    for folder, files in ((site, texts), (theme, scripts)):
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    assert write_pack(site, theme, target, "gmooc", "Read me: 水") == 1
    with zipfile.ZipFile(target) as archive:
        packed = {name: archive.read(name).decode() for name in archive.namelist()}
        kinds = {(entry.date_time, entry.compress_type) for entry in archive.infolist()}
    made = ("assets/folder.js", "assets/folder-pages.js", "README.txt")
    assert list(packed) == [f"gmooc/{path}" for path in (*sorted(PACKED), *made)]
    assert kinds == {((2021, 1, 24, 0, 0, 0), zipfile.ZIP_DEFLATED)}
    assert packed["gmooc/README.txt"] == "Read me: 水"
    assert packed["gmooc/a/index.html"].endswith('<a href="../index.html">')
    assert packed["gmooc/assets/folder-pages.js"].startswith('window.gmOffline=[["a/index.html","fr",')
    assert packed["gmooc/assets/folder.js"] == (
        '"use strict";\nconst gmNothing = () => new Promise(() => {});\n'
        '{\ngmNothing("./a.js"); location.href; undefined;\n}\n{\nphases;\n}\n{\nsearch;\n}\n'
    )
    first = target.read_bytes()
    write_pack(site, theme, target, "gmooc", "Read me: 水")
    assert (target.read_bytes(), [file.name for file in target.parent.iterdir()]) == (first, ["copy.zip"])
