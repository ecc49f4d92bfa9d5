"""What comes by mail goes into the content whole, or not at all with every reason."""

import io
import re
import subprocess
import sys

import pytest
from PIL import Image

from checks.test_rule_texts import WRITE_UP
from gmooc.intake.archive import open_archive
from gmooc.intake.submission import collisions, conflicts, place_write_up, plan_submission, replaced, write_files
from gmooc.text.document import read_document
from intake.test_archive import archive, opened
from paths import ROOT

TEXT = "---\ntitle: Clean water\nyear: 2024\nteam: {name: Blue, members: [{name: Amina O.}]}\n---\n\n![A still](my photo.jpg)\n"


def photograph():
    picture = Image.new("RGB", (40, 30), "green")
    exif = picture.getexif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (1.0, 17.0, 31.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_write_up_is_named_after_its_title():
    (planned,) = plan_submission(opened(("folder/My Text.md", TEXT)), 2026)
    assert (planned.path, planned.author) == ("projects/2024/clean-water.md", "Amina O.")


def test_place_that_the_form_gave_is_kept():
    (planned,) = plan_submission(opened(("content/projects/2023/still/index.md", TEXT)), 2026)
    assert planned.path == "projects/2023/still.md"


def test_picture_is_renamed_in_the_text_and_says_nothing_of_its_camera():
    (planned,) = plan_submission(opened(("a.md", TEXT), ("my photo.jpg", photograph())), 2026)
    picture = planned.files["projects/2024/clean-water/my-photo.webp"]
    assert "![A still](my-photo.webp)" in planned.files["projects/2024/clean-water/index.md"].decode()
    assert b"SecretCamera" not in picture
    with Image.open(io.BytesIO(picture)) as webp:
        assert not webp.getexif()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\ufeff---\r\ntitle: Água\r\n---\r\n".encode(), "---\ntitle: Água\n---\n"),
        ("---\ntitle: 清洁饮水\n---\n".encode("gb18030"), "---\ntitle: 清洁饮水\n---\n"),
        ("---\ntitle: Água é vida\n---\n".encode("cp1252"), "---\ntitle: Água é vida\n---\n"),
        ("---\ntitle: Вода\n---\n".encode("utf-16"), "---\ntitle: Вода\n---\n"),
    ],
    ids=["UTF-8 of Windows", "GB18030", "Windows-1252", "UTF-16"],
)
def test_text_of_any_encoding_is_kept(written, read):
    (planned,) = plan_submission(opened(("a.md", written)), 2026)
    assert planned.files[planned.path].decode() == read


def test_file_that_is_there_is_a_conflict_with_its_difference(tmp_path):
    (planned,) = plan_submission(opened(("a.md", TEXT)), 2026)
    write_files(tmp_path, planned.files)
    assert list(conflicts(tmp_path, planned)) == []
    (tmp_path / planned.path).write_text(TEXT.replace("Amina O.", "Amina"))
    (conflict,) = conflicts(tmp_path, planned)
    assert "-team: {name: Blue, members: [{name: Amina}]}" in conflict.difference


def test_command_writes_then_refuses_to_write_over(tmp_path):
    content = tmp_path / "content"
    (content / "projects").mkdir(parents=True)
    sent = tmp_path / "sent.zip"
    sent.write_bytes(archive(("a.md", TEXT)))

    def command(*options):
        arguments = [
            sys.executable,
            ROOT / "scripts/manage.py",
            "import-submission",
            sent,
            "--content",
            content,
            *options,
        ]
        return subprocess.run(arguments, capture_output=True, encoding="utf-8", check=False)

    assert command("--dry-run").returncode == 1
    assert list(content.rglob("*.md")) == []
    first = command()
    assert "content/projects/2024/clean-water.md:2:1: E010 summary: is required" in first.stdout
    assert "--trailer 'Submitted-by: Amina O.'" in first.stdout
    (content / "projects/2024/clean-water.md").write_text("mine")
    assert "nothing was written" in command().stderr
    assert (content / "projects/2024/clean-water.md").read_text() == "mine"
    command("--replace")
    assert (content / "projects/2024/clean-water.md").read_text() == TEXT


def test_text_of_a_page_with_pictures_stays_in_its_folder(tmp_path):
    (planned,) = plan_submission(opened(("a.md", TEXT), ("my photo.jpg", photograph())), 2026)
    write_files(tmp_path, planned.files)
    (changed,) = plan_submission(opened(("content/projects/2024/clean-water/index.md", TEXT + "More.\n")), 2026)
    settled = place_write_up(tmp_path, changed)
    assert list(settled.files) == ["projects/2024/clean-water/index.md"]
    assert [conflict.path for conflict in conflicts(tmp_path, settled)] == ["projects/2024/clean-water/index.md"]


def test_page_that_gets_pictures_moves_into_a_folder(tmp_path):
    (plain,) = plan_submission(opened(("a.md", TEXT)), 2026)
    write_files(tmp_path, plain.files)
    (planned,) = plan_submission(opened(("a.md", TEXT), ("my photo.jpg", photograph())), 2026)
    assert [path.name for path in replaced(tmp_path, planned)] == ["clean-water.md"]


@pytest.mark.parametrize("second", ["b/index.md", "c.md"])
def test_two_write_ups_of_one_place_are_told_apart_before_one_is_lost(second):
    opened = open_archive(
        "x.zip", archive(*[("a/index.md", WRITE_UP), (second, WRITE_UP.replace("Teaches", "Trains"))])
    )
    assert list(collisions(plan_submission(opened, 2024))) == ["projects/2024/clean-water.md"]


def test_pictures_of_one_name_are_not_taken_for_each_other():
    text = WRITE_UP + "\n![red](still.jpg) ![blue](still.webp) ![green](./Still.PNG)\n"
    pictures = [(name, photograph()) for name in ("still.jpg", "still.png", "still.webp")]
    (planned,) = plan_submission(open_archive("x.zip", archive(*[("x.md", text), *pictures])), 2024)
    written = planned.files["projects/2024/clean-water/index.md"].decode()
    names = re.findall(r"!\[\w+\]\((.*?)\)", written)
    assert sorted(names) == ["still-2.webp", "still-3.webp", "still.webp"]
    assert names[0] == "still.webp"


def test_picture_is_found_whatever_its_capitals():
    text = WRITE_UP.replace("year:", "cover: {src: team.jpg, alt: Four students}\nyear:")
    (planned,) = plan_submission(open_archive("x.zip", archive(*[("x.md", text), ("TEAM.JPG", photograph())])), 2024)
    assert "cover: {src: team.webp," in planned.files["projects/2024/clean-water/index.md"].decode()


def test_command_prints_nothing_that_a_terminal_obeys(tmp_path):
    file = tmp_path / "x.zip"
    title = 'title: "\\e]0;owned\\a\\nrm -rf"'
    file.write_bytes(archive(*[("x.md", WRITE_UP.replace("title: Clean water", title))]))
    command = [sys.executable, ROOT / "scripts/manage.py", "import-submission", file, "--content", tmp_path / "content"]
    run = subprocess.run(command, capture_output=True, check=False)
    assert b"\x1b" not in run.stdout + run.stderr
    assert b"\nrm -rf" not in run.stdout


def test_list_and_table_of_a_word_processor_are_written_as_markdown():
    sent = TEXT.replace("![A still](my photo.jpg)", "Intro\n•\tOne\no\tHalf\n•\tTwo\nMonth\tUsers\nJan\t3")
    (planned,) = plan_submission(opened(("a.md", sent.replace("\n", "\r\n"))), 2024)
    (text,) = planned.files.values()
    assert text.decode().partition("---\n\n")[2] == (
        "Intro\n\n- One\n  - Half\n- Two\n\n| Month | Users |\n| --- | --- |\n| Jan | 3 |\n"
    )
    assert "lists or tables that were pasted as plain text are written as Markdown" in planned.notes


def test_text_without_such_a_list_is_taken_as_it_is():
    (planned,) = plan_submission(opened(("a.md", TEXT)), 2024)
    assert [text.decode() for text in planned.files.values()] == [TEXT]
    assert not any("Markdown" in note for note in planned.notes)


@pytest.mark.parametrize(
    "written",
    [
        "reviewed: {on: 2026-11-24, by: Me}\n",
        "reviewed:\n  on: 2026-11-24\n  by: Me\n",
        '"reviewed": {on: 2026-11-24, by: Me}\n',
        "reviewed: {on: 2026-11-24,\nby: Me}\n",
    ],
    ids=["on a line", "as a block", "in quotes", "over lines"],
)
def test_nobody_checks_their_own_work(written):
    text = TEXT.replace("year: 2024\n", f"year: 2024\n{written}")
    (planned,) = plan_submission(opened(("a.md", text)), 2026)
    (untouched,) = plan_submission(opened(("a.md", TEXT)), 2026)
    read, _ = read_document(planned.path, planned.files[planned.path])
    kept, _ = read_document(planned.path, untouched.files[planned.path])
    assert (read.values, read.body.strip()) == (kept.values, kept.body.strip())
    assert any("'reviewed' is taken out" in note for note in planned.notes)


def test_nothing_else_is_changed_where_the_word_of_a_check_is_taken_out():
    text = TEXT.replace("year: 2024\n", "year: 2024 # ours\nreviewed:\n  on: 2026-11-24\n  by: Me\n")
    (planned,) = plan_submission(opened(("a.md", text)), 2026)
    assert planned.files[planned.path].decode() == TEXT.replace("year: 2024\n", "year: 2024 # ours\n")
