"""Have the engine draw the free pages and frames, and keep what it drew until one of its own inputs changes."""

from __future__ import annotations

import marshal
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from gmooc.cleaning import CLASSES
from gmooc.frames import FRAMES, HUBS, LANGUAGES, hub_frame, prefix_of
from gmooc.press import Frame, cut
from gmooc.records import free_page_url
from gmooc.settings import Settings
from gmooc.sources import digest_of

# Draws content/ into a folder, but no link to files that are hidden; the core knows no more of the engine than this.
Engine = Callable[[Path, Path, Settings, tuple[str, ...]], None]

# The engine ships scripts and colours of its own, and a sitemap, none of which this site uses.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/css/", "assets/images/", "sitemap.xml")


class Drawing(NamedTuple):
    """What the engine drew: finished files by path with the digest of their bytes, and frames by name."""

    folder: Path
    files: dict[str, bytes]
    frames: dict[str, Frame]
    frame_digests: dict[str, bytes]


def prepare_engine(draw: Callable[[Path], None], inputs: bytes, cache: Path) -> Drawing:
    """Give what the engine draws into a folder, drawn anew only if the digest of its inputs is new."""
    folder = cache / "engine" / inputs.hex()
    if not (folder / "index").exists():
        shutil.rmtree(cache / "engine", ignore_errors=True)
        part = cache / "engine" / "part"
        draw(part / "site")
        _take_apart(part)
        part.rename(folder)
    files, pieces, digests = marshal.loads((folder / "index").read_bytes())
    frames = {name: Frame(name, *found) for name, found in pieces.items()}
    return Drawing(folder / "site", files, frames, digests)


def engine_of(scripts: Path) -> Engine:
    """Give the engine whose adapter lies beside the core; it is imported only when it has to draw."""

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
    """Give the file of every frame as the engine writes it, with the sort of page it is for."""
    drawn = {frame.name: (frame.address, "record" if frame.is_record else "list") for frame in FRAMES}
    hubs = {
        hub_frame(name, language): (prefix_of(language) + free_page_url(source), "hub")
        for name, source in HUBS.items()
        for language in LANGUAGES
    }
    return {name: (f"{url}index.html", sort) for name, (url, sort) in (drawn | hubs).items()}


def _take_apart(part: Path) -> None:
    """Cut the frames out of what the engine drew, and list the rest."""
    site = part / "site"
    _join_styles(site)
    pieces: dict[str, tuple[tuple[bytes, ...], tuple[str, ...]]] = {}
    digests: dict[str, bytes] = {}
    for name, (path, sort) in frame_pages().items():
        file = site / path
        if not file.exists() and sort == "hub":
            continue
        drawn = file.read_text(encoding="utf-8")
        frame = cut(name, drawn, sort)
        pieces[name] = (frame.texts, frame.slots)
        digests[name] = digest_of(drawn.encode())
        file.unlink()
    files: dict[str, bytes] = {}
    for folder, folders, names in os.walk(site):
        folders.sort()
        for file_name in sorted(names):
            file = Path(folder, file_name)
            path = file.relative_to(site).as_posix()
            if path.startswith(_UNUSED) or path.endswith((".map", ".gz")):
                file.unlink()
            else:
                files[path] = digest_of(file.read_bytes())
    (part / "index").write_bytes(marshal.dumps((files, pieces, digests)))


def _join_styles(site: Path) -> None:
    """Put what this site needs of the engine's stylesheet before its own, so that one file is all a page waits for."""
    from gmooc.stylesheet import prune, words_of

    # Pages have most of their lines in common.
    lines = {str(CLASSES)}
    for file in (*site.rglob("*.html"), *(site / "assets").rglob("*.js")):
        if "javascripts" not in file.parts:
            lines.update(file.read_text(encoding="utf-8").split("\n"))
    words = words_of("\n".join(lines))
    own = site / "assets/gm.css"
    for engines in (site / "assets/stylesheets").glob("main.*.css"):
        style = own.read_text(encoding="utf-8")
        own.write_text(prune(engines.read_text(encoding="utf-8"), words, style) + style, encoding="utf-8", newline="\n")
