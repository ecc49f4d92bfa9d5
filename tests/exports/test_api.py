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
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gmooc.exports import api
from gmooc.exports.csv import TABLES
from gmooc.open_data.entry_types import ENTRIES, ApiIndex, whole
from gmooc.open_data.json_schemas import components
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
