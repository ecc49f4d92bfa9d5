"""Help pages, one for each rule, and redirects from earlier addresses."""

from __future__ import annotations

import html
from collections.abc import Iterator

from gmooc.checks.rule_texts import RULE_TEXTS
from gmooc.content.published import GONE, alias_address
from gmooc.core.i18n import N_, words_of
from gmooc.core.languages import LANGUAGES, prefix_of
from gmooc.core.urls import relative_url
from gmooc.exports.linked_data import page_graph
from gmooc.render.frames import hub_frame
from gmooc.render.language_links import alternates, language_links
from gmooc.render.page import Page
from gmooc.render.target import OutputContext, Target
from gmooc.render.templates import render_template

_TITLE = N_("Rules for contributions")
_SUMMARY = N_("What must hold for every file, why, and how to mend it.")


def help_targets(context: OutputContext) -> Iterator[Target]:
    """List the list of all rules and a page for each."""
    for language in LANGUAGES:
        for code in ("", *(rule.code for rule in RULE_TEXTS)):
            frame = hub_frame("help-2" if code else "help", language)
            path = f"{prefix_of(language)}{_address(code)}index.html"
            yield from context.page(frame, path, (code, language, context.settings.site_url), _page)


def _address(code: str) -> str:
    return f"help/{code}/" if code else "help/"


def _page(code: str, language: str, site_url: str) -> Page:
    """Render the page of a rule, or the list of all for no code."""
    # The rules are code: when they change, everything is made anew.
    rule = next((rule for rule in RULE_TEXTS if rule.code == code), None)
    place = _address(code)
    url = prefix_of(language) + place
    say = words_of(language).say
    root = relative_url("", url)
    title = f"{rule.code}: {say(rule.says)}" if rule else say(_TITLE)
    view = {"rule": rule, "rules": RULE_TEXTS, "root": root, "title": title}
    view |= {"list": f"{root}{prefix_of(language)}help/"}
    summary = say(rule.reason) if rule else say(_SUMMARY)
    body = render_template("help_rule" if rule else "help", view, language)
    steps = ((say(_TITLE), f"{prefix_of(language)}help/"), *(((title, url),) if rule else ()))
    return Page(
        *(url, hub_frame("help-2" if rule else "help", language), title, summary, body),
        head=page_graph(site_url or root, (url, title, summary), language, steps) + alternates(site_url, place),
        language=language,
        languages=language_links(root, language, place),
    )


_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
{head}<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


def redirect_targets(context: OutputContext) -> Iterator[Target]:
    """List a page for each earlier address and each number of a project that is public."""
    catalogue, site_url = context.catalogue, context.settings.site_url
    cards = catalogue.cards
    for card in cards.values():
        for alias in card.aliases:
            yield _target(alias_address(card.url, alias), card.url, site_url)
    for id, number in catalogue.numbers.items():
        if id in cards:
            yield _target(f"p/{number}/", cards[id].url, site_url)
    for listed in context.ledger.addresses.values():
        if listed.leads_to == GONE:
            yield Target((f"{listed.address}index.html",), (), _gone)
        elif listed.leads_to:
            yield _target(listed.address, listed.leads_to, site_url)


def _target(address: str, target: str, site_url: str) -> Target:
    return Target((f"{address}index.html",), (address, target, site_url), _moved)


def _moved(address: str, target: str, site_url: str) -> bytes:
    # The way to the new address is relative, so that it holds in copies of the site as well.
    url = html.escape(relative_url(target, address))
    head = f'<link rel="canonical" href="{html.escape(site_url) + target if site_url else url}">\n'
    head += f'<meta http-equiv="refresh" content="0; url={url}">\n'
    text = f'It is now at <a href="{url}">{html.escape(target)}</a>.'
    return _PAGE.format(head=head, title="This page has moved", text=text).encode()


def _gone() -> bytes:
    text = "It was taken down on purpose, for example because somebody who is named on it asked for it."
    head = '<meta name="robots" content="noindex">\n'
    return _PAGE.format(head=head, title="This page is no longer here", text=text).encode()
