"""The form: everything the model asks of a project is asked for, with its limits."""

import re
from typing import Any

import pytest

from gmooc.core.i18n import words_of
from gmooc.core.settings import Settings
from gmooc.model.form_fields import SORTS, FormField, project_fields
from gmooc.model.form_words import FormPart, form_words
from gmooc.model.records import Project
from gmooc.pages.form import _rules, _view
from gmooc.render.templates import Templates
from paths import ROOT

GOALS = ((4, "Quality Education", (("4.1", "School"),)),)
EDITIONS = (("gmooc-2024", "GMOOC 2024", 2024),)
FIELDS = {field.name: field for field in project_fields()}


PAGES = Templates(ROOT / "theme/records")


def page_of(language: str = "en") -> str:
    return PAGES.render("form", _view(EDITIONS, GOALS, Settings("", ""), language), language)


def steps_of(language: str = "en") -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = _view(EDITIONS, GOALS, Settings("", ""), language)["steps"]
    return steps


def named_by(step: dict[str, Any]) -> list[str]:
    return [shown["path"] for part in step["parts"] for shown in part["fields"]]


@pytest.fixture
def parts(monkeypatch):
    """Put other parts in the place of those of the form."""

    def put(*parts: FormPart) -> None:
        words = form_words()._replace(parts=parts)
        monkeypatch.setattr("gmooc.pages.form.form_words", lambda: words)

    return put


def test_what_may_be_left_out_stands_in_steps_of_its_own():
    assert [(step["title"], step["is_optional"]) for step in steps_of()] == [
        ("The project", False),
        ("Team and goals", False),
        ("The story", True),
        ("Pictures and links", True),
    ]


def test_key_that_no_part_names_comes_last(parts):
    known = form_words().parts
    parts(*known[:-1], known[-1]._replace(keys=("licence", "tags")))
    assert named_by(steps_of()[-1])[-3:] == ["licence", "tags", "contributors"]


def test_step_that_asks_for_something_required_is_not_optional(parts):
    parts(FormPart("A", "", ("tags",), "First"), FormPart("B", "", ("title",)), FormPart("C", "", ("cover",), "Second"))
    assert [(step["title"], step["is_optional"]) for step in steps_of()] == [("First", False), ("Second", False)]
    assert named_by(steps_of()[0]) == ["tags", "title"]


def test_form_whose_parts_name_no_step_is_not_divided(parts):
    parts(FormPart("What is it?", "", ("title", "summary")), FormPart("Anything else?", "", ("body",)))
    page = page_of()
    assert [sign for sign in ("gm-form__progress", "data-go=", "Step 1 of") if sign in page] == []
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", page)[:2] == ["What is it?", "Anything else?"]
    assert "<h4>" not in page


def test_steps_are_named_in_the_readers_language():
    assert "Étape 2 sur 5" in page_of("fr")
    assert "Suite\u00a0: Le récit" in page_of("fr")


def every(fields: tuple[FormField, ...]) -> list[FormField]:
    return [one for field in fields for one in (field, *every(field.fields))]


def test_form_asks_for_every_key_of_the_model():
    page = Templates(ROOT / "theme/records").render("form", _view(EDITIONS, GOALS, Settings("", "")))
    asked = [name for name in Project.model_fields if name not in form_words().omitted_keys]
    assert [name for name in asked if f'name="{name}' not in page] == []


def test_examples_are_words_of_the_readers_language():
    page = Templates(ROOT / "theme/records").render("form", _view(EDITIONS, GOALS, Settings("", ""), "es"))
    assert "Agua limpia de un destilador solar" in page
    assert "Clean water from a solar still" not in page


def test_choices_are_words_of_the_readers_language():
    page = Templates(ROOT / "theme/records").render("form", _view(EDITIONS, GOALS, Settings("", ""), "es"))
    told = re.findall(r'<option value="(\w+)">([^<]+)</option>', page)
    assert [value for value, text in told if value == text] == []


def test_every_sort_is_known_to_the_browser():
    assert {field.sort for field in every(project_fields())} <= {*SORTS, "choice", "check", "group"}


@pytest.mark.parametrize(
    ("name", "limits"),
    [("title", {"max_length": 120}), ("summary", {"max_length": 200}), ("year", {"ge": 2021, "le": 2100})],
)
def test_limits_are_those_of_the_model(name, limits):
    assert FIELDS[name].limits == limits


def test_most_entries_are_those_of_the_model():
    assert (FIELDS["pictures"].most, FIELDS["sdgs"].fields[1].most) == (12, 2)


def test_story_has_the_same_parts_in_every_language():
    assert {len(headings) for headings in form_words().story.values()} == {len(form_words().story_helps)}


def test_rules_name_a_code_for_every_fault():
    rules = _rules(EDITIONS, GOALS, Settings("", ""), True, words_of("en"))
    assert [kind for kind, (code, _) in rules["messages"].items() if not code.startswith("E0")] == []
    assert rules["consent"] == form_words().consent
