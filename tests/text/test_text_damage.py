"""What a merge or a forgotten comment left in a file is told at its line, once, and hides nothing else."""

import pytest

from gmooc.checks.fixes import fix_text
from gmooc.checks.inspection import inspect
from gmooc.intake.tables import decode
from gmooc.text.document import MAX_TEXT_BYTES, read_document
from gmooc.text.markdown import render
from gmooc.text.text_damage import (
    MAX_CELLS,
    MAX_QUOTE_DEPTH,
    MAX_REOPENED,
    MAX_SIGNS,
    MAX_TAGS,
    enforce_limits,
    garbled_lines,
    media_of,
    open_comment,
    place_in,
    resolve_conflicts,
    ungarbled,
)
from samples import CHALLENGE, PROJECT, SDG

HEAD = "---\ntitle: T\n---\n"
CONFLICT = "<<<<<<< HEAD\nEight.\n=======\nNine.\n>>>>>>> review\n"


def read(text):
    document, problems = read_document("projects/2024/a.md", text.encode())
    return document, [(problem.line, problem.column, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + CONFLICT, 4),
        (HEAD + "Text.\n\n" + CONFLICT, 6),
        (HEAD + CONFLICT.replace("\n", "\r\n"), 4),
        (HEAD + CONFLICT.replace("=======", "||||||| base\nSeven.\n======="), 4),
        (HEAD + "<<<<<<< HEAD\nEight.\n", 4),
        (HEAD + "Eight.\n=======\nNine.\n>>>>>>> review\n", 5),
        (HEAD + "```\nx\n```\n" + CONFLICT, 7),
        ("---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> review\n---\n", 2),
    ],
    ids=["body", "below", "Windows", "base", "begun", "ended", "below code", "front matter"],
)
def test_conflict_is_told_once_where_it_begins(text, line):
    assert read(text)[1] == [(line, 1, "E028")]


def test_every_conflict_is_told():
    assert [line for line, _, _ in read(HEAD + CONFLICT + "\nText.\n\n" + CONFLICT)[1]] == [4, 12]


@pytest.mark.parametrize(
    "body",
    ["Results\n=======\n\nEight.\n", "Results\n=======\n\n> Quoted.\n", f"```\n{CONFLICT}```\n", f"~~~\n{CONFLICT}~~~\n",
     f"    {CONFLICT}".replace("\n", "\n    "), "a <<<<<<< b\n", "<<<<<<<\n"],
    ids=["heading", "heading and quotation", "code", "other code", "indented", "within a line", "no name"],
)  # fmt: skip
def test_what_only_looks_like_a_conflict_is_none(body):
    assert read(HEAD + body)[1] == []


def test_first_version_is_read():
    document, _ = read("---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> review\n---\n" + CONFLICT)
    assert (document.values, document.body.split()) == ({"title": "A"}, ["Eight."])


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("<!-- Results\n\nEight.\n", 4, 1),
        ("Eight.\n\n  <!-- Results\n\nNine.\n", 6, 3),
        ("<!-- a -->\n\n```\n<!-- b\n```\n\n<!-- c\n\nNine.\n", 10, 1),
        ("<div>\nEight <!-- Results\n\nNine.\n", 5, 7),
    ],
    ids=["first", "below", "below code", "in HTML"],
)
def test_comment_without_an_end_is_told_where_it_begins(body, line, column):
    assert read(HEAD + body)[1] == [(line, column, "E029")]
    assert "Nine" not in render(body).text


@pytest.mark.parametrize(
    "body",
    ["<!-- a -->\n\nEight.\n", "`<!-- a`\n", "```\n<!-- a\n```\n", "Eight <!-- a\n", "    <!-- a\n", "<!-->\n\nEight.\n",
     "<!-- a\n\nb -->\n"],
)  # fmt: skip
def test_what_hides_nothing_is_no_open_comment(body):
    assert read(HEAD + body)[1] == []


def test_open_comment_has_its_repaired_line():
    (problem,) = read_document("projects/2024/a.md", f"{HEAD}<!-- Results\n\nEight.\n".encode())[1]
    assert problem.repair == "<!-- Results -->"
    mended = f"{HEAD}{problem.repair}\n\nEight.\n".encode()
    assert read_document("projects/2024/a.md", mended)[1] == ()


@pytest.fixture
def content(tmp_path):
    for path, text in (("challenges/gmooc-2024.md", CHALLENGE), ("sdgs/sdg-04.md", SDG)):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text)
    (tmp_path / "projects/2024").mkdir(parents=True)
    return tmp_path


def told(content, text):
    (content / "projects/2024/a.md").write_text(text)
    return [str(problem) for problem in inspect(content)]


def test_file_that_is_too_large_is_told_its_other_faults_and_none_that_it_has_not(content):
    large = PROJECT.replace("status: idea", "status: ideal") + "Water for all. \n" * (MAX_TEXT_BYTES // 15)
    assert told(content, large) == [
        "projects/2024/a.md:1:1: E001 file: at most 256 KiB (it has 274)",
        "projects/2024/a.md:9:1: E012 status: must be one of idea, prototype, pilot, in-use, ended, unknown (it is 'ideal')"
        "\n    try: status: idea",
    ]


def test_foreign_pictures_are_told_once_with_all_their_lines(content):
    badges = "".join(f"![Badge {number}](https://e.org/{number}.svg)\n\n" for number in range(3))
    assert told(content, PROJECT.replace("Text", badges + "Text")) == [
        "projects/2024/a.md:11:12: E103 picture: must be a file beside this entry, not one on another host "
        "(also in: line 13, 15)"
    ]


def test_name_that_another_system_calls_an_alias_is_not_made_an_address(content):
    assert told(content, PROJECT.replace("\n---\n", "\naliases: [Other name]\n---\n", 1)) == [
        "projects/2024/a.md:10:11: E025 aliases.1: must be an address that this page had before, or be left out "
        "(it is 'Other name')"
    ]


KEYS = "title: T\nyear: 2024\n"


@pytest.mark.parametrize(
    ("text", "line", "body"),
    [
        (f"---\n{KEYS}\nText.\n\n## More\n", 4, "Text.\n\n## More"),
        (f"---\n{KEYS}\n# Title\n\nText: one.\n", 4, "# Title\n\nText: one."),
        (f"---\n{KEYS}## Results\n\nText.\n", 4, "## Results\n\nText."),
        (f"---\n{KEYS}\nWe built a still of glass.\n\n---\n\nMore.\n", 4, "We built a still of glass.\n\n---\n\nMore."),
        (f"---\n{KEYS}\n# Title\n\nText.\n---\nMore.\n", 4, "# Title\n\nText.\n---\nMore."),
        (f"---\n{KEYS}tags:\n- a\n- b\n\nText.\n", 7, "Text."),
    ],
    ids=["text", "title", "no empty line", "rule below", "underline below", "lists"],
)
def test_text_is_told_from_keys_where_the_line_between_them_was_forgotten(text, line, body):
    document, told = read(text)
    assert told == [(line, 1, "E004")]
    assert (document.values["title"], document.body.strip()) == ("T", body)


def test_text_without_keys_is_a_text_though_it_begins_with_a_rule():
    text = "---\n\n# Title\n\nIt was: `good`.\n\n---\n"
    document, told = read(text)
    assert (told, document.values, document.body) == ([(1, 1, "E003")], {}, text)
    assert fix_text("projects/2024/a.md", text) == (text, ())


@pytest.mark.parametrize(
    "front_matter",
    ["title: T\nstatus idea\nyear: 2024\n", "title: T\n\nstatus idea\n\nyear: 2024\n", "title: T\nstatus idea\n",
     "title: T\n# Title\nstatus idea\nyear: 2024\n", "# Nothing yet\n"],
    ids=["between", "apart", "last", "below a comment", "comment alone"],
)  # fmt: skip
def test_line_that_cannot_be_read_is_no_text(front_matter):
    assert read(f"---\n{front_matter}---\nText.\n")[0].body == "Text.\n"


def test_nothing_of_a_text_is_mended_where_the_line_above_it_was_forgotten():
    text = "---\ntitle: T\n\nText.\n\nSaid: \u201cgood\u201d.\n\n\tcode\n\nIt was: `x`.\n"
    assert fix_text("projects/2024/a.md", text) == (text, ())


def test_pictures_on_one_line_name_it_once(content):
    badges = "![A badge](https://e.org/a.svg) ![Another](https://e.org/b.svg)"
    assert told(content, PROJECT.replace("Text", badges)) == [
        "projects/2024/a.md:11:12: E103 picture: must be a file beside this entry, not one on another host"
    ]


def twice_saved(text, encoding="cp1252"):
    """Return a text as a program shows it that takes UTF-8 for another encoding."""
    signs = (bytes([byte]) for byte in text.encode())
    return "".join(sign.decode(encoding, "replace").replace("\ufffd", sign.decode("latin-1")) for sign in signs)


TYPED = ["Descripción de la solución", "Eau propre à l\u2019école", "\U0001f3e5 Hackathon", "Чистая вода", "清洁的水"]


@pytest.mark.parametrize("encoding", ["cp1252", "cp1254"])
@pytest.mark.parametrize("typed", TYPED)
def test_letters_that_saving_turned_into_others_are_told_and_turned_back(typed, encoding):
    saved = twice_saved(typed, encoding)
    (problem,) = read_document("projects/2024/a.md", f"{HEAD}Water.\n\n{saved}\n".encode())[1]
    assert (problem.line, problem.code, problem.repair) == (6, "E002", typed)
    assert fix_text("projects/2024/a.md", f"{HEAD}{saved}\n")[0] == f"{HEAD}{typed}\n"
    assert decode(saved.encode()) == (typed, ("letters that saving had turned into others are as they were typed",))


@pytest.mark.parametrize(
    "text", [*TYPED, "MAÇÃ", "Ângela “Ã” Â", "GRÖSSE", "«Ñandú»", "ÇÖ", "ğ ış", "naïve œuvre", "Â\x80", "Ä\x9f Ü"]
)
def test_letters_as_they_were_typed_stay(text):
    assert read(f"{HEAD}{text}\n")[1] == []
    assert fix_text("projects/2024/a.md", f"{HEAD}{text}\n") == (f"{HEAD}{text}\n", ())


def test_letters_that_only_code_shows_otherwise_are_an_example():
    text = f"{HEAD}Water.\n\n```\n{twice_saved('tést')}\n```\n"
    assert (read(text)[1], fix_text("projects/2024/a.md", text)) == ([], (text, ()))


@pytest.mark.parametrize(
    ("written", "repair"),
    [
        ("![[photo.jpg]]", ""),
        ("[[Our note|the note]]", ""),
        ("{{< youtube ZJthWmvUzzc >}}", ""),
        ("{% include video.html %}", ""),
        ("::: tip", ""),
        ("!!! note", ""),
        ("import Tabs from '@theme/Tabs';", ""),
        ("import './style.css'", ""),
        ("{: .important}", ""),
        ("%% not for readers %%", ""),
        ("[our site] (https://example.org)", "See [our site](https://example.org) there"),
        ("[网站]（https://example.org）", "See [网站](https://example.org) there"),
    ],
)
def test_signs_of_another_system_are_told_where_they_stand(content, written, repair):
    line = f"See {written} there" if repair or (written[0] in "[!{" and written[1] != "!") else written
    (problem,) = told(content, PROJECT.replace("Text", f"{line}\n\nText"))
    column = line.index(written) + 1
    warning = f"warning E116 '{written}': must be Markdown, for here it is shown as it is written"
    assert problem == f"projects/2024/a.md:11:{column}: {warning}" + (f"\n    try: {repair}" if repair else "")


@pytest.mark.parametrize(
    "text",
    ["`[[a]]`", "```\n{% if x %}\n```", "[[1]](https://example.org)", "[a](https://example.org) (b)", "a[0][1] {b}",
     "[x] (see below)", "Imports from 'abroad' rose", "import 'duties'? No: imports", "5 %% of 20 %", "{a: b}"],
)  # fmt: skip
def test_code_and_plain_words_are_no_signs_of_another_system(content, text):
    assert told(content, PROJECT.replace("Text", f"{text}\n\nText")) == []


# Every conflict has its lines, and the first of its versions is left.


def resolved(lines):
    told = []
    text = resolve_conflicts(
        "\n".join(lines), lambda line, column, code, message: told.append((line, dict(message[1])["line"]))
    )
    return told, text.split("\n")


@pytest.mark.parametrize(
    ("lines", "told", "left"),
    [
        (["<<<<<<< a", "x", "=======", "y", ">>>>>>> b", "z"], [(1, 5)], ["", "x", "", "", "", "z"]),
        (["<<<<<<< a", "x", "||||||| c", "w", "=======", "y", ">>>>>>> b"], [(1, 7)], ["", "x", "", "", "", "", ""]),
        (["<<<<<<< a", "x", "=======", "y", "=======", ">>>>>>> b"], [(1, 6)], ["", "x", "", "", "", ""]),
        (["<<<<<<< a", "x", "=======", ">>>>>>> b", ">>>>>>> c"], [(1, 4)], ["", "x", "", "", ">>>>>>> c"]),
        (["z", "<<<<<<< a", "x"], [(2, 2)], ["z", "", "x"]),
        (["<<<<<<< a", "x", "=======", "y"], [(1, 1)], ["", "x", "=======", "y"]),
        (["<<<<<<< a", "x", ">>>>>>> b", "z"], [(1, 3)], ["", "x", "", "z"]),
        (["<<<<<<< a", "<<<<<<< b", "y", "=======", "w", ">>>>>>> c"], [(1, 1), (2, 6)], ["", "", "y", "", "", ""]),
        (["x", "=======", "y", ">>>>>>> b"], [(2, 4)], ["x", "", "y", ""]),
        (["T", "=======", "x", "=======", "y", ">>>>>>> b"], [(4, 6)], ["T", "=======", "x", "", "y", ""]),
        (["T", "=======", "<<<<<<< a", "=======", "y", ">>>>>>> b"], [(3, 6)], ["T", "=======", "", "", "", ""]),
        (["T", "=======", "<<<<<<< a", "x", ">>>>>>> b"], [(3, 5)], ["T", "=======", "", "x", ""]),
        (["=======", "y", ">>>>>>> b"], [(1, 3)], ["", "y", ""]),
        (["x", ">>>>>>> b"], [], ["x", ">>>>>>> b"]),
        (["||||||| c", "x", ">>>>>>> b"], [], ["||||||| c", "x", ">>>>>>> b"]),
        (["```", "<<<<<<< a", "````", "<<<<<<< a", "x"], [(4, 4)], ["```", "<<<<<<< a", "````", "", "x"]),
        (["```", "~~~", "<<<<<<< a", "```"], [], ["```", "~~~", "<<<<<<< a", "```"]),
        (["````", "```", "<<<<<<< a", "````"], [], ["````", "```", "<<<<<<< a", "````"]),
        (["```", "```text", "<<<<<<< a", "```"], [], ["```", "```text", "<<<<<<< a", "```"]),
        (["   ~~~", "<<<<<<< a", "   ~~~~ "], [], ["   ~~~", "<<<<<<< a", "   ~~~~ "]),
        (["```x``` y", "<<<<<<< a"], [(2, 2)], ["```x``` y", ""]),
        (["    ```", "<<<<<<< a"], [(2, 2)], ["    ```", ""]),
        (["``", "<<<<<<< a"], [(2, 2)], ["``", ""]),
    ],
    ids=["whole", "base", "line within", "ended twice", "begun", "begun and parted", "not parted", "begun twice", "no begin",
         "line below a title", "below a title", "below a title and not parted", "first line", "end alone", "base alone",
         "code before", "other fence in code", "shorter fence in code", "fence of a language in code", "indented fence",
         "code of one line", "fence too far in", "two ticks"],
)  # fmt: skip
def test_conflict_leaves_its_first_version(lines, told, left):
    assert resolved(lines) == (told, left)


# Letters that saving turned into others.


def test_every_letter_is_turned_back_whatever_it_begins_and_ends_with():
    begun = [chr((first & 31) << 6 | 0x2A) for first in range(0xC2, 0xE0)]
    begun += ["\u092a", *(chr((first & 15) << 12 | 0x12A) for first in range(0xE1, 0xF0)), "\U0001f30a", "\U0010012a"]
    ended = [chr(letter) for letter in range(0x400, 0x440)]
    for encoding in ("cp1252", "cp1254"):
        saved = [twice_saved(letter, encoding) for letter in (*begun, *ended)]
        assert [ungarbled(f"{letter} x") for letter in saved] == [f"{letter} x" for letter in (*begun, *ended)]


def test_lines_whose_letters_are_others_are_counted_from_one():
    text = f"Água\n{twice_saved('tést')}\n\n{twice_saved('são')} x"
    assert garbled_lines(text) == {2: "tést", 4: "são x"}
    assert ungarbled(text) == "Água\ntést\n\nsão x"


@pytest.mark.parametrize(
    ("text", "is_garbled"),
    [
        ("```\n{}\n```\n{}", True),
        ("{}\n```\n{}\n```", True),
        ("```\n{}", False),
        ("```\n{}\n~~~\n{}\n```", False),
        ("~~~\n{}\n~~~", False),
        ("~~~\nx\n~~~\n{}", True),
    ],
)
def test_code_alone_is_an_example_of_other_letters(text, is_garbled):
    saved = text.replace("{}", twice_saved("tést"))
    assert ungarbled(saved) == (text.replace("{}", "tést") if is_garbled else saved)


# A comment that never ends.


@pytest.mark.parametrize(
    ("body", "start"),
    [
        ("<!-- a", 0),
        ("x\n\n<!-- a", 3),
        ("<!-- a -->\n\n<!-- b", 12),
        ("<!-- a\n\n<!-- b", 0),
        ("`<!-- a` " * 7 + "\n\n<!-- b", 65),
        ("`<!-- a` " * 8 + "\n\n<!-- b", 1),
        ("x", -1),
        ("<!-- a -->", -1),
        ("`<!-- a`", -1),
        ("<!-- a -->\n\n<!-- b -->\n\n`<!-- c`", -1),
        ("<!-- a -->\n\n<!-- b -->\n\n<!-- c", 24),
        ("`<!-- a` " * 9, -1),
    ],
    ids=["first", "below", "behind another", "two", "behind code", "behind much code", "none", "ended", "code", "ended and code", "third", "much code"],
)  # fmt: skip
def test_open_comment_begins_where_it_hides_all_that_follows(body, start):
    assert open_comment(body) == start


def test_repair_of_an_open_comment_is_all_of_its_line():
    (problem,) = read_document("a.md", f"{HEAD}<div>\nEight <!-- Nine  \n\nTen.\n".encode())[1]
    assert (problem.line, problem.column, problem.repair) == (5, 7, "Eight <!-- Nine -->")


# What would overload a page: below, at and above each limit.


def limited(body, first_line=1):
    told = []
    left = enforce_limits(
        body, first_line, lambda line, column, code, message, *_: told.append((line, column, code, dict(message[1])))
    )
    return told, left


@pytest.mark.parametrize(("sign", "most"), [*MAX_SIGNS.items(), ("<br>", MAX_TAGS)])
def test_no_sign_stands_in_a_text_more_often_than_its_limit(sign, most):
    line = f" {sign}>\n"
    for number in (most - 1, most):
        assert limited(line * number) == ([], line * number)
    told, left = limited(line * (most + 2), 5)
    limit = {"limit": most, "sign": sign[:1] if sign == "<br>" else sign, "number": most + 2}
    assert (told, left) == ([(5 + most, 2, "E006", limit)], line * most + " ")


COLUMNS = 499
TABLE = "|a" * COLUMNS + "\n" + "|-" * COLUMNS + "\n"
ROWS = MAX_CELLS // (COLUMNS + 1)


@pytest.mark.parametrize("rows", [ROWS - 1, ROWS])
@pytest.mark.parametrize("end", ["\n\nx\n", "\n> \nx\n", "\n\n" + TABLE + "a\n"])
def test_table_of_as_many_cells_as_allowed_is_none_too_large(rows, end):
    body = TABLE + "\n".join(["a"] * rows) + end
    assert limited(body) == ([], body)


def test_row_with_dashes_in_its_words_makes_no_more_columns():
    body = "|a\n|-\n" + "|x-y" * COLUMNS + "\n" + "a\n" * (ROWS * 2)
    assert limited(body) == ([], body)


@pytest.mark.parametrize(
    ("before", "behind", "line"),
    [
        ("", "", 5),
        ("x\n\n", "", 7),
        ("|a|\n|-|\n|b|\n\n", "\n\nx\n", 9),
        ("|a|\n|-|\n", "\n\t\nx", 5),
    ],
    ids=["first", "below", "below another", "one with another"],
)
def test_table_of_too_many_cells_is_left_out_with_all_below(before, behind, line):
    told, left = limited(before + TABLE + "\n".join(["a"] * (ROWS + 1)) + behind, 5)
    rows = ROWS + 2 + (2 if line == 5 and before else 0)
    assert told == [(line, 1, "E006", {"limit": MAX_CELLS, "number": (COLUMNS + 1) * rows})]
    assert left == ("" if line == 5 else before)


def test_quotation_too_deep_is_left_as_deep_as_allowed():
    allowed = "x\n" + ">" * MAX_QUOTE_DEPTH + "y"
    assert limited(allowed) == ([], allowed)
    told, left = limited("x\n" + ">" * (MAX_QUOTE_DEPTH + 1) + "y\n" + "> " * 50 + "z", 5)
    assert [one[:3] for one in told] == [(6, 1, "E006")]
    assert left == allowed + "\n" + "> " * MAX_QUOTE_DEPTH + "z"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<div>" * 100, None),
        ("<div>" * 100 + "\n  <b>", (6, 3)),
        ("<div>" * 100 + "</div><b>", None),
        ("<div>" * 100 + "</div><b><i>", (5, 510)),
        ("</b>" * 5 + "<div>" * 101, (5, 521)),
        ("<div>" * 100 + "<li><BR><p>", None),
        ("`" + "<div>" * 101 + "`", None),
        ("<br>" * 4000 + "<div>" * 101, (5, 16501)),
    ],
    ids=["at", "above", "closed", "closed and above", "closed before", "flat", "code", "among many"],
)
def test_tags_are_no_deeper_than_allowed(body, place):
    told, left = limited(body, 5)
    assert [one[:3] for one in told] == ([(*place, "E006")] if place else [])
    assert left == (body.replace("<", "&lt;") if place else body)


OPENED = "<b>" * 100 + "a"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (OPENED + "\n\nx" * 200, None),
        (OPENED + "\n\nx" * 201, 5),
        ("y\n\n" + OPENED + "\n\nx" * 201, 7),
        (OPENED.upper() + "\n\nx" * 201, 5),
        (OPENED.replace("b", "small") + "\n\nx" * 201, 5),
        ("</b>" + OPENED + "\n\nx" * 201, 5),
        ("\n\n" + OPENED + "\n\nx" * 201, 7),
        (OPENED + "</b></b>" + "\n\nx" * 203, None),
        ("<i>" + OPENED[3:] + "</b>" + "\n\nx" * 202, None),
        (OPENED + "\n- x" * 201, 5),
        (OPENED + "\n\n# x" * 201, 5),
        (OPENED + "\n\n|a|\n|-|" + "\n|x|" * 200, 5),
        (OPENED + "\n\n> x" * 101, 5),
        (OPENED + "\n\n<div>x</div>" * 201, 5),
        (OPENED.replace("b", "a") + "\n\nx" * 201, None),
        ("<b></b><code></code><em></em><i></i><s></s><small></small><strong></strong><u></u>" + "\n\nx" * 2600, None),
        ("`" + OPENED + "`" + "\n\nx" * 201, None),
    ],
    ids=["at", "above", "below", "capitals", "another", "closed before", "empty lines before", "two closed", "one closed", "list", "headings", "table", "quotations",
         "blocks", "links", "all closed", "code"],
)  # fmt: skip
def test_tags_left_open_are_opened_anew_no_more_often_than_allowed(body, line):
    told, left = limited(body, 5)
    assert told == ([(line, 1, "E006", {"limit": MAX_REOPENED})] if line else [])
    assert left == (body.replace("<", "&lt;") if line else body)


# Places.


@pytest.mark.parametrize(
    ("start", "place"), [(0, (5, 1)), (1, (5, 2)), (2, (5, 3)), (3, (6, 1)), (5, (6, 3)), (6, (7, 1))]
)
def test_place_has_its_line_and_column(start, place):
    assert place_in("ab\n水b\nc", start, 5) == place


@pytest.mark.parametrize(("number", "told"), [(99, 99), (100, 100), (101, 100)])
def test_invisible_signs_are_told_in_so_many_lines(number, told):
    assert [line for line, *_ in limited("a\u200b\n" * number, 5)[0]] == list(range(5, 5 + told))


def test_invisible_sign_that_deceives_is_told_before_others_of_its_line():
    text = f"{HEAD}Wa\u200bter\nWa\u200bter \u202ea\u202e\n"
    problems = read_document("a.md", text.encode())[1]
    assert [(p.line, p.column, p.is_warning, p.repair) for p in problems] == [
        (5, 8, False, "Water a"),
        (4, 3, True, "Water"),
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<video src=a>", [(0, "video")]),
        ("x\n\n<AUDIO src=a></AUDIO>\n\n<embed/>", [(2, "AUDIO"), (4, "embed")]),
        ("a <object>b</object> <iframe src=c>", [(0, "object"), (0, "iframe")]),
        ("`<video>` <videos>", []),
        ("```\n<video>\n```\n\n<video>", [(4, "video")]),
        ("x", []),
    ],
)
def test_what_is_embedded_has_its_line(body, found):
    assert media_of(body) == found


@pytest.mark.parametrize(("number", "told"), [(99, 99), (100, 100), (101, 100)])
def test_so_much_that_is_embedded_is_told_and_no_more(number, told):
    assert len(media_of("<video>\n\n" * number)) == told


def test_place_below_an_empty_line_counts_it():
    assert place_in("\nab", 1, 5) == (6, 1)
