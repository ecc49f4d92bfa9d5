"""Normalise a web address as somebody wrote it, or reject it."""

from __future__ import annotations

import re

# Browsers forgive these in an address; other programs, and the standard (RFC 3986), do not.
_ESCAPED = {ord(character): f"%{ord(character):02X}" for character in '[]{}|^`"<>\\ '}
_ODD = re.compile(r'[\[\]{}|^`"<>\\ @]|%(?![0-9A-Fa-f]{2})|#.*#|\.\.|:/{0,1}(?!/)|:///')
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(r"(https?://)([^/?#]*)(.*)\Z", re.IGNORECASE | re.DOTALL)
# Labels of a host name in any script, or an IPv6 address, and a port.
_HOST = re.compile(r"(?:[^\s.:\[\]@%]+(?:\.[^\s.:\[\]@%]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?\Z")


def is_absolute(url: str) -> bool:
    """Whether an address names a scheme or a host, and so leads out of the content."""
    return _ABSOLUTE.match(url) is not None


def mend_url(url: str) -> str | None:
    """Return an absolute or relative address with what may not stand in it escaped; None if it leads nowhere.

    A web address with a name before its host is refused: it looks like another site's.
    """
    if not _ODD.search(url):
        return url
    web = _WEB.match(url)
    if web is None:
        return None if re.match(r"https?:", url, re.IGNORECASE) else _escape(url)
    scheme, host, rest = web.groups()
    return f"{scheme}{host}{_escape(rest)}" if _HOST.match(host) else None


def _escape(part: str) -> str:
    path, hash, fragment = part.partition("#")
    return _BARE_PERCENT.sub("%25", path + hash + fragment.replace("#", "%23")).translate(_ESCAPED)
