"""A build reads again only what changed, gives up on files that never rest, and tells what it did."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import gmooc.build.build as building
from gmooc.build import Job, Memo, Places, build_site, build_with
from gmooc.build.build import _hub_files
from gmooc.core.files import SnapshotChanged
from gmooc.core.settings import Settings
from gmooc.render.target import OutputContext, Target
from gmooc.search.index import is_in_index
from paths import ROOT
from small_sites import NOW, build, engine, project, put, small_content, tree

SITE_URL = "https://example.org/base/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_content(tmp_path / "content")


@pytest.fixture(autouse=True)
def no_pictures_of_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmooc.build.scan.can_draw", lambda: False)


def job(content: Path, site: Path, **more: Any) -> Job:
    return Job(ROOT, content, site, NOW, more.pop("engine", engine), more.pop("environment", {}), **more)


# Attempts.


@pytest.mark.slow
@pytest.mark.parametrize(("edits", "is_built"), [(1, True), (2, False)], ids=["below the limit", "at the limit"])
def test_files_that_change_while_they_are_built_are_built_again_but_not_without_end(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edits: int, is_built: bool
) -> None:
    monkeypatch.setattr(building, "MAX_SNAPSHOTS", 2)
    drawn: list[int] = []

    def editing(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        engine(content, target, settings, hidden)
        drawn.append(len(drawn))
        if len(drawn) <= edits:
            put(content, "about.md", f"---\ntitle: About\n---\nAbout us, {len(drawn)}.\n")

    expects = contextlib.nullcontext() if is_built else pytest.raises(SnapshotChanged, match=r"\(2 attempts\)$")
    with expects:
        build_site(job(content, tmp_path / "site", engine=editing))
    assert len(drawn) == 2
    assert (tmp_path / "site").exists() == is_built
    if is_built:
        assert "About us, 1." in (tmp_path / "site/about/index.html").read_text()


def test_build_that_was_broken_off_keeps_nothing_that_it_found(content: Path, tmp_path: Path) -> None:
    def broken_off(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_site(job(content, tmp_path / "site", engine=broken_off))
    with contextlib.closing(sqlite3.connect(Places(tmp_path / "site").cache / "memo")) as database:
        assert database.execute("SELECT (SELECT count(*) FROM results) + (SELECT count(*) FROM blobs)").fetchone() == (0,)  # fmt: skip


# What is reported.


def test_build_tells_its_steps_in_their_order(content: Path, tmp_path: Path) -> None:
    told: list[str] = []
    report = build_site(job(content, tmp_path / "site", tell=told.append))
    assert told == list(report.seconds) == ["scan", "parse", "check", "link", "publish"]
    assert sorted(report.seconds.values()) == list(report.seconds.values())
    assert (report.published, report.deferred, report.notes) == (True, (), ())
    # A project, a challenge and two goals.
    assert report.pages == 4
    assert (report.written, report.removed) == (len(tree(tmp_path / "site")), 0)


def test_problems_are_in_the_order_of_files_and_lines(content: Path, tmp_path: Path) -> None:
    for name in ("c", "b"):
        put(content, f"projects/2024/{name}.md", "---\ntitle: B\nstatus: no\n---\n")
    problems = build(content, tmp_path / "site").problems
    assert list(problems) == sorted(problems)
    assert {"projects/2024/b.md", "projects/2024/c.md"} <= {problem.path for problem in problems}


def test_strict_build_stops_at_an_error_and_not_at_a_warning(content: Path, tmp_path: Path) -> None:
    text = project("water").replace("(b.md)", "").replace("![p](p.png)", "").replace("[other](a.md)", "")
    put(content, "projects/2024/a.md", text)
    warned = build(content, tmp_path / "site", strict=True)
    assert all(problem.is_warning for problem in warned.problems)
    assert warned.problems
    assert warned.published
    put(content, "projects/2024/b.md", "---\ntitle: B\n---\n")
    told: list[str] = []
    failed = build(content, tmp_path / "site", strict=True, tell=told.append)
    assert (failed.published, failed.written, told) == (False, 0, ["scan", "parse", "check"])


def test_search_that_is_deferred_is_what_is_left(content: Path, tmp_path: Path) -> None:
    build(content, tmp_path / "site")
    put(content, "projects/2024/a.md", project("ocean"))
    before = tree(tmp_path / "site")
    report = build(content, tmp_path / "site", defers_search=True)
    after = tree(tmp_path / "site")
    left = {path for target in report.deferred for path in target.paths}
    assert left == {path for path in after if is_in_index(path)}
    assert {path for path in after if before.get(path) != after[path]} & left == set()


def test_announcement_whose_minute_has_come_needs_nothing_that_was_thrown_away(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "---\ntitle: Launch\nsummary: We begin.\nkind: launch\npublish_at: 2031-01-24T08:00:00Z\n---\n\nText.\n"
    put(content, "announcements/2031-01-24-launch.md", text)
    monkeypatch.setattr(Memo, "clear", partial(pytest.fail, "the memo was taken for damaged"))
    page = "announcements/2031-01-24-launch/index.html"
    for minute, is_there in ((7, False), (8, True)):
        build(content, tmp_path / "site", now=datetime(2031, 1, 24, minute, tzinfo=UTC))
        assert (tmp_path / "site" / page).exists() == is_there
    build(content, tmp_path / "other/site", now=datetime(2031, 1, 24, 8, tzinfo=UTC))
    assert tree(tmp_path / "site") == tree(tmp_path / "other/site")


# What is read again.


def parsed_in(memo: Memo, built: Job, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the files that a build parses."""
    paths: list[str] = []

    def noting(batch: Any) -> Any:
        paths.extend(path for path, _ in batch)
        return parse_batch(batch)

    parse_batch = building.parse_batch
    with monkeypatch.context() as patch:
        patch.setattr(building, "parse_batch", noting)
        build_with(built, memo)
    return sorted(paths)


@pytest.mark.slow
def test_file_is_parsed_again_if_it_or_what_it_leads_to_came_or_changed(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memo = Memo(tmp_path / "memo")
    built = job(content, tmp_path / "site")
    all_of = sorted(path.relative_to(content).as_posix() for path in content.rglob("*.md"))
    put(content, "projects/2024/a.md", project(link="b"))

    def parsed() -> list[str]:
        return parsed_in(memo, built, monkeypatch)

    try:
        assert parsed() == all_of
        assert parsed() == []
        put(content, "about.md", "---\ntitle: About\n---\nNew.\n")
        assert parsed() == ["about.md"]
        put(content, "projects/2024/b.md", project("ocean", link="b"))
        assert parsed() == ["projects/2024/a.md", "projects/2024/b.md"]
        put(content, "projects/2024/b.md", project("school", link="b"))
        assert parsed() == ["projects/2024/b.md"]
        Image.new("RGB", (4, 3), "red").save(content / "projects/2024/p.png")
        assert parsed() == ["projects/2024/a.md", "projects/2024/b.md"]
        put(content, "projects/2024/c.md", project("ocean", link="c"))
        assert parsed() == ["projects/2024/c.md"]
    finally:
        memo.close()


def test_engine_draws_again_only_what_it_has_to_do_with(content: Path, tmp_path: Path) -> None:
    drawn: list[str] = []

    def drawing(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        drawn.append("drawn")
        engine(content, target, settings, hidden)

    for text, count in (("one", 1), ("one", 1), ("two", 2)):
        put(content, "about.md", f"---\ntitle: About\n---\n{text}\n")
        put(content, "projects/2024/a.md", project(f"water-{len(drawn)}"))
        build_site(job(content, tmp_path / "site", engine=drawing))
        assert len(drawn) == count


# What is listed.


def test_address_goes_to_the_first_that_names_it(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first(context: OutputContext) -> Iterator[Target]:
        yield Target(("a.txt", "b.txt"), (), _two)
        yield Target(("about/index.html",), (b"in the place of what was drawn",), bytes)

    def second(context: OutputContext) -> Iterator[Target]:
        yield Target(("b.txt",), (b"second",), bytes)
        yield Target(("c.txt",), (b"second",), bytes)

    monkeypatch.setattr(building, "OUTPUTS", (first, second))
    build(content, tmp_path / "site")
    made = tree(tmp_path / "site")
    assert [made[path] for path in ("a.txt", "b.txt", "c.txt")] == [b"a", b"b", b"second"]
    assert b"About us." in made["about/index.html"]


def _two() -> Iterator[bytes]:
    yield b"a"
    yield b"b"


def test_sitemap_names_what_was_drawn_and_what_is_a_page_of_its_own(content: Path, tmp_path: Path) -> None:
    def drawing(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        engine(content, target, settings, hidden)
        for path in ("404.html", "myindex.html", "terms/index.html"):
            put(target, path, "drawn")

    build_site(job(content, tmp_path / "site", engine=drawing, environment={"GMOOC_SITE_URL": SITE_URL}))
    text = (tmp_path / "site/sitemap.xml").read_text()
    named = {url.removeprefix(SITE_URL) for url in re.findall("<loc>(.*)</loc>", text)}
    assert {"", "about/", "terms/", "projects/2024/a/", "challenges/gmooc-2024/", "sdgs/4/", "zh/sdgs/"} <= named
    # Texts with their address elsewhere, and what is no page.
    assert not {"zh/projects/2024/a/", "zh/sdgs/4/", "404.html", "my", "myindex.html", "embed/goal/4/"} & named
    assert all(url == "" or url.endswith("/") for url in named)


@pytest.mark.parametrize(("hub", "english", "chinese"), [("home", "index.md", "index.zh.md"), ("sdgs", "sdgs/index.md", "sdgs/index.zh.md"), ("form", "contribute/project.md", "contribute/project.zh.md")])  # fmt: skip
def test_hub_has_a_file_in_each_language(hub: str, english: str, chinese: str) -> None:
    files = dict(_hub_files(hub))
    assert list(files) == ["en", "ar", "es", "fr", "ru", "zh"]
    assert (files["en"], files["zh"]) == (english, chinese)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[OutputContext]:
    """What outputs may look at in each build."""
    contexts: list[OutputContext] = []

    def looking(context: OutputContext) -> Iterator[Target]:
        contexts.append(context)
        yield from ()

    monkeypatch.setattr(building, "OUTPUTS", (looking,))
    return contexts


def test_figures_are_those_of_a_language_or_of_the_original(
    content: Path, tmp_path: Path, seen: list[OutputContext]
) -> None:
    def home(*figures: str) -> str:
        return "---\ntitle: Home\nfigures:\n" + "".join(f"- {figure}\n" for figure in figures) + "---\n"

    put(content, "index.md", home("{figure: 1, text: one}", "{figure: 2, text: two}"))
    put(content, "index.zh.md", home("{figure: 1, text: 一}"))
    put(content, "index.fr.md", "---\ntitle: Accueil\n---\n")
    build(content, tmp_path / "site")
    english = (("1", "one"), ("2", "two"))
    rest = dict.fromkeys(("en", "ar", "es", "fr", "ru"), english)
    assert seen[0].figures == {**rest, "zh": (("1", "一"),)}


def test_words_for_a_goal_are_those_of_all_languages_each_once(
    content: Path, tmp_path: Path, seen: list[OutputContext]
) -> None:
    for ending, words in (("", "SDG, goal"), (".fr", "ODD, SDG"), (".zh", "目标")):
        put(content, f"sdgs/index{ending}.md", f"---\ntitle: Goals\nsearch_terms: [{words}]\n---\n")
    build(content, tmp_path / "site")
    assert seen[0].goal_words == ("SDG", "goal", "ODD", "目标")


def test_outputs_see_what_is_public_and_the_pictures_of_that(
    content: Path, tmp_path: Path, seen: list[OutputContext]
) -> None:
    for name in ("p", "q", "r"):
        Image.new("RGB", (4, 3), {"p": "red", "q": "blue", "r": "green"}[name]).save(content / f"projects/2024/{name}.png")  # fmt: skip
    put(content, "projects/2024/a.md", project(link="a"))
    draft = project("ocean", link="a").replace("status: idea", "status: idea\ndraft: true").replace("p.png", "q.png")
    put(content, "projects/2024/b.md", draft)
    put(content, "index.md", "---\ntitle: Home\n---\n")
    put(content, "search.md", "---\ntitle: Search\n---\n")
    for with_hidden in (False, True):
        build(content, tmp_path / "site", with_hidden=with_hidden)
    public, preview = seen
    assert [file.path for file in public.pictures] == ["projects/2024/p.png"]
    assert [file.path for file in preview.pictures] == ["projects/2024/p.png", "projects/2024/q.png"]
    own = {"projects/2024/a", "challenges/gmooc-2024", "sdgs/sdg-04", "sdgs/sdg-06"}
    pages = {"pages/about", "pages/projects/index"}
    assert public.searched == own | pages
    assert preview.searched == own | pages | {"projects/2024/b"}
    # The home page and that of search are pages, which nobody looks for.
    assert public.kept.keys() == own | pages | {"pages/index", "pages/search"}
    assert {"mkdocs.yml", "scripts/gmooc/build/build.py"} <= public.tools.keys()


def test_translation_knows_what_changed_in_its_original_since(
    content: Path, tmp_path: Path, seen: list[OutputContext]
) -> None:
    put(content, "projects/2024/a.zh.md", project())
    put(content, "projects/2024/b.md", project())
    build(content, tmp_path / "site")
    assert seen[0].changed.keys() == {"zh/projects/2024/a"}
