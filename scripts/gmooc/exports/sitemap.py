"""Files for robots: sitemap.xml, robots.txt, llms.txt and security.txt."""

from __future__ import annotations

import html
import marshal
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from gmooc.content.catalogue import Catalogue
from gmooc.core.languages import SOURCE_LANGUAGE
from gmooc.model.kinds import ANNOUNCEMENT, KINDS, SDG
from gmooc.model.labels import LANGUAGE_NAMES
from gmooc.render.target import OutputContext, Target

# A sitemap holds at most 50,000 addresses and 50 MB (sitemaps.org); more are parted over several. A page that is there
# in six languages is named eight times, in about a kilobyte: so many stay below both limits, whatever their names are.
MAX_ADDRESSES = 10_000

# A page of the sitemap: its address, the day it was changed or '', and the languages and addresses of the same page,
# the original first.
SitemapRow = tuple[str, str, tuple[tuple[str, str], ...]]


def address_targets(context: OutputContext, urls: Iterable[str]) -> Iterator[Target]:
    """List the sitemap of the pages at `urls` and robots.txt; without the address of the site there is no sitemap."""
    site_url, build = context.settings.site_url, context.settings.build
    yield Target(("robots.txt",), (site_url,), _robots)
    if build:
        # Mirrors ask for this first, and fetch the site only if it has changed.
        yield Target(("build.json",), (f'{{"build": "{build}"}}\n'.encode(),), bytes)
    if not site_url:
        return
    rows = rows_of(urls, context.catalogue)
    parts = [rows[start : start + MAX_ADDRESSES] for start in range(0, len(rows), MAX_ADDRESSES)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)] if len(parts) > 1 else ["sitemap.xml"]
    for name, part in zip(names, parts, strict=True):
        # One piece of bytes is digested much sooner than ten thousand texts.
        yield Target((name,), (marshal.dumps(part, 0), site_url), _sitemap)
    if len(parts) > 1:
        yield Target(("sitemap.xml",), (len(parts), site_url), _sitemap_index)


def _robots(site_url: str) -> bytes:
    return robots(site_url).encode()


def _sitemap(rows: bytes, site_url: str) -> bytes:
    return sitemap(marshal.loads(rows), site_url).encode()


def _sitemap_index(count: int, site_url: str) -> bytes:
    return sitemap_index(count, site_url).encode()


def rows_of(urls: Iterable[str], catalogue: Catalogue) -> list[SitemapRow]:
    """Return every page in the order of addresses, with the day that its own text gives and its other languages."""
    known = set(urls)
    changed = dict(_changes(catalogue))
    together: dict[str, list[tuple[str, str]]] = {}
    for url in known:
        language, _, rest = url.partition("/")
        if language in LANGUAGE_NAMES and rest in known:
            together.setdefault(rest, []).append((language, url))
    groups: dict[str, tuple[tuple[str, str], ...]] = {}
    spoken = {card.url: card.language for card in catalogue.cards.values() if card.url in together}
    for original, others in together.items():
        group = ((spoken.get(original, SOURCE_LANGUAGE), original), *sorted(others))
        groups |= {url: group for _, url in group}
    return [(url, changed.get(url, ""), groups.get(url, ())) for url in sorted(known)]


def _changes(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the days on which entries say that they were published or last looked at; others say nothing."""
    for card in catalogue.projects:
        if card.status_checked:
            yield card.url, card.status_checked
    for challenge in catalogue.challenges:
        yield challenge.url, challenge.record.as_of.isoformat()
    for news in catalogue.announcements:
        yield news.url, f"{news.record.publish_at.instant:%Y-%m-%d}"


def sitemap(rows: Iterable[SitemapRow], site_url: str) -> str:
    """Return a sitemap of addresses relative to the root of the site."""
    lines = "".join(f"<url>{_lines(row, site_url)}</url>\n" for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{lines}</urlset>\n"
    )


def _lines(row: SitemapRow, site_url: str) -> str:
    url, changed, group = row
    found = f"<loc>{html.escape(site_url + url)}</loc>"
    found += f"<lastmod>{changed}</lastmod>" if changed else ""
    others = (*group, ("x-default", group[0][1])) if group else ()
    return found + "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{html.escape(site_url + other)}"/>'
        for language, other in others
    )


def sitemap_index(count: int, site_url: str) -> str:
    """Return the list of several sitemaps."""
    lines = "".join(
        f"<sitemap><loc>{html.escape(site_url)}sitemap-{number}.xml</loc></sitemap>\n" for number in range(1, count + 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</sitemapindex>\n'
    )


def robots(site_url: str) -> str:
    """Return a robots.txt that lets everyone read everything."""
    sitemap_line = f"\nSitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap_line}"


PATH = "llms.txt"

_PAGES = (
    ("about/", "About GMOOC", "what the challenge is and who stands behind it"),
    ("projects/", "Projects", "what teams made, by goal, country and status"),
    ("resources/", "Resources", "courses and data for each goal"),
    ("contribute/", "Take part", "how to add a project"),
    ("impact/", "Impact", "participants, credit and projects in figures"),
)

_DATA = (
    ("data/", "Open data", "the API explained"),
    ("api/v1/index.json", "Index of the API", "JSON, NDJSON and CSV of everything"),
    ("api/v1/openapi.json", "OpenAPI description", "every file of the API"),
)  # fmt: skip

# What the map calls the lists of these kinds, and how many entries it names that are news.
_SECTIONS = {SDG.name: "Sustainable Development Goals", ANNOUNCEMENT.name: "Newest announcements"}
MAX_NEWS = 5


def guide_targets(context: OutputContext) -> Iterator[Target]:
    """List llms.txt."""
    catalogue, settings = context.catalogue, context.settings
    newest = ((kind, catalogue.whole(kind.name)) for kind in KINDS)
    originals = [entry for kind, found in newest for entry in (found[:MAX_NEWS] if kind.has_news else found)]
    entries = [catalogue.told(entry, SOURCE_LANGUAGE) for entry in originals]
    rows = tuple((entry.kind, entry.url, entry.record.title, entry.record.summary) for entry in entries)
    yield Target((PATH,), (settings.site_url, settings.site_description, len(catalogue.projects), rows), _guide)


def _guide(at: str, about: str, projects: int, rows: tuple[tuple[str, str, str, str], ...]) -> bytes:
    return guide(at, about, projects, rows).encode()


def guide(at: str, about: str, projects: int, rows: tuple[tuple[str, str, str, str], ...]) -> str:
    """Return the map; addresses are relative where that of the site is not known."""

    def section(title: str, found: Iterator[tuple[str, str, str]]) -> str:
        lines = [f"- [{_plain(name)}]({at}{url}): {_plain(says)}" for url, name, says in found]
        return "\n".join([f"## {title}", "", *lines, ""])

    def entries(kind: str) -> Iterator[tuple[str, str, str]]:
        return ((url, title, summary) for sort, url, title, summary in rows if sort == kind)

    return "\n".join(
        [
            "# GMOOC",
            "",
            f"> {_plain(about)}. It holds {projects} projects.",
            "",
            "Facts that have no source are left out, and pages say so.",
            "",
            "Texts are under CC BY 4.0 unless a project names another licence; name the team and this site.",
            "",
            section("Pages", iter(_PAGES)),
            section("Data", iter(_DATA)),
            *(section(_SECTIONS.get(kind.name, kind.title), entries(kind.name)) for kind in KINDS if kind.kept_whole),
        ]
    )


def _plain(text: str) -> str:
    """Return a text in which no sign can open or close a link."""
    return text.replace("\n", " ").replace("[", "(").replace("]", ")").rstrip(".")


# The standard wants the first; the second is for hosts that publish no folder whose name begins with a dot.
PATHS = (".well-known/security.txt", "security.txt")


def security_targets(context: OutputContext) -> Iterator[Target]:
    """List security.txt at both of its places."""
    settings = context.settings
    inputs = (settings.contact.urls, settings.site_url, _within_a_year(context.catalogue.now))
    for path in PATHS:
        yield Target((path,), inputs, _file)


def _file(urls: tuple[str, ...], site_url: str, expires: str) -> bytes:
    return security_txt(urls, site_url, expires).encode()


def security_txt(urls: tuple[str, ...], site_url: str, expires: str) -> str:
    """Return security.txt, as RFC 9116 defines it."""
    lines = [f"Contact: {url}" for url in urls] + [f"Expires: {expires}"]
    if site_url:
        # Who finds one file where none of these leads trusts nothing in it.
        lines += [f"Canonical: {site_url}{path}" for path in PATHS]
    return "\n".join([*lines, ""])


def _within_a_year(now: datetime) -> str:
    """Return the day before this month begins again: RFC 9116 advises less than a year; the file changes monthly."""
    return f"{date(now.year + 1, now.month, 1) - timedelta(days=1)}T00:00:00Z"
