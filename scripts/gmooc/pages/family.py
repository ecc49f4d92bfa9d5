"""Follow what a project builds on, and what was built upon it, as a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gmooc.content.catalogue import Card, Catalogue

# A tree shows so many generations each way, and so many projects; beyond, their own pages go on.
GENERATIONS = 3
LARGEST = 24

# A project with how many steps it is away, each followed by those it leads to.
Branch = tuple[tuple[int, Card], ...]


def ancestors_of(card: Card, catalogue: Catalogue) -> Branch:
    """Give the projects that a project builds on, and those they build on."""
    return _follow(card, lambda other: (catalogue.project(short) for short in other.builds_on))


def descendants_of(card: Card, catalogue: Catalogue) -> Branch:
    """Give the projects that build on a project, and those that build on them."""
    return _follow(card, lambda other: catalogue.built_upon.get(other.id, ()))


def _follow(card: Card, next_of: Callable[[Card], Iterable[Card | None]]) -> Branch:
    found: list[tuple[int, Card]] = []
    # Projects may name each other in a circle; each is shown once.
    seen = {card.id}

    def follow(other: Card, steps: int) -> None:
        for near in next_of(other):
            if near is None or near.id in seen or len(found) == LARGEST:
                continue
            seen.add(near.id)
            found.append((steps, near))
            if steps < GENERATIONS:
                follow(near, steps + 1)

    follow(card, 1)
    return tuple(found)


def tree_of(branch: Branch, root: str) -> list[dict[str, Any]]:
    """Nest a branch for a template."""
    top: list[dict[str, Any]] = []
    levels = [top]
    for steps, card in branch:
        children: list[dict[str, Any]] = []
        view = {
            "title": card.title,
            "url": root + card.url,
            "language": card.language,
            "year": card.year,
            "goal": card.goals[0],
            "children": children,
        }
        del levels[steps:]
        levels[-1].append(view)
        levels.append(children)
    return top
