"""What is read without the model is what the model would have read, faults included."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from gmooc.documents import read_document
from gmooc.kinds import KIND_OF, KINDS
from gmooc.records import identify
from gmooc.shown import Shown
from gmooc.validators import validator_of

ROOT = Path(__file__).parent.parent
SITES = [ROOT / "content", ROOT / "tests/sites/small/content"]
ENTRIES = [(site, path) for site in SITES for path in sorted(site.rglob("*.md")) if path.parent != site]


def plain(value: Any) -> Any:
    """Give records as dictionaries, all the way down."""
    if isinstance(value, BaseModel | Shown):
        return {name: plain(one) for name, one in value}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def test_every_entry_is_read_as_by_its_model():
    read = 0
    for site, path in ENTRIES:
        name = path.relative_to(site).as_posix()
        if identity := identify(name):
            values = read_document(name, path.read_bytes())[0].values
            record = validator_of(identity.kind.name).validate_python(values)
            assert isinstance(record, Shown)
            assert plain(record) == plain(identity.kind.load_model().model_validate(values))
            read += 1
    assert read > 100


WRONG = (
    {},
    {"title": "x" * 300, "summary": ["a", "b"], "year": "soon", "sdgs": "4", "colour": "red"},
    {"title": "a\u202eb", "links": [{"kind": "demo", "url": "https://example.org/" + "x" * 2000}, {"url": "example"}]},
    {"publish_at": "tomorrow", "as_of": "2024-02-30", "phases": [{"name": "", "zone": "Mars", "starts": "1"}]},
    {"team": {"name": "x", "members": [{"name": "a@example.org", "orcid": "0", "country": "Kenya"}]}, "draft": "so"},
    {"sdgs": {"main": {"goal": "18"}, "also": ["4", "x", "5"]}, "targets": ["4.z"], "edition": "1999", "tags": [1] * 9},
    {"cover": {"src": "../a.png", "alt": ""}, "aliases": ["Ä"], "challenge": "A B", "language": "english", "more": 1},
)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
@pytest.mark.parametrize("values", WRONG)
def test_faults_are_those_of_the_model(kind, values):
    with pytest.raises(ValidationError) as of_model:
        KIND_OF[kind].load_model().model_validate(values)
    with pytest.raises(ValidationError) as of_reader:
        validator_of(kind).validate_python(values)
    assert told(of_reader.value) == told(of_model.value)


def told(error: ValidationError) -> list[tuple[Any, ...]]:
    # Where a group is no group, pydantic names the class, which no message of ours does.
    return [(one["type"], one["loc"], one.get("ctx", {}) | {"class_name": ""}) for one in error.errors()]


READS = """
import sys
sys.path.insert(0, "scripts")
from gmooc.validators import validator_of
for kind in ("challenge", "project", "sdg", "announcement"):
    validator_of(kind)
print("pydantic" in sys.modules)
"""


def test_nothing_is_read_by_the_model_once_its_schema_is_kept():
    for kind in KINDS:
        validator_of(kind.name)
    done = subprocess.run([sys.executable, "-c", READS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
