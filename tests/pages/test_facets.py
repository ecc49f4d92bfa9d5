"""The lists of projects by facet: the newest in every language, all of them in English."""

import json
import re
from dataclasses import replace

from gmooc.content.catalogue import Card
from gmooc.core.languages import LANGUAGES, prefix_of
from gmooc.core.settings import Settings
from gmooc.pages.facets import PER_PAGE, Facets
from gmooc.pages.related import MAX_CARDS
from gmooc.render.frames import FRAMES, Frame
from gmooc.render.page import location_of
from pages.test_related import catalogue_of, project
from rendering import context_of


def facets_of(*cards: Card) -> Facets:
    frames = {frame.name: Frame(frame.name, (), ()) for frame in FRAMES}
    return Facets(context_of(catalogue_of(*cards), Settings("", "", "https://example.org/"), frames=frames))


def pages_of(*cards: Card) -> dict:
    targets = facets_of(*cards).targets()
    return {target.paths[0].removesuffix("index.html"): target.render(*target.inputs) for target in targets}


def test_every_language_has_the_first_page_of_each_list() -> None:
    pages = pages_of(project("a"))
    for language in LANGUAGES:
        assert {
            prefix_of(language) + place for place in ("projects/by/", "projects/by/goal/", "projects/by/goal/4/")
        } <= set(pages)
    assert pages["zh/projects/by/goal/"].title == "按目标统计的项目"
    assert pages["zh/projects/by/goal/4/"].frame == "projects-4.zh"


def test_further_pages_are_in_english_and_led_to_from_all() -> None:
    pages = pages_of(*(project(f"p{number}") for number in range(PER_PAGE + 1)))
    assert [place for place in pages if place.endswith("goal/4/2/")] == ["projects/by/goal/4/2/"]
    assert (
        'href="../../../../../projects/by/goal/4/2/" rel="next">下一页（英文）' in pages["zh/projects/by/goal/4/"].body
    )
    assert 'href="../../../../projects/by/goal/4/2/" rel="next">Next page<' in pages["projects/by/goal/4/"].body
    # From a further page, other languages lead to the first.
    assert 'href="../../../../../zh/projects/by/goal/4/"' in pages["projects/by/goal/4/2/"].languages


def test_lists_lead_to_each_other_in_the_same_language() -> None:
    pages = pages_of(project("a"))
    assert 'href="../../../../zh/projects/by/goal/4/"' in pages["zh/projects/by/goal/"].body
    assert 'href="../../../../../zh/projects/by/goal/"' in pages["zh/projects/by/goal/4/"].body
    assert 'hreflang="ar" href="https://example.org/ar/projects/by/goal/4/"' in pages["zh/projects/by/goal/4/"].head


def test_filters_name_every_value_as_it_reads_in_order() -> None:
    cards = [replace(project("a"), goals=(10, 9), countries=("EG", "ES"), year=2021), replace(project("b"), goals=(9,))]
    groups = {group["facet"]: group["rows"] for group in facets_of(*cards).filters(location_of("../", "fr"))["groups"]}
    told = {facet: [(row["value"], row["label"], row["count"]) for row in rows] for facet, rows in groups.items()}
    assert told["goal"] == [("9", "Objectif 9", 2), ("10", "Objectif 10", 1)]
    assert told["year"] == [("2024", "2024", 1), ("2021", "2021", 1)]
    # Accents do not part what belongs together.
    assert [label for _, label, _ in told["country"]] == ["Égypte", "Espagne"]


def test_what_projects_became_stands_in_the_order_of_their_course() -> None:
    ways = ("ended", "unknown", "idea", "in-use")
    cards = [
        replace(project(way), status=way, language="ja", outcome="other" if way == "idea" else "app") for way in ways
    ]
    groups = {group["facet"]: group["rows"] for group in facets_of(*cards).filters(location_of("../", "zh"))["groups"]}
    assert [row["value"] for row in groups["status"]] == ["idea", "in-use", "ended", "unknown"]
    assert [row["value"] for row in groups["outcome"]] == ["app", "other"]
    assert [row["label"] for row in groups["language"]] == ["日本語"]


def test_filters_count_what_was_confirmed_within_a_year() -> None:
    fresh, stale = replace(project("a"), status="pilot", year=2025), replace(project("b"), status="pilot", year=2024)
    assert facets_of(fresh, stale).filters(location_of("", "en"))["fresh"] == 1


def test_what_was_confirmed_within_a_year_has_a_list_beside_those_of_each_status() -> None:
    fresh, stale = replace(project("a"), status="pilot", year=2025), replace(project("b"), status="pilot", year=2024)
    pages = pages_of(fresh, stale)
    shown = pages["fr/projects/by/status/confirmed/"]
    assert shown.title.startswith("État confirmé depuis moins d’un an")
    assert re.findall(r'href="[^"]*/(a|b)/"', shown.body) == ["a"]
    assert 'href="../../../projects/by/status/confirmed/"' in pages["projects/by/status/"].body
    assert "projects/by/status/confirmed/" not in pages_of(stale)


def test_map_places_the_countries_that_projects_come_from() -> None:
    made = json.loads(pages_of(replace(project("a"), countries=("KE", "CN")))["gallery/map.json"])
    assert set(made["places"]) == {"KE", "CN"}
    assert made["land"].startswith("M")
    assert "gallery/map.json" not in pages_of()


def test_page_with_more_projects_than_it_holds_offers_more(crowded_site, small_site) -> None:
    crowded, small = ((site / "projects/index.html").read_text() for site in (crowded_site, small_site))
    assert crowded.count('<li class="gm-card') == MAX_CARDS
    assert ("data-gallery-more" in crowded, "data-gallery-more" in small) == (True, False)
