"""A spreadsheet becomes write-ups: whatever wrote it, with every doubtful cell named, and nothing written over."""

import subprocess
import sys

import pytest

from gmooc.intake.tables import MAX_COLUMNS, MAX_ROWS, MAX_TABLE_BYTES, Row, Table, decode, letter_of, read_table
from paths import ROOT

HEADS = "Project title,Short description,Challenge,Year,Team name,Team members,Country,SDG,Impact,Type,Stage,Email"
LINE = 'Still,Water,gmooc-2024,2024,Blue,"Amina O. (design, Nairobi, KE); Li Wei",Kenya and China,SDG 6: Water,Gives it,App or tool,In Use,a@b.org'


def table(text: str) -> Table:
    found = read_table(text.encode())
    assert isinstance(found, Table)
    return found


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


NO_HEADS = "must have a row of heads, one for each column, and rows below it"
SAVE_OTHERWISE = "must be a workbook (.xlsx or .ods) or CSV UTF-8: in the spreadsheet choose Save as"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", NO_HEADS),
        (b"a\nb\n", NO_HEADS),
        (b"PK\x03\x04x", "must be a sound workbook: it is damaged, or was not received whole"),
        (b"a,b\n\0,c\n", "must be a table as text (CSV or TSV)"),
        (b"\xd0\xcf\x11\xe0", SAVE_OTHERWISE),
        (b"<" * MAX_TABLE_BYTES, SAVE_OTHERWISE),
        (b"<" * (MAX_TABLE_BYTES + 1), "at most 16 MiB (it has 17)"),
        (b"<" * (MAX_TABLE_BYTES + 2**20), "at most 16 MiB (it has 17)"),
        (b" " * 63 + b"<table>", SAVE_OTHERWISE),
        (b"a,b\n" * (MAX_ROWS + 1), "at most 5000 rows (it has 5001)"),
        (f"a,b\nc,{'d' * (1024 * 1024 + 1)}\n".encode(), "cannot be read as a table: field larger than field limit (1048576)"),
    ],
    ids=["empty", "one column", "archive", "bytes", "old workbook", "of the largest size", "too large", "a mebibyte too large", "web page", "rows", "cell"],
)  # fmt: skip
def test_what_is_no_table_is_refused(content, said):
    assert read_table(content) == said


@pytest.mark.parametrize("number", [MAX_ROWS - 1, MAX_ROWS])
def test_table_has_so_many_rows(number):
    assert len(table("a,b\n" * number).rows) == number - 1


@pytest.mark.parametrize(
    ("number", "taken"), [(MAX_COLUMNS - 1, 199), (MAX_COLUMNS, 200), (MAX_COLUMNS + 1, 200)], ids=["below", "at", "above"]
)  # fmt: skip
def test_columns_beyond_so_many_are_left_out(number, taken):
    found = table("a," * (number - 1) + "a\n" + "b," * (number - 1) + "b\n")
    assert (len(found.heads), len(found.rows[0].cells)) == (taken, taken)


@pytest.mark.parametrize("size", [1024 * 1024 - 1, 1024 * 1024])
def test_cell_may_be_as_long_as_the_longest_story(size):
    assert table(f"a,b\nc,{'d' * size}\n").rows[0].cells["b"] == "d" * size


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("A;B\n1,5;2,5\n", ("A", "B")),
        ("A,B;C;D\n", ("A,B", "C", "D")),
        ("A\tB,C\n1\t2\n3\t4\n", ("A", "B,C")),
        ("A，B\n一，二\n", ("A", "B")),
        ("A；B\n一；二\n", ("A", "B")),
        ('A,B\n1,"x;y;z\nx;y;z\nx;y;z"\n', ("A", "B")),
        ("A,A,A (2),A\nb\n", ("A", "A (2)", "A (2) (2)", "A (3)")),
        ("A,,C,\n1,2,3,4\n", ("A", "column B", "C", "column D")),
        ("A,B\n1,2,,4,,\n", ("A", "B", "column C", "column D")),
        ('" A\n b ",C\n', ("A b", "C")),
        ("List\n\nA,B\n", ("A", "B")),
    ],
    ids=["decimal commas", "most columns", "tabs", "full-width comma", "full-width semicolon", "table in a cell", "one name", "no name", "none above", "lines", "title above"],
)  # fmt: skip
def test_heads_of_a_table(text, heads):
    assert table(text).heads == heads


def test_lines_of_a_cell_end_alike_whatever_wrote_it():
    assert table('A,B\n" a\r\nb\rc\nd ", \n').rows == (Row(2, {"A": "a\nb\nc\nd"}),)


WAS_UTF_16 = ("was saved as UTF-16; it is UTF-8 now",)


@pytest.mark.parametrize(
    ("content", "text", "notes"),
    [
        ("A,水\n".encode("utf-8-sig"), "A,水\n", ()),
        ("A,水\n".encode("utf-16"), "A,水\n", WAS_UTF_16),
        ("\ufeffA,水\n".encode("utf-16-be"), "A,水\n", WAS_UTF_16),
        ("A,B\nC,D\n".encode("utf-16-le"), "A,B\nC,D\n", WAS_UTF_16),
        ("A,B\nC,D\n".encode("utf-16-be"), "A,B\nC,D\n", WAS_UTF_16),
        ("A,B\nC".encode("utf-16-le") + b"D", "A,B\nC\ufffd", WAS_UTF_16),
        ("A".encode("utf-16") + b"B", "A\ufffd", WAS_UTF_16),
        (b"\xef\xbb\xbfA\xff", "A\ufffd", ()),
        (b"\xc9au pure,\x81quipe", "Éau pure,\ufffdquipe", ("was not saved as UTF-8 and was read as Windows-1252: look at its letters",)),
        ("清洁的水".encode("gb18030"), "清洁的水", ("was saved as GB18030; it is UTF-8 now",)),
        ("清洁的水".encode("gb18030")[:-1], "清洁的\ufffd", ("was saved as GB18030; it is UTF-8 now",)),
        ("Ã‰au".encode(), "Éau", ("letters that saving had turned into others are as they were typed",)),
        ("Éau".encode(), "Éau", ()),
    ],
    ids=["UTF-8 with a mark", "UTF-16", "UTF-16 of large ends", "bare", "bare of large ends", "cut bare", "cut", "broken UTF-8 with a mark", "no letter", "Chinese", "cut Chinese", "saved twice", "UTF-8"],
)  # fmt: skip
def test_what_was_guessed_of_a_text_is_told(content, text, notes):
    assert decode(content) == (text, notes)


def test_columns_have_letters():
    assert [letter_of(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


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
        ("Eau,Équipe de l’école,Été où l’eau coûte", "cp1252", "Windows-1252"),
        ("水の浄化,東京都の学校のチーム", "cp932", "Shift-JIS"),
        ("Project,Team\n清潔的水,藍隊", "cp950", "Big5"),
        ("Вода и дом для всех,Team", "cp1251", "Windows-1251"),
    ],
    ids=[
        "Russian",
        "Arabic",
        "French",
        "Spanish",
        "German",
        "Taiwan",
        "Japanese",
        "Chinese in an English table",
        "accents everywhere",
        "Japanese with Chinese signs",
        "Taiwan in an English table",
        "Russian in an English table",
    ],
)
def test_spreadsheets_of_every_country_are_read(text, encoding, name):
    found, (note,) = decode(text.encode(encoding))
    assert (found, name in note) == (text, True)


@pytest.mark.parametrize(
    ("length", "is_chinese"), [(999, False), (1000, True), (1001, True)], ids=["below", "at", "above"]
)
def test_long_text_may_hold_two_broken_letters(length, is_chinese):
    _, (note,) = decode("清".encode("gb18030") * (length - 3) + b"\xff,\xff")
    assert ("GB18030" in note) is is_chinese


def test_cells_beyond_the_heads_have_columns_of_their_own():
    table = read_table(b"Title,Team\nA,B,more,\n")
    assert isinstance(table, Table)
    assert table.heads == ("Title", "Team", "column C")
    assert table.rows[0].cells["column C"] == "more"


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
