"""Turn text of any script into what it is found by: stems, or pairs of characters where no spaces part words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from operator import add
from typing import Any, NamedTuple

import Stemmer

# What the browser folds and splits (assets/search/words.js) has to agree with this file: change both together.

LONGEST_WORD = 40
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
# `\w` has no vowel signs: without them a word of Hindi or a vocalised word of Arabic falls apart.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u0711\u0730-\u074a\u0900-\u0963\u0966-\u0df3"
)
_PIECE = re.compile(f"[{_UNSPACED}]+|(?:[^\\W_{_UNSPACED}]|[{_MARKS}])+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
# A line break inside a Chinese or Japanese sentence is no space: editors wrap there.
_WRAPPED = re.compile(
    "(?<=[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\u3001\u3002\uff0c])[ \t]*\n[ \t]*"
    "(?=[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff])"
)
_DROPPED_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans({"ß": "ss", "ς": "σ", "ı": "i", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_ASCII = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128)).lower()


class Word(NamedTuple):
    """A word as it is looked up, and the stem it shares with its other forms."""

    stem: str
    form: str


class Stems:
    """Stems the words of one language, each once."""

    def __init__(self, language: str) -> None:
        # A Latin word on a page of a language without a stemmer is most likely English.
        self._stemmer: Any = Stemmer.Stemmer(_SNOWBALL.get(language.partition("-")[0].lower(), "english"))
        self._known: dict[str, Word] = {}

    def word(self, piece: str) -> Word:
        """Give the word that a piece of text is."""
        word = self._known.get(piece)
        if word is None:
            word = self._known[piece] = self._learn(piece)
        return word

    def _learn(self, piece: str) -> Word:
        form = fold_word(piece)
        stem = fold(self._stemmer.stemWord(piece))
        # The browser finds a stem in the list of the words that start alike; a stem that starts otherwise is not used.
        if len(stem) < STEM_START or stem[:STEM_START] != form[:STEM_START]:
            stem = form
        return Word(stem[:LONGEST_WORD], form)


_stems: dict[str, Stems] = {}


def stems_of(language: str) -> Stems:
    """Give the stems of a language; what they learn is kept as long as the process."""
    stems = _stems.get(language)
    if stems is None:
        stems = _stems[language] = Stems(language)
    return stems


def count_pieces(texts: Iterable[str]) -> Counter[str]:
    """Count the words of texts, in small letters, and the characters and pairs of characters of unspaced scripts."""
    counts: Counter[str] = Counter()
    for text in texts:
        if text.isascii():
            counts.update(text.translate(_ASCII).split())
            continue
        pieces = _PIECE.findall(_WRAPPED.sub("", unicodedata.normalize("NFKC", text)).lower())
        for piece in pieces:
            if is_unspaced(piece):
                counts.update(piece)
                counts.update(map(add, piece, piece[1:]))
        counts.update(piece for piece in pieces if not is_unspaced(piece))
    return counts


def is_unspaced(piece: str) -> bool:
    """Say whether a piece is of a script without spaces between words."""
    return piece[0] >= "\u0e01" and _IS_UNSPACED.match(piece) is not None


def fold(text: str) -> str:
    """Give text in the letters it is searched by: small, without accents and vowel points."""
    if text.isascii():
        return text.lower()
    bare = _DROPPED_MARKS.sub("", unicodedata.normalize("NFKD", text).lower()).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)


def fold_word(piece: str) -> str:
    """Give a word as it is looked up; the Arabic article is no part of it."""
    form = fold(piece)
    if form.startswith("ال") and len(form) > 4:
        form = form[2:]
    return form[:LONGEST_WORD]
