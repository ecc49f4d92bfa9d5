"""Turn the text of one front matter value into a typed value, or say what it must be."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError
from pydantic_core import Url as PlainUrl

from gmooc.moments import UNKNOWN_ZONE, LocalMoment, PublishTime, country_names, zone_names
from gmooc.urls import mend_url

# Digits are those of ASCII: others would reach calendars and addresses, which know no others.
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", re.ASCII)
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ALIAS = re.compile(rf"(\d{{4}}/)?{_IDENTIFIER.pattern}", re.ASCII)
_TARGET = re.compile(r"(1[0-7]|[1-9])\.([1-9][0-9]?|[a-d])")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
# What turns the direction of reading, what nobody sees, and what is no character; and a text of nothing else, which the
# signs that join letters of some scripts and those that stand upon them would make, too.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
    r"|^[\s\u0300-\u036f\u200c\u200d\u2800\ufe00-\ufe0f]+$"
)


# No clock on Earth leads out of the calendar of computers from these.
FIRST_YEAR, LAST_YEAR = 2000, 2100
# More than there are people; what is larger than this fits no number of other programs.
MOST_COUNTED = 10_000_000_000


def read_date(text: object) -> date:
    """Read a calendar day written as year-month-day."""
    if isinstance(text, date):
        return text
    match = _DATE.fullmatch(str(text))
    if not match:
        raise PydanticCustomError("date_form", "must be a day written as 2024-09-28")
    try:
        day = date(*map(int, match.groups()))
    except ValueError as error:
        raise PydanticCustomError("date_exists", "must be a day of the calendar") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("date_range", "must be a day of the years 2000 to 2100")
    return day


def read_local_moment(text: object) -> LocalMoment:
    """Read '2024-09-28' or '2024-09-28 23:59'."""
    match = _MOMENT.fullmatch(str(text))
    if not match:
        raise PydanticCustomError("moment_form", "must be a day, or a day and time, written as 2024-09-28 23:59")
    read_date(match[1])
    if match[2]:
        try:
            time.fromisoformat(match[2])
        except ValueError as error:
            raise PydanticCustomError("time_exists", "must have a time from 00:00 to 23:59") from error
        return LocalMoment(f"{match[1]} {match[2]}")
    return LocalMoment(match[1])


def read_zone(text: object) -> str:
    """Read the name of a time zone: IANA, UTC, AoE or unknown."""
    name = str(text)
    if name in (UNKNOWN_ZONE, "AoE", "UTC") or name in zone_names():
        return name
    raise PydanticCustomError("zone_name", "must be a time zone such as Asia/Shanghai, UTC or AoE")


def read_publish_time(text: object) -> PublishTime:
    """Read '2027-01-24 08:00 Asia/Shanghai'."""
    moment, _, zone = str(text).strip().rpartition(" ")
    try:
        local = read_local_moment(moment)
        if local.clock is None or read_zone(zone) == UNKNOWN_ZONE:
            raise ValueError(zone)
    except (ValueError, PydanticCustomError) as error:
        raise PydanticCustomError(
            "publish_form", "must be a day, a time and a time zone, written as 2027-01-24 08:00 Asia/Shanghai"
        ) from error
    return PublishTime(f"{local} {zone}")


def read_web_address(text: object) -> str:
    """Read the address of a public web page."""
    address = str(text).strip()
    if not address.lower().startswith(("https://", "http://")):
        raise PydanticCustomError("url_scheme", "must be a web address that begins with https://")
    try:
        url = PlainUrl(address)
    except ValueError as error:
        raise PydanticCustomError("url_form", "must be a web address such as https://example.org/page") from error
    mended = mend_url(address)
    if url.username or url.password or not url.host or "." not in url.host or mended is None:
        raise PydanticCustomError("url_form", "must be a web address such as https://example.org/page")
    return mended


def read_orcid(text: object) -> str:
    """Read an ORCID iD, bare or as an address, whose last character proves the others (ISO 7064, 11-2)."""
    given = re.sub(r"^https?://(www\.)?orcid\.org/", "", str(text).strip()).rstrip("/")
    if not _ORCID.fullmatch(given):
        raise PydanticCustomError("orcid_form", "must be an ORCID iD such as 0000-0002-1825-0097")
    digits = given.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != digits[-1]:
        raise PydanticCustomError("orcid_check", "must be an ORCID iD as its owner sees it on orcid.org")
    return given


def read_country(text: object) -> str:
    """Read the two-letter ISO 3166 code of a country or area."""
    code = str(text)
    if code not in country_names("en"):
        raise PydanticCustomError("country_code", "must be the two-letter code of a country, such as KE for Kenya")
    return code


def _matching(pattern: re.Pattern[str], kind: str, message: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise PydanticCustomError(kind, message)
        return text

    return AfterValidator(check)


def _shown(pattern: str, example: str) -> Any:
    """Give the pattern to schemas, for editors; the reader has checks of its own, with words of their own."""
    return Field(json_schema_extra={"pattern": f"^(?:{pattern})$", "examples": [example]})


def _visible(text: str) -> str:
    # Most texts are of plain letters, and all that is refused holds others, or an @.
    if text.isascii() and text.isprintable() and "@" not in text:
        return text
    if _CONTROL.search(text):
        raise PydanticCustomError("hidden_characters", "must hold no invisible or direction-changing characters")
    if _E_MAIL.search(text):
        raise PydanticCustomError("no_address", "must hold no e-mail address: this page is public for ever")
    return text


VISIBLE = AfterValidator(_visible)

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), VISIBLE]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), VISIBLE]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000), VISIBLE]
Day = Annotated[date, BeforeValidator(read_date)]
Moment = Annotated[
    LocalMoment,
    PlainValidator(read_local_moment, json_schema_input_type=str),
    _shown(_MOMENT.pattern, "2024-09-28 23:59"),
]
Zone = Annotated[str, BeforeValidator(read_zone)]
PublishAt = Annotated[
    PublishTime,
    PlainValidator(read_publish_time, json_schema_input_type=str),
    _shown(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2} \S+", "2027-01-24 08:00 Asia/Shanghai"),
]
Url = Annotated[
    str,
    BeforeValidator(read_web_address),
    StringConstraints(max_length=2000),
    VISIBLE,
    _shown("[Hh][Tt][Tt][Pp][Ss]?://.+", "https://example.org/page"),
]
Country = Annotated[str, BeforeValidator(read_country), _shown("[A-Z]{2}", "KE")]
_ORCID_ADDRESS = rf"(?:https?://(?:www\.)?orcid\.org/)?{_ORCID.pattern}/?"
Orcid = Annotated[str, BeforeValidator(read_orcid), _shown(_ORCID_ADDRESS, "0000-0002-1825-0097")]
Goal = Annotated[int, Field(ge=1, le=17)]
Year = Annotated[int, Field(ge=2021, le=2100)]
Count = Annotated[int, Field(ge=0, le=MOST_COUNTED)]
Language = Annotated[
    str,
    _matching(_LANGUAGE, "language_tag", "must be a language tag such as en or zh"),
    _shown(_LANGUAGE.pattern, "zh"),
]
Identifier = Annotated[
    str,
    StringConstraints(max_length=80),
    _matching(_IDENTIFIER, "identifier", "must be lower-case words with hyphens"),
    _shown(_IDENTIFIER.pattern, "gmooc-2024"),
]
Alias = Annotated[
    str,
    StringConstraints(max_length=80),
    _matching(_ALIAS, "identifier", "must be lower-case words with hyphens"),
    _shown(_ALIAS.pattern, "2023/rain-school"),
]
Target = Annotated[
    str,
    _matching(_TARGET, "target_number", "must be the number of a target, such as 4.7 or 4.a"),
    _shown(_TARGET.pattern, "4.7"),
]

# The patterns by the fault that a text has which does not fit, for checks outside Python.
PATTERNS = {
    "language_tag": _LANGUAGE.pattern,
    "identifier": _IDENTIFIER.pattern,
    "target_number": _TARGET.pattern,
    "date_form": _DATE.pattern,
    "orcid_form": _ORCID_ADDRESS,
    "no_address": _E_MAIL.pattern,
    "hidden_characters": _CONTROL.pattern,
}
