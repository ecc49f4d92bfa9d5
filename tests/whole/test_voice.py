"""The site speaks as the community: GMOOC's own text is whole, and no page tells of what is missing."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mkdocs_hook
from gmooc.build import Job, build_site
from gmooc.core.languages import LANGUAGES, prefix_of
from paths import ROOT

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TRANSLATED = [language for language in LANGUAGES if language != "en"]
DEFINITION = (
    "The Challenge is a global COMPETITION for students, which requires massive CREATIVITY, encourages open "
    "COLLABORATION, and offers learning through online COURSES to help address the UN Sustainable Development Goals "
    "locally."
)
LAUNCH = (
    "The Global Massive Open Online Challenge (GMOOC), launched in 2021 by the Global MOOC and Online Education "
    "Alliance, is a not-for-profit global competition requiring large-scale creativity, openness, and cooperation."
)
WISH = (
    "Through challenge-based learning, our wish is to build an open community that connects learners from all over "
    "the world, provide resources and communication platforms for learners using open-source technology, and work "
    "together to solve global challenges."
)
PAST = (
    "Since 2021, GMOOC attracted more than 300 participants (including outstanding students who received academic "
    "credits) creating many innovative projects."
)
AGENDA = (
    "“a plan of action for people, planet and prosperity”.",
    "It comprises 17 Sustainable Development Goals (SDGs).",
    "These goals are indivisible and encompass economic, social and environmental dimensions.",
)
OWN = {
    "": (DEFINITION, LAUNCH, WISH, PAST, *AGENDA),
    "about/": (
        DEFINITION,
        LAUNCH,
        "Students will learn about a domain through MOOCs and work synchronously in virtual teams across countries to "
        "create solutions for real-world challenges in this domain.",
        "This process is what we call “challenge-based learning,” which helps encourage students to step out of "
        "textbooks, face real problems, and try to solve real problems through teamwork and creative thinking.",
        WISH,
        "Launch video at UN International Day of Education 2021",
        PAST,
        "In the future, challenge-based learning will have its own open community that connects learners from all "
        "over the world, provides resources and communication platforms for learners using open-source technology, "
        "and works together to solve global challenges.",
    ),
    "impact/": (PAST,),
    "sdgs/": AGENDA,
    "challenges/gmooc-2024/": (
        "GMOOC 2024: Empowering Learning with Generative AI",
        "This time, our challenge focuses on “Empowering Learning with Generative AI,” aiming to advocate "
        "learner-centric education and promote the deep integration of generative AI in learning.",
        "Artificial intelligence, with its transformative power, is not just reshaping industries but also the very "
        "fabric of the educational sector of human society.",
        "The potential of AI in creating personalized learning experiences, reducing educational disparities, and "
        "driving innovative pedagogies is unparalleled.",
        "Under this circumstance, the GMOOC 2024 is designed to actively cultivate ideas in a shared global online "
        "learning community, centered on the positive use of artificial intelligence to empower learners and "
        "educators.",
        "Through cooperation and innovation, and based on the United Nations 2030 Agenda for Sustainable Development, "
        "participants will explore new methods of AI-enabled learning for the future and depict the future of AI in "
        "education.",
        "In the challenge, co-creators around the world will not only benefit from digital education but also "
        "contribute and share their unique talents with global peers.",
        "They will foster innovative practices in AI learning and, through knowledge sharing, drive towards a more "
        "open, inclusive, resilient, and sustainable educational future.",
        "Tsinghua University Online Education Center",
        "Xingjian College of Tsinghua University",
        "Tsinghua Shenzhen International Graduate School",
        "Center for Student Learning and Development of Tsinghua University",
        "Institute for Artificial Intelligence – Basic Model Research Center of Tsinghua University",
        "XuetangX",
    ),
}
# What an auditor would write: words for what is missing, and for what others say, in the six languages.
GAPS = {
    "en": "known to us|not known|know of|could not be read|could read|we found|no report|not stated in the source|"
    "facts without a source|organisers say|organisers’ words|organisers' words|our reading|in our words|"
    "seems? to be|not mention|not any list|named in one source",
    "zh": "我们所知|我们不知道|我们并不知道|不详|无法读到|没有找到|能读到|用我们的话|用主办方的话|我们的理解|没有提到|"
    "没有来源的事实|仅见于一个来源|似乎",
    "es": "no conocemos|conocemos dos|no nos consta|no se conocen? (?:el|la|los|las)\\b|no se sabe|que conocemos|no encontramos|"
    "no se encontró|pudimos leer|no se pudieron leer|nuestras palabras|palabras de los organizadores|nuestra lectura|"
    "no se menciona|no menciona|una sola fuente|parecen? ser",
    "fr": "nous ignorons|pas connue?s?\\b|nous connaiss|n’avons trouvé|n’avons rien trouvé|pas pu être lus|"
    "avons pu (en )?lire|avec nos mots|mots des organisateurs|notre lecture|à notre connaissance|l’on ignore|"
    "pas mentionné|ne mentionne pas|une seule source|semblent? ",
    "ru": "неизвестн|нам известн|известный нам|не нашли|прочитать не удалось|найти не удалось|удалось прочесть|"
    "нашими словами|словами организаторов|так мы понимаем|не упоминается|мы не знаем|одном источнике|по-видимому",
    "ar": "لا نعرف|نعرفها|غير معروف|لا يُعرف|لم نعثر|لم تمكن قراءة|استطعنا قراءت|بكلماتنا|بكلمات المنظمين|"
    "فهمنا للموضوع|ولا يُذكر|مصدر واحد فقط|يبدو أن",
}
GAP = {language: re.compile(words, re.IGNORECASE) for language, words in GAPS.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published content, drawn by the engine."""
    folder = tmp_path_factory.mktemp("voice") / "site"
    assert build_site(Job(ROOT, ROOT / "content", folder, NOW, mkdocs_hook.draw, {})).errors == ()
    return folder


def shown(path: Path) -> str:
    """The words that a page shows, without its markup; other files as they are."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", text, flags=re.DOTALL)
        text = re.sub(r"</?(?:a|bdi|b|strong|em|span|code)\b[^>]*>", "", text)
        text = re.sub(r"<[^>]+>", " ", text)
    return " ".join(html.unescape(text).split())


@pytest.mark.parametrize("page", OWN, ids=lambda page: page or "home")
def test_page_carries_the_text_of_gmooc_whole(site: Path, page: str) -> None:
    text = shown(site / page / "index.html")
    assert [sentence for sentence in OWN[page] if sentence not in text] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_text_of_gmooc_is_the_same_on_every_page_of_a_language(site: Path, language: str) -> None:
    """What home, About, impact and the goals' hub share in English, they share in each translation."""

    def paragraphs(name: str) -> list[str]:
        text = (ROOT / "content" / f"{name}.{language}.md").read_text(encoding="utf-8").partition("\n---\n")[2]
        return [re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", part) for part in text.strip().split("\n\n")]

    end = re.compile(r"(?<=[.。]) ?(?=\S)")
    home = " ".join(paragraphs("index"))
    about = " ".join(paragraphs("about"))
    (past, _) = end.split(paragraphs("impact")[0], maxsplit=1)
    agenda = end.split(paragraphs("sdgs/index")[0])[:-1]
    definition, launch = paragraphs("about")[:2]
    assert past.strip() in home
    assert past.strip() in about
    assert [sentence for sentence in agenda if sentence.strip() and sentence.strip() not in home] == []
    assert launch in home
    assert definition in shown(site / prefix_of(language) / "index.html")
    assert "[…]" not in shown(site / prefix_of(language) / "challenges/gmooc-2024/index.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_theme_of_2024_is_told_in_seven_sentences(language: str) -> None:
    ending = "" if language == "en" else f".{language}"
    text = (ROOT / f"content/challenges/gmooc-2024{ending}.md").read_text(encoding="utf-8").partition("\n---\n")[2]
    theme, purpose = (part for part in text.split("\n\n") if len(part) > (100 if language == "zh" else 300))
    assert [len(re.findall(r"[.。](?:\s|$|(?<=。))", part)) for part in (theme, purpose)] == [3, 4]


@pytest.mark.parametrize("page", ["about/", "challenges/gmooc-2021/", "announcements/2021-01-24-gmooc-launched/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_launch_film_is_linked(site: Path, language: str, page: str) -> None:
    address = "https://mooc.global/alliance/global-massive-open-online-challenge-gmooc-launched/"
    assert f'href="{address}"' in (site / prefix_of(language) / page / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_or_feed_tells_of_what_is_missing(site: Path, language: str) -> None:
    told = {
        f"{path.relative_to(site)}: {found[0]}"
        for path in site.rglob("*")
        if path.suffix in (".html", ".xml", ".ics", ".txt") or path.name.startswith("feed")
        if path.is_file() and language_of(path.relative_to(site)) == language
        for found in GAP[language].finditer(shown(path))
    }
    assert sorted(told) == []


def language_of(path: Path) -> str:
    return path.parts[0] if path.parts[0] in TRANSLATED else "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_content_counts_is_not_typed(language: str) -> None:
    """Home and About name no edition: lists of them are made from the content."""
    ending = "" if language == "en" else f".{language}"
    for name in ("index", "about"):
        text = (ROOT / f"content/{name}{ending}.md").read_text(encoding="utf-8")
        assert re.findall(r"gmooc-20\d\d\.md", text) == []


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "privacy"),
        ("ar", "الخصوصية"),
        ("es", "privacidad"),
        ("fr", "vie privée"),
        ("ru", "конфиденциальность"),
        ("zh", "隐私"),
    ],
)
def test_privacy_is_found_by_its_word(site: Path, language: str, word: str) -> None:
    """The title and the name in the menu, by which search finds a page first."""
    text = (site / prefix_of(language) / "privacy/index.html").read_text(encoding="utf-8")
    (title,) = re.findall(r"<h1[^>]*>(.*?)</h1>", text)
    assert word in title.lower()
    assert text.count(f">{title}</a>") >= 1
