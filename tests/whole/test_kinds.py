"""A fifth kind of entry is a record, a row and a template: its list, page, search, feed, API and check follow."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paths import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links to folders")

RECORD = '''

class Event(Record):
    """A meeting that the community holds."""

    title: Line = required("What it is called.", "Open door")
    summary: Sentence = required("What it is about, in at most 200 characters.")
    day: Day = required("The day on which it is held.", "2026-11-20")
    challenge: Identifier | None = optional("The edition it belongs to.", "gmooc-2024")
    host: Line | None = optional("Who holds it.", "Anyone")
    cover: Picture | None = optional("A picture.")
    language: Language = with_default("The language of this file.", "en", default="en")
    source_hash: tuple[Line, ...] = repeated("Of a translation, the sections it was made from; translate.py writes it.")
    draft: bool = with_default("Whether it is shown in previews only, until it is ready.", default=False)
'''
ROW = """
EVENT = Kind(
    "event",
    Event,
    "events",
    N_("Event"),
    N_("Events"),
    re.compile(rf"events/{_FILE}"),
    "events/<name>.md",
    schema_type="Event",
)

"""
TEMPLATE = """
<header class="gm-head"><h1{{ foreign }}>{{ record.title }}</h1><p{{ foreign }}>{{ record.summary }}</p></header>
{% include "_translation.html" %}
<p>{{ record.day|day }}{% if record.host %} · <bdi>{{ record.host }}</bdi>{% endif %}</p>
<div class="gm-prose"{{ foreign }}>{{ prose }}</div>
"""
EVENT = """---
title: Open door
summary: Meet those who build the site.
day: 2026-11-20
challenge: gmooc-2024
host: Anyone
---
## What happens

We show the solar lanterns that were built.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that knows events, with two of them: one without and one with a fault."""
    root = tmp_path_factory.mktemp("kinds")
    leave = shutil.ignore_patterns("__pycache__")
    for name in ("scripts", "theme", "content"):
        shutil.copytree(ROOT / name, root / name, ignore=leave)
    for name in ("mkdocs.yml", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    (root / ".venv").symlink_to(ROOT / ".venv")

    records, kinds = root / "scripts/gmooc/model/records.py", root / "scripts/gmooc/model/kinds.py"
    records.write_text(records.read_text(encoding="utf-8") + RECORD, encoding="utf-8")
    text = kinds.read_text(encoding="utf-8").replace(
        "import Announcement, Challenge,", "import Announcement, Challenge, Event,"
    )
    head, tail = text.split("\nKINDS = (")
    kinds.write_text(f"{head}{ROW}KINDS = (EVENT, {tail}", encoding="utf-8")
    (root / "theme/records/event.html").write_text(TEMPLATE, encoding="utf-8")

    events = root / "content/events"
    events.mkdir()
    (events / "index.md").write_text(
        "---\ntitle: Events\ndescription: Where we meet.\n---\nCome along.\n", encoding="utf-8"
    )
    (events / "open-door.md").write_text(EVENT, encoding="utf-8")
    (events / "open-door.zh.md").write_text(EVENT.replace("Open door", "开放日"), encoding="utf-8")
    return root


def run(root: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, root / "scripts" / script, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False)


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    built = run(project, "build.py", "--strict", "--at", "2026-11-24T00:00Z")
    assert built.returncode == 0, built.stdout + built.stderr
    return project / "site"


def read(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_page_is_there_in_every_language(site: Path) -> None:
    assert "We show the solar lanterns" in read(site, "events/open-door/index.html")
    assert "开放日" in read(site, "zh/events/open-door/index.html")
    assert "We show the solar lanterns" in read(site, "fr/events/open-door/index.html")


def test_list_leads_to_it(site: Path) -> None:
    page = read(site, "events/index.html")
    assert "Come along." in page
    assert 'href="../events/open-door/"' in page
    assert '<time datetime="2026-11-20">' in page


def test_search_finds_it(site: Path) -> None:
    index = json.loads(read(site, "search/index.json"))
    assert index["entries"] > 0
    found = [file for file in site.glob("search/**/*") if file.is_file() and b"events/open-door/" in file.read_bytes()]
    assert found


def test_feed_has_it(site: Path) -> None:
    assert "Open door" in read(site, "events/feed.xml")
    assert [item["title"] for item in json.loads(read(site, "events/feed.json"))["items"]] == ["Open door"]


def test_api_gives_it_and_describes_it(site: Path) -> None:
    index = json.loads(read(site, "api/v1/index.json"))
    assert index["events"]["count"] == 1
    assert index["events"]["first"] == "api/v1/events/pages/1.json"
    entry = json.loads(read(site, "api/v1/events/open-door.json"))
    assert (entry["kind"], entry["day"], entry["host"]) == ("event", "2026-11-20", "Anyone")
    assert json.loads(read(site, "schemas/event.schema.json"))["properties"]["day"]
    paths = json.loads(read(site, "api/v1/openapi.json"))["paths"]
    assert "/api/v1/events/{name}.json" in paths
    assert b'"host"' in (site / "api/v1/dumps/events.csv").read_bytes()


def test_linked_data_and_sitemap_name_it(site: Path) -> None:
    assert '"@type":"Event"' in read(site, "events/open-door/index.html").replace('": "', '":"')
    assert "events/open-door/" in read(site, "llms.txt")


def test_checks_name_its_faults_and_where_they_are(project: Path) -> None:
    broken = project / "content/events/broken.md"
    broken.write_text(EVENT.replace("2026-11-20", "tomorrow").replace("gmooc-2024", "gmooc-1999"), encoding="utf-8")
    try:
        found = run(project, "check.py", str(broken))
    finally:
        broken.unlink()
    assert found.returncode == 1
    assert "content/events/broken.md:4:" in found.stdout


def test_new_makes_a_file_to_fill_in(project: Path, tmp_path: Path) -> None:
    made = run(project, "new.py", "event", "Night of lanterns", "--content", str(tmp_path))
    assert made.returncode == 0, made.stderr
    assert "day:" in read(tmp_path, "events/night-of-lanterns.md")
