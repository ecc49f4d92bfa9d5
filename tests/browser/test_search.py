"""Search as a visitor uses it: by words, in Chinese, with filters, by keyboard, and at no cost to those who don't."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from browser.visits import Visit

FIELD = "form[role=search] input[name=q]"


def field_of(seen: Visit) -> Locator:
    return seen.page.locator(f"{FIELD}:visible").first


def result(seen: Visit, address: str) -> Locator:
    return seen.page.locator(f"[class*=gm-search] a[href*='{address}']").first


@pytest.mark.parametrize("address", ["", "projects/", "projects/2026/lantern-school/", "about/"])
def test_nothing_of_search_is_fetched_before_intent(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(address)
    seen.page.wait_for_load_state("networkidle")
    fetched = [url.removeprefix(seen.start) for url in seen.requests]
    assert [
        url for url in fetched if url.startswith("search/") or url.endswith(("search.js", "search_index.json"))
    ] == []


@pytest.mark.parametrize("address", ["", "projects/2026/shui-di/"], ids=["from home", "from a page in Chinese"])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lantern", "projects/2026/lantern-school/"),
        ("lanterns charge", "projects/2026/lantern-school/"),
        ("漏水", "projects/2026/shui-di/"),
        ("的水龙", "projects/2026/shui-di/"),
        ("desayunar", "projects/2026/huerto-de-prueba/"),
        ("الفحم", "projects/2026/miyah-nazifa/"),
        ("test edition", "challenges/gmooc-test/"),
        ("quality education", "sdgs/4/"),
        ("how to join", "join/"),
        ("register", "join/"),
        ("如何参加", "zh/join/"),
        ("cómo participar", "es/join/"),
        ("كيف أشارك", "ar/join/"),
        ("как участвовать", "ru/join/"),
        ("comment participer", "fr/join/"),
    ],
)
def test_words_find_their_page(visit: Callable[..., Visit], address: str, words: str, found: str) -> None:
    seen = visit(address)
    field_of(seen).fill(words)
    expect(result(seen, found)).to_be_visible()
    assert (seen.foreign, seen.faults) == ([], [])


@pytest.mark.parametrize(
    ("home", "words"),
    [
        ("", "contact"),
        ("", "email"),
        ("zh/", "联系"),
        ("es/", "contacto"),
        ("fr/", "contacter"),
        ("ru/", "контакты"),
        ("ar/", "اتصل"),
    ],
)
def test_contact_is_found_by_what_readers_call_it(visit: Callable[..., Visit], home: str, words: str) -> None:
    seen = visit(home)
    field_of(seen).fill(words)
    expect(result(seen, f"{home}contact/")).to_be_visible()


def test_search_page_shows_what_its_address_asks_for(visit: Callable[..., Visit]) -> None:
    seen = visit("search/?q=漏水")
    expect(result(seen, "projects/2026/shui-di/")).to_be_visible()
    expect(seen.page.locator("main mark").first).to_have_text("漏水")
    assert seen.faults == []


def test_filter_leaves_only_what_was_asked_for(visit: Callable[..., Visit]) -> None:
    seen = visit("search/?q=test&kind=announcement")
    expect(result(seen, "announcements/2026-11-20-test-results/")).to_be_visible()
    expect(result(seen, "projects/2026/")).to_have_count(0)


@pytest.mark.parametrize(("page", "label"), [("", "Goal 4: Quality Education"), ("zh/", "目标 4：优质教育")])
def test_filter_of_goals_names_them(visit: Callable[..., Visit], page: str, label: str) -> None:
    seen = visit(f"{page}search/?goal=4")
    chosen = seen.page.locator("select[name=goal] option:checked")
    expect(chosen).to_have_text(re.compile(f"^{label} \\(\\d+\\)$"))
    assert seen.faults == []


def test_announcement_to_come_is_not_found(visit: Callable[..., Visit]) -> None:
    seen = visit("search/?q=tests")
    expect(result(seen, "announcements/2026-11-20-test-results/")).to_be_visible()
    expect(result(seen, "test-to-come")).to_have_count(0)


def test_slash_enters_the_search_field(visit: Callable[..., Visit]) -> None:
    seen = visit("about/")
    seen.page.keyboard.press("/")
    expect(field_of(seen)).to_be_focused()
    expect(field_of(seen)).to_have_value("")


def test_arrow_and_enter_open_a_result(visit: Callable[..., Visit]) -> None:
    seen = visit("about/")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("moonlight ledger")
    expect(result(seen, "projects/2025/moonlight-ledger/")).to_be_visible()
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/projects/2025/moonlight-ledger/**")


def test_results_that_come_later_leave_the_reader_in_the_list(visit: Callable[..., Visit]) -> None:
    seen = visit("about/")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("moonlight")
    expect(result(seen, "projects/2025/moonlight-ledger/")).to_be_visible()
    field = field_of(seen)
    field.press("ArrowDown")
    field.evaluate("field => { field.value = 'moonlight ledger'; field.dispatchEvent(new Event('input')); }")
    expect(
        seen.page.locator("[class*=gm-search] mark").filter(has_text=re.compile("ledger", re.I)).first
    ).to_be_visible()
    expect(result(seen, "projects/2025/moonlight-ledger/")).to_be_focused()


def test_enter_alone_opens_the_search_page(visit: Callable[..., Visit]) -> None:
    seen = visit("about/")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("lantern")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/search/?q=lantern*")
    expect(result(seen, "projects/2026/lantern-school/")).to_be_visible()


def test_escape_closes_the_results(visit: Callable[..., Visit]) -> None:
    seen = visit("about/")
    field_of(seen).fill("lantern")
    found = result(seen, "projects/2026/lantern-school/")
    expect(found).to_be_visible()
    seen.page.keyboard.press("Escape")
    expect(found).to_be_hidden()


@pytest.mark.parametrize("address", ["about/", "ar/about/"], ids=["to the right", "to the left"])
def test_results_are_within_a_narrow_screen(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(address, 360)
    field_of(seen).fill("lantern")
    expect(result(seen, "projects/2026/lantern-school/")).to_be_visible()
    box = seen.page.locator(".gm-search__panel").bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360


def test_filters_do_not_stand_before_the_results_on_a_phone(visit: Callable[..., Visit]) -> None:
    seen = visit("search/?q=lantern", 360)
    expect(result(seen, "projects/2026/lantern-school/")).to_be_in_viewport()
    seen.page.get_by_text("Filters", exact=True).click()
    seen.page.get_by_label("Kind").select_option("project")
    expect(seen.page.get_by_role("status")).to_have_text("1 result.")


def test_words_without_result_are_answered(visit: Callable[..., Visit]) -> None:
    seen = visit("search/?q=xyzzyplugh")
    expect(seen.page.locator("main [class*=gm-search]").filter(has_text="xyzzyplugh").first).to_be_visible()
    expect(seen.page.locator("main [class*=gm-search] mark")).to_have_count(0)


def test_back_button_returns_to_the_words_before(visit: Callable[..., Visit]) -> None:
    seen = visit("search/?q=lantern")
    result(seen, "projects/2026/lantern-school/").click()
    seen.page.wait_for_url("**/projects/2026/lantern-school/**")
    seen.page.go_back()
    expect(field_of(seen)).to_have_value("lantern")
    expect(result(seen, "projects/2026/lantern-school/")).to_be_visible()
