"""Linked data say on every page what it is, in schema.org's own words, and never what nobody knows."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from rdflib import SDO

from drawn_site import SITE_URL as BASE
from gmooc.content.entry import free_page_url
from gmooc.content.free_pages import HUBS
from gmooc.core.languages import part_language

SCHEMA = "http://schema.org/"
# The vocabulary's own context says the same of what is used here, and lies on another host.
CONTEXT = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ("url", "license", "item", "image", "eventStatus", "eventAttendanceMode")}}  # fmt: skip
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def site(addressed_site) -> Path:
    return addressed_site


def load(url: str, options: Any) -> dict[str, Any]:
    assert url == "https://schema.org"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}  # fmt: skip


def nodes_of(site: Path, path: str, base: str = BASE) -> list[dict[str, Any]]:
    """Return what a page says, each node with its full names."""
    (text,) = _SCRIPT.findall((site / path / "index.html").read_text(encoding="utf-8"))
    found = jsonld.expand(json.loads(text), {"documentLoader": load, "base": base + path})
    return list(found)


def node_of(site: Path, path: str, kind: str) -> dict[str, Any]:
    (node,) = [node for node in nodes_of(site, path) if node["@type"] == [SCHEMA + kind]]
    return {key.removeprefix(SCHEMA): value for key, value in node.items()}


def terms_in(value: Any):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.startswith(SCHEMA):
                yield key
            if key == "@type":
                yield from inner
            yield from terms_in(inner)
    if isinstance(value, list):
        for inner in value:
            yield from terms_in(inner)


def test_every_page_says_what_it_is_in_words_of_the_vocabulary(site):
    silent, unknown = [], set()
    for file in site.rglob("index.html"):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        if not _SCRIPT.search(file.read_text(encoding="utf-8")):
            silent.append(path)
            continue
        nodes = nodes_of(site, path)
        unknown |= {term for node in nodes for term in terms_in(node) if term.removeprefix(SCHEMA) not in SDO}
        trails = [node for node in nodes if node["@type"] == [SCHEMA + "BreadcrumbList"]]
        assert len(trails) == 1, path
    assert unknown == set()
    # What the engine draws says it by itself; here it drew nothing.
    hubs = {free_page_url(source) for source in HUBS.values()}
    others = {part_language(path.removeprefix("en/"))[1] for path in silent} - hubs
    assert {path for path in others if not path.startswith(("embed/", "p/"))} == set()


def test_challenge_is_an_online_event_with_the_dates_that_are_known(site):
    event = node_of(site, "challenges/gmooc-test/", "Event")
    assert event["@id"] == f"{BASE}challenges/gmooc-test/"
    assert event["eventAttendanceMode"] == [{"@id": "https://schema.org/OnlineEventAttendanceMode"}]
    early = node_of(site, "challenges/gmooc-2021/", "Event")
    assert "startDate" not in early
    assert early["endDate"] == [{"@value": "2021-11-27"}]
    assert not {"startDate", "endDate"} & node_of(site, "challenges/gmooc-2024/", "Event").keys()


def test_project_is_a_work_about_goals_with_a_licence(site):
    work = node_of(site, "projects/2026/lantern-school/", "CreativeWork")
    assert [goal["@id"] for goal in work["about"]] == [f"http://metadata.un.org/sdg/{number}" for number in (4, 7, 11)]
    assert work["license"] == [{"@id": "https://creativecommons.org/licenses/by/4.0/"}]
    assert [person[SCHEMA + "name"][0]["@value"] for person in work["author"]] == ["Ada Testova", "Quiet Owl"]
    assert work["translator"][0][SCHEMA + "name"] == [{"@value": "Li W."}]
    assert work["inLanguage"] == [{"@value": "en"}]
    chinese = node_of(site, "zh/projects/2026/lantern-school/", "CreativeWork")
    assert chinese["translationOfWork"][0]["@id"] == work["@id"]


def test_resources_of_a_goal_are_learning_resources_and_courses(site):
    page = node_of(site, "sdgs/2/", "CollectionPage")
    assert page["about"][0]["@id"] == "http://metadata.un.org/sdg/2"
    assert {kind for part in page["hasPart"] for kind in part["@type"]} == {SCHEMA + "Course", SCHEMA + "LearningResource"}  # fmt: skip


def test_announcement_is_news_with_its_moment(site):
    news = node_of(site, "announcements/2026-11-20-test-results/", "NewsArticle")
    published = datetime.fromisoformat(news["datePublished"][0]["@value"])
    assert published < datetime(2026, 11, 24, tzinfo=UTC)


def test_addresses_are_relative_while_the_site_has_none(small_site):
    text = (small_site / "projects/2026/lantern-school/index.html").read_text(encoding="utf-8")
    (data,) = _SCRIPT.findall(text)
    assert '"@id":"../../../projects/2026/lantern-school/"' in data
    assert BASE not in text


def test_hostile_title_ends_no_script(small_site):
    text = (small_site / "projects/2026/test-pump/index.html").read_text(encoding="utf-8")
    (data,) = _SCRIPT.findall(text)
    assert "<" not in data
    assert json.loads(data)["@graph"][0]["name"].count("<") >= 1
