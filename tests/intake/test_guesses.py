"""Languages are guessed where the words say them, and left open where they do not."""

import pytest

from gmooc.intake.columns import guess
from gmooc.intake.guesses import _WORDS, language_of
from gmooc.intake.rows import write_ups
from gmooc.intake.tables import Table, read_table

SAID = {
    "en": "The families of the village drink water that is not clean, and we built a still for them.",
    "es": "Las familias del pueblo beben agua que no está limpia, y construimos un alambique para los niños.",
    "fr": "Les familles du village boivent une eau qui est sale, et nous avons construit un alambic pour les enfants.",
    "pt": "As famílias da aldeia bebem água que não é limpa, e construímos um destilador com os alunos.",
    "ru": "Семьи в деревне пьют грязную воду, и мы построили опреснитель, чтобы это изменить, из стекла и дерева.",
    "ar": "تشرب الأسر في القرية مياها غير نظيفة من البئر، وقد بنينا مقطرا على السطح من الزجاج.",
    "zh": "村里的家庭喝的水不干净，我们用玻璃和木头造了一个蒸馏器。",
    "ja": "村の家族はきれいでない水を飲んでいます。私たちは蒸留器を作りました。",
    "hi": "गाँव के परिवार साफ पानी नहीं पीते हैं और हम ने उन के लिए एक यंत्र बनाया है।",
    "uk": "Родини в селі п’ють воду, що не є чистою, і ми збудували з дерева та скла опріснювач, щоб це змінити.",
    "sw": "Familia za kijiji hiki hunywa maji ya mto, na sisi tulijenga mtambo wa kusafisha kwa watu.",
}


@pytest.mark.parametrize("language", SAID)
def test_language_is_guessed_by_its_words(language):
    assert language_of(SAID[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Solar still",
        "AquaPura 2024",
        "https://el.los.las/del/lo/que",
        "`el los las del lo`",
        "12, 13; 14",
        "Å, og",
        "水",
    ],
)
def test_what_says_no_language_is_left_open(text):
    assert language_of(text) == ""


LEVELS = {
    # letters of a script: four of them, and more than half of all
    "three letters": ("村里的", ""),
    "four letters": ("村里的水", "zh"),
    "half of them": ("村里的水abcd", ""),
    "more than half": ("村里的水a远bcd", "zh"),
    "less than half": ("村里的水abcde", ""),
    "Korean": ("물이 멀다", "ko"),
    # Japanese writes with Chinese letters, too: more than a fifth of its own
    "Japanese, more than a fifth": ("水" * 15 + "きれいな", "ja"),
    "Japanese, a fifth": ("水" * 16 + "きれいな", "zh"),
    "Japanese, less than a fifth": ("水" * 17 + "きれいな", "zh"),
    # words: three of them, and more than half as many again as of the next language
    "two words": ("los " * 2, ""),
    "three words": ("los " * 3, "es"),
    "capitals": ("LOS " * 3, "es"),
    "once and a half": ("los " * 6 + "les " * 4, ""),
    "more than that": ("los " * 5 + "les " * 3, "es"),
    "less than that": ("los " * 5 + "les " * 4, ""),
    # addresses and code are no words
    "words beside an address": ("los https://les.les.les/les los `les les les` los", "es"),
}


@pytest.mark.parametrize(("text", "language"), LEVELS.values(), ids=LEVELS)
def test_language_is_plain_from_so_many_letters_or_words_on(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize("sign", '.,;:!?()،؟।"«»“”…-')
def test_word_ends_before_a_sign(sign):
    assert language_of(f"los{sign} " * 3) == "es"


def test_words_are_lower_case_and_stand_once():
    assert [code for code, words in _WORDS.items() if words != words.casefold()] == []
    assert [code for code, words in _WORDS.items() if len(set(words.split())) < len(words.split())] == []


def made(text, language=""):
    table = read_table(f"Title,Year,Story,Language\nAgua,2024,{text.replace(',', ' ')},{language}\n".encode())
    assert isinstance(table, Table)
    return next(write_ups(table, guess(table.heads), {}))


def test_guessed_language_is_written_and_told():
    one = made(SAID["es"])
    assert ("language: es\n" in one.text, one.guessed) == (True, "es")


def test_language_that_is_said_is_not_guessed():
    one = made(SAID["es"], "pt")
    assert ("language: pt\n" in one.text, one.guessed) == (True, "")
