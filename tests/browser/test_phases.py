"""A page that was built days ago still says what is open now, and when that is where the reader lives."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

PAGE = "challenges/gmooc-test/"


@pytest.mark.parametrize(
    ("now", "states"),
    [
        (datetime(2026, 8, 1, tzinfo=UTC), ["upcoming", "upcoming", "open", "upcoming", "upcoming"]),
        (datetime(2026, 11, 24, tzinfo=UTC), ["closed", "closed", "open", "upcoming", "upcoming"]),
        (datetime(2026, 12, 2, 11, 58, tzinfo=UTC), ["closed", "closed", "open", "upcoming", "upcoming"]),
        (datetime(2026, 12, 2, 12, 1, tzinfo=UTC), ["closed", "closed", "closed", "judging", "upcoming"]),
        (datetime(2026, 12, 12, 21, tzinfo=UTC), ["closed", "closed", "closed", "closed", "open"]),
    ],
    ids=["before", "as built", "last minute", "too late", "final"],
)
def test_states_are_those_of_the_readers_moment(browser: Browser, start: str, now: datetime, states: list[str]) -> None:
    context = browser.new_context(timezone_id="Africa/Nairobi", locale="en-GB")
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.goto(start + PAGE)
    expect(page.locator(".gm-phases .gm-state")).to_have_text(states)
    own = page.locator(".gm-phases li").nth(2).locator("[data-own]")
    expect(own).to_have_text("Your time: 2 December 2026 at 14:59 (East Africa Time)")
    own = page.locator(".gm-phases li").nth(4).locator("[data-own]")
    expect(own).to_have_text("Your time: 12 December 2026 at 23:00 – 13 December 2026 at 23:00 (East Africa Time)")
    context.close()


def test_chinese_moments_are_written_as_the_days_beside_them(browser: Browser, start: str) -> None:
    context = browser.new_context(timezone_id="Africa/Nairobi")
    page = context.new_page()
    page.goto(f"{start}zh/{PAGE}")
    own = page.locator(".gm-phases li").nth(4).locator("[data-own]")
    expect(own).to_have_text("您的当地时间：2026年12月12日 23:00 – 2026年12月13日 23:00（东部非洲时间）")
    context.close()


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2026, 12, 5, tzinfo=UTC), "judging"),
        (datetime(2027, 1, 1, tzinfo=UTC), "closed"),
    ],
    ids=["judging", "over"],
)
def test_edition_and_notices_are_those_of_the_readers_moment(
    browser: Browser, start: str, now: datetime, state: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.goto(start)
    expect(page.locator(".gm-now [data-steps]")).to_have_text(state)
    notice = page.locator(".gm-notice [data-expires]")
    expect(notice).to_be_hidden() if state == "closed" else expect(notice).to_be_visible()
    context.close()


JOINED = ("", PAGE, "about/", "404.html")


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        (datetime(2026, 11, 18, tzinfo=UTC), "upcoming", "It opens in 2 days."),
        (datetime(2026, 11, 19, 23, 59, 59, tzinfo=UTC), "upcoming", "It opens in 1 minute."),
        (datetime(2026, 11, 20, tzinfo=UTC), "open", "It closes in 11 days."),
        (datetime(2026, 11, 30, tzinfo=UTC), "open", "It closes in 34 hours."),
        (datetime(2026, 12, 1, 9, 59, 59, tzinfo=UTC), "open", "It closes in 1 minute."),
        (datetime(2026, 12, 1, 10, tzinfo=UTC), "closed", ""),
    ],
    ids=["before", "the second before", "as it opens", "the day before", "the last second", "as it closes"],
)
def test_button_is_that_of_the_readers_moment(
    browser: Browser, start: str, now: datetime, state: str, left: str
) -> None:
    said = {"upcoming": "opens on", "open": "Register for", "closed": "Add your project"}
    context = browser.new_context(timezone_id="Africa/Nairobi", locale="en-GB")
    page = context.new_page()
    page.clock.set_fixed_time(now)
    for address in JOINED:
        page.goto(start + address)
        expect(page.locator(".gm-header [data-join]:visible")).to_contain_text(said[state])
    page.goto(start + PAGE)
    # The site was built while registration was open, so that a page has no sentence of the time before.
    if state == "open":
        expect(page.locator("main [data-left]:visible")).to_have_text(left)
        own = page.locator("main [data-moment]:visible")
        expect(own).to_have_text("Your time: 1 December 2026 at 13:00 (East Africa Time)")
    else:
        expect(page.locator("main [data-left]:visible")).to_have_count(0)
    context.close()


def test_without_javascript_the_button_and_its_moment_are_those_of_the_build(browser: Browser, start: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(start)
    first = page.locator(".gm-hero .gm-button:visible").first
    expect(first).to_have_text("Register for GMOOC Test Edition")
    assert first.get_attribute("href") == "https://example.org/register"
    expect(page.locator(".gm-hero")).to_contain_text(
        "Registration is open until 1 December 2026, 18:00 Asia/Shanghai (1 December 2026, 10:00 UTC)."
    )
    page.goto(f"{start}zh/about/")
    expect(page.locator(".gm-header [data-join]:visible")).to_have_count(1)
    context.close()
