"""Addresses in a language, and how many projects have a page in each."""

import pytest

from gmooc.core.languages import are_everywhere, part_language, prefix_of, ui_language


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("ar", "ar/"), ("zh", "zh/")])
def test_addresses_begin_with_their_language(language: str, prefix: str) -> None:
    assert prefix_of(language) == prefix


ADDRESSES = {
    # valid
    "English": ("projects/2024/a/", ("en", "projects/2024/a/")),
    "another language": ("ar/projects/2024/a/", ("ar", "projects/2024/a/")),
    "home page": ("", ("en", "")),
    "home page in another language": ("zh/", ("zh", "")),
    # no language of the site
    "unknown": ("de/about/", ("en", "de/about/")),
    "beginning of a word": ("archive/", ("en", "archive/")),
    "English prefix": ("en/about/", ("en", "en/about/")),
}


@pytest.mark.parametrize(("url", "parts"), ADDRESSES.values(), ids=ADDRESSES)
def test_address_is_parted_at_its_language(url: str, parts: tuple[str, str]) -> None:
    assert part_language(url) == parts


def projects(number: int) -> list[str]:
    return [f"projects/2024/p{index}.md" for index in range(number)]


@pytest.mark.parametrize(
    ("paths", "is_so"),
    [
        ([], True),
        (projects(499), True),
        (projects(500), True),
        (projects(501), False),
        ([*projects(500), "projects/2024/p1/a.jpg", "about.md", "challenges/gmooc-2024.md"], True),
    ],
    ids=["none", "below", "at the limit", "above", "at the limit, with other files"],
)
def test_few_projects_have_a_page_in_every_language(paths: list[str], is_so: bool) -> None:
    assert are_everywhere(paths) is is_so


@pytest.mark.parametrize(("language", "ui"), [("fr", "fr"), ("en", "en"), ("de", "en"), ("", "en")])
def test_words_around_a_text_are_in_a_language_of_the_site(language: str, ui: str) -> None:
    assert ui_language(language) == ui
