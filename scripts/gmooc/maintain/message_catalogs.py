"""Collect the texts of templates and code for translators, and update the message catalogs."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from gmooc.core.files import LOADER
from gmooc.core.i18n import message_catalog_path
from gmooc.core.languages import LANGUAGES
from gmooc.core.settings import read_mkdocs_yml
from gmooc.model import labels
from gmooc.model.form_fields import FormField, is_said, project_fields
from gmooc.model.form_words import form_words

# Functions whose first text is for readers; of `say_count` and `ngettext` the first two.
KEYWORDS: Mapping[str, Any] = {
    **dict.fromkeys(("N_", "_", "say", "gettext")),
    **dict.fromkeys(("say_count", "ngettext"), (1, 2)),
}
# Folders with files that babel.cfg may name; the others hold what was built or installed.
_FOLDERS = ("theme", "scripts")
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


def collect(root: Path) -> Catalog:
    """Return all texts that readers see, from the files that babel.cfg names."""

    root = root.resolve()

    def is_source(folder: str) -> bool:
        return Path(folder).relative_to(root).parts[0] in _FOLDERS

    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog(charset="utf-8")
    for path, _, text, _, _ in extract_from_dir(root, methods, options, KEYWORDS, directory_filter=is_source):
        found.add(text, locations=[(Path(path).as_posix(), 0)])
    return found


def update_message_catalogs(root: Path) -> dict[str, int]:
    """Bring every catalog up to date; give how many texts each language still lacks."""
    texts = collect(root)
    lacking = {}
    for language in LANGUAGES[1:]:
        catalog = read(root, language)
        catalog.update(texts, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        write_message_catalog(root, language, catalog)
        lacking[language] = len(untranslated(catalog))
    return lacking


def read(root: Path, language: str) -> Catalog:
    """Read the catalog of a language; one that is not there yet is empty."""
    path = message_catalog_path(language, root)
    if not path.exists():
        return Catalog(language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write_message_catalog(root: Path, language: str, catalog: Catalog) -> None:
    """Write the catalog of a language, without dates, so that only changed texts change it."""
    made = io.BytesIO()
    write_po(made, catalog, width=0, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=language, plural_forms=catalog.plural_forms.rstrip("; "))
    path = message_catalog_path(language, root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + made.getvalue().decode().strip() + "\n", encoding="utf-8", newline="\n")


def untranslated(catalog: Catalog) -> list[str]:
    """Name the texts that have no translation, or one that nobody has confirmed."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def _forms(string: Any) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (string or "",)


# What an extractor of Babel yields: a line, the function that a text is given to, if any, the text, and comments on it.
Extracted = tuple[Any, ...]


def extract_tables(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """Yield what a module of ours says, its tables included."""
    yield from extract_python(file, keywords, comment_tags, options)  # type: ignore[arg-type]
    for text in _texts_in(_TABLES[Path(file.name).stem]()):
        yield 0, None, text, []


def extract_data(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """Yield the texts of a YAML file that stand below one of the keys that the option `below` names."""
    data = yaml.load(file, Loader=LOADER)  # noqa: S506  BaseLoader makes only text.
    for text in _texts_below(frozenset(options["below"].split()), data):
        yield 0, None, text, []


def extract_menu(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """Yield what mkdocs.yml says of the site, and the titles of its menu."""
    settings = read_mkdocs_yml(file.read().decode())
    for text in (settings["site_description"], *_titles_in(settings["nav"])):
        yield 0, None, text, []


_TABLES: Mapping[str, Callable[[], Any]] = {
    "labels": lambda: (
        *(labels.OUTCOMES, labels.STATUSES, labels.WANTED, labels.LINKS),
        *(labels.RESOURCES, labels.RESOURCE_KINDS, labels.STATES, labels.ROLES, labels.NEWS),
    ),
    "records": lambda: _texts_of(field for field in project_fields() if field.name not in form_words().omitted_keys),
}


def _texts_in(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        if table:
            yield table
        return
    for value in table.values() if isinstance(table, dict) else table:
        yield from _texts_in(value)


def _texts_below(keys: frozenset[str], data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts_in(value) if key in keys else _texts_below(keys, value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts_below(keys, value)


def _texts_of(fields: Iterable[FormField]) -> Iterator[str]:
    for field in fields:
        yield from (field.label, field.help, field.example if is_said(field) else "")
        yield from _texts_of(field.fields)


def _titles_in(menu: Any) -> Iterator[str]:
    for item in menu:
        for title, below in item.items():
            yield title
            if isinstance(below, list):
                yield from _titles_in(below)
