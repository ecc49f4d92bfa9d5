"""Pages that were read stay readable without a network; what is new always comes first, and it can be taken back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.serving import serve
from browser.visits import PATIENCE, await_true

PAGE = "announcements/2026-11-20-test-results/"


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A copy of the site that a test may change while it is served."""
    return Path(shutil.copytree(site, tmp_path / "site"))


@contextmanager
def opened(browser: Browser, site: Path) -> Iterator[tuple[Page, str]]:
    """Serve a folder to a browser that knows nothing yet; connections are closed before the server waits for them."""
    with serve(site) as start:
        context = browser.new_context()
        context.set_default_timeout(PATIENCE)
        try:
            yield context.new_page(), start
        finally:
            context.close()


def read(tab: Page, address: str) -> None:
    """Open a page once its service worker is there, and wait until it has been kept."""
    tab.goto(address)
    tab.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await_true(tab, "Boolean(navigator.serviceWorker.controller)")
    tab.reload()
    await_true(tab, "async address => Boolean(await caches.match(address, {ignoreVary: true}))", address)


def test_page_that_was_read_is_there_without_a_network(copy: Path, browser: Browser) -> None:
    with opened(browser, copy) as (tab, start):
        read(tab, start + PAGE)
        expect(tab.locator(".gm-kept")).to_be_hidden()
        title = tab.title()
        tab.context.set_offline(True)
        tab.goto(start + PAGE)
        assert tab.title() == title
        expect(tab.locator(".gm-kept")).to_be_visible()
        # The page has its styles and its menu.
        assert (
            tab.locator(".gm-header").evaluate("part => getComputedStyle(part).backgroundColor") != "rgba(0, 0, 0, 0)"
        )
        # A page that was not read is told of, at its own address, with those that were.
        tab.goto(start + "sdgs/4/")
        expect(tab.get_by_role("heading", level=1)).to_have_text("You are offline")
        assert tab.url == start + "sdgs/4/"
        kept = tab.locator("[data-kept-pages] a")
        expect(kept).to_have_count(1)
        # The name of the site, which is the same for all, is left out.
        expect(kept).to_have_text(title.removesuffix(" - GMOOC"))
        kept.click()
        assert tab.title() == title


def test_readers_are_told_in_their_language_that_there_is_no_network(copy: Path, browser: Browser) -> None:
    with opened(browser, copy) as (tab, start):
        read(tab, f"{start}zh/{PAGE}")
        tab.context.set_offline(True)
        tab.goto(f"{start}zh/sdgs/4/")
        expect(tab.get_by_role("heading", level=1)).to_have_text("您已离线")
        expect(tab.locator("html")).to_have_attribute("lang", "zh")
        expect(tab.locator("[data-kept-pages] a")).to_have_count(1)
        expect(tab.get_by_role("link", name="项目", exact=True).first).to_have_attribute("href", "../zh/projects/")


def test_new_text_comes_first_and_the_worker_can_be_taken_back(copy: Path, browser: Browser) -> None:
    with opened(browser, copy) as (tab, start):
        read(tab, start + PAGE)
        page = copy / PAGE / "index.html"
        page.write_text(page.read_text(encoding="utf-8").replace("</h1>", " changed</h1>"), encoding="utf-8")
        tab.reload()
        expect(tab.get_by_role("heading", level=1)).to_contain_text("changed")
        worker = copy / "sw.js"
        worker.write_text(worker.read_text(encoding="utf-8").replace("IS_ON = true", "IS_ON = false"), encoding="utf-8")
        tab.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
        await_true(tab, "async () => !(await caches.keys()).length")
        await_true(tab, "async () => !(await navigator.serviceWorker.getRegistrations()).length")


def test_no_more_pages_are_kept_than_the_limit(copy: Path, browser: Browser) -> None:
    worker = copy / "sw.js"
    worker.write_text(worker.read_text(encoding="utf-8").replace("page: 60", "page: 2"), encoding="utf-8")
    with opened(browser, copy) as (tab, start):
        read(tab, start)
        for address in ("about/", "impact/", "community/"):
            tab.goto(start + address)
        await_true(
            tab,
            """async () => {
                const cache = await caches.open((await caches.keys())[0]);
                const kept = (await cache.keys()).filter(request => request.headers.get("X-Sort") === "page");
                return kept.map(request => request.url.split("/").at(-2)).join() === "impact,community";
            }""",
        )
