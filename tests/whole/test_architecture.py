"""The library's shape: packages that import one way, and what no module of it does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from paths import ROOT

SCRIPTS = ROOT / "scripts"
LIBRARY = SCRIPTS / "gmooc"

# A package imports only from those before it; two that share a line do not import each other.
ORDER = (
    ("core",),
    ("text",),
    ("model",),
    ("content",),
    ("checks",),
    ("render",),
    ("open_data",),
    ("exports", "search"),
    ("pages",),
    ("build",),
    ("intake", "maintain"),
    ("commands",),
)
PLACE = {package: place for place, packages in enumerate(ORDER) for package in packages}
MAX_MODULES = 10
MAX_LINES = 300
ENGINES = ("mkdocs", "material", "zensical", "properdocs")

MODULES = {
    ".".join(path.relative_to(LIBRARY).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(LIBRARY.rglob("*.py"))
    if path.name != "__init__.py"
}
PACKAGES = sorted({module.partition(".")[0] for module in MODULES})
COMMANDS = sorted(SCRIPTS.glob("*.py"))


def imports_of(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of everything a module imports, also inside functions and for types alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_of_ours(module: str) -> set[str]:
    """Return the modules of the library that a module imports."""
    names = {name.removeprefix("gmooc.") for name in imports_of(MODULES[module]) if name.startswith("gmooc.")}
    return {name if name in MODULES else name.rpartition(".")[0] for name in names}


def test_every_module_lies_in_a_package_of_the_order() -> None:
    assert {module for module in MODULES if "." not in module} == set()
    assert set(PACKAGES) <= set(PLACE)


@pytest.mark.parametrize("module", MODULES)
def test_module_has_a_test_file_of_its_name(module: str) -> None:
    package, _, name = module.rpartition(".")
    assert (ROOT / "tests" / package / f"test_{name}.py").is_file()


@pytest.mark.parametrize("package", PACKAGES)
def test_package_has_few_modules_and_says_what_it_is_for(package: str) -> None:
    modules = [module for module in MODULES if module.startswith(f"{package}.")]
    assert len(modules) <= MAX_MODULES
    assert ast.get_docstring(ast.parse((LIBRARY / package / "__init__.py").read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_from_its_package_and_those_before_it(module: str) -> None:
    package = module.partition(".")[0]
    others = {name.partition(".")[0] for name in imports_of_ours(module)} - {package}
    assert {other for other in others if PLACE[other] >= PLACE[package]} == set()


def test_no_two_modules_import_each_other() -> None:
    left = {module: imports_of_ours(module) - {module} for module in MODULES}
    while free := {module for module, needs in left.items() if not needs & left.keys()}:
        for module in free:
            del left[module]
    assert left == {}


@pytest.mark.parametrize("module", MODULES)
def test_module_is_short_or_says_why_not(module: str) -> None:
    lines = (LIBRARY / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8").count("\n")
    assert lines <= MAX_LINES or "300 lines" in (ast.get_docstring(MODULES[module]) or "")


@pytest.mark.parametrize("module", MODULES)
def test_module_knows_no_engine(module: str) -> None:
    assert [name for name in imports_of(MODULES[module]) if name.split(".")[0] in ENGINES] == []


@pytest.mark.parametrize("module", MODULES)
def test_module_prints_nothing(module: str) -> None:
    calls = (node.func for node in ast.walk(MODULES[module]) if isinstance(node, ast.Call))
    printed = [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    assert printed == [] or module.startswith("commands.")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.stem)
def test_only_the_hook_imports_an_engine(command: Path) -> None:
    tree = ast.parse(command.read_text(encoding="utf-8"))
    engines = {name.split(".")[0] for name in imports_of(tree)} & set(ENGINES)
    assert engines == ({"mkdocs"} if command.stem == "mkdocs_hook" else set())
