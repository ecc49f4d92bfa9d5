"""A folder of content without a fault, for tests that put one into it."""

from pathlib import Path

import pytest

from samples import CHALLENGE, PROJECT, SDG


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for path, text in (
        ("sdgs/sdg-04.md", SDG),
        ("challenges/gmooc-2024.md", CHALLENGE),
        ("projects/2024/good.md", PROJECT.replace("title: A", "title: Good")),
        ("about.md", "---\ntitle: About\n---\n[C](challenges/gmooc-2024.md)\n"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path
