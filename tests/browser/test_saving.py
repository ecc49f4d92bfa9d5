"""Who asks to save data is sent nothing that was not asked for: no picture beside a title, nothing ahead of time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from browser.serving import BASE
from browser.visits import Visit, await_true

# All that a page of the gallery needs; the worker itself is 5 KB, and saves what was read from being sent again.
# phases.js keeps "Register" in the header true to the clock while an edition takes registrations.
NEEDED = {
    "projects/",
    "assets/gm.css",
    "assets/gallery.css",
    "assets/colours.js",
    "assets/gm.js",
    "assets/phases.js",
    "assets/mark.svg",
    "sw.js",
}


@contextmanager
def saving(browser: Browser, start: str, saves: bool) -> Iterator[Visit]:
    """Open the gallery in a browser that asks to save data, or does not, and wait for all that it fetches."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setDataSaverOverride", {"dataSaverEnabled": saves})
    seen = Visit(page, start)
    # What a worker asks for is heard here alone.
    context.on("request", lambda request: seen.requests.append(request.url))
    seen.go("projects/")
    page.mouse.wheel(0, 3000)
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.wait_for_load_state("networkidle")
    yield seen
    context.close()


def _asked(seen: Visit) -> set[str]:
    return {urlsplit(url).path.removeprefix(BASE) for url in seen.requests}


def test_nothing_is_fetched_ahead_for_who_saves_data(browser: Browser, start: str) -> None:
    with saving(browser, start, True) as seen:
        assert seen.page.evaluate("navigator.connection.saveData")
        expect(seen.page.locator(".gm-card__picture").first).to_be_hidden()
        assert _asked(seen) - NEEDED == set()
        assert seen.page.evaluate("caches.match(new URL('../offline.html', location)).then(Boolean)") is False


def test_others_have_pictures_and_a_page_for_when_the_network_is_gone(browser: Browser, start: str) -> None:
    with saving(browser, start, False) as seen:
        expect(seen.page.locator(".gm-card__picture").first).to_be_visible()
        await_true(seen.page, "caches.match(new URL('../offline.html', location)).then(Boolean)")
        assert any(path.startswith("pictures/") for path in _asked(seen))


@pytest.mark.parametrize("address", ["projects/2026/lantern-school/", "zh/projects/2026/lantern-school/"])
def test_no_page_asks_the_browser_to_fetch_ahead(visit: Callable[..., Visit], address: str) -> None:
    page = visit(address).page
    ahead = "link[rel~=prefetch], link[rel~=prerender], link[rel~=preload], link[rel~=preconnect], script[type=speculationrules]"
    assert page.locator(ahead).count() == 0
