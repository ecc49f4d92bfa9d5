"""Tell from the files of content which of them nobody may see yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from gmooc.documents import read_document
from gmooc.records import identify, is_record_path
from gmooc.sources import ContentFile

# When a file comes out, as an ISO moment, and whether it is a draft.
Publication = tuple[str, bool]


def hidden_files(paths: Iterable[str], publication_of: Callable[[str], Publication], now: datetime) -> frozenset[str]:
    """Return the announcements whose time has not come at `now`, drafts among them; no page may name their addresses.

    `publication_of` tells of a file what `read_publication` reads in it. A translation waits for its original.
    """
    waiting: set[str] = set()
    ids: dict[str, str] = {}
    for path in paths:
        identity = identify(path) if path.startswith("announcements/") and is_record_path(path) else None
        if identity is None:
            continue
        ids[path] = identity.id
        moment, is_draft = publication_of(path)
        if is_draft or not moment or datetime.fromisoformat(moment) > now:
            waiting.add(path)
    originals = {ids[path] for path in waiting if ids[path] == path.removesuffix("/index.md").removesuffix(".md")}
    return frozenset(path for path, id in ids.items() if path in waiting or id in originals)


def read_publication(path: str, file: ContentFile) -> Publication:
    """Read when a file comes out; what cannot be understood has no moment, and so stays hidden."""
    from pydantic_core import PydanticCustomError

    from gmooc.values import read_publish_time

    document, _ = read_document(path, file.read())
    try:
        moment = read_publish_time(document.values.get("publish_at", "")).instant.isoformat()
    except PydanticCustomError:
        return "", False
    return moment, str(document.values.get("draft", "")).lower() in ("true", "yes", "on", "1", "y", "t")
