"""A spreadsheet becomes write-ups: whatever wrote it, with every doubtful cell named, and nothing written over."""

import subprocess
import sys

import pytest

from gmooc.intake.tables import MAX_ROWS, Row, Table, decode, letter_of, read_table
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


@pytest.mark.parametrize("content", [b"", b"a\nb\n", b"PK\x03\x04x", b"a,b\n\0,c\n", b"a,b\n" * (MAX_ROWS + 2)])
def test_what_is_no_table_is_refused(content):
    assert isinstance(read_table(content), str)


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
