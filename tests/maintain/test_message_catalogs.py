"""Every text that readers see can be translated, and is."""

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from gmooc.core import i18n as locales
from gmooc.core.files import ContentFile
from gmooc.core.i18n import message_catalog_path, words_of
from gmooc.core.languages import LANGUAGES
from gmooc.exports import browser_messages as browser_words
from gmooc.maintain import message_catalogs
from paths import ROOT

OTHERS = LANGUAGES[1:]
TEMPLATES = sorted(path for folder in ("records", "overrides") for path in (ROOT / "theme" / folder).rglob("*.html"))

# Names, which are the same in every language.
NAMES = {"Atom", "JSON", "Feed", "BibTeX", "YouTube", "Bilibili", "md"}
SPOKEN = ("alt", "aria-label", "placeholder", "title")
# What a template says through a translation, or not to readers at all.
QUIET = re.compile(
    r"{#.*?#}|{%-?\s*trans\b.*?endtrans\s*-?%}|<script.*?</script>|<svg.*?</svg>|<path.*?>|{%.*?%}", re.DOTALL
)


class Said(HTMLParser):
    """Collects the texts of a template that no translator gets to see."""

    def __init__(self, template):
        super().__init__()
        self.texts = []
        self.feed(re.sub(r"{{.*?}}", "x0", QUIET.sub(" ", template)))

    def handle_data(self, data):
        # A part of a tag that stands in a block of its own.
        data = re.sub(r'[\w-]+="[^"]*"', "", data)
        words = set(re.findall(r"[^\W\d_]{2,}", data)) - NAMES
        self.texts += [data.strip()] if words and "@@gm-" not in data else []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in SPOKEN and re.search(r"[^\W\d_]{2,}", value or "") and "@@gm-" not in value:
                self.texts.append(value)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_template_says_nothing_that_is_not_translated(path):
    assert Said(path.read_text(encoding="utf-8")).texts == []


def test_text_that_is_not_translated_is_found():
    template = '{# A b #}<p title="Not wrapped">Nor this {{ _("this") }}</p>{% trans %}but this{% endtrans %}'
    assert Said(template).texts == ["Not wrapped", "Nor this x0"]


def messages_of(language):
    with message_catalog_path(language).open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


@pytest.fixture(scope="module")
def texts():
    """Every text that templates and code say to readers."""
    return {
        message.id if isinstance(message.id, str) else message.id[0] for message in message_catalogs.collect(ROOT)
    } - {""}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language, texts):
    # `python3 scripts/manage.py translate update` collects what is new.
    catalogue = message_catalogs.read(ROOT, language)
    assert message_catalogs.untranslated(catalogue) == []
    assert sorted(text for text in texts if catalogue.get(text) is None) == []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(locales, "MESSAGE_CATALOGS_FOLDER", tmp_path)
    return tmp_path


def save(folder, text):
    path = folder / "fr/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_texts_of_a_data_file_are_those_below_the_keys_that_are_named():
    data = (
        b"title: Hidden\nlabels: {title: Name, x: ''}\nparts:\n  - {says: Rule, keys: [code], more: {says: [A, B]}}\n"
    )
    found = message_catalogs.extract_data(BytesIO(data), (), (), {"below": "labels says"})
    assert [text for _, _, text, _ in found] == ["Name", "Rule", "A", "B"]


def test_words_of_the_browser_are_those_that_are_collected():
    # Two readers look at the same modules: Babel's, for translators, and ours, for what a browser loads.
    collected = {
        message.id
        for message in message_catalogs.collect(ROOT)
        if any(file.startswith("theme/overrides/assets/") for file, _ in message.locations)
    }
    modules = sorted((ROOT / browser_words.MODULES).rglob("*.js"))
    files = [ContentFile.at(ROOT, path.relative_to(ROOT).as_posix()) for path in modules]
    assert set(browser_words.browser_texts(files)) == collected


def test_fuzzy_translation_counts_as_none(folder):
    save(folder, '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d\\n\\"e\\""\n\nmsgid "f"\nmsgstr ""\n')
    assert [words_of("fr").say(text) for text in ("a", "c", "f", "")] == ["a", 'd\n"e"', "f", ""]


def test_catalogue_that_is_saved_is_read_anew(folder):
    assert words_of("fr").say("Team") == "Team"
    for translation in ("Équipe", "Groupe"):
        save(folder, f'msgid "Team"\nmsgstr "{translation}"\n')
        assert words_of("fr").say("Team") == translation


def held_by(text):
    """Return what a translation must hold as its original does: values, tags and addresses."""
    return Counter(re.findall(r"%\(\w+\)s|\{\w+\}|<[^>]*>|%%", text))


@pytest.mark.parametrize("language", OTHERS)
def test_translation_holds_the_values_and_tags_of_its_original(language):
    pairs = []
    for message in messages_of(language):
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        found = message.string if isinstance(message.string, tuple | list) else (message.string,)
        pairs += [(originals[-1], text) for text in found if text]
    # A form for one thing, or for two, may do without the number.
    without = {"%(num)s", "%(count)s", "{num}"}
    differing = [
        (original, text)
        for original, text in pairs
        if (held_by(text) - held_by(original)) or set(held_by(original) - held_by(text)) - without
    ]
    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
def test_translation_can_stand_in_an_attribute(language):
    pairs = [(str(message.id), str(message.string)) for message in messages_of(language)]
    assert [text for original, text in pairs if '"' in text.replace('\\"', '"') and '"' not in original] == []


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("en", date(2024, 3, 9), "9 March 2024"),
        ("fr", date(2024, 3, 1), "1er mars 2024"),
        ("fr", date(2024, 3, 21), "21 mars 2024"),
        ("zh", date(2024, 3, 9), "2024年3月9日"),
    ],
)
def test_day_is_written_as_the_language_has_it(language, day, written):
    assert words_of(language).day(day) == written


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("ru", 21, "21 проект"),
        ("ru", 22, "22 проекта"),
        ("ar", 2, "مشروعان"),
        ("ar", 11, "11 مشروعًا"),
        ("zh", 1, "1 个项目"),
    ],
)
def test_number_of_things_takes_its_form(language, number, written):
    assert words_of(language).say_count("%(num)s project", "%(num)s projects", number) == written


@pytest.mark.parametrize(
    ("language", "number", "written"), [("en", 12345, "12,345"), ("fr", 12345, "12\u202f345"), ("ar", 7, "7")]
)
def test_number_is_written_as_the_language_has_it(language, number, written):
    assert words_of(language).number(number) == written
