"""What the API says of an entry: all that the file says, under its own names, with moments in UTC."""

from __future__ import annotations

from typing import Any

import pytest

from gmooc.content.catalogue import card_of
from gmooc.open_data.values import OMITTED_KEYS, _further, entry_data, goal_iri, json_file, project_item
from gmooc.text.markdown import Image
from reading import CHALLENGE, NEWS, PROJECT, PROJECT_PATH, SDG, read

TITLE = "Community site of the Global Massive Open Online Challenge (GMOOC)"


def project(more: str = "", body: str = "Text.\n", images: dict[str, Image] | None = None) -> dict[str, Any]:
    return entry_data(read(PROJECT_PATH, f"{PROJECT}\n{more}", body), images or {})


def challenge(more: str = "") -> dict[str, Any]:
    return entry_data(read("challenges/gmooc-2027.md", f"{CHALLENGE}\n{more}"), {})


def goal(more: str = "") -> dict[str, Any]:
    return entry_data(read("sdgs/sdg-06.md", f"{SDG}\n{more}"), {})


def news(more: str = "") -> dict[str, Any]:
    return entry_data(read("announcements/2027-01-24-open.md", f"{NEWS}\n{more}"), {})


# Every kind.


def test_entry_says_where_it_lies_and_whose_it_is() -> None:
    data = project("language: zh")
    assert {key: data[key] for key in list(data)[:10]} == {
        "id": "projects/2027/still",
        "language": "zh",
        "translation_of": None,
        "page": "projects/2027/still/",
        "json_file": "api/v1/projects/2027/still.json",
        "title": "Still",
        "summary": "S",
        "licence": {"id": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "source": {"title": TITLE, "file": "content/projects/2027/still.md"},
        "kind": "project",
    }


def test_translation_has_the_id_of_its_original_and_an_address_of_its_own() -> None:
    data = entry_data(read("projects/2027/still.ar.md", PROJECT.replace("Still", "مقطّر")), {})
    told = ("id", "translation_of", "language", "page", "json_file", "title")
    assert [data[key] for key in told] == [
        "projects/2027/still",
        "projects/2027/still",
        "ar",
        "ar/projects/2027/still/",
        "api/v1/ar/projects/2027/still.json",
        "مقطّر",
    ]


@pytest.mark.parametrize(
    ("url", "file"),
    [("sdgs/4/", "api/v1/sdgs/4.json"), ("zh/projects/2026/a/", "api/v1/zh/projects/2026/a.json")],
)
def test_file_of_an_entry_is_named_as_its_page(url: str, file: str) -> None:
    assert json_file(url) == file


def test_goal_has_the_name_that_the_united_nations_gave_it() -> None:
    assert (goal_iri(1), goal_iri(17)) == ("http://metadata.un.org/sdg/1", "http://metadata.un.org/sdg/17")


# Projects.


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("countries: [KE, CN, KE]", {"countries": ["CN", "KE"]}),
        ("wanted: [people, data]", {"wanted": ["data", "people"]}),
        ("tags: [water, solar]", {"tags": ["solar", "water"]}),
        ("builds_on: [2026/well, 2025/pump]", {"builds_on": ["projects/2026/well", "projects/2025/pump"]}),
        ("award: First prize", {"award": "First prize"}),
        ("status_checked: 2026-11-24", {"status_checked": "2026-11-24"}),
        ("registry: https://e.org/r", {"registry": "https://e.org/r"}),
        ("reviewed: {on: 2026-11-24, by: Li W.}", {"reviewed": {"on": "2026-11-24", "by": "Li W."}}),
        (
            "links: [{kind: demo, url: https://e.org/d, archived: https://e.org/a}, {kind: code, url: https://e.org/c}]",
            {"links": [{"kind": "demo", "url": "https://e.org/d", "archived": "https://e.org/a"}, {"kind": "code", "url": "https://e.org/c", "archived": None}]},
        ),
        (
            "contributors: [{name: 李, role: translator, orcid: 0000-0002-1825-0097}, {name: B, role: mentor}]",
            {"contributors": [{"name": "李", "role": "translator", "orcid": "0000-0002-1825-0097"}, {"name": "B", "role": "mentor", "orcid": None}]},
        ),
        (
            "",
            {"countries": [], "wanted": [], "tags": [], "builds_on": [], "award": None, "status_checked": None, "registry": None, "reviewed": None, "links": [], "contributors": [], "pictures": [], "to_repeat": None},
        ),
    ],
    ids=["countries", "wanted", "tags", "builds on", "award", "checked", "registry", "reviewed", "links", "contributors", "nothing"],
)  # fmt: skip
def test_project_says_what_its_file_says(written: str, told: dict[str, Any]) -> None:
    data = project(written)
    assert {key: data[key] for key in told} == told


def test_goals_of_a_project_come_with_the_main_one_first() -> None:
    more = "{goal: 4, how: I, target: '4.7', evidence: https://e.org}"
    text = PROJECT.replace("{main: {goal: 6, how: H}}", f"{{main: {{goal: 6, how: H}}, also: [{more}]}}")
    assert entry_data(read(PROJECT_PATH, text), {})["goals"] == [
        {"number": 6, "iri": "http://metadata.un.org/sdg/6", "how": "H", "target": None, "evidence": None},
        {"number": 4, "iri": "http://metadata.un.org/sdg/4", "how": "I", "target": "4.7", "evidence": "https://e.org"},
    ]


def test_people_are_named_in_their_order_with_what_they_say_of_themselves() -> None:
    people = "[{name: Z, role: R, affiliation: A, country: KE, orcid: 0000-0002-1825-0097}, {name: 测试者}]"
    team = project()["team"]
    assert team == {"name": "Blue", "members": []}
    text = PROJECT.replace("team: {name: Blue}", f"team: {{name: Blue, members: {people}}}")
    nothing = {"role": None, "affiliation": None, "country": None, "orcid": None}
    assert entry_data(read(PROJECT_PATH, text), {})["team"]["members"] == [
        {"name": "Z", "role": "R", "affiliation": "A", "country": "KE", "orcid": "0000-0002-1825-0097"},
        {"name": "测试者", **nothing},
    ]


def test_pictures_come_with_the_cover_first_and_one_that_could_not_be_published_has_no_file() -> None:
    more = "cover: {src: c.jpg, alt: The cover, credit: Photo Li}\npictures: [{src: p.png, alt: Another}]"
    data = project(more, images={"projects/2027/c.jpg": Image("pictures/1.webp", 40, 30)})
    assert data["pictures"] == [
        {"file": "pictures/1.webp", "width": 40, "height": 30, "alt": "The cover", "credit": "Photo Li"},
        {"file": None, "width": None, "height": None, "alt": "Another", "credit": None},
    ]


STORY = "What it takes to repeat it"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"## The problem\n\nNo.\n\n## {STORY}\n\nTwo *pots*.\n\n### And\n\nsun.\n\n## What next\n\nNo.\n", "Two pots. And sun."),
        (f"## {STORY}\n\nLast.\n", "Last."),
        (f"## {STORY.upper()}?\n\nIn capitals.\n", "In capitals."),
        (f"## The problem\n\nNo.\n\n### {STORY}\n\nBelow another.\n", None),
        (f"## {STORY}\n\n## What next\n\nNo.\n", None),
        ("## What it takes\n\nAnother.\n", None),
    ],
    ids=["between others", "last", "capitals", "third level", "empty", "another"],
)  # fmt: skip
def test_what_it_takes_to_repeat_it_is_the_section_of_that_name(body: str, text: str | None) -> None:
    told = project(body=body)["to_repeat"]
    assert (told and " ".join(told.split())) == text


# Projects in lists.


def test_project_in_a_list_has_what_its_card_shows() -> None:
    more = (
        "countries: [PE, KE]\nwanted: [people, data]\ntags: [water, solar]\naward: First\nstatus_checked: 2026-11-24\n"
    )
    text = PROJECT.replace("how: H}}", "how: H}, also: [{goal: 1, how: I}]}")
    card = card_of(read(PROJECT_PATH, f"{text}\n{more}language: fr"), {})
    assert project_item(card, ()) == {
        "id": "projects/2027/still",
        "page": "projects/2027/still/",
        "json_file": "api/v1/projects/2027/still.json",
        "title": "Still",
        "summary": "S",
        "language": "fr",
        "languages": ("fr",),
        "year": 2027,
        "challenge": "gmooc-2027",
        "team": "Blue",
        "goals": (6, 1),
        "countries": ["KE", "PE"],
        "outcome": "app",
        "status": "idea",
        "status_checked": "2026-11-24",
        "wanted": ["data", "people"],
        "award": "First",
        "tags": ["solar", "water"],
    }


def test_what_a_card_does_not_say_is_null_in_a_list() -> None:
    item = project_item(card_of(read(PROJECT_PATH, PROJECT), {}), ("en", "zh"))
    assert (item["status_checked"], item["award"]) == (None, None)
    assert item["languages"] == ("en", "zh")


# Challenges.


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("status: cancelled", {"is_cancelled": True}),
        ("sdgs: {main: 6, also: [4, 13]}", {"goals": [6, 4, 13]}),
        ("sdgs: {also: [4]}", {"goals": [4]}),
        ("theme: 水\ntargets: ['6.1']", {"theme": "水", "targets": ("6.1",)}),
        ("organisers: [B, A]\npartners: [C]\nsupporters: [D]", {"organisers": ("B", "A"), "partners": ("C",), "supporters": ("D",)}),
        ("outcomes: {participants: 0, countries: 12}", {"participants": 0, "teams": None, "countries": 12}),
        ("outcomes: {teams: 3}", {"participants": None, "teams": 3, "countries": None}),
        ("links: {website: https://e.org}", {"website": "https://e.org"}),
        ("courses: [{title: T, provider: P, url: https://e.org, language: en}, {title: U, provider: Q}]", {"courses": [{"title": "T", "provider": "P", "url": "https://e.org", "language": "en"}, {"title": "U", "provider": "Q", "url": None, "language": None}]}),
        ("sources: [{fact: F, url: https://e.org, archived: https://e.org/a, seen: 2026-11-24}, {fact: G, url: https://e.org}]", {"facts": [{"fact": "F", "url": "https://e.org", "archived": "https://e.org/a", "seen": "2026-11-24"}, {"fact": "G", "url": "https://e.org", "archived": None, "seen": None}]}),
        ("", {"year": 2027, "theme": None, "is_cancelled": False, "phases": [], "registration": None, "goals": [], "targets": (), "participants": None, "teams": None, "countries": None, "website": None, "facts": [], "as_of": "2026-11-24"}),
    ],
    ids=["cancelled", "goals", "no main goal", "theme", "names", "nobody took part", "teams", "website", "courses", "facts", "nothing"],
)  # fmt: skip
def test_challenge_says_what_its_file_says(written: str, told: dict[str, Any]) -> None:
    data = challenge(written)
    assert {key: data[key] for key in told} == told


NO_STEP = (None, None, None, None)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("starts: 2027-01-24 08:00, ends: 2027-02-01 20:00, zone: Asia/Shanghai", ("2027-01-24 08:00", "2027-02-01 20:00", "2027-01-24T00:00:00Z", "2027-02-01T12:00:00Z")),
        ("starts: 2027-01-24, ends: 2027-01-24, zone: AoE", ("2027-01-24", "2027-01-24", "2027-01-24T12:00:00Z", "2027-01-25T11:59:00Z")),
        ("starts: 2021-01-24, ends: 2021-02-01, zone: unknown", ("2021-01-24", "2021-02-01", None, None)),
        ("ends: 2027-02-01, zone: UTC", (None, "2027-02-01", None, "2027-02-01T23:59:00Z")),
        ("starts: 2027-02-01, zone: UTC", ("2027-02-01", None, "2027-02-01T00:00:00Z", None)),
        ("zone: UTC", NO_STEP),
        ("zone: unknown", NO_STEP),
    ],
    ids=["clock", "bare days", "unknown zone", "end alone", "begin alone", "neither", "neither, unknown zone"],
)  # fmt: skip
def test_step_says_what_clocks_show_and_the_moment_in_utc(written: str, told: tuple[str | None, ...]) -> None:
    [phase] = challenge(f"phases: [{{name: Course, {written}}}]")["phases"]
    assert (phase["starts"], phase["ends"], phase["starts_at"], phase["ends_at"]) == told
    assert (phase["name"], f"zone: {phase['zone']}") == ("Course", written.split(", ")[-1])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("opens: 2027-03-01, closes: 2027-03-31, zone: Asia/Shanghai", ("2027-03-01", "2027-03-31", "2027-02-28T16:00:00Z", "2027-03-31T15:59:00Z")),
        ("opens: 2027-03-01 08:00, zone: UTC", ("2027-03-01 08:00", None, "2027-03-01T08:00:00Z", None)),
        ("opens: 2021-03-01, closes: 2021-03-31, zone: unknown", ("2021-03-01", "2021-03-31", None, None)),
    ],
    ids=["bare days", "never closes", "unknown zone"],
)  # fmt: skip
def test_registration_says_what_clocks_show_and_the_moment_in_utc(written: str, told: tuple[str | None, ...]) -> None:
    found = challenge(f"registration: {{{written}, url: https://e.org, note: N}}")["registration"]
    assert (found["opens"], found["closes"], found["opens_at"], found["closes_at"]) == told
    assert (f"zone: {found['zone']}", found["url"], found["note"]) == (written.split(", ")[-1], "https://e.org", "N")


# Goals and announcements.


def test_goal_says_what_its_file_says() -> None:
    data = goal(
        "resources: [{title: T, provider: P, url: https://e.org, kind: course, languages: [fr, en], more_languages: true,"
        " all_goals: true, time: 4 weeks, note: N, seen: 2026-11-24},"
        " {title: U, provider: Q, url: https://e.org/u, kind: tool, languages: [zh]}]"
    )
    assert (data["number"], data["iri"], data["colour"]) == (6, "http://metadata.un.org/sdg/6", "#26BDE2")
    assert data["names"] == {"ar": "a", "en": "e", "es": "s", "fr": "f", "ru": "r", "zh": "z"}
    assert data["targets"] == [{"number": "6.1", "text": "T"}, {"number": "6.2", "text": "U"}]
    one, other = data["resources"]
    assert one == {
        "goal": 6,
        "title": "T",
        "provider": "P",
        "url": "https://e.org",
        "kind": "course",
        "languages": ["en", "fr"],
        "has_more_languages": True,
        "covers_all_goals": True,
        "time": "4 weeks",
        "note": "N",
        "seen": "2026-11-24",
    }
    assert (other["has_more_languages"], other["covers_all_goals"]) == (False, False)
    assert (other["time"], other["note"], other["seen"]) == (None, None, None)


def test_announcement_says_what_its_file_says() -> None:
    data = news("challenge: gmooc-2027\ndate_text: Spring 2027\nsources: [{fact: F, url: https://e.org}]")
    told = {key: data[key] for key in ("news", "published_at", "date_text", "challenge")}
    # Eight in the morning in Shanghai is midnight in UTC.
    assert told == {
        "news": "call",
        "published_at": "2027-01-24T00:00:00Z",
        "date_text": "Spring 2027",
        "challenge": "gmooc-2027",
    }
    assert data["facts"] == [{"fact": "F", "url": "https://e.org", "archived": None, "seen": None}]
    assert (news()["challenge"], news()["date_text"]) == (None, None)


# Kinds that come later.


def test_further_kind_says_what_its_record_holds_but_what_is_for_the_site_alone() -> None:
    cover = (
        "cover: {src: c.png, alt: A}\nexpires: 2027-02-01\nsources: [{fact: F, url: https://e.org, seen: 2026-11-24}]"
    )
    entry = read("announcements/2027-01-24-open.md", f"{NEWS}\n{cover}")
    found = _further(entry, {"announcements/c.png": Image("pictures/1.webp", 3, 2)})
    assert not set(OMITTED_KEYS) & found.keys()
    assert found["cover"] == {"file": "pictures/1.webp", "width": 3, "height": 2, "alt": "A", "credit": None}
    # Days are texts, as JSON knows none.
    assert (found["expires"], found["sources"][0]["seen"], found["pinned"]) == ("2027-02-01", "2026-11-24", False)
