"""Read what is set once for the whole site: its name, and addresses that may not be known yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from gmooc.documents import LOADER


class Settings(NamedTuple):
    """The settings the core uses; an address that is not known is empty, and what needs it is left out."""

    site_name: str
    site_description: str
    site_url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    has_pictures: bool = False
    build: str = ""


def read_settings(mkdocs_yml: str, environment: Mapping[str, str]) -> Settings:
    """Read the settings from mkdocs.yml; GMOOC_SITE_URL in the environment serves mirrors of one checkout.

    GMOOC_BUILD names the build on every page, so only publishing sets it: elsewhere pages would change with it.

    In GitHub Actions, addresses that are still empty are those of the run's own repository.
    """
    values: dict[str, Any] = yaml.load(mkdocs_yml, Loader=LOADER) or {}  # noqa: S506  BaseLoader makes only text.

    def text(key: str) -> str:
        value = values.get(key, "")
        return value.strip() if isinstance(value, str) and value != "null" else ""

    repo_url, edit_uri = text("repo_url"), text("edit_uri")
    site_url = environment.get("GMOOC_SITE_URL") or text("site_url")
    repository = environment.get("GITHUB_REPOSITORY", "")
    if repository and not repo_url:
        repo_url = f"{environment.get('GITHUB_SERVER_URL', 'https://github.com')}/{repository}"
        owner, _, name = repository.partition("/")
        site_url = site_url or f"https://{owner.lower()}.github.io/{'' if name.endswith('.github.io') else name + '/'}"
    if repo_url and not edit_uri:
        edit_uri = "edit/main/content/"
    if site_url and not site_url.endswith("/"):
        site_url += "/"
    build = re.sub(r"[^\w.-]", "", environment.get("GMOOC_BUILD", ""))[:40]
    return Settings(text("site_name"), text("site_description"), site_url, repo_url, edit_uri, build=build)
