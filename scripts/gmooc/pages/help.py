"""Turn the rules for contributions into pages, one for each code, in every language."""

from __future__ import annotations

from collections.abc import Iterator

from gmooc.checks.rule_texts import RULES
from gmooc.content.entry import relative_url
from gmooc.core.i18n import N_, words_of
from gmooc.core.languages import LANGUAGES, hub_frame, prefix_of
from gmooc.exports.linked_data import page_graph
from gmooc.render.context import OutputContext
from gmooc.render.language_links import alternates, language_links
from gmooc.render.page import Page
from gmooc.render.target import Target
from gmooc.render.templates import render_template

_TITLE = N_("Rules for contributions")
_SUMMARY = N_("What must hold for every file, why, and how to mend it.")


def help_targets(context: OutputContext) -> Iterator[Target]:
    """List the list of all rules and a page for each."""
    for language in LANGUAGES:
        for code in ("", *(rule.code for rule in RULES)):
            frame = hub_frame("help-2" if code else "help", language)
            path = f"{prefix_of(language)}{_address(code)}index.html"
            yield from context.page(frame, path, (code, language, context.settings.site_url), _page)


def _address(code: str) -> str:
    return f"help/{code}/" if code else "help/"


def _page(code: str, language: str, site_url: str) -> Page:
    """Render the page of a rule, or the list of all for no code."""
    # The rules are code: when they change, everything is made anew.
    rule = next((rule for rule in RULES if rule.code == code), None)
    place = _address(code)
    url = prefix_of(language) + place
    say = words_of(language).say
    root = relative_url("", url)
    title = f"{rule.code}: {say(rule.says)}" if rule else say(_TITLE)
    view = {"rule": rule, "rules": RULES, "root": root, "title": title}
    view |= {"list": f"{root}{prefix_of(language)}help/"}
    summary = say(rule.reason) if rule else say(_SUMMARY)
    body = render_template("help_rule" if rule else "help", view, language)
    steps = ((say(_TITLE), f"{prefix_of(language)}help/"), *(((title, url),) if rule else ()))
    return Page(
        *(url, hub_frame("help-2" if rule else "help", language), title, summary, body),
        head=page_graph(root, (url, title, summary), language, steps) + alternates(site_url, place),
        language=language,
        languages=language_links(root, language, place),
    )
