"""Record when outside links were last seen working, and return those that have been gone for long."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Container, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import gmooc.core.problem_messages as messages
from gmooc.core.problems import Problem
from gmooc.text.document import Document
from gmooc.text.markdown import render

FILE = "links.json"
# Once is a bad day, and twice may be a bad week.
FAILURES = 3

_WEB = re.compile(r"https?://", re.IGNORECASE)

# Keys whose values lead to pages; archived copies and identifiers are not looked at.
_KEYS = frozenset(("url", "website", "rules", "youtube", "bilibili", "transcript", "evidence", "registry"))


class LinkStatus(NamedTuple):
    """An outside link: the files it stands in, the day it was last seen, how often it failed since, and why."""

    url: str
    files: tuple[str, ...] = ()
    seen: str = ""
    failures: int = 0
    since: str = ""
    why: str = ""
    moved_to: str = ""
    archived: str = ""


# Of a file, its links that have been gone for long: address, since when, and an archived copy or nothing.
Offline = dict[str, tuple[tuple[str, str, str], ...]]


def load_watched(content: Path, files: Container[str]) -> tuple[dict[str, LinkStatus], tuple[Problem, ...]]:
    """Read the list that lies in content/, where it is there."""
    return read_watched((content / FILE).read_text(encoding="utf-8", errors="replace") if FILE in files else "")


def read_watched(text: str) -> tuple[dict[str, LinkStatus], tuple[Problem, ...]]:
    """Read the list of links."""
    if not text:
        return {}, ()
    try:
        rows: dict[str, dict[str, Any]] = json.loads(text)
        watched = {url: LinkStatus(url, **{**row, "files": tuple(row["files"])}) for url, row in rows.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        watched = None
    if watched is None or not all(map(_is_sound, watched.values())):
        return {}, (Problem(FILE, 1, 1, "E138", messages.LINKS_FORM),)
    return watched, ()


def _is_sound(link: LinkStatus) -> bool:
    """Whether a link holds what pages can show: they lead to its addresses and tell its days."""
    texts = (*link.files, link.seen, link.since, link.why, link.moved_to, link.archived)
    if type(link.failures) is not int or not all(isinstance(text, str) and text.isprintable() for text in texts):
        return False
    try:
        for day in filter(None, (link.seen, link.since)):
            date.fromisoformat(day)
    except ValueError:
        return False
    addresses = filter(None, (link.url, link.moved_to, link.archived))
    return all(map(_WEB.match, addresses)) and bool(link.since or not link.failures)


def write_watched(watched: Iterable[LinkStatus]) -> str:
    """Return the text of the list; what is empty is left out."""
    rows = {
        link.url: {
            name: value for name, value in link._asdict().items() if name != "url" and (value or name == "files")
        }
        for link in sorted(watched)
    }
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def offline_of(watched: dict[str, LinkStatus]) -> Offline:
    """Return the links that failed so often that their pages say so."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for link in watched.values():
        if link.failures >= FAILURES:
            for path in link.files:
                found.setdefault(path, []).append((link.url, link.since, link.archived))
    return {path: tuple(links) for path, links in found.items()}


def links_of(document: Document) -> Iterator[str]:
    """Yield the outside links of a file, in its front matter and its body."""
    yield from _in_values(document.values)
    yield from _addresses_in(render(document.body).html)


def _in_values(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _in_values(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _in_values(inner, key)
    elif key in _KEYS and str(value).startswith(("http://", "https://")):
        yield str(value)


def _addresses_in(safe_html: str) -> Iterator[str]:
    for found in re.findall(r'<a href="(https?://[^"]*)"', safe_html):
        yield html.unescape(found)


def after_look(link: LinkStatus, today: date, why: str | None, moved_to: str = "", archived: str = "") -> LinkStatus:
    """Return what is known after a look: `why` is empty where the page was there, None where that cannot be told."""
    if why is None:
        return link
    if not why:
        return link._replace(seen=today.isoformat(), failures=0, since="", why="", moved_to=moved_to)
    since = link.since or today.isoformat()
    return link._replace(failures=link.failures + 1, since=since, why=why, archived=link.archived or archived)
