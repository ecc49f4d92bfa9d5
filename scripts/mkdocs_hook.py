"""The MkDocs adapter: the only file that imports mkdocs.

For `mkdocs build` and `mkdocs serve` it is a hook, and the whole site is pressed once MkDocs has drawn its part;
scripts/build.py calls `draw` to have only that part drawn.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

sys.path.insert(0, str(Path(__file__).parent))

from gmooc.checks.inspection import hidden_below
from gmooc.content.entry import free_page_url, identify, is_record_folder, page_url_of, split_translation
from gmooc.content.free_pages import HUBS, is_free_page
from gmooc.content.registration import edition_paths, joining_at, read_editions
from gmooc.content.sections import changed_sections
from gmooc.core.files import ContentFile, plain_files, read_sources
from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES, are_everywhere, part_language, prefix_of
from gmooc.core.settings import DEMO_MARK, Contact, Settings, SettingsError, read_settings
from gmooc.core.urls import relative_url
from gmooc.exports.linked_data import page_graph
from gmooc.model.labels import og_locale
from gmooc.pages.timing import joining_view
from gmooc.render.frames import FRAMES
from gmooc.render.language_links import alternates, changed_links, lang_attributes, language_links
from gmooc.render.page import location_of
from gmooc.render.site_links import CodeHost, contact_links, hosts_of
from gmooc.render.templates import isolated, speak_in
from gmooc.text.dialect import given_ids
from gmooc.text.front_matter import write_document
from gmooc.text.images import ENDINGS, bare
from gmooc.text.markdown import Anchors

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.gmooc")

_ANCHOR = re.compile(
    r"""<a\s[^>]*?href=(?P<quote>["'])(?P<url>.*?)(?P=quote)[^>]*>(?P<text>.*?)</a>""", re.DOTALL | re.IGNORECASE
)
# What comes with the engine, or in parts, and that no page of this site uses.
_UNUSED = ("assets/javascripts/", "assets/images/", "assets/css/")
# Addresses of a page are resolved as if the site were at its root.
_ANY_HOST = "https://localhost/"
_LINK = re.compile(r"(?<=\]\()(?P<path>[^)\s#:/][^)\s#:]*\.\w+)(?P<rest>#[^)\s]*)?(?=[)\s])")


def draw(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...] = ()) -> None:
    """Have MkDocs draw the free pages and the frames into a folder, without links to files that are hidden."""
    root = Path(__file__).parent.parent
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        # MkDocs follows links wherever they lead, and in circles; it is shown plain files only, and no record.
        for path in filter(_is_drawn, plain_files(content)):
            copy = Path(folder, path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if is_free_page(path):
                # Checks tell of what is no UTF-8; it keeps no other page from being drawn.
                copy.write_bytes((content / path).read_bytes().decode("utf-8", errors="replace").encode())
            else:
                shutil.copyfile(content / path, copy)
        config = load_config(
            str(root / "mkdocs.yml"),
            docs_dir=folder,
            site_dir=str(target),
            site_url=settings.site_url,
            repo_url=settings.repo_url,
            edit_uri=settings.edit_uri,
        )
        config.extra["hidden"] = hidden
        config.theme.get_env = partial(_lean_env, config.theme.get_env, config.theme.dirs)  # type: ignore[method-assign]
        config.extra["link_pictures"] = settings.has_pictures
        config.extra["build"] = settings.build
        config.extra["projects_everywhere"] = settings.projects_everywhere
        config.extra["mirrors"] = settings.mirrors
        config.extra["contact"] = settings.contact
        config.extra["joining"] = settings.joining
        config.extra["is_demo"] = settings.is_demo
        # Only the part of MkDocs is wanted here; whoever called presses the rest.
        for event in ("pre_build", "post_build"):
            config.plugins.events[event].clear()
        mkdocs_build(config)


def _is_drawn(path: str) -> bool:
    """Whether a file of content is MkDocs' to draw or to copy."""
    return is_free_page(path) or (path.lower().endswith(ENDINGS) and not is_record_folder(path))


class _Files(FileSystemLoader):
    """Lists the files of a theme but for Material's twelve thousand icons, none of which is a file of the site."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in map(Path, self.searchpath):
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if name != ".icons"]
                found.update((Path(folder) / name).relative_to(top).as_posix() for name in names)
        return sorted(found)


class _FramePage(Page):
    """A page that is all frame: there is nothing to convert."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""


def _lean_env(get_env: Callable[[], Environment], folders: list[str]) -> Environment:
    env = get_env()
    env.loader = _Files(folders)
    return env


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Return the theme words, and the pages that stand in for others in every language."""
    env.add_extension("jinja2.ext.i18n")
    speak_in(env)
    env.filters["isolated"] = isolated
    away = {
        f"{prefix_of(language)}{name}": f'{{% extends "{name}" %}}'
        for name in ("404.html", "offline.html")
        for language in LANGUAGES[1:]
    }
    config.theme.static_templates.update(away)
    env.loader = ChoiceLoader([loader for loader in (env.loader, DictLoader(away)) if loader])
    return env


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the records, and add free pages in every language and a page for every frame."""
    if "hidden" not in config.extra:
        content = Path(config.docs_dir)
        sources = read_sources(content, {}, 0)
        now = datetime.now(UTC)
        config.extra["hidden"] = hidden_below(content, sources, now)
        config.extra["contact"] = _contact_of(Path(config.config_file_path))
        config.extra["projects_everywhere"] = are_everywhere(sources)
        config.extra["is_demo"] = (content / DEMO_MARK).exists()
        editions = read_editions(*(ContentFile.at(content, path) for path in edition_paths(sources)))
        config.extra["joining"] = joining_at(editions, now)
    hidden = frozenset(config.extra["hidden"])
    plain = frozenset(filter(_is_drawn, plain_files(Path(config.docs_dir)))) - hidden
    config.extra["plain"] = plain
    config.nav = without_hidden(config.nav, hidden)
    for file in list(files):
        is_own = file.src_dir == config.docs_dir
        if file.src_uri not in plain if is_own else file.dest_uri.startswith(_UNUSED):
            files.remove(file)
        elif is_own and file.src_uri.lower().endswith(ENDINGS):
            files.remove(file)
            picture = bare(Path(config.docs_dir, file.src_uri).read_bytes())
            if picture:
                files.append(File.generated(config, file.src_uri, content=picture))
    for file in list(files.documentation_pages()):
        if split_translation(file.src_uri)[1] != "en":
            files.remove(file)
            continue
        for language in LANGUAGES[1:]:
            text = (Path(config.docs_dir) / _source_of(file.src_uri, language, config)).read_text(encoding="utf-8")
            files.append(File.generated(config, prefix_of(language) + file.src_uri, content=text))
    for frame in FRAMES:
        meta = {"title": "@@gm-title@@", "frame": frame.name, "section": frame.section, "lang": frame.language}
        text = write_document(meta | ({"is_record": True} if frame.is_record else {}))
        source = f"{frame.address.rstrip('/')}.md"
        files.append(File.generated(config, source, content=text))
        _FramePage(None, files.src_uris[source], config)
    # One stylesheet costs one request; its parts are files of their own only for those who edit them.
    parts = sorted((Path(config.config_file_path).parent / "theme/overrides/assets/css").glob("*.css"))
    joined = "".join(part.read_text(encoding="utf-8") for part in parts)
    files.append(File.generated(config, "assets/gm.css", content=joined))
    return files


def _contact_of(mkdocs_yml: Path) -> Contact:
    """Return the contact that a build by MkDocs alone shows."""
    try:
        return read_settings(mkdocs_yml.read_text(encoding="utf-8"), os.environ).contact
    except SettingsError as error:
        raise BuildError(str(error)) from error


def _join(config: MkDocsConfig, root: str, language: str) -> dict[str, Any]:
    """Return what the button of every page shows."""
    return joining_view(config.extra["joining"], location_of(root, language))


def without_hidden(nav: Any, hidden: frozenset[str]) -> Any:
    """Return the menu as mkdocs.yml has it, without pages that are hidden and sections that nothing is left of."""
    if isinstance(nav, list):
        items = [without_hidden(item, hidden) for item in nav]
        return [item for item in items if item]
    if isinstance(nav, dict):
        found = {title: without_hidden(target, hidden) for title, target in nav.items()}
        return {title: target for title, target in found.items() if target}
    return None if nav in hidden else nav


def _source_of(original: str, language: str, config: MkDocsConfig) -> str:
    """Return the file that holds a free page in a language: its translation, or the original where there is none."""
    translation = f"{original.removesuffix('.md')}.{language}.md"
    return translation if translation in config.extra["plain"] else original


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say of a page what its frame needs to know, and turn links to files into links to pages."""
    # All pages have the site's own template.
    page.meta.pop("template", None)
    if "frame" in page.meta:
        return markdown
    language, original = part_language(page.file.src_uri)
    source = _source_of(original, language, config)
    page.meta.update({"lang": language, "original": original, "source": source})
    page.meta["hub"] = {file: name for name, file in HUBS.items()}.get(original)
    page.meta["text_language"] = split_translation(source)[1]
    folder = os.path.dirname(original)
    # Headings have the ids that records' have: one rule, which links to sections follow, too.
    anchors = Anchors(given_ids(markdown).values())
    config.mdx_configs["toc"]["slugify"] = lambda text, separator: anchors.add(text)

    def to_page(match: re.Match[str]) -> str:
        target = os.path.normpath(os.path.join(folder, match["path"])).replace(os.sep, "/")
        # What is no page is at the same place for all languages.
        url = page_url_of(target, language) or target
        return relative_url(url, page.url) + (match["rest"] or "")

    return _LINK.sub(to_page, markdown)


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Have a page's frame speak the page's language, and lead to the same page in others."""
    language, place = part_language(page.url)
    language = page.meta.get("lang", language)
    changed: tuple[tuple[str, str], ...] = ()
    if "frame" in page.meta:
        links, heads, graph = "@@gm-languages@@", "", ""
    else:
        translated = [
            code
            for code in LANGUAGES[1:]
            if split_translation(_source_of(page.meta["original"], code, config))[1] == code
        ]
        links = language_links(_root_of(page), language, place, written=(LANGUAGES[0], *translated))
        # A page whose text has its address elsewhere belongs to no set of translations.
        is_own = page.meta["text_language"] == language
        heads = alternates(config.site_url or "", place, ("", *translated)) if is_own else ""
        title = str(config.site_name if place == "" else page.title)
        summary = page.meta.get("description") or config.site_description or ""
        steps = () if place == "" else ((title, page.url),)
        graph = page_graph(config.site_url or _root_of(page), (page.url, title, summary), language, steps)
        if config.site_url and not is_own:
            page.canonical_url = config.site_url + place
        if page.meta["source"] != page.meta["original"]:
            files = (page.meta["original"], page.meta["source"])
            changed = changed_sections(*(ContentFile.at(Path(config.docs_dir), path) for path in files))
    more = {
        "contact": contact_links(config.extra["contact"], words_of(language)),
        "hosts": _hosts(config),
        "language_links": links,
        "join": _join(config, _root_of(page), language),
        "alternates": heads,
        "linked_data": graph,
        "og_locale": og_locale(page.meta.get("text_language", language)),
        "changed": changed_links(changed, _root_of(page) + place, words_of(language)),
        "prefix": prefix_of(language),
        "place": place,
        "sections": _sections(nav, place, page.meta.get("section")),
        "foreign": lang_attributes(page.meta.get("text_language", language), language),
    }
    return context | more | words_of(language).view  # type: ignore[return-value]


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """Have pages without a file speak the language of their folder, and lead on in every language."""
    language, name = part_language(template_name)
    is_lost = name == "404.html"
    # Hosts show the page for unknown addresses at any depth, so its links begin at the root of the host.
    base = urlsplit(config.site_url or "/").path if is_lost else context["base_url"]
    root = f"{base.rstrip('/')}/"
    words = words_of(language)
    title = words.say("This page does not exist" if is_lost else "You are offline")
    more = {
        "contact": contact_links(config.extra["contact"], words),
        "stands_in": {"title": title, "lang": language},
        "language_links": language_links(root, language, "", written=()),
        "base_url": base,
        "join": _join(config, root, language),
        "others": [_lost(other, language) for other in LANGUAGES if other != language],
        "alternates": "",
        "linked_data": "",
        "og_locale": og_locale(language),
        "prefix": prefix_of(language),
        "place": "404",
        "sections": _sections(context["nav"], "404", None),
    }
    return context | more | words.view  # type: ignore[return-value]


def _lost(language: str, page: str) -> dict[str, str]:
    """Return how a language says that a page does not exist, for a page in another one."""
    say = words_of(language).say
    text = {"text": say("This page does not exist"), "title": say("Home")}
    return text | {"prefix": prefix_of(language), "foreign": lang_attributes(language, page)}


def _root_of(page: Page) -> str:
    return relative_url("", page.url)


def _hosts(config: MkDocsConfig) -> tuple[CodeHost, ...]:
    """Return the places where a page's file can be edited; a build by MkDocs alone has only what its file says."""
    mirrors = config.extra.get("mirrors") or ()
    pairs = tuple((one["kind"], one["url"]) if isinstance(one, dict) else one for one in mirrors)
    return hosts_of(Settings("", "", "", config.repo_url or "", config.edit_uri or "", mirrors=pairs))


def _sections(nav: Navigation, place: str, section: str | None) -> list[dict[str, Any]]:
    """Return the menu: sections with their pages, and which of them a page lies in."""

    def entry(item: Any) -> dict[str, Any]:
        children = [entry(child) for child in item.children or ()]
        if children:
            is_here = any(child["is_page"] for child in children)
            return {"title": item.title, "url": children[0]["url"], "children": children, "is_here": is_here}
        is_page = item.url == place
        is_here = is_page or item.url == f"{section}/"
        return {"title": item.title, "url": item.url, "is_page": is_page, "is_here": is_here}

    return [entry(item) for item in nav.items]


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let keyboards reach what scrolls sideways, and name no page whose time has not come."""
    if config.extra["hidden"]:
        is_hidden = _names_hidden(config.extra["hidden"], page, config.site_url or _ANY_HOST)
        html = _ANCHOR.sub(lambda match: match["text"] if is_hidden(match["url"]) else match[0], html)
    html = re.sub(r"<pre([^>]*)><code", r'<pre\1><code tabindex="0"', html)
    html = html.replace("<table>", '<div class="gm-table" tabindex="0"><table>')
    return html.replace("</table>", "</table></div>")


def _names_hidden(hidden: Iterable[str], page: Page, site_url: str) -> Callable[[str], bool]:
    """Return a test of whether an address on a page leads to a file that is hidden, by its page or its name."""
    slugs = {identity.id.rpartition("/")[2] for path in hidden if (identity := identify(path))}
    pages = {split_translation(path)[0] for path in hidden if is_free_page(path)}
    addresses = {prefix_of(language) + free_page_url(path) for path in pages for language in LANGUAGES}
    folder = os.path.dirname(page.meta.get("original", ""))

    def is_hidden(url: str) -> bool:
        url = unquote(unescape(url)).partition("#")[0].partition("?")[0]
        # An entry's name leads to it on every host and in every list; that of a free page may be any word.
        if not slugs.isdisjoint(re.split(r"[/.]", url)):
            return True
        file = os.path.normpath(os.path.join(folder, url)).replace(os.sep, "/")
        whole = urljoin(urljoin(site_url, page.url), url)
        place = whole.removeprefix(site_url).removesuffix("index.html").strip("/")
        return split_translation(file)[0] in pages or f"{place}/" in addresses

    return is_hidden


def on_pre_build(config: MkDocsConfig) -> None:
    """Have MkDocs draw elsewhere: it empties its folder first, and visitors would see neither old site nor new."""
    config.extra["published"] = config.site_dir
    config.site_dir = tempfile.mkdtemp(prefix="gmooc-drawn-")
    # It goes when nobody needs the configuration any more, a build that fails included.
    weakref.finalize(config, shutil.rmtree, config.site_dir, ignore_errors=True)


def on_post_build(config: MkDocsConfig) -> None:
    """Build the whole site from what MkDocs drew."""
    # MkDocs takes back what a hook puts into sys.path, and workers look where this process does.
    sys.path.insert(0, str(Path(__file__).parent))
    from gmooc.build import Job
    from gmooc.build.attempts import PublishError, build_exclusively

    drawn, site, root = Path(config.site_dir), Path(config.extra["published"]), Path(config.config_file_path).parent
    config.site_dir = str(site)

    def take(content: Path, target: Path, settings: Settings, hidden: tuple[str, ...]) -> None:
        shutil.copytree(drawn, target)

    job = Job(
        root,
        Path(config.docs_dir),
        site,
        datetime.now(UTC),
        take,
        dict(os.environ),
        jobs=os.cpu_count() or 1,
        strict=config.strict,
    )
    try:
        report = build_exclusively(job, log.info)
    except PublishError as error:
        raise BuildError(str(error)) from error
    for problem in report.problems:
        log.warning("%s", problem)
    if not report.published:
        raise BuildError(f"{len(report.errors)} faults in the content")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Build again when the theme of the records or the core changes."""
    root = Path(config.config_file_path).parent
    for folder in ("theme", "scripts/gmooc"):
        server.watch(str(root / folder))


__all__ = ["Abort", "BuildError", "draw"]
