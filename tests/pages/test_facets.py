"""The lists of projects by facet: the newest in every language, all of them in English."""

from gmooc.content.catalogue import Card
from gmooc.core.languages import LANGUAGES, prefix_of
from gmooc.core.settings import Settings
from gmooc.pages.facets import PER_PAGE, Facets
from gmooc.render.frames import FRAMES, Frame
from pages.test_related import catalogue_of, project
from rendering import context_of


def pages_of(*cards: Card) -> dict:
    frames = {frame.name: Frame(frame.name, (), ()) for frame in FRAMES}
    context = context_of(catalogue_of(*cards), Settings("", "", "https://example.org/"), frames=frames)
    targets = Facets(context).targets()
    return {target.paths[0].removesuffix("index.html"): target.render(*target.inputs) for target in targets}


def test_every_language_has_the_first_page_of_each_list() -> None:
    pages = pages_of(project("a"))
    for language in LANGUAGES:
        assert {
            prefix_of(language) + place for place in ("projects/by/", "projects/by/goal/", "projects/by/goal/4/")
        } <= set(pages)
    assert pages["zh/projects/by/goal/"].title == "按目标统计的项目"
    assert pages["zh/projects/by/goal/4/"].frame == "projects-4.zh"


def test_further_pages_are_in_english_and_led_to_from_all() -> None:
    pages = pages_of(*(project(f"p{number}") for number in range(PER_PAGE + 1)))
    assert [place for place in pages if place.endswith("goal/4/2/")] == ["projects/by/goal/4/2/"]
    assert (
        'href="../../../../../projects/by/goal/4/2/" rel="next">下一页（英文）' in pages["zh/projects/by/goal/4/"].body
    )
    assert 'href="../../../../projects/by/goal/4/2/" rel="next">Next page<' in pages["projects/by/goal/4/"].body
    # From a further page, other languages lead to the first.
    assert 'href="../../../../../zh/projects/by/goal/4/"' in pages["projects/by/goal/4/2/"].languages


def test_lists_lead_to_each_other_in_the_same_language() -> None:
    pages = pages_of(project("a"))
    assert 'href="../../../../zh/projects/by/goal/4/"' in pages["zh/projects/by/goal/"].body
    assert 'href="../../../../../zh/projects/by/goal/"' in pages["zh/projects/by/goal/4/"].body
    assert 'hreflang="ar" href="https://example.org/ar/projects/by/goal/4/"' in pages["zh/projects/by/goal/4/"].head
