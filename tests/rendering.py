"""Help for tests of outputs: what they may look at, and what they make of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gmooc.content.catalogue import Catalogue
from gmooc.content.published import Ledger
from gmooc.core.files import Blob
from gmooc.core.settings import Settings
from gmooc.render.target import Kept, OutputContext, Target


def context_of(catalogue: Catalogue, settings: Settings, **more: Any) -> OutputContext:
    """Return what outputs may look at, with nothing but a catalogue in it, unless more is given."""
    nothing: dict[str, Any] = {
        "frames": {},
        "kept": {},
        "searched": frozenset(),
        "ledger": Ledger({}, {}, {}),
        "images": {},
        "pictures": (),
        "changed": {},
        "figures": {},
        "goal_words": (),
        "tools": {},
    }
    return OutputContext(catalogue, settings, **{**nothing, **more})


def kept_of(**pieces: bytes) -> Kept:
    """Return the pieces that are kept of an entry; those that are not given are empty."""
    return Kept(b"", lambda _, name: Blob.of(pieces.get(name, b"")))


def files_of(targets: Iterable[Target]) -> dict[str, bytes]:
    """Return the bytes of all files of targets, by path."""
    return {path: content for target in targets for path, content in target.contents()}


def values_of_column(column: dict[str, list[str]]) -> list[str]:
    """Read a column of the search index as the browser does: the values of each row, with commas between them."""

    def value(character: str) -> str:
        code = ord(character)
        return column["values"][(code if code < 0xD800 else code - 0x800) - ord("#")]

    places = zip(*column["rows"], strict=True)
    return [",".join(value(character) for character in place if character != " ") for place in places]
