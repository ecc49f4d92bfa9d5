"""A row of a table becomes a write-up, and every cell that somebody has to look at is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmooc.intake.cells import is_empty, without_html
from gmooc.intake.columns import KEYS, guess, read_columns
from gmooc.intake.rows import MAX_CELL_LENGTH, Doubt, WriteUp, write_ups
from gmooc.intake.tables import Row, Table
from gmooc.text.document import read_document
from gmooc.text.front_matter import write_value
from gmooc.text.text_damage import garbled_lines
from intake.test_tables import HEADS, LINE, table


def made(text: str, **more: str):
    found = table(text)
    return list(write_ups(found, guess(found.heads), more))


def test_cells_of_several_columns_are_put_together():
    (one,) = made(
        "Project title,Year,Team member 1 first name,Team member 1 last name,Team member 2 first name,"
        "Team member 2 last name,Website,Demo video,About it,Describe more\n"
        "Still,2024,Amina,O.,Li,Wei,https://a.example,https://youtu.be/x,One.,Two.\n"
    )
    values = read_document(one.path, one.text.encode())[0].values
    assert values["team"]["members"] == [{"name": "Amina O."}, {"name": "Li Wei"}]
    assert values["links"] == [
        {"kind": "website", "url": "https://a.example"},
        {"kind": "video", "url": "https://youtu.be/x"},
    ]
    assert one.text.endswith("---\n\n## About it\n\nOne.\n\n## Describe more\n\nTwo.\n")


def test_doubt_names_all_columns_that_hold_its_cell():
    (one,) = made("Title,Year,Website,Blog link,Code link\nStill,2024,/a,,/b\n")
    assert "column C 'Website', column E 'Code link'" in " ".join(map(str, one.doubts))


@pytest.mark.parametrize(
    ("cell", "members"),
    [
        ("Awa (design), Paul (code)", [{"name": "Awa", "role": "design"}, {"name": "Paul", "role": "code"}]),
        ("Ana y Luis", [{"name": "Ana"}, {"name": "Luis"}]),
        ("Li Wei (code, Fudan, second year, CN)", [{"name": "Li Wei", "role": "code", "affiliation": "Fudan, second year", "country": "CN"}]),
    ],
)  # fmt: skip
def test_people_are_told_apart_and_nothing_of_them_is_lost(cell, members):
    (one,) = made(f'Title,Year,Members\nStill,2024,"{cell}"\n')
    assert read_document(one.path, one.text.encode())[0].values["team"]["members"] == members


def test_cell_of_markdown_stays_as_it_is():
    story = "## Why\nWater.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx\n  y\n```"
    (one,) = made(f'Title,Year,Story\nStill,2024,"{story}"\n')
    assert one.text.endswith(f"---\n\n{story}\n")


def test_row_becomes_a_write_up():
    (one,) = made(f"{HEADS}\n{LINE}\n")
    values = read_document(one.path, one.text.encode())[0].values
    assert (one.path, one.doubts) == ("projects/2024/still.md", ())
    assert values == {
        "title": "Still", "summary": "Water", "challenge": "gmooc-2024", "year": "2024",
        "team": {"name": "Blue", "members": [{"name": "Amina O.", "country": "KE", "role": "design", "affiliation": "Nairobi"}, {"name": "Li Wei"}]},
        "countries": ["KE", "CN"], "sdgs": {"main": {"goal": "6", "how": "Gives it"}}, "outcome": "app", "status": "in-use",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("Kenya and China", "Keny", "row 2, column G 'Country' 'Keny': countries.1: must be the two-letter code of a country, such as KE for Kenya (it is 'Keny')"),
        ("SDG 6: Water", "", "row 2, column H 'SDG': sdgs.main.goal: is required"),
        ("SDG 6: Water", '"4, 5, 10"', "row 2, column H 'SDG' '4, 5, 10': the first is taken as the main goal; add 5, 10 with how"),
        (",Blue", ",x@y.org", "row 2, column E 'Team name' 'x@y.org': an e-mail address was left out: the page is public for ever"),
        ("Still", "", "row 2, column A 'Project title': title: is required"),
        ("App or tool", "Game", "row 2, column J 'Type' 'Game': outcome: must be one of app, lesson, study, policy, art, event, other (it is 'Game')"),
    ],
)  # fmt: skip
def test_doubtful_cell_is_named(old, new, doubt):
    (one,) = made(f"{HEADS}\n{LINE.replace(old, new, 1)}\n")
    assert [str(found) for found in one.doubts][:1] == [doubt]


def test_day_that_can_be_two_is_asked():
    (one,) = made(f"{HEADS},Last checked\n{LINE},01-10-2025\n")
    assert "is it 2025-10-01 or 2025-01-10?" in str(one.doubts[0])


def test_second_row_of_a_name_is_not_written():
    first, second = made(f"{HEADS}\n{LINE}\n{LINE}\n")
    assert (first.path, second.path) == ("projects/2024/still.md", "")
    assert "row 3: the title and year are those of row 2" in str(second.doubts[-1])


def test_files_of_columns_keep_their_numbers_and_the_story_its_order():
    found = table("Title,Year,N,R,Register\nStill,2024,More.,Glass.,sdgs.un.org/a\n")
    columns = {"Title": "title", "Year": "year", "N": "story.6", "R": "story.7", "Register": "registry"}
    (one,) = write_ups(found, columns, {})
    assert one.text.endswith("---\n\n## What it takes to repeat it\n\nGlass.\n\n## What is next\n\nMore.\n")
    assert read_document(one.path, one.text.encode())[0].values["registry"] == "https://sdgs.un.org/a"


def test_chinese_table_makes_chinese_pages():
    (one,) = made("项目名称,年份,问题\n水滴,2024,水很远。\n")
    assert "language: zh" in one.text
    assert "## 问题\n\n水很远。" in one.text


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        # A row without a yes is not written at all.
        st.sampled_from([key for key in KEYS if key not in ("leave out", "consent")]),
        # A table is read with such letters turned back; an escape can part them from what made them none.
        st.text(max_size=30).filter(lambda text: not any(map(garbled_lines, (text, text.strip(), write_value(text))))),
    )
)
def test_any_cells_give_a_file_that_can_be_read(cells):
    columns = {f"c{number}": key for number, key in enumerate(cells)}
    row = Row(2, {head: cells[key].strip() for head, key in columns.items() if cells[key].strip()})
    (one,) = write_ups(Table(tuple(columns), (row,)), columns, {"year": "2024"})
    document, problems = read_document("projects/2024/a.md", one.text.encode())
    assert [problem.code for problem in problems if problem.code not in ("E006", "E022")] == []
    title = " ".join(without_html(cells.get("title", "")).split())
    assert (
        "@" in title or is_empty(title) or document.values.get("title", "") == title.encode("utf-8", "replace").decode()
    )


@pytest.mark.parametrize(
    ("key", "cell", "value", "doubts"),
    [
        ("year", "2024.0", "2024", ()),
        ("status_checked", "2024-09-28 00:00:00", "2024-09-28", ()),
        ("status_checked", "45563", "2024-09-28", ("is a day as spreadsheets count; is it 2024-09-28?",)),
    ],
    ids=["number", "moment", "days since 1900"],
)
def test_what_spreadsheets_add_is_taken_off(key, cell, value, doubts):
    row = Row(2, {"Title": "A", "Other": cell})
    columns = {"Title": "title", "Other": key}
    (made,) = write_ups(Table(("Title", "Other"), (row,)), columns, {} if key == "year" else {"year": "2024"})
    assert read_document(made.path, made.text.encode())[0].values[key] == value
    assert tuple(doubt.message for doubt in made.doubts if doubt.column.startswith("column B")) == doubts


def test_rows_without_a_place_are_not_told_to_be_twins():
    rows = (Row(2, {"Title": "A", "Year": "x"}), Row(3, {"Title": "B", "Year": "y"}))
    made = write_ups(Table(("Title", "Year"), rows), {"Title": "title", "Year": "year"}, {})
    assert [doubt.message for one in made for doubt in one.doubts if "only the first" in doubt.message] == []


def values_of(one):
    return read_document(one.path or "projects/2024/a.md", one.text.encode())[0].values


@pytest.mark.parametrize("cell", ["N/A", "n.a.", "None", "-", "—", "TBD", "无", "暂无", "нет", "ninguno", "Aucun", "لا يوجد", "none yet", "#N/A"])  # fmt: skip
def test_cell_that_says_nothing_is_empty(cell):
    (one,) = made(f"Title,Year,Award,Website\nStill,2024,{cell},{cell}\n")
    assert {"award", "links"} & values_of(one).keys() == set()


@pytest.mark.parametrize("award", ["Nominated", "No. 1", "First prize", "无人机奖", "Нетто", "Natural"])
def test_award_that_begins_like_nothing_stays(award):
    (one,) = made(f"Title,Year,Award\nStill,2024,{award}\n")
    assert values_of(one)["award"] == award


def test_norway_is_no_empty_cell():
    (one,) = made("Title,Year,Country\nStill,2024,NO\n")
    assert values_of(one)["countries"] == ["NO"]


@pytest.mark.parametrize(
    ("head", "yes", "no"),
    [
        ("Do you agree to publish?", "Yes, I agree", "No"),
        ("¿Autoriza la publicación?", "Sí", "No acepto"),
        ("Acceptez-vous la publication ?", "Oui", "Non"),
        ("Вы согласны на публикацию?", "Согласна", "Не согласна"),
        ("هل توافق على النشر؟", "نعم", "لا"),
        ("是否同意公开？", "同意", "不同意"),
    ],
    ids=["en", "es", "fr", "ru", "ar", "zh"],
)
def test_row_without_a_yes_is_refused_by_name(head, yes, no):
    agreed, refused, silent, limited = made(
        f'Title,Year,"{head}"\nStill,2024,"{yes}"\nKite,2024,"{no}"\nOven,2024,\nLamp,2024,"yes, but not the names"\n'
    )
    assert [one.path for one in (agreed, refused, silent, limited)] == ["projects/2024/still.md", "", "", ""]
    assert (refused.text, "must be a yes before 'Kite' may be published" in str(refused.doubts[0])) == ("", True)


@pytest.mark.parametrize(
    ("cells", "goal", "doubts"),
    [(",x,x", "4", 1), ("FALSE,TRUE,FALSE", "4", 0), ("0,0,1", "13", 0), ("✓,-,-", "1", 0)],
)
def test_one_column_for_each_goal_is_ticked(cells, goal, doubts):
    (one,) = made(f"Title,Year,SDG 1,SDG 4,SDG 13\nStill,2024,{cells}\n")
    assert values_of(one)["sdgs"]["main"]["goal"] == goal
    assert sum("main goal" in str(doubt) for doubt in one.doubts) == doubts


def test_columns_of_choices_of_goals_are_read_by_their_cells():
    (one,) = made('Title,Year,SDG 1,SDG 2\nStill,2024,"SDG 02, SDG 13",7\n')
    assert values_of(one)["sdgs"]["main"]["goal"] == "2"


@pytest.mark.parametrize(
    ("key", "cell", "code"),
    [
        ("outcome", "Mobile app", "app"),
        ("outcome", "Web application", "app"),
        ("outcome", "Policy brief", "policy"),
        ("outcome", "小程序", "app"),
        ("outcome", "Estudio de caso", "study"),
        ("status", "Proof of concept", "prototype"),
        ("status", "Launched", "in-use"),
        ("status", "Завершён", "ended"),
    ],
)
def test_choice_is_understood_as_people_write_it(key, cell, code):
    (one,) = made(f"Title,Year,{key}\nStill,2024,{cell}\n")
    assert values_of(one)[key] == code


def test_choice_of_two_is_asked():
    (one,) = made("Title,Year,Outcome\nStill,2024,A game with a lesson and a film\n")
    assert "is it lesson or art?" in " ".join(map(str, one.doubts))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Amina O., PhD, Li Wei, Jr.", ["Amina O., PhD", "Li Wei, Jr."]),
        ("Dr. Maria Lopez, MD; Bo", ["Dr. Maria Lopez, MD", "Bo"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Kumar A/L Rajan, Siti binti Ali", ["Kumar A/L Rajan", "Siti binti Ali"]),
        ("Ana López y Luis Pérez", ["Ana López", "Luis Pérez"]),
        ("Smith, John; Doe, Jane", ["Smith, John", "Doe, Jane"]),
        ("1. Ana\n2) Bo\n- Cy", ["Ana", "Bo", "Cy"]),
        ("Team leader: Ana; N/A", ["Ana"]),
        ("أمينة، ليلى", ["أمينة", "ليلى"]),
    ],
)
def test_names_stay_whole(cell, names):
    (one,) = made(f'Title,Year,Members\nStill,2024,"{cell}"\n')
    assert [person["name"] for person in values_of(one)["team"]["members"]] == names


def test_family_name_before_the_given_one_is_the_same_person():
    (one,) = made("Title,Year,Last name 1,First name 1,姓,名\nStill,2024,Otieno,Amina,李,伟\n")
    assert values_of(one)["team"]["members"] == [{"name": "Amina Otieno"}, {"name": "李伟"}]


def test_university_is_that_of_the_people():
    (one,) = made("Title,Year,Members,University\nStill,2024,Ana; Bo,Fudan\n")
    assert values_of(one)["team"]["members"] == [
        {"name": "Ana", "affiliation": "Fudan"},
        {"name": "Bo", "affiliation": "Fudan"},
    ]


def test_values_are_said_once_for_a_column_and_for_every_row():
    text = "T: title\nStage: {key: status, values: {graduated: ended, not graduated: prototype}}\nevery row: {outcome: other, year: '2024'}\n"
    columns, faults = read_columns(text)
    rows = (Row(2, {"T": "A", "Stage": "Graduated"}), Row(3, {"T": "B", "Stage": "not graduated"}))
    both = write_ups(Table(("T", "Stage"), rows), columns.keys, columns.every_row, columns.values)
    assert faults == ()
    assert [(values["outcome"], values["status"]) for values in map(values_of, both)] == [
        ("other", "ended"),
        ("other", "prototype"),
    ]


def test_long_titles_that_begin_alike_are_two_projects():
    start = "Investigate feasible solutions that help farmers of the river valley to store rain: part"
    both = made(f"Title,Year,Team\n{start} one,2024,Blue\n{start} two,2024,Blue\n{start} one,2024,Red\n")
    paths = [one.path for one in both]
    assert (paths[1], paths[2]) == (paths[0].replace(".md", "-2.md"), paths[0].replace(".md", "-3.md"))
    assert "the team is another" in " ".join(map(str, both[2].doubts))


def test_shared_country_of_a_row_is_asked():
    (one,) = made("Title,Year,Country\nStill,2024,Korea\n")
    assert "is it KR or KP?" in " ".join(map(str, one.doubts))


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("Intro\n•\tOne\no\tHalf\n•\tTwo\nAfter", "Intro\n\n- One\n  - Half\n- Two\n\nAfter\n"),
        ("·收集\n·过滤", "- 收集\n- 过滤\n"),
        ("（1）收集\n（2）过滤", "1. 收集\n2. 过滤\n"),
        ("One\nTwo", "One\n\nTwo\n"),
        ("- One\n- Two", "- One\n- Two\n"),
        ("3 · 4 • 5", "3 · 4 • 5\n"),
    ],
    ids=["Word", "Chinese signs", "Chinese numbers", "paragraphs", "Markdown", "signs within a line"],
)
def test_list_of_a_cell_is_a_list_of_the_story(cell, body):
    (one,) = made(f'Title,Year,Story\nStill,2024,"{cell}"\n')
    assert one.text.partition("---\n\n")[2].removeprefix("## The problem\n\n") == body


@pytest.mark.parametrize(
    ("length", "is_told"),
    [(MAX_CELL_LENGTH - 1, False), (MAX_CELL_LENGTH, False), (MAX_CELL_LENGTH + 1, True)],
    ids=["below", "at the limit", "above"],
)
def test_cell_that_is_too_long_stands_below_the_story(length: int, is_told: bool) -> None:
    (one,) = made(f"Title,Year,Story,Team\nStill,2024,Water.,{'a' * length}\n")
    told = [str(doubt) for doubt in one.doubts if "below the story" in doubt.message]
    said = f"row 2, column D 'Team' '{'a' * 60}': at most 5000 characters (it has 5001): it stands below the story"
    assert told == ([said] if is_told else [])
    assert one.text.endswith(f"\n\nWater.\n\n## Team\n\n{'a' * length}\n") is is_told


def test_story_may_be_longer() -> None:
    (one,) = made(f"Title,Year,Story\nStill,2024,{'a' * (MAX_CELL_LENGTH + 1)}\n")
    assert [doubt for doubt in one.doubts if "below the story" in doubt.message] == []


@pytest.mark.parametrize(
    ("doubt", "shown"),
    [
        (Doubt(2, "column A 'T'", "a", "m"), "row 2, column A 'T' 'a': m"),
        (Doubt(2, "", "", "m"), "row 2: m"),
        (Doubt(2, "", "a" * 60, "m"), f"row 2 '{'a' * 60}': m"),
        (Doubt(2, "", "a" * 61, "m"), f"row 2 '{'a' * 60}': m"),
    ],
    ids=["cell", "row", "at the limit", "above"],
)
def test_doubt_is_shown_as_a_line(doubt: Doubt, shown: str) -> None:
    assert str(doubt) == shown


def test_row_without_consent_writes_nothing() -> None:
    (one,) = made("Title,Year,Consent\nStill,2024,no\n")
    said = "must be a yes before 'Still' may be published: nothing of this row is written"
    assert one == WriteUp(2, "", "", (Doubt(2, "column C 'Consent'", "no", said),))


def test_formula_that_failed_is_left_out_and_told() -> None:
    (one,) = made("Title,Year,Award\nStill,2024,#REF!\n")
    assert Doubt(2, "column C 'Award'", "#REF!", "is a formula that failed: left out") in one.doubts
    assert "award" not in values_of(one)


def test_given_values_are_for_rows_without_a_cell() -> None:
    one, two = made("Title,Year,Award\nStill,2024,\nKite,2024,First\n", award="Second")
    assert [values_of(found)["award"] for found in (one, two)] == ["Second", "First"]


def of_columns(columns: dict[str, tuple[str, str]], **more) -> WriteUp:
    """Return the write-up of a row, by the key and the cell of each head."""
    row = Row(2, {head: cell for head, (_, cell) in columns.items() if cell})
    keys = {head: key for head, (key, _) in columns.items()}
    (one,) = write_ups(Table(tuple(columns), (row,)), keys, {"year": "2024"}, **more)
    return one


@pytest.mark.parametrize(
    ("heads", "goal"),
    [
        (("SDG 1", "SDG 17"), "17"),
        (("SDG 1", "SDG 04"), "4"),
        (("SDG 1", "SDG 18"), "x"),
        (("SDG 1", "SDG 0"), "x"),
        (("SDG 1", "SDG 4 or 5"), "x"),
        (("SDG 1", "SDG 4.7"), "x"),
        (("SDG 1", "SDG"), "x"),
    ],
)
def test_column_of_a_goal_has_its_number_in_its_head(heads, goal):
    one = of_columns({"T": ("title", "Still"), heads[0]: ("sdgs.main.goal", ""), heads[1]: ("sdgs.main.goal", "x")})
    assert values_of(one)["sdgs"]["main"]["goal"] == goal


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({"Last name": "Otieno"}, ["Otieno"]),
        ({"Member": "Bo", "Last name": "Otieno"}, ["Bo Otieno"]),
        ({"First name": "Amina", "Last name": "Otieno", "First name 2": "Bo", "Last name 2": "Li"}, ["Amina Otieno", "Bo Li"]),
        ({"Last name": "Otieno", "First name": "Amina", "Last name 2": "Li", "First name 2": "Bo"}, ["Amina Otieno", "Bo Li"]),
        ({"First and last name": "Amina Otieno", "First and last name 2": "Bo Li"}, ["Amina Otieno", "Bo Li"]),
        ({"First and last name": "Amina Otieno", "Member 2": "Bo Li"}, ["Amina Otieno", "Bo Li"]),
        ({"First/Last Name": "Amina Otieno", "First & last name 2": "Bo Li"}, ["Amina Otieno", "Bo Li"]),
        ({"First member: last name": "Otieno", "First member: first name": "Amina"}, ["Amina Otieno"]),
        ({"Nombre y apellidos": "Ana Paz", "Nombre y apellidos 2": "Luis Gil", "Otro": "Eva Sol"}, ["Ana Paz", "Luis Gil", "Eva Sol"]),
        ({"Nome e sobrenome": "Ana Paz", "Outro": "Rui Sá"}, ["Ana Paz", "Rui Sá"]),
        ({"الاسم واسم العائلة": "ليلى علي", "عضو": "علي"}, ["ليلى علي", "علي"]),
        ({"Last name": "Otieno", "Last name 2": "Li"}, ["Otieno", "Li"]),
        ({"Last name": "Otieno", "Last name 2": "", "First name 2": "Bo"}, ["Otieno", "Bo"]),
        ({"Last name": "", "First name": "Amina"}, ["Amina"]),
        ({"Фамилия": "Иванова", "Имя": "Анна"}, ["Анна Иванова"]),
        ({"اسم العائلة": "علي", "الاسم الأول": "ليلى"}, ["ليلى علي"]),
        ({"Apellido": "Paz", "Nombre": "Ana"}, ["Ana Paz"]),
    ],
    ids=["family name alone", "behind a name", "behind", "before", "whole names", "whole name and another", "whole names with signs", "first member", "whole names in Spanish", "in Portuguese", "in Arabic", "family names alone", "second one without", "none", "Russian", "Arabic", "Spanish"],
)  # fmt: skip
def test_family_name_belongs_to_the_name_beside_it(columns, names):
    one = of_columns({"T": ("title", "A"), **{head: ("team.members", cell) for head, cell in columns.items()}})
    assert [person["name"] for person in values_of(one)["team"]["members"]] == names


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("countries", "NO", ["NO"]),
        ("countries", " no ", ["NO"]),
        ("countries", "none", None),
        ("award", "no", None),
        ("award", "No. 1", "No. 1"),
        ("award", "无", None),
        ("language", "no", "no"),
        ("language", "-", None),
        ("team.name", "Blue <a@b.example>", {"name": "Blue"}),
        ("team.name", "a@b.example", None),
        ("team.members", "Ana (a@b.example); Bo", {"members": [{"name": "Ana"}, {"name": "Bo"}]}),
    ],
)
def test_value_of_a_cell(key, cell, value):
    one = of_columns({"T": ("title", "Still"), "C": (key, cell)})
    assert values_of(one).get(key.partition(".")[0]) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("water", ["clean water"]),
        (" WATER ", ["clean water"]),
        ("Water; sun", ["clean water", "sun"]),
        ("sun、water，wind", ["sun", "clean water", "wind"]),
        ("water sun", ["water sun"]),
        ("far  away", None),
    ],
)
def test_words_of_a_column_mean_what_was_said(cell, value):
    said = {"C": {"Water": "clean water", "Far away": ""}, "D": {"sun": "moon"}}
    one = of_columns({"T": ("title", "Still"), "C": ("tags", cell), "D": ("award", "x")}, values=said)
    assert values_of(one).get("tags") == value


@pytest.mark.parametrize(("first", "second"), [("yes", "no"), ("no", "yes"), ("", "yes"), ("yes", "yes, but")])
def test_every_consent_must_be_a_yes(first, second):
    one = of_columns({"T": ("title", "A" * 61), "C": ("consent", first), "D": ("consent", second)})
    assert (one.path, one.text, len(one.doubts)) == ("", "", 1)
    assert f"before '{'A' * 60}' may" in one.doubts[0].message


@pytest.mark.parametrize(
    ("title", "year", "path"),
    [("Still", "2024", "projects/2024/still.md"), ("Still", "24", ""), ("Still", "20245", ""), ("", "2024", "")],
)
def test_only_a_row_with_a_title_and_a_year_has_a_place(title, year, path):
    assert of_columns({"T": ("title", title), "Y": ("year", year)}).path == path


@pytest.mark.parametrize(
    ("columns", "body"),
    [
        ({"A": ("story", "One.\nTwo.")}, "One.\n\nTwo.\n"),
        ({"A": ("story", "One."), "B": ("story", ""), "C": ("story", "Three.")}, "## A\n\nOne.\n\n## C\n\nThree.\n"),
        ({"A": ("story.2", "So."), "B": ("story", "All."), "C": ("story.1", "Far.")}, "All.\n\n## The problem\n\nFar.\n\n## Our solution\n\nSo.\n"),
        ({"A": ("story", "One.\n1. a\n2) b\n* c\nTwo.")}, "One.\n\n1. a\n2) b\n* c\n\nTwo.\n"),
        ({"A": ("story", "> One.\nTwo.")}, "> One.\nTwo.\n"),
        ({"A": ("story", "One.\n\n  Two.\nThree.")}, "One.\n\n  Two.\nThree.\n"),
        ({"A": ("leave out", "No."), "B": ("", "No.")}, ""),
    ],
    ids=["lines", "columns", "parts", "items", "quote", "paragraphs", "left out"],
)  # fmt: skip
def test_story_of_a_row(columns, body):
    one = of_columns({"T": ("title", "Still"), **columns})
    assert one.text.partition("\n---\n")[2].strip() == body.strip()


def test_column_with_a_doubt_has_one() -> None:
    one = of_columns({"T": ("title", "Still"), "C": ("outcome", "A lesson with a film"), "D": ("countries", "Korea")})
    found = [doubt.column for doubt in one.doubts]
    assert [found.count(column) for column in ("column B 'C'", "column C 'D'")] == [1, 1]
