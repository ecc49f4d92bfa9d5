"""Every code of the model has a label, and every language its direction."""

from typing import get_args

import pytest

from gmooc.model import labels, records
from gmooc.model.labels import direction_of, direction_of_text, og_locale


@pytest.mark.parametrize(
    ("codes", "known"),
    [
        (records.Outcome, labels.OUTCOMES),
        (records.Status, labels.STATUSES),
        (records.Status, labels.STATUSES_OF_CARDS),
        (records.Wanted, labels.WANTED),
        (records.LinkKind, labels.LINKS),
        (records.ResourceKind, labels.RESOURCES),
        (records.ResourceKind, labels.RESOURCE_KINDS),
        (records.AnnouncementKind, labels.NEWS),
        (records.Licence, labels.LICENCES),
        (records.ContributionRole, labels.ROLES),
    ],
    ids=[
        *("outcomes", "statuses", "statuses of cards", "wanted", "links"),
        *("resources", "one resource", "news", "licences", "roles"),
    ],
)
def test_every_code_has_a_label(codes: object, known: dict[str, object]) -> None:
    assert set(known) == set(get_args(codes))


def test_card_does_not_say_that_nothing_is_stated() -> None:
    assert [labels.STATUSES["unknown"], labels.STATUSES_OF_CARDS["unknown"]] == ["Not stated", ""]
    assert {code for code in labels.STATUSES if labels.STATUSES[code] != labels.STATUSES_OF_CARDS[code]} == {"unknown"}


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("ps", "rtl"), ("ur", "rtl"), ("ar-EG", "rtl"), ("en", "ltr"), ("arn", "ltr"), ("", "ltr"), ("zh-Hans", "ltr")],
)  # fmt: skip
def test_language_has_a_direction(language: str, direction: str) -> None:
    assert direction_of(language) == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Water", "ltr"),
        ("ماء", "rtl"),
        ("מים", "rtl"),
        ("GMOOC: ماء نظيف", "rtl"),
        ("Water (ماء)", "ltr"),
        ("abc ماء", "ltr"),
        ("ab ماء", "rtl"),
        ("2024 – 100%", ""),
        ("", ""),
    ],
    ids=["Latin", "Arabic", "Hebrew", "foreign word first", "foreign word last", "as many", "fewer", "no letters", "empty"],
)  # fmt: skip
def test_text_runs_as_most_of_its_letters(text: str, direction: str) -> None:
    assert direction_of_text(text) == direction


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_GB"), ("zh", "zh_CN"), ("ar", "ar_AR"), ("pt-BR", "pt_BR"), ("sw", ""), ("zh-Hant", "")],
)
def test_open_graph_knows_a_language(language: str, locale: str) -> None:
    assert og_locale(language) == locale
