"""A card shows a project in a list: one link, a pattern behind or instead of a picture, and how the project stands."""

import re
from dataclasses import replace

import pytest

from gmooc.content.catalogue import PATTERNS, SIZES, Card
from gmooc.render.cards import cards_html, with_cards
from gmooc.render.page import location_of
from paths import ROOT

CSS = (ROOT / "theme/overrides/assets/css/41-cards.css").read_text()


def card(name: str = "still", **more: object) -> Card:
    key = f"projects/2024/{name}"
    plain = {"language": "en", "title": "Still", "summary": "S", "date": "2024", "goals": (6, 13, 4), "outcome": "app"}
    return Card(key=key, id=key, kind="project", url=f"{key}/", source="", year=2024, **(plain | more))


def drawn(shown: Card, language: str = "en") -> str:
    [found] = cards_html([shown], location_of("../", language))
    return str(found)


def test_a_card_has_one_link_whatever_it_shows() -> None:
    assert re.findall(r"<a [^>]*>", drawn(card(award="First prize", cover="pictures/a.webp"))) == [
        '<a href="../projects/2024/still/">'
    ]


def test_the_main_goal_comes_first_and_the_others_in_order() -> None:
    assert re.findall(r"</span>(\d+)</span>", drawn(card())) == ["6", "4", "13"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Pilot, confirmed in March 2026"),
        ("zh", "试点，2026年3月确认"),
        ("ru", "подтверждено: март 2026\u202fг."),
    ],
)
def test_status_says_when_it_was_confirmed(language: str, told: str) -> None:
    assert told in drawn(card(status="pilot", status_checked="2026-03-31"), language)


@pytest.mark.parametrize(("status", "checked"), [("unknown", "2026-03-31"), ("", "")], ids=["not stated", "no status"])
def test_nothing_is_said_of_a_status_that_nobody_stated(status: str, checked: str) -> None:
    assert drawn(card(status=status, status_checked=checked)).count("gm-card__facts") == 1


def test_pattern_is_there_with_and_without_a_picture_and_the_same_in_every_language() -> None:
    media = [
        re.search(r'<div class="(gm-card__media [^"]+)">', drawn(shown, language))[1]
        for shown, language in (
            (card(), "en"),
            (card(cover="pictures/a.webp"), "ar"),
            (replace(card(title="蒸馏器"), key="zh/projects/2024/still"), "zh"),
        )
    ]
    assert len(set(media)) == 1


def test_every_pattern_is_drawn_and_taken_by_some_project() -> None:
    taken = {card(f"project-{number}").pattern for number in range(500)}
    assert taken == set(range(PATTERNS * SIZES))
    assert {int(number) for number in re.findall(r"^\.gm-pattern--(\d+) ", CSS, re.MULTILINE)} == set(range(PATTERNS))
    assert {int(number) for number in re.findall(r"^\.gm-pattern--size-(\d+) ", CSS, re.MULTILINE)} == set(range(SIZES))


def test_card_names_countries_in_the_language_and_order_of_the_page() -> None:
    shown = card(countries=("CH", "DE"))
    assert "Germany, Switzerland" in drawn(shown)
    assert "Allemagne, Suisse" in drawn(shown, "fr")


def test_card_shows_its_picture_from_where_the_page_is() -> None:
    assert '"../pictures/a.webp"' in drawn(card(cover="pictures/a.webp"))
    assert "<img" not in drawn(card())


def test_card_in_another_language_than_the_page_says_so() -> None:
    assert 'lang="ar" dir="rtl"' in drawn(card(language="ar"))
    assert "العربية" in drawn(card(language="ar"))
    assert "العربية" not in drawn(card(language="ar"), "ar")


def test_same_card_stands_on_pages_of_every_depth() -> None:
    shown = card(cover="pictures/a.webp")
    for root in ("", "../", "../../../"):
        [html] = cards_html([shown], location_of(root))
        assert f'href="{root}projects/2024/still/"' in html
        assert f'"{root}pictures/a.webp"' in html
        assert "\x00" not in html


def test_cards_of_a_view_and_of_its_groups_are_drawn() -> None:
    one, other = card("one"), card("other")
    view = {"title": "T", "cards": [one], "groups": [{"name": "G", "cards": [other]}, {"name": "H", "cards": []}]}
    place = location_of("../")
    made = with_cards(view, place)
    assert made["title"] == "T"
    assert made["cards"] == cards_html([one], place)
    assert made["groups"] == [{"name": "G", "cards": cards_html([other], place)}, {"name": "H", "cards": []}]
    # The view that was given is left as it is.
    assert view["cards"] == [one]
    assert with_cards({"title": "T"}, place) == {"title": "T"}
