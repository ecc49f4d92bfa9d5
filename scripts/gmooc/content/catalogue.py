"""Turn entries into a Catalogue: everything published, linked both ways and in the order it is shown.

It has more than 300 lines: the catalogue, the card and how both are made read as one.
"""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, cast
from zlib import crc32

from gmooc.content.entry import Entry, K, is_entry_of, pictures_of
from gmooc.core.datetimes import LocalMoment, PublishTime
from gmooc.core.files import digest_of
from gmooc.core.languages import SOURCE_LANGUAGE
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, KIND_OF, SDG
from gmooc.model.records import Announcement, Challenge, EntryRecord, Project, Sdg
from gmooc.text.markdown import Image

# Facets of the gallery: name in addresses, and how a card answers it.
FACETS = ("challenge", "year", "goal", "country", "outcome", "status", "language")
# A card without a picture is drawn in one of so many patterns, each in so many sizes: see css/41-cards.css.
PATTERNS, SIZES = 8, 3


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """What lists, links and other pages show of an entry; all plain values, so that ten thousand fit in memory.

    `key` is the id with its language, `date` an ISO day to sort by, `goals` has the main goal first, `challenge` is
    the slug of an edition or empty, `tags` of an announcement are its kind of news, `pictures` are the source paths of
    its pictures, the cover first. `cover` is the published address of the picture that a project's card shows; `people`
    are name, role and ORCID iD of those who have a page of their own; before `publish_at`, which is as its author wrote
    it or empty, nobody may see the entry. `digest` is that of all the others: lists hold the same cards again and
    again, and their keys are made of it.
    """

    key: str
    id: str
    kind: str
    url: str
    source: str
    language: str
    title: str
    summary: str
    date: str
    year: int
    challenge: str = ""
    goals: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    outcome: str = ""
    status: str = ""
    status_checked: str = ""
    wanted: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    award: str = ""
    tags: tuple[str, ...] = ()
    team: str = ""
    pictures: tuple[str, ...] = ()
    cover: str = ""
    is_draft: bool = False
    aliases: tuple[str, ...] = ()
    people: tuple[tuple[str, str, str], ...] = ()
    publish_at: str = ""
    digest: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", digest_of(marshal.dumps(_facts_of(self), 0)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Card) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def slug(self) -> str:
        return self.id.rpartition("/")[2]

    @property
    def translation(self) -> str:
        """Return the language that a translation's address begins with; nothing for an original."""
        return "" if self.key == self.id else self.language

    @property
    def pattern(self) -> int:
        """Return the number of the card's pattern and size.

        It is a digest of the name that the file got from the project's title, so that it is the same in all languages.
        """
        return crc32(self.slug.encode()) % (PATTERNS * SIZES)


_facts_of = attrgetter(*(fact.name for fact in fields(Card) if fact.init))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Catalogue:
    """All that is public at `now`. Projects are cards, newest first; the few other entries are whole.

    Each of `projects`, `challenges`, `sdgs`, `announcements` holds the originals, `others` those of further kinds, by
    kind; `translations` gives, for an id, the entry's languages and keys, `numbers`, for that of a project, its short
    number, and `offline`, for a file, those of its links that are gone. `builds_on` and `built_upon` map a project's id
    to cards. `titles` is filled as pages ask for the titles of a challenge and goals in a language, which many projects
    share, `sorted` as lists ask for projects by a facet, and `in_language` as they ask for cards of projects by id and
    language. `projects_everywhere` says that projects have a page in every language, as all other entries do,
    `has_english` that any original in another language has an English translation.
    """

    now: datetime
    projects: tuple[Card, ...] = ()
    challenges: tuple[Entry[Challenge], ...] = ()
    sdgs: tuple[Entry[Sdg], ...] = ()
    announcements: tuple[Entry[Announcement], ...] = ()
    others: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    translations: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    built_upon: dict[str, tuple[Card, ...]] = field(default_factory=dict)
    sorted: dict[str, dict[str, tuple[Card, ...]]] = field(default_factory=dict)
    titles: dict[tuple[str, str, tuple[int, ...]], tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    in_language: dict[tuple[str, str], Card] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    offline: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    projects_everywhere: bool = False
    has_english: bool = False

    def whole(self, kind: str) -> tuple[Entry, ...]:
        """Return the originals of a kind that is kept whole, in the order in which they are shown."""
        known: dict[str, tuple[Entry, ...]] = {
            CHALLENGE.name: self.challenges,
            SDG.name: self.sdgs,
            ANNOUNCEMENT.name: self.announcements,
        }
        return known.get(kind) or self.others.get(kind, ())

    def by(self, facet: str) -> dict[str, tuple[Card, ...]]:
        """Return the projects under each value of a facet, newest first."""
        known = self.sorted.get(facet)
        if known is None:
            known = self.sorted[facet] = _by_value(self.projects, facet)
        return known

    def title(self, id: str, language: str) -> str:
        """Return the title of an entry in a language, or as it was written."""
        if language != SOURCE_LANGUAGE and id in self.entries and isinstance(sdg := self.entries[id].record, Sdg):
            return sdg.names.in_language(language)
        return (self.cards.get(f"{language}/{id}") or self.cards[id]).title

    def told(self, entry: Entry[K], language: str) -> Entry[K]:
        """Return an entry in a language, or as it was written."""
        # Files of one id lie in one folder, so that all are of one kind.
        return cast(Entry[K], self.entries.get(f"{language}/{entry.id}", entry))

    def languages_of(self, id: str) -> tuple[str, ...]:
        """Return what stands in the names of an entry's files, if there are several: languages, '' for the original."""
        found = self.translations.get(id, ())
        return tuple(["" if key == id else language for language, key in found]) if len(found) > 1 else ()

    def spoken_of(self, id: str) -> str:
        """Return the language that the original says it is in, if the entry has several files."""
        return self.cards[id].language if len(self.translations.get(id, ())) > 1 and id in self.cards else ""

    def challenge(self, slug: str) -> Entry[Challenge] | None:
        """Return an edition by the name of its file."""
        found = self.entries.get(f"challenges/{slug}")
        return found if found and is_entry_of(found, Challenge) else None

    def sdg(self, number: int) -> Entry[Sdg] | None:
        """Return a goal by its number."""
        found = self.entries.get(f"sdgs/sdg-{number:02}")
        return found if found and is_entry_of(found, Sdg) else None

    def challenges_of_goal(self, number: int) -> tuple[Entry[Challenge], ...]:
        """Return the editions that serve a goal."""
        return tuple(
            entry for entry in self.challenges if number == entry.record.sdgs.main or number in entry.record.sdgs.also
        )

    def project(self, short: str) -> Card | None:
        """Return a project by year and name, as `builds_on` writes it."""
        return self.cards.get(f"projects/{short}")


def is_stale(card: Card, now: datetime) -> bool:
    """Whether nobody has looked for more than a year how a project stands that has not ended."""
    return card.status not in ("", "ended") and _last_confirmed(card) < _year_before(now)


def is_fresh(card: Card, now: datetime) -> bool:
    """Whether somebody said within a year how a project stands."""
    return card.status not in ("", "unknown") and _last_confirmed(card) >= _year_before(now)


def _last_confirmed(card: Card) -> str:
    # What was never checked stood so when its year ended.
    return card.status_checked or f"{card.year}-12-31"


# A build asks for each of its projects, and each build has its own moment.
@lru_cache(maxsize=1)
def _year_before(now: datetime) -> str:
    return f"{now.year - 1}-{now:%m-%d}"


def card_of(entry: Entry, images: Mapping[str, Image]) -> Card:
    """Return the card of an entry; `images` are the published pictures by the path of their source."""
    record = entry.record
    more: dict[str, Any] = {}
    if isinstance(record, Project):
        goals = (record.sdgs.main.goal, *(goal.goal for goal in record.sdgs.also))
        more = {
            "date": f"{record.year}",
            "year": record.year,
            "challenge": record.challenge,
            "goals": tuple(dict.fromkeys(goals)),
            "countries": tuple(dict.fromkeys(record.countries)),
            "outcome": record.outcome,
            "status": record.status,
            "status_checked": record.status_checked.isoformat() if record.status_checked else "",
            "wanted": record.wanted,
            "builds_on": record.builds_on,
            "award": record.award or "",
            "tags": record.tags,
            "team": record.team.name,
            "people": tuple(_people(record)),
        }
    elif isinstance(record, Challenge):
        goals = () if record.sdgs.main is None else (record.sdgs.main,)
        more = {"date": f"{record.edition}", "year": record.edition, "goals": goals + record.sdgs.also}
    elif isinstance(record, Sdg):
        more = {"date": f"{record.number:02}", "year": 0, "goals": (record.number,)}
    elif isinstance(record, Announcement):
        more = {
            "date": record.publish_at.instant.isoformat(),
            "year": record.publish_at.local.day.year,
            "challenge": record.challenge or "",
            "tags": (record.kind,),
        }
    else:
        day = first_day(record)
        more = {"date": day, "year": int(day[:4] or 0), "challenge": getattr(record, "challenge", None) or ""}
    folder = entry.path.rpartition("/")[0]
    if isinstance(record, Project) and record.cover and (cover := images.get(f"{folder}/{record.cover.src}")):
        more["cover"] = cover.card
    more |= {"is_draft": getattr(record, "draft", False), "aliases": getattr(record, "aliases", ())}
    more["publish_at"] = str(getattr(record, "publish_at", None) or "")
    return Card(
        key=entry.key,
        id=entry.id,
        kind=entry.kind,
        url=entry.url,
        source=entry.path,
        language=entry.spoken,
        title=record.title,
        summary=record.summary,
        pictures=tuple(f"{folder}/{picture.src}" for _, picture in pictures_of(record)),
        **more,
    )


def first_day(record: EntryRecord) -> str:
    """Return the first day that a record names, as an ISO date; '' if it names none."""
    days = (str(value)[:10] for _, value in record if isinstance(value, date | LocalMoment | PublishTime))
    return next(days, "")


def _people(record: Project) -> Iterator[tuple[str, str, str]]:
    """Yield who has a page: members of teams who want to be found by an ORCID iD, and those beside the team."""
    for member in record.team.members:
        if member.orcid:
            yield (member.name, "team", member.orcid)
    for person in record.contributors:
        yield (person.name, person.role, person.orcid or "")


def build_catalogue(
    cards: Iterable[Card],
    entries: Iterable[Entry],
    now: datetime,
    *,
    with_hidden: bool = False,
    numbers: dict[str, str] | None = None,
    offline: dict[str, tuple[tuple[str, str, str], ...]] | None = None,
    projects_everywhere: bool = False,
) -> Catalogue:
    """Link cards and whole entries; `entries` are all but projects.

    Drafts and what is not yet public at `now` are left out, unless it is a preview `with_hidden` entries.
    """
    entries = list(entries)
    waiting = set() if with_hidden else {entry.key for entry in entries if not is_public(entry, now)}
    public = [entry for entry in entries if not waiting & {entry.key, entry.id}]
    hidden = {entry.key for entry in entries} - {entry.key for entry in public}
    shown = [card for card in cards if card.key not in hidden and (with_hidden or not card.is_draft)]
    shown.sort(key=lambda card: card.key)
    by_key = {card.key: card for card in shown}
    projects = [card for card in shown if not KIND_OF[card.kind].kept_whole and card.key == card.id]
    projects.sort(key=lambda card: (-card.year, card.key))

    translations: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for card in shown:
        translations[card.id].append((card.language, card.key))
    built_upon: dict[str, list[Card]] = defaultdict(list)
    for card in projects:
        for short in card.builds_on:
            built_upon[f"projects/{short}"].append(card)

    def originals(record: type[K]) -> list[Entry[K]]:
        return [entry for entry in public if is_entry_of(entry, record) and entry.key == entry.id]

    return Catalogue(
        now=now,
        projects=tuple(projects),
        challenges=tuple(sorted(originals(Challenge), key=lambda entry: (-entry.record.edition, entry.id))),
        sdgs=tuple(sorted(originals(Sdg), key=lambda entry: entry.id)),
        announcements=tuple(
            sorted(originals(Announcement), key=lambda entry: (entry.record.publish_at.instant, entry.id), reverse=True)
        ),
        others=_others(public, by_key),
        cards=by_key,
        numbers=numbers or {},
        offline=offline or {},
        projects_everywhere=projects_everywhere,
        has_english=_has_english(shown),
        translations={id: tuple(sorted(pairs)) for id, pairs in translations.items()},
        entries={entry.key: entry for entry in public},
        built_upon={id: tuple(found) for id, found in built_upon.items()},
    )


def _others(entries: Iterable[Entry], cards: Mapping[str, Card]) -> dict[str, tuple[Entry, ...]]:
    """Return the originals of further kinds, newest first, by the name of their kind."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.key == entry.id and not isinstance(entry.record, Challenge | Sdg | Announcement):
            found[entry.kind].append(entry)
    return {
        kind: tuple(sorted(of_kind, key=lambda entry: (cards[entry.key].date, entry.id), reverse=True))
        for kind, of_kind in found.items()
    }


def _has_english(cards: list[Card]) -> bool:
    """Whether any card is that of an English translation; cards are sorted by key."""
    prefix = f"{SOURCE_LANGUAGE}/"
    first = bisect_left(cards, prefix, key=attrgetter("key"))
    return first < len(cards) and cards[first].key.startswith(prefix)


def _by_value(projects: tuple[Card, ...], facet: str) -> dict[str, tuple[Card, ...]]:
    """Return the projects under each value of a facet."""
    by_value: dict[str, list[Card]] = defaultdict(list)
    field_of = attrgetter({"goal": "goals", "country": "countries"}.get(facet, facet))
    for card, found in zip(projects, map(field_of, projects), strict=True):
        for value in found if type(found) is tuple else (found,) if found else ():
            by_value[value].append(card)
    return {str(value): tuple(cards) for value, cards in sorted(by_value.items(), key=lambda pair: str(pair[0]))}


def is_to_come(card: Card, now: datetime) -> bool:
    """Whether the time of an entry has not come."""
    return bool(card.publish_at) and PublishTime(card.publish_at).instant > now


def is_public(entry: Entry, now: datetime) -> bool:
    """Whether an entry may be seen at a moment: drafts wait for their authors, others for their time, if any."""
    moment = getattr(entry.record, "publish_at", None)
    return not (moment and moment.instant > now) and not getattr(entry.record, "draft", False)
