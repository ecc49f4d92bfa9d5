"""What all tests share: their order, what `--quick` leaves out, the profiles of hypothesis, and golden files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from drawn_site import (  # noqa: F401  Fixtures of all tests of outputs.
    addressed_site,
    build,
    crowded_site,
    once,
    small_content,
    small_site,
)
from gmooc.core.problems import Problem
from translated import assert_translated

# Seconds are a machine's: what is quick alone takes long beside other work, and is no fault.
settings.register_profile("patient", deadline=None)
# Ten times as many inputs and histories, for a change of the build or the reader: --hypothesis-profile=thorough.
settings.register_profile("thorough", settings.get_profile("patient"), max_examples=1000)
settings.load_profile("patient")

TESTS = Path(__file__).parent
# Folders of tests that take long, and of fixtures that build the whole site.
SLOW_FOLDERS = ("browser", "hostile", "whole")
SLOW_FIXTURES = ("build", "once")
# Workers begin with these, so that none is left alone with one of them at the end.
SLOWEST = (
    "whole/test_site.py",
    "browser/test_axe_languages.py",
    "browser/test_axe.py",
    "whole/test_serve.py",
    "build/test_attempts.py",
    "whole/test_targets.py",
    "browser/test_form.py",
    "browser/test_pages.py",
    "browser/test_grid.py",
    "browser/test_gallery.py",
    "browser/test_search.py",
    "whole/test_engines.py",
    "browser/test_form_steps.py",
    "browser/test_html.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--built-site", type=Path, help="folder of a site built from the small content, for browser tests")
    parser.addoption("--bless", action="store_true", help="take what golden tests find for what they should find")
    parser.addoption(
        "--quick", action="store_true", help="leave out tests of whole sites, of hostile input, in a browser"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: builds many sites or starts many commands; --quick leaves it out")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    is_left_out = (
        config.getoption("--quick") and collection_path.parent == TESTS and collection_path.name in SLOW_FOLDERS
    )
    return True if is_left_out else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--quick"):
        config.hook.pytest_deselected(items=[item for item in items if is_slow(item)])
        items[:] = [item for item in items if not is_slow(item)]
    names = {item: item.path.relative_to(TESTS).as_posix() for item in items}
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: SLOWEST.index(names[item]) if names[item] in SLOWEST else len(SLOWEST))
    else:
        # Who looks on hears of what is quickly known first.
        items.sort(key=lambda item: names[item].startswith("browser/"))


def is_slow(item: pytest.Item) -> bool:
    """Whether a test of another folder is left out where little time is."""
    fixtures = getattr(item, "fixturenames", ())
    is_marked = item.get_closest_marker("slow") is not None
    return is_marked or any(name in fixtures for name in SLOW_FIXTURES)


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
