"""A spreadsheet becomes write-ups: whatever wrote it, with every doubtful cell named, and nothing written over."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmooc.intake import columns
from gmooc.intake.cells import is_empty
from gmooc.intake.columns import KEYS, guess, read_columns, write_columns
from gmooc.intake.rows import write_ups
from gmooc.intake.tables import MAX_ROWS, Row, Table, decode, letter_of, read_table
from gmooc.text.document import read_document
from gmooc.text.front_matter import write_value
from gmooc.text.text_damage import garbled_lines
from paths import ROOT

HEADS = "Project title,Short description,Challenge,Year,Team name,Team members,Country,SDG,Impact,Type,Stage,Email"
LINE = 'Still,Water,gmooc-2024,2024,Blue,"Amina O. (design, Nairobi, KE); Li Wei",Kenya and China,SDG 6: Water,Gives it,App or tool,In Use,a@b.org'


def table(text: str) -> Table:
    found = read_table(text.encode())
    assert isinstance(found, Table)
    return found


def made(text: str, **more: str):
    found = table(text)
    return list(write_ups(found, guess(found.heads), more))


@pytest.mark.parametrize(
    "content",
    [
        "标题,国家\n水滴,中国\n".encode(),
        "\ufeff标题,国家\r\n水滴,中国\r\n".encode(),
        "标题\t国家\n水滴\t中国\n".encode("utf-16"),
        "标题\t国家\n水滴\t中国\n".encode("utf-16-le"),
        "标题;国家\n水滴;中国\n".encode("gb18030"),
        "标题，国家\n水滴，中国\n".encode(),
        "我们的表格,\n标题,国家\n\n水滴,中国\n,\n".encode(),
    ],
    ids=["UTF-8", "byte-order mark", "UTF-16", "bare UTF-16", "GB18030", "full-width", "title above"],
)
def test_table_is_read_whatever_wrote_it(content):
    found = read_table(content)
    assert (found.heads, [row.cells for row in found.rows]) == (("标题", "国家"), [{"标题": "水滴", "国家": "中国"}])


def test_rows_have_the_numbers_of_the_spreadsheet():
    assert table('A,B\n"a\nb",c\n\nd,e\n').rows == (Row(2, {"A": "a\nb", "B": "c"}), Row(4, {"A": "d", "B": "e"}))


@pytest.mark.parametrize("content", [b"", b"a\nb\n", b"PK\x03\x04x", b"a,b\n\0,c\n", b"a,b\n" * (MAX_ROWS + 2)])
def test_what_is_no_table_is_refused(content):
    assert isinstance(read_table(content), str)


def test_columns_have_letters():
    assert [letter_of(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_columns_are_guessed_once_and_in_any_language():
    assert guess(["项目名称", "Project Title", "国家", "邮箱", "Colour"]) == {
        "项目名称": "title",
        "Project Title": "",
        "国家": "countries",
        "邮箱": "leave out",
        "Colour": "",
    }


@pytest.mark.parametrize(
    ("heads", "keys"),
    [
        ("What is the name of your project?|Which SDG does it serve?|How does it serve the goal?|What did you learn?", "title|sdgs.main.goal|sdgs.main.how|story.5"),
        ("¿Cuál es el nombre de su proyecto?|¿En qué país trabaja su equipo?|Correo electrónico|Enlace al video", "title|countries|leave out|links"),
        ("您的项目名称是什么？|请用一句话介绍（不超过200字）|您的团队叫什么名字？|请描述您要解决的问题", "title|summary|team.name|story.1"),
        ("Titre du projet|Membres de l’équipe|ODD principal|Prochaines étapes", "title|team.members|sdgs.main.goal|story.6"),
        ("Название проекта|Участники|Страна|Какую проблему вы решаете?", "title|team.members|countries|story.1"),
        ("اسم المشروع|أعضاء الفريق|البريد الإلكتروني|ما المشكلة؟", "title|team.members|leave out|story.1"),
        ("Project Title|About The Project|\"Try it out\" Links|Video Demo Link|Team Member 1 Email|Opt-In Prizes", "title|story|links|links|leave out|"),
        ("name|phase|source_url|webpage_url|image_url|created_at", "title|status|links|links||leave out"),
        ("Colour|Notes|Do you agree to publish?", "||consent"),
    ],
    ids=["English", "Spanish", "Chinese", "French", "Russian", "Arabic", "Devpost", "dribdat", "none"],
)  # fmt: skip
def test_questions_are_understood_by_their_words(heads, keys):
    assert list(guess(heads.split("|")).values()) == keys.split("|")


def test_every_word_of_questions_leads_to_a_key():
    assert {key for key, _ in columns._questions()} <= {"", *KEYS}


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


def test_columns_are_read_as_they_were_written():
    columns = {'A "b": #c': "title", "国家": "leave out", "- d": "story.2"}
    assert read_columns(write_columns(columns)) == ((columns, {}, {}), ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: title\nb: title", "title: only one column may hold it"),
        ("every row: {consent: yes}", f"'every row': a key must be one of {', '.join(key for key in KEYS if key != 'leave out')}, and no 'consent' (it is 'consent')"),
        ("a: {key: title, values: [b]}", "'a': must be a key, or 'key:' and 'values:' with lines 'written: meant'"),
        ("a: colour", f"'a': must be 'leave out' or one of {', '.join(key for key in KEYS if key != 'leave out')} (it is 'colour')"),
        ("- a", "must be lines of the form 'column: key'"),
    ],
)  # fmt: skip
def test_columns_that_are_not_plain_are_asked(text, fault):
    assert read_columns(text)[1] == (fault,)


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
        st.text(max_size=30).filter(lambda text: not (garbled_lines(text) or garbled_lines(write_value(text)))),
    )
)
def test_any_cells_give_a_file_that_can_be_read(cells):
    columns = {f"c{number}": key for number, key in enumerate(cells)}
    row = Row(2, {head: cells[key].strip() for head, key in columns.items() if cells[key].strip()})
    (one,) = write_ups(Table(tuple(columns), (row,)), columns, {"year": "2024"})
    document, problems = read_document("projects/2024/a.md", one.text.encode())
    assert [problem.code for problem in problems if problem.code not in ("E006", "E022")] == []
    title = " ".join(cells.get("title", "").split())
    assert (
        "@" in title or is_empty(title) or document.values.get("title", "") == title.encode("utf-8", "replace").decode()
    )


def test_command_asks_first_then_writes_and_never_over(tmp_path):
    (tmp_path / "content").mkdir()
    sheet = tmp_path / "list.csv"
    sheet.write_text(f"{HEADS},Colour\n{LINE},red\n")

    def command():
        run = [sys.executable, ROOT / "scripts/manage.py", "import-table", sheet, "--content", tmp_path / "content"]
        return subprocess.run(run, capture_output=True, encoding="utf-8", check=False)

    assert "13 columns, 1 of them not understood" in command().stdout
    columns = tmp_path / "list.csv.columns.yml"
    done = command()
    assert (done.returncode, "left out, because nobody said what they hold: 'Colour'" in done.stdout) == (0, True)
    assert "red" not in (tmp_path / "content/projects/2024/still.md").read_text()
    columns.write_text(columns.read_text().replace('"Colour":', '"Colour": leave out'))
    page = tmp_path / "content/projects/2024/still.md"
    page.write_text(page.read_text().replace("Blue", "Mine"))
    again = command()
    assert ("not written over" in again.stdout, "-  name: Mine" in again.stdout, "Mine" in page.read_text()) == (
        True,
    ) * 3


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("Название проекта,Команда\nЧистая вода,Синие", "cp1251", "Windows-1251"),
        ("اسم المشروع,الفريق\nمياه نظيفة,الأزرق", "cp1256", "Windows-1256"),
        ("Éau,Équipe", "cp1252", "Windows-1252"),
        ("Proyecto,Año\nNiños y niñas,2024", "cp1252", "Windows-1252"),
        ("Größe Straße Münze", "cp1252", "Windows-1252"),
        ("項目名稱,團隊\n清潔的水,藍隊", "cp950", "Big5"),
        ("プロジェクト,チーム\nきれいな水,青", "cp932", "Shift-JIS"),
        ("Project,Team\n清洁的水,蓝队", "gb18030", "GB18030"),
    ],
    ids=["Russian", "Arabic", "French", "Spanish", "German", "Taiwan", "Japanese", "Chinese in an English table"],
)
def test_spreadsheets_of_every_country_are_read(text, encoding, name):
    found, (note,) = decode(text.encode(encoding))
    assert (found, name in note) == (text, True)


def test_cells_beyond_the_heads_have_columns_of_their_own():
    table = read_table(b"Title,Team\nA,B,more,\n")
    assert isinstance(table, Table)
    assert table.heads == ("Title", "Team", "column C")
    assert table.rows[0].cells["column C"] == "more"


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


def test_columns_saved_by_an_old_editor_are_read(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("项目名称,团队\n清洁的水,蓝队\n", encoding="utf-8")
    columns = tmp_path / "t.csv.columns.yml"
    columns.write_bytes('"项目名称": title\n"团队": team.name\n'.encode("gb18030"))
    command = [
        sys.executable,
        ROOT / "scripts/manage.py",
        "import-table",
        table,
        "--content",
        tmp_path / "content",
        "--year",
        "2024",
    ]
    subprocess.run(command, capture_output=True, check=False)
    assert (tmp_path / "content/projects/2024/qingjiedeshui.md").exists()


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


@pytest.mark.parametrize("head", ["How did you hear about us?", "¿Cómo se enteró de nosotros?", "Откуда вы узнали о нас?", "您从哪里得知本活动？"])  # fmt: skip
def test_question_about_the_organisers_is_no_story(head):
    assert guess([head]) == {head: "leave out"}


def test_long_description_is_a_story():
    rows = tuple(Row(number, {"description": "word " * 60}) for number in (2, 3))
    assert (guess(["description"], rows), guess(["description"])) == (
        {"description": "story"},
        {"description": "summary"},
    )


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
