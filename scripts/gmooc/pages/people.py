"""Pages of people who worked on entries: those beside a team, and those who gave an ORCID iD.

A name alone proves nothing: two persons may share it. Entries are put together by ORCID iD, or by the same name where
none is given, and the page says which. Members of teams without an ORCID iD have no page: they asked for none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from gmooc.content.catalogue import Card, Catalogue
from gmooc.content.translations import english_of
from gmooc.core.i18n import N_, words_of
from gmooc.core.languages import SOURCE_LANGUAGE
from gmooc.core.slugs import PEOPLE_URL, person_url
from gmooc.core.urls import relative_url
from gmooc.exports.linked_data import page_graph
from gmooc.model.kinds import PROJECT
from gmooc.model.labels import direction_of
from gmooc.render.language_links import language_links
from gmooc.render.page import Page
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import render_template

PEOPLE_TITLE = N_("People")
SUMMARY = N_("Mentors, translators, reviewers and members of teams who want to be found.")
PERSON_ROLES = {
    "team": N_("Team"),
    "author": N_("Author"),
    "mentor": N_("Mentor"),
    "translator": N_("Translator"),
    "reviewer": N_("Reviewer"),
    "editor": N_("Editor"),
}


class Person(NamedTuple):
    """One person: `works` are roles with the cards of pages."""

    name: str
    orcid: str
    works: tuple[tuple[str, Card], ...]

    @property
    def url(self) -> str:
        return person_url(self.name, self.orcid)

    def told(self, catalogue: Catalogue) -> Person:
        """Return the person with works in English, where they are translated."""
        return self._replace(works=tuple([(role, english_of(card, catalogue)) for role, card in self.works]))


def people_of(cards: tuple[Card, ...]) -> list[Person]:
    """Return everybody who has a page, in the order of names."""
    found: dict[tuple[str, str], list[tuple[str, Card]]] = {}
    names: dict[tuple[str, str], str] = {}
    for card in cards:
        for name, role, orcid in card.people:
            key = (orcid, "") if orcid else ("", name)
            names.setdefault(key, name)
            found.setdefault(key, []).append((role, card))
    people = [Person(names[key], key[0], tuple(works)) for key, works in found.items()]
    return sorted(people, key=lambda person: (person.name.casefold(), person.orcid, person.name))


def people_targets(context: OutputContext) -> Iterator[Target]:
    """List the list of people and a page for each; while there is nobody, there is no list."""
    site_url = context.settings.site_url
    people = [person.told(context.catalogue) for person in people_of(context.catalogue.projects)]
    if not people:
        return
    rows = tuple((person.name, person.orcid, person.url, len(person.works)) for person in people)
    yield from context.page("people", f"{PEOPLE_URL}index.html", (rows, site_url), _list)
    for person in people:
        yield from context.page("people-2", f"{person.url}index.html", (*person, site_url), _person)


def _list(rows: tuple[tuple[str, str, str, int], ...], site_url: str) -> Page:
    say, root = words_of(SOURCE_LANGUAGE).say, relative_url("", PEOPLE_URL)
    people = [{"name": name, "orcid": orcid, "url": root + url, "count": count} for name, orcid, url, count in rows]
    title, summary = say(PEOPLE_TITLE), say(SUMMARY)
    body = render_template("people", {"title": title, "summary": summary, "people": people, "root": root})
    head = page_graph(site_url or root, (PEOPLE_URL, title, summary), SOURCE_LANGUAGE, ((title, PEOPLE_URL),))
    return Page(PEOPLE_URL, "people", title, summary, body, head=head, languages=_languages(root, PEOPLE_URL))


def _person(name: str, orcid: str, works: tuple[tuple[str, Card], ...], site_url: str) -> Page:
    person = Person(name, orcid, works)
    say, root = words_of(SOURCE_LANGUAGE).say, relative_url("", person.url)
    rows: list[dict[str, Any]] = [
        {"role": say(PERSON_ROLES[role]), "title": card.title, "url": root + card.url, "year": card.year,
         "language": card.language, "direction": direction_of(card.language)}
        for role, card in person.works
    ]  # fmt: skip
    view = {"name": person.name, "orcid": person.orcid, "works": rows, "list": root + PEOPLE_URL, "root": root}
    summary = say(SUMMARY)
    head = page_graph(
        site_url or root,
        (person.url, person.name, summary),
        SOURCE_LANGUAGE,
        ((say(PEOPLE_TITLE), PEOPLE_URL), (person.name, person.url)),
    )
    body, languages = render_template("person", view), _languages(root, person.url)
    return Page(person.url, "people-2", person.name, summary, body, head=head, languages=languages)


def _languages(root: str, url: str) -> str:
    """Return links to other languages; what people worked on is in all of them, and these pages are in one."""
    return language_links(root, SOURCE_LANGUAGE, url, f"{PROJECT.folder}/", (SOURCE_LANGUAGE,))
