"""What other sites frame: small, safe, in both languages, and free to be framed."""

import html
import re

import pytest

from drawn_site import NOW, SITE_URL
from gmooc.content.catalogue import Card, build_catalogue, card_of
from gmooc.core.settings import Settings
from gmooc.exports.embeds import certificate, embed_targets, embed_url, frame_line, project_embed
from gmooc.model.labels import LICENCES
from paths import ROOT
from reading import PROJECT, PROJECT_PATH, SDG, read
from rendering import context_of, files_of

PAGES = (
    "embed/project/2026/lantern-school",
    "zh/embed/project/2026/lantern-school",
    "embed/project/2026/test-pump",
    "embed/goal/4",
)


@pytest.mark.parametrize("path", PAGES)
def test_embed_runs_nothing_and_reaches_nobody(path, small_site):
    page = (small_site / path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "default-src 'none'; style-src 'self'" in page
    assert "frame-ancestors" not in page
    assert len(page) < 6000
    depth = "../" * (path.count("/") + 1)
    assert f'href="{depth}assets/embed.css"' in page
    for link in re.findall(r'<a href="([^"]*)"', page):
        assert (small_site / path / link / "index.html").exists()


def test_hostile_title_is_text(small_site):
    page = (small_site / "embed/project/2026/test-pump/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<(?:img|b|i|svg)\b", page) == []


def test_list_of_a_goal_shows_its_projects(small_site):
    page = (small_site / "embed/goal/4/index.html").read_text(encoding="utf-8")
    assert "Lantern School" in page
    assert page.count("<article") == 1


def test_status_that_is_not_known_is_left_out(small_site):
    page = (small_site / "embed/project/2026/paper-tide/index.html").read_text(encoding="utf-8")
    assert "<bdi>Goal 14</bdi> · <bdi>GMOOC 2026</bdi>" in page


def test_line_to_copy_holds_the_address_and_an_escaped_title():
    line = frame_line("https://example.org/", "projects/2026/a/", 'A "b" <c>')
    assert 'src="https://example.org/embed/project/2026/a/"' in line
    assert 'title="A &quot;b&quot; &lt;c&gt;"' in line


def test_line_to_copy_is_on_the_page_once_the_address_is_known(addressed_site):
    page = (addressed_site / "projects/2026/lantern-school/index.html").read_text(encoding="utf-8")
    assert f'src="{SITE_URL}embed/project/2026/lantern-school/"' in html.unescape(page)


# Without a site.


def listed(count: int, *, is_demo: bool = False) -> str:
    """The list of goal 6 with so many projects."""
    cards = [
        Card(
            id := f"projects/2024/p-{number:02}", id, "project", f"{id}/", f"{id}.md", "zh", f"水 <{number}>", "S", "2024", 2024,
            goals=(6,), status="pilot", team="Blue & Co",
        )
        for number in range(count)
    ]  # fmt: skip
    goal = read("sdgs/sdg-06.md", SDG)
    catalogue = build_catalogue([*cards, card_of(goal, {})], [goal], NOW)
    settings = Settings("GMOOC", "", is_demo=is_demo)
    [(path, text)] = files_of(embed_targets(context_of(catalogue, settings))).items()
    assert path == "embed/goal/6/index.html"
    return text.decode()


@pytest.mark.parametrize(
    ("count", "shown", "told"),
    [(0, 0, "0 projects"), (1, 1, "1 project"), (9, 9, "9 projects"), (10, 10, "10 projects"), (11, 10, "11 projects")],
)
def test_list_of_a_goal_shows_ten_projects_and_says_how_many_there_are(count: int, shown: int, told: str) -> None:
    page = listed(count)
    assert (page.count("<li>"), page.count("</li>"), page.count("<article")) == (shown, shown, shown)
    assert f'href="../../../sdgs/6/" target="_blank" rel="noopener">GMOOC: {told}</a>' in page


def test_card_of_a_list_is_in_its_language_and_escaped() -> None:
    [item] = re.findall(r"<li>.*</li>", listed(1))
    assert item.startswith('<li><article class="gm-embed gm-embed--6"><h2 class="gm-embed__title" lang="zh" dir="ltr">')
    assert '<p class="gm-embed__summary" lang="zh" dir="ltr">' in item
    assert '<a href="../../../projects/2024/p-00/" target="_blank" rel="noopener">水 &lt;0&gt;</a></h2>' in item
    assert "<bdi>Pilot</bdi> · <bdi>GMOOC 2024</bdi> · <bdi>Blue &amp; Co</bdi>" in item


NOTE = "A demonstration: all projects, teams, awards and sample challenges here are made up."


def test_only_what_is_made_up_says_so() -> None:
    entry = read(PROJECT_PATH, PROJECT)
    made = {
        is_demo: [listed(1, is_demo=is_demo), project_embed(entry, is_demo=is_demo).decode(), certificate(entry, "", is_demo=is_demo).decode()]
        for is_demo in (True, False)
    }  # fmt: skip
    assert [NOTE in page for page in made[True]] == [True, True, True]
    assert [NOTE in page for page in made[False]] == [False, False, False]


@pytest.mark.parametrize(
    ("path", "depth", "goal"),
    [
        (PROJECT_PATH, 4, "Goal 6"),
        ("projects/2027/still.zh.md", 5, "目标 6"),
        ("projects/2027/still.sw.md", 5, "Goal 6"),
    ],
    ids=["original", "translation", "language without interface words"],
)
def test_card_of_a_project_leads_to_its_page(path: str, depth: int, goal: str) -> None:
    entry = read(path, PROJECT)
    page = project_embed(entry, is_demo=False).decode()
    root = "../" * depth
    assert f'<a href="{root}{entry.url}" target="_blank" rel="noopener">Still</a></h1>' in page
    assert f'href="{root}assets/embed.css"' in page
    assert f"<bdi>{goal}</bdi>" in page
    # What the site itself says is English where it has no words of a language.
    is_english = entry.spoken == "sw"
    assert f'<html lang="{"en" if is_english else entry.spoken}" dir="ltr">' in page
    assert page.count(' lang="sw" dir="ltr"') == 2 * is_english


def test_certificate_speaks_a_language_of_the_site_and_names_the_work_in_its_own() -> None:
    page = certificate(read("projects/2027/still.fa.md", PROJECT), "", is_demo=False).decode()
    assert '<html lang="en" dir="ltr">' in page
    assert '<p class="gm-paper__work" lang="fa" dir="rtl">Still</p>' in page
    assert page.count("lang=") == 2


@pytest.mark.parametrize(("site_url", "count"), [("", 0), (SITE_URL, 1)])
def test_certificate_says_where_anybody_can_read_the_work_once_that_is_known(site_url: str, count: int) -> None:
    page = certificate(read(PROJECT_PATH, PROJECT), site_url, is_demo=False).decode()
    assert page.count("<bdi dir=") == page.count("Anybody can read the work") == count
    assert page.count(f'<bdi dir="ltr">{SITE_URL}projects/2027/still/</bdi>') == count


def test_certificate_names_the_work_the_people_the_year_and_the_licence() -> None:
    people = "name: Blue & Co, members: [{name: <i>A</i>}, {name: 甲}]"
    text = PROJECT.replace("name: Blue", people).replace("title: Still", "title: Still <b>\nlicence: CC0-1.0")
    page = certificate(read(PROJECT_PATH, text), "", is_demo=False).decode()
    assert '<p class="gm-paper__work">Still &lt;b&gt;</p>' in page
    assert '<p class="gm-paper__people"><bdi>&lt;i&gt;A&lt;/i&gt;</bdi>, <bdi>甲</bdi></p>' in page
    assert "Made in the edition 2027 by the team <bdi>Blue &amp; Co</bdi>." in page
    assert "<title>Certificate of publication: Still &lt;b&gt;</title>" in page
    assert f">Licence: {LICENCES['CC0-1.0'][0]}</p>" in page
    assert 'href="../../../assets/paper.css"' in page
    # Of a team that names nobody there is no line of people.
    assert "gm-paper__people" not in certificate(read(PROJECT_PATH, PROJECT), "", is_demo=False).decode()


def test_certificate_of_an_arabic_work_is_in_arabic_and_from_right_to_left() -> None:
    page = certificate(read("projects/2027/still.ar.md", PROJECT), "", is_demo=False).decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "Certificate" not in page


@pytest.mark.parametrize(
    ("url", "card"),
    [
        ("projects/2026/a/", "embed/project/2026/a/"),
        ("zh/projects/2026/a/", "zh/embed/project/2026/a/"),
        ("projects/2026/projects/", "embed/project/2026/projects/"),
    ],
)
def test_card_has_an_address_beside_that_of_its_project(url: str, card: str) -> None:
    assert embed_url(url) == card


def test_lines_of_a_certificate_are_in_order_and_dressed() -> None:
    entry = read(PROJECT_PATH, PROJECT.replace("name: Blue", "name: Blue, members: [{name: A}]"))
    page = certificate(entry, SITE_URL, is_demo=True).decode()
    lines = re.findall(r'<(\w+) class="gm-paper__(\w+)">', page)
    assert lines == [
        ("p", "small"),
        ("h1", "title"),
        ("p", "text"),
        ("p", "work"),
        ("p", "text"),
        ("p", "people"),
        ("p", "text"),
        ("p", "small"),
        ("p", "small"),
        ("footer", "back"),
    ]
    style = (ROOT / "theme/overrides/assets/paper.css").read_text(encoding="utf-8")
    assert [name for _, name in lines if name != "text" and f".gm-paper__{name}" not in style] == []


def test_parts_of_a_frame_are_dressed() -> None:
    style = (ROOT / "theme/overrides/assets/embed.css").read_text(encoding="utf-8")
    page = listed(1, is_demo=True)
    names = {name for found in re.findall('class="([^"]*)"', page) for name in found.split()}
    assert names >= {"gm-embed", "gm-embed--6", "gm-embed__heading--6", "gm-embed__list", "gm-embed__note"}
    assert [name for name in names if f".{name}" not in style and not name[-1].isdigit()] == []
    assert page.count("</article></li>") == 1
