"""Links made from settings: to the contact, and to the editors of code hosts."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from gmooc.core.i18n import Words
from gmooc.core.settings import Contact, Settings

# How hosts call a new file and an edited one. All of them fill in a new file from ?filename= and ?value=.
_EDITORS = {"github": ("new", "edit"), "forgejo": ("_new", "_edit"), "gitea": ("_new", "_edit")}
_BRANCH = "main"


class CodeHost(NamedTuple):
    """A place of the repository: its name, and what the addresses of new and of edited files begin with."""

    name: str
    new: str
    edit: str


def hosts_of(settings: Settings) -> tuple[CodeHost, ...]:
    """Return the code hosts that are set: that of the repository first, then those of its mirrors."""
    mirrors = tuple(_host(kind, url, _branch(settings), "") for kind, url in settings.mirrors)
    if not settings.repo_url:
        return mirrors
    return _host(kind_of(settings.repo_url), settings.repo_url, _branch(settings), settings.edit_uri), *mirrors


def kind_of(url: str) -> str:
    """Return which software a host runs, as far as its address tells."""
    return "github" if "github" in _name(url) else "forgejo"


def _host(kind: str, url: str, branch: str, edit_uri: str) -> CodeHost:
    new, edit = _EDITORS[kind]
    base = url.rstrip("/")
    name = "GitHub" if kind == "github" else _name(url)
    return CodeHost(name, f"{base}/{new}/{branch}/", f"{base}/{edit_uri.strip('/') or f'{edit}/{branch}/content'}/")


def _name(url: str) -> str:
    return urlsplit(url).hostname or ""


def _branch(settings: Settings) -> str:
    """Return the branch, which the address of an edited file names second."""
    parts = settings.edit_uri.strip("/").split("/")
    return parts[1] if len(parts) > 1 else _BRANCH


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
