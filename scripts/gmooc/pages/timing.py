"""Views of dates: phases, registration and announcements, in words and as instants for the browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from markupsafe import Markup

from gmooc.content.entry import Entry
from gmooc.content.registration import Joining, instants_of
from gmooc.core.datetimes import BEIJING, UNKNOWN_ZONE, LocalMoment, zone_of
from gmooc.core.i18n import Words
from gmooc.model.labels import NEWS
from gmooc.model.records import Announcement, Phase
from gmooc.render.language_links import lang_attributes
from gmooc.render.page import PageLocation
from gmooc.render.templates import written_day, written_instant


def steps_of(phases: tuple[Phase, ...]) -> str:
    """Return the instants of an edition's phases for the browser: begin/end/judging, parted by spaces."""
    steps = []
    for phase in phases:
        starts, ends = instants_of(phase)
        if starts or ends:
            steps.append(f"{written_instant(starts)}/{written_instant(ends)}/{'judging' if phase.judging else ''}")
    return " ".join(steps)


def when(phase: Phase | Period, words: Words) -> str:
    """Return when a phase is, as the clocks of its zone show it."""
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
    """Return the instants of a phase in UTC and in Beijing, for people and for the browser; nothing without a zone."""
    if phase.zone == UNKNOWN_ZONE:
        return {"starts": "", "ends": "", "utc": [], "beijing": []}
    starts, ends = instants_of(phase)
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


def is_expired(record: Announcement, now: datetime) -> bool:
    """Whether an announcement has left the home page at a moment."""
    expires = _expiry(record)
    return expires is not None and expires < now


def _expiry(record: Announcement) -> datetime | None:
    return record.expires.at(record.publish_at.zone, end_of_day=True) if record.expires else None


def news_view(written: Entry[Announcement], place: PageLocation) -> dict[str, Any]:
    """Return what a list shows of an announcement, which is `written` in the language of the place or another."""
    record = written.record
    return {
        "url": place.link_to(written),
        "title": record.title,
        "summary": record.summary,
        "foreign": lang_attributes(written.spoken, place.language),
        "kind": place.words.say(NEWS[record.kind]),
        "day": record.publish_at.local.day,
        "date_text": record.date_text,
        "pinned": record.pinned,
        "expires": written_instant(_expiry(record)),
    }


def joining_view(joining: tuple[Any, ...] | None, place: PageLocation, *, is_own_page: bool = False) -> dict[str, Any]:
    """Return what the templates of the button show of a Joining, as plain values or as it is, or of none.

    `is_own_page` says that they stand on the page of the edition.
    """
    add = f"{place.home}contribute/project/"
    if not joining:
        return {"state": "", "add": add}
    joining = Joining._make(joining)
    opens, closes = LocalMoment(joining.opens), LocalMoment(joining.closes) if joining.closes else None
    page = f"{place.home}challenges/{joining.slug}/"
    return {
        "state": joining.state,
        "title": _isolated(dict(joining.titles)[place.language]),
        "page": "" if is_own_page else page,
        "register": joining.url or ("" if is_own_page else page),
        "is_elsewhere": bool(joining.url),
        "calendar": f"{place.root}challenges/{joining.slug}/dates.ics",
        "add": add,
        "day": written_day(opens.day, place.words),
        "opens": _edge(opens, joining.zone, place.words, end_of_day=False),
        "closes": closes and _edge(closes, joining.zone, place.words, end_of_day=True),
    }


def _edge(moment: LocalMoment, zone: str, words: Words, *, end_of_day: bool) -> dict[str, str]:
    """Return a moment as the clocks of its zone and of UTC show it, and as an instant for the browser."""
    day = written_day(moment.day, words)
    if zone == UNKNOWN_ZONE:
        return {"when": day, "instant": ""}
    instant = moment.at(zone, end_of_day=end_of_day)
    clock = f"{moment.clock:%H:%M}" if moment.clock else "23:59" if end_of_day else "00:00"
    when = _isolated(words.gettext("%(day)s, %(time)s %(zone)s", day=day, time=clock, zone=zone))
    if zone != "UTC":
        when = words.gettext("%(when)s (%(zone)s)", when=when, zone=_isolated(words.moment(instant, "UTC")))
    return {"when": when, "instant": written_instant(instant)}


def _isolated(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(text)
