"""Letters that writers type in several forms."""

import pytest

from gmooc.core.slugs import without_accents


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("José Ñandú", "Jose Nandu"),
        ("Jose\u0301", "Jose"),
        ("ＡＢ ﬁ", "AB fi"),
        ("прийти", "приити"),
        ("项目", "项目"),
        ("ø ł", "ø ł"),
    ],
    ids=["composed", "decomposed", "compatible forms", "Cyrillic", "Chinese", "strokes are no accents"],
)
def test_accents_are_left_out(text: str, bare: str) -> None:
    assert without_accents(text) == bare
