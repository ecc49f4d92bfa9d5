"""A project's page: its story is read at a good width, and its facts stand beside it where there is room."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from browser.visits import Visit

LANTERN = "projects/2026/lantern-school/"
CHARACTERS_A_LINE = """part => {
    const style = getComputedStyle(part);
    const context = document.createElement("canvas").getContext("2d");
    context.font = `${style.fontSize} ${style.fontFamily}`;
    const text = "Each pupil charges a lantern on the way home, and brings it to class with the books of the day. ";
    return part.clientWidth / (context.measureText(text).width / text.length);
}"""


def box_of(part: Locator) -> dict[str, float]:
    box = part.bounding_box()
    assert box
    return {"left": box["x"], "right": box["x"] + box["width"], "top": box["y"], "bottom": box["y"] + box["height"]}


@pytest.mark.parametrize("width", [960, 1440])
@pytest.mark.parametrize("home", ["", "ar/"], ids=["English", "Arabic"])
def test_facts_goals_team_and_citation_stand_beside_the_story(
    visit: Callable[..., Visit], home: str, width: int
) -> None:
    page = visit(home + LANTERN, width).page
    story = box_of(page.locator(".gm-prose"))
    beside = [box_of(page.locator(part)) for part in (".gm-facts", "#gm-goals", "#gm-team", "#gm-cite")]
    assert all(box["right"] < story["left"] if home else box["left"] > story["right"] for box in beside)
    assert [box["top"] for box in beside] == sorted(box["top"] for box in beside)
    # They stand close to each other, however long the story is.
    goals, team = box_of(page.locator(".gm-goals")), box_of(page.locator("#gm-team"))
    assert team["top"] - goals["bottom"] < 100


def test_phone_shows_the_picture_then_the_facts_then_the_story(visit: Callable[..., Visit]) -> None:
    page = visit(LANTERN, 360).page
    parts = (".gm-head", ".gm-project__cover", ".gm-facts", "#gm-goals", ".gm-prose", "#gm-team", "#gm-cite")
    tops = [box_of(page.locator(part))["top"] for part in parts]
    assert tops == sorted(tops)


@pytest.mark.parametrize("width", [960, 1280, 1440])
def test_line_of_a_story_has_about_68_characters(visit: Callable[..., Visit], width: int) -> None:
    page = visit(LANTERN, width).page
    assert 60 <= page.locator(".gm-prose > p").first.evaluate(CHARACTERS_A_LINE) <= 76


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_cover_is_shown_whole_and_at_most_420_pixels_high(visit: Callable[..., Visit], width: int) -> None:
    cover = visit(LANTERN, width).page.locator(".gm-project__cover img")
    assert cover.evaluate("image => image.decode()") is None
    shown = cover.evaluate("image => [image.clientWidth, image.clientHeight, image.naturalWidth, image.naturalHeight]")
    assert shown[1] <= 420
    assert shown[0] / shown[1] == pytest.approx(shown[2] / shown[3], rel=0.02)


@pytest.mark.parametrize("width", [360, 1440])
def test_cover_has_its_place_before_it_is_there(visit: Callable[..., Visit], width: int) -> None:
    seen = visit("404.html", width, has_worker=False)
    seen.page.route("**/pictures/**", lambda route: None)
    seen.page.goto(seen.start + LANTERN, wait_until="domcontentloaded")
    cover = seen.page.locator(".gm-project__cover img")
    size = cover.evaluate("image => [image.naturalWidth, image.clientWidth, image.clientHeight]")
    assert size[0] == 0
    assert size[1] / size[2] == pytest.approx(640 / 400, rel=0.02)


def test_neighbours_lead_from_one_project_of_an_edition_to_all_others(visit: Callable[..., Visit]) -> None:
    seen = visit("projects/by/challenge/gmooc-test/")
    there = "links => links.map(link => link.href)"
    listed = seen.page.locator(".gm-card__title a").evaluate_all(there)
    seen.page.locator(".gm-card__title a").first.click()
    for address in listed[1:]:
        seen.page.locator("nav a[rel=next]").click()
        expect(seen.page).to_have_url(address)
    # The link onward would stand at the foot of the page, which has to be there before it is looked for.
    seen.page.wait_for_load_state()
    expect(seen.page.locator("nav a[rel=next]")).to_have_count(0)
    seen.page.locator("nav a[rel=prev]").click()
    expect(seen.page).to_have_url(listed[-2])


def test_neighbours_are_a_named_part_of_the_page(visit: Callable[..., Visit]) -> None:
    near = visit("zh/" + LANTERN).page.get_by_role("navigation", name="本届的其他项目")
    assert [link.inner_text().split()[0] for link in near.get_by_role("link").all()] == ["上一个项目", "下一个项目"]


def test_page_says_who_checked_it_and_where_it_is_registered(visit: Callable[..., Visit]) -> None:
    facts = visit(LANTERN).page.locator(".gm-facts")
    checked = facts.locator("div", has_text="Checked by the GMOOC team").locator("dd")
    assert checked.inner_text() == "20 November 2026, Test Reader"
    register = facts.get_by_role("link", name="example.org", exact=True)
    assert register.get_attribute("href") == "https://example.org/register/lantern-school"


def test_what_has_ended_says_so_as_plainly_as_what_is_in_use(visit: Callable[..., Visit]) -> None:
    looks = "part => { const style = getComputedStyle(part); return [style.color, style.fontWeight, style.fontSize]; }"
    used = visit(LANTERN).page.locator(".gm-facts dd strong")
    ended = visit("projects/2025/moonlight-ledger/").page.locator(".gm-facts dd strong")
    assert (used.inner_text(), ended.inner_text()) == ("In use", "Ended")
    assert used.evaluate(looks) == ended.evaluate(looks)
