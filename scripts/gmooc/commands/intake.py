"""The commands that take in what came without git: a write-up sent by mail, and a spreadsheet of many."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from gmooc.build.site_folder import link_tree
from gmooc.checks.inspection import inspect
from gmooc.commands.options import CONTENT, DRY_RUN
from gmooc.core.problems import Problem, visible
from gmooc.intake.archive import MAX_UNPACKED_BYTES, open_archive
from gmooc.intake.columns import guess, read_columns, write_columns
from gmooc.intake.rows import WriteUp, write_ups
from gmooc.intake.submission import (
    Planned,
    collisions,
    conflicts,
    place_write_up,
    plan_submission,
    replaced,
    write_files,
)
from gmooc.intake.tables import Table, decode, read_table

_REPLACE: Mapping[str, Any] = {"is_flag": True, "help": "write over files that are there and differ"}


@click.command()
@click.argument("file", type=Path, help="what was sent: a .zip or an .md file")
@click.option("--replace", **_REPLACE)
@click.option("--dry-run", **DRY_RUN)
@click.option("--year", type=int, metavar="YEAR", help="the year, where the text names none (this year)")
@click.option("--content", **CONTENT)
def import_submission(file: Path, replace: bool, dry_run: bool, year: int | None, content: Path) -> int:
    """Take in a write-up that was sent by mail: a .zip or an .md file.

    Nothing is written if anything in the archive is unsafe, or if a file is there already and differs.

    \b
    Example:
      python3 scripts/manage.py import-submission still.zip --dry-run
    """
    try:
        size = file.stat().st_size
        if size > MAX_UNPACKED_BYTES:
            limit = MAX_UNPACKED_BYTES // 1024 // 1024
            print(f"{file}: at most {limit} MiB (it has {size // 1024 // 1024})", file=sys.stderr)
            return 1
        sent = file.read_bytes()
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
        return 2
    opened = open_archive(file.name, sent)
    if opened.faults:
        print("\n".join(opened.faults), f"nothing was written: {len(opened.faults)} faults", sep="\n", file=sys.stderr)
        return 1
    content = content.resolve()
    for note in opened.notes:
        print(f"{file.name}: {note}")
    planned = plan_submission(opened, date.today().year if year is None else year)
    submitted = tuple(place_write_up(content, one) for one in planned)
    shared = [f"{content.name}/{path}: two write-ups would be this file" for path in collisions(submitted)]
    if shared:
        advice = "nothing was written; give one of them another title, or take it out of the archive"
        print(*shared, advice, sep="\n", file=sys.stderr)
        return 1
    if not replace and _show_conflicts(content, submitted):
        return 1
    problems = _check(content, submitted)
    for one in submitted:
        if not dry_run:
            write_files(content, one.files)
            for old in replaced(content, one):
                old.unlink()
                print(f"removed {content.name}/{old.relative_to(content).as_posix()}: it lies in its folder now")
        _show_write_up(one, content, is_written=not dry_run)
    for problem in problems:
        print(f"{content.name}/{problem}")
    faults = sum(not problem.is_warning for problem in problems)
    print(f"{len(submitted)} write-ups, {faults} problems, {len(problems) - faults} warnings")
    return 1 if faults else 0


@click.command()
@click.argument("table", type=Path, help="the table: .xlsx, .ods, CSV or TSV")
@click.option("--sheet", default="", metavar="NAME", help="which sheet of a workbook (the first that holds anything)")
@click.option("--columns", type=Path, metavar="FILE", help="file that says what each column holds (TABLE.columns.yml)")
@click.option("--year", metavar="YEAR", help="the year, for rows that have none")
@click.option("--challenge", metavar="NAME", help="the challenge, for rows that have none")
@click.option("--language", metavar="CODE", help="the language, for rows that have none")
@click.option("--replace", **_REPLACE)
@click.option("--dry-run", **DRY_RUN)
@click.option("--content", **CONTENT)
def import_table(
    table: Path,
    sheet: str,
    columns: Path | None,
    year: str | None,
    challenge: str | None,
    language: str | None,
    replace: bool,
    dry_run: bool,
    content: Path,
) -> int:
    """Turn the rows of a spreadsheet into write-ups.

    The first run writes down what each column seems to hold, and nothing else; look at that file, then run it again.

    \b
    Example:
      python3 scripts/manage.py import-table projects.xlsx --year 2024 --challenge gmooc-2024
    """
    read = _read(table, sheet)
    if isinstance(read, str):
        print(f"{table}: {read}", file=sys.stderr)
        return 2
    for note in read.notes:
        print(f"{table}: {note}")
    file = columns or table.with_name(f"{table.name}.columns.yml")
    if not file.exists():
        return _begin(file, read)
    known, faults = read_columns(decode(file.read_bytes())[0].removeprefix("\ufeff"))
    faults += tuple(f"'{head}': is a column without a line here" for head in read.heads if head not in known.keys)
    if faults:
        print("\n".join(f"{file}: {fault}" for fault in faults), "nothing was written", sep="\n", file=sys.stderr)
        return 1
    if not_understood := [head for head in read.heads if not known.keys[head]]:
        named = ", ".join(f"'{head}'" for head in not_understood)
        print(visible(f"{file}: left out, because nobody said what they hold: {named}"))
    options = {"year": year, "challenge": challenge, "language": language}
    every_row = known.every_row | {key: value for key, value in options.items() if value}
    made = list(write_ups(read, known.keys, every_row, known.values))
    return _write_rows(made, table, content.resolve(), replace=replace, dry_run=dry_run)


def _show_conflicts(content: Path, submitted: tuple[Planned, ...]) -> bool:
    """Print every file that is there already and differs, and say whether there is one."""
    found = [conflict for planned in submitted for conflict in conflicts(content, planned)]
    for conflict in found:
        print(f"{content.name}/{conflict.path}: is there already and differs", file=sys.stderr)
        if conflict.difference:
            print(visible(conflict.difference), file=sys.stderr)
    if found:
        print("nothing was written; --replace puts what was sent in its place", file=sys.stderr)
    return bool(found)


def _check(content: Path, submitted: tuple[Planned, ...]) -> list[Problem]:
    """Return the problems that the new files would have among all others, without touching those."""
    ours = {path for planned in submitted for path in planned.files}
    with tempfile.TemporaryDirectory(dir=content.parent, prefix=".import.") as folder:
        trial = Path(folder) / "content"
        link_tree(content, trial)
        for planned in submitted:
            for old in replaced(trial, planned):
                old.unlink()
            write_files(trial, planned.files)
        return [problem for problem in inspect(trial) if problem.path in ours]


def _show_write_up(planned: Planned, content: Path, *, is_written: bool) -> None:
    done = "wrote" if is_written else "would write"
    for path in planned.files:
        print(f"{done} {content.name}/{path}")
    for note in planned.notes:
        print(visible(f"    {note}"))
    if is_written and planned.author:
        subject = shlex.quote(_on_one_line(f"Content: Add {planned.title or planned.path}")[:60])
        author = shlex.quote(f"Submitted-by: {_on_one_line(planned.author)}")
        folder = planned.path.removesuffix("/index.md")
        print(f"    git add {content.name}/{folder}")
        print(f"    git commit -m {subject} --trailer {author}")


def _on_one_line(text: str) -> str:
    """Return a text of somebody else's as part of a line to copy: nothing in it ends the line or is obeyed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _read(file: Path, sheet: str) -> Table | str:
    """Return the table in a file, or why there is none."""
    try:
        return read_table(file.read_bytes(), sheet)
    except OSError as error:
        return str(error.strerror)


def _begin(file: Path, table: Table) -> int:
    """Write down what the columns seem to hold."""
    columns = guess(table.heads, table.rows)
    file.write_text(write_columns(columns), encoding="utf-8")
    for head, key in columns.items():
        print(visible(f"    '{head}' -> {key or '?'}"))
    unknown = sum(not key for key in columns.values())
    print(f"wrote {file}: {len(columns)} columns, {unknown} of them not understood; look at it, then run this again")
    if unknown:
        print("what is not understood is left out, unless you say there what it holds")
    return 1


def _write_rows(made: list[WriteUp], table: Path, content: Path, *, replace: bool, dry_run: bool) -> int:
    """Write each row that is a write-up, and print what a person has to look at."""
    doubts = written = differing = 0
    for one in made:
        for doubt in one.doubts:
            print(visible(f"{table}: {doubt}"))
        doubts += len(one.doubts)
        if not one.path:
            continue
        planned = Planned(one.path, {one.path: one.text.encode()}, "", "", ())
        found = [] if replace else list(conflicts(content, planned))
        for conflict in found:
            print(f"{content.name}/{conflict.path}: is there already and differs from row {one.row}; not written over")
            if conflict.difference:
                print(visible(conflict.difference))
        differing += bool(found)
        is_new = not (content / one.path).exists() or replace
        if not found and is_new:
            written += 1
            if not dry_run:
                write_files(content, planned.files)
            print(f"{'would write' if dry_run else 'wrote'} {content.name}/{one.path} (row {one.row})")
    print(
        f"{len(made)} rows, {written} written, {differing} differ from files that are there, {doubts} cells to look at"
    )
    if guesses := Counter(one.guessed for one in made if one.guessed):
        named = ", ".join(f"{tag} ({number})" for tag, number in guesses.most_common())
        print(f"languages were guessed from the words: {named}; look at them, or say it by a column or --language")
    if written and not dry_run:
        print(f"then: python3 scripts/check.py {content.name}/projects")
    return 1 if doubts or differing else 0
