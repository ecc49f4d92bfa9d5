"""Sites of the published content and the small one, with frames that hold nothing but their slots.

Those of the whole run are built once for all its workers; a test that wants another copies the content.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from corpus import corpus
from gmooc.build import Job, build_site, scan
from gmooc.core.languages import MAX_EVERYWHERE
from gmooc.core.settings import Settings
from gmooc.render.frames import SLOTS, slot
from gmooc.render.mkdocs_frames import frame_pages
from paths import ROOT

NOW = datetime(2026, 11, 24, tzinfo=UTC)
# Where `addressed_site` is said to lie.
SITE_URL = "https://example.org/some/base/"


def draw(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
    slots = "".join(f"<{name}>{slot(name)}</{name}>" for name in SLOTS)
    for name, (path, _) in frame_pages().items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(f"<html>{name}{slots}</html>")


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Make a folder once for all workers of a run; nobody may change it."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def _once(name: str, make: Callable[[Path], object]) -> Path:
        folder, stamp = root / name, root / f"{name}.made"
        with FileLock(root / f"{name}.lock"):
            if not stamp.exists():
                # What a worker left that failed.
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                stamp.touch()
        return folder

    return _once


@pytest.fixture(scope="session")
def build():
    """Build a folder of content into a site.

    Pictures of links have tests of their own, and are drawn in the sites that a command or the engine builds.
    """

    def _build(content: Path, site: Path, now: datetime = NOW, site_url: str = "", root: Path = ROOT) -> Path:
        environment = {"GMOOC_SITE_URL": site_url} if site_url else {}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scan, "can_draw", lambda: False)
            report = build_site(Job(root, content, site, now, draw, environment))
        assert report.errors == ()
        return site

    return _build


@pytest.fixture(scope="session")
def small_content(once) -> Path:
    """The published content with that of the small site laid over it."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "content", folder / "content")
        shutil.copytree(ROOT / "tests/sites/small/content", folder / "content", dirs_exist_ok=True)

    return once("small-content", make) / "content"


@pytest.fixture(scope="session")
def small_site(once, build, small_content) -> Path:
    """That content, built without an address."""
    return once("small-site", lambda folder: build(small_content, folder / "site")) / "site"


@pytest.fixture(scope="session")
def addressed_site(once, build, small_content) -> Path:
    """That content, built for SITE_URL."""
    return once("addressed-site", lambda folder: build(small_content, folder / "site", site_url=SITE_URL)) / "site"


@pytest.fixture(scope="session")
def crowded_site(once, build, small_content) -> Path:
    """A site with more projects than have a page in every language."""

    def make(folder: Path) -> None:
        content = folder / "content"
        shutil.copytree(small_content, content)
        for path, text in corpus(MAX_EVERYWHERE):
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(text, encoding="utf-8")
        build(content, folder / "site")

    return once("crowded-site", make) / "site"
