"""Charts drawn at build: a wheel of goals, a map, editions in time and by outcome, family trees."""

from __future__ import annotations

import json
import math
from collections import Counter
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import east_asian_width

from markupsafe import Markup

from gmooc.content.catalogue import Card, Catalogue
from gmooc.core.i18n import Words
from gmooc.model.labels import OUTCOMES, direction_of
from gmooc.model.records import Project

if TYPE_CHECKING:
    from gmooc.pages.related import Branch

# The wheel, from its middle: the ring with the numbers of the goals, then what is counted.
HUB, RING, FOOT, RIM = 52, 84, 88, 184

# Degrees that stay free between two goals.
GAP = 2.4

# The map, in dots of its grid: the smallest and the largest circle.
MIN_RADIUS, MAX_RADIUS = 1.0, 3.4

# The line of editions, in pixels: from year to year, and the largest circle. Six years stand on a phone side by side.
YEAR_WIDTH, MAX_EDITION_RADIUS = 54, 26

# So many of the newest editions stand side by side.
SIDE_BY_SIDE = 6


class Slice(NamedTuple):
    """A goal in the wheel: its part of the ring, its bar if it has projects, or else its outline, and where its two
    numbers stand."""

    number: int
    title: str
    projects: int
    ring: str
    bar: str
    outline: str
    at: tuple[str, str]
    count_at: tuple[str, str]


class Spot(NamedTuple):
    """A circle on the map or on the line of editions; its area stands for `projects`."""

    x: float
    y: float
    radius: float
    title: str
    projects: int


def made_of(catalogue: Catalogue) -> tuple[tuple[str, str, int], ...]:
    """Count the projects of each edition by what they are."""
    found = Counter((card.challenge, card.outcome) for card in catalogue.projects)
    return tuple((challenge, outcome, count) for (challenge, outcome), count in sorted(found.items()))


def wheel_of(goals: list[dict[str, Any]]) -> list[Slice]:
    """Draw the goals as a wheel; the area of a bar stands for the number of its projects."""
    most = max((goal["count"] for goal in goals), default=0)
    turn = 360 / max(1, len(goals))
    slices = []
    for place, goal in enumerate(goals):
        start, end = place * turn + GAP / 2, (place + 1) * turn - GAP / 2
        # Equal areas, not equal lengths: a sector grows with the square of its radius.
        reach = math.sqrt(FOOT**2 + (RIM**2 - FOOT**2) * goal["count"] / most) if most else FOOT
        slices.append(
            Slice(
                goal["number"],
                goal["title"],
                goal["count"],
                _sector(HUB, RING, start, end),
                _sector(FOOT, reach, start, end) if goal["count"] else "",
                "" if goal["count"] else _sector(FOOT, RIM, start, end),
                _written(_point((HUB + RING) / 2, (start + end) / 2)),
                _written(_point(reach + 13, (start + end) / 2)),
            )
        )
    return slices


def _sector(inner: float, outer: float, start: float, end: float) -> str:
    """Return the path of a part of a ring."""
    a, b = (" ".join(_written(_point(outer, angle))) for angle in (start, end))
    c, d = (" ".join(_written(_point(inner, angle))) for angle in (end, start))
    return f"M{a}A{outer:.1f} {outer:.1f} 0 0 1 {b}L{c}A{inner:.1f} {inner:.1f} 0 0 0 {d}Z"


def _point(radius: float, degrees: float) -> tuple[float, float]:
    """Return the point at an angle, clockwise from the top."""
    angle = math.radians(degrees - 90)
    return radius * math.cos(angle), radius * math.sin(angle)


def _written(point: tuple[float, float]) -> tuple[str, str]:
    # Adding zero turns -0.0 into 0.0.
    return f"{round(point[0], 1) + 0:g}", f"{round(point[1], 1) + 0:g}"


class WorldMap(NamedTuple):
    """The map: rows of signs, of which 'o' is land, and where the middle of each country lies, in columns and rows."""

    land: list[str]
    places: dict[str, tuple[float, float]]


@cache
def world() -> WorldMap:
    """Return the map, which tools/make_world.py made."""
    found = json.loads(Path(__file__).with_name("world.json").read_bytes())
    return WorldMap(found["land"], {code: (x, y) for code, (x, y) in found["places"].items()})


def land() -> str:
    """Return the dots of the map as one path: each run of land is a line, which a dash pattern turns into dots."""
    runs = []
    for row, signs in enumerate(world().land):
        column = signs.find("o")
        while column >= 0:
            length = len(signs[column:]) - len(signs[column:].lstrip("o"))
            # A little more than the last dot, so that it is drawn.
            runs.append(f"M{column} {row}h{length - 1}.1")
            column = signs.find("o", column + length)
    return "".join(runs)


def spots_of(countries: list[dict[str, Any]]) -> list[Spot]:
    """Place a circle for every country that lies on the map, the largest first, so that small ones are on top."""
    most = max((country["count"] for country in countries), default=1)
    places = world().places
    spots = [
        Spot(
            *places[country["code"]],
            _radius(country["count"], most, MIN_RADIUS, MAX_RADIUS),
            country["label"],
            country["count"],
        )
        for country in countries
        if country["code"] in places
    ]
    return sorted(spots, key=lambda spot: (-spot.projects, spot.title))


def years_of(editions: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """Place the editions on a line of years, first to last; it runs as the page's language is read."""
    numbers: list[int] = [edition["record"].edition for edition in editions]
    if not numbers:
        return {}
    first, last = min(numbers), max(numbers)
    most = max(1, *(edition["projects"] for edition in editions))
    width = (last - first + 1) * YEAR_WIDTH

    def at(year: int) -> int:
        place = (year - first) * YEAR_WIDTH + YEAR_WIDTH // 2
        return width - place if direction_of(language) == "rtl" else place

    spots = [
        Spot(
            at(edition["record"].edition),
            36,
            _radius(edition["projects"], most, 8, MAX_EDITION_RADIUS),
            edition["record"].title,
            edition["projects"],
        )
        for edition in editions
    ]
    return {
        "width": width,
        "spots": spots,
        "years": [(year, at(year)) for year in range(first, last + 1)],
    }


def outcomes_of(editions: list[dict[str, Any]], made: tuple[tuple[str, str, int], ...]) -> dict[str, Any]:
    """Set what the projects of each edition are side by side; each count has a circle whose area stands for it."""
    shown = editions[:SIDE_BY_SIDE]
    counts = {(challenge, outcome): count for challenge, outcome, count in made}
    most = max(counts.values(), default=1)
    rows = []
    for outcome, label in OUTCOMES.items():
        found = [counts.get((edition["slug"], outcome), 0) for edition in shown]
        if any(found):
            rows.append((label, [(count, _radius(count, most, 3, 20) if count else 0) for count in found]))
    return {"editions": shown, "rows": rows}


def _radius(count: int, most: int, least: float, largest: float) -> float:
    """Return a radius so that areas stand for counts, and the smallest can still be seen."""
    return round(max(least, largest * math.sqrt(count / max(1, most))), 1)


# In pixels: as wide as the text of a phone of 360 pixels, and never shrunk there.
WIDE, ROW, STEP, RADIUS, TITLE_EDGE = 328, 36, 24, 11, 42
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
    shown = _cut(member.title, int((WIDE - edge - TITLE_EDGE) / LETTER))
    at_year, at_title = _across(edge, is_from_right), _across(edge + TITLE_EDGE, is_from_right)
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
