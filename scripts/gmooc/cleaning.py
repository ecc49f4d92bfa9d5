"""Turn the HTML that a contributor's Markdown makes into HTML that is safe to print, as text and tags in turn.

Every tag is made by nh3 or is one that nh3 is known to leave as it is. Where the author wrote HTML of her own, nh3
reads the whole, since tags may be left open or nested so that they mean something else together.
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import nh3

from gmooc.structure import mend

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
_FRAGMENT = re.compile(r'href="#([^"]+)"')
_ANCHORED = re.compile(rf' (?:id|name)="{ANCHOR}([^"]*)"')
_WITH_ANCHOR = re.compile(rf"<([a-z0-9]+)([^<>]*?){_ANCHORED.pattern}([^<>]*)>")
_POLICY = {
    "tags": _TAGS,
    "allowed_classes": CLASSES,
    "url_schemes": {"http", "https", "mailto"},
    "link_rel": "noopener noreferrer nofollow",
}


def _attribute(tag: str, attribute: str, value: str) -> str | None:
    """Give the value of an attribute; a name that links can lead to becomes one that no part of the page has."""
    if attribute not in ("id", "name"):
        return value
    return ANCHOR + value if _ANCHOR_NAME.match(value) else None


def _footnote_attribute(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute == "id" and _FOOTNOTE_ID.match(value) else _attribute(tag, attribute, value)


_CLEANER = nh3.Cleaner(attributes=_ATTRIBUTES, attribute_filter=_attribute, **_POLICY)  # type: ignore[arg-type]
_FOOTNOTE_CLEANER = nh3.Cleaner(
    attributes=_FOOTNOTE_ATTRIBUTES,
    attribute_filter=_footnote_attribute,
    **_POLICY,  # type: ignore[arg-type]
)

_SPLIT = re.compile("(<[^>]*>)")
_BAD_START = re.compile(r'<ol start="(?!-?\d{1,9}")[^"]*"')
# What Markdown writes for tables stands in a table only, so that nh3 would not keep it by itself.
_ALIGNED = {f'<t{kind} align="{side}">' for kind in "hd" for side in ("left", "center", "right")}
_SAME = {f"<{tag}>" for tag in _TAGS - {"input", "img", "a"}} | {f"</{tag}>" for tag in _TAGS} | _ALIGNED
_MOST_KNOWN = 1000


class _Tags(dict[str, str]):
    """What nh3 makes of a tag that Markdown wrote, by the tag; nothing of one that it would not keep."""

    def __missing__(self, tag: str) -> str:
        cleaned = _FOOTNOTE_CLEANER.clean(tag)
        cleaned = cleaned[: cleaned.find(">") + 1]
        if len(self) < _MOST_KNOWN and "href=" not in tag and "src=" not in tag:
            self[tag] = cleaned
        return cleaned


_known = _Tags({tag: tag for tag in _SAME} | {"<br />": "<br>", "<hr />": "<hr>"})


def clean(raw: str, *, has_tags: bool) -> list[str]:
    """Give safe HTML as text, tag, text, tag … text; without `has_tags`, all tags are those of the Markdown library."""
    if has_tags:
        safe = _keep_anchors("".join(clean_whole(raw)))
        return _SPLIT.split(_BAD_START.sub("<ol", mend(safe)))
    return _clean_each(raw) or clean_whole(raw)


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


def clean_whole(raw: str) -> list[str]:
    """Give safe HTML of any HTML, however its tags are nested, as text and tags."""
    raw = _OTHER_TAG.sub("", _BLOCK_TAG.sub(r"<\1div>", raw))
    return _SPLIT.split((_FOOTNOTE_CLEANER if "footnote" in raw else _CLEANER).clean(raw))


def _clean_each(raw: str) -> list[str]:
    """Clean tag by tag; nothing where that is not the same as to clean the whole."""
    tokens = _SPLIT.split(raw)
    tags = [_known[tag] for tag in tokens[1::2]]
    if not all(tags) or "\r" in raw or ("footnote" in raw and _has_link_in_link(tags)):
        return []
    tokens[1::2] = tags
    # This is how nh3 writes texts.
    if "&quot;" in raw or "\xa0" in raw:
        tokens[::2] = [text.replace("&quot;", '"').replace("\xa0", "&nbsp;") for text in tokens[::2]]
    return tokens


def _has_link_in_link(tags: list[str]) -> bool:
    """Say whether a link is opened in another, as a footnote in a link's text does."""
    links = [tag for tag in tags if tag.startswith(("<a", "</a"))]
    return "</a>" in links[::2]
