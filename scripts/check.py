"""Name every problem of the content: python3 scripts/check.py [FILE…] [--format text|github|json]."""

import _environment

_environment.ensure()

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from gmooc.inspection import inspect
from gmooc.problems import Problem

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    content = arguments.content.resolve()
    problems = inspect(content)
    if arguments.files:
        chosen = {file.resolve() for file in arguments.files}
        missing = [file for file in arguments.files if not file.exists()]
        for file in missing:
            print(f"{file}: must be a file that exists", file=sys.stderr)
        if missing:
            return 2
        problems = tuple(problem for problem in problems if is_in(content / problem.path, chosen))
    show(problems, content, arguments.format)
    return 1 if any(not problem.is_warning for problem in problems) else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Name every problem of the content at path:line:column.")
    parser.add_argument("files", nargs="*", type=Path, help="files or folders to speak of (all)")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="how to print")
    return parser.parse_args()


def is_in(path: Path, chosen: set[Path]) -> bool:
    return path in chosen or any(parent in chosen for parent in path.parents)


def show(problems: tuple[Problem, ...], content: Path, form: str) -> None:
    if form == "json":
        print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1))
        return
    folder = shown(content)
    for problem in problems:
        if form == "github":
            print(as_annotation(problem, folder))
        else:
            print(f"{folder}/{problem}")
    if form == "text":
        errors = sum(not problem.is_warning for problem in problems)
        print(f"{errors} problems, {len(problems) - errors} warnings" if problems else "no problems")


def shown(folder: Path) -> str:
    return folder.relative_to(Path.cwd()).as_posix() if folder.is_relative_to(Path.cwd()) else folder.as_posix()


def as_annotation(problem: Problem, folder: str) -> str:
    """Write a problem as GitHub Actions reads it; its characters with a meaning there are escaped."""
    level = "warning" if problem.is_warning else "error"
    text = problem.message + (f" - try: {problem.repair}" if problem.repair else "")
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(raw, escaped)
    path = f"{folder}/{problem.path}"
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        path = path.replace(raw, escaped)
    return f"::{level} file={path},line={problem.line},col={problem.column},title={problem.code}::{text}"


if __name__ == "__main__":
    sys.exit(main())
