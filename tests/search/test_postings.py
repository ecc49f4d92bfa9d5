"""What all entries hold, gathered by parts: how many have a word, how long each is, and where each word stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from zlib import crc32

import pytest

from gmooc.search import postings
from gmooc.search.documents import COUNT_BITS, Packed, SearchEntry, pack_document
from gmooc.search.layout import MAX_PARTITIONS, MIN_PARTITIONS, shard_of
from gmooc.search.postings import POSTING_COUNT_BITS, POSTING_SLOT_BITS, PostingBuffer
from gmooc.search.tokenizer import STEM_START, goal_mark

BUFFERS: list[PostingBuffer] = []


@pytest.fixture(autouse=True)
def files_are_closed() -> Iterator[None]:
    """Close what a buffer whose parts nobody read has open."""
    yield
    for buffer in BUFFERS:
        for file in buffer._files:
            file.close()
    BUFFERS.clear()


def packed(text: str, language: str = "en", **more: object) -> Packed:
    plain = {"key": "k", "url": "k/", "kind": "project", "title": "", "summary": "", "headings": (), "facets": ()}
    return Packed.unpack(pack_document(SearchEntry(**{**plain, "language": language, "text": text, **more})))  # type: ignore[arg-type]


def buffer_of(*texts: str | Packed, slots: int = 64, partitions: int = MIN_PARTITIONS) -> PostingBuffer:
    """Return a buffer of entries, the first in slot 3, the next in slot 4."""
    BUFFERS.append(buffer := PostingBuffer(slots, partitions))
    for slot, text in enumerate(texts, 3):
        buffer.add(slot, text if isinstance(text, Packed) else packed(text))
    return buffer


def found_in(buffer: PostingBuffer) -> dict[str, list[tuple[int, int, int]]]:
    """Return of each form the slots, how often it stands there, and in which zones, and check its part."""
    forms, form_of = buffer.forms()
    assert forms == sorted({form for form in buffer.known if form[0]})
    found: dict[str, list[tuple[int, int, int]]] = {}
    parts = list(buffer.parts(form_of))
    for number, keys in enumerate(parts):
        for key in keys.tolist():
            stem, form = forms[key >> POSTING_SLOT_BITS + POSTING_COUNT_BITS]
            slot = key >> POSTING_COUNT_BITS & (1 << POSTING_SLOT_BITS) - 1
            count = key & (1 << POSTING_COUNT_BITS) - 1
            assert crc32(stem.encode()) % len(parts) == number
            found.setdefault(form, []).append((slot, count & (1 << COUNT_BITS) - 1, count >> COUNT_BITS))
    return {form: sorted(places) for form, places in found.items()}


def words_of(buffer: PostingBuffer, shards: int = 4) -> dict[str, Counter[str]]:
    """Return the words of all shards, and check that each is in its own."""
    found: dict[str, Counter[str]] = {}
    for shard, words in enumerate(buffer.words(shards)):
        assert {shard_of(stem[:STEM_START], shards) for stem in words} <= {shard}
        found |= words
    return found


def test_words_are_counted_by_entries_and_not_by_how_often_they_stand_there() -> None:
    words = words_of(buffer_of("water water waters", "water pump"))
    assert {stem: dict(forms) for stem, forms in words.items()} == {
        "water": {"water": 2, "waters": 1},
        "pump": {"pump": 1},
    }


def test_what_is_no_word_is_in_no_list_of_words() -> None:
    text = packed("a 清洁 water 学校", facets=(("goal", "6"),), title="Well")
    assert set(words_of(buffer_of(text))) == {"water", "well"}
    assert goal_mark("6") in found_in(buffer_of(text))


def test_forms_of_one_language_are_counted_together_and_each_has_the_stem_of_its_own() -> None:
    words = words_of(buffer_of(packed("studies"), packed("studies"), packed("studies", "fr")))
    counts = sorted((form, count) for forms in words.values() for form, count in forms.items())
    assert sum(count for form, count in counts if form == "studies") == 3


def test_compound_counts_in_how_many_entries_all_its_forms_stand() -> None:
    german = [packed(text, "de") for text in ("Wasserfilter Wasser Filter", "Wasserfilter", "Wasserfilters")]
    words = words_of(buffer_of(*german))
    [whole] = [stem for stem, forms in words.items() if "wasserfilter" in forms]
    assert words["wass"][f"={whole}"] == words["filt"][f"={whole}"] == sum(words[whole].values()) == 3


def test_compound_of_a_compound_counts_for_none_of_its_parts() -> None:
    """In whatever order words are met, or two builds of one site would differ."""
    texts = ["Haus Boot Verleih", "Hausboot", "Hausbootverleih", "Hausboot Verleih", "Bootverleih Haus"]
    for order in permutations(texts, len(texts)):
        words = words_of(buffer_of(*(packed(text, "de") for text in order)))
        assert words["haus"] == {"haus": 2, "=hausboot": 2, "=hausbootverleih": 1}
        assert words["boot"] == {"boot": 1, "=hausboot": 2, "=bootverleih": 1}
        assert words["hausboot"] == {"hausboot": 2, "=hausbootverleih": 1}


@pytest.mark.parametrize("partitions", [MIN_PARTITIONS, MAX_PARTITIONS])
def test_terms_are_gathered_in_as_many_parts_as_asked_for(partitions: int) -> None:
    texts = [" ".join(f"word{number}" for number in range(start, start + 500)) for start in (0, 250)]
    buffer = buffer_of(*texts, partitions=partitions)
    assert len(buffer._files) == partitions
    found = found_in(buffer)
    assert len(found) == 750
    assert found == found_in(buffer_of(*texts))


def test_key_tells_slot_count_and_zones() -> None:
    titled = packed("pump pump pump", title="Water pump", summary="Water for all")
    found = found_in(buffer_of("water", titled))
    assert found["water"][0] == (3, 1, 0)
    # In a short title, which counts as a heading too, and in the summary.
    assert found["water"][1] == (4, 2, 4 | 2 | 1)
    assert found["pump"] == [(4, 4, 4 | 2)]


def test_single_letter_is_in_no_part() -> None:
    assert found_in(buffer_of("a b water")) == {"water": [(3, 1, 0)]}


# A class is a power of four.
@pytest.mark.parametrize(
    ("words", "size"),
    [(0, 0), (1, 1), (3, 1), (4, 2), (15, 2), (16, 3), (255, 4), (256, 5), (1023, 5), (1024, 6)],
)
def test_size_of_an_entry_is_a_power_of_four(words: int, size: int) -> None:
    # Single letters are no words.
    classes = buffer_of(" ".join(["water"] * words) + " a b").size_classes()
    assert (len(classes), classes[3]) == (64, size)
    assert not classes[:3].any()
    assert not classes[4:].any()


@pytest.mark.parametrize("held", [0, 1, 2, 3, 1 << 18])
@pytest.mark.parametrize("in_memory", [1, 1 << 19])
def test_what_is_held_and_what_went_to_files_is_told_alike(
    held: int, in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["water pump", "清洁 water", "", "school", "water school water " * 20]
    expected = buffer_of(*texts)
    words, sizes = words_of(expected), expected.size_classes().tolist()
    places = found_in(expected)
    monkeypatch.setattr(postings, "_MAX_HELD", held)
    monkeypatch.setattr(postings, "_MAX_IN_MEMORY", in_memory)
    buffer = buffer_of(*texts)
    assert (words_of(buffer), buffer.size_classes().tolist(), found_in(buffer)) == (words, sizes, places)


@pytest.mark.parametrize(("held", "spilled"), [(1, True), (2, False)], ids=["above the limit", "at the limit"])
def test_pieces_go_to_files_beyond_the_limit(held: int, spilled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "_MAX_HELD", held)
    buffer = buffer_of("water pump")
    assert any(file.tell() for file in buffer._files) == spilled


def test_highest_slot_and_count_stay_apart() -> None:
    """A slot has 24 bits in a key, and a count beside it 16."""
    buffer = PostingBuffer(1 << POSTING_SLOT_BITS, MIN_PARTITIONS)
    last = (1 << POSTING_SLOT_BITS) - 1
    buffer.add(last, packed("water " * 9000, title="Water"))
    assert found_in(buffer)["water"] == [(last, (1 << COUNT_BITS) - 1, 4 | 2)]


def test_empty_buffer_has_nothing() -> None:
    buffer = PostingBuffer(8, MIN_PARTITIONS)
    assert (words_of(buffer), buffer.size_classes().tolist(), found_in(buffer)) == ({}, [0] * 8, {})
