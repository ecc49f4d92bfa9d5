"""Names of countries, and the ISO 3166 codes that a name means as people write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from gmooc.core.files import read_data_beside
from gmooc.core.languages import LANGUAGES
from gmooc.core.slugs import without_accents

_APOSTROPHES = re.compile("['’‘ʼ`´＇ʹʻ]")
_NO_WORD = re.compile(r"[^\w\s]|_")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_BRACKETS = re.compile(r"([^(（]*)[(（]([^)）]*)[)）]\s*")
# An article before a name; what a form adds to one.
_ARTICLES = re.compile(r"^(?:the|la|le|les|l|el|los|las) | the$")
# What nobody sees, and what draws Arabic words out.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeffـ"))
# Longer than the longest name of a state.
_MAX_LENGTH = 120


@cache
def country_names(language: str) -> dict[str, str]:
    """Return ISO 3166 codes of countries and areas with their names in a language (source: Unicode CLDR by Babel)."""
    from babel import Locale

    names = Locale.parse(language).territories
    # CLDR also lists groups (EU, UN) and exceptional reservations, which are no countries of ISO 3166-1.
    other = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in other}


def codes_of(text: str) -> tuple[str, ...]:
    """Return the codes that the name of a country means: one, several where it is shared, none where it is unknown.

    A two-letter code counts in any case, a three-letter one in capitals; a flag, a code in brackets and a place
    before a comma are no part of the name.
    """
    text = " ".join(text.split())
    if len(text) > _MAX_LENGTH:
        return ()
    flags = ["".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in flag) for flag in _FLAG.findall(text)]
    if flags and not _fold(_FLAG.sub("", text)):
        return tuple(flag for flag in dict.fromkeys(flags) if flag in country_names("en"))
    text = _FLAG.sub("", text).strip()
    return _exact(text) or _in_parts(text)


def usual_code_of(text: str) -> str:
    """Return the code that lists of countries give a name that several share; '' if they give none."""
    return _shared().get(_fold(text), ("",))[0]


def _exact(text: str) -> tuple[str, ...]:
    bare = text.replace(".", "").strip()
    if bare.upper() in country_names("en") and bare.isascii():
        return (bare.upper(),)
    if len(bare) == 3 and bare.isupper() and (codes := _three_letters().get(bare)):
        return codes
    folded = _fold(text)
    shared = _shared()
    for name in dict.fromkeys((folded, _fold(bare), _ARTICLES.sub("", folded), *_without_state(folded))):
        if name in shared:
            return tuple(dict.fromkeys(filter(None, shared[name])))
        if found := _names().get(name) or _further_names().get(name):
            return found
    return ()


def _in_parts(text: str) -> tuple[str, ...]:
    """Read 'Korea, Republic of', 'Kenya (KE)' and 'Nairobi, Kenya'."""
    if match := _BRACKETS.fullmatch(text):
        name, rest = match[1].strip(), match[2].strip()
        if found := _exact(f"{rest} {name}"):
            return found
        inside, outside = _exact(rest), _exact(name)
        return inside if not outside or set(inside) & set(outside) else () if inside else outside
    *places, last = (part.strip() for part in re.split("[,，،]", text))
    if not places:
        return ()
    if found := _exact(f"{last} {places[0]}") if len(places) == 1 else ():
        return found
    # Of several countries none is chosen.
    return () if any(map(_exact, places)) else _exact(last)


def _without_state(folded: str) -> Iterator[str]:
    """Yield what is left of 'republic of kenya' and its like without what says that it is a state."""
    states = _list()["states"]
    words, joints = set(states["words"].split()), set(states["of"].split())
    parts = folded.split()
    end = next((index for index, part in enumerate(parts) if part not in words | joints), 0)
    if end and parts[0] in words and parts[end - 1] in joints:
        yield " ".join(parts[end:])
    for start in map(_fold, states["before"]):
        if folded.startswith(f"{start} "):
            yield folded.removeprefix(f"{start} ")
    for ending in map(_fold, states["behind"]):
        if folded.endswith(ending) and folded != ending:
            yield folded.removesuffix(ending).strip()


def _fold(text: str) -> str:
    """Return a name without what writers differ in: case, accents, signs, '&' for 'and', 'St' for 'Saint'."""
    text = without_accents(text.replace("&", " and ")).translate(_UNSEEN)
    text = _NO_WORD.sub(" ", _APOSTROPHES.sub(" ", text.casefold().replace(".", " "))).replace("ı", "i")
    text = re.sub("[أإآٱ]", "ا", unicodedata.normalize("NFC", text))
    return re.sub(r"\bst\b", "saint", " ".join(text.split()))


@cache
def _list() -> Any:
    return read_data_beside(__file__)


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    return {_fold(name): tuple(codes) for name, codes in _list()["shared"].items()}


@cache
def _three_letters() -> dict[str, tuple[str, ...]]:
    """Return codes by those of three letters; one of a state that is no more has those of all that followed it."""
    from babel.core import get_global

    known = country_names("en")
    aliases = get_global("territory_aliases").items()
    letters = {name: codes for name, codes in aliases if len(name) == 3 and name.isalpha()}
    return {name: tuple(code for code in codes if code in known) for name, codes in letters.items()}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return codes by folded name: those of the list, and CLDR's in the languages of the interface."""
    known = country_names("en")
    written = {_fold(name): (code,) for code, names in _list()["names"].items() if code in known for name in names}
    return _cldr_names(LANGUAGES) | written


@cache
def _further_names() -> dict[str, tuple[str, ...]]:
    # Read only when a name is met that the languages of the interface do not know: it takes a second.
    return _cldr_names(_list()["languages"])


def _cldr_names(languages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    from babel import Locale

    found: dict[str, tuple[str, ...]] = {}
    for language in languages:
        names = Locale.parse(language).territories
        for code in country_names("en"):
            for key in (code, f"{code}-alt-short", f"{code}-alt-variant"):
                if key in names:
                    folded = _fold(names[key])
                    found[folded] = tuple(dict.fromkeys((*found.get(folded, ()), code)))
    return found
