"""Make a whole search index: every entry is read once, and all terms are sorted as arrays of numbers."""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from zlib import crc32

from gmooc.outputs.json_text import as_sorted_line
from gmooc.outputs.search_entry import COUNT_BITS, MOST, SATURATION, TOP, WORTH, Packed
from gmooc.outputs.search_plan import (
    PARTS,
    SHOWN_FIRST,
    Plan,
    as_column,
    as_distances,
    as_object,
    as_record,
    shard_of,
)
from gmooc.outputs.words import STEM_START, stems_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.integer[Any]]

# Nothing here multiplies matrices, and the threads that numpy starts for that take longer than the index of a hundred.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A key of 64 bits has a term, a slot and a count, from the highest bits down.
_COUNT, _SLOT = 16, 24


class _Pieces(dict[str, int]):
    """The numbers of the pieces of one language, given when first met; `known` has the term and line of each."""

    def __init__(self, language: str, known: list[tuple[str, str]]) -> None:
        super().__init__()
        self.stems = stems_of(language)
        self.known = known

    def __missing__(self, piece: str) -> int:
        self[piece] = number = len(self.known)
        self.known.append(self.stems[piece])
        return number


class _Heap:
    """What all entries hold: for every piece of each its number, its count, and the slot of the entry."""

    def __init__(self) -> None:
        self.known: list[tuple[str, str]] = []
        self.languages: dict[bytes, _Pieces] = {}
        self.numbers = array("I")
        self.counts = bytearray()
        self.slots: list[int] = []
        self.sizes: list[int] = []

    def add(self, slot: int, packed: Packed) -> None:
        pieces = self.languages.get(packed.language)
        if pieces is None:
            pieces = self.languages[packed.language] = _Pieces(packed.language.decode(), self.known)
        self.numbers.extend(map(pieces.__getitem__, packed.words()))
        self.counts += packed.counts
        self.slots.append(slot)
        self.sizes.append(len(packed.counts) // 2)


class _Postings(NamedTuple):
    """The heap as arrays: term, slot and count of every piece, and the class of size of every slot."""

    terms: Numbers
    slots: Numbers
    counts: Numbers
    size_classes: Numbers

    def at(self, chosen: Numbers) -> _Postings:
        return _Postings(self.terms[chosen], self.slots[chosen], self.counts[chosen], self.size_classes)


def build_index(keys: Iterable[str], blob_of: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Give every file of the index over entries; `blob_of` gives what was packed of one."""
    keys = list(keys)
    for half in HALVES:
        yield from half(Plan.over(keys), blob_of)


def what_is_shown(plan: Plan, blob_of: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Give cards, texts and facets."""
    columns: dict[str, dict[int, str]] = {}
    decode: dict[bytes, dict[str, str]] = {}
    for shard, members in enumerate(_by_shard(plan)):
        cards: list[tuple[int, bytes]] = []
        texts: list[tuple[int, bytes]] = []
        for slot, key in members:
            packed = Packed.unpack(blob_of(key))
            cards.append((slot, packed.card))
            texts.append((slot, packed.text))
            for name, value in _facets(packed.facets, decode).items():
                columns.setdefault(name, {})[slot] = value
        yield plan.path("cards", shard), as_object(cards)
        yield plan.path("texts", shard), as_object(texts)
    slots = sorted(plan.slots.values())
    yield plan.path("facets", "slots"), as_sorted_line(as_distances(slots))
    for name, column in columns.items():
        yield plan.path("facets", name), as_column([column.get(slot, "") for slot in slots])
    yield "search/index.json", plan.manifest(columns)


def what_is_found(plan: Plan, blob_of: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Give words and terms."""
    heap = _Heap()
    for key, slot in plan.slots.items():
        heap.add(slot, Packed.unpack(blob_of(key)))
    terms = sorted({term for term, _ in heap.known if term})
    postings, times = _as_arrays(heap, terms, plan.bits)
    lines: Counter[str] = Counter()
    for (_, line), count in zip(heap.known, times, strict=True):
        if line:
            lines[line] += count
    del heap
    yield from _words(plan, lines)
    yield from _terms(plan, terms, postings)


# Two halves that have no file in common, so that two processes may make them.
HALVES = (what_is_shown, what_is_found)


def _by_shard(plan: Plan) -> list[list[tuple[int, str]]]:
    """Give slots and keys of the entries of each file of cards and texts."""
    count = plan.shards("cards")
    shards: list[list[tuple[int, str]]] = [[] for _ in range(count)]
    for key, slot in plan.slots.items():
        shards[slot % count].append((slot, key))
    return shards


def _facets(written: bytes, known: dict[bytes, dict[str, str]]) -> dict[str, str]:
    import json

    found = known.get(written)
    if found is None:
        found = known[written] = json.loads(written)
    return found


def _as_arrays(heap: _Heap, terms: list[str], bits: int) -> tuple[_Postings, list[int]]:
    """Give the postings, and of how many entries each piece is; the heap is taken apart, for it is large.

    A piece without a term has the number after the last one.
    """
    import numpy as np

    numbers = np.frombuffer(heap.numbers, dtype=np.uint32) if heap.numbers else np.zeros(0, dtype=np.uint32)
    times = np.bincount(numbers, minlength=len(heap.known))
    rank = {term: number for number, term in enumerate(terms)}
    term_of = np.array([rank.get(term, len(terms)) for term, _ in heap.known], dtype=np.uint32)
    found = term_of[numbers] if len(numbers) else numbers
    del numbers
    heap.numbers = array("I")
    counts = np.frombuffer(heap.counts, dtype=np.uint16) if heap.counts else np.zeros(0, dtype=np.uint16)
    # How many words each entry has is the difference of two running sums.
    sums = np.cumsum(np.where(found < len(terms), counts & MOST, 0), dtype=np.uint32)
    ends = np.cumsum(np.array(heap.sizes, dtype=np.int64))
    totals = np.zeros(1 << bits, dtype=np.uint32)
    if len(sums):
        totals[heap.slots] = np.diff(np.where(ends > 0, sums[ends - 1], 0), prepend=0)
    del sums
    # frexp gives the exponent of a number, which is the length of its integer part in bits.
    size_classes = ((np.frexp(totals.astype(np.float64))[1] + 1) // 2).astype(np.uint8)
    slots = np.repeat(np.array(heap.slots, dtype=np.uint32), heap.sizes)
    return _Postings(found, slots, counts, size_classes), times.tolist()


def _words(plan: Plan, lines: Counter[str]) -> Iterator[tuple[str, bytes]]:
    count = plan.shards("words")
    shards: list[dict[str, dict[str, int]]] = [{} for _ in range(count)]
    for name, times in lines.items():
        stem, _, form = name.partition("\t")
        shards[shard_of(stem[:STEM_START], count)].setdefault(stem, {})[form or stem] = times
    for shard, stems in enumerate(shards):
        yield plan.path("words", shard), as_sorted_line(stems)


def _terms(plan: Plan, terms: list[str], postings: _Postings) -> Iterator[tuple[str, bytes]]:
    import numpy as np

    hashes = np.array([crc32(term.encode()) for term in terms], dtype=np.uint32)
    # What has no term is of no part.
    part_of = np.append(hashes % PARTS, PARTS).astype(np.uint8)[postings.terms]
    for part in range(PARTS):
        chosen = np.flatnonzero(part_of == part)
        lists = _sorted_places(plan, postings.at(chosen))
        short: dict[int, list[bytes]] = {shard: [] for shard in range(part, plan.shards("terms"), PARTS)}
        long: dict[int, list[bytes]] = {shard: [] for shard in range(part, plan.shards("lists"), PARTS)}
        for number, count, first, whole in lists:
            name, place = terms[number].encode(), int(hashes[number])
            short[place % plan.shards("terms")].append(as_record(name, count, first))
            if count > SHOWN_FIRST:
                long[place % plan.shards("lists")].append(as_record(name, count, whole))
        for family, shards in (("terms", short), ("lists", long)):
            for shard, records in shards.items():
                yield plan.path(family, shard), b"".join(records)


def _sorted_places(plan: Plan, postings: _Postings) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Give, for each term, its number, of how many entries it is, and its first and all places as they are written."""
    import numpy as np

    if not len(postings.terms):
        return
    keys = postings.terms.astype(np.uint64) << np.uint64(_SLOT + _COUNT)
    keys |= postings.slots.astype(np.uint64) << np.uint64(_COUNT) | postings.counts
    keys.sort()
    heads = keys >> np.uint64(_COUNT)
    starts = np.flatnonzero(np.concatenate(([True], heads[1:] != heads[:-1])))
    # Several words of an entry may have one term.
    counts = np.add.reduceat(keys & np.uint64(MOST), starts)
    zones = np.bitwise_or.reduceat(keys >> np.uint64(COUNT_BITS) & np.uint64(7), starts)
    heads = heads[starts]
    slots = heads & np.uint64((1 << _SLOT) - 1)
    saturation = np.array(SATURATION)[postings.size_classes[slots], np.minimum(counts, 16)]
    impacts = np.minimum(saturation + np.array(WORTH)[zones], TOP).astype(np.uint64)
    places = (np.uint64(TOP) - impacts) << np.uint64(plan.bits) | slots
    room = np.uint64(plan.bits + 4)
    keys = heads >> np.uint64(_SLOT) << room | places
    keys.sort()
    numbers = keys >> room
    first_of = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
    places = keys & np.uint64((1 << int(room)) - 1)
    distances = np.diff(places, prepend=np.uint64(0))
    distances[first_of] = places[first_of]
    written, ends = _encode(distances)
    firsts = first_of.tolist()
    counts_of = np.diff(np.append(first_of, len(keys))).tolist()
    for number, first, count in zip(numbers[first_of].tolist(), firsts, counts_of, strict=True):
        begin = ends[first]
        yield (
            number,
            count,
            written[begin : ends[first + min(count, SHOWN_FIRST)]],
            written[begin : ends[first + count]],
        )


def _encode(numbers: Numbers) -> tuple[bytes, list[int]]:
    """Write numbers in seven bits a byte, and say where each begins; the last place is the end of all."""
    import numpy as np

    sizes = np.ones(len(numbers), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        sizes += numbers >= np.uint64(1 << bits)
    ends = np.concatenate(([0], np.cumsum(sizes)))
    out = np.zeros(int(ends[-1]), dtype=np.uint8)
    for byte in range(5):
        has = sizes > byte
        if not has.any():
            break
        value = numbers[has] >> np.uint64(7 * byte) & np.uint64(127)
        more = (sizes[has] > byte + 1).astype(np.uint64) << np.uint64(7)
        out[ends[:-1][has] + byte] = value | more
    return out.tobytes(), ends.tolist()
