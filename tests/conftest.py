"""What all tests share: the quick ones come first."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from drawn_site import build, small_content, small_site  # noqa: F401  Fixtures of all tests of outputs.
from gmooc.core.problems import Problem
from translated import assert_translated

# Seconds are a machine's: what is quick alone takes long beside other work, and is no fault.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

BROWSER = Path(__file__).parent / "browser"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--built-site", type=Path, help="folder of a site built from the small content, for browser tests")
    parser.addoption("--bless", action="store_true", help="take what golden tests find for what they should find")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: BROWSER in item.path.parents)


@pytest.fixture(autouse=True, scope="session")
def problems_are_translated() -> Iterator[None]:
    """Hold every problem that a test makes to being shown in all six languages."""
    made = Problem.__init__

    def make(problem: Problem, *arguments: Any, **named: Any) -> None:
        made(problem, *arguments, **named)
        assert_translated(problem)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", make)
        yield


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file that should hold it; `--bless` writes the file, for a maintainer to read the diff."""

    def _compare(name: str, text: str) -> None:
        file = Path(__file__).parent / "golden" / name
        if request.config.getoption("--bless"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8")

    return _compare
