"""A file whose name does not fit is told a name that does, by the rule that names new files."""

import pytest

from gmooc.checks.file_names import entry_paths, suggest_path


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
