"""The commands that look after a published site: its outside links, and whether it works where it lies."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from gmooc.commands.options import EXISTING_CONTENT, site_settings
from gmooc.content.link_status import FAILURES, FILE, LinkStatus, after_look, links_of, read_watched, write_watched
from gmooc.core.files import read_sources
from gmooc.maintain.link_checker import CrawlPolicy, check_links
from gmooc.maintain.smoke import Site, smoke_faults
from gmooc.text.document import load_document


@click.command()
@click.option("--hosts", type=int, default=8, metavar="NUMBER", help="hosts to ask at the same time (8)")
@click.option("--pause", type=float, default=1, metavar="SECONDS", help="seconds between two requests to a host (1)")
@click.option("--patience", type=float, default=20, metavar="SECONDS", help="seconds to wait for an answer (20)")
@click.option("--content", **EXISTING_CONTENT)
def links(hosts: int, pause: float, patience: float, content: Path) -> int:
    """Look whether outside links still work, and remember it in content/links.json.

    Never run it for a pull request: what a stranger proposes makes no requests from here.

    \b
    Example, which takes its time with slow hosts:
      python3 scripts/manage.py links --pause 5 --patience 60
    """
    content = content.resolve()
    file = content / FILE
    known, problems = read_watched(file.read_text(encoding="utf-8") if file.exists() else "")
    if problems:
        print(problems[0], file=sys.stderr)
        return 1
    watched = {url: known.get(url, LinkStatus(url))._replace(files=files) for url, files in _links_in(content).items()}
    policy = CrawlPolicy(patience=patience, pause=pause, hosts=hosts, about=site_settings().repo_url)
    today = datetime.now(UTC).date()
    for number, look in enumerate(check_links(watched, policy), 1):
        link = watched[look.url]
        watched[look.url] = after_look(link, today, look.why, look.moved_to, look.archived)
        print(f"{number}/{len(watched)} {'cannot tell' if look.why is None else look.why or 'there'}: {look.url}")
    file.write_text(write_watched(watched.values()), encoding="utf-8", newline="\n")
    _print_summary(watched.values())
    return 0


@click.command()
@click.argument("url", help="address of the first page")
@click.option("--build", default="", metavar="NUMBER", help="the build that must be there, as at the foot of its pages")
@click.option(
    "--patience",
    type=float,
    default=180,
    metavar="SECONDS",
    help="seconds until a new site must have come up (180)",
)
def smoke(url: str, build: str, patience: float) -> int:
    """Try the published site: pages, base path, feeds, search, pictures.

    \b
    Example:
      python3 scripts/manage.py smoke https://example.org/gmooc/ --build 20270124.3f9a2c1
    """
    if not url.startswith(("https://", "http://")):
        raise click.BadParameter(f"must begin with https:// or http:// (it is '{url}')", param_hint="'URL'")
    site = Site(url.rstrip("/") + "/", patience)
    faults = list(smoke_faults(site, build))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{site.url}: {len(site.asked)} files asked for, {len(faults)} faults")
    return 1 if faults else 0


def _links_in(content: Path) -> dict[str, tuple[str, ...]]:
    """Return every outside link of the content with the files it stands in."""
    found: dict[str, set[str]] = {}
    for path in read_sources(content, {}, 0, lambda path: path.endswith(".md")):
        document, _ = load_document(content, path)
        for url in links_of(document):
            found.setdefault(url, set()).add(path)
    return {url: tuple(sorted(files)) for url, files in found.items()}


def _print_summary(watched: Iterable[LinkStatus]) -> None:
    """Print what a maintainer may do, as Markdown."""
    failing = [link for link in watched if link.failures]
    print(f"\n## {len(failing)} links fail")
    for link in failing:
        mark = ", marked on its pages" if link.failures >= FAILURES else ""
        copy = f"; archived copy: {link.archived}" if link.archived else ""
        print(
            f"- {link.url}: {link.why}, {link.failures} times since {link.since}{mark} ({', '.join(link.files)}){copy}"
        )
    moved = [link for link in watched if link.moved_to]
    print(f"\n## {len(moved)} links have moved for good")
    for link in moved:
        print(f"- {link.url} is now {link.moved_to} ({', '.join(link.files)})")
