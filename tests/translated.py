"""What a sentence of ours must be in another language: translated, with all its values, and no part left in English."""

import re

from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES
from gmooc.core.problem_messages import Message, names_in, translate_message
from gmooc.core.problems import Problem

OTHERS = LANGUAGES[1:]
# In letters of others, three words of English one after another are seen, outside of what is quoted.
OTHER_LETTERS = ("zh", "ru", "ar")
ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
# Values alone, so that some languages say them as English does.
FRAMES = ("{key}: {message}",)


def left_english(said: str) -> str:
    found = ENGLISH.search(re.sub(r"'[^']*'|`[^`]*`|<[^>]*>", "", said))
    return found[0] if found else ""


def templates_in(message: Message) -> tuple[str, ...]:
    """Return the template of a message and those of the messages within it."""
    template, values = message
    return (template, *(inner for _, value in values if isinstance(value, tuple) for inner in templates_in(value)))


def faults_of(template: str) -> list[str]:
    """Say in which languages a template is not said, or not as it should be."""
    faults = []
    for language in OTHERS:
        said = words_of(language).say(template)
        if said == template and template not in FRAMES:
            faults.append(f"{language}: no translation of {template}")
        if sorted(names_in(said)) != sorted(names_in(template)):
            faults.append(f"{language}: other values in {said}")
        if language in OTHER_LETTERS and left_english(said):
            faults.append(f"{language}: English in {said}")
    return faults


_KNOWN: set[str] = set()


def assert_translated(problem: Problem) -> None:
    """A problem can be shown in all six languages."""
    message = (problem.template, problem.values)
    assert problem.message == translate_message(message, words_of("en").say)
    for template in templates_in(message):
        if template not in _KNOWN:
            faults = faults_of(template)
            assert not faults, "; ".join(faults)
            _KNOWN.add(template)
