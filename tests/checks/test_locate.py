"""What a rule found on a page is told where it was typed: in no other link, picture, section or code."""

import re

import pytest
from PIL import Image

from samples import LONG, PROJECT, found

HEAD = PROJECT.partition("---\nText")[0] + "---\n"


def told(content, body, head=HEAD):
    Image.new("RGB", (9, 9)).save(content / "projects/2024/p.png")
    lines = found(content, "projects/2024/bad.md", f"{head}{body}\n\n{LONG}\n")
    return sorted(" ".join(re.findall(r"\d+:\d+:|E\d{3}", line)[:2]) for line in lines)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Write `[x](no.md)` so.\n\n[x](no.md)", ["13:5: E101"]),
        ("```\n[x](no.md)\n```\n\n- a\n- b [x](no.md)", ["16:9: E101"]),
        ("[no.md](no.md)", ["11:9: E101"]),
        ("no.md is [here](no.md) and [there](no.md).", ["11:17: E101", "11:36: E101"]),
        ("| a | b |\n|---|---|\n| no.md | 中 [x](no.md) |", ["13:17: E101"]),
        ("> no.md\n> and [x](no.md)", ["12:11: E101"]),
        ("a[^1]\n\n[^1]: See [x](no.md)", ["13:15: E101"]),
        ("no.md\n\n[x][r]\n\n[r]: no.md", ["15:6: E101"]),
        ("no.md\n\n<a href='no.md'>x</a>", ["13:10: E101"]),
        ("[x](no.md) <a href=no.md>x</a>", ["11:5: E101", "11:20: E101"]),
        ("[x](no.md#a) [y](no.md)", ["11:18: E101", "11:5: E101"]),
        ("访问https://example.org/x。[x](no.md)", ["11:29: E101"]),
        ("[x](no%20file.md) [y](<no file.md>)", ["11:24: E101", "11:5: E101"]),
        ("Like `![a](no.png)`: ![A still](no.png)", ["11:33: E102"]),
        ("`https://e.org/p.png` ![A still](https://e.org/p.png)", ["11:34: E103"]),
        ("![A still of glass](p.png)\n\n![](p.png)", ["13:5: E113"]),
        ("`![](p.png)`\n\n[![](p.png)](https://example.org)", ["13:6: E113"]),
        ("![][r]\n\n[r]: p.png", ["11:1: E113"]),
        ("`_No response_`\n\n*No response*", ["13:1: E112"]),
        ("| a | b |\n|---|---|\n| x | _No response_ |", ["13:7: E112"]),
        ("`[[x]]` [[x]]", ["11:9: E116"]),
        ("a\n\n[[My *big* page]]", ["13:1: E116"]),
        ('a\n\n{{<figure src="x.png" alt="A *b* c">}}\n\n{{<toc>}}', ["13:1: E116", "15:1: E116"]),
        ("---\nlayout: post\ntags:\n- a\n---\nText", ["12:1: E116"]),
        ("+++\ntitle = 'Our robot'\n+++\nText", ["12:1: E116"]),
        ("---\n\nText: yes.\n\n---", []),
        ("## Results {#results}\n\nText.", ["11:12: E116"]),
        ("> [!info] A title\n> Text", ["11:3: E116"]),
        ("> [!tip]- A title\n> Text", []),
        ("See [how](#how-to-help).\n\n## Help", ["11:11: E118"]),
        ("[a](#) [b](#top) [c](#HELP) [d](#help-)\n\n## Help\n\nText.", []),
        ("??? tip\n\nText", ["11:1: E116"]),
        ("![][i]\n\n[i]: <data:image/png;base64,iVBORw0KGgo=>", ["13:7: E118"]),
        ("![A still](data:image/png;base64,iVBORw0KGgo=)", ["11:12: E118"]),
        ("<img src='data:image/png;base64,iVBORw0KGgo=' alt='A still'>", ["11:11: E118"]),
        ("[x](data:none)", ["11:5: E118"]),
        ("```\n![A still](data:image/png;base64,iVBORw0KGgo=)\n```", []),
        (f"![][i]\n\n[i]: <data:image/png;base64,{'A' * 150_000}>", ["13:7: E118"]),
        ("## A\n\nText.\n\n## A\n\n## B\n\nText.", ["15:4: E111"]),
        ("## A\n\n![A still of glass](p.png)\n\n## A\n\n## B\n\nText.", ["15:4: E111"]),
        ("## A\n\n![](https://e.org/p.png)\n\n## B\n\nText.", ["13:5: E103"]),
        ("```\n## A\n```\n\n## A\n\n<!-- x -->\n\n## B\n\nText.", ["15:4: E111"]),
        ("[Our page](https://example.com/) [example.org](https://example.com/)", ["11:48: E031"]),
    ],
)  # fmt: skip
def test_finding_of_the_body_has_its_own_place(content, body, places):
    assert told(content, body) == sorted(places)


@pytest.mark.parametrize(
    ("lines", "body", "place"),
    [
        ("title: Name of the project", "Name of the project", "2:1: E110"),
        ("cover: {src: p.png, alt: image}", "![A still of glass](p.png)", "3:9: E113"),
        ("cover: {src: no.png, alt: A still}", "no.png", "3:9: E102"),
    ],
)
def test_finding_of_the_front_matter_is_not_told_of_the_body(content, lines, body, place):
    head = HEAD.replace("title: A", lines if "title" in lines else f"title: A\n{lines}")
    assert told(content, body, head) == [place]


def test_repair_changes_the_place_and_no_word_like_it(content):
    body = "See ../../sdgs/sdg-4.md: [../../sdgs/sdg-4.md](../../sdgs/sdg-4.md)"
    text = PROJECT.replace("Text", body)
    assert found(content, "projects/2024/bad.md", text) == [
        "projects/2024/bad.md:11:48: E101 link '../../sdgs/sdg-4.md': must lead to a file that exists\n"
        "    try: See ../../sdgs/sdg-4.md: [../../sdgs/sdg-4.md](../../sdgs/sdg-04.md)"
    ]
