"""Browsers are told the texts of their own modules in every other language, and each form that a number takes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gmooc.content.catalogue import Catalogue
from gmooc.core.files import ContentFile, digest_of
from gmooc.core.i18n import words_of
from gmooc.core.settings import Settings
from gmooc.exports.browser_messages import MODULES, _forms, browser_targets, browser_texts
from paths import ROOT
from rendering import context_of, files_of


def module(folder: Path, text: str, name: str = "a.js") -> ContentFile:
    (folder / name).write_text(text, encoding="utf-8")
    return ContentFile(folder, name, digest_of(text.encode()))


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('gettext("Search")', ("Search",)),
        ('a(gettext("B"), gettext("A"), gettext("B"))', ("B", "A")),
        ('ngettext("%(num)s project", "%(num)s projects", n)', (("%(num)s project", "%(num)s projects"),)),
        ('ngettext(\n  "One",\n  "Many",\n  n\n)', (("One", "Many"),)),
        (r'gettext("Say \"hi\" \\")', ('Say "hi" \\',)),
        ('gettext("水")', ("水",)),
        ('mygettext("A") + gettext(a) + gettext (“B”)', ()),
        ("gettext('A')", ()),
        ("", ()),
    ],
    ids=["one", "order", "number", "lines", "quotes", "Han", "other names", "other quotes", "nothing"],
)
def test_texts_of_a_module_are_found(tmp_path: Path, code: str, texts: tuple[object, ...]) -> None:
    assert browser_texts([module(tmp_path, code)]) == texts


def test_modules_are_read_in_their_order(tmp_path: Path) -> None:
    modules = [module(tmp_path, f'gettext("{name}"); gettext("All")', f"{name}.js") for name in ("b", "a")]
    assert browser_texts(modules) == ("b", "All", "a")


def test_every_language_but_that_of_the_modules_has_a_file(tmp_path: Path) -> None:
    tools = {f"{MODULES}a.js": module(tmp_path, 'gettext("Search")')}
    tools |= {name: module(tmp_path, 'gettext("No")', "no") for name in (f"{MODULES}a.css", "scripts/a.js")}
    context = context_of(Catalogue(datetime(2026, 11, 24, tzinfo=UTC)), Settings("GMOOC", ""), tools=tools)
    files = {path: json.loads(text) for path, text in files_of(browser_targets(context)).items()}
    assert files == {
        f"assets/words/{code}.json": {"Search": words_of(code).say("Search")} for code in ("ar", "es", "fr", "ru", "zh")
    }


def test_text_about_a_number_is_told_under_its_first_form(tmp_path: Path) -> None:
    tools = {f"{MODULES}a.js": module(tmp_path, 'ngettext("%(num)s project", "%(num)s projects", n)')}
    context = context_of(Catalogue(datetime(2026, 11, 24, tzinfo=UTC)), Settings("GMOOC", ""), tools=tools)
    told = json.loads(files_of(browser_targets(context))["assets/words/fr.json"])
    form = words_of("fr").form
    forms = {kind: form("%(num)s project", "%(num)s projects", number) for kind, number in (("one", 1), ("other", 2))}
    assert told == {"%(num)s project": forms}


def test_modules_lie_where_they_are_looked_for() -> None:
    assert {"gm.js", "gallery.js"} <= {file.name for file in (ROOT / MODULES).glob("*.js")}


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("zh", {"other"}),
        ("fr", {"one", "other"}),
        ("ru", {"one", "few", "many"}),
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
    ],
)
def test_each_kind_of_number_of_a_language_has_its_form(language: str, kinds: set[str]) -> None:
    told = _forms("%(num)s project", "%(num)s projects", words_of(language))
    assert told.keys() == kinds
    samples = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
    if language == "ar":
        assert len(set(told.values())) > 2
    form = words_of(language).form
    assert {kind: form("%(num)s project", "%(num)s projects", samples[kind]) for kind in told} == told
