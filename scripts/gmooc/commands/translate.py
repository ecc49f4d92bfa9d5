"""The commands that keep translations up to date: the interface's message catalogs, and pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gmooc.commands.options import ROOT
from gmooc.content import translations
from gmooc.content.entry import original_of
from gmooc.core.files import plain_files
from gmooc.core.i18n import message_catalog_path
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE
from gmooc.maintain import message_catalogs

_CONTENT = ROOT / "content"


@click.group()
def translate() -> None:
    """Keep translations up to date.

    \b
    Example:
      python3 scripts/manage.py translate status zh
    """


@translate.command()
def update() -> int:
    """Collect new texts for readers into all message catalogs.

    They are marked in templates, Python and browser code; what no language says yet is counted.

    \b
    Example:
      python3 scripts/manage.py translate update
    """
    for language, lacking in message_catalogs.update_message_catalogs(ROOT).items():
        print(f"{message_catalog_path(language, ROOT).relative_to(ROOT)}: {lacking} texts to translate")
    return 0


@translate.command()
@click.argument(
    "language",
    type=click.Choice(LANGUAGES),
    required=False,
    metavar="[LANGUAGE]",
    help=f"one language only: {', '.join(LANGUAGES)} (all)",
)
def status(language: str | None) -> int:
    """Name what translators could do, most needed first.

    \b
    Example:
      python3 scripts/manage.py translate status zh
    """
    needs = translations.needs(_CONTENT, plain_files(_CONTENT))
    for each in [language] if language else LANGUAGES:
        for text in message_catalogs.untranslated(message_catalogs.read(ROOT, each)) if each != SOURCE_LANGUAGE else ():
            print(f"{each}: interface: {text}")
        for need in needs:
            if need.language == each:
                print(f"{each}: content/{need.path}: {_told(need)}")
    return 0


@translate.command()
@click.argument("files", nargs=-1, required=True, type=Path, help="translations, such as content/about.zh.md")
def mark(files: tuple[Path, ...]) -> int:
    """Note that a translation says what its original says.

    The file keeps the original's sections; when one of them changes, readers and translators are told.

    \b
    Example:
      python3 scripts/manage.py translate mark content/about.zh.md
    """
    for file in files:
        path = file.resolve().relative_to(_CONTENT).as_posix() if file.resolve().is_relative_to(_CONTENT) else ""
        original = original_of(path)
        if original == path or not file.exists() or not (_CONTENT / original).exists():
            print(f"{file}: must be a translation that lies beside its original", file=sys.stderr)
            return 2
        print(f"{file}: {'marked' if translations.mark_translated(_CONTENT, path) else 'was marked already'}")
    return 0


def _told(need: translations.Need) -> str:
    """Return what is to be done to a file."""
    if need.changed:
        titles = ", ".join(section.title or section.anchor for section in need.changed)
        return f"{len(need.changed)} of {need.sections} sections of the original changed: {titles}"
    return "not marked: nobody noted which original it was made from" if need.is_there else "not translated"
