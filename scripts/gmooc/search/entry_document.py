"""Say what is searchable of an entry."""

from __future__ import annotations

from collections.abc import Iterator

from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry
from gmooc.model.records import Challenge, Project, Sdg
from gmooc.search.documents import SearchEntry

# The facets of free pages.
PAGE_FACETS = ("kind",)


def facets_of(card: Card) -> list[tuple[str, str]]:
    """Return the facets of an entry, as pairs of a name and a value."""
    facets = [("kind", card.kind), ("language", card.language)]
    facets += [("goal", str(goal)) for goal in card.goals]
    facets += [("year", str(card.year))] if card.year else []
    facets += [("country", country) for country in card.countries]
    return facets + ([("outcome", card.outcome), ("status", card.status)] if card.kind == "project" else [])


def search_entry(entry: Entry, card: Card) -> SearchEntry:
    """Give what is searchable of an entry."""
    return SearchEntry(
        key=entry.key,
        url=entry.url,
        kind=entry.kind,
        language=card.language,
        title=card.title,
        summary=card.summary,
        headings=tuple(heading.text for heading in entry.prose.headings),
        text=" ".join((entry.prose.text, *_facts(entry))),
        facets=tuple(facets_of(card)),
    )


def _facts(entry: Entry) -> Iterator[str]:
    """Give the words of the front matter that a page shows beside its title, summary and body."""
    record = entry.record
    if isinstance(record, Project):
        yield from (record.team.name, *(member.name for member in record.team.members), *record.tags)
        yield from (goal.how for goal in (record.sdgs.main, *record.sdgs.also))
    elif isinstance(record, Challenge):
        yield from (*record.organisers, *record.partners, *record.supporters)
        yield from (phase.name for phase in record.phases)
    elif isinstance(record, Sdg):
        yield from (name for _, name in record.names)
        yield from (target.text for target in record.targets)
        for resource in record.resources:
            yield from (resource.title, resource.provider, resource.note or "")
