"""Turn the rows of a spreadsheet into write-ups: python3 scripts/import_table.py TABLE.xlsx [--columns FILE].

The first run writes down what each column seems to hold, and nothing else; look at that file, then run it again.
"""

import _environment

_environment.ensure()

import argparse
import sys
from collections import Counter
from pathlib import Path

from gmooc.core.problems import visible
from gmooc.intake.columns import guess, read_columns, write_columns
from gmooc.intake.rows import WriteUp, write_ups
from gmooc.intake.submission import Planned, conflicts, write_files
from gmooc.intake.tables import Table, decode, read_table

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    try:
        table = read_table(arguments.table.read_bytes(), arguments.sheet)
    except OSError as error:
        table = str(error.strerror)
    if isinstance(table, str):
        print(f"{arguments.table}: {table}", file=sys.stderr)
        return 2
    for note in table.notes:
        print(f"{arguments.table}: {note}")
    file = arguments.columns or arguments.table.with_name(f"{arguments.table.name}.columns.yml")
    if not file.exists():
        return begin(file, table)
    columns, faults = read_columns(decode(file.read_bytes())[0].removeprefix("\ufeff"))
    faults += tuple(f"'{head}': is a column without a line here" for head in table.heads if head not in columns.keys)
    if faults:
        print("\n".join(f"{file}: {fault}" for fault in faults), "nothing was written", sep="\n", file=sys.stderr)
        return 1
    if not_understood := [head for head in table.heads if not columns.keys[head]]:
        named = ", ".join(f"'{head}'" for head in not_understood)
        print(visible(f"{file}: left out, because nobody said what they hold: {named}"))
    given = {key: value for key in ("year", "challenge", "language") if (value := getattr(arguments, key))}
    return write(list(write_ups(table, columns.keys, columns.every_row | given, columns.values)), arguments)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Turn the rows of a spreadsheet into write-ups.")
    parser.add_argument("table", type=Path, help="the table: .xlsx, .ods, CSV or TSV")
    parser.add_argument("--sheet", default="", help="which sheet of a workbook (the first that holds anything)")
    parser.add_argument("--columns", type=Path, help="file that says what each column holds (TABLE.columns.yml)")
    parser.add_argument("--year", help="the year, for rows that have none")
    parser.add_argument("--challenge", help="the challenge, for rows that have none")
    parser.add_argument("--language", help="the language, for rows that have none")
    parser.add_argument("--replace", action="store_true", help="write over files that are there and differ")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be done")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    return parser.parse_args()


def begin(file: Path, table: Table) -> int:
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


def write(made: list[WriteUp], arguments: argparse.Namespace) -> int:
    content = arguments.content.resolve()
    doubts = written = differing = 0
    for one in made:
        for doubt in one.doubts:
            print(visible(f"{arguments.table}: {doubt}"))
        doubts += len(one.doubts)
        if not one.path:
            continue
        planned = Planned(one.path, {one.path: one.text.encode()}, "", "", ())
        found = [] if arguments.replace else list(conflicts(content, planned))
        for conflict in found:
            print(f"{content.name}/{conflict.path}: is there already and differs from row {one.row}; not written over")
            if conflict.difference:
                print(visible(conflict.difference))
        differing += bool(found)
        is_new = not (content / one.path).exists() or arguments.replace
        if not found and is_new:
            written += 1
            if not arguments.dry_run:
                write_files(content, planned.files)
            print(f"{'would write' if arguments.dry_run else 'wrote'} {content.name}/{one.path} (row {one.row})")
    print(
        f"{len(made)} rows, {written} written, {differing} differ from files that are there, {doubts} cells to look at"
    )
    if guesses := Counter(one.guessed for one in made if one.guessed):
        named = ", ".join(f"{tag} ({number})" for tag, number in guesses.most_common())
        print(f"languages were guessed from the words: {named}; look at them, or say it by a column or --language")
    if written and not arguments.dry_run:
        print(f"then: python3 scripts/check.py {content.name}/projects")
    return 1 if doubts or differing else 0


if __name__ == "__main__":
    sys.exit(main())
