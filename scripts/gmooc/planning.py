"""Give every file of the site a key that changes when what it shows changes, and say which have to be made again."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gmooc import ledger
from gmooc.catalogue import Card, Catalogue
from gmooc.engine import Drawing
from gmooc.found import Found, Packed
from gmooc.frames import HUBS, LANGUAGES
from gmooc.free_pages import FreePage
from gmooc.job import Job
from gmooc.keys import Keys
from gmooc.outputs.link_pictures import link_picture_plans
from gmooc.outputs.making import Kept, Making, Opener
from gmooc.outputs.page import Plan
from gmooc.outputs.related import clock_of, related_of, stands_alone, surroundings_of
from gmooc.outputs.texts import TEXTS
from gmooc.outputs.twins import twin_paths
from gmooc.pictures import picture_plans
from gmooc.records import Entry, free_page_url, part_translation, url_of
from gmooc.search_store import SearchStore
from gmooc.sections import changed_between
from gmooc.sources import digest_of
from gmooc.state import Reading
from gmooc.workshop import Order, Workshop

# The digests of an original and a translation, and the anchors and titles of what changed in the former.
Changes = tuple[tuple[bytes, ...], tuple[tuple[str, str], ...]]


@dataclass(slots=True, eq=False, repr=False)
class Gathered:
    """What reading all files gave.

    `entries` are those of all kinds but projects, whole, which `few` links; `pressed` are files whose page was pressed
    as they were read, before anything was known of other projects, and `twinned` those whose files for machines were.
    """

    readings: dict[str, Reading]
    packed: Packed
    entries: list[Entry]
    pages: dict[str, FreePage]
    few: Catalogue
    drawing: Drawing
    pressed: set[str]
    twinned: set[str]


@dataclass(slots=True, eq=False, repr=False)
class Blueprint:
    """All files of the site with the key of each, and what of it has to be made.

    `changed` says for each translation which sections of its original changed. `world` is the digest of all that files
    show beside the text of one entry, `surroundings` that of the part which may stand on the page of any project;
    `loose` are the files that may change or go while the world stays as it is, but for pages of entries.
    """

    outputs: dict[str, bytes]
    changed: dict[str, Changes]
    world: bytes
    surroundings: bytes
    loose: list[str]
    orders: list[Order] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)

    def paths(self, readings: dict[str, Reading]) -> Iterator[str]:
        """Give the path of every file that has to be made."""
        for order in self.orders:
            card = readings[order.source].card
            assert card is not None
            if order.related is not None:
                yield f"{url_of(card.id, order.language) if order.language else card.url}index.html"
            if order.with_twins:
                yield from twin_paths(card.kind, card.url)
        yield from (plan.path for plan in self.plans)


class Planner:
    """Plans one build."""

    def __init__(self, job: Job, found: Found, gathered: Gathered, catalogue: Catalogue) -> None:
        self.job = job
        self.found = found
        self.gathered = gathered
        self.catalogue = catalogue
        self.before = found.state.outputs
        self.readings = {reading.card.key: reading for reading in gathered.readings.values() if reading.card}
        self.keys = Keys(gathered.drawing, {key: reading.shown for key, reading in self.readings.items()})

    def plan(self, workshop: Workshop, store: SearchStore, cache: Path) -> Blueprint:
        """Plan every file; `cache` is the folder of what builds keep."""
        drawing, known, making = self.gathered.drawing, self.found.state.extra, self._making(workshop, store)
        world = self._world(making.urls)
        is_same = world == known.get("world")
        if is_same:
            # All that stands in more places than its own is as it was: only texts of entries changed, if anything did.
            blueprint = Blueprint(dict(self.before), dict(self._changes()), world, known["surroundings"], [])
            for path in (*known["loose"], *known["search_files"]):
                del blueprint.outputs[path]
            cards = self._touched()
        else:
            surroundings = marshal.dumps((surroundings_of(self.catalogue), list(self.keys.frames.items())), 0)
            blueprint = Blueprint({}, dict(self._changes()), world, digest_of(surroundings), [])
            cards = list(self.catalogue.cards.values())
            self._add(blueprint, self._lists(making, cache))
        blueprint.outputs.update(drawing.files)
        blueprint.loose.extend(drawing.files)
        self._plan_records(blueprint, cards)
        self._plan_other_languages(blueprint, cards)
        blueprint.loose.extend(self._add(blueprint, self._texts(making, cache)))
        if not is_same:
            self._add(blueprint, self._redirects(making, blueprint.outputs))
        return blueprint

    def _add(self, blueprint: Blueprint, plans: Iterable[Plan]) -> list[str]:
        """Take plans up, and give their paths."""
        paths = []
        for plan in plans:
            if plan.frame and plan.frame not in self.gathered.drawing.frames:
                # A list whose introduction is no file of this content is no page of this site.
                continue
            blueprint.outputs[plan.path] = key = self.keys.of_plan(plan)
            paths.append(plan.path)
            if self.before.get(plan.path) != key:
                blueprint.plans.append(plan)
        return paths

    def _world(self, urls: tuple[str, ...]) -> bytes:
        """Give the digest of all that files show beside the text of one entry."""
        found, readings = self.found, self.gathered.readings
        return digest_of(
            marshal.dumps(
                (
                    sorted(reading.shown for reading in readings.values()),
                    [(path, readings[path].inputs) for path in sorted(self.gathered.packed)],
                    urls,
                    clock_of(self.catalogue),
                    tuple(found.settings),
                    list(self.keys.frames.items()),
                    [found.sources[path].digest for path in ledger.LISTS if path in found.sources],
                    [(path, *image) for path, image in found.images.items()],
                ),
                0,
            )
        )

    def _touched(self) -> list[Card]:
        """Give the cards of entries whose text is new, and of their translations, which say what changed since."""
        cards, readings = self.catalogue.cards, self.gathered.readings
        changed = (readings[path].card for path in self.found.sorted.unread if path in readings)
        ids = {card.id for card in changed if card}
        return [cards[key] for id in ids for _, key in self.catalogue.translations.get(id, ())]

    def _plan_records(self, blueprint: Blueprint, cards: list[Card]) -> None:
        """Plan the page of every entry, and what machines read of it."""
        is_calm = blueprint.surroundings == self.found.state.extra.get("surroundings")
        catalogue, outputs, before, twinned = self.catalogue, blueprint.outputs, self.before, self.gathered.twinned
        known, images = self.found.state.readings, self.found.images
        for card in cards:
            reading = self.readings[card.key]
            path = f"{card.url}index.html"
            twins = twin_paths(card.kind, card.url)
            for twin in twins:
                outputs[twin] = reading.inputs
            if is_calm and path in before and reading is known.get(card.source) and stands_alone(card, catalogue):
                outputs[path] = before[path]
                continue
            changed = blueprint.changed[card.key][1] if card.key in blueprint.changed else ()
            related = related_of(card, catalogue, images.get, changed=changed)
            outputs[path] = key = self.keys.of_record(card, reading.inputs, related)
            is_stale = before.get(path) != key and not self._is_pressed(card, related)
            is_twin_stale = before.get(twins[0]) != reading.inputs and card.source not in twinned
            if is_stale or is_twin_stale:
                blueprint.orders.append(Order(card.source, related if is_stale else None, is_twin_stale))

    def _is_pressed(self, card: Card, related: tuple[Any, ...]) -> bool:
        few, images = self.gathered.few, self.found.images
        return card.source in self.gathered.pressed and related == related_of(card, few, images.get)

    def _plan_other_languages(self, blueprint: Blueprint, originals: list[Card]) -> None:
        for card, language in self._in_other_languages(originals):
            related = related_of(card, self.catalogue, self.found.images.get, language)
            path = f"{url_of(card.id, language)}index.html"
            key = self.keys.of_record(card, self.readings[card.key].inputs, related, language)
            blueprint.outputs[path] = key
            if self.before.get(path) != key:
                blueprint.orders.append(Order(card.source, related, with_twins=False, language=language))

    def _in_other_languages(self, originals: list[Card]) -> Iterator[tuple[Card, str]]:
        """Give what has a page in every language, with each it is not written in; projects may be too many."""
        cards, has_projects = self.catalogue.cards, self.catalogue.projects_everywhere
        for card in originals:
            if card.key == card.id and (has_projects or card.kind != "project"):
                yield from ((card, language) for language in LANGUAGES[1:] if f"{language}/{card.id}" not in cards)

    def _changes(self) -> Iterator[tuple[str, Changes]]:
        """Give, for each translation, which sections of its original changed since; most files are those of before."""
        catalogue, before = self.catalogue, self.found.state.extra.get("changed", {})
        for id, found in catalogue.translations.items():
            for _, key in found if len(found) > 1 and id in catalogue.cards else ():
                if key == id:
                    continue
                paths = (catalogue.cards[id].source, catalogue.cards[key].source)
                digests = tuple(self.found.sources[path].digest for path in paths)
                row = before.get(key)
                is_same = row and row[0] == digests
                yield key, row if is_same else (digests, changed_between(self.job.content, *paths))

    def _making(self, workshop: Workshop, store: SearchStore) -> Making:
        catalogue, found, readings = self.catalogue, self.found, self.gathered.readings
        urls = [card.url for card in catalogue.cards.values()]
        urls += [url for path in self.gathered.pages if self._is_drawn(path, url := free_page_url(path))]
        places = {key: reading.kept for key, reading in self.readings.items()}
        opener = Opener(
            lambda source: readings[source].inputs,
            cache(lambda source: workshop.read_one(source)[0]),
        )
        kept = Kept(places, store.get)
        return Making(catalogue, found.settings, workshop.templates, tuple(urls), kept, found.ledger, opener)

    def _lists(self, making: Making, folder: Path) -> Iterator[Plan]:
        # Most edits ask for none of them, and loading them takes a while.
        from gmooc.outputs.registry import LISTS

        for output in LISTS:
            yield from output(making)
        yield from link_picture_plans(making.catalogue, making.settings, folder / "links")

    def _redirects(self, making: Making, outputs: dict[str, bytes]) -> Iterator[Plan]:
        """Give pages that lead on, which never take the place of what is there."""
        from gmooc.outputs.redirects import redirect_plans

        for plan in redirect_plans(making):
            if plan.path not in outputs:
                yield plan

    def _texts(self, making: Making, folder: Path) -> Iterator[Plan]:
        for output in TEXTS:
            yield from output(making)
        pictures, readings = self.found.pictures, self.gathered.readings
        if not pictures:
            return
        shown = [(card, readings[card.source].claim) for card in making.catalogue.cards.values()]
        used = [target for _, claim in shown for _, target in (*claim.pictures, *claim.files)]
        covers = frozenset(card.cover for card, _ in shown if card.cover)
        yield from picture_plans(self.job.content, folder, pictures, used, covers)

    def _is_drawn(self, path: str, url: str) -> bool:
        """Say whether a free page has its own page; those of lists are planned, not drawn."""
        is_list = part_translation(path)[0] in HUBS.values()
        return is_list or f"{url}index.html" in self.gathered.drawing.files
