"""Pictures of links: drawn only where they are wanted, in any script."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from gmooc.content.catalogue import Card, build_catalogue
from gmooc.core.settings import Settings
from gmooc.render.pictures import link_picture_targets
from rendering import context_of

SETTINGS = Settings("GMOOC", "The site", "https://example.org/", has_pictures=True)
TITLES = {"en": "Clean water", "ar": "مياه نظيفة", "zh": "清洁的水", "ru": "Чистая вода", "sw": "Maji safi"}


def card(language: str, title: str) -> Card:
    id = f"projects/2024/{language}"
    return Card(id, id, "project", f"{id}/", f"{id}.md", language, title, "S", "2024", 2024, goals=(6,))


def targets(settings=SETTINGS, titles=TITLES):
    cards = [card(language, title) for language, title in titles.items()]
    catalogue = build_catalogue(cards, (), datetime(2026, 11, 24, tzinfo=UTC))
    return {target.paths[0]: target for target in link_picture_targets(context_of(catalogue, settings))}


def drawn(target):
    [(_, content)] = target.contents()
    return Image.open(io.BytesIO(content))


def test_every_page_of_an_entry_has_one_and_the_others_share_one():
    assert targets().keys() == {"link.png", *(f"projects/2024/{language}/link.png" for language in TITLES)}


def test_without_an_address_of_the_site_none_is_listed():
    assert targets(SETTINGS._replace(has_pictures=False)) == {}


@pytest.mark.parametrize("language", TITLES)
def test_picture_has_the_size_that_networks_ask_for_and_shows_the_title(language):
    with drawn(targets()[f"projects/2024/{language}/link.png"]) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        middle = picture.convert("L").crop((72, 150, 1128, 480))
        # White letters on a dark ground, and not the boxes that stand for letters a font lacks: those have few edges.
        lit = sum(middle.histogram()[200:]) / (middle.width * middle.height)
        assert 0.01 < lit < 0.2


def title_drawn(title, language="en"):
    with drawn(targets(titles={language: title})[f"projects/2024/{language}/link.png"]) as picture:
        return picture.convert("L")


@pytest.mark.parametrize(
    "title",
    ['#read("/etc/passwd")', '#import "x.typ": *', '#panic("x") $x', "\\ *b* _i_ <l> @ref `raw` // c /*", "]", '"'],
)
def test_title_that_is_code_of_the_typesetter_is_a_text(title):
    assert title_drawn(title).getbbox()


@pytest.mark.parametrize("title", ["W" * 120, "Donaudampfschifffahrtselektrizität" * 3, "水" * 120, "ſ" * 120])
def test_word_longer_than_a_line_stays_inside(title):
    picture = title_drawn(title)
    assert max(picture.crop((1130, 140, 1200, 490)).tobytes()) == picture.getpixel((1199, 140))


def test_signs_without_end_above_a_letter_reach_no_other_line():
    picture = title_drawn("Z" + "\u0301" * 119)
    assert set(picture.crop((72, 120, 300, 220)).tobytes()) == {picture.getpixel((72, 120))}


@pytest.mark.parametrize("title", ["বিশুদ্ধ পানি", "💧👩‍🔬", "ទឹកស្អាត", "ንጹህ ውሃ", "น้ำสะอาด", "சுத்தமான நீர்", "Καθαρό ရေ"])
def test_title_in_letters_that_the_fonts_lack_is_the_name_of_the_file(title):
    """The file of these tests is named by its language."""
    assert title_drawn(title).tobytes() == title_drawn("En").tobytes()
