"""Facts of one file: dates that cannot all be true, what an edition lacks, the keys of free pages."""

from types import SimpleNamespace
from typing import Any

import pytest

from gmooc.checks.facts import (
    MAX_SEARCH_TERM_LENGTH,
    MAX_SEARCH_TERMS,
    NONE,
    gaps_of,
    search_terms_of,
    slips_of,
    slips_of_page,
)
from gmooc.core.problem_messages import translate_message
from gmooc.model.records import Announcement, Challenge

PLAIN = {"title": "C", "edition": 2024, "summary": "S", "as_of": "2024-06-01"}


def edition(**more: Any) -> Challenge:
    return Challenge.model_validate(PLAIN | more)


def phase(starts: str | None = None, ends: str | None = None, zone: str = "Asia/Shanghai") -> dict[str, Any]:
    return {"name": "P", "starts": starts, "ends": ends, "zone": zone}


def announcement(at: str, expires: str | None = None) -> Announcement:
    values = {"title": "N", "summary": "S", "kind": "news", "publish_at": at, "expires": expires}
    return Announcement.model_validate(values)


def found(record: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(code, path) for code, path, _ in slips_of(record)]


# Dates.

FIRST = ("phases", 0)
PHASES = {
    # valid
    "in order": (phase("2024-01-01", "2024-01-02"), []),
    "begin alone": (phase("2024-07-01"), []),
    "end alone": (phase(None, "2024-07-01"), []),
    "unknown zone of the past": (phase("2024-01-01", "2024-05-31", "unknown"), []),
    "clock that is shown once": (phase("2024-03-10 03:00", None, "America/New_York"), []),
    "an hour of unknown zone": (phase("2024-03-10 02:30", None, "unknown"), []),
    "a day on which clocks are put forward at midnight": (phase("2024-09-08", None, "America/Santiago"), []),
    # malformed
    "end before begin": (phase("2024-01-02", "2024-01-01"), [("E133", (*FIRST, "ends"))]),
    "hour that is skipped": (phase("2024-03-10 02:30", None, "America/New_York"), [("E132", (*FIRST, "starts"))]),
    "hour that is repeated": (phase(None, "2024-11-03 01:30", "America/New_York"), [("E132", (*FIRST, "ends"))]),
    "zone of several places": (phase("2024-01-01", None, "EST"), [("E017", (*FIRST, "zone"))]),
    # at the limit
    "one day": (phase("2024-01-02", "2024-01-02"), []),
    "one minute": (phase("2024-01-02 08:00", "2024-01-02 08:00"), []),
    "a minute too early": (phase("2024-01-02 08:01", "2024-01-02 08:00"), [("E133", (*FIRST, "ends"))]),
    "day of the end after its begin at noon": (phase("2024-01-02 12:00", "2024-01-02"), []),
    "unknown zone on the day": (phase("2024-01-01", "2024-06-01", "unknown"), [("E131", (*FIRST, "zone"))]),
    "unknown zone, begin on the day": (phase("2024-06-01", None, "unknown"), [("E131", (*FIRST, "zone"))]),
    "unknown zone, begin a day before": (phase("2024-05-31", None, "unknown"), []),
}


@pytest.mark.parametrize(("given", "slips"), PHASES.values(), ids=PHASES)
def test_dates_of_a_phase_can_all_be_true(given: dict[str, Any], slips: list[object]) -> None:
    assert found(edition(phases=[given])) == slips


def test_slip_names_the_second_phase_by_its_place() -> None:
    phases = [phase("2024-01-01"), phase("2024-01-02", "2024-01-01")]
    assert found(edition(phases=phases)) == [("E133", ("phases", 1, "ends"))]


@pytest.mark.parametrize(
    ("zone", "place"),
    [
        ("EST", "America/New_York"),
        ("EST5EDT", "America/New_York"),
        ("CST6CDT", "America/Chicago"),
        ("MST", "America/Denver"),
        ("MST7MDT", "America/Denver"),
        ("PST8PDT", "America/Los_Angeles"),
        ("HST", "Pacific/Honolulu"),
        ("WET", "Europe/Lisbon"),
        ("CET", "Europe/Paris"),
        ("MET", "Europe/Paris"),
        ("EET", "Europe/Athens"),
    ],
)
def test_place_is_named_for_a_zone(zone: str, place: str) -> None:
    ((_, _, (_, values)),) = slips_of(edition(phases=[phase("2024-01-01", None, zone)]))
    assert dict(values) == {"place": place, "given": zone}


SKIPPED, TWICE = (
    phase("2024-03-10 02:30", None, "America/New_York"),
    phase(None, "2024-11-03 01:30", "America/New_York"),
)
OF_LATE = {"opens": "2024-05-02", "closes": "2024-05-01", "url": "https://e.org"}


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (edition(phases=[phase("2024-01-02", "2024-01-01")]), "ends: must be after starts, 2024-01-02 (it is '2024-01-01')"),
        (edition(registration={"zone": "UTC"} | OF_LATE), "closes: must be after opens, 2024-05-02 (it is '2024-05-01')"),
        (edition(registration={"zone": "UTC", "opens": "2024-07-01"}), "registration: must have a url before it opens, 2024-07-01"),
        (edition(phases=[SKIPPED]), "starts: must be a time that clocks in America/New_York show once; they pass over it on 2024-03-10 (it is '2024-03-10 02:30')"),
        (edition(phases=[TWICE]), "ends: must be a time that clocks in America/New_York show once; they show it twice on 2024-11-03 (it is '2024-11-03 01:30')"),
        (edition(phases=[phase("2024-06-01", None, "unknown")]), "zone: must be named for what was not over on 2024-06-01 (as_of): Asia/Shanghai, UTC or AoE"),
        (edition(publish_at="2024-03-31 02:30 Europe/Paris"), "publish_at: must be a time that clocks in Europe/Paris show once; they pass over it on 2024-03-31 (it is '2024-03-31 02:30')"),
        (announcement("2024-01-02 08:00 UTC", "2024-01-01"), "expires: must be after publish_at, 2024-01-02 08:00 (it is '2024-01-01')"),
    ],
    ids=["phase", "registration", "no page", "skipped", "twice", "no zone", "edition", "announcement"],
)  # fmt: skip
def test_slip_is_told_with_the_dates_that_cannot_both_be(record: Any, sentence: str) -> None:
    assert [translate_message(message) for _, _, message in slips_of(record)] == [sentence]


@pytest.mark.parametrize(
    ("given", "slips"),
    [
        ([phase("2024-01-01", None, "EST"), phase("2024-01-02 08:00", "2024-01-02 07:00", "CET")],
         [("E017", ("phases", 0, "zone")), ("E017", ("phases", 1, "zone")), ("E133", ("phases", 1, "ends"))]),
        ([phase("2024-03-10 02:30", "2024-03-10 02:10", "America/New_York")],
         [("E132", ("phases", 0, "starts")), ("E132", ("phases", 0, "ends")), ("E133", ("phases", 0, "ends"))]),
    ],
    ids=["zones", "hours"],
)  # fmt: skip
def test_every_slip_of_a_phase_is_told(given: list[Any], slips: list[object]) -> None:
    assert found(edition(phases=given)) == slips


REGISTRATIONS = {
    "page": ({"opens": "2024-07-01", "url": "https://e.org"}, []),
    "no page": ({"opens": "2024-07-01"}, [("E141", ("registration",))]),
    "over the day before": ({"opens": "2024-05-01", "closes": "2024-05-31"}, []),
    "over on the day": ({"opens": "2024-05-01", "closes": "2024-06-01"}, [("E141", ("registration",))]),
    "closed before it opens": (
        {"opens": "2024-05-02", "closes": "2024-05-01", "url": "https://e.org"},
        [("E133", ("registration", "closes"))],
    ),
}


@pytest.mark.parametrize(("given", "slips"), REGISTRATIONS.values(), ids=REGISTRATIONS)
def test_registration_can_be_made(given: dict[str, str], slips: list[object]) -> None:
    assert found(edition(registration={"zone": "UTC"} | given)) == slips


ANNOUNCEMENTS = {
    "no end": ("2024-01-02 08:00 UTC", None, []),
    "end later": ("2024-01-02 08:00 UTC", "2024-01-03", []),
    "end on the day": ("2024-01-02 08:00 UTC", "2024-01-02", []),
    "end a minute later": ("2024-01-02 08:00 UTC", "2024-01-02 08:01", []),
    "end at once": ("2024-01-02 08:00 UTC", "2024-01-02 08:00", [("E133", ("expires",))]),
    "end before": ("2024-01-02 08:00 UTC", "2024-01-01", [("E133", ("expires",))]),
    "skipped": ("2024-03-31 02:30 Europe/Paris", None, [("E132", ("publish_at",))]),
    "end repeated": ("2024-10-01 08:00 Europe/Paris", "2024-10-27 02:30", [("E132", ("expires",))]),
}


@pytest.mark.parametrize(("at", "expires", "slips"), ANNOUNCEMENTS.values(), ids=ANNOUNCEMENTS)
def test_announcement_ends_after_it_comes_out(at: str, expires: str | None, slips: list[object]) -> None:
    assert found(announcement(at, expires)) == slips


def test_edition_comes_out_at_an_hour_that_clocks_show_once() -> None:
    assert found(edition(publish_at="2024-03-31 02:30 Europe/Paris")) == [("E132", ("publish_at",))]


def test_entry_that_cannot_be_read_has_no_slip() -> None:
    assert slips_of(None) == ()


# Gaps.

FACTS = ("theme", "phases", "organisers", "eligibility", "team", "courses", "recognition", "outcomes", "sources")
WHOLE = {
    "theme": "T",
    "phases": [phase("2024-01-01", "2024-02-01", "UTC"), phase("2024-01-05", None, "UTC")],
    "organisers": ["O"],
    "eligibility": "All.",
    "team": {"min": 1, "max": 4},
    "courses": [{"title": "C", "provider": "P"}],
    "recognition": {"certificate": "Yes."},
    "outcomes": {"teams": 3},
    "sources": [{"fact": "S", "url": "https://e.org"}],
}


def gaps(record: object, key: str = "gmooc-2024") -> object:
    return gaps_of(SimpleNamespace(record=record, key=key, id="gmooc-2024"))  # type: ignore[arg-type]


def test_edition_with_all_facts_lacks_nothing() -> None:
    assert gaps(edition(**WHOLE)) == NONE


@pytest.mark.parametrize("name", [name for name in FACTS if name != "phases"])
def test_missing_fact_is_named_from_the_end_of_the_last_phase(name: str) -> None:
    given = {key: value for key, value in WHOLE.items() if key != name}
    assert gaps(edition(**given)) == ((name,), "2024-02-01T23:59:00+00:00")


def test_edition_without_dates_lacks_facts_from_the_end_of_its_year() -> None:
    assert gaps(edition()) == (FACTS, "2025-01-01T00:00:00+00:00")


def test_unknown_zone_is_a_gap() -> None:
    given = WHOLE | {"phases": [phase("2024-01-01", None, "unknown"), phase("2023-01-01", None, "UTC")]}
    assert gaps(edition(**given)) == (("phases.zone",), "2024-01-01T23:59:00+00:00")


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (edition(), "gmooc-2024.zh"),
        (edition(draft=True), "gmooc-2024"),
        (edition(status="cancelled"), "gmooc-2024"),
        (None, "gmooc-2024"),
    ],
    ids=["translation", "draft", "cancelled", "unread"],
)
def test_only_editions_that_count_lack_facts(record: Challenge | None, key: str) -> None:
    assert gaps(record, key) == NONE


# Free pages.

PAGES = {
    # valid
    "nothing": ({}, []),
    "key of the engine": ({"title": "T", "hide": ["toc"]}, []),
    "moment": ({"publish_at": "2027-01-24 08:00 UTC"}, []),
    "no moment": ({"publish_at": None}, []),
    "no terms": ({"search_terms": None}, []),
    # malformed
    "misspelt": ({"publsh_at": "x"}, [("E011", ("publsh_at",))]),
    "hyphen and capitals": ({"Search-Terms": ["a"]}, [("E011", ("Search-Terms",))]),
    "day": ({"publish_at": "2027-01-24"}, [("E016", ("publish_at",))]),
    "no list": ({"search_terms": "a"}, [("E014", ("search_terms",))]),
    "no text": ({"search_terms": ["a", 1]}, [("E014", ("search_terms", 1))]),
    # at the limit
    "most terms": ({"search_terms": ["a"] * 40}, []),
    "too many": ({"search_terms": ["a"] * 41}, [("E013", ("search_terms",))]),
    "too many, and a fault past the last": ({"search_terms": ["a"] * 40 + [1]}, [("E013", ("search_terms",))]),
    "fault in the last": ({"search_terms": ["a"] * 39 + [1]}, [("E014", ("search_terms", 39))]),
    "one term less than the longest": ({"search_terms": ["a" * 59]}, []),
    "longest term": ({"search_terms": ["a" * 60]}, []),
    "too long": ({"search_terms": ["a" * 61]}, [("E013", ("search_terms", 0))]),
}


@pytest.mark.parametrize(("values", "slips"), PAGES.values(), ids=PAGES)
def test_keys_of_a_free_page(values: dict[str, Any], slips: list[object]) -> None:
    assert [(code, path) for code, path, _ in slips_of_page("join.md", values)] == slips


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"publsh_at": "x"}, "publsh_at: is not a key of this kind; did you mean 'publish_at'?"),
        ({"search_term": "x"}, "search_term: is not a key of this kind; did you mean 'search_terms'?"),
        ({"publish_at": "soon"}, "publish_at: must be a day, time and zone, written as 2027-01-24 08:00 Asia/Shanghai or 2027-01-24T08:00+08:00 (it is 'soon')"),
        ({"search_terms": ["a"] * 41}, "search_terms: at most 40 entries (it has 41)"),
        ({"search_terms": ["a", "水" * 61]}, "search_terms.2: at most 60 characters (it has 61)"),
        ({"search_terms": ["a", ["b"]]}, "search_terms.2: must be text"),
        ({"search_terms": "a"}, "search_terms: must be a list, each entry on a line that begins with '- '"),
        ({"search_terms": ["a", "b\u202ec"]}, "search_terms.2: must hold no invisible or direction-changing characters"),
    ],
    ids=["key", "near key", "moment", "too many", "too long", "no text", "no list", "hidden"],
)  # fmt: skip
def test_slip_of_a_free_page_is_told_by_its_place_in_the_list(values: dict[str, Any], sentence: str) -> None:
    ((_, _, message),) = slips_of_page("join.md", values)
    assert translate_message(message)[: len(sentence)] == sentence


@pytest.mark.parametrize("key", ["published", "terms", "search", "title"])
def test_key_that_is_another_word_is_the_engines(key: str) -> None:
    assert list(slips_of_page("join.md", {key: "x"})) == []


def test_limits_of_search_terms() -> None:
    assert (MAX_SEARCH_TERMS, MAX_SEARCH_TERM_LENGTH) == (40, 60)


@pytest.mark.parametrize("path", ["projects/index.md", "projects/index.zh.md"])
def test_list_cannot_wait(path: str) -> None:
    values = {"publish_at": "2027-01-24 08:00 UTC"}
    assert [(code, place) for code, place, _ in slips_of_page(path, values)] == [("E011", ("publish_at",))]


@pytest.mark.parametrize(
    ("values", "terms"),
    [
        ({"search_terms": ["a", "b"]}, ("a", "b")),
        ({}, ()),
        ({"search_terms": ["a", 1]}, ()),
        ({"search_terms": ["a"], "publish_at": "soon"}, ("a",)),
    ],
    ids=["terms", "none", "one at fault", "another key at fault"],
)
def test_terms_with_a_fault_find_nothing(values: dict[str, Any], terms: tuple[str, ...]) -> None:
    assert search_terms_of("join.md", values) == terms
