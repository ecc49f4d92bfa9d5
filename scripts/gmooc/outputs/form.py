"""Turn the model into the form at /contribute/project/: its fields as HTML, and its rules for the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gmooc.catalogue import Catalogue
from gmooc.frames import HUBS
from gmooc.outputs.form_words import (
    CONSENT,
    LABELS,
    LEFT_OUT,
    MORE_LANGUAGES,
    PARTS,
    ROWS_OF,
    RULES,
    STORY,
    STORY_HELP,
    WORDS,
)
from gmooc.outputs.labels import LANGUAGES, LICENCES, LINKS, OUTCOMES, STATUSES, WANTED
from gmooc.outputs.making import Making
from gmooc.outputs.page import Page, Plan
from gmooc.records import MESSAGES, Entry, free_page_url, relative_url
from gmooc.settings import Settings

if TYPE_CHECKING:
    from gmooc.outputs.form_fields import FormField

URL = free_page_url(HUBS["form"])
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
LONGEST_ADDRESS = 8191
# Scripts whose letters the browser writes in Latin: Latin with marks to Arabic, and Chinese.
_LETTERS = {"letters": (0xC0, 0x700), "han": (0x4E00, 0xA000)}


def form_plans(making: Making) -> Iterator[Plan]:
    """Plan the form's page, the rules it follows in the browser, and the packages of others that it uses."""
    catalogue, settings = making.catalogue, making.settings
    challenges = tuple((entry.slug, entry.record.title, entry.record.edition) for entry in _newest_first(catalogue))
    goals = tuple((sdg.record.number, sdg.record.title, _targets(sdg.record)) for sdg in catalogue.sdgs)
    packages = {path: _ROOT / source for path, source in PACKAGES.items() if (_ROOT / source).exists()}
    has_preview = len(packages) == len(PACKAGES)

    def page() -> Page:
        body = making.templates.render("form", _view(challenges, goals, settings))
        return Page(URL, "form", "", "", body)

    def rules() -> bytes:
        return _json(_rules(challenges, goals, settings, has_preview))

    inputs = (challenges, goals, settings.repo_url, settings.edit_uri)
    yield Plan(f"{URL}index.html", inputs, page, "form")
    yield Plan(f"{URL}form.json", (*inputs, has_preview), rules)
    for name, (first, end) in _LETTERS.items():
        yield Plan(f"{URL}{name}.json", (first, end), partial(_letters, first, end))
    for path, source in packages.items():
        stat = source.stat()
        yield Plan(path, (stat.st_size, stat.st_mtime_ns), source.read_bytes)


def _view(challenges: tuple[Any, ...], goals: tuple[Any, ...], settings: Settings) -> dict[str, Any]:
    from gmooc.outputs.form_fields import project_fields

    fields = {field.name: field for field in project_fields() if field.name not in LEFT_OUT}
    named = {key for _, _, keys in PARTS for key in keys}
    rest = tuple(key for key in fields if key not in named)
    names = _names(challenges, goals)
    parts: list[dict[str, Any]] = []
    for title, intro, keys in PARTS:
        asked = (*keys, *rest) if title == PARTS[-1][0] else keys
        shown = [_shown(fields[key], "", names) for key in asked if key in fields]
        parts.append({"title": title, "intro": intro, "fields": shown, "is_story": "body" in keys})
    return {
        "root": relative_url("", URL),
        "parts": parts,
        "story": [{"heading": heading, "help": help} for heading, help in zip(STORY["en"], STORY_HELP, strict=True)],
        "consent": CONSENT,
        "host": _host(settings),
    }


def _shown(field: FormField, prefix: str, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Give a field as the template prints it: with its full name, and as many rows as paper needs."""
    path = f"{prefix}{field.name}"
    rows = ROWS.get(field.name, 1) if field.is_list and not field.choices else 0
    inner = [f"{path}.{number}." for number in range(rows)] if field.is_list else [f"{path}."]
    choices = [(value, names.get(field.name, {}).get(value, value)) for value in field.choices]
    return {
        "path": path,
        "id": f"gm-f-{path.replace('.', '-')}",
        "field": field,
        "example": "" if field.choices or field.sort in _CHOSEN else field.example,
        "row": ROWS_OF.get(field.name, field.label),
        "choices": choices or _hinted(field.sort, field.name, names),
        "rows": [[_shown(one, start, names) for one in field.fields] for start in inner] if field.fields else [],
        "numbers": [] if field.fields else list(range(rows)),
    }


def _hinted(sort: str, name: str, names: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Give the few values that a reader on paper may choose from."""
    key = name if name == "challenge" else sort
    return list(names[key].items()) if key in ("challenge", "goal") else []


def _names(challenges: tuple[Any, ...], goals: tuple[Any, ...]) -> dict[str, dict[str, str]]:
    """Give how the values of fields read, by the name of a field or its sort."""
    return {
        "outcome": OUTCOMES,
        "status": STATUSES,
        "wanted": WANTED,
        "kind": LINKS,
        "licence": {code: name for code, (name, _) in LICENCES.items()},
        "language": LANGUAGES,
        "challenge": {slug: title for slug, title, _ in challenges},
        "goal": {str(number): f"{number} {title}" for number, title, _ in goals},
    }


def _rules(
    challenges: tuple[Any, ...], goals: tuple[Any, ...], settings: Settings, has_preview: bool
) -> dict[str, Any]:
    from gmooc.cleaning import HEADING_TAGS, LIST_TAGS, OTHER_TAGS, TABLE_TAGS, TEXT_TAGS
    from gmooc.moments import country_names
    from gmooc.outputs.form_fields import plain, project_fields
    from gmooc.values import PATTERNS

    countries = sorted(country_names("en").items(), key=lambda pair: pair[1])
    return {
        "fields": [plain(field) for field in project_fields()],
        "left_out": LEFT_OUT,
        "labels": LABELS,
        "names": _names(challenges, goals) | {"country": dict(countries)},
        "years": {slug: year for slug, _, year in challenges},
        "targets": {number: dict(targets) for number, _, targets in goals},
        "messages": {kind: found for kind, found in MESSAGES.items() if found[1]},
        "rules": RULES,
        "patterns": PATTERNS,
        "languages": MORE_LANGUAGES,
        "story": STORY,
        "words": WORDS,
        "consent": CONSENT,
        "host": _host(settings),
        "longest_address": LONGEST_ADDRESS,
        "has_preview": has_preview,
        "tags": sorted(TEXT_TAGS | HEADING_TAGS | LIST_TAGS | TABLE_TAGS | OTHER_TAGS),
    }


def _host(settings: Settings) -> dict[str, str] | None:
    """Say where a new file is proposed: GitHub and Gitea (and Forgejo) both fill in a page from its address."""
    if not settings.repo_url:
        return None
    is_github = "github" in (urlsplit(settings.repo_url).hostname or "")
    branch = (settings.edit_uri.strip("/").split("/") + ["main"] * 2)[1]
    return {
        "name": "GitHub" if is_github else urlsplit(settings.repo_url).hostname or "",
        "new": f"{settings.repo_url.rstrip('/')}/{'new' if is_github else '_new'}/{branch}/",
        "edit": f"{settings.repo_url.rstrip('/')}/{settings.edit_uri.strip('/')}/",
    }


def _newest_first(catalogue: Catalogue) -> list[Entry]:
    return sorted(catalogue.challenges, key=lambda entry: (entry.record.edition, entry.id), reverse=True)


def _targets(record: Any) -> tuple[tuple[str, str], ...]:
    return tuple((target.number, target.text) for target in record.targets)


def _letters(first: int, end: int) -> bytes:
    """Give how the command line writes each letter in Latin, so that both give a file the same name."""
    from anyascii import anyascii

    return _json({"first": first, "letters": anyascii("\n".join(map(chr, range(first, end)))).lower().split("\n")})


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
