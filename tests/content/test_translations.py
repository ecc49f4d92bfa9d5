"""What translators could do comes in order of need, and cards are those of a language."""

from dataclasses import replace
from datetime import UTC, datetime

from content.test_sections import ORIGINAL, TRANSLATION
from gmooc.content.catalogue import Card, Catalogue, build_catalogue
from gmooc.content.translations import cards_in_language, english_of, mark_translated, needs


def test_needs_come_in_order_and_vanish_when_they_are_met(tmp_path):
    files = {"about.md": ORIGINAL, "about.zh.md": TRANSLATION, "community.md": ORIGINAL, "community.zh.md": TRANSLATION}
    for name, text in (files | {"alliance.md": ORIGINAL}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [path.name for path in tmp_path.iterdir()]
    assert mark_translated(tmp_path, "about.zh.md")
    assert not mark_translated(tmp_path, "about.zh.md")
    (tmp_path / "about.md").write_text(ORIGINAL.replace("Eight", "Nine"), encoding="utf-8")
    chinese = [need for need in needs(tmp_path, paths) if need.language == "zh"]
    assert [(need.path, len(need.changed), need.is_there, need.is_marked) for need in chinese] == [
        ("about.zh.md", 1, True, True),
        ("alliance.md", 0, False, True),
        ("community.zh.md", 0, True, False),
    ]


def test_original_in_another_language_needs_english_and_not_its_own(tmp_path):
    (tmp_path / "challenges").mkdir()
    for name, language in (("kenya", "sw"), ("mexico", "es")):
        text = ORIGINAL.replace("title: Clean", f"language: {language}\ntitle: Clean")
        (tmp_path / f"challenges/{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "challenges/kenya.en.md").write_text(TRANSLATION, encoding="utf-8")
    paths = ["challenges/kenya.md", "challenges/kenya.en.md", "challenges/mexico.md"]
    found = [(need.language, need.path, need.is_there) for need in needs(tmp_path, paths)]
    assert [need for need in found if need[0] == "en"] == [
        ("en", "challenges/mexico.md", False),
        ("en", "challenges/kenya.en.md", True),
    ]
    assert [path for language, path, _ in found if language == "es"] == ["challenges/kenya.md"]


def card(id: str, language: str = "", spoken: str = "en") -> Card:
    key = f"{language}/{id}" if language else id
    return Card(key, id, "project", f"{key}/", f"{id}.md", language or spoken, key, "S", "2024", 2024)


def catalogue(*cards: Card, everywhere: bool = False) -> Catalogue:
    return build_catalogue(cards, (), datetime(2026, 11, 30, tzinfo=UTC), projects_everywhere=everywhere)


PLAIN, CHINESE, SWAHILI, ENGLISH = (
    card("projects/2024/a"),
    card("projects/2024/a", "zh"),
    card("projects/2024/b", spoken="sw"),
    card("projects/2024/b", "en"),
)


def test_cards_of_a_language_are_its_translations_or_the_originals() -> None:
    found = catalogue(PLAIN, CHINESE, SWAHILI)
    assert cards_in_language((SWAHILI, PLAIN), found, "zh") == (SWAHILI, CHINESE)


def test_cards_lead_to_pages_in_a_language_where_there_are_any() -> None:
    found = catalogue(PLAIN, CHINESE, SWAHILI, everywhere=True)
    assert cards_in_language((SWAHILI, PLAIN), found, "zh") == (
        replace(SWAHILI, url="zh/projects/2024/b/"),
        CHINESE,
    )


def test_translation_has_the_facts_of_its_original() -> None:
    original = replace(PLAIN, goals=(4, 7), status="pilot", status_checked="2024-12-01", title="Still")
    found = catalogue(original, replace(CHINESE, goals=(4,), status="idea"))
    facts = {"goals": (4, 7), "status": "pilot", "status_checked": "2024-12-01"}
    assert cards_in_language((original,), found, "zh") == (replace(CHINESE, **facts),)


def test_cards_in_english_are_translations_of_what_is_not() -> None:
    found = catalogue(PLAIN, CHINESE, SWAHILI, ENGLISH)
    assert cards_in_language((SWAHILI, PLAIN), found, "en") == (ENGLISH, PLAIN)
    assert [english_of(card, found) for card in (SWAHILI, PLAIN)] == [ENGLISH, PLAIN]


def test_newest_announcement_comes_first_and_changed_ones_before_missing_ones(tmp_path):
    names = (
        "sdgs/sdg-04",
        "announcements/2024-01-01-a",
        "announcements/2025-01-01-b",
        "challenges/gmooc-2024",
        "about",
    )
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.md").write_text(ORIGINAL)
    (tmp_path / "sdgs/sdg-04.fr.md").write_text(TRANSLATION)
    mark_translated(tmp_path, "sdgs/sdg-04.fr.md")
    (tmp_path / "sdgs/sdg-04.md").write_text(ORIGINAL.replace("Sand", "Clay"))
    paths = [*(f"{name}.md" for name in names), "sdgs/sdg-04.fr.md", "links.json", "projects/2024/a.md"]
    (tmp_path / "projects/2024").mkdir(parents=True)
    (tmp_path / "projects/2024/a.md").write_text(ORIGINAL)
    french = [need for need in needs(tmp_path, paths) if need.language == "fr"]
    assert [(need.path, len(need.changed), need.sections, need.is_there) for need in french] == [
        ("sdgs/sdg-04.fr.md", 1, 4, True),
        ("about.md", 0, 4, False),
        ("challenges/gmooc-2024.md", 0, 4, False),
        ("announcements/2025-01-01-b.md", 0, 4, False),
        ("announcements/2024-01-01-a.md", 0, 4, False),
    ]
