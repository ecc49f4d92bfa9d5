"""Every type of page stands on its own: no other host, no fault in the console, and no need of JavaScript."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from browser.pages import PAGES, SMALL_PAGES, file_of
from browser.visits import Visit


@pytest.mark.parametrize("address", (PAGES | SMALL_PAGES).values(), ids=PAGES | SMALL_PAGES)
def test_page_type_exists(site: Path, address: str) -> None:
    assert file_of(site, address).is_file()


@pytest.mark.parametrize("address", (PAGES | SMALL_PAGES).values(), ids=PAGES | SMALL_PAGES)
def test_page_asks_no_other_host_and_has_no_fault(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(address)
    seen.page.wait_for_load_state("networkidle")
    seen.page.mouse.wheel(0, 3000)
    seen.page.wait_for_load_state("networkidle")
    assert "\n".join(seen.foreign + seen.faults) == ""


@pytest.mark.parametrize("name", PAGES)
def test_page_is_read_without_javascript(reused_without_script: Visit, name: str) -> None:
    reused_without_script.go(PAGES[name])
    page = reused_without_script.page
    assert page.locator("h1:visible").count() == 1
    assert page.locator("nav a:visible").count() > 3
    assert len(page.locator("main").inner_text()) > 100
    # Nothing is offered that would do nothing.
    dead = page.locator("button[type=button]:visible, [role=button]:visible, a:visible:not([href])")
    assert dead.count() == 0


@pytest.mark.parametrize("home", ["", "zh/", "ar/"], ids=["English", "Chinese", "Arabic"])
def test_gallery_is_used_without_javascript(visit: Callable[..., Visit], home: str) -> None:
    seen = visit(f"{home}projects/", has_script=False)
    seen.page.locator("main a[href*='by/goal']").first.click()
    seen.page.locator("main a[href$='/6/'], main a[href='6/']").first.click()
    seen.arrive_at(f"{home}projects/by/goal/6/")
    seen.page.locator("main a[href*='shui-di']").first.click()
    seen.arrive_at(f"{home}projects/2026/shui-di/")


def test_search_form_leads_to_the_search_page_without_javascript(visit: Callable[..., Visit]) -> None:
    seen = visit("about/", has_script=False)
    field = seen.page.locator("form[role=search] input[name=q]:visible").first
    field.fill("lantern")
    field.press("Enter")
    seen.arrive_at("search/?q=lantern")


def test_unknown_address_shows_a_page_with_working_ways_out(visit: Callable[..., Visit]) -> None:
    seen = visit("no/such/page/")
    seen.page.wait_for_load_state("networkidle")
    missing = [fault for fault in seen.faults if "no/such/page/" not in fault and "404 (" not in fault]
    assert (seen.foreign, missing) == ([], [])
    seen.page.locator("main a:visible").first.click()
    expect(seen.page).not_to_have_url(re.compile("no/such"))
    expect(seen.page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize(
    ("address", "language", "direction"),
    [
        ("projects/2026/lantern-school/", "en", "ltr"),
        ("projects/2026/shui-di/", "zh", "ltr"),
        ("zh/projects/2026/lantern-school/", "zh", "ltr"),
        ("projects/2026/miyah-nazifa/", "ar", "rtl"),
        ("projects/2026/huerto-de-prueba/", "es", "ltr"),
    ],
    ids=["English", "Chinese", "translated into Chinese", "Arabic", "Spanish"],
)
def test_text_says_its_language(visit: Callable[..., Visit], address: str, language: str, direction: str) -> None:
    page = visit(address).page
    found = page.locator("h1").first.evaluate(
        "part => [part.closest('[lang]').lang.split('-')[0], getComputedStyle(part).direction]"
    )
    assert found == [language, direction]


def test_nothing_of_a_contributor_runs(visit: Callable[..., Visit]) -> None:
    page = visit("projects/2026/test-pump/").page
    shown = page.locator("h1").first.inner_text()
    assert '<script>alert("1")</script> & "Quotes"' in shown
    assert page.locator("main [onload], main [onerror], main [onclick], main iframe, main script").count() == 0
    assert page.locator("main a[href^='javascript:']").count() == 0


class _Links(HTMLParser):
    """Collects what a page links to, and the places on it that can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action", "poster") and value:
                self.targets.append(value)
            elif name == "srcset" and value:
                self.targets += [part.split()[0] for part in value.split(",")]
            elif name == "id" and value:
                self.places.add(value)


def test_every_inner_link_leads_somewhere(site: Path) -> None:
    pages = {path.relative_to(site).as_posix(): _Links() for path in site.rglob("*.html")}
    for path, links in pages.items():
        links.feed((site / path).read_text(encoding="utf-8"))
    lost = {
        f"{path}: {target}"
        for path, links in pages.items()
        # What hosts show at any depth names addresses from the root of the host, and looks for its script at several.
        if path.rpartition("/")[2] != "404.html"
        for target in links.targets
        if not _is_there(site, pages, path, target)
    }
    assert sorted(lost)[:50] == []


def _is_there(site: Path, pages: dict[str, _Links], path: str, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    url, place = urldefrag(urljoin(f"http://site/{path}", target))
    found = unquote(urlsplit(url).path).lstrip("/")
    found = f"{found}index.html" if not found or found.endswith("/") else found
    # Material marks its drawers with ids that begin with two underscores.
    has_place = not place or found not in pages or unquote(place) in pages[found].places or place.startswith("__")
    return (site / found).is_file() and has_place


def test_sitemap_names_every_page_that_may_be_indexed(site: Path) -> None:
    root = "http://localhost/some/base/"
    listed = dict(re.findall(r"<url><loc>(.*?)</loc>(.*?)</url>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    shown = {path: page for path, page in pages.items() if '<meta name="robots" content="noindex">' not in page}
    own = {path.removesuffix("index.html"): page for path, page in shown.items()}
    canonical = {url: re.findall(r'<link rel="canonical" href="([^"]*)">', page) for url, page in own.items()}
    assert [url for url, found in canonical.items() if len(found) != 1] == []
    assert {url.removeprefix(root) for url in listed} == {
        url for url, found in canonical.items() if found == [root + url]
    }
    link = re.compile(r'rel="alternate" hreflang="([^"]*)" href="(http[^"]*)"')
    assert {url: sorted(link.findall(own[url.removeprefix(root)])) for url in listed} == {
        url: sorted(link.findall(row)) for url, row in listed.items()
    }
    assert {"404.html", "ar/offline.html", "embed/goal/4/index.html"} <= pages.keys() - shown.keys()


@pytest.mark.parametrize(
    ("media", "ground"), [("screen", "rgb(17, 25, 28)"), ("print", "rgb(255, 255, 255)")], ids=["screen", "print"]
)
def test_framed_card_is_dark_on_a_screen_alone(visit: Callable[..., Visit], media: str, ground: str) -> None:
    page = visit("embed/project/2026/lantern-school/", is_dark=True).page
    page.emulate_media(media=media, color_scheme="dark")
    style = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert style == ground
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == (
        "light dark" if media == "screen" else "normal"
    )
