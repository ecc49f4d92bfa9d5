"""The commands that look at a pull request; what `comment` asks and writes: tests/maintain/test_pull_requests.py."""

import pytest
from click.testing import CliRunner

from gmooc.commands.cli import manage


def test_commit_that_is_not_there_is_refused() -> None:
    result = CliRunner().invoke(manage, ["review", "--base", "no-such-commit"])
    assert result.exit_code == 2
    assert result.stderr.endswith("'--base': must be a commit of this repository (it is 'no-such-commit')\n")


def test_comment_says_what_a_run_of_the_code_host_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_EVENT_PATH", "GITHUB_API_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    result = CliRunner().invoke(manage, ["comment"])
    assert (result.exit_code, result.stderr) == (
        2,
        "GITHUB_TOKEN: must be set, as in a run of GitHub Actions\n",
    )
