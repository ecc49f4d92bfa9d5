"""A copy of the site on a USB stick: pages, links, looks and search from file://, and nothing from anywhere else."""

import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from gmooc.maintain.offline_pack import write_pack

THEME = Path(__file__).parent.parent.parent / "theme"


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stick")
    assert write_pack(site, THEME, folder / "copy.zip", "gmooc-test", "Read me") > 50
    with zipfile.ZipFile(folder / "copy.zip") as archive:
        archive.extractall(folder)
    return folder / "gmooc-test"


def test_copy_works_from_a_folder(unpacked: Path, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    # Whoever goes on to the next page no longer waits for a picture of this one.
    page.on("requestfailed", lambda r: faults.append(r.url) if r.failure != "net::ERR_ABORTED" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto((unpacked / "index.html").as_uri())
    expect(page.locator(".gm-brand__name")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.gm-hero')).display") != "inline"
    # Links lead to files, and what a server would do is done.
    page.locator(".gm-timeline a", has_text="GMOOC Test Edition").first.click()
    expect(page.locator("h1")).to_have_text("GMOOC Test Edition: Light after Dark")
    expect(page.locator(".gm-phases [data-own]").first).to_be_visible()
    page.locator("button[data-colours]").click()
    # Search from any page, in any script.
    page.locator("input[name=q]").fill("lantern school")
    page.locator("input[name=q]").press("Enter")
    expect(page.locator("[data-search-page] [role=status]")).not_to_have_text("0")
    page.locator("[data-search-page] input").fill("水滴")
    page.locator("[data-search-page] li a").first.click()
    expect(page.locator("h1")).to_have_text("水滴地图")
    assert faults == []
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    context.close()


def test_every_link_that_leads_somewhere_on_the_site_does_so_in_the_copy(unpacked: Path, site: Path) -> None:
    missing = set()
    for file in unpacked.rglob("*.html"):
        folder = file.parent.relative_to(unpacked).as_posix()
        for url in re.findall(r'(?:href|src|action)="(?![a-z][a-z0-9+.-]*:|#|\?)([^"?#]+)', file.read_text()):
            path = posixpath.normpath(posixpath.join(folder, unquote(url)))
            if not (unpacked / path).is_file() and (site / path).exists():
                missing.add(f"{file.relative_to(unpacked)}: {url}")
    assert sorted(missing)[:20] == []
