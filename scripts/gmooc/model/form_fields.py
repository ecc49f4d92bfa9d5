"""Describe the fields of a form: what each is, how it is asked for, and its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


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


def told(fields: tuple[FormField, ...], say: Callable[[str], str]) -> tuple[FormField, ...]:
    """Give fields in another language."""
    return tuple(
        field._replace(
            label=say(field.label),
            help=say(field.help),
            example=say(field.example) if is_said(field) else field.example,
            fields=told(field.fields, say),
        )
        for field in fields
    )


def is_said(field: FormField) -> bool:
    """Tell whether an example is words, which other languages have their own for, not a code, an address or a key."""
    return field.sort in ("line", "sentence") and " " in field.example


def plain(field: FormField) -> dict[str, Any]:
    """Give a field for the browser, without what is empty."""
    whole = field._asdict() | {"fields": [plain(inner) for inner in field.fields]}
    return {key: value for key, value in whole.items() if value or key == "name"}
