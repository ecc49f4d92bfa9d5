"""What is folded away is there for whoever is led to it."""

from collections.abc import Callable

from browser.visits import Visit, await_true


def test_an_address_opens_the_part_it_leads_to(visit: Callable[..., Visit]) -> None:
    page = visit("data/#ApiTeam", width=360).page
    page.wait_for_selector("details[open] #ApiTeam")
    page.locator("details[open] td a[href^='#Api']").first.click()
    await_true(page, "document.querySelectorAll('main details[open]').length === 2")
    assert page.evaluate("document.querySelector(':target').closest('details').open")


def test_the_page_on_open_data_is_no_longer_than_one_reads_on_a_phone(visit: Callable[..., Visit]) -> None:
    page = visit("data/", width=360, has_script=False).page
    assert page.evaluate("document.documentElement.scrollHeight") < 12_000
    page.locator("summary", has_text="ApiTeam").click()
    assert page.locator("details[open] th", has_text="members").is_visible()
