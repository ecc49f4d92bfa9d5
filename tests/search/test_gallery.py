import json
from datetime import UTC, datetime, timedelta

from gmooc.content.catalogue import Card, build_catalogue
from gmooc.core.settings import Settings
from gmooc.render.cards import pattern_of
from gmooc.search.gallery import SHARD, _column, gallery_targets
from gmooc.search.layout import Plan, page_key
from rendering import context_of, files_of

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def project(name, year=2024, **fields):
    key = f"projects/{year}/{name}"
    plain = {"url": f"{key}/", "source": "", "language": "en", "title": name, "summary": "S", "date": str(year)}
    known = {"challenge": "gmooc-2024", "goals": (4,), "countries": ("KE",), "outcome": "app", "status": "idea"}
    return Card(key=key, id=key, kind="project", year=year, **{**plain, **known, **fields})


def keys_of(*cards):
    return frozenset(card.key for card in cards)


def files(*cards):
    context = context_of(build_catalogue(cards, (), NOW), Settings("GMOOC", ""), searched=keys_of(*cards))
    return {path: json.loads(content) for path, content in files_of(gallery_targets(context)).items()}


def values(column):
    """Read a column as the browser does."""

    def value(character):
        code = ord(character)
        return column["values"][(code if code < 0xD800 else code - 0x800) - ord("#")]

    places = zip(*column["rows"], strict=True)
    return [",".join(value(character) for character in place if character != " ") for place in places]


def test_gallery_without_projects_has_no_files():
    assert files() == {}


def test_rows_are_newest_first_in_every_column():
    made = files(project("old", 2021, goals=(1, 6)), project("new", 2026, countries=()))
    assert values(made["gallery/year.json"]) == ["2026", "2021"]
    assert values(made["gallery/goal.json"]) == ["4", "1,6"]
    assert values(made["gallery/country.json"]) == ["", "KE"]


def test_translation_has_no_row():
    original = project("one")
    translation = original._replace(key="zh/projects/2024/one", language="zh")
    assert files(original, translation)["gallery/titles.json"] == [0]


def test_row_tells_whether_its_status_was_confirmed_within_a_year():
    old, new = project("old", 2021), project("new", 2021, status_checked="2025-11-24")
    assert values(files(old, new)["gallery/confirmed.json"]) == ["year", ""]
    tomorrow = context_of(
        build_catalogue((old, new), (), NOW + timedelta(days=1)), Settings("GMOOC", ""), searched=keys_of(old, new)
    )
    assert values(json.loads(files_of(gallery_targets(tomorrow))["gallery/confirmed.json"])) == ["", ""]


def test_row_has_the_number_of_its_entry_in_the_search_index():
    original = project("one")
    translation = original._replace(key="zh/projects/2024/one", language="zh")
    keys = frozenset((original.key, translation.key))
    context = context_of(build_catalogue((original, translation), (), NOW), Settings("GMOOC", ""), searched=keys)
    plan = Plan.over(
        page_key("projects/2024/one", language, is_translation=language == "zh") for language in ("en", "zh")
    )
    assert json.loads(files_of(gallery_targets(context))["gallery/entries.json"]) == [min(plan.slots.values())]
    assert {plan.entry_of(page) for page in plan.slots} == {min(plan.slots.values())}


def test_titles_are_in_order_without_case_and_accents():
    made = files(*(project(name, title=title) for name, title in {"a": "zoo", "b": "Éa", "c": "eb"}.items()))
    assert made["gallery/titles.json"] == [1, 2, 0]


def test_card_tells_direction_of_its_language():
    card = project("one", language="ar", title="ماء", award="Third", team="فريق", status_checked="2024-03-01")
    told = ["projects/2024/one/", "ar", "rtl", "ماء", "S", "Third", "فريق", [4], ["KE"], "app", "idea", "2024-03-01"]
    assert files(card)["gallery/cards/2024/0.json"] == [[*told, pattern_of(card)]]


def test_values_of_a_row_but_the_main_goal_stand_in_the_order_that_takes_fewest_bytes():
    cards = [project("a", goals=(9, 6, 4), countries=("UG", "KE")), project("b", goals=(4,), countries=("KE",))]
    made = files(*cards)
    assert values(made["gallery/goal.json"]) == ["9,4,6", "4"]
    assert values(made["gallery/country.json"]) == ["KE,UG", "KE"]


def test_shards_begin_anew_with_each_year():
    many = [project(f"p{number}", 2025) for number in range(SHARD + 1)]
    made = files(project("other", 2024), *many)
    sizes = {path: len(cards) for path, cards in made.items() if "/cards/" in path}
    assert sizes == {
        "gallery/cards/2025/0.json": SHARD,
        "gallery/cards/2025/1.json": 1,
        "gallery/cards/2024/0.json": 1,
    }


def test_column_leaves_out_halves_of_characters():
    count = 0xD800 - ord("#") + 2
    column = json.loads(_column("\n".join(map(str, range(count))), 0))
    assert values(column) == [str(number) for number in range(count)]
