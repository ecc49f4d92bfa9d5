import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gmooc.checks.fixes import Fix, better_path, fix_text
from gmooc.text.document import read_document
from gmooc.text.text_damage import ungarbled
from paths import ROOT

PATH = "projects/2024/still.md"
GOOD = """---
# Our project.
title: Still
summary: Water from the sun.
challenge: gmooc-2024
year: 2024 # the folder
team:
  name: Blue
countries: [KE, CN]
sdgs:
  main: {goal: 6, how: Safe water.}
outcome: app
status: in-use
status_checked: 2024-12-01
---

Body: “untouched”\tas it is.
"""


def fixed(old, new):
    assert old != new
    return fix_text(PATH, GOOD.replace(new, old, 1))[0]


def test_good_text_is_left_alone():
    assert fix_text(PATH, GOOD) == (GOOD, ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\ufeff---\n# Our", "---\n# Our"),
        ("title：Still", "title: Still"),
        ("title:\u3000Still", "title: Still"),
        ("\tname: Blue", "  name: Blue"),
        ("\u00a0\u00a0name: Blue", "  name: Blue"),
        ("title:\u00a0Still", "title: Still"),
        ("title:\u2009Still", "title: Still"),
        ("outcome app", "outcome: app"),
        ("[KE，CN]", "[KE, CN]"),
        ("[Kenya, CN]", "[KE, CN]"),
        ("[ke, 中国]", "[KE, CN]"),
        ("countries: KE、CN", "countries: [KE, CN]"),
        ("status: In Use", "status: in-use"),
        ("outcome: APP", "outcome: app"),
        ("challenge: GMOOC 2024", "challenge: gmooc-2024"),
        ("status_checked: 2024-12-1", "status_checked: 2024-12-01"),
        ("status_checked: 2024年12月1日", "status_checked: 2024-12-01"),
        ("year: 2024年 # the folder", "year: 2024 # the folder"),
        ("{goal: SDG 6, how", "{goal: 6, how"),
        ("sdgs:\n  main: {goal: 6, how: Safe water.", "sdgs:\n  main: {goal: 6, how: Safe water.}"),
    ],
)
def test_what_is_plain_is_mended(written, meant):
    assert fixed(written, meant) == GOOD


def test_line_ends_of_windows_are_mended():
    assert fix_text(PATH, GOOD.replace("\n", "\r\n")) == (
        GOOD,
        (Fix(0, "line ends of Windows", "line ends of the web"),),
    )


def test_quotation_marks_around_a_value_are_mended():
    assert 'title: "Still"' in fixed("title: “Still”", "title: Still")


@pytest.mark.parametrize(
    "title",
    ["“Rain” for “All”", "‘Rain’ is what they call ‘gold’", "‘Rain’s end’", "„Regen“ und „Licht“", "“Rain’", "“”",
     "“Rain” # one", "‘The “Rain” still’"],
)  # fmt: skip
def test_quotation_marks_of_words_in_a_value_stay(title):
    text = GOOD.replace("title: Still", f"title: {title}")
    assert fix_text(PATH, text) == (text, ())


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("projects/2024/Clean Water.md", "projects/2024/clean-water.md"),
        ("projects/2024/clean_water.MD", "projects/2024/clean-water.md"),
        ("projects/2024/clean-water", "projects/2024/clean-water.md"),
        ("projects/2024/清洁.txt", "projects/2024/qingjie.md"),
        ("projects/clean-water.md", "projects/2024/clean-water.md"),
        ("projects/2024/Still.zh.md", "projects/2024/still.zh.md"),
        ("projects/2024/still.md", "projects/2024/still.md"),
        ("projects/2023/still.md", "projects/2023/still.md"),
        ("projects/a/b/c.md", "projects/a/b/c.md"),
        ("announcements/News.md", "announcements/News.md"),
    ],
)
def test_file_is_moved_where_its_place_is_plain(path, better):
    assert better_path(path, GOOD) == better


def test_file_that_names_its_pictures_is_not_moved_to_another_folder():
    assert better_path("projects/still.md", GOOD + "![A still](still.jpg)") == "projects/still.md"


def test_command_mends_moves_and_then_changes_nothing(tmp_path):
    folder = tmp_path / "content/projects/2024"
    folder.mkdir(parents=True)
    (folder / "My Still.markdown").write_bytes(GOOD.replace("in-use", "In Use").encode())
    command = [sys.executable, ROOT / "scripts/check.py", "--content", tmp_path / "content", "--fix"]

    def said():
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stderr

    first = said()
    assert (
        "mended 'status: In Use' -> 'status: in-use'" in first,
        "moved to projects/2024/my-still.md" in first,
        said(),
    ) == (True, True, "")
    assert (folder / "my-still.md").read_text() == GOOD


def test_file_that_is_moved_leaves_none_out(tmp_path):
    folder = tmp_path / "content/projects/2024"
    folder.mkdir(parents=True)
    for name in ("My_Still.md", "other.md"):
        (folder / name).write_bytes(GOOD.replace("in-use", "In Use").encode())
    command = [sys.executable, ROOT / "scripts/check.py", "--content", tmp_path / "content", "--fix"]
    subprocess.run(command, capture_output=True, check=False)
    assert {file.name: file.read_text() for file in folder.iterdir()} == {"my-still.md": GOOD, "other.md": GOOD}


@pytest.mark.parametrize(
    ("toml", "yaml"),
    [
        ('title = "Still: one"\ndraft = false # yet', 'title: "Still: one"\ndraft: false # yet'),
        ("# c\ndate = 2024-01-02T10:00:00Z\nn = 1_000", "# c\ndate: 2024-01-02T10:00:00Z\nn: 1_000"),
        ("tags = [\n  'a',\n  'b',\n]", "tags: [\n  'a',\n  'b',\n]"),
        ('[cover]\nimage = "a.png"', 'cover:\n  image: "a.png"'),
        ('[[links]]\nname = "a"\nurl = "b"\n[[links]]\nname = "c"', 'links:\n  - name: "a"\n    url: "b"\n  - name: "c"'),
        # What YAML writes otherwise is written anew from its values.
        ("a.b = 1", "a:\n  b: 1"),
        ('a = """b\nc"""', "a: |-\n  b\n  c"),
        ("a = {b = 1}", "a:\n  b: 1"),
        ("[a.b]\nc = 1.10\nd = 2024-01-02T10:00:00Z", 'a:\n  b:\n    c: 1.10\n    d: "2024-01-02T10:00:00+00:00"'),
    ],
    ids=["text", "numbers", "list", "group", "groups", "dotted key", "lines", "braces", "dotted group"],
)  # fmt: skip
def test_front_matter_of_hugo_is_written_as_ours(toml, yaml):
    assert fix_text(PATH, f"+++\n{toml}\n+++\n\nText.\n")[0] == f"---\n{yaml}\n---\n\nText.\n"


@pytest.mark.parametrize(
    "toml", ["a = ", "a = 1\na = 2", f"a = {'[' * 5000}"], ids=["no value", "key twice", "endless list"]
)
def test_front_matter_that_cannot_be_read_is_left_alone(toml):
    text = f"+++\n{toml}\n+++\n\nText.\n"
    assert fix_text(PATH, text)[0] == text


def test_first_line_is_written_where_only_it_is_missing():
    assert fixed("title: Still\n", "---\n# Our project.\ntitle: Still\n") == GOOD.replace("# Our project.\n", "")
    text = "# Still\n\nA: b\n\n---\n\nText.\n"
    assert fix_text(PATH, text)[0] == text


def test_keys_of_other_systems_are_renamed_where_they_are_plain():
    assert fixed("description: Water", "summary: Water") == GOOD
    assert fixed("title: Still\ndescription: Water.", "title: Still") == GOOD.replace(
        "title: Still", "title: Still\ndescription: Water."
    )


def test_quotation_marks_that_are_meant_to_be_read_stay():
    text = GOOD.replace("title: Still", "title: «Чистая вода»")
    assert fix_text(PATH, text) == (text, ())


def test_address_in_a_stray_line_is_left_alone():
    text = GOOD.replace("outcome: app", "See https://example.org/ for more.\noutcome: app")
    assert fix_text(PATH, text)[0] == text


def test_what_is_not_plain_is_asked():
    text = GOOD.replace("2024-12-01", "01-10-2025")
    assert fix_text(PATH, text)[0] == text


lines = st.lists(
    st.one_of(
        st.sampled_from(GOOD.split("\n")), st.text(max_size=12), st.sampled_from(["a：b", "x: “y”", "\tk: [", "- - a"])
    ),
    max_size=14,
).map("\n".join)


@settings(max_examples=60, deadline=None)
@example("Â\x80")
@example("Ã©")
@given(lines)
def test_any_text_is_fixed_once_and_keeps_its_body(text):
    text = text.encode("utf-8", errors="replace").decode()
    once, _ = fix_text(PATH, text)
    assert fix_text(PATH, once) == (once, ())
    # Letters that saving turned into others are turned back; nothing else of a body is.
    assert read_document(PATH, once.encode())[0].body == read_document(PATH, ungarbled(text).encode())[0].body


words = st.sampled_from(
    ["Rain", "l'eau", "año", "Größe", "Вода", "нет", "Ύδωρ", "מים", "مياه", "آب", "पानी", "জল", "நீர்", "น้ำ", "ທະເລ",
     "水", "雨と水", "みず", "물", "წყალი", "ջուր", "ውሃ", "Nước", "CAFÊ", "MAÇÃ", "3", "2.5", "SDG"]
)  # fmt: skip
signs = st.sampled_from(
    ["“", "”", "„", "‘", "’", "«", "»", "「", "」", "'", '"', "#", "&", "*", "!", "?", "¿", "…", "—", "–", "-", ": ", "：",
     "，", "、", ", ", "؟", "،", "।", "%", "@", "`", "|", ">", "[", "]", "{", "}", "\\", "/", " ", "\u00a0", "\u3000", "~"]
)  # fmt: skip
texts = st.lists(st.one_of(words, signs), min_size=1, max_size=7).map("".join)


def seen(text):
    """Return a text as a page shows it, where a space is a space, without quotation marks around the whole."""
    shown = " ".join(text.split())
    pair = {"“": "”", "„": "“", "‘": "’"}.get(shown[:1])
    inside = shown[1:-1]
    return inside.strip() if pair and shown[-1:] == pair and not set(inside) & set("“”„‘’") else shown


@settings(max_examples=200, deadline=None)
@example("“Rain” for “All”")
@example("‘Rain’ is what they call ‘gold’")
@example("‘Rain’s end’")
@example("„Wasser“ und „Licht“")
@example("“Rain")
@given(texts)
def test_what_a_reader_sees_stays(text):
    """A value that is read without a fault reads the same when it was mended, in every script and with every sign."""
    written = GOOD.replace("title: Still", f"title: {text}").replace("untouched", text)
    before, faults = read_document(PATH, written.encode())
    fixed, _ = fix_text(PATH, written)
    after = read_document(PATH, fixed.encode())[0]
    assert after.body == before.body
    if not faults and isinstance(before.values.get("title"), str):
        assert seen(after.values.get("title", "")) == seen(before.values["title"])


@pytest.mark.parametrize(
    ("first", "second"),
    [("—", "—"), ("—-", "—-"), ("–-", "–-"), ("----", "----"), ("−−−", "---"), ("---", "—"), ("--", "---")],
)
def test_dashes_of_other_programs_around_keys_are_three_hyphens(first, second):
    text = GOOD.replace("---\n", f"{first}\n", 1).replace("\n---\n", f"\n{second}\n", 1)
    text = text.replace("# Our project.\n", "")
    document, problems = read_document(PATH, text.encode())
    lines = [problem.line for problem in problems]
    assert lines == [line for line, fence in ((1, first), (14, second)) if fence != "---"]
    assert {problem.repair for problem in problems} == {"---"}
    assert document.values["title"] == "Still"
    assert fix_text(PATH, text)[0] == GOOD.replace("# Our project.\n", "")


@pytest.mark.parametrize(
    "text",
    ["—\n\nA poem: of dashes\n\n—\n", "Title\n----\n\nText\n\n----\n", "---\ntitle: A\n---\n\nHeading\n----\n\n—\n"],
    ids=["a text between dashes", "headings", "rules of the text"],
)
def test_dashes_of_a_text_stay(text):
    assert fix_text(PATH, text)[0] == text


def test_sign_within_a_value_that_goes_on_stays():
    text = GOOD.replace("summary: Water from the sun.", "summary: Water\n  note：from the sun.")
    assert fix_text(PATH, text) == (text, ())


def test_name_of_two_countries_is_never_replaced():
    assert "countries: [Congo]" in fixed("countries: [Congo]", "countries: [KE, CN]")


# What was changed, line by line.

WHOLE = {
    "mark": ("\ufeff" + GOOD, [(0, "byte-order mark", "none")]),
    "line ends of old": (GOOD.replace("\n", "\r"), [(0, "line ends of Windows", "line ends of the web")]),
    "both": ("\ufeff" + GOOD.replace("\n", "\r\n"), [(0, "byte-order mark", "none"), (0, "line ends of Windows", "line ends of the web")]),
    "empty lines": ("\n \t\n" + GOOD, [(0, "empty lines before '---'", "none")]),
    "dashes": (GOOD.replace("# Our project.\n", "").replace("---\n", "—\n"), [(1, "—", "---"), (14, "—", "---")]),
    "first line": (GOOD.removeprefix("---\n# Our project.\n"), [(1, "", "---")]),
    "tab": (GOOD.replace("  name: Blue", "\tname： Blue "), [(8, "\\tname： Blue", "  name: Blue")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "changes"), WHOLE.values(), ids=WHOLE)
def test_what_was_changed_is_told_with_its_line(text, changes):
    assert fix_text(PATH, text)[1] == tuple(Fix(*change) for change in changes)


def test_letters_that_saving_turned_into_others_are_told():
    text = GOOD.replace("Water from the sun.", "Água limpa.")
    garbled = text.replace("Água", "Água".encode().decode("latin-1"))
    fixed, changes = fix_text(PATH, garbled)
    assert fixed == text
    assert changes == (Fix(0, "letters that saving had turned into others", "letters as they were typed"),)


def test_values_are_changed_from_above_to_below_and_one_line_twice():
    text = GOOD.replace("in-use", "In Use").replace("[KE, CN]", "[Kenya, 中国]").replace("goal: 6", "goal: SDG 6")
    assert fix_text(PATH, text) == (
        GOOD,
        (
            Fix(9, "countries: [Kenya, 中国]", "countries: [KE, 中国]"),
            Fix(9, "countries: [KE, 中国]", "countries: [KE, CN]"),
            Fix(11, "main: {goal: SDG 6, how: Safe water.}", "main: {goal: 6, how: Safe water.}"),
            Fix(13, "status: In Use", "status: in-use"),
        ),
    )


@pytest.mark.parametrize("countries", ["KE、Atlantis", "KE、CN、Congo"], ids=["unknown", "shared"])
def test_list_is_not_mended_where_a_value_in_it_must_be_asked_about(countries):
    text = GOOD.replace("[KE, CN]", countries)
    assert fix_text(PATH, text) == (text, ())


def test_what_is_plain_is_mended_beside_what_must_be_asked():
    text = GOOD.replace("[KE, CN]", "KE、Atlantis")
    assert fix_text(PATH, text.replace("outcome: app", "outcome: APP")) == (
        text,
        (Fix(12, "outcome: APP", "outcome: app"),),
    )


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("award: “雨”", 'award: "雨"'),
        ("award: ‘Rain’  ", 'award: "Rain"'),
        ("award: „Regen“", 'award: "Regen"'),
        ('award: “say \\ and "this"”', 'award: "say \\\\ and \\"this\\""'),
        ("award: “Rain„", "award: “Rain„"),
        ("award： [a，b]", "award: [a, b]"),
        ("wanted: [people ， partner、data]", "wanted: [people, partner, data]"),
        ('builds_on: ["2023/a，b"]', 'builds_on: ["2023/a，b"]'),
        ("builds_on: ['2023/a，b']", "builds_on: ['2023/a，b']"),
        ("award: a，b", "award: a，b"),
        ("award: a：b", "award: a：b"),
        ("award:\u00a0\u3000a", "award: a"),
        ("award\u3000： a", "award: a"),
        ("award: a  ", "award: a  "),
        ("award： a  ", "award: a"),
        ("award://example.org/", "award://example.org/"),
    ],
)
def test_line_of_a_key_is_mended_where_its_signs_are_not_those_of_yaml(line, mended):
    text = GOOD.replace("outcome: app", f"{line}\noutcome: app")
    lines = fix_text(PATH, text)[0].split("\n")
    assert mended in lines


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("  members:\n\u3000- name： 李", "  members:\n  - name: 李"),
        ("  members:\n\t-  name：李", "  members:\n  -  name: 李"),
        ("\u00a0 members:\n  - name: “李”", '  members:\n  - name: "李"'),
    ],
)
def test_line_of_a_list_is_mended(line, mended):
    assert fix_text(PATH, GOOD.replace("  name: Blue", f"  name: Blue\n{line}"))[0] == GOOD.replace(
        "  name: Blue", f"  name: Blue\n{mended}"
    )


def test_lines_below_the_front_matter_stay():
    text = GOOD.replace("Body:", "award： “x”\n\tname： y\nBody:")
    assert fix_text(PATH, text) == (text, ())


# Names of files.


@pytest.mark.parametrize(
    ("path", "body", "better"),
    [
        ("projects/Still.md", "", "projects/2024/still.md"),
        ("projects/Still.AR.markdown", "", "projects/2024/still.ar.md"),
        ("projects/2024/Still.fr.txt", "", "projects/2024/still.fr.md"),
        ("projects/2024/Still.de.mdown", "", "projects/2024/still-de.md"),
        ("projects/Still.md", "[x](https://example.org/) [y](http://example.org/) [z](#a)", "projects/2024/still.md"),
        ("projects/Still.md", "[x](other.md)", "projects/Still.md"),
        ("projects/Still.md", "<img src=p.png>", "projects/Still.md"),
        ("projects/2024/Still.md", "![A still](p.png)", "projects/2024/still.md"),
        ("sdgs/SDG 04.md", "", "sdgs/sdg-04.md"),
        ("challenges/GMOOC 2027.md", "", "challenges/gmooc-2027.md"),
        ("images/Still.md", "", "images/Still.md"),
    ],
)
def test_file_is_moved_with_its_language_and_not_from_what_it_names(path, body, better):
    assert better_path(path, GOOD + body) == better


def test_file_that_names_a_picture_in_its_keys_is_not_moved_to_another_folder():
    text = GOOD.replace("outcome", "cover:\n  src: still.jpg\n  alt: A still\noutcome")
    assert better_path("projects/Still.md", text) == "projects/Still.md"
    assert better_path("projects/2024/Still.md", text) == "projects/2024/still.md"


def test_file_without_front_matter_is_not_moved():
    assert better_path("projects/2024/Still.md", "Text") == "projects/2024/Still.md"
    assert better_path("projects/Still.md", GOOD.replace("year: 2024", "year: soon")) == "projects/Still.md"


# Front matter of Hugo.


@pytest.mark.parametrize(
    ("toml", "yaml"),
    [
        ("a = true\nb = false", "a: true\nb: false"),
        ("a = 1.5\nb = -3", "a: 1.5\nb: -3"),
        ("[a] # why\nb = 'c'", "a: # why\n  b: 'c'"),
        ("[a]\nb = 'c'\n\n# d\n[e]\nf = 'g'", "a:\n  b: 'c'\n\n  # d\ne:\n  f: 'g'"),
        ("[[a]]\nb = 'c'\n# d\ne = 'f'", "a:\n  - b: 'c'\n    # d\n    e: 'f'"),
        ("a = []\nb = ['水', '']", "a: []\nb: ['水', '']"),
        ("a = '''b'''", "a: b"),
        ("a = 'no'", "a: 'no'"),
        ("a-b = 'c'\n\"d e\" = 'f'", "a-b: c\nd e: f"),
    ],
    ids=["truths", "numbers", "comment", "groups", "list of groups", "lists", "long text", "text no", "quoted key"],
)  # fmt: skip
def test_front_matter_of_hugo_keeps_its_lines_where_yaml_reads_them_alike(toml, yaml):
    assert fix_text("a/b.md", f"+++\n{toml}\n+++\nText.\n")[0] == f"---\n{yaml}\n---\nText.\n"
