"""What commands do around a build: a demo that touches nothing else, and a build that cannot be done is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gmooc.build import Job
from gmooc.build.attempts import PublishError
from gmooc.commands import building
from gmooc.commands.building import MADE_UP, build_or_exit, job_of, refuse_demo, start_demo
from gmooc.core.settings import SettingsError
from paths import ROOT


def test_job_is_that_of_the_project_now(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    job = job_of(tmp_path / "a/../content", tmp_path / "site")
    assert (job.root, job.content, job.site) == (ROOT, tmp_path / "content", tmp_path / "site")
    assert before <= job.now <= datetime.now(UTC)
    assert job.jobs >= 1


def test_demo_begins_with_the_published_content_and_again_with_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    for _ in range(2):
        assert start_demo(folder) == ""
        assert (folder / "sdgs/sdg-06.md").read_bytes() == (ROOT / "content/sdgs/sdg-06.md").read_bytes()
        assert not (folder / "made-up.md").exists()
        (folder / "made-up.md").write_text("x")


@pytest.mark.parametrize("folder", ["content", "content/demo"])
def test_demo_stays_out_of_the_content(folder: str) -> None:
    assert start_demo(ROOT / folder) == f"{ROOT / folder}: must lie outside content/, where only what is real belongs"
    assert not (ROOT / "content" / MADE_UP).exists()


def test_demo_removes_nothing_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("x")
    assert start_demo(tmp_path) == f"{tmp_path}: holds files that this command did not make; nothing was written"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.md"]


def test_demo_may_begin_in_an_empty_folder(tmp_path: Path) -> None:
    assert start_demo(tmp_path) == ""
    assert (tmp_path / MADE_UP).exists()


def test_nothing_is_kept_of_entries_that_are_made_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refuse_demo(tmp_path)
    (tmp_path / MADE_UP).touch()
    with pytest.raises(SystemExit, match="2"):
        refuse_demo(tmp_path)
    assert capsys.readouterr().err == f"{tmp_path}: holds entries that are made up; no archive is made of them\n"


@pytest.mark.parametrize(
    ("raised", "status", "told"),
    [
        (PublishError("site: is full"), 2, "site: is full\n"),
        (SettingsError("mkdocs.yml:1: must be a mapping"), 2, "mkdocs.yml:1: must be a mapping\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=["not published", "settings", "Ctrl+C"],
)
def test_build_that_cannot_be_done_ends_the_command(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    raised: BaseException,
    status: int,
    told: str,
) -> None:
    def build(job: Job, notify: object, *, from_nothing: bool) -> None:
        raise raised

    monkeypatch.setattr(building, "build_exclusively", build)
    with pytest.raises(SystemExit) as ended:
        build_or_exit(job_of(tmp_path, tmp_path / "site"))
    assert (ended.value.code, capsys.readouterr().err) == (status, told)
