"""What programs take apart has one form: addresses, days, moments, countries and numbers of goals."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from gmooc.open_data.value_types import ApiLicence, CountryCode, Instant, IsoDay, Local, Number, SitePath, says

FIT = {
    "path": (SitePath, ["", "projects/2027/a-b_c.D/", "api/v1/index.json", "09azAZ"]),
    "day": (IsoDay, ["2026-11-24", "0000-00-00"]),
    "clock of a place": (Local, ["2026-11-24", "2026-11-24 08:00"]),
    "moment": (Instant, ["2026-11-24T08:00:59Z"]),
    "country": (CountryCode, ["KE", "AZ"]),
    "number of a goal": (Number, [1, 17]),
}
UNFIT = {
    "path": (SitePath, ["a b", "a?b", "a#b", "a:b", "é", "水/"]),
    "day": (IsoDay, ["", "2026-11-2", "2026-1-24", "206-11-24", "2026-11-241", "12026-11-24", "2026-11-24 08:00", "2026/11/24"]),
    "clock of a place": (Local, ["", "2026-11-24 ", "2026-11-24 8:00", "2026-11-24 08:0", "2026-11-24 08:000", "2026-11-24T08:00", "2026-11-24 08:00 UTC", "x2026-11-24"]),
    "moment": (Instant, ["", "2026-11-24", "2026-11-24T08:00Z", "2026-11-24T08:00:00", "2026-11-24T08:00:00+08:00", "2026-11-24 08:00:00Z", "x2026-11-24T08:00:00Z"]),
    "country": (CountryCode, ["", "K", "KEN", "ke", "Ke", "K1"]),
    "number of a goal": (Number, [0, 18, -1, 1.5]),
}  # fmt: skip


@pytest.mark.parametrize(("sort", "values"), FIT.values(), ids=FIT)
def test_value_of_its_form_fits(sort: Any, values: list[Any]) -> None:
    assert [TypeAdapter(sort).validate_python(value) for value in values] == values


@pytest.mark.parametrize(
    ("sort", "value"),
    [pytest.param(sort, value, id=f"{name}: {value}") for name, (sort, values) in UNFIT.items() for value in values],
)
def test_value_of_another_form_is_refused(sort: Any, value: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(sort).validate_python(value)


def test_field_is_described_and_always_there() -> None:
    assert (says("Its text.").description, says("Its text.").is_required()) == ("Its text.", True)


def test_value_is_frozen_and_holds_nothing_that_is_not_described() -> None:
    licence = ApiLicence(id="MIT", url="u")
    with pytest.raises(ValidationError):
        licence.id = "CC0-1.0"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        ApiLicence.model_validate({"id": "MIT", "url": "u", "mood": "good"})
