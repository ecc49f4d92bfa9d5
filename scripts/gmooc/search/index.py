"""Build the search index: stored documents, and an inverted index sorted as arrays of numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING
from zlib import crc32

from gmooc.content.catalogue import Card, is_fresh
from gmooc.content.entry import split_translation
from gmooc.core.files import Blob
from gmooc.core.json_text import as_line, as_sorted_line
from gmooc.core.languages import SOURCE_LANGUAGE
from gmooc.core.slugs import sortable
from gmooc.render.target import OutputContext, Target
from gmooc.search.documents import COUNT_BITS, MAX_PIECE_COUNT, SATURATION, TOP, WORTH, Packed
from gmooc.search.layout import (
    FORMAT,
    MANIFEST,
    SHOWN_FIRST,
    IndexedPage,
    Plan,
    as_column,
    as_object,
    as_record,
)
from gmooc.search.postings import POSTING_COUNT_BITS, POSTING_SLOT_BITS, PostingBuffer

if TYPE_CHECKING:
    from gmooc.search.postings import Numbers

# What entries are filtered by.
INDEXED_FACETS = ("challenge", "country", "goal", "kind", "language", "outcome", "status", "translated", "year")
# The gallery also tells rows apart by whether their status was confirmed within a year.
FRESHNESS, CONFIRMED = "confirmed", "year"


def search_targets(context: OutputContext) -> Iterator[Target]:
    """List the files of the search index, which is that of the gallery, too."""
    catalogue = context.catalogue
    pages: dict[IndexedPage, Blob] = {}
    for key in context.searched:
        pages[_page_of(key, catalogue.cards.get(key))] = context.kept[key].document
    listed = tuple([card.id for card in catalogue.projects])
    plan = Plan.over(pages, listed)
    yield from _planned(plan, pages, listed, context.goal_words)
    if listed:
        # One text is digested much sooner than ten thousand.
        titles = "\0".join([card.title for card in catalogue.projects])
        fresh = "\n".join([CONFIRMED if is_fresh(card, catalogue.now) else "" for card in catalogue.projects])
        yield Target((plan.path("facets", "titles"),), (titles,), _order)
        yield Target((plan.path("facets", FRESHNESS),), (fresh, len(plan.rows)), _fresh_column)


def _page_of(key: str, card: Card | None) -> IndexedPage:
    if card:
        return IndexedPage.of(card.id, card.language, is_translation=bool(card.translation))
    original, language = split_translation(f"{key}.md")
    return IndexedPage.of(original, language, is_translation=language != SOURCE_LANGUAGE)


def is_in_index(path: str) -> bool:
    """Whether a file of the site is part of the search index."""
    return path == MANIFEST or path.startswith(f"search/{FORMAT}-")


def index_targets(
    documents: Mapping[IndexedPage, Blob], listed: tuple[str, ...] = (), goal_words: tuple[str, ...] = ()
) -> Iterator[Target]:
    """List the files of an index over documents; the rows of the entries that are `listed` come first."""
    return _planned(Plan.over(documents, listed), documents, listed, goal_words)


def _planned(
    plan: Plan, documents: Mapping[IndexedPage, Blob], listed: tuple[str, ...], goal_words: tuple[str, ...]
) -> Iterator[Target]:
    pages = tuple(sorted(documents))
    contents = tuple([documents[page] for page in pages])
    yield Target(tuple(plan.paths_shown(INDEXED_FACETS)), (pages, contents, listed, goal_words), _shown)
    yield Target(tuple(plan.paths_found()), (pages, contents), _found)


def _order(titles: str) -> bytes:
    names = [sortable(title) for title in titles.split("\0")]
    return as_line(sorted(range(len(names)), key=names.__getitem__))


def _fresh_column(values: str, rows: int) -> bytes:
    of_projects = [(value,) if value else () for value in values.split("\n")]
    return as_column([*of_projects, *[()] * (rows - len(of_projects))])


def _shown(
    pages: tuple[IndexedPage, ...], documents: tuple[Blob, ...], listed: tuple[str, ...], goal_words: tuple[str, ...]
) -> Iterator[bytes]:
    """Yield cards, texts, rows, facets and the manifest."""
    plan, document_of = Plan.over(pages, listed), dict(zip(pages, documents, strict=True))
    facets_of: dict[str, tuple[tuple[str, ...], ...]] = {}
    # Many entries have the same values.
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    translated: dict[str, list[str]] = {}
    for members in _by_shard(plan):
        cards: list[tuple[int, bytes]] = []
        texts: list[tuple[int, bytes]] = []
        for slot, page in members:
            packed = Packed.unpack(document_of[page].read())
            cards.append((slot, packed.card))
            texts.append((slot, packed.text))
            if page.is_translation:
                translated.setdefault(page.id, []).append(page.language)
            else:
                facets = json.loads(packed.facets)
                values_of = (tuple(facets.get(name, ())) for name in INDEXED_FACETS)
                facets_of[page.id] = tuple([shared.setdefault(values, values) for values in values_of])
        yield as_object(cards)
        yield as_object(texts)
    numbers, chunk = plan.numbers(), plan.rows_in_file
    yield from (as_line(numbers[at : at + chunk]) for at in range(0, len(numbers), chunk))
    without = ((),) * len(INDEXED_FACETS)
    for at, name in enumerate(INDEXED_FACETS):
        if name == "translated":
            yield as_column([translated.get(id, ()) for id in plan.rows])
        else:
            yield as_column([facets_of.get(id, without)[at] for id in plan.rows], has_first=name == "goal")
    yield plan.manifest(goal_words)


def _found(pages: tuple[IndexedPage, ...], documents: tuple[Blob, ...]) -> Iterator[bytes]:
    """Yield words and terms."""
    plan, document_of = Plan.over(pages), dict(zip(pages, documents, strict=True))
    postings = PostingBuffer(1 << plan.bits, plan.partitions)
    for page, slot in plan.slots.items():
        postings.add(slot, Packed.unpack(document_of[page].read()))
    yield from map(as_sorted_line, postings.words(plan.shards("words")))
    yield from _terms(plan, postings)


def _by_shard(plan: Plan) -> list[list[tuple[int, IndexedPage]]]:
    """Return slots and pages of each file of cards and texts."""
    count = plan.shards("cards")
    shards: list[list[tuple[int, IndexedPage]]] = [[] for _ in range(count)]
    for page, slot in plan.slots.items():
        shards[slot % count].append((slot, page))
    return shards


def _terms(plan: Plan, postings: PostingBuffer) -> Iterator[bytes]:
    forms, form_of = postings.forms()
    size_classes = postings.size_classes()
    for part, keys in enumerate(postings.parts(form_of)):
        short: dict[int, list[bytes]] = {shard: [] for shard in range(part, plan.shards("terms"), plan.partitions)}
        long: dict[int, list[bytes]] = {shard: [] for shard in range(part, plan.shards("lists"), plan.partitions)}
        places = _sorted_places(plan, keys, size_classes)
        for stem, found in groupby(places, lambda place: forms[place[0]][0]):
            of_stem = [(forms[number][1], count, first, whole) for number, count, first, whole in found]
            place = crc32(stem.encode())
            short[place % plan.shards("terms")].append(as_record(stem, [row[:3] for row in of_stem]))
            if cut := [(form, count, whole) for form, count, _, whole in of_stem if count > SHOWN_FIRST]:
                long[place % plan.shards("lists")].append(as_record(stem, cut))
        for records in (*short.values(), *long.values()):
            yield b"".join(records)


def _sorted_places(plan: Plan, keys: Numbers, size_classes: Numbers) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Give, for each form, its number, of how many entries it is, and its first and all places as they are written."""
    import numpy as np

    if not len(keys):
        return
    keys.sort()
    heads = keys >> np.uint64(POSTING_COUNT_BITS)
    starts = np.flatnonzero(np.concatenate(([True], heads[1:] != heads[:-1])))
    # Several words of an entry may have one term.
    counts = np.add.reduceat(keys & np.uint64(MAX_PIECE_COUNT), starts)
    zones = np.bitwise_or.reduceat(keys >> np.uint64(COUNT_BITS) & np.uint64(7), starts)
    heads = heads[starts]
    slots = heads & np.uint64((1 << POSTING_SLOT_BITS) - 1)
    saturation = np.array(SATURATION)[size_classes[slots], np.minimum(counts, 16)]
    impacts = np.minimum(saturation + np.array(WORTH)[zones], TOP).astype(np.uint64)
    places = (np.uint64(TOP) - impacts) << np.uint64(plan.bits) | slots
    room = np.uint64(plan.bits + 4)
    keys = heads >> np.uint64(POSTING_SLOT_BITS) << room | places
    keys.sort()
    numbers = keys >> room
    first_of = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
    places = keys & np.uint64((1 << int(room)) - 1)
    distances = np.diff(places, prepend=np.uint64(0))
    distances[first_of] = places[first_of]
    written, ends = _encode(distances)
    counts_of = np.diff(np.append(first_of, len(keys)))
    heads_end = ends[first_of + np.minimum(counts_of, SHOWN_FIRST)]
    columns = (numbers[first_of], counts_of, ends[first_of], heads_end, ends[first_of + counts_of])
    for number, count, begin, head_end, end in zip(*(column.tolist() for column in columns), strict=True):
        yield number, count, written[begin:head_end], written[begin:end]


def _encode(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Write numbers in seven bits a byte, and say where each begins; the last place is the end of all."""
    import numpy as np

    sizes = np.ones(len(numbers), dtype=np.uint8)
    for bits in (7, 14, 21, 28):
        sizes += numbers >= np.uint64(1 << bits)
    ends = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
    out = np.zeros(int(ends[-1]), dtype=np.uint8)
    for byte in range(5):
        has = sizes > byte
        if not has.any():
            break
        value = numbers[has] >> np.uint64(7 * byte) & np.uint64(127)
        more = (sizes[has] > byte + 1).astype(np.uint64) << np.uint64(7)
        out[ends[:-1][has] + byte] = value | more
    return out.tobytes(), ends
