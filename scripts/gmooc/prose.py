"""Turn a contributed Markdown body into safe HTML, its headings, its plain text and its links.

GitHub-flavoured Markdown is rendered by comrak and cleaned by nh3, so that what a contributor sees in GitHub's preview
is what is published, and nothing that could run or reach another host is left.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

import comrak
import nh3

from gmooc.structure import mend
from gmooc.urls import mend_url


class Heading(NamedTuple):
    """A heading of a page: `level` from 2 to 6, `id` unique on the page, `text` without markup."""

    level: int
    id: str
    text: str


class Prose(NamedTuple):
    """A rendered body: `html` is safe to print, `links` and `pictures` are as the author wrote them."""

    html: str
    headings: tuple[Heading, ...]
    text: str
    links: tuple[str, ...]
    pictures: tuple[str, ...]


class Image(NamedTuple):
    """A picture that a body shows: its address from the page, and its size in pixels where known."""

    url: str
    width: int = 0
    height: int = 0


# Each tag is something that Markdown itself writes, or that GitHub's preview shows and contributors rely on.
TEXT_TAGS = {"p", "br", "hr", "em", "strong", "del", "s", "ins", "sub", "sup", "kbd", "code", "pre", "blockquote"}
HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LIST_TAGS = {"ul", "ol", "li"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
# details and summary fold long passages; div and section only survive as alerts and footnotes.
OTHER_TAGS = {"a", "img", "details", "summary", "div", "section", "input"}
ALERTS = {"markdown-alert", *(f"markdown-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution"))}

_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "input": {"type", "checked", "disabled"},
}
# Only footnotes need ids; an id of the author's own choosing could shadow one of the page's.
_FOOTNOTE_ATTRIBUTES = _ATTRIBUTES | {"a": {"href", "title", "id"}, "li": {"id"}, "sup": {"id"}, "section": {"id"}}
_CLASSES = {
    "div": ALERTS,
    "p": {"markdown-alert-title"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
    "a": {"footnote-backref"},
}
_FOOTNOTE_ID = re.compile(r"fn(ref)?-[\w%-]+\Z")

_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = _EXTENSIONS.autolink = _EXTENSIONS.tasklist = True
_EXTENSIONS.strikethrough = _EXTENSIONS.footnotes = _EXTENSIONS.alerts = True
_EXTENSIONS.cjk_friendly_emphasis = True
_PARSING = comrak.ParseOptions()
_RENDERING = comrak.RenderOptions()
# Raw HTML goes through to nh3, which keeps what GitHub's preview keeps; comrak alone would drop all of it.
_RENDERING.unsafe_ = True

_TAGS = TEXT_TAGS | HEADING_TAGS | LIST_TAGS | TABLE_TAGS | OTHER_TAGS
_POLICY = {
    "tags": _TAGS,
    "allowed_classes": _CLASSES,
    "url_schemes": {"http", "https", "mailto"},
    "link_rel": "noopener noreferrer nofollow",
}


def _footnote_attribute(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "id" or _FOOTNOTE_ID.match(value) else None


_CLEANER = nh3.Cleaner(attributes=_ATTRIBUTES, **_POLICY)  # type: ignore[arg-type]
_FOOTNOTE_CLEANER = nh3.Cleaner(
    attributes=_FOOTNOTE_ATTRIBUTES,
    attribute_filter=_footnote_attribute,
    **_POLICY,  # type: ignore[arg-type]
)

# nh3 writes every attribute as name="value" with quotes and angle brackets escaped, so these patterns see whole tags.
_PAIRS = r"([^>]*)"
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_IMG = re.compile(rf"<img{_PAIRS}>")
_LINK = re.compile(rf"<a{_PAIRS}>")
_CHECKBOX = re.compile(rf"<input{_PAIRS}>")
_PAIR = re.compile(r'([\w-]+)="([^"]*)"')
_ALIGN = re.compile(r'(<t[hd]) align="(left|right|center)"')
_OTHER_ALIGN = re.compile(r'(<t[hd]) align="[^"]*"')
# Control characters and those that are none have no place in HTML; word processors leave some behind.
_NO_CHARACTER = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BAD_START = re.compile(r'<ol start="(?!-?\d{1,9}")[^"]*"')
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|t[hdr]|pre|blockquote|summary)>|<br>|<hr>")
_NO_SLUG = re.compile(r"[^\w\- ]+")
_ABSOLUTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def render(
    body: str,
    resolve_link: Callable[[str], str | None] = lambda url: url,
    resolve_picture: Callable[[str], Image | None] = lambda url: Image(url),
) -> Prose:
    """Render a body; `resolve_link` and `resolve_picture` turn relative addresses into those on the page.

    A relative link that resolves to None loses its address and keeps its text; a picture that resolves to None, or
    that lies on another host, becomes its alternative text.
    """
    raw = raw_html(body)
    clean = (_FOOTNOTE_CLEANER if "footnote" in raw else _CLEANER).clean(raw)
    if "<" in body:
        clean = _BAD_START.sub("<ol", mend(clean))
    clean, headings = _number_headings(clean)
    links: list[str] = []
    pictures: list[str] = []

    def picture(match: re.Match[str]) -> str:
        attributes: dict[str, str] = dict(_PAIR.findall(match[1]))
        source, alt = html.unescape(attributes.get("src", "")), attributes.get("alt", "")
        pictures.append(source)
        image = None if not source or _ABSOLUTE.match(source) else resolve_picture(source)
        if image is None:
            return alt
        size = f' width="{image.width}" height="{image.height}"' if image.width else ""
        return f'<img src="{html.escape(image.url)}" alt="{alt}"{size} loading="lazy" decoding="async">'

    def link(match: re.Match[str]) -> str:
        if match[1].startswith(' href="http'):
            return _web_link(match[0])
        attributes = dict(_PAIR.findall(match[1]))
        url = html.unescape(attributes.get("href", ""))
        if not url:
            return "<a>"
        if url.startswith(("#fn-", "#fnref-")):
            return match[0]
        if _ABSOLUTE.match(url):
            return _web_link(match[0])
        links.append(url)
        resolved = resolve_link(url) if not url.startswith("#") else _fragment(url, headings)
        resolved = resolved and mend_url(resolved)
        if resolved is None:
            return "<a>"
        title = f' title="{attributes["title"]}"' if "title" in attributes else ""
        return f'<a href="{html.escape(resolved)}"{title}>'

    if "<img" in clean:
        clean = _IMG.sub(picture, clean)
    if "<a " in clean:
        clean = _LINK.sub(link, clean)
    if "<input" in clean:
        clean = _CHECKBOX.sub(_task, clean)
    if "<table" in clean:
        clean = _OTHER_ALIGN.sub(r"\1", _ALIGN.sub(r'\1 class="gm-\2"', clean))
        clean = clean.replace("<table>", '<div class="gm-table" tabindex="0"><table>')
        clean = clean.replace("</table>", "</table></div>")
    if "<pre" in clean:
        clean = clean.replace("<pre><code>", '<pre><code tabindex="0">')
    return Prose(clean, headings, plain_text(clean), tuple(links), tuple(pictures))


def raw_html(body: str) -> str:
    """Turn Markdown into HTML as its author wrote it, which is not safe to print."""
    return comrak.render_markdown(_NO_CHARACTER.sub("", body), _EXTENSIONS, _PARSING, _RENDERING)


def plain_text(safe_html: str) -> str:
    """Give the text of rendered HTML on one line."""
    if "<" not in safe_html and "&" not in safe_html:
        return " ".join(safe_html.split())
    spaced = _BLOCK_END.sub(" ", safe_html)
    return " ".join(html.unescape(_TAG.sub("", spaced)).split())


def slug_of_heading(text: str) -> str:
    """Give the fragment that GitHub gives a heading, in any script; never empty and never one of the page's own ids."""
    normal = unicodedata.normalize("NFC", text).strip().lower()
    slug = _NO_SLUG.sub("", normal).replace(" ", "-").lstrip("_") or "section"
    return f"s-{slug}" if slug.startswith(("gm-", "fn")) else slug


def _number_headings(clean: str) -> tuple[str, tuple[Heading, ...]]:
    """Give headings ids, and levels that start at two and never skip one: the title of the page is the first level."""
    headings: list[Heading] = []
    seen: set[str] = set()
    open_levels: list[int] = []

    def number(match: re.Match[str]) -> str:
        written, inner = int(match[1]), match[2]
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        open_levels.append(written)
        level = min(len(open_levels) + 1, 6)
        text = plain_text(inner)
        unique = slug = slug_of_heading(text)
        count = 1
        while unique in seen:
            unique = f"{slug}-{count}"
            count += 1
        seen.add(unique)
        headings.append(Heading(level, unique, text))
        return f'<h{level} id="{html.escape(unique)}">{inner}</h{level}>'

    return _HEADING.sub(number, clean), tuple(headings)


def _fragment(url: str, headings: tuple[Heading, ...]) -> str | None:
    wanted = slug_of_heading(unquote(url[1:]).replace("-", " ")) if len(url) > 1 else ""
    return f"#{wanted}" if any(heading.id == wanted for heading in headings) else None


def _web_link(tag: str) -> str:
    """Give a link's opening tag with an address that every program reads alike, or without one."""
    start = tag.index('href="') + 6
    end = tag.index('"', start)
    written = html.unescape(tag[start:end])
    mended = mend_url(written)
    if mended == written:
        return tag
    return "<a>" if mended is None else tag[:start] + html.escape(mended) + tag[end:]


def _task(match: re.Match[str]) -> str:
    # A checkbox that nobody can tick is a picture of its state, and without a label a fault for screen readers.
    attributes = dict(_PAIR.findall(match[1]))
    if attributes.get("type") != "checkbox":
        return ""
    state, label = ("done", "done") if "checked" in attributes else ("open", "not done")
    return f'<span class="gm-task gm-task--{state}" role="img" aria-label="{label}"></span>'
