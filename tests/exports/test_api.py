"""The API gives what its types promise, says nothing before its time, and grows without breaking."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gmooc.content.catalogue import Card, build_catalogue
from gmooc.core.settings import Settings
from gmooc.exports import api
from gmooc.exports.csv import TABLES
from gmooc.open_data.entry_types import ENTRIES, ApiIndex, whole
from gmooc.open_data.json_schemas import components
from rendering import context_of, files_of, kept_of
from small_sites import build, project, put, small_content


def read(site: Path, path: str):
    return json.loads((site / path).read_text(encoding="utf-8"))


def chain(site: Path, first: str):
    """Follow a list to its end."""
    while first:
        page = read(site, first)
        yield page
        first = page["next"]


@pytest.mark.parametrize(("kind", "entry", "folder", "page"), ENTRIES, ids=[kind for kind, *_ in ENTRIES])
def test_every_file_has_the_shape_of_its_type(small_site, kind, entry, folder, page):
    index = ApiIndex.model_validate(read(small_site, "api/v1/index.json"))
    shelf = getattr(index, folder)
    pages = [page.model_validate(found) for found in chain(small_site, shelf.first)]
    items = [item for found in pages for item in found.items]
    assert len(items) == shelf.count > 0
    lines = [
        entry.model_validate_json(line)
        for path in shelf.ndjson
        for line in (small_site / path).read_bytes().splitlines()
    ]
    assert {item.json_file for item in items} <= {line.json_file for line in lines}
    for line in lines:
        file = whole(entry).model_validate(read(small_site, line.json_file))
        assert file.model_dump(exclude={"front_matter", "front_matter_text", "markdown", "html"}) == line.model_dump()
        assert file.kind == kind


def test_project_says_what_it_takes_to_repeat_it_and_who_checked_it(small_site):
    told = read(small_site, "api/v1/projects/2026/lantern-school.json")
    said = "Thirty lanterns and a shelf to charge them on. Parents who walk home together helped; rain limited us."
    assert told["to_repeat"] == said
    assert told["reviewed"] == {"on": "2026-11-20", "by": "Test Reader"}
    other = read(small_site, "api/v1/projects/2026/shui-di.json")
    assert (other["registry"], other["to_repeat"], other["reviewed"]) == (None, None, None)


def test_dump_beyond_its_limit_is_parted_and_the_index_names_the_parts(tmp_path, monkeypatch):
    content = small_content(tmp_path / "content")
    for name in "bcde":
        put(content, f"projects/2024/{name}.md", project(link="a"))
    monkeypatch.setattr(api, "MAX_DUMPED", 2)
    build(content, tmp_path / "site")
    shelf = read(tmp_path / "site", "api/v1/index.json")["projects"]
    parts = ["projects-2024", "projects-2024-2", "projects-2024-3"]
    assert shelf["ndjson"] == [f"api/v1/dumps/{part}.ndjson" for part in parts]
    lines = [(tmp_path / "site" / path).read_bytes().splitlines() for path in shelf["ndjson"]]
    assert [[json.loads(line)["id"] for line in part] for part in lines] == [
        ["projects/2024/a", "projects/2024/b"],
        ["projects/2024/c", "projects/2024/d"],
        ["projects/2024/e"],
    ]
    # Each is whole by itself: a table has its head, a list of citations is JSON.
    heads = {(tmp_path / "site" / path).read_bytes().splitlines()[0] for path in shelf["csv"]}
    assert (len(shelf["csv"]), len(heads)) == (3, 1)
    cited = [path for path in shelf["citations"] if path.endswith(".csl.json")]
    assert [len(read(tmp_path / "site", path)) for path in cited] == [2, 2, 1]
    tables = read(tmp_path / "site", "api/v1/datapackage.json")["resources"]
    assert {table["name"] for table in tables} >= set(parts)


def test_tables_hold_what_the_lines_hold(small_site):
    index = read(small_site, "api/v1/index.json")
    for kind, _, folder, _ in ENTRIES:
        for table, lines in zip(index[folder]["csv"], index[folder]["ndjson"], strict=True):
            with (small_site / table).open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            ids = [json.loads(line)["id"] for line in (small_site / lines).read_text(encoding="utf-8").split("\n")[:-1]]
            assert [row["id"] for row in rows] == ids
            assert list(rows[0]) == [name for name, *_ in TABLES[kind]]


def test_announcement_is_there_from_its_moment_on(small_content, build, tmp_path):
    name = "api/v1/announcements/2026-11-30-test-to-come.json"
    site = build(small_content, tmp_path / "site")
    assert not (site / name).exists()
    assert b"test-to-come" not in b"".join(path.read_bytes() for path in (site / "api").rglob("*.*"))
    build(small_content, site, datetime(2026, 12, 1, tzinfo=UTC))
    assert read(site, name)["published_at"].startswith("2026-11-30")
    assert read(site, "api/v1/announcements/pages/1.json")["items"][0]["json_file"] == name


# The page that explains it.


@pytest.fixture(scope="module")
def address(small_content, build, tmp_path_factory):
    """The address of an index, served as a static host serves it; one project for goal 4 is a pilot."""
    folder = tmp_path_factory.mktemp("pilot")
    shutil.copytree(small_content, folder / "content")
    lantern = folder / "content/projects/2026/lantern-school/index.md"
    lantern.write_text(lantern.read_text(encoding="utf-8").replace("in-use", "pilot"), encoding="utf-8")
    site = build(folder / "content", folder / "site")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/v1/index.json"
        server.shutdown()


@pytest.mark.parametrize(
    ("number", "answer"),
    [(0, "Lantern School http"), (1, "('KE', ")],
    ids=["pilots for goal 4", "countries"],
)
def test_example_on_the_page_runs(number, answer, small_site, address):
    page = (small_site / "data/index.html").read_text(encoding="utf-8")
    code = html.unescape(re.findall(r"<pre><code[^>]*>(.*?)</code></pre>", page, re.DOTALL)[number])
    run = subprocess.run([sys.executable, "-c", code, address], capture_output=True, text=True, encoding="utf-8")
    assert run.stderr == ""
    assert answer in run.stdout
    assert len([line for line in code.splitlines() if line.strip()]) <= 20


def test_page_names_every_field_once(small_site):
    page = (small_site / "data/index.html").read_text(encoding="utf-8")
    assert page.count('<th scope="row">') == sum(len(schema["properties"]) for schema in components().values())
    links = set(re.findall(r'href="#(\w+)"', page))
    assert links <= set(re.findall(r'id="(\w+)"', page))


# Where lists and dumps end and begin anew.


def cards_of(count: int, year: int = 2024) -> list[Card]:
    ids = [f"projects/{year}/p-{number:05}" for number in range(count)]
    return [Card(id, id, "project", f"{id}/", f"{id}.md", "en", "T", "S", str(year), year) for id in ids]


def looked_at(cards: list[Card]):
    """What outputs look at that list these projects."""
    nothing = kept_of(lines=api.Lines(b"{}\n", b"").pack())
    kept = {card.key: nothing for card in cards}
    return context_of(build_catalogue(cards, (), datetime(2026, 11, 24, tzinfo=UTC)), Settings("GMOOC", ""), kept=kept)


@pytest.mark.parametrize(
    ("count", "sizes"), [(1, [1]), (9_999, [9_999]), (10_000, [10_000]), (10_001, [10_000, 1]), (20_001, [10_000, 10_000, 1])]
)  # fmt: skip
def test_dump_holds_ten_thousand_entries(count, sizes):
    parts = list(api._parts("project", "projects-2024", tuple(range(count))))
    assert [len(part.cards) for part in parts] == sizes
    assert [part.name for part in parts] == ["projects-2024", "projects-2024-2", "projects-2024-3"][: len(sizes)]
    assert [card for part in parts for card in part.cards] == list(range(count))
    assert parts[0].path(".csv") == "api/v1/dumps/projects-2024.csv"


def test_each_year_has_a_dump_of_its_own_with_its_entries_in_order():
    cards = [*cards_of(2, 2025), *reversed(cards_of(3, 2024))]
    cards.append(replace(cards[0], key=f"zh/{cards[0].id}", language="zh"))
    dumps = {dump.name: [card.key for card in dump.cards] for dump in api.dumps_of(looked_at(cards))}
    assert dumps == {
        "projects-2024": [f"projects/2024/p-{number:05}" for number in range(3)],
        "projects-2025": ["projects/2025/p-00000", "zh/projects/2025/p-00000", "projects/2025/p-00001"],
    }


def listed(cards: list[Card]):
    return {path: json.loads(text) for path, text in files_of(api.api_targets(looked_at(cards))).items() if path.endswith(".json") and "dumps" not in path}  # fmt: skip


@pytest.mark.parametrize(("count", "sizes"), [(99, [99]), (100, [100]), (101, [100, 1]), (201, [100, 100, 1])])
def test_page_of_a_list_holds_a_hundred_entries(count, sizes):
    files = listed(cards_of(count))
    pages = [files[f"api/v1/projects/pages/2024-{number}.json"] for number in range(1, len(sizes) + 1)]
    assert len(files) == len(pages) + 1
    assert [len(page["items"]) for page in pages] == sizes
    assert files["api/v1/index.json"]["projects"]["count"] == count


def test_pages_begin_anew_with_each_year_and_lead_on_to_the_year_before():
    files = listed([*cards_of(101, 2023), *cards_of(1, 2024), *cards_of(2, 2026)])
    order = [f"api/v1/projects/pages/{name}.json" for name in ("2026-1", "2024-1", "2023-1", "2023-2")]
    assert files["api/v1/index.json"]["projects"]["first"] == order[0]
    assert [files[path]["next"] for path in order] == [*order[1:], None]
    assert [files[path]["previous"] for path in order] == [None, *order[:-1]]
    assert [{item["year"] for item in files[path]["items"]} for path in order] == [{2026}, {2024}, {2023}, {2023}]


def test_list_names_the_languages_of_a_project_in_order():
    cards = cards_of(2)
    cards += [replace(cards[0], key=f"{code}/{cards[0].id}", language=code) for code in ("zh", "ar")]
    items = listed(cards)["api/v1/projects/pages/2024-1.json"]["items"]
    assert {item["id"]: item["languages"] for item in items} == {cards[0].id: ["ar", "en", "zh"], cards[1].id: ["en"]}


def test_index_of_a_site_without_entries_leads_nowhere():
    index = listed([])["api/v1/index.json"]
    assert (index["version"], index["site"], index["root"]) == (1, None, "../../")
    assert index["title"] == "Community site of the Global Massive Open Online Challenge (GMOOC)"
    nothing = {"count": 0, "first": None, "ndjson": [], "csv": [], "citations": []}
    assert [index[folder] for _, _, folder, _ in ENTRIES] == [nothing] * 4


def test_index_names_the_forms_in_which_projects_are_cited_and_no_others():
    index = listed(cards_of(1))["api/v1/index.json"]
    assert index["projects"] == {
        "count": 1,
        "first": "api/v1/projects/pages/2024-1.json",
        "ndjson": ["api/v1/dumps/projects-2024.ndjson"],
        "csv": ["api/v1/dumps/projects-2024.csv"],
        "citations": [f"api/v1/dumps/projects-2024.{form}" for form in ("bib", "ris", "csl.json")],
    }


def test_lines_come_back_as_they_were_kept():
    lines = api.Lines("水\n".encode(), b"a,b\r\n", "@misc", "TY", "[]")
    assert api.Lines.unpack(lines.pack()) == lines
    assert api.Lines.unpack(api.Lines(b"{}", b"").pack())[2:] == ("", "", "")


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (99, [99]), (100, [100]), (101, [100, 1])])
def test_page_of_whole_entries_holds_a_hundred_too(count, sizes):
    cards = cards_of(count)
    pages = api._pages_of("sdg", tuple(cards), looked_at(cards))
    assert [path for path, _ in pages] == [f"api/v1/sdgs/pages/{number}.json" for number in range(1, len(sizes) + 1)]
    assert [len(lines) for _, lines in pages] == sizes
