"""The family of a project: what it builds on and what was built upon it."""

from datetime import UTC, datetime

from gmooc.content.catalogue import Card, build_catalogue
from gmooc.pages.related import MAX_TREE, ancestors_of, descendants_of, tree_of


def project(name: str, *builds_on: str) -> Card:
    id = f"projects/2024/{name}"
    return Card(
        id, id, "project", f"{id}/", f"{id}.md", "en", name, "", "2024", 2024,
        goals=(4,), builds_on=tuple(f"2024/{other}" for other in builds_on),
    )  # fmt: skip


def catalogue_of(*cards: Card):
    return build_catalogue(cards, [], datetime(2026, 1, 1, tzinfo=UTC))


def named(branch):
    return [(steps, card.title) for steps, card in branch]


def test_generations_follow_each_other() -> None:
    a, b, c, d = project("a"), project("b", "a"), project("c", "b"), project("d", "a")
    catalogue = catalogue_of(a, b, c, d)
    assert named(ancestors_of(c, catalogue)) == [(1, "b"), (2, "a")]
    assert named(descendants_of(a, catalogue)) == [(1, "b"), (2, "c"), (1, "d")]


def test_projects_that_name_each_other_end_somewhere() -> None:
    a, b = project("a", "b"), project("b", "a")
    assert named(ancestors_of(a, catalogue_of(a, b))) == [(1, "b")]


def test_a_large_family_is_cut() -> None:
    first, others = project("first"), [project(f"p{number}", "first") for number in range(40)]
    assert len(descendants_of(first, catalogue_of(first, *others))) == MAX_TREE


def test_tree_nests_as_the_steps_say() -> None:
    a, b, c, d = project("a"), project("b", "a"), project("c", "b"), project("d", "a")
    (first, second) = tree_of(descendants_of(a, catalogue_of(a, b, c, d)), "../")
    assert [first["title"], first["children"][0]["title"], second["title"]] == ["b", "c", "d"]
    assert (first["url"], second["children"]) == ("../projects/2024/b/", [])
