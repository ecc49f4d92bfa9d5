"""What gives people away is told at its line; what only looks like it is left alone."""

import json
import time
from pathlib import Path

import pytest

from gmooc.core.urls import is_look_alike
from gmooc.text.document import read_document
from gmooc.text.markdown import render
from gmooc.text.text_safety import e_mails_in, exposures_of_body, exposures_of_front_matter, hidden_in, telephones_in

EXPOSURES = json.loads((Path(__file__).parent / "exposures.json").read_text(encoding="utf-8"))
HEAD = "---\ntitle: T\n---\n"


def read(text):
    return [
        (problem.line, problem.column, f"{'hint ' * problem.is_warning}{problem.code}")
        for problem in read_document("projects/2024/a.md", text.encode())[1]
    ]


@pytest.mark.parametrize(("text", "codes"), EXPOSURES.values(), ids=EXPOSURES)
def test_address_or_number_in_a_text_is_told(text, codes):
    assert [code for _, _, code in read(HEAD + text)] == codes


@pytest.mark.parametrize(("text", "codes"), EXPOSURES.values(), ids=EXPOSURES)
def test_address_or_number_in_a_text_is_no_link(text, codes):
    page = render(text).html
    assert "mailto:" not in page
    assert "tel:" not in page


def test_address_and_number_have_their_places():
    text = HEAD + "First.\n\n访问https://example.org/x。写信给 li.wei@example.org, call +86 138 0000 0000.\n"
    assert read(text) == [(6, 29, "E023"), (6, 54, "hint E030")]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("summary: Call +254 712 345 678 for water", [(3, 15, "hint E030")]),
        ("summary: Water # ask amina@example.org", [(3, 22, "E023")]),
        ("# ask amina@example.org", [(3, 7, "E023")]),
        ("status_checked: 2024-11-30\nteam:\n  members:\n    - orcid: 0000-0002-1825-0097", []),
        ("links:\n  - url: https://example.org/13812345678", []),
    ],
    ids=["number", "comment", "line of its own", "no numbers of telephones", "address of a page"],
)
def test_front_matter_gives_nobody_away(lines, told):
    assert read(f"---\ntitle: T\n{lines}\n---\nText.\n") == told


@pytest.mark.parametrize(
    "unit",
    ["a.", "a-", "a@", "a@b.", "+1 ", "+1", "1 ", "1.", "12345678", "1-", "tel ", "tel: 1 ", "wa.me/1", "%40", "64;", "(1)", "138 "],
)  # fmt: skip
def test_hostile_text_is_searched_in_no_time(unit):
    text = HEAD + unit * (200_000 // len(unit))
    start = time.process_time()
    read_document("projects/2024/a.md", text.encode())
    assert time.process_time() - start < 5


@pytest.mark.parametrize(("number", "told"), [(99, 99), (100, 100), (101, 100)])
def test_so_many_are_told_and_no_more(number, told):
    assert len(read(HEAD + "a@example.org\n" * number)) == told


DECEPTIONS = json.loads((Path(__file__).parent / "deceptions.json").read_text(encoding="utf-8"))
HIDDEN = DECEPTIONS["hidden"]


@pytest.mark.parametrize(("text", "codes"), HIDDEN.values(), ids=HIDDEN)
def test_sign_that_nobody_sees_is_told_where_no_script_needs_it(text, codes):
    assert [code for _, _, code in read(HEAD + text)] == codes


@pytest.mark.parametrize(("text", "codes"), HIDDEN.values(), ids=HIDDEN)
def test_sign_that_nobody_sees_is_not_passed_on(text, codes):
    document, problems = read_document("projects/2024/a.md", (HEAD + text).encode())
    assert (document.body != text) == bool(codes)
    assert [problem.repair for problem in problems] == document.body.split("\n")[: len(problems)]
    assert read_document("projects/2024/a.md", (HEAD + document.body).encode())[1] == ()


def test_signs_that_nobody_sees_have_their_place_and_names():
    text = HEAD + "Text.\n\n  Water\u200b\u200c\u2060\ufeff for all.\n"
    (problem,) = read_document("projects/2024/a.md", text.encode())[1]
    assert str(problem) == (
        "projects/2024/a.md:6:8: E022 text: must hold no invisible characters (here: U+200B, U+200C, U+2060, …)\n"
        "    try: Water for all."
    )


def test_comment_of_front_matter_hides_nothing():
    text = "---\ntitle: T # Say\U000e0041 it\nsummary: S\n---\nText.\n"
    document, problems = read_document("projects/2024/a.md", text.encode())
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [(2, 15, "E022")]
    assert document.front_matter == "title: T # Say it\nsummary: S\n"


@pytest.mark.parametrize(
    "unit",
    ["\u200b", "\u200b ", "\ufe0f\ufe0f", "\U0001f3f4\U000e0067", "&#x202e;", "&#0", "\u0645\u200c", "[a.b", "www."],
)
def test_text_of_hidden_signs_is_searched_in_no_time(unit):
    text = HEAD + unit * (100_000 // len(unit))
    start = time.process_time()
    read_document("projects/2024/a.md", text.encode())
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("host", "is_alike"),
    [
        ("xn--exmple-4nf.org", True),
        ("XN--EXMPLE-4NF.ORG", True),
        ("xn--80ak6aa92e.com", True),
        ("xn--e1afmkfd.xn--p1ai", False),
        ("xn--mnster-3ya.example.org", False),
        ("xn--\ud800", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_host_in_the_letters_of_the_net_is_read_as_it_is_shown(host, is_alike):
    assert is_look_alike(host) == is_alike


# Bounds.


def found_in(matches):
    return [match[0] for match in matches]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a" * 63 + "@example.org", True),
        ("a" * 64 + "@example.org", True),
        ("a" * 65 + "@example.org", False),
        ("a@" + "b" * 251 + ".org", True),
        ("a@" + "b" * 252 + ".org", False),
        ("a@b.o", False),
        ("a@b.or", True),
        ("a@b.公司", True),
        ("a@b", False),
        ("a@b.o1", False),
        ("a.b+c-d_e@b-c.d.org", True),
        ("a&#x0000040;b.org", True),
        ("a&#x00000040;b.org", False),
        ("a&#X40;b.org", True),
        ("a&#0000064;b.org", True),
        ("a&#00000064;b.org", False),
        ("a\ufe6bb.org", True),
        ("a%40b.org", True),
        ("git@b.org", False),
        ("agit@b.org", True),
        ("gita@b.org", True),
        ("a@2x.org", False),
        ("a@3x.org", False),
        ("a@4x.org", True),
        ("a@b.jpeg", False),
        ("a@b.jpegs", True),
    ],
)  # fmt: skip
def test_what_is_an_address_of_somebody(text, found):
    if found:
        assert found_in(e_mails_in(text)) == [text]
        assert found_in(e_mails_in(f"见 {text}, {text}")) == [text, text]
    else:
        assert text not in found_in(e_mails_in(text))


@pytest.mark.parametrize(
    ("name", "is_team"),
    [
        *((name, True) for name in ("admin", "contact", "contacto", "Contacte", "hello", "help", "info", "kontakt", "mail", "noreply",
                                    "no-reply", "office", "press", "secretariat", "service", "support", "TEAM", "webmaster")),
        *((name, False) for name in ("admins", "infos", "my.info", "info-li", "contacta", "li")),
    ],
)  # fmt: skip
def test_address_of_a_team_is_no_more_than_a_hint(name, is_team):
    assert read(f"{HEAD}{name}@example.org") == [(4, 1, "hint E023" if is_team else "E023")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+254712", []),
        ("+2547123", ["+2547123"]),
        ("+254712345678901", ["+254712345678901"]),
        ("+2547123456789012", []),
        ("+254   712   345", ["+254   712   345"]),
        ("+254    712 345", []),
        ("+0547123456", []),
        ("tel: 712345", []),
        ("tel: 7123456", ["tel: 7123456"]),
        ("Tél n° : (0)712 34 56", ["Tél n° : (0)712 34 56"]),
        ("hotel 7123456", []),
        ("12800000000", []),
        ("13000000000 19900000000", ["13000000000", "19900000000"]),
        ("1380000000", []),
        ("138000000000", []),
        ("(155) 234-5678", []),
        ("255-234-5678", ["255-234-5678"]),
        ("255-134-5678", []),
        ("wa.me/712345", []),
        ("wa.me/7123456", ["wa.me/7123456"]),
        ("api.whatsapp.com/send?phone=7123456", [".whatsapp.com/send?phone=7123456"]),
        ("电话7123456\n\n手机 7123457 电话：7123458\nx\n座机7123459", ["电话7123456", "手机 7123457", "电话：7123458", "座机7123459"]),
        ("tel\n7123456", []),
    ],
)  # fmt: skip
def test_what_is_a_telephone_number(text, found):
    assert found_in(telephones_in(text)) == found


@pytest.mark.parametrize("line", ["+254 712 345 678", "https://ex\u0430mple.org/", "tel: 7123456 a@example.org"])
@pytest.mark.parametrize(("number", "told"), [(99, 99), (100, 100), (101, 100)])
def test_of_every_kind_so_many_are_told_and_no_more(line, number, told):
    kinds = 2 if "@" in line else 1
    assert len(read(HEAD + f"{line}\n" * number)) == told * kinds


def test_only_an_address_of_an_office_and_a_number_may_pass():
    body = "+254 712 345 678 info@example.org a@example.org https://ex\u0430mple.org/"
    found = exposures_of_body(body, lambda body: lambda start: False)
    assert [(one.code, one.is_warning) for one in found] == [
        ("E023", True),
        ("E023", False),
        ("E030", True),
        ("E032", False),
    ]


@pytest.mark.parametrize(("number", "told"), [(99, 99), (100, 100), (101, 100)])
def test_of_front_matter_so_many_are_told_and_no_more(number, told):
    found = exposures_of_front_matter("# a@example.org +254 712 345 678\n" * number)
    assert [one.code for one in found] == ["E023"] * told + ["E030"] * told
    assert {one.is_warning for one in found[:told]} == {False}


@pytest.mark.parametrize(
    ("line", "is_told"),
    [("#a@example.org", True), ("a: b # a@example.org", True), ("a: b\t#a@example.org", True), ("a: b#c a@example.org", False),
     ("a: a@example.org # b", False), ("# b\na: a@example.org", False), ("a: b #\nc: a@example.org", False)],
)  # fmt: skip
def test_address_is_told_in_a_comment_alone(line, is_told):
    for text in (line, f"x: y\n{line}"):
        assert [one.start for one in exposures_of_front_matter(text)] == [text.index("a@")] * is_told


@pytest.mark.parametrize(
    ("signs", "names"),
    [
        ("\u200b", "U+200B"),
        ("\u200b\u200b", "U+200B"),
        ("\u200b\u200c\u2060", "U+200B, U+200C, U+2060"),
        ("\u200b\u200c\u2060\xad", "U+200B, U+200C, U+2060, …"),
        ("\U000e0041&#xE0042;", "U+E0041, U+E0042"),
    ],
)
def test_invisible_signs_are_named_up_to_three(signs, names):
    (hidden,) = hidden_in(f"Water{signs} for all")
    assert (hidden.start, dict(hidden.message[1])) == (5, {"signs": names})


def test_address_in_code_is_a_hint_and_a_host_or_a_number_there_is_nothing():
    assert read(f"{HEAD}`a@example.org https://ex\u0430mple.org/ +254 712 345 678`") == [(4, 2, "hint E023")]
    assert read(f"{HEAD}a@example.org `+254 712 345 678`\n+254 712 345 678") == [(4, 1, "E023"), (5, 1, "hint E030")]
