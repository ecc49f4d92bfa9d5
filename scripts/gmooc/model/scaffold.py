"""Write a file to fill in from a record: every key with its meaning, an example, and whether it is optional."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args, get_origin

from gmooc.model.fields import records_in
from gmooc.model.form_words import form_words
from gmooc.model.kinds import KIND_OF
from gmooc.text.front_matter import write_lines, write_value

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from gmooc.model.records import Record

STORY_SECTIONS = {
    "project": form_words().story["en"],
    "challenge": ("What it is about", "How it works"),
}


def scaffold(kind: str, given: dict[str, Any]) -> str:
    """Return the text of a new file: `given` is filled in, required keys stand open, the others are comments.

    Examples are comments too, so that none is published by oversight; a key left open counts as left out.
    """
    model = KIND_OF[kind].record
    lines = ["---"]
    for name, field in model.model_fields.items():
        if name in given:
            lines.append(f"# {field.description}")
            lines += write_lines({name: str(given[name])}).split("\n")
        elif field.is_required():
            lines.append(f"# {field.description}")
            lines += _example(name, field, 0)
        else:
            lines.append(f"# May be left out. {field.description}")
            lines += [f"# {line}" for line in _example(name, field, 0)]
    lines.append("---")
    body = "".join(f"\n## {section}\n" for section in STORY_SECTIONS.get(kind, ()))
    return "\n".join(lines) + "\n" + (body or "\n")


def _example(name: str, field: FieldInfo, indent: int) -> list[str]:
    pad = "  " * indent
    inner: type[Record] | None = next(records_in(field.annotation), None)
    if inner is None:
        example = _example_of(field)
        return [f"{pad}{name}:" + (f"  # for example: {write_value(example)}" if example else "")]
    is_list = any(get_origin(part) is tuple for part in (field.annotation, *get_args(field.annotation)))
    rows: list[str] = []
    for inner_name, inner_field in inner.model_fields.items():
        rows += _example(inner_name, inner_field, indent + (2 if is_list else 1))
    if is_list:
        first = rows[0].lstrip()
        rows[0] = f"{pad}  - {first}"
    return [f"{pad}{name}:", *rows]


def _example_of(field: FieldInfo) -> Any:
    if "Literal" in str(field.annotation):
        return ", ".join(dict.fromkeys(re.findall(r"'([^']*)'", str(field.annotation))))
    return field.examples[0] if field.examples else ""
