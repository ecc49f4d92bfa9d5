import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from types import SimpleNamespace

import numpy as np
import pytest

from gmooc.content.catalogue import Card, build_catalogue
from gmooc.core.files import Blob
from gmooc.core.settings import Settings
from gmooc.search import postings as search_heap
from gmooc.search.documents import TOP, SearchEntry, pack_document, search_entry
from gmooc.search.index import _encode, index_targets, is_in_index, search_targets
from gmooc.search.layout import IndexedPage, Plan, encode_number
from rendering import context_of, kept_of, values_of_column
from rendering import files_of as files_of_targets


def entry(key="projects/2024/solar-still", **fields):
    plain = {"url": f"{key}/", "kind": "project", "language": "en", "title": "", "summary": "", "text": ""}
    return SearchEntry(key=key, **{**plain, "headings": (), "facets": (), **fields})


def index(*entries):
    documents = {IndexedPage(one.key, one.language): Blob.of(pack_document(one)) for one in entries}
    return files_of_targets(index_targets(documents))


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
    site = index(entry("a", url="a/", title="Water", summary="Clean.", shown=(2024, "Third")))
    cards = [card for shard in files_of(site, "cards").values() for card in json.loads(shard).values()]
    assert cards == [["a/", "project", "en", "Water", "Clean.", 2024, "Third"]]


def test_column_holds_the_values_of_each_entry():
    site = index(entry("a", facets=(("goal", "6"), ("goal", "13"))), entry("b"))
    [column] = [json.loads(content) for path, content in site.items() if path.endswith("/facets/goal.json")]
    assert values_of_column(column) == ["6,13", ""]


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
        return TOP - (place >> Plan.over([IndexedPage("projects/2024/solar-still", "en")]).bits)

    assert impact(**better) > impact(**worse)


def test_index_is_the_same_when_pieces_go_to_files_at_once(monkeypatch):
    entries = [
        entry(f"projects/2024/p{n}", text=" ".join(WORDS[n % 5 :]), language="zh" if n % 3 else "en") for n in range(9)
    ]
    whole = index(*entries)
    monkeypatch.setattr(search_heap, "_MAX_HELD", 3)
    monkeypatch.setattr(search_heap, "_MAX_IN_MEMORY", 1)
    assert different(whole, index(*entries)) == []


NOW = datetime(2026, 11, 24, tzinfo=UTC)


def project(name, year=2024, **fields):
    key = f"projects/{year}/{name}"
    plain = {"url": f"{key}/", "source": "", "language": "en", "title": name, "summary": "S", "date": str(year)}
    known = {"challenge": "gmooc-2024", "goals": (4,), "countries": ("KE",), "outcome": "app", "status": "idea"}
    return Card(key=key, id=key, kind="project", year=year, **{**plain, **known, **fields})


def kept(card):
    entry = SimpleNamespace(
        key=card.key, url=card.url, kind=card.kind, record=None, prose=SimpleNamespace(headings=(), text="")
    )
    return kept_of(document=pack_document(search_entry(entry, card)))


def site_of(*cards, now=NOW):
    """Return what is read of an index by the names of its files; of texts and words nothing."""
    context = context_of(
        build_catalogue(cards, (), now),
        Settings("GMOOC", ""),
        searched=frozenset(card.key for card in cards),
        kept={card.key: kept(card) for card in cards},
    )
    files = files_of_targets(search_targets(context)).items()
    return {path.split("/", 2)[-1]: json.loads(text) for path, text in files if not path.endswith(".bin")}


def test_index_without_projects_has_no_order_of_titles():
    assert not {"facets/titles.json", "facets/confirmed.json"} & site_of().keys()


def test_rows_of_projects_are_newest_first_in_every_column():
    made = site_of(project("old", 2021, goals=(1, 6)), project("new", 2026, countries=()))
    assert values_of_column(made["facets/year.json"]) == ["2026", "2021"]
    assert values_of_column(made["facets/goal.json"]) == ["4", "1,6"]
    assert values_of_column(made["facets/country.json"]) == ["", "KE"]


def test_rows_of_other_entries_come_after_those_of_projects():
    news = replace(project("a", 2026), key="announcements/a", id="announcements/a", kind="announcement")
    documents = {IndexedPage(card.id, "en"): kept(card).document for card in (news, project("b"))}
    site = files_of_targets(index_targets(documents, ("projects/2024/b",)))
    [kinds] = [json.loads(content) for path, content in site.items() if path.endswith("/facets/kind.json")]
    assert values_of_column(kinds) == ["project", "announcement"]
    manifest = json.loads(site["search/index.json"])
    assert (manifest["rows"], manifest["listed"]) == (2, 1)


def test_translation_has_the_row_of_its_original():
    original = project("one")
    translation = replace(original, key="zh/projects/2024/one", language="zh")
    made = site_of(original, translation)
    assert made["facets/titles.json"] == [0]
    assert values_of_column(made["facets/language.json"]) == ["en"]
    assert values_of_column(made["facets/translated.json"]) == ["zh"]


def test_row_tells_whether_its_status_was_confirmed_within_a_year():
    old, new = project("old", 2021), project("new", 2021, status_checked="2025-11-24")
    assert values_of_column(site_of(old, new)["facets/confirmed.json"]) == ["year", ""]
    tomorrow = site_of(old, new, now=NOW + timedelta(days=1))
    assert values_of_column(tomorrow["facets/confirmed.json"]) == ["", ""]


def test_rows_give_the_numbers_of_entries():
    cards = [project(f"p{number}") for number in range(600)]
    made = site_of(*cards)
    plan = Plan.over([IndexedPage(card.id, "en") for card in cards])
    numbers = [plan.slots[IndexedPage(id, "en")] for id in sorted(card.id for card in cards)]
    assert (made["rows/0.json"], made["rows/1.json"]) == (numbers[:512], numbers[512:])


def test_titles_are_in_order_without_case_and_accents():
    made = site_of(*(project(name, title=title) for name, title in {"a": "zoo", "b": "Éa", "c": "eb"}.items()))
    assert made["facets/titles.json"] == [1, 2, 0]


def test_card_of_a_project_holds_what_the_gallery_shows():
    card = project("one", language="ar", title="ماء", award="Third", team="فريق", status_checked="2024-03-01")
    shards = [shard for path, shard in site_of(card).items() if path.startswith("cards/") and shard]
    told = ["projects/2024/one/", "project", "ar", "ماء", "S", 2024, "Third", "فريق"]
    facts = [[4], ["KE"], "app", "idea", "2024-03-01", card.pattern, ""]
    assert [list(shard.values()) for shard in shards] == [[[*told, *facts]]]


def test_values_of_a_row_but_the_main_goal_stand_in_the_order_that_takes_fewest_bytes():
    cards = [project("a", goals=(9, 6, 4), countries=("UG", "KE")), project("b", goals=(4,), countries=("KE",))]
    made = site_of(*cards)
    assert values_of_column(made["facets/goal.json"]) == ["9,4,6", "4"]
    assert values_of_column(made["facets/country.json"]) == ["KE,UG", "KE"]


@pytest.mark.parametrize(
    ("path", "is_it"),
    [("search/index.json", True), ("search/4-10/cards/0.json", True), ("search/4", False), ("search/3-4/cards/0.json", False), ("search/index.html", False), ("zh/search/index.json", False)],
)  # fmt: skip
def test_file_of_the_index_is_known_by_its_path(path, is_it):
    assert is_in_index(path) == is_it


@pytest.mark.parametrize("limit", [7, 14, 21, 28])
def test_many_numbers_are_written_as_one_is(limit):
    numbers = [0, (1 << limit) - 1, 1 << limit, (1 << limit) + 1, (1 << 35) - 1]
    written, ends = _encode(np.array(numbers, dtype=np.uint64))
    assert written == b"".join(map(encode_number, numbers))
    assert ends.tolist() == [0, *accumulate(len(encode_number(number)) for number in numbers)]


@pytest.mark.parametrize(("entries", "shown"), [(255, 255), (256, 256), (257, 256)])
def test_best_entries_of_a_term_are_256_and_its_list_holds_all(entries, shown):
    site = index(*(entry(f"p/{number:03}", text="water") for number in range(entries)))
    places = {
        family: [(count, len(found)) for content in files_of(site, family).values() for key, (count, found) in read_records(content) if key == ("water", "water")]
        for family in ("terms", "lists")
    }  # fmt: skip
    assert places["terms"] == [(entries, shown)]
    assert places["lists"] == ([(entries, entries)] if entries > shown else [])
