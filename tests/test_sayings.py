"""What checks say can be said in every language, whole: no sentence of theirs is left out, and no part stays English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmooc.documents import read_document
from gmooc.frames import LANGUAGES
from gmooc.locales import words_of
from gmooc.misfits import MESSAGES
from gmooc.rules import RULES
from gmooc.sayings import SAYINGS, say_message

LIBRARY = Path(__file__).parent.parent / "scripts/gmooc"
OTHERS = LANGUAGES[1:]
# Sentences of these are put together from MESSAGES, or are said on a terminal to a maintainer.
READ_ONCE = ("sayings", "records", "rows", "submissions", "tables", "columns", "issues", "archives")
# Who makes problems, and the functions of documents.py that do.
MAKERS = {"Problem", "Finding", "report", "_fault"}
CODE = re.compile(r"E\d{3}")
# Three words of English one after another, outside of what is quoted.
ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")


def left_english(said: str) -> str:
    found = ENGLISH.search(re.sub(r"'[^']*'|`[^`]*`|<[^>]*>", "", said))
    return found[0] if found else ""


def texts_of(node: ast.AST) -> Iterator[str]:
    """Give the texts that an expression may be, with a number in the place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from texts_of(node.body)
        yield from texts_of(node.orelse)


def messages_of(tree: ast.Module) -> Iterator[str]:
    """Give every sentence that a module makes a problem of, as far as it is written where that is done."""
    for node in ast.walk(tree):
        told: list[ast.AST] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            told = (
                [*node.args, *(word.value for word in node.keywords if word.arg == "message")] if name in MAKERS else []
            )
        elif isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "message" for target in node.targets):
            told = [node.value]
        elif isinstance(node, ast.Yield | ast.Return) and isinstance(node.value, ast.Tuple):
            told = (
                [*node.value.elts]
                if any(CODE.fullmatch(text) for part in node.value.elts for text in texts_of(part))
                else []
            )
        for part in told:
            yield from (text for text in texts_of(part) if " " in text)


SENTENCES = sorted(
    {
        (path.stem, sentence)
        for path in LIBRARY.glob("*.py")
        for sentence in messages_of(ast.parse(path.read_text(encoding="utf-8")))
        if path.stem not in READ_ONCE
        if ": " in sentence and not sentence.endswith(": 7")
    }
)


def test_sentences_of_checks_are_found():
    assert len(SENTENCES) > 40


@pytest.mark.parametrize("sentence", [sentence for _, sentence in SENTENCES])
def test_every_sentence_of_a_check_can_be_said_in_chinese(sentence):
    said = say_message(sentence, words_of("zh"))
    assert (said != sentence, left_english(said)) == (True, "")


@pytest.mark.parametrize("language", OTHERS)
def test_every_rule_is_said_in_every_language(language):
    words = words_of(language)
    texts = [text for rule in RULES for text in (rule.says, rule.reason, rule.remedy)]
    assert [text for text in texts if words.say(text) == text] == []
    if language in ("zh", "ar", "ru"):
        assert [said for text in texts if left_english(said := words.say(text))] == []


# Signs and values alone.
ALIKE = ("{message}; is it {choices}?", ": ")


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_said_in_every_language(language):
    words = words_of(language)
    sentences = [*SAYINGS, *(text for _, text in MESSAGES.values() if text)]
    assert [text for text in sentences if words.say(text) == text and text not in ALIKE] == []


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
    said = say_message(problems[0].message, words_of("zh"))
    assert said.split("：", 1)[1].replace("（", " (").replace("）", ")") == expected
