"""Pack a built site into a folder that opens from a USB stick: no server, no network, search included.

A page that is opened from a folder shows no index.html by itself, may load no module and fetch no file. So addresses
are written out, scripts are joined into plain ones, and the texts to search are a script too.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gmooc.text.markdown import plain_text

# What only a server, a program or a robot reads.
_LEFT_OUT = re.compile(
    r"(search/.+\.(?!html$)[a-z0-9]+$|gallery/|sitemap.*\.xml|robots\.txt|404\.html|.*link\.png"
    r"|assets/(search|gallery|form)/|contribute/project/(letters/|names\.json)|assets/(search|gallery|form|lost|phases|gm|offline)\.js|sw\.js|offline/)"
)
_ADDRESS = re.compile(r'(<(?:a|form|link)\b[^>]*?\s(?:href|action)=")(?![a-z][a-z0-9+.-]*:|#|/)([^"?#]*)')
_MODULE = re.compile(r'<script type="module" src="[^"]*"></script>\s*')
_PREFIX = re.compile(r'<script src="([^"]*)assets/colours\.js"></script>')
# What a server's own files are to a page, those of the folder are to a page opened from it: browsers do not agree that
# 'self' means them, and have no narrower word than the scheme. Scripts in the page, and the network, stay forbidden.
_SELF = ("'self'", "'self' file:")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_ARTICLE = re.compile(r"<(article|div) class=\"md-content__inner.*?</\1>\s*</div>\s*</div>\s*</main>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')
_SCRIPTED = re.compile(r"<(script|style|template|noscript)\b.*?</\1>", re.DOTALL)

README = """{title}

Open index.html in a browser. Nothing is installed and nothing is sent; search works, too.
Made on {day} from {site}. Text CC BY 4.0, code MIT.
"""


class PackedPage(NamedTuple):
    """A page as offline search knows it."""

    url: str
    language: str
    title: str
    summary: str
    text: str


def write_pack(site: Path, scripts: Path, target: Path, name: str, readme: str) -> int:
    """Write the pack of a built site as a zip archive; `scripts` are the theme's. Give how many pages it has."""
    pages: list[PackedPage] = []
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(path: str, content: bytes) -> None:
            # Without a date of its own, the same site makes the same archive.
            info = zipfile.ZipInfo(f"{name}/{path}", (2021, 1, 24, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)

        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            path = file.relative_to(site).as_posix()
            if _LEFT_OUT.match(path):
                continue
            content = file.read_bytes()
            if path.endswith(".html"):
                text = content.decode()
                pages += packed_page(path, text)
                content = offline(text).encode()
            put(path, content)
        put("assets/folder.js", _joined(scripts).encode())
        put("assets/folder-pages.js", pages_script(pages).encode())
        put("README.txt", readme.encode())
    part.replace(target)
    return len(pages)


def offline(text: str) -> str:
    """Return a page that works when it is opened from a folder."""

    def whole(match: re.Match[str]) -> str:
        path = match[2]
        if not path or path.endswith("/"):
            path += "index.html" if path else ""
        elif path.rpartition("/")[2] in (".", ".."):
            path += "/index.html"
        return match[1] + path

    text = _ADDRESS.sub(whole, _POLICY.sub(lambda policy: policy[0].replace(*_SELF), _MODULE.sub("", text)))
    # What filters the gallery cannot be fetched from a folder, so it is shown as it is without scripts.
    text = text.replace('class="gm-gallery"', 'class="gm-gallery no-js"')
    root = _PREFIX.search(text)
    if root is None:
        return text
    found = f'<script defer src="{root[1]}assets/folder.js"></script>'
    if "data-search-page" in text:
        found = f'<script defer src="{root[1]}assets/folder-pages.js"></script>{found}'
    return text.replace("</body>", f"{found}</body>", 1)


def packed_page(path: str, text: str) -> Iterator[PackedPage]:
    """Yield what offline search finds of a page; lists, and pages that lead on, are not searched."""
    found = _ARTICLE.search(text)
    if not path.endswith("index.html") or found is None or "/by/" in path or 'name="robots"' in text:
        return
    title, summary, language = (pattern.search(text) for pattern in (_TITLE, _DESCRIPTION, _LANGUAGE))
    name = html.unescape(title[1]) if title else path
    yield PackedPage(
        path,
        language[1] if language else "en",
        name.removesuffix(" - GMOOC").removeprefix("GMOOC - "),
        html.unescape(summary[1]) if summary else "",
        plain_text(_SCRIPTED.sub(" ", found[0])),
    )


def pages_script(pages: list[PackedPage]) -> str:
    """Return the script that holds the texts of all pages."""
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    return "window.gmOffline=" + text.replace("<", "\\u003c").replace("\u2028", "\\u2028") + ";\n"


def _joined(theme: Path) -> str:
    """Join the scripts that a page from a folder can use into one that is no module."""
    assets = theme / "overrides/assets"
    parts = [
        _without_server((assets / "gm.js").read_text(encoding="utf-8")),
        (assets / "phases.js").read_text(encoding="utf-8"),
        (theme / "offline/search.js").read_text(encoding="utf-8"),
    ]
    # What a page loads later from a server is not there: the lists and this search stand in for it.
    head = '"use strict";\nconst gmNothing = () => new Promise(() => {});\n'
    return head + "".join(f"{{\n{part}}}\n" for part in parts)


def _without_server(script: str) -> str:
    """Take out of a script what needs a server: other modules, and the worker that keeps pages."""
    script = script.replace("import(", "gmNothing(").replace("import.meta.url", "location.href")
    return script.replace("navigator.serviceWorker", "undefined")
