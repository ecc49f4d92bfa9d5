"""Split text of any script into terms: stems, or pairs of characters where no spaces part words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import Counter
from functools import cache
from operator import add
from typing import Any

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
    """Return the words of a text in small letters; each character of unspaced scripts once, and pairs."""
    if text.isascii():
        return text.translate(_ASCII).split()
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    small = text.lower()
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
    return small.split() + more


def count_pieces(text: str) -> Counter[str]:
    """Count the pieces of a text."""
    return Counter(pieces_of(text))


class Stems(dict[str, tuple[str, str]]):
    """The pieces of texts in one language, learned when first met: each with its term, and the line that tells both.

    The term of a word is its stem; a piece of an unspaced script is its own, and no line tells of it. A single letter
    has no term.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        # A Latin word on a page of a language without a stemmer is most likely English.
        self.stem: Any = Stemmer.Stemmer(_SNOWBALL.get(language.partition("-")[0].lower(), "english"), 0).stemWord

    def __missing__(self, word: str) -> tuple[str, str]:
        self[word] = known = self._learn(word)
        return known

    def _learn(self, word: str) -> tuple[str, str]:
        if len(word) == 1 and "a" <= word <= "z":
            return "", ""
        if _kind_of[word[0]] == "unspaced":
            return word, ""
        form = fold_word(word)
        stem = fold(self.stem(word))[:MAX_WORD_LENGTH]
        # The browser finds a stem in the list of the words that start alike; a stem that starts otherwise is not used.
        if len(stem) < STEM_START or stem[:STEM_START] != form[:STEM_START]:
            stem = form
        return stem, stem if stem == form else f"{stem}\t{form}"


_stems: dict[str, Stems] = {}


def stems_of(language: str) -> Stems:
    """Return the stems of a language; what they learn is kept as long as the process."""
    stems = _stems.get(language)
    if stems is None:
        stems = _stems[language] = Stems(language)
    return stems


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
