"""Only what was made of other inputs is made anew, and the site is the old one until the new one is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gmooc.build.memo import Memo, Published
from gmooc.build.publish import BATCH_COST, Rendered, Stale, _batches, _render, _stale, publish, render_batch
from gmooc.build.site_folder import Places, identity
from gmooc.build.workers import MIN_SHARED, Workers
from gmooc.core.files import SnapshotChanged, digest_of
from gmooc.render.target import Target
from gmooc.search.layout import FORMAT, MANIFEST
from small_sites import tree

CARDS = f"search/{FORMAT}-4/cards/0.json"


def nothing(*told: object) -> None:
    """Tell a worker nothing."""


def first(content: bytes, other: str) -> bytes:
    return content


def both(one: str, other: str) -> Iterator[bytes]:
    yield one.encode()
    yield other.encode()


class Site:
    """A site that is published again and again, with no content behind its targets."""

    def __init__(self, folder: Path) -> None:
        self.places = Places(folder / "site")
        self.memo = Memo(self.places.cache / "memo")

    def publish(
        self, *targets: Target, defers_search: bool = False, verify: Callable[[], object] = nothing
    ) -> tuple[int, int]:
        self.memo.open()
        self.memo.begin(b"code")
        snapshot: Any = SimpleNamespace(
            job=SimpleNamespace(site=self.places.site, defers_search=defers_search),
            tools={},
            sources={},
            scanned_at=0,
            verify=verify,
        )
        try:
            return publish(iter(targets), snapshot, self.memo, Workers(1, nothing))
        except BaseException:
            self.memo.forget_this_build()
            raise

    def publish_files(self, files: dict[str, str], **more: Any) -> tuple[int, int]:
        return self.publish(*(Target((path,), (text.encode(),), bytes) for path, text in files.items()), **more)

    @property
    def files(self) -> dict[str, str]:
        return {path: content.decode() for path, content in tree(self.places.site).items()}

    @property
    def changes(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.places.changes.read_bytes())
        return found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.memo.close()


def test_first_site_is_made_of_all_files(site: Site) -> None:
    files = {"b.txt": "b", "a/index.html": "a"}
    assert site.publish_files(files) == (2, 0)
    assert site.files == files
    assert site.changes == {"anew": True, "written": ["a/index.html", "b.txt"], "removed": []}


@pytest.mark.parametrize(
    ("after", "written", "removed"),
    [
        ({"a": "1", "b": "1", "c/d": "1"}, [], []),
        ({"a": "2", "b": "1", "c/d": "1"}, ["a"], []),
        ({"a": "1", "b": "1"}, [], ["c/d"]),
        ({"a": "1", "b": "1", "c/d": "1", "c/e": "1"}, ["c/e"], []),
        ({"a": "2", "e/f": "1"}, ["a", "e/f"], ["b", "c/d"]),
    ],
    ids=["nothing", "edited", "gone", "new", "all at once"],
)
def test_site_differs_by_the_files_that_came_and_went(
    site: Site, after: dict[str, str], written: list[str], removed: list[str]
) -> None:
    site.publish_files({"a": "1", "b": "1", "c/d": "1"})
    assert site.publish_files(after) == (len(written), len(removed))
    assert site.files == after
    assert site.changes == {"anew": False, "written": written, "removed": removed}


def test_generation_that_waits_is_brought_up_to_date_by_what_it_lacks(site: Site) -> None:
    history = [
        {"a": "1", "b": "1"},
        {"a": "2", "b": "1"},
        {"a": "2", "b": "2"},
        {"b": "2", "c/d": "1"},
        {"b": "2", "c/d": "1", "a": "3"},
        {"b": "2", "a": "3"},
        {"b": "3", "a": "3"},
    ]
    for files in history:
        waiting = identity(site.places.standby)[0]
        site.publish_files(files)
        assert site.files == files
        # Two folders take turns, so that no site is copied whole but after the first.
        assert waiting in (0, identity(site.places.site)[0])


def test_same_bytes_of_other_inputs_leave_the_site_alone(site: Site) -> None:
    site.publish(Target(("a",), (b"1", "one"), first), Target(("b",), (b"1",), bytes))
    before = identity(site.places.site)
    assert site.publish(Target(("a",), (b"1", "other"), first), Target(("b",), (b"1",), bytes)) == (0, 0)
    assert identity(site.places.site) == before
    assert site.changes == {"anew": False, "written": [], "removed": []}
    waiting = identity(site.places.standby)[0]
    assert site.publish(Target(("a",), (b"2", "other"), first), Target(("b",), (b"1",), bytes)) == (1, 0)
    assert site.files == {"a": "2", "b": "1"}
    assert identity(site.places.site)[0] == waiting


def test_file_that_went_is_removed_although_nothing_was_written(site: Site) -> None:
    site.publish(Target(("a",), (b"1", "one"), first), Target(("b",), (b"1",), bytes))
    assert site.publish(Target(("a",), (b"1", "other"), first)) == (0, 1)
    assert site.files == {"a": "1"}


@pytest.mark.parametrize("what", ["added", "removed whole"])
def test_site_that_somebody_else_touched_is_made_anew(site: Site, what: str) -> None:
    files = {"a": "1", "b": "1"}
    site.publish_files(files)
    if what == "added":
        (site.places.site / "stray").write_text("x")
    else:
        for path in files:
            (site.places.site / path).unlink()
        site.places.site.rmdir()
    assert site.publish_files(files | {"b": "2"}) == (2, 0)
    assert site.files == {"a": "1", "b": "2"}
    assert site.changes["anew"]


def test_generation_that_somebody_touched_while_it_waited_is_not_used(site: Site) -> None:
    site.publish_files({"a": "1", "b": "1"})
    (site.places.standby / "stray").write_text("x")
    site.publish_files({"a": "1", "b": "2"})
    assert site.files == {"a": "1", "b": "2"}


@pytest.mark.parametrize("after", [{"a": "2"}, {"a": "1"}], ids=["edited", "nothing to write"])
def test_what_changed_since_it_was_scanned_is_not_published(site: Site, after: dict[str, str]) -> None:
    site.publish_files({"a": "1"})
    site.publish_files({"a": "1"})

    def changed() -> None:
        raise SnapshotChanged

    before = identity(site.places.site)
    with pytest.raises(SnapshotChanged):
        site.publish_files(after, verify=changed)
    assert (site.files, identity(site.places.site)) == ({"a": "1"}, before)
    assert not site.changes["anew"]
    assert site.changes["written"] == []
    assert site.publish_files({"a": "3"}) == (1, 0)
    assert site.files == {"a": "3"}


# Search.


def test_search_that_is_deferred_stays_as_it_is_until_it_is_not(site: Site) -> None:
    old = {"a": "1", MANIFEST: "1", CARDS: "1", "search/readme": "1"}
    new = {"a": "2", MANIFEST: "2", CARDS: "2", "search/readme": "2"}
    site.publish_files(old)
    assert site.publish_files(new, defers_search=True) == (2, 0)
    assert site.files == {"a": "2", MANIFEST: "1", CARDS: "1", "search/readme": "2"}
    assert site.publish_files(new) == (2, 0)
    assert site.files == new


def test_search_that_is_deferred_is_not_removed(site: Site) -> None:
    site.publish_files({"a": "1", MANIFEST: "1"})
    assert site.publish_files({"a": "1"}, defers_search=True) == (0, 0)
    assert site.publish_files({"a": "1"}) == (0, 1)


def test_first_site_has_its_search_at_once(site: Site) -> None:
    files = {"a": "1", MANIFEST: "1"}
    assert site.publish_files(files, defers_search=True) == (2, 0)
    assert site.files == files


# What is rendered.


def test_target_is_stale_if_any_of_its_files_is_of_other_inputs_or_not_there(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    memo.begin(b"code")
    target = Target(("a", "b"), ("1", "2"), both)
    key = memo.key_of(both, ("1", "2"), None)
    known = {"a": Published(key, b"digest of a"), "b": Published(key, b"digest of b")}
    paths: set[str] = set()
    assert list(_stale([target], known, paths, memo)) == []
    assert paths == {"a", "b"}
    for published, before in (
        ({}, {}),
        ({"a": known["a"]}, {"a": b"digest of a"}),
        ({"b": known["b"]}, {"b": b"digest of b"}),
        (known | {"b": Published(b"other", b"old")}, {"a": b"digest of a", "b": b"old"}),
        (known | {"a": Published(b"other", b"old")}, {"a": b"old", "b": b"digest of b"}),
    ):
        assert list(_stale([target], published, set(), memo)) == [Stale(target, key, before)]


def test_path_belongs_to_the_first_target_that_names_it(site: Site) -> None:
    one, other = (Target(("a",), (text, ""), first) for text in (b"one", b"other"))
    assert site.publish(one, other, Target(("b",), (b"b",), bytes)) == (2, 0)
    assert site.files == {"a": "one", "b": "b"}
    assert site.publish(other, one, Target(("b",), (b"b",), bytes)) == (1, 0)
    assert site.files["a"] == "other"


def test_files_are_written_here_or_returned(tmp_path: Path) -> None:
    stale = Stale(Target(("a", "b"), ("1", "2"), both), b"key", {"a": digest_of(b"1")})
    returned = [
        Rendered("a", b"key", digest_of(b"1"), False, None),
        Rendered("b", b"key", digest_of(b"2"), True, b"2"),
    ]
    assert render_batch((None, [stale])) == returned
    assert render_batch((tmp_path, [stale])) == [file._replace(content=None) for file in returned]
    assert tree(tmp_path) == {"b": b"2"}


def test_page_whose_frame_was_drawn_anew_is_stale(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo")
    memo.begin(b"code")
    frames: list[Any] = [SimpleNamespace(digest=digest) for digest in (b"one", b"other")]
    keys = {next(_stale([Target(("a",), (), first, frame)], {}, set(), memo)).key for frame in (None, *frames)}
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("costs", "batches"),
    [
        ([], []),
        ([1], [[1]]),
        ([BATCH_COST - 1], [[BATCH_COST - 1]]),
        ([BATCH_COST - 1, 1, 1], [[BATCH_COST - 1, 1], [1]]),
        ([BATCH_COST, 1], [[BATCH_COST], [1]]),
        ([BATCH_COST + 8, BATCH_COST + 8], [[BATCH_COST + 8], [BATCH_COST + 8]]),
        ([BATCH_COST // 2] * 5, [[BATCH_COST // 2] * 2, [BATCH_COST // 2] * 2, [BATCH_COST // 2]]),
    ],
    ids=["none", "one", "below", "below and at", "at", "above", "halves"],
)
def test_batch_ends_as_soon_as_it_costs_enough(costs: list[int], batches: list[list[int]]) -> None:
    stale = [Stale(Target((str(number),), (), first, cost=cost), b"", {}) for number, cost in enumerate(costs)]
    found = list(_batches(stale))
    assert [[one.target.cost for one in batch] for batch in found] == batches
    assert [one for batch in found for one in batch] == stale


class Threads(Workers):
    """A pool of threads, which begins at once."""

    starts = 0
    shares = True

    def _start(self) -> Executor:
        self.starts += 1
        return ThreadPoolExecutor(2)

    @property
    def share_disk(self) -> bool:
        return self.shares


@pytest.mark.parametrize("shares", [True, False], ids=["one disk", "disks of their own"])
@pytest.mark.parametrize(("cost", "starts"), [(0, 0), (MIN_SHARED - 1, 0), (MIN_SHARED, 1), (MIN_SHARED + 1, 1)])
def test_every_file_is_written_once_whoever_renders_it(tmp_path: Path, cost: int, starts: int, shares: bool) -> None:
    costs = [BATCH_COST] * (cost // BATCH_COST) + [cost % BATCH_COST, 0, 0]
    stale = [
        Stale(Target((f"{number}/a", f"{number}/b"), (f"a{number}", f"b{number}"), both, cost=own), b"", {})
        for number, own in enumerate(costs)
    ]
    workers = Threads(2, nothing)
    workers.shares = shares
    try:
        rendered = list(_render(stale, tmp_path, workers))
    finally:
        workers.close()
    assert workers.starts == starts
    expected = {f"{number}/{name}": f"{name}{number}".encode() for number in range(len(costs)) for name in "ab"}
    assert sorted(file.path for file in rendered) == sorted(expected)
    assert all(file.differs and file.content is None for file in rendered)
    assert tree(tmp_path) == expected


def test_next_build_knows_the_stamps_of_the_files_that_were_read(site: Site) -> None:
    for files in ({"a": "1"}, {"a": "1"}, {"a": "2"}):
        site.publish_files(files)
        assert site.memo.fact("files") == ({"tools": {}, "content": {}}, 0)
