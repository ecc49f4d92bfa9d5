#!/usr/bin/env python3
"""Pack one year's projects into an archive for a repository of data, with the description that Zenodo asks for."""

import _environment

_environment.ensure()

import argparse
import sys
from pathlib import Path

from _job import build_or_exit, job_of
from gmooc.maintain.edition_archive import edition

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    job = job_of(arguments)
    build_or_exit(job)
    archive = edition(job.site, job.content, arguments.year)
    if archive is None:
        print(f"{arguments.year}: no project of that year is published", file=sys.stderr)
        return 1
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(archive)
    print(f"{arguments.out}: {len(archive) // 1024 + 1} KiB")
    print("At zenodo.org, make a new upload, add the file, and copy the description from metadata.json in it;")
    print("or send metadata.json to its deposit API. The DOI it gives belongs into the edition's file, under sources.")
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pack one year's projects for a repository of data.")
    parser.add_argument("year", type=int, help="the year of the projects")
    parser.add_argument("--out", type=Path, help="the archive (build/gmooc-YEAR.zip)")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="folder of the built site (site/)")
    arguments = parser.parse_args()
    arguments.out = arguments.out or ROOT / f"build/gmooc-{arguments.year}.zip"
    return arguments


if __name__ == "__main__":
    sys.exit(main())
