"""Weigh the first view of every page of a built site, as a host sends it: python3 benchmarks/page_weight.py [FOLDER]"""

import argparse
import posixpath
import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
# Bytes of everything that is needed before a page is complete, and of the largest picture among it.
FIRST_VIEW = 65 * 1024
PICTURE = 30 * 1024
# Hosts compress while they answer, so they do not take the time for the best.
QUALITY = 5

_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"'();]*?["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)
_PICTURES = (".webp", ".avif", ".jpg", ".png")


class Part(NamedTuple):
    """A file that a page needs, and how many bytes of it are sent."""

    path: str
    size: int


class Weight(NamedTuple):
    """A page with its parts, the heaviest first."""

    page: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return sum(part.size for part in self.parts)

    def faults(self) -> list[str]:
        """Return which budget is broken, and by what."""
        heaviest = ", ".join(f"{part.path} {part.size:,}" for part in self.parts[:3])
        faults = []
        if self.total > FIRST_VIEW:
            faults.append(f"{self.page}: at most {FIRST_VIEW:,} bytes at first (it has {self.total:,}): {heaviest}")
        faults += [
            f"{self.page}: at most {PICTURE:,} bytes for a picture of the first view ({part.path} has {part.size:,})"
            for part in self.parts
            if part.path.endswith(_PICTURES) and part.size > PICTURE
        ]
        return faults


def weigh(site: Path, page: str) -> Weight:
    """Weigh a page of a site, given by the path of its file."""
    needs = _Needs()
    needs.feed((site / page).read_text(encoding="utf-8"))
    paths = {page}
    for address in needs.files:
        _add(site, paths, posixpath.normpath(posixpath.join(posixpath.dirname(page), address)))
    parts = (Part(path, sent(site / path)) for path in paths)
    return Weight(page, tuple(sorted(parts, key=lambda part: (-part.size, part.path))))


def _add(site: Path, paths: set[str], path: str) -> None:
    """Add a file and what it imports at once; what it fetches on demand comes later."""
    if path in paths or not (site / path).is_file():
        return
    paths.add(path)
    if path.endswith(".js"):
        for target in _IMPORT.findall((site / path).read_text(encoding="utf-8")):
            _add(site, paths, posixpath.normpath(posixpath.join(posixpath.dirname(path), target)))


@cache
def sent(file: Path) -> int:
    """Return how many bytes of a file are sent."""
    import brotli

    content = file.read_bytes()
    return len(content) if file.suffix in _PICTURES else len(brotli.compress(content, quality=QUALITY))


class _Needs(HTMLParser):
    """Collects the files that a phone asks for by itself when it shows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        # The copy of a picture for small screens, which stands before the picture.
        self.small = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "link" and found.get("rel") in ("stylesheet", "icon", "modulepreload", "preload"):
            self._need(found.get("href", ""))
        elif tag == "script" and "src" in found:
            self._need(found["src"])
        elif tag == "source":
            self.small = found.get("srcset", "")
        elif tag == "img":
            if found.get("loading") != "lazy":
                self._need(self.small or found.get("src", ""))
            self.small = ""

    def _need(self, address: str) -> None:
        parts = urlsplit(address)
        if not parts.scheme and parts.path:
            self.files.append(unquote(parts.path))


def main() -> int:
    parser = argparse.ArgumentParser(description="Weigh the first view of every page of the built site.")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", help="the folder of the site (site)")
    parser.add_argument("--most", type=int, default=10, help="how many of the heaviest pages to show (10)")
    arguments = parser.parse_args()
    pages = sorted(path.relative_to(arguments.site).as_posix() for path in arguments.site.rglob("*.html"))
    weights = sorted((weigh(arguments.site, page) for page in pages), key=lambda weight: -weight.total)
    for weight in weights[: arguments.most]:
        parts = ", ".join(f"{part.path} {part.size / 1024:.1f}" for part in weight.parts[:3])
        print(f"{weight.total / 1024:6.1f} KiB  {weight.page}: {parts}")
    faults = [fault for weight in weights for fault in weight.faults()]
    print(*faults, f"{len(weights)} pages, {len(faults)} over budget ({FIRST_VIEW // 1024} KiB)", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
