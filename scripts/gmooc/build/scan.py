"""Scan the project into a snapshot: files with their digests, and settings. A build looks at nothing else."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gmooc.build.job import Job
from gmooc.build.memo import Memo
from gmooc.checks.file_names import entry_paths
from gmooc.checks.parsing import Surroundings
from gmooc.checks.permanence import load_ledger
from gmooc.content.entry import is_record_folder
from gmooc.content.free_pages import is_free_page
from gmooc.content.link_status import Offline, load_watched, offline_of
from gmooc.content.pictures import Measured, images_of, map_in_threads, measure, problems_of_pictures, should_be_picture
from gmooc.content.published import LISTS, Ledger
from gmooc.content.registration import edition_paths, joining_at, read_editions
from gmooc.content.schedule import Publication, embargoed_files, read_page_pictures, read_publication
from gmooc.core.files import ContentFile, SnapshotChanged, SourceFile, digest_of, read_sources
from gmooc.core.i18n import compile_message_catalog, message_catalog_path
from gmooc.core.languages import LANGUAGES, are_everywhere
from gmooc.core.problems import Problem
from gmooc.core.settings import DEMO_MARK, Settings, read_settings
from gmooc.render.pictures import can_draw
from gmooc.text.markdown import Image

# Folders and files of the project that decide how content becomes a site.
_TOOL_FOLDERS = ("scripts/", "theme/")
_TOOL_FILES = ("mkdocs.yml", "requirements.txt")
# Of these, what decides how entries are parsed and files are rendered; the rest decides what the engine draws.
_CODE = ("scripts/gmooc/", "theme/records/", "theme/pictures/", "theme/locales/", "requirements.txt")
_ENGINE = ("theme/overrides/", "theme/locales/", "scripts/mkdocs_hook.py", "scripts/gmooc/", *_TOOL_FILES)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Snapshot:
    """The files that a build starts from, with the digest of each, and what follows from them alone.

    `tools` are the files that make the site out of content, and `code` the digest of those that decide how entries are
    parsed and files rendered. `entries` are the paths of records and free pages, `hidden` those of files whose time has
    not come, `pictures` the size or the fault of every file that should be a picture, `message_catalogs` what is
    translated into each language, compiled.
    """

    job: Job
    code: bytes
    tools: dict[str, SourceFile]
    settings: Settings
    sources: dict[str, SourceFile]
    entries: tuple[str, ...]
    pictures: dict[str, Measured]
    images: dict[str, Image]
    hidden: frozenset[str]
    message_catalogs: dict[str, bytes]
    ledger: Ledger
    offline: Offline
    problems: tuple[Problem, ...]
    scanned_at: int

    def file(self, path: str) -> ContentFile:
        """Return a file of the content as it was when the snapshot was taken."""
        return _file(self.job, self.sources, path)

    @property
    def surroundings(self) -> Surroundings:
        """Return what parsing one file may look at beside it."""
        return Surroundings(frozenset(self.sources) - self.hidden, self.images, self.settings.site_url)

    @property
    def engine_inputs(self) -> tuple[bytes, bytes, Settings, frozenset[str]]:
        """Return all that decides what the engine draws."""
        free = {path: source for path, source in self.sources.items() if _is_free(path)}
        return digest_files(self.tools, _ENGINE), digest_files(free, ("",)), self.settings, self.hidden

    def verify(self) -> None:
        """Raise SnapshotChanged if a file that others than this build read has changed since it was taken."""
        tools = scan_tools(self.job.root, self.tools, self.scanned_at)
        free = {path for path in self.sources if _is_free(path)}
        now = read_sources(self.job.content, self.sources, self.scanned_at, free.__contains__)
        if digest_files(tools, ("",)) != digest_files(self.tools, ("",)) or any(
            path not in now or now[path].digest != self.sources[path].digest for path in free
        ):
            raise SnapshotChanged


def scan(job: Job, memo: Memo) -> Snapshot:
    """Look at the files of the project and its content; those with the stamps of the last build are not read again."""
    scanned_at = time.time_ns()
    known: dict[str, dict[str, SourceFile]]
    known, known_at = memo.fact("files") or (dict[str, dict[str, SourceFile]](), 0)
    tools = scan_tools(job.root, known.get("tools", {}), known_at)
    settings = read_settings((job.root / "mkdocs.yml").read_text(encoding="utf-8"), job.environment)
    sources = read_sources(job.content, known.get("content", {}), known_at)
    settings = settings._replace(
        # Link pictures need an address of the site, and a typesetter that only publishing installs.
        has_pictures=bool(settings.site_url) and can_draw(),
        projects_everywhere=are_everywhere(sources),
        is_demo=(job.content / DEMO_MARK).exists(),
    )
    # Linked data and citations hold the site's own address, and links in all languages lead elsewhere when projects
    # become too many for a page in each.
    code = digest_files(tools, _CODE) + settings.site_url.encode() + bytes([settings.projects_everywhere])
    memo.begin(code)
    pictures = _measure_pictures(job, sources, memo)
    hidden = frozenset() if job.with_hidden else _hidden(job, sources, memo)
    editions = memo.get(read_editions, *(_file(job, sources, path) for path in edition_paths(sources)))
    settings = settings._replace(joining=joining_at(editions, job.now, with_hidden=job.with_hidden))
    entries, misnamed = entry_paths(sources)
    ledger, ledger_problems = load_ledger(job.content, sources)
    watched, link_problems = load_watched(job.content, sources)
    return Snapshot(
        job=job,
        code=code,
        tools=tools,
        settings=settings,
        sources=sources,
        entries=(*entries, *filter(is_free_page, sources)),
        pictures=pictures,
        images=images_of(pictures),
        hidden=hidden,
        message_catalogs=_compile_message_catalogs(memo),
        ledger=ledger,
        offline=offline_of(watched),
        problems=(*problems_of_pictures(pictures), *misnamed, *ledger_problems, *link_problems),
        scanned_at=scanned_at,
    )


def scan_tools(root: Path, known: dict[str, SourceFile], known_at: int = 0) -> dict[str, SourceFile]:
    """Return the files that make the site out of content."""
    tools: dict[str, SourceFile] = {}
    for folder in _TOOL_FOLDERS:
        below = {path.removeprefix(folder): source for path, source in known.items() if path.startswith(folder)}
        found = read_sources(root / folder, below, known_at, _is_tool)
        tools |= {f"{folder}{path}": source for path, source in found.items()}
    return tools | {name: SourceFile((0, 0, 0, 0), digest_of((root / name).read_bytes())) for name in _TOOL_FILES}


@cache
def digest_of_own_code() -> bytes:
    """Return the digest of the code that this process runs, by its files as they were when this was first asked."""
    return digest_files(scan_tools(Path(__file__).resolve().parents[3], {}), _CODE)


def digest_files(files: dict[str, SourceFile], beginnings: tuple[str, ...]) -> bytes:
    """Return the digest of the names and contents of the files whose path begins so."""
    rows = [f"{path}\0".encode() + source.digest for path, source in files.items() if path.startswith(beginnings)]
    return digest_of(b"\n".join(rows))


def _file(job: Job, sources: dict[str, SourceFile], path: str) -> ContentFile:
    return ContentFile(job.content, path, sources[path].digest)


def _is_tool(path: str) -> bool:
    return "__pycache__" not in path and not path.endswith(".pyc")


def _is_free(path: str) -> bool:
    # The lists of what was published are no pages, and change with every new one.
    return path not in LISTS and (not is_record_folder(path) or is_free_page(path))


def _compile_message_catalogs(memo: Memo) -> dict[str, bytes]:
    """Return the message catalog of each language that has one, compiled."""
    files = {language: message_catalog_path(language) for language in LANGUAGES}
    return {
        language: memo.get(compile_message_catalog, file.read_bytes())
        for language, file in files.items()
        if file.exists()
    }


def _measure_pictures(job: Job, sources: dict[str, SourceFile], memo: Memo) -> dict[str, Measured]:
    """Return the size or the fault of everything that should be a picture."""
    paths = list(filter(should_be_picture, sources))
    files = {path: _file(job, sources, path) for path in paths}
    keys = {path: memo.key_of(measure, path, file) for path, file in files.items()}
    unknown = [path for path in paths if memo.find(keys[path]) is None]
    for path, found in zip(
        unknown, map_in_threads(lambda path: measure(path, files[path]), unknown, job.jobs), strict=True
    ):
        memo.put(keys[path], found)
    return {path: memo.find(keys[path]) for path in paths}


def _hidden(job: Job, sources: dict[str, SourceFile], memo: Memo) -> frozenset[str]:
    def publication_of(path: str) -> Publication:
        found: Publication = memo.get(read_publication, path, _file(job, sources, path))
        return found

    def pictures_of(path: str) -> tuple[str, ...]:
        found: tuple[str, ...] = memo.get(read_page_pictures, path, _file(job, sources, path))
        return found

    return embargoed_files(sources, publication_of, pictures_of, job.now)


__all__ = ["Snapshot", "SnapshotChanged", "digest_files", "digest_of_own_code", "scan", "scan_tools"]
