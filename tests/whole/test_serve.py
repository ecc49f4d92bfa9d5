"""Real previews of a project of its own: two of one site, and one whose files git moves away."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

import serve
from corpus import corpus
from gmooc.commands.options import ROOT as PROJECT
from paths import ROOT

TOOLS = ("scripts", "theme", "mkdocs.yml", "requirements.txt", "requirements-dev.txt", "pyproject.toml")
PATIENCE = 240

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links to folders")


class Server:
    """A `serve.py` in a process of its own, and all that it printed."""

    def __init__(self, project: Path, port: int, *options: str) -> None:
        command = [sys.executable, "-u", project / "scripts/serve.py", "--port", str(port), *options]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            # Commands that a shell runs in the background ignore Ctrl+C, and so would all that they start.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.said: list[str] = []
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        self.said.extend(iter(self.process.stdout.readline, ""))

    def await_line(self, pattern: str, after: int = 0) -> re.Match[str]:
        return await_that(lambda: next(filter(None, (re.search(pattern, line) for line in self.said[after:])), None))

    @property
    def port(self) -> int:
        return int(self.await_line(r"^http://127\.0\.0\.1:(\d+)/")[1])

    def get(self, path: str) -> str:
        """Return a page; '' while there is none."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as line:
            try:
                line.request("GET", path)
                answer = line.getresponse()
                text = answer.read().decode()
            except OSError:
                return ""
        return text if answer.status == 200 else ""


def await_that(found: object) -> re.Match[str]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if result := found():  # type: ignore[operator]
            return result  # type: ignore[no-any-return]
        time.sleep(0.1)
    raise AssertionError(f"not within {PATIENCE} s")


@contextmanager
def serving(project: Path, port: int, *options: str) -> Iterator[Server]:
    server = Server(project, port, *options)
    try:
        yield server
        assert server.process.poll() is None, "".join(server.said)
    except AssertionError as error:
        error.add_note("".join(server.said))
        raise
    finally:
        server.process.send_signal(signal.SIGINT)
        server.process.wait(60)
        server.listener.join()
        assert server.process.stdout is not None
        server.process.stdout.close()
    assert not any("Traceback" in line for line in server.said), "".join(server.said)


def git(project: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=project, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout of the project with few entries."""
    project = tmp_path / "project"
    project.mkdir()
    for name in TOOLS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, project / name)
        else:
            shutil.copyfile(ROOT / name, project / name)
    entries = shutil.ignore_patterns("20*", "*.txt", "links.json")
    shutil.copytree(ROOT / "content", project / "content", ignore=entries)
    shutil.copytree(ROOT / "tests/sites/small/content", project / "content", dirs_exist_ok=True)
    (project / ".venv").symlink_to((ROOT / ".venv").resolve())
    return project


ABOUT = "---\ntitle: About\n---\nThis stands in {word}.\n"


def test_two_previews_of_one_site_show_what_was_saved(project):
    with serving(project, 18300) as first, serving(project, 18320) as second:
        await_that(lambda: first.get("/about/") and second.get("/about/"))
        files = sum(path.is_file() for path in (project / "site").rglob("*"))
        for word in ("ocean", "school"):
            (project / "content/about.md").write_text(ABOUT.format(word=word), encoding="utf-8")
            await_that(lambda word=word: all(word in server.get("/about/") for server in (first, second)))
            await_that(
                lambda word=word: first.said[-1].startswith("built in") and second.said[-1].startswith("built in")
            )
        assert sum(path.is_file() for path in (project / "site").rglob("*")) == files


def test_preview_survives_a_checkout(project):
    (project / ".gitignore").write_text("/site/\n/.*\n!/.gitignore\n__pycache__/\n")
    git(project, "init", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-m", "Main")
    git(project, "switch", "-c", "other")
    # Other scripts, another theme, other content; a folder is gone.
    job = project / "scripts/gmooc/build/job.py"
    job.write_text(job.read_text(encoding="utf-8") + "\n# Other.\n", encoding="utf-8")
    git(project, "rm", "-r", "-q", "content/projects/2026", "scripts/manage.py", "mkdocs.yml")
    shutil.copyfile(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    (project / "content/about.md").write_text(ABOUT.format(word="other"), encoding="utf-8")
    git(project, "add", ".")
    git(project, "commit", "-m", "Other")
    git(project, "switch", "main")
    page = "/projects/2026/shadow-theatre/"
    with serving(project, 18340) as server:
        await_that(lambda: server.get(page))
        git(project, "switch", "other")
        await_that(lambda: "other" in server.get("/about/") and not server.get(page))
        git(project, "switch", "main")
        await_that(lambda: server.get(page) and "stands in other" not in server.get("/about/"))


def test_scripts_that_cannot_run_are_waited_for(project):
    with serving(project, 18360) as server:
        await_that(lambda: server.get("/about/"))
        job = project / "scripts/gmooc/build/job.py"
        sound = job.read_text(encoding="utf-8")
        job.write_text(sound + "\n<<<<<<< HEAD\n", encoding="utf-8")
        server.await_line(r"^scripts/ cannot run as they are \(SyntaxError: .*\); waiting until they are saved again")
        assert server.get("/about/")
        before = len(server.said)
        job.write_text(sound, encoding="utf-8")
        server.await_line("^building", before)
        await_that(lambda: server.get("/about/"))


@pytest.mark.parametrize(
    ("options", "folder", "path"),
    [
        (("--demo",), "build/demo", "challenges/sample-cities.md"),
        (("--demo", "1"), "build/demo-1", next(corpus(1))[0]),
    ],
    ids=["samples", "generated"],
)
def test_demo_shows_made_up_projects_and_touches_nothing_else(project, options, folder, path):
    for name in ("benchmarks/corpus.py", "tools/demo.py"):
        (project / name).parent.mkdir()
        shutil.copyfile(ROOT / name, project / name)
    shutil.copytree(ROOT / "tests/sites/demo", project / "tests/sites/demo")
    before = sorted((project / "content").rglob("*"))
    with serving(project, 18380, *options) as server:
        page = await_that(lambda: server.get(f"/{path.removesuffix('.md')}/"))
    assert '<aside class="gm-demo">' in page
    assert (project / folder / "content" / path).is_file()
    assert (project / folder / "site" / path.removesuffix(".md") / "index.html").is_file()
    assert sorted((project / "content").rglob("*")) == before
    assert not (project / "site").exists()


def arguments_of(monkeypatch: pytest.MonkeyPatch, *given: str) -> tuple[Path, Path]:
    monkeypatch.setattr(sys, "argv", ["serve.py", *given])
    arguments = serve.read_arguments()
    return arguments.content, arguments.site


@pytest.mark.parametrize(
    ("given", "folder"),
    [((), "."), (("--demo",), "build/demo"), (("--demo", "1"), "build/demo-1"), (("--demo", "2"), "build/demo-2")],
    ids=["no demo", "no number", "at the limit", "above"],
)
def test_demo_has_folders_of_its_own(monkeypatch, given, folder):
    assert arguments_of(monkeypatch, *given) == (PROJECT / folder / "content", PROJECT / folder / "site")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--demo", "0"), "must be a number of projects, 1 or more (it is '0')"),
        (("--demo=-1",), "must be a number of projects, 1 or more (it is '-1')"),
        (("--demo", "many"), "must be a number of projects, 1 or more (it is 'many')"),
        (("--demo", "--content", "."), "has a content and a site of its own; leave out --content and --site"),
        (("--demo", "--site", "."), "has a content and a site of its own; leave out --content and --site"),
    ],
    ids=["below the limit", "negative", "no number", "content", "site"],
)
def test_demo_that_cannot_be_shown_is_refused(monkeypatch, capsys, given, message):
    with pytest.raises(SystemExit, match="2"):
        arguments_of(monkeypatch, *given)
    assert capsys.readouterr().err.endswith(f"serve.py: error: argument --demo: {message}\n")
