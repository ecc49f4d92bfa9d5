"""A picture whose name is almost right is told with the name that was meant."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from gmooc.checks.file_names import entry_paths, missing_picture
from gmooc.core.problem_messages import translate_message

ENTRY = "projects/2024/still/index.md"


@pytest.mark.parametrize(
    ("given", "file", "repair"),
    [
        ("TEAM.jpg", "Team.JPG", "Team.JPG"),
        (normalize("NFD", "été.jpg"), "été.jpg", "été.jpg"),
        ("été.jpg", normalize("NFD", "été.jpg"), normalize("NFD", "été.jpg")),
        ("ΌΨΗ.png", "όψη.png", "όψη.png"),
        ("Bild #2.png", "Bild #2.png", "Bild%20%232.png"),
        ("bild #2.png", "Bild #2.png", "Bild%20%232.png"),
    ],
)
def test_picture_that_was_meant_is_named(given, file, repair):
    target = f"projects/2024/still/{given.partition('#')[0]}"
    message, made = missing_picture(given, target, ENTRY, frozenset((f"projects/2024/still/{file}", ENTRY)))
    assert made == repair
    assert file in translate_message(message)


@pytest.mark.parametrize("files", [("Team.JPG", "team.jpg"), ("other.jpg",)], ids=["several", "none"])
def test_no_picture_is_guessed(files):
    there = frozenset(f"projects/2024/still/{name}" for name in files)
    assert missing_picture("TEAM.jpg", "projects/2024/still/TEAM.jpg", ENTRY, there)[1] == ""


@pytest.mark.parametrize(
    ("one", "other"), [("Team.JPG", "team.jpg"), (normalize("NFD", "é.jpg"), normalize("NFC", "é.jpg"))]
)
def test_files_that_some_systems_take_for_one_are_refused(one, other):
    paths = [ENTRY, f"projects/2024/still/{one}", f"projects/2024/still/{other}"]
    (problem,) = entry_paths(paths)[1]
    assert (problem.path, problem.code) == (max(paths[1:]), "E009")
    assert min(paths[1:]) in problem.message
