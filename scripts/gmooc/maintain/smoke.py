"""Test a published site as a visitor, a feed reader and a robot would, and return the faults."""

from __future__ import annotations

import html
import json
import re
import time
import urllib.error
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ATOM = "{http://www.w3.org/2005/Atom}"
# So many pages stand for all.
SAMPLE = 25


class Answer(NamedTuple):
    """What a server gave; status 0 where it gave nothing."""

    status: int = 0
    kind: str = ""
    content: bytes = b""

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class Site:
    """A site at an address; what was asked for once is kept."""

    def __init__(self, url: str, patience: float = 0) -> None:
        self.url = url
        self.patience = patience
        self.asked: dict[str, Answer] = {}

    def get(self, path: str) -> Answer:
        """Ask for a path below the site, or a whole address."""
        url = urljoin(self.url, path)
        if url not in self.asked:
            self.asked[url] = _ask(url)
        return self.asked[url]

    def wait_for(self, build: str) -> bool:
        """Wait until a build is there: hosts take a moment to bring up a new site everywhere."""
        end = time.monotonic() + self.patience
        while True:
            self.asked.clear()
            if self.get("").status == 200 and (not build or build in self.get("build.json").text):
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(min(5, self.patience))


def smoke_faults(site: Site, build: str = "") -> Iterator[str]:
    """Yield what is amiss, worst first."""
    if not site.wait_for(build):
        yield f"{site.url}: is not there" if site.get("").status != 200 else f"build.json: must name build '{build}'"
        return
    yield from _pages(site)
    yield from _feeds(site)
    yield from _search(site)
    yield from _robots(site)


def _pages(site: Site) -> Iterator[str]:
    """The first page and all that it needs and leads to on this site are there."""
    start = site.get("").text
    if '<html lang="' not in start or "<h1" not in start:
        yield "first page: must be a page of the site"
    for path in sorted(set(re.findall(r'(?:href|src)="([^"#]*)', start))):
        url = urljoin(site.url, html.unescape(path))
        if urlsplit(url).netloc != urlsplit(site.url).netloc:
            continue
        if not url.startswith(site.url):
            yield f"{path}: must lie below {site.url}"
        elif (status := site.get(url).status) != 200:
            yield f"{path}: must be there (status {status})"
    if (status := site.get("there-is-no-such-page/").status) != 404:
        yield f"unknown address: must have status 404 (it has {status})"
    picture = re.search(r'property="og:image" content="([^"]*)"', start)
    if picture and site.get(picture[1]).kind != "image/png":
        yield f"{picture[1]}: must be a picture"


def _feeds(site: Site) -> Iterator[str]:
    """Both feeds can be read, and say where they are."""
    try:
        links = ET.fromstring(site.get("announcements/feed.xml").content).findall(f"{_ATOM}link[@rel='self']")
        if [link.get("href") for link in links] != [f"{site.url}announcements/feed.xml"]:
            yield "announcements/feed.xml: must name its own address"
    except ET.ParseError as error:
        yield f"announcements/feed.xml: {error}"
    try:
        if json.loads(site.get("announcements/feed.json").content)["feed_url"] != f"{site.url}announcements/feed.json":
            yield "announcements/feed.json: must name its own address"
    except (ValueError, KeyError, TypeError) as error:
        yield f"announcements/feed.json: {error}"


def _search(site: Site) -> Iterator[str]:
    """The index of search is there and holds entries."""
    try:
        if not json.loads(site.get("search/index.json").content).get("entries"):
            yield "search/index.json: must hold entries"
    except ValueError as error:
        yield f"search/index.json: {error}"


def _robots(site: Site) -> Iterator[str]:
    """The sitemap can be read, and pages in it are there, below the site's address."""
    if f"Sitemap: {site.url}sitemap.xml" not in site.get("robots.txt").text:
        yield "robots.txt: must name the sitemap"
    try:
        root = ET.fromstring(site.get("sitemap.xml").content)
    except ET.ParseError as error:
        yield f"sitemap.xml: {error}"
        return
    urls = [found.text or "" for found in root.iter(f"{_SITEMAP}loc")]
    if not urls:
        yield "sitemap.xml: must hold addresses"
    for url in urls[:: max(1, len(urls) // SAMPLE)]:
        if not url.startswith(site.url):
            yield f"{url}: must lie below {site.url}"
        elif (status := site.get(url).status) != 200:
            yield f"{url}: must be there (status {status})"


def _ask(url: str) -> Answer:
    try:
        request = Request(url, headers={"User-Agent": "GMOOC-smoke-test", "Cache-Control": "no-cache"})
        with urlopen(request, timeout=30) as answer:
            return Answer(answer.status, answer.headers.get_content_type(), answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code)
    except (OSError, HTTPException, ValueError):
        return Answer()
