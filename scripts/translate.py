"""Keep translations up to date: python3 scripts/translate.py update|status."""

import _environment

_environment.ensure()

import argparse
import sys
from pathlib import Path

from gmooc import catalogues
from gmooc.frames import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description="Keep translations up to date.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="collect the texts of templates and code into the catalogues of all languages")
    commands.add_parser("status", help="name what is not translated")
    arguments = parser.parse_args()
    return {"update": update, "status": status}[arguments.command]()


def update() -> int:
    """Bring the catalogues up to date."""
    for language, lacking in catalogues.update(ROOT).items():
        print(f"{catalogues.catalogue_path(ROOT, language).relative_to(ROOT)}: {lacking} texts to translate")
    return 0


def status() -> int:
    """Name the texts of the interface that are not translated."""
    found = 0
    for language in LANGUAGES[1:]:
        lacking = catalogues.untranslated(catalogues.read(ROOT, language))
        found += len(lacking)
        for text in lacking:
            print(f"{language}: {text}")
    print(f"{found} texts of the interface to translate")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
