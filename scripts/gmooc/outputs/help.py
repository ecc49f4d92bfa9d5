"""Turn the rules for contributions into pages, one for each code, in every language."""

from __future__ import annotations

from collections.abc import Iterator

from gmooc.frames import LANGUAGES, hub_frame, prefix_of
from gmooc.locales import N_, words_of
from gmooc.outputs.linked_data import page_graph
from gmooc.outputs.making import Making
from gmooc.outputs.page import Page, Plan
from gmooc.outputs.switch import alternates, language_links
from gmooc.outputs.templates import Templates
from gmooc.records import relative_url
from gmooc.rules import RULES, Rule

_TITLE = N_("Rules for contributions")
_SUMMARY = N_("What must hold for every file, why, and how to mend it.")


def help_plans(making: Making) -> Iterator[Plan]:
    """Plan the list of all rules and a page for each."""
    for language in LANGUAGES:
        yield _plan(making.templates, making.settings.site_url, None, language)
        for rule in RULES:
            yield _plan(making.templates, making.settings.site_url, rule, language)


def _plan(templates: Templates, site_url: str, rule: Rule | None, language: str) -> Plan:
    place = f"help/{rule.code}/" if rule else "help/"
    url = prefix_of(language) + place
    frame = hub_frame("help-2" if rule else "help", language)

    def make() -> Page:
        say = words_of(language).say
        root = relative_url("", url)
        title = f"{rule.code}: {say(rule.says)}" if rule else say(_TITLE)
        view = {"rule": rule, "rules": RULES, "root": root, "title": title}
        view |= {"list": f"{root}{prefix_of(language)}help/"}
        summary = say(rule.reason) if rule else say(_SUMMARY)
        body = templates.render("help_rule" if rule else "help", view, language)
        steps = ((say(_TITLE), f"{prefix_of(language)}help/"), *(((title, url),) if rule else ()))
        return Page(
            *(url, frame, title, summary, body),
            head=page_graph(root, (url, title, summary), language, steps) + alternates(site_url, place),
            language=language,
            languages=language_links(root, language, place),
        )

    # The rules are code: when they change, everything is made anew.
    return Plan(f"{url}index.html", (), make, frame)
