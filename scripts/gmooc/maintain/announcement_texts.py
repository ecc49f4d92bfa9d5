"""Write the texts that go out with an announcement: a mail, and short texts for social networks."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import join, normpath

from gmooc.content.entry import Entry, identify, is_record_path, page_url_of, read_entry
from gmooc.core.files import read_sources
from gmooc.core.settings import Settings
from gmooc.exports.feeds import absolute
from gmooc.model.labels import direction_of
from gmooc.text.document import Document, load_document

# What networks count: X weighs a wide character as two and every address as 23; Mastodon has 500 of any.
X_WEIGHT, X_ADDRESS = 280, 23
MASTODON_LENGTH = 500

_LINK = re.compile(r"(?P<before>\]\(|^\[[^\]]+\]:\s*)(?P<url>[^)\s]+)", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_MAIL = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1a1a1a;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:36em;margin:0 auto">
<h1 style="font-size:24px;line-height:1.25">{title}</h1>
<p><strong>{summary}</strong></p>
{text}
<p><a href="{url}">{url}</a></p>
<hr>
<p style="font-size:13px;color:#555555">{site}</p>
</div>
</body>
</html>
"""


def messages_of(content: Path, slug: str, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every message about an announcement, in each language it is written in.

    The clock does not matter: a mail is written before its minute. Raises KeyError if there is no such announcement.
    """
    files = read_sources(content, {}, 0)
    paths = [
        path
        for path in files
        if is_record_path(path) and (found := identify(path)) and found.id == f"announcements/{slug}"
    ]
    if not paths:
        raise KeyError(slug)
    for path in paths:
        identity = identify(path)
        assert identity is not None
        document, _ = load_document(content, path)
        entry, problems = read_entry(document, identity, files, {})
        if entry.record is None or problems:
            raise ValueError("\n".join(map(str, problems)))
        yield f"mail.{entry.spoken}.md", mail_markdown(entry, document, settings)
        yield f"mail.{entry.spoken}.html", mail_html(entry, settings)
        yield f"social.{entry.spoken}.txt", social(entry, settings)


def mail_markdown(entry: Entry, document: Document, settings: Settings) -> str:
    """Return a mail as Markdown, its subject in the first line; addresses are whole, and pictures their texts."""
    folder = entry.path.rpartition("/")[0]
    text = _LINK.sub(_whole_in(folder, entry.url, settings), _PICTURE.sub(r"*\1*", document.body)).strip()
    record = entry.record
    url = settings.site_url + entry.url
    return f"Subject: {record.title}\n\n**{record.summary}**\n\n{text}\n\n<{url}>\n\n-- \n{settings.site_description}\n"


def mail_html(entry: Entry, settings: Settings) -> str:
    """Return a mail as HTML that stands alone."""
    return _MAIL.format(
        language=entry.spoken,
        direction=direction_of(entry.spoken),
        title=html.escape(entry.record.title),
        summary=html.escape(entry.record.summary),
        text=absolute(entry.prose.html, entry.url, lambda url: settings.site_url + url),
        url=html.escape(settings.site_url + entry.url),
        site=html.escape(settings.site_description),
    )


def social(entry: Entry, settings: Settings) -> str:
    """Return short texts, each within what its network allows."""
    record, url = entry.record, settings.site_url + entry.url
    tags = "#GMOOC"
    room = X_WEIGHT - X_ADDRESS - weight_of(f"{tags}  \n")
    short = shorten(f"{record.title}: {record.summary}", room, weight_of)
    left = MASTODON_LENGTH - len(f"{record.title}\n\n\n\n{url}\n{tags}")
    long = shorten(f"{record.summary} {entry.prose.text}", left, len)
    return (
        f"X, Bluesky, Weibo\n\n{short}\n{url} {tags}\n\n"
        f"Mastodon, LinkedIn, WeChat\n\n{record.title}\n\n{long}\n\n{url}\n{tags}\n"
    )


def shorten(text: str, room: int, measure: Callable[[str], int]) -> str:
    """Return as much of a text as there is room for, cut between words or, in scripts without spaces, characters."""
    text = " ".join(text.split())
    if measure(text) <= room:
        return text
    end = 0
    weight = measure("…")
    while weight + measure(text[end]) <= room:
        weight += measure(text[end])
        end += 1
    space = text.rfind(" ", 0, end + 1)
    cut = text[:space] if space > end * 2 // 3 else text[:end]
    return cut.rstrip(" ,.;:–-，。；：、") + "…"


def weight_of(text: str) -> int:
    """Count characters as X does: those of wide scripts and signs count twice."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x10FF else 1 for letter in text)


def _whole_in(folder: str, url: str, settings: Settings) -> Callable[[re.Match[str]], str]:
    def whole(match: re.Match[str]) -> str:
        written = match["url"]
        if ":" in written:
            return match[0]
        path, mark, fragment = written.partition("#")
        page = page_url_of(normpath(join(folder, path))) if path else url
        return match["before"] + settings.site_url + (page if page is not None else url) + mark + fragment

    return whole
