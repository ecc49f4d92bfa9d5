"""The commands that make archives: a year's projects for a repository of data, an edition for a USB stick."""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from gmooc.checks.inspection import survey
from gmooc.commands.building import build_or_exit, job_of, refuse_demo
from gmooc.commands.options import CONTENT, EXISTING_CONTENT, ROOT, SITE, site_settings
from gmooc.maintain import edition_archive
from gmooc.maintain.offline_pack import README, write_pack
from gmooc.model.kinds import PROJECT
from gmooc.model.records import Challenge


@click.command()
@click.argument("year", type=int, help="the year of the projects")
@click.option("--out", type=Path, metavar="FILE", help="the archive (build/gmooc-YEAR.zip)")
@click.option("--content", **CONTENT)
@click.option("--site", **SITE)
def edition(year: int, out: Path | None, content: Path, site: Path) -> int:
    """Pack one year's projects for a repository of data, with the description that Zenodo asks for.

    \b
    Example:
      python3 scripts/manage.py edition 2024 --out build/gmooc-2024.zip
    """
    refuse_demo(content)
    out = out or ROOT / f"build/gmooc-{year}.zip"
    job = job_of(content, site)._replace(command="manage.py edition")
    build_or_exit(job)
    archive = edition_archive.edition_zip(job.site, job.content, year)
    if archive is None:
        print(f"{year}: no project of that year is published", file=sys.stderr)
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(archive)
    print(f"{out}: {len(archive) // 1024 + 1} KiB")
    print("At zenodo.org, make a new upload, add the file, and copy the description from metadata.json in it;")
    print("or send metadata.json to its deposit API. The DOI it gives belongs into the edition's file, under sources.")
    return 0


@click.command()
@click.argument("edition", help="the challenge, by the name of its file")
@click.option("--to", type=Path, metavar="FILE", help="the archive to write (build/EDITION-offline.zip)")
@click.option("--content", **EXISTING_CONTENT)
def pack(edition: str, to: Path | None, content: Path) -> int:
    """Make a copy of one edition that opens without server and network, search included.

    \b
    Example:
      python3 scripts/manage.py pack gmooc-2024 --to build/gmooc-2024-offline.zip
    """
    content = content.resolve()
    refuse_demo(content)
    now = datetime.now(UTC)
    where = site_settings().site_url or "the community site"
    found = survey(content)
    editions = {entry.slug: entry for entry in found.of_kind(Challenge) if entry.key == entry.id}
    if edition not in editions:
        print(f"edition: must be one of {', '.join(sorted(editions))}", file=sys.stderr)
        return 1
    target = to or ROOT / f"build/{edition}-offline.zip"
    others = {card.source for card in found.cards if card.kind == PROJECT.name and card.challenge != edition}
    with tempfile.TemporaryDirectory() as folder:
        part, site = Path(folder, "content"), Path(folder, "site")
        shutil.copytree(content, part)
        for source in others:
            (part / source).unlink()
        # Without the site's address nothing points to the network that need not.
        build_or_exit(job_of(part, site)._replace(now=now, environment={}))
        title = editions[edition].record.title
        readme = README.format(title=title, day=f"{now:%Y-%m-%d}", site=where)
        pages = write_pack(site, ROOT / "theme", target, edition, readme)
    print(f"{target}: {pages} pages, {target.stat().st_size / 1_000_000:.1f} MB")
    return 0
