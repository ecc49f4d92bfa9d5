"""The picture of a family: a row for each project, lines to all it led to, and nothing a stranger could run."""

import re
from dataclasses import replace
from types import SimpleNamespace

from gmooc.core.i18n import words_of
from gmooc.pages.charts import WIDE, family_picture
from gmooc.pages.related import ancestors_of, descendants_of
from pages.test_related import catalogue_of, project


def drawn(name, *cards, language="en"):
    catalogue = catalogue_of(*cards)
    card = catalogue.cards[f"projects/2024/{name}"]
    main = SimpleNamespace(goal=card.goals[0])
    record = SimpleNamespace(
        title=card.title, year=card.year, sdgs=SimpleNamespace(main=main), builds_on=card.builds_on
    )
    relatives = ancestors_of(card, catalogue), descendants_of(card, catalogue)
    return family_picture(record, card.id, card.language, *relatives, words_of(language))


def titles(picture):
    return re.findall(r"<title>(.*?)</title>", picture)


def test_project_without_relatives_has_none():
    assert drawn("a", project("a")) == ""


def test_rows_go_from_the_oldest_generation_to_the_youngest():
    cards = project("a"), project("b", "a"), project("c", "b"), project("d", "c")
    assert titles(drawn("b", *cards)) == ["a", "b", "c", "d"]
    assert titles(drawn("d", *cards)) == ["a", "b", "c", "d"]


def test_a_line_leads_from_each_project_to_all_it_led_to():
    cards = project("a"), project("b"), project("c", "a", "b"), project("d", "c", "a")
    picture = drawn("c", *cards)
    (path,) = re.findall(r'<path class="gm-tree__line" d="(.*?)"', picture)
    # From a and b to c, and from c to d; that d builds on a, too, is shown where it is known.
    assert path.count("M") == 4


def test_projects_that_name_each_other_are_drawn():
    assert titles(drawn("a", project("a", "b"), project("b", "a"))) == ["b", "a"]


def test_picture_is_mirrored_where_the_page_runs_from_right_to_left():
    cards = project("a"), project("b", "a")
    places = [
        [int(x) for x in re.findall(r'cx="(\d+)"', drawn("b", *cards, language=language))] for language in ("en", "ar")
    ]
    assert places[1] == [WIDE - x for x in places[0]]
    # A title in English begins at its left, which on such a page is its end.
    assert re.findall(r'text-anchor="(\w+)"', drawn("b", *cards, language="ar")) == ["end", "end"]


def test_long_titles_are_cut_and_stay_whole_for_who_asks():
    long = "水" * 40
    picture = drawn("b", replace(project("a"), title=long), project("b", "a"))
    assert titles(picture)[0] == long
    (shown,) = re.findall(r">(水+…)<", picture)
    assert len(shown) < 20


def test_title_is_text():
    picture = drawn("b", replace(project("a"), title="<script>&"), project("b", "a"))
    assert "<script" not in picture
    assert titles(picture)[0] == "&lt;script&gt;&amp;"
