"""The sitemap names every page once, with its languages and the days that texts themselves give."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

BASE = "https://example.org/some/base/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def site(small_content, build, tmp_path_factory) -> Path:
    return build(small_content, tmp_path_factory.mktemp("addresses") / "site", site_url=BASE)


@pytest.fixture(scope="module")
def rows(site) -> dict[str, ElementTree.Element]:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    return {row.findtext("s:loc", "", NAMES).removeprefix(BASE): row for row in root.findall("s:url", NAMES)}


def test_sitemap_names_pages_that_are_there(site, rows):
    assert [url for url in rows if not (site / url / "index.html").exists()] == []
    assert {"", "challenges/", "projects/2026/lantern-school/", "zh/projects/2026/lantern-school/"} <= rows.keys()


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


def test_map_for_language_models_leads_to_pages_and_data(site):
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# GMOOC\n\n> ")
    assert f"({BASE}api/v1/index.json)" in text
    assert f"]({BASE}sdgs/4/)" in text
