import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmooc.outputs import search_heap
from gmooc.outputs.search_build import build_index
from gmooc.outputs.search_entry import Packed, SearchEntry, pack, weigh
from gmooc.outputs.search_plan import SHOWN_FIRST
from gmooc.outputs.search_update import update_index


def entry(key="projects/2024/solar-still", **fields):
    plain = {"url": f"{key}/", "kind": "project", "language": "en", "title": "", "summary": "", "text": ""}
    return SearchEntry(key=key, **{**plain, "headings": (), "facets": (), **fields})


def index(*entries):
    blobs = {one.key: pack(one) for one in entries}
    return dict(build_index(blobs, blobs.__getitem__))


def files_of(site, family):
    return {path: content for path, content in site.items() if f"/{family}/" in path}


def update(site, old, new):
    """Bring a site from old entries to new ones, as a build that found these changes does."""
    before, after = ({one.key: pack(one) for one in entries} for entries in (old, new))
    changes = [
        (key, before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]
    changed, removed = update_index(before, after, changes, site.__getitem__, after.__getitem__)
    return {path: content for path, content in {**site, **changed}.items() if path not in removed}, changed


def different(one, other):
    """Give the paths whose content differs; whole sites would take minutes to compare in words."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


WORDS = [
    "water",
    "waters",
    "solar",
    "pump",
    "the",
    "Energía",
    "energies",
    "2024",
    "清洁饮水",
    "AI学习",
    "कृषि",
    "الماء",
    "x",
]
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
entries = st.builds(
    entry,
    key=st.integers(0, 40).map("projects/{}".format),
    kind=st.sampled_from(["project", "challenge"]),
    language=st.sampled_from(["en", "zh", "es"]),
    title=texts,
    summary=texts,
    headings=st.lists(texts, max_size=2).map(tuple),
    text=texts,
    facets=st.lists(
        st.tuples(st.sampled_from(["goal", "year"]), st.sampled_from(["1", "2"])), max_size=2, unique=True
    ).map(tuple),
)
sets_of_entries = st.lists(entries, max_size=24, unique_by=lambda one: one.key)


@settings(max_examples=25, deadline=None)
@given(st.lists(sets_of_entries, min_size=2, max_size=4))
def test_update_equals_new_index_after_any_changes(versions):
    site = index(*versions[0])
    for old, new in pairwise(versions):
        site, _ = update(site, old, new)
        assert different(site, index(*new)) == []


@settings(max_examples=6, deadline=None)
@given(st.lists(st.integers(0, 200), min_size=1, max_size=4))
def test_update_equals_new_index_around_full_first_lists(sizes):
    def version(size):
        return [entry(f"a/{number}", title="water" if number % 3 else "", text="clean water") for number in range(size)]

    site = index(*version(SHOWN_FIRST))
    for old, new in pairwise([SHOWN_FIRST, *sizes]):
        site, _ = update(site, version(old), version(new))
        assert different(site, index(*version(new))) == []


def test_update_equals_new_index_when_an_entry_moves_another():
    # Among 16 keys in 128 slots some share a slot: the first in order keeps it.
    all_of_them = [entry(f"p/{number}", text="water") for number in range(16)]
    for number in range(16):
        fewer = [one for one in all_of_them if one.key != f"p/{number}"]
        assert different(update(index(*all_of_them), all_of_them, fewer)[0], index(*fewer)) == []
        assert different(update(index(*fewer), fewer, all_of_them)[0], index(*all_of_them)) == []


def test_order_of_entries_changes_nothing():
    some = [entry(f"p/{number}", text=f"water {number}", facets=(("goal", "6"),)) for number in range(30)]
    assert index(*some) == index(*reversed(some))


def test_one_changed_word_changes_few_files():
    old = [entry(f"p/{number}", text="clean water for schools") for number in range(30)]
    new = [*old[:-1], entry("p/29", text="clean water for villages")]
    _, changed = update(index(*old), old, new)
    assert sorted({path.split("/")[2] for path in changed}) == ["terms", "texts", "words"]


def test_nothing_changed_changes_no_file():
    some = [entry("p/1", text="water")]
    assert update(index(*some), some, some)[1] == {}


def test_empty_index_has_all_its_shards():
    site = index()
    assert json.loads(site["search/index.json"])["entries"] == 0
    assert set(files_of(site, "terms").values()) == {b""}
    assert set(files_of(site, "words").values()) == {b"{}"}


def test_words_are_listed_under_their_stem():
    site = index(entry("a", text="Education educated"), entry("b", text="education"))
    stems = {stem: forms for shard in files_of(site, "words").values() for stem, forms in json.loads(shard).items()}
    assert stems == {"educ": {"education": 2, "educated": 1}}


def test_card_holds_what_a_result_shows():
    site = index(entry("a", url="a/", title="Water", summary="Clean.", facets=(("goal", "6"), ("goal", "13"))))
    cards = [card for shard in files_of(site, "cards").values() for card in json.loads(shard).values()]
    assert cards == [["a/", "project", "en", "Water", "Clean.", {"goal": ["6", "13"]}]]


def test_column_holds_one_value_for_each_entry():
    site = index(entry("a", facets=(("goal", "6"), ("goal", "13"))), entry("b"))
    [column] = [json.loads(content) for path, content in site.items() if path.endswith("/facets/goal.json")]
    assert column["values"] == ["", "6,13"]
    assert sorted(column["entries"]) == [0, 1]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"title": "water", "text": "a b c d"}, {"text": "water water water"}),
        ({"headings": ("water",), "text": "other words"}, {"text": "water and other words"}),
        ({"text": "water water water and wells"}, {"text": "water and some more wells"}),
        ({"text": "water " + "well " * 20}, {"text": "water " + "well " * 2000}),
    ],
    ids=["title over text", "heading over text", "often over once", "short over long"],
)
def test_term_matters_more(better, worse):
    def impact(**fields):
        return weigh(Packed.unpack(pack(entry(**fields)))).impacts["water"]

    assert impact(**better) > impact(**worse)


def test_index_is_the_same_when_pieces_go_to_files_at_once(monkeypatch):
    entries = [
        entry(f"projects/2024/p{n}", text=" ".join(WORDS[n % 5 :]), language="zh" if n % 3 else "en") for n in range(9)
    ]
    whole = index(*entries)
    monkeypatch.setattr(search_heap, "_MOST_HELD", 3)
    monkeypatch.setattr(search_heap, "_MOST_IN_MEMORY", 1)
    assert different(whole, index(*entries)) == []
