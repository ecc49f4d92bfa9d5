"""What is kept beside the code is made anew when what it is made of changes."""

import pickle

import pytest

from gmooc import made
from gmooc.made import made_once


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(made, "_KEPT", tmp_path / "kept")
    return tmp_path / "kept"


def test_it_is_made_only_once(kept):
    assert made_once("words", lambda: ["a"]) == ["a"]
    assert made_once("words", lambda: ["b"]) == ["a"]
    assert [pickle.loads(path.read_bytes()) for path in kept.iterdir()] == [["a"]]


def test_another_source_makes_it_anew_and_the_old_one_goes(kept, tmp_path):
    source = tmp_path / "source"
    for text in ("one", "other"):
        source.write_text(text)
        assert made_once("words", lambda text=text: [text], source) == [text]
    assert [pickle.loads(path.read_bytes()) for path in kept.iterdir()] == [["other"]]


def test_what_was_cut_short_is_made_anew(kept):
    made_once("words", lambda: ["a"])
    for path in kept.iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert made_once("words", lambda: ["b"]) == ["b"]
