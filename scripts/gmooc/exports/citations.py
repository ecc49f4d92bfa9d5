"""Citations of a project: a line for people, and BibTeX, RIS and CSL-JSON for reference managers."""

from __future__ import annotations

import html
from typing import NamedTuple
from urllib.parse import quote

from gmooc.content.entry import Entry
from gmooc.core.json_text import as_line
from gmooc.model.labels import LICENCES
from gmooc.model.records import Project

PUBLISHER = "Global Massive Open Online Challenge"


class Citations(NamedTuple):
    """The citations of one project; its address, which runs from left to right in every text, follows the line."""

    text: str
    url: str
    bibtex: str
    ris: str
    csl: str


# The name of each form that programs read, its ending and the type of its file.
FORMS = (
    ("BibTeX", "bibtex", "bib", "application/x-bibtex"),
    ("RIS", "ris", "ris", "application/x-research-info-systems"),
    ("CSL-JSON", "csl", "json", "application/vnd.citationstyles.csl+json"),
)


def citations_of(entry: Entry[Project], site_url: str) -> Citations:
    """Cite a project by its people, or its team where it names none; the address is left out while it is not known."""
    record = entry.record
    people = tuple(_on_a_line(member.name) for member in record.team.members) or (_on_a_line(record.team.name),)
    url = site_url and site_url + entry.url
    language = entry.spoken
    key = f"{entry.slug}-{record.year}" + (f"-{language}" if entry.key != entry.id else "")
    title = _on_a_line(record.title)
    return Citations(
        f"{', '.join(people)} ({record.year}). {title}. {PUBLISHER}.",
        url,
        _bibtex(key, people, title, record, language, url),
        _ris(people, title, record, language, url),
        _csl(key, people, title, record, language, url),
    )


def _bibtex(key: str, people: tuple[str, ...], title: str, record: Project, language: str, url: str) -> str:
    """Return an entry for BibTeX and biblatex, in UTF-8."""
    # A name in braces of its own stays as it is written, whatever commas or 'and' it holds.
    authors = " and ".join([f"{{{name.translate(_BIBTEX)}}}" for name in people])
    address = f"  url = {{{url}}},\n" if url else ""
    return (
        f"@misc{{{key},\n  author = {{{authors}}},\n  title = {{{{{title.translate(_BIBTEX)}}}}},\n"
        f"  year = {{{record.year}}},\n  howpublished = {{{PUBLISHER}}},\n{address}"
        f"  note = {{{LICENCES[record.licence][0]}}},\n  language = {{{language}}}\n}}\n"
    )


# BibTeX counts braces whether they are escaped or not, so they have names.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    | {character: f"\\{character}" for character in "&%#_$"}
)


def _ris(people: tuple[str, ...], title: str, record: Project, language: str, url: str) -> str:
    lines = ["TY  - GEN", *[f"AU  - {name}" for name in people], f"TI  - {title}", f"PY  - {record.year}"]
    lines += [f"AB  - {_on_a_line(record.summary)}", f"PB  - {PUBLISHER}", f"LA  - {language}"]
    lines += [f"KW  - {_on_a_line(tag)}" for tag in record.tags]
    lines += [f"UR  - {url}"] if url else []
    return "\r\n".join([*lines, "ER  - ", ""])


def _csl(key: str, people: tuple[str, ...], title: str, record: Project, language: str, url: str) -> str:
    work = {
        "id": key,
        "type": "document",
        "title": title,
        "author": [{"literal": name} for name in people],
        "issued": {"date-parts": [[record.year]]},
        "publisher": PUBLISHER,
        "abstract": record.summary,
        "language": language,
    }
    return as_line([work | ({"URL": url} if url else {})]).decode()


def downloads(citations: Citations, slug: str) -> list[dict[str, str]]:
    """Return the forms as links that hold their file, so that a project needs no more files and no script."""
    return [
        {
            "name": name,
            "file": f"{slug}.{ending}",
            "url": f"data:{media};charset=utf-8,{_in_address(getattr(citations, form))}",
        }
        for name, form, ending, media in FORMS
    ]


# What no address may hold (WHATWG URL); letters of all scripts may stand there as they are. The percent sign is first.
_UNFIT = tuple((sign, quote(sign)) for sign in '% \r\n\t"#<>[]\\^`{|}')


def _in_address(text: str) -> str:
    # A few replacements take a tenth of the time of quoting every sign.
    for sign, written in _UNFIT:
        text = text.replace(sign, written)
    return text


def citation_tags(entry: Entry[Project]) -> str:
    """Name a project in the head of its page as reference managers and Google Scholar look for it."""
    record = entry.record
    people = [member.name for member in record.team.members] or [record.team.name]
    tags = [("title", record.title), *(("author", name) for name in people), ("publication_date", str(record.year))]
    tags += [("publisher", PUBLISHER), ("language", entry.spoken)]
    return "".join([f'<meta name="citation_{name}" content="{html.escape(value)}">' for name, value in tags])


def _on_a_line(text: str) -> str:
    return " ".join(text.split())
