"""What docs/first-day.md names is there."""

import re

import pytest

from gmooc.text.markdown import render
from paths import ROOT

GUIDE = ROOT / "docs/first-day.md"
TEXT = GUIDE.read_text(encoding="utf-8")
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-pictures.txt", "requirements-scale.txt")


def test_its_commands_workflows_and_files_are_there() -> None:
    named = {f"scripts/{name}" for name in re.findall(r"python3 scripts/(\w+\.py)", TEXT)}
    named |= {f".github/workflows/{name}" for name in re.findall(r"gh workflow run (\S+\.yml)", TEXT)}
    named |= {"mkdocs.yml", ".github/CODEOWNERS"}
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_command_that_makes_a_lock_file_is_that_of_its_head(lock: str) -> None:
    commands = re.sub(r" \\\n +", " ", TEXT)
    (made_by,) = re.findall(r"^# +(uv pip compile .*)$", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    assert f"    {made_by}\n" in commands


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^):]+)\)", TEXT))))
def test_its_links_lead_to_headings_that_are_there(link: str) -> None:
    path, _, fragment = link.partition("#")
    target = (GUIDE.parent / path).read_text(encoding="utf-8")
    assert not fragment or fragment in [heading.id for heading in render(target).headings]


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", ".github/CODEOWNERS", ".github/workflows/deploy.yml"])
def test_it_is_found_from_where_one_looks(file: str) -> None:
    assert "docs/first-day.md" in (ROOT / file).read_text(encoding="utf-8")
