"""What the cells of one row mean."""

import pytest

from gmooc.intake.row_values import values_of


def read(**cells: str) -> tuple[dict[str, object], list[tuple[str, str]]]:
    asked: list[tuple[str, str]] = []
    values = values_of({key.replace("_", "."): cell for key, cell in cells.items()}, lambda *one: asked.append(one))
    return values, asked


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Amina O., Li Wei and Jo", ["Amina O.", "Li Wei", "Jo"]),
        ("Amina O., PhD", ["Amina O., PhD"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("1. Amina O.\n2. Li Wei", ["Amina O.", "Li Wei"]),
    ],
    ids=["commas", "title", "two family names", "numbered lines"],
)
def test_people_of_a_cell(cell: str, people: list[str]) -> None:
    values, _ = read(team_members=cell)
    assert values["team"] == {"members": [{"name": name} for name in people]}


def test_several_goals_are_asked_about() -> None:
    values, asked = read(sdgs_main_goal="SDG 2, SDG 13")
    assert values["sdgs"] == {"main": {"goal": "2"}}
    assert asked == [("sdgs.main.goal", "the first is taken as the main goal; add 13 with how")]


def test_cells_that_are_plain_are_not_asked_about() -> None:
    values, asked = read(outcome="Mobile app", countries="Trinidad and Tobago", links="https://github.com/a/b")
    assert (values["outcome"], values["countries"]) == ("app", ["TT"])
    assert values["links"] == [{"kind": "code", "url": "https://github.com/a/b"}]
    assert asked == []
