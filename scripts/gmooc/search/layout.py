"""The layout of the search index: what lies in which file, and how it is encoded.

Every file is a function of the set of entries alone, so that an index brought up to date equals a new one:

    search/index.json          how many entries and shards there are, and which facets
    search/<format>-<level>/   `level` grows when the number of entries passes a power of two
        words/<n>.json         stem → its forms and in how many entries each stands; by the first letters
        terms/<n>.bin          stem → its forms, each with the entries it matters most to; by a hash of the stem
        lists/<n>.bin          the same with all entries, for forms of many entries
        cards/<n>.json         slot → what a result or a card of the gallery shows
        texts/<n>.json         slot → the text that excerpts are taken from
        facets/<name>.json     what each row has of a facet, a character for every row; a line for each value
        facets/confirmed.json  the same, of whether a project's status was confirmed within a year
        facets/titles.json     the rows of projects in the order of their titles
        rows/<n>.json          the numbers of entries, row by row

An entry has a number that a hash of its id gives it, so that others keep theirs when it comes or goes. A page goes by
its slot: its entry's number below its language and whether it is a translation.

An entry also has a row: projects come first, the newest before others, as the gallery lists them; so facets need no
list of numbers, and a search without words reads only the numbers of what it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, takewhile
from typing import NamedTuple
from zlib import crc32

from gmooc.core.json_text import as_line, as_sorted_line
from gmooc.core.languages import LANGUAGES
from gmooc.search.documents import IN_TITLE, TOP
from gmooc.search.tokenizer import MAX_WORD_LENGTH, STEM_START

FORMAT = 4
# What the browser reads first.
MANIFEST = "search/index.json"
# Of two words that half of all entries have, so many best entries have some in common: no long list is fetched.
SHOWN_FIRST = 256
# Terms are gathered in so many parts, each of which holds whole files; in more if there are more, so that one is small.
MIN_PARTITIONS, MAX_PARTITIONS = 16, 64
# The numbers of so many rows are in one file; of a large index more, so that all of them are in so many files.
MIN_ROWS_IN_FILE = 512
MAX_ROW_FILES = 32
_MIN_LEVEL = 4
# Translations and originals, each in one of the languages of the site or in another.
_KIND_BITS = 4
# The first character that stands for a value is the one after the quotation mark, which JSON would have to escape.
_FIRST = ord("#")
# Surrogates, which no text in UTF-8 can hold.
_GAP, _GAP_SIZE = 0xD800, 0x800


class IndexedPage(NamedTuple):
    """A page in the index: the id of its entry, its language, and whether it is a translation.

    There is room for one translation into a language that is none of the site's; so each is an entry of its own.
    """

    id: str
    language: str
    is_translation: bool = False

    @classmethod
    def of(cls, id: str, language: str, *, is_translation: bool) -> IndexedPage:
        """Return the page of an entry in a language."""
        if is_translation and language not in LANGUAGES:
            return cls(f"{id}.{language}", language)
        return cls(id, language, is_translation)


class Plan(NamedTuple):
    """Where everything lies in an index: a function of its pages, and of the ids of projects as they are listed."""

    level: int
    slots: dict[IndexedPage, int]
    # The ids of the entries of all rows.
    rows: tuple[str, ...] = ()
    listed: int = 0

    @classmethod
    def over(cls, pages: Iterable[IndexedPage], listed: Sequence[str] = ()) -> Plan:
        """Plan an index over pages; the rows of the `listed` entries come first."""
        pages = sorted(pages)
        ids = sorted({page.id for page in pages})
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
        slots = {page: _kind_of(page) << level + 1 | numbers[page.id] for page in pages}
        first = set(listed)
        return cls(level, slots, (*listed, *(id for id in ids if id not in first)), len(listed))

    @property
    def bits(self) -> int:
        """Return how many bits a slot has."""
        return self.level + 1 + _KIND_BITS

    @property
    def partitions(self) -> int:
        """Return in how many parts terms are gathered: a power of two."""
        return max(MIN_PARTITIONS, min(MAX_PARTITIONS, 1 << self.level >> 9))

    @property
    def rows_in_file(self) -> int:
        """Return the numbers of how many rows are in one file."""
        return max(MIN_ROWS_IN_FILE, (1 << self.level) // MAX_ROW_FILES)

    def numbers(self) -> list[int]:
        """Return the number of the entry of each row: the lowest bits of the slots of its pages."""
        mask = (1 << self.level + 1) - 1
        number_of = {page.id: slot & mask for page, slot in self.slots.items()}
        return [number_of[id] for id in self.rows]

    def shards(self, family: str) -> int:
        """Return how many files a family of files has: a power of two."""
        # The vocabulary grows as the square root of the text, or so; cards and texts as the text. A small index is in
        # few files, each of a size that is worth a request.
        root = (self.level + 1) // 2
        if family == "words":
            return 1 << max(0, min(self.level - 4, root + 3))
        if family == "terms":
            return max(self.partitions, 1 << min(self.level - 2, root + 5))
        return max(self.partitions if family == "lists" else 1, 1 << self.level - 2)

    def path(self, family: str, shard: int | str) -> str:
        """Return the path of one file."""
        suffix = "bin" if family in ("terms", "lists") else "json"
        return f"search/{FORMAT}-{self.level}/{family}/{shard}.{suffix}"

    def paths_shown(self, facets: Iterable[str]) -> Iterator[str]:
        """Yield the paths of cards, texts, rows, facets and the manifest."""
        for shard in range(self.shards("cards")):
            yield self.path("cards", shard)
            yield self.path("texts", shard)
        yield from (self.path("rows", number) for number in range(-(-len(self.rows) // self.rows_in_file)))
        yield from (self.path("facets", name) for name in sorted(facets))
        yield MANIFEST

    def paths_found(self) -> Iterator[str]:
        """Yield the paths of words and terms."""
        yield from (self.path("words", shard) for shard in range(self.shards("words")))
        for part in range(self.partitions):
            for family in ("terms", "lists"):
                yield from (self.path(family, shard) for shard in range(part, self.shards(family), self.partitions))

    def manifest(self, goal_words: Iterable[str] = ()) -> bytes:
        """Write what the browser reads first; with `goal_words` and a number readers name a goal."""
        shards = {family: self.shards(family) for family in ("words", "terms", "lists", "cards", "texts")}
        return as_sorted_line({
            "format": FORMAT, "level": self.level, "entries": len(self.slots), "rows": len(self.rows),
            "listed": self.listed, "chunk": self.rows_in_file, "top": TOP, "title": IN_TITLE, "first": SHOWN_FIRST,
            "start": STEM_START, "longest": MAX_WORD_LENGTH, "shards": shards,
            "languages": LANGUAGES, "goals": list(goal_words),
        })  # fmt: skip


def _kind_of(page: IndexedPage) -> int:
    number = LANGUAGES.index(page.language) if page.language in LANGUAGES else len(LANGUAGES)
    return page.is_translation << 3 | number


def shard_of(name: str, count: int) -> int:
    """Return the file that a term, or the start of a word, is kept in."""
    return crc32(name.encode()) % count


def as_object(values: list[tuple[int, bytes]]) -> bytes:
    """Write an object of slots and values that are JSON already."""
    return b"{%b}" % b",".join(b'"%d":%b' % pair for pair in sorted(values))


def as_column(rows: Iterable[Sequence[str]], *, has_first: bool = False) -> bytes:
    """Write the first values of all rows, then the second ones, and so on: this takes a quarter less than sets do.

    The order of values says nothing, but for the main one if the column `has_first`; so it is the one that is written
    in fewest bytes.
    """
    rows = list(rows)
    # Frequent values get the characters that take the fewest bytes; a space stands for none.
    kinds = sorted((-count, value) for value, count in Counter(chain.from_iterable(rows)).items())
    ranks = {value: number for number, (_, value) in enumerate(kinds)}
    head = int(has_first)
    rows = [(*row[:head], *sorted(row[head:], key=ranks.__getitem__)) if len(row) > 1 else row for row in rows]
    characters = {value: _character(number) for value, number in ranks.items()}
    # Even if no row has a value, the browser learns how many rows there are.
    most = max(1, *map(len, rows)) if rows else 1
    places = ["".join([characters[row[at]] if at < len(row) else " " for row in rows]) for at in range(most)]
    return as_line({"values": list(characters), "rows": places})


def _character(number: int) -> str:
    code = _FIRST + number
    return chr(code if code < _GAP else code + _GAP_SIZE)


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
