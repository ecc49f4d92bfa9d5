"""Hostile tables and pictures of telephones: every one is read or refused in no time, and writes where it may."""

import subprocess
import sys
import time

import pytest

from gmooc.core.problem_messages import PICTURE_UNREADABLE, message_of
from gmooc.intake.columns import guess
from gmooc.intake.rows import MAX_CELL_LENGTH, write_ups
from gmooc.intake.tables import Table, decode, read_table
from gmooc.text.document import read_document
from gmooc.text.images import published_size
from paths import ROOT

HEADS = ("Title", "Year", "Members", "Country", "SDG", "Website", "Summary", "Language", "Story")
PLAIN = dict(
    zip(HEADS, ("Still", "2024", "Amina", "Kenya", "6", "https://a.example", "Water", "en", "Once."), strict=True)
)


def made(**cells):
    row = ['"' + (PLAIN | cells)[head].replace('"', '""') + '"' for head in HEADS]
    table = read_table(f"{','.join(HEADS)}\n{','.join(row)}\n".encode())
    assert isinstance(table, Table)
    return next(write_ups(table, guess(table.heads), {}))


@pytest.mark.parametrize(
    "unit", ["x", "a.", "a@", "(", "a, ", "a (b), ", " and", "\n", "2", "Kenya,", "https://a.b ", "（"]
)
@pytest.mark.parametrize("head", HEADS)
def test_cell_without_end_takes_no_time(head, unit):
    start = time.process_time()
    made(**{head: unit * (200_000 // len(unit)) + "x"})
    # It took minutes.
    assert time.process_time() - start < 5


@pytest.mark.parametrize("unit", ["(", ", (", "a, ", "（x", " and"])
def test_longest_cell_of_people_takes_no_time(unit):
    start = time.process_time()
    made(Members=(unit * MAX_CELL_LENGTH)[:MAX_CELL_LENGTH])
    assert time.process_time() - start < 2


def test_cell_that_swallowed_others_is_named_and_lost_in_no_way():
    one = made(Members="a, b\n" * 2000)
    assert [str(doubt) for doubt in one.doubts if "column C" in doubt.column] == [
        "row 2, column C 'Members' 'a, b a, b a, b a, b a, b a, b a, b a, b a, b a, b a, b a, b ': "
        f"at most {MAX_CELL_LENGTH} characters (it has 9999): it stands below the story"
    ]
    assert one.text.count("a, b") == 2000
    assert "members" not in read_document(one.path, one.text.encode())[0].values.get("team", {})


def test_long_story_is_kept_whole():
    assert made(Story="word " * 20_000 + "end").text.endswith("word end\n")


@pytest.mark.parametrize(
    "year", ["../..", "2024/../../x", "/etc", "C:\\x", "２０２４", "٢٠٢٤", "२०२४", "2024\0", "..."]
)
@pytest.mark.parametrize("title", ["../../x", "/etc/passwd", "C:\\x", "..", "con", "‮gpj.exe", ".md"])
def test_name_of_a_cell_leads_nowhere_else(title, year):
    path = made(Title=title, Year=year.replace("\0", "")).path
    assert not path or (path.isascii() and path.split("/")[:2] == ["projects", "2024"] and path.count("/") == 2)


def test_year_in_digits_of_another_script_is_understood():
    assert made(Year="٢٠٢٤").path == "projects/2024/still.md"


@pytest.mark.parametrize(
    "content",
    [b"<html><table><tr><td>Title</td><td>Year</td></tr></table>", b'\xef\xbb\xbf\r\n<?xml version="1.0"?><x>a,b\nc,d</x>',
     b"\xd0\xcf\x11\xe0x"],
    ids=["web page", "XML", "xls"],
)  # fmt: skip
def test_what_a_spreadsheet_must_save_otherwise_is_told_so(content):
    assert read_table(content) == "must be a workbook (.xlsx or .ods) or CSV UTF-8: in the spreadsheet choose Save as"


def test_two_byte_order_marks_are_no_part_of_a_head():
    assert read_table("\ufeff\ufeffTitle,Year\nA,2024\n".encode()).heads == ("Title", "Year")


def test_table_that_was_cut_within_a_letter_is_read_all_the_same():
    text = "项目名称,年份\n清洁的水,2024\n蓝"
    found, notes = decode(text.encode("gb18030")[:-1])
    assert (found.rstrip("\ufffd"), notes) == (text[:-1], ("was saved as GB18030; it is UTF-8 now",))


@pytest.mark.parametrize(
    "story", ["---\ntitle: Other\n---\n", "+++\ntitle = 1\n+++", "{{ 7*7 }}", "=1+1", "<!-- x", "```\nx"]
)
def test_story_changes_nothing_of_what_stands_above_it(story):
    one = made(Story=story)
    assert one.path == "projects/2024/still.md"
    assert one.text.split("\n---\n\n", 1)[1].split() == story.split()


def test_command_writes_below_content_alone_and_shows_no_trace(tmp_path):
    sheet = tmp_path / "in" / "list.csv"
    sheet.parent.mkdir()
    rows = (
        "../../x,2024",
        "a,../..",
        "‮b,2024",
        '"=HYPERLINK(""https://evil.example"")",2024',
        "<b>,2024",
        "a\x1b[2Jb,2024",
    )
    sheet.write_text("Title,Year\n" + "\n".join(rows) + "\n", encoding="utf-8")
    command = [sys.executable, ROOT / "scripts/manage.py", "import-table", sheet, "--content", tmp_path / "content"]
    done = [subprocess.run(command, capture_output=True, encoding="utf-8", check=False) for _ in range(2)]
    assert [("Traceback" in one.stderr, "\x1b" in one.stdout) for one in done] == [(False, False)] * 2
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    outside = {path for path in written if not path.startswith("content/projects/2024/")}
    assert outside == {"in/list.csv", "in/list.csv.columns.yml"}


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"])
@pytest.mark.parametrize("rest", [b"", b"\0" * 99, b"\0\0\0\x20meta" + b"\0" * 99, b"\xff" * 999, b"\0" * 7_000_000])
def test_picture_of_a_telephone_is_refused_whatever_is_in_it(brand, rest):
    picture = b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" + rest
    assert published_size(picture) == message_of(PICTURE_UNREADABLE)
