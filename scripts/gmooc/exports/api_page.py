"""Explain the API to people, from its types: the page /data/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gmooc.content.entry import relative_url
from gmooc.core.i18n import N_, SOURCE, words_of
from gmooc.core.languages import LANGUAGES, hub_frame, prefix_of
from gmooc.exports.openapi import addresses
from gmooc.open_data.json_schemas import components, schema_paths
from gmooc.render.context import OutputContext
from gmooc.render.language_links import foreign
from gmooc.render.page import Page
from gmooc.render.target import Target
from gmooc.render.templates import render_template

URL = "data/"
_EXAMPLES = (
    {"id": "example", "title": N_("Example: pilots for goal 4"), "file": "examples/goal_and_status.py"},
    {"id": "example-2", "title": N_("Example: projects of each country"), "file": "examples/countries.py"},
)


def api_page_targets(context: OutputContext) -> Iterator[Target]:
    """List the page in every language; what describes files and fields is English in all."""
    for language in LANGUAGES:
        url = prefix_of(language) + URL
        # Types and template are code: when they change, everything is made anew.
        yield from context.page(hub_frame("data", language), f"{url}index.html", (url, language), _page)


def _page(url: str, language: str) -> Page:
    view = {
        "root": relative_url("", url),
        "foreign": foreign(SOURCE, language),
        "examples": [example | {"title": words_of(language).say(example["title"])} for example in _EXAMPLES],
        "addresses": addresses(),
        "types": list(_types()),
        "schemas": schema_paths(),
    }
    return Page(url, hub_frame("data", language), "", "", render_template("data", view, language), language=language)


def _types() -> Iterator[dict[str, Any]]:
    for name, schema in components().items():
        fields = [
            {"name": field, "says": about.get("description", ""), **_holds(about)}
            for field, about in schema["properties"].items()
        ]
        yield {"name": name, "says": schema.get("description", ""), "fields": fields}


def _holds(schema: dict[str, Any]) -> dict[str, str]:
    """Say what a field holds; `type` is the name of a type that is described on the page."""
    if "anyOf" in schema:
        inner = _holds(next(choice for choice in schema["anyOf"] if choice != {"type": "null"}))
        return inner | {"after": f"{inner['after']} or null"}
    if "$ref" in schema:
        return {"before": "", "type": schema["$ref"].rpartition("/")[2], "after": ""}
    if schema.get("type") == "array":
        inner = _holds(schema["items"])
        return inner | {"before": f"list of {inner['before']}"}
    if "enum" in schema or "const" in schema:
        return {"before": ", ".join(map(str, schema.get("enum", [schema.get("const")]))), "type": "", "after": ""}
    words = {"string": "text", "integer": "number", "boolean": "true or false", "object": "keys and values"}
    return {"before": words[schema["type"]], "type": "", "after": ""}
