"""The documents speak of what is there: the map is that of the code, and every file they name exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from paths import ROOT

DOCUMENTS = sorted(
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md"))
    # It tells of files that were.
    if path.name != "CHANGELOG.md"
)
# A path in code or in a link. What a command or a build writes, and what an example calls a file, is not here.
PATHS = re.compile(
    r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|yml|yaml|json|toml|js|html|css|txt|po|typ))`|\]\(([^)#:]+)(?:#[^)]*)?\)"
)
MADE = re.compile(
    r"^(site|build|dist|\.venv|node_modules|api|schemas|projects|search|embed|assets|review)/|zh/404\.html|content/links\.json|still|<|\*"
)
PLACES = ("", "scripts/", "scripts/gmooc/", "docs/", "benchmarks/", "theme/", "tests/", "content/")


def named_in(document: Path) -> list[str]:
    found = ("".join(match) for match in PATHS.findall(document.read_text(encoding="utf-8")))
    return [path for path in found if not MADE.search(path)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_it_names_exists(document: Path) -> None:
    places = [document.parent, *(ROOT / place for place in PLACES)]
    assert [path for path in named_in(document) if not any((place / path).exists() for place in places)] == []


def test_paths_that_are_not_there_are_found(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text("See `gmooc/no_module.py`, [this](no-page.md) and `build/x.json`.\n", encoding="utf-8")
    assert named_in(document) == ["gmooc/no_module.py", "no-page.md"]


def test_map_of_the_packages_is_that_of_the_code() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tools'); import architecture as a; "
        "page = a.PAGE.read_text(encoding='utf-8'); sys.exit(a.with_map(page) != page)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"draw it anew: python3 tools/architecture.py {done.stderr}"
