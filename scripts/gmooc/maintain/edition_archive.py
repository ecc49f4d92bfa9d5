"""Pack one year of a built site into an archive for a data repository such as Zenodo.

What is packed is what is published, so that neither a draft nor what a camera wrote into a picture gets in.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gmooc.core.json_text import pretty
from gmooc.open_data.values import API, LICENCE, SITE_TITLE, goal_iri

# Archives of the same content are the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def edition_zip(site: Path, content: Path, year: int) -> bytes | None:
    """Return the archive of a year, or None if it has no project."""
    projects = sorted((site / API / "projects" / str(year)).glob("*.json"))
    if not projects:
        return None
    works = [json.loads(path.read_text(encoding="utf-8")) for path in projects]
    files = dict(_files(site, content, year, works))
    files["metadata.json"] = pretty({"metadata": metadata(works, year)})
    files["README.md"] = _readme(year, len(works)).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def metadata(works: list[dict[str, Any]], year: int) -> dict[str, Any]:
    """Describe the archive in the terms of Zenodo's deposits."""
    creators: dict[tuple[str, str], dict[str, str]] = {}
    for work in works:
        for person in work["team"]["members"] or [{"name": work["team"]["name"], "affiliation": None, "orcid": None}]:
            known = {key: person[key] for key in ("name", "affiliation", "orcid") if person[key]}
            creators.setdefault((person["orcid"] or "", "" if person["orcid"] else person["name"]), known)
    return {
        "title": f"Projects of the Global Massive Open Online Challenge, {year}",
        "upload_type": "dataset",
        "description": f"<p>{len(works)} write-ups of student projects on the Sustainable Development Goals, as text, "
        "data and pictures. Each project names its own licence.</p>",
        "creators": [creators[key] for key in sorted(creators)],
        "access_right": "open",
        "license": LICENCE["id"].lower(),
        "keywords": ["Sustainable Development Goals", "MOOC", "student projects"],
        "subjects": [
            {"term": f"Goal {number}", "identifier": goal_iri(number), "scheme": "url"}
            for number in sorted({goal["number"] for work in works for goal in work["goals"]})
        ],
        "notes": f"Source: {SITE_TITLE}. Names are as people wished to be named on the day of this archive.",
        "version": str(year),
    }


def _files(site: Path, content: Path, year: int, works: list[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    for path in sorted((site / API / "dumps").glob(f"projects-{year}.*")):
        yield f"data/{path.name}", path.read_bytes()
    for challenge in sorted({work["challenge"] for work in works}):
        path = site / API / "challenges" / f"{challenge}.json"
        if path.exists():
            yield f"data/challenges/{challenge}.json", path.read_bytes()
    for work in works:
        slug = work["id"].rpartition("/")[2]
        yield f"data/projects/{slug}.json", (site / work["json_file"]).read_bytes()
        yield f"text/{slug}.md", (content / work["source"]["file"].removeprefix("content/")).read_bytes()
        for picture in work["pictures"]:
            if picture["file"]:
                yield picture["file"], (site / picture["file"]).read_bytes()


def _readme(year: int, count: int) -> str:
    return (
        f"# Projects of GMOOC {year}\n\n{count} projects of the {SITE_TITLE}.\n\n"
        "- `text/` holds the write-ups as their authors wrote them (Markdown with front matter).\n"
        "- `data/` holds the same as JSON, NDJSON and CSV, and citations in BibTeX, RIS and CSL-JSON.\n"
        "- `pictures/` holds the pictures that the data name.\n"
        "- `metadata.json` describes this archive for Zenodo.\n\n"
        "Each project names its licence; where it names none, it is CC BY 4.0. Name the team.\n"
    )
