"""Words, numbers and dates of a language, as its readers write them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from markupsafe import Markup

from gmooc.core import i18n
from gmooc.core.i18n import Words, compile_message_catalog, message_catalog_path, use_message_catalogs, words_of
from gmooc.core.languages import LANGUAGES

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Water"
msgstr "Agua"

msgid "Water of %(place)s"
msgstr "Agua de %(place)s"

msgid "%(num)s still"
msgid_plural "%(num)s stills"
msgstr[0] "%(num)s alambique"
msgstr[1] "%(num)s alambiques"

msgid "Empty"
msgstr ""

#, fuzzy
msgid "Unsure"
msgstr "Inseguro"
"""


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch) -> Words:
    monkeypatch.setattr(i18n, "_given", {})
    use_message_catalogs({"es": compile_message_catalog(CATALOGUE.encode())})
    return words_of("es")


@pytest.mark.parametrize(
    ("text", "said"),
    [("Water", "Agua"), ("Glass", "Glass"), ("Empty", "Empty"), ("Unsure", "Unsure"), ("", "")],
    ids=["translated", "unknown", "empty translation", "marked as fuzzy", "empty text, which is that of the header"],
)
def test_text_is_translated_or_stays_english(spanish: Words, text: str, said: str) -> None:
    assert spanish.say(text) == said


def test_values_are_put_in(spanish: Words) -> None:
    assert spanish.say("Water of %(place)s", place="<Quito>") == "Agua de <Quito>"


def test_sign_of_percent_stays_where_there_are_no_values(spanish: Words) -> None:
    assert (spanish.say("100%"), spanish.gettext("100%")) == ("100%", "100%")


def test_values_of_a_template_are_escaped_and_its_text_is_not(spanish: Words) -> None:
    said = spanish.gettext("Water of %(place)s", place="<Quito>")
    assert (said, type(said)) == ("Agua de &lt;Quito&gt;", Markup)
    assert spanish.gettext("<b>%(place)s</b>", place="&") == "<b>&amp;</b>"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 alambiques"), (1, "1 alambique"), (2, "2 alambiques"), (10000, "10.000 alambiques")],
    ids=["none", "one", "two", "many"],
)
def test_number_of_things_chooses_the_form(spanish: Words, number: int, said: str) -> None:
    assert spanish.say_count("%(num)s still", "%(num)s stills", number) == said
    assert spanish.ngettext("%(num)s still", "%(num)s stills", number) == said


def test_numbers_of_a_template_are_written_as_the_language_does_and_truths_are_not() -> None:
    said = words_of("en").ngettext("one", "%(num)s of %(all)s, %(sure)s, %(of)s", 2, all=1000, sure=True, of="<")
    assert said == "2 of 1,000, True, &lt;"


def test_what_templates_call_is_that_of_the_language(spanish: Words) -> None:
    view = spanish.view
    assert (view["_"]("Water"), view["gettext"]("Water"), view["words"]) == ("Agua", "Agua", spanish)
    assert view["ngettext"]("%(num)s still", "%(num)s stills", 1) == "1 alambique"


NUMBERS = {
    # below, at and above the first number with a sign between its digits
    "below": ("en", 999, "999"),
    "at": ("en", 1000, "1,000"),
    "above": ("en", 1001, "1,001"),
    "French below": ("fr", 999, "999"),
    "French at": ("fr", 1000, "1\u202f000"),
    "Russian": ("ru", 12345, "12\u00a0345"),
}


@pytest.mark.parametrize(("language", "number", "written"), NUMBERS.values(), ids=NUMBERS)
def test_number_is_written_as_the_language_does(language: str, number: int, written: str) -> None:
    assert words_of(language).number(number) == written


DAYS = {
    "English": ("en", date(2024, 12, 1), "1 December 2024"),
    "English, first month": ("en", date(2024, 1, 31), "31 January 2024"),
    "French first": ("fr", date(2024, 12, 1), "1er décembre 2024"),
    "French second": ("fr", date(2024, 12, 2), "2 décembre 2024"),
    "French eleventh": ("fr", date(2021, 12, 11), "11 décembre 2021"),
    "Spanish first": ("es", date(2024, 12, 1), "1 de diciembre de 2024"),
    "Chinese": ("zh", date(2024, 12, 1), "2024年12月1日"),
}


@pytest.mark.parametrize(("language", "day", "written"), DAYS.values(), ids=DAYS)
def test_day_is_written_so_that_nobody_misreads_it(language: str, day: date, written: str) -> None:
    assert words_of(language).day(day) == written


def test_english_months_have_their_names() -> None:
    months = [words_of("en").day(date(2024, month, 9)).split()[1] for month in range(1, 13)]
    assert months == [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]  # fmt: skip


def test_languages_of_the_interface_have_names() -> None:
    names = {language: words_of("en").language_name(language) for language in LANGUAGES}
    assert names == {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"}


def test_moment_names_its_zone() -> None:
    moment = datetime(2024, 9, 8, 7, 5, tzinfo=UTC)
    assert words_of("en").moment(moment, "UTC") == "8 September 2024, 07:05 UTC"


NAMES = {
    "of the interface": ("fr", "es", "espagnol"),
    "another": ("en", "pt", "Portuguese"),
    "another in French": ("fr", "pt", "portugais"),
    "none": ("en", "xx", "xx"),
}


@pytest.mark.parametrize(("language", "code", "name"), NAMES.values(), ids=NAMES)
def test_language_has_a_name(language: str, code: str, name: str) -> None:
    assert words_of(language).language_name(code).casefold() == name.casefold()


def test_language_without_a_catalogue_stays_english() -> None:
    words = words_of("xx")
    assert (words.language, words.say("Water")) == ("xx", "Water")


def test_catalogue_that_was_saved_since_is_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(i18n, "_given", {})
    monkeypatch.setattr(i18n, "MESSAGE_CATALOGS_FOLDER", tmp_path)
    file = message_catalog_path("es")
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE)
    first = words_of("es")
    assert (first.say("Water"), words_of("es") is first) == ("Agua", True)
    file.write_text(CATALOGUE.replace("Agua", "El agua"))
    assert words_of("es").say("Water") == "El agua"


def test_catalogues_that_were_given_go_before_those_that_are_saved(spanish: Words) -> None:
    use_message_catalogs({})
    assert spanish.say("Water") == "Agua"
    assert words_of("es") is not spanish


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "March 2026"),
        ("ar", "مارس 2026"),
        ("es", "marzo de 2026"),
        ("fr", "mars 2026"),
        ("ru", "март 2026\u202fг."),
    ],
)
def test_month_is_written_with_its_year(language: str, written: str) -> None:
    assert words_of(language).month(date(2026, 3, 31)) == written
