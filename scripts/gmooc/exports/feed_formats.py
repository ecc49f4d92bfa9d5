"""Turn items into the two formats of feeds: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import html
import re
from posixpath import join, normpath
from typing import Any, NamedTuple

from gmooc.content.entry import relative_url
from gmooc.core.json_text import pretty
from gmooc.core.settings import Settings

# Atom wants a name for every entry that never changes, also where the site's address is not known or moves.
_TAG = "tag:mooc.global,2021:community/"
_ADDRESS = re.compile(r'( (?:href|src)=")([^"#:]*)(?=["#])')
_ADDRESSES = re.compile(r'( srcset=")([^"]*)(?=")')
# What only helps a browser on our own page; feed readers warn of attributes they do not know.
_OURS = re.compile(r' (?:tabindex|loading|decoding|class|id)="[^"]*"')
_LAUNCHED = "2021-01-24T00:00:00Z"


class Item(NamedTuple):
    """One entry of a feed: `id` never changes, `url` is relative to the site's root, `text` is safe HTML."""

    id: str
    url: str
    title: str
    summary: str
    text: str
    published: str
    language: str
    tags: tuple[str, ...] = ()
    corrected: str = ""

    @property
    def updated(self) -> str:
        """Return the moment at which the text last changed for its readers."""
        return max(self.published, self.corrected)


class Feed(NamedTuple):
    """A feed: `path` is that of its files without their ending, `page` the page it follows."""

    path: str
    title: str
    language: str
    page: str
    items: tuple[Item, ...]


def atom(feed: Feed, settings: Settings) -> bytes:
    """Give a feed as Atom; where the site's address is unknown, addresses are relative to the feed."""
    path = f"{feed.path}.xml"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">',
        f"<title>{_text(feed.title)}</title>",
        f"<subtitle>{_text(settings.site_description)}</subtitle>",
        f"<id>{_TAG}{feed.path.removesuffix('/feed')}</id>",
        f"<updated>{max((item.updated for item in feed.items), default=_LAUNCHED)}</updated>",
        f"<author><name>{_text(settings.site_name)}</name></author>",
        f'<link rel="alternate" type="text/html" href="{_text(_address(feed.page, path, settings))}"/>',
        f'<link rel="self" type="application/atom+xml" href="{_text(_address(path, path, settings))}"/>',
    ]
    for item in feed.items:
        lines += [
            f'<entry xml:lang="{item.language}">',
            f"<title>{_text(item.title)}</title>",
            f"<id>{_TAG}{item.id}</id>",
            f"<published>{item.published}</published>",
            f"<updated>{item.updated}</updated>",
            *(f'<category term="{_text(tag)}"/>' for tag in item.tags),
            f'<link rel="alternate" type="text/html" href="{_text(_address(item.url, path, settings))}"/>',
            f"<summary>{_text(item.summary)}</summary>",
            f'<content type="html">{_text(_whole(item, path, settings))}</content>',
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def json_feed(feed: Feed, settings: Settings) -> bytes:
    """Give a feed as JSON Feed; addresses, which it wants whole, are left out where the site's is unknown."""
    path = f"{feed.path}.json"
    made: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title}
    if settings.site_url:
        made |= {"home_page_url": settings.site_url + feed.page, "feed_url": settings.site_url + path}
    made |= {
        "description": settings.site_description,
        "language": feed.language,
        "authors": [{"name": settings.site_name}],
        "items": [
            {
                "id": f"{_TAG}{item.id}",
                **({"url": settings.site_url + item.url} if settings.site_url else {}),
                "title": item.title,
                "summary": item.summary,
                "content_html": _whole(item, path, settings),
                "date_published": item.published,
                **({"date_modified": item.updated} if item.corrected else {}),
                "language": item.language,
                "tags": list(item.tags),
            }
            for item in feed.items
        ],
    }
    return pretty(made)


def absolute(text: str, page: str, address: Any) -> str:
    """Give HTML of a page in which `address` has turned every relative address, by its place below the site's root."""

    def turned(relative: str) -> str:
        return html.escape(address(_join(page, html.unescape(relative)) if relative else page))

    def turn(match: re.Match[str]) -> str:
        return match[1] + turned(match[2])

    def turn_all(match: re.Match[str]) -> str:
        candidates = (candidate.strip().partition(" ") for candidate in match[2].split(","))
        return match[1] + ", ".join(
            (url if ":" in url else turned(url)) + " " * bool(size) + size for url, _, size in candidates
        )

    return _OURS.sub("", _ADDRESSES.sub(turn_all, _ADDRESS.sub(turn, text)))


def _whole(item: Item, path: str, settings: Settings) -> str:
    return absolute(item.text, item.url, lambda url: _address(url, path, settings))


def _address(url: str, path: str, settings: Settings) -> str:
    return settings.site_url + url if settings.site_url else relative_url(url, f"{path.rpartition('/')[0]}/")


def _join(page: str, relative: str) -> str:
    path = normpath(join(page, relative))
    return ("" if path == "." else path) + ("/" if relative.endswith("/") and path != "." else "")


def _text(text: str) -> str:
    return html.escape(text)
