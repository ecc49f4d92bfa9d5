"""Hostile bodies are rendered inert, hostile files are refused with an address, both in bounded time."""

from html.parser import HTMLParser

import pytest

from gmooc.cleaning import HEADING_TAGS, LIST_TAGS, OTHER_TAGS, TABLE_TAGS, TEXT_TAGS
from gmooc.documents import DEEPEST_QUOTES, DEEPEST_TAGS, read_document
from gmooc.prose import render
from hostile_bodies import BODIES

TAGS = TEXT_TAGS | HEADING_TAGS | LIST_TAGS | TABLE_TAGS | OTHER_TAGS | {"span"}
ATTRIBUTES = {
    "href", "title", "rel", "src", "alt", "width", "height", "loading", "decoding", "id", "class", "start", "tabindex",
    "role", "aria-label",
}  # fmt: skip


class Seen(HTMLParser):
    """Collects what a browser would make of a text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses += [value for name, value in attrs if name in ("href", "src")]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_body_is_inert(body):
    seen = Seen(render(body).html)
    assert seen.tags - TAGS == set()
    assert seen.attributes - ATTRIBUTES == set()
    assert [
        url for url in seen.addresses if not url.startswith(("https://", "http://", "mailto:", "#", "a.png", "x"))
    ] == []


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("fine\nab\u202ecd", "E022", 4),
        ("\n" + ">" * 200_000, "E006", 4),
        ("> " * (DEEPEST_QUOTES + 1) + "x", "E006", 3),
        ("x\n" + "<div>" * (DEEPEST_TAGS + 1), "E006", 4),
        ("<ul><li>" * 30_000, "E006", 3),
        ("<details>" * 20_000, "E006", 3),
    ],
    ids=["spoofing", "deep quotes", "spaced quotes", "deep tags", "deep lists", "deep folds"],
)
def test_body_is_refused_with_its_line(body, code, line):
    document, problems = read_document("projects/2024/a.md", f"---\n---\n{body}".encode())
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]
    assert len(render(document.body).html) < 20 * len(body) + 1000


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr><td>x" * 500 + "</table>",
        "> " * DEEPEST_QUOTES + "x",
        "<p>x\n\n" * 300,
        "\n".join(["- a<br>b"] * 300),
        "```\n" + "<name>\n" * 300 + "```\n" + "Use `<dir>`. " * 300,
        "- <https://example.org/>\n" * 300,
    ],
    ids=["long table", "quotes at the limit", "open paragraphs", "line breaks", "code", "addresses"],
)
def test_much_is_not_deep(body):
    assert read_document("projects/2024/a.md", f"---\n---\n{body}".encode())[1] == ()


@pytest.mark.parametrize(
    "body",
    ["[" * 50_000, "*a " * 30_000, "``a " * 30_000, "[a](" * 30_000, "<" * 50_000, "- " * 5_000, "|" * 20_000 + "\n" + "|-" * 20_000, "&a" * 60_000],
    ids=["brackets", "stars", "ticks", "links", "angles", "lists", "table", "entities"],
)  # fmt: skip
def test_catastrophic_markdown_is_rendered(body):
    assert render(body).html
