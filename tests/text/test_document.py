"""Documents: front matter and body, with the line of every fault."""

import time

import pytest

from gmooc.content.entry import read_record
from gmooc.core.problem_messages import NO_CHOICE, message_of_key
from gmooc.core.problems import Position, Problem, as_annotation
from gmooc.model.kinds import KIND_OF, KINDS
from gmooc.text.document import MAX_TEXT_BYTES, REQUIRED_KEYS, read_document, with_plain_fences
from gmooc.text.front_matter import MAX_DEPTH, MAX_VALUES


def read(text: str | bytes):
    content = text if isinstance(text, bytes) else text.encode()
    document, problems = read_document("projects/2024/x.md", content)
    return document, [(p.line, p.column, p.code) for p in problems]


# Valid.


def test_front_matter_and_body_are_parted():
    document, problems = read("---\ntitle: A\n---\n\nText\n")
    assert (document.values, document.body, document.body_line, problems) == ({"title": "A"}, "\nText\n", 4, [])


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "12:30", "2021-02-30", "0x1F", "1_000", "~", "null", ".5", "1e3", "yes", "=", "010"],
)
def test_scalars_stay_text(text):
    assert read(f"---\nkey: {text}\n---\n")[0].values == {"key": text}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf---\ntitle: A\n---\nText\n", id="byte-order mark"),
        pytest.param(b"---\r\ntitle: A\r\n---\r\nText\r\n", id="Windows line ends"),
        pytest.param(b"---\rtitle: A\r---\rText\r", id="old Mac line ends"),
        pytest.param(b"--- \ntitle: A\n---\t\nText\n", id="space after the fence"),
    ],
)
def test_ways_of_saving_change_nothing(content):
    document, problems = read(content)
    assert (document.values, document.body, problems) == ({"title": "A"}, "Text\n", [])


def test_keys_left_open_count_as_left_out():
    assert read("---\na:\nb:\n  c:\n  d: [ ]\ne:\n  - f:\n---\n")[0].values == {}


def test_quoted_empty_text_is_kept():
    assert read("---\na: ''\n---\n")[0].values == {"a": ""}


def test_place_of_a_nested_key():
    document, _ = read("---\nteam:\n  members:\n    - name: A\n      country: XX\n---\n")
    assert document.place(("team", "members", 0, "country")) == Position(5, 7)


def test_place_of_a_missing_key_is_that_of_its_parent():
    document, _ = read("---\ntitle: A\nteam:\n  size: 3\n---\n")
    assert document.place(("team", "name")) == Position(3, 1)


# Malformed.


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("Text\n", [(1, 1, "E003")], id="no front matter"),
        pytest.param("", [(1, 1, "E003")], id="empty file"),
        pytest.param("\n\n---\ntitle: A\n---\n", [(1, 1, "E003")], id="lines before the fence"),
        pytest.param("---\ntitle: A\n", [(1, 1, "E004")], id="no second fence"),
        pytest.param("---", [(1, 1, "E004")], id="a fence alone"),
        pytest.param("---\ntitle: A\ntitle: B\n---\n", [(3, 1, "E008")], id="key twice"),
        pytest.param("---\na: {b: 1, b: 2}\n---\n", [(2, 11, "E008")], id="nested key twice"),
        pytest.param("---\ntitle: A: B\n---\n", [(2, 9, "E005")], id="colon in a value"),
        pytest.param("---\na:\n\t- b\n---\n", [(3, 1, "E005")], id="tab"),
        pytest.param("---\n- a\n---\n", [(2, 1, "E005")], id="a list"),
        pytest.param("---\na: !!python/object:os.system x\n---\n", [(2, 4, "E007")], id="a tag"),
        pytest.param("---\na: &x [1]\nb: *x\n---\n", [(2, 4, "E007")], id="an anchor used twice"),
        pytest.param("---\n? [a]\n: b\n---\n", [(2, 3, "E007")], id="a key that is a list"),
        pytest.param("---\n---\n\nText\n", [(1, 1, "E003")], id="no keys"),
        pytest.param("---\n\n---\n", [(1, 1, "E003")], id="an empty line for keys"),
        pytest.param(
            "---\n# Kiln\n\nText of a page that has no keys at all.\n", [(1, 1, "E003")], id="a first fence alone"
        ),
        pytest.param("---\na:\u00a0b\nc: d\n---\n", [(2, 3, "E005")], id="no-break space"),
        pytest.param("---\na:\n\u3000b: c\n---\n", [(3, 1, "E005")], id="ideographic space"),
        pytest.param("---\na: b #c\n---\n", [(2, 6, "E005")], id="a sign that begins a comment"),
        pytest.param("---\na:\n  - b #c\n---\n", [(3, 7, "E005")], id="such a sign in a list"),
        pytest.param("---\na: #b\n---\n", [(2, 4, "E005")], id="a value of nothing else"),
        pytest.param("---\na: ##b\n---\n", [(2, 4, "E005")], id="two signs"),
        pytest.param("---\na: b\t#c\n---\n", [(2, 6, "E005")], id="such a sign behind a tab"),
        pytest.param('---\n"a": b #c\n---\n', [(2, 8, "E005")], id="such a sign behind a quoted key"),
        pytest.param("---\na:\n  - #b\n  - c\n---\n", [(3, 5, "E005")], id="an entry of nothing else"),
        pytest.param("---\na:\n  - c\n  - #b\nd: e\n---\n", [(4, 5, "E005")], id="the last entry of nothing else"),
        pytest.param("---\na: b\n  c #d\n---\n", [(3, 5, "E005")], id="such a sign in a second line"),
        pytest.param("---\na: b\n  c #d\n  e\n---\n", [(3, 5, "E005")], id="such a sign between lines"),
        pytest.param("---\na:\n  b #c\n---\n", [(3, 5, "E005")], id="such a sign below a key"),
        pytest.param("---\na: [b #c, d]\n---\n", [(2, 4, "E005")], id="such a sign in brackets"),
        pytest.param('---\na: "b" c\nd: e\n---\n', [(2, 8, "E005")], id="a quoted word"),
        pytest.param("---\na: b\nwords of the value above\nc: d\n---\n", [(3, 1, "E005")], id="a wrapped line"),
        pytest.param(
            "---\na: b\nwords of the value\nand more of it\nc: d\n---\n", [(3, 1, "E005")], id="wrapped lines"
        ),
        pytest.param("---\nA line of words\na: b\nc: d\n---\n", [(2, 1, "E005")], id="words before the first key"),
        pytest.param("---\na: b\n<!-- a note -->\nc:\n  d: e\n---\n", [(3, 1, "E005")], id="a comment of HTML"),
        pytest.param("---\na: \x00\n---\n", [(2, 1, "E005")], id="a NUL"),
    ],
)
def test_faults_have_their_place(text, faults):
    assert read(text)[1] == faults


@pytest.mark.parametrize(
    "lines",
    [
        "a: b # c", "a: # c", "a: b #", 'a: "b #c"', "a: 'b' #c", "a: |\n  b #c", "a: >\n  b #c\n  d", "a: b#c",
        "a: https://example.org/#c", "a: C# and F#", "#c\na: b", "a: #c\n  b: d", "a: #c\n- b", "a: b\n  #c", "a: 第 ＃7 队",
    ],
)  # fmt: skip
def test_comments_stay_comments(lines):
    assert read(f"---\n{lines}\n---\n")[1] == []


def test_a_list_is_not_repaired_into_a_text():
    assert [problem.repair for problem in read_document("a.md", b"---\na: [b #c, d]\n---\n")[1]] == [""]


def test_a_file_in_another_encoding_names_its_first_such_byte():
    assert read(b"---\ntitle: Caf\xe9\n---\n")[1] == [(2, 11, "E002")]


def test_one_unreadable_line_hides_no_other_fault():
    document, problems = read("---\ntitle: A: B\nsummary: C: D\ntitle: E\n---\n")
    assert [line for line, _, _ in problems] == [2, 3, 4]
    assert document.values == {"title": "A: B", "summary": "C: D"}


@pytest.mark.parametrize(
    ("line", "repair"),
    [
        ("title: Team #7 builds a C# robot", 'title: "Team #7 builds a C# robot"'),
        ('title: Say "hi" to #SDG', "title: 'Say \"hi\" to #SDG'"),
        ("title: Room #七", 'title: "Room #七"'),
    ],
)
def test_value_that_a_sign_cuts_is_told_with_its_quoted_line(line, repair):
    _, problems = read_document("a.md", f"---\n{line}\n---\n".encode())
    assert [(problem.repair, problem.is_warning) for problem in problems] == [(repair, True)]


@pytest.mark.parametrize(
    "line",
    ["year: 2024 # the folder", "title: C# robot", 'title: "Team #7"', "title: 'Team #7'", "# title: Team #7", "title: A # #",
     "colours: ['#C5192D', \"#fff\"]", "url: https://example.org/#a", "title: |\n  Team #7"],
)  # fmt: skip
def test_comments_and_quoted_signs_are_not_told(line):
    _, problems = read_document("a.md", f"---\n{line}\n---\n".encode())
    assert problems == ()


def test_file_without_front_matter_is_told_the_keys_it_needs():
    _, (problem,) = read_document("projects/2024/kiln.md", b"# Kiln: one\n\nText.\n")
    assert 'title: "Kiln: one", summary, challenge, year, team, sdgs, outcome, status,' in problem.message


def test_keys_that_are_told_are_those_of_the_models():
    assert {
        kind.folder: tuple(
            name for name, field in kind.record.model_fields.items() if field.is_required() and name != "title"
        )
        for kind in KINDS
    } == REQUIRED_KEYS


# At the limit.


def test_yaml_bombs_are_refused():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(8)
    )
    assert {code for _, _, code in read(f"---\n{bomb}---\n")[1]} <= {"E006", "E007"}


def test_depth_is_limited():
    assert "E006" in {
        code for _, _, code in read("---\na: " + "[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2) + "\n---\n")[1]
    }


def test_values_are_limited():
    assert [code for _, _, code in read(f"---\na: [{', '.join(['x'] * (MAX_VALUES + 9))}]\n---\n")[1]] == ["E006"]


def test_size_is_limited():
    assert read(b"x" * (MAX_TEXT_BYTES + 1))[1] == [(1, 1, "E001"), (1, 1, "E003")]


@pytest.mark.parametrize(
    ("opened", "repaired"),
    [
        ('title: "x', 'title: "x"'),
        ("title: 'x", "title: 'x'"),
        ("tags: [a, b", "tags: [a, b]"),
        ("t: {a: 1,", "t: {a: 1}"),
    ],
)
def test_what_is_never_closed_is_reported_where_it_opens(opened, repaired):
    document, problems = read_document("a.md", f"---\n{opened}\nyear: 2024\n---\n".encode())
    assert [(problem.line, problem.repair) for problem in problems] == [(2, repaired)]
    assert document.values["year"] == "2024"


@pytest.mark.parametrize(
    "line",
    ['a: "x\n' + "x\n" * 50_000, "a: b: c: d\n" * 3000, "a: [\n" * 3000, "@a\n" * 2000],
    ids=["quote", "colons", "lists", "signs"],
)
def test_many_unreadable_lines_are_not_all_named(line):
    assert len(read_document("a.md", f"---\n{line}---\n".encode())[1]) <= 32


def test_terminal_obeys_nothing_that_a_file_holds():
    message = message_of_key("outcome", NO_CHOICE, choices="…", given="\x1b]0;x\x07\u202e")
    problem = Problem("projects/2024/x\x1b[2J.md", 1, 1, "E012", *message)
    assert str(problem) == r"projects/2024/x\x1b[2J.md:1:1: E012 outcome: must be one of … (it is '\x1b]0;x\x07\x202e')"
    assert "\x1b" not in as_annotation(problem, "content")


def test_file_of_many_faults_is_checked_in_no_time():
    keys = "".join(f"  key{number}: x\n" for number in range(1900))
    document, _ = read_document("projects/2024/x.md", f"---\nteam:\n{keys}---\n".encode())
    start = time.process_time()
    _, problems = read_record(document, KIND_OF["project"])
    assert len(problems) > 1900
    # It took a third of a minute when every fault looked for its place anew.
    assert time.process_time() - start < 8


@pytest.mark.parametrize(("more", "size"), [(-1, None), (0, None), (1, 257), (1024, 258)])
def test_file_of_more_bytes_than_the_limit_is_told_its_size(more, size):
    content = b"---\ntitle: A\n---\n".ljust(MAX_TEXT_BYTES + more, b"x")
    document, problems = read_document("a.md", content)
    told = [("limit", 256), ("size", size)] if size else []
    assert [(p.line, p.column, p.code, list(p.values)) for p in problems] == ([(1, 1, "E001", told)] if told else [])
    assert document.is_whole == (size is None)


@pytest.mark.parametrize(("lacking", "is_kept"), [(2, True), (1, True), (0, False)])
def test_file_that_is_too_large_is_read_to_its_last_whole_line(lacking, is_kept):
    first, second = "---\ntitle: A\n---\n水\n", "y"
    second = second * (MAX_TEXT_BYTES - len(first.encode()) - lacking) + "\n"
    document, _ = read(f"{first}{second}zzz\nzz")
    assert document.body == "水\n" + second * is_kept


# Lines around the keys.


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("—\ntitle: A\n—\nText", "---\ntitle: A\n---\nText"),
        ("--\ntitle: A\n--\nText", "---\ntitle: A\n---\nText"),
        ("--------\ntitle: A\n----\n", "---\ntitle: A\n---\n"),
        ("–-\ntitle: A\n-—-\n", "---\ntitle: A\n---\n"),
        ("---\ntitle: A\n—\nText", "---\ntitle: A\n---\nText"),
        ("—\ntitle: A\n--- \nText\n—\n", "---\ntitle: A\n--- \nText\n—\n"),
        ("— \nyear: 2024\ntitle: 水\n\ntags:\n- a\n—\t\n", "---\nyear: 2024\ntitle: 水\n\ntags:\n- a\n---\n"),
        ("--- \ntitle: A\n---\t\n", None),
        ("-\ntitle: A\n-\n", None),
        ("---------\ntitle: A\n---\n", None),
        ("—\nname: A\n—\n", None),
        ("—\ntitle of a text\n—\n", None),
        ("—\ntitle: A\nand more\n—\n", None),
        ("—\ntitle: A\n", None),
        ("x\n—\ntitle: A\n—\n", None),
        ("— x\ntitle: A\n—\n", None),
    ],
)
def test_other_dashes_around_keys_are_meant_as_hyphens(text, plain):
    assert with_plain_fences(text) == (text if plain is None else plain)


@pytest.mark.parametrize(
    ("text", "told", "body", "body_line", "place"),
    [
        ("—\ntitle: A\n--\nText", [(1, "E003", "---"), (3, "E004", "---")], "Text", 4, 2),
        ("---\ntitle: A\n—\nText", [(3, "E004", "---")], "Text", 4, 2),
        ("\n \n---\ntitle: A\n---\nText", [(1, "E003", "---")], "Text", 6, 4),
        ("title: A\nyear: 2024\n---\nText", [(1, "E003", "---")], "Text", 4, None),
        ("+++\ntitle = 'A'\nyear = 1\n+++\nText", [(1, "E003", "")], "Text", 5, None),
        ("+++\ntitle = 'A'\nText", [(1, "E003", "")], "+++\ntitle = 'A'\nText", 1, None),
        ("Title\n---\nText", [(1, "E003", "")], "Title\n---\nText", 1, None),
        ("name: A\n---\nText", [(1, "E003", "")], "name: A\n---\nText", 1, None),
        ("---\ntitle: A\n", [(1, "E004", "---")], "", 3, 2),
        ("---\ntitle: A\n\nText", [(3, "E004", "---")], "\nText", 3, 2),
        ("---\ntitle: A\nText", [(3, "E004", "")], "Text", 3, 2),
        ("---\ntitle: A\n## Text", [(3, "E004", "")], "## Text", 3, 2),
        ("---\ntitle: A\n# Text\n\nMore", [(3, "E004", "")], "# Text\n\nMore", 3, 2),
        ("\n---\ntitle: A\n\nText", [(1, "E003", "---"), (4, "E004", "---")], "\nText", 4, 3),
        (f"---\ntitle: A\n\n{'x' * 25}\n---\nMore", [(3, "E004", "---")], f"\n{'x' * 25}\n---\nMore", 3, 2),
        (f"---\ntitle: A\n\n{'x' * 24}\n---\nMore", [(4, "E005", "")], "More", 6, 2),
        ("---\n---\nText", [(1, "E003", "")], "Text", 3, None),
    ],
    ids=["dashes", "second dash", "lines before", "no first line", "TOML", "open TOML", "heading", "no title", "nothing behind",
         "text behind", "text at once", "heading at once", "title at once", "lines before and text", "sentence", "slip", "no keys"],
)  # fmt: skip
def test_lines_around_keys_are_told_and_the_text_has_its_line(text, told, body, body_line, place):
    document, problems = read_document("a.md", text.encode())
    assert [(problem.line, problem.code, problem.repair) for problem in problems] == told
    assert (document.body, document.body_line) == (body, body_line)
    assert place is None or document.place(("title",)) == Position(place, 1)


@pytest.mark.parametrize(
    ("path", "heading", "keys"),
    [
        ("announcements/a.md", "x\n\n## 水 ##", "title: 水, publish_at, kind, summary"),
        ("other/a.md", "# A", "title: A"),
        ("a.md", "A", "title"),
        ("a.md", "#A", "title"),
        ("a.md", "####### A", "title"),
        ("a.md", "###### A", "title: A"),
        ("a.md", "# " + "x" * 200, "title: " + "x" * 200),
        ("a.md", "# " + "x" * 201, "title"),
    ],
)
def test_keys_that_a_file_needs_are_those_of_its_folder(path, heading, keys):
    ((_, given),) = read_document(path, heading.encode())[1][0].values
    assert given == keys


# What else a document knows.


def test_line_is_mended_where_it_holds_a_value_once():
    document, _ = read("---\ntitle: A\nteam:\n  name: b b c\n---\nA\n")
    replaced = [(1, "A"), (2, "A"), (2, "B"), (2, ""), (4, "c"), (4, "b"), (5, "A"), (6, "A"), (-1, "c")]
    assert [document.line_with(line, old, "水") for line, old in replaced] == ["", "title: 水", "", "", "name: b b 水", "", "", "", ""]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ((), ("team", "links")),
        (("team",), ("name", "size")),
        (("links", 0), ("url",)),
        (("links", 1), ("url", "label")),
        (("links", 2), ()),
        (("links", -1), ()),
        (("links",), ()),
        (("team", "name"), ()),
        (("team", "name", "x"), ()),
        (("gone", "name"), ()),
    ],
)
def test_keys_inside_a_group(path, keys):
    text = "---\nteam:\n  name: A\n  size: 3\nlinks:\n  - url: a\n  - url: b\n    label: c\n---\n"
    assert read(text)[0].inside(path) == keys


@pytest.mark.parametrize(("text", "line"), [("Text", 1), ("---\ntitle: A\n---\n", 2)])
def test_place_of_a_key_without_any_around_it(text, line):
    assert read(text)[0].place(("year",)) == Position(line, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: A: B", [("E005", True)]),
        ("title: A #b", [("E005", False)]),
        ("title: A\n- b", [("E005", False)]),
        ("title: A\ntitle: B", [("E008", False)]),
    ],
)
def test_only_a_line_that_says_the_same_is_surely_mended(text, told):
    assert [(p.code, p.is_sure) for p in read_document("a.md", f"---\n{text}\n---\n".encode())[1]] == told


def test_of_a_line_one_of_each_kind_is_told_and_first_what_is_somebodys_own():
    text = "---\ntitle: A\n---\ninfo@example.org li@example.org +86 138 0000 0000 wu@example.org +254 712 345 678\n\nli@example.org\n"
    told = [(p.line, p.column, p.code, p.is_warning) for p in read_document("a.md", text.encode())[1]]
    assert told == [(4, 18, "E023", False), (6, 1, "E023", False), (4, 33, "E030", True)]


def test_letters_that_saving_turned_into_others_are_told_once_for_all_lines():
    (problem,) = read_document("a.md", "---\ntitle: A\n---\n水\nsÃ£o\nÃ¡gua\n".encode())[1]
    told = (problem.line, problem.column, problem.code, dict(problem.values), problem.repair)
    assert told == (5, 1, "E002", {"number": 2}, "são")


@pytest.mark.parametrize(
    ("content", "place"), [(b"\xe9", (1, 1)), (b"---\n\xe9", (2, 1)), ("---\n水".encode() + b"\xff", (2, 4))]
)
def test_byte_of_another_encoding_has_its_place(content, place):
    assert read(content)[1][0] == (*place, "E002")


def test_tag_of_what_is_embedded_is_told_in_small_letters():
    (problem,) = read_document("a.md", b"---\ntitle: A\n---\nx\n\n<VIDEO src=a></VIDEO>\n")[1]
    assert (problem.line, problem.is_warning, dict(problem.values)) == (6, True, {"tag": "<video>"})
