"""A file's name says what it is and where its page is; a link of it leads to the page of another file."""

import pytest

from gmooc.content.entry import (
    Entry,
    Identity,
    free_page_url,
    identify,
    is_entry_of,
    is_record_folder,
    is_record_path,
    original_of,
    page_url_of,
    pictures_of,
    read_entry,
    split_translation,
    url_of,
)
from gmooc.model.kinds import ANNOUNCEMENT, CHALLENGE, PROJECT, SDG
from gmooc.model.records import Challenge, Project
from gmooc.text.document import read_document
from gmooc.text.markdown import Image
from samples import PROJECT as TEXT

IDENTITIES = {
    "project": ("projects/2024/a.md", Identity(PROJECT, "projects/2024/a"), "projects/2024/a", "projects/2024/a/"),
    "in a folder": ("projects/2024/a/index.md", Identity(PROJECT, "projects/2024/a"), "projects/2024/a", "projects/2024/a/"),
    "translation": ("challenges/c.zh.md", Identity(CHALLENGE, "challenges/c", "zh"), "zh/challenges/c", "zh/challenges/c/"),
    "goal": ("sdgs/sdg-04.md", Identity(SDG, "sdgs/sdg-04"), "sdgs/sdg-04", "sdgs/4/"),
    "translation of a goal": ("sdgs/sdg-17.fr.md", Identity(SDG, "sdgs/sdg-17", "fr"), "fr/sdgs/sdg-17", "fr/sdgs/17/"),
    "announcement": ("announcements/2024-01-01-a.md", Identity(ANNOUNCEMENT, "announcements/2024-01-01-a"), "announcements/2024-01-01-a", "announcements/2024-01-01-a/"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "identity", "key", "url"), IDENTITIES.values(), ids=IDENTITIES)
def test_name_says_what_a_file_is(path: str, identity: Identity, key: str, url: str) -> None:
    assert (identify(path), identity.key, identity.url) == (identity, key, url)


@pytest.mark.parametrize("path", ["about.md", "projects/a.md", "projects/index.md", "challenges/a.txt"])
def test_other_name_says_nothing(path: str) -> None:
    assert identify(path) is None


@pytest.mark.parametrize(
    ("path", "in_folder", "is_record"),
    [
        ("projects/2024/a.md", True, True),
        ("projects/Odd Name.md", True, True),
        ("challenges/index.md", True, False),
        ("challenges/index.zh-cn.md", True, False),
        ("challenges/a/index.md", True, True),
        ("projects/2024/a.jpg", True, False),
        ("about.md", False, False),
        ("project/a.md", False, False),
    ],
)
def test_folder_says_whether_a_file_is_a_record(path: str, in_folder: bool, is_record: bool) -> None:
    assert (is_record_folder(path), is_record_path(path)) == (in_folder, is_record)


@pytest.mark.parametrize(
    ("path", "parts", "url"),
    [
        ("index.md", ("index.md", "en"), ""),
        ("index.zh.md", ("index.md", "zh"), "zh/"),
        ("about.md", ("about.md", "en"), "about/"),
        ("about.fr.md", ("about.md", "fr"), "fr/about/"),
        ("about.ar.md", ("about.md", "ar"), "ar/about/"),
        ("challenges/index.md", ("challenges/index.md", "en"), "challenges/"),
        ("reindex.md", ("reindex.md", "en"), "reindex/"),
        ("about.de.md", ("about.de.md", "en"), "about.de/"),
        ("about.en.md", ("about.en.md", "en"), "about.en/"),
    ],
)
def test_free_page_has_an_address(path: str, parts: tuple[str, str], url: str) -> None:
    assert (split_translation(path), free_page_url(path)) == (parts, url)


@pytest.mark.parametrize(
    ("target", "language", "url"),
    [
        ("projects/2024/a.md", "zh", "projects/2024/a/"),
        ("projects/2024/a.fr.md", "zh", "fr/projects/2024/a/"),
        ("challenges/c.md", "zh", "zh/challenges/c/"),
        ("challenges/c.md", "en", "challenges/c/"),
        ("challenges/c.md", "sw", "challenges/c/"),
        ("about.md", "zh", "zh/about/"),
        ("about.fr.md", "zh", "fr/about/"),
        ("challenges/Odd.md", "en", None),
        ("../README.md", "en", None),
        ("about.txt", "en", None),
    ],
)
def test_file_has_a_page_in_a_language(target: str, language: str, url: str | None) -> None:
    assert page_url_of(target, language) == url


def test_original_has_no_language_in_its_address() -> None:
    assert (url_of("projects/2024/a"), url_of("projects/2024/a", "en")) == ("projects/2024/a/", "en/projects/2024/a/")


def entry_of(text: str, path: str = "projects/2024/a.zh.md", files: tuple[str, ...] = (), **images: Image):
    document, _ = read_document(path, text.encode())
    identity = identify(path)
    assert identity is not None
    return read_entry(document, identity, files, {f"projects/2024/{name}.png": image for name, image in images.items()})


def test_entry_says_what_it_is() -> None:
    entry, problems = entry_of(TEXT)
    assert problems == ()
    assert (entry.id, entry.key, entry.kind, entry.translation, entry.slug, entry.url) == (
        "projects/2024/a",
        "zh/projects/2024/a",
        "project",
        "zh",
        "a",
        "zh/projects/2024/a/",
    )
    assert (is_entry_of(entry, Project), is_entry_of(entry, Challenge)) == (True, False)


@pytest.mark.parametrize(
    ("path", "line", "spoken"),
    [("projects/2024/a.md", "language: sw", "sw"), ("projects/2024/a.md", "", "en"), ("projects/2024/a.zh.md", "language: sw", "zh")],
    ids=["said", "not said", "translation"],
)  # fmt: skip
def test_language_of_a_translation_stands_in_its_name(path: str, line: str, spoken: str) -> None:
    entry, _ = entry_of(TEXT.replace("summary: B", f"summary: B\n{line}"), path)
    assert isinstance(entry.record, Project)
    assert entry.spoken == spoken  # type: ignore[misc]


LINKS = {
    "project": ("../2023/b.md", "projects/2023/b.md", "../../../../projects/2023/b/"),
    "challenge in the language": ("../../challenges/c.md#top", "challenges/c.md", "../../../challenges/c/#top"),
    "question": ("../2023/b.md?a=1", "projects/2023/b.md", "../../../../projects/2023/b/"),
    "escaped": ("../2023/%62.md", "projects/2023/b.md", "../../../../projects/2023/b/"),
}


@pytest.mark.parametrize(("written", "target", "href"), LINKS.values(), ids=LINKS)
def test_link_leads_to_the_page_of_a_file(written: str, target: str, href: str) -> None:
    entry, _ = entry_of(f"{TEXT}\n[x]({written})", files=(target,))
    assert (entry.links, f'href="{href}"' in entry.prose.html, entry.body is None) == (
        ((written, target),),
        True,
        False,
    )


def test_text_with_a_link_to_a_file_that_is_not_there_is_not_shown() -> None:
    entry, _ = entry_of(f"{TEXT}\n[x](b.md)")
    assert (entry.links, entry.body) == ((("b.md", "projects/2024/b.md"),), None)


def test_record_that_cannot_be_understood_leaves_its_text() -> None:
    entry, problems = entry_of(TEXT.replace("outcome: app", "outcome: game"))
    assert (entry.record, [(problem.code, problem.line) for problem in problems]) == (None, [("E012", 8)])
    assert isinstance(entry, Entry)
    assert "Text" in entry.prose.html


def test_pictures_come_with_the_cover_first() -> None:
    pictures = "pictures: [{src: a.png, alt: A}, {src: b.png, alt: B}]\ncover: {src: c.png, alt: C}"
    entry, _ = entry_of(TEXT.replace("summary: B", f"summary: B\n{pictures}"))
    found = [(keys, picture.src) for keys, picture in pictures_of(entry.record)]
    assert found == [(("cover", "src"), "c.png"), (("pictures", 0, "src"), "a.png"), (("pictures", 1, "src"), "b.png")]
    assert list(pictures_of(None)) == []


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("about.zh.md", "about.md"),
        ("projects/2026/still/index.sw.md", "projects/2026/still/index.md"),
        ("projects/2026/still.en.md", "projects/2026/still.md"),
        ("challenges/gmooc-2024.zh.md", "challenges/gmooc-2024.md"),
        ("challenges/index.fr.md", "challenges/index.md"),
        ("about.md", "about.md"),
    ],
)
def test_original_stands_beside_its_translation(path, original):
    assert original_of(path) == original
