"""Name every problem of the content: python3 scripts/check.py [FILE…] [--fix] [--language zh]."""

import _environment

_environment.ensure()

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gmooc.annotations import as_annotation
from gmooc.inspection import inspect
from gmooc.locales import words_of
from gmooc.problems import Problem
from gmooc.records import is_record_path
from gmooc.repairs import fix_text
from gmooc.rules import RULE_OF

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    content = arguments.content.resolve()
    chosen = {file.resolve() for file in arguments.files}
    if arguments.files:
        missing = [file for file in arguments.files if not file.exists()]
        for file in missing:
            print(f"{file}: must be a file that exists", file=sys.stderr)
        if missing:
            return 2
    if arguments.fix:
        fix(content, chosen)
    problems = inspect(content, datetime.now(UTC))
    if chosen:
        problems = tuple(problem for problem in problems if is_in(content / problem.path, chosen))
    show(problems, content, arguments.format, arguments.language)
    return 1 if any(not problem.is_warning for problem in problems) else 0


def fix(content: Path, chosen: set[Path]) -> None:
    """Mend what is unambiguous in the files of entries; a file is replaced whole or not at all."""
    for file in sorted(content.rglob("*.md")):
        path = file.relative_to(content).as_posix()
        if not is_record_path(path) or (chosen and not is_in(file, chosen)):
            continue
        try:
            # Bytes, so that no line end is changed unseen.
            old = file.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        new, changes = fix_text(path, old)
        if new == old:
            continue
        part = file.with_name(f".{file.name}.part")
        part.write_bytes(new.encode())
        part.replace(file)
        for change in changes:
            place = f"{shown(content)}/{path}" + (f":{change.line}" if change.line else "")
            print(f"{place}: mended '{change.old}' -> '{change.new}'", file=sys.stderr)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Name every problem of the content at path:line:column.")
    parser.add_argument("files", nargs="*", type=Path, help="files or folders to speak of (all)")
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    default = "zh" if spoken.startswith("zh") else "en"
    parser.add_argument("--language", choices=("en", "zh"), default=default, help="also say the rule in this language")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    parser.add_argument("--fix", action="store_true", help="mend what is unambiguous, and say what was mended")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="how to print")
    return parser.parse_args()


def is_in(path: Path, chosen: set[Path]) -> bool:
    return path in chosen or any(parent in chosen for parent in path.parents)


def show(problems: tuple[Problem, ...], content: Path, form: str, language: str) -> None:
    if form == "json":
        print(json.dumps([as_data(problem) for problem in problems], ensure_ascii=False, indent=1))
        return
    say = words_of(language).say
    folder = shown(content)
    for problem in problems:
        if form == "github":
            print(as_annotation(problem, folder))
        else:
            print(f"{folder}/{problem}")
            if language != "en":
                rule = RULE_OF[problem.code]
                print(f"    {say(rule.says)}{say(rule.remedy)}")
    if form == "text":
        errors = sum(not problem.is_warning for problem in problems)
        print(f"{errors} problems, {len(problems) - errors} warnings" if problems else "no problems")
        if problems:
            print("what each code means: /help/ on the site, or scripts/gmooc/rules.py")


def as_data(problem: Problem) -> dict[str, Any]:
    """Give a problem as data, with its rule in both languages."""
    rule, say = RULE_OF[problem.code], words_of("zh").say
    rules = {"en": [rule.says, rule.remedy], "zh": [say(rule.says), say(rule.remedy)]}
    return asdict(problem) | {"rule": rules, "help": f"help/{problem.code}/"}


def shown(folder: Path) -> str:
    return folder.relative_to(Path.cwd()).as_posix() if folder.is_relative_to(Path.cwd()) else folder.as_posix()


if __name__ == "__main__":
    sys.exit(main())
