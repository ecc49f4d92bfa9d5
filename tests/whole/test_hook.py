"""The engine's part: every frame keeps what Material's pages have."""

import json
import re
from pathlib import Path

import pytest

import mkdocs_hook
from gmooc.core.settings import Settings
from gmooc.render.frames import slot
from gmooc.render.mkdocs_frames import frame_pages
from paths import ROOT

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    settings = Settings("GMOOC", "About", "https://example.org/site/", "https://example.org/code", "edit/main/content/")
    mkdocs_hook.draw(CONTENT, folder, settings)
    return folder


@pytest.mark.parametrize("part", ["md-header", "md-tabs", "gm-drawer", 'role="search"', "data-colours", "gm-footer"])
@pytest.mark.parametrize("name", sorted(frame_pages()))
def test_every_frame_keeps(drawn: Path, name: str, part: str) -> None:
    text = (drawn / frame_pages()[name][0]).read_text(encoding="utf-8")
    # The search page has a field of its own instead of the header's.
    assert part in text or (name.partition(".")[0] == "search" and part.startswith("role"))


@pytest.mark.parametrize("kind", ["project", "challenge", "sdg", "announcement", "project.zh"])
def test_frames_of_records_have_contents_and_improve_this_page(drawn: Path, kind: str) -> None:
    text = (drawn / frame_pages()[kind][0]).read_text(encoding="utf-8")
    assert slot("contents") in text
    assert f'href="https://example.org/code/edit/main/content/{slot("source")}"' in text


def test_free_pages_link_to_the_pages_of_records(drawn: Path) -> None:
    text = (drawn / "about/index.html").read_text(encoding="utf-8")
    assert 'href="../announcements/2021-01-24-gmooc-launched/"' in text
    assert re.findall(r'href="(?!https:)[^"]*\.md', text) == []


def test_unknown_addresses_have_a_page(drawn: Path) -> None:
    assert "This page does not exist" in (drawn / "404.html").read_text(encoding="utf-8")


def test_arabic_frames_run_from_right_to_left(drawn: Path) -> None:
    assert '<html lang="ar" dir="rtl"' in (drawn / frame_pages()["project.ar"][0]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "kinds"),
    [("index.html", ["WebSite", "Organization"]), ("about/index.html", ["WebPage", "BreadcrumbList"])],
)
def test_free_pages_say_to_machines_what_they_are(drawn: Path, page: str, kinds: list[str]) -> None:
    text = (drawn / page).read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    nodes = json.loads(data)["@graph"]
    assert [node["@type"] for node in nodes] == kinds
    assert nodes[0]["@id"].startswith("https://example.org/site/")
    assert '<meta property="og:locale" content="en_GB">' in text
