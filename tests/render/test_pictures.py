"""Pictures of links: drawn only where they are wanted, in any script."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from gmooc.build import Job, build_site
from gmooc.content.catalogue import Card, build_catalogue, card_of
from gmooc.content.pictures import address
from gmooc.core.files import ContentFile, digest_of
from gmooc.core.settings import Settings
from gmooc.render.pictures import lacking_letters, link_picture_targets, picture_targets
from gmooc.text.markdown import Image as Picture
from paths import ROOT
from reading import CHALLENGE, NEWS, PROJECT, SDG, read
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


# What a picture is asked to show.


def asked(entries, cards=(), site=SETTINGS):
    """Return what each picture shows, by its path: language, direction, kind, title, goals and edition."""
    known = [*(card_of(entry, {}) for entry in entries), *cards]
    catalogue = build_catalogue(known, entries, datetime(2026, 11, 24, tzinfo=UTC))
    found = {}
    for target in link_picture_targets(context_of(catalogue, site)):
        _, language, rtl, _, kind, title, _, goals, edition = target.inputs
        found[target.paths[0]] = (language, rtl, kind, title, goals, edition)
    return found


GOAL = read("sdgs/sdg-06.md", SDG)
EDITION = read("challenges/gmooc-2027.md", CHALLENGE.replace("title: C", "title: 'GMOOC 2027: Water'"))


def test_every_language_of_a_page_has_its_picture():
    paths = {f"{prefix}sdgs/6/link.png" for prefix in ("", "ar/", "es/", "fr/", "ru/", "zh/")}
    assert asked([GOAL]).keys() == {"link.png", *paths}
    translation = read("sdgs/sdg-06.zh.md", SDG.replace("Clean Water and Sanitation", "清洁饮水"))
    found = asked([GOAL, translation])
    assert found.keys() == {"link.png", *paths}
    assert (found["zh/sdgs/6/link.png"][3], found["sdgs/6/link.png"][3]) == ("清洁饮水", "Clean Water and Sanitation")
    # A project has one where it is written.
    assert asked([], [card("zh", "水")]).keys() == {"link.png", "projects/2024/zh/link.png"}


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("link.png", ("en", False, "", "The site", (), "")),
        ("sdgs/6/link.png", ("en", False, "Goal", "Clean Water and Sanitation", (("6", "#26BDE2", "#000000"),), "")),
        ("challenges/gmooc-2027/link.png", ("en", False, "Challenge", "GMOOC 2027: Water", (), "2027")),
        ("announcements/2027-01-24-open/link.png", ("en", False, "Announcement", "N", (), "24 January 2027")),
        ("projects/2027/still/link.png", ("en", False, "Project", "Still", (("6 e", "#26BDE2", "#000000"),), "GMOOC 2027")),
        ("ar/projects/2027/still/link.png", ("ar", True, "مشروع", "Still", (("6 a", "#26BDE2", "#000000"),), "GMOOC 2027")),
        ("sw/projects/2027/still/link.png", ("sw", False, "Project", "Still", (("6 e", "#26BDE2", "#000000"),), "GMOOC 2027")),
    ],
)  # fmt: skip
def test_picture_shows_the_kind_the_goals_and_the_edition(path, shown):
    news = read("announcements/2027-01-24-open.md", NEWS)
    projects = [read(f"projects/2027/still{ending}.md", PROJECT) for ending in ("", ".ar", ".sw")]
    catalogue_now = datetime(2027, 2, 1, tzinfo=UTC)
    entries = [GOAL, EDITION, news]
    cards = [card_of(entry, {}) for entry in (*entries, *projects)]
    made = link_picture_targets(context_of(build_catalogue(cards, entries, catalogue_now), SETTINGS))
    values = {target.paths[0]: target.inputs for target in made}[path]
    assert (values[1], values[2], values[4], values[5], values[7], values[8]) == shown
    assert values[6] == ("#26BDE2",)


@pytest.mark.parametrize(
    ("goals", "labels"), [((6,), ["6 e"]), ((4, 6), ["6 e"]), ((4,), []), ((6, 4, 6), ["6 e", "6"])]
)
def test_main_goal_has_its_name_and_others_their_number(goals, labels):
    shown = replace(card("en", "Still"), goals=goals)
    assert [label for label, *_ in asked([GOAL], [shown])["projects/2024/en/link.png"][4]] == labels


def test_picture_has_room_for_six_goals():
    shown = replace(card("en", "Still"), goals=(6,) * 7)
    assert len(asked([GOAL], [shown])["projects/2024/en/link.png"][4]) == 6


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Clean  water", "Clean  water"),
        ("水  滴", "水 滴"),
        ("💧 Wasser für 👩🏽 1\ufe0f\u20e3", "Wasser für 1"),
        ("é" * 2, "é" * 2),
        ("e\u0301\u0302", "e\u0301\u0302"),
        ("e\u0301\u0302\u0303", "e\u0301\u0302"),
        ("e\u0301\u0302\u0303a\u0301", "e\u0301\u0302a\u0301"),
    ],
    ids=["ASCII", "Han", "emoji", "letters", "two signs", "three signs", "signs of two letters"],
)
def test_title_is_drawn_without_what_no_font_has(title, shown):
    assert asked([], [card("en", title)])["projects/2024/en/link.png"][3] == shown


@pytest.mark.parametrize("title", ["น้ำสะอาด", "𠀀", "💧", "\u0301"])
def test_title_that_cannot_be_drawn_gives_way_to_the_english_one_and_that_to_the_name_of_the_file(title):
    id = "projects/2024/clean-water"
    original = replace(card("th", title), key=id, id=id, url=f"{id}/")
    assert asked([], [original])[f"{id}/link.png"][3] == "Clean water"
    english = replace(original, key=f"en/{id}", url=f"en/{id}/", language="en", title="Water for all")
    assert asked([], [original, english])[f"{id}/link.png"][3] == "Water for all"


def test_only_covers_of_cards_have_the_smallest_copy(tmp_path):
    files = [ContentFile(tmp_path, name, digest_of(name.encode())) for name in ("a.png", "b.png", "copy-of-a.png")]
    files[2] = ContentFile(tmp_path, "copy-of-a.png", files[0].digest)
    cover = Picture(address(files[0].digest)).card
    shown = replace(card("en", "A"), cover=cover)
    context = context_of(build_catalogue([shown], (), NOW), SETTINGS, pictures=tuple(files))
    paths = [target.paths[0] for target in picture_targets(context)]
    first, other = (Picture(address(file.digest)) for file in files[:2])
    assert sorted(paths) == sorted([first.url, first.small, first.card, other.url, other.small])
    assert all(target.cost == 20 for target in picture_targets(context))
