"""Words of one direction do not disturb a page of the other: each name and title stands in a part of its own."""

import re
from html.parser import HTMLParser

import pytest
import yaml
from babel.messages.pofile import read_po

from gmooc.core.i18n import MESSAGE_CATALOGS_FOLDER
from gmooc.render.templates import isolated

ARABIC = re.compile("[\u0600-\u06ff]")
# Elements that have no end.
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle"}
# What the bare frame of these tests calls so: what the head holds, and lists whose entries have lines of their own.
SILENT = {"title", "description", "heading", "contents", "languages", "script", "style", "textarea", "option"}
# What a reader's language does not change.
NAMES = ("title", "name", "provider", "theme", "summary", "affiliation", "award")


class Disturbing(HTMLParser):
    """Collects texts that no part with a direction of its own holds."""

    def __init__(self, page):
        super().__init__()
        self.open = []
        self.texts = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            # A text of a picture is a line of its own.
            is_apart = tag in ("bdi", "text") or (tag not in ("html", "body") and "dir" in dict(attributes))
            self.open.append((tag, is_apart or tag in SILENT))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not any(is_apart for _, is_apart in self.open):
            self.texts.append(data.strip())


@pytest.fixture(scope="module")
def foreign_names(small_content):
    """Titles, names and the like of all entries that are not Arabic."""
    names: set[str] = set()
    ours: set[str] = set()

    def collect(value, key=""):
        if isinstance(value, dict):
            for inner_key, inner in value.items():
                collect(inner, inner_key)
        elif isinstance(value, list):
            for inner in value:
                collect(inner, key)
        elif key in NAMES and isinstance(value, str) and not ARABIC.search(value):
            names.add(value)

    for path in (*small_content.glob("challenges/*.md"), *small_content.glob("projects/**/*.md")):
        front_matter = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
        collect(front_matter)
        # What an Arabic file says in Latin letters is its own text: the name of an edition.
        ours |= {front_matter["title"]} if path.name.endswith(".ar.md") else set()
    return names - ours


def test_arabic_stands_apart_on_pages_in_other_languages(small_site):
    faults = {}
    for path in small_site.rglob("*.html"):
        place = path.relative_to(small_site).as_posix()
        page = path.read_text(encoding="utf-8")
        if not place.startswith("ar/") and '<html lang="ar"' not in page and ARABIC.search(page):
            found = [text for text in Disturbing(page).texts if ARABIC.search(text)]
            faults |= {place: found} if found else {}
    assert faults == {}


def test_other_languages_stand_apart_on_arabic_pages(small_site, foreign_names):
    assert "Lantern School" in foreign_names
    faults = {}
    for path in (small_site / "ar").rglob("*.html"):
        found = [text for text in Disturbing(path.read_text(encoding="utf-8")).texts if text in foreign_names]
        faults |= {path.relative_to(small_site).as_posix(): found} if found else {}
    assert faults == {}


def test_days_and_given_values_keep_their_order_in_arabic():
    """After an Arabic letter 2024-09-28 is drawn as 28-09-2024, unless a mark goes before it."""
    with (MESSAGE_CATALOGS_FOLDER / "ar/LC_MESSAGES/messages.po").open("rb") as file:
        texts = [message.string for message in read_po(file) if message.id and isinstance(message.string, str)]
    assert [text for text in texts if re.search(r"(?<![\u200e\d-])\d{4}-\d\d", text)] == []
    assert [text for text in texts if "'{given}'" in text] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GMOOC 2024: تمكين التعلم", '<bdi dir="rtl">GMOOC 2024: تمكين التعلم</bdi>'),
        ("تعلم مع GMOOC", '<bdi dir="rtl">تعلم مع GMOOC</bdi>'),
        ("العربية for beginners of all ages", '<bdi dir="ltr">العربية for beginners of all ages</bdi>'),
        ("Énergie <solaire>", '<bdi dir="ltr">Énergie &lt;solaire&gt;</bdi>'),
        ("Blue Drop", "<bdi>Blue Drop</bdi>"),
        ("١٢٣", "<bdi>١٢٣</bdi>"),
        ("", "<bdi></bdi>"),
    ],
    ids=["begins with a name", "ends with a name", "begins with a word", "accents", "ASCII", "digits", "empty"],
)
def test_a_text_runs_as_most_of_its_letters_do(text, shown):
    assert isolated(text) == shown


def test_an_arabic_title_that_begins_with_a_name_runs_from_the_right(small_site):
    title = "GMOOC 2024: تمكين التعلم بالذكاء الاصطناعي التوليدي"
    for place in ("sdgs/4", "impact", "announcements/2024-01-01-gmooc-2024-announced"):
        page = (small_site / "ar" / place / "index.html").read_text(encoding="utf-8")
        assert f'<bdi dir="rtl">{title}</bdi>' in page, place
