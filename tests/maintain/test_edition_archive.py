"""The archive of a year holds what is published of it, once each, and names everybody who made it once."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gmooc.maintain.edition_archive import edition_zip, metadata

ORCID, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700"


def work(slug: str = "still", team: str = "Blue", *people: tuple[str, str, str], goals: tuple[int, ...] = ()) -> Any:
    members = [{"name": name, "affiliation": place or None, "orcid": orcid or None} for name, place, orcid in people]
    return {
        "id": f"projects/2024/{slug}",
        "json_file": f"api/v1/projects/2024/{slug}.json",
        "source": {"file": f"content/projects/2024/{slug}.md"},
        "challenge": "gmooc-2024",
        "team": {"name": team, "members": members},
        "goals": [{"number": number} for number in goals],
        "pictures": [],
    }


@pytest.mark.parametrize(
    ("works", "creators"),
    [
        ([work("a", "蓝队")], [{"name": "蓝队"}]),
        ([work("a", "Blue", ("Li W.", "Fudan", ORCID))], [{"name": "Li W.", "affiliation": "Fudan", "orcid": ORCID}]),
        ([work("a", "Blue", ("Li", "", "")), work("b", "Red", ("Li", "Fudan", ""))], [{"name": "Li"}]),
        ([work("a", "Blue", ("Li W.", "", ORCID)), work("b", "Red", ("Li Wei", "", ORCID))], [{"name": "Li W.", "orcid": ORCID}]),
        ([work("a", "Blue", ("Li", "", ORCID), ("Li", "", ""))], [{"name": "Li"}, {"name": "Li", "orcid": ORCID}]),
        ([work("a", "Blue", ("B", "", ORCID), ("A", "", OTHER), ("D", "", ""), ("C", "", ""))], [{"name": "C"}, {"name": "D"}, {"name": "A", "orcid": OTHER}, {"name": "B", "orcid": ORCID}]),
        ([work("a", "Blue"), work("b", "Blue")], [{"name": "Blue"}]),
    ],
    ids=["team", "all that is known", "one name", "one ORCID", "one name with and without an ORCID", "order", "one team"],
)  # fmt: skip
def test_everybody_is_named_once(works: list[dict[str, Any]], creators: list[dict[str, str]]) -> None:
    assert metadata(works, 2024)["creators"] == creators


def test_archive_is_described_by_its_year_and_goals() -> None:
    described = metadata([work("a", goals=(13, 6)), work("b", goals=(6,))], 2024)
    assert described["subjects"] == [
        {"term": f"Goal {number}", "identifier": f"http://metadata.un.org/sdg/{number}", "scheme": "url"}
        for number in (6, 13)
    ]
    assert (described["version"], described["license"], described["title"][-4:]) == ("2024", "cc-by-4.0", "2024")
    assert (described["upload_type"], described["access_right"]) == ("dataset", "open")
    assert described["description"].startswith("<p>2 write-ups ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of two projects and their content."""
    still = work("still") | {"pictures": [{"file": "pictures/still.webp"}, {"file": None}]}
    kite = work("kite") | {"challenge": "gone"}
    files = {
        "site/api/v1/projects/2024/still.json": json.dumps(still),
        "site/api/v1/projects/2024/kite.json": json.dumps(kite),
        "site/api/v1/projects/2023/oven.json": "{}",
        "site/api/v1/dumps/projects-2024.csv": "csv",
        "site/api/v1/dumps/projects-2024.ndjson": "ndjson",
        "site/api/v1/dumps/projects-2023.csv": "other",
        "site/api/v1/challenges/gmooc-2024.json": "challenge",
        "site/pictures/still.webp": "picture",
        "site/pictures/other.webp": "other",
        "content/projects/2024/still.md": "Still.",
        "content/projects/2024/kite.md": "风筝。",
        "content/projects/2024/draft.md": "Draft.",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_archive_holds_what_is_published_of_its_year(folder: Path) -> None:
    packed = edition_zip(folder / "site", folder / "content", 2024)
    assert packed is not None
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
        kinds = {(entry.date_time, entry.compress_type, entry.external_attr >> 16) for entry in archive.infolist()}
    described, readme = json.loads(files.pop("metadata.json")), files.pop("README.md")
    assert list(files) == sorted(files)
    assert files == {
        "data/challenges/gmooc-2024.json": "challenge",
        "data/projects-2024.csv": "csv",
        "data/projects-2024.ndjson": "ndjson",
        "data/projects/kite.json": (folder / "site/api/v1/projects/2024/kite.json").read_text(),
        "data/projects/still.json": (folder / "site/api/v1/projects/2024/still.json").read_text(),
        "pictures/still.webp": "picture",
        "text/kite.md": "风筝。",
        "text/still.md": "Still.",
    }
    assert described["metadata"]["creators"] == [{"name": "Blue"}]
    assert readme.startswith("# Projects of GMOOC 2024\n\n2 projects of the ")
    assert kinds == {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, 0o644)}


def test_same_site_makes_the_same_archive(folder: Path) -> None:
    assert edition_zip(folder / "site", folder / "content", 2024) == edition_zip(folder / "site", folder / "content", 2024)  # fmt: skip


def test_year_without_a_project_has_no_archive(folder: Path) -> None:
    assert edition_zip(folder / "site", folder / "content", 2025) is None
