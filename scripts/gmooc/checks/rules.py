"""The registry of rules that hold entries against each other: generators of findings whose docstring is the rule."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import unquote

import gmooc.core.problem_messages as messages
from gmooc.checks.file_names import missing_picture, nearest_file
from gmooc.checks.parsing import References
from gmooc.checks.writing import MIN_WORDS
from gmooc.content.catalogue import Card
from gmooc.content.published import alias_address
from gmooc.core.datetimes import PublishTime
from gmooc.core.languages import LANGUAGES
from gmooc.core.problem_messages import Message, message_of, message_of_key
from gmooc.core.urls import host_of
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, KIND_OF
from gmooc.text.front_matter import KeyPath, name_of_path, write_value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RuleContext:
    """All that rules may look at: cards by key, which files exist below content/, the numbers of all targets.

    `now` is the moment as ISO text; where it is empty, rules about what is to come or over say nothing.
    """

    cards: dict[str, Card]
    files: frozenset[str]
    targets: frozenset[str]
    now: str = ""


class Finding(NamedTuple):
    """A broken rule before its place is known: where in the front matter, or which text of the body.

    What `is_told_once` stands at the first of its places, and names the lines of the others; its `written` may hold
    several texts, one on each line.
    """

    code: str
    message: Message
    path: KeyPath = ()
    written: str = ""
    repair: str = ""
    is_warning: bool = False
    is_of_body: bool = False
    is_told_once: bool = False


# Of one rule, no more is told of a file: who mends these sees the next.
MAX_TOLD = 100

# Rules of the body hold for free pages too, and for entries whose front matter could not be understood.
BodyRule = Callable[[References, RuleContext], Iterator[Finding]]
Rule = Callable[[References, Card, RuleContext], Iterator[Finding]]


def links_lead_somewhere(claim: References, context: RuleContext) -> Iterator[Finding]:
    """A link in a body leads to a file that exists."""
    for written, target in dict.fromkeys(claim.links):
        if target not in context.files and not target.startswith("assets/"):
            is_address = written.lower().startswith("www.")
            nearest = f"https://{written}" if is_address else nearest_file(target, context.files, claim.path)
            message = message_of(messages.LINK_BROKEN, given=unquote(written))
            yield Finding("E101", message, (), written, nearest)


def pictures_exist(claim: References, context: RuleContext) -> Iterator[Finding]:
    """A picture is a file that lies beside its entry."""
    for written, target in dict.fromkeys(claim.pictures):
        if target not in context.files:
            message, repair = missing_picture(unquote(written), target, claim.path, context.files)
            yield Finding("E102", message, (), written, repair)
    for path, target in claim.files:
        if target not in context.files:
            message, _ = missing_picture(target.rpartition("/")[2], target, claim.path, context.files)
            yield Finding("E102", message, path)


def pictures_are_ours(claim: References, context: RuleContext) -> Iterator[Finding]:
    """A picture is not loaded from another host."""
    urls = tuple(dict.fromkeys(claim.foreign_pictures))[:MAX_TOLD]
    if urls:
        yield Finding("E103", message_of(messages.PICTURE_FOREIGN), (), "\n".join(urls), is_told_once=True)


def challenge_exists(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """A project or an announcement names a challenge that exists."""
    if card.challenge and f"challenges/{card.challenge}" not in context.cards:
        known = sorted({other.slug for other in context.cards.values() if other.kind == CHALLENGE.name})
        nearest = difflib.get_close_matches(card.challenge, known, n=1)
        repair = f"challenge: {nearest[0]}" if nearest else ""
        message = message_of_key("challenge", messages.CHALLENGE_UNKNOWN, choices=", ".join(known))
        yield Finding("E104", message, ("challenge",), repair=repair)


def builds_on_exists(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """A project builds on projects that exist, and not on itself."""
    for index, short in enumerate(card.builds_on):
        if f"projects/{short}" not in context.cards or f"projects/{short}" == card.id:
            message = message_of_key("builds_on", messages.PROJECT_UNKNOWN, given=short)
            yield Finding("E105", message, ("builds_on", index))


def year_is_folder(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """A project lies in the folder of its year."""
    if KIND_OF[card.kind].has_years and (year := card.id.split("/")[1]) != str(card.year):
        yield Finding("E106", message_of_key("year", messages.YEAR_OF_FOLDER, year=year), ("year",))


def targets_belong_to_goals(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """A target exists and belongs to a goal of the entry."""
    for path, target in claim.targets:
        if target not in context.targets:
            yield Finding("E108", message_of_key("target", messages.TARGET_UNKNOWN, given=target), path)
        elif int(target.split(".")[0]) not in card.goals:
            yield Finding("E108", message_of_key("target", messages.TARGET_OF_OTHER_GOAL, given=target), path)


def translation_has_original(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """A translation stands beside its original."""
    if claim.key != card.id and card.id not in context.cards:
        yield Finding("E107", message_of(messages.FILE_WITHOUT_ORIGINAL, name=f"{card.id}.md"))


def launch_is_translated(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """A launch to come is there in all six languages of the United Nations."""
    if card.kind != ANNOUNCEMENT.name or "launch" not in card.tags or claim.key != card.id:
        return
    if context.now and card.date > context.now:
        there = {card.language} | {code for code in LANGUAGES if f"{code}/{card.id}" in context.cards}
        missing = [code for code in LANGUAGES if code not in there]
        if missing:
            name, languages = f"{card.slug}.<language>.md", ", ".join(missing)
            message = message_of(messages.LAUNCH_WITHOUT_TRANSLATIONS, name=name, languages=languages)
            yield Finding("E130", message, ("kind",), is_warning=True)


def translation_has_the_time_of_its_original(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """A translation comes out with its original, whose moment it may leave out where an entry need not wait."""
    original = context.cards.get(card.id)
    if original and card.publish_at and _instant(original) != _instant(card):
        yield Finding("E134", message_of(messages.MOMENT_OF_ORIGINAL), ("publish_at",))


def edition_is_there(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """What is public names no edition whose time has not come."""
    edition = context.cards.get(f"challenges/{card.challenge}") if card.challenge else None
    moment = _instant(edition) if edition else None
    if edition is None or moment is None or card.is_draft:
        return
    if card.publish_at and (_instant(card) or moment) < moment:
        message = message_of(messages.BEFORE_EDITION, path=edition.id, moment=edition.publish_at)
        yield Finding("E140", message, ("publish_at",), repair=f"publish_at: {edition.publish_at}")
    elif not card.publish_at and context.now and datetime.fromisoformat(context.now) < moment:
        message = message_of(messages.EDITION_TO_COME, path=edition.id, moment=edition.publish_at)
        yield Finding("E140", message, ("challenge",))


def _instant(card: Card) -> datetime | None:
    return PublishTime(card.publish_at).instant if card.publish_at else None


def past_editions_say_their_facts(claim: References, card: Card, context: RuleContext) -> Iterator[Finding]:
    """An edition that is over gives its facts with their sources."""
    keys, since = claim.gaps
    if keys and context.now > since:
        message = message_of(messages.FACTS_MISSING, keys=", ".join(keys))
        yield Finding("E142", message, is_warning=True)


def dates_can_be_kept(claim: References, context: RuleContext) -> Iterator[Finding]:
    """A date means one moment, the same to everyone; a registration has its page by the time it opens."""
    for code, path, message in claim.slips:
        yield Finding(code, message, path, is_warning=code in ("E017", "E141"))


# What was forgotten: how it is told, and whether a maintainer may let it pass.
_FORGOTTEN = {
    "E110": (messages.WORDS_OF_EXAMPLE, False),
    "E111": (messages.SECTION_EMPTY, True),
    "E112": (messages.NO_RESPONSE, False),
    "E113": (messages.PICTURE_WITHOUT_TEXT, True),
    "E116": (messages.NOT_MARKDOWN, True),
    "E118": (messages.ADDRESS_OPENS_NOTHING, True),
}


def nothing_is_forgotten(claim: References, context: RuleContext) -> Iterator[Finding]:
    """A write-up holds its author's own words in every section, and a text for every picture."""
    for code, written, path in dict.fromkeys(claim.faults):
        if code == "E114":
            message = message_of(messages.TEXT_TOO_SHORT, limit=MIN_WORDS, number=written)
            yield Finding(code, message, is_warning=True, is_of_body=True)
        elif code == "E031":
            named, _, url = written.partition(" ")
            message = message_of(messages.LINK_NAMES_OTHER_HOST, given=named, host=host_of(url))
            yield Finding(code, message, (), written, is_warning=True)
        elif code == "E116" and path:
            # The line of a value within a group may hold others, too.
            repair = f"{path[0]}: {write_value(written)}" if len(path) == 1 else ""
            yield Finding(code, message_of_key(name_of_path(path), messages.SIGN_ESCAPED), path, "", repair, True)
        else:
            template, is_warning = _FORGOTTEN[code]
            template = messages.FRAGMENT_ASTRAY if code == "E118" and written.startswith("#") else template
            # A link with a space or a Chinese bracket in its middle was meant to be one.
            meant = re.sub(r"\](?: \(|（)(.*)[)）]$", r"](\1)", written) if code == "E116" else written
            repair = meant if meant != written else ""
            yield Finding(code, message_of(template, given=written), path, "" if path else written, repair, is_warning)


def projects_differ(claims: Iterable[References]) -> Iterator[tuple[References, Finding]]:
    """A project is written up once: no other has its title, or nearly its text."""
    written = [claim for claim in claims if claim.likeness]
    counts = Counter(chain.from_iterable(claim.likeness for claim in written))
    repeated = {digest for digest, count in counts.items() if count > 1}
    if not repeated:
        return
    owners: dict[bytes, str] = {}
    alike = [claim for claim in written if not repeated.isdisjoint(claim.likeness)]
    for claim in sorted(alike, key=attrgetter("path")):
        path = claim.path
        first = min([owners.setdefault(digest, path) for digest in claim.likeness])
        if first != path:
            message = message_of_key("title", messages.PROJECT_TWICE, path=first)
            yield claim, Finding("E115", message, ("title",), is_warning=True)


def launched_editions_wait(claims: Iterable[References], context: RuleContext) -> Iterator[tuple[References, Finding]]:
    """An edition that an announcement to come launches names the moment at which it comes out."""
    if not context.now:
        return
    launches = [card for card in context.cards.values() if "launch" in card.tags and card.key == card.id]
    to_come = {card.challenge: card for card in launches if not card.is_draft and card.date > context.now}
    for claim in claims if to_come else ():
        card = context.cards.get(claim.key)
        if card is None or card.kind != CHALLENGE.name or card.key != card.id or card.is_draft or card.publish_at:
            continue
        if launch := to_come.get(card.slug):
            message = message_of(messages.EDITION_WITHOUT_MOMENT, path=launch.source)
            yield claim, Finding("E139", message, ("publish_at",), repair=f"publish_at: {launch.publish_at}")


def aliases_are_free(claims: Iterable[References], context: RuleContext) -> Iterator[tuple[References, Finding]]:
    """An earlier name of a page is that of no other page."""
    aliased = {card.key: card for card in context.cards.values() if card.aliases}
    if not aliased:
        return
    first: dict[str, str] = {}
    urls = {card.url: card.source for card in context.cards.values()}
    for claim in sorted(claim for claim in claims if claim.key in aliased):
        card = aliased[claim.key]
        for index, alias in enumerate(card.aliases):
            address = alias_address(card.url, alias)
            other = urls.get(address) or first.setdefault(address, claim.path)
            if other != claim.path or address in urls:
                message = message_of(messages.ALIAS_TAKEN, path=other)
                yield claim, Finding("E136", message, ("aliases", index))


BODY_RULES: tuple[BodyRule, ...] = (
    links_lead_somewhere,
    pictures_exist,
    pictures_are_ours,
    nothing_is_forgotten,
    dates_can_be_kept,
)
RULES: tuple[Rule, ...] = (
    challenge_exists,
    builds_on_exists,
    year_is_folder,
    targets_belong_to_goals,
    translation_has_original,
    launch_is_translated,
    translation_has_the_time_of_its_original,
    edition_is_there,
    past_editions_say_their_facts,
)


def findings(claims: Iterable[References], context: RuleContext) -> Iterator[tuple[References, Finding]]:
    """Apply every rule to every claim, but for the rules that compare them all."""
    for claim in claims:
        for body_rule in BODY_RULES:
            for finding in islice(body_rule(claim, context), MAX_TOLD):
                yield claim, finding
        if card := context.cards.get(claim.key):
            for rule in RULES:
                for finding in islice(rule(claim, card, context), MAX_TOLD):
                    yield claim, finding
