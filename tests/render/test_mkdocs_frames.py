"""What the engine drew, taken apart."""

import re
from pathlib import Path

import pytest

from gmooc.render.mkdocs_frames import without_comments
from paths import ROOT

SCRIPTS = sorted((ROOT / "theme").rglob("*.js"))
REGULAR_EXPRESSION = re.compile(r"(?:(?<=[(])|(?<=[=:,] ))/(?![/*])(?:\\.|\[(?:\\.|[^]\\])*\]|[^/\\])+/")


@pytest.mark.parametrize(
    ("script", "left"),
    [
        (b"// Why.\nlet a;\n", b"let a;\n"),
        (b"let a;\n  // Why.\n\t// And how.\nlet b;", b"let a;\nlet b;"),
        (b'let a = "https://b"; // Why.\n', b'let a = "https://b"; // Why.\n'),
        (b"let a = 1\n/ 2;\n", b"let a = 1\n/ 2;\n"),
        (b"", b""),
    ],
)
def test_lines_that_are_comments_alone_are_left_out(script: bytes, left: bytes) -> None:
    assert without_comments(script) == left


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_line_within_a_text_begins_as_a_comment(script: Path) -> None:
    is_within = False
    for line in script.read_text(encoding="utf-8").splitlines():
        is_comment = line.lstrip().startswith("//")
        assert not (is_within and is_comment), line
        if not is_comment and REGULAR_EXPRESSION.sub("", line).count("`") % 2:
            is_within = not is_within
    assert not is_within
