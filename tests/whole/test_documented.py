"""Every command and each of its options stands on a page for people, and pages name no other."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gmooc.commands.cli import manage
from paths import ROOT

PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
# A section is what stands below one heading.
SECTIONS = [part for page in PAGES for part in re.split(r"^#+ ", page.read_text(encoding="utf-8"), flags=re.M)]
NAMING = (
    *PAGES,
    *sorted((ROOT / "docs/decisions").glob("*.md")),
    *sorted((ROOT / ".github/workflows").glob("*.yml")),
    *sorted((ROOT / "content").glob("*.md")),
    ROOT / "CHANGELOG.md",
    ROOT / "scripts/gmooc/core/problem_messages.py",
    ROOT / "scripts/gmooc/checks/rule_texts.py",
    *sorted((ROOT / "theme/locales").rglob("*.po")),
)


def commands_of(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group with the words that call it."""
    context = click.Context(group)
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{name} {each}")
        elif command:
            yield f"{name} {each}", command


MANAGED = dict(commands_of(manage, "manage.py"))
DAILY = sorted(path.name for path in (ROOT / "scripts").glob("*.py") if path.name[0] != "_" and "hook" not in path.name)


def options_of(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts if option.startswith("--")}


def daily_options(name: str) -> set[str]:
    """Return the options of a file of scripts/, as its own help lists them."""
    run = subprocess.run(
        [sys.executable, ROOT / "scripts" / name, "--help"], capture_output=True, encoding="utf-8", check=True
    )
    return set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", run.stdout, re.M)) - {"--help"}


def undocumented(call: str, options: set[str]) -> list[str]:
    """Return the options that no section which names the command names, and the command if no section does."""
    naming = [section for section in SECTIONS if re.search(rf"(?<![\w.]){re.escape(call)}(?![\w-])", section)]
    named = {option for section in naming for option in re.findall(r"--[a-z][\w-]*", section)}
    return sorted(options - named) if naming else [call]


def test_daily_commands_are_those_that_stay_files() -> None:
    assert DAILY == ["build.py", "check.py", "manage.py", "new.py", "serve.py", "test.py"]


@pytest.mark.parametrize("call", MANAGED)
def test_command_and_its_options_stand_on_a_page(call: str) -> None:
    assert undocumented(call, options_of(MANAGED[call])) == []


@pytest.mark.parametrize("name", [name for name in DAILY if name != "manage.py"])
def test_daily_command_and_its_options_stand_on_a_page(name: str) -> None:
    assert undocumented(f"scripts/{name}", daily_options(name)) == []


def test_command_or_option_without_a_page_is_found() -> None:
    assert undocumented("manage.py vanish", {"--at"}) == ["manage.py vanish"]
    assert undocumented("manage.py record", {"--at", "--hosts"}) == ["--hosts"]


@pytest.mark.parametrize("page", NAMING, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page_names_only_commands_that_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    groups = {call.split()[1] for call in MANAGED}
    assert set(re.findall(r"scripts/manage\.py ([a-z][\w-]*)", text)) - groups == set()
    files = {name for name in re.findall(r"python3 scripts/(\w+\.py)", text) if not (ROOT / "scripts" / name).is_file()}
    assert files == set()
