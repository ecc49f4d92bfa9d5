"""The fields of the form are those of the record, with what it says of them."""

import pytest

from gmooc.model.form_fields import FormField, is_said, plain, project_fields, translated_fields


def field(path: str) -> FormField:
    first, *rest = path.split(".")
    found = {field.name: field for field in project_fields()}[first]
    for name in rest:
        found = {field.name: field for field in found.fields}[name]
    return found


FIELDS = {
    "line": (
        "title",
        FormField("title", "line", "Name of the project", "", "Clean water from a solar still", True, limits={"max_length": 120}),
    ),
    "sentence": (
        "summary",
        FormField("summary", "sentence", "What it is and whom it helps", "In at most 200 characters.", "", True, limits={"max_length": 200}),
    ),
    "number": ("year", FormField("year", "year", "Year it was made", "", "2024", True, limits={"ge": 2021, "le": 2100})),
    "identifier": (
        "challenge",
        FormField("challenge", "identifier", "Edition of the challenge", "If you are not sure, choose the one whose year fits.", "gmooc-2024", True, limits={"max_length": 80}),
    ),
    "list": (
        "countries",
        FormField("countries", "country", "Countries the team worked in", "One line for each.", "KE, CN", is_list=True),
    ),
    "list with a limit": (
        "tags",
        FormField("tags", "line", "Tags", "A word or two each.", "water", is_list=True, most=8, limits={"max_length": 120}),
    ),
    "choice": (
        "wanted",
        FormField("wanted", "choice", "What would help it on", "", "people, partner", is_list=True, choices=("people", "data", "partner", "money", "translation")),
    ),
    "truth": ("draft", FormField("draft", "check", "Draft", "Whether it is shown in previews only, until it is ready.")),
    "name of a key": (
        "source_hash",
        FormField("source_hash", "line", "Source hash", "Of a translation, the sections it was made from; manage.py writes it.", "", is_list=True, limits={"max_length": 120}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "expected"), FIELDS.values(), ids=FIELDS)
def test_field_is_that_of_the_record(path: str, expected: FormField) -> None:
    assert field(path) == expected


@pytest.mark.parametrize(
    ("path", "is_list", "most", "names"),
    [
        ("team", False, 0, ["name", "members"]),
        ("team.members", True, 0, ["name", "role", "affiliation", "country", "orcid"]),
        ("sdgs.also", True, 2, ["goal", "how", "target", "evidence"]),
        ("pictures", True, 12, ["src", "alt", "credit", "people_consent"]),
        ("cover", False, 0, ["src", "alt", "credit", "people_consent"]),
    ],
)
def test_group_holds_the_fields_of_its_record(path: str, is_list: bool, most: int, names: list[str]) -> None:
    group = field(path)
    assert (group.sort, group.is_list, group.most, [inner.name for inner in group.fields]) == (
        "group",
        is_list,
        most,
        names,
    )
    assert (group.example, group.limits, group.choices) == ("", {}, ())


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        ("status_checked", "day"),
        ("sdgs.main.goal", "goal"),
        ("sdgs.main.target", "target"),
        ("team.members.orcid", "orcid"),
        ("cover.src", "picture"),
        ("links.url", "url"),
        ("language", "language"),
    ],
)
def test_value_is_asked_for_by_its_sort(path: str, sort: str) -> None:
    assert field(path).sort == sort


@pytest.mark.parametrize(
    ("sort", "example", "is_words"),
    [
        ("line", "Clean water", True),
        ("sentence", "Clean water.", True),
        ("line", "water", False),
        ("country", "KE, CN", False),
        ("line", "", False),
    ],
    ids=["line", "sentence", "one word", "codes", "none"],
)
def test_example_of_words_is_said_in_other_languages(sort: str, example: str, is_words: bool) -> None:
    made = FormField("a", sort, "Label", "Help", example)
    assert is_said(made) is is_words
    (outer,) = translated_fields((FormField("b", "group", "Outer", "", fields=(made,)),), str.upper)
    assert outer == FormField(
        "b",
        "group",
        "OUTER",
        "",
        fields=(FormField("a", sort, "LABEL", "HELP", example.upper() if is_words else example),),
    )


def test_browser_gets_what_is_not_empty() -> None:
    inner = FormField("", "line", "", "", most=3)
    assert plain(FormField("a", "group", "A", "", is_required=True, fields=(inner,))) == {
        "name": "a",
        "sort": "group",
        "label": "A",
        "is_required": True,
        "fields": [{"name": "", "sort": "line", "most": 3}],
    }
