"""The layout of the search index: what lies in which file, and how it is encoded.

Every file is a function of the set of entries alone, so that an index brought up to date equals a new one:

    search/index.json          how many entries and shards there are, and which facets
    search/<level>/            `level` grows when the number of entries passes a power of two
        words/<n>.json         stem → its forms and in how many entries each stands; by the first letters
        terms/<n>.bin          stem → its forms, each with the entries it matters most to; by a hash of the stem
        lists/<n>.bin          the same with all entries, for forms of many entries
        cards/<n>.json         slot → what a result shows
        texts/<n>.json         slot → the text that excerpts are taken from
        facets/slots.json      the slots that are taken, in order, as distances
        facets/<name>.json     what each of them has of a facet

An entry goes by its slot: a number that a hash of its id gives it, so that others keep theirs when it comes or goes,
below its language and whether it is a translation. So a slot alone tells its language and whose translation it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from operator import sub
from typing import NamedTuple
from zlib import crc32

from gmooc.core.json_text import as_sorted_line
from gmooc.core.languages import LANGUAGES
from gmooc.search.documents import IN_TITLE, TOP
from gmooc.search.tokenizer import MAX_WORD_LENGTH, STEM_START

FORMAT = 3
# What the browser reads first.
MANIFEST = "search/index.json"
# Of two words that half of all entries have, so many best entries have some in common: no long list is fetched.
SHOWN_FIRST = 256
# Terms are gathered in so many parts, each of which holds whole files.
PARTITIONS = 16
_MIN_LEVEL = 4
# Translations and originals, each in one of the languages of the site or in another.
_KIND_BITS = 4


class Plan(NamedTuple):
    """Where everything lies in an index: a function of the keys."""

    level: int
    slots: dict[str, int]

    @classmethod
    def over(cls, keys: Iterable[str]) -> Plan:
        """Plan an index over pages, whose keys are those of `page_key`."""
        pages = [key.split("\t") for key in sorted(keys)]
        ids = sorted({id for id, *_ in pages})
        level = max(_MIN_LEVEL, (len(ids) - 1).bit_length())
        mask = (1 << level + 1) - 1
        numbers: dict[str, int] = {}
        taken: set[int] = set()
        for id in ids:
            number = crc32(id.encode()) & mask
            while number in taken:
                number = number + 1 & mask
            taken.add(number)
            numbers[id] = number
        return cls(level, {"\t".join(page): _kind_of(*page[1:]) << level + 1 | numbers[page[0]] for page in pages})

    @property
    def bits(self) -> int:
        """Return how many bits a slot has."""
        return self.level + 1 + _KIND_BITS

    def entry_of(self, page: str) -> int:
        """Return the number of the entry that a page is of: the lowest bits of its slot."""
        return self.slots[page] & (1 << self.level + 1) - 1

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

    def manifest(self, facets: Iterable[str], goal_words: Iterable[str] = ()) -> bytes:
        """Write what the browser reads first; with `goal_words` and a number readers name a goal."""
        shards = {family: self.shards(family) for family in ("words", "terms", "lists", "cards", "texts")}
        return as_sorted_line({
            "format": FORMAT, "level": self.level, "entries": len(self.slots), "top": TOP, "title": IN_TITLE,
            "first": SHOWN_FIRST,
            "start": STEM_START, "longest": MAX_WORD_LENGTH, "shards": shards, "facets": sorted(facets),
            "languages": LANGUAGES, "goals": list(goal_words),
        })  # fmt: skip


def page_key(id: str, language: str, *, is_translation: bool) -> str:
    """Return the key of a page in the index: its entry, its language, and whether it is a translation.

    There is room for one translation into a language that is none of the site's; so each is an entry of its own.
    """
    if is_translation and language not in LANGUAGES:
        return f"{id}.{language}\t{language}\t"
    return f"{id}\t{language}\t{'translation' if is_translation else ''}"


def _kind_of(language: str, translation: str) -> int:
    number = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    return bool(translation) << 3 | number


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


def as_record(stem: str, forms: Iterable[tuple[str, int, bytes]]) -> bytes:
    """Write the record of a stem: its name, and each form with how many entries have it, and places.

    Of a form is written how many bytes of the stem it begins with, and what comes then.
    """
    name = stem.encode()
    body = b"".join(_form_record(name, form.encode(), count, written) for form, count, written in forms)
    return b"%c%b%b%b" % (len(name), name, encode_number(len(body)), body)


def _form_record(stem: bytes, form: bytes, count: int, written: bytes) -> bytes:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(stem, form, strict=False)))
    rest = form[shared:]
    return b"%c%c%b%b%b%b" % (shared, len(rest), rest, encode_number(count), encode_number(len(written)), written)
