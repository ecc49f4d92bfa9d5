"""Feed the reader whatever a fuzzer thinks of: python tests/fuzz.py [--seconds N], with `pip install atheris` beside.

Any bytes must be read without an error of ours, be mended once and for all, and become a page on which nothing runs.
What breaks that is written to a file whose name the fuzzer prints; make a test of it.
"""

import argparse
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import atheris

from paths import ROOT

sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["gmooc"]):
    from gmooc.checks.fixes import fix_text
    from gmooc.checks.parsing import references_of
    from gmooc.content.entry import identify, read_entry
    from gmooc.text.document import read_document
    from gmooc.text.sanitizer import HEADING_TAGS, LIST_TAGS, OTHER_TAGS, TABLE_TAGS, TEXT_TAGS
from checks.test_fixes import GOOD  # noqa: E402
from hostile_bodies import BODIES  # noqa: E402  The path is set above.

PATH = "projects/2024/a.md"
TAGS = TEXT_TAGS | HEADING_TAGS | LIST_TAGS | TABLE_TAGS | OTHER_TAGS | {"span"}


class Seen(HTMLParser):
    """Stops at what a browser must not be given."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attributes:
            assert not name.startswith("on"), name
            assert name not in ("style", "srcdoc"), name
            if name in ("href", "src"):
                assert not (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:")), value


def try_one(data: bytes) -> None:
    """Read, check, render and mend one file."""
    identity = identify(PATH)
    assert identity is not None
    document, _ = read_document(PATH, data)
    entry, _ = read_entry(document, identity, frozenset(), {})
    references_of(entry)
    assert len(entry.prose.html) < 60 * len(data) + 1000, "grows"
    seen = Seen()
    seen.feed(entry.prose.html)
    seen.close()
    text = data.decode("utf-8", errors="replace")
    once, _ = fix_text(PATH, text)
    assert fix_text(PATH, once)[0] == once, "mended twice"


def main() -> None:
    parser = argparse.ArgumentParser(description="Feed the reader whatever a fuzzer thinks of.")
    parser.add_argument("--seconds", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as seeds:
        head = GOOD.partition("\nBody:")[0]
        for number, text in enumerate((GOOD, *(f"{head}\n{body}" for body in BODIES.values()))):
            (Path(seeds) / str(number)).write_text(text, encoding="utf-8")
        options = [f"-max_total_time={arguments.seconds}", "-max_len=4096", "-timeout=10", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, seeds], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
