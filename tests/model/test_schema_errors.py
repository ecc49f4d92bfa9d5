"""A key that is unknown is taken for another only where its value fits that one, too."""

import pytest

from gmooc.checks.fixes import fix_text
from gmooc.content.entry import read_record
from gmooc.model.kinds import KIND_OF
from gmooc.text.document import read_document

PATH = "projects/2024/rain.md"
HEAD = """---
title: Rain school
summary: A garden that is watered by rain.
challenge: gmooc-2024
year: 2024
team: {name: Blue Drop}
sdgs: {main: {goal: 6, how: Gives water.}}
outcome: app
status: idea
---
"""


def with_line(line):
    name = {"stat": "status", "suma": "summary", "summ": "summary", "outc": "outcome"}.get(line[:4], "")
    kept = [written for written in HEAD.split("\n") if not name or not written.startswith(f"{name}:")]
    return "\n".join([*kept[:-2], line, *kept[-2:]])


def repairs_of(text):
    document, _ = read_document(PATH, text.encode())
    _, problems = read_record(document, KIND_OF["project"])
    return [(problem.repair, problem.is_sure) for problem in problems if problem.code == "E011"]


@pytest.mark.parametrize(
    "line",
    [
        "stats: true",
        "statut: maybe",
        "link: https://example.org",
        "contact_incubator: dinum@example.org",
        "contribution: yes",
        "picture: team.jpg",
        "summarys: [a, b]",
    ],
)
def test_key_of_another_system_is_not_renamed_to_one_that_its_value_does_not_fit(line):
    text = with_line(line)
    assert (repairs_of(text), fix_text(PATH, text)) == ([("", False)], (text, ()))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("stats: idea", "status: idea"),
        ("statuss: In Use", "status: in-use"),
        ("sumary: A garden.", "summary: A garden."),
        ("outcom: APP", "outcome: app"),
        ("licenc: MIT", "licence: MIT"),
        ("contributers: [{name: A, role: mentor}]", "contributors: [{name: A, role: mentor}]"),
    ],
)
def test_misspelt_key_is_mended_where_its_value_fits(line, meant):
    assert fix_text(PATH, with_line(line))[0] == with_line(line).replace(line, meant)


def test_misspelt_key_is_told_though_its_value_is_too_long():
    line = f"sumary: {'Water. ' * 60}".rstrip()
    assert repairs_of(with_line(line)) == [(line.replace("sumary", "summary"), True)]


def problems_of(lines, head=HEAD):
    """Return the problems of a write-up with these lines in the place of those with the same keys."""
    keys = {line.partition(":")[0] for line in lines.split("\n")}
    kept = [line for line in head.split("\n")[1:-2] if line.partition(":")[0] not in keys]
    text = "\n".join(["---", *kept, lines, "---", ""])
    document, _ = read_document(PATH, text.encode())
    return read_record(document, KIND_OF["project"])[1]


def said(lines, head=HEAD):
    return [(problem.line, problem.code, problem.message, problem.repair) for problem in problems_of(lines, head)]


WITHOUT_TITLE = HEAD.replace("title: Rain school\n", "")
WITHOUT_TEAM = HEAD.replace("team: {name: Blue Drop}\n", "")
WITHOUT_OUTCOME = HEAD.replace("outcome: app\n", "")
WITHOUT_YEAR = HEAD.replace("year: 2024\n", "")


# Keys of other systems.

FOREIGN = "is not a key of this kind"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (3, [(f"zz{number}", FOREIGN) for number in range(3)]),
        (4, [("front matter", "these are no keys of this kind; leave them out, or say it in the text: zz0, zz1, zz2, zz3")]),
    ],
)  # fmt: skip
def test_more_than_three_foreign_keys_are_told_at_once(count, expected):
    found = problems_of("\n".join(f"zz{number}: x" for number in range(count)))
    assert [tuple(problem.message.split(": ", 1)) for problem in found] == expected
    assert [(problem.line, problem.column, problem.code) for problem in found] == [
        (10 + number, 1, "E011") for number in range(len(expected))
    ]


@pytest.mark.parametrize("count", [50, 51])
def test_fifty_foreign_keys_are_named(count):
    (problem,) = problems_of("\n".join(f"zz{number}: x" for number in range(count)))
    named = problem.message.rpartition(": ")[2].split(", ")
    assert named == [*(f"zz{number}" for number in range(50)), *["…"] * (count > 50)]


def test_key_within_a_group_and_one_that_is_misspelt_are_told_beside_foreign_ones():
    found = said("zz0: x\nzz1: x\nzz2: x\nzz3: x\nteam: {name: A, zz4: x}\noutcom: app", WITHOUT_OUTCOME)
    assert [(line, message.partition(":")[0]) for line, _, message, _ in found] == [
        (8, "front matter"), (12, "team.zz4"), (13, "outcom")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "head", "expected"),
    [
        # A key that stands for the same text is not missing, too.
        ("titre: 水学校", WITHOUT_TITLE, [("titre", "title", "title: 水学校")]),
        ("Résumé: Water.", HEAD.replace("summary: A garden that is watered by rain.\n", ""), [("Résumé", "summary", "summary: Water.")]),
        ("lang: es", HEAD, [("lang", "language", "language: es")]),
        # One that may say another thing is.
        ("author: Blue", WITHOUT_TEAM, [("team", "", ""), ("author", "team", "")]),
        ("date: 2024-05-01", WITHOUT_YEAR, [("year", "", ""), ("date", "year", "")]),
        # What is there already was not meant.
        ("name: Rain", HEAD, [("name", "", "")]),
        ("author: Blue", HEAD, [("author", "", "")]),
        # Only at the top do other systems have names for ours.
        ("team: {name: Blue, titre: x}", HEAD, [("team.titre", "", "")]),
    ],
    ids=["title", "accents", "language", "team", "date", "title is there", "team is there", "within a group"],
)  # fmt: skip
def test_key_of_another_system_is_taken_for_ours(lines, head, expected):
    told = [
        (message.partition(":")[0], message.partition("did you mean '")[2].partition("'")[0], repair)
        for _, _, message, repair in said(lines, head)
    ]
    assert told == expected


ELSEWHERE = {
    "summary": "description Excerpt abstract tagline subtitle descripción resume",
    "title": "titre título Titel name 标题",
    "language": "lang locale",
    "tags": "categories keywords topics labels",
    "team": "author authors",
    "links": "repository repo github homepage website demo",
    "cover": "image thumbnail banner featured_image hero",
    "year": "date",
}


@pytest.mark.parametrize(("word", "key"), [(word, key) for key, words in ELSEWHERE.items() for word in words.split()])
def test_word_of_another_system_is_told_our_key(word, key):
    head = "\n".join(line for line in HEAD.split("\n") if not line.startswith(f"{key}:"))
    messages = [message for _, code, message, _ in said(f"{word}: x", head) if code == "E011"]
    assert messages == [f"{word}: is not a key of this kind; did you mean '{key}'?"]


# Keys that are misspelt.


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("ountries: [KE]", "countries"),
        ("countires: [KE]", "countries"),
        ("Countries: [KE]", "countries"),
        ("builds-on: [2023/a]", "builds_on"),
        ("source_has: [a b]", ""),
        ("reviewd: {on: 2024-01-01, by: A}", ""),
        ("rewards: First", ""),
        ("cover_is: {src: a.png, alt: A still}", ""),
        ("is-award: First", ""),
        ("wanteds: Partner", "wanted"),
        ("wanteds: [Partner]", "wanted"),
        ("wanteds: [nobody]", ""),
        ("wanteds: nobody", ""),
        ("award_: [1, 2]", ""),
        ("pubdate: 2024-01-01", ""),
    ],
)
def test_misspelt_key_is_told_the_one_that_was_meant(line, meant):
    ((_, code, message, _),) = said(line)
    assert (code, message.partition("did you mean '")[2].partition("'")[0]) == ("E011", meant)


def test_misspelt_key_within_a_list_is_told_and_not_missed():
    found = said("team: {name: Blue, members: [{name: A}, {nam: 李}]}")
    assert found == [
        (9, "E011", "team.members.2.nam: is not a key of this kind; did you mean 'name'?", "team: {name: Blue, members: [{name: A}, {name: 李}]}")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "repair", "is_sure"),
    [
        ("countrie: Kenya", "countries: [KE]", True),
        ("countrie: 'Kenya'", "countries: [KE]", True),
        ("countrie: [Kenya]", "countries: [Kenya]", True),
        ("countrie: Korea", "", False),
        ("licenc: cc by 4.0", "licence: CC-BY-4.0", True),
        # Less alike than 17 of 20 letters, a person decides.
        ("licens: cc by 4.0", "licence: CC-BY-4.0", False),
    ],
)
def test_value_of_a_misspelt_key_is_written_as_that_asks(line, repair, is_sure):
    assert [(problem.repair, problem.is_sure) for problem in problems_of(line)] == [(repair, is_sure)]


# Values.


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("outcome: apps", (9, "E012", "outcome: must be one of", "outcome: app")),
        ("outcome: xyz", (9, "E012", "outcome: must be one of", "")),
        (f"summary: {'水' * 201}", (9, "E013", "summary: at most 200 characters (it has 201)", "")),
        (f"summary: '  {'水' * 201} '", (9, "E013", "summary: at most 200 characters (it has 201)", "")),
        ("sdgs: {main: {goal: 4, how: H}, also: [{goal: 1, how: H}, {goal: 2, how: H}, {goal: 3, how: H}]}", (9, "E013", "sdgs.also: at most 2 entries (it has 3)", "")),
        ("aliases: [Old Name]", (10, "E025", "aliases.1: must be an address that this page had before", "")),
        ("challenge: GMOOC 2024", (9, "E025", "challenge: must be", "challenge: gmooc-2024")),
        ("countries: [Congo]", (10, "E018", "countries.1: must be the two-letter code of a country, such as KE for Kenya (it is 'Congo'); is it CG or CD?", "")),
        ("countries: [ANT]", (10, "E018", "countries.1: must be the two-letter code of a country, such as KE for Kenya (it is 'ANT'); is it CW or SX or BQ?", "")),
        ("countries: [中国]", (10, "E018", "countries.1: must be", "countries: [CN]")),
        (f"year: {'a' * 40}", (9, "E014", f"year: must be a whole number (it is '{'a' * 40}')", "")),
        (f"year: {'a' * 41}", (9, "E014", f"year: must be a whole number (it is '{'a' * 37}…')", "")),
        ("team: Blue", (9, "E014", "team: must be a group of keys", "")),
        ("title: ''", (9, "E010", "title: is required", "")),
    ],
    ids=["near a choice", "no choice", "too long", "too long between spaces", "too many", "alias", "identifier",
         "two countries", "three countries", "country", "forty letters", "more letters", "no group", "empty"],
)  # fmt: skip
def test_value_that_does_not_fit_is_told_with_its_repair(lines, expected):
    ((line, code, message, repair),) = said(lines)
    assert (line, code, message[: len(expected[2])], repair) == expected


@pytest.mark.parametrize(
    ("lines", "is_sure"),
    [("outcome: APP", True), ("outcome: apps", False), ("countries: [中国]", True), ("countries: [Congo]", False)],
)
def test_repair_is_sure_where_nothing_else_can_have_been_meant(lines, is_sure):
    assert [problem.is_sure for problem in problems_of(lines)] == [is_sure]


ADDRESS = "links: [{{kind: demo, url: '{}'}}]"
MEMBER = "team: {{name: Blue, members: [{{name: A, {}}}]}}"


@pytest.mark.parametrize(
    ("lines", "code", "sentence"),
    [
        ("title: [a]", "E014", "title: must be text"),
        ("sdgs: {main: [a]}", "E014", "sdgs.main: must be a group of keys, indented below it"),
        ("tags: water", "E014", "tags: must be a list, each entry on a line that begins with '- '"),
        ("year: soon", "E014", "year: must be a whole number (it is 'soon')"),
        ("year: [2024]", "E014", "year: must be a whole number"),
        ("year: '2024.5'", "E014", "year: must be a whole number (it is '2024.5')"),
        ("draft: maybe", "E014", "draft: must be true or false (it is 'maybe')"),
        ("draft: [a]", "E014", "draft: must be true or false"),
        ("year: 2020", "E015", "year: must be at least 2021 (it is 2020)"),
        ("year: 2101", "E015", "year: must be at most 2100 (it is 2101)"),
        ("status_checked: soon", "E016", "status_checked: must be a day written as 2024-09-28 (it is 'soon')"),
        ("status_checked: 2024-02-30", "E016", "status_checked: must be a day of the calendar (it is '2024-02-30')"),
        ("status_checked: 1999-01-01", "E016", "status_checked: must be a day"),
        ("countries: [Atlantis]", "E018", "countries.1: must be the two-letter code of a country, such as KE for Kenya (it is 'Atlantis')"),
        (ADDRESS.format("ftp://e.org/"), "E020", "links.1.url: must be a web address that begins with https:// (it is 'ftp://e.org/')"),
        (ADDRESS.format("https://e/"), "E020", "links.1.url: must be a web address such as https://example.org/page (it is 'https://e/')"),
        (ADDRESS.format("https://ex\u0430mple.org/"), "E032", "links.1.url: must be a web address whose host has letters of one alphabet"),
        ("cover: {src: ../a.png, alt: A still}", "E021", "cover.src: must be the name of a picture file that lies beside this entry (it is '../a.png')"),
        ("title: 'a\u200bb'", "E022", "title: must hold no invisible or direction-changing characters"),
        ("title: a@example.org", "E023", "title: must hold no e-mail address: this page is public for ever"),
        ("language: klingonish", "E024", "language: must be a language tag such as en or zh (it is 'klingonish')"),
        ("challenge: 水", "E025", "challenge: must be"),
        ("sdgs: {main: {goal: 6, how: H, target: six}}", "E026", "sdgs.main.target: must be the number of a target, such as 4.7 or 4.a (it is 'six')"),
        (MEMBER.format("orcid: me"), "E027", "team.members.1.orcid: must be an ORCID iD such as 0000-0002-1825-0097 (it is 'me')"),
        (MEMBER.format("orcid: 0000-0002-1825-0098"), "E027", "team.members.1.orcid: must be"),
        (f"year: {'9' * 5000}", "E015", "year: "),
    ],
)  # fmt: skip
def test_fault_of_every_sort_has_its_rule(lines, code, sentence):
    ((_, found, message, _),) = said(lines)
    assert (found, message[: len(sentence)]) == (code, sentence)


@pytest.mark.parametrize(
    ("path", "text", "code", "sentence"),
    [
        ("challenges/a.md", "phases: [{name: P, starts: soon, zone: UTC}]", "E016", "phases.1.starts: must be"),
        ("challenges/a.md", "phases: [{name: P, starts: 2024-09-28 25:00, zone: UTC}]", "E016", "phases.1.starts: must have"),
        ("challenges/a.md", "phases: [{name: P, zone: Nowhere}]", "E017", "phases.1.zone: must be"),
        ("challenges/a.md", "publish_at: soon", "E016", "publish_at: must be a day, time and zone"),
        ("sdgs/sdg-04.md", "colour: red", "E019", "colour: must fit the pattern ^#[0-9A-F]{6}$ (it is 'red')"),
    ],
    ids=["moment", "hour", "zone", "publication", "colour"],
)  # fmt: skip
def test_fault_of_another_kind_has_its_rule(path, text, code, sentence):
    document, _ = read_document(path, f"---\n{text}\n---\n".encode())
    _, problems = read_record(document, KIND_OF["sdg" if path.startswith("sdgs") else "challenge"])
    assert [(one.code, one.message[: len(sentence)]) for one in problems if one.code != "E010"] == [(code, sentence)]
