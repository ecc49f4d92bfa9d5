"""See which files there are, and which of them have changed since the last build."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gmooc import publish
from gmooc.frames import are_everywhere
from gmooc.job import Job
from gmooc.keys import digest_files
from gmooc.ledger import Ledger
from gmooc.outputs.link_pictures import can_draw
from gmooc.pictures import Known, images_of, read_pictures
from gmooc.problems import Problem
from gmooc.prose import Image
from gmooc.published import load_ledger
from gmooc.readings import Sorted, sort_files
from gmooc.relatives import Relatives
from gmooc.release import hidden_files, known_moments
from gmooc.settings import Settings, read_mkdocs_yml, settings_of
from gmooc.sources import Source, digest_of, read_sources
from gmooc.state import State, load_entries
from gmooc.watch import load_watched, offline_of

# These files decide how entries are read and pages are made; if one changes, nothing made before counts.
_CODE = ("scripts/gmooc/", "theme/records/", "theme/pictures/", "theme/locales/", "requirements.txt")

# Entries that are kept whole, each with the digest of what it was read from.
Packed = dict[str, tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Found:
    """What a build starts from.

    `state` is what is still good of the last build, `code` the digest of all that makes pages and `tools` its files,
    `mkdocs` the text of mkdocs.yml and its values; `hidden` are files whose time has not come, `relatives` those of
    projects that build on others, `packed` the whole entries that are still good, `remembered` what the catalogue
    knows from lists that commands keep.
    """

    state: State
    code: bytes
    tools: dict[str, Source]
    mkdocs: tuple[str, dict[str, Any]]
    settings: Settings
    sources: dict[str, Source]
    relatives: frozenset[str]
    pictures: dict[str, Known]
    images: dict[str, Image]
    hidden: frozenset[str]
    sorted: Sorted
    packed: Packed
    ledger: Ledger
    remembered: dict[str, Any]
    problems: tuple[Problem, ...]


def find(job: Job, state: State, cache: Path) -> Found:
    """Look at the files of the project and its content; `cache` is the folder of what the last build kept."""
    tools = _tools(job.root, state)
    mkdocs_yml = (job.root / "mkdocs.yml").read_text(encoding="utf-8")
    # Loading YAML takes longer than looking at a thousand files.
    known_yml, values = state.extra.get("mkdocs", ("", {}))
    mkdocs = (mkdocs_yml, values if known_yml == mkdocs_yml else read_mkdocs_yml(mkdocs_yml))
    settings = settings_of(mkdocs[1], job.environment)
    # Pictures of links need an address of the site, and a typesetter that only publishing installs.
    settings = settings._replace(has_pictures=bool(settings.site_url) and can_draw())
    # Linked data and citations hold the site's own address.
    code = digest_files(tools, _CODE) + settings.site_url.encode()
    relatives = Relatives()
    sources = read_sources(job.content, state.sources, state.read_at, notice=relatives.notice)
    settings = settings._replace(projects_everywhere=are_everywhere(sources))
    # Links in all languages lead elsewhere when projects become too many for a page in each.
    code += bytes([settings.projects_everywhere])
    if code != state.code or publish.identity(job.site) != state.site_identity:
        # The folders beside the site stay known by nothing, so they are made anew.
        state = State(sources=state.sources, read_at=state.read_at)
    pictures, picture_problems = read_pictures(job.content, sources, state.extra.get("pictures", {}), job.jobs)
    images = images_of(pictures)
    known = known_moments(state.sources, state.readings)
    hidden = frozenset() if job.with_hidden else hidden_files(job.content, sources, known, job.now)
    same = _same_as_before(state, sources, pictures, hidden)
    sorted = sort_files(job.content, sources, state.readings, images, hidden, same)
    packed = _still_good(load_entries(cache / "entries"), sorted)
    ledger, ledger_problems = load_ledger(job.content, sources)
    watched, link_problems = load_watched(job.content, sources)
    remembered = {"numbers": ledger.numbers(), "offline": offline_of(watched)}
    return Found(
        state=state,
        code=code,
        tools=tools,
        mkdocs=mkdocs,
        settings=settings,
        sources=sources,
        relatives=frozenset(relatives.files),
        pictures=pictures,
        images=images,
        hidden=hidden,
        sorted=sorted,
        packed=packed,
        ledger=ledger,
        remembered=remembered | {"projects_everywhere": settings.projects_everywhere},
        problems=(*picture_problems, *sorted.problems, *ledger_problems, *link_problems),
    )


def _tools(root: Path, state: State) -> dict[str, Source]:
    """Give the files that make the site out of content."""
    tools = {
        f"{folder}{path}": source
        for folder in ("scripts/", "theme/")
        for path, source in read_sources(
            root / folder, _below(state.build_files, folder), state.read_at, _is_tool
        ).items()
    }
    for name in ("mkdocs.yml", "requirements.txt"):
        tools[name] = Source((0, 0, 0, 0), digest_of((root / name).read_bytes()))
    return tools


def _below(files: dict[str, Source], folder: str) -> dict[str, Source]:
    return {path.removeprefix(folder): source for path, source in files.items() if path.startswith(folder)}


def _is_tool(path: str) -> bool:
    return "__pycache__" not in path and not path.endswith(".pyc")


def _same_as_before(
    state: State, sources: dict[str, Source], pictures: dict[str, Known], hidden: frozenset[str]
) -> Container[str]:
    """Give the files that are as they were, if nothing came or went that any of them may lead to or show."""
    then, extra = state.sources, state.extra
    if sources.keys() != then.keys() or (pictures, hidden) != (extra.get("pictures"), extra.get("hidden")):
        return ()
    return {path for path, source in sources.items() if source.digest == then[path][1]}


def _still_good(packed: Packed, sorted: Sorted) -> Packed:
    """Give the whole entries that are still good; files of which one should be there and is not are read again."""
    kept = sorted.kept
    good = {path: row for path, row in packed.items() if path in kept and row[0] == kept[path].inputs}
    for path, reading in list(kept.items()):
        if reading.card and reading.card.kind != "project" and path not in good:
            del kept[path]
            sorted.unread.append(path)
    return good
