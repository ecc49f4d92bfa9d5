"""What comes by mail goes into the content whole, or not at all with every reason."""

import io
import re
import subprocess
import sys

import pytest
from PIL import Image

from checks.test_rule_texts import WRITE_UP
from gmooc.intake.archive import open_archive
from gmooc.intake.submission import (
    Planned,
    collisions,
    conflicts,
    place_write_up,
    plan_submission,
    replaced,
    write_files,
    write_up_of_issue,
)
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


PICTURE = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


def planned_of(path: str, text: str, *pictures: str) -> Planned:
    (planned,) = plan_submission(opened((path, text), *((picture, PICTURE) for picture in pictures)), 2026)
    return planned


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ("content/projects/2023/still.md", "projects/2023/still.md"),
        ("content/projects/2023/still.fr.md", "projects/2023/still.fr.md"),
        ("content/projects/2023/still/index.zh-hans.md", "projects/2023/still.zh-hans.md"),
        ("projects/23/still.md", "projects/2024/clean-water.md"),
        ("myprojects/2023/still.md", "projects/2024/clean-water.md"),
        ("projects/2023/My Still.md", "projects/2024/clean-water.md"),
        ("projects/2023/still.txt", "projects/2024/clean-water.md"),
    ],
)
def test_only_a_place_of_a_page_is_kept(sent, path):
    planned = planned_of(sent, TEXT)
    is_kept = path.startswith("projects/2023/")
    assert (planned.path, planned.notes) == (path, () if is_kept else (f"named {path}",))


@pytest.mark.parametrize(
    ("year", "folder"),
    [("2019", "2026"), ("2020", "2020"), ("2099", "2099"), ("2100", "2026"), ("'2024/..'", "2026"), ("", "2026")],
)
def test_folder_is_the_year_of_the_text(year, folder):
    assert planned_of("a.md", TEXT.replace("2024", year)).path == f"projects/{folder}/clean-water.md"


@pytest.mark.parametrize("title", ["title: [a]\n", ""], ids=["no text", "none"])
def test_write_up_without_a_title_is_named_after_its_file(title):
    planned = planned_of("x/My Still.md", TEXT.replace("title: Clean water\n", title))
    assert (planned.path, planned.title) == ("projects/2024/my-still.md", "")


@pytest.mark.parametrize(
    ("team", "author"),
    [
        ("{name: Blue, members: [{name: Amina O.}, {name: Bo}]}", "Amina O."),
        ("{name: Blue, members: [{role: design}]}", ""),
        ("{name: Blue, members: [Amina]}", "Blue"),
        ("{name: Blue, members: []}", "Blue"),
        ("{name: Blue, members: Amina}", "Blue"),
        ("{name: Blue}", "Blue"),
        ("{}", ""),
        ("Blue", ""),
    ],
)
def test_author_is_the_first_of_the_team_else_the_team(team, author):
    assert planned_of("a.md", TEXT.replace("{name: Blue, members: [{name: Amina O.}]}", team)).author == author


def test_each_write_up_has_the_pictures_of_its_folder():
    texts = [(f"{path}.md", TEXT.replace("Clean water", path[-1])) for path in ("a/x", "ab/y", "z")]
    pictures = [(path, PICTURE) for path in ("a/p.gif", "a/in/q.gif", "ab/r.gif", "s.gif", "other/t.gif")]
    x, y, z = plan_submission(opened(*texts, *pictures), 2026)
    assert [sorted(planned.files) for planned in (x, y, z)] == [
        [f"projects/2024/x/{name}" for name in ("index.md", "p.webp", "q.webp")],
        [f"projects/2024/y/{name}" for name in ("index.md", "r.webp")],
        [f"projects/2024/z/{name}" for name in ("index.md", "s.webp")],
    ]


def test_picture_that_no_write_up_lies_above_is_named():
    texts = [(f"{path}.md", TEXT.replace("Clean water", path[-1])) for path in ("a/x", "b/y")]
    pictures = [(path, PICTURE) for path in ("a/p.gif", "pics/r.gif", "pics/q.gif")]
    x, y = plan_submission(opened(*texts, *pictures), 2026)
    assert x.notes[-1] == "left out, as it is not known to which write-up they belong: pics/q.gif, pics/r.gif"
    assert not any("left out" in note for note in y.notes)


def test_write_up_alone_has_all_pictures():
    planned = planned_of("text/x.md", TEXT, "pictures/p.gif", "q.gif")
    assert sorted(planned.files) == [f"projects/2024/clean-water/{name}" for name in ("index.md", "p.webp", "q.webp")]
    assert planned.notes == (
        "named projects/2024/clean-water.md",
        "2 pictures made anew, without place, time and camera",
    )


NAMED = {
    "below": ("a/x.md", "a/in/p.gif", "in/p.gif", "p.webp"),
    "below, with a dot": ("a/x.md", "a/in/p.gif", "./in/p.gif", "p.webp"),
    "above": ("a/x.md", "in/p.gif", "../in/p.gif", "p.webp"),
    "name alone": ("a/x.md", "a/in/p.gif", "p.gif", "p.webp"),
    "name alone, with a dot": ("a/x.md", "a/in/p.gif", "./p.gif", "p.webp"),
    "as an address": ("x.md", "in/my p.gif", "in/my%20p.gif", "my-p.webp"),
    "name as an address": ("x.md", "in/my p.gif", "my%20p.gif", "my-p.webp"),
    "Chinese": ("x.md", "照片.gif", "照片.gif", "zhaopian.webp"),
    "end of a longer name": ("x.md", "p.gif", "xp.gif", "xp.gif"),
    "end of a path": ("x.md", "p.gif", "other/p.gif", "other/p.gif"),
    "start of a longer name": ("x.md", "p.gif", "p.gif.png", "p.gif.png"),
}


@pytest.mark.parametrize(("path", "picture", "written", "new"), NAMED.values(), ids=NAMED)
def test_picture_is_named_anew_however_the_text_names_it(path, picture, written, new):
    planned = planned_of(path, f"{TEXT}![B]({written})\n", picture)
    assert planned.files[planned.path].decode().endswith(f"![B]({new})\n")


def test_name_that_begins_with_another_is_replaced_whole():
    planned = planned_of("x.md", f"{TEXT}![B](<p.gif 2.gif>) ![C](p.gif)\n", "p.gif", "p.gif 2.gif")
    assert planned.files[planned.path].decode().endswith("![B](<p-gif-2.webp>) ![C](p.webp)\n")


def test_lines_of_an_old_mac_are_lines():
    planned = planned_of("a.md", TEXT.replace("\n", "\r"))
    assert planned.files[planned.path].decode() == TEXT


# What is there already.


@pytest.mark.parametrize(
    ("there", "pictures", "found"),
    [
        ("clean-water.md", (), "clean-water.md"),
        ("clean-water/index.md", (), "clean-water/index.md"),
        ("clean-water.md", ("p.gif",), "clean-water.md"),
        ("clean-water/p.webp", ("p.gif",), "clean-water/p.webp"),
        ("clean-water.fr.md", (), None),
        ("clean-water-2.md", (), None),
    ],
)
def test_what_is_there_is_not_written_over(tmp_path, there, pictures, found):
    file = tmp_path / "projects/2024" / there
    file.parent.mkdir(parents=True)
    file.write_bytes(b"mine")
    planned = planned_of("a.md", TEXT, *pictures)
    assert [conflict.path for conflict in conflicts(tmp_path, planned)] == [f"projects/2024/{found}"] * bool(found)


def test_difference_shows_one_line_around_what_differs(tmp_path):
    planned = planned_of("a.md", TEXT)
    write_files(tmp_path, planned.files)
    (tmp_path / planned.path).write_bytes(TEXT.replace("year: 2024", "year: 2023").encode() + b"\xff")
    (conflict,) = conflicts(tmp_path, planned)
    assert conflict.difference.split("\n") == [
        f"--- {planned.path} (there)", f"+++ {planned.path} (sent)",
        "@@ -2,3 +2,3 @@", " title: Clean water", "-year: 2023", "+year: 2024", " team: {name: Blue, members: [{name: Amina O.}]}",
        "@@ -7,2 +7 @@", " ![A still](my photo.jpg)", "-\ufffd",
    ]  # fmt: skip


def test_picture_that_differs_shows_no_difference(tmp_path):
    planned = planned_of("a.md", TEXT, "p.gif")
    write_files(tmp_path, planned.files)
    (tmp_path / "projects/2024/clean-water/p.webp").write_bytes(b"x")
    assert list(conflicts(tmp_path, planned)) == [("projects/2024/clean-water/p.webp", "")]


def test_files_are_written_whole_and_nothing_beside_them(tmp_path):
    planned = planned_of("a.md", TEXT, "p.gif")
    write_files(tmp_path, planned.files)
    found = {file.relative_to(tmp_path).as_posix(): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert found == planned.files


@pytest.mark.parametrize(
    ("there", "path"), [("clean-water.md", "clean-water.md"), ("clean-water/index.md", "clean-water/index.md"), ("clean-water/p.webp", "clean-water.md")]
)  # fmt: skip
def test_write_up_goes_into_a_folder_where_its_page_has_one(tmp_path, there, path):
    write_files(tmp_path, {f"projects/2024/{there}": b"mine"})
    placed = place_write_up(tmp_path, planned_of("a.md", TEXT))
    assert (placed.path, placed.files) == (f"projects/2024/{path}", {f"projects/2024/{path}": TEXT.encode()})


@pytest.mark.parametrize(("pictures", "left"), [((), []), (("p.gif",), ["clean-water.md"])], ids=["none", "one"])
def test_page_is_left_behind_only_where_it_moves(tmp_path, pictures, left):
    planned = planned_of("a.md", TEXT, *pictures)
    assert list(replaced(tmp_path, planned)) == []
    write_files(tmp_path, {"projects/2024/clean-water.md": b"mine"})
    assert [path.name for path in replaced(tmp_path, planned)] == left


def test_places_of_languages_do_not_collide():
    paths = ["projects/2024/a.md", "projects/2024/a/index.fr.md", "projects/2024/a.zh-hans.md", "projects/2024/b.md"]
    texts = [(f"content/{path}", TEXT) for path in paths]
    assert list(collisions(plan_submission(opened(*texts), 2024))) == []


# The form's own text, as it is sent by mail or as an issue.

ANSWERS = {"Title": "Still", "Year": "2024", "Country": "Kenya", "Team name": "Blue", "Award": "_No response_"}


def issue(answers: dict[str, str]) -> str:
    return "".join(f"### {head}\n\n{answer}\n\n" for head, answer in answers.items())


@pytest.mark.parametrize("number", [4, 5, 6])
def test_text_with_so_many_questions_of_the_form_is_one_of_the_form(number):
    answers = dict(list({**ANSWERS, "Website": "https://a.example"}.items())[:number])
    assert (write_up_of_issue(issue(answers), 2026) is not None) is (number >= 5)


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\n\n" + issue(ANSWERS),
        issue(dict(list(ANSWERS.items())[:4])) + "### Title\n\nAgain\n\n",
        issue({f"My {head}?": answer for head, answer in ANSWERS.items()}),
        "",
    ],
    ids=["words above", "one question twice", "questions that sound alike", "empty"],
)
def test_text_of_another_form_is_not_read_as_one(text):
    assert write_up_of_issue(text, 2026) is None


def test_answers_of_the_form_become_a_write_up():
    made = write_up_of_issue(issue({**ANSWERS, "Before you send it": "- [x] We agree"}), 2026)
    assert made is not None
    document, _ = read_document(made.path, made.text.encode())
    assert made.path == "projects/2024/still.md"
    assert document.values == {"title": "Still", "year": "2024", "countries": ["KE"], "team": {"name": "Blue"}}
    assert (document.body.strip(), made.row) == ("", 1)


@pytest.mark.parametrize(
    ("boxes", "is_asked"),
    [("- [x] A\n- [X] B", False), ("- [x] A\n- [ ] B", True), ("* [] A", True), ("[ ] in a sentence", False)],
    ids=["ticked", "one not", "without a space", "no box"],
)
def test_consent_that_was_not_given_is_asked_for(boxes, is_asked):
    made = write_up_of_issue(issue({**ANSWERS, "Before you send it · 提交之前": boxes}), 2026)
    assert made is not None
    asked = [doubt.message for doubt in made.doubts if doubt.column == "Before you send it · 提交之前"]
    assert ["not every box is ticked" in message for message in asked] == [True] * is_asked


def test_heading_of_somebodys_own_belongs_to_the_answer_above():
    answers = {"Year": "", **ANSWERS, "The problem": "Far.", "By night": "Dark."}
    made = write_up_of_issue(issue({**answers, "Year": ""}) + "### Title\n\nOther", 2026)
    assert made is not None
    assert made.path == "projects/2026/still.md"
    assert made.text.endswith("## The problem\n\nFar.\n\n### By night\n\nDark.\n\n### Title\n\nOther\n")


def test_form_sent_as_a_file_is_planned_as_its_write_up():
    planned = planned_of("mail.txt", issue(ANSWERS))
    assert (planned.path, planned.title) == ("projects/2024/still.md", "Still")
    assert planned.files[planned.path].startswith(b"---\ntitle: Still\n")
