"""A value has its form and lies within its limits, or is refused with the name of what is wrong."""

import re
from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from gmooc.model.fields import (
    VALUE_PATTERNS,
    Alias,
    Count,
    Goal,
    Identifier,
    Line,
    Paragraph,
    Sentence,
    Url,
    Year,
    read_country,
    read_date,
    read_form,
    read_local_moment,
    read_orcid,
    read_picture_path,
    read_publish_time,
    read_web_address,
    read_zone,
    records_in,
    reject_hidden_text,
)
from gmooc.model.records import Link, Member


@pytest.mark.parametrize(
    "written",
    ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "http://www.orcid.org/0000-0002-1825-0097/"],
)
def test_orcid_is_read_bare_or_as_an_address(written):
    assert read_orcid(written) == "0000-0002-1825-0097"


def test_orcid_may_end_in_x():
    assert read_orcid("0000-0002-9079-593X") == "0000-0002-9079-593X"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("0000-0002-1825-0098", "orcid_check"),
        ("0000-0002-1852-0097", "orcid_check"),
        ("0000000218250097", "orcid_form"),
    ],
    ids=["last digit", "two digits swapped", "no hyphens"],
)
def test_orcid_that_was_mistyped_is_refused(written, fault):
    with pytest.raises(PydanticCustomError) as found:
        read_orcid(written)
    assert found.value.type == fault


@pytest.mark.parametrize(
    ("written", "meant", "instant"),
    [
        ("2031-01-24 08:00 Asia/Shanghai", "2031-01-24 08:00 Asia/Shanghai", "2031-01-24T00:00Z"),
        ("2031-01-24T08:00 UTC", "2031-01-24 08:00 UTC", "2031-01-24T08:00Z"),
        ("2031-01-24 08:00 AoE", "2031-01-24 08:00 AoE", "2031-01-24T20:00Z"),
        ("2031-01-24T08:00:00+08:00", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24T08:00+08:00", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24 08:00:00+0800", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24 08:00:00 +0800", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24 08:00:00+08", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24T08:00:00-03:30", "2031-01-24 08:00 UTC-03:30", "2031-01-24T11:30Z"),
        ("2031-01-24T08:00:00Z", "2031-01-24 08:00 UTC", "2031-01-24T08:00Z"),
        ("2031-01-24T08:00:00.000Z", "2031-01-24 08:00 UTC", "2031-01-24T08:00Z"),
        ("2031-01-24T08:00:00+00:00", "2031-01-24 08:00 UTC", "2031-01-24T08:00Z"),
        ("2031-01-24T08:00:00+14:00", "2031-01-24 08:00 UTC+14:00", "2031-01-23T18:00Z"),
        ("2031-01-24 08:00 UTC+08:00", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
    ],
)
def test_publish_time_is_read_with_the_name_of_a_zone_or_an_offset(written, meant, instant):
    found = read_publish_time(written)
    assert (found, found.instant) == (meant, datetime.fromisoformat(instant).astimezone(UTC))
    assert read_publish_time(found) == found


@pytest.mark.parametrize(
    "written",
    [
        "2031-01-24",
        "2031-01-24 08:00",
        "2031-01-24T08:00:00",
        "2031-01-24T08:00:30Z",
        "2031-01-24T25:00:00Z",
        "2031-02-30T08:00:00Z",
        "2031-01-24T08:00:00+14:01",
        "2031-01-24T08:00:00+08:60",
        "2031-01-24 08:00 unknown",
        "2031-01-24 08:00 CST",
        "٢٠٣١-٠١-٢٤ 08:00 UTC",
    ],
)
def test_publish_time_that_means_no_one_minute_is_refused(written):
    with pytest.raises(PydanticCustomError, match="publish_form"):
        read_publish_time(written)


def fault_of(read, value):
    """Return what a reader finds wrong with a value, or None."""
    try:
        read(value)
    except PydanticCustomError as error:
        return error.type
    return None


def fault_of_type(annotation, value):
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return None


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2024-09-28", None),
        ("2024-02-29", None),
        ("2023-02-29", "date_exists"),
        ("2024-13-01", "date_exists"),
        ("1999-12-31", "date_range"),
        ("2000-01-01", None),
        ("2100-12-31", None),
        ("2101-01-01", "date_range"),
        ("2024-9-28", "date_form"),
        ("2024-09-28 ", "date_form"),
        ("2024-09-281", "date_form"),
        ("٢٠٢٤-٠٩-٢٨", "date_form"),
        ("", "date_form"),
    ],
)
def test_day_is_one_of_the_calendar(written, fault):
    assert fault_of(read_date, written) == fault


def test_day_is_read():
    assert (read_date("2024-09-28"), read_date(date(1999, 1, 1))) == (date(2024, 9, 28), date(1999, 1, 1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2024-09-28", "2024-09-28"), ("2024-09-28T08:05", "2024-09-28 08:05"), ("2024-09-28 23:59", "2024-09-28 23:59")],
)
def test_moment_is_read(written, meant):
    assert read_local_moment(written) == meant


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2024-09-28 00:00", None),
        ("2024-09-28 24:00", "time_exists"),
        ("2024-09-28 23:60", "time_exists"),
        ("2024-09-28 8:00", "moment_form"),
        ("2024-09-28 08:00:00", "moment_form"),
        ("2024-09-28  08:00", "moment_form"),
        ("2024-09-28_08:00", "moment_form"),
        ("2024-02-30 08:00", "date_exists"),
        ("1999-01-01 08:00", "date_range"),
        ("2024-09-28 ٠٨:٠٠", "moment_form"),
    ],
)
def test_moment_is_one_of_the_clock(written, fault):
    assert fault_of(read_local_moment, written) == fault


@pytest.mark.parametrize("name", ["UTC", "AoE", "unknown", "Asia/Shanghai", "EST"])
def test_zone_is_read(name):
    assert read_zone(name) == name


@pytest.mark.parametrize("name", ["utc", "CST", "Beijing", "UTC+8", "asia/shanghai", ""])
def test_zone_that_no_clock_has_is_refused(name):
    assert fault_of(read_zone, name) == "zone_name"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("https://example.org", None),
        ("HTTP://example.org/a b", None),
        ("https://例子.测试/", None),
        ("ftp://example.org/", "url_scheme"),
        ("example.org", "url_scheme"),
        ("https:/example.org", "url_scheme"),
        ("https://", "url_form"),
        ("https://localhost/", "url_form"),
        ("https://a@example.org/", "url_form"),
        ("https://:a@example.org/", "url_form"),
        ("https://ex\u0430mple.org/", "url_look_alike"),
    ],
)
def test_address_is_of_a_public_page(written, fault):
    assert fault_of(read_web_address, written) == fault


def test_address_is_escaped():
    assert read_web_address('  https://example.org/a b"c ') == "https://example.org/a%20b%22c"


@pytest.mark.parametrize(
    ("code", "fault"), [("KE", None), ("ke", "country_code"), ("EU", "country_code"), ("KEN", "country_code")]
)
def test_country_is_a_code_of_the_standard(code, fault):
    assert fault_of(read_country, code) == fault


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("图.png", None),
        (" a b.png ", None),
        ("folder/a.png", None),
        ("../a.png", "picture_path"),
        ("a..png", "picture_path"),
        ("/a.png", "picture_path"),
        ("\\a.png", "picture_path"),
        ("a\\b.png", "picture_path"),
        ("data:image/png;base64,", "picture_path"),
        ("https://e.org/a.png", "picture_path"),
    ],
)
def test_picture_lies_beside_its_entry(path, fault):
    assert fault_of(read_picture_path, path) == fault
    assert fault is not None or read_picture_path(path) == path.strip()


@pytest.mark.parametrize(
    ("form", "text", "fits"),
    [
        *(("language_tag", text, True) for text in ("zh", "yue", "zh-Hans", "pt-BR", "es-419", "zh-Hant-TW")),
        *(("language_tag", text, False) for text in ("z", "ZH", "yuex", "zh-hans", "pt-br", "es-41", "zh_TW", "pt-BRA", "")),
        *(("identifier", text, True) for text in ("a", "gmooc-2024", "0-a")),
        *(("identifier", text, False) for text in ("A", "a--b", "-a", "a-", "a_b", "水", "2024/a", "")),
        *(("alias", text, True) for text in ("a-1", "2023/a-1", "console")),
        *(("alias", text, False) for text in ("202/a", "20234/a", "2023/", "con", "2023/con", "2023//a", "٢٠٢٣/a")),
        *(("target_number", text, True) for text in ("1.1", "9.9", "17.19", "4.a", "10.d", "1.99")),
        *(("target_number", text, False) for text in ("0.1", "18.1", "4.0", "4.e", "4", "4.A", "04.1", "4.100", "4.1 ")),
    ],
)  # fmt: skip
def test_text_has_a_form(form, text, fits):
    fault = "identifier" if form == "alias" else form
    assert fault_of(lambda given: read_form(form, given), text) == (None if fits else fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Water; 100 %", None),
        ("清洁的水", None),
        ("می\u200cخواهم", None),
        ("two\nlines\tand a tab", None),
        ("a\u202eb", "hidden_characters"),
        ("a\u200bb", "hidden_characters"),
        ("a\x00b", "hidden_characters"),
        ("\ufeffa", "hidden_characters"),
        ("\u2800 ", "hidden_characters"),
        ("write to a@example.org", "no_address"),
        ("write to @blue", None),
    ],
)
def test_text_shows_all_that_it_holds(text, fault):
    assert fault_of(reject_hidden_text, text) == fault
    assert fault is not None or reject_hidden_text(text) == text


@pytest.mark.parametrize(
    ("annotation", "longest"),
    [(Line, 120), (Sentence, 200), (Paragraph, 1000), (Identifier, 80), (Alias, 80)],
    ids=["line", "sentence", "paragraph", "identifier", "alias"],
)
def test_text_has_a_longest(annotation, longest):
    faults = [fault_of_type(annotation, "a" * length) for length in (1, longest - 1, longest, longest + 1)]
    assert faults == [None, None, None, "string_too_long"]


def test_space_around_a_line_does_not_count_and_alone_is_none():
    assert TypeAdapter(Line).validate_python(f" {'水' * 120} \n") == "水" * 120
    assert [fault_of_type(kind, "  ") for kind in (Line, Sentence, Paragraph)] == ["string_too_short"] * 3


@pytest.mark.parametrize(("length", "fault"), [(2000, None), (2001, "string_too_long")])
def test_address_has_a_longest(length, fault):
    assert fault_of_type(Url, "https://example.org/".ljust(length, "a")) == fault


@pytest.mark.parametrize(
    ("annotation", "least", "most"),
    [(Goal, 1, 17), (Year, 2021, 2100), (Count, 0, 10_000_000_000)],
    ids=["goal", "year", "count"],
)
def test_number_has_limits(annotation, least, most):
    faults = [fault_of_type(annotation, number) for number in (least - 1, least, most, most + 1)]
    assert faults == ["greater_than_equal", None, None, "less_than_equal"]


@pytest.mark.parametrize(
    "written",
    ["2031-01-24 08:00-14:00", "2031-01-24 08:00+00:59", "2031-01-24 08:00 +0030", "2031-01-24T08:00:00,0Z"],
)
def test_publish_time_at_the_limit_of_an_offset_is_read(written):
    assert fault_of(read_publish_time, written) is None


@pytest.mark.parametrize(
    "written",
    [
        "2031-01-24 08:00-14:01",
        "2031-01-24 08:00+15",
        "2031-01-24 08:00:00.1Z",
        "2031-01-24 08:00+8",
        "2031-01-24 08:00z",
    ],
)
def test_publish_time_beyond_the_limit_of_an_offset_is_refused(written):
    assert fault_of(read_publish_time, written) == "publish_form"


def test_records_are_found_in_lists_and_unions():
    assert [*records_in(tuple[Member, ...] | None), *records_in(Link), *records_in(str | None)] == [Member, Link]


def test_address_of_an_orcid_ends_there():
    assert [fault_of(read_orcid, f"0000-0002-1825-0097{end}") for end in ("/", "x", "/a")] == [
        None,
        "orcid_form",
        "orcid_form",
    ]
    assert fault_of(read_orcid, "https://example.org/0000-0002-1825-0097") == "orcid_form"


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("orcid_form", "0000-0002-1825-0097", True),
        ("orcid_form", "https://www.orcid.org/0000-0002-1825-0097/", True),
        ("orcid_form", "http://orcid.org/0000-0002-1825-0097", True),
        ("orcid_form", "orcid.org/0000-0002-1825-0097", False),
        ("date_form", "2024-09-28", True),
        ("identifier", "gmooc-2024", True),
        ("target_number", "4.7", True),
        ("language_tag", "zh-Hans", True),
    ],
)
def test_pattern_for_checks_outside_python_fits_what_is_read(name, text, fits):
    assert bool(re.fullmatch(VALUE_PATTERNS[name], text)) == fits
