"""The browser code of others is an input of a build like every other."""

import pytest

from gmooc.pages import form
from small_sites import build, small_content, tree


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """Packages that are not installed yet."""
    folder = tmp_path / "node_modules"
    files = {address: folder / address.rpartition("/")[2] for address in form.PACKAGES}
    for address, file in files.items():
        monkeypatch.setitem(form.PACKAGES, address, str(file))
    folder.mkdir()
    return list(files.values())


def test_a_build_after_packages_come_change_and_go_equals_one_from_nothing(packages, tmp_path):
    content, site = small_content(tmp_path / "content"), tmp_path / "site"
    seen = []
    for number, texts in enumerate((None, ("a", "b"), ("a", "c"), None)):
        for file, text in zip(packages, texts or (None, None), strict=True):
            file.unlink(missing_ok=True)
            if text:
                file.write_text(f"export const {text} = 1;\n", encoding="utf-8")
        assert build(content, site).published
        cold = tmp_path / f"cold-{number}"
        assert build(content, cold).published
        warm, new = tree(site), tree(cold)
        assert sorted(path for path in warm.keys() | new.keys() if warm.get(path) != new.get(path)) == []
        seen.append({path: content for path, content in tree(site).items() if path in form.PACKAGES})
    assert [len(files) for files in seen] == [0, 2, 2, 0]
    assert seen[1] != seen[2]
