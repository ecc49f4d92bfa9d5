"""Interpret a cell of a table: nothing, yes or no, one of several choices, a person's name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from gmooc.core.files import read_data_beside
from gmooc.text.sanitizer import with_characters

_NOTHING = re.compile(r"[\s\-–—‐‑‒―−_/\\.…·。?？*~～()（）「」'\"]*")
_HTML = re.compile(r"</?(?:p|br|div|li|ul|ol|span|b|i|strong|em)\b[^<>]*>|&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_HAN = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
# Longer than all words of the lists.
_MAX_LENGTH = 400


def on_one_line(text: str) -> str:
    """Return a cell with one space between its words."""
    return " ".join(text.split())


def without_html(text: str) -> str:
    """Return the text of a cell that was exported as HTML: each block and line on a line of its own."""
    if not _HTML.search(text):
        return text
    return with_characters(_TAG.sub("", _BREAK.sub("\n", text))).strip()


def is_empty(text: str) -> bool:
    """Whether a cell says that there is nothing to say: 'N/A', '—', 'none yet', '暂无'."""
    return (bool(_NOTHING.fullmatch(text[:_MAX_LENGTH])) and len(text) < _MAX_LENGTH) or _is_in("empty", text)


def is_failed(text: str) -> bool:
    """Whether a cell holds what a spreadsheet shows for a formula that failed."""
    return text.strip().casefold() in {word.strip() for word in _words()["failed"].split("|")}


def is_yes(text: str) -> bool:
    """Whether a cell is a plain yes, or begins with one and takes nothing of it back."""
    folded = _fold(text)
    if _is_in("yes", text):
        return True
    words = next((word for word in sorted(_list("yes"), key=len, reverse=True) if _begins(folded, word)), "")
    if len(words) < 2 or len(text) > _MAX_LENGTH:
        return False
    return not any(_holds(folded.removeprefix(words), word) for word in _list("limits"))


def is_no(text: str) -> bool:
    """Whether a cell is a plain no, or empty."""
    return is_empty(text) or _is_in("no", text)


def is_title(text: str) -> bool:
    """Whether words behind a comma are a title or generation of the name before it: 'PhD', 'Jr.'."""
    return _is_in("titles", text)


def name_in(text: str) -> str:
    """Return a name without what a form or person writes before it: a number, a dash, 'Team leader:'."""
    text = re.sub(r"^\s*(?:[-*•·]\s+|\(?\d{1,2}\s*[.)、）:：](?!\d)\s*)", "", text).strip()
    said, colon, name = text[:80].partition(":") if ":" in text[:80] else text[:80].partition("：")
    return text[len(said) + 1 :].strip() if colon and name and _is_in("said_before", said) else text


def choices_of(key: str, text: str) -> tuple[str, ...]:
    """Return the codes of the choices of a key that a text tells: those of its whole, else of its words."""
    if len(text) > _MAX_LENGTH or key not in _words()["choices"]:
        return ()
    folded = _fold(text)
    choices = {code: _split(words) for code, words in _words()["choices"][key].items()}
    whole = tuple(code for code, words in choices.items() if folded in words)
    if whole:
        return whole
    # "No prototype" tells no stage.
    if any(_holds(folded, word) for word in _list("limits")):
        return ()
    return tuple(code for code, words in choices.items() if any(_holds(folded, word) for word in words))


def _is_in(name: str, text: str) -> bool:
    return len(text) <= _MAX_LENGTH and _fold(text) in _list(name)


def _begins(text: str, word: str) -> bool:
    return text == word or text.startswith(word if _HAN.match(word) else f"{word} ")


def _holds(text: str, word: str) -> bool:
    return word in text if _HAN.match(word) else f" {word} " in f" {text} "


def _fold(text: str) -> str:
    """Return words without case, accents and signs; a text of signs alone stays as it is."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(sign for sign in text if not unicodedata.combining(sign) or _is_vowel_sign(sign))
    text = unicodedata.normalize("NFC", re.sub("[أإآ]", "ا", unicodedata.normalize("NFC", text)))
    words = re.sub(r"[^\w\s]|_", " ", re.sub("['’ʼ]", "", text))
    return " ".join((words if words.strip() else text).split())


def _is_vowel_sign(sign: str) -> bool:
    """Whether a combining sign is a letter's own part, as in Indic and Japanese writing."""
    return sign >= "\u0900" and not "\u1ab0" <= sign <= "\u1dff" and not "\u20d0" <= sign <= "\u20ff"


@cache
def _list(name: str) -> frozenset[str]:
    return _split(_words()[name])


@cache
def _split(words: str) -> frozenset[str]:
    return frozenset(filter(None, (_fold(word) for word in words.split("|"))))


@cache
def _words() -> Any:
    return read_data_beside(__file__)
