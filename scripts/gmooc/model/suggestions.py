"""Suggest the value that was meant by one that does not fit, or the candidates if it is ambiguous."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from gmooc.core.datetimes import BEIJING, zone_names
from gmooc.model.countries import codes_of, usual_code_of
from gmooc.model.fields import read_orcid, read_publish_time

# English, Arabic, Chinese, French, Russian, Spanish: people write countries and languages by their names.
_LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")
_ZONES = {
    **dict.fromkeys(("beijing", "beijing time", "china", "china time", "北京", "北京时间"), "Asia/Shanghai"),
    **dict.fromkeys(("gmt", "utc", "z"), "UTC"),
    "aoe": "AoE",
}
# Offsets that one zone of our readers has all year.
_SAME_OFFSET = {"UTC+08:00": BEIJING, "UTC+00:00": "UTC", "UTC-12:00": "AoE"}
_YES_NO = {"yes": "true", "y": "true", "是": "true", "oui": "true", "no": "false", "n": "false", "否": "false"}
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_CLOCK = re.compile(r"(.*?)[T ]+(\d{1,2}):(\d{2})(?::\d{2})?")
_ZONED = re.compile(r"(?P<moment>.*?\d:\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*\(?(?P<zone>\D.*?)?\)?", re.ASCII)
_AWAY = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE | re.ASCII)
_SEPARATORS = re.compile(r"\s*[,，、;；]\s*")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")


class Suggestion(NamedTuple):
    """The value that was meant; empty where that is not plain. What it may have been is asked in either case."""

    value: str = ""
    choices: tuple[str, ...] = ()


# What is longer is no date, code or address with a slip, and is not read for one again and again.
MAX_MENDED_LENGTH = 300


def mend_value(fault: str, given: str, allowed: tuple[str, ...] = ()) -> Suggestion:
    """Mend a value with a fault as pydantic names it; `allowed` are the values of a list to choose from."""
    if len(given) > MAX_MENDED_LENGTH:
        return Suggestion()
    if fault == "literal_error":
        folded = re.sub(r"[\s_-]+", "-", _plain(given).lower())
        return Suggestion(next((value for value in allowed if value.lower() == folded), ""))
    mend = _MENDERS.get(fault)
    return mend(_plain(given)) if mend else Suggestion()


def _plain(text: str) -> str:
    """Return text in plain letters and digits: full-width forms and quotation marks are left behind."""
    return unicodedata.normalize("NFKC", text).strip().strip("“”„«»\"'").strip()


def _day(text: str) -> Suggestion:
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return Suggestion(_iso(*map(int, match.groups())))
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return Suggestion()
    first, second, year = map(int, match.groups())
    readings = tuple(dict.fromkeys(day for day in (_iso(year, second, first), _iso(year, first, second)) if day))
    return Suggestion(readings[0]) if len(readings) == 1 else Suggestion("", readings)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _moment(text: str) -> Suggestion:
    match = _CLOCK.fullmatch(text)
    day = _day(match[1] if match else text)
    if not match:
        return day
    clock = f" {int(match[2]):02}:{match[3]}"
    return Suggestion(day.value and day.value + clock, tuple(choice + clock for choice in day.choices))


def _publish_time(text: str) -> Suggestion:
    match = _ZONED.fullmatch(text)
    moments = _moment(match["moment"]) if match else Suggestion()
    readings = (moments.value,) if moments.value else moments.choices
    # A launch is most often told in Beijing's time or in UTC; which, only its author knows.
    zones = (_zone(match["zone"]),) if match and match["zone"] else (BEIJING, "UTC")
    written = (f"{reading} {zone}" for reading in readings for zone in zones)
    found = tuple(text for text in written if _is_read_by(read_publish_time, text))
    return Suggestion(found[0]) if len(found) == 1 else Suggestion("", found)


def _is_read_by(read: Callable[[object], object], text: str) -> bool:
    try:
        read(text)
    except PydanticCustomError:
        return False
    return True


def _zone(text: str) -> str:
    """Return the zone that a text means as `publish_at` has it; '' if that is not plain."""
    if away := _AWAY.fullmatch(text):
        return f"UTC{away[1]}{int(away[2]):02}:{away[3] or '00'}"
    name = text.casefold()
    return _ZONES.get(name) or next((zone for zone in zone_names() if zone.casefold() == name.replace(" ", "_")), "")


def _zone_name(text: str) -> Suggestion:
    """Return the zone of a place that has this offset all year, where one alone is meant here."""
    zone = _zone(text)
    return Suggestion(_SAME_OFFSET.get(zone, "" if zone.startswith("UTC") and zone != "UTC" else zone))


def _orcid(text: str) -> Suggestion:
    """Return an ORCID iD as orcid.org writes it, if its last character proves it."""
    bare = re.sub(r"(?i)^(?:https?://)?(?:www\.)?orcid\.org/|^orcid(?: id)?:? *", "", text).rstrip("/")
    signs = re.sub(r"[\s\u2010-\u2015\u2212-]", "", bare).upper()
    written = "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))
    return Suggestion(written if _is_read_by(read_orcid, written) else "")


def _end_of_day(text: str) -> Suggestion:
    """Return the last minute of a day whose end was written as 24:00."""
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ]24:00", text)
    return Suggestion(f"{match[1]} 23:59" if match else "")


def _country(text: str) -> Suggestion:
    codes = codes_of(text)
    return Suggestion(codes[0]) if len(codes) == 1 else Suggestion(usual_code_of(text), codes)


def _language(text: str) -> Suggestion:
    from babel import Locale

    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?", text)
    if match and match[1].lower() in Locale("en").languages:
        parts = (match[1].lower(), match[2] and match[2].title(), match[3] and match[3].upper())
        return Suggestion("-".join(part for part in parts if part))
    for code in _LANGUAGES:
        for tag, name in Locale(code).languages.items():
            if name.casefold() == text.casefold() and len(tag) < 4:
                return Suggestion(tag)
    names = {Locale(tag).get_display_name(tag): tag for tag in (*_LANGUAGES, "pt", "de", "sw", "hi", "ja", "ko")}
    return Suggestion(next((tag for name, tag in names.items() if name and name.casefold() == text.casefold()), ""))


def _number(text: str) -> Suggestion:
    numbers = re.findall(r"\d{1,9}", text)
    # Digits of other scripts have their value.
    is_ascii = text.isascii()
    return Suggestion((numbers[0] if is_ascii else str(int(numbers[0]))) if len(numbers) == 1 else "")


def _target(text: str) -> Suggestion:
    found = re.findall(r"\b(\d{1,2}\.(?:\d{1,2}|[a-d]))\b", text.lower())
    return Suggestion(found[0] if len(found) == 1 else "")


def _identifier(text: str) -> Suggestion:
    words = re.findall(r"[a-z0-9]+", text.removesuffix(".md").lower()) if text.isascii() else []
    return Suggestion("-".join(words))


def _address(text: str) -> Suggestion:
    return Suggestion(f"https://{text}" if _HOST.fullmatch(text) and not text.endswith((".md", ".jpg", ".png")) else "")


def _list(text: str) -> Suggestion:
    parts = [part for part in _SEPARATORS.split(text.strip("[]")) if part]
    is_plain = all(re.fullmatch(r"[\w./ -]+", part) for part in parts)
    return Suggestion(f"[{', '.join(parts)}]" if parts and is_plain else "")


def _visible(text: str) -> Suggestion:
    return Suggestion("".join(character for character in text if character.isprintable()))


_MENDERS: dict[str, Callable[[str], Suggestion]] = {
    "date_form": _day,
    "moment_form": _moment,
    "publish_form": _publish_time,
    "country_code": _country,
    "language_tag": _language,
    "int_parsing": _number,
    "target_number": _target,
    "identifier": _identifier,
    "url_scheme": _address,
    "zone_name": _zone_name,
    "orcid_form": _orcid,
    "time_exists": _end_of_day,
    "bool_parsing": lambda text: Suggestion(_YES_NO.get(text.casefold(), "")),
    "tuple_type": _list,
    "hidden_characters": _visible,
    "picture_path": lambda text: Suggestion(text[2:] if re.fullmatch(r"\./[\w .-]+", text) else ""),
}
