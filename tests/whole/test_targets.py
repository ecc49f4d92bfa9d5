"""Targets: each is rendered from its inputs and from nothing else, and its key tells of all of them."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import FunctionType

import pytest

from gmooc.build import Job, Memo, Places, build_site
from gmooc.build import memo as digests
from gmooc.build.build import draw, link, list_targets, output_context, parse
from gmooc.build.scan import scan
from gmooc.build.workers import Workers, prepare
from gmooc.checks.file_names import without_needless
from gmooc.render.target import Target
from paths import ROOT
from small_sites import NOW, engine, project, put, small_content, tree


class _Now:
    """Runs what is submitted at once."""

    @staticmethod
    def submit(function, *arguments):
        class Done:
            value = function(*arguments)

            def result(self):
                return self.value

        return Done()


def targets_of(content: Path, folder: Path, now=NOW) -> Iterator[Target]:
    memo = Memo(folder / "memo")
    memo.open()
    snapshot = scan(Job(ROOT, content, folder / "site", now, engine, {"GMOOC_SITE_URL": "https://example.org/"}), memo)
    parsed, _ = without_needless(
        parse(snapshot, memo, Workers(1, prepare, snapshot.surroundings, snapshot.code, snapshot.message_catalogs))
    )
    drawing = draw(snapshot, memo, _Now)()
    context = output_context(snapshot, memo, parsed, link(snapshot, parsed), drawing)
    yield from list_targets(context, drawing)


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> Path:
    """Every kind of entry, translated and not, with what makes every output list something."""
    content = tmp_path_factory.mktemp("targets") / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(ROOT / "tests/sites/small/content", content, dirs_exist_ok=True)
    return content


@pytest.fixture(scope="module")
def targets(content) -> list[Target]:
    return list(targets_of(content, content.parent / "first"))


def test_targets_are_rendered_by_functions_that_hold_nothing(targets):
    renders = {target.render for target in targets}
    assert len(renders) > 20
    for render in renders - {bytes}:
        assert isinstance(render, FunctionType)
        assert render.__closure__ is None
        assert "<" not in render.__qualname__


def test_keys_are_the_same_whenever_nothing_has_changed(content, targets):
    def keys(found):
        return {target.paths: digests.digest_of_inputs((target.render, target.inputs)) for target in found}

    assert keys(targets) == keys(targets_of(content, content.parent / "second"))


def test_a_fresh_process_renders_the_same_from_the_inputs_alone(targets, tmp_path):
    """What a target reads beside its inputs is nowhere to be found in a process that was told nothing else."""
    shown = [target for target in targets if not target.paths[0].startswith("search/")]
    (tmp_path / "targets").write_bytes(pickle.dumps(shown))
    script = (
        f"import sys, pickle; sys.path[:0] = {sys.path!r}\n"
        "from gmooc.core.files import digest_of\n"
        f"targets = pickle.load(open({str(tmp_path / 'targets')!r}, 'rb'))\n"
        "found = {path: digest_of(content) for target in targets for path, content in target.contents()}\n"
        f"pickle.dump(found, open({str(tmp_path / 'found')!r}, 'wb'))\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    found = pickle.loads((tmp_path / "found").read_bytes())
    here = {path: digests.digest_of(content) for target in shown for path, content in target.contents()}
    assert found == here


@pytest.mark.parametrize(
    "value",
    [object(), lambda: 0, {1: object()}, iter(()), [bytearray(b"x")]],
    ids=["object", "function that may hold something", "object within", "iterator", "bytes that change"],
)
def test_what_no_digest_tells_is_no_input(value):
    with pytest.raises(TypeError, match="is no input of a step"):
        digests.digest_of_inputs((value,))


def test_a_key_that_misses_an_input_is_caught(tmp_path, monkeypatch):
    """A drill: what pages show of other entries is left out of every key on purpose."""
    content = small_content(tmp_path / "content")
    put(content, "projects/2024/b.md", project("school", builds_on="2024/a"))
    whole = digests._plain

    def without_related(value):
        if isinstance(value, tuple) and hasattr(value, "builds_on") and hasattr(value, "titles"):
            return ()
        return whole(value)

    def built(site: Path) -> dict[str, bytes]:
        build_site(Job(ROOT, content, site, NOW, engine, {}))
        return tree(site)

    monkeypatch.setattr(digests, "_plain", without_related)
    built(tmp_path / "warm/site")
    put(content, "projects/2024/a.md", project("ocean"))
    warm, cold = built(tmp_path / "warm/site"), built(tmp_path / "cold/site")
    assert {path for path in cold if warm.get(path) != cold[path]} >= {"projects/2024/b/index.html"}


# What is built again after any change of the project itself equals what is built from nothing.

EDITS = {
    "catalogue": ("theme/locales/zh/LC_MESSAGES/messages.po", 'msgstr "项目"', 'msgstr "项目们"'),
    "template": ("theme/records/_card.html", "gm-card", "gm-new-card"),
    "settings": ("mkdocs.yml", "site_name: GMOOC", "site_name: Other name"),
    "text of a module": ("theme/overrides/assets/lost.js", "", "\n// gettext\n"),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_of_the_project_is_seen_by_a_process_that_goes_on(tmp_path, what):
    root = tmp_path / "project"
    for name in ("scripts", "theme"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / name, root / name)
    content = small_content(tmp_path / "content")
    path, old, new = EDITS[what]
    script = (
        f"import sys; sys.path[:0] = [{str(root / 'scripts')!r}, *{sys.path!r}]\n"
        "import small_sites; from pathlib import Path; from gmooc.build import Job, Memo, Places, build_with\n"
        f"root, content, site = Path({str(root)!r}), Path({str(content)!r}), Path({str(tmp_path / 'warm/site')!r})\n"
        "import gmooc; assert gmooc.__path__[0].startswith(str(root))\n"
        "memo = Memo(Places(site).cache / 'memo')\n"
        "job = Job(root, content, site, small_sites.NOW, small_sites.engine, {})\n"
        "build_with(job, memo)\n"
        f"file = root / {path!r}; text = file.read_text(encoding='utf-8'); assert {old!r} in text\n"
        f"file.write_text(text.replace({old!r}, {new!r}) if {old!r} else text + {new!r}, encoding='utf-8')\n"
        "build_with(job, memo); memo.close()\n"
        f"small_sites.build_site(job._replace(site=Path({str(tmp_path / 'again/site')!r})))\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    cold = f"import sys; sys.path[:0] = [{str(root / 'scripts')!r}, *{sys.path!r}]\nimport small_sites\nfrom pathlib import Path\n"
    cold += f"small_sites.build_site(small_sites.Job(Path({str(root)!r}), Path({str(content)!r}), Path({str(tmp_path / 'cold/site')!r}), small_sites.NOW, small_sites.engine, {{}}))\n"
    subprocess.run([sys.executable, "-c", cold], check=True)
    assert tree(tmp_path / "warm/site") == tree(tmp_path / "cold/site") == tree(tmp_path / "again/site")


def test_the_clock_moves_what_it_changes_alone(tmp_path):
    content = small_content(tmp_path / "content")
    put(content, "challenges/gmooc-2024.md", (content / "challenges/gmooc-2024.md").read_text().replace(
        "as_of", "phases: [{name: Hack, starts: 2026-11-24, ends: 2026-11-25, zone: UTC}]\nas_of"))  # fmt: skip
    site = tmp_path / "site"
    for days in range(4):
        now = NOW + timedelta(days=days)
        build_site(Job(ROOT, content, site, now, engine, {}))
        build_site(Job(ROOT, content, tmp_path / f"cold-{days}/site", now, engine, {}))
        assert tree(site) == tree(tmp_path / f"cold-{days}/site")
    assert Places(site).cache.is_dir()
