"""Publishing: the site changes whole or not at all."""

import json
from pathlib import Path

import pytest

import small_sites
from gmooc.build import site_folder
from gmooc.build.site_folder import Places
from small_sites import build, project, put, small_content


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def places(tmp_path):
    places = Places(tmp_path / "site")
    out = site_folder.start_fresh(places)
    site_folder.write_file(out, "a/index.html", b"1")
    site_folder.write_file(out, "b/index.html", b"1")
    site_folder.swap(places)
    return places


def test_a_new_generation_takes_the_place_of_the_old(places):
    out = site_folder.start_from_last(places, (), site_folder.NOWHERE)
    site_folder.write_file(out, "a/index.html", b"2")
    assert tree(places.site) == {"a/index.html": "1", "b/index.html": "1"}
    site_folder.swap(places)
    assert tree(places.site) == {"a/index.html": "2", "b/index.html": "1"}


def test_two_generations_take_turns(places):
    standby, behind = site_folder.NOWHERE, ()
    for turn in range(2, 6):
        out = site_folder.start_from_last(places, behind, standby)
        site_folder.write_file(out, "a/index.html", str(turn).encode())
        if turn == 3:
            site_folder.remove(out, "b/index.html")
        site_folder.swap(places)
        standby = site_folder.keep_standby(places)
        behind = ("a/index.html", "b/index.html") if turn == 3 else ("a/index.html",)
    assert tree(places.site) == {"a/index.html": "5"}


def test_a_removed_file_takes_its_empty_folders_along(places):
    out = site_folder.start_from_last(places, (), site_folder.NOWHERE)
    site_folder.remove(out, "b/index.html")
    assert [path.name for path in out.iterdir()] == ["a"]


def test_a_killed_build_leaves_the_site(places):
    out = site_folder.start_from_last(places, (), site_folder.NOWHERE)
    site_folder.write_file(out, "a/index.html", b"half")
    again = site_folder.start_from_last(places, (), site_folder.NOWHERE)
    assert (tree(places.site), tree(again)) == ({"a/index.html": "1", "b/index.html": "1"},) * 2


def test_without_an_exchange_two_renames_do(places, monkeypatch):
    monkeypatch.setattr(site_folder, "_exchange", lambda first, second: False)
    out = site_folder.start_from_last(places, (), site_folder.NOWHERE)
    site_folder.write_file(out, "a/index.html", b"2")
    site_folder.swap(places)
    assert tree(places.site)["a/index.html"] == "2"


# What a host has to follow.


def changes(site: Path) -> dict[str, object]:
    return json.loads(site.with_name(f"{site.name}-changes.json").read_text(encoding="utf-8"))


def test_changes_name_the_files_in_which_the_site_differs_from_the_one_before(tmp_path):
    content, site = small_content(tmp_path / "content"), tmp_path / "site"
    put(content, "projects/2024/b.md", project("ocean"))
    build(content, site)
    before = small_sites.tree(site)
    assert changes(site) == {"anew": True, "written": sorted(before), "removed": []}
    (content / "projects/2024/b.md").unlink()
    build(content, site)
    after = small_sites.tree(site)
    written = sorted(path for path in after if after[path] != before.get(path))
    removed = sorted(before.keys() - after.keys())
    assert changes(site) == {"anew": False, "written": written, "removed": removed}
    assert "projects/2024/b/index.html" in removed
    build(content, site)
    assert changes(site) == {"anew": False, "written": [], "removed": []}


def test_file_that_does_not_differ_keeps_its_time(tmp_path):
    content, site = small_content(tmp_path / "content"), tmp_path / "site"
    build(content, site)
    times = {path: (site / path).stat().st_mtime_ns for path in small_sites.tree(site)}
    put(content, "projects/2024/a.md", project("ocean"))
    build(content, site)
    kept = {path for path, time in times.items() if (site / path).exists() and (site / path).stat().st_mtime_ns == time}
    assert kept == times.keys() - set(changes(site)["written"]) - set(changes(site)["removed"])
