"""The home page says whose it is, what is on and what can be counted, on the first screen of a phone and of a desk."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.visits import Visit

FULL_NAME = "Global Massive Open Online Challenge"


@pytest.mark.parametrize("address", ["", "zh/", "ar/"])
def test_first_screen_names_gmooc_and_what_is_on(visit: Callable[..., Visit], address: str) -> None:
    page = visit(address, 1440).page
    hero = page.locator(".gm-hero")
    expect(hero.locator(".gm-hero__name strong")).to_have_text(FULL_NAME)
    expect(hero.locator(".gm-hero__name a")).to_have_attribute("href", "alliance/")
    for part in (".gm-hero__name", "h1", ".gm-now", ".gm-join__doors", ".gm-figures"):
        box = hero.locator(part).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 800


def test_what_is_counted_is_what_is_there(site: Path, visit: Callable[..., Visit]) -> None:
    shown = visit("").page.locator(".gm-figures li").all_inner_texts()
    found = {text: figure for figure, text in (" ".join(one.split()).split(" ", 1) for one in shown)}
    editions = [path for path in (site / "challenges").iterdir() if (path / "index.html").exists()]
    projects = list((site / "projects").glob("20*/*/index.html"))
    assert found["editions"] == str(len(editions))
    assert found["projects"] == str(len(projects))
    assert found["goals"] == "17"
    assert found["participants since 2021"] == "300+"


def test_link_that_somebody_shares_names_gmooc_in_full(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert f"<title>GMOOC - {FULL_NAME}</title>" in text
    assert f'<meta property="og:title" content="GMOOC - {FULL_NAME}">' in text


def test_film_leads_to_the_alliance_and_loads_nothing_of_others(visit: Callable[..., Visit]) -> None:
    for address in ("", "challenges/gmooc-2021/"):
        seen = visit(address)
        film = seen.page.locator(".gm-film")
        expect(film.get_by_role("heading")).to_have_text("Launch video at UN International Day of Education 2021")
        expect(film).to_contain_text("6 minutes")
        link = film.get_by_role("link", name="Transcript and film at the alliance's site")
        expect(link).to_have_attribute("href", re.compile(r"^https://mooc\.global/alliance/"))
        film.scroll_into_view_if_needed()
        seen.page.wait_for_load_state("networkidle")
        assert (seen.foreign, seen.faults) == ([], [])
        assert any(url.endswith("assets/film.svg") for url in seen.requests)


def test_those_who_stand_behind_the_editions_are_named_once(visit: Callable[..., Visit]) -> None:
    names = visit("").page.locator(".gm-thanks__names li").all_inner_texts()
    assert "Global MOOC and Online Education Alliance" in names
    assert "XuetangX" in names
    assert len(names) == len(set(names))
