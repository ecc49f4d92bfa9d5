"""Build the whole site: content in, a new generation of site/ out, doing again only what has changed."""

from __future__ import annotations

import marshal
import time
from pathlib import Path
from typing import Any

from gmooc import publish
from gmooc.catalogue import Catalogue, build_catalogue
from gmooc.crew import ENOUGH_TO_SHARE, Aside, Crew, can_share
from gmooc.engine import Drawing, prepare_engine
from gmooc.filling import Filling, start_indexing
from gmooc.found import Found, find
from gmooc.free_pages import FreePage, is_free_page, read_free_pages
from gmooc.job import Job, Report
from gmooc.keys import digest_files
from gmooc.ledger import LISTS
from gmooc.outputs.templates import Templates
from gmooc.planning import Gathered, Planner
from gmooc.problems import Problem
from gmooc.published import check_published
from gmooc.readings import Checked, check_world, inputs_of, unpack
from gmooc.records import is_record_folder
from gmooc.search_store import SearchStore
from gmooc.sources import digest_of
from gmooc.state import State, load_state, save_entries, save_state
from gmooc.workshop import Read, Workshop

# These files decide what the engine draws.
_ENGINE = (
    "mkdocs.yml",
    "theme/overrides/",
    "theme/locales/",
    "scripts/mkdocs_hook.py",
    "scripts/gmooc/",
    "requirements.txt",
)


def build_site(job: Job) -> Report:
    """Build and publish the site; with `strict`, any fault in the content leaves the last site as it is."""
    return _Build(job).run()


class _Build:
    """One build, step by step."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.report = Report()
        self.started = time.perf_counter()
        self.places = publish.Places(job.site)
        self.crew: Crew | None = None
        self.indexing: list[Aside] = []

    def run(self) -> Report:
        cache, read_at = self.places.cache, time.time_ns()
        found = find(self.job, load_state(cache / "state"), cache)
        self._note("look")
        terms = f"terms-{read_at}" if not found.state.readings else found.state.extra["terms"]
        store = SearchStore(cache / terms)
        try:
            workshop = self._workshop(found, store)
            gathered = self._read(found, workshop, store)
            self._note("read")
            catalogue = self._catalogue(found, gathered)
            checked = self._check(found, gathered, catalogue)
            self._note("check")
            if self.job.strict and self.report.errors:
                return self.report
            searched = {card.key: gathered.readings[card.source].terms for card in catalogue.cards.values()}
            searched |= {page.claim.key: page.terms for page in gathered.pages.values() if page.is_searched}
            is_shared = self.crew is not None and found.state.is_new
            self.indexing = start_indexing(self.places, store, searched) if is_shared else []
            blueprint = Planner(self.job, found, gathered, catalogue).plan(workshop, store, cache)
            self.report.pages = len(catalogue.cards)
            self._note("plan")
            filling = Filling(self.job, found.state, gathered, blueprint, workshop, store, self.crew, self.indexing)
            filling.fill(searched, self._note)
            self.report.written, self.report.removed = filling.written, filling.removed
            extra: dict[str, Any] = {
                "checked": (checked.world, [problem.row() for problem in checked.problems]),
                "changed": blueprint.changed,
                "world": blueprint.world,
                "surroundings": blueprint.surroundings,
                "loose": blueprint.loose,
                "terms": terms,
                "mkdocs": found.mkdocs,
                "pictures": found.pictures,
                "hidden": found.hidden,
                "searched": searched,
                "search_files": filling.search_files,
                "free_pages": {path: page.row() for path, page in gathered.pages.items()},
            }
            self._remember(found, gathered, filling, read_at, extra)
        finally:
            store.close()
            for part in self.indexing:
                part.close()
            if self.crew:
                self.crew.close()
        self.report.published = True
        self._note("publish")
        return self.report

    def _workshop(self, found: Found, store: SearchStore) -> Workshop:
        # A page in every language is made of an entry that is kept; what may show others is made last, too.
        held = frozenset(found.sources) if found.settings.projects_everywhere else found.relatives
        return Workshop(
            self.job.content,
            frozenset(found.sources) - found.hidden,
            found.images,
            Templates(self.job.root / "theme/records"),
            store,
            found.settings.site_url,
            held,
        )

    def _read(self, found: Found, workshop: Workshop, store: SearchStore) -> Gathered:
        """Read what changed, and have the engine draw if it must; of a new site, press pages as they are read."""
        job, unread = self.job, found.sorted.unread
        readings, packed = dict(found.sorted.kept), found.packed
        pressed: set[str] = set()
        twinned: set[str] = set()

        def keep(read: Read) -> None:
            reading = read.reading
            inputs = inputs_of(reading.path, reading.claim, found.sources, found.images, found.hidden)
            readings[reading.path] = reading._replace(inputs=inputs)
            if read.entry:
                packed[reading.path] = (inputs, read.entry)
            if read.is_pressed:
                pressed.add(reading.path)
            if read.has_twins:
                twinned.add(reading.path)

        pages = read_free_pages(job.content, found.sources, found.state.extra.get("free_pages", {}), store)
        for path in unread:
            if not path.startswith("projects/"):
                keep(workshop.read(path))
        projects = [path for path in unread if path.startswith("projects/")]
        cards = [reading.card for reading in readings.values() if reading.card and reading.card.kind != "project"]
        entries = unpack(packed)
        few = build_catalogue(cards, entries, job.now, with_hidden=job.with_hidden, **found.remembered)
        out = publish.start_fresh(self.places) if found.state.is_new else None
        if len(projects) >= ENOUGH_TO_SHARE and job.jobs > 1 and can_share():
            self.crew = Crew(workshop, few, job.jobs)
            self.crew.start_making(projects, out)
            drawing = self._draw(found, pages)
            self.crew.give_frames(drawing.frames)
            made = self.crew.collect()
        else:
            drawing = self._draw(found, pages)
            made = workshop.make(projects, few, out, lambda: drawing.frames)
        for read in made:
            keep(read)
        return Gathered(readings, packed, entries, pages, few, drawing, pressed, twinned)

    def _draw(self, found: Found, pages: dict[str, FreePage]) -> Drawing:
        free = {path: source for path, source in found.sources.items() if _is_free(path)}
        linked = {target for page in pages.values() for _, target in page.claim.links}
        hidden = tuple(sorted(found.hidden & linked))
        inputs = digest_of(
            digest_files(found.tools, _ENGINE)
            + digest_files(free, ("",))
            + marshal.dumps((tuple(found.settings), hidden), 0)
        )

        def draw(target: Path) -> None:
            self.job.engine(self.job.content, target, found.settings, hidden)

        return prepare_engine(draw, inputs, self.places.cache)

    def _catalogue(self, found: Found, gathered: Gathered) -> Catalogue:
        cards = [reading.card for reading in gathered.readings.values() if reading.card]
        entries, job = gathered.entries, self.job
        return build_catalogue(cards, entries, job.now, with_hidden=job.with_hidden, **found.remembered)

    def _check(self, found: Found, gathered: Gathered, catalogue: Catalogue) -> Checked:
        """Apply every rule; give what the next build need not do again."""
        job, entries = self.job, gathered.entries
        readings = gathered.readings.values()
        cards = [reading.card for reading in readings if reading.card]
        claims = [reading.claim for reading in readings] + [page.claim for page in gathered.pages.values()]
        sdgs = [entry for entry in entries if entry.kind == "sdg"]
        digest, rows = found.state.extra.get("checked", (b"", ()))
        before = Checked(digest, tuple([Problem(*row) for row in rows]))
        kept = {path for path in found.sorted.kept if path.startswith("projects/")}
        world, checked = check_world(job.content, cards, claims, found.sources, sdgs, job.now, before, kept)
        challenges = [entry for entry in entries if entry.kind == "challenge"]
        published = check_published(job.content, found.ledger, found.sources, cards, challenges, job.now)
        problems = [problem for reading in readings for problem in reading.problems]
        self.report.problems = tuple(sorted([*found.problems, *problems, *world, *published]))
        return checked

    def _remember(
        self, found: Found, gathered: Gathered, filling: Filling, read_at: int, extra: dict[str, Any]
    ) -> None:
        """Keep what the next build can use."""
        cache = self.places.cache
        save_entries(cache / "entries", gathered.packed)
        state = State(
            code=found.code,
            read_at=read_at,
            sources=found.sources,
            build_files=found.tools,
            readings=gathered.readings,
            outputs=filling.blueprint.outputs,
            behind=filling.behind,
            site_identity=publish.identity(self.job.site),
            standby_identity=filling.standby_identity,
            extra=extra,
        )
        save_state(cache / "state", state, found.state)
        for old in cache.glob("terms-*"):
            if old.name != extra["terms"]:
                old.unlink()

    def _note(self, step: str) -> None:
        self.report.seconds[step] = time.perf_counter() - self.started
        self.job.tell(step)


def _is_free(path: str) -> bool:
    # The lists of what was published are no pages, and change with every new one.
    return path not in LISTS and (not is_record_folder(path) or is_free_page(path))
