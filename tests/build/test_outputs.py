"""Every output of the project is in the registry, and an address goes to the first that names it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from gmooc.build.outputs import OUTPUTS
from gmooc.content.catalogue import Catalogue
from gmooc.core.settings import Settings
from gmooc.exports.api import api_targets
from gmooc.pages.small_pages import redirect_targets
from paths import ROOT
from rendering import context_of

_OUTPUT = re.compile(r"^def (\w+_targets)\(context: OutputContext\)", re.MULTILINE)


def test_every_function_that_lists_targets_of_a_site_is_registered_once() -> None:
    modules = (ROOT / "scripts/gmooc").rglob("*.py")
    written = sorted(name for module in modules for name in _OUTPUT.findall(module.read_text(encoding="utf-8")))
    assert sorted(output.__name__ for output in OUTPUTS) == written
    assert len(set(OUTPUTS)) == len(OUTPUTS)


def test_earlier_addresses_come_last_so_that_none_takes_the_place_of_a_page() -> None:
    assert OUTPUTS[-1] is redirect_targets
    assert OUTPUTS.index(api_targets) < len(OUTPUTS) - 1


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.__name__)
def test_output_of_a_site_without_content_names_no_file_twice(output) -> None:
    settings = Settings("GMOOC", "", "https://example.org/")
    context = context_of(Catalogue(datetime(2026, 11, 24, tzinfo=UTC)), settings)
    paths = [path for target in output(context) for path in target.paths]
    assert len(set(paths)) == len(paths)
    assert [path for path in paths if path.startswith("/") or ".." in path] == []
