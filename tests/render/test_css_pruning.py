"""What is taken out of the engine's stylesheet, and what stays."""

import pytest

from gmooc.render.css_pruning import prune, used_words

WORDS = used_words('<div class="box md-grid" id="top" dir="rtl"><input data-toggle="menu">')


@pytest.mark.parametrize(
    ("style", "left"),
    [
        # Kept.
        ("p{margin:0}", "p{margin:0}"),
        (".box>.md-grid,#top{margin:0}", ".box>.md-grid,#top{margin:0}"),
        ("[data-toggle=menu]:checked~.box{top:0}", "[data-toggle=menu]:checked~.box{top:0}"),
        ("[dir=rtl] .box:not(.gone){top:0}", "[dir=rtl] .box:not(.gone){top:0}"),
        (".box :is(.gone,.box){top:0}", ".box :is(.gone,.box){top:0}"),
        ('img[src$="#gone"]{top:0}', 'img[src$="#gone"]{top:0}'),
        ("@keyframes a{0%{top:0}to{top:1px}}", "@keyframes a{0%{top:0}to{top:1px}}"),
        ('@charset "UTF-8";p{top:0}', '@charset "UTF-8";p{top:0}'),
        ('p{content:"};{"}', 'p{content:"};{"}'),
        # Taken out.
        (".gone{margin:0}", ""),
        (".box,.gone,.gone .box{margin:0}", ".box{margin:0}"),
        ("[data-toggle=search] .box{top:0}", ""),
        ("@media print{.gone{top:0}.box{top:1px}}", "@media print{.box{top:1px}}"),
        ("@media print{@supports (top:0){.gone{top:0}}}", ""),
        # Variables.
        (":root{--a:1;--b:url('data:x;y');top:var(--a)}", ":root{--a:1;top:var(--a)}"),
        (":root{--a:var(--b);--b:1}", ""),
    ],
)  # fmt: skip
def test_rules_that_no_page_asks_for_are_gone(style: str, left: str) -> None:
    assert prune(style, WORDS, "") == left


def test_variables_that_the_sites_own_styles_use_stay() -> None:
    assert prune(":root{--a:var(--b);--b:1;--c:2}", WORDS, "p{top:var(--a)}") == ":root{--a:var(--b);--b:1}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('class="md-grid__a b"', {"class", "md-grid__a", "b"}),
        ("$('.a-b'),c_d+e1", {"a-b", "c_d", "e1"}),
        ("水,ä", {"水", "ä"}),
        ("一,ÿ", {"一", "ÿ"}),
        ("", set()),
    ],
)
def test_words_are_parted_by_all_signs_that_no_name_has(text: str, words: set[str]) -> None:
    assert used_words(text) == words


@pytest.mark.parametrize(
    ("style", "left"),
    [
        (".box:where(.gone){top:0}", ".box:where(.gone){top:0}"),
        (".box:has(.gone){top:0}", ".box:has(.gone){top:0}"),
        (".box:nth-child(2n of .gone){top:0}", ""),
        (".box:host(.box){top:0}", ".box:host(.box){top:0}"),
        ("#gone{top:0}", ""),
        ("[data-gone]{top:0}", ""),
        ("[data-toggle]{top:0}", "[data-toggle]{top:0}"),
        ("[ data-toggle = menu ]{top:0}", "[ data-toggle = menu ]{top:0}"),
        ("[class^=gone]{top:0}", "[class^=gone]{top:0}"),
        ('[dir="rtl gone"]{top:0}', '[dir="rtl gone"]{top:0}'),
        (".box{}", ""),
        (".box{;}", ""),
        (".box{/* Why. */top:0}", ".box{top:0}"),
        ("@media print{}", ""),
        ("@layer a{.gone{top:0}.box{top:0}}", "@layer a{.box{top:0}}"),
        ("@container (top:0){.gone{top:0}}", ""),
        ("@font-face{font-family:gone}", "@font-face{font-family:gone}"),
        ("@MEDIA print{.gone{top:0}}", ""),
        (":root{--a:1}", ""),
        ("@media print{:root{--a:1;top:0}}", "@media print{:root{top:0}}"),
        (":root{--a:1}p{top:var( --a , 2px)}", ":root{--a:1}p{top:var( --a , 2px)}"),
        ("p{top:--a}", "p{top:--a}"),
    ],
)
def test_rule_is_kept_if_it_can_match(style: str, left: str) -> None:
    assert prune(style, WORDS, "") == left
