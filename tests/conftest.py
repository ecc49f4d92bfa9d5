"""What all tests share: the quick ones come first."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from gmooc.problems import Problem
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
