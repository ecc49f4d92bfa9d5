"""What the engine drew, taken apart."""

import re
from pathlib import Path

import pytest
import tinycss2

from gmooc.core.settings import Settings
from gmooc.render.mkdocs_frames import Drawing, draw_frames, frame_pages, without_comments
from paths import ROOT
from small_sites import engine, put, small_content

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


# Taking apart.


def drawn(folder: Path, **files: str) -> Drawing:
    """Return what is left of what an engine draws, with more files by their paths."""
    content = small_content(folder / "content")

    def drawing(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        engine(content, target, settings, hidden)
        for path, text in files.items():
            put(target, path, text)

    return draw_frames(drawing, content, Settings("GMOOC", ""), ())


def test_frames_are_cut_out_of_what_was_drawn_and_pages_stay(tmp_path: Path) -> None:
    made = drawn(tmp_path)
    assert made.frames.keys() == frame_pages().keys()
    assert made.files.keys() == {"about/index.html"}
    assert "About us." in made.files["about/index.html"].read().decode()
    assert "body" in made.frames["project"].slots


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("assets/gm.js", True),
        ("assets/images.svg", True),
        ("files/assets/css/a.css", True),
        ("404.html", True),
        ("zh/sitemap.xml", True),
        ("assets/javascripts/bundle.js", False),
        ("assets/stylesheets/palette.css", False),
        ("assets/css/41-cards.css", False),
        ("assets/images/favicon.png", False),
        ("sitemap.xml", False),
        ("sitemap.xml.gz", False),
        ("assets/gm.js.map", False),
        ("a.gz", False),
    ],
)
def test_what_the_engine_ships_and_nobody_uses_is_left_out(tmp_path: Path, path: str, stays: bool) -> None:
    assert (path in drawn(tmp_path, **{path: "x"}).files) == stays


def test_own_files_are_sent_without_comments(tmp_path: Path) -> None:
    assert drawn(tmp_path, **{"assets/gm.js": "// Why.\na;\n"}).files["assets/gm.js"].read() == b"a;\n"


def test_list_that_no_page_introduces_has_no_frame_and_every_other_frame_is_needed(tmp_path: Path) -> None:
    def lacking(name: str) -> Drawing:
        def drawing(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
            engine(content, target, settings, hidden)
            (target / frame_pages()[name][0]).unlink()

        return draw_frames(drawing, tmp_path / "content", Settings("GMOOC", ""), ())

    small_content(tmp_path / "content")
    assert frame_pages().keys() - lacking("projects.zh").frames.keys() == {"projects.zh"}
    with pytest.raises(FileNotFoundError):
        lacking("project.zh")


def test_what_is_used_of_the_engines_stylesheet_comes_before_the_own_one(tmp_path: Path) -> None:
    files = {
        "assets/gm.css": ".own{top:var(--used)}",
        "assets/stylesheets/main.0123.min.css": ".in-page{top:0}.in-script{top:0}.in-engine{top:0}.gone{top:0}:root{--used:1;--gone:1}",
        "a/index.html": '<p class="in-page">',
        "assets/own.js": "'in-script'",
        "assets/javascripts/bundle.js": "'in-engine'",
    }
    style = drawn(tmp_path, **files).files["assets/gm.css"].read().decode()
    assert style == ".in-page{top:0}.in-script{top:0}:root{--used:1}.own{top:var(--used)}"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("project", ("projects/_/_/index.html", "record")),
        ("project.zh", ("zh/projects/_/_/index.html", "record")),
        ("projects-2", ("projects/_/index.html", "list")),
        ("home", ("index.html", "hub")),
        ("home.zh", ("zh/index.html", "hub")),
        ("form.ar", ("ar/contribute/project/index.html", "hub")),
    ],
)
def test_frame_is_drawn_at_its_address(name: str, page: tuple[str, str]) -> None:
    assert frame_pages()[name] == page
