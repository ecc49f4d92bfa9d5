"""The sitemap names every page once, with its languages and the days that texts themselves give."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from drawn_site import SITE_URL as BASE
from gmooc.build import Job, build_site, scan
from gmooc.content.catalogue import Card, Catalogue, build_catalogue, card_of
from gmooc.core.languages import LANGUAGES
from gmooc.core.settings import Settings
from gmooc.exports import sitemap
from paths import ROOT
from reading import read
from rendering import context_of, files_of
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


# Limits and days, without a site.


def listed(count: int = 0, site_url: str = BASE, build: str = "", urls: tuple[str, ...] = ()) -> dict[str, str]:
    """The files of a site with so many pages."""
    context = context_of(Catalogue(NOW), Settings("GMOOC", "", site_url, build=build))
    pages = (*urls, *(f"p/{number:05}/" for number in range(count)))
    return {path: text.decode() for path, text in files_of(sitemap.address_targets(context, pages)).items()}


@pytest.mark.parametrize(
    ("pages", "sizes"),
    [(1, [1]), (9_999, [9_999]), (10_000, [10_000]), (10_001, [10_000, 1]), (50_001, [*[10_000] * 5, 1])],
)
def test_sitemap_holds_ten_thousand_addresses(pages: int, sizes: list[int]) -> None:
    files = listed(pages)
    parts = [f"sitemap-{number}.xml" for number in range(1, len(sizes) + 1)] if len(sizes) > 1 else ["sitemap.xml"]
    assert files.keys() == {"robots.txt", "sitemap.xml", *parts}
    assert [files[part].count("<loc>") for part in parts] == sizes
    if len(sizes) > 1:
        assert re.findall("<loc>(.*?)</loc>", files["sitemap.xml"]) == [BASE + part for part in parts]
    # The standard allows so many.
    assert sitemap.MAX_ADDRESSES <= 50_000


def test_site_without_an_address_has_no_sitemap() -> None:
    assert listed(3, site_url="") == {"robots.txt": "User-agent: *\nAllow: /\n"}
    assert listed(1)["robots.txt"] == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"


def test_mirrors_learn_of_a_build_that_has_a_name() -> None:
    assert listed(1, build="abc")["build.json"] == '{"build": "abc"}\n'
    assert "build.json" not in listed(1)


def test_pages_of_one_text_are_named_together_with_the_original_first() -> None:
    urls = ["zh/a/", "b/", "a/", "ar/a/", "xx/a/", "zh/c/", "zh/", "", "a/zh/"]
    rows = sitemap.rows_of(urls, Catalogue(NOW))
    a = (("en", "a/"), ("ar", "ar/a/"), ("zh", "zh/a/"))
    home = (("en", ""), ("zh", "zh/"))
    assert rows == [
        ("", "", home),
        ("a/", "", a),
        ("a/zh/", "", ()),
        ("ar/a/", "", a),
        ("b/", "", ()),
        ("xx/a/", "", ()),
        ("zh/", "", home),
        ("zh/a/", "", a),
        ("zh/c/", "", ()),
    ]


def test_original_is_named_in_its_own_language_and_with_its_day() -> None:
    id = "projects/2024/a"
    card = Card(id, id, "project", f"{id}/", f"{id}.md", "es", "T", "S", "2024", 2024, status_checked="2024-02-29")
    rows = sitemap.rows_of([f"{id}/", f"en/{id}/"], build_catalogue([card], (), NOW))
    group = (("es", f"{id}/"), ("en", f"en/{id}/"))
    assert rows == [(f"en/{id}/", "", group), (f"{id}/", "2024-02-29", group)]


@pytest.mark.parametrize("url", ["a&b/", "a<b/", 'a"b/'])
def test_address_ends_no_element(url: str) -> None:
    row = (url, "", (("en", url), ("zh", f"zh/{url}")))
    [found] = ElementTree.fromstring(sitemap.sitemap([row], BASE)).findall("s:url", NAMES)
    assert found.findtext("s:loc", None, NAMES) == BASE + url
    links = [link.get("href") for link in found.findall("x:link", NAMES)]
    assert links == [BASE + url, f"{BASE}zh/{url}", BASE + url]


@pytest.mark.parametrize(
    ("now", "expires"),
    [
        (datetime(2026, 11, 24, tzinfo=UTC), "2027-10-31T00:00:00Z"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "2027-11-30T00:00:00Z"),
        (datetime(2027, 1, 1, tzinfo=UTC), "2027-12-31T00:00:00Z"),
        (datetime(2027, 3, 1, tzinfo=UTC), "2028-02-29T00:00:00Z"),
        (datetime(2028, 2, 29, tzinfo=UTC), "2029-01-31T00:00:00Z"),
    ],
    ids=["month", "last day of a year", "first day of a year", "before a leap day", "leap day"],
)
def test_security_txt_expires_within_a_year_and_changes_once_a_month(now: datetime, expires: str) -> None:
    files = files_of(sitemap.security_targets(context_of(Catalogue(now), Settings("GMOOC", ""))))
    assert files.keys() == {".well-known/security.txt", "security.txt"}
    assert {text.decode().splitlines()[-1] for text in files.values()} == {f"Expires: {expires}"}
    assert timedelta(days=330) < datetime.fromisoformat(expires) - now <= timedelta(days=365)


@pytest.mark.parametrize(("count", "named"), [(4, 4), (5, 5), (6, 5)])
def test_map_for_language_models_names_the_newest_five_announcements(count: int, named: int) -> None:
    text = "title: News {0}\npublish_at: 2026-11-{0:02} 08:00 UTC\nkind: news\nsummary: S"
    entries = [read(f"announcements/2026-11-{n:02}-news.md", text.format(n)) for n in range(1, count + 1)]
    challenges = [read(f"challenges/gmooc-{year}.md", f"title: C {year}\nedition: {year}\nsummary: S\nas_of: 2026-01-01") for year in range(2021, 2028)]  # fmt: skip
    catalogue = build_catalogue([card_of(entry, {}) for entry in (*entries, *challenges)], (*entries, *challenges), NOW)
    [made] = files_of(sitemap.guide_targets(context_of(catalogue, Settings("GMOOC", "The site.", BASE)))).values()
    found = re.findall(r"- \[News (\d+)\]", made.decode())
    assert found == [str(number) for number in range(count, count - named, -1)]
    # What is no news is named whole.
    assert made.decode().count("- [C 20") == 7


def test_no_sign_of_a_title_opens_a_link_in_the_map() -> None:
    row = ("sdg", "sdgs/4/", "A [title]\nof two", "What [it] is.")
    text = sitemap.guide("https://e.org/", "The [site].", 3, (row,))
    assert "\n- [A (title) of two](https://e.org/sdgs/4/): What (it) is\n" in text
    assert "\n> The (site). It holds 3 projects.\n" in text


def test_map_leads_to_pages_and_files_that_are_there() -> None:
    text = sitemap.guide("", "The site", 3, ())
    urls = re.findall(r"^- \[[^]]+\]\(([^)]*)\): \w", text, re.MULTILINE)
    pages = [url for url in urls if url.endswith("/")]
    assert pages == ["about/", "projects/", "resources/", "contribute/", "impact/", "data/"]
    for url in pages:
        files = (ROOT / f"content/{url}index.md", ROOT / f"content/{url.rstrip('/')}.md")
        assert any(file.exists() for file in files), url
    assert [url for url in urls if url not in pages] == ["api/v1/index.json", "api/v1/openapi.json"]
    assert re.findall("^## (.*)$", text, re.MULTILINE) == [
        "Pages", "Data", "Challenges", "Sustainable Development Goals", "Newest announcements",
    ]  # fmt: skip
    files = files_of(sitemap.guide_targets(context_of(Catalogue(NOW), Settings("GMOOC", "The site.", ""))))
    assert files == {"llms.txt": sitemap.guide("", "The site.", 0, ()).encode()}
