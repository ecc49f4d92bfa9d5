"""Say which projects can be continued: what they ask for, and which have stopped."""

from __future__ import annotations

from collections.abc import Iterator

from gmooc.content.catalogue import Card
from gmooc.core.i18n import N_

# What projects ask for, most helpful first.
ASKING = {
    "people": N_("They look for people to join"),
    "partner": N_("They look for a partner"),
    "data": N_("They look for data"),
    "translation": N_("They look for translations"),
    "money": N_("They look for money"),
}
OPEN = N_("Ideas, prototypes and projects that have ended: open to anyone")
_UNFINISHED = frozenset(("idea", "prototype", "ended"))


def to_continue(projects: tuple[Card, ...]) -> Iterator[tuple[str, tuple[Card, ...]]]:
    """Give projects by what they ask for; last, under no name, those that ask for nothing and have stopped."""
    found: dict[str, list[Card]] = {what: [] for what in (*ASKING, "")}
    for card in projects:
        for what in set(card.wanted):
            found[what].append(card)
        if not card.wanted and card.status in _UNFINISHED:
            found[""].append(card)
    yield from ((what, tuple(cards)) for what, cards in found.items() if cards)
