"""Atom and JSON feeds of announcements and new projects: of all, by language, challenge, goal and kind of news."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from posixpath import join, normpath
from typing import Any, NamedTuple

from gmooc.content.catalogue import Card, Catalogue
from gmooc.content.entry import Entry, load_entry
from gmooc.content.translations import cards_in_language
from gmooc.core.datetimes import PublishTime
from gmooc.core.files import Blob
from gmooc.core.i18n import words_of
from gmooc.core.json_text import pretty
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE, prefix_of
from gmooc.core.settings import Settings
from gmooc.core.urls import relative_url
from gmooc.model.kinds import ANNOUNCEMENT, KINDS, PROJECT
from gmooc.model.labels import NEWS
from gmooc.model.records import Announcement
from gmooc.render.target import OutputContext, Target
from gmooc.text.sanitizer import change_tags

# Atom wants a name for every entry that never changes, also where the site's address is not known or moves.
_TAG = "tag:mooc.global,2021:community/"
_ADDRESS = re.compile(r'( (?:href|src)=")([^"#:]*)(?=["#])')
_ADDRESSES = re.compile(r'( srcset=")([^"]*)(?=")')

# What only helps a browser on our own page; feed readers warn of attributes they do not know.
_OURS = re.compile(r' (?:tabindex|loading|decoding|class|id)="[^"]*"')
_LAUNCHED = "2021-01-24T00:00:00Z"


class Item(NamedTuple):
    """One entry of a feed: `id` never changes, `url` is relative to the site's root, `text` is safe HTML."""

    id: str
    url: str
    title: str
    summary: str
    text: str
    published: str
    language: str
    tags: tuple[str, ...] = ()
    corrected: str = ""

    @property
    def updated(self) -> str:
        """Return the moment at which the text last changed for its readers."""
        return max(self.published, self.corrected)


class Feed(NamedTuple):
    """A feed: `path` is that of its files without their ending, `page` the page it follows."""

    path: str
    title: str
    language: str
    page: str
    items: tuple[Item, ...]


def atom(feed: Feed, settings: Settings) -> bytes:
    """Return a feed as Atom; where the site's address is unknown, addresses are relative to the feed."""
    path = f"{feed.path}.xml"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">',
        f"<title>{_text(feed.title)}</title>",
        f"<subtitle>{_text(words_of(feed.language).say(settings.site_description))}</subtitle>",
        f"<id>{_TAG}{feed.path.removesuffix('/feed')}</id>",
        f"<updated>{max((item.updated for item in feed.items), default=_LAUNCHED)}</updated>",
        f"<author><name>{_text(settings.site_name)}</name></author>",
        f'<link rel="alternate" type="text/html" href="{_text(_address(feed.page, path, settings))}"/>',
        f'<link rel="self" type="application/atom+xml" href="{_text(_address(path, path, settings))}"/>',
    ]
    for item in feed.items:
        lines += [
            f'<entry xml:lang="{item.language}">',
            f"<title>{_text(item.title)}</title>",
            f"<id>{_TAG}{item.id}</id>",
            f"<published>{item.published}</published>",
            f"<updated>{item.updated}</updated>",
            *(f'<category term="{_text(tag)}"/>' for tag in item.tags),
            f'<link rel="alternate" type="text/html" href="{_text(_address(item.url, path, settings))}"/>',
            f"<summary>{_text(item.summary)}</summary>",
            f'<content type="html">{_text(_whole(item, path, settings))}</content>',
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def json_feed(feed: Feed, settings: Settings) -> bytes:
    """Return a feed as JSON Feed; addresses, which it wants whole, are left out where the site's is unknown."""
    path = f"{feed.path}.json"
    made: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title}
    if settings.site_url:
        made |= {"home_page_url": settings.site_url + feed.page, "feed_url": settings.site_url + path}
    made |= {
        "description": words_of(feed.language).say(settings.site_description),
        "language": feed.language,
        "authors": [{"name": settings.site_name}],
        "items": [
            {
                "id": f"{_TAG}{item.id}",
                **({"url": settings.site_url + item.url} if settings.site_url else {}),
                "title": item.title,
                "summary": item.summary,
                "content_html": _whole(item, path, settings),
                "date_published": item.published,
                **({"date_modified": item.updated} if item.corrected else {}),
                "language": item.language,
                "tags": list(item.tags),
            }
            for item in feed.items
        ],
    }
    return pretty(made)


def absolute(text: str, page: str, address: Any) -> str:
    """Return a page's HTML in which `address` has turned every relative URL, by its place below the site's root."""

    def turned(relative: str) -> str:
        return html.escape(address(_join(page, html.unescape(relative)) if relative else page))

    def turn(match: re.Match[str]) -> str:
        return match[1] + turned(match[2])

    def turn_all(match: re.Match[str]) -> str:
        candidates = (candidate.strip().partition(" ") for candidate in match[2].split(","))
        return match[1] + ", ".join(
            (url if ":" in url else turned(url)) + " " * bool(size) + size for url, _, size in candidates
        )

    return change_tags(text, lambda tag: _OURS.sub("", _ADDRESSES.sub(turn_all, _ADDRESS.sub(turn, tag))))


def _whole(item: Item, path: str, settings: Settings) -> str:
    return absolute(item.text, item.url, lambda url: _address(url, path, settings))


def _address(url: str, path: str, settings: Settings) -> str:
    return settings.site_url + url if settings.site_url else relative_url(url, f"{path.rpartition('/')[0]}/")


def _join(page: str, relative: str) -> str:
    path = normpath(join(page, relative))
    return ("" if path == "." else path) + ("/" if relative.endswith("/") and path != "." else "")


def _text(text: str) -> str:
    return html.escape(text)


NEWEST = 30
_FORMATS: tuple[tuple[str, Callable[[Feed, Settings], bytes]], ...] = ((".xml", atom), (".json", json_feed))


class NewProject(NamedTuple):
    """A project that is new: when it was first seen, its card, its entry to read if shown, its last correction."""

    published: str
    card: Card
    entry: Blob
    corrected: str


# Announcements are at hand; the text of a project is read only if a feed that shows it has to be made.
FeedRow = Item | NewProject


def feed_targets(context: OutputContext) -> Iterator[Target]:
    """List every feed in both formats; one that is empty is there too, so that people can follow what is to come."""
    for feed, rows in _Feeds(context).all():
        newest = tuple(sorted(rows, key=_moment, reverse=True)[:NEWEST])
        for ending, write in _FORMATS:
            yield Target((feed.path + ending,), (write, feed, newest, context.settings), _feed)


def _moment(row: FeedRow) -> tuple[str, str]:
    return (row.published, row.id if isinstance(row, Item) else row.card.id)


def _feed(write: Callable[[Feed, Settings], bytes], feed: Feed, rows: tuple[FeedRow, ...], settings: Settings) -> bytes:
    items = tuple(row if isinstance(row, Item) else item_of_project(row) for row in rows)
    return write(feed._replace(items=items), settings)


class _Feeds:
    """The feeds of one catalogue."""

    def __init__(self, context: OutputContext) -> None:
        self.catalogue = context.catalogue
        self.ledger = context.ledger
        self.name = context.settings.site_name
        days = context.ledger.days()
        known = [card for card in context.catalogue.projects if card.id in days]

        def new(card: Card) -> NewProject:
            corrected = context.ledger.corrected(card.url)
            return NewProject(f"{days[card.id]}T00:00:00Z", card, context.kept[card.key].entry, corrected)

        self.originals = [new(card) for card in known]
        # Those in English where they are translated; a feed is one of these, if not of another language.
        self.projects = [new(card) for card in cards_in_language(tuple(known), context.catalogue, SOURCE_LANGUAGE)]

    def all(self) -> Iterator[tuple[Feed, list[FeedRow]]]:
        """Yield every feed with what may stand in it."""
        catalogue, news = self.catalogue, self.catalogue.announcements
        in_english = [catalogue.told(entry, SOURCE_LANGUAGE) for entry in news]
        for code in LANGUAGES:
            prefix, say = prefix_of(code), words_of(code).say
            spoken: list[FeedRow] = [self._item(catalogue.told(entry, code)) for entry in news]
            yield Feed(f"{prefix}feed", self.name, code, prefix, ()), [*spoken, *self._written_in(code)]
            title = f"{self.name}: {say('Announcements')}"
            yield Feed(f"{prefix}announcements/feed", title, code, f"{prefix}announcements/", ()), spoken
        yield self._english_feed("projects/", "Projects", self.projects)
        for further in KINDS:
            if further.has_news and further not in (PROJECT, ANNOUNCEMENT):
                told = (catalogue.told(entry, SOURCE_LANGUAGE) for entry in catalogue.whole(further.name))
                yield self._english_feed(f"{further.folder}/", further.title, [self._further(entry) for entry in told])
        for kind, label in NEWS.items():
            found = [self._item(entry) for entry in in_english if entry.record.kind == kind]
            yield self._english_feed("announcements/", label, found, path=f"announcements/{kind}/feed")
        for challenge in catalogue.challenges:
            about = self._about({challenge.slug}, lambda card, slug=challenge.slug: card.challenge == slug)  # type: ignore[misc]
            yield self._english_feed(challenge.url, catalogue.title(challenge.id, SOURCE_LANGUAGE), about)
        for sdg in catalogue.sdgs:
            number = sdg.record.number
            served = {challenge.slug for challenge in catalogue.challenges_of_goal(number)}
            about = self._about(served, lambda card, number=number: number in card.goals)  # type: ignore[misc]
            yield self._english_feed(sdg.url, f"{number} {sdg.record.title}", about)

    def _item(self, entry: Entry[Announcement]) -> Item:
        return item_of_announcement(entry, self.catalogue)._replace(corrected=self.ledger.corrected(entry.url))

    def _further(self, entry: Entry) -> Item:
        """Return an entry of a further kind: it is news from its own moment on, or from the first day it names."""
        card = self.catalogue.cards[entry.key]
        at = PublishTime(card.publish_at).instant if card.publish_at else None
        published = f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else f"{card.date}T00:00:00Z" if card.date else _LAUNCHED
        tags = (entry.kind, *((card.challenge,) if card.challenge else ()))
        facts = (card.title, card.summary, entry.prose.html, published, card.language, tags)
        return Item(entry.id, entry.url, *facts, self.ledger.corrected(entry.url))

    def _english_feed(
        self, page: str, about: str, rows: Iterable[FeedRow], path: str = ""
    ) -> tuple[Feed, list[FeedRow]]:
        return Feed(path or f"{page}feed", f"{self.name}: {about}", SOURCE_LANGUAGE, page, ()), list(rows)

    def _written_in(self, language: str) -> list[NewProject]:
        """Return new projects of a language: in English all, as everyone may read what they are about."""
        if language == SOURCE_LANGUAGE:
            return self.projects
        return [new for new in self.originals if new.card.language == language]

    def _about(self, challenges: set[str], is_meant: Callable[[Card], bool]) -> list[FeedRow]:
        catalogue = self.catalogue
        found = [entry for entry in catalogue.announcements if entry.record.challenge in challenges]
        news = [self._item(catalogue.told(entry, SOURCE_LANGUAGE)) for entry in found]
        return [*news, *(new for new in self.projects if is_meant(new.card))]


def item_of_announcement(entry: Entry[Announcement], catalogue: Catalogue) -> Item:
    """Return an announcement as an item of feeds."""
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


def item_of_project(new: NewProject) -> Item:
    """Return a project as an item of feeds."""
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
