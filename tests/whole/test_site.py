"""The whole build: what is built again after any change equals what is built from nothing."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from gmooc.build import Job, Places, build_site
from gmooc.core import i18n as locales
from gmooc.core.languages import LANGUAGES
from gmooc.core.settings import Settings
from gmooc.render.frames import FrameError, slot
from gmooc.render.mkdocs_frames import frame_pages
from paths import ROOT
from small_sites import (
    CHALLENGE,
    EDITED,
    NAMES,
    NEWS,
    NOW,
    SDG,
    WORDS,
    build,
    engine,
    project,
    put,
    small_content,
    tree,
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_content(tmp_path / "content")


# What may happen between two builds.

_name = st.sampled_from(NAMES)
_word = st.sampled_from(WORDS)
_project = st.builds(
    project,
    _word,
    st.sampled_from(("KE", "NO")),
    st.sampled_from((4, 6)),
    st.sampled_from(("", "2024/a", "2024/b")),
    _name,
)
_steps = st.one_of(
    st.tuples(st.just("project"), _name, _project),
    st.tuples(st.just("broken"), _name, st.just("---\ntitle: A\n---\n")),
    st.tuples(
        st.just("draft"), _name, _project.map(lambda text: text.replace("status: idea", "status: idea\ndraft: true"))
    ),
    st.tuples(st.just("translation"), _name, _project),
    st.tuples(st.just("english"), _name, st.one_of(st.just(""), _project)),
    st.tuples(st.just("language"), _name, st.sampled_from(("en", "es", "zh"))),
    st.tuples(st.just("text"), st.sampled_from(EDITED), _word),
    st.tuples(st.just("delete"), _name, st.just("")),
    st.tuples(st.just("rename"), _name, _name),
    st.tuples(st.just("picture"), st.just(""), st.sampled_from(("red", "blue", ""))),
    st.tuples(st.just("challenge"), st.just(""), _word),
    st.tuples(st.just("goal"), st.just(""), st.sampled_from(("One", "Two"))),
    st.tuples(st.just("news"), st.sampled_from(("20", "25", "28")), _word),
    st.tuples(st.just("about"), st.just(""), _word),
    st.tuples(st.just("addresses"), st.just(""), st.lists(_name, unique=True)),
    st.tuples(st.just("clock"), st.just(""), st.integers(0, 6)),
    st.tuples(
        st.just("forget"), st.just(""), st.sampled_from(("memo", "truncated", "damaged", "version", "standby", "site"))
    ),
)


def take(step: tuple[str, str, Any], content: Path, site: Path, now: datetime) -> datetime:
    """Let one thing happen."""
    what, name, value = step
    file = content / f"projects/2024/{name}.md"
    match what:
        case "project" | "broken" | "draft":
            put(content, f"projects/2024/{name}.md", str(value))
        case "translation":
            put(content, f"projects/2024/{name}.zh.md", str(value))
        case "english":
            (content / f"projects/2024/{name}.en.md").unlink(missing_ok=True)
            if value:
                put(content, f"projects/2024/{name}.en.md", str(value))
        case "language":
            if file.exists():
                text = file.read_text(encoding="utf-8").replace("status: idea", f"language: {value}\nstatus: idea")
                put(content, f"projects/2024/{name}.md", text)
        case "text":
            edited = content / f"{name}.md"
            if edited.exists():
                edited.write_text(f"{edited.read_text(encoding='utf-8')}\n{value}\n", encoding="utf-8")
        case "delete":
            file.unlink(missing_ok=True)
        case "rename":
            if file.exists():
                file.rename(content / f"projects/2024/{value}.md")
        case "picture":
            picture = content / "projects/2024/p.png"
            picture.unlink(missing_ok=True)
            if value:
                Image.new("RGB", (4, 3), str(value)).save(picture)
        case "challenge":
            put(content, "challenges/gmooc-2024.md", CHALLENGE.format(word=value))
        case "goal":
            put(content, "sdgs/sdg-04.md", SDG.format(n=4).replace("Goal 4", f"Goal {value}"))
        case "news":
            put(content, f"announcements/2026-11-{name}-news.md", NEWS.format(word=value, day=name))
        case "about":
            put(content, "about.md", f"---\ntitle: About\n---\n{value}\n")
        case "addresses":
            listed = [f"projects/2024/{known}/ {number} 2026-11-20\n" for number, known in enumerate(value, 1)]
            put(content, "addresses.txt", "".join(listed))
        case "clock":
            return NOW + timedelta(days=int(str(value)))
        case "forget":
            forget(str(value), site)
    return now


def forget(what: str, site: Path) -> None:
    memo = Places(site).cache / "memo"
    if what == "truncated" and memo.exists():
        memo.write_bytes(memo.read_bytes()[:-20])
    elif what == "damaged" and memo.exists():
        memo.write_bytes(memo.read_bytes()[:5000] + b"something else" * 300 + memo.read_bytes()[9200:])
    elif what == "version" and memo.exists():
        with contextlib.closing(sqlite3.connect(memo)) as database:
            database.execute("PRAGMA user_version = 99")
    elif what == "standby":
        shutil.rmtree(site.with_name(f".{site.name}.next"), ignore_errors=True)
    elif what == "site":
        shutil.rmtree(site, ignore_errors=True)
    else:
        memo.unlink(missing_ok=True)


# Each history is built twice as often as it has rounds; `--hypothesis-profile=thorough` takes ten times as many.
@settings(max_examples=settings().max_examples // 4, suppress_health_check=list(HealthCheck))
@given(rounds=st.lists(st.tuples(st.lists(_steps, min_size=1, max_size=3), st.booleans()), min_size=1, max_size=5))
def test_built_again_equals_built_from_nothing(tmp_path_factory, rounds):
    folder = tmp_path_factory.mktemp("site")
    content, site, now = small_content(folder / "content"), folder / "site", NOW
    build(content, site, now)
    for steps, with_hidden in rounds:
        for step in steps:
            now = take(step, content, site, now)
        warm = build(content, site, now, with_hidden=with_hidden)
        cold = build(content, folder / "cold/site", now, with_hidden=with_hidden)
        assert tree(site) == tree(folder / "cold/site")
        assert warm.problems == cold.problems
        shutil.rmtree(folder / "cold")


@pytest.mark.parametrize("place", ["projects/2024/b", "challenges/gmooc-2025", "announcements/2026-11-20-news"])
def test_english_translation_may_come_and_go(content, tmp_path, place):
    """Warm builds equal cold ones, and without the translation all is as it was before."""
    texts = {"p": project(), "c": CHALLENGE.format(word="Agua"), "a": NEWS.format(word="Agua", day=20)}
    original = texts[place[0]].replace("summary:", "language: es\nsummary:")
    put(content, f"{place}.md", original)
    put(content, "projects/2024/c.md", project(builds_on="2024/b").replace("gmooc-2024", "gmooc-2025"))
    put(content, "challenges/gmooc-2025.es.md", CHALLENGE.format(word="Edición"))
    site = tmp_path / "site"
    build(content, site)
    before = tree(site)

    def build_both() -> dict[str, bytes]:
        build(content, site)
        build(content, tmp_path / "cold/site")
        warm, cold = tree(site), tree(tmp_path / "cold/site")
        shutil.rmtree(tmp_path / "cold")
        assert warm == cold
        return warm

    put(content, f"{place}.en.md", texts[place[0]].replace("Agua", "Water"))
    assert {path for path in build_both() if path.startswith("en/")} >= {f"en/{place}/index.html"}
    assert f"{place}/index.html" in before
    # What turns out to be an original in English needs no English translation.
    put(content, f"{place}.md", original.replace("language: es", "language: en"))
    assert not any(path.startswith("en/") for path in build_both())
    put(content, f"{place}.md", original)
    assert f"en/{place}/index.html" in build_both()
    (content / f"{place}.en.md").unlink()
    assert build_both() == before


def test_several_processes_build_the_same(content, tmp_path):
    for number in range(40):
        for index, ending in enumerate(("", *(f".{language}" for language in LANGUAGES[1:]))):
            text = project(WORDS[(number + index) % 5], link=f"p-{number // 2}")
            put(content, f"projects/2024/p-{number}{ending}.md", text)
    build(content, tmp_path / "one", jobs=1)
    build(content, tmp_path / "two", jobs=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_nothing_changed_means_nothing_written(content, tmp_path):
    build(content, tmp_path / "site")
    report = build(content, tmp_path / "site")
    assert (report.written, report.removed) == (0, 0)


def test_one_edit_writes_few_files(content, tmp_path):
    for number in range(60):
        put(content, f"projects/2024/p-{number}.md", project(link="gone"))
    build(content, tmp_path / "site")
    text = project(link="gone")
    put(content, "projects/2024/p-7.md", text + "\nzebra\n")
    before = tree(tmp_path / "site")
    build(content, tmp_path / "site")
    after = tree(tmp_path / "site")
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    pages = {path for path in changed if not path.startswith("search/")}
    languages = {f"{code}/projects/2024/p-7/index.html" for code in ("ar", "es", "fr", "ru", "zh")}
    assert pages == {"projects/2024/p-7/index.html", "api/v1/projects/2024/p-7.json", *languages}


# Faults.


def test_strict_leaves_the_last_site(content, tmp_path):
    build(content, tmp_path / "site")
    before = tree(tmp_path / "site")
    put(content, "projects/2024/b.md", "---\ntitle: B\n---\n")
    assert not build(content, tmp_path / "site", strict=True).published
    assert tree(tmp_path / "site") == before


def test_a_broken_entry_is_set_aside_and_the_rest_is_published(content, tmp_path):
    put(content, "projects/2024/b.md", "---\ntitle: B\n---\n")
    put(content, "projects/2024/c.md", project("ocean"))
    report = build(content, tmp_path / "site")
    assert report.published
    assert {problem.path for problem in report.errors} == {
        "projects/2024/a.md",
        "projects/2024/b.md",
        "projects/2024/c.md",
    }
    assert (tmp_path / "site/projects/2024/c/index.html").exists()
    assert not (tmp_path / "site/projects/2024/b").exists()


def test_an_engine_that_fails_leaves_the_last_site(content, tmp_path):
    build(content, tmp_path / "site")
    before = tree(tmp_path / "site")
    put(content, "about.md", "---\ntitle: About\n---\nNew.\n")

    def failing(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        raise RuntimeError("no theme")

    with pytest.raises(RuntimeError):
        build_site(Job(ROOT, content, tmp_path / "site", NOW, failing, {}))
    assert tree(tmp_path / "site") == before


def test_a_frame_without_a_slot_is_named(content, tmp_path):
    def lacking(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        engine(content, target, settings, hidden)
        frame = target / frame_pages()["project"][0]
        frame.write_text(frame.read_text().replace(slot("body"), ""))

    with pytest.raises(FrameError, match="frame 'project': must hold the slot '@@gm-body@@'"):
        build_site(Job(ROOT, content, tmp_path / "site", NOW, lacking, {}))


def test_killed_at_any_moment_the_site_is_old_or_new(content, tmp_path):
    for number in range(40):
        put(content, f"projects/2024/p-{number}.md", project(link="a"))
    site = tmp_path / "site"
    build(content, site)
    old = tree(site)
    for number in range(40):
        put(content, f"projects/2024/p-{number}.md", project("ocean", link="a"))
    build(content, tmp_path / "new/site")
    new = tree(tmp_path / "new/site")
    script = (
        f"import sys; sys.path[:0] = {sys.path!r}; "
        f"import small_sites; from pathlib import Path; small_sites.build(Path({str(content)!r}), Path({str(site)!r}))"
    )
    for wait in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        process = subprocess.Popen([sys.executable, "-c", script])
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert tree(site) in (old, new)
    build(content, site)
    assert tree(site) == new


# The clock.


def test_one_second_before_no_byte_of_an_announcement_exists(content, tmp_path):
    put(content, "announcements/2026-11-25-launch.md", NEWS.format(word="Zanzibar", day="25"))
    moment = datetime(2026, 11, 25, 8, tzinfo=UTC)
    build(content, tmp_path / "site", moment - timedelta(seconds=1))
    assert not any(b"zanzibar" in (path.encode() + text).lower() for path, text in tree(tmp_path / "site").items())
    assert not any("2026-11-25-launch" in path for path in tree(tmp_path / "site"))
    build(content, tmp_path / "site", moment)
    assert b"Zanzibar" in (tmp_path / "site/announcements/2026-11-25-launch/index.html").read_bytes()


def test_a_draft_is_in_previews_only(content, tmp_path):
    put(content, "projects/2024/b.md", project("Zanzibar").replace("status: idea", "status: idea\ndraft: true"))
    for jobs in (1, 2):
        build(content, tmp_path / f"site-{jobs}", jobs=jobs)
        assert not any(b"zanzibar" in text.lower() for text in tree(tmp_path / f"site-{jobs}").values())
    build(content, tmp_path / "site-1", with_hidden=True)
    assert b"Zanzibar" in (tmp_path / "site-1/projects/2024/b/index.html").read_bytes()
    build(content, tmp_path / "site-1")
    assert tree(tmp_path / "site-1") == tree(tmp_path / "site-2")


# Pictures.


def test_a_photograph_keeps_its_place_to_itself(content, tmp_path):
    picture = Image.new("RGB", (40, 30), "green")
    exif = picture.getexif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (1.0, 17.0, 31.0)
    picture.save(content / "projects/2024/p.jpg", exif=exif)
    put(content, "projects/2024/a.md", project().replace("p.png", "p.jpg"))
    build(content, tmp_path / "site")
    published = sorted((tmp_path / "site/pictures").iterdir())
    assert [picture.suffix for picture in published] == [".avif", ".webp"]
    for copy in published:
        with Image.open(copy) as opened:
            assert not opened.getexif()
    assert not any(b"SecretCamera" in text for text in tree(tmp_path / "site").values())


def test_edited_catalogue_speaks_in_the_next_build_of_the_same_process(tmp_path, monkeypatch):
    root, catalogue = tmp_path / "root", "theme/locales/zh/LC_MESSAGES/messages.po"
    for folder in ("theme", "scripts"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, root / name)
    monkeypatch.setattr(locales, "MESSAGE_CATALOGS_FOLDER", root / "theme/locales")
    content = small_content(tmp_path / "content")
    job = Job(root, content, tmp_path / "site", NOW, engine, {})
    build_site(job)
    text = (root / catalogue).read_text(encoding="utf-8")
    old = '\nmsgid "Team"\nmsgstr "团队"\n'
    assert old in text
    (root / catalogue).write_text(text.replace(old, '\nmsgid "Team"\nmsgstr "小组"\n'), encoding="utf-8")
    build_site(job)
    warm = tree(job.site)
    assert any("小组".encode() in page for path, page in warm.items() if path.startswith("zh/"))
    build_site(job._replace(site=tmp_path / "cold"))
    assert warm == tree(tmp_path / "cold")
