"""One site, one server and one browser for all browser tests; a fresh, watched page for each."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from browser.programs import find_chrome
from browser.serving import BASE, serve
from browser.visits import PATIENCE, Visit

ROOT = Path(__file__).parent.parent.parent
SMALL = ROOT / "tests/sites/small/content"
NOW = "2026-11-24T00:00Z"
# Milliseconds: far more than anything takes, for machines that do much else.
expect.set_options(timeout=PATIENCE)
# Each window of Chromium prepares two pages of its own for its address bar, which take as long as a page of ours.
# The last list that Chromium is given counts, so that of Playwright comes first.
DISABLED_FEATURES = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The published content with that of the small site laid over it, built by the command as anyone would."""
    built: Path | None = request.config.getoption("--built-site")
    if built:
        return built.resolve()
    return once("browsed-site", build_site) / "site"


def build_site(folder: Path) -> None:
    content, target = folder / "content", folder / "site"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(SMALL, content, dirs_exist_ok=True)
    # In GitHub Actions the site would take its addresses from the run's own repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    # A page for unknown addresses cannot find the site's first page by itself: hosts serve it at any depth.
    environment["GMOOC_SITE_URL"] = f"http://localhost{BASE}"
    command = [
        sys.executable,
        ROOT / "scripts/build.py",
        "--strict",
        "--content",
        content,
        "--site",
        target,
        "--at",
        NOW,
    ]
    run = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="session")
def start(site: Path) -> Iterator[str]:
    """The address of the site's first page, below a base path."""
    with serve(site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    options = [f"--disable-features={','.join(DISABLED_FEATURES)}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium's own sandbox does not start for root.
        options.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=options)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, start: str) -> Iterator[Callable[..., Visit]]:
    """Opens watched pages: `visit("about/", width=360, is_dark=True, has_script=False)`.

    Without `has_worker` there is no service worker, past whose pages a request may go by the test's own route.
    """
    contexts = []

    def open_page(
        target: str, width: int = 1280, *, is_dark: bool = False, has_script: bool = True, has_worker: bool = True
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if is_dark else "light",
            java_script_enabled=has_script,
            reduced_motion="reduce",
            service_workers="allow" if has_worker else "block",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        visit = Visit(context.new_page(), start)
        visit.go(target)
        return visit

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def reused(browser: Browser, start: str) -> Iterator[Visit]:
    """One page for a module whose tests only look: what the browser has compiled for one address serves the next.

    At every address it finds what a first visit finds.
    """
    context = browser.new_context(color_scheme="light", reduced_motion="reduce", service_workers="block")
    context.set_default_timeout(PATIENCE)
    context.add_init_script("if (location.protocol === 'http:') { localStorage.clear(); sessionStorage.clear(); }")
    yield Visit(context.new_page(), start)
    context.close()


@pytest.fixture(scope="module")
def reused_without_script(browser: Browser, start: str) -> Iterator[Visit]:
    """One page without JavaScript for a module whose tests only look: nothing that it meets can leave anything."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        color_scheme="light",
        java_script_enabled=False,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield Visit(context.new_page(), start)
    context.close()
