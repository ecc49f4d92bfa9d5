"""Commands around a publication: texts to announce it, what is public now, and what the clock will change."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from gmooc.checks.inspection import hidden_below, survey
from gmooc.checks.permanence import addresses_of, load_ledger, text_digests
from gmooc.checks.permanence import recorded_lists as record_public
from gmooc.commands.options import AT, EXISTING_CONTENT, ROOT, shown_path, site_settings
from gmooc.content.catalogue import is_public
from gmooc.content.entry import identify
from gmooc.content.published import ADDRESSES, CALENDAR, TEXTS
from gmooc.content.schedule import ScheduledChange, changes_to_come
from gmooc.core.datetimes import BEIJING, zone_of
from gmooc.maintain.announcement_texts import messages_of
from gmooc.model.records import Challenge


@click.command()
@click.argument("name", default="", help="its name or file (the next to come)")
@click.option("--site-url", metavar="URL", help="the site's address, where mkdocs.yml does not say it")
@click.option(
    "--to",
    type=Path,
    default=ROOT / "build/announce",
    metavar="FOLDER",
    help="folder to write to (build/announce/)",
)
@click.option("--content", **EXISTING_CONTENT)
def announce(name: str, site_url: str | None, to: Path, content: Path) -> int:
    """Write a mail (Markdown and HTML) and short texts for an announcement, in every language it has.

    \b
    Example:
      python3 scripts/manage.py announce 2027-01-24-gmooc-2027-opens
    """
    settings = site_settings(os.environ | ({"GMOOC_SITE_URL": site_url} if site_url else {}))
    if not settings.site_url:
        print("the site's address is not known: set site_url in mkdocs.yml, or give --site-url", file=sys.stderr)
        return 1
    slug = _slug_of(name) or _next_slug(content)
    if not slug:
        print("no announcement is to come: name one, such as 2027-01-24-gmooc-2027-opens", file=sys.stderr)
        return 1
    folder = to / slug
    try:
        messages = list(messages_of(content, slug, settings))
    except KeyError:
        print(f"{content}/announcements/{slug}.md: is not there", file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in messages:
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
        print(shown_path(folder / file))
    print("Nothing of this is published or sent.")
    return 0


@click.command()
@click.option("--check", is_flag=True, help="write nothing; exit with 1 if there is something new")
@click.option("--at", **AT)
@click.option("--content", **EXISTING_CONTENT)
def record(check: bool, at: datetime | None, content: Path) -> int:
    """Record every public address and the dates of every event.

    No recorded address may vanish, and calendars and feeds follow what is recorded.

    \b
    Example, for a launch that is not out yet:
      python3 scripts/manage.py record --at 2027-01-24T08:00+08:00
    """
    now = at or datetime.now(UTC)
    content = content.resolve()
    found = survey(content)
    ledger, problems = load_ledger(content, found.sources)
    if problems:
        print("\n".join(map(str, problems)), file=sys.stderr)
        return 1
    # A page that cannot be understood is not public yet.
    broken = {problem.path for problem in found.problems if not problem.is_warning}
    hidden = hidden_below(content, found.sources, now)
    files = [path for path in found.sources if path not in broken and path not in hidden]
    addresses = addresses_of(files, found.cards, now)
    words = text_digests(content, found.cards, addresses)
    challenges = [entry for entry in found.of_kind(Challenge) if is_public(entry, now)]
    texts = record_public(ledger, addresses, challenges, words, now)
    changed = 0
    for name, text in zip((ADDRESSES, CALENDAR, TEXTS), texts, strict=True):
        path = content / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if before != text:
            changed += 1
            added = len(text.splitlines()) - len(before.splitlines())
            print(f"{shown_path(path)}: {added} lines more" if added else f"{shown_path(path)}: changed")
            if not check:
                path.write_text(text, encoding="utf-8", newline="\n")
    if not changed:
        print("nothing new to record")
    return 1 if changed and check else 0


@click.command()
@click.option("--content", **EXISTING_CONTENT)
@click.option("--now", **AT)
@click.option("--within", type=int, metavar="MINUTES", help="only what happens within so many minutes")
@click.option("--github", is_flag=True, help="write the next awaited moment to GITHUB_OUTPUT as 'at'")
def schedule(content: Path, now: datetime | None, within: int | None, github: bool) -> int:
    """Say what the clock will change on the site, next first.

    \b
    Example, for the next two days:
      python3 scripts/manage.py schedule --within 2880
    """
    now = now or datetime.now(UTC)
    changes = changes_to_come(content.resolve(), now)
    if within:
        changes = tuple(change for change in changes if change.instant <= now + timedelta(minutes=within))
    for change in changes:
        print(_line_of(change))
    if not changes:
        print("nothing is to come")
    if github:
        _tell_github(next((change for change in changes if change.is_due), None))
    return 0


def _slug_of(name: str) -> str:
    """Return the name of an announcement that is called by its name or its file."""
    return Path(name).parent.name if Path(name).stem.startswith("index") else Path(name).name.partition(".")[0]


def _next_slug(content: Path) -> str:
    """Return the name of the next announcement to come; '' if there is none."""
    changes = changes_to_come(content, datetime.now(UTC))
    paths = [change.path for change in changes if change.path.startswith("announcements/")]
    identity = identify(paths[0]) if paths else None
    return identity.id.rpartition("/")[2] if identity else ""


def _line_of(change: ScheduledChange) -> str:
    """Return a change with its moment as its author wrote it, in UTC and in Beijing."""
    beijing = change.instant.astimezone(zone_of(BEIJING))
    clocks = f"{change.instant:%Y-%m-%d %H:%M} UTC, {beijing:%Y-%m-%d %H:%M} Beijing"
    return f"{change.written} ({clocks}): {change.path}: {change.what}"


def _tell_github(first: ScheduledChange | None) -> None:
    """Tell the steps that follow in a workflow the moment of the next awaited change, or nothing."""
    with open(os.environ.get("GITHUB_OUTPUT", os.devnull), "a", encoding="utf-8") as output:
        print(f"at={first.instant:%Y-%m-%dT%H:%M:%SZ}" if first else "at=", file=output)
