"""Keep translations up to date: python3 scripts/translate.py update|status|mark."""

import _environment

_environment.ensure()

import argparse
import sys
from pathlib import Path

from gmooc.content.translations import Need, mark, needs, original_of
from gmooc.core.files import plain_files
from gmooc.core.languages import LANGUAGES
from gmooc.maintain import message_catalogs as catalogues

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"


def main() -> int:
    parser = argparse.ArgumentParser(description="Keep translations up to date.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="collect the texts of templates and code into the catalogues of all languages")
    status = commands.add_parser("status", help="name what a translator could do, what is needed most first")
    status.add_argument("language", nargs="?", choices=LANGUAGES, help="one language only")
    marking = commands.add_parser("mark", help="note in a translation that it says what its original says now")
    marking.add_argument("files", nargs="+", type=Path, help="translations, such as content/about.zh.md")
    arguments = parser.parse_args()
    if arguments.command == "update":
        return update()
    if arguments.command == "mark":
        return mark_files(arguments.files)
    return show_status([arguments.language] if arguments.language else list(LANGUAGES))


def update() -> int:
    """Bring the catalogues up to date."""
    for language, lacking in catalogues.update(ROOT).items():
        print(f"{catalogues.po_path(ROOT, language).relative_to(ROOT)}: {lacking} texts to translate")
    return 0


def show_status(languages: list[str]) -> int:
    """Name what could be translated."""
    paths = plain_files(CONTENT)
    found = [need for need in needs(CONTENT, paths) if need.language in languages]
    for language in languages:
        for text in catalogues.untranslated(catalogues.read(ROOT, language)) if language != "en" else ():
            print(f"{language}: interface: {text}")
        for need in found:
            if need.language == language:
                print(f"{language}: content/{need.path}: {told(need)}")
    return 0


def told(need: Need) -> str:
    """Return what is to be done to a file."""
    if need.changed:
        titles = ", ".join(section.title or section.anchor for section in need.changed)
        return f"{len(need.changed)} of {need.sections} sections of the original changed: {titles}"
    return "not marked: nobody noted which original it was made from" if need.is_there else "not translated"


def mark_files(files: list[Path]) -> int:
    """Note in translations that they are up to date."""
    for file in files:
        path = file.resolve().relative_to(CONTENT).as_posix()
        if original_of(path) == path or not (CONTENT / original_of(path)).exists():
            print(f"{file}: must be a translation that lies beside its original", file=sys.stderr)
            return 2
        print(f"{file}: {'marked' if mark(CONTENT, path) else 'was marked already'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
