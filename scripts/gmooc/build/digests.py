"""Turn the inputs of a step or a target into a digest: equal inputs have equal digests, in every process.

Inputs are plain values, or objects that name their own `digest`: files, bytes that are kept, entries, frames. Anything
else is refused, because a digest could miss what it holds.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import PurePath
from types import FunctionType
from typing import Any

from pydantic import BaseModel

from gmooc.core.files import digest_of

_PLAIN = (str, int, float, bytes, bool, type(None))


def digest_of_inputs(inputs: Any) -> bytes:
    """Return the digest of inputs; raises TypeError for what is no input."""
    return digest_of(marshal.dumps(_plain(inputs), 0))


def _plain(value: Any) -> Any:
    """Return a value as nothing but texts, numbers, bytes and tuples, which marshal writes in one way only."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return tuple([_plain(inner) for inner in value])
    found = _TURNED.get(kind)
    if found is None:
        found = _TURNED[kind] = _turn_for(kind)
    return found(value)


# How values of a type are turned, worked out when one is first met.
_TURNED: dict[type, Callable[[Any], Any]] = {}


def _turn_for(kind: type) -> Callable[[Any], Any]:
    if hasattr(kind, "digest") and not issubclass(kind, tuple):
        return lambda value: value.digest
    if issubclass(kind, str):
        return lambda value: str.__str__(value)
    if issubclass(kind, tuple | list):
        return lambda value: tuple([_plain(inner) for inner in value])
    if issubclass(kind, frozenset | set):
        return lambda value: tuple(sorted(map(_plain, value)))
    if issubclass(kind, Mapping):
        return lambda value: tuple([(key, _plain(inner)) for key, inner in value.items()])
    if issubclass(kind, date | datetime):
        return lambda value: value.isoformat()
    if issubclass(kind, PurePath):
        return str
    if issubclass(kind, BaseModel):
        return lambda value: tuple([(name, _plain(inner)) for name, inner in value])
    if issubclass(kind, FunctionType | type):
        return _name_of
    raise TypeError(f"'{kind.__module__}.{kind.__qualname__}' is no input of a step: nothing tells its digest")


def _name_of(function: FunctionType | type) -> str:
    if getattr(function, "__closure__", None) or "<" in function.__qualname__:
        raise TypeError(f"'{function.__qualname__}' is no input of a step: it may hold what no digest tells")
    return f"{function.__module__}.{function.__qualname__}"
