"""Records: typed values, and a plain sentence for each that is not what it must be."""

import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from gmooc.content.entry import Entry, identify, is_entry_of, page_url_of, read_entry, read_record, url_of
from gmooc.core.languages import LANGUAGES
from gmooc.model import records
from gmooc.model.kinds import KIND_OF
from gmooc.model.records import Project, Record
from gmooc.text.document import read_document
from paths import ROOT
from samples import PROJECT

SITES = (ROOT / "content", ROOT / "tests/sites/small/content")

GOOD = """title: A
summary: B
challenge: gmooc-2024
year: 2024
team: {name: T}
sdgs: {main: {goal: 4, how: H}}
outcome: app
status: idea
"""


def problems_of(front_matter: str) -> list[str]:
    document, faults = read_document("projects/2024/x.md", f"---\n{front_matter}---\n".encode())
    identity = identify(document.path)
    assert identity is not None
    _, problems = read_record(document, identity.kind)
    return [f"{p.line}:{p.column}: {p.code} {p.message}" for p in (*faults, *problems)]


def changed(key: str, value: str) -> str:
    lines = [line for line in GOOD.splitlines() if not line.startswith(f"{key}:")]
    return "\n".join([*lines, f"{key}: {value}", ""])


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("score", "55", "10:1: E011 score: is not a key of this kind"),
        ("is_challenge", "false", "10:1: E011 is_challenge: is not a key of this kind"),
        ("draftt", "true", "10:1: E011 draftt: is not a key of this kind; did you mean 'draft'?"),
        ("year_", "2024", "10:1: E011 year_: is not a key of this kind"),
        (
            "repository",
            "https://github.com/x/y",
            "10:1: E011 repository: is not a key of this kind; did you mean 'links'?",
        ),
        ("categories", "[water]", "10:1: E011 categories: is not a key of this kind; did you mean 'tags'?"),
        ("description", "It cleans.", "10:1: E011 description: is not a key of this kind"),
    ],
)
def test_only_a_key_that_is_not_there_yet_is_suggested(key, value, expected):
    assert problems_of(changed(key, value)) == [expected]


def test_key_that_other_systems_use_stands_for_the_one_that_is_missing():
    text = GOOD.replace("summary:", "Description:")
    assert [line.partition(" E")[2] for line in problems_of(text)] == [
        "011 Description: is not a key of this kind; did you mean 'summary'?"
    ]


def test_many_keys_of_another_system_are_told_at_once():
    text = GOOD + "layout: post\npermalink: /a/\nstatus_checked: soon\nslug: a\nweight: 3\n"
    assert problems_of(text) == [
        "10:1: E011 front matter: these are no keys of this kind; leave them out, or say it in the text: "
        "layout, permalink, slug, weight",
        "12:1: E016 status_checked: must be a day written as 2024-09-28 (it is 'soon')",
    ]


def test_a_good_project_has_no_problem():
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("year", "twenty", "9:1: E014 year: must be a whole number (it is 'twenty')"),
        ("year", "1999", "9:1: E015 year: must be at least 2021 (it is 1999)"),
        ("outcome", "ap", "9:1: E012 outcome: must be one of app, lesson, study, policy, art, event, other (it is 'ap')"),
        ("summary", "x" * 201, "9:1: E013 summary: at most 200 characters (it has 201)"),
        ("countries", "[KE, Kenya]", "10:17: E018 countries.2: must be the two-letter code of a country, such as KE for Kenya (it is 'Kenya')"),
        ("countries", "Kenya", "10:1: E014 countries: must be a list, each entry on a line that begins with '- '"),
        ("status_checked", "2021-02-30", "10:1: E016 status_checked: must be a day of the calendar (it is '2021-02-30')"),
        ("status_checked", "28.9.2024", "10:1: E016 status_checked: must be a day written as 2024-09-28 (it is '28.9.2024')"),
        ("team", "{name: a@b.org}", "9:8: E023 team.name: must hold no e-mail address: this page is public for ever"),
        ("title", '"A\\u202eB"', "9:1: E022 title: must hold no invisible or direction-changing characters"),
        ("links", "[{kind: demo, url: example.org}]", "10:22: E020 links.1.url: must be a web address that begins with https:// (it is 'example.org')"),
        ("cover", "{src: ../x.png, alt: A}", "10:9: E021 cover.src: must be the name of a picture file that lies beside this entry (it is '../x.png')"),
        ("colour", "red", "10:1: E011 colour: is not a key of this kind"),
        ("contry", "[KE]", "10:1: E011 contry: is not a key of this kind; did you mean 'countries'?"),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_one_fault_one_message(key, value, expected):
    found = list(problems_of(changed(key, value)))
    assert found == [expected]


@pytest.mark.parametrize(
    ("written", "repair"),
    [
        ("lang: zh-hans", "language: zh-Hans"),
        ("langauge: English", "language: en"),
        ("country: KE", "countries: [KE]"),
        ("country: Kenya", "countries: [KE]"),
        ("contries: [KE]", "countries: [KE]"),
        ("country: '🇦🇺'", "countries: [AU]"),
        ("country: 'Kenya, Uganda'", ""),
    ],
)
def test_line_of_a_key_by_another_name_passes_when_it_is_repaired(written, repair):
    text = PROJECT.replace("title: A\n", f"title: A\n{written}\n")
    document, _ = read_document("projects/2024/a.md", text.encode())
    _, problems = read_record(document, KIND_OF["project"])
    assert [problem.repair for problem in problems] == [repair]
    mended, _ = read_document("projects/2024/a.md", text.replace(f"{written}\n", f"{repair}\n" * bool(repair)).encode())
    assert read_record(mended, KIND_OF["project"])[1] == ()


def test_all_faults_are_told_at_once():
    assert [problem.split()[1] for problem in problems_of("title: A\nyear: x\noutcom: app\n")] == [
        "E010", "E010", "E014", "E010", "E010", "E010", "E011",
    ]  # fmt: skip


def test_norway_is_a_country():
    assert problems_of(changed("countries", "[NO]")) == []


# File names.


@pytest.mark.parametrize(
    ("path", "id", "translation", "url"),
    [
        ("projects/2024/solar-still.md", "projects/2024/solar-still", "", "projects/2024/solar-still/"),
        ("projects/2024/solar-still/index.md", "projects/2024/solar-still", "", "projects/2024/solar-still/"),
        ("projects/2024/solar-still.zh.md", "projects/2024/solar-still", "zh", "zh/projects/2024/solar-still/"),
        ("projects/2024/solar-still.en.md", "projects/2024/solar-still", "en", "en/projects/2024/solar-still/"),
        ("projects/2024/still/index.en.md", "projects/2024/still", "en", "en/projects/2024/still/"),
        ("challenges/gmooc-2024.md", "challenges/gmooc-2024", "", "challenges/gmooc-2024/"),
        ("announcements/2024-01-01-news.md", "announcements/2024-01-01-news", "", "announcements/2024-01-01-news/"),
        ("projects/2024/index-insurance.md", "projects/2024/index-insurance", "", "projects/2024/index-insurance/"),
    ],
)
def test_a_path_names_an_entry(path, id, translation, url):
    identity = identify(path)
    assert identity is not None
    assert (identity.id, identity.translation, identity.url) == (id, translation, url)


@pytest.mark.parametrize(
    ("target", "language", "url"),
    [
        ("projects/2024/still.md", "en", "projects/2024/still/"),
        ("projects/2024/still.md", "es", "projects/2024/still/"),
        ("projects/2024/still.en.md", "es", "en/projects/2024/still/"),
        ("challenges/gmooc-2024.md", "en", "challenges/gmooc-2024/"),
        ("challenges/gmooc-2024.md", "es", "es/challenges/gmooc-2024/"),
        ("challenges/gmooc-2024.md", "sw", "challenges/gmooc-2024/"),
        ("challenges/gmooc-2024.en.md", "es", "en/challenges/gmooc-2024/"),
    ],
)
def test_link_to_a_file_leads_to_its_page_in_the_language_of_the_text(target, language, url):
    assert page_url_of(target, language) == url


@pytest.mark.parametrize(
    "path",
    ["projects/2024/Solar.md", "projects/solar.md", "challenges/index.md", "sdgs/sdg-18.md", "announcements/x.md"],
)
def test_other_paths_name_none(path):
    assert identify(path) is None


def test_goals_have_short_addresses():
    assert url_of("sdgs/sdg-04", "zh") == "zh/sdgs/4/"


def entries() -> Iterator[Entry | Entry[None]]:
    for site in SITES:
        for path in sorted(site.rglob("*.md")):
            name = path.relative_to(site).as_posix()
            if identity := identify(name):
                document, _ = read_document(name, path.read_bytes())
                yield read_entry(document, identity, frozenset(), {})[0]


def values_in(record: Record) -> Iterator[Any]:
    for _, value in record:
        yield value
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record):
                yield from values_in(inner)


def test_every_entry_holds_the_record_of_its_kind_which_cannot_change():
    read = 0
    for entry in entries():
        assert entry.record is None or type(entry.record) is entry.identity.kind.record
        if entry.record is not None:
            assert not any(isinstance(value, list | dict | set) for value in values_in(entry.record))
            with pytest.raises(ValidationError, match="frozen"):
                entry.record.title = "another"
            read += 1
    assert read > 100


def test_entries_travel_between_processes():
    for entry in entries():
        copied = pickle.loads(pickle.dumps(entry))
        assert (copied.identity, copied.record, copied.prose) == (entry.identity, entry.record, entry.prose)
        assert type(copied.record) is type(entry.record)


def test_front_matter_that_cannot_be_understood_leaves_the_text():
    document, _ = read_document("projects/2024/x.md", b"---\ntitle: A\n---\n\nText.\n")
    identity = identify(document.path)
    assert identity is not None
    entry, problems = read_entry(document, identity, frozenset(), {})
    assert (entry.record, entry.prose.text, is_entry_of(entry, Project)) == (None, "Text.", False)
    assert problems


# Keys and their defaults.

REQUIRED = {
    "Source": "fact url",
    "Picture": "src alt",
    "Phase": "name zone",
    "Registration": "opens zone",
    "ChallengeGoals": "",
    "Course": "title provider",
    "Prize": "name award",
    "Recognition": "",
    "TeamRule": "",
    "Video": "",
    "ChallengeLinks": "",
    "Outcomes": "",
    "Challenge": "title edition summary as_of",
    "Member": "name",
    "Team": "name",
    "ProjectGoal": "goal how",
    "ProjectGoals": "main",
    "Link": "kind url",
    "Contribution": "name role",
    "Review": "on by",
    "Project": "title summary challenge year team sdgs outcome status",
    "GoalNames": "ar en es fr ru zh",
    "GoalTarget": "number text",
    "Resource": "title provider url kind languages",
    "Sdg": "title number names summary iri colour text_colour targets",
    "Announcement": "title publish_at kind summary",
}
# Others that are left out are None, or an empty list.
DEFAULTS: dict[str, dict[str, Any]] = {
    "Phase": {"judging": False},
    "Challenge": {"language": "en", "draft": False, "sdgs": records.ChallengeGoals(), "recognition": records.Recognition(), "links": records.ChallengeLinks()},
    "Project": {"licence": "CC-BY-4.0", "language": "en", "draft": False},
    "Resource": {"more_languages": False, "all_goals": False},
    "Sdg": {"language": "en"},
    "Announcement": {"pinned": False, "language": "en", "draft": False},
}  # fmt: skip
RECORDS = {record.__name__: record for record in Record.__subclasses__()}


def test_every_record_is_told_below() -> None:
    assert [*RECORDS] == [*REQUIRED]


@pytest.mark.parametrize("name", RECORDS)
def test_keys_that_must_be_there(name: str) -> None:
    fields = RECORDS[name].model_fields.items()
    assert [key for key, field in fields if field.is_required()] == REQUIRED[name].split()


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_left_out_has_a_default(name: str) -> None:
    given = {key: field.default for key, field in RECORDS[name].model_fields.items() if not field.is_required()}
    assert {key: value for key, value in given.items() if value is not None and value != ()} == DEFAULTS.get(name, {})
    lists = [key for key, field in RECORDS[name].model_fields.items() if str(field.annotation).startswith("tuple[")]
    assert [key for key, value in given.items() if value == ()] == [key for key in lists if key in given]


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_key_that_nobody_knows_is_refused_everywhere(record: type[Record]) -> None:
    assert faults_at(record, "another", 1) == ["extra_forbidden"]


def faults_at(record: type[Record], key: str, value: object) -> list[str]:
    """Return what is wrong with one value, whatever else the record lacks."""
    try:
        record.model_validate({key: value})
    except ValidationError as error:
        return [fault["type"] for fault in error.errors() if fault["loc"][0] == key]
    return []


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_every_key_is_described_in_a_sentence_and_every_example_fits(record: type[Record]) -> None:
    for key, field in record.model_fields.items():
        assert str(field.description).endswith("."), key
        assert [faults_at(record, key, example) for example in field.examples or ()] in ([], [[]]), key


@pytest.mark.parametrize(
    ("record", "key", "entry", "most"),
    [
        (records.ProjectGoals, "also", {"goal": 4, "how": "H"}, 2),
        (Project, "pictures", {"src": "a.png", "alt": "A still"}, 12),
        (Project, "tags", "water", 8),
    ],
    ids=["goals", "pictures", "tags"],
)
def test_list_has_a_longest(record: type[Record], key: str, entry: object, most: int) -> None:
    found = [faults_at(record, key, [entry] * count) for count in (most - 1, most, most + 1)]
    assert found == [[], [], ["too_long"]]


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("colour", "#C5192D", None),
        ("colour", "#c5192d", "string_pattern_mismatch"),
        ("colour", "#C5192", "string_pattern_mismatch"),
        ("colour", "#C5192DA", "string_pattern_mismatch"),
        ("colour", "C5192DA", "string_pattern_mismatch"),
        ("colour", "#C5192G", "string_pattern_mismatch"),
        ("text_colour", "#FFFFFF", None),
        ("text_colour", "#000000", None),
        ("text_colour", "#111111", "literal_error"),
    ],
)
def test_colour_is_written_in_six_digits(key: str, value: str, fault: str | None) -> None:
    assert faults_at(records.Sdg, key, value) == ([fault] if fault else [])


def test_goal_has_its_title_in_every_language() -> None:
    names = records.GoalNames(**{code: f"Goal {code}" for code in LANGUAGES})
    assert [names.in_language(code) for code in LANGUAGES] == [f"Goal {code}" for code in LANGUAGES]
