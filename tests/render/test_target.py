"""A target gives the bytes of its files, and an address to search engines if it is a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from gmooc.content.catalogue import Catalogue
from gmooc.core.settings import Settings
from gmooc.render.frames import Frame, cut
from gmooc.render.page import Page
from gmooc.render.target import Target
from rendering import context_of

FRAME = cut("hub", "<title>@@gm-title@@</title>@@gm-body@@", "hub")


def one(text: str) -> bytes:
    return text.encode()


def each(*texts: str) -> Iterator[bytes]:
    yield from (text.encode() for text in texts)


def page(title: str) -> Page:
    return Page("a/", "hub", title, "", "<p>水</p>")


@pytest.mark.parametrize(
    ("target", "files"),
    [
        (Target(("a.txt",), ("水",), one), [("a.txt", "水")]),
        (Target(("a.txt", "b.txt"), ("a", "水"), each), [("a.txt", "a"), ("b.txt", "水")]),
        (Target((), (), each), []),
        (Target(("a/index.html",), ("A & B",), page, FRAME), [("a/index.html", "<title>A &amp; B</title><p>水</p>")]),
        (Target(("a.txt",), ("",), one), [("a.txt", "")]),
    ],
    ids=["bytes", "several files", "no file", "page in its frame", "nothing in it"],
)
def test_target_gives_its_files(target: Target, files: list[tuple[str, str]]) -> None:
    assert list(target.contents()) == [(path, text.encode()) for path, text in files]


@pytest.mark.parametrize("texts", [("a",), ("a", "b", "c")], ids=["too few", "too many"])
def test_target_that_makes_another_number_of_files_is_a_fault(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        list(Target(("a.txt", "b.txt"), texts, each).contents())


@pytest.mark.parametrize(
    ("path", "frame", "is_canonical", "url"),
    [
        ("a/b/index.html", FRAME, True, "a/b/"),
        ("index.html", FRAME, True, ""),
        ("a/b/index.html", FRAME, False, None),
        ("embed/goal/4/index.html", None, True, None),
        ("api/v1/index.json", None, True, None),
    ],
    ids=["page", "home page", "text with its address elsewhere", "no frame", "no page"],
)
def test_search_engines_may_index_pages_of_their_own(
    path: str, frame: Frame | None, is_canonical: bool, url: str | None
) -> None:
    assert Target((path,), (), one, frame, is_canonical=is_canonical).indexed_url == url


def test_target_costs_nothing_and_is_of_its_own_unless_something_else_is_said() -> None:
    assert Target(("a",), (), one)[3:] == (None, 0, True)


def test_page_is_listed_where_its_frame_was_drawn() -> None:
    catalogue = Catalogue(datetime(2026, 11, 24, tzinfo=UTC))
    context = context_of(catalogue, Settings("GMOOC", ""), frames={"hub": FRAME})
    assert context.page("hub", "a/index.html", ("A",), page) == [Target(("a/index.html",), ("A",), page, FRAME)]
    assert context.page("people", "a/index.html", ("A",), page) == []
