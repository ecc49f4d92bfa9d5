"""Turn the rows of a table into write-ups, and name every cell that somebody has to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple, get_args

from gmooc.content.entry import read_record
from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES
from gmooc.core.problems import Problem
from gmooc.intake.cells import choices_of, is_empty, is_failed, is_no, is_title, is_yes, name_in
from gmooc.intake.columns import CONSENT_COLUMN, OMITTED, STORY_KEYS
from gmooc.intake.guesses import language_of
from gmooc.intake.tables import Row, Table, letter_of
from gmooc.model import records as model
from gmooc.model.fields import VALUE_PATTERNS
from gmooc.model.form_words import form_words
from gmooc.model.kinds import KIND_OF
from gmooc.model.labels import LICENCES, OUTCOMES, STATUSES, WANTED
from gmooc.model.scaffold import slug_of
from gmooc.model.suggestions import mend_value
from gmooc.text.document import read_document
from gmooc.text.front_matter import write_document

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
_SEPARATORS = re.compile(r"\s*[\n;；؛、|]\s*")
# A stroke between single letters belongs to a name: A/L, s/o.
_COMMAS = re.compile(r"\s*[,，،]\s*|\s*(?<!\b\w)/\s*|\s*/(?!\w\b)\s*|\s+(?:and|和|&|y|e|et|и|و|und)\s+")
# Of names, those words that may join two family names part nothing.
_COMMAS_OF_NAMES = re.compile(r"\s*[,，،]\s*|\s*(?<!\b\w)/\s*|\s*/(?!\w\b)\s*|\s+(?:and|和|&|et|и|و|und)\s+")
_JOINED = re.compile(r"(.+?)\s+(?:y|e)\s+(.+)")
_COMMAS_OUTSIDE = re.compile(r"\s*[,，،]\s*(?![^(（]*[)）])")
_NUMBER_OF_GOAL = re.compile(r"(?<![\d.])(?:0?[1-9]|1[0-7])(?![\d.])")
_BRACKETS = re.compile(r"([^(（]*)[(（](.*)[)）]")
_URL = re.compile(r"[^\s,;，；、]+")
# Looked for from the first letter of a word alone: from each of a long one it took minutes.
_ADDRESS = re.compile(rf"(?<![\w.+-]){VALUE_PATTERNS['no_address']}")
# Of a cell that is no story; more than anybody has to say of a team.
MAX_CELL_LENGTH = 5000
_KINDS_OF_LINKS = {
    **dict.fromkeys(("youtube.", "youtu.be/", "bilibili.", "b23.tv/", "vimeo."), "video"),
    **dict.fromkeys(("github.", "gitlab.", "gitee.", "codeberg."), "code"),
}

# What is written in whole sentences.
_TOLD = ("title", "summary", "sdgs.main.how", "story")
# Where several columns hold the cells of a key.
_BETWEEN = {"story": "\n\n"}
_FAMILY_NAME = re.compile(r"(?i)\b(last|family|sur) ?name|apellido|sobrenome|nom de famille|фамилия|姓氏?$|اسم العائلة")
_GIVEN_NAME = re.compile(r"(?i)\b(first|given|fore) ?name|prénom|primeiro nome|\bимя|(?<!姓)名$|الاسم الأول")
_HAN = re.compile("[\u4e00-\u9fff]")
_ITEM = re.compile(r"[-*•·]|\d+[.)、]")
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


def write_ups(
    table: Table,
    columns: dict[str, str],
    given: dict[str, str],
    values: Mapping[str, Mapping[str, str]] | None = None,
) -> Iterator[WriteUp]:
    """Yield the write-up of each row.

    `given` are values, by key, for rows that have none; `values` say, by head, what the words of a column mean.
    """
    paths: dict[str, int] = {}
    titles: dict[tuple[str, str], tuple[int, str]] = {}
    goals = _columns_of_goals(table, columns)
    for row in table.rows:
        maker = _Maker(table, columns, row, values or {}, goals)
        made = maker.make(given)
        title, team = _line(maker.cells.get("title", "")).casefold(), _line(maker.cells.get("team.name", "")).casefold()
        place = (made.path, title)
        if made.path and place in titles and titles[place][1] == team:
            message = f"the title and year are those of row {titles[place][0]}: only the first is written"
            made = made._replace(path="", doubts=(*made.doubts, Doubt(row.number, "", "", message)))
        elif made.path in paths:
            # Titles that begin alike, and teams that chose the same one, are two projects.
            number = 2
            while (path := f"{made.path.removesuffix('.md')}-{number}.md") in paths:
                number += 1
            doubts = made.doubts
            if place in titles:
                message = f"the title and year are those of row {titles[place][0]}, the team is another: is it another?"
                doubts = (*doubts, Doubt(row.number, "", "", message))
            made = made._replace(path=path, doubts=doubts)
        if made.path:
            paths.setdefault(made.path, row.number)
            titles.setdefault(place, (row.number, team))
        yield made


def _columns_of_goals(table: Table, columns: dict[str, str]) -> dict[str, str]:
    """Return the number of the goal that each column ticks, by head: one column for each goal."""
    found = {}
    for head in (head for head in table.heads if columns.get(head) == "sdgs.main.goal"):
        numbers = _NUMBER_OF_GOAL.findall(head)
        cells = [cell for row in table.rows if (cell := row.cells.get(head))]
        if len(numbers) == 1 and all(is_yes(cell) or is_no(cell) for cell in cells):
            found[head] = str(int(numbers[0]))
    return found


class _Maker:
    """Makes the write-up of one row, and remembers which cell each key came from."""

    def __init__(
        self,
        table: Table,
        columns: dict[str, str],
        row: Row,
        values: Mapping[str, Mapping[str, str]],
        goals: Mapping[str, str],
    ) -> None:
        self.row = row
        self.columns: dict[str, str] = {}
        self.cells: dict[str, str] = {}
        self.heads: dict[str, str] = {}
        self.below: list[str] = []
        self.doubts: list[Doubt] = []
        self.refusals: list[Doubt] = []
        has_stories = list(columns.values()).count("story") > 1
        family = given_alone = ""
        for index, head in enumerate(table.heads):
            key, cell = columns.get(head, OMITTED), row.cells.get(head, "")
            if key in (OMITTED, ""):
                continue
            place, before = f"column {letter_of(index)} '{head}'", self.cells.get(key, "")
            cell = _meant(cell, values.get(head, {}))
            if key == CONSENT_COLUMN:
                self._ask_consent(cell, place, table, columns)
                continue
            if head in goals:
                cell = goals[head] if is_yes(cell) else ""
            elif is_failed(cell):
                self.doubts.append(Doubt(row.number, place, cell, "is a formula that failed: left out"))
                cell = ""
            elif is_empty(cell) and not (key in ("countries", "language") and len(cell.strip()) == 2):
                cell = ""
            if key == "story" and cell and has_stories:
                cell = f"## {head}\n\n{cell}"
            between = _BETWEEN.get(key, "\n")
            if key == "team.members" and _FAMILY_NAME.search(head) and not _GIVEN_NAME.search(head):
                # A family name belongs to the first name in the column before it, or behind it.
                had_given = index > 0 and table.heads[index - 1] == given_alone
                family, between = ("", " ") if had_given else (cell, between)
                cell = cell if had_given else ""
            elif key == "team.members" and not family:
                given_alone = head
            elif key == "team.members":
                cell = f"{family}{cell}" if _HAN.match(family) else f"{cell} {family}".strip()
                family = ""
            self.heads[key] = head
            self.cells[key] = between.join(part for part in (before, cell) if part)
            if cell or key not in self.columns:
                self.columns[key] = f"{self.columns[key]}, {place}" if before else place
        if family:
            self.cells["team.members"] = "\n".join(filter(None, (self.cells.get("team.members", ""), family)))

    def _ask_consent(self, cell: str, place: str, table: Table, columns: dict[str, str]) -> None:
        """Refuse a row whose people did not say yes to its publication."""
        if is_yes(cell):
            return
        title = next((self.row.cells.get(head, "") for head in table.heads if columns.get(head) == "title"), "")
        message = f"must be a yes before '{_line(title)[:60]}' may be published: nothing of this row is written"
        self.refusals.append(Doubt(self.row.number, place, _line(cell), message))

    def make(self, given: dict[str, str]) -> WriteUp:
        if self.refusals:
            return WriteUp(self.row.number, "", "", tuple(self.refusals))
        for key, value in given.items():
            if not self.cells.get(key):
                self.cells[key] = value
        self.cells = {key: self._without_address(key, text) for key, text in self.cells.items()}
        for key in [
            key for key, text in self.cells.items() if len(text) > MAX_CELL_LENGTH and not key.startswith("story")
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
        """Return the front matter in the order of the model."""
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
        """Return the code of a choice that is written as its code or as its label in any language."""
        folded = text.casefold()
        for code, label in _CHOICES[key].items():
            if folded in (code.casefold(), *(words_of(language).say(label).casefold() for language in LANGUAGES)):
                return code
        if mended := mend_value("literal_error", text, tuple(_CHOICES[key])).value:
            return mended
        meant = choices_of(key, text)
        if len(meant) > 1:
            self._doubt(key, f"is it {' or '.join(meant)}?")
        return meant[0] if len(meant) == 1 else text

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
        found = list(dict.fromkeys(str(int(number)) for number in re.findall(r"(?<![\d.])\d{1,2}(?!\d)", text)))
        if len(found) > 1:
            self._doubt("sdgs.main.goal", f"the first is taken as the main goal; add {', '.join(found[1:3])} with how")
        return found or ([text] if text else [])

    def _members(self) -> Iterator[dict[str, str]]:
        """Read one person from each line or part: a name, and in brackets or behind commas what is said of them."""
        people = list(self._people())
        places = [part for part in _SEPARATORS.split(self.cells.get("team.affiliation", "")) if part]
        if len(set(places)) == 1:
            places = places[:1] * len(people)
        if places and len(places) != len(people):
            self._doubt("team.affiliation", f"is of {len(people)} people, each of one of these? Write it beside them")
            places = []
        for person, place in zip(people, places or [""] * len(people), strict=True):
            yield {**person, "affiliation": person.get("affiliation") or _line(place)} if place else person

    def _people(self) -> Iterator[dict[str, str]]:
        text = self.cells.get("team.members", "")
        parts = [name for part in _SEPARATORS.split(text) if (name := name_in(part)) and not is_empty(name)]
        if len(parts) == 1 and not _BRACKETS.match(parts[0]):
            # Commas part people where there is nothing else to part them.
            yield from ({"name": name} for name in self._names(parts[0]))
            return
        if len(parts) == 1:
            parts = _with_titles([part for part in _COMMAS_OUTSIDE.split(parts[0]) if part])
        for part in parts:
            match = _BRACKETS.fullmatch(part)
            name, rest = (match[1].rstrip(), match[2]) if match else (part, "")
            pieces = _with_titles([piece for piece in re.split(r"\s*[,，،]\s*", name) if piece])
            if not match and len(parts) > 1 and len(pieces) == 2 and self._is_turned(*pieces):
                yield {"name": part}
                continue
            about = [*pieces, *(piece for piece in _COMMAS.split(rest) if piece)]
            person = {"name": about[0]} if about else {}
            if len(about) > 1 and (country := self._country_of(about)):
                person["country"] = country
                about.pop()
            person |= dict(zip(("role", "affiliation"), (*about[1:2], ", ".join(about[2:])), strict=False))
            person = {key: value for key, value in person.items() if value}
            if person:
                yield person

    def _country_of(self, about: list[str]) -> str:
        """Return the country that is said last of a person; 'MD' and 'IT' behind a name alone may be something else."""
        last = about[-1]
        country = mend_value("country_code", last)
        if country.choices or (len(last) <= 3 and last.isascii() and len(about) < 4):
            named = {mend_value("country_code", part).value for part in self._parts("countries")}
            return country.value if country.value in named else ""
        return country.value

    def _names(self, text: str) -> Iterator[str]:
        """Yield the names that commas and 'and' part; 'José Ortega y Gasset' is one."""
        for name in _with_titles([part for part in _COMMAS_OF_NAMES.split(text) if part]):
            joined = _JOINED.fullmatch(name)
            if joined and (" " not in joined[1] or " " in joined[2]):
                yield from self._names(joined[1])
                yield from self._names(joined[2])
                continue
            if joined:
                self._doubt("team.members", f"is '{name}' one person? If not, part them by a semicolon")
            yield name

    def _is_turned(self, family: str, given: str) -> bool:
        """Whether 'Smith, John' may be one name, which is asked: else the second is what the person did."""
        if " " in family or not all(part[:1].isupper() and part.isalpha() for part in (family, given)):
            return False
        self._doubt("team.members", f"is '{family}, {given}' one name? If '{given}' is a role, put it in brackets")
        return True

    def _links(self) -> Iterator[dict[str, str]]:
        lines = [line for line in self.cells.get("links", "").split("\n") if not is_empty(line)]
        for url in _URL.findall("\n".join(lines)):
            if is_empty(url):
                continue
            address = mend_value("url_scheme", url).value or url
            kind = next((kind for part, kind in _KINDS_OF_LINKS.items() if part in address), "website")
            yield {"kind": kind, "url": address}

    def _parts(self, key: str) -> list[str]:
        text = self.cells.get(key, "")
        if key in _FAULTS and any(mend_value(_FAULTS[key], text)):
            # "Trinidad and Tobago" is one country.
            return [text]
        wholes = _SEPARATORS.split(text)
        if key == "countries" and len(wholes) > 1:
            # One of a list may hold 'and' or a comma of its own.
            return [part for whole in wholes for part in self._countries_in(whole) if part]
        return [part for whole in wholes for part in _COMMAS.split(whole) if part]

    def _countries_in(self, text: str) -> list[str]:
        mended = mend_value("country_code", text)
        return [text] if mended.value or mended.choices else _COMMAS.split(text)

    def _body(self, language: str) -> str:
        story = form_words().story
        headings = story.get(language, story["en"])
        parts = [self._told("story")] if self.cells.get("story") else []
        for key, heading in zip(STORY_KEYS, headings, strict=True):
            if self.cells.get(key):
                parts.append(f"## {heading}\n\n{self._told(key)}")
        return "\n\n".join((*parts, *self.below)) + "\n"

    def _told(self, key: str) -> str:
        """Return the text of a cell; a line is a paragraph or one of a list, unless the cell holds Markdown."""
        if _MARKDOWN.search(self.cells[key]):
            return self.cells[key].strip()
        lines = [line.strip() for line in self.cells[key].split("\n") if line.strip()]
        text = ""
        for before, line in zip(["", *lines], lines, strict=False):
            is_item, was_item = bool(_ITEM.match(line)), bool(_ITEM.match(before))
            line = re.sub(r"^[•·]\s*", "- ", line)
            text += ("" if not text else "\n" if is_item and was_item else "\n\n") + line
        return text

    def _put_below(self, key: str) -> None:
        """Put a cell that is too long for its key below the story, so that nothing of it is lost."""
        self._doubt(
            key, f"at most {MAX_CELL_LENGTH} characters (it has {len(self.cells[key])}): it stands below the story"
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


def _meant(cell: str, values: Mapping[str, str]) -> str:
    """Return what a cell means by the words of its column: the whole of it, else each of its parts."""
    meanings = {_line(word).casefold(): meaning for word, meaning in values.items()}
    if not meanings:
        return cell
    if (whole := meanings.get(_line(cell).casefold())) is not None:
        return whole
    parts = re.split(r"(\s*[\n;；؛、|,，،]\s*)", cell)
    return "".join(meanings.get(_line(part).casefold(), part) for part in parts)


def _with_titles(parts: list[str]) -> list[str]:
    """Return names with the titles that a comma parted from them: 'Amina O., PhD' is one."""
    names: list[str] = []
    for part in parts:
        if names and is_title(part):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return names
