"""A workbook reads as the table that saving it as CSV would write, and none takes more than its share of the machine."""

import io
import subprocess
import sys
import time
import zipfile

import pytest

from gmooc.intake import workbooks as spreadsheets
from gmooc.intake.columns import guess
from gmooc.intake.rows import write_ups
from gmooc.intake.tables import MAX_ROWS, Row, Table, read_table
from gmooc.intake.workbooks import Sheet, read_workbook
from gmooc.text.document import read_document
from paths import ROOT
from workbooks import ods, ods_rows, packed, rows, text, xlsx

HEADS, LINE = ("Title", "Year"), ("Still", "2024")
PASSWORD = "must not be protected by a password: save it without one"


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ('<c r="B1"><v>2024</v></c>', "2024"),
        ('<c r="B1"><v>2024.0</v></c>', "2024"),
        ('<c r="B1"><v>0.1</v></c>', "0.1"),
        ('<c r="B1"><v>1E-7</v></c>', "0.0000001"),
        ('<c r="B1"><v>1E+20</v></c>', "100000000000000000000"),
        ('<c r="B1"><v>-3</v></c>', "-3"),
        ('<c r="B1" s="1"><v>45000</v></c>', "2023-03-15"),
        ('<c r="B1" s="2"><v>45000.5</v></c>', "2023-03-15 12:00"),
        ('<c r="B1" s="3"><v>0.5</v></c>', "12:00"),
        ('<c r="B1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="B1" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="B1"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B1" t="str"><f>A1</f><v>x</v></c>', "x"),
        ('<c r="B1" t="e"><v>#N/A</v></c>', ""),
        ('<c r="B1" t="inlineStr"><is><r><t>清</t></r><r><t>水</t></r></is></c>', "清水"),
        ('<c r="B1" t="inlineStr"><is><t>a &amp; b</t></is></c>', "a & b"),
        ('<c r="B1" s="1"/>', ""),
        ('<c r="B1" s="2"><v>45000.000011574077</v></c>', "2023-03-15 00:00:01"),
        ('<c r="B1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "a\r\nb"),
        ('<c r="B1" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', "_x000D_"),
    ],
    ids=lambda value: value[-24:],
)  # fmt: skip
def test_value_is_read_as_it_would_be_typed(content, value):
    found = read_workbook(xlsx({"A": f'<row r="1">{text("A1", "x")}{content}{text("C1", "y")}</row>'}))
    assert isinstance(found, Sheet)
    assert found.rows == [["x", value, "y"]]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ('office:value-type="float" office:value="2024"', "2024"),
        ('office:value-type="percentage" office:value="0.5"', "0.5"),
        ('office:value-type="currency" office:value="12.5"', "12.5"),
        ('office:value-type="date" office:date-value="2024-03-01"', "2024-03-01"),
        ('office:value-type="date" office:date-value="2024-03-01T08:30:00"', "2024-03-01 08:30"),
        ('office:value-type="time" office:time-value="PT12H30M00S"', "12:30"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE"),
        ('office:value-type="string" table:formula="of:=[.A1]"', "shown"),
    ],
    ids=lambda value: value[:40],
)
def test_value_of_opendocument_is_read_as_it_would_be_typed(content, value):
    row = f"<table:table-row><table:table-cell {content}><text:p>shown</text:p></table:table-cell></table:table-row>"
    found = read_workbook(ods({"A": row}))
    assert isinstance(found, Sheet)
    assert found.rows == [[value]]


@pytest.mark.parametrize(
    "made", [xlsx({"A": rows(HEADS, LINE)}), ods({"A": ods_rows(HEADS, LINE)})], ids=["xlsx", "ods"]
)
def test_workbook_reads_as_its_csv(made):
    assert read_table(made) == read_table(b"Title,Year\nStill,2024\n")


def test_rows_have_the_numbers_of_the_spreadsheet():
    found = read_table(xlsx({"A": rows(("Our projects",), (), HEADS, (), LINE)}))
    assert found == Table(HEADS, (Row(5, dict(zip(HEADS, LINE, strict=True))),))


def test_merged_cells_hold_their_text_once():
    merged = xlsx(
        {
            "A": f'{rows(("Team", "Member"), ("Blue", "Amina"), ("", "Li"))}</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells><sheetData>'
        }
    )
    found = read_table(merged)
    assert isinstance(found, Table)
    assert [row.cells for row in found.rows] == [{"Team": "Blue", "Member": "Amina"}, {"Member": "Li"}]


def test_write_ups_are_those_of_csv():
    heads, line = ("Project title", "Year", "Country", "SDG"), ("Still", "2024", "Kenya", "SDG 6: Water")
    numbers = rows(heads, line).replace(text("B2", "2024"), '<c r="B2"><v>2024</v></c>')
    tables = [read_table(xlsx({"A": numbers})), read_table("\n".join(map(",".join, (heads, line))).encode())]
    made = [list(write_ups(table, guess(table.heads), {})) for table in tables if isinstance(table, Table)]
    assert made[0] == made[1]
    assert made[0][0].path == "projects/2024/still.md"


# Which sheet.


def test_first_visible_sheet_that_holds_anything_is_read_and_the_others_are_named():
    book = xlsx(
        {"Notes": rows(("secret", "x")), "Empty": "", "Data": rows(HEADS, LINE), "Old": rows(HEADS)}, ("Notes",)
    )
    found = read_table(book)
    assert isinstance(found, Table)
    assert (found.heads, found.notes) == (HEADS, ("sheet 'Data' is read; --sheet NAME reads another: 'Old'",))


def test_sheet_that_is_named_is_read_hidden_or_not():
    book = xlsx({"A": rows(("a", "b")), "Hidden": rows(HEADS, LINE)}, ("Hidden",))
    found = read_table(book, "Hidden")
    assert isinstance(found, Table)
    assert (found.heads, found.notes) == (HEADS, ())


@pytest.mark.parametrize(
    ("others", "notes"),
    [((), ()), (("B", "水"), ("sheet 'A' is read; --sheet NAME reads another: 'B', '水'",))],
    ids=["none", "two"],
)
def test_other_sheets_are_named(others, notes):
    found = read_table(xlsx({name: rows(HEADS, LINE) for name in ("A", *others)}))
    assert isinstance(found, Table)
    assert found.notes == notes


def test_sheet_that_is_not_there_is_told_with_those_that_are():
    assert read_table(xlsx({"A": "", "B": ""}), "C") == "sheet 'C': must be one of 'A', 'B'"
    assert read_table(b"a,b\nc,d\n", "C") == "must be a workbook (.xlsx or .ods) to have a sheet 'C'"


def test_workbook_that_holds_nothing_has_no_heads():
    assert read_table(xlsx({"A": ""})) == "must have a row of heads, one for each column, and rows below it"


# Limits and lies.

FAR = "must hold no cells far from the table: delete them, or save it as CSV UTF-8"
EVERYWHERE = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
    'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
)


@pytest.mark.parametrize(
    ("book", "fault"),
    [
        (xlsx({"A": f'<row r="1">{text("A1", "x")}</row><row r="1048576">{text("XFD1048576", "x")}</row>'}), FAR),
        (xlsx({"A": f'<row r="1">{text("A1", "x")}</row><row r="1048576">{text("Z1048576", "x")}</row>'}), ""),
        (ods({"A": EVERYWHERE}), ""),
        (ods({"A": EVERYWHERE * 50}), ""),
        (xlsx({"A": rows(("a", "b")), "B": rows(*[("x" * 100_000,)] * 7)}, more=[("xl/x.xml", " " * (spreadsheets.MAX_WORKBOOK_BYTES))]), "at most 64 MiB when unpacked"),
        (packed([(f"xl/{number}.xml", "") for number in range(2001)]), "at most 2000 files in the workbook (it has 2001)"),
        (xlsx({"A": rows(*[("a", "b")] * (MAX_ROWS + 1))}), f"at most {MAX_ROWS} rows (it has {MAX_ROWS + 1})"),
        (xlsx({"A": '<row r="1"><c r="A99999999999999999999"><v>1</v></c></row>'}), ""),
        (xlsx({"A": "<row><c><v>1</v>"}), ""),
        (xlsx({"A": rows(HEADS)}, more=[("xl/sharedStrings.xml", '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>')]), None),
        (ods({"A": ods_rows(HEADS)}, "<file-entry><encryption-data/></file-entry>"), PASSWORD),
        (b"\xd0\xcf\x11\xe0" + bytes(999) + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
        (packed([("word/document.xml", "<x/>")]), "must be a workbook (.xlsx or .ods), or a table as text (CSV or TSV)"),
        (xlsx({"A": rows(HEADS)})[:-40], "must be a sound workbook: it is damaged, or was not received whole"),
        (b"PK\x03\x04" + b"0" * 999, "must be a sound workbook: it is damaged, or was not received whole"),
    ],
    ids=["opposite corners", "stray cell", "repeated", "repeated often", "bomb", "files", "rows", "column without end", "cut XML", "entities", "encrypted ods", "encrypted xlsx", "docx", "cut", "no archive"],
)  # fmt: skip
def test_hostile_workbook_is_refused_in_no_time(book, fault):
    began = time.monotonic()
    found = read_table(book)
    assert time.monotonic() - began < spreadsheets.MAX_SECONDS
    if fault is not None:
        assert isinstance(found, str)
        assert found == fault or not fault
        assert "\n" not in found


@pytest.mark.parametrize("number", [1999, 2000])
def test_workbook_may_have_so_many_files(number):
    book = packed([(f"xl/{index}.xml", "") for index in range(number)] + [("xl/a.png", ""), ("xl/b.png", "")])
    assert read_table(book) == "must be a workbook (.xlsx or .ods), or a table as text (CSV or TSV)"


@pytest.mark.parametrize(("more", "is_read"), [(-1, False), (0, True), (1, True)], ids=["above", "at", "below"])
def test_workbook_unpacks_to_so_much(monkeypatch, more, is_read):
    book = xlsx({"A": rows(HEADS, LINE)})
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    monkeypatch.setattr(spreadsheets, "MAX_WORKBOOK_BYTES", size + more)
    found = read_workbook(book)
    assert found == (Sheet("A", [list(HEADS), list(LINE)]) if is_read else "at most 0 MiB when unpacked")


@pytest.mark.parametrize(
    ("height", "fault"),
    [(2, None), (3, None), (4, "at most 6 cells (it has 4 rows of 2)")],
    ids=["below", "at", "above"],
)
def test_grid_of_a_sheet_has_so_many_cells(monkeypatch, height, fault):
    monkeypatch.setattr(spreadsheets, "MAX_WORKBOOK_CELLS", 6)
    assert spreadsheets._read(xlsx({"A": rows(*[HEADS] * height)}), "").get("fault") == fault


def test_reading_ends_when_its_time_is_over(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_SECONDS", 0)
    found = read_workbook(xlsx({"A": rows(HEADS)}))
    assert isinstance(found, str)
    assert found.startswith("must be read within 0 seconds: ")


def test_archive_that_lies_of_its_sizes_is_unpacked_no_further():
    """The size in the directory is small; what the bytes unpack to is not."""
    book = xlsx({"A": rows(HEADS, LINE)}, more=[("xl/lie.xml", " " * 10_000_000)])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        (member,) = [member for member in archive.infolist() if member.filename == "xl/lie.xml"]
    size = member.file_size.to_bytes(4, "little")
    assert isinstance(read_table(book.replace(size, (100).to_bytes(4, "little"))), str)


def test_member_locked_by_a_password_is_told():
    book = bytearray(xlsx({"A": rows(HEADS)}))
    # The flag in the head of each member, and in the directory.
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = book.find(mark)
        while at >= 0:
            book[at + place] |= 1
            at = book.find(mark, at + 4)
    assert read_table(bytes(book)) == PASSWORD


def test_command_reads_a_workbook(tmp_path):
    book = tmp_path / "list.xlsx"
    book.write_bytes(xlsx({"Read me": rows(("This list", "is ours")), "Data": rows(HEADS, LINE)}))
    command = [
        sys.executable,
        ROOT / "scripts/manage.py",
        "import-table",
        book,
        "--sheet",
        "Data",
        "--content",
        tmp_path / "content",
    ]
    first, _ = [subprocess.run(command, capture_output=True, encoding="utf-8", check=False) for _ in range(2)]
    assert first.stdout.splitlines()[:2] == ["    'Title' -> title", "    'Year' -> year"]
    document, _ = read_document("still.md", (tmp_path / "content/projects/2024/still.md").read_bytes())
    assert (document.values["title"], str(document.values["year"])) == LINE
