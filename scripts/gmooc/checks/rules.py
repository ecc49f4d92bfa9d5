"""Registry 2: the rules over the whole catalogue. Each is a generator of problems whose docstring is the rule."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain, islice
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import quote, unquote

from gmooc.checks.parsing import References
from gmooc.checks.writing import MIN_WORDS
from gmooc.content.catalogue import Card
from gmooc.content.published import alias_address
from gmooc.core import problem_messages as messages
from gmooc.core.datetimes import PublishTime
from gmooc.core.files import fold_path
from gmooc.core.languages import LANGUAGES
from gmooc.core.problems import Message, Position, Problem, message_of, message_of_key
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, KIND_OF
from gmooc.text.document import Document
from gmooc.text.front_matter import KeyPath
from gmooc.text.text_safety import host_of


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
# Of badges and the like, so many lines are named in one message.
MAX_LINES_NAMED = 50
# More files than these are not compared with a link that leads nowhere.
MAX_ALIKE = 500
# Two names as alike as this differ by a slip.
MIN_PATH_LIKENESS = 0.8
_DIGITS = re.compile(r"[0-9]{1,100}")

# Rules of the body hold for free pages too, and for entries whose front matter could not be understood.
BodyRule = Callable[[References, RuleContext], Iterator[Finding]]
Rule = Callable[[References, Card, RuleContext], Iterator[Finding]]


def links_lead_somewhere(claim: References, world: RuleContext) -> Iterator[Finding]:
    """A link in a body leads to a file that exists."""
    for written, target in dict.fromkeys(claim.links):
        if target not in world.files and not target.startswith("assets/"):
            is_address = written.lower().startswith("www.")
            nearest = f"https://{written}" if is_address else _nearest(target, world.files, claim.path)
            message = message_of(messages.LINK_BROKEN, given=unquote(written))
            yield Finding("E101", message, (), written, nearest)


def pictures_exist(claim: References, world: RuleContext) -> Iterator[Finding]:
    """A picture is a file that lies beside its entry."""
    for written, target in dict.fromkeys(claim.pictures):
        if target not in world.files:
            message, repair = _missing_picture(unquote(written), target, claim.path, world.files)
            yield Finding("E102", message, (), written, repair)
    for path, target in claim.files:
        if target not in world.files:
            message, _ = _missing_picture(target.rpartition("/")[2], target, claim.path, world.files)
            yield Finding("E102", message, path)


def _missing_picture(given: str, target: str, path: str, files: frozenset[str]) -> tuple[Message, str]:
    """Return what is wrong with a picture that is not there, and how a text would name the one that was meant."""
    folder = path.rpartition("/")[0]
    whole = posixpath.normpath(posixpath.join(folder, given))
    for meant in (whole, target):
        alike = _folded_paths(files).get(fold_path(meant), ())
        if len(alike) != 1:
            continue
        name = posixpath.relpath(alike[0], folder)
        repair = re.sub(r"[\s#?%()<>]", lambda sign: quote(sign[0]), name)
        if "#" in given and alike[0] == whole:
            return message_of(messages.PICTURE_WITH_HASH, given=given), repair
        return message_of(messages.PICTURE_NEARLY, given=given, name=name), repair
    return message_of(messages.PICTURE_MISSING, given=given), ""


@lru_cache(maxsize=1)
def _folded_paths(files: frozenset[str]) -> dict[str, list[str]]:
    folded: dict[str, list[str]] = {}
    for file in files:
        if not file.endswith(".md"):
            folded.setdefault(fold_path(file), []).append(file)
    return folded


def pictures_are_ours(claim: References, world: RuleContext) -> Iterator[Finding]:
    """A picture is not loaded from another host."""
    urls = tuple(dict.fromkeys(claim.foreign_pictures))[:MAX_TOLD]
    if urls:
        yield Finding("E103", message_of(messages.PICTURE_FOREIGN), (), "\n".join(urls), is_told_once=True)


def challenge_exists(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """A project or an announcement names a challenge that exists."""
    if card.challenge and f"challenges/{card.challenge}" not in world.cards:
        known = [key.rpartition("/")[2] for key, other in world.cards.items() if other.kind == CHALLENGE.name]
        nearest = difflib.get_close_matches(card.challenge, known, n=1)
        repair = f"challenge: {nearest[0]}" if nearest else ""
        message = message_of_key("challenge", messages.CHALLENGE_UNKNOWN, choices=", ".join(sorted(known)))
        yield Finding("E104", message, ("challenge",), repair=repair)


def builds_on_exists(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """A project builds on projects that exist, and not on itself."""
    for index, short in enumerate(card.builds_on):
        if f"projects/{short}" not in world.cards or f"projects/{short}" == card.id:
            message = message_of_key("builds_on", messages.PROJECT_UNKNOWN, given=short)
            yield Finding("E105", message, ("builds_on", index))


def year_is_folder(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """A project lies in the folder of its year."""
    if KIND_OF[card.kind].has_years and (year := card.id.split("/")[1]) != str(card.year):
        yield Finding("E106", message_of_key("year", messages.YEAR_OF_FOLDER, year=year), ("year",))


def targets_belong_to_goals(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """A target exists and belongs to a goal of the entry."""
    for path, target in claim.targets:
        if target not in world.targets:
            yield Finding("E108", message_of_key("target", messages.TARGET_UNKNOWN, given=target), path)
        elif int(target.split(".")[0]) not in card.goals:
            yield Finding("E108", message_of_key("target", messages.TARGET_OF_OTHER_GOAL, given=target), path)


def translation_has_original(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """A translation stands beside its original."""
    if claim.key != card.id and card.id not in world.cards:
        yield Finding("E107", message_of(messages.FILE_WITHOUT_ORIGINAL, name=f"{card.id}.md"))


def launch_is_translated(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """A launch to come is there in all six languages of the United Nations."""
    if card.kind != ANNOUNCEMENT.name or "launch" not in card.tags or claim.key != card.id:
        return
    if world.now and card.date > world.now:
        there = {card.language} | {code for code in LANGUAGES if f"{code}/{card.id}" in world.cards}
        missing = [code for code in LANGUAGES if code not in there]
        if missing:
            name, languages = f"{card.slug}.<language>.md", ", ".join(missing)
            message = message_of(messages.LAUNCH_WITHOUT_TRANSLATIONS, name=name, languages=languages)
            yield Finding("E130", message, ("kind",), is_warning=True)


def translation_has_the_time_of_its_original(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """A translation comes out with its original, whose moment it may leave out where an entry need not wait."""
    original = world.cards.get(card.id)
    if original and card.publish_at and _instant(original) != _instant(card):
        yield Finding("E134", message_of(messages.MOMENT_OF_ORIGINAL), ("publish_at",))


def edition_is_there(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """What is public names no edition whose time has not come."""
    edition = world.cards.get(f"challenges/{card.challenge}") if card.challenge else None
    moment = edition and _instant(edition)
    if edition is None or moment is None or card.is_draft:
        return
    if card.publish_at and (_instant(card) or moment) < moment:
        message = message_of(messages.BEFORE_EDITION, path=edition.id, moment=edition.publish_at)
        yield Finding("E140", message, ("publish_at",), repair=f"publish_at: {edition.publish_at}")
    elif not card.publish_at and world.now and datetime.fromisoformat(world.now) < moment:
        message = message_of(messages.EDITION_TO_COME, path=edition.id, moment=edition.publish_at)
        yield Finding("E140", message, ("challenge",))


def _instant(card: Card) -> datetime | None:
    return PublishTime(card.publish_at).instant if card.publish_at else None


def past_editions_say_their_facts(claim: References, card: Card, world: RuleContext) -> Iterator[Finding]:
    """An edition that is over gives its facts with their sources."""
    keys, since = claim.gaps
    if keys and world.now > since:
        message = message_of(messages.FACTS_MISSING, keys=", ".join(keys))
        yield Finding("E142", message, is_warning=True)


def dates_can_be_kept(claim: References, world: RuleContext) -> Iterator[Finding]:
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
}


def nothing_is_forgotten(claim: References, world: RuleContext) -> Iterator[Finding]:
    """A write-up holds its author's own words in every section, and a text for every picture."""
    for code, written in dict.fromkeys(claim.faults):
        if code == "E114":
            message = message_of(messages.TEXT_TOO_SHORT, limit=MIN_WORDS, number=written)
            yield Finding(code, message, is_warning=True, is_of_body=True)
            continue
        if code == "E031":
            named, _, url = written.partition(" ")
            message = message_of(messages.LINK_NAMES_OTHER_HOST, given=named, host=host_of(url))
            yield Finding(code, message, (), url, is_warning=True)
            continue
        template, is_warning = _FORGOTTEN[code]
        # A link with a space or a Chinese bracket in its middle was meant to be one.
        repair = re.sub(r"\](?: \(|（)(.*)[)）]$", r"](\1)", written) if code == "E116" else ""
        repair = repair if repair != written else ""
        yield Finding(code, message_of(template, given=written), (), written, repair, is_warning)


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


def launched_editions_wait(claims: Iterable[References], world: RuleContext) -> Iterator[tuple[References, Finding]]:
    """An edition that an announcement to come launches names the moment at which it comes out."""
    if not world.now:
        return
    launches = [card for card in world.cards.values() if "launch" in card.tags and card.key == card.id]
    to_come = {card.challenge: card for card in launches if not card.is_draft and card.date > world.now}
    for claim in claims if to_come else ():
        card = world.cards.get(claim.key)
        if card is None or card.kind != CHALLENGE.name or card.key != card.id or card.is_draft or card.publish_at:
            continue
        if launch := to_come.get(card.slug):
            message = message_of(messages.EDITION_WITHOUT_MOMENT, path=launch.source)
            yield claim, Finding("E139", message, ("publish_at",), repair=f"publish_at: {launch.publish_at}")


def aliases_are_free(claims: Iterable[References], world: RuleContext) -> Iterator[tuple[References, Finding]]:
    """An earlier name of a page is that of no other page."""
    aliased = {card.key: card for card in world.cards.values() if card.aliases}
    if not aliased:
        return
    first: dict[str, str] = {}
    urls = {card.url: card.source for card in world.cards.values()}
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


def findings(claims: Iterable[References], world: RuleContext) -> Iterator[tuple[References, Finding]]:
    """Apply every rule to every claim, but for the rules that compare them all."""
    for claim in claims:
        for body_rule in BODY_RULES:
            for finding in islice(body_rule(claim, world), MAX_TOLD):
                yield claim, finding
        card = world.cards.get(claim.key)
        if card is None:
            continue
        for rule in RULES:
            for finding in islice(rule(claim, card, world), MAX_TOLD):
                yield claim, finding


def locate(finding: Finding, document: Document) -> Iterator[Problem]:
    """Turn a finding into problems with a line: one for each time the text stands in the body."""
    if finding.code == "E111":
        places = _of_heading(finding.written, document) or [Position(document.body_line)]
    elif finding.written:
        found = (_in_body(part, document) for part in finding.written.split("\n"))
        places = sorted(set(chain.from_iterable(found))) or _in_front_matter(finding.written, document)
    else:
        start = Position(document.body_line if finding.is_of_body else 1)
        places = [document.place(finding.path) if finding.path else start]
    if finding.is_told_once and places[-1].line != places[0].line:
        lines = dict.fromkeys(str(place.line) for place in places if place.line != places[0].line)
        named = ", ".join(list(lines)[:MAX_LINES_NAMED]) + ", …" * (len(lines) > MAX_LINES_NAMED)
        finding = finding._replace(message=message_of(messages.ALSO_IN_LINES, message=finding.message, lines=named))
    for place in places[:1] if finding.is_told_once else places:
        repair = finding.repair
        if repair and finding.written:
            line = document.body.split("\n")[place.line - document.body_line]
            typed = next((text for text in (finding.written, unquote(finding.written)) if text in line), "")
            repair = line.replace(typed, repair).strip() if typed else ""
        yield Problem(
            document.path,
            place.line,
            place.column,
            finding.code,
            *finding.message,
            repair,
            finding.is_warning,
        )


def _in_body(written: str, document: Document) -> list[Position]:
    """Find the places where a link, a picture or a text stands, whatever of it the author encoded."""
    for text in (written, unquote(written)):
        if text in document.body and (found := _starts_of(re.escape(text), text, document.body)):
            return [_place_at(document, start) for start in found]
    pattern = "".join(map(_typed, unquote(written)))
    return [_place_at(document, start) for start in _starts_of(pattern, written, document.body)]


def _starts_of(pattern: str, written: str, body: str) -> list[int]:
    # An address that goes on is another.
    end = r"(?![\w/-])" if written[-1:].isalnum() else ""
    return [match.start() for match in islice(re.finditer(pattern + end, body), MAX_TOLD)]


def _typed(sign: str) -> str:
    """Return a pattern of the ways in which a sign of an address or an answer may be typed."""
    if sign.isascii() and (sign.isalnum() or sign in "/.-: "):
        return re.escape(sign) if sign != " " else "(?: |%20)"
    ways = [re.escape(sign), re.escape(quote(sign, safe="")), "&#?[A-Za-z0-9]{1,31};"]
    ways += {"_": [r"\*"], "(": [r"\(<"], ")": [r">\)"]}.get(sign, [])
    return f"(?:{'|'.join(ways)})"


_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>.*)$|^(?P<above>.+)\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Says where a link leads, and shows nothing.
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
_PLAIN_WORDS = re.compile(r"[\w ,.?-]*")
_HEADING_TAG = re.compile(r"<h[1-6]\b[^<>]*>(?P<text>.{0,1000}?)</h[1-6]>", re.IGNORECASE | re.DOTALL)


def _of_heading(written: str, document: Document) -> list[Position]:
    """Find the sections with a heading that say nothing; its words may stand elsewhere, too."""
    sections = _empty_sections(document.body)
    # What a link in a heading leads to may stand at the end of the text, so that its brackets are taken for words.
    alike = (found for text, found in sections.items() if _letters_of(text) == _letters_of(written))
    return [_place_at(document, start) for start in (sections.get(written) or next(alike, []))[:MAX_TOLD]]


def _letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, text))


# A file with many empty sections asks for each.
@lru_cache(maxsize=2)
def _empty_sections(body: str) -> dict[str, list[int]]:
    """Return where the headings of sections that say nothing stand, by their texts without markup."""
    from gmooc.text.markdown import plain_text, render

    headings = sorted((*_HEADING.finditer(body), *_HEADING_TAG.finditer(body)), key=lambda match: match.start())
    ends = (*(match.start() for match in headings[1:]), len(body))
    found: dict[str, list[int]] = {}
    for match, end in zip(headings, ends, strict=False):
        if not _COMMENT.sub("", _DEFINITION.sub("", body[match.end() : end])).strip():
            group = match.lastgroup or 0
            text = match[group].strip()
            if not _PLAIN_WORDS.fullmatch(text):
                text = plain_text(render(match[0]).html)
            found.setdefault(text, []).append(match.start(group))
    return found


def _in_front_matter(written: str, document: Document) -> list[Position]:
    start = document.front_matter.find(written)
    if start < 0:
        return [Position(document.body_line)]
    line = document.front_matter.count("\n", 0, start)
    return [Position(line + 2, start - document.front_matter.rfind("\n", 0, start))]


def _place_at(document: Document, start: int) -> Position:
    line = document.body.count("\n", 0, start)
    column = start - (document.body.rfind("\n", 0, start) + 1) + 1
    return Position(document.body_line + line, column)


def _nearest(target: str, files: frozenset[str], path: str) -> str:
    """Return the address of the one file that a link can have meant, relative to the file it stands in, or ''."""
    from gmooc.content.entry import relative_url, split_translation

    folder, _, name = target.rpartition("/")
    names, starts = _indexed(files)
    found = names.get(name, [])
    if not found and name.endswith(".md"):
        language, numbers = split_translation(target)[1], _numbers_of(name)
        # Comparing letters is slow, so that only some files are looked at whose names begin alike, in any folder.
        likely = [
            file for file in starts.get(name[:3].casefold(), ()) if _numbers_of(file.rpartition("/")[2]) == numbers
        ]
        found = [
            file
            for file in likely[:MAX_ALIKE]
            if split_translation(file)[1] == language and _is_alike(name, file.rpartition("/")[2])
        ]
        beside = [file for file in found if file.rpartition("/")[0] == folder]
        found = beside or found
    return relative_url(found[0], path.rpartition("/")[0] + "/") if len(found) == 1 else ""


def _numbers_of(name: str) -> tuple[int, ...]:
    """Return the numbers in a name: 4 and 04 are one, 4 and 14 two."""
    return tuple(int(digits) for digits in _DIGITS.findall(name))


def _is_alike(one: str, other: str) -> bool:
    """Whether two names differ by a slip of a letter or two; their numbers are compared as such."""
    letters, others = (_DIGITS.sub("0", name).removesuffix(".md").casefold() for name in (one, other))
    return difflib.SequenceMatcher(None, letters, others).ratio() >= MIN_PATH_LIKENESS


@lru_cache(maxsize=1)
def _indexed(files: frozenset[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return files by their names, and texts by what their names begin with."""
    names: dict[str, list[str]] = {}
    starts: dict[str, list[str]] = {}
    for file in sorted(files):
        name = file.rpartition("/")[2]
        names.setdefault(name, []).append(file)
        if name.endswith(".md"):
            starts.setdefault(name[:3].casefold(), []).append(file)
    return names, starts
