"""Tell from the files of content which of them nobody may see yet."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote

from gmooc.content.entry import identify, is_record_path, part_translation
from gmooc.content.free_pages import HUB_FILES, is_free_page
from gmooc.core.files import ContentFile
from gmooc.text.document import read_document


class Publication(NamedTuple):
    """When a file comes out, as an ISO moment, and whether it is a draft.

    The moment is empty where the file does not wait, and None where it must be there and is not, or cannot be read.
    """

    moment: str | None
    is_draft: bool = False

    def is_due(self, now: datetime) -> bool:
        """Whether the file may be seen at a moment."""
        if self.is_draft or self.moment is None:
            return False
        return not self.moment or datetime.fromisoformat(self.moment) <= now


def hidden_files(
    paths: Collection[str],
    publication_of: Callable[[str], Publication],
    pictures_of: Callable[[str], tuple[str, ...]],
    now: datetime,
) -> frozenset[str]:
    """Return the files that nobody may see at `now`; no page may name their addresses.

    These are announcements, challenges and free pages whose time has not come, drafts among them; the translations of
    these; and the pictures that no other free page shows. `publication_of` and `pictures_of` tell of a file what
    `read_publication` and `read_page_pictures` read in it.
    """
    originals = {path: original for path in paths if (original := _original_of(path))}
    waiting = {path for path in originals if not publication_of(path).is_due(now)}
    # A translation waits for its original.
    hidden = frozenset(path for path, original in originals.items() if waiting & {path, original})
    pages = {path for path in hidden if is_free_page(path)}
    if not pages:
        return hidden
    others = [path for path in paths if is_free_page(path) and path not in pages]
    shown = {picture for path in others for picture in pictures_of(path)}
    return hidden | ({picture for path in pages for picture in pictures_of(path)} - shown)


def read_publication(path: str, file: ContentFile) -> Publication:
    """Read when a file comes out."""
    from pydantic_core import PydanticCustomError

    from gmooc.model.values import read_publish_time

    text = file.read()
    document, problems = read_document(path, text)
    values = document.values
    identity = identify(path) if is_record_path(path) else None
    is_draft = identity is not None and str(values.get("draft", "")).lower() in ("true", "yes", "on", "1", "y", "t")
    if not values.get("publish_at"):
        is_lost = bool(problems) and b"publish_at" in text and "publish_at" not in values
        must_wait = identity is not None and identity.kind.waits == "must"
        return Publication(None if is_lost or must_wait else "", is_draft)
    try:
        return Publication(read_publish_time(values["publish_at"]).instant.isoformat(), is_draft)
    except PydanticCustomError:
        return Publication(None, is_draft)


def read_page_pictures(path: str, file: ContentFile) -> tuple[str, ...]:
    """Read which files below content/ a free page shows as pictures."""
    from gmooc.text import markdown as prose

    document, _ = read_document(path, file.read())
    folder = posixpath.dirname(path)
    found = (unquote(url.partition("#")[0]) for url in prose.render(document.body).pictures)
    return tuple(posixpath.normpath(posixpath.join(folder, url)) for url in found)


def _original_of(path: str) -> str:
    """Return the file whose moment a file waits for, its own or that of its original; '' for what never waits."""
    if is_free_page(path):
        original = part_translation(path)[0]
        return "" if original in HUB_FILES else original
    identity = identify(path) if is_record_path(path) else None
    if identity is None or not identity.kind.waits:
        return ""
    return f"{path.removesuffix(f'.{identity.translation}.md')}.md" if identity.translation else path
