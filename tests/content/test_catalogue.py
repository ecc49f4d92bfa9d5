"""Everything public is linked both ways, in the order it is shown; what waits is left out."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from gmooc.content.catalogue import (
    Card,
    Catalogue,
    build_catalogue,
    card_of,
    first_day,
    is_fresh,
    is_public,
    is_stale,
    is_to_come,
)
from gmooc.content.entry import Entry, identify, read_entry
from gmooc.text.document import read_document
from samples import PROJECT, SDG

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NEWS = "---\ntitle: N\npublish_at: {}\nkind: news\nsummary: S\nchallenge: gmooc-2024\n---\n"
CHALLENGE = "---\ntitle: C\nedition: {}\nsummary: S\nas_of: 2024-01-01\nsdgs: {{main: 4, also: [9]}}\n---\n"


def entry(path: str, text: str) -> Entry:
    document, _ = read_document(path, text.encode())
    identity = identify(path)
    assert identity is not None
    made, problems = read_entry(document, identity, (), {})
    assert problems == ()
    assert made.record is not None
    return made


def card(name: str, year: int = 2024, language: str = "", **more: object) -> Card:
    id = f"projects/{year}/{name}"
    key = f"{language}/{id}" if language else id
    plain = Card(key, id, "project", f"{key}/", f"{id}.md", language or "en", name.upper(), "S", str(year), year)
    return replace(plain, **more)


def catalogue(*cards: Card, entries: tuple[Entry, ...] = (), hidden: bool = False) -> Catalogue:
    return build_catalogue((*cards, *(card_of(entry, {}) for entry in entries)), entries, NOW, with_hidden=hidden)


def test_card_of_a_project_holds_what_lists_show() -> None:
    more = (
        "countries: [KE, CN, KE]\nlinks: []\nstatus_checked: 2024-12-01\naward: First\ntags: [water]\n"
        "cover: {src: c.png, alt: C}\ncontributors: [{name: Li, role: mentor}]\nbuilds_on: [2023/b]\n"
    )
    members = "{name: T, members: [{name: Jo, orcid: 0000-0002-1825-0097}, {name: Bo}]}"
    text = PROJECT.replace("summary: B\n", f"summary: B\n{more}").replace("{name: T}", members)
    text = text.replace("how: H}}", "how: H}, also: [{goal: 6, how: W}, {goal: 4, how: H}]}")
    assert card_of(entry("projects/2024/a.md", text), {}) == Card(
        key="projects/2024/a", id="projects/2024/a", kind="project", url="projects/2024/a/", source="projects/2024/a.md",
        language="en", title="A", summary="B", date="2024", year=2024, challenge="gmooc-2024", goals=(4, 6),
        countries=("KE", "CN"), outcome="app", status="idea", status_checked="2024-12-01", builds_on=("2023/b",),
        award="First", tags=("water",), team="T", pictures=("projects/2024/c.png",),
        people=(("Jo", "team", "0000-0002-1825-0097"), ("Li", "mentor", "")),
    )  # fmt: skip


def test_cards_of_other_kinds_hold_their_days_and_goals() -> None:
    news = card_of(entry("announcements/2024-01-01-a.md", NEWS.format("2024-01-01 01:00 Asia/Shanghai")), {})
    challenge = card_of(entry("challenges/c.md", CHALLENGE.format(2025)), {})
    sdg = card_of(entry("sdgs/sdg-04.md", SDG), {})
    assert (news.date, news.year, news.challenge, news.tags, news.publish_at) == (
        "2023-12-31T17:00:00+00:00",
        2024,
        "gmooc-2024",
        ("news",),
        "2024-01-01 01:00 Asia/Shanghai",
    )
    assert (challenge.date, challenge.year, challenge.goals, challenge.publish_at) == ("2025", 2025, (4, 9), "")
    assert (sdg.date, sdg.year, sdg.goals, sdg.slug) == ("04", 0, (4,), "sdg-04")


def test_card_knows_its_translation() -> None:
    assert (card("a").translation, card("a", language="en").translation, card("a").slug) == ("", "en", "a")


def test_record_names_a_first_day_or_none() -> None:
    assert first_day(entry("challenges/c.md", CHALLENGE.format(2025)).record) == "2024-01-01"
    assert first_day(entry("sdgs/sdg-04.md", SDG).record) == ""


STALE = {
    "checked a year ago": ("pilot", "2025-11-30", 2024, False),
    "checked a day more ago": ("pilot", "2025-11-29", 2024, True),
    "checked a day less ago": ("pilot", "2025-12-01", 2024, False),
    "never checked, last year": ("pilot", "", 2025, False),
    "never checked, before": ("pilot", "", 2024, True),
    "ended": ("ended", "2020-01-01", 2020, False),
    "no status": ("", "", 2020, False),
}


@pytest.mark.parametrize(("status", "checked", "year", "is_so"), STALE.values(), ids=STALE)
def test_project_that_nobody_looked_at_for_a_year_is_stale(status: str, checked: str, year: int, is_so: bool) -> None:
    assert is_stale(card("a", year, status=status, status_checked=checked), NOW) is is_so


FRESH = {
    "checked a year ago": ("pilot", "2025-11-30", 2024, True),
    "checked a day more ago": ("pilot", "2025-11-29", 2024, False),
    "never checked, last year": ("pilot", "", 2025, True),
    "never checked, before": ("pilot", "", 2024, False),
    "ended, as somebody said this year": ("ended", "2026-02-01", 2020, True),
    "ended long ago": ("ended", "2020-01-01", 2020, False),
    "not stated": ("unknown", "2026-02-01", 2026, False),
    "no status": ("", "2026-02-01", 2026, False),
}


@pytest.mark.parametrize(("status", "checked", "year", "is_so"), FRESH.values(), ids=FRESH)
def test_status_that_was_confirmed_within_a_year_is_fresh(status: str, checked: str, year: int, is_so: bool) -> None:
    assert is_fresh(card("a", year, status=status, status_checked=checked), NOW) is is_so


@pytest.mark.parametrize(
    ("now", "waits"),
    [(NOW - SECOND, True), (NOW, False), (NOW + SECOND, False)],
    ids=["before", "at its moment", "after"],
)
def test_entry_waits_for_its_second(now: datetime, waits: bool) -> None:
    news = entry("announcements/2026-11-30-a.md", NEWS.format("2026-11-30 08:00 UTC"))
    assert (is_to_come(card_of(news, {}), now), is_public(news, now)) == (waits, not waits)


def test_draft_is_not_public_and_what_names_no_moment_is() -> None:
    draft = entry("challenges/c.md", CHALLENGE.format(2025).replace("as_of", "draft: true\nas_of"))
    plain = entry("challenges/c.md", CHALLENGE.format(2025))
    assert [is_public(draft, NOW), is_public(plain, NOW), is_to_come(card("a"), NOW)] == [False, True, False]


def test_projects_come_newest_first_and_each_knows_what_builds_on_it() -> None:
    new, old, other = card("b", 2025, builds_on=("2024/a",)), card("a"), card("c", 2025)
    found = catalogue(old, other, new, card("a", language="zh"), card("d", is_draft=True))
    assert (found.projects, found.built_upon) == ((new, other, old), {"projects/2024/a": (new,)})
    assert found.translations["projects/2024/a"] == (("en", "projects/2024/a"), ("zh", "zh/projects/2024/a"))
    assert (found.languages_of("projects/2024/a"), found.spoken_of("projects/2024/a")) == (("", "zh"), "en")
    assert (found.languages_of("projects/2025/b"), found.spoken_of("projects/2025/b")) == ((), "")
    assert (found.project("2024/a"), found.project("2024/d")) == (old, None)
    assert (found.projects_everywhere, Catalogue(NOW).projects_everywhere) == (False, False)


def test_preview_holds_drafts_and_what_waits() -> None:
    news = entry("announcements/2027-01-01-a.md", NEWS.format("2027-01-01 08:00 UTC"))
    translated = entry("announcements/2027-01-01-a.zh.md", NEWS.format("2020-01-01 08:00 UTC"))
    draft = card("d", is_draft=True)
    public, preview = (catalogue(draft, entries=(news, translated), hidden=hidden) for hidden in (False, True))
    assert (public.projects, public.announcements, sorted(public.cards)) == ((), (), [])
    assert (preview.projects, preview.announcements) == ((draft,), (news,))
    assert sorted(preview.entries) == ["announcements/2027-01-01-a", "zh/announcements/2027-01-01-a"]


def test_other_entries_come_in_the_order_of_their_kind() -> None:
    early, late = (
        entry(f"announcements/{d}-a.md", NEWS.format(f"{d} 08:00 UTC")) for d in ("2024-01-01", "2025-01-01")
    )
    old, new = (entry(f"challenges/c-{year}.md", CHALLENGE.format(year)) for year in (2024, 2025))
    sdg = entry("sdgs/sdg-04.md", SDG)
    found = catalogue(entries=(early, late, old, new, sdg))
    assert (found.announcements, found.challenges, found.sdgs) == ((late, early), (new, old), (sdg,))
    assert [found.whole(kind) for kind in ("announcement", "challenge", "sdg", "event")] == [
        (late, early),
        (new, old),
        (sdg,),
        (),
    ]
    assert (found.challenge("c-2025"), found.challenge("c-2026"), found.sdg(4), found.sdg(5)) == (new, None, sdg, None)
    assert [found.challenges_of_goal(number) for number in (4, 9, 5)] == [(new, old), (new, old), ()]
    assert (found.title("sdgs/sdg-04", "fr"), found.title("sdgs/sdg-04", "en")) == ("f", "Quality Education")


def test_titles_are_in_a_language_or_as_written() -> None:
    found = catalogue(card("a"), card("a", language="zh", title="净水"))
    assert [found.title("projects/2024/a", language) for language in ("en", "zh", "fr")] == ["A", "净水", "A"]


def test_entry_is_told_in_a_language_or_as_written() -> None:
    original, chinese = (entry(path, CHALLENGE.format(2025)) for path in ("challenges/c.md", "challenges/c.zh.md"))
    found = catalogue(entries=(original, chinese))
    assert [found.told(original, language) for language in ("zh", "fr")] == [chinese, original]
    assert found.challenges == (original,)


@pytest.mark.parametrize(
    ("languages", "has_english"), [((), False), (("zh", "ar"), False), (("ar", "en", "zh"), True), (("en",), True)]
)
def test_english_translations_are_known(languages: tuple[str, ...], has_english: bool) -> None:
    cards = [card("a"), *(card("a", language=language) for language in languages)]
    assert catalogue(*cards).has_english is has_english


def test_projects_stand_under_each_value_of_a_facet() -> None:
    a, b = card("a", goals=(4, 13), countries=("KE",)), card("b", 2025, goals=(4,), outcome="app")
    found = catalogue(a, b)
    assert found.by("goal") == {"13": (a,), "4": (b, a)}
    assert found.by("country") == {"KE": (a,)}
    assert found.by("outcome") == {"app": (b,)}
    assert list(found.by("year").items()) == [("2024", (a,)), ("2025", (b,))]
    assert found.by("goal") is found.by("goal")
    assert replace(found, sorted={}).by("challenge") == {}


@pytest.mark.parametrize("name", [field.name for field in fields(Card) if field.init])
def test_digest_of_a_card_tells_each_of_its_facts(name: str) -> None:
    plain = card("a")
    told = {str: "other", int: 2, bool: True}.get(type(getattr(plain, name)), ("other",))
    assert replace(plain, **{name: told}).digest != plain.digest == card("a").digest
