"""Turn announcements and new projects into feeds: of all, of each language, challenge, goal and kind of news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from gmooc.content.catalogue import Card, Catalogue
from gmooc.content.entry import Entry, load_entry
from gmooc.core.files import Blob
from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES, prefix_of
from gmooc.core.settings import Settings
from gmooc.exports.feed_formats import Feed, Item, atom, json_feed
from gmooc.model.labels import NEWS
from gmooc.model.records import (
    Announcement,
)
from gmooc.pages.related import told
from gmooc.render.context import OutputContext
from gmooc.render.target import Target

NEWEST = 30
_FORMATS: tuple[tuple[str, Callable[[Feed, Settings], bytes]], ...] = ((".xml", atom), (".json", json_feed))


class New(NamedTuple):
    """A project that is new: when it was first seen, its card, its entry to read if shown, its last correction."""

    published: str
    card: Card
    entry: Blob
    corrected: str


# Announcements are at hand; the text of a project is read only if a feed that shows it has to be made.
Row = Item | New


def feed_targets(context: OutputContext) -> Iterator[Target]:
    """List every feed in both formats; one that is empty is there too, so that people can follow what is to come."""
    for feed, rows in _Feeds(context).all():
        newest = tuple(sorted(rows, key=_moment, reverse=True)[:NEWEST])
        for ending, write in _FORMATS:
            yield Target((feed.path + ending,), (write, feed, newest, context.settings), _feed)


def _moment(row: Row) -> tuple[str, str]:
    return (row.published, row.id if isinstance(row, Item) else row.card.id)


def _feed(write: Callable[[Feed, Settings], bytes], feed: Feed, rows: tuple[Row, ...], settings: Settings) -> bytes:
    items = tuple(row if isinstance(row, Item) else project_item(row) for row in rows)
    return write(feed._replace(items=items), settings)


class _Feeds:
    """The feeds of one catalogue."""

    def __init__(self, context: OutputContext) -> None:
        self.catalogue = context.catalogue
        self.ledger = context.ledger
        self.name = context.settings.site_name
        days = context.ledger.days()
        known = [card for card in context.catalogue.projects if card.id in days]

        def new(card: Card) -> New:
            corrected = context.ledger.corrected(card.url)
            return New(f"{days[card.id]}T00:00:00Z", card, context.kept[card.key].entry, corrected)

        self.originals = [new(card) for card in known]
        # Those in English where they are translated; a feed is one of these, if not of another language.
        self.projects = [new(card) for card in told(tuple(known), context.catalogue, "en")]

    def all(self) -> Iterator[tuple[Feed, list[Row]]]:
        """Give every feed with what may stand in it."""
        catalogue, news = self.catalogue, self.catalogue.announcements
        in_english = [catalogue.told(entry, "en") for entry in news]
        for code in LANGUAGES:
            prefix, say = prefix_of(code), words_of(code).say
            spoken = [self._item(catalogue.told(entry, code)) for entry in news]
            yield self._feed(f"{prefix}feed", self.name, code, prefix, [*spoken, *self._written_in(code)])
            title = f"{self.name}: {say('Announcements')}"
            yield self._feed(f"{prefix}announcements/feed", title, code, f"{prefix}announcements/", spoken)
        yield self._feed("projects/feed", f"{self.name}: Projects", "en", "projects/", self.projects)
        for kind, label in NEWS.items():
            found = [self._item(entry) for entry in in_english if entry.record.kind == kind]
            yield self._feed(f"announcements/{kind}/feed", f"{self.name}: {label}", "en", "announcements/", found)
        for challenge in catalogue.challenges:
            about = self._about({challenge.slug}, lambda card, slug=challenge.slug: card.challenge == slug)  # type: ignore[misc]
            yield self._feed(
                f"{challenge.url}feed",
                f"{self.name}: {catalogue.title(challenge.id, 'en')}",
                "en",
                challenge.url,
                about,
            )
        for sdg in catalogue.sdgs:
            number = sdg.record.number
            served = {challenge.slug for challenge in catalogue.challenges_of_goal(number)}
            about = self._about(served, lambda card, number=number: number in card.goals)  # type: ignore[misc]
            yield self._feed(f"{sdg.url}feed", f"{self.name}: {number} {sdg.record.title}", "en", sdg.url, about)

    def _item(self, entry: Entry[Announcement]) -> Item:
        return item_of(entry, self.catalogue)._replace(corrected=self.ledger.corrected(entry.url))

    def _feed(self, path: str, title: str, language: str, page: str, rows: Iterable[Row]) -> tuple[Feed, list[Row]]:
        return Feed(path, title, language, page, ()), list(rows)

    def _written_in(self, language: str) -> list[New]:
        """Give new projects of a language: in English all, as everyone may read what they are about."""
        if language == "en":
            return self.projects
        return [new for new in self.originals if new.card.language == language]

    def _about(self, challenges: set[str], is_meant: Callable[[Card], bool]) -> list[Row]:
        catalogue = self.catalogue
        found = [entry for entry in catalogue.announcements if entry.record.challenge in challenges]
        news = [self._item(catalogue.told(entry, "en")) for entry in found]
        return [*news, *(new for new in self.projects if is_meant(new.card))]


def item_of(entry: Entry[Announcement], catalogue: Catalogue) -> Item:
    """Give an announcement as an item of feeds."""
    record = entry.record
    challenge = catalogue.challenge(record.challenge) if record.challenge else None
    goals = catalogue.cards[challenge.key].goals if challenge else ()
    return Item(
        id=entry.id,
        url=entry.url,
        title=record.title,
        summary=record.summary,
        text=entry.prose.html,
        published=f"{record.publish_at.instant:%Y-%m-%dT%H:%M:%SZ}",
        language=entry.spoken,
        tags=(record.kind, *((challenge.slug,) if challenge else ()), *(f"sdg-{goal:02}" for goal in goals)),
    )


def project_item(new: New) -> Item:
    """Give a project as an item of feeds."""
    card = new.card
    return Item(
        id=card.id,
        url=card.url,
        title=card.title,
        summary=card.summary,
        text=load_entry(new.entry).prose.html,
        published=new.published,
        language=card.language,
        tags=("project", card.challenge, *(f"sdg-{goal:02}" for goal in card.goals)),
        corrected=new.corrected,
    )
