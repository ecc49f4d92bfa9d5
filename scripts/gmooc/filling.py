"""Bring a folder up to date with a blueprint, and let it take the place of the site."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

from gmooc import publish
from gmooc.crew import Aside, Crew
from gmooc.job import Job
from gmooc.outputs.page import Page, Plan
from gmooc.pictures import side_by_side
from gmooc.planning import Blueprint, Gathered
from gmooc.press import press
from gmooc.search_store import Location, SearchStore, write_index
from gmooc.sources import digest_of
from gmooc.state import State
from gmooc.workshop import Workshop


def start_indexing(places: publish.Places, store: SearchStore, searched: dict[str, Location]) -> list[Aside]:
    """Have the search index of a wholly new site written by processes of their own, for it takes as long as all pages.

    They begin before this process plans the site, and so hold nothing of its plans.
    """
    return [Aside(write_index, store.path, searched, places.work, half) for half in ((0,), (1,))]


class Filling:
    """One generation in the making.

    `search_files` are the files of its search index with the digest of each; `behind` are the files in which the one
    that waits beside the site differs from it, and `standby_identity` says which that is.
    """

    def __init__(
        self,
        job: Job,
        state: State,
        gathered: Gathered,
        blueprint: Blueprint,
        workshop: Workshop,
        store: SearchStore,
        crew: Crew | None,
        indexing: list[Aside],
    ) -> None:
        self.places = publish.Places(job.site)
        self.jobs = job.jobs
        self.state = state
        self.gathered = gathered
        self.blueprint = blueprint
        self.workshop = workshop
        self.store = store
        self.crew = crew
        self.indexing = indexing
        self.search_files: dict[str, bytes] = {}
        self.behind, self.standby_identity = state.behind, state.standby_identity
        self.written = self.removed = 0

    def fill(self, searched: dict[str, Location], note: Callable[[str], None]) -> None:
        """Write all files that differ and publish them; `searched` says where the terms of each entry lie."""
        if self.state.is_new:
            self._fill_new(searched, note)
        else:
            self._update(searched, note)

    def _fill_new(self, searched: dict[str, Location], note: Callable[[str], None]) -> None:
        places, outputs = self.places, self.blueprint.outputs
        self._make(places.work, list(self.gathered.drawing.files))
        parts = [part.result() for part in self.indexing] or [write_index(self.store.path, searched, places.work)]
        self.search_files = {path: digest for part in parts for path, digest in part.items()}
        outputs.update(self.search_files)
        if self.crew:
            self.crew.finish()
        note("write")
        publish.swap(places)
        # What a wholly new site replaced may be anything; a copy of the new one waits in its stead.
        self.standby_identity = publish.copy_standby(places)
        self.behind = ()
        self.written = len(outputs)
        self.removed = len([path for path in self.state.outputs if path not in outputs])

    def _update(self, searched: dict[str, Location], note: Callable[[str], None]) -> None:
        places, state, outputs = self.places, self.state, self.blueprint.outputs
        drawn = self.gathered.drawing.files
        engine = [path for path, digest in drawn.items() if state.outputs.get(path) != digest]
        changed, gone = self._update_search(searched)
        gone |= {path for path in state.outputs if path not in outputs}
        written = [*changed, *engine, *self.blueprint.paths(self.gathered.readings)]
        self.written, self.removed = len(written), len(gone)
        if not written and not gone:
            return
        out = publish.start_from_last(places, self.behind, self.standby_identity)
        self._make(out, engine)
        if self.crew:
            self.crew.finish()
        for path, content in changed.items():
            publish.write(out, path, content)
        for path in gone:
            publish.remove(out, path)
        note("write")
        publish.swap(places)
        self.standby_identity = publish.keep_standby(places)
        self.behind = (*written, *gone)

    def _update_search(self, searched: dict[str, Location]) -> tuple[dict[str, bytes], set[str]]:
        changed, gone = self.store.update(self.state.extra["searched"], searched, self.places.site)
        files: dict[str, bytes] = self.state.extra["search_files"]
        self.search_files = {path: digest for path, digest in files.items() if path not in gone}
        self.search_files.update((path, digest_of(content)) for path, content in changed.items())
        self.blueprint.outputs.update(self.search_files)
        return changed, gone

    def _make(self, out: Path, engine: list[str]) -> None:
        """Write below `out` what the blueprint orders, and what the engine drew; a crew may still be at work then."""
        drawing, orders = self.gathered.drawing, self.blueprint.orders
        if self.crew:
            self.crew.start_pressing(orders, out)
        elif orders:
            self.workshop.press(orders, drawing.frames, out)
        for path in engine:
            publish.remove(out, path)
            publish.link(drawing.folder / path, out / path)
        heavy = [plan for plan in self.blueprint.plans if plan.is_heavy]
        light = [plan for plan in self.blueprint.plans if not plan.is_heavy]
        made = chain(map(_make, light), side_by_side(_make, heavy, self.jobs))
        for plan, content in zip((*light, *heavy), made, strict=True):
            whole = press(drawing.frames[content.frame], content) if isinstance(content, Page) else content
            publish.write(out, plan.path, whole)


def _make(plan: Plan) -> Page | bytes:
    return plan.make()
