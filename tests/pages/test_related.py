"""The family of a project: what it builds on and what was built upon it."""

import gc
from dataclasses import replace
from datetime import UTC, datetime

from gmooc.content.catalogue import Card, build_catalogue
from gmooc.pages.related import MAX_TREE, ancestors_of, descendants_of, neighbours_of, tree_of


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


def in_edition(name: str, challenge: str, year: int, language: str = "") -> Card:
    id = f"projects/{year}/{name}"
    key, url = (f"{language}/{id}", f"{language}/{id}/") if language else (id, f"{id}/")
    return replace(
        project(name),
        key=key,
        id=id,
        url=url,
        title=f"{name} {language}",
        language=language or "en",
        year=year,
        challenge=challenge,
    )


def test_neighbours_are_those_of_the_list_of_the_edition() -> None:
    a, b, c = in_edition("a", "x", 2024), in_edition("b", "x", 2023), in_edition("c", "x", 2023)
    other = in_edition("ab", "y", 2024)
    catalogue = catalogue_of(a, b, c, other)
    assert catalogue.by("challenge")["x"] == (a, b, c)
    named = [tuple(near and near[0] for near in neighbours_of(card, catalogue, "en")) for card in (a, b, c, other)]
    assert named == [(None, "b "), ("a ", "c "), ("b ", None), (None, None)]


def test_neighbours_are_named_in_the_language_of_the_page() -> None:
    a, b, in_french = in_edition("a", "x", 2024), in_edition("b", "x", 2024), in_edition("b", "x", 2024, "fr")
    catalogue = catalogue_of(a, b, in_french)
    assert neighbours_of(a, catalogue, "fr") == (None, ("b fr", "fr/projects/2024/b/", "fr"))
    assert neighbours_of(a, catalogue, "en") == (None, ("b ", "projects/2024/b/", "en"))
    # A translation stands where its original does.
    assert neighbours_of(in_french, catalogue, "fr") == (("a ", "projects/2024/a/", "en"), None)


def test_a_family_is_forgotten_once_nobody_needs_it() -> None:
    """Builds run without looking for circles of objects, so that what makes one would stay to the end of a build."""
    a, b = project("a"), project("b", "a")
    catalogue = catalogue_of(a, b)
    gc.collect()
    ancestors_of(b, catalogue)
    descendants_of(a, catalogue)
    assert gc.collect() == 0
