"""Which page search puts first, over small indices of their own: other scripts, spellings, languages, titles, numbers."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from browser.serving import serve
from gmooc.core.files import Blob
from gmooc.search.documents import SearchEntry, pack_document
from gmooc.search.index import index_targets
from gmooc.search.layout import IndexedPage
from gmooc.search.tokenizer import count_pieces, fold_word, title_mark
from paths import ROOT

GOAL_WORDS = (
    "SDG",
    "Goal",
    "Sustainable Development Goal",
    "ODS",
    "ODD",
    "Objectif",
    "ЦУР",
    "目标",
    "可持续发展目标",
    "هدف",
)
ASK = """async query => {
  const {Index} = await import(`${location.origin}/some/base/assets/search/index.js`);
  const {arranged, note, resultOf} = await import(`${location.origin}/some/base/assets/search/results.js`);
  const {Store} = await import(`${location.origin}/some/base/assets/search/store.js`);
  const store = new Store(`${location.origin}/some/base/`);
  const index = new Index(store);
  const answers = [];
  for (const limit of [Infinity, 6]) {
    const found = await index.find(query, limit);
    const rows = await arranged(store, found.slots.slice(0, 20), found, query, limit === Infinity);
    const marked = rows.map(({ card, text }) => [...resultOf(card, found.marks, text).querySelectorAll("mark")].map(mark => mark.textContent));
    answers.push({
      urls: rows.map(({ card }) => card.url.split("/some/base/")[1]),
      others: rows.map(({ card }) => card.others.map(({ url, language }) => [language, url.split("/some/base/")[1]])),
      note: note(found, query), marked,
    });
  }
  return answers;
}"""


class Answer(NamedTuple):
    """The addresses of what was found, the same pages in other languages, what is said of it, and what is marked."""

    urls: list[str]
    others: list[list[list[str]]]
    note: str
    marked: list[list[str]]


def page_of(
    id: str,
    title: str = "",
    text: str = "",
    language: str = "en",
    of: str = "en",
    kind: str = "project",
    goals: tuple[int, ...] = (),
) -> SearchEntry:
    """Return a page of an entry; one in another language than `of` is a translation."""
    key = id if language == of else f"{id}.{language}"
    url = f"{id}/" if language == of else f"{language}/{id}/"
    facets = (("language", language), *(("goal", str(goal)) for goal in goals))
    return SearchEntry(key, url, kind, language, title or id, "", (), text, facets)


Ask = Callable[..., Answer]


@pytest.fixture
def ask(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Ask]]:
    """Index pages, and give what asks a query from a page in a language; both views of it have the same first page."""
    context = browser.new_context()
    shutil.copytree(ROOT / "theme/overrides/assets", tmp_path / "assets")
    (tmp_path / "404.html").write_text("")
    for language in ("en", "fr", "zh"):
        (tmp_path / f"{language}.html").write_text(f'<!doctype html><html lang="{language}"><title>Test</title>')
        words = tmp_path / f"assets/words/{language}.json"
        words.parent.mkdir(exist_ok=True)
        words.write_text("{}")
    with serve(tmp_path) as start:

        def index(*pages: SearchEntry) -> Ask:
            documents = {}
            for page in pages:
                id = page.key.removesuffix(f".{page.language}")
                key = IndexedPage.of(id, page.language, is_translation=page.key != id)
                documents[key] = Blob.of(pack_document(page))
            for target in index_targets(documents, goal_words=GOAL_WORDS):
                for path, content in target.contents():
                    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                    (tmp_path / path).write_bytes(content)

            def answer(query: str, language: str = "en") -> Answer:
                page: Page = context.new_page()
                page.goto(f"{start}{language}.html")
                whole, first = (Answer(**found) for found in page.evaluate(ASK, query))
                page.close()
                assert first.urls[:1] == whole.urls[:1]
                return whole

            return answer

        yield index
    context.close()


FILLER = [page_of(f"filler-{number}", f"Report {number}", "Some notes on other things.") for number in range(12)]


def test_entry_is_one_result_in_the_readers_language_else_the_original(ask: Callable[..., Ask]) -> None:
    find = ask(
        page_of("goals", "GMOOC 2024", "The edition of 2024."),
        page_of("goals", "GMOOC 2024", "Le parcours de 2024.", "fr"),
        page_of("goals", "GMOOC 2024", "2024年的一届。", "zh"),
        page_of("huerto", "Huerto 2024", "GMOOC 2024 en la escuela.", "es", "es"),
        page_of("huerto", "Garden 2024", "GMOOC 2024 at school.", "fr", "es"),
    )
    assert find("GMOOC 2024").urls == ["goals/", "huerto/"]
    assert find("GMOOC 2024", "fr").urls == ["fr/goals/", "fr/huerto/"]
    assert find("GMOOC 2024", "zh").urls == ["zh/goals/", "huerto/"]
    assert sorted(find("GMOOC 2024").others[0]) == [["fr", "fr/goals/"], ["zh", "zh/goals/"]]
    # Only another language has the word.
    assert find("parcours").urls == ["fr/goals/"]


def test_readers_language_comes_before_others(ask: Callable[..., Ask]) -> None:
    find = ask(
        page_of("a", "Plan", "A pause in Lima.", "es", "es"),
        page_of("b", "Plan", "A pause in Lima."),
        page_of("c", "Plan", "A pause in Lima.", "fr", "fr"),
        *FILLER,
    )
    assert [find("Lima", language).urls[0] for language in ("en", "fr")] == ["b/", "c/"]


@pytest.mark.parametrize(
    "query",
    [
        "SDG 6", "SDG6", "sdg-6", "Goal 6", "goal 6", "ODS 6", "ODD 6", "Objectif 6", "ЦУР 6", "目标6", "目标 6",
        "可持续发展目标6", "可持续发展目标 6", "sustainable development goal 6", "هدف ٦",
    ],
)  # fmt: skip
def test_goal_is_first_by_its_number_and_then_what_serves_it(ask: Callable[..., Ask], query: str) -> None:
    find = ask(
        page_of("sdgs/6", "Clean Water and Sanitation", "Water for all.", kind="sdg", goals=(6,)),
        page_of("sdgs/16", "Peace", "Peace for all.", kind="sdg", goals=(16,)),
        page_of("wells", "Wells", "A well.", goals=(6, 3)),
        page_of("gardens", "Gardens", "A garden.", goals=(2, 6)),
        page_of("news", "News of SDG 6 and goal 6", "SDG 6, SDG 6 and SDG 6 in 6 sentences: 目标 6."),
        *FILLER,
    )
    found = find(query).urls
    assert found[0] == "sdgs/6/"
    assert found.index("wells/") < found.index("gardens/")
    assert "sdgs/16/" not in found


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("wifi", "hyphen/"), ("wi-fi", "hyphen/"), ("ewaste", "waste/"), ("e-waste", "waste/"), ("lowcost", "low/"),
        ("e-learning", "learning/"), ("C++", "cpp/"), ("c#", "cs/"), ("CMAKE_PREFIX", "cmake/"), ("Phase-3", "phase/"),
        ("Phase 3", "phase/"), ("phase3", "phase/"), ("node.js", "node/"), ("nodejs", "node/"),
    ],
)  # fmt: skip
def test_joined_words_are_found_joined_and_in_parts(ask: Callable[..., Ask], query: str, first: str) -> None:
    find = ask(
        page_of("hyphen", "Network", "The Wi-Fi of a village."),
        page_of("waste", "Collection", "What to do with e-waste."),
        page_of("low", "Filters", "A low-cost filter."),
        page_of("learning", "School", "E-learning for all. Learning it takes time."),
        page_of("learned", "Learning", "Learning, learning and learning: e is a letter."),
        page_of("cpp", "Code", "It is written in C++ and tested."),
        page_of("cs", "Tools", "It is written in C# and tested."),
        page_of("cmake", "Build", "Set CMAKE_PREFIX_PATH first."),
        page_of("cmakes", "Prefix", "A prefix for cmake: cmake, prefix, cmake."),
        page_of("phase", "Plan", "In phase-3 it ends."),
        page_of("phases", "Phase", "A phase in 3 parts, each phase of 3 days. Phase, phase."),
        page_of("node", "Server", "A server in Node.js."),
        *FILLER,
    )
    assert find(query).urls[0] == first


def test_exact_form_comes_before_other_forms_of_its_stem(ask: Callable[..., Ask]) -> None:
    good = [page_of(f"good-{number}", f"Good number {number}", "A good thing, good for all.") for number in range(14)]
    find = ask(*good, page_of("rain", "Rain", "By Mr Gooding, about rain in a long text that has many other words."))
    assert find("Gooding").urls[0] == "rain/"
    assert len(find("Gooding").urls) == 15


def test_whole_title_comes_first_always(ask: Callable[..., Ask]) -> None:
    find = ask(
        page_of("water", "Water", "A page."),
        page_of("edition", "GMOOC 2024: learning together", "An edition."),
        page_of("zh", "清洁饮水", "一页。", "zh", "zh"),
        page_of("de", "Wasser für alle", "Eine Seite.", "de", "de"),
        *(
            page_of(f"w{n}", f"Water {n}", "Water water water water. GMOOC 2024, 清洁饮水, Wasser für alle")
            for n in range(20)
        ),
    )
    for query, first in (
        ("water", "water/"),
        ("GMOOC 2024", "edition/"),
        ("清洁饮水", "zh/"),
        ("Wasser für alle", "de/"),
    ):
        assert find(query).urls[0] == first


def test_mistyped_word_is_answered_in_the_readers_language_and_said(ask: Callable[..., Ask]) -> None:
    find = ask(
        page_of("en", "Weather", "The climate changes."),
        *(page_of(f"es{n}", "Tiempo", "El clima y el climat de hoy", "es", "es") for n in range(5)),
        page_of("it", "Tempo", "Con ello e giardino", "it", "it"),
        *FILLER,
    )
    # In another language, a word that begins otherwise is another word.
    assert (find("hello").urls, find("giardinno").urls) == ([], ["it/"])
    answer = find("climte")
    assert (answer.urls, answer.note) == (["en/"], "No page has “climte”. Shown: “climate”.")
    assert find("lcimate").urls == ["en/"]
    assert find("cclimate").urls == ["en/"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Filter", "filter/"),
        ("Schueler", "pupils/"),
        ("Schüler", "pupils/"),
        ("ubung", "practice/"),
        ("Uebung", "practice/"),
    ],
)
def test_german_compounds_and_umlauts(ask: Callable[..., Ask], query: str, first: str) -> None:
    find = ask(
        page_of("filter", "Ein Filter", "Ein Wasserfilter. Wasser.", "de", "de"),
        page_of("compound", "Bau", "Wasserfilter für das Dorf", "de", "de"),
        page_of("pupils", "Schule", "Die Schüler lernen", "de", "de"),
        page_of("practice", "Sport", "Eine Übung", "de", "de"),
        *FILLER,
    )
    answer = find(query)
    assert answer.urls[0] == first
    assert query != "Filter" or answer.urls == ["filter/", "compound/"]


@pytest.mark.parametrize("query", ["éducation", "education", "EDUCATION", "e\u0301ducation"])
def test_accents_make_no_difference(ask: Callable[..., Ask], query: str) -> None:
    find = ask(page_of("fr", "École", "L’éducation pour tous.", "fr", "fr"), *FILLER)
    assert find(query, "fr").urls == ["fr/"]


@pytest.mark.parametrize(
    ("language", "text", "query", "marked"),
    [
        ("th", "ระบบกรองน้ำสำหรับหมู่บ้าน น้ำดื่ม", "น้ำ", ["น้ำ", "น้ำ"]),
        ("zh", "ＡＩ与清洁饮水，清洁饮水系统。", "清洁饮水", ["清洁饮水", "清洁饮水"]),
        ("ja", "ﾊﾞｽと水のﾊﾞｽ", "バス", ["ﾊﾞｽ", "ﾊﾞｽ"]),
        ("en", "A Wi-Fi and a wifi", "wifi", ["Wi-Fi", "wifi"]),
        ("en", "Written in C++ or c++", "C++", ["C++", "c++"]),
    ],
)
def test_marks_are_where_the_words_stand(
    ask: Callable[..., Ask], language: str, text: str, query: str, marked: list[str]
) -> None:
    find = ask(page_of("one", "1", text, language, language), *FILLER)
    assert find(query).marked[0] == marked


TEXTS = [
    "Wi-Fi, e-waste and CMAKE_PREFIX_PATH", "SDG-9 SDG 9 Phase-3 phase 12", "C++ and C# and Node.js R&D", "v1.2.3 3.5",
    "Agenda 2030. End.Start e.g. this", "L’eau-là ODD 4 ЦУР 6", "目标 4 AI-学习", "a-b-c-d-e-f", "क्षण 3", "Straße-groß",
    "الهدف 4 المدرسة", "ＡＩ 学习", "A  Clean-Water plan", "น้ำดื่ม 3",
]  # fmt: skip


def test_browser_splits_and_folds_as_the_index_does(browser: Browser, start: str) -> None:
    page = browser.new_page()
    page.goto(start)
    read = """async texts => {
      const words = await import(new URL("assets/search/words.js", document.baseURI));
      const { crc32 } = await import(new URL("assets/search/records.js", document.baseURI));
      return texts.map(text => [
        [...words.chains(words.small(text))].map(({ piece }) => words.fold(piece)),
        [...words.pieces(words.small(text))].flatMap(({ piece }) => words.isUnspaced(piece) ? words.pairs(piece) : [words.fold(piece)]),
        crc32(words.inOrder(text).join(" ")).toString(16).padStart(8, "0"),
      ]);
    }"""
    found = page.evaluate(read, TEXTS)
    page.close()
    for text, (chains, pieces, title) in zip(TEXTS, found, strict=True):
        known = {fold_word(piece) for piece in count_pieces(text)}
        singles = {piece for piece in known if len(piece) == 1}
        assert known - singles == {*chains, *pieces} - singles, text
        # A title of single letters has no mark.
        assert title_mark(text).partition("\t")[0] in (f"title={title}", ""), text
    assert list(itertools.chain(*(chains for chains, *_ in found)))
