"""Turn a project into a page to print that certifies its publication, and says that it certifies nothing else."""

from __future__ import annotations

from gmooc.content.entry import Entry
from gmooc.core.i18n import N_, words_of
from gmooc.core.languages import interface_of
from gmooc.model.labels import LICENCES, direction_of
from gmooc.model.records import Project
from gmooc.render.templates import escaped

_TITLE = N_("Certificate of publication")
_WORK = N_("This work is published on the community site of the Global Massive Open Online Challenge (GMOOC):")
_MADE = N_("Made in the edition %(year)s by the team %(team)s.")
_NO_MORE = N_(
    "It certifies that the work is published there, and nothing more: it is no award, no grade and no academic credit, "
    "and this site has not judged the work."
)
_WHERE = N_("Anybody can read the work and compare this page with it: %(address)s")
_LICENCE = N_("Licence: %(name)s")
_BACK = N_("Print this page, or go back to the work.")


def certificate(entry: Entry[Project], site_url: str) -> bytes:
    """Give the certificate of a project; its address stands on it once that of the site is known."""
    record = entry.record
    root = "../" * entry.url.count("/")
    words = words_of(interface_of(entry.spoken))

    def say(text: str) -> str:
        return escaped(words.say(text))

    title = escaped(record.title)
    address = f'<bdi dir="ltr">{escaped(site_url + entry.url)}</bdi>'
    parts = [
        ("h1", "title", say(_TITLE)),
        ("p", "text", say(_WORK)),
        ("p", "work", title),
        ("p", "text", say(_MADE) % {"year": record.year, "team": _isolated(record.team.name)}),
        ("p", "people", say(", ").join([_isolated(member.name) for member in record.team.members])),
        ("p", "text", say(_NO_MORE)),
        ("p", "small", say(_WHERE) % {"address": address} if site_url else ""),
        ("p", "small", say(_LICENCE) % {"name": LICENCES[record.licence][0]}),
    ]
    body = "".join([f'<{tag} class="gm-paper__{name}">{text}</{tag}>' for tag, name, text in parts if text])
    return (
        f'<!doctype html>\n<html lang="{entry.spoken}" dir="{direction_of(entry.spoken)}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; base-uri 'none'; "
        "form-action 'none'\">"
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{say(_TITLE)}{say(': ')}{title}</title>"
        f'<link rel="stylesheet" href="{root}assets/paper.css"></head>'
        f'<body><main class="gm-paper">{body}</main>'
        f'<footer class="gm-paper__back"><a href="./">{say(_BACK)}</a></footer></body></html>\n'
    ).encode()


def _isolated(name: str) -> str:
    """Keep the direction of a name from that of the sentence it stands in."""
    return f"<bdi>{escaped(name)}</bdi>"
