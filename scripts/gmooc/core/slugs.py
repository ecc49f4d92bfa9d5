"""Turn a title in any script into the name of a file, and tell names that some system cannot hold.

The one rule for commands, mail, tables, suggestions and the form, whose `names.js` follows it step by step;
`tests/fixtures/slugs.json` holds both to it. Headings have GitHub's own rule (`text/markdown.py`).
"""

from __future__ import annotations

import hashlib
import re
from unicodedata import combining, normalize

MAX_SLUG_LENGTH = 60

# Windows takes these for devices, whatever their ending: with such a file nobody could check the project out there.
RESERVED = "con|prn|aux|nul|com[0-9]|lpt[0-9]"

# Names that are longer, in bytes of UTF-8, are held by no common file system.
MAX_NAME_BYTES = 255

# Letters are tabled below this; above are invisible tags, variants and private use.
END_OF_LETTERS = 0x33000
_RESERVED_SLUG = re.compile(f"index|{RESERVED}")
_UNHOLDABLE = re.compile(rf'[<>:"\\|?*\x00-\x1f\x7f]|[. ]$|^(?:{RESERVED}|conin\$|conout\$)[ ]*(?:\.|$)', re.IGNORECASE)


def slug_of(title: str) -> str:
    """Return a file name for a title in any script: in Latin letters, lower case, joined by hyphens, never empty."""
    from anyascii import anyascii

    plain = normalize("NFKC", title)
    latin = "".join(anyascii(sign) for sign in plain if ord(sign) < END_OF_LETTERS)
    slug = "-".join(re.findall("[a-z0-9]+", latin.lower().replace("'", "")))
    if len(slug) > MAX_SLUG_LENGTH:
        slug = slug[: MAX_SLUG_LENGTH + 1].rpartition("-")[0] or slug[:MAX_SLUG_LENGTH]
    if _RESERVED_SLUG.fullmatch(slug):
        return f"{slug}-page"
    return slug or f"untitled-{_mark(plain)}"


def is_holdable(name: str) -> bool:
    """Whether every common system can hold a file or folder of this name."""
    # Windows reads these digits as plain ones, too.
    return not _UNHOLDABLE.search(normalize("NFKC", name)) and len(name.encode("utf-8", "replace")) <= MAX_NAME_BYTES


def _mark(text: str) -> str:
    """Return four signs that are the same for the same text (FNV-1a), where none of its letters is known."""
    digest = 0x811C9DC5
    for byte in text.encode("utf-8", "replace"):
        digest = ((digest ^ byte) * 0x01000193) & 0xFFFFFFFF
    return f"{digest & 0xFFFF:04x}"


def without_accents(text: str) -> str:
    """Return a text in compatible forms (NFKD) without the marks that stand upon its letters."""
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))


PEOPLE_URL = "people/"


def person_url(name: str, orcid: str) -> str:
    """Return the address of a person's page."""
    if orcid:
        return f"{PEOPLE_URL}{orcid}/"

    from anyascii import anyascii

    # Names of one spelling in Latin letters are told apart by a few signs of a digest.
    words = "".join(sign if sign.isalnum() else " " for sign in anyascii(name).lower()).split()
    digest = hashlib.blake2b(name.encode(), digest_size=3).hexdigest()
    return f"{PEOPLE_URL}{'-'.join(words)[:72].strip('-')}-{digest}/" if words else f"{PEOPLE_URL}{digest}/"


def sortable(title: str) -> str:
    """Return a title without case and accents, so that they do not part what belongs together."""
    return without_accents(title).casefold()
