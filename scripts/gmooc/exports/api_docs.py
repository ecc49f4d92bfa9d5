"""Describe the API: OpenAPI 3.1, a Frictionless Data Package, and the page /data/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from gmooc.core.i18n import N_, words_of
from gmooc.core.json_text import pretty
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE, prefix_of
from gmooc.core.settings import Contact
from gmooc.core.urls import relative_url
from gmooc.exports.api import DESCRIPTIONS, Dump, dumps_of
from gmooc.exports.csv import TABLES
from gmooc.model.kinds import KINDS, SDG
from gmooc.open_data.json_schemas import components, schema_paths
from gmooc.open_data.values import API, LICENCE, SITE_TITLE
from gmooc.render.frames import hub_frame
from gmooc.render.language_links import lang_attributes
from gmooc.render.page import Page
from gmooc.render.site_links import contact_object
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import render_template

API_VERSION = "1.0.0"
_CSL_JSON = "application/vnd.citationstyles.csl+json"
ABOUT = "Projects, challenges, goals and announcements of the community of GMOOC, as files that anyone may use."


class ApiFile(NamedTuple):
    """A sort of file of the API: its address, what it gives, and the type of that."""

    path: str
    says: str
    type: str
    media: str = "application/json"


def addresses() -> tuple[ApiFile, ...]:
    """Return every sort of file of the API."""
    found = [ApiFile(f"{API}index.json", "Where a client begins: counts, first pages and dumps.", "ApiIndex")]
    for kind in KINDS:
        folder, name, one, all_of = kind.folder, kind.name.capitalize(), kind.label.lower(), kind.title.lower()
        part = "{year}/{name}" if kind.has_years else "{number}" if kind is SDG else "{name}"
        pages = "{page}" if kind.kept_whole else "{year}-{page}"
        a = "an" if one[0] == "a" else "a"
        found += [
            ApiFile(f"{API}{folder}/pages/{pages}.json", f"A page of the list of {all_of}.", f"Api{name}s"),
            ApiFile(f"{API}{folder}/{part}.json", f"One {one}, with its text as HTML.", f"Api{name}File"),
            ApiFile(f"{API}{{language}}/{folder}/{part}.json", f"A translation of {a} {one}.", f"Api{name}File"),
        ]
        year = "" if kind.kept_whole else "-{year}"
        all_of += " of a year" if year else ""
        parts = ((f"{folder}{year}", f"All {all_of}"), (f"{folder}{year}-{{part}}", f"A further part of all {all_of}"))
        for dump, what in parts:
            found += [
                ApiFile(f"{API}dumps/{dump}.ndjson", f"{what}, one on each line.", "", "application/x-ndjson"),
                ApiFile(f"{API}dumps/{dump}.csv", f"{what}, as a table.", "", "text/csv"),
            ]
    for media, ending in (
        ("application/x-bibtex", "bib"),
        ("application/x-research-info-systems", "ris"),
        (_CSL_JSON, "csl.json"),
    ):
        for part, says in (
            ("", "Citations of all projects of a year."),
            ("-{part}", "A further part of the citations of a year."),
        ):
            found.append(ApiFile(f"{API}dumps/projects-{{year}}{part}.{ending}", says, "", media))
    return tuple(found)


# What is no text, and of no type of ours.
_FORMS: dict[str, dict[str, Any]] = {_CSL_JSON: {"type": "array", "items": {"type": "object"}}}
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "year": ("The year of a project.", {"type": "integer", "minimum": 2021}),
    "name": ("The last part of the id.", {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
    "number": ("The number of a goal.", {"type": "integer", "minimum": 1, "maximum": 17}),
    "page": ("The number of a page, from 1.", {"type": "integer", "minimum": 1}),
    "part": ("The number of a further part, from 2.", {"type": "integer", "minimum": 2}),
    "language": ("The language of a translation.", {"type": "string"}),
}


def description_targets(context: OutputContext) -> Iterator[Target]:
    """List openapi.json and datapackage.json."""
    yield Target((DESCRIPTIONS["openapi"],), (context.settings.contact,), _openapi)
    dumps = tuple((dump.kind, dump.name) for dump in dumps_of(context))
    yield Target((DESCRIPTIONS["datapackage"],), (dumps, context.settings.site_url), _datapackage)


def _openapi(contact: Contact) -> bytes:
    return pretty(openapi(contact))


def _datapackage(dumps: tuple[tuple[str, str], ...], site_url: str) -> bytes:
    return pretty(datapackage(dumps, site_url))


def openapi(contact: Contact) -> dict[str, Any]:
    """Describe the API in OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": SITE_TITLE,
            "version": API_VERSION,
            "summary": ABOUT,
            "description": "Static files: everything is fetched with GET, nothing needs a key. Within version 1 fields "
            "are added, never changed or taken away, so a client must not mind those it does not know.",
            "contact": contact_object(contact),
            "license": {"name": "Creative Commons Attribution 4.0", "identifier": LICENCE["id"]},
        },
        "servers": [{"url": "../../", "description": "The root of the site, relative to this file."}],
        "paths": {f"/{address.path}": {"get": _operation(address)} for address in addresses()},
        "components": {"schemas": components()},
    }


def _operation(address: ApiFile) -> dict[str, Any]:
    parts = [part.partition("}")[0] for part in address.path.split("{")[1:]]
    schema = (
        {"$ref": f"#/components/schemas/{address.type}"}
        if address.type
        else _FORMS.get(address.media, {"type": "string"})
    )
    operation: dict[str, Any] = {
        "operationId": _name_of(address.path),
        "summary": address.says,
        "responses": {
            "200": {"description": address.says, "content": {address.media: {"schema": schema}}},
            "404": {"description": "There is no such file."},
        },
    }
    if parts:
        operation["parameters"] = [
            {
                "name": part,
                "in": "path",
                "required": True,
                "description": _PARAMETERS[part][0],
                "schema": _PARAMETERS[part][1],
            }
            for part in parts
        ]
    return operation


def _name_of(path: str) -> str:
    words = path.removeprefix(API).replace("{", "").replace("}", "").replace("/", " ").replace(".", " ")
    first, *rest = words.replace("-", " ").split()
    return first + "".join(word.capitalize() for word in rest)


def datapackage(dumps: tuple[tuple[str, str], ...], site_url: str) -> dict[str, Any]:
    """Describe the tables in the terms of the Data Package standard."""
    package = {
        "profile": "tabular-data-package",
        "name": "gmooc-community",
        "title": SITE_TITLE,
        "description": f"{ABOUT} Texts are under the licence that their row names. A cell that a spreadsheet would "
        "run as a formula begins with an apostrophe.",
        "version": API_VERSION,
        "licenses": [{"name": LICENCE["id"], "path": LICENCE["url"], "title": "Creative Commons Attribution 4.0"}],
        "sources": [{"title": SITE_TITLE} | ({"path": site_url} if site_url else {})],
        "contributors": [{"title": "The teams and contributors named in each entry", "role": "author"}],
    }
    if site_url:
        package["homepage"] = site_url
    return package | {"resources": [_resource(Dump(kind, name, ())) for kind, name in dumps]}


def _resource(dump: Dump) -> dict[str, Any]:
    fields = [{"name": name, "type": sort, "description": says} for name, sort, says, _ in TABLES[dump.kind]]
    return {
        "profile": "tabular-data-resource",
        "name": dump.name,
        "path": dump.path(".csv").removeprefix(API),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": {"fields": fields, "primaryKey": ["id", "language"], "missingValues": [""]},
    }


DATA_URL = "data/"

_EXAMPLES = (
    {"id": "example", "title": N_("Example: pilots for goal 4"), "file": "examples/goal_and_status.py"},
    {"id": "example-2", "title": N_("Example: projects of each country"), "file": "examples/countries.py"},
)


def api_page_targets(context: OutputContext) -> Iterator[Target]:
    """List the page in every language; what describes files and fields is English in all."""
    for language in LANGUAGES:
        url = prefix_of(language) + DATA_URL
        # Types and template are code: when they change, everything is made anew.
        yield from context.page(hub_frame("data", language), f"{url}index.html", (url, language), _page)


def _page(url: str, language: str) -> Page:
    view = {
        "root": relative_url("", url),
        "foreign": lang_attributes(SOURCE_LANGUAGE, language),
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
    """Return what a field holds; `type` is the name of a type that is described on the page."""
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
