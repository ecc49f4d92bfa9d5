"""Return what the clock says of an edition: the state of its phases, and the button that every page carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from gmooc.content.catalogue import Catalogue, build_catalogue
from gmooc.content.entry import Entry, identify, is_entry_of, is_record_path, read_entry
from gmooc.core.datetimes import LocalMoment
from gmooc.core.files import ContentFile
from gmooc.core.languages import LANGUAGES
from gmooc.model.records import Challenge, Phase
from gmooc.text.document import read_document

# What follows a colon in a title is the theme, for which a button has no room.
_THEME = re.compile(r"\s*[:：].*")


class Joining(NamedTuple):
    """How an edition can be joined at a moment, as plain values.

    `state` is upcoming, open or closed; `opens` and `closes` are as they were written, `titles` are the edition's short
    titles by language.
    """

    state: str
    slug: str
    opens: str
    closes: str
    zone: str
    url: str
    titles: tuple[tuple[str, str], ...]


def registration_state(record: Challenge, now: datetime) -> str:
    """Return whether a registration is upcoming, open or closed at a moment; '' where there is none."""
    registration = record.registration
    if registration is None or record.status == "cancelled":
        return ""
    if now < registration.opens.at(registration.zone, end_of_day=False):
        return "upcoming"
    closes = registration.closes
    return "closed" if closes and now >= closes.at(registration.zone, end_of_day=True) else "open"


def joining_of(entry: Entry[Challenge], catalogue: Catalogue) -> Joining | None:
    """Return how an edition can be joined; dates and address are those of the original, whatever a translation says."""
    state, registration = registration_state(entry.record, catalogue.now), entry.record.registration
    if not state or registration is None:
        return None
    titles = tuple((code, short_title(catalogue.told(entry, code).record.title)) for code in LANGUAGES)
    edges = (str(registration.opens), str(registration.closes or ""))
    return Joining(state, entry.slug, *edges, registration.zone, registration.url or "", titles)


def current_joining(catalogue: Catalogue) -> Joining | None:
    """Return the registration that all pages show: what is open and closes first, else what opens first."""
    found = [joining for entry in catalogue.challenges if (joining := joining_of(entry, catalogue))]
    by_state = {"open": _closes_at, "upcoming": _opens_at}
    for state, edge in by_state.items():
        if there := [joining for joining in found if joining.state == state]:
            return min(there, key=lambda joining: (edge(joining), joining.slug))
    return None


def edition_paths(paths: Iterable[str]) -> list[str]:
    """Return the files of challenges, those of translations among them."""
    return [
        path for path in paths if is_record_path(path) and (found := identify(path)) and found.kind.record is Challenge
    ]


def read_editions(*files: ContentFile) -> tuple[Entry[Challenge], ...]:
    """Read challenges for their registration alone: links of their texts lead nowhere."""
    entries: list[Entry[Challenge]] = []
    for file in files:
        identity = identify(file.path)
        assert identity is not None
        document, _ = read_document(file.path, file.read())
        entry, _ = read_entry(document, identity, (), {})
        entries += [entry] if is_entry_of(entry, Challenge) else []
    return tuple(entries)


def joining_at(editions: Iterable[Entry[Challenge]], now: datetime, *, with_hidden: bool = False) -> tuple[Any, ...]:
    """Return as plain values the registration that all pages show, or nothing."""
    return tuple(current_joining(build_catalogue((), editions, now, with_hidden=with_hidden)) or ())


def short_title(title: str) -> str:
    """Return the title of an edition without its theme."""
    return _THEME.sub("", title) or title


def _opens_at(joining: Joining) -> datetime:
    return LocalMoment(joining.opens).at(joining.zone, end_of_day=False)


def _closes_at(joining: Joining) -> datetime:
    # What never closes is the last to be told.
    last = LocalMoment(joining.closes or "2100-12-31")
    return last.at(joining.zone, end_of_day=True)


def state_of(phase: Phase, now: datetime) -> str:
    """Return whether a phase is still to come, open, one of judging, or closed at a moment."""
    starts, ends = instants_of(phase)
    if starts and now < starts:
        return "upcoming"
    if ends and now > ends:
        return "closed"
    if starts or ends:
        return "judging" if phase.judging else "open"
    return ""


def state_of_edition(status: str | None, states: list[str]) -> str:
    """Return where an edition stands: before its first phase, open, judging or after its last; as phases.js does."""
    if status == "cancelled":
        return "cancelled"
    found = set(states) - {""}
    if "open" in found or found == {"closed", "upcoming"}:
        return "open"
    return "judging" if "judging" in found else found.pop() if found else ""


def instants_of(phase: Phase) -> tuple[datetime | None, datetime | None]:
    """Return the instants at which a phase begins and ends, as far as it names them."""
    starts = phase.starts.at(phase.zone, end_of_day=False) if phase.starts else None
    ends = phase.ends.at(phase.zone, end_of_day=True) if phase.ends else None
    return starts, ends
