"""One bad file for each rule, and check.py says the same of it in every form and language."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gmooc.rules import RULES
from test_checks import CHALLENGE
from test_rules import SPECIAL, WRITE_UP, content, plain, with_lines

ROOT = Path(__file__).parent.parent
assert content
assert plain
TEXT = re.compile(r"content/(.+?):(\d+):(\d+): (?:warning |提醒 )?(E\d{3}) (.*)")
ANNOTATION = re.compile(r"::(?:error|warning) file=content/(.+?),line=(\d+),col=(\d+),title=(E\d{3})::(.*)")
# Of two write-ups of one project the second is told, so these come last.
FILES = {rule.code: f"projects/2024/z-{rule.code.lower()}.md" for rule in RULES if rule.code not in SPECIAL}


@pytest.fixture(scope="module")
def bad(plain, tmp_path_factory):
    """A content folder with a file that breaks each rule."""
    import shutil

    folder = Path(shutil.copytree(plain, tmp_path_factory.mktemp("bad") / "content"))
    for rule in RULES:
        if rule.code in FILES:
            text = with_lines(rule.bad).replace("title: Clean water\n", f"title: Clean water {rule.code}\n")
            (folder / FILES[rule.code]).write_text(text)
    made = {
        "E001": ("projects/2024/e1.md", (WRITE_UP + "x" * 300_000).encode()),
        "E002": ("projects/2024/e2.md", WRITE_UP.encode().replace(b"Clean", b"Caf\xe9")),
        "E003": ("projects/2024/e3.md", WRITE_UP.removeprefix("---\n").encode()),
        "E004": ("projects/2024/e4.md", WRITE_UP.replace("\n---\n", "\n").encode()),
        "E009": ("projects/2024/Not Good.md", WRITE_UP.encode()),
        "E011": ("projects/2024/e11.md", WRITE_UP.replace("summary:", "sumary:").encode()),
        "E107": ("projects/2024/e107.zh.md", WRITE_UP.encode()),
        "E109": ("projects/2024/broken.png", b"no picture"),
        "E114": ("projects/2024/e114.md", re.sub(r"---\n\n.*", "---\n\nShort.", WRITE_UP, flags=re.S).encode()),
        "E131": ("challenges/next.md", CHALLENGE.replace("as_of", "phases: [{name: C, ends: 2030-01-01, zone: unknown}]\nas_of").encode()),
    }  # fmt: skip
    for path, text in made.values():
        (folder / path).write_bytes(text)
    return folder, FILES | {code: path for code, (path, _) in made.items()}


def said(folder: Path, *options: str) -> str:
    command = [sys.executable, ROOT / "scripts/check.py", "--content", "content", *options]
    return subprocess.run(command, cwd=folder.parent, capture_output=True, encoding="utf-8", check=False).stdout


def test_every_form_gives_the_same_codes_at_the_same_places(bad):
    folder, files = bad
    as_text = [match.groups()[:4] for match in TEXT.finditer(said(folder))]
    as_annotations = [match.groups()[:4] for match in ANNOTATION.finditer(said(folder, "--format", "github"))]
    as_data = [
        (found["path"], str(found["line"]), str(found["column"]), found["code"])
        for found in json.loads(said(folder, "--format", "json"))
    ]
    assert as_text == as_annotations == as_data
    found = {(path, code) for path, _, _, code in as_text}
    assert [code for code, path in files.items() if (path, code) not in found] == []


def test_every_message_is_said_in_chinese(bad):
    folder, _ = bad
    english = [match.groups() for match in TEXT.finditer(said(folder))]
    chinese = [match.groups() for match in TEXT.finditer(said(folder, "--language", "zh"))]
    assert [found[:4] for found in english] == [found[:4] for found in chinese]
    assert [old[4] for old, new in zip(english, chinese, strict=True) if not re.search("[\u4e00-\u9fff]", new[4])] == []


def test_each_rule_that_is_broken_is_explained_once(bad):
    folder, files = bad
    explained = re.findall(r"^(E\d{3}): .*\n    .+\n    .+$", said(folder), re.M)
    assert explained == sorted(set(explained))
    assert set(files) <= set(explained)
