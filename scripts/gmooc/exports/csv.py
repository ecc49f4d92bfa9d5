"""Rows of tables (CSV, RFC 4180) that are safe to open in a spreadsheet program."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from gmooc.model.fields import records_in
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, KINDS, PROJECT, SDG, Kind
from gmooc.open_data.values import OMITTED_KEYS

# A cell that begins so is taken for a formula and may run. A program may also part cells at these signs, or trim them,
# and what nobody sees, from a cell.
_UNSEEN = r"\s\"'\x00-\x1f\x7f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\ufe00-\ufe0f\ufeff"
_FORMULA = re.compile(rf"(^|[;\t\r\n|])([{_UNSEEN}]*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫])")
_PARTING = frozenset(";\t\r\n|")
# A name, the type of a Frictionless table schema, what it means, and how an entry of the API answers.
Column = tuple[str, str, str, Callable[[dict[str, Any]], Any]]


def _of(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda data: data[name]


def _column(name: str, sort: str, help: str) -> Column:
    return (name, sort, help, _of(name))


_FIRST: tuple[Column, ...] = (
    _column("id", "string", "Never changes; a translation has that of its original."),
    _column("language", "string", "The language of its texts."),
    ("is_translation", "boolean", "Whether it is a translation.", lambda data: data["translation_of"] is not None),
    _column("title", "string", "Its title."),
    _column("summary", "string", "What it is about."),
)
_LAST: tuple[Column, ...] = (
    _column("page", "string", "Its page, relative to the root of the site."),
    _column("json_file", "string", "The whole entry, relative to the root of the site."),
    ("licence", "string", "SPDX identifier.", lambda data: data["licence"]["id"]),
    ("source", "string", "The site to name.", lambda data: data["source"]["title"]),
)
_PROJECT: tuple[Column, ...] = (
    _column("year", "integer", "The year it was made."),
    _column("challenge", "string", "The edition it was made for."),
    ("team", "string", "The team's name.", lambda data: data["team"]["name"]),
    ("members", "string", "Its people.", lambda data: [person["name"] for person in data["team"]["members"]]),
    _column("countries", "string", "Countries (ISO 3166)."),
    ("main_goal", "integer", "The goal it serves most.", lambda data: data["goals"][0]["number"]),
    ("goals", "string", "All goals it serves.", lambda data: [goal["number"] for goal in data["goals"]]),
    ("targets", "string", "Targets.", lambda data: [goal["target"] for goal in data["goals"] if goal["target"]]),
    _column("outcome", "string", "What was made."),
    _column("status", "string", "Where it stands."),
    _column("status_checked", "date", "When somebody last looked."),
    _column("wanted", "string", "What would help it on."),
    _column("builds_on", "string", "Ids of projects it continues."),
    _column("award", "string", "An award it won."),
    _column("tags", "string", "Tags."),
)
_CHALLENGE: tuple[Column, ...] = (
    _column("year", "integer", "Its year."),
    _column("theme", "string", "Its theme."),
    _column("is_cancelled", "boolean", "Whether it was cancelled."),
    _column("goals", "string", "Goals it serves, the main one first."),
    _column("organisers", "string", "Who runs it."),
    _column("partners", "string", "Who works with them."),
    _column("supporters", "string", "Who supports it."),
    _column("participants", "integer", "How many people took part."),
    _column("teams", "integer", "How many teams finished."),
    _column("countries", "integer", "From how many countries."),
    _column("website", "string", "Its own page."),
    _column("as_of", "date", "When these facts were last looked at."),
)
_SDG: tuple[Column, ...] = (
    _column("number", "integer", "Its number."),
    _column("iri", "string", "The United Nations' identifier."),
    _column("colour", "string", "Its colour."),
)
_ANNOUNCEMENT: tuple[Column, ...] = (
    _column("news", "string", "What kind of news it is."),
    _column("published_at", "datetime", "When it became public."),
    _column("date_text", "string", "Words that are shown instead of the day, such as a season."),
    _column("challenge", "string", "The edition it is about."),
)

_OF_KIND = {PROJECT.name: _PROJECT, CHALLENGE.name: _CHALLENGE, SDG.name: _SDG, ANNOUNCEMENT.name: _ANNOUNCEMENT}


def _further(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of a further kind: what its record holds that fits into a cell."""
    fields = kind.record.model_fields.items()
    return tuple(
        _column(name, "string", field.description or name)
        for name, field in fields
        if name not in OMITTED_KEYS and not any(records_in(field.annotation))
    )


TABLES: dict[str, tuple[Column, ...]] = {
    kind.name: (*_FIRST, *(_OF_KIND.get(kind.name) or _further(kind)), *_LAST) for kind in KINDS
}


def head_of(kind: str) -> bytes:
    """Return the first row of a table."""
    return _row(name for name, *_ in TABLES[kind])


def row_of(data: dict[str, Any]) -> bytes:
    """Return the row of an entry of the API."""
    return _row(_cell(answer(data)) for _, _, _, answer in TABLES[data["kind"]])


def _row(cells: Iterable[str]) -> bytes:
    quoted = ",".join([f'"{cell}"' for cell in cells])
    return f"{quoted}\r\n".encode()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return _text("; ".join(map(str, value)))


def _text(text: str) -> str:
    # Most texts begin with a letter and hold no such sign, which is soon seen.
    if not text[:1].isalnum() or not _PARTING.isdisjoint(text):
        text = _FORMULA.sub(r"\1\2'", text)
    return text.replace('"', '""')
