"""What every output may look at."""

from __future__ import annotations

from typing import NamedTuple

from gmooc.catalogue import Catalogue
from gmooc.outputs.templates import Templates
from gmooc.settings import Settings


class Making(NamedTuple):
    """The catalogue, the settings, the templates, and the addresses of all pages that have a record or a file."""

    catalogue: Catalogue
    settings: Settings
    templates: Templates
    urls: tuple[str, ...]
