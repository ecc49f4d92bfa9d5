"""What a cell of a table means: nothing, yes or no, one of several choices, a person's name."""

import pytest

from gmooc.intake.cells import choices_of, is_empty, is_failed, is_no, is_title, is_yes, name_in, on_one_line


def test_words_of_a_cell_stand_on_one_line() -> None:
    assert on_one_line("  a\n\tb \u00a0 c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("", True), ("—", True), (" … ", True), ("N/A", True), ("n.a.", True), ("None yet", True), ("暂无", True), ("НЕТ", True),
        ("لا يوجد", True), ("todavía no", True), ("0", False), ("Natural", False), ("none of them", False), ("-1", False),
        ("-" * 399, True), ("-" * 400, False), ("-" * 401, False),
    ],
    ids=["empty", "dash", "dots", "letters", "points", "words", "Chinese", "capitals", "Arabic", "accents", "number", "word", "sentence", "negative", "below", "at the limit", "above"],
)  # fmt: skip
def test_cell_says_nothing(text: str, is_so: bool) -> None:
    assert is_empty(text) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"), [("#REF!", True), ("#SPILL!", True), (" #Div/0! ", True), ("Err:502", True), ("#N/A", False), ("#REF", False), ("", False)]
)  # fmt: skip
def test_formula_failed(text: str, is_so: bool) -> None:
    assert is_failed(text) is is_so


AGREED = {
    # valid
    "yes": ("Yes", True),
    "sign": ("✓", True),
    "number": ("1", True),
    "accents": ("SÍ", True),
    "Chinese": ("同意公开", True),
    "yes and more": ("Yes, of my own will", True),
    "apostrophe": ("d’accord", True),
    # less than a yes
    "no": ("No", False),
    "empty": ("", False),
    "but": ("Yes, but not my name", False),
    "Chinese, but": ("同意，但不要照片", False),
    "not, before the yes is over": ("I agree, not", False),
    "word that begins like it": ("yesterday", False),
    "letter and more": ("y of them", False),
    # at the limit
    "as long as may be": ("yes ".ljust(400, "a"), True),
    "longer": ("yes ".ljust(401, "a"), False),
}


@pytest.mark.parametrize(("text", "is_so"), AGREED.values(), ids=AGREED)
def test_cell_agrees(text: str, is_so: bool) -> None:
    assert is_yes(text) is is_so


@pytest.mark.parametrize(("text", "is_so"), [("no", True), ("", True), ("否", True), ("FALSE", True), ("yes", False), ("not sure", False)])  # fmt: skip
def test_cell_refuses(text: str, is_so: bool) -> None:
    assert is_no(text) is is_so


@pytest.mark.parametrize(("text", "is_so"), [("PhD", True), ("Jr.", True), ("Ph.D.", True), ("Li", False), ("", False)])
def test_words_are_a_title(text: str, is_so: bool) -> None:
    assert is_title(text) is is_so


NAMES = {
    "plain": (" Amina O. ", "Amina O."),
    "dash": ("- Amina", "Amina"),
    "dash of a name": ("-Amina", "-Amina"),
    "number": ("1. Amina", "Amina"),
    "number in brackets": ("(12) Amina", "Amina"),
    "Chinese number": ("3、李伟", "李伟"),
    "number of three digits": ("123. Amina", "123. Amina"),
    "number with a part": ("1.5 Amina", "1.5 Amina"),
    "leader": ("Team leader: Amina", "Amina"),
    "Chinese leader": ("队长：李伟", "李伟"),
    "other words": ("Role: Amina", "Role: Amina"),
    "nothing behind": ("Leader:", "Leader:"),
    # what is said before is looked for in the first 80 signs, with one of the name
    "at the limit": ("leader".ljust(78) + ":Amina", "Amina"),
    "above": ("leader".ljust(79) + ":Amina", "leader".ljust(79) + ":Amina"),
    "Chinese, at the limit": ("队长".ljust(78) + "：李伟", "李伟"),
    "Chinese, above": ("队长".ljust(79) + "：李伟", "队长".ljust(79) + "：李伟"),
    "colon in the name": ("Leader: Amina: O.", "Amina: O."),
    "Chinese colon in the name": ("队长：李伟：水", "李伟：水"),
}


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES)
def test_name_is_taken_out(text: str, name: str) -> None:
    assert name_in(text) == name


CHOICES = {
    "whole": ("outcome", "Mobile app", ("app",)),
    "whole whose words tell more": ("outcome", "Policy paper", ("policy",)),
    "words": ("outcome", "A lesson with a film", ("lesson", "art")),
    "Chinese within": ("outcome", "一个小程序", ("app",)),
    "part of a word": ("outcome", "apples", ()),
    "none": ("outcome", "Game", ()),
    "taken back": ("status", "No prototype", ()),
    "unknown key": ("title", "app", ()),
    "at the limit": ("outcome", "app ".ljust(400, "x"), ("app",)),
    "above": ("outcome", "app ".ljust(401, "x"), ()),
}


@pytest.mark.parametrize(("key", "text", "codes"), CHOICES.values(), ids=CHOICES)
def test_choice_is_told(key: str, text: str, codes: tuple[str, ...]) -> None:
    assert choices_of(key, text) == codes


@pytest.mark.parametrize(
    "sign",
    ["\u0301", "\u08ff", "\u1ab0", "\u1dff", "\u20d0", "\u20f0"],
    ids=["accent", "last before", "first above", "last above", "first of symbols", "last of symbols"],
)  # fmt: skip
def test_accents_do_not_count(sign: str) -> None:
    assert is_empty(f"no{sign}ne")


def test_parts_of_letters_count() -> None:
    assert [is_empty(text) for text in ("なし", "なじ", "なし\u3099")] == [True, False, False]


@pytest.mark.parametrize("text", ["لا أوافق", "لا اوافق"], ids=["with hamza", "without"])
def test_hamza_of_an_alef_may_be_left_out(text: str) -> None:
    assert is_no(text)
