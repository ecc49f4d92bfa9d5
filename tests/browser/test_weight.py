"""The first view of every page of the small site stays below its budget."""

from pathlib import Path

from page_weight import weigh


def test_first_view_of_every_page_is_light(site: Path) -> None:
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert [fault for page in pages for fault in weigh(site, page).faults()] == []


def test_modules_that_a_page_imports_are_weighed(site: Path) -> None:
    paths = {part.path for part in weigh(site, "contribute/project/index.html").parts}
    assert {"assets/gm.css", "assets/form.js", "assets/form/checks.js"} <= paths
