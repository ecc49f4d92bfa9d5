"""Pages in other languages: what is not translated shows its original, and what is older than it says so."""

import re
import shutil

import pytest

from gmooc.content.sections import HEAD, START
from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES, prefix_of
from gmooc.render.language_links import (
    alternates,
    changed_links,
    kept_in_language,
    lang_attributes,
    language_links,
    led_from,
    links_beside_english,
)

CHALLENGE = "challenges/gmooc-2024"


def page(site, url):
    return (site / url / "index.html").read_text(encoding="utf-8")


def notices(text):
    return re.findall(r'<aside class="gm-translation">(.*?)</aside>', text, re.DOTALL)


@pytest.fixture(scope="module")
def half_translated(small_content, tmp_path_factory):
    """The small content with one challenge that is translated into Chinese alone."""
    content = tmp_path_factory.mktemp("half") / "content"
    shutil.copytree(small_content, content)
    addresses = content / "addresses.txt"
    lines = addresses.read_text(encoding="utf-8")
    for language in ("ar", "es", "fr", "ru"):
        (content / f"{CHALLENGE}.{language}.md").unlink()
        lines = re.sub(rf"^{language}/{CHALLENGE}/.*\n", "", lines, flags=re.MULTILINE)
    addresses.write_text(lines, encoding="utf-8")
    return content


@pytest.fixture(scope="module")
def half_translated_site(build, half_translated):
    return build(half_translated, half_translated.parent / "site", site_url="https://example.org/")


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize(
    "url", ["", "challenges/", "projects/", "sdgs/4/", "contribute/project/", "help/E016/", "impact/"]
)
def test_page_is_there_in_every_language(small_site, language, url):
    assert (small_site / language / url / "index.html").exists()


def test_what_is_not_translated_says_so_and_marks_the_foreign_text(half_translated_site):
    text = page(half_translated_site, f"ar/{CHALLENGE}/")
    assert 'href="../../../ar/contribute/#translate"' in notices(text)[0]
    assert '<h1 lang="en" dir="ltr">GMOOC 2024' in text


def test_what_is_translated_says_nothing_of_it(small_site):
    text = page(small_site, f"zh/{CHALLENGE}/")
    assert notices(text) == []
    assert "<h1>GMOOC 2024：" in text


def test_goal_has_its_official_name(small_site):
    assert "<h1>产业、创新和基础设施</h1>" in page(small_site, "zh/sdgs/9/")


def test_links_of_an_original_lead_on_in_the_language_of_the_page(small_site):
    for url in (f"fr/{CHALLENGE}/", f"zh/{CHALLENGE}/"):
        assert 'href="../../sdgs/4/"' in page(small_site, url)
    assert 'href="../../../fr/projects/2026/lantern-school/"' in page(small_site, "fr/sdgs/4/")


def test_links_of_a_text_to_projects_lead_on_in_the_language_of_the_page(small_site):
    assert 'href="../../projects/2026/lantern-school/"' in page(small_site, "fr/challenges/gmooc-test/")
    assert 'href="../../2025/moonlight-ledger/"' in page(small_site, "fr/projects/2026/lantern-school/")
    text = '<a href="../../../../projects/2025/still/">a</a> <img src="../../../../projects/2025/still.webp">'
    assert kept_in_language(text) == text.replace('href="../', 'href="')


def test_switch_stays_on_the_page(small_site):
    assert f'href="../../../fr/{CHALLENGE}/" lang="fr"' in page(small_site, f"zh/{CHALLENGE}/")
    project = page(small_site, "projects/2026/lantern-school/")
    assert 'href="../../../zh/projects/2026/lantern-school/" lang="zh"' in project
    assert 'href="../../../fr/projects/2026/lantern-school/" lang="fr"' in project


def test_project_stands_in_the_language_of_its_reader(small_site):
    text = page(small_site, "fr/projects/2026/lantern-school/")
    [notice] = notices(text)
    assert "(anglais)" in notice
    assert '<h1 lang="en" dir="ltr">Lantern School</h1>' in text
    assert '<h2 id="gm-team">Équipe</h2>' in text
    assert '<a href="../../../../projects/2026/lantern-school/certificate.html">' in text
    assert "<url>projects/2026/lantern-school/</url>" in text
    assert 'href="../../../../fr/projects/2025/moonlight-ledger/"' in text


def test_project_in_the_language_of_its_reader_is_no_foreign_text(small_site):
    text = page(small_site, "zh/projects/2026/shui-di/")
    assert notices(text) == []
    assert "<h1>" in text


def test_where_projects_are_too_many_their_lists_lead_to_the_original(crowded_site):
    assert not (crowded_site / "fr/projects/2026/lantern-school").exists()
    assert 'href="../../../projects/2026/lantern-school/"' in page(crowded_site, "fr/sdgs/4/")


def test_where_projects_are_too_many_the_switch_leads_to_their_list(crowded_site):
    project = page(crowded_site, "projects/2026/lantern-school/")
    assert 'href="../../../zh/projects/2026/lantern-school/" lang="zh"' in project
    assert 'href="../../../fr/projects/" lang="fr"' in project


def test_only_what_is_written_in_a_language_is_named_to_search_engines(half_translated_site):
    text = page(half_translated_site, f"{CHALLENGE}/")
    assert re.findall(r'hreflang="([\w-]+)" href="https', text) == ["en", "zh", "x-default"]
    assert f"https://example.org/fr/{CHALLENGE}/" not in (half_translated_site / "sitemap.xml").read_text(
        encoding="utf-8"
    )


@pytest.fixture(scope="module")
def swahili_site(build, half_translated, tmp_path_factory):
    """The same with its challenge in Swahili."""
    content = tmp_path_factory.mktemp("swahili") / "content"
    shutil.copytree(half_translated, content)
    original = content / f"{CHALLENGE}.md"
    text = original.read_text(encoding="utf-8")
    original.write_text(text.replace("language: en\n", "language: sw\n"), encoding="utf-8")
    return build(content, content.parent / "site", site_url="https://example.org/")


@pytest.mark.parametrize("url", [f"{CHALLENGE}/", f"zh/{CHALLENGE}/"])
def test_original_in_another_language_than_english_is_named_so_to_search_engines(swahili_site, url):
    assert re.findall(r'hreflang="([\w-]+)" href="(https[^"]*)"', page(swahili_site, url)) == [
        ("sw", f"https://example.org/{CHALLENGE}/"),
        ("zh", f"https://example.org/zh/{CHALLENGE}/"),
        ("x-default", f"https://example.org/{CHALLENGE}/"),
    ]


def test_translation_names_what_changed_since_in_the_original(build, small_content, tmp_path):
    content = tmp_path / "content"
    shutil.copytree(small_content, content)
    original = content / f"{CHALLENGE}.md"
    text = original.read_text(encoding="utf-8")
    original.write_text(text.replace("as_of: 2026-11-24", "as_of: 2026-11-23"), encoding="utf-8")
    site = build(content, tmp_path / "site")
    assert notices(page(site, f"zh/{CHALLENGE}/")) == []
    original.write_text(text.replace("## The purpose\n", "## The purpose\n\nNew words.\n"), encoding="utf-8")
    build(content, site)
    [notice] = notices(page(site, f"zh/{CHALLENGE}/"))
    assert f'href="../../../{CHALLENGE}/#the-purpose"' in notice
    anew = build(content, tmp_path / "new")
    assert page(anew, f"zh/{CHALLENGE}/") == page(site, f"zh/{CHALLENGE}/")


# Without a site.


def items(html: str) -> dict[str, tuple[str, bool]]:
    """Return of each language of a switch where it leads, and whether as an alternate; '' is the page itself."""
    links = re.findall(r'<li><(?:a href="([^"]*)"|span) lang="(\w+)"( rel="alternate")?', html)
    return {code: (url, bool(alternate)) for url, code, alternate in links}


def test_switch_leads_to_the_page_in_every_language() -> None:
    assert items(language_links("../", "zh", "a/")) == {
        **{code: (f"../{prefix_of(code)}a/", True) for code in LANGUAGES if code != "zh"},
        "zh": ("", False),
    }


def test_switch_leads_elsewhere_in_languages_without_the_page_and_marks_what_it_is_written_in() -> None:
    made = items(language_links("../", "en", "a/", "list/", ("en", "fr")))
    assert (made["fr"], made["ru"]) == (("../fr/a/", True), ("../ru/list/", False))
    made = items(language_links("", "", "a/", "list/", ("en", "fr"), ("ru",)))
    assert (made["en"], made["fr"], made["ru"]) == (("a/", False), ("fr/a/", False), ("ru/list/", True))


def test_switch_beside_english_names_the_original_in_its_language() -> None:
    made = items(links_beside_english("../", "en/p/", "p/", ("", "en", "zh"), "es", "list/"))
    assert made["en"] == ("", False)
    assert (made["es"], made["zh"], made["ru"]) == (("../p/", True), ("../zh/p/", True), ("../ru/list/", False))
    everywhere = items(links_beside_english("../", "ru/p/", "p/", ("", "en"), "es", ""))
    assert everywhere["ru"] == ("", False)
    assert everywhere["es"] == ("../es/p/", True)
    assert everywhere["zh"] == ("../zh/p/", False)


@pytest.mark.parametrize(
    ("languages", "spoken", "found"),
    [
        (("", "zh"), "en", [("en", "a/"), ("zh", "zh/a/"), ("x-default", "a/")]),
        (("", "en"), "sw", [("sw", "a/"), ("en", "en/a/"), ("x-default", "a/")]),
        (("ar", "zh"), "en", [("ar", "ar/a/"), ("zh", "zh/a/"), ("x-default", "ar/a/")]),
        (("",), "en", []),
        ((), "en", []),
    ],
    ids=["translation", "original in another language", "no original", "one language", "none"],
)
def test_alternates_are_named_once_there_are_two(
    languages: tuple[str, ...], spoken: str, found: list[tuple[str, str]]
) -> None:
    made = alternates("https://e.org/", "a/", languages, spoken)
    assert re.findall(r'hreflang="([^"]*)" href="https://e.org/([^"]*)"', made) == found
    assert alternates("", "a/", languages, spoken) == ""


FAR = (
    'src="../../pictures/a.webp"',
    'srcset="../../pictures/a.avif"',
    'href="../../files/a.pdf#p"',
    'href="../../zh/a/"',
    'href="../../ar/a/"',
    'href="../../en/a/"',
)
NEAR = ('href="../../sdgs/4/"', 'href="../../"', 'href="#a.b"', 'href="https://e.org/a.b"', 'href="../../projects/"')
PROJECTS = ('href="../../projects/2024/a/"',)


@pytest.mark.parametrize("everywhere", [True, False])
def test_links_that_have_one_place_for_all_languages_are_one_step_further(everywhere: bool) -> None:
    further = FAR if everywhere else (*FAR, *PROJECTS)
    for link in (*FAR, *NEAR, *PROJECTS):
        quoted = f"<p>He wrote {link} and &lt;a {link}&gt;</p>"
        assert led_from(quoted, are_projects_everywhere=everywhere) == quoted
        led = led_from(f"<a {link}>", are_projects_everywhere=everywhere)
        assert led == f"<a {link.replace('../', '../../', 1) if link in further else link}>"


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ('href="../../projects/2024/a/"', 'href="../projects/2024/a/"'),
        ('href="../projects/2024/a/#s"', 'href="projects/2024/a/#s"'),
        ('href="../../projects/"', 'href="../../projects/"'),
        ('href="../../projects/2024/"', 'href="../../projects/2024/"'),
        ('href="../../projects/2024/a/b/"', 'href="../../projects/2024/a/b/"'),
        ('src="../../projects/2024/a/"', 'src="../../projects/2024/a/"'),
    ],
)
def test_links_of_a_translation_to_projects_stay_in_its_language(link: str, led: str) -> None:
    assert kept_in_language(f"<a {link}>") == f"<a {led}>"


def test_what_changed_is_named_with_its_place() -> None:
    changed = [(HEAD, ""), (START, ""), ("the-purpose", "The purpose")]
    assert changed_links(changed, "../a/", words_of("en")) == [
        ("title and summary", "../a/"),
        ("introduction", "../a/"),
        ("The purpose", "../a/#the-purpose"),
    ]


@pytest.mark.parametrize(
    ("text", "page", "written"),
    [("en", "en", ""), ("ar", "en", ' lang="ar" dir="rtl"'), ("en", "ar", ' lang="en" dir="ltr"')],
)
def test_part_in_another_language_says_so(text: str, page: str, written: str) -> None:
    assert lang_attributes(text, page) == written
