"""Render the free pages and frames with MkDocs, and take apart what it wrote."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from gmooc.content.entry import free_page_url
from gmooc.content.free_pages import HUBS
from gmooc.core.files import Blob
from gmooc.core.languages import LANGUAGES, prefix_of
from gmooc.core.settings import Settings
from gmooc.render.frames import FRAMES, Frame, cut, hub_frame
from gmooc.text.sanitizer import CLASSES

# Draws content/ into a folder, but no link to files that are hidden; the core knows no more of the engine than this.
Engine = Callable[[Path, Path, Settings, tuple[str, ...]], None]

# The engine ships scripts and colours of its own, and a sitemap, none of which this site uses.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/css/", "assets/images/", "sitemap.xml")

_COMMENTS = {
    ".js": re.compile(rb"^[ \t]*//.*\n", re.MULTILINE),
    ".css": re.compile(rb"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL),
}


class Drawing(NamedTuple):
    """What the engine drew: finished files by path, and frames by name."""

    files: dict[str, Blob]
    frames: dict[str, Frame]


def draw_frames(engine: Engine, content: Path, settings: Settings, hidden: tuple[str, ...]) -> Drawing:
    """Have the engine draw the free pages and the frames of all other pages."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        engine(content, site, settings, hidden)
        return _take_apart(site)


def engine_of(scripts: Path) -> Engine:
    """Return the engine whose adapter lies beside the core; it is imported only when it has to draw."""

    def engine(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        import importlib.util

        spec = importlib.util.spec_from_file_location("mkdocs_hook", scripts / "mkdocs_hook.py")
        assert spec is not None
        assert spec.loader is not None
        adapter = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(adapter)
        adapter.draw(content, target, settings, hidden)

    return engine


def frame_pages() -> Mapping[str, tuple[str, str]]:
    """Return the file of every frame as the engine writes it, with the sort of page it is for."""
    drawn = {frame.name: (frame.address, "record" if frame.is_record else "list") for frame in FRAMES}
    hubs = {
        hub_frame(name, language): (prefix_of(language) + free_page_url(source), "hub")
        for name, source in HUBS.items()
        for language in LANGUAGES
    }
    return {name: (f"{url}index.html", sort) for name, (url, sort) in (drawn | hubs).items()}


def _take_apart(site: Path) -> Drawing:
    """Cut the frames out of what the engine drew, and take the rest as it is."""
    _join_styles(site)
    frames: dict[str, Frame] = {}
    for name, (path, sort) in frame_pages().items():
        file = site / path
        if not file.exists() and sort == "hub":
            continue
        frames[name] = cut(name, file.read_text(encoding="utf-8"), sort)
        file.unlink()
    files: dict[str, Blob] = {}
    for file in sorted(filter(Path.is_file, site.rglob("*"))):
        path = file.relative_to(site).as_posix()
        if not path.startswith(_UNUSED) and not path.endswith((".map", ".gz")):
            files[path] = Blob.of(without_comments(path, file.read_bytes()))
    return Drawing(files, frames)


def without_comments(path: str, content: bytes) -> bytes:
    """Return a stylesheet or a script without lines that are comments alone, any other file as it is.

    Visitors are sent a sixth less of both. No text within them may begin as a comment does;
    `tests/render/test_mkdocs_frames.py` holds ours to that.
    """
    found = _COMMENTS.get(Path(path).suffix)
    return found.sub(b"", content) if found else content


def _join_styles(site: Path) -> None:
    """Put what this site needs of the engine's stylesheet before its own, so that one file is all a page waits for."""
    from gmooc.render.css_pruning import prune, used_words

    # Pages have most of their lines in common.
    lines = {str(CLASSES)}
    for file in (*site.rglob("*.html"), *(site / "assets").rglob("*.js")):
        if "javascripts" not in file.parts:
            lines.update(file.read_text(encoding="utf-8").split("\n"))
    words = used_words("\n".join(lines))
    own = site / "assets/gm.css"
    for engines in (site / "assets/stylesheets").glob("main.*.css"):
        style = own.read_text(encoding="utf-8")
        own.write_text(prune(engines.read_text(encoding="utf-8"), words, style) + style, encoding="utf-8", newline="\n")
