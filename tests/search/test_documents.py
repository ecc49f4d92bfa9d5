"""What search results show of a page is text that the page shows."""

from gmooc.maintain.erasure import traces


def test_attribute_lists_of_free_pages_are_in_no_snippet(small_site, small_content):
    texts = "".join(path.read_text(encoding="utf-8") for path in (small_site / "search").rglob("texts/*.json"))
    assert "## 如何运作 {#how-it-works}" in (small_content / "about.zh.md").read_text(encoding="utf-8")
    assert "如何运作" in texts
    assert "{#" not in texts


def test_the_site_shows_no_name_of_an_example_that_somebody_may_have(small_site):
    assert traces(small_site, "Amina O.") == []
