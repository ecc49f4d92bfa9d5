"""A reader whose browser asks for another language is offered the page in it once, quietly."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.programs import AXE

# Where everything else on the page stands.
PLACES = '[...document.querySelectorAll("main, main *, footer *")].map(part => part.getBoundingClientRect().top)'


@pytest.fixture
def open_as(browser: Browser, start: str) -> Iterator[Callable[[str], BrowserContext]]:
    """Gives browsers that ask for a language."""
    contexts = []

    def open_as(locale: str) -> BrowserContext:
        contexts.append(browser.new_context(base_url=start, locale=locale, viewport={"width": 360, "height": 800}))
        return contexts[-1]

    yield open_as
    for context in contexts:
        context.close()


def seen(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    return page


@pytest.mark.parametrize(
    ("locale", "address", "text", "leads_to"),
    [
        ("zh-CN", "about/", "本页有中文版", "zh/about/"),
        ("ar", "challenges/gmooc-2021/", "هذه الصفحة متاحة بالعربية", "ar/challenges/gmooc-2021/"),
        ("en-GB", "zh/about/", "This page is available in English", "about/"),
        ("zh-TW", "projects/2026/lantern-school/", "本页有中文版", "zh/projects/2026/lantern-school/"),
        ("es", "projects/by/goal/6/?q=x", "Esta página está disponible en español", "es/projects/by/goal/6/?q=x"),
    ],
    ids=["free page", "challenge", "English", "project", "list with a question"],
)  # fmt: skip
def test_page_is_offered_in_the_language_of_the_browser(open_as, start, locale, address, text, leads_to):
    page = seen(open_as(locale), address)
    link = page.get_by_role("link", name=text)
    expect(page.get_by_role("complementary", name=text)).to_be_visible()
    link.click()
    page.wait_for_url(start + leads_to)
    expect(page.locator(".gm-offer")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "address"),
    [
        ("en-US", "about/"),
        ("zh-CN", "zh/about/"),
        ("de", "about/"),
        # What nobody has translated is not in the reader's language.
        ("fr", "projects/2026/lantern-school/"),
        ("fr", "challenges/gmooc-test/"),
        ("fr", "404.html"),
    ],
)
def test_nothing_is_offered_that_is_not_there_or_not_wanted(open_as, locale, address):
    expect(seen(open_as(locale), address).locator(".gm-offer")).to_have_count(0)


def test_offer_is_made_once_and_can_be_closed(open_as):
    context = open_as("fr")
    page = seen(context, "about/")
    box = page.get_by_role("complementary", name="Cette page existe en français")
    expect(box).to_be_visible()
    box.get_by_role("button", name="Fermer").click()
    expect(box).to_have_count(0)
    expect(seen(context, "resources/").locator(".gm-offer")).to_have_count(0)


def test_offer_moves_nothing_and_is_reached_second_by_keyboard(open_as):
    page = seen(open_as("ru"), "about/")
    expect(page.locator(".gm-offer")).to_be_visible()
    places = page.evaluate(PLACES)
    page.keyboard.press("Tab")
    expect(page.locator(".gm-skip")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".gm-offer a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".gm-offer")).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate(PLACES) == places


@pytest.mark.parametrize("locale", ["zh-CN", "ar"])
def test_axe_finds_nothing_in_the_offer(open_as, locale):
    page = seen(open_as(locale), "about/")
    expect(page.locator(".gm-offer")).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []
