"""The page of a goal, and the library of resources: where to begin, what to choose by, and the way on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.visits import Visit


def test_goal_begins_with_resources_and_folds_its_targets(visit: Callable[..., Visit]) -> None:
    page = visit("sdgs/4/").page
    headings = page.locator("article h2").all_inner_texts()
    assert headings[0] == "Learn and find data"
    assert headings[-1] == "Targets"
    expect(page.locator("#target-4-1")).to_be_hidden()
    page.locator("summary", has_text="10 targets").click()
    expect(page.locator("#target-4-1")).to_be_visible()


def test_target_leads_to_the_united_nations(visit: Callable[..., Visit]) -> None:
    page = visit("sdgs/4/#target-4-1").page
    link = page.locator("#target-4-1 a")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", "http://metadata.un.org/sdg/4.1")


def test_goals_lead_from_one_to_the_next(visit: Callable[..., Visit]) -> None:
    seen = visit("zh/sdgs/1/")
    assert seen.page.locator("nav a[rel=prev]").count() == 0
    seen.page.locator("nav a[rel=next]").click()
    seen.arrive_at("zh/sdgs/2/")
    seen.page.locator("nav a[rel=prev]").click()
    seen.arrive_at("zh/sdgs/1/")
    seen.go("sdgs/17/")
    assert seen.page.locator("nav a[rel=next]").count() == 0


def test_goal_and_library_name_the_same_start(visit: Callable[..., Visit]) -> None:
    seen = visit("sdgs/4/")
    start = seen.page.locator(".gm-resource--start > a").get_attribute("href")
    seen.go("resources/")
    part = seen.page.locator("section", has=seen.page.locator("#goal-4"))
    assert part.locator(".gm-resource--start > a").get_attribute("href") == start
    # Each part of the library has one, and what is for all goals is a part.
    assert seen.page.locator(".gm-resource--start").count() == seen.page.locator("main section").count()
    expect(seen.page.locator("main h2").first).to_have_text("For all goals")


def test_library_is_filtered_and_its_address_shared(visit: Callable[..., Visit]) -> None:
    seen = visit("resources/")
    resources = seen.page.locator(".gm-resource").filter(visible=True)
    everything = resources.count()
    seen.page.get_by_label("Kind").select_option("course")
    courses = resources.count()
    assert 0 < courses < everything
    expect(seen.page.get_by_role("status")).to_have_text(f"{courses} of {everything} resources")
    # A goal without a course is left out, and so is the way to it.
    assert seen.page.locator("#goal-5").is_hidden()
    assert seen.page.locator("nav a[href='#goal-5']").is_hidden()
    assert seen.path == "resources/?kind=course"
    seen.go("fr/resources/?kind=course&language=fr")
    assert 0 < resources.count() < courses
    seen.go("resources/?kind=none-such")
    assert resources.count() == everything


def test_library_says_when_nothing_fits(visit: Callable[..., Visit]) -> None:
    page = visit("resources/?kind=tool&language=fr").page
    expect(page.get_by_text("No resource is of this kind and in this language.")).to_be_visible()


@pytest.mark.parametrize("address", ["resources/", "ar/resources/"])
def test_library_is_read_without_javascript(visit: Callable[..., Visit], address: str) -> None:
    page = visit(address, has_script=False).page
    assert page.locator("select").filter(visible=True).count() == 0
    page.locator("nav a[href='#goal-13']").click()
    expect(page.locator("#goal-13")).to_be_in_viewport()


def test_news_is_a_list_by_years(visit: Callable[..., Visit]) -> None:
    page = visit("announcements/").page
    years = page.locator("main section h2").all_inner_texts()
    assert years == sorted(years, reverse=True)
    assert page.locator(".gm-years a").all_inner_texts() == years
    lefts = page.locator(".gm-news__item").evaluate_all("parts => parts.map(part => part.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1


def test_ways_to_contribute_are_three_cards_and_commands_are_folded(visit: Callable[..., Visit]) -> None:
    page = visit("contribute/", 1440).page
    cards = page.locator(".gm-ways li")
    assert cards.count() == 3
    assert len({box["y"] for card in cards.all() if (box := card.bounding_box())}) == 1
    expect(page.locator("article pre").filter(visible=True)).to_have_count(0)
    page.locator("summary").filter(has_text="By hand").click()
    expect(page.locator("article pre").filter(visible=True)).to_have_count(2)
