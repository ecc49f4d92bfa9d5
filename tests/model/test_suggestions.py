"""A value that does not fit is mended where one alone can have been meant, and asked about where several can."""

import pytest

from gmooc.model.suggestions import Suggestion, mend_value


@pytest.mark.parametrize(
    ("fault", "given", "mended"),
    [
        ("date_form", "28.9.2024", Suggestion("2024-09-28")),
        ("date_form", "01-10-2025", Suggestion("", ("2025-10-01", "2025-01-10"))),
        ("date_form", "last week", Suggestion()),
        ("date_form", "2024/02/31", Suggestion()),
        ("moment_form", "2024-9-28 8:00", Suggestion("2024-09-28 08:00")),
        ("country_code", "Кения", Suggestion("KE")),
        ("country_code", "Côte d’Ivoire", Suggestion("CI")),
        ("country_code", "UK", Suggestion("GB")),
        ("country_code", "Atlantis", Suggestion()),
        ("country_code", "Korea", Suggestion("", ("KR", "KP"))),
        ("country_code", "Congo", Suggestion("CG", ("CG", "CD"))),
        ("language_tag", "zh_cn", Suggestion("zh-CN")),
        ("language_tag", "中文", Suggestion("zh")),
        ("language_tag", "French", Suggestion("fr")),
        ("url_scheme", "www.example.org/a", Suggestion("https://www.example.org/a")),
        ("url_scheme", "javascript:alert(1)", Suggestion()),
        ("publish_form", "2027-1-24 8:00 Beijing time", Suggestion("2027-01-24 08:00 Asia/Shanghai")),
        ("publish_form", "2027/01/24 08:00 (UTC+8)", Suggestion("2027-01-24 08:00 UTC+08:00")),
        ("publish_form", "2027-01-24T08:00:30.5+08:00", Suggestion("2027-01-24 08:00 UTC+08:00")),
        ("publish_form", "2027-01-24T08:00:30z", Suggestion("2027-01-24 08:00 UTC")),
        ("publish_form", "2027年1月24日 8：00 北京时间", Suggestion("2027-01-24 08:00 Asia/Shanghai")),
        ("publish_form", "2027-01-24 08:00 asia/shanghai", Suggestion("2027-01-24 08:00 Asia/Shanghai")),
        (
            "publish_form",
            "2027-01-24 08:00",
            Suggestion("", ("2027-01-24 08:00 Asia/Shanghai", "2027-01-24 08:00 UTC")),
        ),
        (
            "publish_form",
            "01-02-2027 08:00 GMT",
            Suggestion("", ("2027-02-01 08:00 UTC", "2027-01-02 08:00 UTC")),
        ),
        ("publish_form", "2027-01-24 25:00 UTC", Suggestion()),
        ("publish_form", "2027-01-24 08:00 CST", Suggestion()),
        ("publish_form", "2027-01-24", Suggestion()),
        ("publish_form", "soon", Suggestion()),
        ("zone_name", "Beijing", Suggestion("Asia/Shanghai")),
        ("zone_name", "北京时间", Suggestion("Asia/Shanghai")),
        ("zone_name", "UTC+8", Suggestion("Asia/Shanghai")),
        ("zone_name", "GMT+08:00", Suggestion("Asia/Shanghai")),
        ("zone_name", "UTC+3", Suggestion()),
        ("zone_name", "europe/paris", Suggestion("Europe/Paris")),
        ("zone_name", "CST", Suggestion()),
        ("time_exists", "2026-10-31 24:00", Suggestion("2026-10-31 23:59")),
        ("time_exists", "2026-10-31 25:00", Suggestion()),
        ("orcid_form", "1111-2222-3333-006x", Suggestion("1111-2222-3333-006X")),
        ("orcid_form", "111122223333006X", Suggestion("1111-2222-3333-006X")),
        ("orcid_form", "0000 0002 1825 0097", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "0000–0002–1825–0097", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "orcid.org/0000-0002-1825-0097", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "ORCID: 0000-0002-1825-0097", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "０００００００２１８２５００９７", Suggestion("0000-0002-1825-0097")),
        ("orcid_form", "0000000218250098", Suggestion()),
        ("orcid_form", "000000021825009", Suggestion()),
        ("int_parsing", "4 and 5", Suggestion()),
        ("bool_parsing", "是", Suggestion("true")),
        ("target_number", "Target 4.A", Suggestion("4.a")),
    ],
)
def test_value_is_mended(fault, given, mended):
    assert mend_value(fault, given) == mended


MORE = {
    # choices
    "choice": ("literal_error", " In  use ", Suggestion("in-use")),
    "choice with a low line": ("literal_error", "IN_USE", Suggestion("in-use")),
    "choice in quotation marks": ("literal_error", "“app”", Suggestion("app")),
    "capitals of the list": ("literal_error", "cc-by-4.0", Suggestion("CC-BY-4.0")),
    "no choice": ("literal_error", "apps", Suggestion()),
    "unknown fault": ("missing", "2024", Suggestion()),
    # days
    "year first": ("date_form", "2024.9.8", Suggestion("2024-09-08")),
    "Chinese day": ("date_form", "2024年9月28日", Suggestion("2024-09-28")),
    "same day and month": ("date_form", "9.9.2024", Suggestion("2024-09-09")),
    "American day": ("date_form", "9/28/2024", Suggestion("2024-09-28")),
    "day that is not": ("date_form", "31.31.2024", Suggestion()),
    "short year": ("date_form", "28.9.24", Suggestion()),
    "leap day": ("date_form", "29.2.2024", Suggestion("2024-02-29")),
    "no leap day": ("date_form", "29.2.2023", Suggestion()),
    # moments
    "day alone": ("moment_form", "28.9.2024", Suggestion("2024-09-28")),
    "seconds": ("moment_form", "2024-9-28T08:00:30", Suggestion("2024-09-28 08:00")),
    "two days": ("moment_form", "1.2.2024 9:05", Suggestion("", ("2024-02-01 09:05", "2024-01-02 09:05"))),
    "no day": ("moment_form", "soon 8:00", Suggestion()),
    "hour of three digits": ("moment_form", "2024-9-28 008:00", Suggestion()),
    # moments with a zone
    "hours away": ("publish_form", "2027-01-24 08:00 UTC-3", Suggestion("2027-01-24 08:00 UTC-03:00")),
    "half an hour": ("publish_form", "2027-01-24 08:00+0530", Suggestion("2027-01-24 08:00 UTC+05:30")),
    "hour and half an hour": ("publish_form", "2027-01-24 08:00 gmt +5:30", Suggestion("2027-01-24 08:00 UTC+05:30")),
    "furthest": ("publish_form", "2027-1-24 08:00 +14", Suggestion("2027-01-24 08:00 UTC+14:00")),
    "further than any clock": ("publish_form", "2027-1-24 08:00 +15", Suggestion()),
    # zones
    "AoE": ("zone_name", "UTC-12", Suggestion("AoE")),
    "UTC": ("zone_name", "z", Suggestion("UTC")),
    "UTC by its offset": ("zone_name", "+0", Suggestion("UTC")),
    "two words": ("zone_name", "america/new york", Suggestion("America/New_York")),
    "half an hour away": ("zone_name", "UTC+5:30", Suggestion()),
    # countries and languages
    "Chinese name": ("country_code", "中国", Suggestion("CN")),
    "tag with a script": ("language_tag", "ZH_hans_cn", Suggestion("zh-Hans-CN")),
    "tag with a script alone": ("language_tag", "sr-latn", Suggestion("sr-Latn")),
    "no tag": ("language_tag", "xq", Suggestion()),
    "own name": ("language_tag", "kiswahili", Suggestion("sw")),
    "name in French": ("language_tag", "Allemand", Suggestion("de")),
    "no language": ("language_tag", "Dothraki of the sea", Suggestion()),
    # numbers
    "number in words": ("int_parsing", "about 12 teams", Suggestion("12")),
    "leading zero": ("int_parsing", "04", Suggestion("04")),
    "digits of another script": ("int_parsing", "٠٤٢", Suggestion("42")),
    "nine digits": ("int_parsing", "123456789", Suggestion("123456789")),
    "ten digits": ("int_parsing", "1234567890", Suggestion()),
    "no number": ("int_parsing", "many", Suggestion()),
    "target": ("target_number", "SDG 16.10", Suggestion("16.10")),
    "two targets": ("target_number", "4.1, 4.2", Suggestion()),
    "no target": ("target_number", "4.e", Suggestion()),
    # ORCID iDs
    "ORCID iD behind its name": ("orcid_form", "ORCID iD 0000-0002-1825-0097", Suggestion("0000-0002-1825-0097")),
    "address": ("orcid_form", "HTTPS://www.orcid.org/0000-0002-1825-0097/", Suggestion("0000-0002-1825-0097")),
    "one digit too many": ("orcid_form", "00000002182500970", Suggestion()),
    # moments that there are not
    "end of a day": ("time_exists", "2026-10-31T24:00", Suggestion("2026-10-31 23:59")),
    "minute after it": ("time_exists", "2026-10-31 24:01", Suggestion()),
    # truths
    "yes": ("bool_parsing", "YES", Suggestion("true")),
    "no": ("bool_parsing", "n", Suggestion("false")),
    "perhaps": ("bool_parsing", "perhaps", Suggestion()),
    # names, addresses, lists
    "identifier": ("identifier", "GMOOC 2024!.md", Suggestion("gmooc-2024")),
    "identifier of a file": ("identifier", "Clean_Water.md", Suggestion("clean-water")),
    "identifier in another script": ("identifier", "水 still", Suggestion()),
    "host": ("url_scheme", "example.org", Suggestion("https://example.org")),
    "host with a path": ("url_scheme", "a.example.org/b?c=d", Suggestion("https://a.example.org/b?c=d")),
    "word": ("url_scheme", "example", Suggestion()),
    "address of two words": ("url_scheme", "example.org/a b", Suggestion()),
    "file of text": ("url_scheme", "still.md", Suggestion()),
    "picture": ("url_scheme", "still.jpg", Suggestion()),
    "list": ("tuple_type", "KE、CN； a/b.c-d", Suggestion("[KE, CN, a/b.c-d]")),
    "list of one": ("tuple_type", "water", Suggestion("[water]")),
    "list in brackets": ("tuple_type", "[a, , b]", Suggestion("[a, b]")),
    "list with a colon": ("tuple_type", "a: b, c", Suggestion()),
    "empty list": ("tuple_type", ",", Suggestion()),
    "hidden signs": ("hidden_characters", "Wa\u200bter\u202e", Suggestion("Water")),
    "picture beside": ("picture_path", "./my team-1.jpg", Suggestion("my team-1.jpg")),
    "picture above": ("picture_path", "../team.jpg", Suggestion()),
    "picture below": ("picture_path", "./a/team.jpg", Suggestion()),
}
ALLOWED = ("app", "in-use", "CC-BY-4.0")


@pytest.mark.parametrize(("fault", "given", "mended"), MORE.values(), ids=MORE)
def test_only_what_is_plain_is_mended(fault: str, given: str, mended: Suggestion) -> None:
    assert mend_value(fault, given, ALLOWED) == mended
