"""The command line of manage.py: what it lists, what it loads, and how it ends."""

import errno
import subprocess
import sys
from collections.abc import Callable
from email.message import Message
from urllib.error import HTTPError

import click
import pytest
from click.testing import CliRunner

from gmooc.commands import cli
from gmooc.commands.cli import COMMANDS, TASK_OF, manage
from paths import ROOT

LOADED = "import sys; print(sorted(name for name in sys.modules if name.startswith('gmooc.')))"


def ending(end: Callable[[], int]) -> click.Command:
    return click.Command("smoke", callback=end)


def interrupt() -> int:
    raise KeyboardInterrupt


def test_help_lists_every_command_below_its_task() -> None:
    listed = CliRunner().invoke(manage, ["--help"]).output
    for task, commands in COMMANDS.items():
        below = listed.partition(f"\n{task.capitalize()}:\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in below.splitlines() if line.startswith("  ") and line[2] != " "] == list(
            commands
        )


def test_help_loads_no_command() -> None:
    code = f"from gmooc.commands.cli import manage; manage(['--help'], standalone_mode=False); {LOADED}"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "scripts", capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.splitlines()[-1] == "['gmooc.commands', 'gmooc.commands.cli']"


@pytest.mark.parametrize("name", [*TASK_OF, "translate update", "translate status", "translate mark"])
def test_help_of_a_command_shows_an_example(name: str) -> None:
    shown = CliRunner().invoke(manage, [*name.split(), "--help"])
    assert shown.exit_code == 0
    assert f"\n    python3 scripts/manage.py {name}" in shown.output
    assert CliRunner().invoke(manage, [*name.split(), "-h"]).output == shown.output


@pytest.mark.parametrize(
    ("name", "meant"), [("recrod", "Did you mean 'record'?"), ("xyz", ""), ("import_table", "'import-table'")]
)
def test_command_that_is_not_there_is_told_with_what_may_be_meant(name: str, meant: str) -> None:
    run = CliRunner().invoke(manage, [name])
    assert run.exit_code == 2
    assert f"No such command '{name}'." in run.output
    assert meant in run.output


@pytest.mark.parametrize(
    ("end", "status"), [(lambda: 0, 0), (lambda: 1, 1), (lambda: 2, 2), (interrupt, 130)], ids=["0", "1", "2", "Ctrl+C"]
)
def test_process_ends_with_what_a_command_returns(
    end: Callable[[], int], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gmooc.commands.site.smoke", ending(end))
    assert CliRunner().invoke(manage, ["smoke"]).exit_code == status


def refuse() -> int:
    raise PermissionError(errno.EACCES, "Permission denied", "build/x.zip")


def answer() -> int:
    raise HTTPError("https://example.org/", 403, "Forbidden", Message(), None)


def break_pipe() -> int:
    raise BrokenPipeError(errno.EPIPE, "Broken pipe")


def test_file_that_cannot_be_written_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmooc.commands.site.smoke", ending(refuse))
    result = CliRunner().invoke(manage, ["smoke"])
    assert (result.exit_code, result.stderr) == (2, "build/x.zip: Permission denied\n")


@pytest.mark.parametrize(
    ("end", "kind"), [(answer, HTTPError), (break_pipe, SystemExit)], ids=["answer of a host", "reader that went"]
)
def test_other_faults_are_not_taken_for_those_of_a_file(
    end: Callable[[], int], kind: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gmooc.commands.site.smoke", ending(end))
    result = CliRunner().invoke(manage, ["smoke"])
    assert (result.exit_code, type(result.exception), result.stderr) == (1, kind, "")


def test_every_name_is_that_of_one_command() -> None:
    assert len(TASK_OF) == sum(map(len, COMMANDS.values()))
    assert [name for name in TASK_OF if cli.manage.get_command(click.Context(manage), name) is None] == []
