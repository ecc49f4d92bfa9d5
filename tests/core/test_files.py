"""Files that are read as data."""

from pathlib import Path

import pytest

from gmooc.core.files import read_data_beside


@pytest.mark.parametrize(
    ("yaml", "held"),
    [
        ("NO: 12:30", {"NO": "12:30"}),
        ("a: [yes, 1, null, 2024-01-01]", {"a": ["yes", "1", "null", "2024-01-01"]}),
        ("a: !!python/name:os.system x", {"a": "x"}),
        ("标题: «é»", {"标题": "«é»"}),
    ],
    ids=["no guess", "all text", "no objects", "UTF-8"],
)
def test_data_beside_a_module_is_text(yaml: str, held: object, tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text(yaml, encoding="utf-8")
    assert read_data_beside(str(tmp_path / "words.py")) == held
