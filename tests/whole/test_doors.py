"""What the code host and the editor ask and show agrees with the model and the checks."""

import json
import re
import shutil
import subprocess
import sys
import textwrap
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from PIL import Image

from gmooc.checks.inspection import inspect
from gmooc.core.problem_messages import PICTURE_WITHOUT_TEXT, message_of
from gmooc.core.problems import Problem
from gmooc.intake.submission import write_up_of_issue
from gmooc.model import records as model
from gmooc.text.document import read_document
from paths import ROOT

FORMS = ROOT / ".github/ISSUE_TEMPLATE"


def options(form: str, field: str) -> list[str]:
    body: list[Any] = yaml.safe_load((FORMS / f"{form}.yml").read_text(encoding="utf-8"))["body"]
    return next(part["attributes"]["options"] for part in body if part.get("id") == field)


@pytest.mark.parametrize(
    ("form", "field", "choices"),
    [("project", "outcome", model.Outcome), ("project", "status", model.Status), ("resource", "kind", model.ResourceKind)],
)  # fmt: skip
def test_issue_forms_offer_what_the_model_knows(form, field, choices):
    assert options(form, field) == list(get_args(choices))


@pytest.mark.parametrize("form", ["project", "resource"])
def test_issue_forms_name_the_goals(form):
    titles = [
        re.search(r'^title: "?(.*?)"?$', (ROOT / f"content/sdgs/sdg-{n:02}.md").read_text(), re.M)[1]
        for n in range(1, 18)
    ]
    assert options(form, "goal") == [f"{number} {title}" for number, title in enumerate(titles, 1)]


def test_example_of_the_guide_has_no_fault(tmp_path):
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^    ---\n(?:(?:    .*)?\n)+", guide, re.M)
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    folder = content / "projects/2024/still"
    folder.mkdir(parents=True)
    text = textwrap.dedent(example).replace("...", "We built it with four families and measured what it gave. " * 10)
    (folder / "index.md").write_text(text, encoding="utf-8")
    Image.new("RGB", (9, 9)).save(folder / "still.jpg")
    assert [str(problem) for problem in inspect(content) if problem.path.startswith("projects/")] == []


def test_owners_are_of_paths_that_exist():
    """The lines that maintainers will take the number sign from are right, and nothing before that asks anybody."""
    lines = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == []
    asked = [match.groups() for line in lines if (match := re.fullmatch(r"# (/\S+) (@\S+/\S+)", line))]
    assert len(asked) > 5
    assert [path for path, _ in asked if not list(ROOT.glob(path.strip("/")))] == []


def without_comments(text: str) -> str:
    return re.sub(r"^\s*//.*$", "", text, flags=re.M)


def test_editor_finds_problems_at_their_places():
    tasks = json.loads(without_comments((ROOT / ".vscode/tasks.json").read_text()))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    message = message_of(PICTURE_WITHOUT_TEXT, given="a.png")
    warned = Problem("projects/2024/静.md", 12, 3, "E113", *message, "", True)
    match = re.fullmatch(pattern["regexp"], f"content/{warned}")
    assert match is not None
    assert match.groups() == ("content/projects/2024/静.md", "12", "3", "warning", "E113", warned.message)


def test_editor_lists_problems_anew_when_a_file_is_saved(tmp_path):
    """The task that starts with the folder waits for the lines that the command prints around each list."""
    tasks = json.loads(without_comments((ROOT / ".vscode/tasks.json").read_text()))["tasks"]
    task = next(task for task in tasks if task.get("runOptions"))
    matcher = task["problemMatcher"]
    assert matcher["pattern"] == tasks[0]["problemMatcher"]["pattern"]
    begins, ends = (re.compile(matcher["background"][key]) for key in ("beginsPattern", "endsPattern"))
    content = tmp_path / "content"
    (content / "projects/2024").mkdir(parents=True)
    command = [sys.executable, ROOT / task["args"][0], *task["args"][1:], "--content", content, "--language", "zh"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8") as checker:
        assert checker.stdout is not None

        def listed() -> list[str]:
            lines = iter(checker.stdout.readline, "")  # type: ignore[union-attr]
            assert begins.search(next(lines))
            found = [
                match for line in takewhile(lambda line: not ends.search(line), lines) if (match := at.match(line))
            ]
            return [match[match.re.groups - 1] for match in found]

        at = re.compile(matcher["pattern"]["regexp"])
        try:
            assert listed() == []
            (content / "projects/2024/x.md").write_text("title: A\n")
            assert "E003" in listed()
        finally:
            checker.terminate()


def test_settings_of_editors_can_be_read():
    for path in (".vscode/settings.json", ".devcontainer/devcontainer.json"):
        assert json.loads(without_comments((ROOT / path).read_text()))


def test_issue_becomes_the_same_file(tmp_path):
    fields: list[Any] = yaml.safe_load((FORMS / "project.yml").read_text(encoding="utf-8"))["body"]
    answers = {
        "title": "Still", "summary": "Water", "challenge": "gmooc-2024", "year": "2024", "team": "Blue", "goal": "6 Clean Water and Sanitation",
        "members": "Amina O., Design, University of Nairobi, KE\nLi Wei", "how": "Gives it.", "outcome": "app", "status": "in-use",
        "countries": "KE, CN", "story-1": "Far away.\n\n### Sub\n\nIn it.", "links": "https://example.org/a",
    }  # fmt: skip
    text = "\n\n".join(
        f"### {field['attributes']['label']}\n\n{answers.get(field['id'], '_No response_')}" for field in fields if "id" in field
    )  # fmt: skip
    issue = write_up_of_issue(text, 2026)
    assert (issue.path, issue.doubts) == ("projects/2024/still.md", ())
    values = read_document(issue.path, issue.text.encode())[0].values
    assert (values["team"]["members"][0], values["sdgs"]["main"]) == (
        {"name": "Amina O.", "country": "KE", "role": "Design", "affiliation": "University of Nairobi"},
        {"goal": "6", "how": "Gives it."},
    )
    assert "## The problem\n\nFar away.\n\n### Sub\n\nIn it.\n" in issue.text
    assert "_No response_" not in issue.text


def test_other_text_is_no_issue():
    assert write_up_of_issue("### Results\n\nOne.\n\n### Team\n\nTwo.", 2026) is None


SECTIONS = (
    "### The problem\n\nA\n\n### Our solution\n\nB\n\n### How it works\n\nC\n\n### Results\n\nD\n\n### Email\n\nE\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        f"# Still\n\nWe built a still.\n\n{SECTIONS}### Name of the team\n\nBlue\n",
        "".join(
            f"### {head}\n\nText\n\n" for head in ("Team members (2)?", "Links to us", "Problems", "Next", "Demo video")
        ),
    ],
    ids=["words above", "other headings"],
)
def test_sections_of_somebody_s_own_are_no_answers_to_the_form(text):
    assert write_up_of_issue(text, 2024) is None


def test_no_answer_is_lost_however_long():
    answer = "Nairobi, Kenya; " * 700 + "end"
    text = f"### Name of the project\n\nStill\n\n### Countries the team worked in\n\n{answer}\n\n{SECTIONS}"
    assert write_up_of_issue(text, 2024).text.split() == [
        *write_up_of_issue(text.replace(answer, "Kenya"), 2024).text.replace("countries: [KE]\n", "").split(),
        *f"## Countries the team worked in {answer}".split(),
    ]
