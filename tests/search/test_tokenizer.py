import pytest
from babel import Locale

from gmooc.search.tokenizer import (
    _SNOWBALL,
    Stems,
    compounds_of,
    count_pieces,
    fold,
    fold_word,
    goal_mark,
    is_unspaced,
    title_mark,
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Clean water, clean air", {"clean": 2, "water": 1, "air": 1}),
        ("women’s l'eau", {"women": 1, "s": 1, "l": 1, "eau": 1}),
        ("CO2 2024–25 open_data", {"co2": 1, "2024": 1, "25": 1, "open": 1, "data": 1, "opendata": 1}),
        ("Wi-Fi, e-waste", {"wi": 1, "fi": 1, "wifi": 1, "e": 1, "waste": 1, "ewaste": 1}),
        ("CMAKE_PREFIX_PATH", {"cmake": 1, "prefix": 1, "path": 1, "cmakeprefixpath": 1}),
        ("Phase 3. Phase-3", {"phase": 2, "3": 2, "phase3": 2}),
        ("ЦУР 6: вода", {"цур": 1, "6": 1, "цур6": 1, "вода": 1}),
        ("C++, C# and Node.js", {"c": 2, "c++": 1, "c#": 1, "and": 1, "node": 1, "js": 1, "nodejs": 1}),
        ("2024-11-30 3.5 a", {"2024": 1, "11": 1, "30": 1, "3": 1, "5": 1, "a": 1}),
        ("目标 4", {"目": 1, "标": 1, "目标": 1, "4": 1}),
        ("饮水", {"饮": 1, "水": 1, "饮水": 1}),
        ("AI学习", {"ai": 1, "学": 1, "习": 1, "学习": 1}),
        ("2024年", {"2024": 1, "年": 1}),
        ("２０２４ ＡＩ", {"2024": 1, "ai": 1}),
        ("清\n 洁", {"清": 1, "洁": 1, "清洁": 1}),
        ("清 洁", {"清": 1, "洁": 1}),
        ("학교", {"학": 1, "교": 1, "학교": 1}),
        ("น้ำ", {"น": 1, "้": 1, "ํ": 1, "า": 1, "น้": 1, "้ํ": 1, "ํา": 1}),
        ("कृषि जल", {"कृषि": 1, "जल": 1}),
        ("", {}),
    ],
    ids=[
        "words", "apostrophes", "numbers", "hyphens", "underlines", "word and number", "Cyrillic word and number", "signs",
        "date", "Han and number", "Han", "Latin beside Han", "number beside Han", "full width", "wrapped Han",
        "spaced Han", "Hangul", "Thai", "Hindi", "nothing",
    ],
)  # fmt: skip
def test_text_is_counted_in_pieces(text, pieces):
    assert count_pieces(text) == pieces


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Énergie", "energie"),
        ("Straße", "strasse"),
        ("ΛΌΓΟΣ", "λογοσ"),
        ("Ёлка", "елка"),
        ("مُحَمَّد", "محمد"),
        ("学校", "学校"),
        ("학교", "학교"),
        ("が", "が"),
    ],
)
def test_text_is_folded(text, folded):
    assert fold(text) == folded


def test_arabic_article_is_no_part_of_a_word():
    assert fold_word("المدرسة") == fold_word("مدرسة")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "education", "educated"),
        ("en-GB", "studies", "study"),
        ("fr", "énergies", "énergie"),
        ("zh", "students", "student"),
        ("ru", "школы", "школа"),
    ],
)
def test_forms_of_a_word_share_their_stem(language, one, other):
    stems = Stems(language)
    assert stems[one][0] == stems[other][0]


def test_stem_that_starts_otherwise_is_not_used():
    assert Stems("en")["dying"] == ("dying", "dying")


def test_mark_of_a_title_is_kept_beside_its_first_word():
    mark = title_mark("A  Clean-Water plan")
    assert mark == title_mark("a clean water PLAN")
    assert mark != title_mark("A clean water plans")
    assert Stems("en")[mark] == ("clean", mark.partition("\t")[0])
    assert Stems("en")[title_mark("Studies")][0] == Stems("en")["study"][0]
    assert Stems("zh")[title_mark("优质教育")][0] == "优质"
    assert title_mark("?!") == title_mark("a") == ""


def test_mark_of_a_goal_is_a_term_of_its_own():
    assert Stems("fr")[goal_mark("4")] == (goal_mark("4"), goal_mark("4"))


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("de", ["wasserfilter", "wasser", "filter"], {("wasser", "wasserfilter"), ("filter", "wasserfilter")}),
        ("de", ["arbeitsgruppe", "arbeit", "gruppe"], {("arbeit", "arbeitsgruppe"), ("gruppe", "arbeitsgruppe")}),
        ("de", ["wasserfilter", "filter"], set()),
        ("en", ["waterfilter", "water", "filter"], set()),
    ],
    ids=["two words", "joined by a letter", "no word before", "language that does not join"],
)
def test_compound_is_found_by_its_parts(language, words, found):
    assert set(compounds_of(language, words)) == found


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "معلمون", "معلم"),
        ("ca", "escoles", "escola"),
        ("da", "skolerne", "skole"),
        ("el", "σχολεία", "σχολείο"),
        ("es", "enseñando", "enseñar"),
        ("fi", "koulussa", "koulu"),
        ("hi", "लड़कियाँ", "लड़की"),
        ("hu", "házban", "ház"),
        ("id", "makanan", "makan"),
        ("it", "scuole", "scuola"),
        ("nl", "boeken", "boek"),
        ("pt", "aprendendo", "aprender"),
        ("sv", "skolorna", "skola"),
        ("tr", "okullar", "okul"),
    ],
)
def test_language_has_its_own_endings(language, one, other):
    own, english = Stems(language), Stems("en")
    assert own[one][0] == own[other][0]
    assert english[one][0] != english[other][0]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Œuvre", "oeuvre"), ("Æsir", "aesir"), ("øl", "ol"), ("Łódź", "lodz"), ("đak", "dak"), ("ışık", "isik"), ("כָּל", "כל"), ("كـتاب", "كتاب")],
)  # fmt: skip
def test_letters_that_no_accent_makes_are_folded_too(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("الم", "الم"),
        ("العلم", "علم"),
        ("علم", "علم"),
        ("w" * 39, "w" * 39),
        ("w" * 40, "w" * 40),
        ("w" * 41, "w" * 40),
    ],
    ids=["too short for an article", "article", "no article", "39 letters", "40 letters", "41 letters"],
)
def test_form_of_a_word_has_forty_letters_at_most(word, form):
    assert fold_word(word) == form


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["wegenetz", "wege", "netz"], {"wegenetz"}),
        (["weg", "wegnetz", "netz"], set()),
        (["netzweg", "netz", "weg"], set()),
        (["kinderlied", "kind", "lied"], {"kinderlied"}),
        (["schulengel", "schul", "engel"], {"schulengel"}),
    ],
    ids=["four letters", "three at the begin", "three at the end", "joined by two letters", "whole parts"],
)
def test_parts_of_a_compound_have_four_letters_at_least(words, found):
    assert {whole for _, whole in compounds_of("de-CH", words)} == found


def test_single_letter_has_no_stem_and_a_digit_has():
    stems = Stems("en")
    assert [stems[letter] for letter in "az"] == [("", ""), ("", "")]
    assert stems["7"] == ("7", "7")
    assert stems["é"] == ("e", "e")


@pytest.mark.parametrize(("title", "first"), [("A z plan", "plan"), ("7 days", "7"), ("z", "")])
def test_first_word_of_a_title_is_no_single_letter(title, first):
    assert title_mark(title).partition("\t")[2] == first


@pytest.mark.parametrize(
    ("piece", "is_it"), [("水", True), ("ก", True), ("가", True), ("ア", True), ("water", False), ("क", False), ("7", False)]
)  # fmt: skip
def test_script_without_spaces_is_known_by_its_first_character(piece, is_it):
    assert is_unspaced(piece) == is_it


def test_long_title_without_spaces_is_told_from_another_that_begins_so():
    assert title_mark("水" * 41) != title_mark("水" * 42)


@pytest.mark.parametrize(("code", "algorithm"), _SNOWBALL.items(), ids=_SNOWBALL)
def test_language_has_the_stemmer_of_its_name(code, algorithm):
    names = Locale("en").languages
    assert names[code].lower().partition(" ")[0] == algorithm
    assert Stems(code)["water"]


@pytest.mark.parametrize(
    ("language", "parts", "joint"),
    [
        ("da", ("arbejd", "gruppe"), "s"),
        ("da", ("hund", "hoved"), "e"),
        ("de", ("kind", "lied"), "er"),
        ("de", ("student", "haus"), "en"),
        ("de", ("bund", "land"), "es"),
        ("de", ("sonne", "licht"), "n"),
        ("de", ("hund", "haus"), "e"),
        ("de", ("arbeit", "gruppe"), "s"),
        ("fi", ("auringo", "valo"), "n"),
        ("nb", ("arbeid", "gruppe"), "s"),
        ("nb", ("jule", "barn"), ""),
        ("nl", ("sted", "bouw"), "en"),
        ("nl", ("stad", "huis"), "s"),
        ("nl", ("zonne", "licht"), ""),
        ("no", ("arbeid", "gruppe"), "s"),
        ("no", ("hund", "hode"), "e"),
        ("sv", ("arbet", "grupp"), "s"),
    ],
)
def test_language_joins_words_by_its_own_letters(language, parts, joint):
    one, other = parts
    whole = f"{one}{joint}{other}"
    assert set(compounds_of(language, [one, other, whole])) == {(one, whole), (other, whole)}
    assert set(compounds_of(language, [one, other, f"{one}q{other}"])) == set()
