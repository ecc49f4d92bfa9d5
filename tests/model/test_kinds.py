"""The name of a file says of what kind it is, or fits none."""

import pickle

import pytest

from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, KIND_OF, KINDS, MAX_NAME_LENGTH, PROJECT, SDG, Kind

Parts = dict[str, str | None]

NAMES: dict[str, tuple[Kind, str, Parts]] = {
    "project": (PROJECT, "projects/2024/still.md", {"year": "2024", "slug": "still", "language": None}),
    "project in a folder": (PROJECT, "projects/2024/a-1/index.md", {"year": "2024", "slug": "a-1", "language": None}),
    "translation": (PROJECT, "projects/2024/a.zh-Hans-CN.md", {"year": "2024", "slug": "a", "language": "zh-Hans-CN"}),
    "translation in a folder": (
        PROJECT,
        "projects/2024/a/index.sw.md",
        {"year": "2024", "slug": "a", "language": "sw"},
    ),
    "language of three letters": (CHALLENGE, "challenges/a.yue.md", {"slug": "a", "language": "yue"}),
    "challenge": (CHALLENGE, "challenges/gmooc-2024.md", {"slug": "gmooc-2024", "language": None}),
    "name that begins like a reserved one": (CHALLENGE, "challenges/indexes.md", {"slug": "indexes", "language": None}),
    "first goal": (SDG, "sdgs/sdg-01.md", {"slug": "sdg-01", "language": None}),
    "ninth goal": (SDG, "sdgs/sdg-09.fr.md", {"slug": "sdg-09", "language": "fr"}),
    "tenth goal": (SDG, "sdgs/sdg-10.md", {"slug": "sdg-10", "language": None}),
    "last goal": (SDG, "sdgs/sdg-17.md", {"slug": "sdg-17", "language": None}),
    "announcement": (
        ANNOUNCEMENT,
        "announcements/2024-09-28-launch.ar.md",
        {"slug": "2024-09-28-launch", "language": "ar"},
    ),
}


@pytest.mark.parametrize(("kind", "path", "parts"), NAMES.values(), ids=NAMES)
def test_name_says_the_kind(kind: Kind, path: str, parts: Parts) -> None:
    found = [(other.name, match.groupdict()) for other in KINDS if (match := other.pattern.fullmatch(path))]
    assert found == [(kind.name, parts)]


OTHERS = {
    "no year": "projects/still.md",
    "short year": "projects/202/still.md",
    "long year": "projects/20245/still.md",
    "capitals": "projects/2024/Still.md",
    "low line": "projects/2024/a_b.md",
    "double hyphen": "projects/2024/a--b.md",
    "hyphen at the end": "projects/2024/a-.md",
    "reserved": "projects/2024/index.md",
    "reserved, translated": "challenges/index.fr.md",
    "deeper": "challenges/a/b/index.md",
    "language of one letter": "challenges/a.f.md",
    "language of four letters": "challenges/a.fran.md",
    "language of five parts": "challenges/a.zh-aa-bb-cc-dd.md",
    "other ending": "challenges/a.markdown",
    "no goal": "sdgs/sdg-00.md",
    "goal after the last": "sdgs/sdg-18.md",
    "goal in a folder": "sdgs/sdg-04/index.md",
    "goal of one digit": "sdgs/sdg-4.md",
    "no day": "announcements/launch.md",
    "day alone": "announcements/2024-09-28.md",
    "other folder": "x/challenges/a.md",
}


@pytest.mark.parametrize("path", OTHERS.values(), ids=OTHERS)
def test_other_name_fits_no_kind(path: str) -> None:
    assert [kind.name for kind in KINDS if kind.pattern.fullmatch(path)] == []


@pytest.mark.parametrize(
    ("length", "fits"),
    [(MAX_NAME_LENGTH - 1, True), (MAX_NAME_LENGTH, True), (MAX_NAME_LENGTH + 1, False)],
    ids=["below", "at the limit", "above"],
)
@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        (PROJECT, "projects/2024/", ".md"),
        (CHALLENGE, "challenges/", "/index.zh.md"),
        (ANNOUNCEMENT, "announcements/", ".md"),
    ],
    ids=["project", "challenge in a folder", "announcement"],
)
def test_name_has_a_limit(kind: Kind, start: str, end: str, length: int, fits: bool) -> None:
    name = "2024-09-28-".ljust(length, "a")
    assert (kind.pattern.fullmatch(f"{start}{name}{end}") is not None) is fits


def test_limit_of_names_is_that_of_file_systems() -> None:
    assert MAX_NAME_LENGTH == 80


def test_kinds_differ_in_what_their_pages_have() -> None:
    rows = {
        kind.name: (kind.schema_type, kind.kept_whole, kind.waits, kind.has_news, kind.has_feeds, kind.names_contact)
        for kind in KINDS
    }
    assert rows == {
        "project": ("CreativeWork", False, "", True, False, False),
        "challenge": ("Event", True, "may", False, True, True),
        "sdg": ("CollectionPage", True, "", False, True, False),
        "announcement": ("NewsArticle", True, "must", True, False, False),
    }
    assert [kind.name for kind in KINDS if kind.has_years] == ["project"]
    assert [kind.folder for kind in KINDS] == ["projects", "challenges", "sdgs", "announcements"]


@pytest.mark.parametrize("kind", KINDS, ids=KIND_OF)
def test_kind_travels_by_its_name(kind: Kind) -> None:
    assert pickle.loads(pickle.dumps(kind)) is kind
    assert kind.pattern.fullmatch(
        kind.shape.replace("<year>", "2024").replace("<year-month-day>", "2024-01-01").replace("<name>", "a")
    )
