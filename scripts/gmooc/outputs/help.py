"""Turn the rules for contributions into pages, one for each code, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from gmooc.locales import N_, words_of
from gmooc.outputs.labels import LANGUAGES
from gmooc.outputs.linked_data import page_graph
from gmooc.outputs.making import Making
from gmooc.outputs.page import Page, Plan
from gmooc.outputs.templates import Templates
from gmooc.records import relative_url
from gmooc.rules import RULES, Rule

_TITLE = N_("Rules for contributions")
_SUMMARY = N_("What must hold for every file, why, and how to mend it.")
# The languages that the rules are written in, each with what its addresses begin with and its frames end in.
_LANGUAGES = (("en", "", ""), ("zh", "zh/", ".zh"))


def help_plans(making: Making) -> Iterator[Plan]:
    """Plan the list of all rules and a page for each."""
    for language, prefix, suffix in _LANGUAGES:
        yield _plan(making.templates, None, language, f"{prefix}help/", f"help{suffix}")
        for rule in RULES:
            yield _plan(making.templates, rule, language, f"{prefix}help/{rule.code}/", f"help-2{suffix}")


def _plan(templates: Templates, rule: Rule | None, language: str, url: str, frame: str) -> Plan:
    def make() -> Page:
        say = words_of(language).say
        root = relative_url("", url)
        title = f"{rule.code}: {say(rule.says)}" if rule else say(_TITLE)
        others = [
            {"code": code, "name": LANGUAGES[code], "url": f"{root}{prefix}help/{f'{rule.code}/' if rule else ''}"}
            for code, prefix, _ in _LANGUAGES
            if code != language
        ]
        view = {"rule": rule, "rules": RULES, "root": root, "title": title, "others": others}
        view |= {"list": f"{root}{'' if language == 'en' else f'{language}/'}help/"}
        summary = say(rule.reason) if rule else say(_SUMMARY)
        body = templates.render("help_rule" if rule else "help", view, language)
        steps = (
            (say(_TITLE), f"{'' if language == 'en' else f'{language}/'}help/"),
            *(((title, url),) if rule else ()),
        )
        head = page_graph(root, (url, title, summary), language, steps)
        return Page(url, frame, title, summary, body, head=head, language=language)

    # The rules are code: when they change, everything is made anew.
    return Plan(f"{url}index.html", (), make, frame)
