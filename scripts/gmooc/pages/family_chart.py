"""Draw a family of projects as a picture: a row for each, the oldest generation first, with a line to all it led to."""

from __future__ import annotations

from html import escape
from typing import NamedTuple
from unicodedata import east_asian_width

from markupsafe import Markup

from gmooc.content.catalogue import Card
from gmooc.core.i18n import Words
from gmooc.model.labels import direction_of
from gmooc.model.records import (
    Project,
)
from gmooc.pages.family import Branch

# In pixels: as wide as the text of a phone of 360 pixels, and never shrunk there.
WIDE, ROW, STEP, RADIUS, YEAR = 328, 36, 24, 11, 42
# A letter of the picture's type, on average in the widest font that a system may have; letters of Chinese, Japanese
# and Korean take two.
LETTER = 9.2


class _Member(NamedTuple):
    generation: int
    short: str
    title: str
    language: str
    year: int
    goal: int
    builds_on: tuple[str, ...]


def family_picture(record: Project, id: str, language: str, before: Branch, after: Branch, words: Words) -> Markup:
    """Draw a project between those it builds on and those built upon it; nothing if it has no relatives."""
    if not before and not after:
        return Markup("")
    own = _Member(0, _short(id), record.title, language, record.year, record.sdgs.main.goal, record.builds_on)
    older = sorted(((-steps, card) for steps, card in before), key=lambda pair: pair[0])
    # Projects that name each other in a circle are shown once.
    seen = {card.id for _, card in before}
    younger = [pair for pair in after if pair[1].id not in seen]
    members = [_member(*pair) for pair in older] + [own] + [_member(*pair) for pair in younger]
    first = members[0].generation
    is_from_right = direction_of(words.language) == "rtl"
    places = {
        member.short: (_across((member.generation - first) * STEP + RADIUS + 2, is_from_right), row * ROW + ROW // 2)
        for row, member in enumerate(members)
    }
    edge = (max(member.generation for member in members) - first) * STEP + 2 * RADIUS + 10
    lines = [
        _line(places[short], places[member.short], is_older=member.generation <= 0)
        for member in members
        for short in member.builds_on
        if short in places and short != member.short
    ]
    rows = [_row(member, places[member.short], edge, is_from_right) for member in members]
    label = escape(words.say("The family as a picture, the oldest first. The lists below say the same."))
    height = len(members) * ROW
    return Markup(
        f'<svg class="gm-chart__picture gm-tree" width="{WIDE}" height="{height}" viewBox="0 0 {WIDE} {height}" '
        f'role="img" aria-label="{label}"><path class="gm-tree__line" d="{"".join(lines)}"/>{"".join(rows)}</svg>'
    )


def _short(id: str) -> str:
    return id.removeprefix("projects/")


def _member(generation: int, card: Card) -> _Member:
    return _Member(generation, _short(card.id), card.title, card.language, card.year, card.goals[0], card.builds_on)


def _across(x: int, is_from_right: bool) -> int:
    return WIDE - x if is_from_right else x


def _line(start: tuple[int, int], end: tuple[int, int], *, is_older: bool) -> str:
    """Draw a line that turns where no other project stands: older ones are above each other at its start."""
    (x1, y1), (x2, y2) = start, end
    turn = f"{x2} {y1}" if is_older else f"{x1} {y2}"
    return f"M{x1} {y1}Q{turn} {x2} {y2}"


def _row(member: _Member, place: tuple[int, int], edge: int, is_from_right: bool) -> str:
    x, y = place
    direction = direction_of(member.language)
    # Every title begins where its row does, whichever way it is read.
    anchor = "start" if (direction == "rtl") == is_from_right else "end"
    shown = _cut(member.title, int((WIDE - edge - YEAR) / LETTER))
    at_year, at_title = _across(edge, is_from_right), _across(edge + YEAR, is_from_right)
    kind = "gm-tree__title gm-tree__title--own" if member.generation == 0 else "gm-tree__title"
    return (
        f'<g class="gm-goal-{member.goal}"><title>{escape(member.title)}</title>'
        f'<circle class="gm-tree__goal" cx="{x}" cy="{y}" r="{RADIUS}"/>'
        f'<text class="gm-tree__number" x="{x}" y="{y}" dy="5">{member.goal}</text>'
        f'<text class="gm-tree__year" x="{at_year}" y="{y}" dy="5">{member.year}</text>'
        f'<text class="{kind}" x="{at_title}" y="{y}" dy="5" direction="{direction}" '
        f'text-anchor="{anchor}" lang="{escape(member.language)}">{escape(shown)}</text></g>'
    )


def _cut(text: str, room: int) -> str:
    """Shorten a text to so many letters."""
    if text.isascii():
        return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
    taken = 0
    for place, letter in enumerate(text):
        taken += 2 if east_asian_width(letter) in "WF" else 1
        if taken > room:
            return f"{text[: place - 1].rstrip()}…"
    return text
