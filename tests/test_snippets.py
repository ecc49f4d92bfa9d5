"""Snippets of the editor: they agree with the model, and what they give is right once it is filled in."""

import json
import re
from pathlib import Path

import pytest

from gmooc.documents import read_document
from gmooc.kinds import KIND_OF
from gmooc.records import read_record
from gmooc.snippets import KINDS, snippets, snippets_file

FILE = Path(__file__).parent.parent / ".vscode/gmooc.code-snippets"
PATHS = {
    "project": "projects/2024/x.md",
    "challenge": "challenges/x.md",
    "announcement": "announcements/2027-01-24-x.md",
}


def filled(body: list[str]) -> str:
    """Give what a snippet leaves if its examples are kept, and of each list the first is taken."""
    text = "\n".join(body)
    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", r"\1", text)
    return re.sub(r"\$\d+", "", text).replace("\\}", "}").replace("\\$", "$").replace("\\\\", "\\")


def test_file_is_that_of_the_model(request):
    if request.config.getoption("--bless"):
        FILE.write_text(snippets_file(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == snippets_file()


def test_every_key_of_the_model_has_one():
    keys = {f"{kind}: {key}" for kind in KINDS for key in KIND_OF[kind].record.model_fields}
    assert keys <= set(snippets())


@pytest.mark.parametrize("kind", KINDS)
def test_whole_file_has_no_fault(kind):
    document, problems = read_document(PATHS[kind], filled(snippets()[kind]["body"]).encode())
    _, more = read_record(document, KIND_OF[kind])
    # What has no example is left open.
    examples = KIND_OF[kind].record.model_fields
    faults = [problem for problem in (*problems, *more) if examples[problem.key].examples]
    assert [str(problem) for problem in faults] == []


@pytest.mark.parametrize("name", [name for name in snippets() if ": " in name])
def test_key_can_be_added_to_a_file(name):
    kind, key = name.split(": ")
    lines = filled(snippets()[kind]["body"]).split("\n")
    group = next((number for number, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if group is not None:
        end = next(number for number in range(group + 1, len(lines)) if not lines[number].startswith(" "))
        del lines[group:end]
    lines[1:1] = filled(snippets()[name]["body"]).split("\n")
    document, problems = read_document(PATHS[kind], "\n".join(lines).encode())
    _, more = read_record(document, KIND_OF[kind])
    # A key that has no example is left open.
    found = [problem for problem in (*problems, *more) if problem.code != "E010"]
    assert [str(problem) for problem in found] == []


def test_settings_offer_them_while_one_types():
    settings = (FILE.parent / "settings.json").read_text(encoding="utf-8")
    found = json.loads(re.sub(r"^\s*//.*$", "", settings, flags=re.M))
    assert found["[markdown]"]["editor.quickSuggestions"] == {"other": True}
