"""The demonstration: samples in many languages that are seen from any day, marked on every page, and never published."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import demo
from gmooc.build import Job, Report, build_site
from gmooc.checks.inspection import inspect, survey
from gmooc.commands.cli import manage
from gmooc.content.catalogue import is_stale
from gmooc.content.registration import registration_state, state_of
from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES, ui_language
from gmooc.core.settings import DEMO_MARK
from gmooc.model.records import Challenge
from gmooc.render.mkdocs_frames import engine_of
from paths import ROOT

MAX_BYTES = 600 * 1024
STATES = {"idea", "prototype", "pilot", "in-use", "ended", "unknown"}
BANNER = "A demonstration: all projects, teams, awards and sample challenges here are made up."
NOINDEX = '<meta name="robots" content="noindex">'
# The day that they are written for, one that few years have, and the first of a year.
DAYS = ("2026-12-01", "2028-02-29", "2031-01-01")


def write(folder: Path, day: str) -> Path:
    """Write the demonstration of a day into a folder, as the command does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["demo.py", str(folder), "--at", f"{day}T12:00+00:00"])
        assert demo.main() == 0
    return folder


@pytest.fixture(scope="session")
def content(once) -> Path:
    return once("demo-content", lambda folder: write(folder / "content", DAYS[0])) / "content"


@pytest.fixture(scope="session")
def site(once, content) -> Path:
    def make(folder: Path) -> None:
        now = datetime(2026, 12, 1, 12, tzinfo=UTC)
        report: Report = build_site(Job(ROOT, content, folder / "site", now, engine_of(ROOT / "scripts"), {}))
        assert report.errors == ()

    return once("demo-site", make) / "site"


def test_texts_move_with_the_day() -> None:
    text = "projects/2024/sample-x.md: {year: 2026, starts: 2026-11-30 09:00, ends: 2027-01-01} 120 240, 12026"
    assert demo.moved(text, date(2026, 12, 1)) == text
    assert (
        demo.moved(text, date(2028, 2, 29))
        == "projects/2026/sample-x.md: {year: 2028, starts: 2028-02-28 09:00, ends: 2028-03-31} 120 240, 12026"
    )


@pytest.mark.parametrize("day", DAYS)
def test_samples_are_without_fault_and_an_edition_is_running_on_any_day(tmp_path, day) -> None:
    content = write(tmp_path / "content", day)
    now = datetime.fromisoformat(f"{day}T12:00+00:00")
    samples = {path for path, _ in demo.samples(date.fromisoformat(day))}
    assert [problem for problem in inspect(content, now) if problem.path in samples] == []
    running = next(entry.record for entry in survey(content).of_kind(Challenge) if entry.key.endswith("sample-cities"))
    assert registration_state(running, now) == "open"
    assert [state_of(phase, now) for phase in running.phases] == ["open", "open", "open", "upcoming", "upcoming"]


def test_samples_show_all_that_a_site_can_hold(content) -> None:
    cards = [card for card in survey(content).cards if card.kind == "project"]
    originals = [card for card in cards if card.key == card.id]
    now = datetime(2026, 12, 1, tzinfo=UTC)
    assert len(originals) >= 24
    assert {card.language for card in originals} >= {*LANGUAGES, "hi", "bn", "ta", "th", "ko", "ja", "am", "el"}
    assert {card.language for card in cards if card.key != card.id} == {"en", "zh"}
    assert {card.status for card in originals} == STATES
    assert {is_stale(card, now) for card in originals if card.status == "in-use"} == {True, False}
    assert {len(card.award) > 0 for card in originals} == {True, False}
    assert sum(bool(card.cover) for card in originals) >= 12
    assert len({goal for card in originals for goal in card.goals}) >= 12
    assert len({card.outcome for card in originals}) == 7


def test_samples_have_families_of_three_generations(content) -> None:
    parents = {card.id: card.builds_on for card in survey(content).cards if card.kind == "project"}
    of_parents = {id: [parents[f"projects/{name}"] for name in names] for id, names in parents.items()}
    assert [id for id, names in of_parents.items() if any(names)] == ["projects/2026/sample-libreta-lluvia"]
    assert parents["projects/2026/sample-libreta-lluvia"] == ("2024/sample-rain-ledger-radio", "2024/sample-talab")


def test_samples_are_small() -> None:
    assert sum(file.stat().st_size for file in demo.SAMPLES.rglob("*") if file.is_file()) <= MAX_BYTES


def test_every_page_says_in_its_language_that_it_is_made_up(site) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    # Who meets an earlier address is led on at once, to a page that says so.
    pages = {path: page for path, page in pages.items() if 'http-equiv="refresh"' not in page}
    assert len(pages) > 1000
    for path, page in pages.items():
        spoken = re.search('<html lang="([^"]+)"', page)
        assert spoken, path
        assert words_of(ui_language(spoken[1])).say(BANNER) in page, path
        assert page.count(NOINDEX) == 1, path
        # No script shows it, and nothing takes it away.
        assert page.count('<aside class="gm-demo"><p>') == page.count("assets/demo.css"), path


def test_banners_are_translated() -> None:
    assert len({words_of(language).say(BANNER) for language in LANGUAGES}) == len(LANGUAGES)


def test_published_content_holds_no_sample_and_no_mark() -> None:
    published = {path.relative_to(ROOT / "content").as_posix() for path in (ROOT / "content").rglob("*")}
    samples = {path for path, _ in demo.samples(demo.WRITTEN)}
    assert published.isdisjoint(samples)
    assert [path for path in published if "sample-" in path or DEMO_MARK in path] == []


def test_samples_cannot_be_taken_for_what_is_real(content) -> None:
    samples = {path for path, _ in demo.samples(demo.WRITTEN)}
    assert {path for path in samples if path.endswith(".md") and "sample-" not in path} == set()
    found = survey(content)
    made_up = {card.id for card in found.cards if card.source in samples}
    assert made_up.isdisjoint(card.id for card in found.cards if card.source not in samples)
    projects = [card for card in found.cards if card.kind == "project"]
    assert [card.source for card in projects if "sample" not in card.tags] == []


@pytest.mark.parametrize("command", [("edition", "2024"), ("pack", "sample-cities")], ids=["edition", "pack"])
def test_no_archive_is_made_of_samples(content, tmp_path, command) -> None:
    to = ("--out" if command[0] == "edition" else "--to", str(tmp_path / "archive.zip"))
    result = CliRunner().invoke(manage, [*command, *to, "--content", str(content)])
    assert result.exit_code == 2
    assert result.stderr == f"{content}: holds entries that are made up; no archive is made of them\n"
    assert not (tmp_path / "archive.zip").exists()


def test_folder_of_others_is_left_alone(tmp_path, capsys, monkeypatch) -> None:
    (tmp_path / "work.md").write_text("mine")
    monkeypatch.setattr("sys.argv", ["demo.py", str(tmp_path)])
    assert demo.main() == 1
    assert capsys.readouterr().err == f"{tmp_path}: holds files that this command did not make; nothing was written\n"
    monkeypatch.setattr("sys.argv", ["demo.py", str(ROOT / "content/projects")])
    assert demo.main() == 1
    assert "must lie outside content/, where only what is real belongs" in capsys.readouterr().err
