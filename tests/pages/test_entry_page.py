"""The page of an entry: its language, address and links, in its own language and in the frame of another."""

from typing import Any

import pytest

from gmooc.content.entry import Entry
from gmooc.pages.entry_page import record_page
from gmooc.pages.related import Related
from gmooc.render.page import Page
from reading import CHALLENGE, PROJECT, PROJECT_PATH, SDG, read

SITE = "https://example.org/"


def project(path: str = PROJECT_PATH, more: str = "") -> Entry[Any]:
    return read(path, f"{PROJECT}\n{more}")


def page(entry: Entry[Any], language: str = "", **related: Any) -> Page:
    return record_page(entry, Related(**related), SITE, language)


def test_page_is_that_of_its_file() -> None:
    made = page(project())
    assert (made.url, made.source, made.title) == ("projects/2027/still/", PROJECT_PATH, "Still")
    assert (made.description, made.language, made.canonical) == ("S", "en", "")
    assert '<meta property="og:locale" content="en_GB">' in made.head


def test_text_in_the_frame_of_another_language_keeps_its_address_and_its_own_language() -> None:
    made = page(project(), "ar", is_everywhere=True)
    assert (made.url, made.canonical, made.language) == ("ar/projects/2027/still/", "projects/2027/still/", "ar")
    # Programs that share the address are told what the text is written in.
    assert '<meta property="og:locale" content="en_GB">' in made.head
    assert 'lang="en" dir="ltr"' in made.body
    with_heading = page(read(PROJECT_PATH, PROJECT, "## The still\n"), "ar", is_everywhere=True)
    assert [heading.text for heading in with_heading.contents if heading.language == "en"] == ["The still"]


def test_only_a_page_of_its_own_address_names_its_translations() -> None:
    translated = {"languages": ("", "zh"), "spoken": "en", "is_everywhere": True}
    assert ["hreflang" in page(project(), language, **translated).head for language in ("", "es")] == [True, False]


def test_translation_has_an_address_of_its_own() -> None:
    made = page(project("projects/2027/still.zh.md"), languages=("", "zh"), spoken="en")
    assert (made.url, made.canonical, made.language) == ("zh/projects/2027/still/", "", "zh")
    assert f'hreflang="zh" href="{SITE}zh/projects/2027/still/"' in made.head
    assert f'hreflang="en" href="{SITE}projects/2027/still/"' in made.head


@pytest.mark.parametrize(
    ("path", "front_matter", "has_feed"),
    [
        (PROJECT_PATH, PROJECT, False),
        ("challenges/gmooc-2027.md", CHALLENGE, True),
        ("sdgs/sdg-06.md", SDG, True),
    ],
    ids=["project", "edition", "goal"],
)
def test_feeds_are_named_for_programs(path: str, front_matter: str, has_feed: bool) -> None:
    head = page(read(path, front_matter)).head
    assert ('type="application/atom+xml"' in head, 'type="application/feed+json"' in head) == (has_feed, has_feed)


def test_title_in_a_link_to_a_feed_cannot_end_it() -> None:
    title = 'title: "A \\" onclick=x <b>"'
    head = page(read("challenges/gmooc-2027.md", CHALLENGE.replace("title: C", title))).head
    assert 'title="A &quot; onclick=x &lt;b&gt;"' in head


def test_only_projects_are_cited() -> None:
    assert 'name="citation_title"' in page(project()).head
    assert 'name="citation_title"' not in page(read("sdgs/sdg-06.md", SDG)).head


def test_contents_stand_in_the_order_of_the_page() -> None:
    made = page(read(PROJECT_PATH, PROJECT, "## The problem\n\nA\n\n## Results\n\nB\n"))
    assert [heading.text for heading in made.contents] == ["Goals", "The problem", "Results", "Team", "Cite and reuse"]
