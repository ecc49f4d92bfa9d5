"""A new file has every key of its kind: what is given, what is required, and the rest as comments."""

import pytest

from gmooc.model.kinds import KIND_OF
from gmooc.model.scaffold import STORY_SECTIONS, scaffold


def test_announcement_to_fill_in() -> None:
    text = scaffold("announcement", {"title": "A: b", "challenge": "gmooc-2024"})
    assert text.startswith(
        """---
# What is new.
title: "A: b"
# Day, time and zone of publication.
publish_at:  # for example: 2027-01-24 08:00 Asia/Shanghai
# May be left out. Words that are shown instead of the day, such as a season.
# date_text:  # for example: Autumn 2021
# What kind of news it is.
kind:  # for example: launch, call, deadline, results, event, news
# The news in one sentence of at most 200 characters.
summary:
# The edition it is about.
challenge: gmooc-2024
# May be left out. After this moment it leaves the home page, in the zone of publish_at.
# expires:  # for example: 2027-02-01
# May be left out. Whether it stands first on the home page.
# pinned:
# May be left out. A picture.
# cover:
#   src:  # for example: team.jpg
#   alt:  # for example: Four students around a solar still
#   credit:  # for example: "Photo: Blue Drop"
#   people_consent:  # for example: true
# May be left out. Where these facts were read.
# sources:
#   - fact:  # for example: Dates and prizes of the 2021 call
#     url:  # for example: https://mooc.global/
#     archived:
#     seen:  # for example: 2026-11-24
"""
    )
    assert text.endswith("\n---\n\n")


def test_project_has_its_groups_and_the_headings_of_its_story() -> None:
    text = scaffold("project", {})
    assert (
        """
# Who made it.
team:
  name:  # for example: Blue Drop
  members:
    - name:  # for example: A. Student
      role:  # for example: Interviews and design
"""
        in text
    )
    assert text.endswith(
        "\n---\n\n## The problem\n\n## Our solution\n\n## How it works\n\n## Results\n\n## What we learned\n\n"
        "## What it takes to repeat it\n\n## What is next\n"
    )


@pytest.mark.parametrize("kind", KIND_OF)
def test_every_key_stands_once(kind: str) -> None:
    lines = scaffold(kind, {}).splitlines()
    for name in KIND_OF[kind].record.model_fields:
        assert sum(line.removeprefix("# ").partition(":")[0] == name for line in lines) == 1, name


def test_sections_are_those_of_kinds() -> None:
    assert STORY_SECTIONS.keys() <= KIND_OF.keys()


def test_edition_has_the_headings_of_its_own() -> None:
    assert scaffold("challenge", {}).endswith("\n---\n\n## What it is about\n\n## How it works\n")
