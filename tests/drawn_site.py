"""A site of the published content and the small one, with frames that hold nothing but their slots."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gmooc.build import Job, build_site
from gmooc.core.settings import Settings
from gmooc.render.frames import SLOTS, slot
from gmooc.render.mkdocs_frames import frame_pages
from paths import ROOT

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def draw(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
    slots = "".join(f"<{name}>{slot(name)}</{name}>" for name in SLOTS)
    for name, (path, _) in frame_pages().items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(f"<html>{name}{slots}</html>")


@pytest.fixture(scope="session")
def build():
    """Build a folder of content into a site."""

    def _build(content: Path, site: Path, now: datetime = NOW, site_url: str = "") -> Path:
        environment = {"GMOOC_SITE_URL": site_url} if site_url else {}
        report = build_site(Job(ROOT, content, site, now, draw, environment))
        assert report.errors == ()
        return site

    return _build


@pytest.fixture(scope="session")
def small_content(tmp_path_factory) -> Path:
    """The published content with that of the small site laid over it."""
    content = tmp_path_factory.mktemp("small") / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(ROOT / "tests/sites/small/content", content, dirs_exist_ok=True)
    return content


@pytest.fixture(scope="session")
def small_site(build, small_content) -> Path:
    """That content, built without an address."""
    return build(small_content, small_content.parent / "site")
