"""What an author forgot is found, in any script."""

import json

import pytest

from gmooc.checks.parsing import Surroundings, check_file
from gmooc.checks.rules import projects_differ
from gmooc.checks.writing import count_words, is_poor, likeness_of
from gmooc.text.markdown import Image as Shown
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


ITSELF = "must hold each character itself, as '&' and not '&amp;'"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: A", "title: Water &amp; food", [f"2:1: warning E116 title: {ITSELF}\n    try: title: Water & food"]),
        ("title: A", 'title: "Kenya&#39;s &quot;still&quot;"', [f"2:1: warning E116 title: {ITSELF}\n    try: title: Kenya's \"still\""]),
        ("title: A", "title: A&nbsp;still &#x26; more", [f"2:1: warning E116 title: {ITSELF}\n    try: title: A still & more"]),
        ("title: A", 'title: "&lt;b&gt;: &amp;"', [f"2:1: warning E116 title: {ITSELF}\n    try: title: \"<b>: &\""]),
        ("team: {name: T}", "team: {name: T &amp; U}", [f"6:8: warning E116 team.name: {ITSELF}"]),
        ("title: A", "title: Water & food; R&D; AT&T;", []),
        ("title: A", "title: Water\u00a0& food", []),
        ("title: A", "title: A &#8203; still", []),
        ("title: A", "title: A &unknown; &#99999999; still", []),
    ],
    ids=["named", "quotes", "number", "quoted", "group", "no sign", "space", "unseen", "unknown"],
)  # fmt: skip
def test_character_written_as_html_does_is_told_with_the_line_meant(content, old, new, expected):
    assert old in PROJECT
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


# What was forgotten, by file.

PICTURE = "projects/2024/p.png"
AROUND = Surroundings(frozenset(("projects/2024/a.md", PICTURE)), {PICTURE: Shown("pictures/0.webp", 9, 9)}, "")


def faults(body, keys="", text=PROJECT):
    """Return what is forgotten in a write-up with this body, and with more keys in its front matter."""
    head = text.partition("---\nText")[0].replace("outcome: app\n", f"outcome: app\n{keys}")
    return list(check_file("projects/2024/a.md", f"{head}---\n{body}".encode(), AROUND).references.faults)


def written(code, body, keys=""):
    return [text for found, text, _ in faults(f"{body}\n\n{LONG}\n", keys) if found == code]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("See [[Our page]] and ![[still.png]].", ["[[Our page]]", "![[still.png]]"]),
        (f"[[{'水' * 200}]]", [f"[[{'水' * 200}]]"]),
        (f"[[{'水' * 201}]]", []),
        ("[[a\nb]]", []),
        ("{{ site.title }} and {% include a.html %}", ["{{ site.title }}", "{% include a.html %}"]),
        (":::note\nText.\n:::", [":::note"]),
        (":::: {note}", [":::: {note"]),
        ("::note", []),
        ("A day ::: note", []),
        ("!!! note\n\n??? tip\n\n???+ tip", ["!!! note", "??? tip", "???+ tip"]),
        ("!!! 3 days\n\nYes!!! really", []),
        ("> [!info] Text", ["[!info]"]),
        ("> > [!my-own] Text", ["[!my-own]"]),
        ("> [!NOTE]\n> Text", []),
        ("> [!NOTED]\n> Text", ["[!NOTED]"]),
        ("import Tabs from '@theme/Tabs'", ["import Tabs from '@theme/Tabs'"]),
        ("import 'style.css';", ["import 'style.css';"]),
        ("import water from the river", []),
        ("We import Tabs from 'China'", []),
        ("## Plan {#plan}\n\nText {.red} and {: .blue}", ["{#plan}", "{.red}", "{: .blue}"]),
        ("A set {a, b} and {# 3}", []),
        ("• 一\n• 二\n• 三", ["• 一", "• 二"]),
        ("• One alone", []),
        ("a %%note%% b", ["%%note%%"]),
        ("50%% and more", []),
        ("[水] (https://e.org/) and [x]（http://e.org/）", ["[水] (https://e.org/)", "[x]（http://e.org/）"]),
        ("[x] (see below)", []),
        ("`[[x]]`\n\n```\n{{ y }}\n```", []),
        ("`a` [[x]] `b`", ["[[x]]"]),
        ("[[*My* page]]", ["[[*My* page]]"]),
        ("[[*a* b]] and [[a *b*]]", ["[[*a* b]]", "[[a *b*]]"]),
    ],
)  # fmt: skip
def test_signs_of_other_programs_are_found_as_they_were_typed(body, told):
    assert written("E116", body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("---\nlayout: post\n---\n", ["layout: post"]),
        ("\n\n---  \nlayout : post \ntags:\n- a\n  b\n\n---\n", ["layout : post"]),
        ("+++\ntitle = '水'\n+++\n", ["title = '水'"]),
        ("+++\ntitle = 'A'\n---\n", []),
        ("---\nA text.\n---\n", []),
        ("---\nlayout: post\nA text.\n---\n", []),
        ("Text\n\n---\nlayout: post\n---\n", []),
    ],
    ids=["hyphens", "spaces and lists", "plus signs", "two sorts", "text", "text below a key", "below a text"],
)
def test_front_matter_of_another_system_is_found_at_the_start(body, told):
    assert written("E116", body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("## A\n\n## B\n\nText.", ["A"]),
        ("## A\n\n### B\n\nText.", []),
        ("### A\n\n## B\n\nText.", ["A"]),
        ("## A\n\n### B\n\n### C\n\nText.", ["B"]),
        ("## *A* & 水\n\n## B\n\nText.", ["A & 水"]),
        ("## A\n\n---\n\n## B\n\nText.", []),
    ],
    ids=["same level", "lower level", "higher level", "one of two below", "marks", "rule"],
)
def test_section_without_a_text_is_found(body, told):
    assert written("E111", body) == told


def test_last_section_of_any_level_needs_a_text():
    assert faults(f"{LONG}\n\n### Last") == [("E111", "Last", ())]
    assert faults(f"{LONG}\n\n## A\n\n### B") == [("E111", "B", ())]


@pytest.mark.parametrize(
    ("body", "count"), [("_No response_", 1), ("*No response*", 1), ("No response", 0), ("**No response**", 0)]
)
def test_answer_that_a_form_left_out_is_found(body, count):
    assert written("E112", body) == ["_No response_"] * count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("word " * 50, None),
        ("word " * 49, "49"),
        ("水" * 80, None),
        ("水" * 79, "49"),
        ("word " * 10 + "水" * 64, None),
        ("word " * 10 + "水" * 63, "49"),
        ("- " * 60, "0"),
        # A thousand letters are enough, whatever their words are.
        ("x" * 999, "1"),
        ("x" * 1000, None),
    ],
    ids=["words", "a word less", "characters", "a character less", "both", "both, a character less", "signs", "a letter less", "letters"],
)  # fmt: skip
def test_text_has_fifty_words(text, words):
    assert faults(text) == ([("E114", words, ())] if words else [])


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        *((text, True) for text in ("", " ", "image", "An image", "the Picture", "a photo of", "Figure 3", "Foto", "фото 2", "图片", "照片 12")),
        *((text, True) for text in ("still.jpg", "My still.PJPEG", "水.webp", "a.avif", "a.jfif", "IMG_2034", "dsc-0012a", "wechat 2", "mmexport1700", "Screenshot 2024", "12-3_4 5")),
        *((text, False) for text in ("photo of us", "figure 3a", "the still", "still.bmp", "still.jpg of glass", "img_a", "a 12", "水", "imagery", "my photo", "…")),
    ],
)  # fmt: skip
def test_text_that_says_nothing_of_a_picture_is_poor(text, is_told):
    assert is_poor(text) == is_told
    assert faults(f"![{text}](p.png)\n\n{LONG}") == [("E113", "p.png", ())] * is_told


def test_picture_without_a_text_is_named_as_it_was_written():
    body = "![A still](./p.png) ![](../2024/p.png)"
    assert written("E113", body) in (["../2024/p.png"], ["./p.png"])
    keys = "cover: {src: p.png, alt: photo}\npictures: [{src: p.png, alt: A roof}, {src: p.png, alt: IMG_1}]\n"
    assert [path for code, _, path in faults(LONG, keys) if code == "E113"] == [
        ("cover", "src"),
        ("pictures", 1, "src"),
    ]


EXAMPLES = {
    ("title",): "title: NAME of the project\n",
    ("summary",): "summary: What it is and whom it helps, in at most 200 characters.\n",
    ("team", "name"): "team: {name: name of the team}\n",
    ("team", "members", 1, "name"): "team: {name: T, members: [{name: A}, {name: First member}]}\n",
    ("team", "members", 0, "role"): "team: {name: T, members: [{name: A, role: What this person did}]}\n",
    ("sdgs", "main", "how"): "sdgs: {main: {goal: 4, how: How it serves this goal.}}\n",
    ("sdgs", "also", 0, "how"): "sdgs: {main: {goal: 4, how: H}, also: [{goal: 6, how: 'How the project serves this goal, in one sentence.'}]}\n",
}  # fmt: skip


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path[-1])
def test_words_of_the_example_are_found_in_every_key(path):
    line = EXAMPLES[path]
    lines = [one for one in PROJECT.split("\n") if not one.startswith(f"{path[0]}:")]
    ((code, _, where),) = faults(LONG, line, "\n".join(lines))
    assert (code, where) == ("E110", path)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("[example.org](https://example.com/?a&b)", ["example.org https://example.com/?a&b"]),
        ("[**example.org**](https://example.com/)", ["example.org https://example.com/"]),
        ("[example.org](https://www.example.org/a)", []),
        ("[our page](https://example.com/)", []),
    ],
    ids=["other host", "marks", "same host", "words"],
)
def test_link_that_names_another_host_is_found(body, told):
    assert written("E031", body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("[x](file:///a)", ["file:///a"]),
        ("![A still](data:image/png;base64,iVBORw0KGgo=)", ["data:image/png;base64,"]),
        ("![][i]\n\n[i]: DATA:image/png;base64,iVBOR", ["DATA:image/png;base64,"]),
        ("`![`\n\n[i]: data:image/png;base64,iVBOR", []),
        (f"![][i]\n\n[i]: <data:image/png;base64,{'A' * 150_000}>", ["data:image/png;base64,"]),
        (f"![][i]\n\n[i]:\t data:image/png;base64,{'A' * 150_000}", ["data:image/png;base64,"]),
        (f"`![`\n\n[i]: <data:image/png;base64,{'A' * 150_000}>", []),
    ],
    ids=["file", "picture", "reference", "code", "large picture", "without brackets", "large, in code"],
)
def test_address_that_no_page_opens_is_found(body, told):
    assert written("E118", body) == told


def test_only_a_write_up_must_be_long_and_in_its_own_words():
    text = "---\ntitle: Name of the project\nedition: 2024\nsummary: S\nas_of: 2024-01-01\n---\n## A\n\n_No response_\n\n## B\n"
    found = check_file("challenges/a.md", text.encode(), AROUND).references.faults
    assert [code for code, _, _ in found] == ["E112"]


# Likeness.

SENTENCES = [f"sentence {number:03}." for number in range(4)]


@pytest.mark.parametrize(
    ("sentences", "count"),
    [
        (SENTENCES, 5),
        ([*SENTENCES, "A fifth sentence."], 5),
        (SENTENCES[:3], 1),
        ([*SENTENCES[:3], *SENTENCES[:3]], 1),
        # A sentence has twelve letters.
        ([*SENTENCES[:3], "twelve signs."], 5),
        ([*SENTENCES[:3], "eleven sign."], 1),
        (["我们做了一个太阳能蒸馏器。", "它每天给四个家庭十升干净水！", "学生们每天测量水的多少并记录？", "明年我们要在学校做十个这样的。"], 5),
    ],
    ids=["four", "five", "three", "repeated", "shortest", "too short", "Chinese"],
)  # fmt: skip
def test_text_of_four_sentences_has_a_likeness(sentences, count):
    assert len(likeness_of("A", " ".join(sentences))) == count


@pytest.mark.parametrize(("others", "is_alike"), [(0, True), (1, True), (2, False)])
def test_texts_are_alike_where_all_but_one_of_their_sentences_are(others, is_alike):
    text = " ".join(SENTENCES)
    other = " ".join([*(f"Another one {number}!" for number in range(others)), *map(str.upper, SENTENCES[others:])])
    shared = set(likeness_of("A", text)) & set(likeness_of("B", other))
    assert bool(shared) == is_alike
