"""Convert pydantic's validation errors into Problems with positions and suggested fixes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

import gmooc.core.problem_messages as messages
from gmooc.core.problem_messages import Value, message_of, names_in
from gmooc.core.problems import Problem
from gmooc.model.fields import records_in
from gmooc.model.suggestions import Suggestion, mend_value
from gmooc.text.front_matter import name_of_path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from gmooc.model.records import Record
    from gmooc.text.document import Document

# Two keys as alike as this differ by a slip: no two keys of the model are.
SURE_ENOUGH = 0.85
MIN_KEY_LIKENESS = 0.75
# Commands and maintainers write these, nobody else does.
_OF_MAINTAINERS = frozenset(("source_hash", "reviewed"))
# More keys of another system than this are told in one message.
MAX_FOREIGN = 3
MAX_KEYS_NAMED = 50
# What other systems for sites call the same.
_ELSEWHERE = {
    **dict.fromkeys(("description", "excerpt", "abstract", "tagline", "subtitle", "descripcion", "resume"), "summary"),
    **dict.fromkeys(("titre", "titulo", "titel", "name", "标题"), "title"),
    **dict.fromkeys(("lang", "locale"), "language"),
    **dict.fromkeys(("categories", "keywords", "topics", "labels"), "tags"),
    **dict.fromkeys(("author", "authors"), "team"),
    **dict.fromkeys(("repository", "repo", "github", "homepage", "website", "demo"), "links"),
    **dict.fromkeys(("image", "thumbnail", "banner", "featured_image", "hero"), "cover"),
    "date": "year",
}
# A value that means the same within brackets and without quotes.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w ./+-]*\w)?")
# These stand for the same text, so that a line can take the other's name.
_SAME_TEXT = frozenset(("title", "summary", "language"))


def problems_of(document: Document, model: type[Record], details: list[ErrorDetails]) -> Iterator[Problem]:
    """Turn what the model found into problems; a key that is misspelt is not also said to be missing."""
    unknown = {
        detail["loc"]: _nearest_key(document, model, detail["loc"], detail["input"])
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    misspelt = {(*path[:-1], nearest) for path, nearest in unknown.items() if _is_slip(path, nearest)}
    foreign = [path for path, nearest in unknown.items() if len(path) == 1 and not nearest]
    if len(foreign) > MAX_FOREIGN:
        place = min(document.place(path) for path in foreign)
        names = ", ".join(str(path[0]) for path in foreign[:MAX_KEYS_NAMED]) + ", …" * (len(foreign) > MAX_KEYS_NAMED)
        message = message_of(messages.KEYS_UNKNOWN, names=names)
        yield Problem(document.path, place.line, place.column, "E011", *message)
    for detail in details:
        path = detail["loc"]
        is_told = path in foreign and len(foreign) > MAX_FOREIGN
        if not is_told and (detail["type"] != "missing" or path not in misspelt):
            yield _problem(document, model, detail, unknown.get(path, ""))


def _nearest_key(document: Document, model: type[Record], path: tuple[Any, ...], given: object) -> str:
    """Return the key that was meant, if it is not there already and can have this value."""
    written = str(path[-1]).lower()
    group = _group_at(model, path[:-1])
    if group is None:
        return ""
    names = [name for name in group.model_fields if name not in (*document.inside(path[:-1]), *_OF_MAINTAINERS)]
    elsewhere = _ELSEWHERE.get(written.translate(_NO_ACCENTS), "") if len(path) == 1 else ""
    if elsewhere:
        return elsewhere if elsewhere in names else ""
    nearest = next(iter(difflib.get_close_matches(written, names, n=1)), "")
    # In `is_challenge` or `team_size` the key is only what the value is about.
    is_other = nearest != written and nearest in re.split(r"[_-]", written)
    # Who misspells a word mostly begins it right: `date` is no `draft`.
    is_alike = nearest[:2] == written[:2] or difflib.get_close_matches(written, [nearest], cutoff=MIN_KEY_LIKENESS)
    return nearest if is_alike and not is_other and _can_have(group, nearest, given) else ""


def _can_have(group: type[Record], key: str, given: object) -> bool:
    """Whether a value is of the kind that a key asks for; what is wrong within it, or too long, can be mended there."""
    faults = _faults_of(group, key, given)
    if any(fault["type"] == "tuple_type" for fault in faults):
        # Of one entry, people leave out the brackets.
        faults = _faults_of(group, key, [given]) if isinstance(given, str) else faults
    return all(fault["type"] in _OF_LENGTH or _is_nearly(fault) for fault in faults)


def _faults_of(group: type[Record], key: str, given: object) -> list[ErrorDetails]:
    try:
        group.model_validate({key: given})
    except ValidationError as error:
        return [fault for fault in error.errors(include_url=False) if fault["loc"] in ((key,), (key, 0))]
    return []


_OF_LENGTH = ("string_too_long", "string_too_short", "too_long", "hidden_characters", "no_address")


def _is_nearly(fault: ErrorDetails) -> bool:
    """Whether a value is one of those that a key asks for but for a slip."""
    given = fault["input"]
    if not isinstance(given, str):
        return False
    allowed = _choices_of(fault) if fault["type"] == "literal_error" else ()
    mended = mend_value(fault["type"], given, allowed)
    return bool(mended.value or mended.choices or difflib.get_close_matches(given.lower(), allowed, n=1))


def _choices_of(fault: ErrorDetails) -> tuple[str, ...]:
    return tuple(re.findall(r"'([^']*)'", str(fault.get("ctx", {}).get("expected", ""))))


_NO_ACCENTS = str.maketrans("éèíóúã", "eeioua")


def _is_slip(path: tuple[Any, ...], nearest: str) -> bool:
    """Whether a key is meant by another name, so that it is not missing, too."""
    return bool(nearest) and (nearest in _SAME_TEXT or str(path[-1]).lower() not in _ELSEWHERE)


def _renamed(document: Document, model: type[Record], path: tuple[Any, ...], key: str, given: object) -> str:
    """Return the line of a key under another name, its value as that asks for it; '' if no slip explains the value."""
    line = document.line_with(document.place(path).line, f"{path[-1]}:", f"{key}:")
    group = _group_at(model, path[:-1])
    faults = _faults_of(group, key, given) if group else []
    if group is None or not isinstance(given, str) or all(fault["type"] in _OF_LENGTH for fault in faults):
        return line
    # Of one entry, people leave out the brackets.
    is_entry = any(fault["type"] == "tuple_type" for fault in faults)
    faults = _faults_of(group, key, [given]) if is_entry else faults
    value = mend_value(faults[0]["type"], given, _choices_of(faults[0])).value if faults else given
    if not _PLAIN.fullmatch(value) or line.count(given) != 1 or _faults_of(group, key, [value] if is_entry else value):
        return ""
    return re.sub(rf"""(["']?){re.escape(given)}\1""", f"[{value}]" if is_entry else value, line)


def _problem(document: Document, model: type[Record], detail: ErrorDetails, key: str) -> Problem:
    """Return a fault as a problem; `key` is the one that an unknown key was meant to be."""
    path = detail["loc"]
    place = document.place(path)
    given = detail.get("input")
    allowed: tuple[str, ...] = ()
    repair, is_sure = "", False
    code, template = MESSAGES.get(detail["type"], ("E019", messages.NO_FIT))
    values: dict[str, Any] = {**detail.get("ctx", {}), "given": _short(given)}
    if detail["type"] == "extra_forbidden":
        if key:
            template, values = messages.KEY_MISSPELT, {"key": key}
        repair = _renamed(document, model, path, key, given) if _is_slip(path, key) else ""
        is_sure = bool(difflib.get_close_matches(str(path[-1]).lower(), [key], n=1, cutoff=SURE_ENOUGH))
        # Other systems have one name for one thing; what it says may be too long, which is told then.
        is_sure |= key in _SAME_TEXT and str(path[-1]).lower() in _ELSEWHERE and isinstance(given, str)
    elif detail["type"] == "identifier" and path[0] == "aliases":
        # Other systems call so what a page is called besides: nobody asked for an address of that name.
        template = messages.ALIAS_FORM
        given = None
    elif detail["type"] == "literal_error":
        allowed = _choices_of(detail)
        values["choices"] = ", ".join(allowed)
        nearest = difflib.get_close_matches(str(given).lower(), allowed, n=1)
        repair = document.line_with(place.line, str(given), nearest[0]) if nearest else ""
    elif detail["type"] == "string_too_long":
        values["length"] = len(str(given).strip())
    elif detail["type"] == "too_long":
        values |= {"most": values["max_length"], "length": values["actual_length"]}
    message = message_of(template, **{name: values[name] for name in names_in(template)})
    mended = mend_value(detail["type"], given, allowed) if isinstance(given, str) else Suggestion()
    sure = document.line_with(place.line, given, mended.value) if mended.value and not mended.choices else ""
    if mended.choices:
        message = message_of(messages.IS_IT, message=message, choices=_one_of(*mended.choices))
    return Problem(
        document.path,
        place.line,
        place.column,
        code,
        *message_of(messages.OF_KEY, key=name_of_path(path), message=message),
        sure or repair,
        False,
        bool(sure) or (is_sure and bool(repair)),
    )


def _one_of(first: str, *others: str) -> Value:
    """Return one value, or a message with 'or' between several."""
    return message_of(messages.ONE_OR_OTHER, one=first, other=_one_of(*others)) if others else first


# For each way in which a value can differ from its model, as pydantic names it, its rule and its sentence.
MESSAGES = {
    "missing": ("E010", messages.IS_REQUIRED),
    "extra_forbidden": ("E011", messages.KEY_UNKNOWN),
    "literal_error": ("E012", messages.NO_CHOICE),
    "string_too_long": ("E013", messages.TOO_LONG),
    "too_long": ("E013", messages.TOO_MANY),
    "string_too_short": ("E010", messages.IS_REQUIRED),
    "string_type": ("E014", messages.NO_TEXT),
    "model_type": ("E014", messages.NO_GROUP),
    "model_attributes_type": ("E014", messages.NO_GROUP),
    "tuple_type": ("E014", messages.NO_LIST),
    "int_parsing": ("E014", messages.NO_NUMBER),
    "int_type": ("E014", messages.NUMBER_WANTED),
    "int_from_float": ("E014", messages.NO_NUMBER),
    "bool_parsing": ("E014", messages.NOT_TRUE_OR_FALSE),
    "bool_type": ("E014", messages.TRUE_OR_FALSE_WANTED),
    "int_parsing_size": ("E015", messages.TOO_MANY_DIGITS),
    "greater_than_equal": ("E015", messages.TOO_SMALL),
    "less_than_equal": ("E015", messages.TOO_GREAT),
    "date_form": ("E016", messages.DAY_FORM),
    "date_exists": ("E016", messages.DAY_NOT_THERE),
    "date_range": ("E016", messages.DAY_TOO_FAR),
    "moment_form": ("E016", messages.MOMENT_FORM),
    "time_exists": ("E016", messages.TIME_NOT_THERE),
    "publish_form": ("E016", messages.PUBLISH_FORM),
    "zone_name": ("E017", messages.ZONE_UNKNOWN),
    "country_code": ("E018", messages.COUNTRY_UNKNOWN),
    "url_scheme": ("E020", messages.URL_SCHEME),
    "url_form": ("E020", messages.URL_FORM),
    "url_look_alike": ("E032", messages.URL_LOOK_ALIKE),
    "picture_path": ("E021", messages.PICTURE_ELSEWHERE),
    "hidden_characters": ("E022", messages.CHARACTERS_HIDDEN),
    "no_address": ("E023", messages.HOLDS_E_MAIL),
    "language_tag": ("E024", messages.LANGUAGE_FORM),
    "identifier": ("E025", messages.IDENTIFIER_FORM),
    "target_number": ("E026", messages.TARGET_FORM),
    "orcid_form": ("E027", messages.ORCID_FORM),
    "orcid_check": ("E027", messages.ORCID_CHECK),
    "string_pattern_mismatch": ("E019", messages.PATTERN),
}


def _group_at(model: type[Record], path: tuple[Any, ...]) -> type[Record] | None:
    """Return the model of the group to which a path leads, or None if none is known."""
    group: type[Record] | None = model
    for part in path:
        if isinstance(part, int):
            continue
        fields = group.model_fields if group else {}
        group = next(records_in(fields[part].annotation), None) if part in fields else None
    return group


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:37]}…"
