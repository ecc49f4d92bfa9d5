"""Check the facts of one file: dates that are ambiguous or cannot all be true, and what an edition lacks."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from pydantic_core import PydanticCustomError

import gmooc.core.problem_messages as messages
from gmooc.content.entry import Entry, split_translation
from gmooc.content.free_pages import HUB_FILES
from gmooc.core.datetimes import UNKNOWN_ZONE, LocalMoment, count_on_clocks
from gmooc.core.problem_messages import Message, message_of, message_of_key, names_in
from gmooc.model.fields import read_publish_time, reject_hidden_text
from gmooc.model.records import Announcement, Challenge, EntryRecord, Phase, Registration
from gmooc.model.schema_errors import MESSAGES
from gmooc.text.front_matter import KeyPath, name_of_path

# Names of zones that stand for one of two hours of many places, each with a place that has them.
_PLACE_OF_HOUR = {
    "EST": "America/New_York",
    "EST5EDT": "America/New_York",
    "CST6CDT": "America/Chicago",
    "MST": "America/Denver",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
    "HST": "Pacific/Honolulu",
    "WET": "Europe/Lisbon",
    "CET": "Europe/Paris",
    "MET": "Europe/Paris",
    "EET": "Europe/Athens",
}

# A fault of a date: the code of its rule, the key it stands at, and what must hold.
Slip = tuple[str, KeyPath, Message]


def slips_of(record: EntryRecord | None) -> tuple[Slip, ...]:
    """Return the faults of the dates in an entry's front matter."""
    if isinstance(record, Challenge):
        return tuple(_of_challenge(record))
    return tuple(_of_announcement(record)) if isinstance(record, Announcement) else ()


def _of_challenge(record: Challenge) -> Iterator[Slip]:
    for index, phase in enumerate(record.phases):
        yield from _of_period(("phases", index), phase, ("starts", "ends"), record.as_of)
    if record.registration:
        yield from _of_registration(record.registration, record.as_of)
    if record.publish_at:
        yield from _once(("publish_at",), record.publish_at.local, record.publish_at.zone)


def _of_registration(registration: Registration, as_of: date) -> Iterator[Slip]:
    yield from _of_period(("registration",), registration, ("opens", "closes"), as_of)
    is_over = registration.closes and registration.closes.day < as_of
    if not registration.url and not is_over:
        yield "E141", ("registration",), message_of(messages.REGISTRATION_WITHOUT_PAGE, day=str(registration.opens))


def _of_period(path: KeyPath, period: Phase | Registration, keys: tuple[str, str], as_of: date) -> Iterator[Slip]:
    """Yield the faults of a phase or a registration, whose begin and end have these keys."""
    first, last = (getattr(period, key) for key in keys)
    for key, moment in zip(keys, (first, last), strict=True):
        if moment:
            yield from _once((*path, key), moment, period.zone)
    if place := _PLACE_OF_HOUR.get(period.zone):
        yield "E017", (*path, "zone"), message_of(messages.ZONE_OF_PLACE, place=place, given=period.zone)
    latest = last or first
    if period.zone == UNKNOWN_ZONE and latest and latest.day >= as_of:
        yield "E131", (*path, "zone"), message_of(messages.ZONE_WANTED, day=str(as_of))
    if first and last and last.at(period.zone, end_of_day=True) < first.at(period.zone, end_of_day=False):
        template = messages.BEFORE_START if keys[0] == "starts" else messages.BEFORE_OPENING
        yield "E133", (*path, keys[1]), message_of_key(keys[1], template, start=str(first), given=str(last))


def _of_announcement(record: Announcement) -> Iterator[Slip]:
    at = record.publish_at
    yield from _once(("publish_at",), at.local, at.zone)
    if record.expires:
        yield from _once(("expires",), record.expires, at.zone)
        if record.expires.at(at.zone, end_of_day=True) <= at.instant:
            start, given = str(at.local), str(record.expires)
            message = message_of_key("expires", messages.BEFORE_PUBLICATION, start=start, given=given)
            yield "E133", ("expires",), message


def _once(path: KeyPath, moment: LocalMoment, zone: str) -> Iterator[Slip]:
    """Say of a moment that its zone's clocks show never or twice that it means nothing or two hours."""
    times = 1 if zone == UNKNOWN_ZONE or moment.clock is None else count_on_clocks(moment, zone)
    if times != 1:
        template = messages.TIME_TWICE if times > 1 else messages.TIME_SKIPPED
        values = {"zone": zone, "day": str(moment.day), "given": str(moment)}
        yield "E132", path, message_of_key(str(path[-1]), template, **values)


# The keys of facts that an edition lacks, and the moment as ISO text from which they are missed.
Gaps = tuple[tuple[str, ...], str]
NONE: Gaps = ((), "")


def gaps_of(entry: Entry[EntryRecord | None]) -> Gaps:
    """Return what an original edition lacks; translations, drafts and cancelled editions lack nothing."""
    record = entry.record
    if not isinstance(record, Challenge) or entry.key != entry.id or record.draft or record.status == "cancelled":
        return NONE
    keys = tuple(_missing(record))
    return (keys, _end_of(record)) if keys else NONE


def _missing(record: Challenge) -> Iterator[str]:
    received = record.recognition
    facts = (
        ("theme", record.theme),
        ("phases", record.phases),
        ("phases.zone", all(phase.zone != UNKNOWN_ZONE for phase in record.phases)),
        ("organisers", record.organisers),
        ("eligibility", record.eligibility),
        ("team", record.team),
        ("courses", record.courses),
        ("recognition", received.credit or received.certificate or received.prizes),
        ("outcomes", record.outcomes),
        ("sources", record.sources),
    )
    return (key for key, value in facts if not value)


def _end_of(record: Challenge) -> str:
    """Return when the last step ends; of an edition without dates, when its year does."""
    edges = [phase.ends or phase.starts for phase in record.phases]
    ends = [edge.at(phase.zone, end_of_day=True) for edge, phase in zip(edges, record.phases, strict=True) if edge]
    return max(ends, default=datetime(record.edition + 1, 1, 1, tzinfo=UTC)).isoformat()


MAX_SEARCH_TERMS, MAX_SEARCH_TERM_LENGTH = 40, 60
_KEYS = ("publish_at", "search_terms")


def slips_of_page(path: str, values: Mapping[str, Any]) -> Iterator[Slip]:
    """Yield the faults of the keys that the core reads; those of the engine are its own."""
    for key in values:
        # A key that the engine does not know means nothing to it, and a page with a slip here would not wait.
        if key not in _KEYS and (meant := difflib.get_close_matches(key.lower().replace("-", "_"), _KEYS, 1, 0.8)):
            misspelt = message_of(messages.KEY_MISSPELT, key=meant[0])
            yield "E011", (key,), message_of(messages.OF_KEY, key=key, message=misspelt)
    if values.get("publish_at") and split_translation(path)[0] in HUB_FILES:
        yield "E011", ("publish_at",), message_of(messages.LIST_IS_ALWAYS_THERE)
    elif values.get("publish_at"):
        yield from _faults_of(("publish_at",), read_publish_time, values["publish_at"])
    terms = values.get("search_terms") or []
    if not isinstance(terms, list):
        yield "E014", ("search_terms",), message_of_key("search_terms", messages.NO_LIST)
        return
    if len(terms) > MAX_SEARCH_TERMS:
        message = message_of_key("search_terms", messages.TOO_MANY, most=MAX_SEARCH_TERMS, length=len(terms))
        yield "E013", ("search_terms",), message
    for index, term in enumerate(terms[:MAX_SEARCH_TERMS]):
        place: KeyPath = ("search_terms", index)
        name = f"search_terms.{index + 1}"
        if not isinstance(term, str):
            yield "E014", place, message_of_key(name, messages.NO_TEXT)
        elif len(term) > MAX_SEARCH_TERM_LENGTH:
            limit = MAX_SEARCH_TERM_LENGTH
            yield "E013", place, message_of_key(name, messages.TOO_LONG, max_length=limit, length=len(term))
        else:
            yield from _faults_of(place, reject_hidden_text, term)


def _faults_of(path: KeyPath, read: Callable[[str], object], value: Any) -> Iterator[Slip]:
    """Yield the fault that a reader finds in a value, as it is told of records."""
    try:
        read(value)
    except PydanticCustomError as error:
        code, template = MESSAGES[error.type]
        values = {"given": value} if "given" in names_in(template) else {}
        yield code, path, message_of_key(name_of_path(path), template, **values)


def search_terms_of(path: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the search terms, or none if any of them is at fault."""
    terms = values.get("search_terms") or ()
    return () if any("search_terms" in place for _, place, _ in slips_of_page(path, values)) else tuple(terms)
