import pytest

from gmooc.search.tokenizer import count_pieces, fold, fold_word, stems_of


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Clean water, clean air", {"clean": 2, "water": 1, "air": 1}),
        ("women’s l'eau", {"women": 1, "s": 1, "l": 1, "eau": 1}),
        ("CO2 2024–25 open_data", {"co2": 1, "2024": 1, "25": 1, "open": 1, "data": 1}),
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
        "words", "apostrophes", "numbers", "Han", "Latin beside Han", "number beside Han", "full width", "wrapped Han",
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
    stems = stems_of(language)
    assert stems[one][0] == stems[other][0]


def test_stem_that_starts_otherwise_is_not_used():
    assert stems_of("en")["dying"] == ("dying", "dying")
