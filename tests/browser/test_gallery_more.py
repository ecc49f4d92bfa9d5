"""More of the gallery than its page holds: by touch and keyboard, without a filter too, and still there after Back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from browser.test_gallery import GOAL_6, box, found, heading
from browser.visits import Visit

# The page holds so many of the small site's eight projects.
FEW = 3
BUTTON = '<button class="gm-gallery__more" type="button" data-gallery-more data-gallery-reach>Show more</button>'


def _with_few(route: Route) -> None:
    """Answer with the page of the gallery as it is where there are more projects than it holds."""
    response = route.fetch()
    start, cards, end = re.split(r'(?<=gm-cards">)|(?=</ul>\s*</section>)', response.text(), maxsplit=2)
    kept = "<li ".join(cards.split("<li ")[: FEW + 1])
    route.fulfill(response=response, body=f"{start}{kept}{end.replace('</ul>', f'</ul>{BUTTON}', 1)}")


@pytest.fixture
def seen(browser: Browser, start: str) -> Iterator[Visit]:
    context = browser.new_context(service_workers="block", reduced_motion="reduce")
    page = context.new_page()
    page.route(re.compile(r"/projects/(\?.*)?$"), _with_few)
    yield Visit(page, start)
    context.close()


def more(seen: Visit) -> Locator:
    return seen.page.get_by_role("button", name="Show more")


def test_more_is_shown_without_a_filter_and_the_focus_goes_on(seen: Visit) -> None:
    seen.go("projects/")
    expect(found(seen)).to_have_count(FEW)
    more(seen).focus()
    seen.page.keyboard.press("Enter")
    expect(found(seen)).to_have_count(8)
    expect(found(seen).nth(FEW)).to_be_focused()
    expect(more(seen)).to_be_hidden()
    expect(heading(seen)).to_have_text("Newest")
    assert len(set(found(seen).all_text_contents())) == 8
    assert (seen.path, seen.foreign) == ("projects/", [])


def test_more_is_still_there_after_a_project_was_read(seen: Visit) -> None:
    seen.go("projects/")
    more(seen).click()
    expect(found(seen)).to_have_count(8)
    found(seen).last.click()
    seen.page.wait_for_url("**/moonlight-ledger/")
    seen.page.go_back()
    expect(found(seen)).to_have_count(8)


def test_a_filter_begins_anew_and_back_leads_to_what_was_shown(seen: Visit) -> None:
    seen.go("projects/")
    more(seen).click()
    expect(found(seen)).to_have_count(8)
    box(seen, GOAL_6).check()
    expect(found(seen)).to_have_count(2)
    expect(more(seen)).to_be_hidden()
    seen.page.go_back()
    expect(found(seen)).to_have_count(8)
    expect(box(seen, GOAL_6)).not_to_be_checked()
