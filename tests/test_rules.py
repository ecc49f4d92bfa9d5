"""Every rule has an example, and the checker finds in it just that rule."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from gmooc.inspection import inspect
from gmooc.rules import RULE_OF, RULES
from test_checks import CHALLENGE, LONG, SDG

LIBRARY = Path(__file__).parent.parent / "scripts/gmooc"
PATH = "projects/2024/clean-water.md"
WRITE_UP = f"""---
title: Clean water
summary: Water for one family.
challenge: gmooc-2024
year: 2024
team: {{name: Blue}}
countries: [KE]
sdgs: {{main: {{goal: 4, how: Teaches.}}}}
outcome: app
status: idea
---

{LONG}
"""


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    content = tmp_path_factory.mktemp("rules") / "content"
    earlier = WRITE_UP.replace("Clean water", "Earlier")
    sdg = SDG.replace('[{number: "4.1", text: T}]', '[{number: "4.7", text: T}, {number: "6.1", text: T}]')
    for path, text in (
        ("sdgs/sdg-04.md", sdg),
        ("challenges/gmooc-2024.md", CHALLENGE),
        ("projects/2024/earlier.md", earlier),
        (PATH, WRITE_UP),
    ):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text)
    Image.new("RGB", (9, 9)).save(content / "projects/2024/team.png")
    return content


@pytest.fixture
def content(plain, tmp_path):
    return Path(shutil.copytree(plain, tmp_path / "content"))


def codes(content):
    return sorted({problem.code for problem in inspect(content)})


def test_plain_content_breaks_no_rule(plain):
    assert inspect(plain) == ()


def test_every_code_of_the_checker_has_a_rule():
    written = {code for path in LIBRARY.rglob("*.py") for code in re.findall(r'"(E\d{3})"', path.read_text())}
    assert written == set(RULE_OF)


def test_codes_stand_once_and_in_order():
    assert [rule.code for rule in RULES] == sorted(RULE_OF)


def with_lines(lines):
    """Give the write-up with lines of an example in the place of those with the same keys, or below the text."""
    key = re.match(r"(\w+): ?", lines)
    if key is None:
        return WRITE_UP + "\n" + lines + "\n"
    if re.search(rf"^{key[1]}:.*$", WRITE_UP, re.M):
        return re.sub(rf"^{key[1]}:.*$", lambda match: lines, WRITE_UP, count=1, flags=re.M)
    return WRITE_UP.replace("\n---\n", f"\n{lines}\n---\n", 1)


# These are shown by a line or a name, and made here.
SPECIAL = {"E001", "E002", "E003", "E004", "E009", "E011", "E017", "E019", "E107", "E109", "E114"}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in SPECIAL], ids=lambda rule: rule.code)
def test_example_breaks_its_rule_and_mended_none(rule, content):
    (content / PATH).write_text(with_lines(rule.bad))
    assert codes(content) == [rule.code]
    (content / PATH).write_text(with_lines(rule.good))
    assert codes(content) == []


@pytest.mark.parametrize(
    ("code", "path", "text"),
    [
        ("E001", PATH, WRITE_UP + "x" * 300_000),
        ("E002", PATH, WRITE_UP.encode().replace(b"Clean", b"Caf\xe9")),
        ("E003", PATH, WRITE_UP.removeprefix("---\n")),
        ("E004", PATH, WRITE_UP.replace("\n---\n", "\n")),
        ("E009", RULE_OF["E009"].bad, WRITE_UP),
        ("E011", PATH, WRITE_UP.replace("summary:", "sumary:")),
        ("E017", "challenges/next.md", CHALLENGE.replace("edition", RULE_OF["E017"].bad + "\nedition")),
        ("E019", "sdgs/sdg-04.md", SDG.replace("4.1", "4.7").replace('colour: "#C5192D"', RULE_OF["E019"].bad, 1)),
        ("E107", RULE_OF["E107"].bad, WRITE_UP),
        ("E109", "projects/2024/broken.png", b"no picture"),
        ("E114", PATH, WRITE_UP.replace(LONG, RULE_OF["E114"].bad)),
    ],
)
def test_special_example_breaks_its_rule(code, path, text, content):
    (content / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert code in codes(content)
