"""The frames are those we know, and a second engine, should MkDocs end, draws the whole site byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

import mkdocs_hook
from _environment import TAG
from gmooc.core.settings import Settings
from gmooc.render.mkdocs_frames import frame_pages
from paths import ROOT

LOCK = ROOT / "requirements-properdocs.txt"
HOME = ROOT / ".venv.properdocs"
AT = "2026-11-24T00:00Z"
# Importing it first lets every import of mkdocs find ProperDocs instead.
IN_PROPERDOCS = """
import runpy, sys
sys.path[:0] = [{home!r}, {scripts!r}]
import properdocs.replacement
import mkdocs.commands.build
assert "properdocs" in mkdocs.commands.build.__file__
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published content with that of the small site laid over it."""
    content = tmp_path_factory.mktemp("engines") / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(ROOT / "tests/sites/small/content", content, dirs_exist_ok=True)
    return content


# Frames.


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    settings = Settings("GMOOC", "About", "https://example.org/site/", "https://example.org/code", "edit/main/content/")
    content = folder / "content"
    # Frames hold no text of pages but their menu, which needs the free pages to be there.
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("20*", "*.txt", "links.json"))
    mkdocs_hook.draw(content, folder / "site", settings)
    return folder / "site"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["project", "challenge", "sdg", "announcement", "projects-2"])
def test_frame_is_the_one_we_know(drawn: Path, golden: Callable[[str, str], None], kind: str, language: str) -> None:
    name = kind if language == "en" else f"{kind}.{language}"
    golden(f"frames/{name}.html", (drawn / frame_pages()[name][0]).read_text(encoding="utf-8"))


# MkDocs by its own command.


def test_mkdocs_that_fails_leaves_the_old_site(content: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "about").mkdir(parents=True)
    (site / "about/index.html").write_text("old")
    shutil.copytree(content, tmp_path / "content")
    (tmp_path / "content/projects/2026/broken.md").write_text("---\ntitle: Broken\n---\n")
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(tmp_path / "content"), site_dir=str(site), strict=True)
    with pytest.raises(Abort):
        mkdocs_build(config)
    assert [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()] == ["about/index.html"]
    assert (site / "about/index.html").read_text() == "old"


# The second engine.


@pytest.fixture(scope="module")
def properdocs() -> Path:
    """ProperDocs in a folder of its own, set up on first use as the lock file names it."""
    stamp = HOME / LOCK.name
    wanted = f"{TAG}\n{LOCK.read_text(encoding='utf-8')}"
    with FileLock(f"{HOME}.lock"):
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
            shutil.rmtree(HOME, ignore_errors=True)
            options = ["--quiet", "--no-input", "--require-hashes", "--only-binary=:all:", "--retries=1"]
            command = [sys.executable, "-m", "pip", "install", *options, "--target", HOME, "--requirement", LOCK]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            unreachable = ("NewConnectionError", "Max retries", "name resolution", "ConnectTimeout", "ProxyError")
            if any(sign in done.stderr for sign in unreachable):
                pytest.skip("ProperDocs can't be set up without a network")
            assert done.returncode == 0, done.stderr
            stamp.write_text(wanted, encoding="utf-8")
    return HOME


def build(content: Path, site: Path, *before: str) -> Iterator[tuple[str, bytes]]:
    """Build a site by the command, and yield every file of it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    arguments = [ROOT / "scripts/build.py", "--strict", "--at", AT, "--content", content, "--site", site]
    done = subprocess.run(
        [sys.executable, *before, *arguments], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for path in sorted(site.rglob("*")):
        if path.is_file():
            yield path.relative_to(site).as_posix(), path.read_bytes()


def test_properdocs_builds_the_same_site(content: Path, properdocs: Path, tmp_path: Path) -> None:
    script = IN_PROPERDOCS.format(home=str(properdocs), scripts=str(ROOT / "scripts"))
    first = dict(build(content, tmp_path / "mkdocs/site"))
    second = dict(build(content, tmp_path / "properdocs/site", "-c", script))
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []
    assert len(first) > 500
