"""Collect the texts of templates and code for translators, and keep the catalogues of all languages up to date."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from gmooc.frames import LANGUAGES
from gmooc.outputs import browser_words, form_words, labels
from gmooc.rules import RULES
from gmooc.settings import read_mkdocs_yml
from gmooc.sources import ContentFile

TEMPLATES = ("theme/records", "theme/overrides")
CODE = "scripts/gmooc"
# Functions whose first text is for readers; of `say_count` and `ngettext` the first two.
KEYWORDS: Mapping[str, Any] = {
    **dict.fromkeys(("N_", "_", "say", "gettext")),
    **dict.fromkeys(("say_count", "ngettext"), (1, 2)),
}
_JINJA = {"trimmed": "true", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
# Tables of which every value is said to readers.
_TABLES: tuple[tuple[str, tuple[Any, ...]], ...] = (
    (
        "scripts/gmooc/outputs/labels.py",
        (
            *(labels.OUTCOMES, labels.STATUSES, labels.WANTED, labels.LINKS, labels.RESOURCES),
            *(labels.STATES, labels.ROLES, labels.NEWS),
        ),
    ),
    (
        "scripts/gmooc/outputs/form_words.py",
        (
            *(form_words.LABELS, form_words.HELPS, form_words.ROWS_OF, form_words.STORY_HELP),
            *(form_words.CONSENT, form_words.WORDS),
            tuple((title, intro) for title, intro, _ in form_words.PARTS),
        ),
    ),
)
_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: GMOOC\\n"
"Language: {language}\\n"
"Plural-Forms: {plural_forms};\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def catalogue_path(root: Path, language: str) -> Path:
    """Give the file of a language's catalogue."""
    return root / "theme/locales" / language / "LC_MESSAGES/messages.po"


def collect(root: Path) -> Catalog:
    """Give all texts that readers see, in the order of the files they stand in."""
    found = Catalog(charset="utf-8")
    for text, file in (*_of_templates(root), *_of_code(root), *_of_modules(root), *_of_tables(), *_of_menu(root)):
        found.add(text, locations=[(file, 0)])
    return found


def update(root: Path) -> dict[str, int]:
    """Bring every catalogue up to date; give how many texts each language still lacks."""
    texts = collect(root)
    lacking = {}
    for language in LANGUAGES[1:]:
        catalogue = read(root, language)
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(root, language, catalogue)
        lacking[language] = len(untranslated(catalogue))
    return lacking


def read(root: Path, language: str) -> Catalog:
    """Read the catalogue of a language; one that is not there yet is empty."""
    path = catalogue_path(root, language)
    if not path.exists():
        return Catalog(language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(root: Path, language: str, catalogue: Catalog) -> None:
    """Write the catalogue of a language, without dates, so that only changed texts change it."""
    made = io.BytesIO()
    write_po(made, catalogue, width=0, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=language, plural_forms=catalogue.plural_forms.rstrip("; "))
    path = catalogue_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + made.getvalue().decode().strip() + "\n", encoding="utf-8", newline="\n")


def untranslated(catalogue: Catalog) -> list[str]:
    """Name the texts that have no translation, or one that nobody has confirmed."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def _forms(string: Any) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (string or "",)


Text = str | tuple[str, ...]


def _of_templates(root: Path) -> Iterator[tuple[Text, str]]:
    for folder in TEMPLATES:
        for path in sorted((root / folder).rglob("*.html")):
            yield from _extracted(babel_extract, path, root, _JINJA)


def _of_code(root: Path) -> Iterator[tuple[Text, str]]:
    for path in sorted((root / CODE).rglob("*.py")):
        yield from _extracted("python", path, root, {})


def _extracted(method: Any, path: Path, root: Path, options: Mapping[str, str]) -> Iterator[tuple[Text, str]]:
    with path.open("rb") as file:
        for _, text, _, _ in extract(method, file, KEYWORDS, options=options):
            yield text, path.relative_to(root).as_posix()


def _of_modules(root: Path) -> Iterator[tuple[Text, str]]:
    modules = sorted((root / browser_words.MODULES).rglob("*.js"))
    for text in browser_words.texts_of(ContentFile.at(root, path.relative_to(root).as_posix()) for path in modules):
        yield text, "theme/overrides/assets"


def _of_tables() -> Iterator[tuple[Text, str]]:
    from gmooc.outputs.model_fields import project_fields

    for file, tables in _TABLES:
        for table in tables:
            for text in _texts_in(table):
                yield text, file
    for text in _texts_of_fields(field for field in project_fields() if field.name not in form_words.LEFT_OUT):
        yield text, "scripts/gmooc/model.py"
    for rule in RULES:
        for text in (rule.says, rule.reason, rule.remedy):
            yield text, "scripts/gmooc/rules.py"


def _texts_in(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        if table:
            yield table
        return
    for value in table.values() if isinstance(table, dict) else table:
        yield from _texts_in(value)


def _texts_of_fields(fields: Iterable[Any]) -> Iterator[str]:
    from gmooc.outputs.form_fields import is_said

    for field in fields:
        yield from filter(None, (field.label, field.help, field.example if is_said(field) else ""))
        yield from _texts_of_fields(field.fields)


def _of_menu(root: Path) -> Iterator[tuple[Text, str]]:
    settings = read_mkdocs_yml((root / "mkdocs.yml").read_text(encoding="utf-8"))
    for text in _titles_in(settings["nav"]):
        yield text, "mkdocs.yml"


def _titles_in(menu: Any) -> Iterator[str]:
    for item in menu:
        for title, below in item.items():
            yield title
            if isinstance(below, list):
                yield from _titles_in(below)
