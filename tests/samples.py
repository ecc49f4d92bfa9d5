"""Content without a fault, a file of each kind, and how to see what is found in it."""

from pathlib import Path

from gmooc.checks.inspection import inspect

SDG = """---
title: Quality Education
number: 4
names: {ar: a, en: e, es: s, fr: f, ru: r, zh: z}
summary: S
iri: http://metadata.un.org/sdg/4
colour: "#C5192D"
text_colour: "#FFFFFF"
targets: [{number: "4.1", text: T}]
---
"""
CHALLENGE = "---\ntitle: C\nedition: 2024\nsummary: S\nas_of: 2024-01-01\n---\n"
LONG = "We built a still of glass and wood with four families and measured every day how much water it gave. " * 4
PROJECT = f"""---
title: A
summary: B
challenge: gmooc-2024
year: 2024
team: {{name: T}}
sdgs: {{main: {{goal: 4, how: H}}}}
outcome: app
status: idea
---
Text

{LONG}
"""


def found(content: Path, path: str, text: str) -> list[str]:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_text(text)
    return [str(problem) for problem in inspect(content)]
