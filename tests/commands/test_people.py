"""The command that takes a person out; what it finds and proves: tests/maintain/test_erasure.py."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from gmooc.commands.cli import manage


@pytest.mark.parametrize("name", ["", "  ", "…", "7"])
def test_name_without_a_letter_takes_out_nobody(name: str, tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("Nobody … 7\n", encoding="utf-8")
    result = CliRunner().invoke(manage, ["forget", name, "--content", str(tmp_path), "--site", str(tmp_path / "site")])
    assert result.exit_code == 2
    assert result.stderr.endswith(f"'NAME': must hold a letter (it is '{name.strip()}')\n")
    assert (tmp_path / "about.md").read_text(encoding="utf-8") == "Nobody … 7\n"


@pytest.mark.parametrize("name", ["李", "Amina  O."], ids=["one letter", "two spaces"])
def test_dry_run_says_where_a_name_stands_and_changes_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "about.md"
    file.write_text("By 李 and Amina O.\n", encoding="utf-8")
    result = CliRunner().invoke(manage, ["forget", name, "--dry-run", "--content", str(tmp_path)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{file}: 0 entries removed, 1 other mentions covered\n"
    assert file.read_text(encoding="utf-8") == "By 李 and Amina O.\n"
