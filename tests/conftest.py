"""What all tests share: the quick ones come first."""

from pathlib import Path

import pytest
from hypothesis import settings

# Seconds are a machine's: what is quick alone takes long beside other work, and is no fault.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

BROWSER = Path(__file__).parent / "browser"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--built-site", type=Path, help="folder of a site built from the small content, for browser tests")
    parser.addoption("--bless", action="store_true", help="take what golden tests find for what they should find")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: BROWSER in item.path.parents)
