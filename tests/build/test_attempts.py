"""A build ends with the new site or the old one, whatever happens to the files and the disk meanwhile."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gmooc.build.attempts import MAX_ATTEMPTS, PublishError, build_exclusively
from gmooc.build.job import Job, Report
from gmooc.build.workers import MIN_SHARED as ENOUGH_TO_SHARE
from gmooc.core.languages import LANGUAGES
from gmooc.core.settings import Settings
from paths import ROOT
from small_sites import NOW, build, engine, project, put, small_content, tree

# A command as people start it, but that its engine draws nothing but slots.
COMMAND = """
import sys
from pathlib import Path
from gmooc.build import Job
from gmooc.commands.building import build_or_exit
from paths import ROOT
from small_sites import NOW, engine
content, site = map(Path, sys.argv[1:])
report = build_or_exit(Job(ROOT, content, site, NOW, engine, {}, jobs=2))
print(report.written)
"""


pytestmark = pytest.mark.slow


def start(content: Path, site: Path, **more: object) -> subprocess.Popen[str]:
    paths = [str(ROOT / "scripts"), str(ROOT / "tests"), *filter(None, sys.path)]
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", COMMAND, content, site],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **more,
    )


def cold(content: Path, folder: Path) -> dict[str, bytes]:
    build(content, folder / "cold/site")
    built = tree(folder / "cold/site")
    shutil.rmtree(folder / "cold")
    return built


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = small_content(tmp_path / "content")
    for number in range(8):
        put(content, f"projects/2024/p-{number}.md", project(link="a"))
    return content


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, float]:
    """So many files that several processes parse them and write the pages; their site, and how long it took."""
    folder = tmp_path_factory.mktemp("large")
    content, site = write_all(small_content(folder / "content"), "water"), folder / "site"
    began = time.monotonic()
    with start(content, site) as first:
        assert first.wait(120) == 0
    return content, site, time.monotonic() - began


def write_all(content: Path, word: str) -> Path:
    """Write projects in all languages, as many files as are shared out, and as many pages."""
    for number in range(ENOUGH_TO_SHARE // len(LANGUAGES)):
        for ending in ("", *(f".{language}" for language in LANGUAGES[1:])):
            put(content, f"projects/2024/p-{number}{ending}.md", project(word, link="a"))
    return content


# Others who build.


def test_builds_at_once_take_turns(content, tmp_path):
    site = tmp_path / "site"
    for word in ("water", "ocean"):
        put(content, "projects/2024/p-1.md", project(word, link="a"))
        builds = [start(content, site) for _ in range(3)]
        said = [one.communicate(timeout=120) for one in builds]
        assert ([one.returncode for one in builds], [err for _, err in said if "Traceback" in err]) == ([0] * 3, [])
        # One writes, and the others find that nothing is left to do.
        assert sorted(out == "0\n" for out, _ in said) == [False, True, True]
        assert tree(site) == cold(content, tmp_path)


@pytest.mark.parametrize(("share", "word"), [(0.3, "ocean"), (0.6, "school"), (0.9, "مياه")])
def test_build_after_one_that_was_killed_writes_the_same(large, tmp_path, share, word):
    content, site, seconds = large
    write_all(content, word)
    with start(content, site) as killed:
        time.sleep(seconds * share)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        # Its workers may live for another moment.
        with start(content, site) as second:
            assert second.wait(120) == 0
    assert tree(site) == cold(content, tmp_path)


# Files that come and go.


def building(content: Path, site: Path, draw: object) -> Report:
    return build_exclusively(Job(ROOT, content, site, NOW, draw, {}), lambda message: None)  # type: ignore[arg-type]


def test_file_that_vanishes_makes_a_new_attempt(content, tmp_path):
    def draw(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        (content / "projects/2024/p-7.md").unlink(missing_ok=True)
        engine(content, target, settings, hidden)

    assert building(content, tmp_path / "site", draw).published
    assert tree(tmp_path / "site") == cold(content, tmp_path)
    assert not (tmp_path / "site/projects/2024/p-7").exists()


def test_folder_that_goes_and_comes_back_makes_a_new_attempt(content, tmp_path):
    aside = tmp_path / "aside"

    def draw(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        if not aside.exists():
            shutil.copytree(content, aside)
            shutil.rmtree(content)
        elif not content.exists():
            shutil.copytree(aside, content)
        engine(content, target, settings, hidden)

    with pytest.raises(PublishError, match=r"content: must be a folder that exists$"):
        building(content, tmp_path / "site", draw)
    shutil.copytree(aside, content)
    assert building(content, tmp_path / "site", draw).published


def test_files_that_never_rest_leave_the_old_site(content, tmp_path):
    build(content, tmp_path / "site")
    before = tree(tmp_path / "site")
    attempts = []

    def draw(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        attempts.append(1)
        put(content, "about.md", f"---\ntitle: About\n---\n{len(attempts)}\n")
        raise FileNotFoundError(content / "other.md")

    put(content, "about.md", "---\ntitle: About\n---\n0\n")
    with pytest.raises(PublishError) as raised:
        building(content, tmp_path / "site", draw)
    assert str(raised.value) == (
        f"{ROOT}: files changed during each of {MAX_ATTEMPTS} builds; {tmp_path}/site is as it was: "
        "build again when nothing writes to the project"
    )
    # The build itself begins again, too, when it meets a file that is not as it was scanned.
    assert len(attempts) >= MAX_ATTEMPTS
    assert tree(tmp_path / "site") == before


def test_fault_of_our_own_is_raised_at_once(content, tmp_path):
    attempts = []

    def draw(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        attempts.append(1)
        raise FileNotFoundError(content / "never-there.md")

    time.sleep(0.1)
    with pytest.raises(FileNotFoundError):
        building(content, tmp_path / "site", draw)
    assert len(attempts) == 1


def test_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PublishError, match=r"/nowhere: must be a folder that exists$"):
        building(tmp_path / "nowhere", tmp_path / "site", engine)


# Disks.


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk of so many bytes, where this machine lets us."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("may mount no disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def edit_all(content: Path) -> None:
    for number in range(8):
        put(content, f"projects/2024/p-{number}.md", project("ocean", link="a"))


def refused(content: Path, site: Path, **more: object) -> str:
    """Return what a build says that cannot write; it is one line, and the site stays as it was."""
    before = tree(site)
    with start(content, site, **more) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.count("\n")) == (2, "", 1), err
    assert tree(site) == before
    return err.strip()


@pytest.mark.parametrize("left", [0, 40_000])
def test_full_disk_leaves_the_old_site(content, tmp_path, left):
    with disk(tmp_path / "disk", "40m") as folder:
        site = folder / "site"
        build(content, site)
        edit_all(content)
        filler = folder / "filler"
        free = os.statvfs(folder)
        filler.write_bytes(bytes(free.f_bavail * free.f_frsize - left))
        message = refused(content, site)
        assert message.endswith(
            f"no space left on device; {site} is as it was: make room on the disk, or choose another folder with --site"
        )
        filler.unlink()
        build(content, site)
        assert tree(site) == cold(content, tmp_path)


@pytest.mark.parametrize("bytes_of_a_file", [0, 3000])
def test_files_that_may_not_grow_leave_the_old_site(content, tmp_path, bytes_of_a_file):
    site = tmp_path / "site"
    build(content, site)
    edit_all(content)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_of_a_file, bytes_of_a_file))

    # Standard output is no file here, so that what is said comes through.
    # SQLite calls it an error of the disk.
    assert f"; {site} is as it was: " in refused(content, site, preexec_fn=limit)
    build(content, site)
    assert tree(site) == cold(content, tmp_path)


def test_read_only_disk_leaves_the_old_site(content, tmp_path):
    with disk(tmp_path / "disk", "40m") as folder:
        site = folder / "site"
        build(content, site)
        edit_all(content)
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        message = refused(content, site)
        assert f"read-only file system; {site} is as it was: allow this user to read and write there" in message


def test_folder_of_somebody_else_leaves_the_old_site(content, tmp_path):
    if os.getuid() == 0:
        pytest.skip("root may write everywhere")
    site = tmp_path / "disk/site"
    build(content, site)
    edit_all(content)
    site.parent.chmod(0o555)
    try:
        assert f"permission denied; {site} is as it was" in refused(content, site)
    finally:
        site.parent.chmod(0o755)
