"""Turn the addresses of all pages into sitemap.xml and robots.txt."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from gmooc.outputs.page import Plan
from gmooc.settings import Settings

# A sitemap holds at most 50,000 addresses (sitemaps.org); more are parted over several.
MOST = 50_000


def address_plans(urls: Iterable[str], settings: Settings) -> Iterator[Plan]:
    """Plan the sitemap and robots.txt; without the site's own address, which both need, there is no sitemap."""
    site_url = settings.site_url
    yield Plan("robots.txt", (site_url,), lambda: robots(site_url).encode())
    if not site_url:
        return
    ordered = tuple(sorted(urls))
    parts = [ordered[start : start + MOST] for start in range(0, len(ordered), MOST)]
    if len(parts) == 1:
        yield Plan("sitemap.xml", (site_url, ordered), lambda: sitemap(ordered, site_url).encode())
        return
    for number, part in enumerate(parts, 1):
        yield Plan(f"sitemap-{number}.xml", (site_url, part), lambda part=part: sitemap(part, site_url).encode())  # type: ignore[misc]
    yield Plan("sitemap.xml", (site_url, len(parts)), lambda: sitemap_index(len(parts), site_url).encode())


def sitemap(urls: Iterable[str], site_url: str) -> str:
    """Give a sitemap of addresses relative to the root of the site."""
    lines = "".join(f"<url><loc>{html.escape(site_url + url)}</loc></url>\n" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def sitemap_index(count: int, site_url: str) -> str:
    """Give the list of several sitemaps."""
    lines = "".join(
        f"<sitemap><loc>{html.escape(site_url)}sitemap-{number}.xml</loc></sitemap>\n" for number in range(1, count + 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</sitemapindex>\n'
    )


def robots(site_url: str) -> str:
    """Give a robots.txt that lets everyone read everything."""
    sitemap_line = f"\nSitemap: {site_url}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap_line}"
