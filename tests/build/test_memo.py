"""Results of steps are kept between builds, found by what they were made of, and never trusted blindly."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial, wraps
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import pytest

from gmooc.build.memo import MEMO_VERSION, Memo, MemoDamaged, Published, digest_of_inputs
from gmooc.core.files import Blob, digest_of


class Pair(NamedTuple):
    one: int
    two: str


class Colour(StrEnum):
    RED = "red"


class Made:
    """What is told by the digest of its inputs, as a parsed entry is."""

    __slots__ = ("digest",)

    def __init__(self, digest: bytes) -> None:
        self.digest = digest


def double(number: int) -> int:
    return 2 * number


@pytest.fixture
def memo(tmp_path: Path) -> Iterator[Memo]:
    memo = Memo(tmp_path / "cache/memo.sqlite")
    memo.open()
    memo.begin(b"code")
    yield memo
    memo.close()


def again(memo: Memo, code: bytes = b"code") -> Memo:
    """Close a memo and open it as the next process does."""
    memo.close()
    opened = Memo(memo.path)
    opened.open()
    opened.begin(code)
    return opened


# Digests.

SAME = {
    "tuple and list": ((1, "a"), [1, "a"]),
    "named tuple": (Pair(1, "a"), (1, "a")),
    "nested": ((1, [2, (3,)]), (1, (2, [3]))),
    "sets in any order": (frozenset("abc"), set("cba")),
    "text of another type": (Colour.RED, "red"),
    "what has a digest": (Made(b"x"), Blob(b"x", bytes)),
    "path": (PurePosixPath("a/b"), "a/b"),
    "day": (date(2024, 1, 2), "2024-01-02"),
    "mapping": ({"a": [1]}, (("a", (1,)),)),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_equal_inputs_have_one_digest(one: Any, other: Any) -> None:
    assert digest_of_inputs(one) == digest_of_inputs(other)


OTHER = {
    "number and text": (1, "1"),
    "number and truth": (1, True),
    "number and fraction": (1, 1.0),
    "nothing and empty": (None, ""),
    "bytes and text": (b"a", "a"),
    "parts": (("ab", "c"), ("a", "bc")),
    "depth": ((1, 2), ((1, 2),)),
    "order": ((1, 2), (2, 1)),
    "order of a mapping": ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    "digests": (Made(b"x"), Made(b"y")),
    "moments": (datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 2, 0, 0, 0, 1, tzinfo=UTC)),
    "functions": (double, again),
}


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_other_inputs_have_another_digest(one: Any, other: Any) -> None:
    assert digest_of_inputs(one) != digest_of_inputs(other)


def closing(number: int) -> Any:
    def inner() -> int:
        return number

    return inner


def named_as_a_step(number: int) -> Any:
    """Return a closure that has the name of a function of this module, as some decorators give it."""
    return wraps(double)(closing(number))


@pytest.mark.parametrize(
    "value",
    [object(), lambda: 1, closing(1), named_as_a_step(1), partial(double, 1), 1j, [1, {"a": object()}]],
    ids=["object", "lambda", "closure", "wrapped", "partial", "complex number", "nested"],
)
def test_what_no_digest_tells_is_no_input(value: Any) -> None:
    with pytest.raises(TypeError, match="is no input of a step"):
        digest_of_inputs(value)


# Results.


def test_step_runs_once_for_its_inputs(memo: Memo) -> None:
    assert (memo.get(double, 2), memo.get(double, 3)) == (4, 6)
    memo.put(memo.key_of(double, 2), 5)
    assert (memo.get(double, 2), memo.get(double, 3)) == (5, 6)


def test_a_process_that_goes_on_reads_a_result_once(memo: Memo) -> None:
    key = memo.key_of(double, 2)
    memo.put(key, ["result"])
    opened = again(memo)
    assert opened.find(key) is opened.find(key)
    opened.close()


def test_key_tells_step_inputs_and_code(memo: Memo) -> None:
    keys = {memo.key_of(double, 2), memo.key_of(double, 3), memo.key_of(again, 2), memo.blob(b"x", "a").digest}
    keys |= {memo.blob(b"x", "b").digest, memo.blob(b"y", "a").digest}
    memo.begin(b"other code")
    keys |= {memo.key_of(double, 2), memo.blob(b"x", "a").digest}
    assert len(keys) == 8


def test_result_is_found_by_the_next_process(memo: Memo) -> None:
    memo.put(b"k", {"a": (1, None)})
    opened = again(memo)
    assert (opened.find(b"k"), opened.find(b"other")) == ({"a": (1, None)}, None)
    opened.close()


def test_bytes_are_read_when_asked_for(memo: Memo) -> None:
    memo.put_blob(b"k", "one", b"content")
    memo.put_blob(b"k", "other", b"more")
    opened = again(memo)
    assert [opened.blob(b"k", name).read() for name in ("one", "other")] == [b"content", b"more"]
    opened.close()


def test_bytes_that_are_not_there_are_damage(memo: Memo) -> None:
    with pytest.raises(MemoDamaged):
        memo.blob(b"none", "one").read()


@pytest.mark.parametrize("column", ["results", "facts", "blobs"])
def test_changed_byte_is_damage(memo: Memo, column: str) -> None:
    memo.put(b"k", "text")
    memo.put_blob(b"k", "one", b"text")
    memo.finish([], {"k": "text"})
    memo.close()
    with sqlite3.connect(memo.path) as database:
        database.execute(f"UPDATE {column} SET value = CAST(value || x'00' AS BLOB)")
    database.close()
    opened = Memo(memo.path)
    opened.open()
    ask = {
        "results": lambda: opened.find(b"k"),
        "facts": lambda: opened.fact("k"),
        "blobs": opened.blob(b"k", "one").read,
    }
    with pytest.raises(MemoDamaged):
        ask[column]()
    opened.close()


# What was published.

ONE, TWO, THREE = Published(b"1", b"a"), Published(b"2", b"b"), Published(b"3", b"c")


def publish(
    memo: Memo, files: dict[str, Published], removed: Iterable[str] = (), facts: dict[str, object] | None = None
) -> None:
    """Note files as those of a build that is finished."""
    for path, found in files.items():
        memo.put_published(path, found)
    memo.finish(removed, facts or {})


def test_what_was_published_is_known(memo: Memo) -> None:
    publish(memo, {"a": ONE, "b": TWO}, (), {"at": 1})
    publish(memo, {"b": THREE, "c": TWO}, ["a"], {"by": (2,)})
    opened = again(memo)
    assert opened.published() == {"b": THREE, "c": TWO}
    assert (opened.fact("at"), opened.fact("by"), opened.fact("none")) == (1, (2,), None)
    opened.close()


def test_site_made_anew_holds_nothing_of_the_last(memo: Memo) -> None:
    publish(memo, {"a": ONE})
    memo.forget_published()
    publish(memo, {"b": TWO})
    assert memo.published() == {"b": TWO}


def test_results_without_use_are_forgotten(memo: Memo) -> None:
    memo.put(b"used", 1)
    memo.put(b"unused", 2)
    used, unused = digest_of(b"used"), digest_of(b"unused")
    memo.begin(b"code")
    for digest in (used, unused):
        memo.put_blob(digest, "one", b"1")
        memo.put_blob(digest, "other", b"2")
    memo.keep_blobs(used)
    assert memo.find(b"used") == 1
    memo.finish([], {})
    assert (memo.find(b"used"), memo.find(b"unused")) == (1, None)
    assert [memo.blob(used, name).read() for name in ("one", "other")] == [b"1", b"2"]
    for name in ("one", "other"):
        with pytest.raises(MemoDamaged):
            memo.blob(unused, name).read()


def test_bytes_of_other_code_are_forgotten(memo: Memo) -> None:
    digest = digest_of(b"content")
    memo.begin(b"code")
    memo.put_blob(digest, "one", b"1")
    memo.begin(b"other code")
    memo.keep_blobs(digest)
    memo.finish([], {})
    memo.begin(b"code")
    with pytest.raises(MemoDamaged):
        memo.blob(digest, "one").read()


def test_failed_build_is_forgotten(memo: Memo) -> None:
    memo.put(b"before", 1)
    publish(memo, {"a": ONE})
    memo.put(b"since", 2)
    memo.forget_published()
    memo.put_published("b", TWO)
    memo.forget_this_build()
    assert (memo.find(b"before"), memo.find(b"since"), memo.published()) == (1, None, {"a": ONE})


def test_cleared_memo_is_empty_and_works(memo: Memo) -> None:
    memo.put(b"k", 1)
    publish(memo, {"a": ONE})
    memo.clear()
    assert (memo.find(b"k"), memo.published()) == (None, {})
    memo.put(b"k", 2)
    assert memo.find(b"k") == 2


def test_removed_file_is_made_anew(memo: Memo) -> None:
    memo.put(b"k", 1)
    memo.path.unlink()
    memo.open()
    assert memo.find(b"k") is None
    assert memo.path.exists()


def test_file_that_another_build_put_in_its_place_is_the_one_that_is_read(memo: Memo) -> None:
    memo.put(b"k", 1)
    memo.path.unlink()
    other = Memo(memo.path)
    other.open()
    other.put(b"k", 2)
    other.close()
    memo.open()
    assert memo.find(b"k") == 2


def test_memo_that_waits_for_its_turn_leaves_the_file_of_a_build_alone(memo: Memo) -> None:
    memo.put(b"k", 1)
    Memo(memo.path)
    publish(memo, {"a": ONE})
    assert (memo.find(b"k"), memo.published()) == (1, {"a": ONE})


def test_memo_that_is_open_stays_as_it_is(memo: Memo) -> None:
    memo.put(b"k", 1)
    memo.open()
    assert memo.find(b"k") == 1


@pytest.mark.parametrize("version", [MEMO_VERSION - 1, MEMO_VERSION, MEMO_VERSION + 1])
def test_file_of_another_version_counts_as_empty(memo: Memo, version: int) -> None:
    memo.put(b"k", 1)
    memo.close()
    database = sqlite3.connect(memo.path)
    database.execute(f"PRAGMA user_version = {version}")
    database.close()
    opened = Memo(memo.path)
    opened.open()
    # A file without a version is one that has just been made.
    assert opened.find(b"k") == (1 if version in (0, MEMO_VERSION) else None)
    opened.close()


@pytest.mark.parametrize(
    "content", [b"", b"no database at all, and long enough to be read" * 99], ids=["empty", "other"]
)
def test_file_that_is_no_database_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "memo.sqlite"
    file.write_bytes(content)
    memo = Memo(file)
    memo.open()
    assert memo.published() == {}
    memo.close()
