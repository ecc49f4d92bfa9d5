"""Pages that other sites show in a frame: a card of a project, a list for each goal; and certificates.

They run nothing, load one small stylesheet, and forbid nobody to frame them. Ten thousand cards are made at every build
from nothing, so they are joined from strings.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gmooc.content.catalogue import Card
from gmooc.content.entry import Entry
from gmooc.content.translations import cards_in_language
from gmooc.core.i18n import N_, Words, words_of
from gmooc.core.languages import SOURCE_LANGUAGE, ui_language
from gmooc.model.labels import LICENCES, STATUSES_OF_CARDS, direction_of
from gmooc.model.records import Project
from gmooc.render.language_links import lang_attributes
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import escaped

_TITLE = N_("Certificate of publication")
_WORK = N_("This work is published on the community site of the Global Massive Open Online Challenge (GMOOC):")
_MADE = N_("Made in the edition %(year)s by the team %(team)s.")

_NO_MORE = N_(
    "It certifies that the work is published there, and nothing more: it is no award, no grade and no academic credit, "
    "and this site has not judged the work."
)

_WHERE = N_("Anybody can read the work and compare this page with it: %(address)s")
_LICENCE = N_("Licence: %(name)s")
_BACK = N_("Print this page, or go back to the work.")
_DEMO = N_("A demonstration: all projects, teams, awards and sample challenges here are made up.")


def certificate(entry: Entry[Project], site_url: str, *, is_demo: bool) -> bytes:
    """Return the certificate of a project; its address stands on it once that of the site is known.

    That of a project which is made up says so first.
    """
    record = entry.record
    root = "../" * entry.url.count("/")
    language = ui_language(entry.spoken)
    words = words_of(language)

    def say(text: str) -> str:
        return escaped(words.say(text))

    title = escaped(record.title)
    address = f'<bdi dir="ltr">{escaped(site_url + entry.url)}</bdi>'
    parts = [
        ("p", "small", say(_DEMO) if is_demo else ""),
        ("h1", "title", say(_TITLE)),
        ("p", "text", say(_WORK)),
        ("p", "work", title),
        ("p", "text", say(_MADE) % {"year": record.year, "team": _isolated(record.team.name)}),
        ("p", "people", say(", ").join([_isolated(member.name) for member in record.team.members])),
        ("p", "text", say(_NO_MORE)),
        ("p", "small", say(_WHERE) % {"address": address} if site_url else ""),
        ("p", "small", say(_LICENCE) % {"name": LICENCES[record.licence][0]}),
    ]
    foreign = {"work": lang_attributes(entry.spoken, language)}
    body = "".join(
        [f'<{tag} class="gm-paper__{name}"{foreign.get(name, "")}>{text}</{tag}>' for tag, name, text in parts if text]
    )
    return _page(
        language,
        f"{say(_TITLE)}{say(': ')}{title}",
        f"{root}assets/paper.css",
        f'<main class="gm-paper">{body}</main><footer class="gm-paper__back"><a href="./">{say(_BACK)}</a></footer>',
    )


def _isolated(name: str) -> str:
    """Keep the direction of a name from that of the sentence it stands in."""
    return f"<bdi>{escaped(name)}</bdi>"


# A list shows the newest projects of a goal, as many as a frame of usual height holds.
MAX_EMBEDDED = 10
_SAFE = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_GOAL = N_("Goal %(number)s")


def embed_url(url: str) -> str:
    """Return the address of the card of the project whose page is at an address."""
    return url.replace("projects/", "embed/project/", 1)


def project_embed(entry: Entry[Project], *, is_demo: bool) -> bytes:
    """Return the card of a project."""
    record = entry.record
    root = "../" * embed_url(entry.url).count("/")
    language = ui_language(entry.spoken)
    words, foreign = words_of(language), lang_attributes(entry.spoken, language)
    facts = [
        words.say(_GOAL, number=record.sdgs.main.goal),
        words.say(STATUSES_OF_CARDS[record.status]),
        f"GMOOC {record.year}",
        record.team.name,
    ]
    card = _card(root + entry.url, record.title, record.summary, record.sdgs.main.goal, facts, 1, foreign)
    return _embed(root, language, record.title, _noted(card, words, is_demo=is_demo))


def embed_targets(context: OutputContext) -> Iterator[Target]:
    """List the list of each goal."""
    for entry in context.catalogue.sdgs:
        number = entry.record.number
        cards = context.catalogue.by("goal").get(str(number), ())
        inputs = (
            number,
            entry.record.title,
            len(cards),
            cards_in_language(cards[:MAX_EMBEDDED], context.catalogue, SOURCE_LANGUAGE),
            context.settings.is_demo,
        )
        yield Target((f"embed/goal/{number}/index.html",), inputs, _goal_embed)


def _goal_embed(number: int, title: str, count: int, cards: tuple[Card, ...], is_demo: bool) -> bytes:
    root, words = "../../../", words_of(SOURCE_LANGUAGE)
    heading = f"{words.say(_GOAL, number=number)}: {title}"
    items = [
        _card(root + card.url, card.title, card.summary, number, _facts(card, words), 2, foreign)
        for card in cards
        for foreign in (lang_attributes(card.language, SOURCE_LANGUAGE),)
    ]
    shown = words.say_count("%(num)s project", "%(num)s projects", count)
    body = (
        f'<h1 class="gm-embed__heading gm-embed__heading--{number}">{escape(heading)}</h1>'
        f'<ul class="gm-embed__list">{"".join([f"<li>{item}</li>" for item in items])}</ul>'
        f'<p class="gm-embed__facts"><a href="{root}sdgs/{number}/" target="_blank" rel="noopener">'
        f"GMOOC: {shown}</a></p>"
    )
    return _embed(root, SOURCE_LANGUAGE, heading, _noted(body, words, is_demo=is_demo))


def _noted(body: str, words: Words, *, is_demo: bool) -> str:
    """Return what a frame shows, with a note below it where it is made up."""
    return f'{body}<p class="gm-embed__note">{escape(words.say(_DEMO))}</p>' if is_demo else body


def _facts(card: Card, words: Words) -> list[str]:
    return [words.say(STATUSES_OF_CARDS[card.status]), f"GMOOC {card.year}", card.team]


def _card(url: str, title: str, summary: str, goal: int, facts: list[str], level: int, foreign: str) -> str:
    # A link that stayed in the frame would open a whole page in a small window.
    return (
        f'<article class="gm-embed gm-embed--{goal}"><h{level} class="gm-embed__title"{foreign}>'
        f'<a href="{url}" target="_blank" rel="noopener">{escape(title)}</a></h{level}>'
        f'<p class="gm-embed__summary"{foreign}>{escape(summary)}</p>'
        f'<p class="gm-embed__facts"><bdi>{"</bdi> · <bdi>".join(map(escape, filter(None, facts)))}</bdi></p></article>'
    )


def _embed(root: str, language: str, title: str, body: str) -> bytes:
    return _page(language, escape(title), f"{root}assets/embed.css", f"<main>{body}</main>")


def _page(language: str, safe_title: str, stylesheet: str, body: str) -> bytes:
    """Return a page that runs nothing and loads one stylesheet."""
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction_of(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{safe_title}</title><link rel="stylesheet" href="{stylesheet}"></head>'
        f"<body>{body}</body></html>\n"
    ).encode()


def frame_line(site_url: str, url: str, title: str) -> str:
    """Return the line that shows a project on another site; it needs the address of this one."""
    return (
        f'<iframe src="{site_url}{embed_url(url)}" title="{escape(title)}" width="480" height="240" '
        'style="border:0" loading="lazy"></iframe>'
    )
