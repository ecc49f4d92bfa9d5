"""Read what is set once for the whole site: its name, and addresses that may not be known yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

# What a mirror of the repository may run: each has an editor that opens with a text.
MIRROR_KINDS = ("github", "forgejo", "gitea")


class SettingsError(ValueError):
    """A setting of mkdocs.yml that cannot be followed; the message says what must hold."""


class Settings(NamedTuple):
    """The settings the core uses; an address that is not known is empty, and what needs it is left out.

    `mirrors` are other places of the repository: what each runs, and its address. `projects_everywhere` is not set but
    counted: whether projects are few enough for a page in every language.
    """

    site_name: str
    site_description: str
    site_url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    has_pictures: bool = False
    build: str = ""
    mirrors: tuple[tuple[str, str], ...] = ()
    projects_everywhere: bool = False


def read_settings(mkdocs_yml: str, environment: Mapping[str, str]) -> Settings:
    """Read the settings from the text of mkdocs.yml, as `settings_of` does."""
    return settings_of(read_mkdocs_yml(mkdocs_yml), environment)


def read_mkdocs_yml(text: str) -> dict[str, Any]:
    """Give the values of mkdocs.yml as texts, lists and mappings."""
    import yaml

    from gmooc.front_matter import LOADER

    values = yaml.load(text, Loader=LOADER)  # noqa: S506  BaseLoader makes only text.
    return values if isinstance(values, dict) else {}


def settings_of(values: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    """Give the settings; GMOOC_SITE_URL in the environment serves mirrors of one checkout.

    GMOOC_BUILD names the build on every page, so only publishing sets it: elsewhere pages would change with it.

    In GitHub Actions, addresses that are still empty are those of the run's own repository.
    """

    def text(key: str) -> str:
        value = values.get(key, "")
        return value.strip() if isinstance(value, str) and value != "null" else ""

    repo_url, edit_uri = text("repo_url"), text("edit_uri")
    site_url = environment.get("GMOOC_SITE_URL") or text("site_url")
    repository = environment.get("GITHUB_REPOSITORY", "")
    if repository and not repo_url:
        # Forgejo and Gitea run the same workflows and use the same names, but publish no pages at github.io.
        server = environment.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
        repo_url = f"{server}/{repository}"
        owner, _, name = repository.partition("/")
        pages = f"https://{owner.lower()}.github.io/{'' if name.endswith('.github.io') else name + '/'}"
        site_url = site_url or (pages if server == "https://github.com" else "")
    if site_url and not site_url.endswith("/"):
        site_url += "/"
    build = re.sub(r"[^\w.-]", "", environment.get("GMOOC_BUILD", ""))[:40]
    names = text("site_name"), text("site_description")
    return Settings(*names, site_url, repo_url, edit_uri, build=build, mirrors=_mirrors(values))


def _mirrors(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    extra = values.get("extra") or {}
    given = extra.get("mirrors") if isinstance(extra, dict) else extra
    if given in (None, "", [], "null"):
        return ()
    if not isinstance(given, list):
        raise SettingsError(f"mkdocs.yml: extra.mirrors: must be a list of {{kind, url}} (it is '{given}')")
    return tuple(_mirror(mirror) for mirror in given)


def _mirror(given: Any) -> tuple[str, str]:
    mirror = given if isinstance(given, dict) else {}
    kind, url = str(mirror.get("kind", "")), str(mirror.get("url", "")).strip()
    if kind not in MIRROR_KINDS:
        raise SettingsError(
            f"mkdocs.yml: extra.mirrors: kind: must be one of {', '.join(MIRROR_KINDS)} (it is '{kind}')"
        )
    if not re.fullmatch(r"https?://[^\s/?#@]+/[^\s?#]+", url):
        raise SettingsError(f"mkdocs.yml: extra.mirrors: url: must be the address of a repository (it is '{url}')")
    return kind, url
