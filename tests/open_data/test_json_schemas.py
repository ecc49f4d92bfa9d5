"""Schemas for editors allow what a check allows; those of the API allow fields that come later."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gmooc.content.catalogue import Catalogue
from gmooc.core.settings import Settings
from gmooc.open_data.json_schemas import (
    FRONT_MATTER,
    _as_written,
    _or_empty,
    _tidy,
    api_schema,
    api_types,
    components,
    front_matter_schema,
    schema_paths,
    schema_targets,
)
from rendering import context_of, files_of
from small_sites import NOW


def files(site_url: str = "") -> dict[str, Any]:
    settings = Settings("GMOOC", "", site_url)
    return {path: json.loads(text) for path, text in files_of(schema_targets(context_of(Catalogue(NOW), settings))).items()}  # fmt: skip


def test_there_is_a_schema_of_each_kind_s_front_matter_and_of_each_sort_of_file() -> None:
    kinds = ("project", "challenge", "sdg", "announcement")
    names = [*kinds, "api-index", *(f"api-{kind}" for kind in kinds), *(f"api-{kind}-list" for kind in kinds)]
    assert kinds == FRONT_MATTER
    assert list(schema_paths()) == [f"schemas/{name}.schema.json" for name in names]
    assert files().keys() == set(schema_paths())
    assert {f"api-{name}" for name in api_types()} == {name for name in names if name.startswith("api-")}


@pytest.mark.parametrize("site_url", ["", "https://example.org/base/"])
def test_schema_has_a_name_of_its_own_once_the_site_has_an_address(site_url: str) -> None:
    for path, schema in files(site_url).items():
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema.get("$id") == (site_url + path if site_url else None)


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("schemas/sdg.schema.json", front_matter_schema("sdg")),
        ("schemas/api-sdg.schema.json", api_schema("sdg")),
        ("schemas/api-sdg-list.schema.json", api_schema("sdg-list")),
        ("schemas/api-index.schema.json", api_schema("index")),
    ],
)
def test_file_holds_the_schema_that_its_name_says(path: str, schema: dict[str, Any]) -> None:
    found = files()[path]
    assert {key: value for key, value in found.items() if key != "$schema"} == schema


# Front matter.


@pytest.mark.parametrize(
    ("schema", "fit", "unfit"),
    [
        ({"type": "string"}, ["a", 2024, 1.5], [True, None, []]),
        ({"type": "string", "enum": ["idea"]}, ["idea"], ["pilot", 1]),
        ({"type": "string", "const": "cancelled"}, ["cancelled"], ["held", 1]),
        ({"type": "integer", "minimum": 1, "maximum": 17}, [1, 17, "4"], [0, 18, "four", "4.7", "", 1.5]),
        ({"type": "boolean"}, [True, False, "true", "false"], ["yes", 1]),
        (
            {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "required": ["a"]},
            [{"a": 1}, {"a": 1, "b": None}],
            [{"a": None}, {"b": 1}],
        ),
        ({"type": "object", "properties": {"b": {"type": "integer"}}}, [{}, {"b": None}, {"b": 1}], [{"b": "x"}]),
    ],
    ids=["text", "choice", "one word", "number", "yes or no", "keys", "no key that must be there"],
)
def test_schema_for_editors_allows_what_yaml_guesses_and_keys_that_are_left_empty(
    schema: dict[str, Any], fit: list[Any], unfit: list[Any]
) -> None:
    validator = Draft202012Validator(_as_written(schema))
    assert [value for value in fit if not validator.is_valid(value)] == []
    assert [value for value in unfit if validator.is_valid(value)] == []


def test_what_is_said_of_a_key_that_may_be_empty_stays_beside_it() -> None:
    about = {"description": "D", "default": 1, "examples": [2]}
    assert _or_empty({**about, "type": "integer"}) == {**about, "anyOf": [{"type": "integer"}, {"type": "null"}]}
    nullable = {"description": "D", "anyOf": [{"type": "integer"}, {"type": "null"}]}
    assert _or_empty(nullable) == nullable
    choice = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
    assert _or_empty(choice) == {"anyOf": [choice, {"type": "null"}]}


# Titles.


def test_titles_that_only_repeat_a_name_are_left_out_at_every_level() -> None:
    written = {
        "title": "Entry",
        "properties": {
            "title": {"title": "Title", "type": "string"},
            "list": {"title": "List", "items": [{"title": "Item", "type": "string"}]},
        },
        "$defs": {"title": {"title": "Part", "properties": {}}, "other": {"title": "Other", "enum": ["a"]}},
    }
    assert _tidy(written, lambda schema: schema) == {
        # Of a type with fields the title is its name.
        "title": "Entry",
        "properties": {"title": {"type": "string"}, "list": {"items": [{"type": "string"}]}},
        "$defs": {"title": {"title": "Part", "properties": {}}, "other": {"enum": ["a"]}},
    }


def test_change_is_made_at_every_level() -> None:
    written = {"properties": {"a": {"x": 1, "items": {"x": 1}}}, "anyOf": [{"x": 1}], "x": 1}
    without = _tidy(written, lambda schema: {key: value for key, value in schema.items() if key != "x"})
    assert without == {"properties": {"a": {"items": {}}}, "anyOf": [{}]}


# The API.


def closed(schema: Any) -> bool:
    """Whether a schema refuses, at any level, a field that it does not know."""
    if isinstance(schema, dict):
        return schema.get("additionalProperties") is False or any(map(closed, schema.values()))
    return isinstance(schema, list) and any(map(closed, schema))


@pytest.mark.parametrize("name", ["index", "project", "project-list", "challenge", "sdg-list", "announcement"])
def test_schema_of_the_api_refuses_no_field_that_comes_later(name: str) -> None:
    assert not closed(api_schema(name))
    assert not closed(components())
    assert closed(front_matter_schema("project"))


def test_description_of_the_api_leads_to_its_own_types() -> None:
    text = json.dumps(components())
    assert '"#/components/schemas/ApiGoal"' in text
    assert "$defs" not in text
    assert {"ApiIndex", "ApiProjectFile", "ApiProjects", "ApiSdgs", "ApiGoal"} <= components().keys()
