"""Apply the rules that hold entries against each other, and find the lines of what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from gmooc.checks.parsing import References
from gmooc.checks.rules import (
    MAX_TOLD,
    Finding,
    RuleContext,
    aliases_are_free,
    findings,
    launched_editions_wait,
    locate,
    projects_differ,
)
from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry
from gmooc.core.problems import Problem
from gmooc.model.records import Sdg
from gmooc.text.document import load_document


def check_world(
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
    world = RuleContext(by_key, frozenset(files), targets, now.isoformat() if now else "")
    claims = list(claims)
    return [
        *_located(content, findings(claims, world)),
        *_located(content, projects_differ(claims)),
        *_located(content, aliases_are_free(claims, world)),
        *_located(content, launched_editions_wait(claims, world)),
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
