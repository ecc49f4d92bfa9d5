"""Split text of any script into terms: stems, or pairs of characters where no spaces part words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby, pairwise
from operator import add
from typing import Any
from zlib import crc32

import Stemmer

# What the browser folds and splits (assets/search/words.js) has to agree with this file: change both together.

MAX_WORD_LENGTH = 40
STEM_START = 3

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Scripts written without spaces between words, and Hangul, whose words carry endings.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1050-\u109f\u1100-\u11ff\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
# Letters and digits are no marks: without vowel signs a word of Hindi or a vocalised word of Arabic falls apart.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7-\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670-\u0670\u06d6-\u06dc\u06df-\u06e4\u0711-\u0711\u0730-\u074a"
    "\u0900-\u0963\u0966-\u0df3"
)
# A line break inside a Chinese or Japanese sentence is no space: editors wrap there.
_HAN = "[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff]"
_DROPPED_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans({"ß": "ss", "ς": "σ", "ı": "i", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_ASCII = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128)).lower()

# Words that signs join without a space, a word and the number behind it, and a letter with the signs of C++ or C#.
_INSIDE = r"[^\W_]"
_JOINED = re.compile(
    rf"(?<!{_INSIDE})(?<![\u0300-\u036f\u0900-\u0df3])"
    rf"(?:{_INSIDE}+(?:[-‐‑_.&+]{_INSIDE}+){{1,3}}|[^\W\d_]+ \d{{1,4}}|[a-z](?:\+\+|\#))(?!{_INSIDE})"
)
_JOINTS = str.maketrans(dict.fromkeys("-‐‑_.&+ ", ""))
# Languages that write compounds as one word, and the letters with which they join the parts.
_COMPOUNDING = {
    "da": ("e", "s"), "de": ("e", "en", "er", "es", "n", "s"), "fi": ("n",), "nb": ("e", "s"), "nl": ("e", "en", "s"),
    "no": ("e", "s"), "sv": ("s",),
}  # fmt: skip
_MIN_PART = 4


def _edges(ranges: str) -> str:
    """Return where ranges begin, and behind each the first character after it."""
    return "".join(first + chr(ord(last) + 1) for first, last in zip(ranges[::3], ranges[2::3], strict=True))


# To compile a set of so many characters takes longer than to look up those of a text.
_UNSPACED_EDGES, _MARK_EDGES = _edges(_UNSPACED), _edges(_MARKS)


def _is_within(character: str, edges: str) -> bool:
    return bisect(edges, character) % 2 == 1


@cache
def _unspaced_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a line break within a sentence, and a run of an unspaced script; few texts have either."""
    return re.compile(f"\n(?<={_HAN}\n)[ \t]*(?={_HAN})"), re.compile(f"[{_UNSPACED}]+")


class _Kinds(dict[str, str]):
    """What a character is, worked out when first met: `apart` from words, of a `word`, or of an `unspaced` script."""

    def __missing__(self, character: str) -> str:
        if _is_within(character, _UNSPACED_EDGES):
            kind = "unspaced"
        else:
            kind = "word" if character.isalnum() or _is_within(character, _MARK_EDGES) else "apart"
        self[character] = kind
        return kind


_kind_of = _Kinds()


def pieces_of(text: str) -> list[str]:
    """Return the words of a text in small letters, and those that signs join; of unspaced scripts characters and pairs.

    What is joined stands beside its parts: 'wifi' beside 'wi' and 'fi' for 'Wi-Fi', 'phase3' for 'Phase 3', 'c++'.
    """
    if text.isascii():
        return text.translate(_ASCII).split() + _joined(text.lower())
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    small = text.lower()
    joined = _joined(small)
    kinds = {character: _kind_of[character] for character in set(small)}
    more: list[str] = []
    if "unspaced" in kinds.values():
        wrapped, unspaced = _unspaced_patterns()
        small = wrapped.sub("", small)
        runs = unspaced.findall(small)
        small = unspaced.sub(" ", small)
        for run in runs:
            more += map(add, run, run[1:])
        more += set("".join(runs))
    # Replacing the few kinds of separators that a text has is quicker than looking for words.
    for character, kind in kinds.items():
        if kind == "apart":
            small = small.replace(character, " ")
    return small.split() + more + joined


def _joined(small: str) -> list[str]:
    """Return each chain of words as one word; one without a letter is a date or a number, and one of Han is none."""
    words = small.split()
    # Few words hold a sign before their end, and the pattern takes its time.
    odd = [word for word in words if not word.isalnum() and (not word[:-1].isalnum() or word[-1] in "+#")]
    odd += [f"{before} {word}" for before, word in pairwise(words) if word[0].isdecimal()]
    found = (chain if chain.endswith("++") else chain.translate(_JOINTS) for chain in _JOINED.findall("\n".join(odd)))
    return [word for word in found if not word.isdecimal() and not _has_unspaced(word)]


def _has_unspaced(word: str) -> bool:
    return not word.isascii() and any(_kind_of[character] == "unspaced" for character in word)


def count_pieces(text: str) -> Counter[str]:
    """Count the pieces of a text."""
    return Counter(pieces_of(text))


# A mark is a piece that no text holds: what it marks, and its value.
MARK = "="


def goal_mark(number: str) -> str:
    """Return the piece of every page that is about a goal."""
    return f"goal{MARK}{number}"


def title_mark(title: str) -> str:
    """Return the piece that only pages with this title have; '' for a title without words.

    It is kept beside the title's first word, which who searches for the title asks for anyway.
    """
    words = _words_in_order(title)
    first = next((word for word in words if not (len(word) == 1 and "a" <= word <= "z")), "")
    return f"title{MARK}{crc32(' '.join(words).encode()):08x}\t{first}" if first else ""


def _words_in_order(title: str) -> list[str]:
    """Return the words of a title as they are looked up, runs of an unspaced script whole."""
    words: list[str] = []
    for kind, characters in groupby(unicodedata.normalize("NFKC", title).lower(), _kind_of.__getitem__):
        if kind != "apart":
            word = "".join(characters)
            words.append(word if kind == "unspaced" else fold_word(word))
    return words


class Stems:
    """The stem and the form of the pieces of texts in one language.

    All forms of a stem lie beside each other in the index. A piece of an unspaced script is its own stem, and a mark is
    a form of what it is kept beside. A single letter has neither.
    """

    def __init__(self, language: str) -> None:
        # A Latin word on a page of a language without a stemmer is most likely English.
        self._stem: Any = Stemmer.Stemmer(_SNOWBALL.get(_base_of(language), "english"), 0).stemWord

    def __getitem__(self, word: str) -> tuple[str, str]:
        if MARK in word:
            mark, _, beside = word.partition("\t")
            return (self[beside[:2] if is_unspaced(beside) else beside][0] if beside else mark), mark
        if len(word) == 1 and "a" <= word <= "z":
            return "", ""
        if is_unspaced(word):
            return word, word
        form = fold_word(word)
        stem = fold(self._stem(word))[:MAX_WORD_LENGTH]
        # The browser finds a stem in the list of the words that start alike; a stem that starts otherwise is not used.
        if stem == form or len(stem) < STEM_START or stem[:STEM_START] != form[:STEM_START]:
            stem = form
        return stem, form


def is_unspaced(piece: str) -> bool:
    """Whether a piece is of a script without spaces between words."""
    return _kind_of[piece[0]] == "unspaced"


def compounds_of(language: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each word that joins two others of these without a sign, behind each of the two: as German does."""
    joints = _COMPOUNDING.get(_base_of(language), ())
    known = {word for word in words if len(word) >= _MIN_PART} if joints else set[str]()
    for word in known:
        for end in range(_MIN_PART, len(word) - _MIN_PART + 1):
            if word[end:] in known:
                begin = word[:end]
                bare = (begin.removesuffix(joint) for joint in ("", *joints))
                if first := next((part for part in bare if part in known), None):
                    yield first, word
                    yield word[end:], word


def _base_of(language: str) -> str:
    return language.partition("-")[0].lower()


def fold(text: str) -> str:
    """Return text in the letters it is searched by: small, without accents and vowel points."""
    if text.isascii():
        return text.lower()
    bare = _DROPPED_MARKS.sub("", unicodedata.normalize("NFKD", text).lower()).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)


def fold_word(piece: str) -> str:
    """Return a word as it is looked up; the Arabic article is no part of it."""
    form = fold(piece)
    if form.startswith("ال") and len(form) > 4:
        form = form[2:]
    return form[:MAX_WORD_LENGTH]
