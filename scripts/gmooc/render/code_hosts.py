"""Turn the settings into the code hosts where a change can be proposed, and the addresses that open their editors."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from gmooc.core.settings import Settings

# How hosts call a new file and an edited one. All of them fill in a new file from ?filename= and ?value=.
_EDITORS = {"github": ("new", "edit"), "forgejo": ("_new", "_edit"), "gitea": ("_new", "_edit")}
_BRANCH = "main"


class CodeHost(NamedTuple):
    """A place of the repository: its name, and what the addresses of new and of edited files begin with."""

    name: str
    new: str
    edit: str


def hosts_of(settings: Settings) -> tuple[CodeHost, ...]:
    """Give the code hosts that are set: that of the repository first, then those of its mirrors."""
    mirrors = tuple(_host(kind, url, _branch(settings), "") for kind, url in settings.mirrors)
    if not settings.repo_url:
        return mirrors
    return _host(kind_of(settings.repo_url), settings.repo_url, _branch(settings), settings.edit_uri), *mirrors


def kind_of(url: str) -> str:
    """Say which software a host runs, as far as its address tells."""
    return "github" if "github" in _name(url) else "forgejo"


def _host(kind: str, url: str, branch: str, edit_uri: str) -> CodeHost:
    new, edit = _EDITORS[kind]
    base = url.rstrip("/")
    name = "GitHub" if kind == "github" else _name(url)
    return CodeHost(name, f"{base}/{new}/{branch}/", f"{base}/{edit_uri.strip('/') or f'{edit}/{branch}/content'}/")


def _name(url: str) -> str:
    return urlsplit(url).hostname or ""


def _branch(settings: Settings) -> str:
    """Give the branch, which the address of an edited file names second."""
    parts = settings.edit_uri.strip("/").split("/")
    return parts[1] if len(parts) > 1 else _BRANCH
