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
