"""What a visitor, a feed reader or a robot would miss of a published site is told, worst first."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.serving import serve
from gmooc.maintain.smoke import Answer, Site, smoke_faults

FILES = {
    "index.html": '<html lang="en"><meta property="og:image" content="{url}p.png"><h1>水</h1><a href="a/?b=1&amp;c=2#d"><a href="#d">'
    '<a href="https://other.example/gone"><script src="gm.js"></script>',
    "404.html": "Nothing",
    "a/index.html": "A",
    "gm.js": "",
    "p.png": "PNG",
    "announcements/feed.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{url}announcements/feed.xml"/><link href="x"/></feed>',
    "announcements/feed.json": '{"feed_url": "{url}announcements/feed.json"}',
    "search/index.json": '{"entries": [1]}',
    "robots.txt": "Sitemap: {url}sitemap.xml",
    "sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{url}a/</loc></url></urlset>',
    "build.json": '{"build": "2026.abc"}',
}  # fmt: skip


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("host") / "site"
    with serve(folder) as url:
        yield folder, url


@pytest.fixture
def served(host: tuple[Path, str]) -> tuple[Path, str]:
    """The folder and the address of a small site without a fault."""
    shutil.rmtree(host[0], ignore_errors=True)
    for path, text in FILES.items():
        put(*host, path, text)
    return host


def put(folder: Path, url: str, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text.replace("{url}", url), encoding="utf-8")


@pytest.mark.parametrize("build", ["", "2026.abc"])
def test_whole_site_has_no_fault(served: tuple[Path, str], build: str) -> None:
    assert list(smoke_faults(Site(served[1]), build)) == []


START = '<html lang="en"><h1>'
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
NO_XML = "no element found: line 1, column 0"

FAULTS = {
    "no heading": ("index.html", '<html lang="en">', ["first page: must be a page of the site"]),
    "no language": ("index.html", "<html><h1>", ["first page: must be a page of the site"]),
    "dead link": ("index.html", START + '<a href="b/"><img src="c.png">', ["b/: must be there (status 404)", "c.png: must be there (status 404)"]),
    "link out of the site": ("index.html", START + '<a href="/a/">', ["/a/: must lie below {url}"]),
    "picture that is none": ("index.html", START + '<meta property="og:image" content="{url}gm.js">', ["{url}gm.js: must be a picture"]),
    "any address is a page": ("there-is-no-such-page/index.html", "", ["unknown address: must have status 404 (it has 200)"]),
    "feed that cannot be read": ("announcements/feed.xml", "", [f"announcements/feed.xml: {NO_XML}"]),
    "feed without an address": ("announcements/feed.xml", "<feed/>", ["announcements/feed.xml: must name its own address"]),
    "feed of another site": ("announcements/feed.json", '{"feed_url": "https://other.example/"}', ["announcements/feed.json: must name its own address"]),
    "JSON feed without an address": ("announcements/feed.json", "{}", ["announcements/feed.json: 'feed_url'"]),
    "JSON feed that is a list": ("announcements/feed.json", "[]", ["announcements/feed.json: list indices must be integers or slices, not str"]),
    "empty JSON feed": ("announcements/feed.json", "", ["announcements/feed.json: Expecting value: line 1 column 1 (char 0)"]),
    "search without entries": ("search/index.json", '{"entries": []}', ["search/index.json: must hold entries"]),
    "empty search": ("search/index.json", "", ["search/index.json: Expecting value: line 1 column 1 (char 0)"]),
    "robots of another site": ("robots.txt", "Sitemap: https://other.example/sitemap.xml", ["robots.txt: must name the sitemap"]),
    "sitemap that cannot be read": ("sitemap.xml", "", [f"sitemap.xml: {NO_XML}"]),
    "empty sitemap": ("sitemap.xml", SITEMAP.format(""), ["sitemap.xml: must hold addresses"]),
    "sitemap of another site": ("sitemap.xml", SITEMAP.format("<url><loc>https://other.example/</loc></url>"), ["https://other.example/: must lie below {url}"]),
    "dead address of the sitemap": ("sitemap.xml", SITEMAP.format("<url><loc>{url}b/</loc></url>"), ["{url}b/: must be there (status 404)"]),
}  # fmt: skip


@pytest.mark.parametrize(("path", "text", "faults"), FAULTS.values(), ids=FAULTS)
def test_broken_site_has_a_fault(served: tuple[Path, str], path: str, text: str, faults: list[str]) -> None:
    put(*served, path, text)
    assert list(smoke_faults(Site(served[1]))) == [fault.replace("{url}", served[1]) for fault in faults]


def test_worst_is_told_first(served: tuple[Path, str]) -> None:
    for path in ("robots.txt", "search/index.json", "announcements/feed.xml", "gm.js"):
        (served[0] / path).unlink()
    found = [fault.partition(":")[0] for fault in smoke_faults(Site(served[1]))]
    assert found == ["gm.js", "announcements/feed.xml", "search/index.json", "robots.txt"]


@pytest.mark.parametrize(
    ("number", "asked"),
    [(1, [0]), (25, range(25)), (49, range(49)), (50, range(0, 50, 2)), (75, range(0, 75, 3))],
    ids=["one", "as many as stand for all", "below twice", "twice", "three times"],
)
def test_so_many_pages_of_the_sitemap_stand_for_all(served: tuple[Path, str], number: int, asked: range) -> None:
    urls = "".join(f"<url><loc>{{url}}b{index}/</loc></url>" for index in range(number))
    put(*served, "sitemap.xml", SITEMAP.format(urls))
    found = list(smoke_faults(Site(served[1])))
    assert found == [f"{served[1]}b{index}/: must be there (status 404)" for index in asked]


@pytest.mark.parametrize("build", ["2026.abd", "2026.abcd"])
def test_other_build_is_waited_for_and_told(served: tuple[Path, str], build: str) -> None:
    assert list(smoke_faults(Site(served[1], patience=0.01), build)) == [f"build.json: must name build '{build}'"]


def test_site_is_waited_for_no_longer_than_may_be() -> None:
    url = "http://127.0.0.1:9/"
    assert list(smoke_faults(Site(url, patience=0.01))) == [f"{url}: is not there"]


def test_what_was_asked_for_once_is_kept(served: tuple[Path, str]) -> None:
    site = Site(served[1])
    first = site.get("a/")
    (served[0] / "a/index.html").write_text("changed")
    assert (first, site.get(f"{served[1]}a/")) == (Answer(200, "text/html", b"A"), first)
    # What is waited for is asked for anew.
    assert site.wait_for("")
    assert site.get("a/").text == "changed"


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://127.0.0.1:x/", "example.org/"])
def test_server_that_gives_nothing_has_no_status(url: str) -> None:
    assert Site(url).get("a/") == Answer(0, "", b"")


def test_text_that_is_not_utf_8_is_read_all_the_same() -> None:
    assert Answer(200, "text/html", "水".encode() + b"\xff").text == "水\ufffd"
