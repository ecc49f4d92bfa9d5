"""Turn what is searchable of the pages into an index of many small files, of which a visitor fetches a few.

Every file is a function of the set of entries alone, so that an index brought up to date equals a new one:

    search/index.json          how many entries and shards there are, and which facets
    search/<level>/            `level` grows when the number of entries passes a power of two
        words/<n>.json         stem → its forms and in how many entries each stands; by the first letters
        terms/<n>.bin          term → the entries it matters most to; by a hash of the term
        lists/<n>.bin          the same with all entries, for terms of many entries
        cards/<n>.json         slot → what a result shows
        texts/<n>.json         slot → the text that excerpts are taken from
        facets/slots.json      the slots that are taken, in order, as distances
        facets/<name>.json     what each of them has of a facet

An entry goes by its slot: a number that a hash of its key gives it, so that others keep theirs when it comes or goes.
"""

from __future__ import annotations

import json
import struct
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from operator import add, sub
from typing import Any, NamedTuple
from zlib import crc32

from gmooc.outputs.words import LONGEST_WORD, STEM_START, count_pieces, stems_of

FORMAT = 1
TOP = 15
SHOWN_FIRST = 64
_SMALLEST_LEVEL = 4
_TEXTS_AT_ONCE = 2048
_HEAD = struct.Struct("<7I")
# Gathering term by term is quick only while the terms of one go fit in the cache of a processor.
_PARTS = 16

Blobs = Callable[[], Iterator[tuple[str, bytes]]]
Change = tuple[str, bytes | None, bytes | None]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What is searchable of one page; `facets` are pairs of a name and a value, and values hold no comma."""

    key: str
    url: str
    kind: str
    language: str
    title: str
    summary: str
    headings: tuple[str, ...]
    text: str
    facets: tuple[tuple[str, str], ...]


def terms_of(entry: SearchEntry) -> bytes:
    """Give the terms of one entry, each with how much it matters there, beside what a result shows; packed."""
    impacts, lines = _weigh(entry)
    facets: dict[str, list[str]] = {}
    for name, value in entry.facets:
        facets.setdefault(name, []).append(value)
    shares: list[list[str]] = [[] for _ in range(_PARTS)]
    for term in impacts:
        shares[crc32(term.encode()) % _PARTS].append(term)
    parts = (
        _json([entry.url, entry.kind, entry.language, entry.title, entry.summary, facets]),
        _whole_text(entry).encode(),
        "\n\n".join(map("\n".join, shares)).encode(),
        bytes(map(impacts.__getitem__, chain.from_iterable(shares))),
        array("H", map(len, shares)).tobytes(),
        "\n".join(lines).encode(),
        _json({name: ",".join(values) for name, values in facets.items()}),
    )
    return _HEAD.pack(*map(len, parts)) + b"".join(parts)


def _whole_text(entry: SearchEntry) -> str:
    # The browser looks here whether characters that are near in the index are neighbours: a heading has to be found.
    return "\n".join([entry.text.strip(), *(heading for heading in entry.headings if heading not in entry.text)])


def build_index(blobs: Blobs) -> Iterator[tuple[str, bytes]]:
    """Give every file of the index over entries, each given as its key and its packed terms."""
    plan = _Plan.over(key for key, _ in blobs())
    yield from _cards_and_columns(plan, blobs)
    yield from _texts(plan, blobs)
    yield from _terms_and_words(plan, blobs)


def update_index(
    before: Iterable[str],
    after: Iterable[str],
    changes: Iterable[Change],
    read: Callable[[str], bytes],
    blob_of: Callable[[str], bytes],
) -> tuple[dict[str, bytes], set[str]]:
    """Give the files that change, and the paths that go, between two sets of keys.

    `changes` has the packed terms, old and new, of every entry that is not the same in both; `blob_of` gives those of
    an entry of the new set, and `read` a file of the index as it is.
    """
    before, after = set(before), set(after)
    old = _Plan.over(before)
    plan = old if after == before else _Plan.over(after)
    facets = json.loads(read("search/index.json"))["facets"]
    if plan.level != old.level:
        files = dict(build_index(lambda: ((key, blob_of(key)) for key in sorted(after))))
        return files, set(old.paths(facets)) - files.keys()
    given = list(changes)
    known = {key for key, _, _ in given}
    # An entry that came or went can move a few others, whose hash is near.
    for key in () if plan is old else sorted(before & after - known):
        if old.slots[key] != plan.slots[key]:
            given.append((key, blob_of(key), blob_of(key)))
    return _Update(old, plan, facets, given, read).files()


class _Plan(NamedTuple):
    """Where everything lies in an index: a function of the keys."""

    level: int
    slots: dict[str, int]

    @classmethod
    def over(cls, keys: Iterable[str]) -> _Plan:
        ordered = sorted(keys)
        level = max(_SMALLEST_LEVEL, (len(ordered) - 1).bit_length())
        mask = (1 << level + 3) - 1
        slots: dict[str, int] = {}
        taken: set[int] = set()
        for key in ordered:
            slot = crc32(key.encode()) & mask
            while slot in taken:
                slot = slot + 1 & mask
            taken.add(slot)
            slots[key] = slot
        return cls(level, slots)

    @property
    def bits(self) -> int:
        return self.level + 3

    def shards(self, family: str) -> int:
        # The vocabulary grows as the square root of the text, or so; cards and texts as the text.
        if family == "words":
            return 1 << (self.level + 1) // 2 + 3
        if family == "terms":
            return 1 << (self.level + 1) // 2 + 5
        return max(_PARTS if family == "lists" else 1, 1 << self.level - 2)

    def path(self, family: str, shard: int | str) -> str:
        suffix = "bin" if family in ("terms", "lists") else "json"
        return f"search/{FORMAT}-{self.level}/{family}/{shard}.{suffix}"

    def paths(self, facets: Iterable[str]) -> Iterator[str]:
        yield "search/index.json"
        for family in ("words", "terms", "lists", "cards", "texts"):
            yield from (self.path(family, shard) for shard in range(self.shards(family)))
        yield from (self.path("facets", name) for name in ("slots", *facets))

    def manifest(self, facets: Iterable[str]) -> bytes:
        shards = {family: self.shards(family) for family in ("words", "terms", "lists", "cards", "texts")}
        return _json({
            "format": FORMAT, "level": self.level, "entries": len(self.slots), "top": TOP, "first": SHOWN_FIRST,
            "start": STEM_START, "longest": LONGEST_WORD, "shards": shards, "facets": sorted(facets),
        })  # fmt: skip


class _Terms(NamedTuple):
    """What was packed of an entry."""

    card: bytes
    text: bytes
    terms: bytes
    impacts: bytes
    sizes: bytes
    forms: bytes
    facets: bytes

    @classmethod
    def unpack(cls, blob: bytes) -> _Terms:
        ends = list(accumulate(_HEAD.unpack_from(blob), initial=_HEAD.size))
        return cls(*(blob[start:end] for start, end in pairwise(ends)))

    def weights(self) -> Iterator[tuple[str, int]]:
        return zip(self.terms.decode().split(), self.impacts, strict=True)


# How much a word matters to an entry, from 1 to TOP: how often it stands there, and where.

_IN_TITLE, _IN_HEADINGS, _IN_SUMMARY = 8, 2, 1
_MOST_IN_TEXT = 7


def _saturation(times: int, size_class: int) -> int:
    long = 4.0 ** (size_class - 5)
    share = times / (times + 1.2 * (0.35 + 0.65 * long))
    return max(1, min(_MOST_IN_TEXT, round(share * _MOST_IN_TEXT)))


# The class of a size is its power of four, 256 to 1,023 words the fifth: few edits change it, and with it every weight.
_SATURATION = [[_saturation(times, size_class) for times in range(17)] for size_class in range(17)]


def _weigh(entry: SearchEntry) -> tuple[dict[str, int], Iterable[str]]:
    words, characters = count_pieces((entry.title, entry.summary, *entry.headings, entry.text))
    stems = stems_of(entry.language)
    times: dict[str, int] = dict(characters)
    lines: dict[str, None] = {}
    for word, count in words.items():
        if len(word) == 1 and "a" <= word <= "z":
            continue
        stem, line = stems[word]
        times[stem] = times.get(stem, 0) + count
        lines[line] = None
    saturation = _SATURATION[(sum(times.values()).bit_length() + 1) // 2]
    impacts = {term: saturation[count if count < 16 else 16] for term, count in times.items()}
    for texts, worth in (
        ((entry.title,), _IN_TITLE),
        (entry.headings, _IN_HEADINGS),
        ((entry.summary,), _IN_SUMMARY),
    ):
        words, characters = count_pieces(texts)
        for term in {*characters, *(stems[word][0] for word in words)}:
            if term in impacts:
                impacts[term] = min(TOP, impacts[term] + worth)
    return impacts, lines


# A place tells, in one number, how much a term matters to an entry and which slot that has: the best come first.
# A list of places is written as the distances between them, in seven bits a byte.


def _place(impact: int, slot: int, bits: int) -> int:
    return TOP - impact << bits | slot


def _encode_number(number: int) -> bytes:
    if number < 128:
        return b"%c" % number
    if number < 16384:
        return b"%c%c" % (number & 127 | 128, number >> 7)
    return b"%c%c%b" % (number & 127 | 128, number >> 7 & 127 | 128, _encode_number(number >> 14))


def _encode(places: list[int]) -> bytes:
    distances = map(sub, places, [0, *places[:-1]])
    if len(places) < 8:
        return b"".join(map(_encode_number, distances))
    return b"".join(map(_encoded.__getitem__, distances))


class _Encoded(dict[int, bytes]):
    """Numbers as they are written, worked out when first met."""

    def __missing__(self, number: int) -> bytes:
        written = _encode_number(number)
        if number < 16384:
            self[number] = written
        return written


_encoded = _Encoded()


def _decode(written: bytes) -> list[int]:
    places: list[int] = []
    place = number = shift = 0
    for byte in written:
        if byte > 127:
            number |= (byte & 127) << shift
            shift += 7
        else:
            place += number | byte << shift
            places.append(place)
            number = shift = 0
    return places


def _record(term: str, count: int, written: bytes) -> bytes:
    name = term.encode()
    return b"%c%b%b%b%b" % (len(name), name, _encode_number(count), _encode_number(len(written)), written)


def _term_record(term: str, places: list[int]) -> bytes:
    return _record(term, len(places), _encode(places[:SHOWN_FIRST]))


def _list_record(term: str, places: list[int]) -> bytes:
    return _record(term, len(places), _encode(places))


def _records(shard: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """Give the name of each record, where it starts and ends, and where its places start."""
    at = 0
    while at < len(shard):
        start = at
        at += 1 + shard[at]
        name = shard[start + 1 : at]
        while shard[at] > 127:
            at += 1
        at += 1
        size = shift = 0
        while shard[at] > 127:
            size |= (shard[at] & 127) << shift
            shift += 7
            at += 1
        size |= shard[at] << shift
        at += 1
        yield name, start, at + size, at
        at += size


def _put(shard: bytes, records: dict[bytes, bytes]) -> bytes:
    """Give a shard with some records in the place of those of the same name; an empty record removes one."""
    parts: list[bytes] = []
    waiting = sorted(records, reverse=True)
    kept = 0
    for name, start, end, _ in _records(shard):
        if not waiting:
            break
        if name < waiting[-1]:
            continue
        parts.append(shard[kept:start])
        kept = start
        while waiting and waiting[-1] < name:
            parts.append(records[waiting.pop()])
        if waiting and waiting[-1] == name:
            parts.append(records[waiting.pop()])
            kept = end
    parts.append(shard[kept:])
    parts += (records[name] for name in reversed(waiting))
    return b"".join(parts)


def _find(shard: bytes, name: bytes) -> list[int]:
    return next((_decode(shard[at:end]) for found, _, end, at in _records(shard) if found == name), [])


# The cold way: everything, shard by shard.


def _cards_and_columns(plan: _Plan, blobs: Blobs) -> Iterator[tuple[str, bytes]]:
    count = plan.shards("cards")
    shards: list[list[tuple[int, bytes]]] = [[] for _ in range(count)]
    columns: dict[str, dict[int, str]] = {}
    for key, blob in blobs():
        slot, packed = plan.slots[key], _Terms.unpack(blob)
        shards[slot % count].append((slot, packed.card))
        for name, value in json.loads(packed.facets).items():
            columns.setdefault(name, {})[slot] = value
    for shard, cards in enumerate(shards):
        yield plan.path("cards", shard), _object(cards)
    slots = sorted(plan.slots.values())
    yield plan.path("facets", "slots"), _json(_distances(slots))
    for name, column in columns.items():
        yield plan.path("facets", name), _column([column.get(slot, "") for slot in slots])
    yield "search/index.json", plan.manifest(columns)


def _texts(plan: _Plan, blobs: Blobs) -> Iterator[tuple[str, bytes]]:
    # All texts at once would fill the memory: they are gone through as often as it takes.
    count = plan.shards("texts")
    rounds = -(-len(plan.slots) // _TEXTS_AT_ONCE) or 1
    for turn in range(rounds):
        first, end = count * turn // rounds, count * (turn + 1) // rounds
        shards: list[list[tuple[int, bytes]]] = [[] for _ in range(first, end)]
        for key, blob in blobs():
            slot = plan.slots[key]
            if first <= slot % count < end:
                shards[slot % count - first].append((slot, _string(_Terms.unpack(blob).text)))
        for shard, texts in enumerate(shards, first):
            yield plan.path("texts", shard), _object(texts)


def _terms_and_words(plan: _Plan, blobs: Blobs) -> Iterator[tuple[str, bytes]]:
    forms, shares = _share_out(plan, blobs)
    yield from _words(plan, forms)
    forms.clear()
    for part, share in enumerate(shares):
        yield from _term_files(plan, part, _gather(share, plan.bits))
        share.clear()


class _Share:
    """The terms of all entries that fall into one part, still as they were packed."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.terms: list[bytes] = []
        self.impacts = bytearray()
        self.slots = array("I")


def _share_out(plan: _Plan, blobs: Blobs) -> tuple[Counter[str], list[_Share]]:
    shares = [_Share() for _ in range(_PARTS)]
    forms: Counter[str] = Counter()
    for key, blob in blobs():
        slot, packed = array("I", [plan.slots[key]]), _Terms.unpack(blob)
        forms.update(_lines(packed.forms))
        start = 0
        for share, terms, size in zip(shares, packed.terms.split(b"\n\n"), array("H", packed.sizes), strict=True):
            if size:
                share.terms.append(terms)
                share.impacts += packed.impacts[start : start + size]
                share.slots += slot * size
                start += size
    return forms, shares


def _gather(share: _Share, bits: int) -> dict[str, array[int]]:
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    weights = [_place(impact, 0, bits) for impact in range(TOP + 1)]
    places = map(add, map(weights.__getitem__, share.impacts), share.slots)
    for chunk in share.terms:
        for term, place in zip(chunk.decode().split(), places, strict=False):
            found[term].append(place)
    return found


def _term_files(plan: _Plan, part: int, found: dict[str, array[int]]) -> Iterator[tuple[str, bytes]]:
    short: dict[int, list[bytes]] = {shard: [] for shard in range(part, plan.shards("terms"), _PARTS)}
    long: dict[int, list[bytes]] = {shard: [] for shard in range(part, plan.shards("lists"), _PARTS)}
    for term in sorted(found):
        places = sorted(found[term])
        short[_shard(term, plan.shards("terms"))].append(_term_record(term, places))
        if len(places) > SHOWN_FIRST:
            long[_shard(term, plan.shards("lists"))].append(_list_record(term, places))
    for family, shards in (("terms", short), ("lists", long)):
        for shard, records in shards.items():
            yield plan.path(family, shard), b"".join(records)


def _words(plan: _Plan, forms: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    count = plan.shards("words")
    shards: list[dict[str, dict[str, int]]] = [{} for _ in range(count)]
    for name, times in forms.items():
        stem, _, form = name.partition("\t")
        shards[_shard(stem[:STEM_START], count)].setdefault(stem, {})[form or stem] = times
    for shard, stems in enumerate(shards):
        yield plan.path("words", shard), _json(stems)


class _Update:
    """The warm way: what some changes do to the files of an index."""

    def __init__(
        self, old: _Plan, plan: _Plan, facets: list[str], changes: list[Change], read: Callable[[str], bytes]
    ) -> None:
        self.old, self.plan, self.facets, self.read = old, plan, facets, read
        self.gone: list[tuple[int, _Terms]] = []
        self.come: list[tuple[int, _Terms]] = []
        for key, was, now in changes:
            if was is not None:
                self.gone.append((old.slots[key], _Terms.unpack(was)))
            if now is not None:
                self.come.append((plan.slots[key], _Terms.unpack(now)))

    def files(self) -> tuple[dict[str, bytes], set[str]]:
        columns = None if self._columns_stay() else self._columns()
        names = self.facets if columns is None else [name for name in columns if columns[name]]
        made = {
            "search/index.json": self.plan.manifest(names),
            **self._objects("cards", lambda packed: packed.card),
            **self._objects("texts", lambda packed: _string(packed.text)),
            **self._word_shards(),
            **self._term_shards(),
        }
        if columns is not None:
            made[self.plan.path("facets", "slots")] = _json(_distances(sorted(self.plan.slots.values())))
            made.update((self.plan.path("facets", name), columns[name]) for name in names)
        new, gone = (
            {self.plan.path("facets", name) for name in some}
            for some in (set(names) - set(self.facets), set(self.facets) - set(names))
        )
        changed = {path: made[path] for path in made if path in new or self.read(path) != made[path]}
        return changed, gone

    def _objects(self, family: str, part: Callable[[_Terms], bytes]) -> dict[str, bytes]:
        shards: dict[int, dict[int, bytes | None]] = {}
        count = self.plan.shards(family)
        for slot, _ in self.gone:
            shards.setdefault(slot % count, {})[slot] = None
        for slot, packed in self.come:
            shards.setdefault(slot % count, {})[slot] = part(packed)
        return {self.plan.path(family, shard): self._object(family, shard, puts) for shard, puts in shards.items()}

    def _object(self, family: str, shard: int, puts: dict[int, bytes | None]) -> bytes:
        path = self.plan.path(family, shard)
        values = {int(slot): _json(value) for slot, value in json.loads(self.read(path)).items()} | puts
        return _object([(slot, value) for slot, value in values.items() if value is not None])

    def _word_shards(self) -> dict[str, bytes]:
        delta: Counter[str] = Counter()
        for _, packed in self.come:
            delta.update(_lines(packed.forms))
        for _, packed in self.gone:
            delta.subtract(_lines(packed.forms))
        shards: dict[str, Any] = {}
        count = self.plan.shards("words")
        for name, times in delta.items():
            if not times:
                continue
            stem, _, form = name.partition("\t")
            path = self.plan.path("words", _shard(stem[:STEM_START], count))
            if path not in shards:
                shards[path] = json.loads(self.read(path))
            forms = shards[path].setdefault(stem, {})
            forms[form or stem] = forms.get(form or stem, 0) + times
            if not forms[form or stem]:
                del forms[form or stem]
            if not forms:
                del shards[path][stem]
        return {path: _json(stems) for path, stems in shards.items()}

    def _term_shards(self) -> dict[str, bytes]:
        bits = self.plan.bits
        leave: dict[str, set[int]] = {}
        enter: dict[str, set[int]] = {}
        for moved, entries in ((leave, self.gone), (enter, self.come)):
            for slot, packed in entries:
                for term, impact in packed.weights():
                    moved.setdefault(term, set()).add(_place(impact, slot, bits))
        touched = sorted(term for term in leave.keys() | enter.keys() if leave.get(term) != enter.get(term))
        return self._splice(touched, leave, enter)

    def _splice(self, touched: list[str], leave: dict[str, set[int]], enter: dict[str, set[int]]) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        terms, lists = self.plan.shards("terms"), self.plan.shards("lists")
        puts: dict[str, dict[bytes, bytes]] = {}
        for term in touched:
            name = term.encode()
            short, long = self.plan.path("terms", _shard(term, terms)), self.plan.path("lists", _shard(term, lists))
            for path in (short, long):
                if path not in files:
                    files[path] = self.read(path)
            places = _find(files[short], name)
            was_long = len(places) == SHOWN_FIRST and _find(files[long], name)
            places = _moved(was_long or places, leave.get(term, set()), enter.get(term, set()))
            puts.setdefault(short, {})[name] = _term_record(term, places) if places else b""
            if was_long or len(places) > SHOWN_FIRST:
                is_long = len(places) > SHOWN_FIRST
                puts.setdefault(long, {})[name] = _list_record(term, places) if is_long else b""
        return {path: _put(files[path], records) for path, records in puts.items()}

    def _columns_stay(self) -> bool:
        def columns(entries: list[tuple[int, _Terms]]) -> list[tuple[int, bytes]]:
            return sorted((slot, packed.facets) for slot, packed in entries)

        return columns(self.gone) == columns(self.come)

    def _columns(self) -> dict[str, bytes]:
        """Give every column by the name of its facet; that of a facet that no entry has any more is empty."""
        before, after = sorted(self.old.slots.values()), sorted(self.plan.slots.values())
        come = {slot: json.loads(packed.facets) for slot, packed in self.come}
        gone = {slot for slot, _ in self.gone}
        columns: dict[str, bytes] = {}
        for name in sorted({*self.facets, *(name for facets in come.values() for name in facets)}):
            column: dict[int, str] = {}
            if name in self.facets:
                written = self.read(self.old.path("facets", name))
                column = dict(zip(before, _column_values(written), strict=True))
            column = {slot: value for slot, value in column.items() if slot not in gone}
            column |= {slot: facets[name] for slot, facets in come.items() if name in facets}
            is_used = any(column.values())
            columns[name] = _column([column.get(slot, "") for slot in after]) if is_used else b""
        return columns


def _moved(places: list[int], leave: set[int], enter: set[int]) -> list[int]:
    for place in leave - enter:
        del places[bisect_left(places, place)]
    for place in enter - leave:
        places.insert(bisect_left(places, place), place)
    return places


# How things are written.


def _shard(name: str, count: int) -> int:
    return crc32(name.encode()) % count


def _lines(written: bytes) -> list[str]:
    return written.decode().split("\n") if written else []


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _json(value: Any) -> bytes:
    return _ENCODER.encode(value).encode()


def _string(text: bytes) -> bytes:
    return _json(text.decode())


def _object(values: list[tuple[int, bytes]]) -> bytes:
    return b"{%b}" % b",".join(b'"%d":%b' % pair for pair in sorted(values))


def _distances(slots: list[int]) -> list[int]:
    return slots[:1] + list(map(sub, slots[1:], slots))


def _column(values: list[str]) -> bytes:
    kinds = sorted(set(values))
    number = {kind: index for index, kind in enumerate(kinds)}
    return _json({"values": kinds, "entries": [number[value] for value in values]})


def _column_values(written: bytes) -> list[str]:
    column = json.loads(written)
    return [column["values"][number] for number in column["entries"]]
