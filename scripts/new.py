"""Make a file to fill in: python3 scripts/new.py project|challenge|announcement "TITLE" [--year YEAR] [--at MOMENT]."""

import _environment

_environment.ensure()

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import get_args

from gmooc.commands.options import CONTENT, shown_path
from gmooc.core.datetimes import BEIJING, zone_of
from gmooc.core.languages import LANGUAGES
from gmooc.core.slugs import slug_of
from gmooc.model.fields import read_publish_time
from gmooc.model.kinds import KIND_OF, KINDS
from gmooc.model.records import AnnouncementKind
from gmooc.model.scaffold import scaffold


def main() -> int:
    arguments = read_arguments()
    path = shown_path(arguments.content / path_of(arguments))
    known = {
        "title": arguments.title,
        "year": arguments.year,
        "edition": arguments.year,
        "as_of": date.today().isoformat(),
        "publish_at": arguments.at,
        "kind": arguments.news,
    }
    fields = KIND_OF[arguments.kind].record.model_fields
    given = {name: value for name, value in known.items() if name in fields and fields[name].is_required()}
    if arguments.challenge and "challenge" in fields:
        given["challenge"] = arguments.challenge
    # A page is one file, or the index.md of a folder that holds its pictures.
    folder = path.with_suffix("") / "index.md"
    if folder.exists():
        print(f"{folder}: exists already; nothing was written. Choose another title.", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(scaffold(arguments.kind, given))
    except FileExistsError:
        print(f"{path}: exists already; nothing was written. Choose another title.", file=sys.stderr)
        return 1
    print(f"{path}\nFill it in, then run: python3 scripts/check.py {path}")
    if KIND_OF[arguments.kind].waits == "must":
        print_moment(arguments, path)
    return 0


def print_moment(arguments: argparse.Namespace, path: Path) -> None:
    """Print when an announcement comes out for those who wait for it, and what else a launch needs."""
    at = read_publish_time(arguments.at)
    beijing = at.instant.astimezone(zone_of(BEIJING))
    print(f"It comes out at {at}: {at.instant:%Y-%m-%d %H:%M} UTC, {beijing:%Y-%m-%d %H:%M} in Beijing.")
    print(f"Rehearse it: python3 scripts/build.py --site /tmp/rehearsal --at {at.instant:%Y-%m-%dT%H:%M}+00:00")
    if arguments.news == "launch":
        names = ", ".join(path.with_suffix(f".{code}.md").name for code in LANGUAGES if code != "en")
        print(f"A launch needs its translations beside it: {names}")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Make a file to fill in; a file that exists is never written over.",
        epilog='Example: python3 scripts/new.py project "Clean water" --challenge gmooc-2024',
    )
    parser.add_argument("kind", choices=[kind.name for kind in KINDS if "<name>" in kind.shape])
    parser.add_argument("title", help="its title, in any language")
    parser.add_argument("--year", type=int, default=date.today().year, help="the year of a project or challenge")
    parser.add_argument("--challenge", help="its challenge, by the name of that file")
    moment = f"{date.today()} 08:00 {BEIJING}"
    parser.add_argument(
        "--at", metavar="MOMENT", type=read_at, default=moment, help=f"when an announcement comes out ('{moment}')"
    )
    parser.add_argument(
        "--news", choices=kinds_of_news(), default="news", help="what kind of announcement it is (news)"
    )
    parser.add_argument("--content", **CONTENT)
    return parser.parse_args()


def kinds_of_news() -> tuple[str, ...]:
    return tuple(get_args(AnnouncementKind))


def read_at(text: str) -> str:
    try:
        return read_publish_time(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def path_of(arguments: argparse.Namespace) -> str:
    known = {"<year-month-day>": arguments.at[:10], "<year>": str(arguments.year), "<name>": slug_of(arguments.title)}
    path = KIND_OF[arguments.kind].shape
    for part, value in known.items():
        path = path.replace(part, value)
    return path


if __name__ == "__main__":
    sys.exit(main())
