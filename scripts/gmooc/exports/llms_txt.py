"""Turn the catalogue into llms.txt: a short map of the site in Markdown, for language models and their readers."""

from __future__ import annotations

from collections.abc import Iterator

from gmooc.content.entry import Entry
from gmooc.render.context import OutputContext
from gmooc.render.target import Target

PATH = "llms.txt"
_PAGES = (
    ("about/", "About GMOOC", "what the challenge is and who stands behind it"),
    ("projects/", "Projects", "what teams made, by goal, country and status"),
    ("resources/", "Resources", "courses and data for each goal"),
    ("contribute/", "Take part", "how to add a project"),
    ("impact/", "Impact", "participants, credit and projects in figures"),
)
_DATA = (
    ("data/", "Open data", "the API explained"),
    ("api/v1/index.json", "Index of the API", "JSON, NDJSON and CSV of everything"),
    ("api/v1/openapi.json", "OpenAPI description", "every file of the API"),
)  # fmt: skip


def guide_targets(context: OutputContext) -> Iterator[Target]:
    """List llms.txt."""
    catalogue, settings = context.catalogue, context.settings
    originals: tuple[Entry, ...] = (*catalogue.challenges, *catalogue.sdgs, *catalogue.announcements[:5])
    entries = [catalogue.told(entry, "en") for entry in originals]
    rows = tuple((entry.kind, entry.url, entry.record.title, entry.record.summary) for entry in entries)
    yield Target((PATH,), (settings.site_url, settings.site_description, len(catalogue.projects), rows), _guide)


def _guide(at: str, about: str, projects: int, rows: tuple[tuple[str, str, str, str], ...]) -> bytes:
    return guide(at, about, projects, rows).encode()


def guide(at: str, about: str, projects: int, rows: tuple[tuple[str, str, str, str], ...]) -> str:
    """Give the map; addresses are relative where that of the site is not known."""

    def section(title: str, found: Iterator[tuple[str, str, str]]) -> str:
        lines = [f"- [{_plain(name)}]({at}{url}): {_plain(says)}" for url, name, says in found]
        return "\n".join([f"## {title}", "", *lines, ""])

    def entries(kind: str) -> Iterator[tuple[str, str, str]]:
        return ((url, title, summary) for sort, url, title, summary in rows if sort == kind)

    return "\n".join(
        [
            "# GMOOC",
            "",
            f"> {_plain(about)}. It holds {projects} projects.",
            "",
            "Facts that have no source are left out, and pages say so.",
            "",
            "Texts are under CC BY 4.0 unless a project names another licence; name the team and this site.",
            "",
            section("Pages", iter(_PAGES)),
            section("Data", iter(_DATA)),
            section("Challenges", entries("challenge")),
            section("Sustainable Development Goals", entries("sdg")),
            section("Newest announcements", entries("announcement")),
        ]
    )


def _plain(text: str) -> str:
    """Give a text in which no sign can open or close a link."""
    return text.replace("\n", " ").replace("[", "(").replace("]", ")").rstrip(".")
