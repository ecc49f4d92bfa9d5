"""The sitemap names every page once, with its languages and the days that texts themselves give."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from drawn_site import SITE_URL as BASE
from gmooc.build import Job, build_site, scan
from gmooc.core.languages import LANGUAGES
from gmooc.exports import sitemap
from paths import ROOT
from small_sites import NOW, engine, small_content

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def site(addressed_site) -> Path:
    return addressed_site


@pytest.fixture(scope="module")
def rows(site) -> dict[str, ElementTree.Element]:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    return {row.findtext("s:loc", "", NAMES).removeprefix(BASE): row for row in root.findall("s:url", NAMES)}


def test_sitemap_names_pages_that_are_there(site, rows):
    assert [url for url in rows if not (site / url / "index.html").exists()] == []
    assert {"", "challenges/", "projects/2026/lantern-school/", "zh/projects/2026/lantern-school/"} <= rows.keys()


def test_sitemap_names_every_page_whose_text_has_its_address_there(site, rows):
    """Frames of these tests hold the canonical address and the alternates; what fills none is no page of its own."""
    found = {
        path.parent.relative_to(site).as_posix() + "/": path.read_text("utf-8") for path in site.rglob("index.html")
    }
    pages = {url.removeprefix("./"): page for url, page in found.items()}
    canonical = {url for url, page in pages.items() if f"<url>{url}</url>" in page}
    assert rows.keys() == canonical
    assert {"help/E001/", "ar/projects/by/goal/", "zh/projects/by/country/ke/", "people/"} <= canonical
    # The original has its address elsewhere; the card, the redirect and the certificate are for no search engine.
    others = {"fr/announcements/2026-11-20-test-results/", "embed/goal/4/", "embed/project/2026/lantern-school/"}
    assert others <= pages.keys() - canonical


def test_languages_of_a_page_are_those_that_the_page_names(site, rows):
    for url, row in rows.items():
        page = (site / url / "index.html").read_text(encoding="utf-8")
        named = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', page)
        listed = [(link.get("hreflang"), link.get("href")) for link in row.findall("x:link", NAMES)]
        # MkDocs draws those of hubs and free pages, which frames of these tests do not hold.
        assert not named or sorted(named) == sorted(listed), url


def test_each_language_names_all_of_them_and_the_original(rows):
    for url in ("projects/2026/lantern-school/", "zh/projects/2026/lantern-school/"):
        links = {link.get("hreflang"): link.get("href") for link in rows[url].findall("x:link", NAMES)}
        assert links == {
            "en": f"{BASE}projects/2026/lantern-school/",
            "zh": f"{BASE}zh/projects/2026/lantern-school/",
            "x-default": f"{BASE}projects/2026/lantern-school/",
        }


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("projects/2026/lantern-school/", "2026-11-01"),
        ("announcements/2026-11-20-test-results/", "2026-11-20"),
        ("challenges/", None),
    ],
)
def test_day_of_a_page_is_what_its_text_says(rows, url, day):
    assert rows[url].findtext("s:lastmod", None, NAMES) == day


def test_page_that_is_to_come_is_not_named(site):
    for name in ("sitemap.xml", "llms.txt"):
        assert "test-to-come" not in (site / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parted(tmp_path_factory) -> dict[str, bytes]:
    """The sitemaps of a small site that hold four addresses at most."""
    folder = tmp_path_factory.mktemp("parted")
    content = small_content(folder / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitemap, "MAX_ADDRESSES", 4)
        patch.setattr(scan, "can_draw", lambda: False)
        build_site(Job(ROOT, content, folder / "site", NOW, engine, {"GMOOC_SITE_URL": BASE}))
    return {path.name: path.read_bytes() for path in (folder / "site").glob("sitemap*.xml")}


def test_sitemap_beyond_its_limit_is_parted_and_an_index_names_the_parts(parted):
    index = ElementTree.fromstring(parted.pop("sitemap.xml"))
    named = [found.text for found in index.findall("s:sitemap/s:loc", NAMES)]
    assert named == [f"{BASE}sitemap-{number}.xml" for number in range(1, len(parted) + 1)]
    held = [ElementTree.fromstring(parted[f"sitemap-{number}.xml"]) for number in range(1, len(parted) + 1)]
    urls = [[row.findtext("s:loc", "", NAMES) for row in part.findall("s:url", NAMES)] for part in held]
    assert [len(part) for part in urls[:-1]] == [4] * (len(urls) - 1)
    assert len(urls) > 1
    assert 0 < len(urls[-1]) <= 4
    together = [url for part in urls for url in part]
    assert together == sorted(set(together))
    assert f"{BASE}projects/2024/a/" in together


def test_largest_sitemap_there_can_be_is_below_its_limit_of_bytes():
    # The longest name of a file that systems take, in all six languages.
    url = f"projects/2024/{'n' * 240}/"
    group = tuple((language, f"{language}/{url}") for language in LANGUAGES)
    row = (url, "2024-01-01", group)
    assert (
        len(sitemap.sitemap([row], f"https://{'h' * 60}.example.org/some/base/")) * sitemap.MAX_ADDRESSES < 50_000_000
    )


def test_map_for_language_models_leads_to_pages_and_data(site):
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# GMOOC\n\n> ")
    assert f"({BASE}api/v1/index.json)" in text
    assert f"]({BASE}sdgs/4/)" in text
