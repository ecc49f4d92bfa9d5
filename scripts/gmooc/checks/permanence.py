"""Compare content with what was published before: no URL vanishes, and calendars follow every date."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import gmooc.core.problem_messages as messages
from gmooc.content.catalogue import Card, is_to_come
from gmooc.content.entry import Entry, free_page_url, identify, is_record_path
from gmooc.content.published import (
    ADDRESSES,
    CALENDAR,
    GONE,
    TEXTS,
    Ledger,
    alias_address,
    events_of,
    read_ledger,
    with_addresses,
    with_events,
    with_texts,
    write_addresses,
    write_calendar,
    write_texts,
)
from gmooc.content.sections import sections_of
from gmooc.core.problem_messages import Message, message_of
from gmooc.core.problems import Problem
from gmooc.model.kinds import KIND_OF
from gmooc.model.records import Challenge
from gmooc.text.document import load_document

# To compare addresses takes long, and where so many vanished at once, something else is amiss.
MAX_COMPARED = 50


def load_ledger(content: Path, files: Iterable[str]) -> tuple[Ledger, tuple[Problem, ...]]:
    """Read the lists that lie in content/, where they are there."""

    def text(name: str) -> str:
        return (content / name).read_text(encoding="utf-8", errors="replace") if name in files else ""

    return read_ledger(text(ADDRESSES), text(CALENDAR), text(TEXTS))


def addresses_of(files: Iterable[str], cards: Iterable[Card], now: datetime | None) -> set[str]:
    """Return the address of every page that is public; without `now`, entries to come count as public.

    `files` are without free pages whose time has not come.
    """
    cards = list(cards)
    found = {card.url for card in cards}
    for path in set(files) - {card.source for card in cards}:
        if is_record_path(path):
            # An entry that cannot be understood just now still has its address.
            identity = identify(path)
            found |= {identity.url} if identity else set()
        elif path.endswith(".md"):
            found.add(free_page_url(path))
    waiting = {card.key for card in cards if now and is_to_come(card, now)}
    hidden = {card.url for card in cards if card.is_draft or waiting & {card.key, card.id}}
    return {address for address in found - hidden if address}


def check_published(
    content: Path,
    ledger: Ledger,
    files: Iterable[str],
    cards: Iterable[Card],
    challenges: Iterable[Entry[Challenge]],
    now: datetime | None = None,
) -> Iterator[Problem]:
    """An address that was published leads somewhere, and events move in calendars when their dates do."""
    cards = list(cards)
    current = addresses_of(files, cards, now) | {""}
    aliases = {alias_address(card.url, alias): card for card in cards for alias in card.aliases}
    vanished = 0
    for listed in ledger.addresses.values():
        if listed.leads_to not in ("", GONE) and listed.leads_to not in current:
            yield _listed(listed.line, "E138", message_of(messages.ADDRESS_LEADS_NOWHERE, given=listed.leads_to))
        elif listed.leads_to and listed.address in current:
            yield _listed(listed.line, "E138", message_of(messages.ADDRESS_HAS_PAGE, given=listed.address))
        elif not listed.leads_to and listed.address not in current and listed.address not in aliases:
            vanished += 1
            yield _vanished(listed.address, listed.line, current if vanished <= MAX_COMPARED else ())
    for entry in challenges:
        if entry.key == entry.id:
            yield from _moved(content, entry, ledger)


def _listed(line: int, code: str, message: Message) -> Problem:
    return Problem(ADDRESSES, line, 1, code, *message)


def _vanished(address: str, line: int, current: Iterable[str]) -> Problem:
    near = difflib.get_close_matches(address, current, n=1, cutoff=0.7)
    slug = address.rstrip("/").rpartition("/")[2]
    if near and near[0]:
        return _listed(
            line, "E135", message_of(messages.ADDRESS_VANISHED_BESIDE, given=address, name=slug, page=near[0])
        )
    return _listed(line, "E135", message_of(messages.ADDRESS_VANISHED, given=address, name=slug))


def _moved(content: Path, entry: Entry[Challenge], ledger: Ledger) -> Iterator[Problem]:
    document = None
    for event in events_of(entry.slug, entry.record):
        before = ledger.events.get(event.uid)
        if before and before.dates != event.dates:
            document = document or load_document(content, entry.path)[0]
            place = document.place(event.path)
            template = messages.PHASE_MOVED if event.path[0] == "phases" else messages.EVENT_MOVED
            message = message_of(template, given=event.name, dates=before.dates)
            yield Problem(entry.path, place.line, place.column, "E137", *message)


def text_digests(content: Path, cards: Iterable[Card], addresses: set[str]) -> dict[str, str]:
    """Return a digest of the words of every public entry that is news in feeds, by the addresses of their pages."""
    return {
        card.url: _digest_of_words(card.source, (content / card.source).read_bytes())
        for card in cards
        if KIND_OF[card.kind].has_news and card.url in addresses
    }


def _digest_of_words(path: str, text: bytes) -> str:
    marks = "\n".join(section.mark for section in sections_of(path, text))
    return blake2b(marks.encode(), digest_size=8).hexdigest()


def recorded_lists(
    ledger: Ledger,
    addresses: Iterable[str],
    challenges: Iterable[Entry[Challenge]],
    texts: dict[str, str],
    now: datetime,
) -> tuple[str, str, str]:
    """Return the lists with everything that is public at a moment."""
    dates = {
        event.uid: event.dates
        for entry in challenges
        if entry.key == entry.id
        for event in events_of(entry.slug, entry.record)
    }
    found = with_events(with_addresses(ledger, addresses, now.date().isoformat()), dates)
    found = with_texts(found, texts, f"{now:%Y-%m-%dT%H:%M:%SZ}")
    return write_addresses(found), write_calendar(found), write_texts(found)
