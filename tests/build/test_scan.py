"""What the results of a build depend on."""

from pathlib import Path

import pytest

from gmooc.build import scan
from paths import ROOT

DATA = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "scripts/gmooc").rglob("*.yml"))


@pytest.mark.parametrize("path", DATA)
def test_data_beside_a_module_is_code(path: str) -> None:
    assert Path(ROOT, path).with_suffix(".py").exists()
    tools = scan.scan_tools(ROOT, {})
    edited = tools | {path: tools[path]._replace(digest=b"another")}
    assert scan.digest_files(edited, scan._CODE) != scan.digest_files(tools, scan._CODE)
