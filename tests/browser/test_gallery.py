"""The gallery's filters as a visitor uses them: combined, sorted, shared, by keyboard, and only when reached for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from browser.programs import AXE
from browser.visits import Visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def found(seen: Visit) -> Locator:
    return seen.page.locator(".gm-gallery__results .gm-card__title a")


def newest(seen: Visit) -> Locator:
    return seen.page.locator("[data-gallery-newest]")


def status(seen: Visit) -> Locator:
    return seen.page.locator(".gm-gallery__status")


def choice(seen: Visit, name: str) -> Locator:
    return seen.page.get_by_role("combobox", name=name, exact=True)


def open_filters(seen: Visit) -> None:
    seen.page.get_by_text("Filter and sort").click()
    expect(choice(seen, "Goal")).to_be_visible()


def counted(seen: Visit, facet: str, value: str) -> int:
    """Return how many projects a choice says it would leave."""
    option = seen.page.locator(f"select[name={facet}] option[value='{value}']")
    expect(option).to_contain_text("(")
    text = option.text_content() or ""
    return int(text.rpartition("(")[2].rstrip(")"))


def test_nothing_of_the_filters_is_fetched_before_intent(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    seen.page.wait_for_load_state("networkidle")
    assert [url for url in seen.requests if "gallery" in url.removeprefix(seen.start)] == []


def test_filter_leaves_as_many_as_its_count_said(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    open_filters(seen)
    said = counted(seen, "goal", "6")
    choice(seen, "Goal").select_option("6")
    expect(found(seen)).to_have_count(said)
    expect(newest(seen)).to_be_hidden()
    assert seen.path == "projects/?goal=6"
    assert (seen.foreign, seen.faults) == ([], [])


def test_combined_filters_leave_as_many_as_the_second_said(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?year=2026")
    expect(found(seen).first).to_be_visible()
    expect(seen.page.locator("select[name=goal] option").nth(1)).to_contain_text("(")
    choices = seen.page.locator("select[name=goal] option:not([value='']):not([disabled])")
    goal = choices.first.get_attribute("value") or ""
    said = counted(seen, "goal", goal)
    choice(seen, "Goal").select_option(goal)
    expect(found(seen)).to_have_count(said)
    assert said > 0


def test_shared_address_shows_what_it_asks_for(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?language=zh")
    expect(found(seen)).to_have_count(1)
    expect(found(seen)).to_have_attribute("lang", "zh")
    expect(status(seen)).to_have_text("1 project.")
    found(seen).click()
    seen.page.wait_for_url("**/projects/2026/shui-di/")
    assert seen.faults == []


def test_unknown_value_in_the_address_is_not_asked_for(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?goal=99")
    expect(choice(seen, "Goal")).to_have_value("")
    expect(newest(seen)).to_be_visible()


def test_back_button_undoes_a_filter(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?year=2026")
    expect(found(seen).first).to_be_visible()
    before = found(seen).count()
    choice(seen, "Language").select_option("zh")
    expect(found(seen)).to_have_count(1)
    seen.page.go_back()
    expect(found(seen)).to_have_count(before)
    expect(choice(seen, "Language")).to_have_value("")


def test_back_button_returns_from_a_project_to_the_filter(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?language=ar")
    found(seen).click()
    seen.page.wait_for_url("**/projects/2026/miyah-nazifa/")
    seen.page.go_back()
    expect(found(seen)).to_have_count(1)
    expect(choice(seen, "Language")).to_have_value("ar")


def test_titles_are_sorted(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?year=2026&outcome=app&sort=title")
    expect(found(seen).first).to_be_visible()
    latin = [title.casefold() for title in found(seen).all_text_contents() if title[0].isascii()]
    assert latin == sorted(latin)


def test_keyboard_opens_chooses_and_clears(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    seen.page.get_by_text("Filter and sort").focus()
    seen.page.keyboard.press("Enter")
    expect(choice(seen, "Challenge")).to_be_visible()
    seen.page.keyboard.press("Tab")
    expect(choice(seen, "Challenge")).to_be_focused()
    seen.page.keyboard.press("ArrowDown")
    expect(found(seen).first).to_be_visible()
    expect(status(seen)).to_contain_text("project")
    seen.page.get_by_role("button", name="Clear filters").focus()
    seen.page.keyboard.press("Enter")
    expect(choice(seen, "Challenge")).to_be_focused()
    expect(newest(seen)).to_be_visible()
    assert seen.path == "projects/"


def test_cards_look_as_those_of_the_page(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?sort=title")
    expect(found(seen).first).to_be_visible()
    described = """cards => Object.fromEntries(cards.map(card => [
        card.querySelector("a").href,
        [...card.querySelectorAll("*"), card].map(part => [part.tagName, part.className, part.lang, part.dir, part.href])
            .concat(card.innerText.replace(/\\s+/g, " ").trim())]))"""
    drawn = seen.page.locator(".gm-gallery__results .gm-card").evaluate_all(described)
    newest(seen).evaluate("part => { part.hidden = false; }")
    assert drawn == newest(seen).locator(".gm-card").evaluate_all(described)


def test_files_that_do_not_come_are_told_and_tried_again(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    seen.page.route("**/gallery/goal.json", lambda route: route.abort())
    open_filters(seen)
    choice(seen, "Goal").select_option("6")
    again = seen.page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    expect(newest(seen)).to_be_visible()
    seen.page.unroute("**/gallery/goal.json")
    again.click()
    expect(found(seen).first).to_be_visible()
    expect(choice(seen, "Goal")).to_have_value("6")


def test_first_filter_fetches_what_it_asks_for_before_the_rest(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    open_filters(seen)
    seen.page.route("**/gallery/country.json", lambda route: None)
    choice(seen, "Goal").select_option("6")
    expect(found(seen).first).to_be_visible()
    expect(status(seen)).to_contain_text("project")


def test_whoever_saves_data_chooses_without_the_other_counts(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    seen.page.evaluate("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    open_filters(seen)
    said = counted(seen, "goal", "6")
    choice(seen, "Goal").select_option("6")
    expect(found(seen)).to_have_count(said)
    seen.page.wait_for_load_state("networkidle")
    assert [url for url in seen.requests if url.endswith(("country.json", "status.json", "outcome.json"))] == []
    expect(seen.page.locator("select[name=status] option[value=idea]")).to_have_text("Idea")


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_among_filters_and_results(visit: Callable[..., Visit], is_dark: bool) -> None:
    seen = visit("projects/?year=2026", 320, is_dark=is_dark)
    expect(found(seen).first).to_be_visible()
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    run = seen.page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    assert [violation["id"] for violation in run["violations"]] == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_javascript_lists_take_the_place_of_filters(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", has_script=False)
    expect(seen.page.locator("[data-gallery-filters]")).to_be_hidden()
    expect(newest(seen)).to_be_visible()
    expect(seen.page.locator("a[href*='projects/by/goal/6/'], a[href*='by/goal/6/']").first).to_be_visible()


@pytest.mark.parametrize(
    ("prefix", "title", "place"),
    [("", "Garden on trial", "en/"), ("fr/", "Potager d’essai", "fr/"), ("es/", "Huerto de prueba", "es/")],
    ids=["English", "French", "original"],
)
def test_project_is_shown_in_the_language_of_the_page(
    visit: Callable[..., Visit], prefix: str, title: str, place: str
) -> None:
    seen = visit(f"{prefix}projects/?language=es")
    shown = seen.page.locator(".gm-gallery__results").get_by_role("link", name=title)
    expect(shown).to_have_attribute("href", f"{seen.start}{place}projects/2026/huerto-de-prueba/")
    shown.click()
    expect(seen.page.locator("h1")).to_have_text(title)
