"""Values that prove themselves."""

from datetime import UTC, datetime

import pytest
from pydantic_core import PydanticCustomError

from gmooc.model.fields import read_orcid, read_publish_time


@pytest.mark.parametrize(
    "written",
    ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "http://www.orcid.org/0000-0002-1825-0097/"],
)
def test_orcid_is_read_bare_or_as_an_address(written):
    assert read_orcid(written) == "0000-0002-1825-0097"


def test_orcid_may_end_in_x():
    assert read_orcid("0000-0002-9079-593X") == "0000-0002-9079-593X"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("0000-0002-1825-0098", "orcid_check"),
        ("0000-0002-1852-0097", "orcid_check"),
        ("0000000218250097", "orcid_form"),
    ],
    ids=["last digit", "two digits swapped", "no hyphens"],
)
def test_orcid_that_was_mistyped_is_refused(written, fault):
    with pytest.raises(PydanticCustomError) as found:
        read_orcid(written)
    assert found.value.type == fault


@pytest.mark.parametrize(
    ("written", "meant", "instant"),
    [
        ("2031-01-24 08:00 Asia/Shanghai", "2031-01-24 08:00 Asia/Shanghai", "2031-01-24T00:00Z"),
        ("2031-01-24T08:00 UTC", "2031-01-24 08:00 UTC", "2031-01-24T08:00Z"),
        ("2031-01-24 08:00 AoE", "2031-01-24 08:00 AoE", "2031-01-24T20:00Z"),
        ("2031-01-24T08:00:00+08:00", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24T08:00+08:00", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24 08:00:00+0800", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24 08:00:00 +0800", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24 08:00:00+08", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
        ("2031-01-24T08:00:00-03:30", "2031-01-24 08:00 UTC-03:30", "2031-01-24T11:30Z"),
        ("2031-01-24T08:00:00Z", "2031-01-24 08:00 UTC", "2031-01-24T08:00Z"),
        ("2031-01-24T08:00:00.000Z", "2031-01-24 08:00 UTC", "2031-01-24T08:00Z"),
        ("2031-01-24T08:00:00+00:00", "2031-01-24 08:00 UTC", "2031-01-24T08:00Z"),
        ("2031-01-24T08:00:00+14:00", "2031-01-24 08:00 UTC+14:00", "2031-01-23T18:00Z"),
        ("2031-01-24 08:00 UTC+08:00", "2031-01-24 08:00 UTC+08:00", "2031-01-24T00:00Z"),
    ],
)
def test_publish_time_is_read_with_the_name_of_a_zone_or_an_offset(written, meant, instant):
    found = read_publish_time(written)
    assert (found, found.instant) == (meant, datetime.fromisoformat(instant).astimezone(UTC))
    assert read_publish_time(found) == found


@pytest.mark.parametrize(
    "written",
    [
        "2031-01-24",
        "2031-01-24 08:00",
        "2031-01-24T08:00:00",
        "2031-01-24T08:00:30Z",
        "2031-01-24T25:00:00Z",
        "2031-02-30T08:00:00Z",
        "2031-01-24T08:00:00+14:01",
        "2031-01-24T08:00:00+08:60",
        "2031-01-24 08:00 unknown",
        "2031-01-24 08:00 CST",
        "٢٠٣١-٠١-٢٤ 08:00 UTC",
    ],
)
def test_publish_time_that_means_no_one_minute_is_refused(written):
    with pytest.raises(PydanticCustomError, match="publish_form"):
        read_publish_time(written)
