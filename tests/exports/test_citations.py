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

from gmooc.exports.citations import citations_of

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
