"""Where a page is, and the ways that lead from it."""

from types import SimpleNamespace

import pytest

from gmooc.core.i18n import words_of
from gmooc.render.page import Page, PageLocation, location_at, location_of


@pytest.mark.parametrize(
    ("root", "language", "home"),
    [
        ("", "en", ""),
        ("../../", "en", "../../"),
        ("", "zh", "zh/"),
        ("../../", "zh", "../../zh/"),
        ("https://example.org/", "ar", "https://example.org/ar/"),
    ],
    ids=["root", "deep", "translated root", "translated, deep", "whole address"],
)
def test_location_has_the_home_of_its_language(root: str, language: str, home: str) -> None:
    assert location_of(root, language) == PageLocation(root, home, words_of(language))


def test_location_at_a_url_leads_to_the_root() -> None:
    assert location_at("zh/projects/", "zh") == location_of("../../", "zh")


def test_location_speaks_its_language() -> None:
    assert (location_of("../").language, location_of("../", "fr").language) == ("en", "fr")


@pytest.mark.parametrize(
    ("language", "translation", "way"),
    [
        ("en", "", "../projects/2024/a/"),
        ("es", "", "../es/projects/2024/a/"),
        ("es", "ru", "../projects/2024/a/"),
    ],
    ids=["original", "original in a frame of the language", "translation, whose address has its language"],
)
def test_link_leads_to_an_entry(language: str, translation: str, way: str) -> None:
    entry = SimpleNamespace(translation=translation, url="projects/2024/a/")
    assert location_of("../", language).link_to(entry) == way


def test_page_of_nothing_but_a_body_is_english_and_has_no_file() -> None:
    page = Page("a/", "sdg", "T", "D", "B")
    assert page[5:] == ((), "", "", "en", "", "", "", "")
