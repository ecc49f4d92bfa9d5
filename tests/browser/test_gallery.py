"""The gallery's filters as a visitor uses them: combined, sorted, shared, by keyboard, and only when reached for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from browser.programs import AXE
from browser.visits import Visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GOAL_6 = "Goal 6: Clean Water and Sanitation"


def found(seen: Visit) -> Locator:
    return seen.page.locator(".gm-gallery .gm-card__title a")


def heading(seen: Visit) -> Locator:
    return seen.page.locator("[data-gallery-title]")


def status(seen: Visit) -> Locator:
    return seen.page.locator("[data-gallery-status]")


def filters(seen: Visit) -> Locator:
    return seen.page.get_by_role("search", name="Filter projects")


def choice(seen: Visit, name: str) -> Locator:
    return seen.page.get_by_role("combobox", name=name, exact=True)


def box(seen: Visit, name: str) -> Locator:
    return seen.page.get_by_role("radio", name=name)


def expect_found(seen: Visit) -> None:
    expect(heading(seen)).to_have_text("Projects found")


def number_of(seen: Visit, facet: str, value: str) -> Locator:
    """What a choice says of how many projects it would leave."""
    return seen.page.locator(f"label:has(input[name={facet}][value='{value}']) .gm-gallery__number")


def counted(seen: Visit, facet: str, value: str) -> int:
    expect(number_of(seen, facet, value)).not_to_be_empty()
    return int(number_of(seen, facet, value).text_content() or "")


def test_nothing_of_the_filters_is_fetched_before_intent(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    seen.page.wait_for_load_state("networkidle")
    asked = [url.removeprefix(seen.start) for url in seen.requests if "gallery" in url.removeprefix(seen.start)]
    assert asked == ["assets/gallery.css"]


def test_filters_stand_open_on_a_wide_screen_and_say_what_they_are(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    form = filters(seen)
    expect(form.get_by_role("searchbox", name="Search projects")).to_be_visible()
    for name in ("Goal", "Outcome", "Status"):
        group = form.get_by_role("group", name=name, exact=True)
        expect(group.get_by_role("radio", name="All", exact=True)).to_be_checked()
    expect(form.get_by_role("radio", name=GOAL_6)).to_have_accessible_description("2")
    expect(form.get_by_role("radio", name="Pilot 1")).to_be_visible()
    expect(form.get_by_role("checkbox", name="Confirmed within a year")).not_to_be_checked()
    for name in ("Challenge", "Year", "Country", "Language"):
        expect(form.get_by_role("combobox", name=name, exact=True)).to_be_visible()
    expect(seen.page.get_by_role("group", name="Show as").get_by_role("radio", name="Cards")).to_be_checked()


def test_filter_leaves_as_many_as_its_count_said(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    said = counted(seen, "goal", "6")
    box(seen, GOAL_6).check()
    expect_found(seen)
    expect(found(seen)).to_have_count(said)
    assert seen.path == "projects/?goal=6"
    assert (seen.foreign, seen.faults) == ([], [])


def test_combined_filters_leave_as_many_as_the_second_said(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?year=2026")
    expect_found(seen)
    expect(number_of(seen, "goal", "9")).to_have_text("1")
    expect(seen.page.locator("input[name=goal][value='7']")).to_be_enabled()
    said = counted(seen, "goal", "7")
    box(seen, "Goal 7: Affordable and Clean Energy").check()
    expect(found(seen)).to_have_count(said)
    # Nothing that would leave no project can be chosen.
    expect(box(seen, "Art")).to_be_disabled()
    assert said == 1


def test_status_that_was_confirmed_within_a_year_is_asked_for(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    said = counted(seen, "confirmed", "year")
    seen.page.get_by_role("checkbox", name="Confirmed within a year").check()
    expect_found(seen)
    expect(found(seen)).to_have_count(said)
    assert seen.path == "projects/?confirmed=year"
    assert 0 < said < 8


def test_words_are_searched_in_the_whole_text(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    filters(seen).get_by_role("searchbox").fill("lanterns")
    expect_found(seen)
    expect(found(seen)).to_have_text(["Lantern School"])
    expect(choice(seen, "Sort").locator("option").first).to_have_text("Best match first")
    expect(number_of(seen, "goal", "4")).to_have_text("1")
    expect(seen.page.locator("input[name=goal][value='14']")).to_be_disabled()
    assert seen.path == "projects/?q=lanterns"
    filters(seen).get_by_role("searchbox").fill("水滴")
    expect(found(seen)).to_have_text(["水滴地图"])
    filters(seen).get_by_role("searchbox").fill("nothing of the kind anywhere zzzz")
    filters(seen).get_by_role("searchbox").press("Enter")
    expect(status(seen)).to_contain_text("No entry has all the words")
    assert seen.faults == []


def test_words_and_a_filter_are_met_together(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?q=made-up&outcome=study")
    expect(found(seen)).to_have_text(["Moonlight Ledger"])
    expect(filters(seen).get_by_role("searchbox")).to_have_value("made-up")


def test_shared_address_shows_what_it_asks_for(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?language=zh")
    expect_found(seen)
    expect(found(seen)).to_have_attribute("lang", "zh")
    expect(status(seen)).to_have_text("1 project.")
    found(seen).click()
    seen.page.wait_for_url("**/projects/2026/shui-di/")
    assert seen.faults == []


def test_unknown_value_in_the_address_is_not_asked_for(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?goal=99")
    expect(box(seen, "All").first).to_be_checked()
    expect(heading(seen)).to_have_text("Newest")
    expect(found(seen)).to_have_count(8)


def test_back_button_undoes_a_filter(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?year=2026")
    expect_found(seen)
    before = found(seen).count()
    choice(seen, "Language").select_option("zh")
    expect(found(seen)).to_have_count(1)
    seen.page.go_back()
    expect(found(seen)).to_have_count(before)
    expect(choice(seen, "Language")).to_have_value("")


def test_back_button_returns_from_a_project_to_the_filter(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?language=ar")
    expect_found(seen)
    found(seen).click()
    seen.page.wait_for_url("**/projects/2026/miyah-nazifa/")
    seen.page.go_back()
    expect(found(seen)).to_have_count(1)
    expect(choice(seen, "Language")).to_have_value("ar")


def test_chosen_filter_is_named_and_taken_back_by_a_button(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?goal=6&status=pilot")
    expect(found(seen)).to_have_count(1)
    chosen = seen.page.get_by_role("list", name="Chosen filters")
    expect(chosen.get_by_role("listitem")).to_have_text([f"{GOAL_6} ×", "Pilot ×"])
    chosen.get_by_role("button", name="Without: Pilot").click()
    expect(found(seen)).to_have_count(2)
    expect(box(seen, "All").nth(2)).to_be_focused()
    assert seen.path == "projects/?goal=6"


def test_titles_are_sorted(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/?year=2026&sort=title")
    expect_found(seen)
    latin = [title.casefold() for title in found(seen).all_text_contents() if title[0].isascii()]
    assert latin == sorted(latin)
    assert len(latin) > 3


def test_keyboard_walks_through_filters_chooses_and_clears(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    keyboard = seen.page.keyboard
    filters(seen).get_by_role("searchbox").focus()
    for name in ("goal", "outcome", "status", "confirmed", "challenge", "year", "country", "language"):
        keyboard.press("Tab")
        expect(seen.page.locator(f":focus[name={name}]")).to_have_count(1)
    keyboard.press("Tab")
    expect(seen.page.get_by_role("button", name="Clear filters")).to_be_focused()
    keyboard.press("Tab")
    expect(box(seen, "Cards")).to_be_focused()
    keyboard.press("Tab")
    expect(choice(seen, "Sort")).to_be_focused()
    # Arrows choose within a group.
    box(seen, "All").first.focus()
    keyboard.press("ArrowRight")
    expect(box(seen, "Goal 2: Zero Hunger")).to_be_focused()
    expect(box(seen, "Goal 2: Zero Hunger")).to_be_checked()
    expect(status(seen)).to_have_text("1 project.")
    seen.page.get_by_role("button", name="Clear filters").focus()
    keyboard.press("Enter")
    expect(status(seen)).to_have_text("No filter is set. The newest projects are shown.")
    expect(seen.page.get_by_role("button", name="Clear filters")).to_be_focused()
    assert seen.path == "projects/"


@pytest.mark.parametrize("prefix", ["", "ar/", "es/", "fr/", "ru/", "zh/"])
def test_cards_look_as_those_of_the_page(visit: Callable[..., Visit], prefix: str) -> None:
    seen = visit(f"{prefix}projects/")
    described = """cards => Object.fromEntries(cards.map(card => [
        card.querySelector("a").href,
        [...card.querySelectorAll("*"), card].map(part => [part.tagName, part.className, part.lang, part.dir, part.href])
            .concat(card.innerText.replace(/\\s+/g, " ").trim())]))"""
    cards = seen.page.locator(".gm-gallery .gm-card")
    written = cards.evaluate_all(described)
    cards.evaluate_all("cards => cards.forEach(card => { card.dataset.written = ''; })")
    seen.page.locator("select[name=sort]").select_option("title")
    expect(seen.page.locator(".gm-gallery .gm-card:not([data-written])")).to_have_count(8)
    assert cards.evaluate_all(described) == written


def test_card_is_one_link_all_over(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    card = seen.page.locator(".gm-card", has_text="Paper Tide")
    expect(card.get_by_role("link")).to_have_count(1)
    expect(card.get_by_role("img")).to_have_count(0)
    card.click(position={"x": 20, "y": 20})
    seen.page.wait_for_url("**/projects/2026/paper-tide/")


def test_files_that_do_not_come_are_told_and_tried_again(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", has_worker=False)
    seen.page.route("**/facets/goal.json", lambda route: route.abort())
    box(seen, GOAL_6).check()
    again = seen.page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    expect(found(seen)).to_have_count(8)
    seen.page.unroute("**/facets/goal.json")
    again.click()
    expect(found(seen)).to_have_count(2)
    expect(box(seen, GOAL_6)).to_be_checked()


def test_first_filter_fetches_what_it_asks_for_before_the_rest(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", has_worker=False)
    seen.page.route("**/facets/country.json", lambda route: None)
    box(seen, GOAL_6).check()
    expect_found(seen)
    expect(status(seen)).to_contain_text("project")


def test_whoever_saves_data_chooses_without_the_other_counts(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/")
    seen.page.evaluate("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    said = counted(seen, "goal", "6")
    box(seen, GOAL_6).check()
    expect(found(seen)).to_have_count(said)
    seen.page.wait_for_load_state("networkidle")
    assert [url for url in seen.requests if url.endswith(("country.json", "status.json", "outcome.json"))] == []
    expect(number_of(seen, "status", "idea")).to_be_empty()
    expect(seen.page.locator("option[value=KE]")).to_have_text("Kenya")


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_among_filters_map_and_results(
    visit: Callable[..., Visit], width: int, is_dark: bool
) -> None:
    seen = visit("projects/?year=2026&view=map", width, is_dark=is_dark)
    expect_found(seen)
    expect(seen.page.get_by_role("table", name="Projects by country")).to_be_visible()
    assert faults_of(seen) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width


def faults_of(seen: Visit) -> list[str]:
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    run = seen.page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
    return [violation["id"] for violation in run["violations"]]


def test_without_javascript_lists_take_the_place_of_filters(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/", has_script=False)
    expect(seen.page.locator("#gm-filters")).to_be_hidden()
    expect(seen.page.locator(".gm-gallery__bar")).to_be_hidden()
    expect(found(seen).first).to_be_visible()
    expect(seen.page.locator("a[href*='projects/by/goal/6/'], a[href*='by/goal/6/']").first).to_be_visible()


def test_links_of_lists_stay_in_their_column(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/by/goal/", has_script=False)
    items = seen.page.locator(".gm-values li")
    assert items.count() > 5
    assert items.evaluate_all("items => items.map(item => item.getClientRects().length)") == [1] * items.count()


@pytest.mark.parametrize(
    ("prefix", "title", "place"),
    [("", "Garden on trial", "en/"), ("fr/", "Potager d’essai", "fr/"), ("es/", "Huerto de prueba", "es/")],
    ids=["English", "French", "original"],
)
def test_project_is_shown_in_the_language_of_the_page(
    visit: Callable[..., Visit], prefix: str, title: str, place: str
) -> None:
    seen = visit(f"{prefix}projects/?language=es")
    expect(found(seen)).to_have_count(1)
    shown = seen.page.locator(".gm-gallery").get_by_role("link", name=title)
    expect(shown).to_have_attribute("href", f"{seen.start}{place}projects/2026/huerto-de-prueba/")
    shown.click()
    expect(seen.page.locator("h1")).to_have_text(title)
