"""Strangers' validators accept what describes the API, and version 1 keeps every promise it has made."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from frictionless import Package
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from gmooc.core.json_text import as_line
from gmooc.core.settings import NO_CONTACT
from gmooc.exports.api_docs import _PARAMETERS, _holds, _name_of, addresses, datapackage, openapi
from gmooc.exports.csv import TABLES
from gmooc.open_data.json_schemas import FRONT_MATTER, api_schema, components, front_matter_schema
from paths import ROOT

GOLDEN = (
    "api/v1/projects/2026/lantern-school.json",
    "api/v1/zh/projects/2026/lantern-school.json",
    "api/v1/projects/2026/shui-di.json",
    "api/v1/projects/pages/2025-1.json",
    "api/v1/challenges/gmooc-test.json",
    "api/v1/announcements/2026-11-20-test-results.json",
    "api/v1/dumps/projects-2026.csv",
    "api/v1/dumps/projects-2025.ndjson",
    "api/v1/datapackage.json",
    "api/v1/openapi.json",
)


@pytest.mark.parametrize("path", GOLDEN)
def test_file_is_as_it_was(path, small_site, golden):
    golden(path, (small_site / path).read_bytes().decode().replace("\r\n", "\n"))


def test_openapi_is_valid(small_site):
    OpenAPIV31SpecValidator(json.loads((small_site / "api/v1/openapi.json").read_text())).validate()


def test_every_file_of_the_api_is_described(small_site):
    described = json.loads((small_site / "api/v1/openapi.json").read_text())["paths"]
    patterns = [Draft202012Validator({"pattern": _pattern(path)}) for path in described]
    files = [f"/{path.relative_to(small_site).as_posix()}" for path in (small_site / "api").rglob("*.*")]
    unknown = [file for file in files if not any(pattern.is_valid(file) for pattern in patterns)]
    assert sorted(unknown) == ["/api/v1/datapackage.json", "/api/v1/openapi.json"]


def _pattern(path: str) -> str:
    parts = path.replace(".", r"\.").split("{")
    return "^" + parts[0] + "".join("[^/]+" + part.partition("}")[2] for part in parts[1:]) + "$"


def test_data_package_is_valid(small_site, monkeypatch):
    # A package may lead nowhere but to files below it, so it is opened from where it lies.
    monkeypatch.chdir(small_site / "api/v1")
    report = Package("datapackage.json").validate()
    assert report.valid, report.flatten(["type", "message"])
    assert {task.name for task in report.tasks} >= {"projects-2025", "projects-2026", "challenges", "sdgs"}
    assert os.getcwd() == str(small_site / "api/v1")


# Schemas.


class _Editor(yaml.SafeLoader):
    """Reads front matter as editors do, by the core schema of YAML 1.2, in which a day is text and NO is no bool."""


_Editor.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for key, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if key not in set("yYnNoO")
}


def as_editors_read(text: str) -> Any:
    return yaml.load(text, Loader=_Editor)  # noqa: S506  It is made from the safe one.


def entries(kind: str) -> list[Path]:
    folder = {"project": "projects", "challenge": "challenges", "sdg": "sdgs", "announcement": "announcements"}[kind]
    found = [*(ROOT / "content" / folder).rglob("*.md"), *(ROOT / "tests/sites/small/content" / folder).rglob("*.md")]
    return [path for path in found if path.parent.name != folder or path.stem.split(".")[0] != "index"]


@pytest.mark.parametrize("kind", FRONT_MATTER)
def test_front_matter_that_is_published_fits_its_schema(kind):
    validator = Draft202012Validator(front_matter_schema(kind))
    Draft202012Validator.check_schema(validator.schema)
    faults = {}
    for path in entries(kind):
        values = as_editors_read(path.read_text(encoding="utf-8").split("---\n")[1])
        faults[path.name] = [error.message for error in validator.iter_errors(values)]
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("line", "is_fit"),
    [
        ("status: pilot", True),
        ("award:", True),
        ("tags: [water, 2024]", True),
        ("status_checked: 2024-12-01", True),
        ("year: '2026'", True),
        ("status: finished", False),
        ("countries: [Kenya]", False),
        ("colour: red", False),
        ("year: 1999", False),
        ("challenge: GMOOC 2024", False),
        ("links: [{kind: demo, url: ftp://example.org}]", False),
    ],
)
def test_schema_tells_what_check_would_tell(line, is_fit):
    text = (ROOT / "tests/sites/small/content/projects/2026/shui-di.md").read_text(encoding="utf-8").split("---\n")[1]
    key = line.partition(":")[0]
    values = as_editors_read(text) | as_editors_read(line)
    assert Draft202012Validator(front_matter_schema("project")).is_valid(values) == is_fit, key


def test_every_published_schema_is_one(small_site):
    found = sorted(path.name for path in (small_site / "schemas").glob("*.schema.json"))
    for name in found:
        Draft202012Validator.check_schema(json.loads((small_site / "schemas" / name).read_text()))
    assert len(found) == 2 * len(FRONT_MATTER) + len(FRONT_MATTER) + 1


def test_field_that_comes_later_is_no_fault(small_site):
    project = json.loads((small_site / "api/v1/projects/2026/shui-di.json").read_text())
    validator = Draft202012Validator(api_schema("project"))
    assert validator.is_valid(project | {"mood": "good"})
    assert not validator.is_valid({key: value for key, value in project.items() if key != "title"})


# The promise of version 1.


def shape() -> list[str]:
    """Return every field of every type of the API with what it may hold."""
    return sorted(
        f"{name}.{field} {as_line(_plain(value)).decode()}"
        for name, schema in components().items()
        for field, value in schema["properties"].items()
        if field in schema["required"]
    )


def _plain(schema: Any) -> Any:
    """Leave out of a schema what is said to people."""
    if isinstance(schema, dict):
        return {key: _plain(value) for key, value in sorted(schema.items()) if key not in ("description", "examples")}
    return [_plain(inner) for inner in schema] if isinstance(schema, list) else schema


def test_version_1_only_grows(request):
    file = ROOT / "tests/golden/api-v1-shape.txt"
    found = shape()
    promised = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    assert [line for line in promised if line not in found] == []
    if request.config.getoption("--bless"):
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in found), encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8").splitlines() == found, "bless the new fields: test.py --bless"


# The descriptions, without a site.


@pytest.mark.parametrize(
    ("schema", "held"),
    [
        ({"type": "string"}, ("text", "", "")),
        ({"type": "integer"}, ("number", "", "")),
        ({"type": "boolean"}, ("true or false", "", "")),
        ({"type": "object"}, ("keys and values", "", "")),
        ({"enum": ["idea", "pilot"], "type": "string"}, ("idea, pilot", "", "")),
        ({"const": "sdg", "type": "string"}, ("sdg", "", "")),
        ({"const": 1, "type": "integer"}, ("1", "", "")),
        ({"$ref": "#/components/schemas/ApiGoal"}, ("", "ApiGoal", "")),
        ({"type": "array", "items": {"$ref": "#/components/schemas/ApiGoal"}}, ("list of ", "ApiGoal", "")),
        ({"type": "array", "items": {"type": "string"}}, ("list of text", "", "")),
        ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, ("number", "", " or null")),
        ({"anyOf": [{"$ref": "#/components/schemas/ApiReview"}, {"type": "null"}]}, ("", "ApiReview", " or null")),
    ],
)
def test_page_says_what_a_field_holds(schema, held):
    assert _holds(schema) == dict(zip(("before", "type", "after"), held, strict=True))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("api/v1/index.json", "indexJson"),
        ("api/v1/projects/pages/{year}-{page}.json", "projectsPagesYearPageJson"),
        ("api/v1/dumps/projects-{year}-{part}.csl.json", "dumpsProjectsYearPartCslJson"),
        ("api/v1/{language}/sdgs/{number}.json", "languageSdgsNumberJson"),
    ],
)
def test_operation_is_named_as_its_path(path, name):
    assert _name_of(path) == name


def test_no_two_operations_have_one_name_or_path():
    files = addresses()
    assert len({file.path for file in files}) == len({_name_of(file.path) for file in files}) == len(files)


PATHS = {
    "api/v1/projects/pages/{year}-{page}.json": ("ApiProjects", "application/json"),
    "api/v1/projects/{year}/{name}.json": ("ApiProjectFile", "application/json"),
    "api/v1/{language}/projects/{year}/{name}.json": ("ApiProjectFile", "application/json"),
    "api/v1/sdgs/pages/{page}.json": ("ApiSdgs", "application/json"),
    "api/v1/sdgs/{number}.json": ("ApiSdgFile", "application/json"),
    "api/v1/announcements/{name}.json": ("ApiAnnouncementFile", "application/json"),
    "api/v1/dumps/projects-{year}.ndjson": ("", "application/x-ndjson"),
    "api/v1/dumps/projects-{year}-{part}.csv": ("", "text/csv"),
    "api/v1/dumps/challenges.csv": ("", "text/csv"),
    "api/v1/dumps/challenges-{part}.ndjson": ("", "application/x-ndjson"),
    "api/v1/dumps/projects-{year}.bib": ("", "application/x-bibtex"),
    "api/v1/dumps/projects-{year}.ris": ("", "application/x-research-info-systems"),
    "api/v1/dumps/projects-{year}-{part}.csl.json": ("", "application/vnd.citationstyles.csl+json"),
}


@pytest.mark.parametrize(("path", "told"), PATHS.items(), ids=PATHS)
def test_every_sort_of_file_has_its_type(path, told):
    assert [(file.type, file.media) for file in addresses() if file.path == path] == [told]


@pytest.mark.parametrize(
    ("name", "fit", "unfit"),
    [
        ("year", [2021, 2027], [2020, "2027"]),
        ("number", [1, 17], [0, 18]),
        ("page", [1, 2], [0]),
        ("part", [2, 3], [1]),
        ("name", ["a", "a-b2", "2026-11-24-open"], ["", "A", "-a", "a-", "a--b", "a/b", "ä"]),
        ("language", ["zh", "sw"], [1]),
    ],
)
def test_part_of_an_address_has_its_bounds(name, fit, unfit):
    validator = Draft202012Validator(_PARAMETERS[name][1])
    assert [validator.is_valid(value) for value in (*fit, *unfit)] == [True] * len(fit) + [False] * len(unfit)


def test_operation_names_the_parts_of_its_address_in_their_order():
    described = openapi(NO_CONTACT)["paths"]
    dump = described["/api/v1/dumps/projects-{year}-{part}.csv"]["get"]
    assert [(part["name"], part["in"], part["required"]) for part in dump["parameters"]] == [("year", "path", True), ("part", "path", True)]  # fmt: skip
    assert dump["responses"]["200"]["content"] == {"text/csv": {"schema": {"type": "string"}}}
    index = described["/api/v1/index.json"]["get"]
    assert "parameters" not in index
    assert index["responses"].keys() == {"200", "404"}
    assert index["responses"]["200"]["content"] == {"application/json": {"schema": {"$ref": "#/components/schemas/ApiIndex"}}}  # fmt: skip


def test_address_of_the_site_is_in_the_package_once_it_is_known():
    dumps = (("sdg", "sdgs"), ("project", "projects-2026-2"))
    nowhere, somewhere = datapackage(dumps, ""), datapackage(dumps, "https://e.org/")
    assert "homepage" not in nowhere
    assert nowhere["sources"] == [{"title": somewhere["title"]}]
    assert (somewhere["homepage"], somewhere["sources"][0]["path"]) == ("https://e.org/", "https://e.org/")
    tables = {table["name"]: table for table in nowhere["resources"]}
    assert tables["projects-2026-2"]["path"] == "dumps/projects-2026-2.csv"
    assert [field["name"] for field in tables["sdgs"]["schema"]["fields"]] == [name for name, *_ in TABLES["sdg"]]
    assert tables["sdgs"]["schema"]["primaryKey"] == ["id", "language"]
    assert tables["sdgs"]["dialect"] == {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True}  # fmt: skip
