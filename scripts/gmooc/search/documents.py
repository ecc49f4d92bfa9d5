"""Turn what is searchable of one page into packed pieces of text, each with how often and where it stands."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from gmooc.core.json_text import as_sorted_line
from gmooc.search.tokenizer import count_pieces, pieces_of

# How much a term matters to an entry is a number from 1 to TOP.
TOP = 15
# A count is a number of two bytes: how often a piece stands there, and in the highest bits, whether in these zones too.
COUNT_BITS = 13
MOST = (1 << COUNT_BITS) - 1
_TITLE, _HEADINGS, _SUMMARY = 4, 2, 1
WORTH = [8 * (zones >> 2) + 2 * (zones >> 1 & 1) + (zones & 1) for zones in range(8)]
_MOST_IN_TEXT = 7
_HEAD = struct.Struct("<6I")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SearchEntry:
    """What is searchable of one page; `facets` are pairs of a name and a value, and values hold no comma.

    `terms` are words that the page does not show and that readers search for it by; they count as those of its title.
    """

    key: str
    url: str
    kind: str
    language: str
    title: str
    summary: str
    headings: tuple[str, ...]
    text: str
    facets: tuple[tuple[str, str], ...]
    terms: tuple[str, ...] = ()


class Packed(NamedTuple):
    """What was packed of an entry: its card, text and facets as JSON, its language, its pieces and their counts."""

    card: bytes
    text: bytes
    facets: bytes
    language: bytes
    pieces: bytes
    counts: bytes

    @classmethod
    def unpack(cls, blob: bytes) -> Packed:
        """Take packed bytes apart."""
        ends = list(accumulate(_HEAD.unpack_from(blob), initial=_HEAD.size))
        return cls(*(blob[start:end] for start, end in pairwise(ends)))

    def words(self) -> list[str]:
        """Give the pieces in the order of their counts."""
        return self.pieces.decode().split("\n") if self.pieces else []


def pack(entry: SearchEntry) -> bytes:
    """Pack one entry for the index."""
    facets: dict[str, list[str]] = {}
    for name, value in entry.facets:
        facets.setdefault(name, []).append(value)
    # An empty line keeps the last character of one text and the first of the next from being taken for neighbours.
    whole = "\n\n".join((entry.title, entry.summary, *entry.headings, entry.text, *entry.terms))
    pieces = count_pieces(whole)
    if len(whole) > MOST:
        pieces.update({piece: MOST - count for piece, count in pieces.items() if count > MOST})
    for piece, zones in _zones(entry).items():
        pieces[piece] |= zones
    parts = (
        as_sorted_line([entry.url, entry.kind, entry.language, entry.title, entry.summary, facets]),
        as_sorted_line(_whole_text(entry)),
        as_sorted_line({name: ",".join(values) for name, values in facets.items()}),
        entry.language.encode(),
        "\n".join(pieces).encode(),
        array("H", pieces.values()).tobytes(),
    )
    return _HEAD.pack(*map(len, parts)) + b"".join(parts)


def _zones(entry: SearchEntry) -> dict[str, int]:
    """Give the pieces that stand in the title, headings or summary, each with the bits that say so."""
    zones: dict[str, int] = {}
    named = "\n\n".join((entry.title, *entry.terms))
    for zone, text in ((_TITLE, named), (_HEADINGS, "\n\n".join(entry.headings)), (_SUMMARY, entry.summary)):
        for piece in set(pieces_of(text)):
            zones[piece] = zones.get(piece, 0) | zone << COUNT_BITS
    return zones


def _whole_text(entry: SearchEntry) -> str:
    # The browser looks here whether characters that are near in the index are neighbours: a heading has to be found.
    more = (heading for heading in entry.headings if heading not in entry.text)
    # What follows a form feed is searched and not shown.
    hidden = (f"\f{entry.terms[0]}", *entry.terms[1:]) if entry.terms else ()
    return "\n".join([entry.text.strip(), *more, *hidden])


def _saturation(times: int, size_class: int) -> int:
    long = 4.0 ** (size_class - 5)
    share = times / (times + 1.2 * (0.35 + 0.65 * long))
    return max(1, min(_MOST_IN_TEXT, round(share * _MOST_IN_TEXT)))


# The class of a size is its power of four, 256 to 1,023 words the fifth: few edits change it, and with it every weight.
SATURATION = [[_saturation(times, size_class) for times in range(17)] for size_class in range(17)]
