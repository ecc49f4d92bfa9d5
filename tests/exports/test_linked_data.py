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
from gmooc.exports.linked_data import LinkedFacts, _further, entry_graph, page_graph
from gmooc.model.labels import LICENCES
from gmooc.render.page import location_of
from gmooc.text.markdown import Image
from reading import CHALLENGE, NEWS, PROJECT, PROJECT_PATH, SDG, read

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


# What an entry says, without a site.


def nodes(entry: Any, titles: tuple[tuple[str, str, str], ...] = (), at: str = BASE, language: str = "en", images: tuple[tuple[str, str, int, int], ...] = ()) -> list[dict[str, Any]]:  # fmt: skip
    text = entry_graph(entry, LinkedFacts(titles, images, at), location_of("../", language))
    [found] = _SCRIPT.findall(text)
    graph: list[dict[str, Any]] = json.loads(found)["@graph"]
    return graph


def event(more: str = "") -> dict[str, Any]:
    return nodes(read("challenges/gmooc-2027.md", f"{CHALLENGE}\n{more}"))[0]


@pytest.mark.parametrize(
    ("phases", "dates"),
    [
        ("{name: A, starts: 2027-01-24, ends: 2027-01-25, zone: UTC}, {name: B, starts: 2027-02-01, ends: 2027-02-02, zone: AoE}", ("2027-01-24T00:00:00Z", "2027-02-03T11:59:00Z")),
        ("{name: A, starts: 2021-01-24, zone: unknown}, {name: B, ends: 2021-02-02, zone: unknown}", ("2021-01-24", "2021-02-02")),
        ("{name: A, ends: 2027-01-25, zone: UTC}, {name: B, ends: 2027-02-02, zone: UTC}", (None, "2027-02-02T23:59:00Z")),
        ("{name: A, starts: 2027-01-25, zone: UTC}, {name: B, starts: 2027-02-02, zone: UTC}", ("2027-01-25T00:00:00Z", None)),
        ("{name: A, zone: UTC}, {name: B, ends: 2027-02-02, zone: UTC}", (None, "2027-02-02T23:59:00Z")),
        ("{name: A, zone: UTC}", (None, None)),
        ("", (None, None)),
    ],
    ids=["whole", "zones unknown", "no begin", "no end", "first step without dates", "no dates", "no steps"],
)  # fmt: skip
def test_challenge_lasts_from_the_begin_of_its_first_step_to_the_end_of_its_last(
    phases: str, dates: tuple[str | None, str | None]
) -> None:
    made = event(f"phases: [{phases}]")
    assert (made.get("startDate"), made.get("endDate")) == dates


def test_steps_without_a_date_are_no_events_and_others_say_only_what_is_known() -> None:
    online = "https://schema.org/OnlineEventAttendanceMode"
    steps = event("phases: [{name: A, zone: UTC}, {name: B, ends: 2027-02-02, zone: UTC}]")["subEvent"]
    assert steps == [{"@type": "Event", "name": "B", "endDate": "2027-02-02T23:59:00Z", "eventAttendanceMode": online}]


@pytest.mark.parametrize(
    ("registration", "offer"),
    [
        ("opens: 2027-03-01, closes: 2027-03-31, zone: UTC, url: https://e.org", {"url": "https://e.org", "validFrom": "2027-03-01T00:00:00Z", "validThrough": "2027-03-31T23:59:00Z"}),
        ("opens: 2027-03-01 08:00, zone: Asia/Shanghai", {"validFrom": "2027-03-01T00:00:00Z"}),
        ("opens: 2021-03-01 08:00, closes: 2021-03-31, zone: unknown", {"validFrom": "2021-03-01"}),
    ],
    ids=["whole", "never closes", "zone unknown"],
)  # fmt: skip
def test_registration_is_an_offer(registration: str, offer: dict[str, str]) -> None:
    assert event(f"registration: {{{registration}}}")["offers"] == {"@type": "Offer"} | offer


@pytest.mark.parametrize(
    ("written", "key", "told"),
    [
        ("status: cancelled", "eventStatus", "https://schema.org/EventCancelled"),
        ("", "eventStatus", "https://schema.org/EventScheduled"),
        ("links: {website: https://e.org}", "location", {"@type": "VirtualLocation", "url": "https://e.org"}),
        ("", "location", {"@type": "VirtualLocation", "url": f"{BASE}challenges/gmooc-2027/"}),
        ("organisers: [B, 甲]", "organizer", [{"@type": "Organization", "name": "B"}, {"@type": "Organization", "name": "甲"}]),
        ("partners: [C]\nsupporters: [D]", "contributor", [{"@type": "Organization", "name": "C"}, {"@type": "Organization", "name": "D"}]),
        ("courses: [{title: T, provider: P, language: fr}]", "workFeatured", [{"@type": "Course", "name": "T", "provider": {"@type": "Organization", "name": "P"}, "inLanguage": "fr"}]),
        ("", "offers", None),
        ("", "about", None),
        ("", "subEvent", None),
    ],
)  # fmt: skip
def test_challenge_says_what_its_file_says(written: str, key: str, told: Any) -> None:
    assert event(written).get(key) == told


def test_goals_of_a_challenge_are_terms_with_the_names_that_are_known() -> None:
    entry = read("challenges/gmooc-2027.md", f"{CHALLENGE}\nsdgs: {{main: 6, also: [13]}}")
    about = nodes(entry, (("sdgs/sdg-06", "Clean Water", "sdgs/6/"),))[0]["about"]
    term = {"@type": "DefinedTerm", "inDefinedTermSet": "http://metadata.un.org/sdg/"}
    assert about == [
        term | {"@id": "http://metadata.un.org/sdg/6", "termCode": "6", "name": "Clean Water"},
        term | {"@id": "http://metadata.un.org/sdg/13", "termCode": "13"},
    ]


def test_translation_of_an_event_is_a_page_about_it_that_may_be_copied() -> None:
    entry = read("challenges/gmooc-2027.zh.md", f"{CHALLENGE}\nphases: [{{name: A, starts: 2027-01-24, zone: UTC}}]")
    page, trail = nodes(entry, language="zh")
    assert page["@type"] == "WebPage"
    assert page["about"] == {"@type": "Event", "@id": f"{BASE}challenges/gmooc-2027/"}
    assert "translationOfWork" not in page
    assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert not {"startDate", "subEvent", "location", "eventStatus"} & page.keys()
    assert [item["item"] for item in trail["itemListElement"]] == [
        BASE,
        f"{BASE}zh/challenges/",
        f"{BASE}zh/challenges/gmooc-2027/",
    ]
    assert [item["position"] for item in trail["itemListElement"]] == [1, 2, 3]


def test_work_names_people_with_the_id_by_which_they_want_to_be_found() -> None:
    people = "members: [{name: A, orcid: 0000-0002-1825-0097, affiliation: U}, {name: 甲}]"
    text = PROJECT.replace("name: Blue", f"name: Blue, {people}")
    assert nodes(read(PROJECT_PATH, text))[0]["author"] == [
        {"@type": "Person", "name": "A", "@id": "https://orcid.org/0000-0002-1825-0097", "affiliation": {"@type": "Organization", "name": "U"}},
        {"@type": "Person", "name": "甲"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "key"),
    [("author", "contributor"), ("translator", "translator"), ("mentor", "contributor"), ("reviewer", "contributor"), ("editor", "editor")],
)  # fmt: skip
def test_work_names_who_else_did_something_for_its_page(role: str, key: str) -> None:
    work = nodes(read(PROJECT_PATH, f"{PROJECT}\ncontributors: [{{name: Li, role: {role}}}]"))[0]
    assert work[key] == [{"@type": "Person", "name": "Li"}]
    assert not {"contributor", "translator", "editor"} - {key} & work.keys()


def test_news_is_about_an_edition_that_is_there() -> None:
    entry = read("announcements/2027-01-24-open.md", f"{NEWS}\nchallenge: gmooc-2027")
    edition = ("challenges/gmooc-2027", "GMOOC 2027", "challenges/gmooc-2027/")
    news = nodes(entry, (edition,))[0]
    assert news["about"] == {"@type": "Event", "@id": f"{BASE}challenges/gmooc-2027/", "name": "GMOOC 2027"}
    assert (news["headline"], news["datePublished"]) == ("N", "2027-01-24T00:00:00Z")
    assert "about" not in nodes(entry)[0]


@pytest.mark.parametrize(("kind", "sort"), [("course", "Course"), ("dataset", "LearningResource")])
def test_resource_of_a_goal_says_what_it_is(kind: str, sort: str) -> None:
    listed = f"resources: [{{title: T, provider: P, url: https://e.org, kind: {kind}, languages: [fr, en]}}]"
    page = nodes(read("sdgs/sdg-06.md", f"{SDG}\n{listed}"))[0]
    assert page["hasPart"] == [
        {
            "@type": sort,
            "name": "T",
            "url": "https://e.org",
            "provider": {"@type": "Organization", "name": "P"},
            "inLanguage": ["fr", "en"],
            "learningResourceType": kind,
            "about": {"@type": "DefinedTerm", "@id": "http://metadata.un.org/sdg/6"},
        }
    ]
    assert page["about"]["name"] == "Clean Water and Sanitation"


def test_page_without_an_entry_says_what_it_is_and_the_home_page_what_the_site_is() -> None:
    def said(*steps: tuple[str, str]) -> list[str]:
        [found] = _SCRIPT.findall(page_graph(BASE, ("about/", "A", "S"), "zh", steps))
        return [node["@type"] for node in json.loads(found)["@graph"]]

    assert said(("A", "about/")) == ["WebPage", "BreadcrumbList"]
    assert said() == ["WebSite", "Organization"]


ORGANISER = {"@type": "Organization", "name": "Global Massive Open Online Challenge"}
EDITION = ("challenges/gmooc-2027", "GMOOC 2027", "challenges/gmooc-2027/")


def cover_of(path: str) -> tuple[tuple[str, str, int, int], ...]:
    return ((f"{path}/c.jpg", "pictures/1.webp", 40, 30),)


def test_work_says_all_that_its_file_says() -> None:
    more = (
        "tags: [water]\naward: First\ncountries: [KE]\nbuilds_on: [2026/well]\nlinks: [{kind: demo, url: https://e.org}]"
        "\ncover: {src: c.jpg, alt: A}\nlicence: MIT"
    )
    entry = read(PROJECT_PATH, f"{PROJECT}\n{more}", images={"projects/2027/c.jpg": Image("pictures/1.webp", 40, 30)})
    work, _ = nodes(entry, (EDITION,), images=cover_of("projects/2027"))
    at = f"{BASE}projects/2027/still/"
    assert work == {
        "@id": at,
        "url": at,
        "name": "Still",
        "description": "S",
        "inLanguage": "en",
        "@type": "CreativeWork",
        "author": [{"@type": "Organization", "name": "Blue"}],
        "creator": {"@type": "Organization", "name": "Blue"},
        "about": [{"@type": "DefinedTerm", "@id": "http://metadata.un.org/sdg/6", "termCode": "6", "inDefinedTermSet": "http://metadata.un.org/sdg/"}],
        "license": LICENCES["MIT"][1],
        "dateCreated": "2027",
        "creativeWorkStatus": "idea",
        "genre": "app",
        "keywords": ["water"],
        "award": "First",
        "countryOfOrigin": [{"@type": "Country", "identifier": "KE"}],
        "isBasedOn": [{"@type": "CreativeWork", "@id": f"{BASE}projects/2026/well/"}],
        "subjectOf": [{"@type": "WebPage", "url": "https://e.org"}],
        "producer": ORGANISER,
        "mentions": {"@type": "Event", "@id": f"{BASE}challenges/gmooc-2027/", "name": "GMOOC 2027"},
        "image": f"{BASE}pictures/1.webp",
    }  # fmt: skip


def test_work_says_nothing_of_what_is_not_known() -> None:
    known = {"image", "mentions", "keywords", "award", "countryOfOrigin", "isBasedOn", "subjectOf"}
    assert not known & nodes(read(PROJECT_PATH, PROJECT))[0].keys()


def test_news_says_all_that_its_file_says() -> None:
    more = f"{NEWS}\nchallenge: gmooc-2027\ncover: {{src: c.jpg, alt: A}}"
    entry = read(
        "announcements/2027-01-24-open.md", more, images={"announcements/c.jpg": Image("pictures/1.webp", 40, 30)}
    )
    at = f"{BASE}announcements/2027-01-24-open/"
    assert nodes(entry, (EDITION,), images=cover_of("announcements"))[0] == {
        "@id": at,
        "url": at,
        "name": "N",
        "description": "S",
        "inLanguage": "en",
        "@type": "NewsArticle",
        "headline": "N",
        "datePublished": "2027-01-24T00:00:00Z",
        "publisher": ORGANISER,
        "about": {"@type": "Event", "@id": f"{BASE}challenges/gmooc-2027/", "name": "GMOOC 2027"},
        "license": LICENCES["CC-BY-4.0"][1],
        "image": f"{BASE}pictures/1.webp",
    }


def test_challenge_says_how_it_is_held_and_in_which_series() -> None:
    assert event() == {
        "@id": f"{BASE}challenges/gmooc-2027/",
        "url": f"{BASE}challenges/gmooc-2027/",
        "name": "C",
        "description": "S",
        "inLanguage": "en",
        "@type": "Event",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {"@type": "VirtualLocation", "url": f"{BASE}challenges/gmooc-2027/"},
        "superEvent": {"@type": "EventSeries", "name": ORGANISER["name"], "alternateName": "GMOOC"},
    }


def test_home_page_says_whose_it_is() -> None:
    [text] = _SCRIPT.findall(page_graph(BASE, ("", "GMOOC", "S"), "en", ()))
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": BASE, "url": BASE, "name": "GMOOC", "description": "S", "inLanguage": "en", "license": LICENCES["CC-BY-4.0"][1]},
            {**ORGANISER, "@id": f"{BASE}#gmooc", "alternateName": "GMOOC", "url": "http://mooc.global/challenge/", "foundingDate": "2021", "parentOrganization": {"@type": "Organization", "name": "Global MOOC and Online Education Alliance"}},
        ],
    }  # fmt: skip


def test_further_kind_says_when_it_begins_or_was_made() -> None:
    facts = LinkedFacts((), (), BASE)
    news = read("announcements/2027-01-24-open.md", NEWS)
    assert _further(read("challenges/gmooc-2027.md", CHALLENGE), facts).keys() == {"startDate", "image"}
    assert _further(news, facts).keys() == {"dateCreated", "image"}


def test_challenge_shows_its_cover() -> None:
    text = f"{CHALLENGE}\ncover: {{src: c.jpg, alt: A}}"
    entry = read("challenges/gmooc-2027.md", text, images={"challenges/c.jpg": Image("pictures/1.webp", 40, 30)})
    assert nodes(entry, images=cover_of("challenges"))[0]["image"] == f"{BASE}pictures/1.webp"
    assert "image" not in nodes(entry)[0]
