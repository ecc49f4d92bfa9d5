"""Render the page of an entry, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from gmooc.content.catalogue import Card, Catalogue
from gmooc.content.entry import Entry, is_entry_of, load_entry, url_of
from gmooc.core.files import Blob
from gmooc.core.languages import LANGUAGES, SOURCE_LANGUAGE, ui_language
from gmooc.core.settings import NO_CONTACT, Contact
from gmooc.exports.api import export_target
from gmooc.exports.citations import citation_tags
from gmooc.exports.linked_data import LIST_SECTIONS, LinkedFacts, entry_graph
from gmooc.model.kinds import KIND_OF
from gmooc.model.labels import og_locale
from gmooc.model.records import Project
from gmooc.pages.entry_view import reuse, view_of
from gmooc.pages.related import Related, related_of
from gmooc.render.cards import cards_html
from gmooc.render.frames import frame_of
from gmooc.render.language_links import (
    alternates,
    changed_links,
    kept_in_language,
    lang_attributes,
    language_links,
    led_from,
    links_beside_english,
    written_in,
)
from gmooc.render.page import Page, PageLocation, location_of
from gmooc.render.site_links import contact_links
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import render_template, safe
from gmooc.text.markdown import SMALL_SCREENS, Image


def page_targets(context: OutputContext) -> Iterator[Target]:
    """List the page of every entry, in the languages that it is not written in, too, and its own files."""
    site_url = context.settings.site_url
    for card in context.catalogue.cards.values():
        kept = context.kept[card.key]
        yield export_target(card, kept.entry, kept.lines, context.settings)
        for language, url in _languages_of(card, context.catalogue):
            changed = context.changed.get(card.key, ()) if not language else ()
            related = related_of(card, context.catalogue, context.images.get, language, changed)
            contact = context.settings.contact if KIND_OF[card.kind].names_contact else NO_CONTACT
            inputs = (kept.entry, related, site_url, language, contact)
            frame = context.frames[frame_of(card.kind, language or card.translation)]
            yield Target((f"{url}index.html",), inputs, _page, frame, cost=1, is_canonical=not language)


def _languages_of(card: Card, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield '' for the page of an entry, and each language that an original has a page in without being written in it,
    with the addresses; projects may be too many for that."""
    yield "", card.url
    if card.key == card.id and (catalogue.projects_everywhere or KIND_OF[card.kind].kept_whole):
        for language in LANGUAGES[1:]:
            if f"{language}/{card.id}" not in catalogue.cards:
                yield language, url_of(card.id, language)


def _page(kept: Blob, related: tuple[Any, ...], site_url: str, language: str, contact: Contact) -> Page:
    return record_page(load_entry(kept), related, site_url, language, contact)


def record_page(
    entry: Entry, related: tuple[Any, ...], site_url: str, language: str = "", contact: Contact = NO_CONTACT
) -> Page:
    """Return the page of an entry; in another `language`, its own text stands in a frame of that language."""
    known = Related._make(related)
    spoken = entry.spoken
    url = url_of(entry.id, language) if language else entry.url
    place = location_of("../" * url.count("/"), language or ui_language(entry.translation))
    view = view_of(entry, known, place)
    title = view.get("title", entry.record.title)
    prose = _led(entry, language, are_projects_everywhere=known.is_everywhere)
    headings = entry.prose.headings
    if spoken != place.language:
        headings = tuple([heading._replace(language=spoken) for heading in headings])
    is_also_english = not language and not entry.translation and SOURCE_LANGUAGE in known.languages
    view |= {
        "record": entry.record,
        "foreign": lang_attributes(spoken, place.language),
        "changed": changed_links(known.changed, place.root + url_of(entry.id), place.words),
        "original_language": place.words.language_name(spoken),
        "original": place.words.language_name(spoken) if language and spoken != language else "",
        "in_english": place.root + url_of(entry.id, SOURCE_LANGUAGE) if is_also_english else "",
        "prose": safe(prose),
        "contact": contact_links(contact, place.words),
        "root": place.root,
        "home": place.home,
        "cards": cards_html(known.cards, place),
        "count": known.total,
        "feed": f"{place.root}{url_of(entry.id)}feed" if entry.identity.kind.has_feeds else "",
        "small_screens": SMALL_SCREENS,
        "images": {src: Image(place.root + path, width, height) for src, path, width, height in known.images},
    }
    if is_entry_of(entry, Project):
        view |= reuse(entry, place, site_url)
    return Page(
        url=url,
        frame=frame_of(entry.kind, language or entry.translation),
        title=title,
        description=entry.record.summary,
        body=render_template(entry.kind, view, place.language),
        contents=(*view["before"], *headings, *view["after"]),
        source=entry.path,
        head=_locale(entry.spoken)
        + (citation_tags(entry) if is_entry_of(entry, Project) else "")
        + entry_graph(entry, LinkedFacts(known.titles, known.images, site_url or place.root), place)
        # A page whose text has its address elsewhere belongs to no set of translations.
        + ("" if language else alternates(site_url, url_of(entry.id), known.languages, known.spoken))
        + (_feed_links(view["feed"], title) if view["feed"] else ""),
        language=language or spoken,
        canonical=entry.url if language else "",
        languages=_language_links(entry, url, place, known),
    )


def _language_links(entry: Entry, url: str, place: PageLocation, known: Related) -> str:
    """Return the entries of the language switch; where an entry has no page in a language, its list has one."""
    original, section = url_of(entry.id), LIST_SECTIONS[entry.kind][0]
    is_everywhere = entry.identity.kind.kept_whole or known.is_everywhere
    if SOURCE_LANGUAGE in known.languages:
        elsewhere = "" if is_everywhere else section
        return links_beside_english(place.root, url, original, known.languages, known.spoken, elsewhere)
    there = LANGUAGES if is_everywhere else (SOURCE_LANGUAGE, *known.languages)
    written = written_in(known.languages, known.spoken)
    return language_links(place.root, place.language, original, section, there, written)


def _led(entry: Entry, language: str, *, are_projects_everywhere: bool) -> str:
    """Return the text of an entry, its links leading on in the language of the page."""
    if language:
        return led_from(entry.prose.html, are_projects_everywhere=are_projects_everywhere)
    is_among_all = are_projects_everywhere and entry.translation in LANGUAGES[1:]
    return kept_in_language(entry.prose.html) if is_among_all else entry.prose.html


def _locale(language: str) -> str:
    locale = og_locale(language)
    return f'<meta property="og:locale" content="{locale}">' if locale else ""


def _feed_links(feed: str, title: str) -> str:
    """Name the feeds of a page for programs that look for them."""
    links = (("application/atom+xml", "xml"), ("application/feed+json", "json"))
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{feed}.{ending}">' for kind, ending in links
    )
