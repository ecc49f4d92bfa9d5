"""Guess the language of a text from its script and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter

from gmooc.core.files import read_data_beside

_DATA = read_data_beside(__file__)
_WORDS: dict[str, str] = _DATA["words"]
_SCRIPTS: dict[str, str] = _DATA["scripts"]
_LETTERS = {code: re.compile(f"[{letters}]") for code, letters in _SCRIPTS.items()}
_KNOWN = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_LINK = re.compile(r"\S+://\S+|`[^`]*`")
# Less than this may be a name, or words that two languages share.
_MIN_HITS = 3
_MIN_LETTERS = 4


def language_of(text: str) -> str:
    """Return the tag of the language that a text most likely is in, or '' where that is not plain."""
    text = _LINK.sub(" ", text)
    letters = sum(map(str.isalpha, text))
    for code, script in _LETTERS.items():
        found = len(script.findall(text))
        # Japanese has Chinese letters among its own.
        if found >= _MIN_LETTERS and found * (5 if code == "ja" else 2) > letters:
            return code
    counted = Counter(re.findall(r"[^\W\d_][^\s.,;:!?()،؟।\"«»“”…-]*", text.casefold()))
    hits = Counter({code: sum(counted[word] for word in known) for code, known in _KNOWN.items()})
    (first, most), (_, next_most) = hits.most_common(2)
    return first if most >= _MIN_HITS and most * 2 > next_most * 3 else ""
