"""The whole build: content in, a site out. Start here.

1. Scan which files there are.
2. Parse those that have changed, each on its own; MkDocs draws the free pages and the frames meanwhile.
3. Link entries into a catalogue, and check them against each other.
4. List the targets: every file of the site, with all that it is rendered from.
5. Publish: render the targets whose inputs have changed, and put the new site in the place of the old one, whole.

Every step is a pure function of its inputs, and its result is kept by their digest (`memo.py`), so a build after any
change gives the same bytes as one that starts from nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

from gmooc.build.job import Job, Report
from gmooc.build.memo import Memo, MemoDamaged
from gmooc.build.outputs import OUTPUTS
from gmooc.build.publish import publish
from gmooc.build.scan import Snapshot, scan
from gmooc.build.site_folder import Places
from gmooc.build.workers import Workers, batches_of, parse_batch, parse_file, prepare
from gmooc.checks.file_names import without_needless
from gmooc.checks.locate import check_entries
from gmooc.checks.parsing import Parsed, facts_of
from gmooc.checks.permanence import check_published
from gmooc.content.catalogue import Catalogue, build_catalogue
from gmooc.content.entry import is_entry_of
from gmooc.content.free_pages import HUBS, is_free_page, is_searched, stated_figures, stated_search_terms
from gmooc.content.sections import changed_sections
from gmooc.core.files import Blob, ContentFile, SnapshotChanged
from gmooc.core.i18n import use_message_catalogs
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE
from gmooc.core.problems import Problem
from gmooc.exports.sitemap import address_targets
from gmooc.model.kinds import SDG
from gmooc.model.records import Challenge, Sdg
from gmooc.render.mkdocs_frames import Drawing, draw_frames
from gmooc.render.pictures import lacking_letters
from gmooc.render.target import Kept, OutputContext, Target
from gmooc.search.index import search_targets

# A tree that changes without end, as during a checkout, is built when it has come to rest.
MAX_SNAPSHOTS = 5
PARSE_BATCH = 24


def build_site(job: Job) -> Report:
    """Build and publish the site; with `strict`, any fault in the content leaves the last site as it is."""
    memo = Memo(Places(job.site).cache / "memo")
    try:
        return build_with(job, memo)
    finally:
        memo.close()


def build_with(job: Job, memo: Memo) -> Report:
    """Build with results of earlier builds; what changes while a build runs makes it begin again."""
    memo.open()
    for _ in range(MAX_SNAPSHOTS):
        try:
            return build(job, memo)
        except SnapshotChanged:
            memo.forget_this_build()
        except MemoDamaged:
            memo.clear()
        except BaseException:
            # Nobody has made sure that what was read is what was scanned.
            memo.forget_this_build()
            raise
    raise SnapshotChanged(f"the files change faster than a build can read them ({MAX_SNAPSHOTS} attempts)")


def build(job: Job, memo: Memo) -> Report:
    """Build the site from what is there now."""
    report = Report()
    snapshot = scan(job, memo)
    report.note("scan", job)
    told = snapshot.surroundings, snapshot.code, snapshot.message_catalogs
    workers = Workers(job.jobs, prepare, *told, cluster=job.cluster)
    try:
        with ThreadPoolExecutor(1) as aside:
            drawn = draw(snapshot, memo, aside)
            parsed, needless = without_needless(parse(snapshot, memo, workers))
            report.note("parse", job)
            catalogue = link(snapshot, parsed)
            report.problems = tuple(sorted([*snapshot.problems, *needless, *check(snapshot, parsed)]))
            report.note("check", job)
            if job.strict and report.errors:
                snapshot.verify()
                return report
            drawing = drawn()
        context = output_context(snapshot, memo, parsed, catalogue, drawing)
        if snapshot.settings.has_pictures:
            report.notes = tuple(_note_of_picture(*found) for found in lacking_letters(catalogue))
        report.pages = len(catalogue.cards)
        if job.defers_search:
            report.deferred = tuple(search_targets(context))
        report.note("link", job)
        report.written, report.removed = publish(list_targets(context, drawing), snapshot, memo, workers)
    finally:
        workers.close()
        # Who speaks after a build says what the message catalogs say then.
        use_message_catalogs({})
    report.published = True
    report.note("publish", job)
    return report


def parse(snapshot: Snapshot, memo: Memo, workers: Workers) -> list[Parsed]:
    """Parse every entry and free page, unless neither the file nor anything that it refers to has changed."""
    surroundings = snapshot.surroundings
    keys = {path: memo.key_of(parse_file, path, snapshot.sources[path].digest) for path in snapshot.entries}
    found: dict[str, Parsed] = {}
    for path, key in keys.items():
        known: Parsed | None = memo.find(key)
        if known is not None and known.facts == facts_of(known.references, surroundings):
            found[path] = known
    missing = [path for path in keys if path not in found]
    batches = ([(path, snapshot.file(path).read()) for path in batch] for batch in batches_of(missing, PARSE_BATCH))
    for results in workers.map(parse_batch, batches, len(missing)):
        for parsed, pieces in results:
            found[parsed.path] = parsed
            memo.put(keys[parsed.path], parsed)
            for name, piece in pieces._asdict().items():
                if piece:
                    memo.put_blob(parsed.digest, name, piece)
    for parsed in found.values():
        # Also of what nobody may see yet: at its minute a site has to be there, and not to be begun.
        memo.keep_blobs(parsed.digest)
    return [found[path] for path in keys]


def draw(snapshot: Snapshot, memo: Memo, aside: Executor) -> Callable[[], Drawing]:
    """Have MkDocs draw the free pages and the frames beside other work; call what is returned for what it drew."""
    job, settings, hidden = snapshot.job, snapshot.settings, tuple(sorted(snapshot.hidden))
    key = memo.key_of(draw_frames, *snapshot.engine_inputs)
    known: Drawing | None = memo.find(key)
    drawing = None if known else aside.submit(draw_frames, job.engine, job.content, settings, hidden)

    def result() -> Drawing:
        if drawing is None:
            assert known is not None
            return known
        memo.put(key, drawing.result())
        return drawing.result()

    return result


def link(snapshot: Snapshot, parsed: list[Parsed]) -> Catalogue:
    """Link all entries that may be seen at this moment."""
    return build_catalogue(
        [one.card for one in parsed if one.card],
        [one.entry for one in parsed if one.entry],
        snapshot.job.now,
        with_hidden=snapshot.job.with_hidden,
        numbers=snapshot.ledger.numbers(),
        offline=snapshot.offline,
        projects_everywhere=snapshot.settings.projects_everywhere,
    )


def check(snapshot: Snapshot, parsed: list[Parsed]) -> Iterator[Problem]:
    """Yield the problems of every entry, and those that it has with others and with what was published before."""
    job = snapshot.job
    cards = [one.card for one in parsed if one.card]
    entries = [one.entry for one in parsed if one.entry]
    goals = [entry for entry in entries if is_entry_of(entry, Sdg)]
    challenges = [entry for entry in entries if is_entry_of(entry, Challenge)]
    for one in parsed:
        yield from one.problems
    yield from check_entries(job.content, cards, [one.references for one in parsed], snapshot.sources, goals, job.now)
    files = snapshot.sources.keys() - snapshot.hidden
    yield from check_published(job.content, snapshot.ledger, files, cards, challenges, job.now)


def list_targets(context: OutputContext, drawing: Drawing) -> Iterator[Target]:
    """Yield every file of the site."""
    # What search engines may index: free pages as they are drawn, and the pages of outputs.
    indexed = {path.removesuffix("index.html") for path in drawing.files if f"/{path}".endswith("/index.html")}
    for path, drawn in drawing.files.items():
        yield Target((path,), (drawn,), _drawn)
    for output in OUTPUTS:
        for target in output(context):
            if target.indexed_url is not None:
                indexed.add(target.indexed_url)
            yield target
    # The sitemap names what the lists above hold, so that no page can be forgotten in it.
    yield from address_targets(context, indexed)


def _note_of_picture(path: str, title: str, scripts: tuple[str, ...]) -> str:
    known = ", ".join(scripts)
    return f"{path}: picture of its link: must be in letters that the fonts have, to show '{title}' (it lacks {known})"


def output_context(
    snapshot: Snapshot, memo: Memo, parsed: list[Parsed], catalogue: Catalogue, drawing: Drawing
) -> OutputContext:
    """Return everything that outputs may look at."""
    pages_shown = {path for path in snapshot.entries if is_free_page(path) and path not in snapshot.hidden}
    shown = [one for one in parsed if one.path in pages_shown or _is_shown(one, catalogue)]
    kept = {one.references.key: Kept(one.digest, memo.blob) for one in shown}
    searched = {one.references.key for one in shown if is_searched(one.path)}
    used = {
        target
        for one in shown
        if one.card
        for _, target in (*one.references.pictures, *one.references.files)
        if target in snapshot.images
    }
    return OutputContext(
        catalogue=catalogue,
        settings=snapshot.settings,
        frames=drawing.frames,
        kept=kept,
        searched=frozenset(searched),
        ledger=snapshot.ledger,
        images=snapshot.images,
        pictures=tuple(map(snapshot.file, sorted(used))),
        changed=dict(_changed(snapshot, memo, catalogue)),
        figures=_figures(snapshot, memo),
        goal_words=_goal_words(snapshot, memo),
        tools={path: ContentFile(snapshot.job.root, path, source.digest) for path, source in snapshot.tools.items()},
    )


def _figures(snapshot: Snapshot, memo: Memo) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the figures that the home page states in each language, those of the original where it states none."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for language, path in _hub_files("home"):
        own = memo.get(stated_figures, snapshot.file(path)) if path in snapshot.sources else ()
        found[language] = own or found.get(SOURCE_LANGUAGE, ())
    return found


def _hub_files(hub: str) -> Iterator[tuple[str, str]]:
    """Yield each language, and the file that a hub has in it if it is translated."""
    for language in LANGUAGES:
        yield language, HUBS[hub] if language == SOURCE_LANGUAGE else HUBS[hub].replace(".md", f".{language}.md")


def _goal_words(snapshot: Snapshot, memo: Memo) -> tuple[str, ...]:
    """Return what readers of all languages call a goal when they name its number."""
    paths = [path for _, path in _hub_files(SDG.folder) if path in snapshot.sources]
    words = [memo.get(stated_search_terms, snapshot.file(path)) for path in paths]
    return tuple(dict.fromkeys(word for found in words for word in found))


def _is_shown(one: Parsed, catalogue: Catalogue) -> bool:
    return one.card is not None and one.card.key in catalogue.cards


def _changed(snapshot: Snapshot, memo: Memo, catalogue: Catalogue) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield, for each translation, the sections of its original that have changed since."""
    for id, found in catalogue.translations.items():
        if original := catalogue.cards.get(id):
            for key in [key for _, key in found if key != id]:
                files = snapshot.file(original.source), snapshot.file(catalogue.cards[key].source)
                yield key, memo.get(changed_sections, *files)


def _drawn(drawn: Blob) -> bytes:
    return drawn.read()
