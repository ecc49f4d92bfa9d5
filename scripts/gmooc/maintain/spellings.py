"""Match a name in every spelling that looks the same, and find those that only resemble it.

Apostrophes are one sign whatever keyboard or program wrote them, and so are hyphens and the dots between parts of a
name; a sign may be composed, decomposed or of another width; a space between letters of Chinese, Japanese or Korean
counts for nothing, nor does a sign that nobody sees.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from html.entities import codepoint2name
from unicodedata import category, normalize
from urllib.parse import quote

from anyascii import anyascii

# The first sign of each row stands for all others.
_ALIKE = (
    "'\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02c8\u2032`\u00b4\u055a\ua78c\uff07",
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d",
    "·\u2022\u2027\u2219\u22c5\u30fb\uff65",
)
_UNSEEN = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FOLDED = {sign: row[0] for row in _ALIKE for sign in row[1:]} | dict.fromkeys(_UNSEEN, "")
_IS_FOLDED = re.compile(f"[{re.escape(''.join(_FOLDED))}]")
_ROW_OF = {row[0]: row for row in _ALIKE}
# Blocks whose signs Unicode has for other widths, forms and positions of letters.
_OF_OTHER_WIDTH = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xFB50, 0xFE00), range(0xFE70, 0xFFF0))
_CJK = (
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U000323af]"
)
_GAP = r"(?:\s|&nbsp;|&thinsp;|&#0*(?:32|160);|&#x0*(?:20|a0);|\\u00a0|\\u3000|%20|%C2%A0|\+)"
_MARKS = "[\u0300-\u036f]"
# Letters that are others with a stroke, and those that stand for the same in Arabic and Persian.
_STROKES = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ё": "е", "ـ": ""})


def fold_spelling(text: str) -> str:
    """Return a text in which spellings that look the same are the same; line ends and spaces stay."""
    if text.isascii():
        return _fold_signs(text).casefold() if "`" in text else text.casefold()
    return normalize("NFKC", _fold_signs(normalize("NFKC", _fold_signs(text))).casefold())


def _fold_signs(text: str) -> str:
    # `str.translate` looks every letter up, which takes ten times as long in the files of a whole site.
    return _IS_FOLDED.sub(lambda match: _FOLDED[match[0]], text)


def is_same(written: str, name: str) -> bool:
    """Whether two texts are the same name."""
    return fold_name(written) == fold_name(name)


def fold_name(name: str) -> str:
    """Return a name as `fold_spelling` does, with one space where there are several and none between CJK letters."""
    return re.sub(rf"(?<={_CJK}) (?={_CJK})", "", " ".join(fold_spelling(name).split()))


def folded_pattern(name: str) -> re.Pattern[str]:
    """Return what matches a name in a folded text."""
    name = fold_name(name)
    signs = [r"\s+" if sign == " " else re.escape(sign) for sign in name]
    return re.compile(_bounded(_joined(name, signs, r"\s*"), name))


def pattern(name: str) -> re.Pattern[str]:
    """Return what matches a name in a text as it was typed, also as HTML, URLs and JSON write it."""
    name = normalize("NFC", fold_name(name))
    signs = [f"{_GAP}+" if sign == " " else _forms(sign) for sign in name]
    return re.compile(_bounded(_joined(name, signs, f"{_GAP}{{0,3}}"), name), re.IGNORECASE)


def is_of_url(matched: str) -> bool:
    """Whether what `pattern` matched is written as URLs are."""
    return "%" in matched or "+" in matched


def resembling(text: str, name: str) -> Iterator[int]:
    """Yield the number of each line on which something stands that is like a name but for accents and joining signs."""
    wanted = _loose(fold_name(name)).split()
    if not wanted:
        return
    words = r"\s+".join("".join(f"{re.escape(sign)}{_MARKS}*" for sign in word) for word in wanted)
    loose = _loose(fold_spelling(text))
    for match in re.finditer(_bounded(words, " ".join(wanted)), loose):
        yield loose.count("\n", 0, match.start()) + 1


def splits_words(sign: str) -> bool:
    """Whether a letter is of a script that writes spaces between words."""
    return sign.isalnum() and (sign.upper() != sign.lower() or sign.isascii() or "\u0590" <= sign <= "\u0dff")


def _joined(name: str, signs: list[str], gap: str) -> str:
    is_cjk = [re.match(_CJK, sign) is not None for sign in name]
    return "".join(
        f"{gap if index and is_cjk[index] and is_cjk[index - 1] else ''}{sign}" for index, sign in enumerate(signs)
    )


def _bounded(written: str, name: str) -> str:
    """Let a name be no part of a longer word; scripts that part no words have no such border."""
    before = r"(?<!\w)" if splits_words(name[0]) else ""
    after = rf"(?!\w|{_MARKS})" if splits_words(name[-1]) else ""
    return f"{before}(?:{written}){after}"


def _forms(sign: str) -> str:
    composed = {written for part in _looks_like(sign) for written in _written(part)}
    found = "|".join(map(re.escape, sorted(composed, key=lambda form: (-len(form), form))))
    parts = normalize("NFD", sign)
    if len(parts) > 1:
        apart = ("|".join(re.escape(form) for like in _looks_like(part) for form in _written(like)) for part in parts)
        found += "|" + "".join(f"(?:{forms})" for forms in apart)
    return f"(?:{found})[{_UNSEEN}]*"


def _looks_like(sign: str) -> tuple[str, ...]:
    row = _ROW_OF.get(sign, sign)
    return tuple(dict.fromkeys(like for one in row for like in (one, *_other_widths().get(one, ()))))


def _written(sign: str) -> set[str]:
    code = ord(sign)
    forms = {sign, html.escape(sign), f"&#{code};", f"&#x{code:x};", json.dumps(sign)[1:-1], quote(sign, safe="")}
    return forms | {f"\\u{code:04x}"} | ({f"&{codepoint2name[code]};"} if code in codepoint2name else set())


@lru_cache(maxsize=1)
def _other_widths() -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for sign in (chr(code) for block in _OF_OTHER_WIDTH for code in block):
        plain = normalize("NFKC", sign)
        if plain != sign and len(plain) == 1:
            found[plain].append(sign)
    return {plain: tuple(signs) for plain, signs in found.items()}


def _loose(folded: str) -> str:
    apart = normalize("NFD", folded)
    bare = "".join(sign for sign in apart if category(sign) != "Mn" or sign > "\u0dff").translate(_STROKES)
    latin = re.sub("[\u00c0-\u024f\u1e00-\u1eff]", lambda match: anyascii(match[0]).lower(), bare)
    return latin.translate({ord("-"): " ", ord("·"): " ", ord("'"): None})
