"""The types of the API hold what entries are, a further kind has one too, and a field that nobody described is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from gmooc.model.kinds import ANNOUNCEMENT, KINDS
from gmooc.open_data import entry_types
from gmooc.open_data.entry_types import ENTRIES, ApiEntry, ApiIndex, ApiList, ApiPicture, _further, index, whole
from gmooc.open_data.values import OMITTED_KEYS, entry_data
from reading import CHALLENGE, NEWS, PROJECT, PROJECT_PATH, SDG, read

OF_KIND = {
    "project": (PROJECT_PATH, PROJECT),
    "challenge": ("challenges/gmooc-2027.md", CHALLENGE),
    "sdg": ("sdgs/sdg-06.md", SDG),
    "announcement": ("announcements/2027-01-24-open.md", NEWS),
}
IDS = [kind for kind, *_ in ENTRIES]


def data_of(kind: str) -> dict[str, Any]:
    return entry_data(read(*OF_KIND[kind]), {})


def test_every_kind_has_a_type_and_its_folder() -> None:
    assert [(kind, folder) for kind, _, folder, _ in ENTRIES] == [
        ("project", "projects"),
        ("challenge", "challenges"),
        ("sdg", "sdgs"),
        ("announcement", "announcements"),
    ]


@pytest.mark.parametrize(("kind", "entry", "folder", "page"), ENTRIES, ids=IDS)
def test_type_holds_what_an_entry_says_and_nothing_else(
    kind: str, entry: type[ApiEntry], folder: str, page: type[ApiList]
) -> None:
    data = data_of(kind)
    assert entry.model_validate(data).model_dump(mode="json") == json.loads(json.dumps(data))
    assert entry.model_fields.keys() == data.keys()
    for key in data:
        with pytest.raises(ValidationError):
            entry.model_validate({name: value for name, value in data.items() if name != key})
    for wrong in ({"mood": "good"}, {"kind": "person"}, {"page": "a b/"}, {"json_file": "ä.json"}):
        with pytest.raises(ValidationError):
            entry.model_validate(data | wrong)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("project", {"countries": ["Kenya"]}),
        ("project", {"status": "finished"}),
        ("project", {"outcome": "robot"}),
        ("project", {"status_checked": "yesterday"}),
        ("project", {"goals": [{"number": 18, "iri": "i", "how": "h", "target": None, "evidence": None}]}),
        ("challenge", {"goals": [0]}),
        ("challenge", {"as_of": "2026"}),
        ("sdg", {"number": 18}),
        ("announcement", {"news": "rumour"}),
        ("announcement", {"published_at": "2027-01-24"}),
    ],
)
def test_value_that_cannot_be_is_refused(kind: str, wrong: dict[str, Any]) -> None:
    [entry] = [entry for name, entry, *_ in ENTRIES if name == kind]
    with pytest.raises(ValidationError):
        entry.model_validate(data_of(kind) | wrong)


WRITE_UP = {"front_matter": {"title": "T"}, "front_matter_text": "title: T", "markdown": "*a*", "html": "<p>a</p>"}


@pytest.mark.parametrize(("kind", "entry"), [(kind, entry) for kind, entry, *_ in ENTRIES], ids=IDS)
def test_file_of_an_entry_also_holds_its_write_up(kind: str, entry: type[ApiEntry]) -> None:
    file = whole(entry)
    assert (file.__name__, file.__doc__) == (f"{entry.__name__}File", entry.__doc__)
    found = file.model_validate(data_of(kind) | WRITE_UP)
    assert found.model_dump().keys() == data_of(kind).keys() | WRITE_UP.keys()
    # A text that leads to what is not there yet is not shown.
    file.model_validate(data_of(kind) | WRITE_UP | {"markdown": None})
    for key in WRITE_UP:
        with pytest.raises(ValidationError):
            file.model_validate(data_of(kind) | {name: value for name, value in WRITE_UP.items() if name != key})
    with pytest.raises(ValidationError):
        file.model_validate(data_of(kind) | WRITE_UP | {"html": None})


# What is further than these kinds.

EVENT = replace(ANNOUNCEMENT, name="event", folder="events", title="Events")


def test_further_kind_has_the_fields_of_its_record() -> None:
    entry, page = _further(EVENT)
    own = entry.model_fields.keys() - ApiEntry.model_fields.keys()
    assert own == {"kind", *(name for name in EVENT.record.model_fields if name not in OMITTED_KEYS)}
    assert entry.model_fields["cover"].annotation == ApiPicture | None
    assert entry.model_fields["pinned"].annotation is bool
    assert (entry.__name__, page.__name__, page.__doc__) == ("ApiEvent", "ApiEvents", "Events, newest first.")
    assert all(field.is_required() and field.description for field in entry.model_fields.values())
    assert page.model_fields["items"].annotation == tuple[entry, ...]  # type: ignore[valid-type]


def test_index_names_the_entries_of_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    assert index() is ApiIndex
    assert {kind.folder for kind in KINDS} <= ApiIndex.model_fields.keys()
    monkeypatch.setattr(entry_types, "KINDS", (*KINDS, EVENT))
    further = index()
    assert list(further.model_fields) == [*ApiIndex.model_fields, "events"]
    assert further.model_fields["events"].description == "Events."
    assert further.__name__ == "ApiIndex"


def test_version_is_1() -> None:
    shelf = {"count": 0, "first": None, "ndjson": [], "csv": [], "citations": []}
    said = {"id": "CC-BY-4.0", "url": "u"}
    known: dict[str, Any] = {
        "version": 1,
        "title": "T",
        "licence": said,
        "source": {"title": "T", "file": None},
        "site": None,
        "root": "../../",
        "openapi": "o.json",
        "datapackage": "d.json",
        "documentation": "data/",
        **{kind.folder: shelf for kind in KINDS},
    }
    ApiIndex.model_validate(known)
    with pytest.raises(ValidationError):
        ApiIndex.model_validate(known | {"version": 2})
