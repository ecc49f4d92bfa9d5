"""Make a copy of one edition that opens from a USB stick: python3 scripts/pack.py EDITION [--to FILE]."""

import _environment

_environment.ensure()

import argparse
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from _job import build_or_exit
from gmooc.build import Job
from gmooc.checks.inspection import survey
from gmooc.core.settings import read_settings
from gmooc.maintain.offline_pack import README, write_pack
from gmooc.model.records import Challenge
from gmooc.render.mkdocs_frames import engine_of

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = read_arguments()
    content = arguments.content.resolve()
    found = survey(content)
    editions = {entry.slug: entry for entry in found.of_kind(Challenge) if entry.key == entry.id}
    if arguments.edition not in editions:
        print(f"edition: must be one of {', '.join(sorted(editions))}", file=sys.stderr)
        return 1
    target = arguments.to or ROOT / f"build/{arguments.edition}-offline.zip"
    others = {card.source for card in found.cards if card.kind == "project" and card.challenge != arguments.edition}
    settings = read_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), dict(os.environ))
    with tempfile.TemporaryDirectory() as folder:
        part, site = Path(folder, "content"), Path(folder, "site")
        shutil.copytree(content, part)
        for source in others:
            (part / source).unlink()
        engine = engine_of(ROOT / "scripts")
        # Without the site's address nothing points to the network that need not.
        build_or_exit(Job(ROOT, part, site, arguments.at, engine, {}, jobs=os.cpu_count() or 1))
        title = editions[arguments.edition].record.title
        where = settings.site_url or "the community site"
        readme = README.format(title=title, day=f"{arguments.at:%Y-%m-%d}", site=where)
        pages = write_pack(site, ROOT / "theme", target, arguments.edition, readme)
    print(f"{target}: {pages} pages, {target.stat().st_size / 1_000_000:.1f} MB")
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make a copy of one edition that opens without server and network.")
    parser.add_argument("edition", help="the challenge, by the name of its file")
    parser.add_argument("--to", type=Path, help="the archive to write (build/<edition>-offline.zip)")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="folder of the content (content/)")
    parser.set_defaults(at=datetime.now(UTC))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
