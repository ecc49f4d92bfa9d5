"""The options that several commands share."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gmooc.commands import options
from gmooc.commands.options import (
    AT,
    EXISTING_CONTENT,
    ArgumentError,
    read_executor,
    read_folder,
    read_moment,
    site_settings,
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-01-24T08:00+08:00", datetime(2027, 1, 24, tzinfo=UTC)),
        ("2027-01-24T00:00:00Z", datetime(2027, 1, 24, tzinfo=UTC)),
        ("2027-01-23 23:59:59-00:01", datetime(2027, 1, 24, 0, 0, 59, tzinfo=UTC)),
    ],
    ids=["Beijing", "Z", "west"],
)
def test_moment_is_read_in_utc(text: str, moment: datetime) -> None:
    read = read_moment(text)
    assert (read, read.tzinfo) == (moment, UTC)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2027-01-24T08:00", "must hold a zone, as in 2027-01-24T08:00+08:00 (it is '2027-01-24T08:00')"),
        ("soon", "must be a moment, as in 2027-01-24T08:00+08:00 (it is 'soon')"),
    ],
    ids=["no zone", "no moment"],
)
def test_both_kinds_of_command_say_what_a_moment_must_hold(
    text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--at", **AT)
    with pytest.raises(SystemExit, match="2"):
        parser.parse_args(["--at", text])
    assert capsys.readouterr().err.endswith(f"error: argument --at: {message}\n")
    command = click.Command("x", params=[click.Option(["--at"], **AT)])
    run = CliRunner().invoke(command, ["--at", text])
    assert (run.exit_code, run.output.splitlines()[-1]) == (2, f"Error: Invalid value for '--at': {message}")


@pytest.mark.parametrize(("text", "address"), [("local", ""), ("dask://10.0.0.2:8786", "10.0.0.2:8786")])
def test_executor_is_this_machine_or_a_scheduler(text: str, address: str) -> None:
    assert read_executor(text) == address


@pytest.mark.parametrize("text", ["", "dask", "dask://host", "dask://:8786", "tcp://host:8786", "dask://host:port"])
def test_executor_of_another_sort_is_refused(text: str) -> None:
    with pytest.raises(ArgumentError) as error:
        read_executor(text)
    assert str(error.value) == f"must be 'local' or 'dask://HOST:PORT' (it is '{text}')"


def test_executor_without_its_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "find_spec", lambda name: None)
    with pytest.raises(ArgumentError, match=r"needs 'distributed': .*pip install .* -r requirements-scale\.txt$"):
        read_executor("dask://host:8786")
    assert read_executor("local") == ""


def test_folder_that_is_only_read_must_be_there(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert read_folder(str(tmp_path)) == tmp_path
    for other in (file, tmp_path / "none"):
        with pytest.raises(ArgumentError) as error:
            read_folder(str(other))
        assert str(error.value) == f"must be a folder that exists (it is '{other}')"
    assert EXISTING_CONTENT["default"].is_dir()


def test_settings_are_those_of_the_site_and_the_environment() -> None:
    assert site_settings({"GMOOC_SITE_URL": "https://example.org/"}).site_url == "https://example.org/"


def test_setting_that_cannot_be_followed_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mkdocs.yml").write_text("extra:\n  contact: {mail: hello}\n", encoding="utf-8")
    monkeypatch.setattr("gmooc.commands.options.ROOT", tmp_path)
    with pytest.raises(SystemExit, match="2"):
        site_settings({})
    assert capsys.readouterr().err.startswith("mkdocs.yml:2:13: extra.contact.mail: must be one address of mail")
