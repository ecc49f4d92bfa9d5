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
