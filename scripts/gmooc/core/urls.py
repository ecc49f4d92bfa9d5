"""Normalise a web address as somebody wrote it, or reject it; detect hosts that deceive; and relative addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

# Browsers forgive these in an address; other programs, and the standard (RFC 3986), do not.
_ESCAPED = {ord(character): f"%{ord(character):02X}" for character in '[]{}|^`"<>\\ '}
_ODD = re.compile(r'[\[\]{}|^`"<>\\ @]|%(?![0-9A-Fa-f]{2})|#.*#|\.\.|:/{0,1}(?!/)|:///')
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(r"(https?://)([^/?#]*)(.*)\Z", re.IGNORECASE | re.DOTALL)
# Labels of a host name in any script, or an IPv6 address, and a port.
_HOST = re.compile(r"(?:[^\s.:\[\]@%]+(?:\.[^\s.:\[\]@%]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?\Z")

# Alphabets that have letters of the same shape.
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
# Cyrillic letters that look like a Latin one: a name of these alone is read as Latin.
_LATIN_SHAPES = frozenset("аеорсухіјѕһԁԛԝӏ")


WEB_HOST = r"https?://([\w.%-]+)"
NAMED_HOST = r"(?:https?://|(?<![\w.])(?=www\.))([\w-]+(?:\.[\w-]+)+)"
# A host without its 'https://'; what ends otherwise, or as files do, is most likely none.
BARE_HOST = (
    r"((?:[a-z0-9-]+\.)+(?!(?:cc|cs|go|js|kt|md|ml|mm|pl|ps|py|rb|rs|sh|so|ts)(?![a-z]))"
    r"(?:com|edu|gov|info|int|net|org|[a-z]{2}))(?:[/?#]\S*)?"
)
_WEB_HOST = re.compile(WEB_HOST, re.IGNORECASE)
_NAMED_HOST = re.compile(NAMED_HOST, re.IGNORECASE)
_BARE_HOST = re.compile(BARE_HOST)


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


def host_of(url: str) -> str:
    """Return the host of a web address as it is read, or '' of another."""
    match = _WEB_HOST.match(url)
    return unquote(match[1]) if match else ""


def other_host(text: str, url: str) -> str:
    """Return the host that the text of a link names while the link leads to another, or ''."""
    match = (_NAMED_HOST.search(text) or _BARE_HOST.fullmatch(text.strip())) if "." in text else None
    named, host = (match[1] if match else ""), host_of(url)
    if not named or not host:
        return ""
    one, other = _plain_host(named), _plain_host(host)
    return "" if one == other or one.endswith(f".{other}") or other.endswith(f".{one}") else named


def _plain_host(host: str) -> str:
    """Return a host as it is asked for, without 'www.'."""
    plain = host.casefold().removeprefix("www.")
    try:
        return plain.encode("idna").decode()
    except UnicodeError:
        return plain


def look_alikes_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the web addresses of a text whose host looks like another."""
    if not text.isascii() or "xn--" in text.lower() or "%" in text:
        yield from (match for match in _WEB_HOST.finditer(text) if is_look_alike(unquote(match[1])))


def is_look_alike(host: str) -> bool:
    """Whether a host is spelt in letters that look like those of another alphabet, as with a Cyrillic 'а'."""
    if host.isascii() and "xn--" not in host.lower():
        return False
    labels = [_decoded(label) for label in host.casefold().split(".")]
    return any(map(_mixes, labels)) or (labels[-1].isascii() and any(map(_is_disguised, labels)))


def _decoded(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _mixes(label: str) -> bool:
    alphabets = {unicodedata.name(sign, "").partition(" ")[0] for sign in label if sign.isalpha()}
    return len(alphabets.intersection(_ALIKE)) > 1


def _is_disguised(label: str) -> bool:
    letters = [sign for sign in label if sign.isalpha()]
    return bool(letters) and _LATIN_SHAPES.issuperset(letters)


def relative_url(url: str, page_url: str) -> str:
    """Return an address relative to a page, both given relative to the root of the site."""
    here, there = page_url.lstrip("/").split("/")[:-1], url.split("/")
    shared = 0
    for mine, theirs in zip(here, there[:-1], strict=False):
        if mine != theirs:
            break
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
