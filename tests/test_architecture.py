"""The library's shape: who may import whom, and what no module of it does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
LIBRARY = SCRIPTS / "gmooc"

# A module imports from its own group and those above it. Every module of outputs/ and build/ belongs to the group of that name.
GROUPS = {
    "words": ("problem_messages", "problems", "annotations", "urls", "moments", "locales", "values", "spellings"),
    "reading": (
        "front_matter",
        "documents",
        "leftovers",
        "structure",
        "attributes",
        "cleaning",
        "dialect",
        "prose",
        "images",
        "archive_names",
        "archives",
        "spreadsheets",
        "tables",
        "sources",
        "settings",
        "hosts",
        "stylesheet",
        "watch",
        "looking",
        "smoke",
    ),
    "model": ("model", "fields", "kinds", "frames"),
    "meaning": (
        "guesses",
        "countries",
        "mending",
        "misfits",
        "records",
        "sections",
        "repairs",
        "writing",
        "dates",
        "gaps",
        "rules",
        "reviews",
        "catalogue",
        "links",
        "ledger",
        "claims",
        "checks",
        "published",
        "scaffold",
    ),
    "outputs": (),
    "whole": (
        *(
            "engine",
            "pictures",
            "forgetting",
            "editions",
            "readings",
            "entries",
            "release",
            "agenda",
            "messages",
            "packing",
            "free_pages",
        ),
        *(
            "inspection",
            "preview",
            "demo",
            "submissions",
            "handout",
            "snippets",
            "columns",
            "cells",
            "rows",
            "issues",
            "catalogues",
            "translations",
            "translations",
        ),
    ),
    "build": (),
}
ENGINES = ("mkdocs", "material", "zensical")

MODULES = {
    ".".join(path.relative_to(LIBRARY).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(LIBRARY.rglob("*.py"))
    if path.name != "__init__.py"
}
COMMANDS = sorted(SCRIPTS.glob("*.py"))


def group_of(module: str) -> str:
    package = module.partition(".")[0]
    if package in ("outputs", "build") and package != module:
        return package
    return next((group for group, modules in GROUPS.items() if module in modules), "")


def imports_of(tree: ast.Module) -> Iterator[str]:
    """Give the full name of everything a module imports, also inside functions and for types alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def neighbours_of(module: str) -> set[str]:
    """Name the modules of the library that a module imports."""
    names = {name.removeprefix("gmooc.") for name in imports_of(MODULES[module]) if name.startswith("gmooc.")}
    return {name if name in MODULES else name.rpartition(".")[0] for name in names}


@pytest.mark.parametrize("module", MODULES)
def test_module_has_a_group(module: str) -> None:
    assert group_of(module), f"name '{module}' in GROUPS"


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_from_its_group_and_those_above(module: str) -> None:
    order = list(GROUPS)
    place = order.index(group_of(module))
    below = {name for name in neighbours_of(module) if order.index(group_of(name)) > place}
    assert below == set()


def test_no_two_modules_import_each_other() -> None:
    left = {module: neighbours_of(module) - {module} for module in MODULES}
    while free := {module for module, needs in left.items() if not needs & left.keys()}:
        for module in free:
            del left[module]
    assert left == {}


@pytest.mark.parametrize("module", MODULES)
def test_module_knows_no_engine(module: str) -> None:
    assert [name for name in imports_of(MODULES[module]) if name.split(".")[0] in ENGINES] == []


@pytest.mark.parametrize("module", MODULES)
def test_module_prints_nothing(module: str) -> None:
    calls = (node.func for node in ast.walk(MODULES[module]) if isinstance(node, ast.Call))
    assert [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.stem)
def test_only_the_hook_imports_an_engine(command: Path) -> None:
    tree = ast.parse(command.read_text(encoding="utf-8"))
    engines = {name.split(".")[0] for name in imports_of(tree)} & set(ENGINES)
    assert engines == ({"mkdocs"} if command.stem == "mkdocs_hook" else set())
