"""What an author forgot is found, in any script."""

import json

import pytest

from gmooc.checks.rules import projects_differ
from gmooc.checks.writing import count_words, likeness_of
from paths import ROOT
from samples import LONG, PROJECT, found


def problems(content, old, new):
    text = PROJECT.replace("Text\n\n", "").replace(old, new, 1)
    return [
        problem.removeprefix("projects/2024/bad.md:")
        for problem in found(content, "projects/2024/bad.md", text)
        if "bad.md" in problem
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: A", "title: Name of the project", ["2:1: E110 'Name of the project': must be your own words, not those of the example"]),
        (LONG, "## The problem\n\n## Results\n\n" + LONG, ["11:4: warning E111 section 'The problem': must say something, or be left out"]),
        (LONG, LONG + "\n\n## Next\n", ["13:4: warning E111 section 'Next': must say something, or be left out"]),
        (LONG, LONG + "\n\n_No response_", ["13:1: E112 '_No response_': must be an answer, or be left out"]),
        (LONG, "Short.", ["11:1: warning E114 text: at least 50 words, so that a reader learns what was done (it has 1)"]),
        (LONG, "## A\n\n### B\n\n" + LONG, []),
        (LONG, "## Full\n\n" + LONG + "\n\n## Bare\n\n## Last\n\nText.", ["15:4: warning E111 section 'Bare': must say something, or be left out"]),
        (LONG, "Results first.\n\n## *Results* :seedling:\n\n## Results\n\n" + LONG, ["13:4: warning E111 section 'Results 🌱': must say something, or be left out"]),
        (LONG, LONG + "\n\n## [Next]\n\n[Next]: https://example.org\n", ["13:4: warning E111 section 'Next': must say something, or be left out"]),
        (LONG, "## Next\n\n" + LONG + "\n\nNext\n----\n", ["15:1: warning E111 section 'Next': must say something, or be left out"]),
        (LONG, "<h2 align=center>A <b>b</b></h2>\n\n## C\n\n" + LONG, ["11:18: warning E111 section 'A b': must say something, or be left out"]),
        (LONG, "我们用玻璃和木头做了一个太阳能蒸馏器。" * 5, []),
    ],
    ids=["template", "empty section", "empty last section", "no response", "short", "section of sections", "after a full one", "marked up", "reference", "twice", "HTML", "Chinese"],
)  # fmt: skip
def test_what_is_forgotten_is_found(content, old, new, expected):
    assert problems(content, old, new) == expected


@pytest.mark.parametrize("alt", ["", "image", "IMG_2034", "photo.jpg", "A picture of", "图片"])
def test_poor_text_of_a_picture_is_found(content, alt):
    from PIL import Image

    Image.new("RGB", (9, 9)).save(content / "projects/2024/p.png")
    expected = (
        "11:{}: warning E113 picture 'p.png': must have a text that says what it shows, for those who do not see it"
    )
    column = len(f"![{alt}](") + 1
    assert problems(content, LONG, f"![{alt}](p.png)\n\n{LONG}") == [expected.format(column)]


def test_picture_with_a_text_is_fine(content):
    from PIL import Image

    Image.new("RGB", (9, 9)).save(content / "projects/2024/p.png")
    assert problems(content, LONG, f"![A picture of the still on a roof](p.png)\n\n{LONG}") == []


def test_copy_of_a_project_is_found(content):
    text = PROJECT.replace(LONG, "\n".join(f"Sentence number {n} about our work in {n} places." for n in range(20)))
    found(content, "projects/2024/one.md", text.replace("title: A", "title: One"))
    twice = found(
        content, "projects/2024/two.md", text.replace("title: A", "title: Two") + "One more sentence of ours.\n"
    )
    assert [line for line in twice if "E115" in line] == [
        "projects/2024/two.md:2:1: warning E115 title: must be another project than the one in projects/2024/one.md"
    ]


def test_title_that_differs_in_signs_only_is_found(content):
    first = PROJECT.replace("title: A", 'title: "Clean water: for all!"')
    found(content, "projects/2024/one.md", first)
    twice = found(content, "projects/2024/two.md", PROJECT.replace("title: A", "title: CLEAN WATER – FOR ALL"))
    assert [line.split(":")[0] for line in twice if "E115" in line] == ["projects/2024/two.md"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Clean water, now", 3), ("清洁的饮用水和卫生", 6), ("AI 学习工具", 3), ("", 0), ("مياه نظيفة", 2)],
)
def test_words_are_counted_in_any_script(text, words):
    assert count_words(text) == words


def test_texts_without_sentences_are_known_by_their_titles_alone():
    assert len(likeness_of("A", "a. b. c.")) == 1
    assert likeness_of("A", "a. b. c.") == likeness_of("a!", "d. e. f.")
    assert likeness_of("?", "") != likeness_of("!", "")


def test_nothing_is_compared_where_there_is_nothing():
    assert list(projects_differ(())) == []


LINKS = json.loads((ROOT / "tests/text/deceptions.json").read_text(encoding="utf-8"))["links"]


@pytest.mark.parametrize(("text", "codes"), LINKS.values(), ids=LINKS)
def test_link_that_deceives_is_told(content, text, codes):
    told = problems(content, LONG, f"{text}\n\n{LONG}")
    assert [line.partition(": ")[2].replace("warning", "hint").partition(" link")[0] for line in told] == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [example.org](https://example.com/a).", "11:19: warning E031 link 'example.org': must lead to the host that it names (it leads to 'example.com')"),
        ("See https://ex\u0430mple.org/a.", "11:5: E032 link to 'ex\u0430mple.org': must lead to a host with letters of one alphabet"),
        ("See [x](https://xn--exmple-4nf.org/a).", "11:9: E032 link to 'xn--exmple-4nf.org': must lead to a host with letters of one alphabet"),
    ],
    ids=["another host", "look-alike", "as the net writes it"],
)  # fmt: skip
def test_link_that_deceives_has_its_place(content, text, expected):
    assert problems(content, LONG, f"{text}\n\n{LONG}") == [expected]


def test_address_of_front_matter_is_in_one_alphabet(content):
    (problem,) = problems(
        content, "status: idea", "status: idea\nlinks: [{kind: demo, url: https://ex\u0430mple.org/}]"
    )
    assert problem.startswith("10:22: E032 links.1.url: must be a web address whose host has letters of one alphabet")
