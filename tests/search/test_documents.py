"""What search results show of a page is text that the page shows."""

from gmooc.content.catalogue import card_of
from gmooc.content.entry import identify, read_entry
from gmooc.maintain.erasure import traces
from gmooc.search.documents import search_entry
from gmooc.text.document import read_document
from samples import PROJECT


def test_attribute_lists_of_free_pages_are_in_no_snippet(small_site, small_content):
    texts = "".join(path.read_text(encoding="utf-8") for path in (small_site / "search").rglob("texts/*.json"))
    assert "## 如何运作 {#how-it-works}" in (small_content / "about.zh.md").read_text(encoding="utf-8")
    assert "如何运作" in texts
    assert "{#" not in texts


def test_the_site_shows_no_name_of_an_example_that_somebody_may_have(small_site):
    assert traces(small_site, "Amina O.") == []


def test_project_is_found_by_the_name_of_its_country_in_its_language_and_in_english() -> None:
    text = PROJECT.replace("countries: [KE]", "countries: [DE]").replace("title: A\n", "title: A\nlanguage: fr\n")
    text = text if "countries" in text else text.replace("year:", "countries: [DE]\nyear:")
    identity = identify("projects/2024/a.md")
    assert identity is not None
    entry, _ = read_entry(read_document("projects/2024/a.md", text.encode())[0], identity, (), {})
    assert entry.record is not None
    found = search_entry(entry, card_of(entry, {})).text
    assert ("Allemagne" in found, "Germany" in found) == (True, True)
