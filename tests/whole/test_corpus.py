"""The made-up corpus: the same for the same number, and without a fault."""

from corpus import corpus
from gmooc.content.entry import identify, read_record
from gmooc.text.document import read_document
from paths import ROOT


def test_every_project_is_valid():
    for path, text in corpus(300):
        document, faults = read_document(path, text.encode())
        identity = identify(path)
        assert identity is not None
        assert (faults, read_record(document, identity.kind)[1]) == ((), ())


def test_the_same_number_gives_the_same_corpus():
    assert list(corpus(20, seed=3)) == list(corpus(20, seed=3))


def test_titles_differ():
    titles = [text.split("\n")[1] for _, text in corpus(200)]
    assert len(set(titles)) == 200


def test_published_content_holds_none_of_it():
    assert not list((ROOT / "content").rglob("demo-*"))
