"""Derive the fields of the form from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

import gmooc.model.fields as fields
from gmooc.model.form_words import form_words
from gmooc.model.records import Project, Record


class FormField(NamedTuple):
    """One field: `sort` is how it is asked for, `most` the most entries of a list, `fields` those of a group."""

    name: str
    sort: str
    label: str
    help: str
    example: str = ""
    is_required: bool = False
    is_list: bool = False
    most: int = 0
    limits: dict[str, int] = {}  # noqa: RUF012  Never changed.
    choices: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = ()


def translated_fields(fields: tuple[FormField, ...], say: Callable[[str], str]) -> tuple[FormField, ...]:
    """Return fields in another language."""
    return tuple(
        field._replace(
            label=say(field.label),
            help=say(field.help),
            example=say(field.example) if is_said(field) else field.example,
            fields=translated_fields(field.fields, say),
        )
        for field in fields
    )


def is_said(field: FormField) -> bool:
    """Whether an example is words, which other languages have their own for, not a code, an address or a key."""
    return field.sort in ("line", "sentence") and " " in field.example


def plain(field: FormField) -> dict[str, Any]:
    """Return a field for the browser, without what is empty."""
    whole = field._asdict() | {"fields": [plain(inner) for inner in field.fields]}
    return {key: value for key, value in whole.items() if value or key == "name"}


# How a value is asked for and checked; a type that is not named here is asked for as a line.
SORTS = {
    "line": fields.Line,
    "sentence": fields.Sentence,
    "paragraph": fields.Paragraph,
    "day": fields.Day,
    "url": fields.Url,
    "country": fields.Country,
    "goal": fields.Goal,
    "year": fields.Year,
    "count": fields.Count,
    "language": fields.Language,
    "identifier": fields.Identifier,
    "target": fields.TargetNumber,
    "orcid": fields.Orcid,
    "picture": fields.PicturePath,
}

_LIMITS = ("max_length", "ge", "le")


@cache
def project_fields() -> tuple[FormField, ...]:
    """Return the fields of a project."""
    return tuple(_fields_of(Project))


def _fields_of(model: type[Record]) -> Iterator[FormField]:
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        yield _field(name, hints[name], info)


def _field(name: str, hint: Any, info: FieldInfo) -> FormField:
    inner, is_list = _peel(hint)
    words = form_words()
    example = info.examples[0] if info.examples else ""
    field = FormField(
        name,
        _sort_of(inner),
        words.labels.get(name, name.replace("_", " ").capitalize()),
        words.helps.get(name, info.description or ""),
        _as_text(example),
        info.is_required(),
        is_list,
        most=next((limit.max_length for limit in info.metadata if hasattr(limit, "max_length")), 0) if is_list else 0,
    )
    if get_origin(inner) is Literal:
        return field._replace(choices=get_args(inner))
    if field.sort == "group":
        return field._replace(fields=tuple(_fields_of(inner)))
    return field._replace(limits=dict(_limits(getattr(inner, "__metadata__", ()))))


def _peel(hint: Any) -> tuple[Any, bool]:
    """Take off what says that a value may be absent, or that there are many."""
    choices = [argument for argument in get_args(hint) if argument is not type(None)]
    if type(None) in get_args(hint):
        return choices[0], False
    if get_origin(hint) is tuple:
        return choices[0], True
    return hint, False


def _sort_of(inner: Any) -> str:
    if get_origin(inner) is Literal:
        return "choice"
    if inner is bool:
        return "check"
    if isinstance(inner, type) and issubclass(inner, Record):
        return "group"
    return next((name for name, known in SORTS.items() if known == inner), "line")


def _limits(metadata: tuple[Any, ...]) -> Iterator[tuple[str, int]]:
    for part in metadata:
        if isinstance(part, FieldInfo):
            yield from _limits(tuple(part.metadata))
        for name in _LIMITS:
            if getattr(part, name, None) is not None:
                yield name, getattr(part, name)


def _as_text(example: Any) -> str:
    if isinstance(example, list):
        return ", ".join(map(str, example))
    if isinstance(example, bool):
        return ""
    return "" if isinstance(example, dict) else str(example)
