"""Say what the clock will change on the site: python3 scripts/schedule.py [--now TIME] [--within MINUTES --github]."""

import _environment

_environment.ensure()

import argparse
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from build import read_moment
from gmooc.content.schedule import ScheduledChange, changes_to_come
from gmooc.core.datetimes import BEIJING, zone_of

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    changes = changes_to_come(arguments.content.resolve(), arguments.now)
    if arguments.within:
        latest = arguments.now + timedelta(minutes=arguments.within)
        changes = tuple(change for change in changes if change.instant <= latest)
    for change in changes:
        print(written(change))
    if not changes:
        print("nothing is to come")
    if arguments.github:
        tell_github(next((change for change in changes if change.is_due), None))
    return 0


def written(change: ScheduledChange) -> str:
    """Write a change with its moment as its author wrote it, in UTC and in Beijing."""
    beijing = change.instant.astimezone(zone_of(BEIJING))
    clocks = f"{change.instant:%Y-%m-%d %H:%M} UTC, {beijing:%Y-%m-%d %H:%M} Beijing"
    return f"{change.written} ({clocks}): {change.path}: {change.what}"


def tell_github(first: ScheduledChange | None) -> None:
    """Return the steps that follow in a workflow the moment of the next awaited change, or nothing."""
    with open(os.environ.get("GITHUB_OUTPUT", os.devnull), "a", encoding="utf-8") as output:
        print(f"at={first.instant:%Y-%m-%dT%H:%M:%SZ}" if first else "at=", file=output)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Say what the clock will change on the site, next first.")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    parser.add_argument("--now", type=read_moment, default=datetime.now(UTC), help="as if it were this moment")
    parser.add_argument("--within", type=int, help="only what happens within so many minutes")
    parser.add_argument("--github", action="store_true", help="write the next awaited moment to GITHUB_OUTPUT as 'at'")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
