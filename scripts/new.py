"""Make a file to fill in: python3 scripts/new.py project|challenge|announcement "TITLE" [--year YEAR] [--date DAY]."""

import _environment

_environment.ensure()

import argparse
import sys
from datetime import date
from pathlib import Path

from gmooc.scaffold import scaffold, slug_of
from gmooc.values import read_date

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    path = arguments.content / path_of(arguments)
    given = {"title": arguments.title}
    if arguments.kind == "project":
        given |= {"year": arguments.year}
        if arguments.challenge:
            given |= {"challenge": arguments.challenge}
    elif arguments.kind == "challenge":
        given |= {"edition": arguments.year, "as_of": date.today().isoformat()}
    else:
        given |= {"publish_at": f"{arguments.date} 08:00 Asia/Shanghai"}
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(scaffold(arguments.kind, given))
    except FileExistsError:
        print(f"{path}: exists already; nothing was written. Choose another title.", file=sys.stderr)
        return 1
    print(f"{path}\nFill it in, then run: python3 scripts/check.py {path}")
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make a file to fill in; a file that exists is never written over.")
    parser.add_argument("kind", choices=("project", "challenge", "announcement"))
    parser.add_argument("title", help="its title, in any language")
    parser.add_argument("--year", type=int, default=date.today().year, help="the year of a project or challenge")
    parser.add_argument("--challenge", help="the challenge of a project, by the name of its file")
    parser.add_argument("--date", type=read_day, default=date.today().isoformat(), help="the day of an announcement")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    return parser.parse_args()


def read_day(text: str) -> str:
    try:
        return read_date(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def path_of(arguments: argparse.Namespace) -> str:
    slug = slug_of(arguments.title)
    if arguments.kind == "project":
        return f"projects/{arguments.year}/{slug}.md"
    if arguments.kind == "challenge":
        return f"challenges/{slug}.md"
    return f"announcements/{arguments.date}-{slug}.md"


if __name__ == "__main__":
    sys.exit(main())
