"""Citations that strangers' programs read, whatever signs a title holds."""

from __future__ import annotations

import json
import re
from html import unescape
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
import rispy
from pybtex.database import parse_string

from gmooc.exports.citations import Citations, citation_tags, citations_of, downloads
from gmooc.model.labels import LICENCES

HARD = (
    "水滴地图",
    "Bread & butter: 100% {not} $5_000 #1",
    "An open { brace",
    "A closed } one and a \\backslash",
    "Carets ^ and ~tildes",
    "Ünïcödé and عربي",
    'Quotes " and @misc{trap,',
)


def entry(title="Still", people=("测试者甲", "Amina O."), team="Blue Drop"):
    record = SimpleNamespace(
        title=title,
        year=2026,
        summary="About & around",
        licence="CC-BY-4.0",
        tags=("water",),
        team=SimpleNamespace(name=team, members=[SimpleNamespace(name=name, orcid=None) for name in people]),
    )
    return SimpleNamespace(
        record=record, slug="still", key="k", id="k", spoken="zh", url="projects/2026/still/", path="p"
    )


def cite(**more):
    return citations_of(entry(**more), "https://example.org/")


@pytest.mark.parametrize("title", HARD)
def test_bibtex_is_read(title):
    (found,) = parse_string(cite(title=title).bibtex, "bibtex").entries.values()
    assert [str(person) for person in found.persons["author"]] == ["{测试者甲}", "{Amina O.}"]
    assert _untex(found.fields["title"]) == f"{{{title}}}"
    assert found.fields["url"] == "https://example.org/projects/2026/still/"


def _untex(text: str) -> str:
    named = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^"}  # fmt: skip
    text = re.sub(r"\\(text\w+)\{\}", lambda match: f"\0{list(named).index(match[1])}", text)
    text = re.sub(r"\\([&%#_$])", r"\1", text)
    return re.sub("\0(.)", lambda match: list(named.values())[int(match[1])], text)


@pytest.mark.parametrize("name", ["Ann and Bob", "van der Berg, Jan", "{Group}", "Müller & Söhne"])
def test_name_stays_one_name(name):
    (found,) = parse_string(cite(people=(name,)).bibtex, "bibtex").entries.values()
    assert len(found.persons["author"]) == 1


@pytest.mark.parametrize("title", HARD)
def test_ris_is_read(title):
    (found,) = rispy.loads(cite(title=title).ris)
    assert (found["title"], found["authors"]) == (title, ["测试者甲", "Amina O."])
    assert (found["year"], found["urls"]) == ("2026", ["https://example.org/projects/2026/still/"])


@pytest.mark.parametrize("title", HARD)
def test_csl_is_read(title):
    (found,) = json.loads(cite(title=title).csl)
    assert (found["title"], found["author"][0]) == (title, {"literal": "测试者甲"})
    assert found["issued"] == {"date-parts": [[2026]]}


def test_line_names_the_team_where_nobody_is_named_and_no_address_that_is_not_known():
    line = citations_of(entry(people=()), "").text
    assert line == "Blue Drop (2026). Still. Global Massive Open Online Challenge."


def test_page_gives_every_form_to_keep(small_site):
    page = (small_site / "projects/2026/shui-di/index.html").read_text(encoding="utf-8")
    files = dict(re.findall(r'download="shui-di\.(\w+)" href="data:[^,"]*,([^"]*)"', page))
    texts = {ending: unquote(unescape(text)) for ending, text in files.items()}
    assert json.loads(texts["json"])[0]["title"] == "水滴地图"
    assert rispy.loads(texts["ris"])[0]["title"] == "水滴地图"
    assert parse_string(texts["bib"], "bibtex").entries.keys() == {"shui-di-2026"}
    assert '<meta name="citation_author" content="测试者甲">' in page


def test_all_works_of_a_year_are_in_one_file(small_site):
    dumps = small_site / "api/v1/dumps"
    whole = parse_string((dumps / "projects-2026.bib").read_text(encoding="utf-8"), "bibtex").entries
    assert {"shui-di-2026", "lantern-school-2026", "lantern-school-2026-zh"} <= whole.keys()
    assert len(rispy.loads((dumps / "projects-2026.ris").read_text(encoding="utf-8"))) == len(whole)
    assert len(json.loads((dumps / "projects-2026.csl.json").read_text(encoding="utf-8"))) == len(whole)


def translated(**more):
    made = entry(**more)
    made.key = "zh/k"
    return made


def test_translation_is_cited_under_a_name_of_its_own():
    names = [json.loads(citations_of(made, "").csl)[0]["id"] for made in (entry(), translated())]
    assert names == ["still-2026", "still-2026-zh"]
    assert list(parse_string(citations_of(translated(), "").bibtex, "bibtex").entries) == ["still-2026-zh"]


def test_every_form_says_all_that_is_known_of_a_work():
    made = cite()
    [csl] = json.loads(made.csl)
    publisher = "Global Massive Open Online Challenge"
    assert (csl["type"], csl["publisher"], csl["abstract"], csl["language"]) == ("document", publisher, "About & around", "zh")  # fmt: skip
    assert csl["URL"] == made.url == "https://example.org/projects/2026/still/"
    fields = parse_string(made.bibtex, "bibtex").entries["still-2026"].fields
    assert (fields["year"], fields["howpublished"], fields["language"]) == ("2026", publisher, "zh")
    assert fields["note"] == LICENCES["CC-BY-4.0"][0]
    assert made.ris.split("\r\n") == [
        "TY  - GEN",
        "AU  - 测试者甲",
        "AU  - Amina O.",
        "TI  - Still",
        "PY  - 2026",
        "AB  - About & around",
        f"PB  - {publisher}",
        "LA  - zh",
        "KW  - water",
        "UR  - https://example.org/projects/2026/still/",
        "ER  - ",
        "",
    ]
    assert made.text == f"测试者甲, Amina O. (2026). Still. {publisher}."


def test_address_that_is_not_known_is_in_no_form():
    made = citations_of(entry(), "")
    assert (made.url, "URL" in json.loads(made.csl)[0], "UR  -" in made.ris, "url =" in made.bibtex) == ("", False, False, False)  # fmt: skip


def test_title_and_names_on_several_lines_are_on_one():
    made = cite(title="One\r\nTY  - FAKE\ttwo", people=("A\nB",))
    assert "\r\nTI  - One TY - FAKE two\r\n" in made.ris
    assert "\r\nAU  - A B\r\n" in made.ris
    assert made.text.startswith("A B (2026). One TY - FAKE two.")


@pytest.mark.parametrize("sign", ["%", " ", "\r", "\n", "\t", '"', "#", "<", ">", "[", "]", "\\", "^", "`", "{", "|", "}", "水", "&", "%41"])  # fmt: skip
def test_file_in_a_link_is_whole_and_the_link_an_address(sign):
    held = Citations("", "", f"a{sign}b", f"c{sign}", f"{sign}d")
    links = downloads(held, "still")
    assert [(link["name"], link["file"]) for link in links] == [("BibTeX", "still.bib"), ("RIS", "still.ris"), ("CSL-JSON", "still.json")]  # fmt: skip
    kinds = ("application/x-bibtex", "application/x-research-info-systems", "application/vnd.citationstyles.csl+json")
    for link, media, text in zip(links, kinds, (held.bibtex, held.ris, held.csl), strict=True):
        head, _, content = link["url"].partition(",")
        assert head == f"data:{media};charset=utf-8"
        assert unquote(content) == text
        assert not re.search(r'[\s"#<>\[\]\\^`{|}]|%(?![0-9A-F]{2})', content)


def test_head_of_a_page_names_the_work():
    tags = citation_tags(entry(title='A "b" <c>', people=("甲", "Ana")))
    assert re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', tags) == [
        ("title", "A &quot;b&quot; &lt;c&gt;"),
        ("author", "甲"),
        ("author", "Ana"),
        ("publication_date", "2026"),
        ("publisher", "Global Massive Open Online Challenge"),
        ("language", "zh"),
    ]
    assert 'name="citation_author" content="Blue Drop"' in citation_tags(entry(people=()))
