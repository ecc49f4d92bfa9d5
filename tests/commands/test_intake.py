"""The commands that take in what came without git: what they write, refuse and say, and how they end."""

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gmooc.commands import intake
from gmooc.commands.cli import manage

STILL = """---
title: Still
summary: A solar still of local parts.
challenge: gmooc-2024
year: 2024
team: {name: Blue}
sdgs: {main: {goal: 6, how: Gives families safe water.}}
outcome: app
status: idea
---
## The problem

Water is far away.
"""
PATH = "projects/2024/still.md"
TABLE = "Title,Summary,Team,Goal,Unheard of\nStill,A solar still.,Blue,6,x\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


def run(command: str, content: Path, *arguments: object) -> Result:
    return CliRunner().invoke(manage, [command, "--content", str(content), *map(str, arguments)])


def sent(content: Path, text: str = STILL, name: str = "still.md") -> Path:
    file = content.parent / name
    file.write_text(text, encoding="utf-8")
    return file


def files_of(content: Path) -> list[str]:
    return sorted(file.relative_to(content).as_posix() for file in content.rglob("*") if file.is_file())


# What came by mail.


def test_write_up_is_written_and_how_to_commit_it_is_said(content: Path) -> None:
    result = run("import-submission", content, sent(content))
    assert files_of(content) == [PATH]
    assert f"wrote content/{PATH}" in result.stdout.splitlines()
    assert result.stdout.splitlines()[-1].startswith("1 write-ups, ")


def test_dry_run_says_the_same_and_writes_nothing(content: Path) -> None:
    result = run("import-submission", content, "--dry-run", sent(content))
    assert files_of(content) == []
    assert f"would write content/{PATH}" in result.stdout.splitlines()


def test_file_that_is_not_there_is_told(content: Path) -> None:
    file = content.parent / "nothing.zip"
    result = run("import-submission", content, file)
    assert (result.exit_code, result.stderr) == (2, f"{file}: No such file or directory\n")


@pytest.mark.parametrize(
    ("size", "is_refused"), [(2**20 - 1, False), (2**20, False), (2**20 + 1, True)], ids=["below", "at", "above"]
)
def test_file_has_a_largest_size(content: Path, monkeypatch: pytest.MonkeyPatch, size: int, is_refused: bool) -> None:
    monkeypatch.setattr(intake, "MAX_UNPACKED_BYTES", 2**20)
    file = sent(content, "x" * size, "large.zip")
    result = run("import-submission", content, file)
    assert (result.exit_code, "at most 1 MiB" in result.stderr) == (1, is_refused)


def test_file_that_differs_is_not_written_over_unless_asked(content: Path) -> None:
    run("import-submission", content, sent(content))
    later = sent(content, STILL.replace("far away", "near"))
    refused = run("import-submission", content, later)
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[0] == f"content/{PATH}: is there already and differs"
    assert refused.stderr.splitlines()[-1] == "nothing was written; --replace puts what was sent in its place"
    assert "far away" in (content / PATH).read_text(encoding="utf-8")
    run("import-submission", content, "--replace", later)
    assert "near" in (content / PATH).read_text(encoding="utf-8")


def test_two_write_ups_of_one_name_are_refused(content: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/still.md", STILL)
        archive.writestr("b/still.md", STILL.replace("Blue", "Red"))
    file = content.parent / "two.zip"
    file.write_bytes(packed.getvalue())
    result = run("import-submission", content, file)
    assert (result.exit_code, files_of(content)) == (1, [])
    assert f"content/{PATH}: two write-ups would be this file" in result.stderr


def test_unsafe_archive_writes_nothing_and_every_fault_is_told(content: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../still.md", STILL)
        archive.writestr("/etc/still.md", STILL)
    file = content.parent / "unsafe.zip"
    file.write_bytes(packed.getvalue())
    result = run("import-submission", content, file)
    assert (result.exit_code, files_of(content)) == (1, [])
    assert result.stderr.splitlines()[-1] == f"nothing was written: {len(result.stderr.splitlines()) - 1} faults"


# A spreadsheet.


def test_first_run_writes_down_the_columns_and_nothing_else(content: Path) -> None:
    table = sent(content, TABLE, "projects.csv")
    result = run("import-table", content, table)
    assert (result.exit_code, files_of(content)) == (1, [])
    assert "    'Unheard of' -> ?" in result.stdout.splitlines()
    assert "5 columns, 1 of them not understood" in result.stdout
    assert (content.parent / "projects.csv.columns.yml").exists()


def test_second_run_writes_rows_and_says_what_was_left_out(content: Path) -> None:
    table = sent(content, TABLE, "projects.csv")
    run("import-table", content, table)
    result = run("import-table", content, table, "--year", "2024", "--challenge", "gmooc-2024", "--language", "en")
    assert files_of(content) == [PATH]
    assert "left out, because nobody said what they hold: 'Unheard of'" in result.stdout
    assert f"wrote content/{PATH} (row 2)" in result.stdout
    again = run("import-table", content, table, "--year", "2024", "--challenge", "gmooc-2024", "--language", "en")
    assert "1 rows, 0 written, 0 differ" in again.stdout


def test_column_that_came_later_is_asked_for(content: Path) -> None:
    table = sent(content, TABLE, "projects.csv")
    run("import-table", content, table)
    sent(content, TABLE.replace("Title,", "Title,New,").replace("Still,", "Still,y,"), "projects.csv")
    result = run("import-table", content, table)
    assert (result.exit_code, files_of(content)) == (1, [])
    assert "'New': is a column without a line here" in result.stderr
    assert result.stderr.splitlines()[-1] == "nothing was written"


def test_table_that_cannot_be_read_is_told(content: Path) -> None:
    table = content.parent / "nothing.csv"
    result = run("import-table", content, table)
    assert (result.exit_code, result.stderr) == (2, f"{table}: No such file or directory\n")
