"""Turn a page of the built site into a single HTML file: styles and pictures inside, no scripts."""

from __future__ import annotations

import base64
import html
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from gmooc.core.urls import relative_url

_TYPES = {".webp": "image/webp", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_META_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]*)"[^>]*>')
_OTHER_LINK = re.compile(r"<link\b[^>]*>")
_PICTURE = re.compile(r'(<(?:img|source)\b[^>]*?\s)(src|srcset)="([^"]*)"')
_ANCHOR = re.compile(r'(<a\b[^>]*?\shref=")([^"#?]+)([^"]*")')
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def handout(site: Path, url: str, kept: Mapping[str, str], site_url: str) -> str:
    """Return the page at a URL as one file; `kept` names the files of other pages that lie beside it."""
    page = (site / url / "index.html").read_text(encoding="utf-8")

    def inside(address: str) -> Path | None:
        if _EXTERNAL.match(html.unescape(address)):
            return None
        # A page of a pull request may name any file of the machine that makes the preview, and what is no name at all.
        try:
            file = (site / url / unquote(html.unescape(address).partition("?")[0])).resolve()
            return file if file.is_relative_to(site.resolve()) and file.is_file() else None
        # Until Python 3.13, links that lead in a circle are a RuntimeError.
        except (OSError, RuntimeError, ValueError):
            return None

    def sheet(match: re.Match[str]) -> str:
        file = inside(match[1])
        return f"<style>{file.read_text(encoding='utf-8')}</style>" if file else ""

    def picture(match: re.Match[str]) -> str:
        file = inside(match[3])
        return f'{match[1]}src="{_as_data(file)}"' if file and match[2] == "src" else match[1].rstrip()

    def anchor(match: re.Match[str]) -> str:
        if _EXTERNAL.match(match[2]):
            return match[0]
        target = posixpath.normpath(posixpath.join(url, html.unescape(match[2])))
        target = "" if target == "." else target + "/" * match[2].endswith(("/", ".."))
        if target in kept:
            return f"{match[1]}{kept[target]}{match[3]}"
        address = f"{site_url}{target}" if site_url else relative_url(target, url)
        return f"{match[1]}{html.escape(address)}{match[3]}"

    page = _META_POLICY.sub(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">', page)
    page = _SCRIPT.sub("", page)
    # What a style is made of is not looked at again.
    parts = _SHEET.split(_PICTURE.sub(picture, _ANCHOR.sub(anchor, page)))
    whole = [_OTHER_LINK.sub("", part) for part in parts[::2]]
    sheets = [sheet(match) for match in _SHEET.finditer(page)]
    return "".join(part for pair in zip(whole, [*sheets, ""], strict=True) for part in pair)


def contents(pages: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Return the page that lists the others."""
    rows = "".join(f'<li><a href="{name}">{html.escape(titles[url])}</a></li>\n' for url, name in pages.items())
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>Changed pages</title>\n<h1>Changed pages</h1>\n<ul>\n{rows}</ul>\n</html>\n"
    )


def title_of(page: str) -> str:
    """Return the title of a page."""
    match = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    return html.unescape(match[1]).strip() if match else ""


def _as_data(file: Path) -> str:
    kind = _TYPES.get(file.suffix.lower(), "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
