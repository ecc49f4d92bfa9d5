"""Name the types of front matter values, each with the function that reads it and what schemas say of it.

A reader returns the value or raises a PydanticCustomError that names the fault; `schema_errors` has its message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from functools import partial
from typing import Annotated, Any, LiteralString

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError
from pydantic_core import Url as PlainUrl

from gmooc.core.datetimes import UNKNOWN_ZONE, LocalMoment, PublishTime, zone_names
from gmooc.core.slugs import RESERVED
from gmooc.core.urls import BARE_HOST, NAMED_HOST, WEB_HOST, host_of, is_look_alike, mend_url
from gmooc.model.countries import country_names
from gmooc.text.text_safety import (
    DECEIVING,
    E_MAIL,
    HIDDEN,
    HIDDEN_LEFT_TO_RIGHT,
    MISPLACED,
    RIGHT_TO_LEFT,
    TEAM_ADDRESS,
    TELEPHONE,
    TURNING,
    e_mails_in,
)

# Digits are those of ASCII: others would reach calendars and addresses, which know no others.
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?", re.ASCII)
# With the name of a zone, or with an offset as ISO 8601 and the tools that write it have it.
PUBLISH_TIME = re.compile(
    r"(?P<moment>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2})(?::00(?:[.,]0{1,9})?)?"
    r"(?:(?P<utc>Z)| ?(?:UTC)?(?P<sign>[+-])(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?| (?P<zone>[A-Za-z]\S*))",
    re.ASCII,
)
# No clocks are further from UTC than those of Kiribati.
MAX_OFFSET = 14 * 60
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", re.ASCII)
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ALIAS = re.compile(rf"(\d{{4}}/)?{IDENTIFIER.pattern}", re.ASCII)
_RESERVED_NAME = re.compile(rf"(?:\d{{4}}/)?(?:{RESERVED})")
TARGET = re.compile(r"(1[0-7]|[1-9])\.([1-9][0-9]?|[a-d])")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
ORCID_ADDRESS = rf"(?:https?://(?:www\.)?orcid\.org/)?{_ORCID.pattern}/?"
# What turns the direction of reading, what nobody sees and no script needs there, and what is no character; and a text
# of nothing else, which the signs that join letters of some scripts and those that stand upon them would make, too.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
    r"|^[\s\u0300-\u036f\u200c\u200d\u2800\ufe00-\ufe0f]+$"
    f"|{MISPLACED}"
)
# No clock on Earth leads out of the calendar of computers from these.
FIRST_YEAR, LAST_YEAR = 2000, 2100
# More than there are people; what is larger than this fits no number of other programs.
MAX_COUNT = 10_000_000_000


def unfit(fault: LiteralString) -> PydanticCustomError:
    """Return what a reader raises at a value with a fault."""
    return PydanticCustomError(fault, fault)


def read_date(text: object) -> date:
    """Return the day of '2024-09-28'."""
    if isinstance(text, date):
        return text
    match = _DATE.fullmatch(str(text))
    if not match:
        raise unfit("date_form")
    try:
        day = date(*map(int, match.groups()))
    except ValueError as error:
        raise unfit("date_exists") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise unfit("date_range")
    return day


def read_local_moment(text: object) -> LocalMoment:
    """Return the moment of '2024-09-28' or '2024-09-28 23:59'."""
    match = MOMENT.fullmatch(str(text))
    if not match:
        raise unfit("moment_form")
    read_date(match[1])
    if match[2]:
        try:
            time.fromisoformat(match[2])
        except ValueError as error:
            raise unfit("time_exists") from error
        return LocalMoment(f"{match[1]} {match[2]}")
    return LocalMoment(match[1])


def read_zone(text: object) -> str:
    """Return the name of a time zone: IANA, UTC, AoE or unknown."""
    name = str(text)
    if name in (UNKNOWN_ZONE, "AoE", "UTC") or name in zone_names():
        return name
    raise unfit("zone_name")


def read_publish_time(text: object) -> PublishTime:
    """Return the moment of '2027-01-24 08:00 Asia/Shanghai' or, with an offset, of '2027-01-24T08:00+08:00'."""
    match = PUBLISH_TIME.fullmatch(str(text).strip())
    try:
        if not match:
            raise ValueError(text)
        local = read_local_moment(match["moment"])
        zone = read_zone(match["zone"]) if match["zone"] else _offset_zone(match)
        if zone == UNKNOWN_ZONE:
            raise ValueError(zone)
    except (ValueError, PydanticCustomError) as error:
        raise unfit("publish_form") from error
    return PublishTime(f"{local} {zone}")


def _offset_zone(match: re.Match[str]) -> str:
    """Return the name of the zone that an offset means, such as UTC+08:00."""
    hours, minutes = int(match["hours"] or 0), int(match["minutes"] or 0)
    if minutes > 59 or hours * 60 + minutes > MAX_OFFSET:
        raise ValueError(match[0])
    return f"UTC{match['sign']}{hours:02}:{minutes:02}" if hours or minutes else "UTC"


def read_web_address(text: object) -> str:
    """Return the address of a public web page, with what may not stand in it escaped."""
    address = str(text).strip()
    if not address.lower().startswith(("https://", "http://")):
        raise unfit("url_scheme")
    try:
        url = PlainUrl(address)
    except ValueError as error:
        raise unfit("url_form") from error
    mended = mend_url(address)
    if url.username or url.password or not url.host or "." not in url.host or mended is None:
        raise unfit("url_form")
    if is_look_alike(host_of(address)):
        raise unfit("url_look_alike")
    return mended


def read_orcid(text: object) -> str:
    """Return an ORCID iD, given bare or as an address; its last character proves the others (ISO 7064, 11-2)."""
    given = re.sub(r"^https?://(www\.)?orcid\.org/", "", str(text).strip()).rstrip("/")
    if not _ORCID.fullmatch(given):
        raise unfit("orcid_form")
    digits = given.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != digits[-1]:
        raise unfit("orcid_check")
    return given


def read_country(text: object) -> str:
    """Return the two-letter ISO 3166 code of a country or area."""
    code = str(text)
    if code not in country_names("en"):
        raise unfit("country_code")
    return code


def read_picture_path(text: object) -> str:
    """Return the name of a picture that lies beside its entry."""
    path = str(text).strip()
    if "://" in path or path.startswith(("/", "\\", "data:")) or ".." in path or "\\" in path:
        raise unfit("picture_path")
    return path


_FORMS = {"language_tag": LANGUAGE_TAG, "identifier": IDENTIFIER, "alias": ALIAS, "target_number": TARGET}


def read_form(form: str, text: str) -> str:
    """Return a text that has one of the forms above."""
    if not _FORMS[form].fullmatch(text) or (form == "alias" and _RESERVED_NAME.fullmatch(text)):
        raise unfit("identifier" if form == "alias" else form)
    return text


def reject_hidden_text(text: str) -> str:
    """Return a text that shows all it holds, and nobody's address."""
    # Most texts are of plain letters, and what they hold that is refused stands around a sign.
    if text.isascii() and text.isprintable() and "@" not in text and ";" not in text and "%" not in text:
        return text
    if _CONTROL.search(text):
        raise unfit("hidden_characters")
    if any(e_mails_in(text)):
        raise unfit("no_address")
    return text


# The patterns by the fault that a text has which does not fit, for checks outside Python.
VALUE_PATTERNS = {
    "language_tag": LANGUAGE_TAG.pattern,
    "identifier": IDENTIFIER.pattern,
    "target_number": TARGET.pattern,
    "date_form": _DATE.pattern,
    "orcid_form": ORCID_ADDRESS,
    "no_address": E_MAIL,
    "team_address": TEAM_ADDRESS,
    "telephone": TELEPHONE,
    "hidden_characters": _CONTROL.pattern,
    "hidden": HIDDEN,
    "hidden_left_to_right": HIDDEN_LEFT_TO_RIGHT,
    "right_to_left": RIGHT_TO_LEFT,
    "turning": TURNING,
    "deceiving": DECEIVING,
    "web_host": WEB_HOST,
    "named_host": NAMED_HOST,
    "bare_host": BARE_HOST,
}


def _shown(pattern: str, example: str) -> Any:
    """Return what a schema shows of a pattern, for editors; the reader of the type checks more, and says what."""
    return Field(json_schema_extra={"pattern": f"^(?:{pattern})$", "examples": [example]})


VISIBLE = AfterValidator(reject_hidden_text)
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), VISIBLE]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), VISIBLE]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000), VISIBLE]
PicturePath = Annotated[str, BeforeValidator(read_picture_path), VISIBLE]
Day = Annotated[date, BeforeValidator(read_date)]
Moment = Annotated[
    LocalMoment,
    PlainValidator(read_local_moment, json_schema_input_type=str),
    _shown(MOMENT.pattern, "2024-09-28 23:59"),
]
Zone = Annotated[str, BeforeValidator(read_zone)]
PublishAt = Annotated[
    PublishTime,
    PlainValidator(read_publish_time, json_schema_input_type=str),
    # In the patterns of schemas groups have no names.
    _shown(re.sub(r"\?P<\w+>", "", PUBLISH_TIME.pattern), "2027-01-24 08:00 Asia/Shanghai"),
]
Url = Annotated[
    str,
    StringConstraints(max_length=2000),
    BeforeValidator(read_web_address),
    VISIBLE,
    _shown("[Hh][Tt][Tt][Pp][Ss]?://.+", "https://example.org/page"),
]
Country = Annotated[str, BeforeValidator(read_country), _shown("[A-Z]{2}", "KE")]
Orcid = Annotated[str, BeforeValidator(read_orcid), _shown(ORCID_ADDRESS, "0000-0002-1825-0097")]
Goal = Annotated[int, Field(ge=1, le=17)]
Year = Annotated[int, Field(ge=2021, le=2100)]
Count = Annotated[int, Field(ge=0, le=MAX_COUNT)]
Language = Annotated[
    str,
    AfterValidator(partial(read_form, "language_tag")),
    _shown(LANGUAGE_TAG.pattern, "zh"),
]
Identifier = Annotated[
    str,
    StringConstraints(max_length=80),
    AfterValidator(partial(read_form, "identifier")),
    _shown(IDENTIFIER.pattern, "gmooc-2024"),
]
Alias = Annotated[
    str,
    StringConstraints(max_length=80),
    AfterValidator(partial(read_form, "alias")),
    _shown(ALIAS.pattern, "2023/rain-school"),
]
TargetNumber = Annotated[
    str,
    AfterValidator(partial(read_form, "target_number")),
    _shown(TARGET.pattern, "4.7"),
]


def records_in(annotation: Any) -> Iterator[Any]:
    """Yield the records that the annotation of a field holds, alone or in lists or unions."""
    if hasattr(annotation, "model_fields"):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from records_in(argument)
