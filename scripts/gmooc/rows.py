"""Turn the rows of a table into write-ups, and name every cell that somebody has to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, get_args

from gmooc import model
from gmooc.columns import LEFT_OUT, STORY_KEYS
from gmooc.documents import read_document
from gmooc.frames import LANGUAGES
from gmooc.front_matter import write_document
from gmooc.guesses import language_of
from gmooc.kinds import KIND_OF
from gmooc.locales import words_of
from gmooc.mending import mend_value
from gmooc.outputs.form_words import STORY
from gmooc.outputs.labels import LICENCES, OUTCOMES, STATUSES, WANTED
from gmooc.problems import Problem
from gmooc.records import read_record
from gmooc.scaffold import slug_of
from gmooc.tables import Row, Table, letter_of
from gmooc.values import PATTERNS

_CHOICES: dict[str, dict[str, str]] = {
    "outcome": {code: OUTCOMES[code] for code in get_args(model.Outcome)},
    "status": {code: STATUSES[code] for code in get_args(model.Status)},
    "wanted": {code: WANTED[code] for code in get_args(model.Wanted)},
    "licence": {code: name for code, (name, _) in LICENCES.items()},
}
_FAULTS = {
    "countries": "country_code",
    "language": "language_tag",
    "status_checked": "date_form",
    "year": "int_parsing",
}
_SEPARATORS = re.compile(r"\s*[\n;；、|]\s*")
_COMMAS = re.compile(r"\s*[,，/]\s*|\s+(?:and|和|&|y|et|и)\s+")
_COMMAS_OUTSIDE = re.compile(r"\s*[,，]\s*(?![^(（]*[)）])")
_BRACKETS = re.compile(r"([^(（]*)[(（](.*)[)）]")
_URL = re.compile(r"[^\s,;，；、]+")
# Looked for from the first letter of a word alone: from each of a long one it took minutes.
_ADDRESS = re.compile(rf"(?<![\w.+-]){PATTERNS['no_address']}")
# Of a cell that is no story; more than anybody has to say of a team.
LONGEST_CELL = 5000
_KINDS_OF_LINKS = {
    **dict.fromkeys(("youtube.", "youtu.be/", "bilibili.", "b23.tv/", "vimeo."), "video"),
    **dict.fromkeys(("github.", "gitlab.", "gitee.", "codeberg."), "code"),
}


# What is written in whole sentences.
_TOLD = ("title", "summary", "sdgs.main.how", "story")
# Where several columns hold the cells of a key.
_BETWEEN = {"story": "\n\n"}
_FAMILY_NAME = re.compile(r"(?i)\b(last|family|sur) ?name|apellido|sobrenome|nom de famille|фамилия|姓氏?$")
_MARKDOWN = re.compile(r"\n\s*\n|^(#|```|\||> )", re.MULTILINE)


class Doubt(NamedTuple):
    """A cell to look at: its row, its column with letter and head (or ''), what it holds, and what to do."""

    row: int
    column: str
    given: str
    message: str

    def __str__(self) -> str:
        given = f" '{self.given[:60]}'" if self.given else ""
        return f"row {self.row}{f', {self.column}' if self.column else ''}{given}: {self.message}"


class WriteUp(NamedTuple):
    """What became of one row: a path below content/, its text, the cells to look at, and its language if guessed."""

    row: int
    path: str
    text: str
    doubts: tuple[Doubt, ...]
    guessed: str = ""


def write_ups(table: Table, columns: dict[str, str], given: dict[str, str]) -> Iterator[WriteUp]:
    """Give the write-up of each row; `given` are values, by key, for rows that have none."""
    paths: dict[str, int] = {}
    for row in table.rows:
        made = _Maker(table, columns, row).make(given)
        if made.path and made.path in paths:
            message = f"the title and year are those of row {paths[made.path]}: only the first is written"
            made = made._replace(path="", doubts=(*made.doubts, Doubt(row.number, "", "", message)))
        paths.setdefault(made.path, row.number)
        yield made


class _Maker:
    """Makes the write-up of one row, and remembers which cell each key came from."""

    def __init__(self, table: Table, columns: dict[str, str], row: Row) -> None:
        self.row = row
        self.columns: dict[str, str] = {}
        self.cells: dict[str, str] = {}
        self.heads: dict[str, str] = {}
        self.below: list[str] = []
        has_stories = list(columns.values()).count("story") > 1
        for index, head in enumerate(table.heads):
            key, cell = columns.get(head, LEFT_OUT), row.cells.get(head, "")
            if key == LEFT_OUT:
                continue
            place, before = f"column {letter_of(index)} '{head}'", self.cells.get(key, "")
            if key == "story" and cell and has_stories:
                cell = f"## {head}\n\n{cell}"
            # A family name belongs to the first name in the column before it.
            between = " " if key == "team.members" and _FAMILY_NAME.search(head) else _BETWEEN.get(key, "\n")
            self.heads[key] = head
            self.cells[key] = between.join(part for part in (before, cell) if part)
            if cell or key not in self.columns:
                self.columns[key] = f"{self.columns[key]}, {place}" if before else place
        self.doubts: list[Doubt] = []

    def make(self, given: dict[str, str]) -> WriteUp:
        for key, value in given.items():
            if not self.cells.get(key):
                self.cells[key] = value
        self.cells = {key: self._without_address(key, text) for key, text in self.cells.items()}
        for key in [
            key for key, text in self.cells.items() if len(text) > LONGEST_CELL and not key.startswith("story")
        ]:
            self._put_below(key)
        told = [text for key, text in self.cells.items() if key in _TOLD or key in STORY_KEYS]
        guessed = "" if self.cells.get("language") else language_of("\n".join(told))
        if guessed not in ("", "en"):
            self.cells["language"] = guessed
        values = {key: value for key, value in self._values().items() if value not in ("", [], {})}
        body = self._body(str(values.get("language", "en")))
        text = write_document(values, body)
        path = f"projects/{values.get('year', '')}/{slug_of(str(values.get('title', '')))}.md"
        document, problems = read_document(path, text.encode())
        _, more = read_record(document, KIND_OF["project"])
        for problem in (*problems, *more):
            self._doubt_of(problem)
        if not re.fullmatch(r"projects/[0-9]{4}/.*", path) or "title" not in values:
            path = ""
        return WriteUp(self.row.number, path, text, tuple(dict.fromkeys(self.doubts)), guessed)

    def _values(self) -> dict[str, Any]:
        """Give the front matter in the order of the model."""
        one = {key: self._one(key) for key in ("year", "outcome", "status", "status_checked", "language", "licence")}
        main = {
            "goal": next(iter(self._goals()), ""),
            "how": _line(self.cells.get("sdgs.main.how", "")),
            "target": mend_value("target_number", self.cells.get("sdgs.main.target", "")).value,
        }
        plain = {key: _line(self.cells.get(key, "")) for key in ("title", "summary", "challenge", "award")}
        if plain["challenge"]:
            plain["challenge"] = mend_value("identifier", plain["challenge"]).value or plain["challenge"]
        team = {"name": _line(self.cells.get("team.name", "")), "members": list(self._members())}
        return {
            **{key: plain[key] for key in ("title", "summary", "challenge")},
            "year": one["year"],
            "team": {key: value for key, value in team.items() if value},
            "countries": [self._mended("countries", part) for part in self._parts("countries")],
            "sdgs": {"main": {key: value for key, value in main.items() if value}},
            **{key: one[key] for key in ("outcome", "status", "status_checked")},
            "wanted": [self._choice("wanted", part) for part in self._parts("wanted")],
            "award": plain["award"],
            "links": list(self._links()),
            **{key: one[key] for key in ("licence", "language")},
            "tags": [_line(part) for part in self._parts("tags")],
        }

    def _one(self, key: str) -> str:
        text = _line(self.cells.get(key, ""))
        return self._choice(key, text) if key in _CHOICES else self._mended(key, text)

    def _choice(self, key: str, text: str) -> str:
        """Give the code of a choice that is written as its code or as its label in any language."""
        folded = text.casefold()
        for code, label in _CHOICES[key].items():
            if folded in (code.casefold(), *(words_of(language).say(label).casefold() for language in LANGUAGES)):
                return code
        return mend_value("literal_error", text, tuple(_CHOICES[key])).value or text

    def _mended(self, key: str, text: str) -> str:
        text = self._as_spreadsheets_write(key, text)
        mended = mend_value(_FAULTS[key], text) if text else None
        if mended and mended.choices:
            self._doubt(key, f"is it {' or '.join(mended.choices)}?")
        return (mended.value if mended else "") or text

    def _as_spreadsheets_write(self, key: str, text: str) -> str:
        """Take off what spreadsheets add to a number or a day; a day may come as the number of days since 1900."""
        if key == "year":
            return re.sub(r"(?<=\d)\.0+$", "", text)
        if key != "status_checked":
            return text
        if re.fullmatch(r"[34]\d{4}", text):
            day = (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
            self._doubt(key, f"is a day as spreadsheets count; is it {day}?")
            return day
        return re.sub(r"[T ]00:00(:00)?(\.0+)?$", "", text)

    def _goals(self) -> list[str]:
        text = self.cells.get("sdgs.main.goal", "")
        # In "SDG 4.7" the goal is 4; in "4, 5" there are two.
        found = list(dict.fromkeys(re.findall(r"(?<![\d.])\d{1,2}(?!\d)", text)))
        if len(found) > 1:
            self._doubt("sdgs.main.goal", f"the first is taken as the main goal; add {', '.join(found[1:3])} with how")
        return found or ([text] if text else [])

    def _members(self) -> Iterator[dict[str, str]]:
        """Read one person from each line or part: a name, and in brackets or behind commas what is said of them."""
        text = self.cells.get("team.members", "")
        parts = [part for part in _SEPARATORS.split(text) if part]
        if len(parts) == 1 and not _BRACKETS.match(text):
            # Commas part people where there is nothing else to part them.
            yield from ({"name": name} for name in _COMMAS.split(text) if name)
            return
        if len(parts) == 1:
            parts = [part for part in _COMMAS_OUTSIDE.split(text) if part]
        for part in parts:
            match = _BRACKETS.fullmatch(part)
            name, rest = (match[1].rstrip(), match[2]) if match else (part, "")
            about = [piece for piece in _COMMAS.split(f"{name},{rest}") if piece]
            person = {"name": about[0]} if about else {}
            if len(about) > 1 and (country := mend_value("country_code", about[-1]).value):
                person["country"] = country
                about.pop()
            person |= dict(zip(("role", "affiliation"), (*about[1:2], ", ".join(about[2:])), strict=False))
            person = {key: value for key, value in person.items() if value}
            if person:
                yield person

    def _links(self) -> Iterator[dict[str, str]]:
        for url in _URL.findall(self.cells.get("links", "")):
            address = mend_value("url_scheme", url).value or url
            kind = next((kind for part, kind in _KINDS_OF_LINKS.items() if part in address), "website")
            yield {"kind": kind, "url": address}

    def _parts(self, key: str) -> list[str]:
        text = self.cells.get(key, "")
        if key in _FAULTS and mend_value(_FAULTS[key], text).value:
            # "Trinidad and Tobago" is one country.
            return [text]
        return [part for whole in _SEPARATORS.split(text) for part in _COMMAS.split(whole) if part]

    def _body(self, language: str) -> str:
        headings = STORY.get(language, STORY["en"])
        parts = [self._told("story")] if self.cells.get("story") else []
        for key, heading in zip(STORY_KEYS, headings, strict=True):
            if self.cells.get(key):
                parts.append(f"## {heading}\n\n{self._told(key)}")
        return "\n\n".join((*parts, *self.below)) + "\n"

    def _told(self, key: str) -> str:
        """Give the text of a cell; a line is a paragraph or one of a list, unless the cell holds Markdown."""
        if _MARKDOWN.search(self.cells[key]):
            return self.cells[key].strip()
        lines = [line.strip() for line in self.cells[key].split("\n") if line.strip()]
        text = ""
        for before, line in zip(["", *lines], lines, strict=False):
            is_item = bool(re.match(r"([-*•·]|\d+[.)、])\s*", line))
            line = re.sub(r"^[•·]\s*", "- ", line)
            was_item = bool(re.match(r"([-*•·]|\d+[.)、])\s*", before))
            text += ("" if not text else "\n" if is_item and was_item else "\n\n") + line
        return text

    def _put_below(self, key: str) -> None:
        """Put a cell that is too long for its key below the story, so that nothing of it is lost."""
        self._doubt(
            key, f"at most {LONGEST_CELL} characters (it has {len(self.cells[key])}): it stands below the story"
        )
        self.below.append(f"## {self.heads[key]}\n\n{self._told(key)}")
        self.cells[key] = ""

    def _without_address(self, key: str, text: str) -> str:
        if not _ADDRESS.search(text):
            return text
        self._doubt(key, "an e-mail address was left out: the page is public for ever")
        return _ADDRESS.sub("", text).strip(" ,;<>()\n")

    def _doubt_of(self, problem: Problem) -> None:
        """Tell a problem of the write-up at the cell it came from."""
        parts = [part for part in problem.key.split(".") if not part.isdigit()]
        while parts and ".".join(parts) not in self.columns:
            parts.pop()
        key = ".".join(parts) if parts else _nearest(problem.key, self.columns)
        if any(doubt.column == self.columns.get(key) for doubt in self.doubts if key):
            return
        self._doubt(key, problem.message)

    def _doubt(self, key: str, message: str) -> None:
        self.doubts.append(Doubt(self.row.number, self.columns.get(key, ""), _line(self.cells.get(key, "")), message))


def _nearest(name: str, columns: dict[str, str]) -> str:
    return next((key for key in columns if key.startswith(f"{name}.")), "")


def _line(text: str) -> str:
    return " ".join(text.split())
