"""Sanitise the HTML of a contributor's Markdown against a short list of tags and attributes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import unquote

import nh3

from gmooc.core.urls import is_absolute
from gmooc.text.html_nesting import fix_nesting

# Each tag is something that Markdown itself writes, or that GitHub's preview shows and contributors rely on.
TEXT_TAGS = {"p", "br", "hr", "em", "strong", "del", "s", "ins", "sub", "sup", "kbd", "code", "pre", "blockquote"}
TEXT_TAGS |= {"b", "i", "u", "mark", "small", "q", "samp", "var", "cite", "abbr"}
HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LIST_TAGS = {"ul", "ol", "li"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
# details and summary fold long passages; div and section only survive as alerts and footnotes.
OTHER_TAGS = {"a", "img", "details", "summary", "div", "section", "input"}
ALERTS = {"markdown-alert", *(f"markdown-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution"))}

_ATTRIBUTES = {
    # The sanitiser would let a title and a language through on everything, whatever they say.
    "*": set[str](),
    "a": {"href", "title", "id", "name"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "input": {"type", "checked", "disabled"},
    **{tag: {"id"} for tag in (*HEADING_TAGS, "p", "div", "li", "details", "summary")},
}
_FOOTNOTE_ATTRIBUTES = _ATTRIBUTES | {"sup": {"id"}, "section": {"id"}}
# As on GitHub: an id of the author's own choosing could shadow one of the page's.
ANCHOR = "user-content-"
CLASSES = {
    "div": ALERTS,
    "p": {"markdown-alert-title"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
    "a": {"footnote-backref"},
}
_FOOTNOTE_ID = re.compile(r"fn(ref)?-[\w%-]+\Z")
_ANCHOR_NAME = re.compile(r"[^\s]+\Z")

_TAGS = TEXT_TAGS | HEADING_TAGS | LIST_TAGS | TABLE_TAGS | OTHER_TAGS
# The sanitiser drops what bears the name of a drawing's or formula's part with all its text: `<path> is a folder`.
_OTHER_TAG = re.compile(rf"</?(?!(?:{'|'.join(sorted(_TAGS))})[\s/>])[a-zA-Z][^<>]*>", re.IGNORECASE)
# What these hold stands apart from what is around it.
_BLOCK_TAG = re.compile(
    r"<(/?)(?:address|article|aside|center|dd|dl|dt|fieldset|figcaption|figure|footer|form|header|main|nav)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
# What is not shown and leaves its address. Of <iframe>, GitHub's filter has made a text; no other text has a bare '>'.
# A longer one leaves nothing, or many that never end would each be read to the end.
_MEDIA = re.compile(
    r"(?:<|&lt;)(/?)(?:video|audio|source|embed|object|iframe)(?=[\s/>])([^<>]{0,2000})>", re.IGNORECASE
)
_SOURCE = re.compile(r"""(?:\b|-)(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FRAGMENT = re.compile(r'href="#([^"]+)"')
_ANCHORED = re.compile(rf' (?:id|name)="{ANCHOR}([^"]*)"')
_WITH_ANCHOR = re.compile(rf"<([a-z0-9]+)([^<>]*?){_ANCHORED.pattern}([^<>]*)>")
_POLICY = {
    "tags": _TAGS,
    "allowed_classes": CLASSES,
    # Addresses of mail are collected from links.
    "url_schemes": {"http", "https"},
    "link_rel": "noopener noreferrer nofollow",
}


def _attribute(tag: str, attribute: str, value: str) -> str | None:
    """Return the value of an attribute; a name that links can lead to becomes one that no part of the page has."""
    if attribute not in ("id", "name"):
        return value
    return ANCHOR + value if _ANCHOR_NAME.match(value) else None


def _footnote_attribute(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute == "id" and _FOOTNOTE_ID.match(value) else _attribute(tag, attribute, value)


# Most texts name nothing, and asking for each attribute of these takes as long as cleaning them.
_NAMED = re.compile(r"\b(?:id|name)\s*=", re.IGNORECASE)
_NAMELESS_CLEANER = nh3.Cleaner(
    attributes={tag: names - {"id", "name"} for tag, names in _ATTRIBUTES.items()},
    **_POLICY,  # type: ignore[arg-type]
)
_CLEANER = nh3.Cleaner(attributes=_ATTRIBUTES, attribute_filter=_attribute, **_POLICY)  # type: ignore[arg-type]
_FOOTNOTE_CLEANER = nh3.Cleaner(
    attributes=_FOOTNOTE_ATTRIBUTES,
    attribute_filter=_footnote_attribute,
    **_POLICY,  # type: ignore[arg-type]
)

_SPLIT = re.compile("(<[^>]*>)")
_OPENING_TAG = re.compile("<[a-z][^>]*>")
# A character as HTML writes it, which a plain text shows as it stands.
ESCAPED = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_ESCAPED = re.compile(ESCAPED)
_BAD_START = re.compile(r'<ol start="(?!-?\d{1,9}")[^"]*"')


def clean(raw: str) -> list[str]:
    """Return safe HTML as text, tag, text, tag … text; every element stands where it may."""
    if _MEDIA.search(raw):
        raw = _MEDIA.sub(_link_to_media, raw)
    raw = _OTHER_TAG.sub("", _BLOCK_TAG.sub(r"<\1div>", raw))
    if _NAMED.search(raw):
        safe = (_FOOTNOTE_CLEANER if "footnote" in raw else _CLEANER).clean(raw)
    else:
        safe = _NAMELESS_CLEANER.clean(raw)
    return _SPLIT.split(_BAD_START.sub("<ol", fix_nesting(_keep_anchors(safe))))


def with_characters(text: str) -> str:
    """Return a plain text with the characters that it writes as HTML does."""
    return _ESCAPED.sub(lambda found: html.unescape(found[0]).replace("\xa0", " "), text)


def change_tags(safe_html: str, change: Callable[[str], str]) -> str:
    """Return HTML with its opening tags changed; what its text quotes of tags stays as it is."""
    return _OPENING_TAG.sub(lambda tag: change(tag[0]), safe_html)


def _link_to_media(tag: re.Match[str]) -> str:
    source = None if tag[1] else _SOURCE.search(tag[2])
    url = html.unescape(next(filter(None, source.groups()), "")).strip() if source else ""
    url = f"https:{url}" if url.startswith("//") else url
    shown = html.escape(url)
    if url.lower().startswith(("https://", "http://")):
        return f'<a href="{shown}">{shown}</a> '
    return "" if is_absolute(url) else shown


def _keep_anchors(safe_html: str) -> str:
    """Keep the names that links of the same text lead to, each once, and take all others out."""
    if ANCHOR not in safe_html:
        return safe_html
    wanted = {unquote(html.unescape(name)).casefold() for name in _FRAGMENT.findall(safe_html)}

    def keep(match: re.Match[str]) -> str:
        tag, before, name, after = match.groups()
        after = _ANCHORED.sub("", after)
        key = html.unescape(name).casefold()
        if key not in wanted:
            return f"<{tag}{before}{after}>"
        wanted.discard(key)
        named = f' id="{ANCHOR}{name}"'
        # A heading has an id of its own.
        return f"<{tag}{before}{after}><a{named}></a>" if tag in HEADING_TAGS else f"<{tag}{before}{named}{after}>"

    return _WITH_ANCHOR.sub(keep, safe_html)
