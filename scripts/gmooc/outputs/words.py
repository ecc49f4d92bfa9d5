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
_WORD = re.compile(f"(?:[^\\W_]|[{_MARKS}])+")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
# A line break inside a Chinese or Japanese sentence is no space: editors wrap there.
_HAN = "[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff]"
_WRAPPED = re.compile(f"\n(?<={_HAN}\n)[ \t]*(?={_HAN})")
_DROPPED_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans({"ß": "ss", "ς": "σ", "ı": "i", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_ASCII = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128)).lower()


class Pieces(NamedTuple):
    """How often each word stands in a text, and each character and pair of characters of unspaced scripts."""

    words: Counter[str]
    characters: Counter[str]


def count_pieces(texts: Iterable[str]) -> Pieces:
    """Count the pieces of texts, in small letters."""
    words: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for text in texts:
        if text.isascii():
            words.update(text.translate(_ASCII).split())
            continue
        small = unicodedata.normalize("NFKC", text).lower()
        if not _UNSPACED_RUN.search(small):
            words.update(_WORD.findall(small))
            continue
        small = _WRAPPED.sub("", small)
        runs = _UNSPACED_RUN.findall(small)
        words.update(_WORD.findall(_UNSPACED_RUN.sub(" ", small)))
        characters.update("".join(runs))
        for run in runs:
            characters.update(map(add, run, run[1:]))
    return Pieces(words, characters)


class Stems(dict[str, tuple[str, str]]):
    """The words of one language, learned when first met: each with its stem, and the line that tells both."""

    def __init__(self, language: str) -> None:
        super().__init__()
        # A Latin word on a page of a language without a stemmer is most likely English.
        self.stem: Any = Stemmer.Stemmer(_SNOWBALL.get(language.partition("-")[0].lower(), "english"), 0).stemWord

    def __missing__(self, word: str) -> tuple[str, str]:
        form = fold_word(word)
        stem = fold(self.stem(word))[:LONGEST_WORD]
        # The browser finds a stem in the list of the words that start alike; a stem that starts otherwise is not used.
        if len(stem) < STEM_START or stem[:STEM_START] != form[:STEM_START]:
            stem = form
        self[word] = known = (stem, stem if stem == form else f"{stem}\t{form}")
        return known


_stems: dict[str, Stems] = {}


def stems_of(language: str) -> Stems:
    """Give the stems of a language; what they learn is kept as long as the process."""
    stems = _stems.get(language)
    if stems is None:
        stems = _stems[language] = Stems(language)
    return stems


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
