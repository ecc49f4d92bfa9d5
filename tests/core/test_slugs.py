"""One rule names files, whichever way they come; tests/browser/test_form.py reads the same fixture."""

import json
import subprocess
import sys

import pytest

from gmooc.content.entry import identify
from gmooc.core.slugs import MAX_NAME_BYTES, MAX_SLUG_LENGTH, is_holdable, slug_of
from paths import ROOT

ROWS = json.loads((ROOT / "tests/fixtures/slugs.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row["title"])[:30])
def test_slug_of_title(row: dict[str, str]) -> None:
    assert slug_of(row["title"]) == row["slug"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row["title"])[:30])
def test_slug_is_a_name_that_an_entry_may_have_on_every_system(row: dict[str, str]) -> None:
    assert len(row["slug"]) <= MAX_SLUG_LENGTH + len("-page")
    assert identify(f"projects/2026/{row['slug']}.md") is not None
    assert is_holdable(f"{row['slug']}.md")
    # What is named once keeps its name.
    assert slug_of(row["slug"]) == row["slug"]


@pytest.mark.parametrize(
    "name",
    ["team.jpg", "水滴.png", "صورة.webp", "Nước.md", "console.md", "com10.txt", "a b.png", ".hidden", "a..b", "x" * MAX_NAME_BYTES, "水" * 85],
)  # fmt: skip
def test_name_that_every_system_holds(name: str) -> None:
    assert is_holdable(name)


@pytest.mark.parametrize(
    "name",
    [
        *("con", "CON.png", "aux.md", "Nul.tar.gz", "com1", "com¹.jpg", "lpt9.webp", "prn .png", "conin$", "CONOUT$.md"),
        *("a:b.png", "what?.jpg", "a*.png", 'say "hi".png', "a<b>.png", "a|b.png", "back\\slash.png", "tab\t.png", "\x7f.png"),
        *("photo.", "photo ", "photo.png ", "what？.png", "x" * (MAX_NAME_BYTES + 1), "水" * 86),
    ],
    ids=ascii,
)  # fmt: skip
def test_name_that_some_system_does_not_hold(name: str) -> None:
    assert not is_holdable(name)


@pytest.mark.parametrize("there", ["projects/2026/clean-water.md", "projects/2026/clean-water/index.md"])
def test_new_file_never_takes_the_address_of_another(there: str, tmp_path) -> None:
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).write_text("---\n---\n", encoding="utf-8")
    command = [sys.executable, ROOT / "scripts/new.py", "project", "Clean  Water!", "--year", "2026"]
    run = subprocess.run([*command, "--content", tmp_path], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 1
    assert run.stderr == f"{tmp_path / there}: exists already; nothing was written. Choose another title.\n"
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")] == [there]
