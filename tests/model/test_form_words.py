"""The words of the form are about the fields that there are."""

from gmooc.core.languages import LANGUAGES
from gmooc.model.form_fields import FormField, project_fields
from gmooc.model.form_words import form_words
from gmooc.model.records import Project


def names_of(fields: tuple[FormField, ...]) -> set[str]:
    return {field.name for field in fields} | {name for field in fields for name in names_of(field.fields)}


def test_parts_ask_once_for_each_key_that_is_not_omitted() -> None:
    words = form_words()
    asked = [key for part in words.parts for key in part.keys]
    assert sorted([*asked, *words.omitted_keys]) == sorted([*Project.model_fields, "body"])
    assert all(part.title for part in words.parts)


def test_parts_make_four_steps_and_sending_is_the_fifth() -> None:
    words = form_words()
    assert words.parts[0].step
    assert (len([part for part in words.parts if part.step]), bool(words.last_step)) == (4, True)


def test_consent_is_asked_for_a_new_page_a_correction_or_both() -> None:
    words = form_words()
    assert {*words.consent_to_new, *words.consent_to_correction} == words.consent.keys()


def test_words_are_those_of_fields() -> None:
    words, names = form_words(), names_of(project_fields())
    assert [sorted(keys - names) for keys in (words.labels.keys(), words.helps.keys(), words.rows_of.keys())] == [
        []
    ] * 3


def test_story_has_the_same_headings_in_every_language() -> None:
    words = form_words()
    assert sorted(words.story) == sorted(LANGUAGES)
    assert {len(headings) for headings in words.story.values()} == {7} == {len(words.story_helps)}


def test_key_without_help_has_none_where_the_model_has_one() -> None:
    words = form_words()
    assert (words.helps["title"], Project.model_fields["title"].description) == ("", "The project's name.")
    assert words.helps["countries"] == "One line for each."


def test_words_are_read_once() -> None:
    assert form_words() is form_words()
