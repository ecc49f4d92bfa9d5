"""Pictures of links: drawn only where they are wanted, in any script."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from gmooc.build import Job, build_site
from gmooc.content.catalogue import Card, build_catalogue
from gmooc.core.settings import Settings
from gmooc.render.pictures import lacking_letters, link_picture_targets
from paths import ROOT
from rendering import context_of
from small_sites import NOW, engine, project, put, small_content

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


@pytest.mark.parametrize(
    "title", ["বিশুদ্ধ পানি", "💧👩‍🔬", "ទឹកស្អាត", "ንጹህ ውሃ", "น้ำสะอาด", "சுத்தமான நீர்", "Καθαρό ရေ", "𠀀"]
)
def test_title_in_letters_that_the_fonts_lack_is_the_name_of_the_file(title):
    """The file of these tests is named by its language."""
    assert title_drawn(title).tobytes() == title_drawn("En").tobytes()


@pytest.mark.parametrize(
    ("title", "scripts"),
    [
        ("น้ำสะอาด", ("Thai",)),
        ("ទឹកស្អាត", ("Khmer",)),
        ("Καθαρό ရေ", ("Myanmar",)),
        ("ንጹህ বিশুদ্ধ", ("Bengali", "Ethiopic")),
        ("𠀀水", ("Cjk",)),
    ],
)
def test_build_names_the_script_that_the_fonts_lack(title, scripts):
    catalogue = build_catalogue([card("th", title)], (), datetime(2026, 11, 24, tzinfo=UTC))
    assert list(lacking_letters(catalogue)) == [("projects/2024/th.md", title, scripts)]


@pytest.mark.parametrize(
    "title",
    [
        *TITLES.values(),
        "Καθαρό",
        "स्वच्छ पानी",
        "깨끗한 물",
        "きれいな水",
        "מים",
        "წყალი",
        "Մաքուր",
        "ນ້ຳ",
        "Nước",
        "💧 2030!",
    ],
)
def test_nothing_is_named_where_the_fonts_have_the_letters(title):
    catalogue = build_catalogue([card("en", title)], (), datetime(2026, 11, 24, tzinfo=UTC))
    assert list(lacking_letters(catalogue)) == []


@pytest.mark.parametrize("title", ["מים", "წყალი", "Մաքուր", "ນ້ຳ", "ᏣᎳᎩ", "ⲙⲱⲟⲩ", "स्वच्छ पानी"])
def test_script_that_is_counted_as_drawable_is_drawn(title):
    """Letters that the fonts lack are equal boxes, in whatever order they stand."""
    assert title_drawn(title).tobytes() != title_drawn(title[::-1]).tobytes()


def test_build_says_which_picture_shows_another_name(tmp_path):
    content = small_content(tmp_path / "content")
    put(content, "projects/2024/thai.md", project("น้ำ"))
    made = [
        build_site(Job(ROOT, content, tmp_path / name, NOW, engine, {"GMOOC_SITE_URL": url} if url else {})).notes
        for name, url in (("site", "https://example.org/"), ("without", ""))
    ]
    told = "must be in letters that the fonts have, to show 'Project น้ำ' (it lacks Thai)"
    assert made == [(f"projects/2024/thai.md: picture of its link: {told}",), ()]
