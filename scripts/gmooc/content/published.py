"""Read and write the lists of what was published: addresses.txt, calendar.txt and texts.txt.

They are what a later build is held against: an address that was published never vanishes without a word, the dates in
people's calendars move when ours do, and feed readers show a text again that was corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import gmooc.core.problem_messages as messages
from gmooc.content.link_status import FILE as LINKS
from gmooc.core.problems import Problem
from gmooc.core.slugs import slug_of
from gmooc.model.records import Challenge
from gmooc.text.front_matter import KeyPath

ADDRESSES, CALENDAR, TEXTS = "addresses.txt", "calendar.txt", "texts.txt"
# The files that commands keep among those of content.
LISTS = (ADDRESSES, CALENDAR, TEXTS, LINKS)
GONE = "gone"
_ADDRESSES_HEAD = """\
# Every address that was published, below the site's own; manage.py record adds new ones. A project has a number of its
# own, which never changes (/p/<number>/ leads to it), and the day on which it was first seen. What was taken down on
# purpose is marked 'gone'; what lies elsewhere now, and has no file with an alias for it, '-> <address>'.
"""
_CALENDAR_HEAD = """\
# Every event of the calendars as it was last published: its name, how often it has moved, and its dates. Written by
# manage.py record.
"""
_TEXTS_HEAD = """\
# Every announcement and project as it was last published: the address of its page, a digest of its words, and when they
# were last seen corrected, which feeds say. Written by manage.py record.
"""


class Listed(NamedTuple):
    """A published address: its line, a project's number and first day, and where it leads now if not to itself."""

    address: str
    line: int = 0
    number: str = ""
    leads_to: str = ""
    day: str = ""


class Event(NamedTuple):
    """A published event: its name, the line it stands in, how often it has moved, and its dates as one text."""

    uid: str
    line: int
    sequence: int
    dates: str


class Text(NamedTuple):
    """A published text: its page's address, the digest of its words, and the moment of its last correction if any."""

    address: str
    digest: str
    corrected: str = ""


class Dated(NamedTuple):
    """An event of a challenge as it is now: where its file says it, and what calendars do.

    `path` leads to its keys, `dates` has its dates as one text.
    """

    path: KeyPath
    uid: str
    name: str
    starts: str
    ends: str
    zone: str
    note: str
    dates: str


class Ledger(NamedTuple):
    """What was published: addresses and events by their names, texts by the addresses of their pages."""

    addresses: dict[str, Listed]
    events: dict[str, Event]
    texts: dict[str, Text]

    def corrected(self, address: str) -> str:
        """Return the moment at which a text was last seen corrected, as `2027-01-24T08:00:00Z`; '' if never."""
        text = self.texts.get(address)
        return text.corrected if text else ""

    def numbers(self) -> dict[str, str]:
        """Return the numbers of projects by their ids."""
        return {listed.address.rstrip("/"): listed.number for listed in self.addresses.values() if listed.number}

    def days(self) -> dict[str, str]:
        """Return the days on which projects were first seen, by their ids."""
        return {listed.address.rstrip("/"): listed.day for listed in self.addresses.values() if listed.day}

    def sequence_of(self, uid: str, dates: str) -> int:
        """Return how often an event has moved: once more than was recorded if its dates are others now."""
        before = self.events.get(uid)
        return before.sequence + (before.dates != dates) if before else 0


def read_ledger(addresses: str, calendar: str, texts: str = "") -> tuple[Ledger, tuple[Problem, ...]]:
    """Read the lists; a line that cannot be understood becomes a problem."""
    problems: list[Problem] = []
    listed: dict[str, Listed] = {}
    events: dict[str, Event] = {}
    numbers: set[str] = set()
    for number, words in _lines(addresses):
        found = _listed(number, words)
        is_double = found is not None and (found.address in listed or found.number in numbers)
        if found is None or is_double:
            template = messages.LINE_REPEATED if is_double else messages.ADDRESS_LINE_FORM
            problems.append(Problem(ADDRESSES, number, 1, "E138", template))
        else:
            listed[found.address] = found
            numbers |= {found.number} - {""}
    for number, words in _lines(calendar):
        if len(words) != 3 or not re.fullmatch(r"[0-9]{1,6}", words[1]):
            problems.append(Problem(CALENDAR, number, 1, "E138", messages.EVENT_LINE_FORM))
        else:
            events[words[0]] = Event(words[0], number, int(words[1]), words[2])
    written: dict[str, Text] = {}
    for number, words in _lines(texts):
        if _is_text(words):
            written[words[0]] = Text(*words)
        else:
            problems.append(Problem(TEXTS, number, 1, "E138", messages.TEXT_LINE_FORM))
    return Ledger(listed, events, written), tuple(problems)


def _is_text(words: list[str]) -> bool:
    is_whole = len(words) in (2, 3) and _is_address(words[0]) and re.fullmatch(r"[0-9a-f]{16}", words[1])
    return bool(is_whole) and (len(words) == 2 or bool(_CORRECTED.fullmatch(words[2])))


_ADDRESS = re.compile(r"(?:[\w-]{1,80}/){1,9}")
_MAX_FOLDER_LENGTH = 240
_CORRECTED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if words and not words[0].startswith("#"):
            yield number, words


def _is_address(text: str) -> bool:
    """Whether a text names a folder below the site's own: nothing is written beside it or leads out of it."""
    return bool(_ADDRESS.fullmatch(text)) and all(len(part.encode()) <= _MAX_FOLDER_LENGTH for part in text.split("/"))


def _listed(line: int, words: list[str]) -> Listed | None:
    address, *rest = words
    if not _is_address(address):
        return None
    number = rest.pop(0) if rest and re.fullmatch(r"[0-9]{4}-[0-9]{3,6}", rest[0]) else ""
    day = rest.pop(0) if rest and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", rest[0]) else ""
    if rest == [GONE]:
        return Listed(address, line, number, GONE, day)
    if len(rest) == 2 and rest[0] == "->" and _is_address(rest[1]):
        return Listed(address, line, number, rest[1], day)
    return None if rest else Listed(address, line, number, "", day)


def with_addresses(ledger: Ledger, addresses: Iterable[str], day: str) -> Ledger:
    """Add the addresses that are new on a day; a new project gets the next number of its year."""
    listed = dict(ledger.addresses)
    highest: dict[str, int] = {}
    for found in listed.values():
        year, _, number = found.number.partition("-")
        highest[year] = max(highest.get(year, 0), int(number or 0))
    for address in sorted(set(addresses) - listed.keys()):
        number = ""
        parts = address.split("/")
        if parts[0] == "projects" and len(parts) == 4:
            highest[parts[1]] = highest.get(parts[1], 0) + 1
            number = f"{parts[1]}-{highest[parts[1]]:03}"
        listed[address] = Listed(address, 0, number, "", day if number else "")
    return ledger._replace(addresses=listed)


def with_events(ledger: Ledger, dates: dict[str, str]) -> Ledger:
    """Record the events as they are now; one that was published is never forgotten, so that its name stays taken."""
    events = dict(ledger.events)
    for uid, text in dates.items():
        events[uid] = Event(uid, 0, ledger.sequence_of(uid, text), text)
    return ledger._replace(events=events)


def with_texts(ledger: Ledger, digests: Mapping[str, str], moment: str) -> Ledger:
    """Record texts as they are at a moment; one that was recorded with other words has been corrected."""
    texts = dict(ledger.texts)
    for address, digest in digests.items():
        before = texts.get(address)
        if before is None or before.digest != digest:
            texts[address] = Text(address, digest, moment if before else "")
    return ledger._replace(texts=texts)


def write_addresses(ledger: Ledger) -> str:
    """Return the text of addresses.txt."""
    rows = []
    for listed in sorted(ledger.addresses.values()):
        leads_to = listed.leads_to and (GONE if listed.leads_to == GONE else f"-> {listed.leads_to}")
        rows.append(" ".join(filter(None, (listed.address, listed.number, listed.day, leads_to))))
    return "\n".join([_ADDRESSES_HEAD.rstrip(), *rows]) + "\n"


def write_calendar(ledger: Ledger) -> str:
    """Return the text of calendar.txt."""
    rows = [f"{event.uid} {event.sequence} {event.dates}" for event in sorted(ledger.events.values())]
    return "\n".join([_CALENDAR_HEAD.rstrip(), *rows]) + "\n"


def write_texts(ledger: Ledger) -> str:
    """Return the text of texts.txt."""
    rows = [" ".join(filter(None, text)) for text in sorted(ledger.texts.values())]
    return "\n".join([_TEXTS_HEAD.rstrip(), *rows]) + "\n"


def events_of(slug: str, record: Challenge) -> list[Dated]:
    """Return the events of a challenge: its steps that have a date, and the begin and end of its registration."""
    cancelled = "/cancelled" if record.status == "cancelled" else ""
    found: list[Dated] = []
    for index, phase in enumerate(record.phases):
        if phase.starts or phase.ends:
            # Two steps of one name are told apart by how many came before.
            before = sum(earlier.name == phase.name for earlier in record.phases[:index])
            uid = f"{slug}.{slug_of(phase.name)}{before or ''}"
            dates = _dates(phase.starts, phase.ends, phase.zone) + cancelled
            found.append(
                Dated(
                    ("phases", index),
                    uid,
                    phase.name,
                    str(phase.starts or ""),
                    str(phase.ends or ""),
                    phase.zone,
                    phase.note or "",
                    dates,
                )
            )
    registration = record.registration
    for key, name in _REGISTRATION.items():
        if registration and (moment := getattr(registration, key)):
            # No step has a point in its name.
            uid, dates = f"{slug}.registration.{key}", _dates("", moment, registration.zone) + cancelled
            starts, ends = (str(moment), "") if key == "opens" else ("", str(moment))
            note = "\n".join(filter(None, (registration.note, registration.url)))
            found.append(Dated(("registration", key), uid, name, starts, ends, registration.zone, note, dates))
    return found


_REGISTRATION = {"opens": "Registration opens", "closes": "Registration closes"}


def _dates(starts: str | None, ends: str | None, zone: str) -> str:
    return f"{starts or ''}/{ends or ''}/{zone}".replace(" ", "T")


def alias_address(url: str, alias: str) -> str:
    """Return the address that an earlier name of a page had."""
    folder = url.rstrip("/").rpartition("/")[0]
    if "/" in alias:
        folder = folder.rpartition("/")[0]
    return f"{folder}/{alias}/"
