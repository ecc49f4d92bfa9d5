"""The commands that make archives."""

from pathlib import Path

from click.testing import CliRunner

from gmooc.commands.cli import manage

CHALLENGE = "---\ntitle: T\nedition: {year}\nsummary: S\nas_of: 2024-01-01\n---\nText.\n"


def test_pack_names_the_editions_there_are(tmp_path: Path) -> None:
    (tmp_path / "challenges").mkdir()
    for year in (2021, 2024):
        text = CHALLENGE.format(year=year)
        (tmp_path / f"challenges/gmooc-{year}.md").write_text(text, encoding="utf-8")
    (tmp_path / "challenges/gmooc-2024.zh.md").write_text(CHALLENGE.format(year=2024), encoding="utf-8")
    result = CliRunner().invoke(manage, ["pack", "gmooc-1999", "--content", str(tmp_path)])
    assert (result.exit_code, result.stderr) == (1, "edition: must be one of gmooc-2021, gmooc-2024\n")
