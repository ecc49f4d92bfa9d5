"""Turn the model into snippets for editors: whole front matter, and each key with its choices and an example.

They are in Visual Studio Code's own format, which needs no extension: none that is kept up checks the front matter of
Markdown files against a schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from gmooc.front_matter import write_value
from gmooc.kinds import KIND_OF
from gmooc.scaffold import SECTIONS

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from gmooc.model import Record

# The kinds that people write; those of goals are there already.
KINDS = ("project", "challenge", "announcement")


def snippets_file() -> str:
    """Give the text of the file of snippets."""
    return json.dumps(snippets(), ensure_ascii=False, indent=2) + "\n"


def snippets() -> dict[str, dict[str, Any]]:
    """Give all snippets by their names: 'project' is a whole file, 'project: links' one key of it."""
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        model = KIND_OF[kind].record
        found[kind] = _snippet(f"gmooc-{kind}", f"A new {kind}: what is required", list(_whole(kind, model)))
        for name, field in model.model_fields.items():
            body = list(_field(name, field, "", count(1)))
            found[f"{kind}: {name}"] = _snippet(name, f"{kind}: {field.description or name}", body)
    return found


def _snippet(prefix: str, description: str, body: list[str]) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "description": description, "body": body}


def _whole(kind: str, model: type[Record]) -> Iterator[str]:
    stops = count(1)
    yield "---"
    for name, field in model.model_fields.items():
        if field.is_required():
            yield from _field(name, field, "", stops)
    yield "---"
    for section in SECTIONS.get(kind, ()):
        yield from ("", f"## {section}", "", f"${next(stops)}")
    yield "$0"


def _field(name: str, field: FieldInfo, pad: str, stops: Iterator[int]) -> Iterator[str]:
    inner, is_list = _peeled(field.annotation)
    if hasattr(inner, "model_fields"):
        yield f"{pad}{name}:"
        below = f"{pad}    " if is_list else f"{pad}  "
        required = {key: one for key, one in inner.model_fields.items() if one.is_required()} or inner.model_fields
        rows = [row for key, one in required.items() for row in _field(key, one, below, stops)]
        yield rows[0].replace(below, f"{pad}  - ", 1) if is_list else rows[0]
        yield from rows[1:]
    elif is_list and get_origin(inner) is not Literal:
        examples = [write_value(example) for example in field.examples[0]] if field.examples else [""]
        yield f"{pad}{name}: [{', '.join(_stop(example, stops) for example in examples)}]"
    else:
        written = (
            _choice(get_args(inner), stops) if get_origin(inner) is Literal else _stop(_example(inner, field), stops)
        )
        yield f"{pad}{name}: [{written}]" if is_list else f"{pad}{name}: {written}"


def _example(inner: Any, field: FieldInfo) -> str:
    if inner is bool:
        return "true"
    return write_value(field.examples[0]) if field.examples else ""


def _stop(text: str, stops: Iterator[int]) -> str:
    for sign in "\\$}":
        text = text.replace(sign, f"\\{sign}")
    return f"${{{next(stops)}:{text}}}" if text else f"${next(stops)}"


def _choice(values: tuple[Any, ...], stops: Iterator[int]) -> str:
    return f"${{{next(stops)}|{','.join(map(str, values))}|}}"


def _peeled(hint: Any) -> tuple[Any, bool]:
    """Take off what says that a value may be absent, how it is checked, or that there are many."""
    arguments = get_args(hint)
    if hasattr(hint, "__metadata__"):
        return _peeled(arguments[0])
    if type(None) in arguments:
        return _peeled(next(argument for argument in arguments if argument is not type(None)))
    if get_origin(hint) is tuple:
        return _peeled(arguments[0])[0], True
    return hint, False
