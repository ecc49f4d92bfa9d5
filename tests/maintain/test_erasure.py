"""Who asks to be forgotten is gone from every file, and the work stays."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest

from gmooc.checks.rule_texts import RULE_TEXTS
from gmooc.maintain.erasure import WITHDRAWN, erase, is_in_path, own_words, traces
from gmooc.maintain.spellings import is_same, resembling
from gmooc.model.records import Member
from paths import ROOT

NAME = "Zorva Nessaquist"

BLOCK = """---
title: Still  # kept
team:
  name: Blue Drop
  members:
    - name: Amina O.
      role: Design
    # Joined late.
    - name: zorva  nessaquist
      role: Interviews   # by phone
      country: KE
    - name: Li W.
contributors: [{name: Zorva Nessaquist, role: translator}, {name: Li W., role: mentor}]
cover: {src: still.jpg, alt: A still, credit: "Photo: Zorva Nessaquist"}
---
## The problem

Zorva
Nessaquist asked. See [her page](https://example.org/?who=Zorva%20Nessaquist). Zorva Nessaquists are many.
"""


def test_entries_go_mentions_are_covered_and_all_else_stays():
    assert (
        erase(BLOCK, NAME).text
        == """---
title: Still  # kept
team:
  name: Blue Drop
  members:
    - name: Amina O.
      role: Design
    # Joined late.
    - name: Li W.
contributors: [{name: Li W., role: mentor}]
cover: {src: still.jpg, alt: A still, credit: "Photo: (name withdrawn)"}
---
## The problem

(name withdrawn) asked. See [her page](https://example.org/?who=withdrawn). Zorva Nessaquists are many.
"""
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("members: [{name: Zorva Nessaquist}]", "members: []"),
        ("members: [{name: Li W.}, {name: Zorva Nessaquist}]", "members: [{name: Li W.}]"),
        ("members:\n- name: Zorva Nessaquist\n- name: Li W.\n", "members:\n- name: Li W.\n"),
        ("members:\n- name: Zorva Nessaquist\n", "members:\n"),
        ("name: Zorva Nessaquist", "name: Unnamed team"),
    ],
)
def test_team_without_the_person(written, kept):
    indented, left = (text.replace("\n", "\n  ") for text in (written, kept))
    made = erase(f"---\ntitle: T\nteam:\n  {indented}\nyear: 2024\n---\n", NAME).text
    assert made.replace("\n  \n", "\n").split() == f"---\ntitle: T\nteam:\n  {left}\nyear: 2024\n---\n".split()


@pytest.mark.parametrize(
    ("name", "text", "made"),
    [
        ("张三", "由张三拍摄", "由(name withdrawn)拍摄"),
        ("Ann", "Ann planned Annual", "(name withdrawn) planned Annual"),
        ("Zoé K.", "Zoe\u0301 K. and ZOÉ K.", "(name withdrawn) and (name withdrawn)"),
        ("A & B", "A &amp; B", "(name withdrawn)"),
        ("Zoé", r"Zo\u00e9", "(name withdrawn)"),
        ("Zoé", "https://e.org/Zo%C3%A9", "https://e.org/withdrawn"),
        (
            "Ana O'Brien",
            "Ana O’Brien, Ana OʼBrien and Ana O&rsquo;Brien",
            ", ".join([WITHDRAWN] * 2) + f" and {WITHDRAWN}",
        ),
        ("Ana O’Brien", "Ana O'Brien and /?who=Ana+O%27Brien", f"{WITHDRAWN} and /?who=withdrawn"),
        ("Mohamed El-Sayed", "Mohamed El\u2011Sayed, Mohamed El–Sayed", f"{WITHDRAWN}, {WITHDRAWN}"),
        ("Ousmane N`Diaye", "Ousmane N´Diaye", WITHDRAWN),
        ("欧阳娜娜", "由欧阳 娜娜拍摄，欧\n阳娜娜", f"由{WITHDRAWN}拍摄，{WITHDRAWN}"),
        ("山田 太郎", "山田太郎と山田\u3000太郎", f"{WITHDRAWN}と{WITHDRAWN}"),
        ("김민수", "김 민수", WITHDRAWN),
        ("김민수", normalize("NFD", "김민수"), WITHDRAWN),
        ("Li Wei", "Ｌｉ\u3000Ｗｅｉ, Li\u00a0Wei and Li\u200b Wei", f"{WITHDRAWN}, {WITHDRAWN} and {WITHDRAWN}"),
        ("カタカナ ゴトウ", "ｶﾀｶﾅ ｺﾞﾄｳ", WITHDRAWN),
        ("迪丽热巴·买买提", "迪丽热巴•买买提", WITHDRAWN),
        ("محمد علي", "ﻣﺤﻤﺪ ﻋﻠﻲ", WITHDRAWN),
        ("Zoe", "Zoe\u0301 stays, Zoes and Zoe-Ann's Zoe", f"Zoe\u0301 stays, Zoes and {WITHDRAWN}-Ann's {WITHDRAWN}"),
    ],
)
def test_name_is_found_however_it_is_written(name, text, made):
    assert erase(text, name).text == made


@pytest.mark.parametrize(
    ("written", "name"),
    [("Ana O’Brien", "Ana O'Brien"), ("Mohamed El‑Sayed", "Mohamed El-Sayed"), ("欧阳 娜娜", "欧阳娜娜")],
)
def test_member_goes_in_every_spelling_that_looks_the_same(written, name):
    made = erase(f"---\nteam:\n  members:\n    - name: {written}\n    - name: Li W.\n---\n", name)
    assert made == ("---\nteam:\n  members:\n    - name: Li W.\n---\n", 1, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [("José Muñoz", "Jose Munoz"), ("El-Sayed", "Elsayed"), ("欧阳娜", "欧阳娜娜"), ("Li Wei", "Liwei")],
)
def test_other_names_are_not_the_same(one, other):
    assert not is_same(one, other)


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("José Muñoz", "We thank\nJose Munoz.", [2]),
        ("Jose Munoz", "José Muñoz", [1]),
        ("Nguyễn Đức", "Nguyen\nDuc", [1]),
        ("Mohamed El-Sayed", "Mohamed El Sayed", [1]),
        ("Ana O'Brien", "ana obrien", [1]),
        ("Łukasz Żak", "Lukasz Zak", [1]),
        ("Пётр Ёлкин", "Петр Елкин", [1]),
        ("أحمد علي", "احمد على", [1]),
        ("Li Wei", "Li Weiss", []),
    ],
)
def test_mention_without_accents_is_pointed_out(name, text, lines):
    assert list(resembling(text, name)) == lines


@pytest.mark.parametrize(
    ("name", "path", "is_there"),
    [
        ("Ana O'Brien", "people/ana-o-brien-1a2b/index.html", True),
        ("Ana O'Brien", "projects/2024/team-ana-obrien.md", True),
        ("Ana Li", "projects/2024/diana-link.md", False),
    ],
)
def test_path_made_of_a_name(name, path, is_there):
    assert is_in_path(Path(path), name) is is_there


def test_second_run_changes_nothing():
    once = erase(BLOCK, NAME).text
    assert erase(once, NAME) == (once, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Zorva\u2009Nessaquist",
        "Ｚｏｒｖａ Ｎｅｓｓａｑｕｉｓｔ",
        "zorva NESSAQUIST",
        "Zorva%20Nessaquist",
        "Zorva+Nessaquist",
        r"\u005aorva Nessaquist",
        "Zorva&nbsp;Nessaquist",
    ],
)
def test_trace_is_found(text, tmp_path):
    (tmp_path / "a.html").write_text(text)
    assert traces(tmp_path, NAME) == ["a.html"]


def test_word_that_only_the_name_had_is_found_in_the_index(tmp_path):
    words = own_words(NAME, ["A text about zorva the river."])
    assert words == {"nessaquist"}
    (tmp_path / "search").mkdir()
    (tmp_path / "search/1.bin").write_bytes(b"\x00\x0anessaquist\xff")
    assert traces(tmp_path, NAME, words=words) == ["search/1.bin"]


def test_address_made_of_a_name_is_a_trace(tmp_path):
    (tmp_path / "people/zorva-nessaquist-1a2b").mkdir(parents=True)
    (tmp_path / "people/zorva-nessaquist-1a2b/index.html").write_text("")
    assert traces(tmp_path, NAME) == ["people/zorva-nessaquist-1a2b/index.html"]


def test_nothing_that_the_site_itself_says_is_a_trace_of_a_person():
    """A person's name is made up by nobody; `A. Student` is what examples call someone."""
    shown = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (name,) = set(re.findall(r'manage\.py forget "([^"]+)"', shown))
    assert [
        path
        for folder in ("theme", "scripts/gmooc/pages", "scripts/gmooc/exports")
        for path in traces(ROOT / folder, name)
    ] == []
    assert [rule.code for rule in RULE_TEXTS if "A. Student" not in rule.bad and re.search(r"\brole: ", rule.bad)] == []
    assert Member.model_fields["name"].examples == ["A. Student"]


@pytest.mark.slow
def test_command_takes_a_person_out_of_the_whole_site(tmp_path):
    content, site = tmp_path / "content", tmp_path / "site"
    shutil.copytree(
        ROOT / "content", content, ignore=shutil.ignore_patterns("20*", "sdg-*.??.md", "*.txt", "links.json")
    )
    shutil.copytree(ROOT / "tests/sites/small/content", content, dirs_exist_ok=True)
    file = content / "projects/2026/shui-di.md"
    file.write_text(file.read_text(encoding="utf-8").replace("测试者甲", "赵无极客"), encoding="utf-8")
    build = [sys.executable, ROOT / "scripts/build.py", "--content", content, "--site", site]
    subprocess.run(build, check=True, capture_output=True)
    assert len(traces(site, "赵无极客")) >= 5
    run = subprocess.run(
        [sys.executable, ROOT / "scripts/manage.py", "forget", "赵无极客", "--content", content, "--site", site],
        capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1", "PATH": ""},
    )  # fmt: skip
    assert "no trace is left" in run.stdout, run.stdout + run.stderr
    assert run.returncode == 0
    assert traces(tmp_path, "赵无极客") == []
    assert (site / "projects/2026/shui-di/index.html").exists()
    assert "git filter-repo" in run.stdout
