"""An original in another language has an English translation: an address of its own, and a place in all English lists."""

import json
import re
import shutil

import pytest

from gmooc.core.languages import LANGUAGES

BASE = "https://example.org/"
GARDEN = "projects/2026/huerto-de-prueba/"
TITLES = {"": "Huerto de prueba", "en/": "Garden on trial", "fr/": "Potager d’essai"}


@pytest.fixture(scope="module")
def garden_content(small_content, tmp_path_factory):
    """The small content, in which a Spanish project and a Spanish announcement have been translated into English."""
    content = tmp_path_factory.mktemp("english") / "content"
    shutil.copytree(small_content, content)
    news = content / "announcements/2026-11-20-test-results.md"
    text = news.read_text(encoding="utf-8")
    title = re.search(r"^title: .*$", text, re.MULTILINE)[0]
    news.with_suffix(".en.md").write_text(text.replace(title, "title: In English"), encoding="utf-8")
    news.write_text(
        text.replace(title, "title: En español\nlanguage: es").replace("language: en\n", ""), encoding="utf-8"
    )
    with (content / "addresses.txt").open("a") as file:
        file.write(f"{GARDEN} 2026-001 2026-11-15\n")
    return content


@pytest.fixture(scope="module")
def site(build, garden_content):
    return build(garden_content, garden_content.parent / "site", site_url=BASE)


def page(site, url):
    return (site / url / "index.html").read_text(encoding="utf-8")


def switch(text):
    """Return where the language switch leads, '' for the language of the page itself."""
    links = re.findall(
        r'<li><(?:a href="(?:\.\./)*([^"]*)" lang="(\w+)"(?: rel="alternate")? hreflang|span lang="(\w+)")', text
    )
    return {code or here: url for url, code, here in links}


@pytest.mark.parametrize("prefix", TITLES)
def test_each_text_has_an_address(site, prefix):
    text = page(site, prefix + GARDEN)
    assert re.search(r"<h1[^>]*>([^<]*)</h1>", text)[1] == TITLES[prefix]


def test_spanish_page_in_english_words_leads_to_the_english_text(site):
    text = page(site, GARDEN)
    assert '<h1 lang="es" dir="ltr">' in text
    [notice] = re.findall(r'<aside class="gm-translation">(.*?)</aside>', text)
    assert f'This is the original (Spanish). <a href="../../../en/{GARDEN}">Read it in English</a>.' in notice


def test_english_page_is_english_and_leads_on_in_english(site):
    text = page(site, f"en/{GARDEN}")
    assert "<h1>" in text
    assert 'class="gm-translation"' not in text
    for link in ("challenges/gmooc-test/", "sdgs/2/", "projects/2026/lantern-school/"):
        assert f'href="../../../../{link}"' in text


@pytest.mark.parametrize("prefix", ["", *(f"{code}/" for code in LANGUAGES)])
def test_switch_leads_to_the_text_in_each_language(site, prefix):
    expected = {code: f"{code}/{GARDEN}" for code in LANGUAGES}
    assert switch(page(site, prefix + GARDEN)) == expected | ({prefix[:-1]: ""} if prefix else {})


def test_where_projects_are_too_many_the_switch_leads_to_the_original(crowded_site):
    lists = {code: f"{code}/projects/" for code in ("ar", "ru", "zh")}
    texts = {"en": f"en/{GARDEN}", "es": GARDEN, "fr": f"fr/{GARDEN}"}
    for prefix, here in (("", "es"), ("en/", "en"), ("fr/", "fr")):
        assert switch(page(crowded_site, prefix + GARDEN)) == lists | texts | {here: ""}


@pytest.mark.parametrize("prefix", TITLES)
def test_search_engines_are_told_each_language(site, prefix):
    found = re.findall(r'hreflang="([\w-]+)" href="(https[^"]*)"', page(site, prefix + GARDEN))
    expected = {"en": f"{BASE}en/{GARDEN}", "es": BASE + GARDEN, "fr": f"{BASE}fr/{GARDEN}", "x-default": BASE + GARDEN}
    assert dict(found) == expected
    row = re.search(f"<loc>{BASE}{prefix}{GARDEN}</loc>.*", (site / "sitemap.xml").read_text())[0]
    assert dict(re.findall(r'hreflang="([\w-]+)" href="([^"]*)"', row)) == expected


@pytest.mark.parametrize(
    "url", ["projects/", "projects/by/language/es/", "continue/", "challenges/gmooc-test/", "sdgs/2/", "embed/goal/2/"]
)
def test_list_shows_the_text_in_the_language_of_its_reader(site, url):
    assert re.search(rf'<a href="[./]*/en/{GARDEN}"[^>]*>{TITLES["en/"]}</a>', page(site, url))
    assert TITLES[""] not in page(site, url)
    if "embed" not in url:
        assert f'/fr/{GARDEN}">{TITLES["fr/"]}</a>' in page(site, f"fr/{url}")
        assert f'/es/{GARDEN}">{TITLES[""]}</a>' in page(site, f"es/{url}")


def test_gallery_has_the_cards_of_a_project_in_all_languages(site):
    shards = [json.loads(file.read_text()) for file in site.glob("search/*/cards/*.json")]
    cards = [card for shard in shards for card in shard.values() if card[0].endswith(GARDEN)]
    found = {url.removesuffix(GARDEN): (language, title) for url, _, language, title, *_ in cards}
    assert found == {"": ("es", TITLES[""]), "en/": ("en", TITLES["en/"]), "fr/": ("fr", TITLES["fr/"])}


@pytest.mark.parametrize(
    ("feed", "title"),
    [
        ("feed", TITLES["en/"]),
        ("projects/feed", TITLES["en/"]),
        ("challenges/gmooc-test/feed", TITLES["en/"]),
        ("sdgs/2/feed", TITLES["en/"]),
        ("es/feed", TITLES[""]),
        ("announcements/feed", "In English"),
        ("announcements/results/feed", "In English"),
        ("es/announcements/feed", "En español"),
        ("fr/announcements/feed", "En español"),
    ],
)
def test_feed_holds_the_text_in_its_language(site, feed, title):
    titles = [item["title"] for item in json.loads((site / f"{feed}.json").read_text())["items"]]
    others = {*TITLES.values(), "In English", "En español"} - {title}
    assert title in titles
    assert {name for name in titles if name[:7] == title[:7] or name in others} <= {title, "In English", "En español"}


def test_announcement_stands_in_the_list_of_each_language(site):
    assert 'href="../en/announcements/2026-11-20-test-results/">In English</a>' in page(site, "announcements/")
    assert ">En español</a>" in page(site, "es/announcements/")


def test_programs_read_both_texts(site):
    data = {prefix: json.loads((site / f"api/v1/{prefix}{GARDEN[:-1]}.json").read_text()) for prefix in TITLES}
    told = {prefix: (one["language"], one["translation_of"], one["page"]) for prefix, one in data.items()}
    id = GARDEN[:-1]
    assert told == {"": ("es", None, GARDEN), "en/": ("en", id, f"en/{GARDEN}"), "fr/": ("fr", id, f"fr/{GARDEN}")}
    listed = json.loads((site / "api/v1/projects/pages/2026-1.json").read_text())["items"]
    assert [one["languages"] for one in listed if one["id"] == id] == [["en", "es", "fr"]]


def test_each_text_is_cited_by_its_own_address(site):
    cited = (site / "api/v1/dumps/projects-2026.bib").read_text()
    for key, url in (("", GARDEN), ("-en", f"en/{GARDEN}")):
        assert re.search(rf"@misc{{huerto-de-prueba-2026{key},[^@]*url = {{{BASE}{url}}}", cited)


def test_english_page_is_named_a_translation_of_the_original(site):
    assert f'"translationOfWork":{{"@type":"CreativeWork","@id":"{BASE}{GARDEN}"}}' in page(site, f"en/{GARDEN}")
