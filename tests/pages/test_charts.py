"""The pictures of the impact page: what their sizes stand for, and where their parts lie."""

import math
import re
from pathlib import Path

import pytest

from gmooc.model.countries import country_names
from gmooc.pages.charts import FOOT, RIM, land, outcomes_of, spots_of, wheel_of, world, years_of


def goals(*counts: int) -> list[dict[str, object]]:
    return [{"number": number, "title": "", "count": count} for number, count in enumerate(counts, 1)]


def country(code: str, count: int) -> dict[str, object]:
    return {"code": code, "label": code, "count": count}


class Record:
    def __init__(self, edition: int) -> None:
        self.edition, self.title = edition, f"GMOOC {edition}"


def edition(year: int, projects: int = 0) -> dict[str, object]:
    return {"record": Record(year), "slug": f"gmooc-{year}", "projects": projects}


def reach_of(bar: str) -> float:
    return float(re.findall(r"A([\d.]+)", bar)[0])


def test_area_of_a_bar_stands_for_its_count() -> None:
    whole, half, none = wheel_of(goals(8, 4, 0))
    areas = [reach_of(slice.bar) ** 2 - FOOT**2 for slice in (whole, half)]
    assert reach_of(whole.bar) == RIM
    assert math.isclose(areas[0], 2 * areas[1], rel_tol=0.001)
    assert none.bar == ""


def test_wheel_without_projects_has_no_bar() -> None:
    assert [slice.bar for slice in wheel_of(goals(0, 0, 0))] == ["", "", ""]


def test_goal_without_projects_has_the_outline_of_a_whole_bar() -> None:
    some, none = wheel_of(goals(8, 0))
    assert some.outline == ""
    assert reach_of(none.outline) == RIM


def test_area_of_a_circle_stands_for_its_count() -> None:
    large, small = spots_of([country("KE", 4), country("CN", 16)])
    assert (large.title, small.title) == ("CN", "KE")
    assert math.isclose(large.radius, 2 * small.radius, rel_tol=0.05)


def test_country_without_a_place_is_left_to_the_table() -> None:
    assert spots_of([country("BV", 1)]) == []


def test_every_place_is_a_country_on_the_map() -> None:
    assert set(world().places) <= set(country_names("en"))
    assert all(0 <= x <= 121 and 0 <= y <= len(world().land) + 6 for x, y in world().places.values())


def test_nearly_every_country_has_a_place() -> None:
    assert len(set(country_names("en")) - set(world().places)) < 16


@pytest.mark.parametrize(
    ("code", "east_of", "south_of"), [("KE", "FR", "EG"), ("NZ", "AU", "FJ"), ("CL", "US", "PE"), ("JP", "CN", "RU")]
)
def test_countries_lie_where_they_are(code: str, east_of: str, south_of: str) -> None:
    assert world().places[code][0] > world().places[east_of][0]
    assert world().places[code][1] > world().places[south_of][1]


def test_land_has_a_dot_for_each_place_of_the_grid() -> None:
    lengths = [int(length) + 1 for length in re.findall(r"h(\d+)\.1", land())]
    assert sum(lengths) == sum(row.count("o") for row in world().land)


def test_years_run_with_the_language() -> None:
    editions = [edition(2024), edition(2021)]
    (latest, first), mirrored = years_of(editions, "en")["spots"], years_of(editions, "ar")["spots"]
    assert first.x < latest.x
    assert [spot.x for spot in mirrored] == [first.x, latest.x]


def test_line_of_years_runs_from_the_first_edition_to_the_last() -> None:
    years = years_of([edition(2024), edition(2021)], "en")
    assert [year for year, _ in years["years"]] == [2021, 2022, 2023, 2024]


def test_six_years_stand_on_a_phone_side_by_side() -> None:
    assert years_of([edition(2026), edition(2021)], "en")["width"] <= 360 - 2 * 16


def test_no_edition_makes_no_line() -> None:
    assert years_of([], "en") == {}


def test_outcome_that_nobody_made_has_no_row() -> None:
    shown = outcomes_of([edition(2024), edition(2021)], (("gmooc-2024", "app", 4), ("gmooc-2021", "app", 1)))
    assert shown["rows"] == [("App or tool", [(4, 20), (1, 10)])]


def test_map_says_what_its_largest_circle_stands_for(small_site: Path) -> None:
    page = (small_site / "impact/index.html").read_text(encoding="utf-8")
    assert "The largest circle stands for 2 projects. Land after Natural Earth." in page
