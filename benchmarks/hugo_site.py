"""Lay our own site out for Hugo: the same addresses in six languages, with lists, JSON for each entry, and feeds.

    python3 benchmarks/hugo_site.py CONTENT SITE FOLDER    # CONTENT as it was built into SITE; hugo --source FOLDER

What Hugo is given follows from the files of the built site. A page that has a file in the content is given as that
file, in its language or else in the one it was written in, and rendered by Hugo. A list of projects is given as its
facet and value, and Hugo looks up, sorts and lists its projects. Of each other page, whose text our own code makes
(pages of help, the form, lists of announcements), Hugo is given the finished HTML, which leans its way. Scripts, styles
and pictures are static files. The search index is Pagefind's business.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
STATIC = {".js", ".css", ".svg", ".png", ".webp", ".avif", ".ico", ".woff2"}
# What the form, the schemas and search say in six languages, whatever projects there are.
STATIC_DATA = r"(\w\w/)?(contribute/project|schemas|assets/words)/.*\.json$"
# Our facets of projects, and what a project says of each.
FACETS = ("challenge", "year", "goal", "country", "outcome", "status", "language")
LIST = re.compile(rf"projects/by/({'|'.join(FACETS)})/([^/]+)/(?:(\d+)/)?$")
FEED = re.compile(r"(?:^|/)feed\.(?:xml|json)$")
PER_PAGE = 48

CONFIG = {
    "baseURL": "https://example.org/",
    "title": "GMOOC",
    "defaultContentLanguage": "en",
    "buildFuture": True,
    "disableKinds": ["home", "section", "RSS", "sitemap", "robotsTXT", "404"],
    "languages": {
        code: {"label": code, "weight": number, "contentDir": f"content/{code}"}
        for number, code in enumerate(LANGUAGES, 1)
    },
    "taxonomies": {facet: facet for facet in FACETS},
    # Terms are looked up by the lists, which have addresses of their own.
    "cascade": [{"target": {"kind": "{taxonomy,term}"}, "build": {"render": "never"}}],
    "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    "mediaTypes": {"application/atom+xml": {"suffixes": ["xml"]}, "application/feed+json": {"suffixes": ["json"]}},
    "outputFormats": {
        "data": {"mediaType": "application/json", "path": "api/v1", "ugly": True, "isPlainText": True},
        "card": {"mediaType": "text/html", "path": "embed", "baseName": "index", "isHTML": True},
        "certificate": {"mediaType": "text/html", "baseName": "certificate", "isHTML": True},
        "atom": {"mediaType": "application/atom+xml", "baseName": "feed"},
        "jsonfeed": {"mediaType": "application/feed+json", "baseName": "feed", "isPlainText": True},
    },
}
# Every page has what ours have: its language, address, description, the same page in other languages, and navigation.
# Search finds those that have a file in the content.
BASE = """<!doctype html><html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.about }}"><link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}</head><body><header><nav>{{ range slice "challenges" "projects" "sdgs" "resources" "announcements" }}
<a href="{{ . | relLangURL }}/">{{ . }}</a>{{ end }}</nav></header>
<main{{ if eq .Layout "entry" }} data-pagefind-body{{ end }}><h1>{{ .Title }}</h1>
{{ block "main" . }}{{ end }}</main><footer></footer></body></html>
"""
PAGE = """{{ define "main" }}{{ .Content }}{{ end }}
"""
ENTRY = """{{ define "main" }}<p>{{ .Params.about }}</p>{{ with .Params.record }}<dl>
{{ with .team }}<dt>Team</dt><dd>{{ .name }}{{ range .members }}, {{ .name }}{{ end }}</dd>{{ end }}
{{ with .countries }}<dt>Countries</dt><dd>{{ range . }}
<a href="{{ printf "projects/by/country/%s/" (lower .) | relLangURL }}">{{ . }}</a>{{ end }}</dd>{{ end }}
{{ with .sdgs }}{{ if reflect.IsMap .main }}<dt>Goals</dt><dd>{{ .main.goal }}: {{ .main.how }}{{ range .also }};
{{ .goal }}: {{ .how }}{{ end }}</dd>{{ end }}{{ end }}{{ if reflect.IsSlice .links }}{{ range .links }}
<dt>{{ .kind }}</dt><dd><a href="{{ .url }}">{{ .url }}</a></dd>{{ end }}{{ end }}</dl>{{ end }}
<nav>{{ .TableOfContents }}</nav>{{ .Content }}{{ end }}
"""
LISTED = """{{ define "main" }}{{ $all := index (index hugo.Sites 0).Taxonomies .Params.facet .Params.value }}
<ul>{{ with $all }}{{ range first 48 (after $.Params.skip .Pages.ByTitle) }}<li><h3><a href="{{ .RelPermalink }}">
{{ .Title }}</a></h3><p>{{ .Params.about }}</p><p>{{ .Params.record.team.name }}, {{ .Params.record.year }}</p></li>
{{ end }}{{ end }}</ul>{{ end }}
"""
DATA = """{{ dict "id" .Params.id "title" .Title "page" .RelPermalink "front_matter" .Params.record
"markdown" .RawContent "html" .Content | jsonify }}
"""
CARD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><h1>
<a href="{{ .Permalink }}">{{ .Title }}</a></h1><p>{{ .Params.about }}</p></body></html>
"""
ITEMS = """{{ $pages := where (index hugo.Sites 0).RegularPages "Params.news" true }}{{ with .Params.facet }}
{{ with index (index hugo.Sites 0).Taxonomies . $.Params.value }}{{ $pages = .Pages }}{{ end }}{{ end }}
"""
ATOM = (
    ITEMS
    + """{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id>
{{ range first 30 $pages.ByDate.Reverse }}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id>
<updated>{{ .Date.Format "2006-01-02T15:04:05Z" }}</updated><link href="{{ .Permalink }}"/>
<summary>{{ .Params.about }}</summary><content type="html">{{ .Content | html }}</content></entry>{{ end }}</feed>
"""
)
JSON_FEED = (
    ITEMS
    + """{{ $items := slice }}{{ range first 30 $pages.ByDate.Reverse }}{{ $items = $items | append (dict
"id" .Permalink "url" .Permalink "title" .Title "summary" .Params.about "content_html" (string .Content)) }}{{ end }}
{{ dict "version" "https://jsonfeed.org/version/1.1" "title" .Title "items" $items | jsonify }}
"""
)
LAYOUTS = {
    "baseof.html": BASE,
    "page.html": PAGE,
    "entry.html": ENTRY,
    "list-of-projects.html": LISTED,
    "entry.data.json": DATA,
    "entry.card.html": CARD,
    "entry.certificate.html": CARD,
    "feed.atom.xml": ATOM,
    "feed.jsonfeed.json": JSON_FEED,
}


def prepare_hugo_site(content: Path, site: Path, folder: Path) -> None:
    """Lay a folder out for Hugo that gives what the site of that content holds."""
    (folder / "layouts").mkdir(parents=True)
    (folder / "hugo.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    for name, text in LAYOUTS.items():
        (folder / "layouts" / name).write_text(text, encoding="utf-8")
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for number, (language, values, text) in enumerate(_pages(content, site, files)):
        # An entry lies where its address says; what Hugo takes for a section, or has no page of its own, is told it.
        name = number if "url" in values else values["id"]
        target = folder / f"content/{language}/{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(values, ensure_ascii=False, default=str) + "\n\n" + text, encoding="utf-8")
    for path in files:
        if Path(path).suffix in STATIC or re.match(STATIC_DATA, path):
            (folder / "static" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(site / path, folder / "static" / path)


def _pages(content: Path, site: Path, files: set[str]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the language, the front matter and the text of each page, and of each pair of feeds."""
    for path in sorted(files):
        language, rest = _split(path)
        url = path.removesuffix("index.html")
        if FEED.search(path):
            if path.endswith(".xml"):
                yield language, _feed(path, rest), ""
        elif not path.endswith(".html") or rest.startswith("embed/") or rest.endswith("/certificate.html"):
            continue
        elif found := LIST.search(url):
            facet, value, page = found.groups()
            skip = (int(page or 1) - 1) * PER_PAGE
            given = {"title": f"{facet}: {value}", "facet": facet, "value": value, "skip": skip}
            yield language, {"url": f"/{url}", "layout": "list-of-projects", "translationKey": rest, **given}, ""
        elif source := _source_of(content, language, rest):
            values, text = _read(source)
            yield language, _entry(url, rest, language, values, files), text
        else:
            html = (site / path).read_text(encoding="utf-8")
            title = re.search(r"<title>(.*?)</title>", html, re.S)
            main = re.search(r"<main\b[^>]*>(.*)</main>", html, re.S)
            # Markdown ends a block of HTML at an empty line.
            text = re.sub(r"\n\s*\n", "\n", main[1] if main else "")
            given = {"title": title[1] if title else rest, "translationKey": rest}
            yield language, {"url": f"/{url}", "layout": "page", **given}, text


def _split(path: str) -> tuple[str, str]:
    """Return the language of an address, and its rest."""
    language, _, rest = path.partition("/")
    return (language, rest) if language in LANGUAGES else ("en", path)


def _source_of(content: Path, language: str, rest: str) -> Path | None:
    """Return the file of a page, in its language if there is one."""
    name = rest.removesuffix("/index.html").removesuffix("index.html")
    name = re.sub(r"^sdgs/(\d+)$", lambda found: f"sdgs/sdg-{int(found[1]):02}", name)
    for beginning in (f"{name}/index", name) if name else ("index",):
        for ending in (f".{language}.md", ".md"):
            if (content / f"{beginning}{ending}").is_file():
                return content / f"{beginning}{ending}"
    return None


def _read(source: Path) -> tuple[dict[str, Any], str]:
    _, front, text = source.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(front, Loader=yaml.CSafeLoader) or {}, text


def _entry(url: str, rest: str, language: str, values: dict[str, Any], files: set[str]) -> dict[str, Any]:
    """Return what Hugo is told of a page that has a file: of a project its facets, of all the files to write."""
    about = {"title": str(values.get("title", rest)), "about": values.get("summary", ""), "record": values}
    found = {"layout": "entry", "translationKey": rest, "id": rest.removesuffix("/index.html"), **about}
    outputs = ["html"]
    if f"api/v1/{url.removesuffix('/')}.json" in files:
        outputs.append("data")
    else:
        found["url"] = f"/{url}"
    embedded = rest.replace("projects/", "project/", 1).replace("sdgs/", "goal/", 1)
    if language == "en" and f"embed/{embedded}" in files:
        outputs.append("card")
    if f"{url}certificate.html" in files:
        outputs.append("certificate")
    moment = values.get("publish_at") or values.get("status_checked")
    if moment:
        found |= {"date": str(moment)[:10], "news": True}
    if rest.startswith("projects/") and "sdgs" in values:
        goals = [values["sdgs"]["main"]["goal"], *(goal["goal"] for goal in values["sdgs"].get("also") or ())]
        found |= {facet: [str(values[facet])] for facet in ("challenge", "year", "outcome", "status")}
        found |= {"goal": [str(goal) for goal in goals], "country": [code.lower() for code in values["countries"]]}
        found["language"] = [values.get("language", "en")]
    return found | {"outputs": outputs}


def _feed(path: str, rest: str) -> dict[str, Any]:
    """Return what Hugo is told of a feed: of what its entries are, all news or the projects of a facet."""
    folder = path.removesuffix("feed.xml")
    found = {"url": f"/{folder}", "layout": "feed", "title": f"Feed: {rest}", "outputs": ["atom", "jsonfeed"]}
    if about := re.match(r"(challenges|sdgs)/([^/]+)/", rest):
        found |= {"facet": {"challenges": "challenge", "sdgs": "goal"}[about[1]], "value": about[2]}
    return found


if __name__ == "__main__":
    prepare_hugo_site(*map(Path, sys.argv[1:4]))
