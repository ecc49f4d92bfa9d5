"""Read the settings of mkdocs.yml: the site's name, and addresses that may not be known yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

# What a mirror of the repository may run: each has an editor that opens with a text.
MIRROR_KINDS = ("github", "forgejo", "gitea")
# What people are sent to while `extra.contact` is empty: the page of the challenge at the alliance's site.
PUBLIC_PAGE = "https://mooc.global/challenge/"
# A file of this name in a folder of content says that entries of it are made up; then every page of its site says so.
DEMO_MARK = ".demo"

_MAIL = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PAGE = re.compile(r"https://[^\s/?#@]+(?:[/?#]\S*)?")


class SettingsError(ValueError):
    """A setting of mkdocs.yml that cannot be followed; the message says where it stands and what must hold."""


class Contact(NamedTuple):
    """Where questions go: an address of mail, a page, or both. While neither is set, GMOOC's public page is used."""

    mail: str = ""
    page: str = ""

    @property
    def urls(self) -> tuple[str, ...]:
        """Return the URLs that lead to the contact, never none of them."""
        mail = (f"mailto:{self.mail}",) if self.mail else ()
        page = (self.page,) if self.page else ()
        return (*mail, *page) or (PUBLIC_PAGE,)


NO_CONTACT = Contact()


class Settings(NamedTuple):
    """The settings the core uses; an address that is not known is empty, and what needs it is left out.

    `mirrors` are other places of the repository: what each runs, and its address. `projects_everywhere` is not set but
    counted: whether projects are few enough for a page in every language. Nor is `joining` set: it tells the engine
    which registration every page shows; and `is_demo` is found: whether entries are made up, which every page says.
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
    contact_mail: str = ""
    contact_page: str = ""
    joining: tuple[Any, ...] = ()
    is_demo: bool = False

    @property
    def contact(self) -> Contact:
        """Return where questions go."""
        return Contact(self.contact_mail, self.contact_page)


def read_settings(mkdocs_yml: str, environment: Mapping[str, str]) -> Settings:
    """Read the settings from the text of mkdocs.yml, as `settings_of` does."""
    return settings_of(read_mkdocs_yml(mkdocs_yml), environment, mkdocs_yml)


def read_mkdocs_yml(text: str) -> dict[str, Any]:
    """Return the values of mkdocs.yml as texts, lists and mappings."""
    import yaml

    from gmooc.core.files import LOADER

    values = yaml.load(text, Loader=LOADER)  # noqa: S506  BaseLoader makes only text.
    return values if isinstance(values, dict) else {}


def settings_of(values: Mapping[str, Any], environment: Mapping[str, str], mkdocs_yml: str = "") -> Settings:
    """Return the settings; GMOOC_SITE_URL in the environment serves mirrors of one checkout.

    `mkdocs_yml` is the text that the values were read from, where the place of a fault is looked up.

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
    addresses = site_url, repo_url, edit_uri
    extra = values.get("extra") or {}
    extra = extra if isinstance(extra, dict) else {"mirrors": extra}
    mirrors, contact = _mirrors(extra.get("mirrors"), mkdocs_yml), _contact(extra.get("contact"), mkdocs_yml)
    return Settings(
        *names,
        *addresses,
        build=build,
        mirrors=mirrors,
        contact_mail=contact.mail,
        contact_page=contact.page,
    )


def _contact(given: Any, mkdocs_yml: str) -> Contact:
    at = ("extra", "contact")
    if _is_empty(given):
        return NO_CONTACT
    if not isinstance(given, dict):
        raise _fault(mkdocs_yml, at, f"must be {{mail, page}} (it is '{given}')")
    for name in given:
        if name not in Contact._fields:
            raise _fault(mkdocs_yml, (*at, name), "must be named mail or page")
    mail, page = (_line(given.get(name)) for name in Contact._fields)
    if mail and not _MAIL.fullmatch(mail):
        message = f"must be one address of mail, such as 'hello@example.org' (it is '{mail}')"
        raise _fault(mkdocs_yml, (*at, "mail"), message)
    if page and not _PAGE.fullmatch(page):
        message = f"must be an https address, such as 'https://example.org/contact/' (it is '{page}')"
        raise _fault(mkdocs_yml, (*at, "page"), message)
    return Contact(mail, page)


def _mirrors(given: Any, mkdocs_yml: str) -> tuple[tuple[str, str], ...]:
    if _is_empty(given):
        return ()
    if not isinstance(given, list):
        raise _fault(mkdocs_yml, ("extra", "mirrors"), f"must be a list of {{kind, url}} (it is '{given}')")
    return tuple(_mirror(mirror, index, mkdocs_yml) for index, mirror in enumerate(given))


def _mirror(given: Any, index: int, mkdocs_yml: str) -> tuple[str, str]:
    mirror = given if isinstance(given, dict) else {}
    kind, url = str(mirror.get("kind", "")), _line(mirror.get("url"))
    at = ("extra", "mirrors", index)
    if kind not in MIRROR_KINDS:
        raise _fault(mkdocs_yml, (*at, "kind"), f"must be one of {', '.join(MIRROR_KINDS)} (it is '{kind}')")
    if not re.fullmatch(r"https?://[^\s/?#@]+/[^\s?#]+", url):
        raise _fault(mkdocs_yml, (*at, "url"), f"must be the address of a repository (it is '{url}')")
    return kind, url


def _is_empty(given: Any) -> bool:
    return given in (None, "", [], {}, "null", "~")


def _line(given: Any) -> str:
    return "" if _is_empty(given) else str(given).strip()


def _fault(mkdocs_yml: str, keys: tuple[str | int, ...], message: str) -> SettingsError:
    """Return the error of a setting, with the place of the nearest of its keys that is there."""
    line, column = _position(mkdocs_yml, keys)
    return SettingsError(f"mkdocs.yml:{line}:{column}: {'.'.join(map(str, keys))}: {message}")


def _position(mkdocs_yml: str, keys: tuple[str | int, ...]) -> tuple[int, int]:
    """Return line and column, from 1, of a value of mkdocs.yml, or of the nearest one around it."""
    import yaml

    from gmooc.core.files import LOADER

    node = yaml.compose(mkdocs_yml, Loader=LOADER)
    mark = node.start_mark if node else yaml.Mark("", 0, 0, 0, None, 0)
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == key), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            found = (node.value[key], node.value[key])
        else:
            found = None
        if found is None:
            break
        mark, node = found[0].start_mark, found[1]
    return mark.line + 1, mark.column + 1
