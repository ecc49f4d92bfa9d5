"""Files that are read as data."""

import pickle
from pathlib import Path

import pytest

from gmooc.core.files import ContentFile, read_data_beside


@pytest.mark.parametrize(
    ("yaml", "held"),
    [
        ("NO: 12:30", {"NO": "12:30"}),
        ("a: [yes, 1, null, 2024-01-01]", {"a": ["yes", "1", "null", "2024-01-01"]}),
        ("a: !!python/name:os.system x", {"a": "x"}),
        ("标题: «é»", {"标题": "«é»"}),
    ],
    ids=["no guess", "all text", "no objects", "UTF-8"],
)
def test_data_beside_a_module_is_text(yaml: str, held: object, tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text(yaml, encoding="utf-8")
    assert read_data_beside(str(tmp_path / "words.py")) == held


def test_file_of_the_content_is_sent_to_another_process_as_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(b"picture")
    file = ContentFile.at(tmp_path, "p.png")
    sent = pickle.dumps(file)
    (tmp_path / "p.png").unlink()
    received = pickle.loads(sent)
    assert (received.read(), received.digest) == (b"picture", file.digest)
