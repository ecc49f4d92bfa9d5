"""Turn a Document into an Entry: a typed record with its rendered text, and the problems of both."""

from __future__ import annotations

import pickle
import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Generic, NamedTuple, TypeGuard
from urllib.parse import unquote

from pydantic import ValidationError
from typing_extensions import TypeVar

import gmooc.text.markdown as prose
from gmooc.core.files import Blob
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE, prefix_of, ui_language
from gmooc.core.problems import Problem
from gmooc.core.urls import relative_url
from gmooc.model.kinds import KINDS, Kind
from gmooc.model.records import EntryRecord, Picture
from gmooc.model.schema_errors import problems_of
from gmooc.text.document import Document
from gmooc.text.front_matter import KeyPath
from gmooc.text.markdown import Image, Prose

_FOLDERS = frozenset(kind.folder for kind in KINDS)
_TRANSLATION = re.compile(rf"(.+)\.({'|'.join(LANGUAGES[1:])})\.md")
_INTRODUCTION = re.compile(r"[a-z]+/index(\.[a-z-]+)?\.md")


class Identity(NamedTuple):
    """What a file's name says: its kind, its id ("projects/2024/solar-still"), and the language of a translation.

    The name of an original says no language; whether it is in English or another one stands in the file.
    """

    kind: Kind
    id: str
    translation: str = ""

    @property
    def key(self) -> str:
        """Name the entry in one language: the id, with the language where it is a translation."""
        return f"{self.translation}/{self.id}" if self.translation else self.id

    @property
    def url(self) -> str:
        """Return the address of the entry's page, relative to the root of the site."""
        return url_of(self.id, self.translation)


class Reference(NamedTuple):
    """A link of a body to another file below content/: `written` as the author wrote it."""

    written: str
    target: str


R = TypeVar("R", bound=EntryRecord | None, default=EntryRecord, covariant=True)
K = TypeVar("K", bound=EntryRecord)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Entry(Generic[R]):
    """One content file, of a kind whose record is known or of any. `path` is relative to content/; `links` are its
    links to other files there.

    `Entry[None]` is one whose front matter could not be understood; the body is read all the same. `values` and `body`
    are the front matter and the Markdown as the author wrote them, `front_matter` with its comments; there is no `body`
    to show while a link in it leads to a file that is not there, which may be one whose time has not come. `digest` is
    that of all it was parsed from.
    """

    identity: Identity
    path: str
    record: R
    prose: Prose
    links: tuple[Reference, ...]
    pictures: tuple[Reference, ...]
    values: dict[str, Any]
    body: str | None
    front_matter: str
    digest: bytes = b""

    @property
    def id(self) -> str:
        return self.identity.id

    @property
    def kind(self) -> str:
        return self.identity.kind.name

    @property
    def translation(self) -> str:
        return self.identity.translation

    @property
    def spoken(self: Entry) -> str:
        """Return the language of the text: a translation's stands in its file name, an original says its own."""
        return self.translation or self.record.language

    @property
    def key(self) -> str:
        return self.identity.key

    @property
    def url(self) -> str:
        return self.identity.url

    @property
    def slug(self) -> str:
        return self.id.rpartition("/")[2]


def is_entry_of(entry: Entry[EntryRecord | None], record: type[K]) -> TypeGuard[Entry[K]]:
    """Whether an entry is of the kind with this record."""
    return isinstance(entry.record, record)


def pictures_of(record: EntryRecord | None) -> Iterator[tuple[KeyPath, Picture]]:
    """Yield the pictures that front matter names, the cover first, each with the keys that lead to its file's name."""
    if cover := getattr(record, "cover", None):
        yield ("cover", "src"), cover
    for index, picture in enumerate(getattr(record, "pictures", ())):
        yield ("pictures", index, "src"), picture


def identify(path: str) -> Identity | None:
    """Return what the file at a path below content/ is, or None if its name fits no kind."""
    for kind in KINDS:
        match = kind.pattern.fullmatch(path)
        if match:
            parts = match.groupdict()
            year = f"{parts['year']}/" if parts.get("year") else ""
            return Identity(kind, f"{kind.folder}/{year}{parts['slug']}", parts["language"] or "")
    return None


@cache
def is_record_folder(path: str) -> bool:
    """Whether a file lies in a folder of records."""
    return path.partition("/")[0] in _FOLDERS


@cache
def is_record_path(path: str) -> bool:
    """Whether a file belongs to a folder of records and is not the introduction of a list."""
    return is_record_folder(path) and path.endswith(".md") and not _INTRODUCTION.fullmatch(path)


def url_of(id: str, language: str = "") -> str:
    """Return the URL of an entry's page, relative to the root of the site; that of an original names no language."""
    prefix = f"{language}/" if language else ""
    if id.startswith("sdgs/sdg-"):
        return f"{prefix}sdgs/{int(id[-2:])}/"
    return f"{prefix}{id}/"


def free_page_url(path: str) -> str:
    """Return the address of the page that the engine makes of a free page's file."""
    original, language = split_translation(path)
    stem = original.removesuffix(".md")
    url = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"
    return prefix_of(language) + url


def split_translation(path: str) -> tuple[str, str]:
    """Part the file of a free page into that of its original and its language."""
    match = _TRANSLATION.fullmatch(path)
    return (f"{match[1]}.md", match[2]) if match else (path, SOURCE_LANGUAGE)


def original_of(path: str) -> str:
    """Return the file that a translation was made from, or the file itself if it is none."""
    if not is_record_path(path):
        return split_translation(path)[0]
    identity = identify(path)
    if identity is None or not identity.translation:
        return path
    return f"{path.removesuffix(f'.{identity.translation}.md')}.md"


def read_entry(
    document: Document,
    identity: Identity,
    files: Container[str],
    images: Mapping[str, Image],
) -> tuple[Entry | Entry[None], tuple[Problem, ...]]:
    """Make an entry of a document.

    `files` are the paths below content/ that exist, `images` the published pictures by the path of their source; their
    addresses are relative to the root of the site.
    """
    record, problems = read_record(document, identity.kind)
    record = record if document.is_whole else None
    links: list[Reference] = []
    pictures: list[Reference] = []
    folder = posixpath.dirname(document.path)

    def target_of(url: str) -> str:
        path = unquote(re.split(r"[#?]", url, maxsplit=1)[0])
        return posixpath.normpath(posixpath.join(folder, path)) if path else document.path

    def resolve_link(url: str) -> str | None:
        target = target_of(url)
        links.append(Reference(url, target))
        page = page_url_of(target, identity.translation) if target in files else None
        if page is None:
            return None
        fragment = f"#{url.partition('#')[2]}" if "#" in url else ""
        return relative_url(page, identity.url) + fragment

    def resolve_picture(url: str) -> Image | None:
        target = target_of(url)
        pictures.append(Reference(url, target))
        image = images.get(target)
        return image and image._replace(url=relative_url(image.url, identity.url))

    rendered = prose.render(document.body, resolve_link, resolve_picture)
    body = document.body if all(link.target in files for link in links) else None
    written = document.front_matter.lstrip("\n")
    shown = (rendered, tuple(links), tuple(pictures), document.values, body, written)
    if record is None:
        return Entry(identity, document.path, None, *shown), problems
    return Entry(identity, document.path, record, *shown), problems


@lru_cache(maxsize=1)
def _load(content: bytes) -> Entry:
    entry: Entry = pickle.loads(content)
    return entry


def load_entry(kept: Blob) -> Entry:
    """Return an entry that was kept; the last one is at hand, because its files are rendered one after another."""
    return _load(kept.read())


def page_url_of(target: str, language: str = SOURCE_LANGUAGE) -> str | None:
    """Return the page that is made of a file below content/, in a language if it is there in all; None if none is."""
    if target.startswith("../") or not target.endswith(".md"):
        return None
    language = ui_language(language)
    if is_record_path(target):
        identity = identify(target)
        if identity is None:
            return None
        if identity.translation or not identity.kind.kept_whole:
            return identity.url
        return prefix_of(language) + identity.url
    original, written = split_translation(target)
    return prefix_of(language if written == SOURCE_LANGUAGE else written) + free_page_url(original)


def read_record(document: Document, kind: Kind) -> tuple[EntryRecord | None, tuple[Problem, ...]]:
    """Check front matter against its model; every fault becomes a problem with its own line."""
    try:
        return kind.record.model_validate(document.values), ()
    except ValidationError as error:
        if not document.front_matter.strip():
            return None, ()
        return None, tuple(problems_of(document, kind.record, error.errors(include_url=False)))
