"""The smoke test finds a whole site whole, and a broken one broken."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.serving import BASE, serve
from gmooc.maintain.smoke import Site, smoke_faults


@pytest.fixture
def served(site: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the site, served at the address that its feeds and its sitemap name."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    with serve(folder) as url:
        for path in ("index.html", "robots.txt", "sitemap.xml", "announcements/feed.xml", "announcements/feed.json"):
            text = (folder / path).read_text().replace(f"http://localhost{BASE}", url)
            (folder / path).write_text(text)
        yield folder, url


def test_whole_site_has_no_fault(served: tuple[Path, str]) -> None:
    (served[0] / "build.json").write_text('{"build": "2026.abc"}')
    assert list(smoke_faults(Site(served[1]), "2026.abc")) == []
    assert list(smoke_faults(Site(served[1]), "2026.abd")) == ["build.json: must name build '2026.abd'"]


@pytest.mark.parametrize(
    ("path", "content", "fault"),
    [
        ("announcements/feed.xml", b"<feed", "announcements/feed.xml: "),
        ("announcements/feed.json", b"{}", "announcements/feed.json: "),
        ("search/index.json", b"{}", "search/index.json: must hold entries"),
        ("assets/gm.css", None, "assets/gm.css: must be there (status 404)"),
        ("sitemap.xml", b"<urlset/>", "sitemap.xml: must hold addresses"),
        ("robots.txt", None, "robots.txt: must name the sitemap"),
    ],
)
def test_broken_site_has_a_fault(served: tuple[Path, str], path: str, content: bytes | None, fault: str) -> None:
    folder, url = served
    (folder / path).unlink()
    if content is not None:
        (folder / path).write_bytes(content)
    found = list(smoke_faults(Site(url)))
    assert len(found) == 1, found
    assert found[0].startswith(fault)


def test_site_that_is_not_there_is_said() -> None:
    assert list(smoke_faults(Site("http://127.0.0.1:9/"))) == ["http://127.0.0.1:9/: is not there"]
