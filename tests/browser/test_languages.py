"""Every page leads to itself in the other languages, and says so to search engines."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from browser.pages import EVERYWHERE, PAGES, SMALL_PAGES, file_of
from browser.serving import BASE
from browser.visits import Visit
from gmooc.core.languages import LANGUAGES, prefix_of


class _Switch(HTMLParser):
    """Collects what a page links to in other languages, and what its head names as the same page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.alternates: dict[str, str] = {}
        self.language = ""
        self.canonical = ""
        # Whether the page says that its text is not translated.
        self.is_original = False
        self._is_notice = False
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = found["lang"]
        elif tag == "aside":
            self._is_notice = found.get("class") == "gm-translation"
        elif tag == "a" and self._is_notice and found["href"].endswith("#translate"):
            self.is_original = True
        elif "hreflang" in found and tag == "a":
            self.links.append((found["hreflang"], found["href"]))
        elif "hreflang" in found and tag == "link":
            self.alternates[found["hreflang"]] = _place_at(found["href"])
        elif tag == "link" and found.get("rel") == "canonical":
            self.canonical = _place_at(found["href"])

    def handle_endtag(self, tag: str) -> None:
        self._is_notice = self._is_notice and tag != "aside"


def _place_at(url: str) -> str:
    return unquote(urlsplit(url).path).removeprefix(BASE)


@pytest.fixture(scope="module")
def switches(site: Path) -> dict[str, _Switch]:
    """The switch of every page that has one, by the page's address."""
    found = {}
    for path in site.rglob("*.html"):
        place = path.relative_to(site).as_posix()
        switch = _Switch(path)
        if switch.links and not place.endswith(("404.html", "offline.html")):
            found[re.sub(r"(^|/)index\.html$", r"\1", place)] = switch
    return found


def _parted(place: str) -> tuple[str, str]:
    """Return the language of an address, and the rest of it."""
    language, _, rest = place.partition("/")
    return (language, rest) if language in LANGUAGES else (LANGUAGES[0], place)


def _place_in(language: str, rest: str, switches: dict[str, _Switch]) -> str:
    """Return the address of a page in a language; an original in another one has its English translation below en/."""
    english = f"{LANGUAGES[0]}/{rest}"
    return english if language == LANGUAGES[0] and english in switches else prefix_of(language) + rest


def test_switch_leads_to_the_same_page_where_it_is_written(site: Path, switches: dict[str, _Switch]) -> None:
    faults = []
    for place, switch in switches.items():
        language, rest = _parted(place)
        # Once in the header and once at the foot.
        expected = [code for code in LANGUAGES if code != language or _place_in(code, rest, switches) != place]
        if [code for code, _ in switch.links] != expected * 2:
            faults.append(f"{place}: names {[code for code, _ in switch.links]}")
        for code, link in switch.links:
            target = unquote(urlsplit(urljoin(f"http://site/{place}", link)).path).lstrip("/")
            same = _place_in(code, rest, switches)
            if not file_of(site, target).is_file() or (same in switches and target != same):
                faults.append(f"{place}: {code} leads to {target}")
            elif not target.startswith(prefix_of(code)):
                faults.append(f"{place}: {code} leads to {target}, which is in another language")
    assert faults == []


def test_types_of_pages_are_there_in_every_language(switches: dict[str, _Switch]) -> None:
    wanted = {prefix_of(code) + address.partition("?")[0] for code in LANGUAGES for address in EVERYWHERE.values()}
    assert wanted - set(switches) == set()
    assert len(wanted) == 31 * len(LANGUAGES)


def test_search_engines_are_told_the_same_from_either_side(switches: dict[str, _Switch]) -> None:
    faults = []
    for place, switch in switches.items():
        language, rest = _parted(place)
        named = {code: target for code, target in switch.alternates.items() if code != "x-default"}
        if named and switch.alternates.get("x-default") not in named.values():
            faults.append(f"{place}: names no page for everybody else")
        # The original of an English translation has the address that names no language.
        originals = {rest} if f"{LANGUAGES[0]}/{rest}" in switches else set()
        if any(target not in {_place_in(code, rest, switches), *originals} for code, target in named.items()):
            faults.append(f"{place}: names other pages than itself: {named}")
        elif any(
            target not in switches or switches[target].alternates != switch.alternates for target in named.values()
        ):
            faults.append(f"{place}: is not named alike by {named}")
        # A text that nobody has translated is the original's; readers are told, and search engines are not misled.
        # A project in the reader's own language needs no such word; it is named by the address that stays for ever.
        is_told = switch.is_original or switch.canonical == rest
        if place != rest and (named.get(language) == place) == is_told:
            faults.append(f"{place}: is {'' if switch.is_original else 'not '}an untranslated text, and names {named}")
    assert faults == []


@pytest.mark.parametrize("address", (PAGES | SMALL_PAGES).values(), ids=PAGES | SMALL_PAGES)
def test_page_says_the_language_of_its_address(site: Path, address: str) -> None:
    said = _Switch(file_of(site, address)).language
    # What is not translated keeps its language on the small pages, which have no words of their own.
    assert said == _parted(address)[0] or (address in SMALL_PAGES.values() and said == "ar")


@pytest.mark.parametrize("address", ["search/?q=lantern&goal=4", "projects/?goal=6"], ids=["search", "gallery"])
def test_what_is_looked_for_is_kept(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(address)
    seen.page.locator(".gm-footer__languages a[lang=zh]").click()
    expect(seen.page.locator("html")).to_have_attribute("lang", "zh")
    assert seen.path == f"zh/{address}"


# Wide signs bring their own room with them; narrow ones do not belong to a Chinese sentence, but may hold a number.
_ODD_SIGNS = re.compile(r".{0,9}(?:[：，；、（] \S|[\u4e00-\u9fff] ?(?:[:,;]|\(\D)).{0,9}")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "announcements/",
        "challenges/gmooc-test/",
        "impact/",
        "projects/",
        "projects/2026/lantern-school/",
        "projects/2026/lantern-school/certificate.html",
    ],
)
def test_chinese_signs_are_wide_and_stand_close(visit: Callable[..., Visit], address: str) -> None:
    page = visit(f"zh/{address}").page
    names = page.locator("main svg title").all_text_contents()
    text = "\n".join([page.title(), page.locator("main").inner_text(), *names])
    assert _ODD_SIGNS.findall(text) == []
