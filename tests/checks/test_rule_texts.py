"""Every rule has an example, and the checker finds in it just that rule."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from gmooc.checks.inspection import inspect
from gmooc.checks.rule_texts import RULE_OF, RULE_TEXTS
from paths import ROOT
from samples import CHALLENGE, LONG, SDG

LIBRARY = ROOT / "scripts/gmooc"
PATH = "projects/2024/clean-water.md"
WRITE_UP = f"""---
title: Clean water
summary: Water for one family.
challenge: gmooc-2024
year: 2024
team: {{name: Blue}}
countries: [KE]
sdgs: {{main: {{goal: 4, how: Teaches.}}}}
outcome: app
status: idea
---

{LONG}
"""


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    content = tmp_path_factory.mktemp("rules") / "content"
    earlier = WRITE_UP.replace("Clean water", "Earlier")
    sdg = SDG.replace('[{number: "4.1", text: T}]', '[{number: "4.7", text: T}, {number: "6.1", text: T}]')
    for path, text in (
        ("sdgs/sdg-04.md", sdg),
        ("challenges/gmooc-2024.md", CHALLENGE),
        ("projects/2024/earlier.md", earlier),
        (PATH, WRITE_UP),
    ):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text)
    Image.new("RGB", (9, 9)).save(content / "projects/2024/team.png")
    return content


@pytest.fixture
def content(plain, tmp_path):
    return Path(shutil.copytree(plain, tmp_path / "content"))


def codes(content):
    return sorted({problem.code for problem in inspect(content)})


def test_plain_content_breaks_no_rule(plain):
    assert inspect(plain) == ()


def test_every_code_of_the_checker_has_a_rule():
    written = {code for path in LIBRARY.rglob("*.py") for code in re.findall(r'"(E\d{3})"', path.read_text())}
    assert written == set(RULE_OF)


def test_codes_stand_once_and_in_order():
    assert [rule.code for rule in RULE_TEXTS] == sorted(RULE_OF)


def with_lines(lines):
    """Return the write-up with lines of an example in the place of those with the same keys, or below the text."""
    key = re.match(r"(\w+): ?", lines)
    if key is None:
        return WRITE_UP + "\n" + lines + "\n"
    if re.search(rf"^{key[1]}:.*$", WRITE_UP, re.M):
        return re.sub(rf"^{key[1]}:.*$", lambda match: lines, WRITE_UP, count=1, flags=re.M)
    return WRITE_UP.replace("\n---\n", f"\n{lines}\n---\n", 1)


# These are shown by a line or a name, and made here.
SPECIAL = {
    *("E001", "E002", "E003", "E004", "E009", "E011", "E017", "E019", "E107", "E109", "E114"),
    *("E130", "E131", "E132", "E133", "E134", "E135", "E137", "E138", "E139", "E140", "E141", "E142"),
}


@pytest.mark.parametrize("rule", [rule for rule in RULE_TEXTS if rule.code not in SPECIAL], ids=lambda rule: rule.code)
def test_example_breaks_its_rule_and_mended_none(rule, content):
    (content / PATH).write_text(with_lines(rule.bad))
    assert codes(content) == [rule.code]
    (content / PATH).write_text(with_lines(rule.good))
    assert codes(content) == []


# These are of challenges and announcements.
NEWS = "---\ntitle: N\npublish_at: 2027-01-24 08:00 Asia/Shanghai\nkind: news\nsummary: S\n---\nText.\n"
LAUNCH = NEWS.replace("kind: news", "kind: launch")


@pytest.mark.parametrize("code", ["E131", "E132", "E133", "E141"])
def test_example_of_a_date_breaks_its_rule_and_mended_none(code, content):
    for lines, expected in ((RULE_OF[code].bad, [code]), (RULE_OF[code].good, [])):
        (content / "challenges/next.md").write_text(CHALLENGE.replace("as_of", lines + "\nas_of"))
        assert codes(content) == expected


def test_launch_to_come_needs_six_languages(content):
    (content / "announcements").mkdir()
    path = content / "announcements/2027-01-24-n.md"
    path.write_text(LAUNCH)
    before, after = datetime(2027, 1, 23, 23, tzinfo=UTC), datetime(2027, 1, 24, tzinfo=UTC)
    assert [problem.message for problem in inspect(content, before) if problem.code == "E130"] == [
        "kind: a launch needs its translations, as 2027-01-24-n.<language>.md (missing: ar, es, fr, ru, zh)"
    ]
    assert "E130" not in {problem.code for problem in inspect(content, after)}
    for language in ("ar", "es", "fr", "ru", "zh"):
        path.with_suffix(f".{language}.md").write_text(LAUNCH)
    assert "E130" not in {problem.code for problem in inspect(content, before)}


WHOLE = """theme: T
phases: [{name: Course, ends: 2024-02-01, zone: UTC}]
organisers: [A]
eligibility: Students.
team: {min: 3, max: 5}
courses: [{title: C, provider: P}]
recognition: {certificate: C}
outcomes: {teams: 3}
sources: [{fact: F, url: https://mooc.global/}]
"""


def said_at(content, *moment):
    return [problem.message for problem in inspect(content, datetime(*moment, tzinfo=UTC))]


def test_edition_that_is_over_says_which_facts_it_lacks(content):
    (content / "challenges/gmooc-2024.md").write_text(CHALLENGE.replace("as_of", WHOLE + "as_of"))
    assert said_at(content, 2024, 2, 2) == []
    lines = [line for line in WHOLE.splitlines() if line.split(":")[0] not in ("eligibility", "outcomes", "sources")]
    (content / "challenges/gmooc-2024.md").write_text(CHALLENGE.replace("as_of", "\n".join(lines) + "\nas_of"))
    assert said_at(content, 2024, 2, 1) == []
    assert said_at(content, 2024, 2, 2) == [
        "facts: must have a value and a source, where there is one (missing: eligibility, outcomes, sources)"
    ]


def test_past_step_without_a_zone_is_a_fact_that_lacks(content):
    text = CHALLENGE.replace("as_of", WHOLE.replace("zone: UTC", "zone: unknown") + "as_of")
    (content / "challenges/gmooc-2024.md").write_text(text)
    assert said_at(content, 2025, 1, 1)[0].endswith("(missing: phases.zone)")


def test_edition_without_dates_is_over_with_its_year(content):
    assert said_at(content, 2024, 12, 31) == []
    (message,) = said_at(content, 2025, 1, 2)
    assert "phases, organisers" in message


def test_facts_are_missed_in_the_original_only_and_only_as_a_warning(content):
    (content / "challenges/gmooc-2024.zh.md").write_text(CHALLENGE)
    (problem,) = inspect(content, datetime(2025, 1, 2, tzinfo=UTC))
    assert (problem.path, problem.code, problem.is_warning) == ("challenges/gmooc-2024.md", "E142", True)


def test_translation_comes_out_with_its_original(content):
    (content / "announcements").mkdir()
    (content / "announcements/2027-01-24-n.md").write_text(NEWS)
    translation = content / "announcements/2027-01-24-n.zh.md"
    translation.write_text(NEWS.replace(RULE_OF["E134"].good, RULE_OF["E134"].bad))
    assert codes(content) == ["E134"]


EDITION = CHALLENGE.replace("as_of", "{}as_of")
LAUNCHES = LAUNCH.replace("summary", "challenge: next\nsummary")
BEFORE = datetime(2027, 1, 23, 23, 59, 59, tzinfo=UTC)


def put(content, path, text):
    (content / path).parent.mkdir(exist_ok=True)
    (content / path).write_text(text)


def told(content, now=BEFORE):
    return [str(problem) for problem in inspect(content, now) if problem.code in ("E134", "E139", "E140")]


def test_an_edition_that_is_launched_names_its_moment(content):
    put(content, "challenges/next.md", EDITION.format(""))
    put(content, "announcements/2027-01-24-n.md", LAUNCHES)
    assert told(content) == [
        "challenges/next.md:2:1: E139 publish_at: must be named, for announcements/2027-01-24-n.md launches this "
        "edition; else it is public before\n    try: publish_at: 2027-01-24 08:00 Asia/Shanghai"
    ]
    assert told(content, datetime(2027, 1, 24, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("line", "news"),
    [
        ("publish_at: 2027-01-24 08:00 Asia/Shanghai\n", LAUNCHES),
        ("publish_at: 2027-01-24 00:00 UTC\n", LAUNCHES),
        ("publish_at: 2026-01-01 00:00 UTC\n", LAUNCHES),
        ("draft: true\n", LAUNCHES),
        ("", LAUNCHES.replace("kind: launch", "kind: news")),
        ("", LAUNCHES.replace("kind: launch", "kind: launch\ndraft: true")),
    ],
    ids=["the same", "in another zone", "public before", "a draft", "news that is no launch", "a launch in draft"],
)
def test_an_edition_may_be_launched(line, news, content):
    put(content, "challenges/next.md", EDITION.format(line))
    put(content, "announcements/2027-01-24-n.md", news)
    assert told(content) == []


def test_no_news_names_an_edition_before_its_moment(content):
    put(content, "challenges/next.md", EDITION.format("publish_at: 2027-01-24 08:01 Asia/Shanghai\n"))
    put(content, "announcements/2027-01-24-n.md", LAUNCHES)
    assert told(content) == [
        "announcements/2027-01-24-n.md:3:1: E140 publish_at: must not be before that of challenges/next, "
        "2027-01-24 08:01 Asia/Shanghai\n    try: publish_at: 2027-01-24 08:01 Asia/Shanghai"
    ]


def test_no_project_names_an_edition_before_its_moment(content):
    put(content, "challenges/next.md", EDITION.format("publish_at: 2027-01-24 08:00 Asia/Shanghai\n"))
    put(content, PATH, with_lines("challenge: next"))
    assert told(content) == [
        "projects/2024/clean-water.md:4:1: E140 challenge: must be public; challenges/next comes out at "
        "2027-01-24 08:00 Asia/Shanghai"
    ]
    assert told(content, datetime(2027, 1, 24, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("line", "codes"),
    [("publish_at: 2027-01-24 08:00 UTC\n", ["E134"]), ("publish_at: 2027-01-24 00:00 UTC\n", []), ("", [])],
    ids=["another moment", "the same in another zone", "none of its own"],
)
def test_a_translated_edition_comes_out_with_its_original(line, codes, content):
    put(content, "challenges/next.md", EDITION.format("publish_at: 2027-01-24 08:00 Asia/Shanghai\n"))
    put(content, "challenges/next.zh.md", EDITION.format(line))
    assert [problem.partition(" ")[2][:4] for problem in told(content)] == codes


@pytest.mark.parametrize("expires", ["2027-01-24 08:00", "2027-01-23"], ids=["at the moment", "the day before"])
def test_notice_expires_after_it_comes_out(expires, content):
    (content / "announcements").mkdir()
    text = NEWS.replace("kind: news", f"kind: news\nexpires: {expires}")
    (content / "announcements/2027-01-24-n.md").write_text(text)
    assert codes(content) == ["E133"]


@pytest.mark.parametrize(
    ("code", "path", "text"),
    [
        ("E001", PATH, WRITE_UP + "x" * 300_000),
        ("E002", PATH, WRITE_UP.encode().replace(b"Clean", b"Caf\xe9")),
        ("E003", PATH, WRITE_UP.removeprefix("---\n")),
        ("E004", PATH, WRITE_UP.replace("\n---\n", "\n")),
        ("E009", RULE_OF["E009"].bad, WRITE_UP),
        ("E011", PATH, WRITE_UP.replace("summary:", "sumary:")),
        ("E017", "challenges/next.md", CHALLENGE.replace("edition", RULE_OF["E017"].bad + "\nedition")),
        ("E019", "sdgs/sdg-04.md", SDG.replace("4.1", "4.7").replace('colour: "#C5192D"', RULE_OF["E019"].bad, 1)),
        ("E107", RULE_OF["E107"].bad, WRITE_UP),
        ("E109", "projects/2024/broken.png", b"no picture"),
        ("E114", PATH, WRITE_UP.replace(LONG, RULE_OF["E114"].bad)),
    ],
)
def test_special_example_breaks_its_rule(code, path, text, content):
    (content / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert code in codes(content)
