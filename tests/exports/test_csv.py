"""Rows of tables: what their cells hold, and that no program runs one."""

import csv
import io

import pytest

from gmooc.exports.csv import TABLES, _further, head_of, row_of
from gmooc.model.kinds import PROJECT as PROJECT_KIND

OF_ALL = {
    "language": "en",
    "translation_of": None,
    "title": "T",
    "summary": "S",
    "page": "p/",
    "json_file": "p.json",
    "licence": {"id": "CC-BY-4.0", "url": "u"},
    "source": {"title": "GMOOC", "file": "f"},
}
GOAL = OF_ALL | {"kind": "sdg", "id": "sdg-04", "number": 4, "iri": "http://e.org/4", "colour": "#C5192D"}
PROJECT = OF_ALL | {
    "kind": "project",
    "id": "2024/still",
    "translation_of": "2024/still",
    "year": 2024,
    "challenge": "gmooc-2024",
    "team": {"name": "Blue", "members": [{"name": "Ana"}, {"name": "Li"}]},
    "countries": ["KE", "PE"],
    "goals": [{"number": 6, "target": "6.1"}, {"number": 4, "target": None}, {"number": 1, "target": "1.2"}],
    "outcome": "app",
    "status": "idea",
    "status_checked": None,
    "wanted": [],
    "builds_on": ["2023/well"],
    "award": None,
    "tags": ["water"],
}
ANNOUNCEMENT = OF_ALL | {
    "kind": "announcement",
    "id": "2024/one",
    "news": "news",
    "published_at": "2024-01-02T03:04:00Z",
    "date_text": None,
    "challenge": "gmooc-2024",
}
CHALLENGE = OF_ALL | {
    "kind": "challenge",
    "id": "gmooc-2024",
    "year": 2024,
    "theme": None,
    "is_cancelled": False,
    "goals": [4, 6],
    "organisers": ["A", "B"],
    "partners": [],
    "supporters": [],
    "participants": 0,
    "teams": None,
    "countries": 12,
    "website": "https://e.org",
    "as_of": "2024-01-01",
}


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("sdg", '"id","language","is_translation","title","summary","number","iri","colour",'),
        ("announcement", '"id","language","is_translation","title","summary","news","published_at","date_text","challenge",'),
        ("project", '"id","language","is_translation","title","summary","year","challenge","team","members","countries","main_goal","goals","targets","outcome","status","status_checked","wanted","builds_on","award","tags",'),
        ("challenge", '"id","language","is_translation","title","summary","year","theme","is_cancelled","goals","organisers","partners","supporters","participants","teams","countries","website","as_of",'),
    ],
)  # fmt: skip
def test_head_names_the_columns(kind: str, head: str) -> None:
    # A byte-order mark would be part of the first name for programs of version 1 that read UTF-8.
    assert head_of(kind) == f'{head}"page","json_file","licence","source"\r\n'.encode()


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (GOAL, '"sdg-04","en","false","T","S","4","http://e.org/4","#C5192D","p/","p.json","CC-BY-4.0","GMOOC"'),
        (
            PROJECT,
            '"2024/still","en","true","T","S","2024","gmooc-2024","Blue","Ana; Li","KE; PE","6","6; 4; 1","6.1; 1.2",'
            '"app","idea","","","2023/well","","water","p/","p.json","CC-BY-4.0","GMOOC"',
        ),
        (
            CHALLENGE,
            '"gmooc-2024","en","false","T","S","2024","","false","4; 6","A; B","","","0","","12","https://e.org",'
            '"2024-01-01","p/","p.json","CC-BY-4.0","GMOOC"',
        ),
        (
            ANNOUNCEMENT,
            '"2024/one","en","false","T","S","news","2024-01-02T03:04:00Z","","gmooc-2024",'
            '"p/","p.json","CC-BY-4.0","GMOOC"',
        ),
    ],
    ids=["goal", "project", "challenge", "announcement"],
)
def test_row_holds_what_the_entry_holds(data: dict[str, object], row: str) -> None:
    assert row_of(data) == f"{row}\r\n".encode()


def test_column_of_a_further_kind_fits_into_a_cell() -> None:
    """A kind without a table of its own has what its record holds, but what the API names otherwise or nests."""
    names = [name for name, *_ in _further(PROJECT_KIND)]
    assert {"year", "outcome", "status", "tags"} <= set(names)
    assert not {"title", "summary", "draft", "team", "sdgs", "cover"} & set(names)


@pytest.mark.parametrize(
    ("kind", "name", "sort"),
    [
        ("project", "year", "integer"),
        ("project", "main_goal", "integer"),
        ("project", "status_checked", "date"),
        ("challenge", "is_cancelled", "boolean"),
        ("sdg", "is_translation", "boolean"),
        ("announcement", "published_at", "datetime"),
    ],
)
def test_column_has_its_type(kind: str, name: str, sort: str) -> None:
    assert [found for column, found, *_ in TABLES[kind] if column == name] == [sort]


CELLS = {
    # shown as they are
    "empty": ("", ""),
    "letters": ("a-b = c", "a-b = c"),
    "digits": ("2+2", "2+2"),
    "quotes": ('水, “and” "more"', '水, “and” "more"'),
    "sign within, after what nobody sees": ("\u200b水=1", "\u200b水=1"),
    "bracket": ("(=1", "(=1"),
    "semicolon and a letter": ("a; b=1", "a; b=1"),
    # at the begin, in every form of the sign
    **{f"begins with {sign}": (f"{sign}1", f"'{sign}1") for sign in "=+-@＝＋－＠﹦﹢﹣﹫"},
    "function": ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
    "quote before": ('"=1', "\"'=1"),
    "apostrophe before": ("'=1", "''=1"),
    "two signs": ("==1", "'==1"),
    # where a program may part the cell
    **{f"after {ord(sign):#x}": (f"a{sign}=1", f"a{sign}'=1") for sign in ";\t\r\n|"},
    "twice": ("=1;=2", "'=1;'=2"),
    "space after a semicolon": ("a; =1", "a; '=1"),
    # after signs that nobody sees, those at the edges of their ranges
    **{
        f"unseen {ord(sign):#x}": (f"{sign}=1", f"{sign}'=1")
        for sign in "\x00\x1f \x7f\xa0\xad\u034f\u061c\u180e\u2800\ufe00\ufe0f\u200b\u200f\u202a\u202e\u2060\u206f\u3000\ufeff"
    },
    "several": ("\u200b\u202e \x00@x", "\u200b\u202e \x00'@x"),
    # next to those ranges
    **{f"seen {ord(sign):#x}": (f"{sign}=1", f"{sign}=1") for sign in "!\xac\xae\u061b\u2010\u2030\u2070\u2801\ufe10"},
    "seen, after a semicolon": ("a;\u2070=1", "a;\u2070=1"),
}


@pytest.mark.parametrize(("text", "cell"), CELLS.values(), ids=CELLS)
def test_no_cell_begins_as_a_formula_does(text: str, cell: str) -> None:
    row = next(csv.reader([row_of(GOAL | {"title": text}).decode()]))
    assert row[3] == cell


def test_several_values_are_no_formula_either() -> None:
    data = PROJECT | {"tags": ["=1", "a", "@b"]}
    assert next(csv.reader([row_of(data).decode()]))[19] == "'=1; a; '@b"


@pytest.mark.parametrize("kind", TABLES)
def test_every_column_is_described_and_has_a_type_that_tables_know(kind: str) -> None:
    """The types are those of Frictionless table schemas; what is no number, day or yes is text."""
    for name, sort, help, _ in TABLES[kind]:
        assert sort in ("string", "integer", "boolean", "date", "datetime"), name
        assert help.endswith("."), name
    others = {name for name, sort, *_ in TABLES[kind] if sort != "string"}
    assert (
        others
        == {
            "project": {"is_translation", "year", "main_goal", "status_checked"},
            "challenge": {"is_translation", "year", "is_cancelled", "participants", "teams", "countries", "as_of"},
            "sdg": {"is_translation", "number"},
            "announcement": {"is_translation", "published_at"},
        }[kind]
    )


@pytest.mark.parametrize(
    ("names", "cell"),
    [
        (["Li, Wei", "O'Neill"], "Li, Wei; O'Neill"),
        (['The "Blue"'], 'The "Blue"'),
        (["A\nB"], "A\nB"),
        (["＝1", "－2"], "'＝1; '－2"),
        (["+1 Ana"], "'+1 Ana"),
        ([], ""),
    ],
    ids=["comma", "quotes", "line", "full width", "plus", "nobody"],
)
def test_names_stay_in_their_cell(names: list[str], cell: str) -> None:
    data = PROJECT | {"team": {"name": "Blue, Red", "members": [{"name": name} for name in names]}}
    [row] = csv.reader(io.StringIO(row_of(data).decode(), newline=""))
    assert (row[7], row[8], len(row)) == ("Blue, Red", cell, len(TABLES["project"]))
