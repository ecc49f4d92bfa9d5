"""What every output may look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gmooc.catalogue import Catalogue
from gmooc.ledger import Ledger
from gmooc.outputs.templates import Templates
from gmooc.records import Entry
from gmooc.settings import Settings


class Kept(NamedTuple):
    """Where the lines of every entry lie that files about many entries are joined from, and how to get them."""

    places: dict[str, tuple[int, int]]
    get: Callable[[tuple[int, int]], bytes]


class Opener(NamedTuple):
    """Opens the whole entry of a file, for the few outputs that show one; `inputs` digests what it is read of."""

    inputs: Callable[[str], bytes]
    read: Callable[[str], Entry]


class Making(NamedTuple):
    """The catalogue, the settings, the templates, the addresses of all pages that have a record or a file, the lines
    that were kept of every entry, what was published before, and how to open an entry."""

    catalogue: Catalogue
    settings: Settings
    templates: Templates
    urls: tuple[str, ...]
    kept: Kept
    ledger: Ledger
    open: Opener
