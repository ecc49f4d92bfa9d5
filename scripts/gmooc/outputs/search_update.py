"""Bring a published search index from one set of entries to another by changing few of its files."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from gmooc.outputs.json_text import as_sorted_line
from gmooc.outputs.search_entry import Packed, Weights, weigh
from gmooc.outputs.search_plan import (
    SHOWN_FIRST,
    Plan,
    as_column,
    as_distances,
    as_object,
    as_record,
    encode_number,
    place_of,
    shard_of,
)
from gmooc.outputs.words import STEM_START

Change = tuple[str, bytes | None, bytes | None]


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
    old = Plan.over(before)
    plan = old if after == before else Plan.over(after)
    facets = json.loads(read("search/index.json"))["facets"]
    if plan.level != old.level:
        # Only here is the other way needed, whose library takes a while to load.
        from gmooc.outputs.search_build import build_index

        files = dict(build_index(after, blob_of))
        return files, set(old.paths(facets)) - files.keys()
    given = list(changes)
    known = {key for key, _, _ in given}
    # An entry that came or went can move a few others, whose hash is near.
    for key in () if plan is old else sorted(before & after - known):
        if old.slots[key] != plan.slots[key]:
            given.append((key, blob_of(key), blob_of(key)))
    return _Update(old, plan, facets, given, read).files()


class _Update:
    """The warm way: what some changes do to the files of an index."""

    def __init__(
        self, old: Plan, plan: Plan, facets: list[str], changes: list[Change], read: Callable[[str], bytes]
    ) -> None:
        self.old, self.plan, self.facets, self.read = old, plan, facets, read
        self.gone: list[tuple[int, Packed]] = []
        self.come: list[tuple[int, Packed]] = []
        for key, was, now in changes:
            if was is not None:
                self.gone.append((old.slots[key], Packed.unpack(was)))
            if now is not None:
                self.come.append((plan.slots[key], Packed.unpack(now)))
        self.leave: list[tuple[int, Weights]] = [(slot, weigh(packed)) for slot, packed in self.gone]
        self.enter: list[tuple[int, Weights]] = [(slot, weigh(packed)) for slot, packed in self.come]

    def files(self) -> tuple[dict[str, bytes], set[str]]:
        columns = None if self._columns_stay() else self._columns()
        names = self.facets if columns is None else [name for name in columns if columns[name]]
        made = {
            "search/index.json": self.plan.manifest(names),
            **self._objects("cards", lambda packed: packed.card),
            **self._objects("texts", lambda packed: packed.text),
            **self._word_shards(),
            **self._term_shards(),
        }
        if columns is not None:
            made[self.plan.path("facets", "slots")] = as_sorted_line(as_distances(sorted(self.plan.slots.values())))
            made.update((self.plan.path("facets", name), columns[name]) for name in names)
        new, gone = (
            {self.plan.path("facets", name) for name in some}
            for some in (set(names) - set(self.facets), set(self.facets) - set(names))
        )
        changed = {path: made[path] for path in made if path in new or self.read(path) != made[path]}
        return changed, gone

    def _objects(self, family: str, part: Callable[[Packed], bytes]) -> dict[str, bytes]:
        shards: dict[int, dict[int, bytes | None]] = {}
        count = self.plan.shards(family)
        for slot, _ in self.gone:
            shards.setdefault(slot % count, {})[slot] = None
        for slot, packed in self.come:
            shards.setdefault(slot % count, {})[slot] = part(packed)
        return {self.plan.path(family, shard): self._object(family, shard, puts) for shard, puts in shards.items()}

    def _object(self, family: str, shard: int, puts: dict[int, bytes | None]) -> bytes:
        path = self.plan.path(family, shard)
        values = {int(slot): as_sorted_line(value) for slot, value in json.loads(self.read(path)).items()} | puts
        return as_object([(slot, value) for slot, value in values.items() if value is not None])

    def _word_shards(self) -> dict[str, bytes]:
        delta: Counter[str] = Counter()
        for _, weights in self.enter:
            delta.update(weights.lines)
        for _, weights in self.leave:
            delta.subtract(weights.lines)
        shards: dict[str, Any] = {}
        count = self.plan.shards("words")
        for name, times in delta.items():
            if not times:
                continue
            stem, _, form = name.partition("\t")
            path = self.plan.path("words", shard_of(stem[:STEM_START], count))
            if path not in shards:
                shards[path] = json.loads(self.read(path))
            forms = shards[path].setdefault(stem, {})
            forms[form or stem] = forms.get(form or stem, 0) + times
            if not forms[form or stem]:
                del forms[form or stem]
            if not forms:
                del shards[path][stem]
        return {path: as_sorted_line(stems) for path, stems in shards.items()}

    def _term_shards(self) -> dict[str, bytes]:
        bits = self.plan.bits
        leave: dict[str, set[int]] = {}
        enter: dict[str, set[int]] = {}
        for moved, entries in ((leave, self.leave), (enter, self.enter)):
            for slot, weights in entries:
                for term, impact in weights.impacts.items():
                    moved.setdefault(term, set()).add(place_of(impact, slot, bits))
        touched = sorted(term for term in leave.keys() | enter.keys() if leave.get(term) != enter.get(term))
        return self._splice(touched, leave, enter)

    def _splice(self, touched: list[str], leave: dict[str, set[int]], enter: dict[str, set[int]]) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        terms, lists = self.plan.shards("terms"), self.plan.shards("lists")
        puts: dict[str, dict[bytes, bytes]] = {}
        for term in touched:
            name = term.encode()
            short, long = self.plan.path("terms", shard_of(term, terms)), self.plan.path("lists", shard_of(term, lists))
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
        def columns(entries: list[tuple[int, Packed]]) -> list[tuple[int, bytes]]:
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
            columns[name] = as_column([column.get(slot, "") for slot in after]) if is_used else b""
        return columns


def _moved(places: list[int], leave: set[int], enter: set[int]) -> list[int]:
    for place in leave - enter:
        del places[bisect_left(places, place)]
    for place in enter - leave:
        places.insert(bisect_left(places, place), place)
    return places


def _column_values(written: bytes) -> list[str]:
    column = json.loads(written)
    return [column["values"][number] for number in column["entries"]]


def _encode(places: list[int]) -> bytes:
    return b"".join(map(encode_number, as_distances(places)))


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


def _term_record(term: str, places: list[int]) -> bytes:
    return as_record(term.encode(), len(places), _encode(places[:SHOWN_FIRST]))


def _list_record(term: str, places: list[int]) -> bytes:
    return as_record(term.encode(), len(places), _encode(places))


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
