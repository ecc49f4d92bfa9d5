"""Where everything lies in the search index, and how it is encoded."""

import json
from zlib import crc32

import pytest

from gmooc.search.layout import IndexedPage, Plan, as_column, as_object, as_record, encode_number, shard_of
from rendering import values_of_column


@pytest.mark.parametrize(
    ("entries", "level"),
    [(0, 4), (1, 4), (15, 4), (16, 4), (17, 5), (32, 5), (33, 6), (1024, 10), (1025, 11)],
)
def test_level_grows_past_a_power_of_two(entries: int, level: int) -> None:
    plan = Plan.over(IndexedPage(f"p/{number}", "en") for number in range(entries))
    assert (plan.level, plan.bits, len(set(plan.slots.values()))) == (level, level + 5, entries)
    assert all(0 <= slot < 1 << plan.bits for slot in plan.slots.values())


def key(id: str, language: str = "en", *, is_translation: bool = False) -> IndexedPage:
    return IndexedPage.of(id, language, is_translation=is_translation)


def test_slot_is_the_hash_of_the_id() -> None:
    assert Plan.over([key("b"), key("a")]).slots == {key("a"): crc32(b"a") & 31, key("b"): crc32(b"b") & 31}


def test_slot_tells_entry_language_and_translation() -> None:
    pages = [
        key("a"),
        key("a", "fr", is_translation=True),
        key("a", "zh", is_translation=True),
        key("b", "fr"),
        key("b", "en", is_translation=True),
        key("c", "sw"),
        key("d"),
        key("d", "pt", is_translation=True),
        key("d", "sw", is_translation=True),
    ]
    slots = Plan.over(pages).slots
    one = slots[key("a")]
    assert one < 32
    assert slots[pages[1]] == 8 + 3 << 5 | one
    assert slots[pages[2]] == 8 + 5 << 5 | one
    assert (slots[pages[3]] >> 5, slots[pages[4]] >> 5) == (3, 8)
    assert slots[pages[3]] & 31 == slots[pages[4]] & 31
    assert slots[pages[5]] >> 5 == 6
    # Two translations into languages that are none of the site's are entries of their own.
    assert len({slots[page] & 31 for page in pages[6:]}) == 3


def test_taken_slot_gives_way_to_the_next() -> None:
    by_slot: dict[int, list[str]] = {}
    for number in range(2000):
        by_slot.setdefault(crc32(str(number).encode()) & 31, []).append(str(number))
    one, other = sorted(by_slot[5][:2])
    assert Plan.over([key(other), key(one)]).slots == {key(one): 5, key(other): 6}
    one, other = sorted(by_slot[31][:2])
    assert Plan.over([key(other), key(one)]).slots == {key(one): 31, key(other): 0}


@pytest.mark.parametrize(
    ("level", "words", "terms", "lists", "cards"),
    [(4, 1, 16, 16, 4), (5, 2, 16, 16, 8), (6, 4, 16, 16, 16), (7, 8, 32, 32, 32), (9, 32, 128, 128, 128), (14, 1024, 4096, 4096, 4096), (18, 4096, 16384, 65536, 65536)],
)  # fmt: skip
def test_larger_index_has_more_files(level: int, words: int, terms: int, lists: int, cards: int) -> None:
    plan = Plan(level, {})
    shards = [plan.shards(family) for family in ("words", "terms", "lists", "cards", "texts")]
    assert shards == [words, terms, lists, cards, cards]


def test_paths_of_a_small_index() -> None:
    plan = Plan(4, {})
    assert list(plan.paths_shown(["goal", "country"])) == [
        *(f"search/4-4/{family}/{shard}.json" for shard in range(4) for family in ("cards", "texts")),
        *(f"search/4-4/facets/{name}.json" for name in ("country", "goal")),
        "search/index.json",
    ]
    assert list(plan.paths_found()) == [
        "search/4-4/words/0.json",
        *(f"search/4-4/{family}/{shard}.bin" for shard in range(16) for family in ("terms", "lists")),
    ]


def test_terms_are_in_order_of_their_parts() -> None:
    terms = [path for path in Plan(7, {}).paths_found() if "/terms/" in path]
    assert terms == [f"search/4-7/terms/{shard}.bin" for part in range(16) for shard in (part, part + 16)]


def test_manifest_holds_what_the_browser_needs() -> None:
    plan = Plan.over([key("a"), key("a", "fr", is_translation=True), key("b")], ["b"])
    assert json.loads(plan.manifest(["SDG"])) == {
        "chunk": 512,
        "entries": 3,
        "first": 256,
        "format": 4,
        "goals": ["SDG"],
        "languages": ["en", "ar", "es", "fr", "ru", "zh"],
        "level": 4,
        "listed": 1,
        "longest": 40,
        "rows": 2,
        "shards": {"cards": 4, "lists": 16, "terms": 16, "texts": 4, "words": 1},
        "start": 3,
        "title": 7,
        "top": 15,
    }


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, b"\x00"),
        (127, b"\x7f"),
        (128, b"\x80\x01"),
        (129, b"\x81\x01"),
        (16383, b"\xff\x7f"),
        (16384, b"\x80\x80\x01"),
    ],
)
def test_number_is_written_in_seven_bits_a_byte(number: int, written: bytes) -> None:
    assert encode_number(number) == written


@pytest.mark.parametrize(("entries", "files"), [(0, 0), (1, 1), (512, 1), (513, 2)])
def test_numbers_of_rows_are_in_files(entries: int, files: int) -> None:
    paths = list(Plan.over(key(f"p/{number}") for number in range(entries)).paths_shown([]))
    assert [path.rpartition("/")[2] for path in paths if "/rows/" in path] == [f"{file}.json" for file in range(files)]


@pytest.mark.parametrize(("level", "rows"), [(4, 512), (14, 512), (15, 1024), (17, 4096)])
def test_all_rows_of_a_large_index_are_in_few_files(level: int, rows: int) -> None:
    assert Plan(level, {}).rows_in_file == rows


def test_rows_are_those_of_listed_entries_and_then_of_others() -> None:
    plan = Plan.over([key("a"), key("b"), key("c"), key("c", "fr", is_translation=True)], ["c", "b"])
    assert (plan.rows, plan.listed) == (("c", "b", "a"), 2)
    assert plan.numbers() == [crc32(id) & 31 for id in (b"c", b"b", b"a")]


def test_object_is_in_order_of_slots() -> None:
    assert as_object([(10, b"[2]"), (9, b"1")]) == b'{"9":1,"10":[2]}'


def test_column_names_each_value_once() -> None:
    assert json.loads(as_column([["b"], [], ["b"]])) == {"values": ["b"], "rows": ["# #"]}


@pytest.mark.parametrize("rows", [[], [[]]])
def test_column_without_values_tells_how_many_rows_there_are(rows: list[list[str]]) -> None:
    assert json.loads(as_column(rows)) == {"values": [], "rows": [" " * len(rows)]}


def test_column_leaves_out_halves_of_characters() -> None:
    count = 0xD800 - ord("#") + 2
    column = json.loads(as_column([str(number)] for number in range(count)))
    assert values_of_column(column) == [str(number) for number in range(count)]


def test_record_holds_the_forms_of_a_stem() -> None:
    written = as_record("water", [("water", 200, b"abc"), ("watered", 1, b"d")])
    forms = b"\x05\x00\xc8\x01\x03abc" + b"\x05\x02ed\x01\x01d"
    assert written == b"\x05water" + bytes([len(forms)]) + forms


def test_shard_is_the_hash_of_the_name() -> None:
    assert (shard_of("水", 1000), shard_of("水", 1)) == (crc32("水".encode()) % 1000, 0)
