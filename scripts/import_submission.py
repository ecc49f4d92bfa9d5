"""Take in a write-up that was sent by mail: python3 scripts/import_submission.py FILE.zip [--replace] [--dry-run]."""

import _environment

_environment.ensure()

import argparse
import shlex
import sys
import tempfile
from datetime import date
from pathlib import Path

from gmooc.build.site_folder import link_tree
from gmooc.checks.inspection import inspect
from gmooc.core.problems import Problem, visible
from gmooc.intake.archive import MAX_UNPACKED_BYTES, open_archive
from gmooc.intake.submission import Planned, conflicts, place_write_up, plan_submission, replaced, twins, write_files

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    try:
        size = arguments.file.stat().st_size
        if size > MAX_UNPACKED_BYTES:
            limit = MAX_UNPACKED_BYTES // 1024 // 1024
            print(f"{arguments.file}: at most {limit} MiB (it has {size // 1024 // 1024})", file=sys.stderr)
            return 1
        sent = arguments.file.read_bytes()
    except OSError as error:
        print(f"{arguments.file}: {error.strerror}", file=sys.stderr)
        return 2
    opened = open_archive(arguments.file.name, sent)
    if opened.faults:
        print("\n".join(opened.faults), f"nothing was written: {len(opened.faults)} faults", sep="\n", file=sys.stderr)
        return 1
    content = arguments.content.resolve()
    for note in opened.notes:
        print(f"{arguments.file.name}: {note}")
    write_ups = tuple(place_write_up(content, planned) for planned in plan_submission(opened, arguments.year))
    shared = [f"{content.name}/{path}: two write-ups would be this file" for path in twins(write_ups)]
    if shared:
        advice = "nothing was written; give one of them another title, or take it out of the archive"
        print(*shared, advice, sep="\n", file=sys.stderr)
        return 1
    if not arguments.replace and tell_conflicts(content, write_ups):
        return 1
    problems = check(content, write_ups)
    for planned in write_ups:
        if not arguments.dry_run:
            write_files(content, planned.files)
            for old in replaced(content, planned):
                old.unlink()
                print(f"removed {content.name}/{old.relative_to(content).as_posix()}: it lies in its folder now")
        tell(planned, content, is_written=not arguments.dry_run)
    for problem in problems:
        print(f"{content.name}/{problem}")
    faults = sum(not problem.is_warning for problem in problems)
    print(f"{len(write_ups)} write-ups, {faults} problems, {len(problems) - faults} warnings")
    return 1 if faults else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take in a write-up that was sent by mail: a .zip or an .md file.")
    parser.add_argument("file", type=Path, help="what was sent")
    parser.add_argument("--replace", action="store_true", help="write over files that are there and differ")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be done")
    parser.add_argument("--year", type=int, default=date.today().year, help="the year, where the text names none")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    return parser.parse_args()


def tell_conflicts(content: Path, write_ups: tuple[Planned, ...]) -> bool:
    found = [conflict for planned in write_ups for conflict in conflicts(content, planned)]
    for conflict in found:
        print(f"{content.name}/{conflict.path}: is there already and differs", file=sys.stderr)
        if conflict.difference:
            print(visible(conflict.difference), file=sys.stderr)
    if found:
        print("nothing was written; --replace puts what was sent in its place", file=sys.stderr)
    return bool(found)


def check(content: Path, write_ups: tuple[Planned, ...]) -> list[Problem]:
    """Find the problems that the new files would have among all others, without touching those."""
    ours = {path for planned in write_ups for path in planned.files}
    with tempfile.TemporaryDirectory(dir=content.parent, prefix=".import.") as folder:
        trial = Path(folder) / "content"
        link_tree(content, trial)
        for planned in write_ups:
            for old in replaced(trial, planned):
                old.unlink()
            write_files(trial, planned.files)
        return [problem for problem in inspect(trial) if problem.path in ours]


def tell(planned: Planned, content: Path, *, is_written: bool) -> None:
    done = "wrote" if is_written else "would write"
    for path in planned.files:
        print(f"{done} {content.name}/{path}")
    for note in planned.notes:
        print(visible(f"    {note}"))
    if is_written and planned.author:
        subject = shlex.quote(on_one_line(f"Content: Add {planned.title or planned.path}")[:60])
        author = shlex.quote(f"Submitted-by: {on_one_line(planned.author)}")
        folder = planned.path.removesuffix("/index.md")
        print(f"    git add {content.name}/{folder}")
        print(f"    git commit -m {subject} --trailer {author}")


def on_one_line(text: str) -> str:
    """Return a text of somebody else's as part of a line to copy: nothing in it ends the line or is obeyed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


if __name__ == "__main__":
    sys.exit(main())
