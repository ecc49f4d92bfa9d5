"""Turn announcements into feeds: of all, of each language, challenge, goal and kind of news."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from gmooc.catalogue import Catalogue
from gmooc.frames import LANGUAGES, prefix_of
from gmooc.locales import words_of
from gmooc.outputs.feed_formats import Feed, Item, atom, json_feed
from gmooc.outputs.labels import NEWS
from gmooc.outputs.page import Plan
from gmooc.records import Entry, url_of
from gmooc.settings import Settings

NEWEST = 50
_FORMATS: tuple[tuple[str, Callable[[Feed, Settings], bytes]], ...] = ((".xml", atom), (".json", json_feed))


def feed_plans(catalogue: Catalogue, settings: Settings) -> Iterator[Plan]:
    """Plan every feed in both formats."""
    for feed in feeds(catalogue, settings.site_name):
        for ending, make in _FORMATS:
            yield Plan(feed.path + ending, (tuple(settings), feed), partial(make, feed, settings))


def feeds(catalogue: Catalogue, name: str) -> Iterator[Feed]:
    """Give every feed; one that is empty is there too, so that people can follow what is to come."""
    news = catalogue.announcements
    for code in LANGUAGES:
        words = words_of(code)
        title = f"{name}: {words.say('Announcements')}"
        items = tuple(item_of(_spoken(entry, code, catalogue), catalogue) for entry in news[:NEWEST])
        yield Feed(f"{prefix_of(code)}announcements/feed", title, code, f"{prefix_of(code)}announcements/", items)
    for kind, label in NEWS.items():
        found = (entry for entry in news if entry.record.kind == kind)
        yield _feed(f"announcements/{kind}/feed", f"{name}: {label}", "announcements/", found, catalogue)
    for challenge in catalogue.challenges:
        found = (entry for entry in news if entry.record.challenge == challenge.slug)
        title = f"{name}: {challenge.record.title}"
        yield _feed(f"{challenge.url}feed", title, challenge.url, found, catalogue)
    for sdg in catalogue.sdgs:
        served = {challenge.slug for challenge in catalogue.challenges_of_goal(sdg.record.number)}
        found = (entry for entry in news if entry.record.challenge in served)
        title = f"{name}: {sdg.record.number} {sdg.record.title}"
        yield _feed(f"{sdg.url}feed", title, sdg.url, found, catalogue)


def _feed(path: str, title: str, page: str, entries: Iterator[Entry], catalogue: Catalogue) -> Feed:
    return Feed(path, title, "en", page, tuple(item_of(entry, catalogue) for entry in [*entries][:NEWEST]))


def _spoken(entry: Entry, language: str, catalogue: Catalogue) -> Entry:
    """Give an announcement in a language, or as it was written where it is not translated."""
    return catalogue.entries.get(f"{language}/{entry.id}", entry)


def item_of(entry: Entry, catalogue: Catalogue) -> Item:
    """Give an announcement as an item of feeds."""
    record = entry.record
    challenge = catalogue.challenge(record.challenge) if record.challenge else None
    goals = catalogue.cards[challenge.key].goals if challenge else ()
    return Item(
        id=entry.id,
        url=url_of(entry.id, entry.language),
        title=record.title,
        summary=record.summary,
        text=entry.prose.html,
        published=f"{record.publish_at.instant:%Y-%m-%dT%H:%M:%SZ}",
        language=entry.spoken,
        tags=(record.kind, *((challenge.slug,) if challenge else ()), *(f"sdg-{goal:02}" for goal in goals)),
    )
