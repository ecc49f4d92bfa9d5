"""What the cells of one row mean."""

import pytest

from gmooc.intake.row_values import values_of


def read(**cells: str) -> tuple[dict[str, object], list[tuple[str, str]]]:
    asked: list[tuple[str, str]] = []
    values = values_of({key.replace("_", "."): cell for key, cell in cells.items()}, lambda *one: asked.append(one))
    return values, asked


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Amina O., Li Wei and Jo", ["Amina O.", "Li Wei", "Jo"]),
        ("Amina O., PhD", ["Amina O., PhD"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("1. Amina O.\n2. Li Wei", ["Amina O.", "Li Wei"]),
    ],
    ids=["commas", "title", "two family names", "numbered lines"],
)
def test_people_of_a_cell(cell: str, people: list[str]) -> None:
    values, _ = read(team_members=cell)
    assert values["team"] == {"members": [{"name": name} for name in people]}


def test_several_goals_are_asked_about() -> None:
    values, asked = read(sdgs_main_goal="SDG 2, SDG 13")
    assert values["sdgs"] == {"main": {"goal": "2"}}
    assert asked == [("sdgs.main.goal", "the first is taken as the main goal; add 13 with how")]


def test_cells_that_are_plain_are_not_asked_about() -> None:
    values, asked = read(outcome="Mobile app", countries="Trinidad and Tobago", links="https://github.com/a/b")
    assert (values["outcome"], values["countries"]) == ("app", ["TT"])
    assert values["links"] == [{"kind": "code", "url": "https://github.com/a/b"}]
    assert asked == []


ASKED_OF_JOINED = [("team.members", "is 'José Ortega y Gasset' one person? If not, part them by a semicolon")]
ASKED_OF_TURNED = [("team.members", "is 'Smith, John' one name? If 'John' is a role, put it in brackets")]


def person(name: str, role: str = "", affiliation: str = "", country: str = "") -> dict[str, str]:
    values = {"name": name, "role": role, "affiliation": affiliation, "country": country}
    return {key: value for key, value in values.items() if value}


PEOPLE = {
    "role": ("Amina (design)", [person("Amina", "design")], []),
    "place behind the role": ("Amina (design, Fudan)", [person("Amina", "design", "Fudan")], []),
    "Chinese brackets": ("李伟（设计，复旦）；王芳", [person("李伟", "设计", "复旦"), person("王芳")], []),
    "Arabic": ("أمينة (تصميم، نيروبي)؛ ليلى", [person("أمينة", "تصميم", "نيروبي"), person("ليلى")], []),
    "one with a bracket among commas": ("Ana, Bo (design, Fudan)", [person("Ana"), person("Bo", "design", "Fudan")], []),
    "empty brackets": ("Ana (); Bo", [person("Ana"), person("Bo")], []),
    "name with a stroke": ("Kumar A/L Rajan; Bo", [person("Kumar A/L Rajan"), person("Bo")], []),
    "strokes": ("Ana / Bo/Cy", [person("Ana"), person("Bo"), person("Cy")], []),
    # A country is said last.
    "country by its name": ("Amina (design, Peru)", [person("Amina", "design", country="PE")], []),
    "country alone": ("李伟（中国）", [person("李伟", country="CN")], []),
    "code behind all": ("Amina (design, Fudan, KE)", [person("Amina", "design", "Fudan", "KE")], []),
    "code that may be something else": ("Amina (design, KE)", [person("Amina", "design", "KE")], []),
    "three letters that may be something else": ("Amina (design, USA)", [person("Amina", "design", "USA")], []),
    "country that two have": ("Amina (Korea)", [person("Amina", "Korea")], []),
    "name of a country for a name": ("Kenya; Bo", [person("Kenya"), person("Bo")], []),
    # Family names before and joined.
    "turned name": ("Smith, John; Bo", [person("Smith, John"), person("Bo")], ASKED_OF_TURNED),
    "role in small letters": ("Smith, engineer; Bo", [person("Smith", "engineer"), person("Bo")], []),
    "role behind a whole name": ("Ana Smith, Lead; Bo", [person("Ana Smith", "Lead"), person("Bo")], []),
    "role with a number": ("Smith, Lead2; Bo", [person("Smith", "Lead2"), person("Bo")], []),
    "two roles": ("Smith, Lead, Fudan; Bo", [person("Smith", "Lead", "Fudan"), person("Bo")], []),
    "two people on a line": ("Smith, John", [person("Smith"), person("John")], []),
    "title": ("Amina O., PhD; Bo", [person("Amina O., PhD"), person("Bo")], []),
    "joined family names": ("José Ortega y Gasset", [person("José Ortega y Gasset")], ASKED_OF_JOINED),
    "joined given names": ("Ana y Luis y Eva", [person("Ana"), person("Luis"), person("Eva")], []),
    "given name before a whole one": ("Ana e Luis Pérez", [person("Ana"), person("Luis Pérez")], []),
    "nothing": ("N/A; -", [], []),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "people", "asked"), PEOPLE.values(), ids=PEOPLE)
def test_what_is_said_of_people(cell: str, people: list[dict[str, str]], asked: list[tuple[str, str]]) -> None:
    values, questions = read(team_members=cell)
    assert (values["team"], questions) == ({"members": people} if people else {}, asked)


@pytest.mark.parametrize(
    ("countries", "about"),
    [("Kenya", person("Amina", "design", country="KE")), ("Peru; 肯尼亚", person("Amina", "design", country="KE")), ("Italy", person("Amina", "design", "KE"))],
)  # fmt: skip
def test_code_of_a_country_is_one_where_the_row_names_it(countries: str, about: dict[str, str]) -> None:
    values, _ = read(team_members="Amina (design, KE)", countries=countries)
    assert values["team"] == {"members": [about]}


ASKED_OF_PLACES = [("team.affiliation", "is of 3 people, each of one of these? Write it beside them")]


@pytest.mark.parametrize(
    ("places", "expected", "asked"),
    [
        ("Fudan", ["Fudan", "MIT", "Fudan"], []),
        ("Fudan; Fudan", ["Fudan", "MIT", "Fudan"], []),
        ("Fudan\nOxford\nUniversity  of Nairobi", ["Fudan", "MIT", "University of Nairobi"], []),
        ("Fudan; Oxford", [None, "MIT", None], ASKED_OF_PLACES),
        ("Fudan; Oxford; Nairobi; Lima", [None, "MIT", None], ASKED_OF_PLACES),
        ("", [None, "MIT", None], []),
    ],
    ids=["one of all", "one twice", "each their own", "too few", "too many", "none"],
)
def test_place_belongs_to_who_has_none(places: str, expected: list[str | None], asked: list[tuple[str, str]]) -> None:
    values, questions = read(team_members="Ana; Bo (code, MIT); Cy", team_affiliation=places)
    assert isinstance(values["team"], dict)
    assert [person.get("affiliation") for person in values["team"]["members"]] == expected
    assert questions == asked


@pytest.mark.parametrize(
    ("cell", "goal", "asked"),
    [
        ("SDG 13", "13", ""),
        ("Goal 04: Education", "4", ""),
        ("SDG 4.7", "4", ""),
        ("2024", "2024", ""),
        ("4 and SDG 4", "4", ""),
        ("4, 5", "4", "5"),
        ("4, 5, 6", "4", "5, 6"),
        ("4, 5, 6, 7", "4", "5, 6"),
        ("清洁饮水", "清洁饮水", ""),
    ],
)
def test_goal_is_the_first_number(cell: str, goal: str, asked: str) -> None:
    values, questions = read(sdgs_main_goal=cell)
    said = f"the first is taken as the main goal; add {asked} with how"
    assert (values["sdgs"], questions) == ({"main": {"goal": goal}}, [("sdgs.main.goal", said)] if asked else [])


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("year", "2024.0", "2024"),
        ("year", "2024.00", "2024"),
        ("year", "2024.05", "2024.05"),
        ("status_checked", "2024-09-28 00:00", "2024-09-28"),
        ("status_checked", "2024-09-28T00:00:00.000", "2024-09-28"),
        ("status_checked", "2024-09-28 10:00", "2024-09-28 10:00"),
        # Days since 1900, of the years 1982 to 2036.
        ("status_checked", "29999", "29999"),
        ("status_checked", "30000", "1982-02-18"),
        ("status_checked", "49999", "2036-11-20"),
        ("status_checked", "50000", "50000"),
        ("outcome", "LESSON", "lesson"),
        ("status", "In_use", "in-use"),
        ("status", "使用中", "in-use"),
        ("language", "Français", "fr"),
        ("challenge", "GMOOC  2024", "gmooc-2024"),
        ("challenge", "清洁", "清洁"),
        ("title", " Clean\n water ", "Clean water"),
        ("award", " First\n prize ", "First prize"),
        ("registry", "sdgs.un.org/a", "https://sdgs.un.org/a"),
    ],
)  # fmt: skip
def test_value_is_the_one_that_is_meant(key: str, cell: str, value: str) -> None:
    assert values_of({key: cell}, lambda *_: None)[key] == value


def test_target_is_its_number_alone() -> None:
    values, _ = read(sdgs_main_target="Target 6.1", sdgs_main_how=" Gives\n it ")
    assert values["sdgs"] == {"main": {"how": "Gives it", "target": "6.1"}}


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Kenya and China", ["KE", "CN"]),
        ("Trinidad and Tobago; Kenya", ["TT", "KE"]),
        ("Kenya, Peru; China", ["KE", "PE", "CN"]),
        ("肯尼亚、中国", ["KE", "CN"]),
        ("Kenya; Korea", ["KE", "Korea"]),
        ("", []),
    ],
)
def test_countries_of_a_cell(cell: str, codes: list[str]) -> None:
    assert read(countries=cell)[0]["countries"] == codes


def test_words_of_a_cell_are_parted_at_signs_and_at_and() -> None:
    values, _ = read(tags="clean  water, 水；sun|wind and rain；،")
    assert values["tags"] == ["clean water", "水", "sun", "wind", "rain"]


LINKS = {
    "website": ("https://a.example/b", [("website", "https://a.example/b")]),
    "without a scheme": ("github.com/a/b", [("code", "https://github.com/a/b")]),
    "nothing": ("N/A\n-\nhttps://a.example", [("website", "https://a.example")]),
    "item of a list": ("- https://a.example", [("website", "https://a.example")]),
    "several": ("https://a.example, https://b.example；https://c.example、https://d.example", [("website", f"https://{name}.example") for name in "abcd"]),
    **{
        address: (f"https://{address}", [(kind, f"https://{address}")])
        for kind, addresses in {
            "video": ("www.youtube.com/watch?v=x", "youtu.be/x", "www.bilibili.com/video/x", "b23.tv/x", "vimeo.com/1"),
            "code": ("github.com/a", "gitlab.com/a", "gitee.com/a", "codeberg.org/a"),
        }.items()
        for address in addresses
    },
}  # fmt: skip


@pytest.mark.parametrize(("cell", "links"), LINKS.values(), ids=LINKS)
def test_kind_of_a_link_is_told_by_its_address(cell: str, links: list[tuple[str, str]]) -> None:
    assert read(links=cell)[0]["links"] == [{"kind": kind, "url": url} for kind, url in links]


def test_values_stand_in_the_order_of_the_model() -> None:
    assert " ".join(read()[0]) == (
        "title summary challenge year team countries sdgs outcome status status_checked wanted award links registry "
        "licence language tags"
    )


@pytest.mark.parametrize(
    ("key", "cell", "asked"),
    [
        ("outcome", "A lesson with a film", "is it lesson or art?"),
        ("countries", "Korea", "is it KR or KP?"),
        ("status_checked", "01-10-2025", "is it 2025-10-01 or 2025-01-10?"),
        ("status_checked", "45000", "is a day as spreadsheets count; is it 2023-03-15?"),
    ],
)
def test_value_of_two_meanings_is_asked(key: str, cell: str, asked: str) -> None:
    questions: list[tuple[str, str]] = []
    values_of({key: cell}, lambda *one: questions.append(one))
    assert questions == [(key, asked)]


def test_team_has_its_name_beside_its_members() -> None:
    values, _ = read(team_name=" Blue\n team ", team_members="Ana")
    assert values["team"] == {"name": "Blue team", "members": [{"name": "Ana"}]}


HTML = {
    "paragraphs": ("<p>Amina</p><p>Bob</p>", ["Amina", "Bob"]),
    "lines": ("Amina<br>Bob<br/>Li", ["Amina", "Bob", "Li"]),
    "items": ("<ul><li>Amina O.</li><li>Bob K.</li></ul>", ["Amina O.", "Bob K."]),
    "characters": ("Amina O&#39;Neil &amp; Bob", ["Amina O'Neil", "Bob"]),
    "comma and word": ("Amina O., Li Lei, and Bob K.", ["Amina O.", "Li Lei", "Bob K."]),
    "name that begins as the word does": ("Amina, Andrea", ["Amina", "Andrea"]),
}


@pytest.mark.parametrize(("cell", "names"), HTML.values(), ids=HTML)
def test_members_of_a_cell_that_was_exported_are_parted(cell: str, names: list[str]) -> None:
    values, asked = read(team_name="Blue", team_members=cell)
    assert ([person["name"] for person in values["team"]["members"]], asked) == (names, [])


def test_title_that_was_exported_has_its_characters() -> None:
    values, _ = read(title="Water &amp; food: a &lt; b", summary="R&D; of A < B and C > D")
    assert (values["title"], values["summary"]) == ("Water & food: a < b", "R&D; of A < B and C > D")


def test_wants_and_licence_are_read_as_labels_and_codes() -> None:
    values, asked = read(wanted="People to join; DATA, a partner", licence="cc by 4.0")
    assert (values["wanted"], values["licence"], asked) == (["people", "data", "partner"], "CC-BY-4.0", [])
