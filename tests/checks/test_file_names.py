"""A file whose name does not fit is told a name that does, by the rule that names new files."""

import posixpath
import re

import pytest

import gmooc.core.problem_messages as messages
from gmooc.checks.file_names import entry_paths, missing_picture, nearest_file, suggest_path
from gmooc.core.problem_messages import translate_message
from gmooc.model.kinds import MAX_NAME_LENGTH


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("projects/2026/Nước sạch.md", "projects/2026/nuoc-sach.md"),
        ("projects/2026/清洁的水.md", "projects/2026/qingjiedeshui.md"),
        ("projects/2026/مياه.zh.md", "projects/2026/myh.zh.md"),
        ("projects/2026/Água.PT.md", "projects/2026/agua.pt.md"),
        ("projects/2026/My Project/Index.md", "projects/2026/my-project/index.md"),
        ("projects/2026/My Project/README.zh.md", "projects/2026/my-project/index.zh.md"),
        ("projects/2026/my.app.v2.md", "projects/2026/my-app-v2.md"),
        ("projects/2026/con.md", "projects/2026/con-page.md"),
        ("projects/2026/trailing..md", "projects/2026/trailing.md"),
        ("challenges/GMOOC_2027.md", "challenges/gmooc-2027.md"),
        ("announcements/2026-11-20 Größe.md", "announcements/2026-11-20-grosse.md"),
    ],
)
def test_nearest_name_is_suggested(path, better):
    assert suggest_path(path) == better


@pytest.mark.parametrize(
    "path", ["projects/README.md", "projects/2026/index.md", "announcements/results.md", "sdgs/goal-4.md"]
)
def test_nothing_is_suggested_where_no_name_is_near(path):
    assert suggest_path(path) == ""


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("projects/2026/a/con.png", "projects/2026/a/con-page.png"),
        ("projects/2026/a/what?.JPG", "projects/2026/a/what.JPG"),
        ("projects/2026/a/photo .png ", "projects/2026/a/photo.png"),
        ("images/aux/a.png", "images/aux-page/a.png"),
        ("about:us.md", "about-us.md"),
    ],
)
def test_file_that_some_system_cannot_hold_is_told(path, better):
    paths, problems = entry_paths(("projects/2026/a/index.md", path))
    assert paths == ["projects/2026/a/index.md"]
    assert [(problem.path, problem.code, problem.repair) for problem in problems] == [(path, "E009", better)]


def test_repair_never_names_a_file_that_is_there():
    problems = entry_paths(("images/con-page.png", "images/con.png"))[1]
    assert [(problem.path, problem.repair) for problem in problems] == [("images/con.png", "")]


@pytest.mark.parametrize("path", ["projects/2026/a/team photo.png", "projects/2026/a/水滴.webp", "about.md", "images/console.png"])  # fmt: skip
def test_file_that_every_system_holds_is_not_told(path):
    assert entry_paths((path,))[1] == []


def told(*sources):
    paths, problems = entry_paths(sources)
    return paths, [(problem.path, problem.line, problem.column, problem.code, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("projects/2026/a.md", "projects/2026/a/index.md"),
        ("projects/2026/a/index.zh.md", "projects/2026/a.zh.md"),
        ("challenges/gmooc-2026.md", "challenges/gmooc-2026/index.md"),
    ],
)
def test_page_has_one_file(first, second):
    says = f"file: must be the only one of its page; {first} is another"
    assert told("about.md", first, second) == ([first], [(second, 1, 1, "E009", says)])


def test_original_and_translation_may_lie_in_a_folder_or_not():
    paths = ["projects/2026/a.md", "projects/2026/a/index.zh.md", "projects/2026/index/index.md"]
    assert entry_paths(paths) == (paths, [])


@pytest.mark.parametrize("path", ["projects/2026/{}.md", "projects/2026/{}/index.md", "projects/2026/{}.zh.md"])
def test_longest_name_of_an_entry(path):
    longest, longer = path.format("a" * MAX_NAME_LENGTH), path.format("a" * (MAX_NAME_LENGTH + 1))
    assert told(longest) == ([longest], [])
    says = "file name: at most 80 characters (it has 81)"
    assert told(longer) == ([], [(longer, 1, 1, "E009", says)])
    assert entry_paths([longer])[1][0].repair == ""


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("projects/2026/A.md", "projects/<year>/<name>.md"),
        ("challenges/A.md", "challenges/<name>.md"),
        ("sdgs/4.md", "sdgs/sdg-04.md"),
        ("announcements/a.md", "announcements/<year-month-day>-<name>.md"),
    ],
)
def test_shape_of_the_names_of_a_kind_is_told(path, shape):
    ((_, _, _, _, says),) = told(path)[1]
    assert says.endswith(shape)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("images/A.png", "images/a.png"),
        ("Images/a.png", "images/a.png"),
        ("images/Cafe\u0301.png", "images/caf\u00e9.png"),
        ("images/STRASSE.png", "images/straße.png"),
    ],
    ids=["capital", "folder", "accent", "sharp s"],
)
def test_of_two_files_that_look_the_same_the_later_is_told(first, second):
    ((path, line, column, code, says),) = told(second, first)[1]
    assert (path, line, column, code) == (second, 1, 1, "E009")
    assert first in says


# Pictures that are not there.

FOLDER = "projects/2026/a"
PICTURES = frozenset(
    (
        *(f"{FOLDER}/{name}" for name in ("Photo.JPG", "tea#1.png", "My Photo (1).png", "水滴.png", "cafe\u0301.png")),
        *(f"{FOLDER}/{name}" for name in ("two.png", "TWO.png", "100%?.png", "text.md", "a<b>.png")),
        "images/Still.png",
    )
)
NEARLY = "picture '{}': must be written as the file beside this entry is named: '{}'"


@pytest.mark.parametrize(
    ("given", "name", "repair"),
    [
        ("photo.jpg", "Photo.JPG", "Photo.JPG"),
        ("./PHOTO.jpg", "Photo.JPG", "Photo.JPG"),
        ("photo.jpg?raw=true", "Photo.JPG", "Photo.JPG"),
        ("caf\u00e9.png", "cafe\u0301.png", "cafe\u0301.png"),
        ("my photo (1).png", "My Photo (1).png", "My%20Photo%20%281%29.png"),
        ("100%?.PNG", "100%?.png", "100%25%3F.png"),
        ("A<b>.png", "a<b>.png", "a%3Cb%3E.png"),
        ("Tea#1.png", "tea#1.png", "tea%231.png"),
        ("../../../images/still.png", "../../../images/Still.png", "../../../images/Still.png"),
    ],
)
def test_picture_that_was_meant_is_named(given, name, repair):
    target = posixpath.normpath(posixpath.join(FOLDER, re.split("[#?]", given)[0]))
    message, mended = missing_picture(given, target, f"{FOLDER}/index.md", PICTURES)
    assert (translate_message(message), mended) == (NEARLY.format(given, name), repair)


def test_picture_with_a_hash_is_told_how_to_write_it():
    message, repair = missing_picture("tea#1.png", f"{FOLDER}/tea", f"{FOLDER}/index.md", PICTURES)
    assert (message[0], repair) == (messages.PICTURE_WITH_HASH, "tea%231.png")


@pytest.mark.parametrize("given", ["Two.png", "no.png", "Text.md", "still.png", "水.png"])
def test_picture_that_nothing_is_like_is_missing(given):
    message, repair = missing_picture(given, f"{FOLDER}/{given}", f"{FOLDER}/index.md", PICTURES)
    assert (message[0], repair) == (messages.PICTURE_MISSING, "")


# Links that lead nowhere.


@pytest.mark.parametrize(
    ("files", "target", "address"),
    [
        # Eight of ten letters are the same, and seven.
        (["abcdefghij"], "abcdefghxx", "abcdefghij.md"),
        (["abcdefghij"], "abcdefgxxx", ""),
        # What is looked at begins with the same three letters.
        (["rain-garden"], "raim-garden", "rain-garden.md"),
        (["rain-garden"], "rein-garden", ""),
        (["Rain-Garden"], "rAIn-garten", "Rain-Garden.md"),
        # Numbers are compared as such.
        (["step-01-of-3"], "step-1-of-03", "step-01-of-3.md"),
        (["step-01-of-3"], "step-01-of-4", ""),
        (["2026-rain"], "2026-rains", "2026-rain.md"),
        # Of a repository, every name is its own.
        (["license"], "LICENSE", ""),
        (["security"], "Security", ""),
        (["contributing"], "contributin", "contributing.md"),
    ],
)
def test_file_that_a_link_meant_is_as_alike_as_a_slip_leaves_it(files, target, address):
    paths = frozenset(f"more/{name}.md" for name in files)
    assert nearest_file(f"more/{target}.md", paths, "more/page.md") == address


@pytest.mark.parametrize(
    ("target", "path", "address"),
    [
        ("more/plan.pdf", "page.md", "files/plan.pdf"),
        ("more/plam.pdf", "page.md", ""),
        ("plan.pdf", "a/b/page.md", "../../files/plan.pdf"),
        ("files/text.md", "a/page.md", "../more/text.md"),
        ("files/texts.md", "more/page.md", "text.md"),
        ("text.zh.md", "page.md", ""),
    ],
)
def test_address_of_the_file_that_was_meant_begins_where_the_link_stands(target, path, address):
    assert nearest_file(target, frozenset(("files/plan.pdf", "more/text.md")), path) == address


@pytest.mark.parametrize(("others", "address"), [(499, "rainzz.md"), (500, "")])
def test_five_hundred_files_are_compared(others, address):
    files = frozenset((*(f"raingarden{'abcdefghij'[n % 10] * (n // 10 + 20)}.md" for n in range(others)), "rainzz.md"))
    assert nearest_file("rainzzz.md", files, "page.md") == address
