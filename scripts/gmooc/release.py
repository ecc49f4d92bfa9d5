"""Tell from the files of content which of them nobody may see yet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from gmooc.documents import read_document
from gmooc.records import identify, is_record_path
from gmooc.sources import Source
from gmooc.state import Reading

Known = dict[str, tuple[bytes, str, bool]]


def hidden_files(content: Path, sources: dict[str, Source], known: Known, now: datetime) -> frozenset[str]:
    """Give the announcements whose time has not come at `now`, drafts among them; no page may name their addresses.

    `known` tells for files that were read before their digest, the ISO moment of their publication and whether they
    are drafts. A translation waits for its original.
    """
    waiting: set[str] = set()
    paths = [path for path in sources if path.startswith("announcements/") and is_record_path(path)]
    ids: dict[str, str] = {}
    for path in paths:
        identity = identify(path)
        if identity is None:
            continue
        ids[path] = identity.id
        before = known.get(path)
        if before is None or before[0] != sources[path].digest:
            moment, is_draft = _look(content, path)
        else:
            moment, is_draft = before[1:]
        if is_draft or not moment or datetime.fromisoformat(moment) > now:
            waiting.add(path)
    originals = {ids[path] for path in waiting if ids[path] == path.removesuffix("/index.md").removesuffix(".md")}
    return frozenset(path for path, id in ids.items() if path in waiting or id in originals)


def known_moments(sources: dict[str, Source], readings: dict[str, Reading]) -> Known:
    """Give what earlier readings tell of announcements, for `hidden_files`."""
    return {
        path: (sources[path][1], reading.card.date, reading.card.is_draft)
        for path, reading in readings.items()
        if reading.card and reading.card.kind == "announcement" and path in sources
    }


def _look(content: Path, path: str) -> tuple[str, bool]:
    """Give the moment and whether it is a draft; what cannot be understood has no moment, and so stays hidden."""
    from pydantic_core import PydanticCustomError

    from gmooc.values import read_publish_time

    document, _ = read_document(path, (content / path).read_bytes())
    try:
        moment = read_publish_time(document.values.get("publish_at", "")).instant.isoformat()
    except PydanticCustomError:
        return "", False
    return moment, str(document.values.get("draft", "")).lower() in ("true", "yes", "on", "1", "y", "t")
