"""Say in plain words where front matter differs from its model, each with its line and its repair, if there is one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gmooc.documents import Document
from gmooc.mending import Mended, mend_value
from gmooc.problems import Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from gmooc.model import Record

# Two keys as alike as this differ by a slip: no two keys of the model are.
SURE_ENOUGH = 0.85
ALIKE_ENOUGH = 0.75
# Commands write these, nobody else does.
_WRITTEN_BY_COMMANDS = frozenset(("source_hash",))
# More keys of another system than this are told in one message.
MOST_FOREIGN = 3
MOST_NAMED = 50
# What other systems for sites call the same.
_ELSEWHERE = {
    **dict.fromkeys(("description", "excerpt", "abstract", "tagline", "subtitle", "descripcion", "resume"), "summary"),
    **dict.fromkeys(("titre", "titulo", "titel", "name", "标题"), "title"),
    **dict.fromkeys(("lang", "locale"), "language"),
    **dict.fromkeys(("categories", "keywords", "topics", "labels"), "tags"),
    **dict.fromkeys(("author", "authors"), "team"),
    **dict.fromkeys(("image", "thumbnail", "banner", "featured_image", "hero"), "cover"),
    "date": "year",
}
# These stand for the same text, so that a line can take the other's name.
_SAME_TEXT = frozenset(("title", "summary", "language"))


def problems_of(document: Document, model: type[Record], details: list[ErrorDetails]) -> Iterator[Problem]:
    """Turn what the model found into problems; a key that is misspelt is not also said to be missing."""
    unknown = {
        detail["loc"]: _nearest_key(document, model, detail["loc"])
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    misspelt = {(*path[:-1], nearest) for path, nearest in unknown.items() if _is_slip(path, nearest)}
    foreign = [path for path, nearest in unknown.items() if len(path) == 1 and not nearest]
    if len(foreign) > MOST_FOREIGN:
        place = min(document.place(path) for path in foreign)
        names = ", ".join(str(path[0]) for path in foreign[:MOST_NAMED]) + ", …" * (len(foreign) > MOST_NAMED)
        message = f"front matter: these are no keys of this kind; leave them out, or say it in the text: {names}"
        yield Problem(document.path, place.line, place.column, "E011", message)
    for detail in details:
        path = detail["loc"]
        is_told = path in foreign and len(foreign) > MOST_FOREIGN
        if not is_told and (detail["type"] != "missing" or path not in misspelt):
            yield _problem(document, model, detail)


def _nearest_key(document: Document, model: type[Record], path: tuple[Any, ...]) -> str:
    """Give the key that was meant, if it is not there already."""
    written = str(path[-1]).lower()
    names = [
        name
        for name in _field_names(model, path[:-1])
        if name not in (*document.inside(path[:-1]), *_WRITTEN_BY_COMMANDS)
    ]
    elsewhere = _ELSEWHERE.get(written.translate(_NO_ACCENTS), "") if len(path) == 1 else ""
    if elsewhere:
        return elsewhere if elsewhere in names else ""
    nearest = next(iter(difflib.get_close_matches(written, names, n=1)), "")
    # In `is_challenge` or `team_size` the key is only what the value is about.
    is_other = nearest != written and nearest in re.split(r"[_-]", written)
    # Who misspells a word mostly begins it right: `date` is no `draft`.
    is_alike = nearest[:2] == written[:2] or difflib.get_close_matches(written, [nearest], cutoff=ALIKE_ENOUGH)
    return nearest if is_alike and not is_other else ""


_NO_ACCENTS = str.maketrans("éèíóúã", "eeioua")


def _is_slip(path: tuple[Any, ...], nearest: str) -> bool:
    """Say whether a key is meant by another name, so that it is not missing, too."""
    return bool(nearest) and (nearest in _SAME_TEXT or str(path[-1]).lower() not in _ELSEWHERE)


def _problem(document: Document, model: type[Record], detail: ErrorDetails) -> Problem:
    path = tuple(part for part in detail["loc"])
    place = document.place(path)
    code, message = MESSAGES.get(detail["type"], ("E019", ""))
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
    context = detail.get("ctx", {})
    given = detail.get("input")
    allowed: tuple[str, ...] = ()
    repair, is_sure = "", False
    if detail["type"] == "extra_forbidden":
        key = _nearest_key(document, model, path)
        message = "is not a key of this kind" + (f"; did you mean '{key}'?" if key else "")
        repair = document.line_with(place.line, f"{path[-1]}:", f"{key}:") if _is_slip(path, key) else ""
        is_sure = bool(difflib.get_close_matches(str(path[-1]).lower(), [key], n=1, cutoff=SURE_ENOUGH))
        # Other systems have one name for one thing; what it says may be too long, which is told then.
        is_sure |= key in _SAME_TEXT and str(path[-1]).lower() in _ELSEWHERE and isinstance(given, str)
    elif detail["type"] == "identifier" and path[0] == "aliases":
        # Other systems call so what a page is called besides: nobody asked for an address of that name.
        message = f"must be an address that this page had before, or be left out (it is '{_short(given)}')"
        given = None
    elif detail["type"] == "literal_error":
        allowed = tuple(re.findall(r"'([^']*)'", str(context["expected"])))
        nearest = difflib.get_close_matches(str(given).lower(), allowed, n=1)
        message = f"must be one of {', '.join(allowed)} (it is '{_short(given)}')"
        repair = document.line_with(place.line, str(given), nearest[0]) if nearest else ""
    elif detail["type"] == "string_too_long" and isinstance(given, str):
        message = f"at most {context['max_length']} characters (it has {len(given.strip())})"
    elif detail["type"] == "too_long":
        message = f"at most {context['max_length']} entries (it has {context['actual_length']})"
    elif message:
        message = message.format(**context, given=_short(given))
    else:
        message = detail["msg"][:1].lower() + detail["msg"][1:]
    mended = mend_value(detail["type"], given, allowed) if isinstance(given, str) else Mended()
    sure = document.line_with(place.line, given, mended.value) if mended.value else ""
    if mended.choices:
        message += f"; is it {' or '.join(mended.choices)}?"
    return Problem(
        document.path,
        place.line,
        place.column,
        code,
        f"{name}: {message}",
        sure or repair,
        False,
        bool(sure) or (is_sure and bool(repair)),
    )


# One sentence for each way in which a value can differ from its model; the codes are explained on /help/.
MESSAGES = {
    "missing": ("E010", "is required"),
    "extra_forbidden": ("E011", ""),
    "literal_error": ("E012", ""),
    "string_too_long": ("E013", ""),
    "too_long": ("E013", ""),
    "string_too_short": ("E010", "is required"),
    "string_type": ("E014", "must be text"),
    "model_type": ("E014", "must be a group of keys, indented below it"),
    "model_attributes_type": ("E014", "must be a group of keys, indented below it"),
    "tuple_type": ("E014", "must be a list, each entry on a line that begins with '- '"),
    "int_parsing": ("E014", "must be a whole number (it is '{given}')"),
    "int_type": ("E014", "must be a whole number"),
    "int_from_float": ("E014", "must be a whole number (it is '{given}')"),
    "bool_parsing": ("E014", "must be true or false (it is '{given}')"),
    "bool_type": ("E014", "must be true or false"),
    "greater_than_equal": ("E015", "must be at least {ge} (it is {given})"),
    "less_than_equal": ("E015", "must be at most {le} (it is {given})"),
    "date_form": ("E016", "must be a day written as 2024-09-28 (it is '{given}')"),
    "date_exists": ("E016", "must be a day of the calendar (it is '{given}')"),
    "date_range": ("E016", "must be a day of the years 2000 to 2100 (it is '{given}')"),
    "moment_form": ("E016", "must be a day, or a day and time, written as 2024-09-28 23:59 (it is '{given}')"),
    "time_exists": ("E016", "must have a time from 00:00 to 23:59 (it is '{given}')"),
    "publish_form": ("E016", "must be a day, time and zone, written as 2027-01-24 08:00 Asia/Shanghai"),
    "zone_name": ("E017", "must be a time zone such as Asia/Shanghai, UTC or AoE (it is '{given}')"),
    "country_code": ("E018", "must be the two-letter code of a country, such as KE for Kenya (it is '{given}')"),
    "url_scheme": ("E020", "must be a web address that begins with https:// (it is '{given}')"),
    "url_form": ("E020", "must be a web address such as https://example.org/page (it is '{given}')"),
    "picture_path": ("E021", "must be the name of a picture file that lies beside this entry (it is '{given}')"),
    "hidden_characters": ("E022", "must hold no invisible or direction-changing characters"),
    "no_address": ("E023", "must hold no e-mail address: this page is public for ever"),
    "language_tag": ("E024", "must be a language tag such as en or zh (it is '{given}')"),
    "identifier": ("E025", "must be lower-case words joined by hyphens (it is '{given}')"),
    "target_number": ("E026", "must be the number of a target, such as 4.7 or 4.a (it is '{given}')"),
    "orcid_form": ("E027", "must be an ORCID iD such as 0000-0002-1825-0097 (it is '{given}')"),
    "orcid_check": ("E027", "must be an ORCID iD; the last character does not fit the others (it is '{given}')"),
    "string_pattern_mismatch": ("E019", "must fit the pattern {pattern} (it is '{given}')"),
}


def _field_names(model: type[Record], path: tuple[Any, ...]) -> list[str]:
    """Give the keys that are known where a path leads."""
    fields = model.model_fields
    for part in path:
        if isinstance(part, int):
            continue
        inner = next(_models_in(fields[part].annotation), None) if part in fields else None
        if inner is None:
            return []
        fields = inner.model_fields
    return list(fields)


def _models_in(annotation: Any) -> Iterator[type[Record]]:
    if hasattr(annotation, "model_fields"):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:37]}…"
