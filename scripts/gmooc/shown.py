"""Hold the values of a record that was read in an earlier build, for those who only show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Shown:
    """A record without its model: the same fields by the same names. A page cannot tell them apart."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        yield from self.__dict__.items()
