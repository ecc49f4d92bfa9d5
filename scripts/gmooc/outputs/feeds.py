"""Turn announcements into Atom feeds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from gmooc.catalogue import Catalogue
from gmooc.outputs.page import Plan
from gmooc.records import Entry, relative_url
from gmooc.settings import Settings

FEED = "announcements/feed.xml"
NEWEST = 50
# Atom wants a name for every entry that never changes, also where the site's address is not known or moves.
_TAG = "tag:mooc.global,2021:community/"
_ADDRESS = re.compile(r'( (?:href|src)=")([^"#:]*)(?=["#])')


def feed_plans(catalogue: Catalogue, settings: Settings) -> Iterator[Plan]:
    """Plan the feed of all announcements."""
    newest = catalogue.announcements[:NEWEST]
    inputs = (tuple(settings), tuple((catalogue.cards[entry.key], entry.prose.html) for entry in newest))
    yield Plan(FEED, inputs, lambda: atom(newest, settings).encode())


def atom(announcements: tuple[Entry, ...], settings: Settings) -> str:
    """Give an Atom feed (RFC 4287) with full texts, newest first."""
    home = settings.site_url or relative_url("", FEED.rpartition("/")[0] + "/")
    updated = max((_instant(entry) for entry in announcements), default="2021-01-24T00:00:00Z")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{html.escape(settings.site_name)}</title>",
        f"<subtitle>{html.escape(settings.site_description)}</subtitle>",
        f"<id>{_TAG}announcements</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{html.escape(settings.site_name)}</name></author>",
        f"<link rel={_quoted('alternate')} type={_quoted('text/html')} href={_quoted(home)}/>",
        f"<link rel={_quoted('self')} href={_quoted(_address(FEED, settings))}/>",
    ]
    for entry in announcements:
        lines += _entry(entry, settings)
    lines.append("</feed>")
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, settings: Settings) -> list[str]:
    def absolute(match: re.Match[str]) -> str:
        url = _join(entry.url, match[2]) if match[2] else entry.url
        return match[1] + _address(url, settings)

    text = _ADDRESS.sub(absolute, entry.prose.html)
    return [
        "<entry>",
        f"<title>{html.escape(entry.record.title)}</title>",
        f"<id>{_TAG}{entry.id}</id>",
        f"<published>{_instant(entry)}</published>",
        f"<updated>{_instant(entry)}</updated>",
        f"<category term={_quoted(entry.record.kind)}/>",
        f'<link rel="alternate" type="text/html" href={_quoted(_address(entry.url, settings))}/>',
        f"<summary>{html.escape(entry.record.summary)}</summary>",
        f"<content type={_quoted('html')}>{html.escape(text)}</content>",
        "</entry>",
    ]


def _instant(entry: Entry) -> str:
    return str(entry.record.publish_at.instant.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _address(url: str, settings: Settings) -> str:
    return settings.site_url + url if settings.site_url else relative_url(url, FEED.rpartition("/")[0] + "/")


def _join(page: str, relative: str) -> str:
    from posixpath import join, normpath

    path = normpath(join(page, relative))
    return ("" if path == "." else path) + ("/" if relative.endswith("/") and path != "." else "")


def _quoted(text: str) -> str:
    return f'"{html.escape(text)}"'
