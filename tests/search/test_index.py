import json
from itertools import accumulate

import pytest

from gmooc.core.files import Blob
from gmooc.search import postings as search_heap
from gmooc.search.documents import TOP, SearchEntry, pack_document
from gmooc.search.index import index_targets
from gmooc.search.layout import Plan, page_key
from rendering import files_of as files_of_targets


def entry(key="projects/2024/solar-still", **fields):
    plain = {"url": f"{key}/", "kind": "project", "language": "en", "title": "", "summary": "", "text": ""}
    return SearchEntry(key=key, **{**plain, "headings": (), "facets": (), **fields})


def index(*entries):
    facets = {name for one in entries for name, _ in one.facets}
    documents = {page_key(one.key, one.language, is_translation=False): Blob.of(pack_document(one)) for one in entries}
    return files_of_targets(index_targets(documents, facets))


def files_of(site, family):
    return {path: content for path, content in site.items() if f"/{family}/" in path}


def read_numbers(content):
    """Yield numbers that are written in seven bits a byte, the lowest first."""
    number = shift = 0
    for byte in content:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


def read_records(content):
    """Yield stem and form of every record, with how many entries have the form and the places that are listed."""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = content[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(content):
        stem = content[at + 1 : at + 1 + content[at]]
        at += 1 + len(stem)
        end = number() + at
        while at < end:
            shared, rest = content[at : at + 2]
            form = stem[:shared] + content[at + 2 : at + 2 + rest]
            at += 2 + rest
            count, size = number(), number()
            yield (stem.decode(), form.decode()), (count, list(accumulate(read_numbers(content[at : at + size]))))
            at += size


def different(one, other):
    """Return the paths whose content differs; whole sites would take minutes to compare in words."""
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


def test_order_of_entries_changes_nothing():
    some = [entry(f"p/{number}", text=f"water {number}", facets=(("goal", "6"),)) for number in range(30)]
    assert index(*some) == index(*reversed(some))


def test_one_changed_word_changes_few_files():
    old = [entry(f"p/{number}", text="clean water for schools") for number in range(30)]
    new = [*old[:-1], entry("p/29", text="clean water for villages")]
    changed = different(index(*old), index(*new))
    assert sorted({path.split("/")[2] for path in changed}) == ["terms", "texts", "words"]


def test_empty_index_has_all_its_shards():
    site = index()
    assert json.loads(site["search/index.json"])["entries"] == 0
    assert set(files_of(site, "terms").values()) == {b""}
    assert set(files_of(site, "words").values()) == {b"{}"}


def test_words_are_listed_under_their_stem():
    site = index(entry("a", text="Education educated"), entry("b", text="education"))
    stems = {stem: forms for shard in files_of(site, "words").values() for stem, forms in json.loads(shard).items()}
    assert stems == {"educ": {"education": 2, "educated": 1}}


def test_forms_of_a_stem_lie_beside_each_other():
    site = index(entry("a", text="Education educated"), entry("b", text="education"))
    records = dict(found for content in files_of(site, "terms").values() for found in read_records(content))
    assert {key: count for key, (count, _) in records.items()} == {("educ", "educated"): 1, ("educ", "education"): 2}


def test_compound_is_listed_under_its_parts():
    site = index(entry("a", language="de", text="Ein Wasserfilter, ein Filter und Wasser"))
    stems = {stem: forms for shard in files_of(site, "words").values() for stem, forms in json.loads(shard).items()}
    assert stems["filt"] == {"filter": 1, "=wasserfilt": 1}
    assert stems["wass"] == {"wasser": 1, "=wasserfilt": 1}


def test_goal_and_title_are_marked():
    site = index(
        entry("sdgs/sdg-04", kind="sdg", title="Quality Education", facets=(("goal", "4"),)),
        entry("projects/2024/a", title="Lanterns", facets=(("goal", "6"), ("goal", "4"))),
    )
    records = dict(found for content in files_of(site, "terms").values() for found in read_records(content))
    assert [records[f"goal={goal}", f"goal={goal}"][0] for goal in (4, 6)] == [2, 1]
    assert sum(form.startswith("title=") for _, form in records) == 2
    assert "goal" not in "".join(map(str, files_of(site, "words").values()))


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
        site = index(entry(**fields))
        (_, [place]) = next(
            found
            for content in files_of(site, "terms").values()
            for key, found in read_records(content)
            if key == ("water", "water")
        )
        return TOP - (place >> Plan.over([page_key("projects/2024/solar-still", "en", is_translation=False)]).bits)

    assert impact(**better) > impact(**worse)


def test_index_is_the_same_when_pieces_go_to_files_at_once(monkeypatch):
    entries = [
        entry(f"projects/2024/p{n}", text=" ".join(WORDS[n % 5 :]), language="zh" if n % 3 else "en") for n in range(9)
    ]
    whole = index(*entries)
    monkeypatch.setattr(search_heap, "_MAX_HELD", 3)
    monkeypatch.setattr(search_heap, "_MAX_IN_MEMORY", 1)
    assert different(whole, index(*entries)) == []
