"""The commands around a publication."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gmooc.commands.cli import manage

NEWS = "---\ntitle: Open\npublish_at: 2027-01-24 08:00 Asia/Shanghai\nkind: news\nsummary: It is open.\n---\nText.\n"
MOMENT = "2027-01-24 08:00 Asia/Shanghai (2027-01-24 00:00 UTC, 2027-01-24 08:00 Beijing)"
PATH = "announcements/2027-01-24-open.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one announcement to come."""
    file = tmp_path / "content" / PATH
    file.parent.mkdir(parents=True)
    file.write_text(NEWS, encoding="utf-8")
    return tmp_path / "content"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(manage, [str(argument) for argument in arguments])


def schedule(content: Path, *options: str) -> list[str]:
    result = run("schedule", "--content", content, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_schedule_says_what_is_to_come_in_three_zones(content: Path) -> None:
    assert schedule(content, "--now", "2027-01-23T23:59Z") == [f"{MOMENT}: {PATH}: comes out"]
    assert schedule(content, "--now", "2027-01-24T00:00Z") == ["nothing is to come"]


@pytest.mark.parametrize(
    ("minutes", "is_within"), [("59", False), ("60", True), ("61", True)], ids=["below", "at the limit", "above"]
)
def test_schedule_looks_ahead_so_many_minutes(content: Path, minutes: str, is_within: bool) -> None:
    lines = schedule(content, "--now", "2027-01-23T23:00Z", "--within", minutes)
    assert (lines != ["nothing is to come"]) == is_within


@pytest.mark.parametrize(
    ("now", "written"), [("2027-01-23T23:59Z", "at=2027-01-24T00:00:00Z\n"), ("2027-02-01T00:00Z", "at=\n")]
)
def test_schedule_tells_a_workflow_the_next_moment(
    content: Path, now: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    schedule(content, "--now", now, "--github")
    assert (tmp_path / "output").read_text() == written


def test_record_writes_what_is_public_and_is_content_with_it(content: Path) -> None:
    at = ("--at", "2027-01-24T08:00+08:00", "--content", content)
    first = run("record", "--check", *at)
    assert (first.exit_code, (content / "addresses.txt").exists()) == (1, False)
    second = run("record", *at)
    assert (second.exit_code, second.stdout) == (0, first.stdout)
    assert "announcements/2027-01-24-open/" in (content / "addresses.txt").read_text(encoding="utf-8")
    assert (run("record", "--check", *at).exit_code, run("record", *at).stdout) == (0, "nothing new to record\n")


def test_record_holds_nothing_that_is_to_come(content: Path) -> None:
    run("record", "--at", "2027-01-24T07:59:59+08:00", "--content", content)
    assert "2027-01-24-open" not in (content / "addresses.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    ["", "2027-01-24-open", "content/announcements/2027-01-24-open.md", "2027-01-24-open.zh.md"],
    ids=["the next", "its name", "its file", "a translation"],
)
def test_announce_writes_texts_and_publishes_nothing(content: Path, name: str, tmp_path: Path) -> None:
    options = ("--site-url", "https://example.org/", "--to", tmp_path / "out", "--content", content)
    result = run("announce", *filter(None, [name]), *options)
    folder = tmp_path / "out/2027-01-24-open"
    files = [folder / file for file in ("mail.en.md", "mail.en.html", "social.en.txt")]
    assert result.stdout == "".join(f"{file}\n" for file in files) + "Nothing of this is published or sent.\n"
    assert (result.exit_code, sorted(folder.iterdir())) == (0, sorted(files))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the site's address is not known: set site_url in mkdocs.yml, or give --site-url\n"),
        (("nope", "--site-url", "https://example.org/"), "{content}/announcements/nope.md: is not there\n"),
    ],
    ids=["no address", "no such announcement"],
)
def test_announce_says_why_it_writes_nothing(
    content: Path, arguments: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("GMOOC_SITE_URL", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(variable, raising=False)
    result = run("announce", *arguments, "--content", content)
    assert (result.exit_code, result.stderr) == (1, message.format(content=content))


def test_announce_without_a_name_needs_one_to_come(tmp_path: Path) -> None:
    result = run("announce", "--site-url", "https://example.org/", "--content", tmp_path)
    assert result.exit_code == 1
    assert result.stderr == "no announcement is to come: name one, such as 2027-01-24-gmooc-2027-opens\n"
