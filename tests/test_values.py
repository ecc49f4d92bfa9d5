"""Values that prove themselves."""

import pytest
from pydantic_core import PydanticCustomError

from gmooc.values import read_orcid


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
