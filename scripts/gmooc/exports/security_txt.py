"""Turn the contact into security.txt, which says whom to tell of a hole in the site (RFC 9116)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gmooc.render.context import OutputContext
from gmooc.render.target import Target

# The standard wants the first; the second is for hosts that publish no folder whose name begins with a dot.
PATHS = (".well-known/security.txt", "security.txt")


def security_targets(context: OutputContext) -> Iterator[Target]:
    """List security.txt at both of its places."""
    settings = context.settings
    inputs = (settings.contact.urls, settings.site_url, _year_after(context.catalogue.now))
    for path in PATHS:
        yield Target((path,), inputs, _file)


def _file(urls: tuple[str, ...], site_url: str, expires: str) -> bytes:
    return security_txt(urls, site_url, expires).encode()


def security_txt(urls: tuple[str, ...], site_url: str, expires: str) -> str:
    """Return security.txt, as RFC 9116 defines it."""
    lines = [f"Contact: {url}" for url in urls] + [f"Expires: {expires}"]
    if site_url:
        lines.append(f"Canonical: {site_url}{PATHS[0]}")
    return "\n".join([*lines, ""])


def _year_after(now: datetime) -> str:
    """Return the begin of this month one year on: RFC 9116 advises less than a year, and the file changes monthly."""
    return f"{now.year + 1}-{now.month:02}-01T00:00:00Z"
