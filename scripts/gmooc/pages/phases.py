"""Say when the phases of a challenge are, in words and as instants for the browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from gmooc.core.datetimes import BEIJING, UNKNOWN_ZONE, LocalMoment, zone_of
from gmooc.core.i18n import Words
from gmooc.model.records import Phase
from gmooc.render.templates import written_day, written_instant


def state_of(phase: Phase, now: datetime) -> str:
    """Say whether a phase is still to come, open, one of judging, or closed at a moment."""
    starts, ends = _span(phase)
    if starts and now < starts:
        return "upcoming"
    if ends and now > ends:
        return "closed"
    if starts or ends:
        return "judging" if phase.judging else "open"
    return ""


def state_of_edition(status: str | None, states: list[str]) -> str:
    """Say where an edition stands: before its first phase, open, judging, or after its last; phases.js says so too."""
    if status == "cancelled":
        return "cancelled"
    found = set(states) - {""}
    if "open" in found or found == {"closed", "upcoming"}:
        return "open"
    return "judging" if "judging" in found else found.pop() if found else ""


def steps_of(phases: tuple[Phase, ...]) -> str:
    """Give the instants of an edition's phases for the browser: begin/end/judging, parted by spaces."""
    steps = []
    for phase in phases:
        starts, ends = _span(phase)
        if starts or ends:
            steps.append(f"{written_instant(starts)}/{written_instant(ends)}/{'judging' if phase.judging else ''}")
    return " ".join(steps)


def _span(phase: Phase) -> tuple[datetime | None, datetime | None]:
    """Return the instants at which a phase begins and ends, as far as it names them."""
    starts = phase.starts.at(phase.zone, end_of_day=False) if phase.starts else None
    ends = phase.ends.at(phase.zone, end_of_day=True) if phase.ends else None
    return starts, ends


def when(phase: Phase | Period, words: Words) -> str:
    """Say when a phase is, as the clocks of its zone show it."""
    starts, ends = (edge and _moment(edge, words) for edge in (phase.starts, phase.ends))
    if starts and ends and phase.starts != phase.ends:
        return words.gettext("From %(starts)s to %(ends)s", starts=starts, ends=ends)
    if starts and ends:
        return words.gettext("On %(day)s", day=ends)
    if ends:
        return words.gettext("Until %(day)s", day=ends)
    return words.gettext("From %(day)s", day=starts) if starts else ""


class Period(NamedTuple):
    """The days on which something begins and ends."""

    starts: LocalMoment | None
    ends: LocalMoment | None


def period(phases: tuple[Any, ...], words: Words) -> str:
    """Say on which days an edition begins and ends, as far as its first and last phases tell."""
    if not phases:
        return ""
    starts, ends = phases[0].starts, phases[-1].ends
    days = Period(starts and LocalMoment(starts[:10]), ends and LocalMoment(ends[:10]))
    return when(days, words)


def _moment(moment: LocalMoment, words: Words) -> str:
    day = written_day(moment.day, words)
    return words.gettext("%(day)s, %(time)s", day=day, time=f"{moment.clock:%H:%M}") if moment.clock else day


def edges(phase: Phase, words: Words) -> dict[str, Any]:
    """Give the instants of a phase in UTC and in Beijing, for people and for the browser; nothing without a zone."""
    if phase.zone == UNKNOWN_ZONE:
        return {"starts": "", "ends": "", "utc": [], "beijing": []}
    starts, ends = _span(phase)
    beijing = zone_of(BEIJING)
    return {
        "starts": written_instant(starts),
        "ends": written_instant(ends),
        "utc": [words.moment(edge, "UTC") for edge in (starts, ends) if edge] if phase.zone != "UTC" else [],
        "beijing": [
            words.moment(edge.astimezone(beijing), words.say("Beijing time"))
            for edge in (starts, ends)
            if edge and phase.zone != BEIJING
        ],
    }
