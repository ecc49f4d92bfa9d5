"""Turn a contributed Markdown body into safe HTML, its headings, its plain text and its links.

GitHub-flavoured Markdown is rendered by comrak and cleaned by nh3, so that what a contributor sees in GitHub's preview
is what is published, but for what docs/decisions/markdown-dialect.md says, and nothing that could run or reach another
host is left.

It has more than 300 lines: a page, its text, its headings and their places in the source are read from one HTML, and
apart they would import each other.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote

import comrak

from gmooc.core.urls import is_absolute, mend_url
from gmooc.text.dialect import PARTING, hide_signs, join_lines
from gmooc.text.sanitizer import ANCHOR, HEADING_TAGS, clean


class Heading(NamedTuple):
    """A heading of a page: `level` from 2 to 6, `id` unique on the page, `text` without markup.

    `language` is that of the text where it is another than that of the page.
    """

    level: int
    id: str
    text: str
    language: str = ""


class Prose(NamedTuple):
    """A rendered body: `html` is safe to print, `links` and `pictures` are as the author wrote them.

    `lost` are the addresses of links and pictures that no page can open, as those of files on the author's machine, and
    of links to a heading that is not there.
    """

    html: str
    headings: tuple[Heading, ...]
    text: str
    links: tuple[str, ...]
    pictures: tuple[str, ...]
    lost: tuple[str, ...] = ()


class Image(NamedTuple):
    """A picture that a body shows: its address from the page, and its size in pixels where known."""

    url: str
    width: int = 0
    height: int = 0

    @property
    def small(self) -> str:
        """Return the address of the copy for phones."""
        return self.url.removesuffix(".webp") + ".avif"

    @property
    def card(self) -> str:
        """Return the address of the copy for cards."""
        return self.url.removesuffix(".webp") + ".card.webp"


# These fill at most 720 dots with a picture; wide screens with fine dots get the large copy.
SMALL_SCREENS = "(width < 48em), (resolution < 1.5dppx)"
_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = _EXTENSIONS.autolink = _EXTENSIONS.tasklist = True
_EXTENSIONS.strikethrough = _EXTENSIONS.footnotes = _EXTENSIONS.alerts = True
_EXTENSIONS.cjk_friendly_emphasis = True
# Emoji by their names, as `:seedling:`. Formulas stay as they were typed: in them `_` and `*` mark no emphasis.
_EXTENSIONS.shortcodes = _EXTENSIONS.math_dollars = _EXTENSIONS.math_code = True
# As on GitHub, <script>, <title> and the like become text: opened and never closed, each would swallow all after it.
_EXTENSIONS.tagfilter = True
_PARSING = comrak.ParseOptions()
_RENDERING = comrak.RenderOptions()
# Raw HTML goes through to nh3, which keeps what GitHub's preview keeps; comrak alone would drop all of it.
_RENDERING.unsafe_ = True
_WITH_LINES = comrak.RenderOptions()
_WITH_LINES.unsafe_ = _WITH_LINES.sourcepos = True
_COUNTING = comrak.ParseOptions()
# Columns are those of letters, not of bytes.
_COUNTING.sourcepos_chars = True

_PAIR = re.compile(r'([\w-]+)="([^"]*)"')
_SPLIT = re.compile("(<[^>]*>)")
# Control characters and those that are none have no place in HTML; word processors leave some behind.
_NO_CHARACTER = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_FORMULA = re.compile(r'<span data-math-style="\w+">([^<]*)</span>')
# Links that hold no text, but maybe a picture.
_BARE_LINK = re.compile(
    r'(?P<tag><a [^>]*?href="(?P<url>[^"]+)"[^>]*>)(?P<inside>(?:\s|&nbsp;|<(?!/?a\b)[^>]*>)*+)</a>'
)
_ALT = re.compile(r'<img [^>]*alt="\s*[^\s"]')
_NO_LETTER = re.compile(r"[\W_]+")
_ANCHOR = re.compile(rf' id="{ANCHOR}([^"]*)"')
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_WRITTEN_HEADING = re.compile(
    r'<h(?P<level>[1-6])(?: data-sourcepos="(?P<line>\d+):[^"]*")?(?=[\s>])[^>]*>(?P<inside>.*?)</h(?P=level)>',
    re.DOTALL,
)
_WITH_SCHEME = re.compile(
    r"""<(?:a|img)\s[^<>]*?(?:href|src)\s*=\s*+(?:["']\s*+)?"""
    r"""(?!(?:mailto|tel|sms|callto|whatsapp):)([a-z][a-z0-9+.-]*:[^"'\s<>]*)""",
    re.IGNORECASE,
)
_WEB = re.compile("https?:", re.IGNORECASE)
_PLACED = re.compile(r'<[a-z][a-z0-9]* (?:[^<>]*? )?data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"[^<>]*>')
_FOREIGN_PICTURE = re.compile(r'<img [^>]*?src="(?:https?:)?//[^>]*>')
_NO_SLUG = re.compile(r"[^\w\- ]+")

# Lead to the top of every page.
_TOP = ("#", "#top")

_HEADINGS = {f"<{tag}>": int(tag[1]) for tag in HEADING_TAGS}
_ENDED = ("p", "div", "li", "th", "td", "tr", "pre", "blockquote", "summary", *HEADING_TAGS)
# Where these stand, words end.
_BREAKS = dict.fromkeys((*(f"</{tag}>" for tag in _ENDED), "<br>", "<hr>"), " ")
_BARE = (
    *("p", "em", "strong", "del", "code", "blockquote", "ul", "ol", "li"),
    *("thead", "tbody", "tr", "th", "td", "br", "hr"),
)
_PLAIN = frozenset((*(f"<{tag}>" for tag in _BARE), *(f"</{tag}>" for tag in (*_BARE, *HEADING_TAGS, "a", "pre"))))
# Leads from a footnote back to the text, and is no word of it.
_BACK = " ↩"
_SIDES = ("left", "center", "right")
_WRAPPED = {
    "<table>": '<div class="gm-table" tabindex="0"><table>',
    "</table>": "</table></div>",
    **{f'<t{kind} align="{side}">': f'<t{kind} class="gm-{side}">' for kind in "hd" for side in _SIDES},
}


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
    tokens = clean(raw)
    places = [place for place in range(1, len(tokens), 2) if tokens[place] not in _PLAIN]
    headings = _number_headings(tokens, places)
    named = [tokens[place] for place in places if ANCHOR in tokens[place]]
    anchors = [html.unescape(name) for tag in named for name in _ANCHOR.findall(tag)]
    dresser = _TagRewriter(_Fragments(headings, anchors), resolve_link, resolve_picture)
    for place in places:
        tokens[place] = dresser.dress(tokens[place])
    page = _BARE_LINK.sub(_named_link, "".join(tokens))
    if "<pre>" in page:
        page = page.replace("<pre><code>", '<pre><code tabindex="0">')
    text = _text_of(tokens)
    if "footnote" in page:
        text = text.replace(_BACK, "")
    return Prose(page, headings, text, tuple(dresser.links), tuple(dresser.pictures), (*_lost(raw), *dresser.astray))


def _lost(raw: str) -> Iterator[str]:
    """Yield the addresses of links and pictures that no page can open; those of people are told elsewhere."""
    for match in _WITH_SCHEME.finditer(raw):
        url = html.unescape(match[1])
        if not _WEB.match(url) or mend_url(url) is None:
            yield url


def raw_html(body: str) -> str:
    """Turn Markdown into HTML as its author wrote it, which is not safe to print."""
    return _to_html(body, _RENDERING)


def _to_html(body: str, rendering: comrak.RenderOptions) -> str:
    shown, put_back = hide_signs(_NO_CHARACTER.sub("", body))
    raw = join_lines(put_back(comrak.render_markdown(shown, _EXTENSIONS, _PARSING, rendering)))
    # Numbers stand for them as well.
    raw = _NO_CHARACTER.sub("", raw) if "&#" in body else raw
    return _FORMULA.sub(r"<code>\1</code>", raw) if "<span data-math-style=" in raw else raw


class SourceTag(NamedTuple):
    """A tag that the renderer made of Markdown, and where in the body what it was made of begins and ends."""

    html: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """Return the name of the element."""
        return self.html[1:].partition(" ")[0]


# The library needs time by the square of a line's length to place what stands in it: at this, a fifth of a second.
MAX_PLACED_LINE = 20_000


def source_tags(body: str) -> list[SourceTag]:
    """Return the tags of a body that have a place in it, in their order; those of raw HTML have none.

    Nothing of a body with a longer line than anybody writes is placed.
    """
    if len(body) > MAX_PLACED_LINE and max(map(len, body.split("\n"))) > MAX_PLACED_LINE:
        return []
    shown, put_back = hide_signs(_NO_CHARACTER.sub(" ", body))
    raw = put_back(comrak.render_markdown(shown, _EXTENSIONS, _COUNTING, _WITH_LINES))
    written, lines = body.split("\n"), shown.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in written)]

    def offset(line: int, column: int) -> int:
        # Each sign that parts an address from what follows it is two characters.
        parted = lines[line - 1][: column - 1].count(PARTING) * 2
        return starts[line - 1] + column - 1 - parted

    return [
        SourceTag(found[0], offset(int(found[1]), int(found[2])), offset(int(found[3]), int(found[4]) + 1))
        for found in _PLACED.finditer(raw)
    ]


def code_test(tags: Iterable[SourceTag]) -> Callable[[int], bool]:
    """Return a function that says whether a place of the body that these tags are of lies in code."""
    code = sorted((tag.start, tag.end) for tag in tags if tag.name in ("code", "pre"))
    begins = [start for start, _ in code]
    # Up to where all that began before goes on.
    ends = list(accumulate((end for _, end in code), max))

    def is_code(start: int) -> bool:
        last = bisect_right(begins, start)
        return last > 0 and start < ends[last - 1]

    return is_code


def plain_text(safe_html: str) -> str:
    """Return the text of rendered HTML on one line."""
    if "<" not in safe_html and "&" not in safe_html:
        return " ".join(safe_html.split())
    return _text_of(_SPLIT.split(safe_html))


def _text_of(tokens: list[str]) -> str:
    """Return the text among tags on one line; what stands in the place of a tag and is none is text, too."""
    parts = tokens[:]
    parts[1::2] = [_BREAKS.get(tag) or ("" if tag[:1] == "<" else tag) for tag in tokens[1::2]]
    text = "".join(parts)
    return " ".join((html.unescape(text) if "&" in text else text).split())


@lru_cache(1000)
def slug_of_heading(text: str) -> str:
    """Return the fragment that GitHub gives a heading, in any script; never empty and never an id of the page."""
    normal = unicodedata.normalize("NFC", text).strip().lower()
    slug = _NO_SLUG.sub("", normal).replace(" ", "-").lstrip("_") or "section"
    return f"s-{slug}" if slug.startswith(("gm-", "fn")) else slug


class WrittenHeading(NamedTuple):
    """A heading of a body: the line it begins in, its level as written, its text, and whether nothing follows it.

    A heading that was written as HTML has no line of its own: it is 0.
    """

    line: int
    level: int
    text: str
    is_empty: bool


def written_headings(body: str) -> list[WrittenHeading]:
    """Return the headings of a body in order."""
    raw = _COMMENT.sub("", _to_html(body, _WITH_LINES))
    found = list(_WRITTEN_HEADING.finditer(raw))
    ends = (*(heading.start() for heading in found[1:]), len(raw))
    return [
        WrittenHeading(
            int(heading["line"] or 0),
            int(heading["level"]),
            _text_of(_SPLIT.split(heading["inside"])),
            _is_empty(raw[heading.end() : end]),
        )
        for heading, end in zip(found, ends, strict=False)
    ]


def _is_empty(raw: str) -> bool:
    """Whether raw HTML shows nothing on a page, which shows no picture of another host."""
    shown = _FOREIGN_PICTURE.sub("", raw)
    return "<img" not in shown and not _text_of(_SPLIT.split(shown))


class Anchors:
    """Make the ids of the headings of one page: `taken` are ids that stand on the page already."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self.counts: dict[str, int] = {}

    def add(self, text: str) -> str:
        """Return the id of the next heading; of headings with one text, each after the first has a number."""
        unique = slug = slug_of_heading(text)
        while unique in self.taken:
            self.counts[slug] = self.counts.get(slug, 0) + 1
            unique = f"{slug}-{self.counts[slug]}"
        self.taken.add(unique)
        return unique


def _number_headings(tokens: list[str], places: list[int]) -> tuple[Heading, ...]:
    """Return headings with ids, and levels that start at 2 and skip none: the title of the page is the first level."""
    headings: list[Heading] = []
    anchors = Anchors()
    open_levels: list[int] = []
    for place in places:
        written = _HEADINGS.get(tokens[place])
        if written is None:
            continue
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        open_levels.append(written)
        level = min(len(open_levels) + 1, 6)
        end = tokens.index(f"</h{written}>", place)
        text = _text_of(tokens[place + 1 : end])
        anchor = anchors.add(text)
        headings.append(Heading(level, anchor, text))
        tokens[place], tokens[end] = f'<h{level} id="{html.escape(anchor)}">', f"</h{level}>"
    return tuple(headings)


class _TagRewriter:
    """Gives the tags of a body what they have on a page, and notes where its links and pictures lead."""

    def __init__(
        self,
        fragments: _Fragments,
        resolve_link: Callable[[str], str | None],
        resolve_picture: Callable[[str], Image | None],
    ) -> None:
        self.fragments = fragments
        self.resolve_link = resolve_link
        self.resolve_picture = resolve_picture
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.astray: list[str] = []

    def dress(self, tag: str) -> str:
        """Return a tag as the page has it."""
        if tag.startswith("<a "):
            return self._link(tag)
        if tag.startswith("<img"):
            return self._picture(tag)
        if tag.startswith("<input"):
            return _task(tag)
        if tag.startswith(("<td ", "<th ")):
            return _WRAPPED.get(tag, tag[:3] + ">")
        return _WRAPPED.get(tag, tag)

    def _picture(self, tag: str) -> str:
        attributes: dict[str, str] = dict(_PAIR.findall(tag))
        source, title = html.unescape(attributes.get("src", "")), attributes.get("title", "")
        alt = attributes.get("alt") or title
        self.pictures.append(source)
        image = None if not source or is_absolute(source) else self.resolve_picture(source)
        if image is None:
            return alt
        shown = f'<img src="{html.escape(image.url)}" alt="{alt}"'
        if title and title != alt:
            shown += f' title="{title}"'
        if not image.width:
            return f'{shown} loading="lazy" decoding="async">'
        small = f'<source srcset="{html.escape(image.small)}" type="image/avif" media="{SMALL_SCREENS}">'
        size = f'width="{image.width}" height="{image.height}"'
        return f'<picture>{small}{shown} {size} loading="lazy" decoding="async"></picture>'

    def _link(self, tag: str) -> str:
        if tag.startswith(('<a href="http://', '<a href="https://')):
            return _web_link(tag)
        attributes = dict(_PAIR.findall(tag))
        url = html.unescape(attributes.get("href", ""))
        named = f' id="{attributes["id"]}"' if "id" in attributes else ""
        if not url:
            return f"<a{named}>"
        if url.startswith(("#fn-", "#fnref-")):
            return tag
        if is_absolute(url):
            return _web_link(tag)
        self.links.append(url)
        resolved = self.resolve_link(url) if not url.startswith("#") else self.fragments.find(url)
        if resolved is None and url.startswith("#") and url.lower() not in _TOP:
            self.astray.append(url)
        resolved = resolved and mend_url(resolved)
        title = f' title="{attributes["title"]}"' if "title" in attributes else ""
        if resolved is None:
            return f"<a{named}{title}>"
        return f'<a{named} href="{html.escape(resolved)}"{title}>'


class _Fragments:
    """Where links within a text may lead: its headings, and what its author named."""

    def __init__(self, headings: tuple[Heading, ...], anchors: Iterable[str]) -> None:
        self.headings = headings
        self.anchors = anchors

    def find(self, url: str) -> str | None:
        """Return the fragment that a link means, as GitHub finds it or else by its letters and digits alone."""
        written = unquote(url[1:])
        found = (
            self._by_name.get(written.casefold())
            or self._by_letters.get(_letters(written))
            # GitHub leaves the name of an emoji in the id of its heading, as in `#seedling-growing`.
            or self._by_letters.get(_letters(written.partition("-")[2]))
        )
        return f"#{found}" if found else None

    @cached_property
    def _by_name(self) -> dict[str, str]:
        names = {name.casefold(): ANCHOR + name for name in self.anchors}
        return names | {heading.id.casefold(): heading.id for heading in self.headings}

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        letters = {_letters(heading.id): heading.id for heading in reversed(self.headings)}
        letters.pop("", None)
        return letters


def _letters(name: str) -> str:
    """Return what is left of a name where signs, which some write and some leave out, make no difference."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", name)).casefold()


def _web_link(tag: str) -> str:
    """Return a link's opening tag with an address that every program reads alike, or without one."""
    start = tag.index('href="') + 6
    end = tag.index('"', start)
    written = html.unescape(tag[start:end])
    mended = mend_url(written)
    if mended == written:
        return tag
    return "<a>" if mended is None else tag[:start] + html.escape(mended) + tag[end:]


def _named_link(link: re.Match[str]) -> str:
    """Return a link that shows nothing, as around a picture that is left out, its address as a text."""
    if _ALT.search(link["inside"]):
        return link[0]
    name = link["url"].partition("://")[2].removesuffix("/") or link["url"]
    return f"{link['tag']}{link['inside'].rstrip()}{name}</a>"


def _task(tag: str) -> str:
    # A checkbox that nobody can tick is a picture of its state, and without a label a fault for screen readers.
    attributes = dict(_PAIR.findall(tag))
    if attributes.get("type") != "checkbox":
        return ""
    state, label = ("done", "done") if "checked" in attributes else ("open", "not done")
    return f'<span class="gm-task gm-task--{state}" role="img" aria-label="{label}"></span>'
