"""Who worked on a page and wants to be found is found, and nobody is taken for somebody else."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from gmooc.content.catalogue import Card
from gmooc.core.languages import LANGUAGES
from gmooc.maintain.edition_archive import edition_zip
from gmooc.pages.people import people_of

ORCID = "0000-0002-1825-0097"


def card(slug: str, *people: tuple[str, str, str]) -> Card:
    id = f"projects/2024/{slug}"
    return Card(id, id, "project", f"{id}/", f"{id}.md", "en", slug, "S", "2024", 2024, people=people)


def test_one_name_with_two_orcids_is_two_people_and_one_orcid_with_two_names_is_one():
    people = people_of(
        (
            card("a", ("Li W.", "mentor", ORCID), ("Li W.", "translator", "")),
            card("b", ("Li Wei", "team", ORCID), ("Li W.", "reviewer", "")),
        )
    )
    found = [(person.name, person.orcid, [role for role, _ in person.works]) for person in people]
    assert found == [("Li W.", "", ["translator", "reviewer"]), ("Li W.", ORCID, ["mentor", "team"])]


def test_names_of_one_spelling_have_addresses_of_their_own():
    people = people_of((card("a", ("李伟", "mentor", ""), ("Li Wei", "mentor", ""), ("理伟", "mentor", "")),))
    urls = [person.url for person in people]
    assert len(set(urls)) == 3
    assert all(re.fullmatch(r"people/[a-z0-9-]+/", url) for url in urls)


@pytest.fixture(scope="module")
def site(small_content, build, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    shutil.copytree(small_content, folder / "content")
    file = folder / "content/projects/2026/lantern-school/index.md"
    text = file.read_text(encoding="utf-8").replace("name: Ada Testova", f"name: Ada Testova\n      orcid: {ORCID}")
    file.write_text(text, encoding="utf-8")
    return build(folder / "content", folder / "site", site_url="https://example.org/")


def test_pages_are_for_those_beside_the_team_and_with_an_orcid(site):
    page = (site / "people/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<bdi>([^<]*)</bdi></a>", page) == ["Ada Testova", "Li W."]
    person = (site / f"people/{ORCID}/index.html").read_text(encoding="utf-8")
    assert 'href="../../projects/2026/lantern-school/"' in person
    assert f"https://orcid.org/{ORCID}" in person


def test_pages_lead_to_what_is_there_in_other_languages(site):
    for url, root in (("people/", "../"), (f"people/{ORCID}/", "../../")):
        page = (site / url / "index.html").read_text(encoding="utf-8")
        links = re.findall(r'<a href="([^"]*)"[^>]*hreflang="(..)"', page)
        assert links == [(f"{root}{code}/projects/", code) for code in LANGUAGES[1:]]


def test_certificate_says_what_it_certifies_and_what_it_does_not(site):
    page = (site / "projects/2026/lantern-school/certificate.html").read_text(encoding="utf-8")
    assert "Lantern School" in page
    assert "<bdi>Ada Testova</bdi>, <bdi>Quiet Owl</bdi>" in page
    assert "no award, no grade and no academic credit" in page
    assert "https://example.org/projects/2026/lantern-school/" in page
    assert "<script" not in page


def test_certificate_keeps_names_and_addresses_in_their_own_direction(site):
    page = (site / "projects/2026/miyah-nazifa/certificate.html").read_text(encoding="utf-8")
    assert "<bdi>فريق الاختبار</bdi>" in page
    assert '<bdi dir="ltr">https://example.org/projects/2026/miyah-nazifa/</bdi>' in page


def test_certificate_separates_as_its_language_does(site):
    page = (site / "zh/projects/2026/lantern-school/certificate.html").read_text(encoding="utf-8")
    assert '本页对照：<bdi dir="ltr">https://' in page
    assert ">许可协议：CC BY 4.0<" in page


def test_edition_holds_what_is_published_and_who_made_it(site):
    content = site.parent / "content"
    packed = edition_zip(site, content, 2026)
    assert packed == edition_zip(site, content, 2026)
    archive = zipfile.ZipFile(io.BytesIO(packed))
    described = json.loads(archive.read("metadata.json"))["metadata"]
    assert {"name": "Ada Testova", "affiliation": "Institute of Made-up Studies", "orcid": ORCID} in described[
        "creators"
    ]
    assert {"title", "upload_type", "description", "creators", "license", "access_right"} <= described.keys()
    assert {"text/lantern-school.md", "data/projects/lantern-school.json", "data/projects-2026.csv", "README.md"} <= set(archive.namelist())  # fmt: skip
    assert edition_zip(site, content, 2031) is None
