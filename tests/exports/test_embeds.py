"""What other sites frame: small, safe, in both languages, and free to be framed."""

import html
import re

import pytest

from drawn_site import SITE_URL
from gmooc.exports.embeds import frame_line

PAGES = (
    "embed/project/2026/lantern-school",
    "zh/embed/project/2026/lantern-school",
    "embed/project/2026/test-pump",
    "embed/goal/4",
)


@pytest.mark.parametrize("path", PAGES)
def test_embed_runs_nothing_and_reaches_nobody(path, small_site):
    page = (small_site / path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "default-src 'none'; style-src 'self'" in page
    assert "frame-ancestors" not in page
    assert len(page) < 6000
    depth = "../" * (path.count("/") + 1)
    assert f'href="{depth}assets/embed.css"' in page
    for link in re.findall(r'<a href="([^"]*)"', page):
        assert (small_site / path / link / "index.html").exists()


def test_hostile_title_is_text(small_site):
    page = (small_site / "embed/project/2026/test-pump/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<(?:img|b|i|svg)\b", page) == []


def test_list_of_a_goal_shows_its_projects(small_site):
    page = (small_site / "embed/goal/4/index.html").read_text(encoding="utf-8")
    assert "Lantern School" in page
    assert page.count("<article") == 1


def test_status_that_is_not_known_is_left_out(small_site):
    page = (small_site / "embed/project/2026/paper-tide/index.html").read_text(encoding="utf-8")
    assert "<bdi>Goal 14</bdi> · <bdi>GMOOC 2026</bdi>" in page


def test_line_to_copy_holds_the_address_and_an_escaped_title():
    line = frame_line("https://example.org/", "projects/2026/a/", 'A "b" <c>')
    assert 'src="https://example.org/embed/project/2026/a/"' in line
    assert 'title="A &quot;b&quot; &lt;c&gt;"' in line


def test_line_to_copy_is_on_the_page_once_the_address_is_known(addressed_site):
    page = (addressed_site / "projects/2026/lantern-school/index.html").read_text(encoding="utf-8")
    assert f'src="{SITE_URL}embed/project/2026/lantern-school/"' in html.unescape(page)
