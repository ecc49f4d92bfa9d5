"""Turn the rows of a table into write-ups, and name every cell that somebody has to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gmooc.content.entry import read_record
from gmooc.core.problems import Problem
from gmooc.core.slugs import slug_of
from gmooc.intake.cells import is_empty, is_failed, is_no, is_yes, on_one_line
from gmooc.intake.columns import CONSENT_COLUMN, OMITTED_COLUMN, STORY_KEYS
from gmooc.intake.guesses import language_of
from gmooc.intake.pasted_text import with_lists_and_tables
from gmooc.intake.row_values import values_of
from gmooc.intake.tables import Row, Table, letter_of
from gmooc.model.form_words import form_words
from gmooc.model.kinds import PROJECT
from gmooc.text.document import read_document
from gmooc.text.front_matter import write_document
from gmooc.text.text_safety import E_MAIL

_NUMBER_OF_GOAL = re.compile(r"(?<![\d.])(?:0?[1-9]|1[0-7])(?![\d.])")
_ADDRESS = re.compile(E_MAIL)
# Of a cell that is no story; more than anybody has to say of a team.
MAX_CELL_LENGTH = 5000
# What is written in whole sentences.
_TOLD = ("title", "summary", "sdgs.main.how", "story")
# Where several columns hold the cells of a key.
_BETWEEN = {"story": "\n\n"}
_FAMILY_NAME = re.compile(r"(?i)\b(last|family|sur) ?name|apellido|sobrenome|nom de famille|фамилия|姓氏?$|اسم العائلة")
# Heads of both, too: "First and last name", "Nombre y apellidos".
_GIVEN_NAME = re.compile(
    r"(?i)\b(first|given|fore)( ?(and|[&/+,]) ?(last|family|sur))? ?name"
    r"|prénom|\bnom(e|bre)s?\b|\bимя|(?<!姓)名$|\bالاسم\b"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_ITEM = re.compile(r"\s*(?:[-*]|\d+[.)、])|\|")
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
        title = on_one_line(maker.cells.get("title", "")).casefold()
        team = on_one_line(maker.cells.get("team.name", "")).casefold()
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
            key, cell = columns.get(head, OMITTED_COLUMN), row.cells.get(head, "")
            if key in (OMITTED_COLUMN, ""):
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
                # One that still waits for its first name stands alone.
                cell, family, between = (cell, "", " ") if had_given else (family, cell, between)
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
        message = f"must be a yes before '{on_one_line(title)[:60]}' may be published: nothing of this row is written"
        self.refusals.append(Doubt(self.row.number, place, on_one_line(cell), message))

    def make(self, given: dict[str, str]) -> WriteUp:
        """Return the write-up, with the values that are given for keys without a cell of their own."""
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
        values = {key: value for key, value in values_of(self.cells, self._doubt).items() if value not in ("", [], {})}
        body = self._body(str(values.get("language", "en")))
        text = write_document(values, body)
        path = f"projects/{values.get('year', '')}/{slug_of(str(values.get('title', '')))}.md"
        document, problems = read_document(path, text.encode())
        _, more = read_record(document, PROJECT)
        for problem in (*problems, *more):
            self._doubt_of(problem)
        if not re.fullmatch(r"projects/[0-9]{4}/.*", path) or "title" not in values:
            path = ""
        return WriteUp(self.row.number, path, text, tuple(dict.fromkeys(self.doubts)), guessed)

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
        told = with_lists_and_tables(self.cells[key])
        if _MARKDOWN.search(self.cells[key]):
            return told.strip()
        lines = [line.rstrip() if _ITEM.match(line) else line.strip() for line in told.split("\n") if line.strip()]
        text = ""
        for before, line in zip(["", *lines], lines, strict=False):
            is_item, was_item = bool(_ITEM.match(line)), bool(_ITEM.match(before))
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
        given = on_one_line(self.cells.get(key, ""))
        self.doubts.append(Doubt(self.row.number, self.columns.get(key, ""), given, message))


def _nearest(name: str, columns: dict[str, str]) -> str:
    return next((key for key in columns if key.startswith(f"{name}.")), "")


def _meant(cell: str, values: Mapping[str, str]) -> str:
    """Return what a cell means by the words of its column: the whole of it, else each of its parts."""
    meanings = {on_one_line(word).casefold(): meaning for word, meaning in values.items()}
    if not meanings:
        return cell
    if (whole := meanings.get(on_one_line(cell).casefold())) is not None:
        return whole
    parts = re.split(r"(\s*[\n;；؛、|,，،]\s*)", cell)
    return "".join(meanings.get(on_one_line(part).casefold(), part) for part in parts)
