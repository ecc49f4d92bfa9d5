"""Entries of tests, read from their text as a build reads them."""

from __future__ import annotations

from typing import Any

from gmooc.content.entry import Entry, identify, read_entry
from gmooc.text.document import read_document
from gmooc.text.markdown import Image

SDG = """title: Clean Water and Sanitation
number: 6
names: {ar: a, en: e, es: s, fr: f, ru: r, zh: z}
summary: S
iri: http://metadata.un.org/sdg/6
colour: "#26BDE2"
text_colour: "#000000"
targets: [{number: "6.1", text: T}, {number: "6.2", text: U}]"""
CHALLENGE = "title: C\nedition: 2027\nsummary: S\nas_of: 2026-11-24"
NEWS = "title: N\npublish_at: 2027-01-24 08:00 Asia/Shanghai\nkind: call\nsummary: S"
PROJECT = """title: Still
summary: S
challenge: gmooc-2027
year: 2027
team: {name: Blue}
sdgs: {main: {goal: 6, how: H}}
outcome: app
status: idea"""
PROJECT_PATH = "projects/2027/still.md"


def read(path: str, front_matter: str, body: str = "Text.\n", images: dict[str, Image] | None = None) -> Entry[Any]:
    """Return the entry of a file in which nothing is wrong."""
    identity = identify(path)
    assert identity is not None
    document, problems = read_document(path, f"---\n{front_matter}\n---\n{body}".encode())
    entry, more = read_entry(document, identity, (path, *(images or ())), images or {})
    assert (problems, more) == ((), ())
    return entry
