"""The commands that keep translations up to date."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gmooc.commands import translate
from gmooc.commands.cli import manage

ORIGINAL = "---\ntitle: About\n---\n## Who we are\n\nA community.\n"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder with a page and its translation, in the place of ours."""
    monkeypatch.setattr(translate, "_CONTENT", tmp_path)
    (tmp_path / "about.md").write_text(ORIGINAL, encoding="utf-8")
    (tmp_path / "about.zh.md").write_text("---\ntitle: 关于\n---\n## 我们是谁\n\n一个社区。\n", encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(manage, ["translate", *map(str, arguments)])


def pages(language: str) -> list[str]:
    return [line for line in run("status", language).stdout.splitlines() if ": interface: " not in line]


def test_status_follows_the_original(content: Path) -> None:
    unmarked = "zh: content/about.zh.md: not marked: nobody noted which original it was made from"
    assert pages("zh") == [unmarked]
    file = content / "about.zh.md"
    assert run("mark", file).stdout == f"{file}: marked\n"
    assert run("mark", file).stdout == f"{file}: was marked already\n"
    assert pages("zh") == []
    (content / "about.md").write_text(ORIGINAL.replace("A community", "Another"), encoding="utf-8")
    assert pages("zh") == ["zh: content/about.zh.md: 1 of 2 sections of the original changed: Who we are"]


def test_status_of_all_languages_is_that_of_each(content: Path) -> None:
    lines = run("status").stdout.splitlines()
    assert {line.partition(":")[0] for line in lines} == {"ar", "es", "fr", "ru", "zh"}


@pytest.mark.parametrize("name", ["about.md", "about.fr.md", "other.zh.md", "../about.zh.md"])
def test_only_a_translation_beside_its_original_is_marked(content: Path, name: str) -> None:
    (content / "other.zh.md").write_text("---\ntitle: 其他\n---\n", encoding="utf-8")
    result = run("mark", content / name)
    assert result.exit_code == 2
    assert result.stderr == f"{content / name}: must be a translation that lies beside its original\n"
