"""Map the columns of a table to keys of a write-up: guessed once, written to a file, and read from then on."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import yaml

from gmooc.core.files import LOADER, read_data_beside
from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES
from gmooc.core.slugs import without_accents
from gmooc.intake.tables import Row
from gmooc.model.form_words import form_words

OMITTED_COLUMN = "leave out"
CONSENT_COLUMN = "consent"
# Holds values for every row, by key.
EVERY_ROW = "every row"
# The longest summary that the model takes; a column of longer cells tells a story.
_MAX_SUMMARY = 200
# In the order of the story. Files of columns keep their numbers: what came last has its place before the sixth.
STORY_KEYS = tuple(f"story.{number}" for number in (1, 2, 3, 4, 5, 7, 6))
_DATA = read_data_beside(__file__)
# What a column may hold, with what it is called beside its label in the form.
KEYS: dict[str, tuple[str, ...]] = {key: tuple(names) for key, names in _DATA["names"].items()}
# Cells of these are put together where several columns hold them.
SEVERAL = frozenset(
    (
        OMITTED_COLUMN,
        "",
        CONSENT_COLUMN,
        "links",
        "team.members",
        "team.affiliation",
        "countries",
        "sdgs.main.goal",
        "tags",
        "story",
    )
)


def guess(heads: Iterable[str], rows: Iterable[Row] = ()) -> dict[str, str]:
    """Return the key that each head most likely means, or '' where that is not plain; long cells are no summary.

    A head that is the name of a key goes before one that is a question with a word of it.
    """
    found = dict.fromkeys(heads, "")
    for key_of in (_key_by_name, _key_by_words):
        for head in found:
            key = found[head] or key_of(_plain(head))
            found[head] = key if key in SEVERAL or key not in found.values() else found[head]
    for head in (head for head, key in found.items() if key == "summary"):
        lengths = sorted(len(cell) for row in rows if (cell := row.cells.get(head)))
        if "story" not in found.values() and lengths and lengths[len(lengths) // 2] > _MAX_SUMMARY:
            found[head] = "story"
    return found


def is_name(head: str) -> bool:
    """Whether a head is the name of a key, and not a question about it."""
    return bool(_key_by_name(_plain(head)))


class Columns(NamedTuple):
    """What each column holds, values for every row by key, and what the values of a column mean, by head."""

    keys: dict[str, str]
    every_row: dict[str, str]
    values: dict[str, dict[str, str]]


def write_columns(columns: dict[str, str]) -> str:
    """Return the text of the file that says what each column holds."""
    lines = [
        "# What each column of the table holds. Write one of these behind each; one without is left out:",
        f"#   {OMITTED_COLUMN}",
        *(f"#   {key}" for key in KEYS if key != OMITTED_COLUMN),
        "# story.1 to story.7 are: the problem, the solution, how it works, results, what was learned, what is next,",
        "# what it takes to repeat it.",
        f"# A row without a yes in a column of '{CONSENT_COLUMN}' is not published.",
        "# Where the table has its own words for something, say once what they mean:",
        "#   Stage:",
        "#     key: status",
        "#     values: {graduated: ended, not graduated: prototype}",
        "# What no column holds is said once for all rows that have none:",
        f"#   {EVERY_ROW}: {{outcome: other, status: unknown}}",
    ]
    lines += [f"{json.dumps(head, ensure_ascii=False)}: {key}".rstrip() for head, key in columns.items()]
    return "\n".join(lines) + "\n"


def read_columns(text: str) -> tuple[Columns, tuple[str, ...]]:
    """Return what each column holds, and what has to be repaired in the file that says so."""
    try:
        found = yaml.load(text, Loader=LOADER) or {}  # noqa: S506  BaseLoader makes only text.
    except (yaml.YAMLError, RecursionError) as error:
        return Columns({}, {}, {}), (f"cannot be read: {(str(error).splitlines() or [''])[0]}",)
    if not isinstance(found, dict):
        return Columns({}, {}, {}), ("must be lines of the form 'column: key'",)
    keys: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    every_row: dict[str, str] = {}
    faults: list[str] = []
    for head, given in ((str(head), given) for head, given in found.items()):
        if not isinstance(given, dict):
            keys[head] = str(given)
        elif "key" in given or head != EVERY_ROW:
            keys[head] = str(given.get("key", ""))
            meant = given.get("values", {})
            if given.keys() - {"key", "values"} or not _is_plain(meant):
                faults.append(f"'{head}': must be a key, or 'key:' and 'values:' with lines 'written: meant'")
                continue
            values[head] = meant
        elif _is_plain(given):
            every_row = given
        else:
            faults.append(f"'{EVERY_ROW}': must be lines of the form 'key: value'")
    named = ", ".join(key for key in KEYS if key != OMITTED_COLUMN)
    faults += [
        f"'{head}': must be '{OMITTED_COLUMN}' or one of {named} (it is '{key}')"
        for head, key in keys.items()
        if key and key not in KEYS
    ]
    faults += [
        f"'{EVERY_ROW}': a key must be one of {named}, and no '{CONSENT_COLUMN}' (it is '{key}')"
        for key in every_row
        if key not in KEYS or key in (OMITTED_COLUMN, CONSENT_COLUMN)
    ]
    given_keys = [key for key in keys.values() if key not in SEVERAL]
    faults += [f"{key}: only one column may hold it" for key in KEYS if given_keys.count(key) > 1]
    return Columns(keys, every_row, values), tuple(faults)


def _is_plain(values: object) -> bool:
    return isinstance(values, dict) and all(isinstance(value, str) for value in values.values())


def _key_by_name(plain_head: str) -> str:
    return _known_names().get(plain_head, "")


def _key_by_words(plain_head: str) -> str:
    return next((key for key, words in _questions() if words.search(without_accents(plain_head))), "")


@cache
def _questions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what to look for in a head, key by key; Chinese and Japanese words begin anywhere."""
    spaced = re.compile(r"[^\W\d_\u3041-\u30ff\u4e00-\u9fff].*")
    found: list[tuple[str, re.Pattern[str]]] = []
    for question in _DATA["questions"]:
        parts = without_accents("|".join(question["words"])).split("|")
        words = "|".join(rf"\b{part}" if spaced.match(part) else part for part in parts)
        found.append((question["key"], re.compile(words)))
    return tuple(found)


@cache
def _known_names() -> dict[str, str]:
    names = {_plain(name): key for key, known in KEYS.items() for name in known}
    form = form_words()
    for language in LANGUAGES:
        say = words_of(language).say
        names |= {_plain(say(form.labels[label])): key for key, label in _DATA["labels"].items()}
        names |= {_plain(heading): key for key, heading in zip(STORY_KEYS, form.story[language], strict=True)}
    # The form's "Team" is the group of both; a column of that name holds the name.
    return names | {_plain("Name of the team"): "team.name"}


def _plain(head: str) -> str:
    text = unicodedata.normalize("NFKC", head).casefold()
    return " ".join(re.sub(r"\(.*?\)|[^\w\s]|_", " ", text).split())
