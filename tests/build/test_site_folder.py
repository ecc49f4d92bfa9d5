"""Publishing: the site changes whole or not at all."""

from pathlib import Path

import pytest

from gmooc.build import site_folder
from gmooc.build.site_folder import Places


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
