"""A launch is rehearsed: one second before its moment no byte of it is anywhere, one second after it is everywhere."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from gmooc.build import Job, build_site
from gmooc.engine import engine_of
from gmooc.pictures import address
from gmooc.release import hidden_files, read_publication
from gmooc.sources import ContentFile, digest_of, read_sources
from test_site import ROOT, build, project, put, small_content, tree

MOMENT = datetime(2027, 1, 24, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NAME = "2027-01-24-zanzibar-opens"
LAUNCH = """---
title: Quokka {word}
publish_at: 2027-01-24 08:00 Asia/Shanghai
kind: launch
summary: Quokka in one sentence.
challenge: gmooc-2024
pinned: true
cover: {{src: quokka.png, alt: A quokka}}
---
Quokka text.
"""
# Nothing of these may be found before: words, addresses, and the picture.
TRACES = (b"quokka", b"zanzibar", "短尾袋鼠".encode())


def with_launch(content: Path) -> Path:
    """Add a launch, its translation and its picture, and link to it from every sort of page."""
    put(content, f"announcements/{NAME}/index.md", LAUNCH.format(word="launched"))
    put(content, f"announcements/{NAME}/index.zh.md", LAUNCH.format(word="短尾袋鼠"))
    Image.new("RGB", (40, 30), "#123456").save(content / f"announcements/{NAME}/quokka.png")
    link = f"[more](../../announcements/{NAME}/index.md)"
    put(content, "projects/2024/b.md", project("ocean", link="b") + f"\n{link}\n")
    put(content, "projects/2024/b.zh.md", project("ocean", link="b") + f"\n{link}\n")
    with (content / "about.md").open("a") as file:
        target = f"announcements/{NAME}/index.md#part"
        file.write(f'\n[one]({target}), [two][two], <a href="{target}" title="b">three</a>\n\n[two]: {target}\n')
    return content


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes], str]:
    """The sites of one second before and of the moment, drawn by the real engine, and the picture's address."""
    folder = tmp_path_factory.mktemp("launch")
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(ROOT / "tests/sites/small/content", content, dirs_exist_ok=True)
    put(content, "projects/2024/a.md", project())
    put(content, "challenges/gmooc-2024.md", (ROOT / "content/challenges/gmooc-2024.md").read_text())
    with_launch(content)
    sites = []
    for now in (MOMENT - SECOND, MOMENT):
        environment = {"GMOOC_SITE_URL": "https://example.org/"}
        job = Job(ROOT, content, folder / "site", now, engine_of(ROOT / "scripts"), environment)
        assert build_site(job).published
        sites.append(tree(folder / "site"))
    picture = address(digest_of((content / f"announcements/{NAME}/quokka.png").read_bytes()))
    return sites[0], sites[1], picture


def traces(site: dict[str, bytes]) -> set[str]:
    """Name the files in whose address or bytes something of the launch can be read."""
    return {
        path
        for path, found in site.items()
        if any(trace in path.encode() or trace in found.lower() for trace in TRACES)
    }


def test_one_second_before_no_byte_exists_anywhere(rehearsed):
    before, _, picture = rehearsed
    assert traces(before) == set()
    assert picture not in before


@pytest.mark.parametrize(
    "path",
    [
        f"announcements/{NAME}/index.html",
        f"zh/announcements/{NAME}/index.html",
        "announcements/index.html",
        "index.html",
        "announcements/feed.xml",
        "sitemap.xml",
        "projects/2024/b/index.html",
        "zh/projects/2024/b/index.html",
        "about/index.html",
    ],
)
def test_at_the_moment_it_is_everywhere(rehearsed, path):
    assert path in traces(rehearsed[1])


def test_at_the_moment_its_picture_and_its_links_are_there(rehearsed):
    _, after, picture = rehearsed
    assert picture in after
    assert f'href="../announcements/{NAME}/#part">one'.encode() in after["about/index.html"]


def test_a_link_to_what_is_to_come_keeps_its_text(rehearsed):
    before, after, _ = rehearsed
    assert b"<a>more</a>" in before["projects/2024/b/index.html"]
    assert f'<a href="../../../announcements/{NAME}/">more</a>'.encode() in after["projects/2024/b/index.html"]


def test_the_clock_turned_back_hides_it_again(tmp_path):
    content = with_launch(small_content(tmp_path / "content"))
    build(content, tmp_path / "site", MOMENT)
    build(content, tmp_path / "site", MOMENT - SECOND)
    build(content, tmp_path / "cold", MOMENT - SECOND)
    assert {path for path in traces(tree(tmp_path / "site")) if path != "about/index.html"} == set()
    assert tree(tmp_path / "site") == tree(tmp_path / "cold")


# Which files wait.


def hidden(content: Path, now: datetime) -> set[str]:
    sources = read_sources(content, {}, 0)
    return set(hidden_files(sources, lambda path: read_publication(path, ContentFile.at(content, path)), now))


def test_a_translation_waits_for_its_original(tmp_path):
    put(tmp_path, "announcements/2027-01-24-a.md", LAUNCH.format(word="a"))
    put(tmp_path, "announcements/2027-01-24-a.zh.md", LAUNCH.replace("2027-01", "2026-01").format(word="a"))
    assert hidden(tmp_path, MOMENT - SECOND) == {"announcements/2027-01-24-a.md", "announcements/2027-01-24-a.zh.md"}
    assert hidden(tmp_path, MOMENT) == set()


def test_what_cannot_be_understood_waits(tmp_path):
    put(tmp_path, "announcements/2027-01-24-a.md", "---\npublish_at: soon\n---\n")
    assert hidden(tmp_path, MOMENT) == {"announcements/2027-01-24-a.md"}
