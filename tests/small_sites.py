"""Small sites: a few entries, and an engine whose frames hold nothing but their slots."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from gmooc.build import Job, Report, build_site
from gmooc.core.settings import Settings
from gmooc.render.frames import SLOTS, slot
from gmooc.render.mkdocs_frames import frame_pages
from paths import ROOT

NOW = datetime(2026, 11, 24, tzinfo=UTC)

SDG = """---
title: Goal {n}
number: {n}
names: {{ar: a, en: e, es: s, fr: f, ru: r, zh: z}}
summary: S
iri: http://metadata.un.org/sdg/{n}
colour: "#C5192D"
text_colour: "#FFFFFF"
targets: [{{number: "{n}.1", text: T}}]
---
Goal text.
"""
CHALLENGE = "---\ntitle: Challenge {word}\nedition: 2024\nsummary: S\nas_of: 2024-01-01\n---\n{word}\n"
NEWS = "---\ntitle: News {word}\npublish_at: 2026-11-{day} 08:00 UTC\nkind: news\nsummary: S\nchallenge: gmooc-2024\n---\n{word}\n"
PROJECT = """---
title: Project {word}
summary: About {word}.
challenge: gmooc-2024
year: 2024
team: {{name: Team}}
countries: [{country}]
sdgs: {{main: {{goal: {goal}, how: How.}}}}
outcome: app
status: idea
builds_on: [{builds_on}]
---
## The problem

{word} 清洁水 [other]({link}.md) ![p](p.png)
"""
WORDS = ("water", "school", "水资源", "ocean", "مياه")
NAMES = ("a", "b", "c", "d")
# Files whose text is edited, and nothing that others show of it.
EDITED = (*(f"projects/2024/{name}{ending}" for name in NAMES[:2] for ending in ("", ".zh")), "challenges/gmooc-2024")


def engine(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
    """Draw frames that hold nothing but their slots."""
    slots = "".join(f"<{name}>{slot(name)}</{name}>" for name in SLOTS)
    for name, (path, _) in frame_pages().items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(f"<html>{name}{slots}</html>")
    (target / "about").mkdir(parents=True)
    (target / "about/index.html").write_text((content / "about.md").read_text())


def build(content: Path, site: Path, now: datetime = NOW, **more) -> Report:
    return build_site(Job(ROOT, content, site, now, engine, {}, **more))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put(content: Path, path: str, text: str) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_text(text, encoding="utf-8")


def project(word: str = "water", country: str = "KE", goal: int = 4, builds_on: str = "", link: str = "a") -> str:
    return PROJECT.format(word=word, country=country, goal=goal, builds_on=builds_on, link=link)


def small_content(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    put(folder, "about.md", "---\ntitle: About\n---\nAbout us.\n")
    put(folder, "projects/index.md", "---\ntitle: Projects\n---\n")
    for number in (4, 6):
        put(folder, f"sdgs/sdg-{number:02}.md", SDG.format(n=number))
    put(folder, "challenges/gmooc-2024.md", CHALLENGE.format(word="first"))
    put(folder, "projects/2024/a.md", project())
    return folder
