"""A launch is rehearsed: one second before its moment no byte of it is anywhere, one second after it is everywhere."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

import mkdocs_hook
from gmooc.build import Job, build_site
from gmooc.checks.inspection import hidden_below
from gmooc.content.pictures import address
from gmooc.core.files import digest_of, read_sources
from gmooc.model.kinds import KINDS
from gmooc.render.mkdocs_frames import engine_of
from paths import ROOT
from small_sites import build, project, put, small_content, tree

MOMENT = datetime(2027, 1, 24, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NAME = "2027-01-24-zanzibar-opens"
LAUNCH = """---
title: Quokka {word}
publish_at: 2027-01-24 08:00 Asia/Shanghai
kind: launch
summary: Quokka in one sentence.
challenge: quokka-2027
pinned: true
cover: {{src: quokka.png, alt: A quokka}}
---
Quokka text.
"""
EDITION = """---
title: Quokka edition {word}
edition: 2027
theme: Quokka theme
summary: Quokka edition in one sentence.
phases: [{{name: Quokka course, starts: 2027-03-01, ends: 2027-04-01, zone: UTC, note: Quokka note}}]
registration: {{opens: 2027-01-25 08:00, closes: 2027-02-25, zone: Asia/Shanghai, url: "https://quokka.example.org/"}}
sdgs: {{main: 4}}
organisers: [Quokka organisers]
cover: {{src: edition.png, alt: A quokka at sea}}
as_of: 2026-11-24
publish_at: 2027-01-24 08:00 Asia/Shanghai
aliases: [quokka-first]
---
## Quokka heading

Quokka text, and the [handbook](../../quokka-handbook.md).
"""
HANDBOOK = """---
title: Quokka handbook {word}
description: Quokka handbook in one sentence.
publish_at: 2027-01-24 08:00 Asia/Shanghai
search_terms: [quokka search]
---
Quokka handbook ![map](quokka-map.png) ![shared](shared.png)
"""
# Nothing of these may be found before: words, addresses, and the picture.
TRACES = (b"quokka", b"zanzibar", "短尾袋鼠".encode())


def with_launch(content: Path) -> Path:
    """Add a launch, its edition and a page, with translations and pictures, and link to them from every sort of page."""
    for ending, word in (("", "opened"), (".zh", "短尾袋鼠"), (".fr", "ouverte")):
        text = EDITION.format(word=word)
        # A translation need not name the moment.
        put(content, f"challenges/quokka-2027/index{ending}.md", text if not ending else without_moment(text))
        put(content, f"quokka-handbook{ending}.md", HANDBOOK.format(word=word))
    Image.new("RGB", (40, 30), "#654321").save(content / "challenges/quokka-2027/edition.png")
    Image.new("RGB", (40, 30), "#00ff00").save(content / "quokka-map.png")
    Image.new("RGB", (40, 30), "#0000ff").save(content / "shared.png")
    put(content, f"announcements/{NAME}/index.md", LAUNCH.format(word="launched"))
    put(content, f"announcements/{NAME}/index.zh.md", LAUNCH.format(word="短尾袋鼠"))
    Image.new("RGB", (40, 30), "#123456").save(content / f"announcements/{NAME}/quokka.png")
    link = f"[more](../../announcements/{NAME}/index.md)"
    put(content, "projects/2024/b.md", project("ocean", link="b") + f"\n{link}\n")
    put(content, "projects/2024/b.zh.md", project("ocean", link="b") + f"\n{link}\n")
    with (content / "about.md").open("a") as file:
        target = f"announcements/{NAME}/index.md#part"
        file.write(f'\n[one]({target}), [two][two], <a href="{target}" title="b">three</a>\n\n[two]: {target}\n')
        file.write("\n[edition](challenges/quokka-2027/index.md) [handbook](quokka-handbook.md#top) [book][book]\n")
        file.write(
            "<a class='b' href='../quokka-handbook/'>raw</a> <a href='/zh/quokka-handbook/index.html'>root</a>\n"
        )
        file.write("[of it](../projects/by/challenge/quokka-2027/) ![shared](shared.png)\n")
        file.write("\n[book]: quokka-handbook.md\n")
    party = LAUNCH.format(word="party").replace("2027-01-24 08:00", "2026-01-24 08:00")
    for word in ("Quokka", "quokka-2027", "cover: {src: quokka.png, alt: A quokka}"):
        party = party.replace(word, "gmooc-2024" if word == "quokka-2027" else "")
    # It is public already, and its name begins as that of the launch.
    put(content, "announcements/2027-01-24-zebra-opens-party.md", party)
    put(content, "announcements/2027-01-24-zebra-opens.md", LAUNCH.format(word="zebra").replace(*_NO_COVER))
    with (content / "about.md").open("a") as file:
        file.write(
            "\n[hidden](announcements/2027-01-24-zebra-opens.md) [public](announcements/2027-01-24-zebra-opens-party.md)\n"
        )
    return content


_NO_COVER = ("cover: {src: quokka.png, alt: A quokka}\n", "")


def without_moment(text: str) -> str:
    return text.replace("publish_at: 2027-01-24 08:00 Asia/Shanghai\n", "")


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes], str]:
    """The sites of one second before and of the moment, drawn by the real engine, and the picture's address."""
    folder = tmp_path_factory.mktemp("launch")
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(ROOT / "tests/sites/small/content", content, dirs_exist_ok=True)
    put(content, "projects/2024/a.md", project())
    put(content, "challenges/gmooc-2024.md", (ROOT / "content/challenges/gmooc-2024.md").read_text())
    with_launch(content)
    sites = []
    for now in (MOMENT - SECOND, MOMENT):
        environment = {"GMOOC_SITE_URL": "https://example.org/"}
        job = Job(ROOT, content, folder / "site", now, engine_of(ROOT / "scripts"), environment)
        assert build_site(job).published
        sites.append(tree(folder / "site"))
    picture = address(digest_of((content / f"announcements/{NAME}/quokka.png").read_bytes()))
    return sites[0], sites[1], picture


def traces(site: dict[str, bytes]) -> set[str]:
    """Name the files in whose address or bytes something of the launch can be read."""
    return {
        path
        for path, found in site.items()
        if any(trace in path.encode() or trace in found.lower() for trace in TRACES)
    }


def test_one_second_before_no_byte_exists_anywhere(rehearsed):
    before, _, picture = rehearsed
    assert traces(before) == set()
    assert picture not in before


@pytest.mark.parametrize(
    "path",
    [
        f"announcements/{NAME}/index.html",
        f"zh/announcements/{NAME}/index.html",
        "announcements/index.html",
        "index.html",
        "announcements/feed.xml",
        "sitemap.xml",
        "projects/2024/b/index.html",
        "zh/projects/2024/b/index.html",
        "about/index.html",
        "challenges/quokka-2027/index.html",
        "zh/challenges/quokka-2027/index.html",
        "ar/challenges/quokka-2027/index.html",
        "challenges/index.html",
        "challenges/quokka-2027/dates.ics",
        "challenges/dates.ics",
        "challenges/quokka-first/index.html",
        "api/v1/challenges/quokka-2027.json",
        "api/v1/fr/challenges/quokka-2027.json",
        "llms.txt",
        "feed.xml",
        "sdgs/4/index.html",
        "contribute/project/index.html",
        "quokka-handbook/index.html",
        "es/quokka-handbook/index.html",
        "quokka-map.png",
    ],
)
def test_at_the_moment_it_is_everywhere(rehearsed, path):
    assert path in traces(rehearsed[1])


def test_at_the_moment_its_picture_and_its_links_are_there(rehearsed):
    _, after, picture = rehearsed
    assert picture in after
    assert f'href="../announcements/{NAME}/#part">one'.encode() in after["about/index.html"]


def test_search_finds_the_edition_and_the_page_from_the_moment(rehearsed):
    before, after, _ = rehearsed
    cards = [b"".join(text for path, text in site.items() if path.startswith("search/")) for site in (before, after)]
    assert [b"quokka-handbook/" in text and b"challenges/quokka-2027/" in text for text in cards] == [False, True]


def test_a_picture_that_another_page_shows_is_there_before(rehearsed):
    assert "shared.png" in rehearsed[0]


def test_links_of_free_pages_keep_their_text_until_the_moment(rehearsed):
    before, after, _ = rehearsed
    said = "edition handbook book\nraw root\nof it "
    assert said in before["about/index.html"].decode()
    for url in ("../challenges/quokka-2027/", "../quokka-handbook/#top", "../quokka-handbook/"):
        assert f'href="{url}"' in after["about/index.html"].decode()


def test_a_name_that_begins_as_a_hidden_one_stays_a_link(rehearsed):
    text = rehearsed[0]["about/index.html"].decode()
    assert 'hidden <a href="../announcements/2027-01-24-zebra-opens-party/">public</a>' in text


def test_a_link_to_what_is_to_come_keeps_its_text(rehearsed):
    before, after, _ = rehearsed
    assert b"<a>more</a>" in before["projects/2024/b/index.html"]
    assert f'<a href="../../../announcements/{NAME}/">more</a>'.encode() in after["projects/2024/b/index.html"]


def test_the_clock_turned_back_hides_it_again(tmp_path):
    content = with_launch(small_content(tmp_path / "content"))
    build(content, tmp_path / "site", MOMENT)
    build(content, tmp_path / "site", MOMENT - SECOND)
    build(content, tmp_path / "cold", MOMENT - SECOND)
    assert {path for path in traces(tree(tmp_path / "site")) if path != "about/index.html"} == set()
    assert tree(tmp_path / "site") == tree(tmp_path / "cold")


# Which files wait.


def hidden(content: Path, now: datetime) -> set[str]:
    return set(hidden_below(content, read_sources(content, {}, 0), now))


def test_a_translation_waits_for_its_original(tmp_path):
    put(tmp_path, "announcements/2027-01-24-a.md", LAUNCH.format(word="a"))
    put(tmp_path, "announcements/2027-01-24-a.zh.md", LAUNCH.replace("2027-01", "2026-01").format(word="a"))
    assert hidden(tmp_path, MOMENT - SECOND) == {"announcements/2027-01-24-a.md", "announcements/2027-01-24-a.zh.md"}
    assert hidden(tmp_path, MOMENT) == set()


def test_what_cannot_be_understood_waits(tmp_path):
    put(tmp_path, "announcements/2027-01-24-a.md", "---\npublish_at: soon\n---\n")
    assert hidden(tmp_path, MOMENT) == {"announcements/2027-01-24-a.md"}


@pytest.mark.parametrize(
    "text",
    ["---\npublish_at: soon\n---\n", "---\npublish_at: 2027-01-24\n---\n", "---\ntitle: a: b\n publish_at: [\n---\n"],
    ids=["no moment", "no hour", "front matter that cannot be read"],
)
@pytest.mark.parametrize("path", ["challenges/a.md", "a.md"])
def test_what_has_a_moment_that_cannot_be_understood_waits(tmp_path, path, text):
    put(tmp_path, path, text)
    assert hidden(tmp_path, MOMENT) == {path}


@pytest.mark.parametrize("path", ["challenges/a.md", "a.md", "projects/2024/a.md", "sdgs/sdg-04.md"])
def test_what_names_no_moment_does_not_wait(tmp_path, path):
    put(tmp_path, path, "---\ntitle: A\npublish_at:\n---\n")
    assert hidden(tmp_path, MOMENT) == set()


def test_a_list_is_always_there(tmp_path):
    put(tmp_path, "challenges/index.md", "---\npublish_at: 2099-01-01 00:00 UTC\n---\n")
    assert hidden(tmp_path, MOMENT) == set()


def test_a_draft_of_an_edition_waits_with_its_translations(tmp_path):
    put(tmp_path, "challenges/a.md", "---\ntitle: A\ndraft: true\n---\n")
    put(tmp_path, "challenges/a.zh.md", "---\ntitle: A\n---\n")
    assert hidden(tmp_path, MOMENT) == {"challenges/a.md", "challenges/a.zh.md"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_kinds_wait_as_their_records_do(kind):
    field = kind.record.model_fields.get("publish_at")
    assert kind.waits == ("" if field is None else "must" if field.is_required() else "may")


def test_the_menu_names_no_hidden_page():
    nav = [{"Home": "index.md"}, {"About": [{"Us": "about.md"}, {"Plan": "plan.md"}]}, {"Next": ["plan.md"]}]
    shown = [{"Home": "index.md"}, {"About": [{"Us": "about.md"}]}]
    assert mkdocs_hook.without_hidden(nav, frozenset(["plan.md"])) == shown
