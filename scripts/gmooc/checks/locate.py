"""Apply the rules that hold entries against each other, and find the lines of what they find.

What a rule found on the page is looked for where the renderer says that it was made: a text that stands in code, in
another link or in another section is not taken for it. Raw HTML has no such places, and is searched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path
from urllib.parse import quote, unquote

import gmooc.core.problem_messages as messages
from gmooc.checks.parsing import References
from gmooc.checks.rules import (
    MAX_TOLD,
    Finding,
    RuleContext,
    aliases_are_free,
    findings,
    launched_editions_wait,
    projects_differ,
)
from gmooc.checks.writing import is_poor
from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry
from gmooc.core.problem_messages import message_of
from gmooc.core.problems import Position, Problem
from gmooc.model.records import Sdg
from gmooc.text.document import Document, load_document
from gmooc.text.markdown import SourceTag, WrittenHeading, code_test, source_tags, written_headings
from gmooc.text.text_damage import place_in

# Of badges and the like, so many lines are named in one message.
MAX_LINES_NAMED = 50


def check_entries(
    content: Path,
    cards: Iterable[Card],
    claims: Iterable[References],
    files: Iterable[str],
    sdgs: Iterable[Entry[Sdg]],
    now: datetime | None = None,
) -> list[Problem]:
    """Apply the rules that look at several entries, and at the clock if `now` is given."""
    by_key = {card.key: card for card in cards}
    targets = frozenset(target.number for sdg in sdgs for target in sdg.record.targets)
    context = RuleContext(by_key, frozenset(files), targets, now.isoformat() if now else "")
    claims = list(claims)
    return [
        *_located(content, findings(claims, context)),
        *_located(content, projects_differ(claims)),
        *_located(content, aliases_are_free(claims, context)),
        *_located(content, launched_editions_wait(claims, context)),
    ]


def _located(content: Path, found: Iterable[tuple[References, Finding]]) -> Iterator[Problem]:
    """Yield problems with their lines; of one file, no more than anybody reads."""
    told: dict[str, int] = {}
    document = None
    for claim, finding in found:
        if told.get(claim.path, 0) >= MAX_TOLD:
            continue
        if document is None or document.path != claim.path:
            document, _ = load_document(content, claim.path)
        for problem in locate(finding, document):
            told[claim.path] = told.get(claim.path, 0) + 1
            yield problem


def locate(finding: Finding, document: Document) -> Iterator[Problem]:
    """Yield a problem for each place of the file at which a finding stands."""
    if finding.written:
        starts = sorted(
            {start for part in finding.written.split("\n") for start in _starts(finding, part, document.body)}
        )
        places = [place_in(document.body, start, document.body_line) for start in starts[:MAX_TOLD]]
        places = places or [Position(document.body_line)]
    else:
        start = Position(document.body_line if finding.is_of_body else 1)
        places = [document.place(finding.path) if finding.path else start]
    if finding.is_told_once and places[-1].line != places[0].line:
        lines = dict.fromkeys(str(place.line) for place in places if place.line != places[0].line)
        named = ", ".join(list(lines)[:MAX_LINES_NAMED]) + ", …" * (len(lines) > MAX_LINES_NAMED)
        finding = finding._replace(message=message_of(messages.ALSO_IN_LINES, message=finding.message, lines=named))
    for place in places[:1] if finding.is_told_once else places:
        repair = _repaired(finding, document, place) if finding.repair and finding.written else finding.repair
        yield Problem(
            document.path,
            place.line,
            place.column,
            finding.code,
            *finding.message,
            repair,
            finding.is_warning,
        )


def _repaired(finding: Finding, document: Document, place: Position) -> str:
    """Return the line at a place with what was found there replaced, or '' if it was typed otherwise."""
    line = document.body.split("\n")[place.line - document.body_line]
    before, rest = line[: place.column - 1], line[place.column - 1 :]
    typed = next((text for text in (finding.written, unquote(finding.written)) if rest.startswith(text)), "")
    return (before + finding.repair + rest[len(typed) :]).strip() if typed else ""


def _starts(finding: Finding, written: str, body: str) -> list[int]:
    """Return where in a body a text stands that a rule found on its page."""
    if finding.code == "E111":
        return _of_sections(written, body)
    if finding.code == "E112":
        answers = [
            tag.start for tag in _tags(body) if tag.name == "em" and _letters(body[tag.start : tag.end]) == "noresponse"
        ]
        return answers or _outside_code(written, body)
    if finding.code == "E116":
        return _outside_code(written, body)
    named, _, url = written.rpartition(" ") if finding.code == "E031" else ("", "", written)
    of_tags = islice(_of_tags(finding.code, url, named, body), MAX_TOLD)
    return [*of_tags, *_of_html(url, body)] or _outside_code(url, body)


# A file with many findings asks for each.
@lru_cache(maxsize=2)
def _tags(body: str) -> list[SourceTag]:
    return source_tags(body)


_URL = re.compile(r' (?:href|src)="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')
_IN_HTML = r"""(?i:href|src)\s*=\s*+(?:["']\s*+)?"""
_DEFINED = r"^ {0,3}\[[^\]\n]+\]:[ \t]*<?"


@lru_cache(maxsize=2)
def _tags_by_url(body: str) -> dict[str, list[SourceTag]]:
    """Return the links and pictures of a body by the URL that each leads to."""
    found: dict[str, list[SourceTag]] = {}
    for tag in _tags(body):
        if tag.name in ("a", "img") and (url := _URL.search(tag.html)):
            found.setdefault(unquote(html.unescape(url[1])), []).append(tag)
    return found


@lru_cache(maxsize=2)
def _is_code_of(body: str) -> Callable[[int], bool]:
    return code_test(_tags(body))


def _of_tags(code: str, url: str, named: str, body: str) -> Iterator[int]:
    """Yield where the address of each link or picture stands that leads to a URL, and that a rule means."""
    for tag in _tags_by_url(body).get(unquote(url), ()):
        typed, alt = body[tag.start : tag.end], _ALT.search(tag.html)
        if named not in typed or (code == "E113" and alt and not is_poor(html.unescape(alt[1]))):
            continue
        # Words of a link may be its address, too; that of a reference stands elsewhere.
        inner = max(typed.rfind("]("), 0)
        address = next(iter(_matches("", url, body, tag.start + inner, tag.end)), -1)
        is_reference = typed.endswith("]") and code not in ("E031", "E113")
        if address < 0 and is_reference:
            address = next(iter(_matches(_DEFINED, url, body)), -1)
        if address >= 0 or typed[:1] in ("[", "!", "<"):
            yield max(address, 0) or tag.start


def _of_html(url: str, body: str) -> list[int]:
    return _outside_code(url, body, _IN_HTML)


def _outside_code(written: str, body: str, before: str = "") -> list[int]:
    is_code = _is_code_of(body)
    return [start for start in _matches(before, written, body) if not is_code(start)]


def _matches(before: str, written: str, body: str, start: int = 0, end: int | None = None) -> list[int]:
    """Return where a text stands behind a pattern, whatever of it the author encoded."""
    # An address that goes on is another.
    behind = r"(?![\w/-])" if written[-1:].isalnum() else ""
    for typed in (re.escape(written), re.escape(unquote(written)), "".join(map(_typed, unquote(written)))):
        pattern = re.compile(f"{before}({typed}){behind}", re.MULTILINE)
        matches = pattern.finditer(body, start, len(body) if end is None else end)
        if found := [match.start(1) for match in islice(matches, MAX_TOLD)]:
            return found
    return []


def _typed(sign: str) -> str:
    """Return a pattern of the ways in which a sign of an address or an answer may be typed."""
    if sign.isascii() and (sign.isalnum() or sign in "/.-: "):
        return re.escape(sign) if sign != " " else "(?: |%20)"
    ways = [re.escape(sign), re.escape(quote(sign, safe="")), "&#?[A-Za-z0-9]{1,31};"]
    ways += {"_": [r"\*"], "(": [r"\(<"], ")": [r">\)"]}.get(sign, [])
    return f"(?:{'|'.join(ways)})"


_HEADING_TAG = re.compile(r"<h[1-6]\b[^<>]*>", re.IGNORECASE)
_MARKS_OF_HEADING = re.compile(r"[ \t>]*(?:#{1,6}[ \t]+)?")


@lru_cache(maxsize=2)
def _headings(body: str) -> tuple[dict[str, list[WrittenHeading]], dict[str, list[WrittenHeading]]]:
    """Return the headings of a body by their text, and by the letters of it alone."""
    by_text: dict[str, list[WrittenHeading]] = {}
    by_letters: dict[str, list[WrittenHeading]] = {}
    for heading in written_headings(body):
        by_text.setdefault(heading.text, []).append(heading)
        by_letters.setdefault(_letters(heading.text), []).append(heading)
    return by_text, by_letters


@lru_cache(maxsize=2)
def _lines(body: str) -> tuple[list[str], list[int]]:
    """Return the lines of a body, and where each begins."""
    lines = body.split("\n")
    return lines, [0, *accumulate(len(line) + 1 for line in lines)]


def _of_sections(title: str, body: str) -> list[int]:
    """Return where the headings of this text stand whose sections say nothing."""
    by_text, by_letters = _headings(body)
    alike = by_text.get(title) or by_letters.get(_letters(title), [])
    lines, starts = _lines(body)
    found: list[int] = []
    for heading in ([one for one in alike if one.is_empty] or alike)[:MAX_TOLD]:
        if heading.line:
            marks = _MARKS_OF_HEADING.match(lines[heading.line - 1])
            found.append(starts[heading.line - 1] + (marks.end() if marks else 0))
            continue
        # One of HTML has no place; what stands behind its tag is looked for.
        words = title.partition(" ")[0]
        found += [tag.end() for tag in _HEADING_TAG.finditer(body) if body.startswith(words, tag.end())][:1]
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
