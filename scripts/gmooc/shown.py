"""Hold the values of a record for those who only show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Shown:
    """A record without its model: the same fields by the same names. A page cannot tell them apart."""

    # Beside the values, pydantic's validator sets these three.
    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        yield from self.__dict__.items()

    def __reduce__(self) -> tuple[object, ...]:
        return (Shown, (self.__dict__,))
