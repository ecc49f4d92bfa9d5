"""JSON Schemas of front matter as it is written, and of what the API returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from gmooc.core.json_text import pretty
from gmooc.model.kinds import KIND_OF, KINDS
from gmooc.render.target import OutputContext, Target

SchemaChange = Callable[[dict[str, Any]], dict[str, Any]]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FOLDER, _ENDING = "schemas/", ".schema.json"
FRONT_MATTER = tuple(kind.name for kind in KINDS)


def schema_targets(context: OutputContext) -> Iterator[Target]:
    """List a schema for the front matter of each kind, and one for each sort of file of the API."""
    site_url = context.settings.site_url
    for path in schema_paths():
        yield Target((path,), (path, site_url), _written)


def schema_paths() -> tuple[str, ...]:
    """Return the paths of all schemas."""
    sorts = ("index", *FRONT_MATTER, *(f"{kind}-list" for kind in FRONT_MATTER))
    return tuple(f"{_FOLDER}{name}{_ENDING}" for name in (*FRONT_MATTER, *(f"api-{sort}" for sort in sorts)))


def _written(path: str, site_url: str) -> bytes:
    name = path.removeprefix(_FOLDER).removesuffix(_ENDING)
    schema = api_schema(name[len("api-") :]) if name.startswith("api-") else front_matter_schema(name)
    # Without the site's own address a schema has no name of its own, only the place where it was found.
    head = {"$schema": _DIALECT} | ({"$id": site_url + path} if site_url else {})
    return pretty(head | schema)


# Schemas depend on the code alone, and pydantic takes as long for all of them as for 200 write-ups.


@cache
def front_matter_schema(kind: str) -> dict[str, Any]:
    """Return the schema of a kind's front matter, for editors: it lets everything pass that check.py lets pass."""
    schema: dict[str, Any] = _tidy(KIND_OF[kind].record.model_json_schema(), _as_written)
    return schema


@cache
def api_schema(name: str) -> dict[str, Any]:
    """Return the schema of one sort of file of the API; fields that come later are no fault."""
    schema: dict[str, Any] = _tidy(api_types()[name].model_json_schema(), _open)
    return schema


@cache
def components() -> dict[str, Any]:
    """Return the schemas of all types of the API as OpenAPI keeps them."""
    from pydantic.json_schema import models_json_schema

    types = [(model, "validation") for model in api_types().values()]
    _, schema = models_json_schema(types, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    found: dict[str, Any] = _tidy(schema, _open)["$defs"]
    return found


@cache
def api_types() -> dict[str, Any]:
    """Return the types of all files of the API by name."""
    from gmooc.open_data.entry_types import ENTRIES, index, whole

    types: dict[str, Any] = {"index": index()}
    for kind, entry, _, page in ENTRIES:
        types |= {kind: whole(entry), f"{kind}-list": page}
    return types


def _tidy(schema: Any, change: SchemaChange, *, names_fields: bool = False) -> Any:
    """Return a schema without titles that only repeat a field's name, changed at every level."""
    if isinstance(schema, list):
        return [_tidy(inner, change) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    if names_fields:
        return {name: _tidy(inner, change) for name, inner in schema.items()}
    kept = {
        key: _tidy(value, change, names_fields=key in ("properties", "$defs"))
        for key, value in schema.items()
        if key != "title" or "properties" in schema
    }
    return change(kept)


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "additionalProperties"}


def _as_written(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow what YAML guesses and our reader takes as text, and keys that are left empty."""
    if schema.get("type") == "string" and "enum" not in schema and "const" not in schema:
        return schema | {"type": ["string", "number"]}
    if schema.get("type") == "integer":
        return schema | {"type": ["integer", "string"], "pattern": r"^\d+$"}
    if schema.get("type") == "boolean":
        return schema | {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
    if schema.get("type") != "object":
        return schema
    required = schema.get("required", ())
    properties = {
        name: field if name in required else _or_empty(field) for name, field in schema.get("properties", {}).items()
    }
    return schema | {"properties": properties}


def _or_empty(field: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} in field.get("anyOf", ()):
        return field
    about = {key: field[key] for key in ("description", "default", "examples") if key in field}
    return about | {"anyOf": [{key: value for key, value in field.items() if key not in about}, {"type": "null"}]}
