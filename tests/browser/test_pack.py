"""A copy of the site on a USB stick: pages, links, looks and search from file://, and nothing from anywhere else."""

import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from browser.test_policy import PAGE, with_hostile_body
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


def test_gallery_of_the_copy_offers_nothing_that_needs_a_server(unpacked: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((unpacked / "projects/index.html").as_uri())
    expect(page.get_by_role("link", name="Lantern School")).to_be_visible()
    expect(page.get_by_role("search", name="Filter projects")).to_be_hidden()
    expect(page.get_by_role("radio")).to_have_count(0)
    page.close()


def test_every_link_that_leads_somewhere_on_the_site_does_so_in_the_copy(unpacked: Path, site: Path) -> None:
    missing = set()
    for file in unpacked.rglob("*.html"):
        folder = file.parent.relative_to(unpacked).as_posix()
        for url in re.findall(r'(?:href|src|action)="(?![a-z][a-z0-9+.-]*:|#|\?)([^"?#]+)', file.read_text()):
            path = posixpath.normpath(posixpath.join(folder, unquote(url)))
            if not (unpacked / path).is_file() and (site / path).exists():
                missing.add(f"{file.relative_to(unpacked)}: {url}")
    assert sorted(missing)[:20] == []


def test_every_page_of_the_copy_has_the_policy_of_its_page(unpacked: Path, site: Path) -> None:
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
    for file in unpacked.rglob("*.html"):
        served = (site / file.relative_to(unpacked)).read_text(encoding="utf-8")
        in_folder = [found.replace(" file:", "") for found in policy.findall(file.read_text(encoding="utf-8"))]
        assert in_folder == policy.findall(served), file
    assert "default-src 'self' file:; " in (unpacked / "about/index.html").read_text(encoding="utf-8")


def test_nothing_hostile_runs_in_the_copy(unpacked: Path, browser: Browser) -> None:
    file = unpacked / PAGE.replace("index", "hostile")
    file.write_text(with_hostile_body((unpacked / PAGE).read_text(encoding="utf-8")), encoding="utf-8")
    context = browser.new_context()
    tab = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("requestfinished", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.route("http*://**", lambda route: (asked.append(route.request.url), route.abort()))
    tab.goto(file.as_uri(), wait_until="load")
    tab.wait_for_timeout(500)
    # The page's own script runs all the same.
    assert tab.locator("html.no-js").count() == 0
    assert (said, tab.title() == "ran") == ([], False)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()
    file.unlink()
