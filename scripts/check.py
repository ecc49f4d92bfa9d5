"""Name every problem of the content: python3 scripts/check.py [FILE…] [--fix] [--watch] [--language zh]."""

import _environment

_environment.ensure()

import argparse
import json
import os
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import gmooc.core.problem_messages as messages
from gmooc.checks.fixes import better_path, fix_text
from gmooc.checks.inspection import inspect
from gmooc.checks.rule_texts import RULE_OF, RULE_TEXTS
from gmooc.commands.options import EXISTING_CONTENT
from gmooc.content.entry import is_record_folder, is_record_path
from gmooc.core.files import plain_files
from gmooc.core.i18n import Words, words_of
from gmooc.core.languages import LANGUAGES
from gmooc.core.problems import Problem, as_annotation, visible_line

# Editors know by these lines, which no language changes, when a list of problems begins and is whole.
CHECKING, CHECKED = "-- checking", "-- checked"


def main() -> int:
    arguments = read_arguments()
    if arguments.rules:
        print(*(f"{rule.code} {words_of(arguments.language).say(rule.says)}" for rule in RULE_TEXTS), sep="\n")
        return 0
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
    if arguments.watch:
        return check_again_and_again(arguments, content, chosen)
    return check(arguments, content, chosen)


def check(arguments: argparse.Namespace, content: Path, chosen: set[Path]) -> int:
    """Print every problem, and say whether there is one that keeps a file from being published."""
    problems = inspect(content, datetime.now(UTC))
    if chosen:
        problems = tuple(problem for problem in problems if is_in(content / problem.path, chosen))
    show(problems, content, arguments.format, arguments.language)
    return 1 if any(not problem.is_warning for problem in problems) else 0


def check_again_and_again(arguments: argparse.Namespace, content: Path, chosen: set[Path]) -> int:
    """Check whenever a file is saved, between two lines that editors wait for, until somebody stops it."""
    from gmooc.build.preview import await_change, watch

    changed = threading.Event()
    watch([content], changed.set)
    try:
        while True:
            print(CHECKING, flush=True)
            # Git may take files away meanwhile; the watch has seen it, and what is there then is checked next.
            with suppress(FileNotFoundError):
                check(arguments, content, chosen)
            print(CHECKED, flush=True)
            await_change(changed)
    except KeyboardInterrupt:
        return 0


def fix(content: Path, chosen: set[Path]) -> None:
    """Mend what is unambiguous in the files of entries; a file is replaced whole or not at all."""
    for path in plain_files(content):
        file = content / path
        if not may_be_entry(path, file) or (chosen and not is_in(file, chosen)):
            continue
        try:
            # Bytes, so that no line end is changed unseen.
            old = file.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        # What a file holds is known by its place, so the place comes first.
        home = better_path(path, fix_text(path, old)[0])
        new, changes = fix_text(home, old)
        if new != old:
            write_whole(file, new)
        for change in changes if new != old else ():
            place = f"{shown(content)}/{path}" + (f":{change.line}" if change.line else "")
            print(visible_line(f"{place}: mended '{change.old}' -> '{change.new}'"), file=sys.stderr)
        better = content / home
        if better != file and not better.exists():
            better.parent.mkdir(parents=True, exist_ok=True)
            file.rename(better)
            # Who chose no file chose all; with one chosen, the others would be left out.
            if chosen:
                chosen.add(better)
            moved = f"{shown(content)}/{path}: moved to {better.relative_to(content).as_posix()}"
            print(visible_line(moved), file=sys.stderr)


def may_be_entry(path: str, file: Path) -> bool:
    """Whether a file is an entry, or one whose name lacks the ending of one."""
    if is_record_path(path):
        return True
    is_text = file.suffix.lower() in ("", ".md", ".markdown", ".mdown", ".txt")
    return is_text and is_record_folder(path) and not path.endswith(".md")


def write_whole(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(text.encode())
    part.replace(file)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Name every problem of the content at path:line:column.",
        epilog="Example: python3 scripts/check.py content/projects/2024 --fix --language zh",
    )
    parser.add_argument("files", nargs="*", type=Path, help="files or folders to speak of (all)")
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    default = spoken[:2] if spoken[:2] in LANGUAGES else "en"
    parser.add_argument("--language", choices=LANGUAGES, default=default, help="say it in this language")
    parser.add_argument("--content", **EXISTING_CONTENT)
    parser.add_argument("--fix", action="store_true", help="mend what is unambiguous, and say what was mended")
    parser.add_argument("--rules", action="store_true", help="list all rules with their codes")
    parser.add_argument("--watch", action="store_true", help="check again whenever a file is saved")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="how to print")
    return parser.parse_args()


def is_in(path: Path, chosen: set[Path]) -> bool:
    return path in chosen or any(parent in chosen for parent in path.parents)


def show(problems: tuple[Problem, ...], content: Path, form: str, language: str) -> None:
    if form == "json":
        print(json.dumps([as_data(problem) for problem in problems], ensure_ascii=False, indent=1))
        return
    words = words_of(language)
    folder = shown(content)
    for problem in problems:
        if form == "github":
            print(as_annotation(problem, folder, words.say))
        else:
            print(f"{folder}/{problem.on_line(words.say)}", *repair_of(problem, words), sep="\n    ")
    if form == "text":
        explain(problems, words)


def repair_of(problem: Problem, words: Words) -> tuple[str, ...]:
    return (visible_line(words.say(messages.TRY) + problem.repair),) if problem.repair else ()


def explain(problems: tuple[Problem, ...], words: Words) -> None:
    """Say once of each rule that was broken what it asks for, why, and how to mend it."""
    for code in sorted({problem.code for problem in problems}):
        rule = RULE_OF[code]
        print(f"{code}: {words.say(rule.says)}\n    {words.say(rule.reason)}\n    {words.say(rule.remedy)}")
    if not problems:
        print(words.say(messages.NO_PROBLEMS))
        return
    errors = sum(not problem.is_warning for problem in problems)
    print(words.say(messages.PROBLEM_COUNT).format(errors=errors, warnings=len(problems) - errors))


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as data, with its rule in both languages."""
    rule, words = RULE_OF[problem.code], words_of("zh")
    texts = (rule.says, rule.reason, rule.remedy)
    rules = {"en": texts, "zh": [words.say(text) for text in texts]}
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message,
        "repair": problem.repair,
        "is_warning": problem.is_warning,
        "is_sure": problem.is_sure,
        "said": {"zh": problem.translated(words.say)},
        "rule": rules,
        "help": f"help/{problem.code}/",
    }


def shown(folder: Path) -> str:
    return folder.relative_to(Path.cwd()).as_posix() if folder.is_relative_to(Path.cwd()) else folder.as_posix()


if __name__ == "__main__":
    sys.exit(main())
