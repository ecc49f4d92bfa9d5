"""Hostile bodies are rendered inert, hostile files are refused with an address, both in bounded time."""

import io
import sys
import zipfile
import zlib
from html.parser import HTMLParser

import PIL.Image
import pytest

from gmooc.checks.inspection import inspect
from gmooc.text.document import read_document
from gmooc.text.images import encode
from gmooc.text.markdown import render
from gmooc.text.sanitizer import HEADING_TAGS, LIST_TAGS, OTHER_TAGS, TABLE_TAGS, TEXT_TAGS
from gmooc.text.text_damage import MAX_QUOTE_DEPTH, MAX_TAG_DEPTH
from hostile_bodies import BODIES
from samples import CHALLENGE, PROJECT

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
        ("> " * (MAX_QUOTE_DEPTH + 1) + "x", "E006", 3),
        ("x\n" + "<div>" * (MAX_TAG_DEPTH + 1), "E006", 4),
        ("<ul><li>" * 30_000, "E006", 3),
        ("<details>" * 20_000, "E006", 3),
        ("|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "a\u2028\n" * 200, "E006", 3),
        ("|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "a\x0c\n" * 200, "E006", 3),
    ],
    ids=["spoofing", "deep quotes", "spaced quotes", "deep tags", "deep lists", "deep folds", "separators", "feeds"],
)
def test_body_is_refused_with_its_line(body, code, line):
    document, problems = read_document("projects/2024/a.md", f"---\ntitle: A\n---\n{body}".encode())
    assert [(problem.code, problem.line) for problem in problems] == [(code, line + 1)]
    assert len(render(document.body).html) < 20 * len(body) + 1000


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr><td>x" * 500 + "</table>",
        "> " * MAX_QUOTE_DEPTH + "x",
        "<p>x\n\n" * 300,
        "\n".join(["- a<br>b"] * 300),
        "```\n" + "<name>\n" * 300 + "```\n" + "Use `<dir>`. " * 300,
        "- <https://example.org/>\n" * 300,
    ],
    ids=["long table", "quotes at the limit", "open paragraphs", "line breaks", "code", "addresses"],
)
def test_much_is_not_deep(body):
    assert read_document("projects/2024/a.md", f"---\ntitle: A\n---\n{body}".encode())[1] == ()


@pytest.mark.parametrize(
    "body",
    ["[" * 50_000, "*a " * 30_000, "``a " * 30_000, "[a](" * 30_000, "<" * 50_000, "- " * 5_000, "|" * 20_000 + "\n" + "|-" * 20_000, "&a" * 60_000,
     "<div>\n<a href=" + " " * 200_000 + '"1">x</a></div>', f"${'a' * 200_000}$", "&lt;video " * 20_000],
    ids=["brackets", "stars", "ticks", "links", "angles", "lists", "table", "entities", "spaces", "formula", "media"],
)  # fmt: skip
def test_catastrophic_markdown_is_rendered(body):
    assert render(body).html


@pytest.fixture
def content(tmp_path):
    content = tmp_path / "content"
    for path in ("projects/2024/still/index.md", "challenges/gmooc-2024.md"):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / "challenges/gmooc-2024.md").write_text(CHALLENGE)
    (content / "projects/2024/still/index.md").write_text(PROJECT)
    return content


def refused(content):
    return [(problem.path, problem.code) for problem in inspect(content) if not problem.is_warning]


@pytest.mark.parametrize(
    "path", ["con.md", "NUL.md", "aux/index.md", "lpt1.zh.md", "a b.md", "../x.md", "Still.md", "still.md", "%2e%2e.md", "a\u202eb.md"]
)  # fmt: skip
def test_name_that_some_system_cannot_have_is_refused(content, path):
    file = content / "projects/2024" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(PROJECT)
    assert refused(content) == [(file.resolve().relative_to(content.resolve()).as_posix(), "E009")]


@pytest.mark.parametrize("name", ["leak.md", "leak.png", "folder"])
def test_link_is_refused_and_what_it_leads_to_is_not_read(content, name):
    secret = content.parent / "secret"
    secret.mkdir()
    (secret / "index.md").write_text("secret")
    (content / "projects/2024" / name).symlink_to(secret if name == "folder" else secret / "index.md")
    assert refused(content) == [(f"projects/2024/{name}", "E009")]


def picture(kind="JPEG", size=(40, 30), exif=None):
    out = io.BytesIO()
    PIL.Image.new("RGB", size, "green").save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def bomb():
    """A picture that says it has 40 000 million pixels."""
    small = picture("PNG")
    head = small[:16] + (200_000).to_bytes(4, "big") * 2 + small[24:29]
    return head + zlib.crc32(head[12:29]).to_bytes(4, "big") + small[33:]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.svg", lambda: b"<svg onload=alert(1)></svg>"),
        ("a.png", lambda: b"<svg onload=alert(1)></svg>"),
        ("a.png", bomb),
        ("a.jpg", lambda: b"GIF89a/*<script>alert(1)</script>*/"),
        ("a.html", lambda: b"<script>alert(1)</script>"),
        ("a.jpg", lambda: picture("BMP")),
        ("a.png", lambda: picture() + b"x" * 9_000_000),
        ("a.exe", lambda: b"MZ"),
    ],
    ids=["SVG", "SVG named PNG", "too many pixels", "script named JPEG", "HTML", "BMP", "large", "program"],
)
def test_picture_that_is_none_is_refused(content, name, made):
    (content / "projects/2024/still" / name).write_bytes(made())
    assert refused(content) == [(f"projects/2024/still/{name}", "E109")]


def test_picture_that_is_also_something_else_is_published_as_pixels_only(content):
    exif = PIL.Image.Exif()
    exif.get_ifd(0x8825)[2] = (1.0, 17.0, 31.0)
    exif[0x0110] = "SecretCamera"
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>")
    made = picture(exif=exif) + b"<html><script>alert(1)</script>" + inside.getvalue()
    assert b"SecretCamera" in made
    published = encode(made)
    assert [part for part in (b"SecretCamera", b"script", b"evil", b"PK\x03\x04", b"Exif") if part in published] == []
    with PIL.Image.open(io.BytesIO(published)) as seen:
        assert (seen.format, len(seen.getexif())) == ("WEBP", 0)


def test_work_grows_with_the_text_and_no_faster():
    """Twice the text is about twice the steps of our own code, for every pattern that once was slow elsewhere."""
    patterns = (
        "[",
        "*a ",
        "``a ",
        "[a](",
        "<",
        "- ",
        "&a",
        "<b x='",
        "<!--",
        "![",
        "_a*",
        "|a",
        "> ",
        "#",
        "<a<b ",
        "a\n\n",
    )

    def steps(body):
        count = 0

        def tick(frame, event, argument):
            nonlocal count
            count += 1
            return tick

        sys.settrace(tick)
        try:
            document, _ = read_document("projects/2024/a.md", f"---\n---\n{body}".encode())
            render(document.body)
        finally:
            sys.settrace(None)
        return count

    grown = {pattern: (steps(pattern * 500), steps(pattern * 1000)) for pattern in patterns}
    assert [pattern for pattern, (few, many) in grown.items() if many > 2.5 * few + 500] == []
