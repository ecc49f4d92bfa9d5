"""Map the columns of a table to keys of a write-up: guessed once, written to a file, and read from then on."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import yaml

from gmooc.core.files import LOADER
from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES
from gmooc.intake.tables import Row
from gmooc.model.form_words import form_words

OMITTED = "leave out"
CONSENT_COLUMN = "consent"
# Holds values for every row, by key.
EVERY_ROW = "every row"
# The longest summary that the model takes; a column of longer cells tells a story.
_MAX_SUMMARY = 200
STORY_KEYS = tuple(f"story.{number}" for number in range(1, 7))
# What a column may hold, with what it is called in spreadsheets beside its label in the form.
KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "project", "project name", "project title", "name of project", "项目", "项目名称", "标题"),
    "summary": ("summary", "abstract", "short description", "description", "one sentence", "简介", "摘要"),
    "challenge": ("challenge", "edition", "competition", "event", "挑战赛", "比赛", "届次"),
    "year": ("year", "年份", "年"),
    "team.name": ("team", "team name", "group", "group name", "团队", "团队名称", "队名", "小组"),
    "team.members": ("members", "team members", "people", "participants", "students", "成员", "团队成员", "队员"),
    "team.affiliation": (
        "university", "school", "organisation", "organization", "affiliation",
        "institution", "学校", "大学", "单位", "机构", "学校名称",
    ),
    "countries": ("country", "countries", "where", "location", "国家", "国家或地区", "地区"),
    "sdgs.main.goal": ("sdg", "sdgs", "goal", "goals", "main sdg", "sdg goal", "目标", "可持续发展目标", "主要目标"),
    "sdgs.main.how": ("how", "impact", "how it serves the goal", "contribution to sdg", "如何服务目标", "与目标的关系"),
    "sdgs.main.target": ("target", "sdg target", "具体目标"),
    "outcome": ("outcome", "type", "kind of outcome", "output", "成果类型", "类型", "形式"),
    "status": ("status", "stage", "state", "状态", "阶段"),
    "status_checked": ("status checked", "last checked", "last updated", "更新日期"),
    "wanted": ("wanted", "needs", "looking for", "需要", "需求"),
    "award": ("award", "prize", "奖项", "获奖"),
    "links": ("link", "links", "url", "urls", "website", "demo", "链接", "网址", "网站"),
    "language": ("language", "语言"),
    "licence": ("licence", "license", "许可", "许可协议"),
    "tags": ("tags", "keywords", "标签", "关键词"),
    "story": ("story", "text", "full text", "long description", "details", "正文", "详细介绍", "内容"),
    **dict(zip(STORY_KEYS, (
        ("problem", "challenge addressed", "痛点"), ("solution", "our idea", "解决方案", "方案"),
        ("method", "技术路线"), ("result", "outcomes", "结果"),
        ("lessons", "lessons learned", "learning", "收获"), ("next steps", "future", "计划"),
    ), strict=True)),
    CONSENT_COLUMN: ("consent", "consent to publish", "permission to publish", "同意公开", "同意发布", "是否同意公开"),
    # These are nobody's business but the organiser's.
    OMITTED: (
        *("timestamp", "email", "e-mail", "email address", "mail", "phone", "telephone", "mobile", "wechat"),
        *("no", "id", "student id"),
        *("邮箱", "电子邮箱", "电话", "手机", "微信", "微信号", "提交时间", "序号", "学号", "身份证号"),
    ),
}  # fmt: skip
# Cells of these are put together where several columns hold them.
SEVERAL = frozenset(
    (
        OMITTED,
        "",
        CONSENT_COLUMN,
        "links",
        "team.members",
        "team.affiliation",
        "countries",
        "sdgs.main.goal",
        "tags",
        "story",
    )
)
# Words of the questions that forms ask, the first that fits before all others; '' is a question nobody can place.
_WORDS = (
    (OMITTED, (
        "e mail|email|mail|correo|courriel|почт|البريد|邮箱|邮件|メール|phone|telef|телефон|هاتف|电话|手机|微信|"
        "whatsapp|wechat|telegram|timestamp|marca temporal|carimbo|horodat|отметка времени|"
        "طابع زمني|时间戳|タイムスタンプ|"
        "created at|updated at|judging|score|newsletter|boletin|infolettre|рассылк|النشرة|订阅|"
        "(?:hear|heard|learn|learned|find|found) (?:out )?about (?:us|this|the)|"
        "(?:entero|enteraste|conocio|conociste) .*(?:nosotros|concurso|reto)|"
        "entendu parler|connu .*(?:concours|defi)|откуда .*узнали|كيف (?:سمعت|علمت|عرفت)|"
        "从哪里|如何得知|怎么知道|何种渠道|"
        "contact|gender|sexe?\\b|genero|\\bage\\b|date of birth|birthday|birth|passport|dietary|t shirt|emergency|"
        "性别|年龄|出生|护照|пол\\b|возраст|дата рождения|паспорт|fecha de nacimiento|edad\\b|date de naissance|"
        "العمر|الجنس|تاريخ الميلاد|جواز"
    )),
    (CONSENT_COLUMN, (
        "consent|\\bagree|permission|permit|autori[sz]|соглас|разреш|[اتني]?وافق|"
        "موافق|同意|授权|许可.*公开|accord\\b|acceptez|"
        "acepta|consiente|de acuerdo|publish"
    )),
    ("", (
        "opt in|count\\b|number of|how many|cuant[ao]s|combien|сколько|عدد|人数|image|"
        "logo|photo|图片|照片|feedback|motivat|"
        "nationalit|国籍|гражданств|الجنسية"
    )),
    ("team.affiliation", (
        "universi|college|school|instituci|institut|organi[sz]a[tc]ion|affiliation|escuela|ecole|etablissement|"
        "школ|вуз|университет|учебное заведение|организаци|جامعة|الجامعة|مدرسة|المدرسة|"
        "مؤسسة|المؤسسة|大学|学校|院校|单位|学院|所属"
    )),
    ("sdgs.main.how", (
        "how .*(?:sdg|goal)|como .*(?:ods|objetivo)|comment .*(?:odd|objectif)|как .*(?:цур|цел)|كيف .*هدف|如何.*目标"
    )),
    ("sdgs.main.target", "sdg target|meta de|cible|具体目标"),
    ("sdgs.main.goal", (
        "sdgs?\\b|ods\\b|odd\\b|цур|\\A(?:global )?goals? \\d|\\A目标 ?\\d|الهدف \\d|"
        "sustainable development|desarrollo sostenible|desenvolvimento sustentavel|"
        "développement durable|устойчивого развития|التنمية المستدامة|可持续发展目标"
    )),
    ("team.members", (
        "members?\\b|participants?\\b|integrantes|miembros|membros|membres|участник|اعضاء|成员|队员|メンバー|"
        "(?:first|last|given|family|full|your|student) name|surname|nombre completo|apellido|prenom|nom de famille|"
        "nom complet|\\bимя|фамилия|фио\\b|الاسم (?:الكامل|الاول|الاخير)|اسم العائلة|"
        "اسماء|姓名|\\A姓氏?\\Z|\\A名\\Z|名单"
    )),
    ("countries", "countr|pais|pays\\b|стран|دولة|بلد|国家"),
    ("team.name", "teams?\\b|equipo|equipe|команд|فريق|الفريق|团队|小组|队伍|チーム"),
    ("links", (
        "links?\\b|url|website|github|repositor|enlace|lien|ссылк|رابط|链接|网址|网站|仓库|リンク|"
        "video|видео|فيديو|视频|demo\\b|sitio web|site"
    )),
    ("summary", (
        "sentence|summary|tagline|elevator|short|brief|excerpt|una frase|uma frase|une phrase|resum|кратк|"
        "предложени|ملخص|一句话|简介|摘要|概要"
    )),
    ("title", (
        "(?:name|title) .*project|project .*(?:name|title)|name\\Z|nombre .*proyecto|nome .*projeto|nom .*projet|"
        "titulo|titre|назван|اسم المشروع|عنوان|项目.*(?:名|叫)|作品名|プロジェクト名"
    )),
    ("story.1", "problem|inspiration|проблем|مشكل|المشكلة|问题|痛点|課題"),
    ("story.2", "solution|solucion|solução|what it does|решени|حل\\b|الحل|解决方案|解決"),
    ("story.3", "how .*work|built|funciona|fonctionne|работает|يعمل|如何运作|工作原理|仕組み"),
    ("story.4", "results?\\b|accomplish|resultado|résultat|результат|نتائج|النتائج|结果"),
    ("story.5", "learn|lesson|leccion|aprend|appris|урок|научил|تعلم|学到|收获|学び"),
    ("story.6", "next|future|proxim|prochain|следующ|дальше|التالية|القادم|下一步|未来|今後"),
    ("award", "award|prize|premio|prix\\b|наград|приз|جائزة|奖"),
    ("year", "year\\Z|ano\\b|annee|год\\b|سنة|年份|年度"),
    ("status", "stage|phase|etapa|stade|стади|مرحلة|阶段"),
    ("tags", "tags?\\b|hashtag|keyword|palabras clave|mots cl|ключевы|标签|关键词"),
    ("challenge", "hackathon|edition|edicion|挑战赛|比赛"),
    ("outcome", (
        "type of (?:output|outcome|project|product)|(?:output|outcome|product|project) type|"
        "kind of (?:output|outcome|project)|"
        "(?:what|which) .*(?:output|produce|make)|tipo de (?:resultado|proyecto|producto)|"
        "type de (?:resultat|projet|production)|"
        "тип (?:результата|проекта|работы)|вид (?:результата|проекта)|نوع (?:المخرج|المشروع|المنتج|الناتج)|"
        "(?:成果|作品|项目)(?:类型|形式|类别)"
    )),
    # "How did you hear about us?" tells nothing of a project.
    ("story", (
        "\\Aabout\\Z|about (?:it|(?:the|your|our) (?:project|idea|solution|work))|"
        "\\A(?:\\w+ )?detail|longtext|\\A(?:\\w+ ){0,2}descri\\w*(?: more)?\\Z|"
        "\\Adescribe more|descri.*(?:proje|proye|idea|idee|solu)|(?:proje|proye|idea|idee|solu).*descri|"
        "\\A(?:\\w+ )?описани|"
        "опишите .*(?:проект|иде)|وصف|项目.*(?:介绍|描述|说明)|\\A(?:详细)?(?:介绍|描述)|作品.*(?:介绍|描述|说明)"
    )),
)  # fmt: skip
# The form has one label for several keys; these stand for the one that a table most likely means.
_LABELLED = {
    "title": "title", "summary": "summary", "challenge": "challenge", "year": "year", "countries": "countries",
    "sdgs.main.goal": "main", "sdgs.main.how": "how", "sdgs.main.target": "target", "outcome": "outcome",
    "status": "status", "status_checked": "status_checked", "wanted": "wanted", "award": "award", "links": "links",
    "language": "language", "licence": "licence", "tags": "tags", "team.members": "members", "team.name": "team",
}  # fmt: skip


def guess(heads: Iterable[str], rows: Iterable[Row] = ()) -> dict[str, str]:
    """Return each head the key it most likely means, or '' where that is not plain; long cells are no summary.

    A head that is the name of a key goes before one that is a question with a word of it.
    """
    found = dict.fromkeys(heads, "")
    for key_of in (_key_by_name, _key_by_words):
        for head in found:
            key = found[head] or key_of(_plain(head))
            found[head] = key if key in SEVERAL or key not in found.values() else found[head]
    for head in (head for head, key in found.items() if key == "summary"):
        lengths = sorted(len(cell) for row in rows if (cell := row.cells.get(head)))
        if "story" not in found.values() and lengths and lengths[len(lengths) // 2] > _MAX_SUMMARY:
            found[head] = "story"
    return found


def is_name(head: str) -> bool:
    """Whether a head is the name of a key, and not a question about it."""
    return bool(_key_by_name(_plain(head)))


class Columns(NamedTuple):
    """What each column holds, values for every row by key, and what the values of a column mean, by head."""

    keys: dict[str, str]
    every_row: dict[str, str]
    values: dict[str, dict[str, str]]


def write_columns(columns: dict[str, str]) -> str:
    """Return the text of the file that says what each column holds."""
    lines = [
        "# What each column of the table holds. Write one of these behind each; one without is left out:",
        f"#   {OMITTED}",
        *(f"#   {key}" for key in KEYS if key != OMITTED),
        "# story.1 to story.6 are: the problem, the solution, how it works, results, what was learned, what is next.",
        f"# A row without a yes in a column of '{CONSENT_COLUMN}' is not published.",
        "# Where the table has its own words for something, say once what they mean:",
        "#   Stage:",
        "#     key: status",
        "#     values: {graduated: ended, not graduated: prototype}",
        "# What no column holds is said once for all rows that have none:",
        f"#   {EVERY_ROW}: {{outcome: other, status: unknown}}",
    ]
    lines += [f"{json.dumps(head, ensure_ascii=False)}: {key}".rstrip() for head, key in columns.items()]
    return "\n".join(lines) + "\n"


def read_columns(text: str) -> tuple[Columns, tuple[str, ...]]:
    """Return what each column holds, and what has to be repaired in the file that says so."""
    try:
        found = yaml.load(text, Loader=LOADER) or {}  # noqa: S506  BaseLoader makes only text.
    except (yaml.YAMLError, RecursionError) as error:
        return Columns({}, {}, {}), (f"cannot be read: {(str(error).splitlines() or [''])[0]}",)
    if not isinstance(found, dict):
        return Columns({}, {}, {}), ("must be lines of the form 'column: key'",)
    keys: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    every_row: dict[str, str] = {}
    faults: list[str] = []
    for head, given in ((str(head), given) for head, given in found.items()):
        if not isinstance(given, dict):
            keys[head] = str(given)
        elif "key" in given or head != EVERY_ROW:
            keys[head] = str(given.get("key", ""))
            meant = given.get("values", {})
            if given.keys() - {"key", "values"} or not _is_plain(meant):
                faults.append(f"'{head}': must be a key, or 'key:' and 'values:' with lines 'written: meant'")
                continue
            values[head] = meant
        elif _is_plain(given):
            every_row = given
        else:
            faults.append(f"'{EVERY_ROW}': must be lines of the form 'key: value'")
    named = ", ".join(key for key in KEYS if key != OMITTED)
    faults += [
        f"'{head}': must be '{OMITTED}' or one of {named} (it is '{key}')"
        for head, key in keys.items()
        if key and key not in KEYS
    ]
    faults += [
        f"'{EVERY_ROW}': a key must be one of {named}, and no '{CONSENT_COLUMN}' (it is '{key}')"
        for key in every_row
        if key not in KEYS or key in (OMITTED, CONSENT_COLUMN)
    ]
    given_keys = [key for key in keys.values() if key not in SEVERAL]
    faults += [f"{key}: only one column may hold it" for key in KEYS if given_keys.count(key) > 1]
    return Columns(keys, every_row, values), tuple(faults)


def _is_plain(values: object) -> bool:
    return isinstance(values, dict) and all(isinstance(value, str) for value in values.values())


def _key_by_name(plain_head: str) -> str:
    return _known_names().get(plain_head, "")


def _key_by_words(plain_head: str) -> str:
    return next((key for key, words in _questions() if words.search(_bare(plain_head))), "")


@cache
def _questions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what to look for in a head, key by key; Chinese and Japanese words begin anywhere."""
    spaced = re.compile(r"[^\W\d_\u3041-\u30ff\u4e00-\u9fff].*")
    return tuple(
        (
            key,
            re.compile("|".join(rf"\b{part}" if spaced.match(part) else part for part in _bare(words).split("|"))),
        )
        for key, words in _WORDS
    )


def _bare(text: str) -> str:
    """Return a text without accents, which many leave out."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


@cache
def _known_names() -> dict[str, str]:
    names = {_plain(name): key for key, known in KEYS.items() for name in known}
    form = form_words()
    for language in LANGUAGES:
        say = words_of(language).say
        names |= {_plain(say(form.labels[label])): key for key, label in _LABELLED.items()}
        names |= {_plain(heading): key for key, heading in zip(STORY_KEYS, form.story[language], strict=True)}
    # The form's "Team" is the group of both; a column of that name holds the name.
    return names | {_plain("Name of the team"): "team.name"}


def _plain(head: str) -> str:
    text = unicodedata.normalize("NFKC", head).casefold()
    return " ".join(re.sub(r"\(.*?\)|[^\w\s]|_", " ", text).split())
