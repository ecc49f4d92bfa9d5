"""Hold content against what was published before: no address vanishes, and people's calendars follow every date."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from gmooc.catalogue import Card
from gmooc.documents import load_document
from gmooc.ledger import (
    ADDRESSES,
    CALENDAR,
    GONE,
    Ledger,
    alias_address,
    events_of,
    read_ledger,
    with_addresses,
    with_events,
    write_addresses,
    write_calendar,
)
from gmooc.problems import Problem
from gmooc.records import Entry, free_page_url, identify, is_record_path

# To compare addresses takes long, and where so many vanished at once, something else is amiss.
MOST_COMPARED = 50


def load_ledger(content: Path, files: Iterable[str]) -> tuple[Ledger, tuple[Problem, ...]]:
    """Read the lists that lie in content/, where they are there."""

    def text(name: str) -> str:
        return (content / name).read_text(encoding="utf-8", errors="replace") if name in files else ""

    return read_ledger(text(ADDRESSES), text(CALENDAR))


def addresses_of(files: Iterable[str], cards: Iterable[Card], now: datetime | None) -> set[str]:
    """Give the address of every page that is public; without `now`, announcements to come count as public."""
    cards = list(cards)
    found = {card.url for card in cards}
    for path in set(files) - {card.source for card in cards}:
        if is_record_path(path):
            # An entry that cannot be understood just now still has its address.
            identity = identify(path)
            found |= {identity.url} if identity else set()
        elif path.endswith(".md"):
            found.add(free_page_url(path))
    moment = now.isoformat() if now else ""
    hidden = {
        card.url for card in cards if card.is_draft or (now and card.kind == "announcement" and card.date > moment)
    }
    return {address for address in found - hidden if address}


def check_published(
    content: Path,
    ledger: Ledger,
    files: Iterable[str],
    cards: Iterable[Card],
    challenges: Iterable[Entry],
    now: datetime | None = None,
) -> Iterator[Problem]:
    """An address that was published leads somewhere, and events move in calendars when their dates do."""
    cards = list(cards)
    current = addresses_of(files, cards, now) | {""}
    aliases = {alias_address(card.url, alias): card for card in cards for alias in card.aliases}
    vanished = 0
    for listed in ledger.addresses.values():
        if listed.leads_to not in ("", GONE) and listed.leads_to not in current:
            message = f"address '{listed.leads_to}': must be that of a page"
            yield Problem(ADDRESSES, listed.line, 1, "E138", message)
        elif listed.leads_to and listed.address in current:
            message = f"address '{listed.address}': has a page; take its file out, or the mark of this line"
            yield Problem(ADDRESSES, listed.line, 1, "E138", message)
        elif not listed.leads_to and listed.address not in current and listed.address not in aliases:
            vanished += 1
            yield _vanished(listed.address, listed.line, current if vanished <= MOST_COMPARED else ())
    for entry in challenges:
        if entry.key == entry.id:
            yield from _moved(content, entry, ledger)


def _vanished(address: str, line: int, current: Iterable[str]) -> Problem:
    near = difflib.get_close_matches(address, current, n=1, cutoff=0.7)
    slug = address.rstrip("/").rpartition("/")[2]
    page = near[0] if near else ""
    message = (
        f"address '{address}': was published, and no page has it now; add 'aliases: [{slug}]' to the file of '{page}', "
        f"or mark this line 'gone'"
        if page
        else f"address '{address}': was published, and no page has it now; add 'aliases: [{slug}]' to the file of its "
        f"page, or mark this line 'gone'"
    )
    return Problem(ADDRESSES, line, 1, "E135", message)


def _moved(content: Path, entry: Entry, ledger: Ledger) -> Iterator[Problem]:
    document = None
    for index, uid, dates in events_of(entry.slug, entry.record):
        before = ledger.events.get(uid)
        if before and before.dates != dates:
            document = document or load_document(content, entry.path)[0]
            place = document.place(("phases", index))
            message = (
                f"phase '{entry.record.phases[index].name}': its dates were published as {before.dates}; if they move, "
                f"run scripts/record.py, so that calendars follow"
            )
            yield Problem(entry.path, place.line, place.column, "E137", message)


def record(ledger: Ledger, addresses: Iterable[str], challenges: Iterable[Any], day: str) -> tuple[str, str]:
    """Give both lists with everything that is public on a day."""
    dates = {
        uid: text
        for entry in challenges
        if entry.key == entry.id
        for _, uid, text in events_of(entry.slug, entry.record)
    }
    found = with_events(with_addresses(ledger, addresses, day), dates)
    return write_addresses(found), write_calendar(found)
