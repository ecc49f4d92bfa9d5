"""Frames are cut at their slots and filled with pages."""

import pytest

from gmooc.core.files import digest_of
from gmooc.render.frames import (
    FRAMES,
    SLOTS,
    Frame,
    FrameError,
    FrameSpec,
    contents_list,
    cut,
    fill,
    frame_of,
    hub_frame,
    slot,
)
from gmooc.render.page import Page
from gmooc.text.markdown import Heading

PAGE = Page(
    url="a/<b>/",
    frame="f",
    title="Water & <Life>",
    description='So "much"',
    body="<p>Body</p>",
    contents=(Heading(2, "one", "One"),),
    source="a&b.md",
    head="<meta>",
    languages="<li>zh</li>",
    notice="<p>Notice</p>",
    hero="<p>Hero</p>",
)
CONTENTS = '<li class="md-nav__item"><a href="#one" class="md-nav__link"><span class="md-ellipsis">One</span></a></li>'


# Cutting.


def test_frame_is_cut_at_its_slots() -> None:
    drawn = "<p>水@@gm-body@@ and @@gm-body@@@@gm-url@@</p>"
    assert cut("hub", drawn, "hub") == Frame(
        "hub", ("<p>水".encode(), b" and ", b"", b"</p>"), ("body", "body", "url"), digest_of(drawn.encode())
    )


@pytest.mark.parametrize(
    "text",
    ["@@gm-@@", "@@gm-Body@@", "@@gm-body@", "@gm-body@@", "@@gm-bo dy@@", "@@gm-body2@@"],
    ids=["no name", "capital", "one sign at the end", "one sign at the begin", "space", "digit"],
)
def test_text_that_is_no_slot_stays(text: str) -> None:
    assert cut("hub", f"{text}|@@gm-body@@", "hub").texts == (f"{text}|".encode(), b"")


NEEDED = {
    "record": ("title", "description", "body", "contents"),
    "list": ("title", "description", "body"),
    "hub": ("body",),
}


@pytest.mark.parametrize(("sort", "needed"), NEEDED.items(), ids=NEEDED)
def test_frame_with_the_slots_it_needs_is_cut(sort: str, needed: tuple[str, ...]) -> None:
    assert cut("f", "".join(map(slot, needed)), sort).slots == needed


@pytest.mark.parametrize(("sort", "name"), [(sort, name) for sort, needed in NEEDED.items() for name in needed])
def test_frame_that_lacks_one_slot_is_refused(sort: str, name: str) -> None:
    drawn = "".join(slot(other) for other in SLOTS if other != name)
    with pytest.raises(FrameError) as raised:
        cut("f", drawn, sort)
    assert str(raised.value) == f"theme/overrides/main.html: frame 'f': must hold the slot '@@gm-{name}@@'"


def test_all_missing_slots_are_named() -> None:
    with pytest.raises(FrameError, match=r"must hold the slot '@@gm-title@@', '@@gm-description@@', '@@gm-body@@'$"):
        cut("f", "", "list")


def test_first_unknown_slot_is_named() -> None:
    with pytest.raises(FrameError) as raised:
        cut("f", "@@gm-body@@@@gm-z@@@@gm-foot@@", "hub")
    assert str(raised.value) == "theme/overrides/main.html: frame 'f': knows no slot 'foot'"


# Filling.


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("title", "Water &amp; &lt;Life&gt;"),
        ("heading", "Water &amp; &lt;Life&gt;"),
        ("description", "So &quot;much&quot;"),
        ("url", "a/&lt;b&gt;/"),
        ("head", "<meta>"),
        ("body", "<p>Body</p>"),
        ("contents", CONTENTS),
        ("source", "a&amp;b.md"),
        ("languages", "<li>zh</li>"),
        ("notice", "<p>Notice</p>"),
        ("hero", "<p>Hero</p>"),
    ],
)
def test_slot_is_filled(name: str, written: str) -> None:
    assert fill(Frame("f", (b"<", b">"), (name,)), PAGE) == f"<{written}>".encode()


def test_every_slot_can_be_filled() -> None:
    assert fill(Frame("f", (b"",) * (len(SLOTS) + 1), SLOTS), Page("", "f", "", "", "")) == b""


def test_values_stand_between_the_texts_in_their_order() -> None:
    assert fill(cut("f", "a@@gm-url@@b@@gm-body@@c", "hub"), PAGE) == b"aa/&lt;b&gt;/b<p>Body</p>c"


def test_canonical_address_goes_before_that_of_the_page() -> None:
    assert fill(Frame("f", (b"", b""), ("url",)), PAGE._replace(canonical="c&d/")) == b"c&amp;d/"


# The list of contents.


def link(name: str) -> str:
    return f'<a href="#{name}" class="md-nav__link"><span class="md-ellipsis">{name}</span></a>'


def item(inside: str) -> str:
    return f'<li class="md-nav__item">{inside}</li>'


def inner(*items: str) -> str:
    return f'<nav class="md-nav"><ul class="md-nav__list">{"".join(items)}</ul></nav>'


LISTS = {
    # valid
    "none": ((), ""),
    "two": (((2, "a"), (2, "b")), item(link("a")) + item(link("b"))),
    "one below": (((2, "a"), (3, "b"), (2, "c")), item(link("a") + inner(item(link("b")))) + item(link("c"))),
    "two below": (((2, "a"), (3, "b"), (3, "c")), item(link("a") + inner(item(link("b")), item(link("c"))))),
    "below each": (
        ((2, "a"), (3, "b"), (2, "c"), (3, "d")),
        item(link("a") + inner(item(link("b")))) + item(link("c") + inner(item(link("d")))),
    ),
    # at the limit: levels 2 and 3 alone are shown
    "fourth level": (((2, "a"), (4, "b")), item(link("a"))),
    "first level": (((1, "a"), (2, "b")), item(link("b"))),
    # malformed
    "third level first": (((3, "a"), (2, "b")), item(link("b"))),
}


@pytest.mark.parametrize(("headings", "written"), LISTS.values(), ids=LISTS)
def test_contents_are_two_levels_deep(headings: tuple[tuple[int, str], ...], written: str) -> None:
    assert contents_list(tuple(Heading(level, name, name) for level, name in headings)) == written


def test_heading_is_escaped() -> None:
    assert contents_list((Heading(2, 'a"', "<b>"),)) == (
        '<li class="md-nav__item"><a href="#a&quot;" class="md-nav__link">'
        '<span class="md-ellipsis">&lt;b&gt;</span></a></li>'
    )


def test_heading_in_another_language_says_so() -> None:
    found = contents_list((Heading(2, "a", "A"), Heading(2, "b", "ب", "fa")))
    assert [part.partition("</span>")[0] for part in found.split('<span class="md-ellipsis"')[1:]] == [
        ">A",
        ' lang="fa" dir="rtl">ب',
    ]


# Names.


@pytest.mark.parametrize(
    ("language", "name"),
    [("", "project"), ("zh", "project.zh"), ("ar", "project.ar"), ("en", "project.other"), ("sw", "project.other")],
    ids=["original", "translation", "first language", "English translation", "language without interface words"],
)
def test_record_has_the_frame_of_its_language(language: str, name: str) -> None:
    assert frame_of("project", language) == name


@pytest.mark.parametrize(("language", "name"), [("en", "projects"), ("fr", "projects.fr")])
def test_list_has_the_frame_of_its_language(language: str, name: str) -> None:
    assert hub_frame("projects", language) == name


@pytest.mark.parametrize(
    "frame",
    [
        FrameSpec("project", "projects/_/_/", "projects", True),
        FrameSpec("sdg", "sdgs/_/", "sdgs", True),
        FrameSpec("project.zh", "zh/projects/_/_/", "projects", True, "zh"),
        FrameSpec("project.other", "other/projects/_/_/", "projects", True, "en"),
        FrameSpec("projects-2.fr", "fr/projects/_/", "projects", False, "fr"),
        FrameSpec("projects-3", "projects/_/_list/", "projects"),
        FrameSpec("projects-4.es", "es/projects/_/_/_/", "projects", False, "es"),
        FrameSpec("help", "help/", "contribute"),
        FrameSpec("people-2", "people/_/", "about"),
        FrameSpec("projects-5", "projects/_/_/_/_/", "projects"),
        FrameSpec("help-2.ru", "ru/help/_/", "contribute", False, "ru"),
    ],
    ids=lambda frame: frame.name,
)
def test_frame_is_drawn_at_an_address_of_its_depth(frame: FrameSpec) -> None:
    assert [found for found in FRAMES if found.name == frame.name] == [frame]


def test_no_two_frames_have_one_name_or_address() -> None:
    assert len({frame.name for frame in FRAMES}) == len({frame.address for frame in FRAMES}) == len(FRAMES)
