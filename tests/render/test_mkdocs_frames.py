"""What the engine drew, taken apart."""

import re
from pathlib import Path

import pytest
import tinycss2

from gmooc.render.mkdocs_frames import without_comments
from paths import ROOT

SCRIPTS = sorted((ROOT / "theme").rglob("*.js"))
REGULAR_EXPRESSION = re.compile(r"(?:(?<=[(])|(?<=[=:,] ))/(?![/*])(?:\\.|\[(?:\\.|[^]\\])*\]|[^/\\])+/")


@pytest.mark.parametrize(
    ("path", "content", "left"),
    [
        ("a.js", b"// Why.\nlet a;\n", b"let a;\n"),
        ("a.js", b"let a;\n  // Why.\n\t// And how.\nlet b;", b"let a;\nlet b;"),
        ("a.js", b'let a = "https://b"; // Why.\n', b'let a = "https://b"; // Why.\n'),
        ("a.js", b"let a = 1\n/ 2;\n", b"let a = 1\n/ 2;\n"),
        ("a.js", b"", b""),
        ("a.css", b"/* Why. */\na { color: red; }\n", b"a { color: red; }\n"),
        ("a.css", b"a { color: red; }\n  /* Why,\n   and how. */\nb { top: 0; }", b"a { color: red; }\nb { top: 0; }"),
        ("a.css", b"/* One. */\na { top: 0; }\n/* Two. */\n", b"a { top: 0; }\n"),
        ("a.css", b"a { margin: 1px/* Two. */2px; } /* Three. */\n", b"a { margin: 1px/* Two. */2px; } /* Three. */\n"),
        ("index.html", b"/* Text */\n// Text\n", b"/* Text */\n// Text\n"),
    ],
)
def test_lines_that_are_comments_alone_are_left_out(path: str, content: bytes, left: bytes) -> None:
    assert without_comments(f"assets/{path}", content) == left


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_line_within_a_text_begins_as_a_comment(script: Path) -> None:
    is_within = False
    for line in script.read_text(encoding="utf-8").splitlines():
        is_comment = line.lstrip().startswith("//")
        assert not (is_within and is_comment), line
        if not is_comment and REGULAR_EXPRESSION.sub("", line).count("`") % 2:
            is_within = not is_within
    assert not is_within


@pytest.mark.parametrize("style", sorted((ROOT / "theme").rglob("*.css")), ids=lambda path: path.name)
def test_stylesheet_says_the_same_without_its_comments(style: Path) -> None:
    def tokens(content: bytes) -> str:
        known = tinycss2.parse_component_value_list(content.decode(), skip_comments=True)
        return re.sub(r"\s+", "", tinycss2.serialize(known).replace("/**/", ""))

    assert tokens(without_comments(style.name, style.read_bytes())) == tokens(style.read_bytes())
