"""One bad file for each rule, and check.py says the same of it in every form and language."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checks.test_rule_texts import LAUNCH, NEWS, SPECIAL, WRITE_UP, content, plain, with_lines
from gmooc.checks.rule_texts import RULE_OF, RULE_TEXTS
from paths import ROOT
from samples import CHALLENGE, SDG
from translated import left_english

assert content
assert plain
TEXT = re.compile(r"content/(.+?):(\d+):(\d+): (?:warning |提醒 )?(E\d{3}) (.*)")
ANNOTATION = re.compile(r"::(?:error|warning) file=content/(.+?),line=(\d+),col=(\d+),title=(E\d{3})::(.*)")
# Of two write-ups of one project the second is told, so these come last.
FILES = {rule.code: f"projects/2024/z-{rule.code.lower()}.md" for rule in RULE_TEXTS if rule.code not in SPECIAL}


def edition(lines: str) -> bytes:
    """Return a challenge with lines of its own."""
    return CHALLENGE.replace("as_of", f"{lines}\nas_of").encode()


@pytest.fixture(scope="module")
def bad(plain, tmp_path_factory):
    """A content folder with a file that breaks each rule."""
    import shutil

    folder = Path(shutil.copytree(plain, tmp_path_factory.mktemp("bad") / "content"))
    for rule in RULE_TEXTS:
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
        "E017": ("challenges/e17.md", edition(RULE_OF["E017"].bad)),
        "E019": ("sdgs/sdg-05.md", SDG.replace("number: 4", "number: 5").replace('colour: "#C5192D"', RULE_OF["E019"].bad, 1).encode()),
        "E107": ("projects/2024/e107.zh.md", WRITE_UP.encode()),
        "E109": ("projects/2024/broken.png", b"no picture"),
        "E114": ("projects/2024/e114.md", re.sub(r"---\n\n.*", "---\n\nShort.", WRITE_UP, flags=re.S).encode()),
        "E130": ("announcements/2099-01-24-launch.md", LAUNCH.replace("2027", "2099").replace("summary", "challenge: e139\nsummary").encode()),
        "E131": ("challenges/e131.md", edition("phases: [{name: C, ends: 2099-01-01, zone: unknown}]")),
        "E132": ("challenges/e132.md", edition(RULE_OF["E132"].bad)),
        "E133": ("challenges/e133.md", edition(RULE_OF["E133"].bad)),
        "E134": ("announcements/2027-01-24-news.zh.md", NEWS.replace("08:00", "09:00").encode()),
        "E135": ("addresses.txt", b"projects/2024/name 2024-001\nprojects/2024/vanished/\n"),
        "E137": ("challenges/e137.md", edition("phases: [{name: Course, ends: 2027-02-08, zone: UTC}]")),
        "E139": ("challenges/e139.md", CHALLENGE.encode()),
        "E140": ("projects/2024/e140.md", WRITE_UP.replace("challenge: gmooc-2024", "challenge: waiting").encode()),
        "E141": ("challenges/e141.md", edition(RULE_OF["E141"].bad)),
        "E142": ("challenges/gmooc-2024.md", CHALLENGE.encode()),
        "E138": ("calendar.txt", b"e137.course 0 /2027-02-01/UTC\none two\n"),
    }  # fmt: skip
    (folder / "announcements").mkdir()
    (folder / "announcements/2027-01-24-news.md").write_text(NEWS)
    (folder / "challenges/waiting.md").write_bytes(edition("publish_at: 2099-01-24 08:00 Asia/Shanghai"))
    for path, text in made.values():
        (folder / path).write_bytes(text)
    return folder, FILES | {code: path for code, (path, _) in made.items()}


def said(folder: Path, *options: str) -> str:
    command = [sys.executable, ROOT / "scripts/check.py", "--content", "content", *options]
    return subprocess.run(command, cwd=folder.parent, capture_output=True, encoding="utf-8", check=False).stdout


def test_every_rule_has_a_bad_file(bad):
    assert set(bad[1]) == set(RULE_OF)


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
    assert [new[4] for new in chinese if not re.search("[\u4e00-\u9fff]", new[4]) or left_english(new[4])] == []


def test_all_rules_are_listed_in_a_language(bad):
    lines = said(bad[0], "--rules", "--language", "zh").splitlines()
    assert [line[:4] for line in lines] == [rule.code for rule in RULE_TEXTS]
    assert [line for line in lines if left_english(line[5:])] == []


def test_each_rule_that_is_broken_is_explained_once(bad):
    folder, files = bad
    explained = re.findall(r"^(E\d{3}): .*\n    .+\n    .+$", said(folder), re.M)
    assert explained == sorted(set(explained))
    assert set(files) <= set(explained)
