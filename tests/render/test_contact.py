"""Where questions go: on pages, in the form, in security.txt and in the description of the API."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gmooc.core.i18n import words_of
from gmooc.core.settings import NO_CONTACT, PUBLIC_PAGE, Contact
from gmooc.exports.sitemap import PATHS, security_txt
from gmooc.render.site_links import contact_links, contact_object
from paths import ROOT

MAIL, PAGE = "hello@example.org", "https://example.org/contact/"
TO_MAIL = f'<a href="mailto:{MAIL}"><bdi>{MAIL}</bdi></a>'
TO_PAGE = f'<a href="{PAGE}" rel="noopener"><bdi>example.org/contact</bdi></a>'


@pytest.fixture(scope="module")
def own_site(build: Callable[..., Path], small_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content, built with a contact of its own."""
    root = tmp_path_factory.mktemp("root")
    for folder in ("scripts", "theme"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.txt", root)
    mkdocs_yml = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    changed = mkdocs_yml.replace('contact: {mail: "", page: ""}', f'contact: {{mail: {MAIL}, page: "{PAGE}"}}')
    assert changed != mkdocs_yml
    (root / "mkdocs.yml").write_text(changed, encoding="utf-8")
    return build(small_content, root / "site", site_url="https://example.org/", root=root)


@pytest.mark.parametrize(
    ("contact", "language", "links"),
    [
        (NO_CONTACT, "en", f'<a href="{PUBLIC_PAGE}" rel="noopener">GMOOC&#39;s public page</a>'),
        (NO_CONTACT, "zh", f'<a href="{PUBLIC_PAGE}" rel="noopener">GMOOC 公开页面</a>'),
        (Contact(MAIL), "en", TO_MAIL),
        (Contact("", PAGE), "en", TO_PAGE),
        (Contact(MAIL, PAGE), "en", f"{TO_MAIL} or {TO_PAGE}"),
        (Contact(MAIL, PAGE), "fr", f"{TO_MAIL} ou {TO_PAGE}"),
    ],
    ids=["none", "none, in Chinese", "mail", "page", "both", "both, in French"],
)
def test_links_lead_to_the_contact(contact, language, links):
    assert str(contact_links(contact, words_of(language))) == links


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (NO_CONTACT, {"name": "GMOOC", "url": PUBLIC_PAGE}),
        (Contact(MAIL), {"name": "GMOOC", "email": MAIL}),
        (Contact(MAIL, PAGE), {"name": "GMOOC", "url": PAGE, "email": MAIL}),
    ],
    ids=["none", "mail", "both"],
)
def test_description_of_the_api_names_the_contact(contact, expected):
    assert contact_object(contact) == expected


def test_security_txt_says_whom_to_tell_and_until_when():
    text = security_txt(Contact(MAIL, PAGE).urls, "https://example.org/", "2027-11-01T00:00:00Z")
    assert text.splitlines() == [
        f"Contact: mailto:{MAIL}",
        f"Contact: {PAGE}",
        "Expires: 2027-11-01T00:00:00Z",
        "Canonical: https://example.org/.well-known/security.txt",
        "Canonical: https://example.org/security.txt",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_security_txt_leads_to_the_public_page_while_there_is_no_contact(small_site, path):
    assert (small_site / path).read_text().splitlines() == [f"Contact: {PUBLIC_PAGE}", "Expires: 2027-10-31T00:00:00Z"]


FORMS = ("contribute/project/", "zh/contribute/project/")
EDITIONS = ("challenges/gmooc-2021/", "ar/challenges/gmooc-2021/", "challenges/gmooc-2024/")


@pytest.mark.parametrize("page", [*FORMS, *EDITIONS])
def test_page_leads_to_the_public_page_while_there_is_no_contact(small_site, page):
    text = (small_site / page / "index.html").read_text(encoding="utf-8")
    assert text.count(f'href="{PUBLIC_PAGE}" rel="noopener">') >= 1


@pytest.mark.parametrize("page", [*FORMS, *EDITIONS])
def test_page_leads_to_the_contact(own_site, page):
    text = (own_site / page / "index.html").read_text(encoding="utf-8")
    # The form says it in its last step, and once more for readers without JavaScript.
    assert text.count(TO_MAIL) == text.count(TO_PAGE) == (2 if page in FORMS else 1)


def test_files_for_machines_name_the_contact(own_site):
    description = json.loads((own_site / "api/v1/openapi.json").read_text(encoding="utf-8"))
    assert description["info"]["contact"] == {"name": "GMOOC", "url": PAGE, "email": MAIL}
    assert [f"Contact: mailto:{MAIL}", f"Contact: {PAGE}"] == (own_site / PATHS[0]).read_text().splitlines()[:2]
