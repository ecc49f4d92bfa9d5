"""Turn the contact into links for pages, and into the Contact Object of the API's description."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from gmooc.core.i18n import Words
from gmooc.core.settings import Contact


def contact_links(contact: Contact, words: Words) -> Markup:
    """Return the links that lead to the contact, as a part of a sentence."""
    links = [
        Markup('<a href="mailto:{0}"><bdi>{0}</bdi></a>').format(contact.mail) if contact.mail else "",
        Markup('<a href="{0}" rel="noopener"><bdi>{1}</bdi></a>').format(contact.page, _shown(contact.page))
        if contact.page
        else "",
    ]
    if not any(contact):
        name = words.say("GMOOC's public page")
        links.append(Markup('<a href="{0}" rel="noopener">{1}</a>').format(contact.urls[0], name))
    return Markup(words.say(" or ")).join(filter(None, links))


def _shown(url: str) -> str:
    return url.removeprefix("https://").rstrip("/")


def contact_object(contact: Contact) -> dict[str, str]:
    """Return the contact as OpenAPI's Contact Object."""
    urls = [url for url in contact.urls if not url.startswith("mailto:")]
    found: dict[str, Any] = {"name": "GMOOC", "url": urls[0] if urls else "", "email": contact.mail}
    return {name: value for name, value in found.items() if value}
