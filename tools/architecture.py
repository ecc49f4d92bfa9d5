"""Draw the map of packages from the code into docs/architecture.md: python3 tools/architecture.py.

The order of packages is that of tests/whole/test_architecture.py; the map says what each package is for, which others
it imports, and the first line of each of its modules.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "scripts/gmooc"
PAGE = ROOT / "docs/architecture.md"
BEGIN, END = "<!-- begin of the map -->\n", "<!-- end of the map -->\n"


def main() -> int:
    before = PAGE.read_text(encoding="utf-8")
    after = with_map(before)
    PAGE.write_text(after, encoding="utf-8", newline="\n")
    print(f"{PAGE.relative_to(ROOT)}: {'is as it was' if after == before else 'drawn anew'}")
    return 0


def with_map(page: str) -> str:
    """Return the page with the map of today between its two marks."""
    head, _, rest = page.partition(BEGIN)
    tail = rest.partition(END)[2]
    return f"{head}{BEGIN}\n{''.join(map_of(LIBRARY))}{END}{tail}"


def map_of(library: Path) -> Iterator[str]:
    """Yield the map: a diagram of imports between packages, then a table of modules for each."""
    packages = {folder.name: folder for folder in sorted(library.iterdir()) if (folder / "__init__.py").exists()}
    imports = {name: set(_imports_of(folder)) & packages.keys() - {name} for name, folder in packages.items()}
    order = sorted(packages, key=lambda name: (_floor(name, imports), name))
    yield "```mermaid\nflowchart BT\n"
    for name in order:
        # What is imported through another package needs no arrow of its own.
        direct = imports[name] - set().union(*(_below(other, imports) for other in imports[name]))
        yield from (f"    {name} --> {other}\n" for other in sorted(direct))
    yield "```\n\n"
    for name in order:
        yield f"### {name}\n\n{_docstring(packages[name] / '__init__.py')}\n\n"
        yield "| module | what it does |\n| --- | --- |\n"
        modules = sorted(file for file in packages[name].glob("*.py") if file.name != "__init__.py")
        yield from (f"| `{file.stem}` | {_docstring(file).partition(chr(10))[0]} |\n" for file in modules)
        yield "\n"


def _docstring(file: Path) -> str:
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return "\n\n".join(" ".join(part.split("\n")) for part in text.split("\n\n"))


def _imports_of(folder: Path) -> Iterator[str]:
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gmooc."):
                yield str(node.module).split(".")[1]


def _below(name: str, imports: dict[str, set[str]]) -> set[str]:
    return imports[name].union(*(_below(other, imports) for other in imports[name]))


def _floor(name: str, imports: dict[str, set[str]]) -> int:
    return 1 + max((_floor(other, imports) for other in imports[name]), default=0)


if __name__ == "__main__":
    sys.exit(main())
