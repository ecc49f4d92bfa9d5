"""The form at /contribute/project/: its fields as HTML, and its rules as JSON for the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import gmooc.core.problem_messages as messages
from gmooc.checks.writing import LIMITS, TEMPLATE, WRITING_PATTERNS
from gmooc.content.catalogue import Catalogue
from gmooc.content.entry import Entry, free_page_url
from gmooc.content.free_pages import HUBS
from gmooc.core.i18n import Words, words_of
from gmooc.core.json_text import as_line
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE, prefix_of
from gmooc.core.settings import Settings
from gmooc.core.slugs import END_OF_LETTERS
from gmooc.model.countries import country_names
from gmooc.model.fields import VALUE_PATTERNS
from gmooc.model.form_fields import FormField, plain, project_fields, translated_fields
from gmooc.model.form_words import form_words, offered_languages
from gmooc.model.labels import LICENCES, LINKS, OUTCOMES, ROLES, STATUSES, WANTED
from gmooc.model.records import Challenge, Sdg
from gmooc.model.schema_errors import MESSAGES
from gmooc.render.frames import hub_frame
from gmooc.render.page import Page, location_at
from gmooc.render.site_links import contact_links, hosts_of
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import render_template
from gmooc.text.document import MAX_TEXT_BYTES
from gmooc.text.sanitizer import HEADING_TAGS, LIST_TAGS, OTHER_TAGS, TABLE_TAGS, TEXT_TAGS
from gmooc.text.text_damage import MAX_QUOTE_DEPTH

Say = Callable[[str], str]
FORM_URL = free_page_url(HUBS["form"])
# On paper and without JavaScript a list has this many rows.
ROWS = {"members": 3, "also": 2, "links": 2}
# Browser code of others, installed by npm from the lock file; without it the preview shows the story as typed.
PACKAGES = {
    "assets/form/marked.js": "node_modules/marked/lib/marked.esm.js",
    "assets/form/purify.js": "node_modules/dompurify/dist/purify.es.mjs",
}
# Nobody types these, so an example of how they are stored would mislead.
_CHOSEN = ("country", "language", "target", "goal", "picture", "day", "identifier")
_ROOT = Path(__file__).resolve().parents[3]
# Code hosts and the servers before them cut longer addresses.
MAX_URL_LENGTH = 8191
# What the browser finds beside values that differ from their model.
_OTHER_MESSAGES = {
    "picture_missing": messages.PICTURE_MISSING,
    "picture_foreign": messages.PICTURE_FOREIGN,
    "link_missing": messages.LINK_BROKEN,
    "media": messages.MEDIA_LEFT_OUT,
    "turned": messages.TEXT_TURNED,
    "hidden": messages.TEXT_HIDDEN,
    "opens_nothing": messages.ADDRESS_OPENS_NOTHING,
    "other_host": messages.LINK_NAMES_OTHER_HOST,
    "look_alike": messages.LINK_LOOK_ALIKE,
    "e_mail": messages.TEXT_WITH_E_MAIL,
    "telephone": messages.TEXT_WITH_TELEPHONE,
    "too_large": messages.FILE_TOO_LARGE,
    "challenge": messages.CHALLENGE_UNKNOWN,
    "target_unknown": messages.TARGET_UNKNOWN,
    "target_other": messages.TARGET_OF_OTHER_GOAL,
    "template": messages.WORDS_OF_EXAMPLE,
    "no_response": messages.NO_RESPONSE,
    "of_others": messages.NOT_MARKDOWN,
    "escaped": messages.SIGN_ESCAPED,
    "poor_text": messages.PICTURE_WITHOUT_TEXT,
    "conflict": messages.TEXT_IN_CONFLICT,
    "comment_open": messages.TEXT_COMMENT_OPEN,
    "too_deep": messages.TEXT_QUOTES_TOO_DEEP,
    "empty_section": messages.SECTION_EMPTY,
    "too_short": messages.TEXT_TOO_SHORT,
}
# A table of letters holds so many signs; the browser loads those that a title needs.
_SIGNS = 0x1000


def form_targets(context: OutputContext) -> Iterator[Target]:
    """List the form and the rules it follows in the browser in every language, and what it uses of others."""
    packages = {path: _ROOT / source for path, source in PACKAGES.items() if (_ROOT / source).exists()}
    for language in LANGUAGES:
        yield from _targets_in(language, context, has_preview=len(packages) == len(PACKAGES))
    names = tuple(sorted(card.id.removeprefix("projects/") for card in context.catalogue.projects))
    yield Target((f"{FORM_URL}names.json",), (names,), as_line)
    for first in range(0, END_OF_LETTERS, _SIGNS):
        yield Target((f"{FORM_URL}letters/{first // _SIGNS:02x}.json",), (first, first + _SIGNS), _letters)
    for path, source in packages.items():
        yield Target((path,), (source.read_bytes(),), bytes)


def _targets_in(language: str, context: OutputContext, *, has_preview: bool) -> Iterator[Target]:
    catalogue, settings = context.catalogue, context.settings
    challenges = tuple(
        (entry.slug, catalogue.title(entry.id, language), entry.record.edition) for entry in _newest_first(catalogue)
    )
    goals = tuple(
        (sdg.record.number, catalogue.title(sdg.id, language), _targets(sdg.record)) for sdg in catalogue.sdgs
    )
    url = prefix_of(language) + FORM_URL
    inputs = (challenges, goals, settings, language)
    yield from context.page(hub_frame("form", language), f"{url}index.html", inputs, _page)
    yield Target((f"{url}form.json",), (*inputs, has_preview), _form_rules)


def _page(challenges: tuple[Any, ...], goals: tuple[Any, ...], settings: Settings, language: str) -> Page:
    url = prefix_of(language) + FORM_URL
    body = render_template("form", _view(challenges, goals, settings, language), language)
    return Page(url, hub_frame("form", language), "", "", body, language=language)


def _form_rules(
    challenges: tuple[Any, ...], goals: tuple[Any, ...], settings: Settings, language: str, has_preview: bool
) -> bytes:
    return as_line(_rules(challenges, goals, settings, has_preview, words_of(language)))


def _view(
    challenges: tuple[Any, ...], goals: tuple[Any, ...], settings: Settings, language: str = SOURCE_LANGUAGE
) -> dict[str, Any]:
    place = location_at(prefix_of(language) + FORM_URL, language)
    say = place.words.say
    form = form_words()
    steps = _steps(_names(challenges, goals, say), say)
    headings = zip(form.story[language], form.story_helps, strict=True)
    return {
        "root": place.root,
        "home": place.home,
        "steps": steps,
        "last_step": say(form.last_step) if steps[0]["title"] else "",
        "story": [{"heading": heading, "help": say(help)} for heading, help in headings],
        "consent": _each(form.consent, say),
        "consent_to_new": form.consent_to_new,
        "consent_to_correction": form.consent_to_correction,
        "hosts": [host._asdict() for host in hosts_of(settings)],
        "contact": contact_links(settings.contact, place.words),
        "mail": settings.contact.mail,
    }


def _steps(names: dict[str, dict[str, str]], say: Say) -> list[dict[str, Any]]:
    """Return the steps with their parts; there is one, without a title, where no part names a step."""
    form = form_words()
    asked = tuple(field for field in project_fields() if field.name not in form.omitted_keys)
    fields = {field.name: field for field in translated_fields(asked, say)}
    named = {key for part in form.parts for key in part.keys}
    rest = tuple(key for key in fields if key not in named)
    steps: list[dict[str, Any]] = []
    for part in form.parts:
        keys = (*part.keys, *rest) if part is form.parts[-1] else part.keys
        shown = [_shown(fields[key], "", names, say) for key in keys if key in fields]
        if part.step or not steps:
            steps.append({"title": say(part.step), "parts": [], "is_optional": True})
        step = steps[-1]
        step["is_optional"] &= not any(fields[key].is_required for key in keys if key in fields)
        # The name of a step that has a single part is said once.
        title = "" if part.title == part.step else say(part.title)
        step["parts"].append({"title": title, "intro": say(part.intro), "fields": shown, "is_story": "body" in keys})
    return steps


def _each(texts: dict[str, str], say: Say) -> dict[str, str]:
    return {name: say(text) for name, text in texts.items()}


def _shown(field: FormField, prefix: str, names: dict[str, dict[str, str]], say: Say) -> dict[str, Any]:
    """Return a field as the template prints it: with its full name, and as many rows as paper needs."""
    path = f"{prefix}{field.name}"
    rows = ROWS.get(field.name, 1) if field.is_list and not field.choices else 0
    inner = [f"{path}.{number}." for number in range(rows)] if field.is_list else [f"{path}."]
    choices = [(value, names.get(field.name, {}).get(value, value)) for value in field.choices]
    return {
        "path": path,
        "id": f"gm-f-{path.replace('.', '-')}",
        "field": field,
        "example": "" if field.choices or field.sort in _CHOSEN else field.example,
        "row": say(form_words().rows_of.get(field.name, field.label)),
        "choices": choices or _hinted(field.sort, field.name, names),
        "rows": [[_shown(one, start, names, say) for one in field.fields] for start in inner] if field.fields else [],
        "numbers": [] if field.fields else list(range(rows)),
    }


def _hinted(sort: str, name: str, names: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Return the few values that a reader on paper may choose from."""
    key = name if name == "challenge" else sort
    return list(names[key].items()) if key in ("challenge", "goal") else []


def _names(challenges: tuple[Any, ...], goals: tuple[Any, ...], say: Say) -> dict[str, dict[str, str]]:
    """Return how the values of fields read, by the name of a field or its sort."""
    return {
        "outcome": _each(OUTCOMES, say),
        "status": _each(STATUSES, say),
        "wanted": _each(WANTED, say),
        "kind": _each(LINKS, say),
        "role": _each(ROLES, say),
        "licence": {code: name for code, (name, _) in LICENCES.items()},
        "language": offered_languages(),
        "challenge": {slug: title for slug, title, _ in challenges},
        "goal": {str(number): f"{number} {title}" for number, title, _ in goals},
    }


def _rules(
    challenges: tuple[Any, ...], goals: tuple[Any, ...], settings: Settings, has_preview: bool, words: Words
) -> dict[str, Any]:
    say, form = words.say, form_words()
    countries = sorted(country_names(words.language).items(), key=lambda pair: pair[1])
    return {
        "fields": [plain(field) for field in translated_fields(project_fields(), say)],
        "left_out": form.omitted_keys,
        "labels": _each(form.labels, say),
        "names": _names(challenges, goals, say) | {"country": dict(countries)},
        "years": {slug: year for slug, _, year in challenges},
        "targets": {str(number): dict(targets) for number, _, targets in goals},
        "messages": {kind: (code, say(text)) for kind, (code, text) in MESSAGES.items()},
        "rules": _each(_OTHER_MESSAGES, say),
        "patterns": VALUE_PATTERNS,
        "story": form.story,
        "words": _each(form.words, say),
        "consent": _each(form.consent, say),
        "hosts": [host._asdict() for host in hosts_of(settings)],
        "longest_address": MAX_URL_LENGTH,
        "deepest_quotes": MAX_QUOTE_DEPTH,
        "largest_file": MAX_TEXT_BYTES // 1024,
        "has_preview": has_preview,
        # How the browser finds what an author forgot.
        "writing": {"patterns": WRITING_PATTERNS, "limits": LIMITS, "template": TEMPLATE},
        "tags": sorted(TEXT_TAGS | HEADING_TAGS | LIST_TAGS | TABLE_TAGS | OTHER_TAGS),
    }


def _newest_first(catalogue: Catalogue) -> list[Entry[Challenge]]:
    return sorted(catalogue.challenges, key=lambda entry: (entry.record.edition, entry.id), reverse=True)


def _targets(record: Sdg) -> tuple[tuple[str, str], ...]:
    return tuple((target.number, target.text) for target in record.targets)


def _letters(first: int, end: int) -> bytes:
    """Return how the command line writes each letter in Latin, so that both give a file the same name."""
    # What renders is a plain function: nothing tells the digest of one with a cache.
    return _in_latin(first, end)


@cache
def _in_latin(first: int, end: int) -> bytes:
    # No input of a build changes the tables, which took a fifth of a small one.
    from anyascii import anyascii

    # Halves of a sign are none, and the last sign that has letters ends the table.
    letters = ["" if 0xD800 <= code < 0xE000 else anyascii(chr(code)).lower() for code in range(first, end)]
    while letters and not letters[-1]:
        letters.pop()
    return as_line(letters)
