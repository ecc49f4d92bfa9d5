"""The layout of the search index: what lies in which file, and how it is encoded.

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

from collections.abc import Iterable, Iterator
from operator import sub
from typing import NamedTuple
from zlib import crc32

from gmooc.core.json_text import as_sorted_line
from gmooc.search.documents import TOP
from gmooc.search.tokenizer import MAX_WORD_LENGTH, STEM_START

FORMAT = 2
# What the browser reads first.
MANIFEST = "search/index.json"
# Of two words that half of all entries have, so many best entries have some in common: no long list is fetched.
SHOWN_FIRST = 256
# Terms are gathered in so many parts, each of which holds whole files.
PARTITIONS = 16
_MIN_LEVEL = 4


class Plan(NamedTuple):
    """Where everything lies in an index: a function of the keys."""

    level: int
    slots: dict[str, int]

    @classmethod
    def over(cls, keys: Iterable[str]) -> Plan:
        """Plan an index over entries."""
        ordered = sorted(keys)
        level = max(_MIN_LEVEL, (len(ordered) - 1).bit_length())
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
        """Return how many bits a slot has."""
        return self.level + 3

    def shards(self, family: str) -> int:
        """Return how many files a family of files has: a power of two."""
        # The vocabulary grows as the square root of the text, or so; cards and texts as the text. A small index is in
        # few files, each of a size that is worth a request.
        root = (self.level + 1) // 2
        if family == "words":
            return 1 << max(0, min(self.level - 4, root + 3))
        if family == "terms":
            return max(PARTITIONS, 1 << min(self.level - 2, root + 5))
        return max(PARTITIONS if family == "lists" else 1, 1 << self.level - 2)

    def path(self, family: str, shard: int | str) -> str:
        """Return the path of one file."""
        suffix = "bin" if family in ("terms", "lists") else "json"
        return f"search/{FORMAT}-{self.level}/{family}/{shard}.{suffix}"

    def paths_shown(self, facets: Iterable[str]) -> Iterator[str]:
        """Yield the paths of cards, texts, facets and the manifest."""
        for shard in range(self.shards("cards")):
            yield self.path("cards", shard)
            yield self.path("texts", shard)
        yield from (self.path("facets", name) for name in ("slots", *sorted(facets)))
        yield MANIFEST

    def paths_found(self) -> Iterator[str]:
        """Yield the paths of words and terms."""
        yield from (self.path("words", shard) for shard in range(self.shards("words")))
        for part in range(PARTITIONS):
            for family in ("terms", "lists"):
                yield from (self.path(family, shard) for shard in range(part, self.shards(family), PARTITIONS))

    def manifest(self, facets: Iterable[str]) -> bytes:
        """Write what the browser reads first."""
        shards = {family: self.shards(family) for family in ("words", "terms", "lists", "cards", "texts")}
        return as_sorted_line({
            "format": FORMAT, "level": self.level, "entries": len(self.slots), "top": TOP, "first": SHOWN_FIRST,
            "start": STEM_START, "longest": MAX_WORD_LENGTH, "shards": shards, "facets": sorted(facets),
        })  # fmt: skip


def shard_of(name: str, count: int) -> int:
    """Return the file that a term, or the start of a word, is kept in."""
    return crc32(name.encode()) % count


def as_object(values: list[tuple[int, bytes]]) -> bytes:
    """Write an object of slots and values that are JSON already."""
    return b"{%b}" % b",".join(b'"%d":%b' % pair for pair in sorted(values))


def as_distances(slots: list[int]) -> list[int]:
    """Return each number less the one before it."""
    return slots[:1] + list(map(sub, slots[1:], slots))


def as_column(values: list[str]) -> bytes:
    """Write a facet: its values once, and for each entry the number of its value."""
    kinds = sorted(set(values))
    number = {kind: index for index, kind in enumerate(kinds)}
    return as_sorted_line({"values": kinds, "entries": [number[value] for value in values]})


# A place tells, in one number, how much a term matters to an entry and which slot that has: the best come first.
# A list of places is written as the distances between them, in seven bits a byte.


def encode_number(number: int) -> bytes:
    """Write a number in seven bits a byte, the lowest first."""
    if number < 128:
        return b"%c" % number
    return b"%c%b" % (number & 127 | 128, encode_number(number >> 7))


def as_record(name: bytes, count: int, written: bytes) -> bytes:
    """Write the record of a term: its name, how many entries have it, and places."""
    return b"%c%b%b%b%b" % (len(name), name, encode_number(count), encode_number(len(written)), written)
