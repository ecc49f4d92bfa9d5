"""Turn an edition of the challenge into the names of the facts that it gives no value, or no source, for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from gmooc.content.entry import Entry
from gmooc.core.datetimes import UNKNOWN_ZONE
from gmooc.model.records import Challenge, EntryRecord

# The keys of facts that an edition lacks, and the moment as ISO text from which they are missed.
Gaps = tuple[tuple[str, ...], str]
NONE: Gaps = ((), "")


def gaps_of(entry: Entry[EntryRecord | None]) -> Gaps:
    """Return what an original edition lacks; translations, drafts and cancelled editions lack nothing."""
    record = entry.record
    if not isinstance(record, Challenge) or entry.key != entry.id or record.draft or record.status == "cancelled":
        return NONE
    keys = tuple(_missing(record))
    return (keys, _end_of(record)) if keys else NONE


def _missing(record: Challenge) -> Iterator[str]:
    received = record.recognition
    facts = (
        ("theme", record.theme),
        ("phases", record.phases),
        ("phases.zone", all(phase.zone != UNKNOWN_ZONE for phase in record.phases)),
        ("organisers", record.organisers),
        ("eligibility", record.eligibility),
        ("team", record.team),
        ("courses", record.courses),
        ("recognition", received.credit or received.certificate or received.prizes),
        ("outcomes", record.outcomes),
        ("sources", record.sources),
    )
    return (key for key, value in facts if not value)


def _end_of(record: Challenge) -> str:
    """Return when the last step ends; of an edition without dates, when its year does."""
    edges = [phase.ends or phase.starts for phase in record.phases]
    ends = [edge.at(phase.zone, end_of_day=True) for edge, phase in zip(edges, record.phases, strict=True) if edge]
    return max(ends, default=datetime(record.edition + 1, 1, 1, tzinfo=UTC)).isoformat()
