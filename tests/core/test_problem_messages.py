"""What checks say is kept in one place, and can be said in every language, whole."""

import ast
from collections.abc import Iterator

import pytest

from gmooc.checks.rule_texts import RULE_OF, RULE_TEXTS
from gmooc.core import problem_messages
from gmooc.core.i18n import words_of
from gmooc.core.problem_messages import message_of, message_of_key, names_in, translate_message
from gmooc.core.problems import Problem
from gmooc.model.schema_errors import MESSAGES
from gmooc.text.document import read_document
from paths import ROOT
from translated import OTHER_LETTERS, OTHERS, assert_translated, faults_of, left_english

SCRIPTS = ROOT / "scripts"
TEMPLATES = {name: text for name, text in vars(problem_messages).items() if name.isupper() and name != "N_"}
TREES = [
    (path.relative_to(SCRIPTS).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
    for path in sorted(SCRIPTS.rglob("*.py"))
]
# What makes problems, and at which place it is told their sentence.
MAKERS = {"message_of": 0, "message_of_key": 1, "Problem": 4}


@pytest.mark.parametrize("name", TEMPLATES)
def test_message_is_said_whole_in_every_language(name):
    assert faults_of(TEMPLATES[name]) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_rule_is_said_in_every_language(language):
    words = words_of(language)
    texts = [text for rule in RULE_TEXTS for text in (rule.says, rule.reason, rule.remedy)]
    assert [text for text in texts if words.say(text) == text] == []
    if language in OTHER_LETTERS:
        assert [said for text in texts if left_english(said := words.say(text))] == []


def names_of(tree: ast.AST) -> Iterator[str]:
    """Yield the messages that a module names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "messages":
            yield node.attr
        elif isinstance(node, ast.ImportFrom) and node.module == "gmooc.core.problem_messages":
            yield from (alias.name for alias in node.names)


def test_every_message_is_used():
    used = {name for _, tree in TREES for name in names_of(tree)}
    assert sorted(TEMPLATES.keys() - used) == []


def test_no_message_is_said_twice():
    texts = list(TEMPLATES.values())
    assert sorted({text for text in texts if texts.count(text) > 1}) == []


def calls() -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Yield every call that makes a message or a problem, with its place and the template it is told."""
    for path, tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (place := MAKERS.get(getattr(node.func, "id", ""))) is not None:
                for at, told in enumerate(node.args):
                    if at == place or (at < place and isinstance(told, ast.Starred)):
                        yield f"{path}:{node.lineno}", node, told
                        break


def test_messages_are_made_of_templates_alone():
    """A sentence that is written where a problem is made has no translation."""
    written = [place for place, _, told in calls() if isinstance(told, ast.Constant | ast.JoinedStr | ast.BinOp)]
    assert written == []
    assert len(list(calls())) > 70


def test_values_are_no_sentences():
    """What is put into a message is not translated, unless it is a message itself."""
    texts = [
        text.value
        for _, call, _ in calls()
        for word in call.keywords
        for text in ast.walk(word.value)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    ]
    assert [text for text in texts if left_english(text)] == []


def test_every_message_is_given_its_values():
    """Shown without one, it would end the command that shows it."""
    differing = []
    for place, call, told in calls():
        given = {word.arg for word in call.keywords if word.arg}
        if isinstance(told, ast.Attribute) and None not in [word.arg for word in call.keywords]:
            wanted = set(names_in(TEMPLATES[told.attr]))
            # What Problem is told by name are fields of its own.
            differing += [place] if wanted != (given if call.func.id != "Problem" else set()) else []
    assert differing == []


def test_misfits_are_told_by_a_rule_and_values_that_pydantic_gives():
    assert {code for code, _ in MESSAGES.values()} <= RULE_OF.keys()
    ours = {"given", "choices", "length", "most"}
    theirs = {"max_length", "ge", "le", "pattern"}
    assert {name for _, text in MESSAGES.values() for name in names_in(text)} == ours | theirs


def test_message_within_a_message_is_translated_with_it():
    message = message_of_key("outcome", problem_messages.NO_CHOICE, choices="app, lesson", given="ap")
    assert translate_message(message) == "outcome: must be one of app, lesson (it is 'ap')"
    assert translate_message(message, words_of("zh").say) == "outcome：必须是以下之一：app, lesson（现为 'ap'）"


def test_value_is_never_taken_for_a_template():
    message = message_of(problem_messages.LINK_BROKEN, given="{limit} {0} {x.__class__} {{")
    assert translate_message(message) == "link '{limit} {0} {x.__class__} {{': must lead to a file that exists"


def test_values_are_escaped_and_marks_of_a_translation_are_not():
    problem = Problem("a.md", 1, 1, "E101", *message_of(problem_messages.LINK_BROKEN, given="\u202e\n"))
    assert problem.on_line(words_of("ar").say) == (
        "a.md:1:1: E101 رابط '\u2068\\x202e\\x0a\u2069': يجب أن يقود إلى ملف موجود"
    )


def test_problems_are_in_order_of_place_and_then_of_what_is_read():
    later = Problem("a.md", 10, 1, "E101", *message_of(problem_messages.LINK_BROKEN, given="b"))
    first = Problem("a.md", 2, 1, "E101", *message_of(problem_messages.LINK_BROKEN, given="z"))
    same = Problem("a.md", 10, 1, "E101", *message_of(problem_messages.LINK_BROKEN, given="a"))
    assert sorted([later, first, same]) == [first, same, later]


def test_problem_is_kept_as_plain_values():
    import marshal

    message = message_of_key("year", problem_messages.YEAR_OF_FOLDER, year="2024")
    problem = Problem("a.md", 2, 1, "E106", *message, "year: 2024", is_sure=True)
    assert Problem(*marshal.loads(marshal.dumps(problem.row()))) == problem


def test_problem_that_is_not_in_the_catalogues_is_found():
    with pytest.raises(AssertionError, match="no translation"):
        Problem("a.md", 1, 1, "E001", "file: must be written by hand")


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("a: b\n c: d\n", "这一行的缩进必须与同组各行一致"),
        ("- a\nb: c\n", "这一行必须像列表中其他各行一样以 '- ' 开头"),
        ('a: "\\q"\n', "双引号之间的反斜杠必须写两次"),
        ("a: b\n-c\n", "键与值之间必须用 ': ' 分隔"),
        ("%YAML 3\na: b\n", "这一行无法作为 YAML 读取"),
        ("a: b\x07\n", "含有 YAML 不允许的字符 (U+0007)"),
    ],
    ids=["indentation", "list", "backslash", "colon", "other", "character"],
)
def test_line_that_yaml_cannot_read_is_explained_in_chinese(front_matter, expected):
    _, problems = read_document("projects/2024/x.md", f"---\n{front_matter}---\n".encode())
    said = problems[0].translated(words_of("zh").say)
    assert said.split("：", 1)[1].replace("（", " (").replace("）", ")") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "status_checked: must be a day written as 2024-09-28 (it is '01-10-2024'); is it 2024-10-01 or 2024-01-10?"),
        ("zh", "status_checked：必须是写成 2024-09-28 的日期（现为 '01-10-2024'）；是 2024-10-01 或 2024-01-10 吗？"),
    ],
)  # fmt: skip
def test_day_that_may_be_two_days_is_asked_about(language, expected):
    from gmooc.content.entry import read_record
    from gmooc.model.kinds import KIND_OF

    document, _ = read_document("projects/2024/x.md", b"---\nstatus_checked: 01-10-2024\n---\n")
    problems = read_record(document, KIND_OF["project"])[1]
    (said,) = [problem.translated(words_of(language).say) for problem in problems if problem.code == "E016"]
    assert said == expected


def test_number_of_too_many_digits_is_told_as_such():
    from gmooc.content.entry import read_record
    from gmooc.model.kinds import KIND_OF

    document, _ = read_document("projects/2024/x.md", b"---\nyear: " + b"9" * 5000 + b"\n---\n")
    problems = read_record(document, KIND_OF["project"])[1]
    (found,) = [problem for problem in problems if problem.key == "year"]
    assert (found.code, found.message.partition(" (")[0]) == ("E015", "year: must be a number of fewer digits")
    assert_translated(found)
