"""Check front matter without the model, which takes longer to load than a small change takes to build.

What the model comes to, the core schema that pydantic hands to its validator, is kept where Python keeps compiled
modules. A record made by it holds the same values by the same names.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic_core import SchemaValidator

from gmooc.kinds import KIND_OF
from gmooc.made import made_once
from gmooc.shown import Shown

# For other uses than reading: descriptions, and how a record would be written out.
_NOT_READ = frozenset(("metadata", "serialization"))


@cache
def validator_of(kind: str) -> SchemaValidator:
    """Give what reads the front matter of a kind: `validate_python` gives a record or raises ValidationError."""
    return SchemaValidator(made_once(f"reader-{kind}", lambda: _without_model(_core_schema_of(kind))))


def _core_schema_of(kind: str) -> Any:
    model = KIND_OF[kind].load_model()
    model.model_rebuild()
    return model.__pydantic_core_schema__


def _without_model(part: Any) -> Any:
    """Give a core schema whose records are plain values."""
    if isinstance(part, list):
        return [_without_model(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _without_model(value) for key, value in part.items() if key not in _NOT_READ}
    if part.get("type") == "model":
        found["cls"] = Shown
    return found
