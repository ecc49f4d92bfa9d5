"""Make up a corpus of N projects outside content/: python3 benchmarks/corpus.py N [FOLDER].

No name, place or result in it is real.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frontmatter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from gmooc.commands.building import start_demo
from gmooc.core.settings import DEMO_MARK

SECTIONS = ("The problem", "Our solution", "How it works", "Results", "What we learned", "What is next")
CHINESE_SECTIONS = ("问题", "我们的方案", "工作原理", "结果", "我们学到了什么", "下一步")
COUNTRIES = ("KE", "CN", "IT", "IN", "BR", "FR", "US", "DE", "NG", "VN", "MX", "EG", "NO", "ID", "TH")
OUTCOMES = ("app", "lesson", "study", "policy", "art", "event", "other")
STATUSES = ("idea", "prototype", "pilot", "in-use", "ended", "unknown")
YEARS = (2021, 2024)
# Every fifth write-up is Chinese, as in the mix of learners that the challenge calls.
CHINESE_SHARE = 0.2
_CHARACTERS = (
    "水学校教育能源健康城市气候海洋土地和平伙伴女性平等工作创新社区学生数据老师项目方法结果问题方案地方合作学习未来"
    "农业食物森林空气运河桥梁道路医生家庭孩子老人图书电脑网络语言文化艺术音乐比赛国家世界环境保护回收太阳风雨土壤"
)


def corpus(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield the path below content/ and the text of each of `count` projects; the same for the same numbers."""
    chance = random.Random(seed)
    words = _vocabulary(chance)
    slugs: dict[int, list[str]] = {year: [] for year in YEARS}
    for number in range(count):
        year = chance.choice(YEARS)
        is_chinese = chance.random() < CHINESE_SHARE
        speak = _Speech(chance, words, is_chinese=is_chinese)
        slug = f"demo-{number:05}"
        earlier = f"{year}/{chance.choice(slugs[year])}" if slugs[year] and chance.random() < 0.1 else ""
        slugs[year].append(slug)
        values = _values(number, year, earlier, speak)
        post = frontmatter.Post(_body(year, slugs[year], speak).strip(), **values)
        # The library's own style, which is written in C: nobody edits these.
        yield f"projects/{year}/{slug}.md", frontmatter.dumps(post, sort_keys=False, width=10_000) + "\n"


class _Speech:
    """Words, sentences and paragraphs in one language, from a vocabulary in which few words are frequent."""

    def __init__(self, chance: random.Random, words: tuple[list[str], list[float]], *, is_chinese: bool) -> None:
        self.chance = chance
        self.words, self.weights = words
        self.is_chinese = is_chinese

    def sentence(self, length: int) -> str:
        if self.is_chinese:
            return "".join(self.chance.choices(_CHARACTERS, k=length * 2)) + "。"
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length)).capitalize() + "."

    def paragraph(self) -> str:
        return ("" if self.is_chinese else " ").join(
            self.sentence(self.chance.randint(7, 18)) for _ in range(self.chance.randint(3, 8))
        )


def _vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    starts = ("b", "br", "c", "d", "f", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "w")
    made = {
        "".join(chance.choice(starts) + chance.choice("aeiou") for _ in range(chance.randint(1, 3)))
        + chance.choice(("", "n", "r", "s", "ing", "tion", "ed", "er"))
        for _ in range(6000)
    }
    words = sorted(made)
    chance.shuffle(words)
    total, weights = 0.0, []
    for rank in range(len(words)):
        total += 1 / (rank + 4)
        weights.append(total)
    return words, weights


def _values(number: int, year: int, builds_on: str, speak: _Speech) -> dict[str, Any]:
    chance = speak.chance
    goals = chance.sample(range(1, 18), chance.randint(1, 3))
    countries = chance.sample(COUNTRIES, chance.randint(1, 3))
    also = [{"goal": goal, "how": speak.sentence(8)} for goal in goals[1:]]
    people = [{"name": f"Demo Person {number}-{letter}", "country": chance.choice(countries)} for letter in "ABC"]
    return {
        "title": f"{speak.sentence(4)[:-1]} {number}",
        "summary": speak.sentence(12),
        "challenge": f"gmooc-{year}",
        "year": year,
        "team": {"name": f"Demo Team {number}", "members": people},
        "countries": countries,
        "sdgs": {"main": {"goal": goals[0], "how": speak.sentence(9)}} | ({"also": also} if also else {}),
        "outcome": chance.choice(OUTCOMES),
        "status": chance.choice(STATUSES),
        "status_checked": f"{year}-12-01",
        "wanted": ["people", "partner"],
        **({"builds_on": [builds_on]} if builds_on else {}),
        "links": [{"kind": "website", "url": f"https://example.org/demo/{number}"}],
        "language": "zh" if speak.is_chinese else "en",
    }


def _body(year: int, slugs: list[str], speak: _Speech) -> str:
    chance = speak.chance
    parts = []
    for index, section in enumerate(CHINESE_SECTIONS if speak.is_chinese else SECTIONS):
        parts.append(f"\n## {section}\n\n{speak.paragraph()}\n")
        if index == 2:
            parts.append("\n".join(["", *(f"- {speak.sentence(6)}" for _ in range(3)), ""]))
        if index == 3:
            rows = "".join(f"| {speak.sentence(2)} | {chance.randint(1, 900)} |\n" for _ in range(3))
            parts.append(f"\n| A | B |\n| --- | ---: |\n{rows}")
        if index == 4 and chance.random() < 0.3:
            parts.append(f"\n{speak.sentence(6)}[^1]\n\n[^1]: {speak.sentence(6)}\n")
    goal = chance.randint(1, 17)
    parts.append(f"\n[{goal}](../../sdgs/sdg-{goal:02}.md), [demo]({chance.choice(slugs)}.md)\n")
    return "".join(parts)


def main() -> int:
    arguments = read_arguments()
    folder = (arguments.folder or ROOT / f"build/demo-{arguments.count}/content").resolve()
    if fault := start_demo(folder):
        print(fault, file=sys.stderr)
        return 1
    if arguments.folder is None:
        # Pages that are measured are as heavy as published ones; those of a preview say that they are made up.
        (folder / DEMO_MARK).touch()
    for number, (path, text) in enumerate(corpus(arguments.count, arguments.seed), 1):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        if sys.stderr.isatty() and number % 500 == 0:
            print(f"\r{number} of {arguments.count}", end="", file=sys.stderr, flush=True)
    print(f"\r{folder}: {arguments.count} made-up projects. Build them with:")
    print(f"python3 scripts/build.py --content {folder} --site {folder.parent / 'site'}")
    return 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make up a corpus of projects for previews and measurements.")
    parser.add_argument("count", type=int, help="how many projects")
    parser.add_argument("folder", type=Path, nargs="?", help="where to write it (build/demo-N/content)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another corpus")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
