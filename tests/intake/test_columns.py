"""What the columns of a table hold is guessed once, written to a file, and read from there."""

import pytest

from gmooc.intake import columns
from gmooc.intake.columns import KEYS, Columns, guess, is_name, read_columns, write_columns
from gmooc.intake.tables import Row
from gmooc.model.form_words import form_words


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
        ("What resources are needed to replicate it?|How would you repeat this?|Page in a public register", "story.7||registry"),
        ("¿Qué hace falta para repetirlo?|复制这个项目需要什么|Próximos pasos", "story.7||story.6"),
        ("Colour|Notes|Do you agree to publish?", "||consent"),
    ],
    ids=["English", "Spanish", "Chinese", "French", "Russian", "Arabic", "Devpost", "dribdat", "to repeat it", "to repeat it in Spanish", "none"],
)  # fmt: skip
def test_questions_are_understood_by_their_words(heads, keys):
    assert list(guess(heads.split("|")).values()) == keys.split("|")


def test_every_word_of_questions_leads_to_a_key():
    assert {key for key, _ in columns._questions()} <= {"", *KEYS}


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
    ("length", "key"), [(199, "summary"), (200, "summary"), (201, "story")], ids=["below", "at the limit", "above"]
)
def test_column_of_longer_cells_than_a_summary_is_a_story(length: int, key: str) -> None:
    # The cell in the middle counts, and empty ones do not.
    cells = ("", "a", "a" * length, "a" * 900)
    rows = [Row(number, {"Summary": cell}) for number, cell in enumerate(cells, 2)]
    assert guess(["Summary"], rows) == {"Summary": key}


def test_long_summary_beside_a_story_stays_one() -> None:
    assert guess(["Summary", "Story"], [Row(2, {"Summary": "a" * 201})]) == {"Summary": "summary", "Story": "story"}


@pytest.mark.parametrize(
    ("head", "is_so"),
    [("Title", True), ("TITLE (in English)", True), ("国家", True), ("Name of the team", True), ("Your title?", False), ("", False)],
)  # fmt: skip
def test_head_is_the_name_of_a_key(head: str, is_so: bool) -> None:
    assert is_name(head) is is_so


def test_key_is_held_by_the_first_column_that_is_named_so() -> None:
    assert guess(["Which country?", "Title", "Title 2", "Country"]) == {
        "Which country?": "countries",
        "Title": "title",
        "Title 2": "",
        "Country": "countries",
    }


def test_file_of_columns_tells_what_may_stand_in_it() -> None:
    lines = write_columns({"A": "title", "B": ""}).splitlines()
    assert [line.removeprefix("#   ") for line in lines[1 : len(KEYS) + 1]] == [
        "leave out",
        *(key for key in KEYS if key != "leave out"),
    ]
    assert lines[-3:] == ["#   every row: {outcome: other, status: unknown}", '"A": title', '"B":']


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Columns({}, {}, {})),
        ("a: title\nb: links\nc: links\nd:", Columns({"a": "title", "b": "links", "c": "links", "d": ""}, {}, {})),
        ("every row: {key: title}", Columns({"every row": "title"}, {}, {"every row": {}})),
        ("every row: {outcome: app}", Columns({}, {"outcome": "app"}, {})),
        ("a: {key: status, values: {x: idea}}", Columns({"a": "status"}, {}, {"a": {"x": "idea"}})),
        ("a: {values: {x: idea}}", Columns({"a": ""}, {}, {"a": {"x": "idea"}})),
    ],
    ids=["empty", "keys", "head of that name", "every row", "values", "values without a key"],
)
def test_file_of_columns_is_read(text: str, found: Columns) -> None:
    assert read_columns(text) == (found, ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("every row: {outcome: [a]}", "'every row': must be lines of the form 'key: value'"),
        ("a: {key: title, more: b}", "'a': must be a key, or 'key:' and 'values:' with lines 'written: meant'"),
        ("a", "must be lines of the form 'column: key'"),
        ("a: [b", "cannot be read: while parsing a flow sequence"),
    ],
    ids=["list for every row", "unknown key", "a word", "no YAML"],
)
def test_file_of_columns_that_cannot_be_read_is_told(text: str, fault: str) -> None:
    assert read_columns(text)[1] == (fault,)


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_headings_of_the_story_are_its_parts_in_order(language: str) -> None:
    story = form_words().story[language]
    assert list(guess(story).values()) == [f"story.{number}" for number in (1, 2, 3, 4, 5, 7, 6)]


@pytest.mark.parametrize("key", KEYS)
def test_what_may_be_several_may_stand_in_several_columns(key: str) -> None:
    several = ("leave out", "consent", "links", "team.members", "team.affiliation", "countries", "sdgs.main.goal", "tags", "story")  # fmt: skip
    faults = () if key in several else (f"{key}: only one column may hold it",)
    assert read_columns(f"a: {key}\nb: {key}")[1] == faults


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("Name of the team", "team.name"),
        ("team_name", "team.name"),
        ("Ｔｉｔｌｅ", "title"),
        ("Title (required) *", "title"),
        ("(1) Title (required)", "title"),
        ("Pais", "countries"),
        ("Subtitle", ""),
    ],
    ids=[
        "label",
        "underscore",
        "full-width",
        "brackets and signs",
        "several brackets",
        "without accents",
        "part of a word",
    ],
)
def test_head_is_understood_however_it_is_written(head: str, key: str) -> None:
    assert guess([head]) == {head: key}


def test_heads_stand_in_the_file_of_columns_as_they_are_written() -> None:
    assert write_columns({"国家": "countries"}).endswith('\n"国家": countries\n')
