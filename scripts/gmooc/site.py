"""Build the whole site: content in, a new generation of site/ out, doing again only what has changed."""

from __future__ import annotations

import marshal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from gmooc import publish
from gmooc.catalogue import Card, build_catalogue
from gmooc.engine import Drawing, Engine, prepare_engine
from gmooc.frames import HUBS, LANGUAGES
from gmooc.free_pages import is_free_page, read_free_pages
from gmooc.keys import Keys, digest_files
from gmooc.ledger import ADDRESSES, CALENDAR
from gmooc.outputs.link_pictures import can_draw, link_picture_plans
from gmooc.outputs.making import Kept, Making, Opener
from gmooc.outputs.page import Page, Plan
from gmooc.outputs.pages import related_of, stands_alone, surroundings_of
from gmooc.outputs.registry import OUTPUTS
from gmooc.outputs.templates import Templates
from gmooc.outputs.twins import twin_paths
from gmooc.pictures import images_of, picture_plans, read_pictures
from gmooc.press import press
from gmooc.problems import Problem
from gmooc.published import check_published, load_ledger
from gmooc.readings import Checked, check_world, inputs_of, sort_files, unpack
from gmooc.records import free_page_url, is_record_folder, part_translation, url_of
from gmooc.relatives import Relatives
from gmooc.release import hidden_files, known_moments
from gmooc.search_store import Location, SearchStore, write_index
from gmooc.sections import changed_between
from gmooc.settings import read_settings
from gmooc.sources import Source, digest_of, read_sources
from gmooc.state import State, load_entries, load_state, save_entries, save_state
from gmooc.watch import FILE as LINKS
from gmooc.watch import offline_of, read_watched
from gmooc.workshop import ENOUGH_TO_SHARE, Aside, Crew, Order, Read, Workshop, can_share

# These files decide how entries are read and pages are made; if one changes, nothing made before counts.
_CODE = ("scripts/gmooc/", "theme/records/", "theme/pictures/", "theme/locales/", "requirements.txt")
# These decide what the engine draws.
_ENGINE = (
    "mkdocs.yml",
    "theme/overrides/",
    "theme/locales/",
    "scripts/mkdocs_hook.py",
    "scripts/gmooc/",
    "requirements.txt",
)


# The digests of an original and a translation, and the anchors and titles of what changed in the former.
Changes = tuple[tuple[bytes, ...], tuple[tuple[str, str], ...]]


class Job(NamedTuple):
    """What to build: the project's folder, the content, where the site goes, and the clock.

    A preview `with_hidden` shows drafts and announcements whose time has not come.
    """

    root: Path
    content: Path
    site: Path
    now: datetime
    engine: Engine
    environment: dict[str, str]
    jobs: int = 1
    strict: bool = False
    with_hidden: bool = False
    tell: Callable[[str], None] = lambda step: None


@dataclass(slots=True)
class Report:
    """What a build did: the problems of all content, how many files changed, and whether the site was published."""

    problems: tuple[Problem, ...] = ()
    published: bool = False
    pages: int = 0
    written: int = 0
    removed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_warning)


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
        self.state = load_state(self.places.cache / "state")
        self.read_at = time.time_ns()
        # Pages that were pressed when their file was read, before anything was known of other projects.
        self.pressed: set[str] = set()

    def run(self) -> Report:
        self._look()
        is_new = not self.state.readings
        self.terms_name = f"terms-{self.read_at}" if is_new else self.state.extra["terms"]
        self.store = SearchStore(self.places.cache / self.terms_name)
        self.crew: Crew | None = None
        try:
            self._read()
            self._check()
            if self.job.strict and self.report.errors:
                return self.report
            self._plan()
            self._write()
        finally:
            self.store.close()
            if self.crew:
                self.crew.close()
        return self.report

    def _look(self) -> None:
        """See what is there and what has changed since the last build."""
        job, state = self.job, self.state
        tools = {
            f"{folder}{path}": source
            for folder in ("scripts/", "theme/")
            for path, source in read_sources(
                job.root / folder, _below(state.build_files, folder), state.read_at, _is_tool
            ).items()
        }
        for name in ("mkdocs.yml", "requirements.txt"):
            tools[name] = Source((0, 0, 0, 0), digest_of((job.root / name).read_bytes()))
        self.tools = tools
        settings = read_settings((job.root / "mkdocs.yml").read_text(encoding="utf-8"), job.environment)
        # Pictures of links need an address of the site, and a typesetter that only publishing installs.
        self.settings = settings._replace(has_pictures=bool(settings.site_url) and can_draw())
        # Linked data and citations hold the site's own address.
        code = digest_files(tools, _CODE) + self.settings.site_url.encode()
        if code != state.code or publish.identity(job.site) != state.site_identity:
            # The folders beside the site stay known by nothing, so they are made anew.
            self.state = state = State(sources=state.sources, read_at=state.read_at)
        self.code = code
        before = state.sources
        relatives = Relatives()
        self.sources = read_sources(job.content, before, state.read_at, notice=relatives.notice)
        self.relatives = frozenset(relatives.files)
        self.pictures, picture_problems = read_pictures(job.content, self.sources, state.extra.get("pictures", {}))
        self.images = images_of(self.pictures)
        known = known_moments(before, state.readings)
        self.hidden = frozenset() if job.with_hidden else hidden_files(job.content, self.sources, known, job.now)
        self.sorted = sort_files(self.sources, state.readings, self.images, self.hidden)
        self.packed = self._packed()
        self.ledger, ledger_problems = load_ledger(job.content, self.sources)
        links = (job.content / LINKS).read_text(encoding="utf-8") if LINKS in self.sources else ""
        watched, link_problems = read_watched(links)
        self.remembered: dict[str, Any] = {"numbers": self.ledger.numbers(), "offline": offline_of(watched)}
        self.problems = [*picture_problems, *self.sorted.problems, *ledger_problems, *link_problems]
        self.templates = Templates(job.root / "theme/records")
        self._note("look")

    def _packed(self) -> dict[str, tuple[bytes, bytes]]:
        """Give the whole entries that are still good; files of which one should be there and is not are read again."""
        kept, packed = self.sorted.kept, load_entries(self.places.cache / "entries")
        good = {path: row for path, row in packed.items() if path in kept and row[0] == kept[path].inputs}
        for path, reading in list(kept.items()):
            if reading.card and reading.card.kind != "project" and path not in good:
                del kept[path]
                self.sorted.unread.append(path)
        return good

    def _read(self) -> None:
        """Read what changed, and have the engine draw if it must; of a new site, press pages as they are read."""
        self.readings = dict(self.sorted.kept)
        job, unread = self.job, self.sorted.unread
        self.workshop = Workshop(
            job.content,
            frozenset(self.sources) - self.hidden,
            self.images,
            self.templates,
            self.store,
            self.settings.site_url,
            self.relatives,
        )
        self.pages = read_free_pages(job.content, self.sources, self.state.extra.get("free_pages", {}), self.store)
        few = [path for path in unread if not path.startswith("projects/")]
        projects = [path for path in unread if path.startswith("projects/")]
        for path in few:
            self._keep(self.workshop.read(path))
        cards = [reading.card for reading in self.readings.values() if reading.card and reading.card.kind != "project"]
        self.few = build_catalogue(cards, unpack(self.packed), job.now, with_hidden=job.with_hidden, **self.remembered)
        self.is_new = self.state.site_identity == publish.NOWHERE
        out = publish.start_fresh(self.places) if self.is_new else None
        if len(projects) >= ENOUGH_TO_SHARE and job.jobs > 1 and can_share():
            self.crew = Crew(self.workshop, self.few, job.jobs)
            self.crew.start_making(projects, out)
            self.drawing = self._draw()
            self.crew.give_frames(self.drawing.frames)
            made = self.crew.collect()
        else:
            self.drawing = self._draw()
            made = self.workshop.make(projects, self.few, out, lambda: self.drawing.frames)
        for read in made:
            self._keep(read)
        self._note("read")

    def _keep(self, read: Read) -> None:
        reading = read.reading
        inputs = inputs_of(reading.path, reading.claim, self.sources, self.images, self.hidden)
        self.readings[reading.path] = reading._replace(inputs=inputs)
        if read.entry:
            self.packed[reading.path] = (inputs, read.entry)
        if read.is_pressed:
            self.pressed.add(reading.path)

    def _draw(self) -> Drawing:
        free = {path: source for path, source in self.sources.items() if _is_free(path)}
        linked = {target for page in self.pages.values() for _, target in page.claim.links}
        hidden = tuple(sorted(self.hidden & linked))
        inputs = digest_of(
            digest_files(self.tools, _ENGINE)
            + digest_files(free, ("",))
            + marshal.dumps((tuple(self.settings), hidden), 0)
        )

        def draw(target: Path) -> None:
            self.job.engine(self.job.content, target, self.settings, hidden)

        return prepare_engine(draw, inputs, self.places.cache)

    def _check(self) -> None:
        """Link everything and apply every rule."""
        entries = unpack(self.packed)
        readings = self.readings.values()
        cards = [reading.card for reading in readings if reading.card]
        self.catalogue = build_catalogue(
            cards, entries, self.job.now, with_hidden=self.job.with_hidden, **self.remembered
        )
        problems = [problem for reading in readings for problem in reading.problems]
        sdgs = [entry for entry in entries if entry.kind == "sdg"]
        claims = [reading.claim for reading in readings]
        claims += [page.claim for page in self.pages.values()]
        digest, rows = self.state.extra.get("checked", (b"", ()))
        before = Checked(digest, tuple([Problem(*row) for row in rows]))
        known = self.state.readings
        kept = {
            path
            for path, reading in self.readings.items()
            if reading is known.get(path) and path.startswith("projects/")
        }
        world, self.checked = check_world(
            self.job.content, cards, claims, self.sources, sdgs, self.job.now, before, kept
        )
        challenges = [entry for entry in entries if entry.kind == "challenge"]
        published = check_published(self.job.content, self.ledger, self.sources, cards, challenges, self.job.now)
        self.report.problems = tuple(sorted([*self.problems, *problems, *world, *published]))
        self._note("check")

    def _plan(self) -> None:
        """Give every file of the site a key that changes when what it shows changes."""
        drawing, catalogue = self.drawing, self.catalogue
        by_key = {reading.card.key: reading for reading in self.readings.values() if reading.card}
        keys = Keys(drawing, {key: reading.shown for key, reading in by_key.items()})
        self.outputs: dict[str, bytes] = dict(drawing.files)
        self.orders: list[Order] = []
        before = self.state.outputs
        self.changed = dict(self._changes())
        self.surroundings = digest_of(marshal.dumps((surroundings_of(catalogue), list(keys.frames.items())), 0))
        is_calm = self.surroundings == self.state.extra.get("surroundings")
        for card in catalogue.cards.values():
            reading = by_key[card.key]
            path = f"{card.url}index.html"
            twins = twin_paths(card.kind, card.url)
            for twin in twins:
                self.outputs[twin] = reading.inputs
            is_known = path in before and reading is self.state.readings.get(card.source)
            if is_calm and is_known and stands_alone(card, catalogue):
                self.outputs[path] = before[path]
                continue
            changed = self.changed[card.key][1] if card.key in self.changed else ()
            related = related_of(card, catalogue, self.images.get, changed=changed)
            self.outputs[path] = key = keys.of_record(card, reading.inputs, related)
            is_stale = before.get(path) != key and not self._is_pressed(card, related)
            is_twin_stale = before.get(twins[0]) != reading.inputs and card.source not in self.pressed
            if is_stale or is_twin_stale:
                self.orders.append(Order(card.source, related if is_stale else None, is_twin_stale))
        for card, language in self._in_other_languages():
            related = related_of(card, catalogue, self.images.get, language)
            path = f"{url_of(card.id, language)}index.html"
            key = keys.of_record(card, by_key[card.key].inputs, related, language)
            self.outputs[path] = key
            if before.get(path) != key:
                self.orders.append(Order(card.source, related, with_twins=False, language=language))
        self.plans: list[Plan] = []
        for plan in self._all_plans():
            if plan.frame and plan.frame not in drawing.frames:
                # A list whose introduction is no file of this content is no page of this site.
                continue
            key = keys.of_plan(plan)
            self.outputs[plan.path] = key
            if before.get(plan.path) != key:
                self.plans.append(plan)
        self.report.pages = len(catalogue.cards)
        self._note("plan")

    def _changes(self) -> Iterator[tuple[str, Changes]]:
        """Give, for each translation, which sections of its original changed since; most files are those of before."""
        catalogue, before = self.catalogue, self.state.extra.get("changed", {})
        for id, found in catalogue.translations.items():
            for _, key in found if len(found) > 1 and id in catalogue.cards else ():
                paths = (catalogue.cards[id].source, catalogue.cards[key].source)
                digests = tuple(self.sources[path].digest for path in paths)
                row = before.get(key)
                if key != id:
                    yield (
                        key,
                        row if row and row[0] == digests else (digests, changed_between(self.job.content, *paths)),
                    )

    def _in_other_languages(self) -> Iterator[tuple[Card, str]]:
        """Give what has a page in every language, with each it is not written in: projects are too many."""
        cards = self.catalogue.cards
        for card in cards.values():
            if card.kind != "project" and card.key == card.id:
                yield from ((card, language) for language in LANGUAGES[1:] if f"{language}/{card.id}" not in cards)

    def _is_pressed(self, card: Card, related: tuple[Any, ...]) -> bool:
        return card.source in self.pressed and related == related_of(card, self.few, self.images.get)

    def _all_plans(self) -> Iterable[Plan]:
        catalogue, job = self.catalogue, self.job
        urls = [card.url for card in catalogue.cards.values()]
        urls += [url for path in self.pages if self._is_drawn(path, url := free_page_url(path))]
        places = {reading.card.key: reading.kept for reading in self.readings.values() if reading.card}
        opener = Opener(
            lambda source: self.readings[source].inputs,
            cache(lambda source: self.workshop.read_one(source)[0]),
        )
        kept = Kept(places, self.store.get)
        making = Making(catalogue, self.settings, self.templates, tuple(urls), kept, self.ledger, opener)
        for output in OUTPUTS:
            yield from output(making)
        shown = {card.source for card in catalogue.cards.values()}
        used = [
            target
            for path in shown
            for _, target in (*self.readings[path].claim.pictures, *self.readings[path].claim.files)
        ]
        covers = frozenset(card.cover for card in catalogue.cards.values() if card.cover)
        yield from picture_plans(job.content, self.places.cache, self.pictures, used, covers)
        yield from link_picture_plans(catalogue, self.settings, self.places.cache / "links")

    def _is_drawn(self, path: str, url: str) -> bool:
        """Say whether a free page has its own page; those of lists are planned, not drawn."""
        return part_translation(path)[0] in HUBS.values() or f"{url}index.html" in self.drawing.files

    def _write(self) -> None:
        """Bring a folder up to date and let it take the place of the site."""
        state, places = self.state, self.places
        searched = {card.key: self.readings[card.source].terms for card in self.catalogue.cards.values()}
        searched |= {page.claim.key: page.terms for page in self.pages.values() if page.is_searched}
        engine = [path for path, digest in self.drawing.files.items() if state.outputs.get(path) != digest]
        pages = [path for order in self.orders for path in self._paths_of(order)]
        # A whole index takes as long as all the pages, so it is written beside them; parts of one are quickly done.
        changed, gone = ({}, set()) if self.is_new else self._update_search(searched)
        gone |= {path for path in state.outputs if path not in self.outputs}
        written = [*changed, *engine, *pages, *(plan.path for plan in self.plans)]
        if self.is_new:
            self._fill(places.work, engine, searched)
        elif written or gone:
            out = publish.start_from_last(places, state.behind, state.standby_identity)
            self._fill(out, engine, {})
            for path, content in changed.items():
                publish.write(out, path, content)
            for path in gone:
                publish.remove(out, path)
        if self.is_new or written or gone:
            self._note("write")
            publish.swap(places)
            # What a wholly new site replaced may be anything; a copy of the new one waits in its stead.
            state.standby_identity = publish.copy_standby(places) if self.is_new else publish.keep_standby(places)
            state.behind = () if self.is_new else (*written, *gone)
        self._remember(searched)
        self.report.written = len(self.outputs) if self.is_new else len(written)
        self.report.removed, self.report.published = len(gone), True
        self._note("publish")

    def _paths_of(self, order: Order) -> Iterable[str]:
        card = self.readings[order.source].card
        assert card is not None
        if order.related is not None:
            yield f"{url_of(card.id, order.language) if order.language else card.url}index.html"
        if order.with_twins:
            yield from twin_paths(card.kind, card.url)

    def _update_search(self, searched: dict[str, Location]) -> tuple[dict[str, bytes], set[str]]:
        changed, gone = self.store.update(self.state.extra["searched"], searched, self.job.site)
        files: dict[str, bytes] = self.state.extra["search_files"]
        self.search_files = {path: digest for path, digest in files.items() if path not in gone}
        self.search_files.update((path, digest_of(content)) for path, content in changed.items())
        self.outputs.update(self.search_files)
        return changed, gone

    def _fill(self, out: Path, engine: list[str], searched: dict[str, Location]) -> None:
        """Write what changed below `out`; `searched` are the entries of an index that is wholly new."""
        frames = self.drawing.frames
        terms = self.places.cache / self.terms_name
        halves = ((0,), (1,)) if searched and self.crew else ()
        indexing = [Aside(write_index, terms, searched, out, half) for half in halves]
        if self.crew:
            self.crew.start_pressing(self.orders, out)
        elif self.orders:
            self.workshop.press(self.orders, frames, out)
        for path in engine:
            publish.remove(out, path)
            publish.link(self.drawing.folder / path, out / path)
        for plan in self.plans:
            made = plan.make()
            publish.write(out, plan.path, press(frames[made.frame], made) if isinstance(made, Page) else made)
        if searched:
            parts = [part.result() for part in indexing] or [write_index(terms, searched, out)]
            self.search_files = {path: digest for part in parts for path, digest in part.items()}
            self.outputs.update(self.search_files)
        if self.crew:
            self.crew.finish()

    def _remember(self, searched: dict[str, Location]) -> None:
        cache = self.places.cache
        save_entries(cache / "entries", self.packed)
        extra: dict[str, Any] = {
            "checked": (self.checked.world, [problem.row() for problem in self.checked.problems]),
            "changed": self.changed,
            "surroundings": self.surroundings,
            "terms": self.terms_name,
            "pictures": self.pictures,
            "searched": searched,
            "search_files": self.search_files,
            "free_pages": {path: page.row() for path, page in self.pages.items()},
        }
        state = State(
            code=self.code,
            read_at=self.read_at,
            sources=self.sources,
            build_files=self.tools,
            readings=self.readings,
            outputs=self.outputs,
            behind=self.state.behind,
            site_identity=publish.identity(self.job.site),
            standby_identity=self.state.standby_identity,
            extra=extra,
        )
        save_state(cache / "state", state)
        for old in cache.glob("terms-*"):
            if old.name != self.terms_name:
                old.unlink()

    def _note(self, step: str) -> None:
        self.report.seconds[step] = time.perf_counter() - self.started
        self.job.tell(step)


def _below(files: dict[str, Source], folder: str) -> dict[str, Source]:
    return {path.removeprefix(folder): source for path, source in files.items() if path.startswith(folder)}


def _is_tool(path: str) -> bool:
    return "__pycache__" not in path and not path.endswith(".pyc")


def _is_free(path: str) -> bool:
    # The lists of what was published are no pages, and change with every new one.
    return path not in (ADDRESSES, CALENDAR, LINKS) and (not is_record_folder(path) or is_free_page(path))
