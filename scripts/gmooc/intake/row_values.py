"""Turn the cells of one row into values of the model: choices, days, goals, people and links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, get_args

import gmooc.model.records as model
from gmooc.core.i18n import words_of
from gmooc.core.languages import LANGUAGES
from gmooc.intake.cells import choices_of, is_empty, is_title, name_in, on_one_line, without_html
from gmooc.model.labels import LICENCES, OUTCOMES, STATUSES, WANTED
from gmooc.model.suggestions import mend_value

# Takes the key of a cell that a person has to look at, and what to decide.
Ask = Callable[[str, str], None]

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
    "registry": "url_scheme",
}
_SEPARATORS = re.compile(r"\s*[\n;；؛、|]\s*")
# A stroke between single letters belongs to a name: A/L, s/o.
_COMMAS = re.compile(r"\s*[,，،]\s*|\s*(?<!\b\w)/\s*|\s*/(?!\w\b)\s*|\s+(?:and|和|&|y|e|et|и|و|und)\s+")
# Of names, those words that may join two family names part nothing.
_COMMAS_OF_NAMES = re.compile(
    r"\s*[,，،]\s*(?:(?:and|&|et|und|и)\s+)?|\s*(?<!\b\w)/\s*|\s*/(?!\w\b)\s*|\s+(?:and|和|&|et|и|و|und)\s+"
)
_JOINED = re.compile(r"(.+?)\s+(?:y|e)\s+(.+)")
_COMMAS_OUTSIDE = re.compile(r"\s*[,，،]\s*(?![^(（]*[)）])")
_BRACKETS = re.compile(r"([^(（]*)[(（](.*)[)）]")
_URL = re.compile(r"[^\s,;，；、]+")
_KINDS_OF_LINKS = {
    **dict.fromkeys(("youtube.", "youtu.be/", "bilibili.", "b23.tv/", "vimeo."), "video"),
    **dict.fromkeys(("github.", "gitlab.", "gitee.", "codeberg."), "code"),
}


def values_of(cells: Mapping[str, str], ask: Ask) -> dict[str, Any]:
    """Return the front matter that the cells of a row mean, in the order of the model; what has no value is empty.

    `cells` are texts by key; `ask` is called for each whose meaning is not plain.
    """
    return _Reader(cells, ask).values()


class _Reader:
    """Reads the cells of one row, of which some explain others."""

    def __init__(self, cells: Mapping[str, str], ask: Ask) -> None:
        self.cells = {key: without_html(text) for key, text in cells.items()}
        self.ask = ask

    def values(self) -> dict[str, Any]:
        """Return the front matter in the order of the model."""
        one = {key: self._one(key) for key in ("year", "outcome", "status", "status_checked", "language", "licence")}
        main = {
            "goal": next(iter(self._goals()), ""),
            "how": on_one_line(self.cells.get("sdgs.main.how", "")),
            "target": mend_value("target_number", self.cells.get("sdgs.main.target", "")).value,
        }
        plain = {key: on_one_line(self.cells.get(key, "")) for key in ("title", "summary", "challenge", "award")}
        if plain["challenge"]:
            plain["challenge"] = mend_value("identifier", plain["challenge"]).value or plain["challenge"]
        team = {"name": on_one_line(self.cells.get("team.name", "")), "members": list(self._members())}
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
            "registry": self._mended("registry", on_one_line(self.cells.get("registry", ""))),
            **{key: one[key] for key in ("licence", "language")},
            "tags": [on_one_line(part) for part in self._parts("tags")],
        }

    def _one(self, key: str) -> str:
        text = on_one_line(self.cells.get(key, ""))
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
            self.ask(key, f"is it {' or '.join(meant)}?")
        return meant[0] if len(meant) == 1 else text

    def _mended(self, key: str, text: str) -> str:
        text = self._as_spreadsheets_write(key, text)
        mended = mend_value(_FAULTS[key], text) if text else None
        if mended and mended.choices:
            self.ask(key, f"is it {' or '.join(mended.choices)}?")
        return (mended.value if mended else "") or text

    def _as_spreadsheets_write(self, key: str, text: str) -> str:
        """Take off what spreadsheets add to a number or a day; a day may come as the number of days since 1900."""
        if key == "year":
            return re.sub(r"(?<=\d)\.0+$", "", text)
        if key != "status_checked":
            return text
        if re.fullmatch(r"[34]\d{4}", text):
            day = (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
            self.ask(key, f"is a day as spreadsheets count; is it {day}?")
            return day
        return re.sub(r"[T ]00:00(:00)?(\.0+)?$", "", text)

    def _goals(self) -> list[str]:
        text = self.cells.get("sdgs.main.goal", "")
        # In "SDG 4.7" the goal is 4; in "4, 5" there are two.
        found = list(dict.fromkeys(str(int(number)) for number in re.findall(r"(?<![\d.])\d{1,2}(?!\d)", text)))
        if len(found) > 1:
            self.ask("sdgs.main.goal", f"the first is taken as the main goal; add {', '.join(found[1:3])} with how")
        return found or ([text] if text else [])

    def _members(self) -> Iterator[dict[str, str]]:
        """Read one person from each line or part: a name, and in brackets or behind commas what is said of them."""
        people = list(self._people())
        places = [part for part in _SEPARATORS.split(self.cells.get("team.affiliation", "")) if part]
        if len(set(places)) == 1:
            places = places[:1] * len(people)
        if places and len(places) != len(people):
            self.ask("team.affiliation", f"is of {len(people)} people, each of one of these? Write it beside them")
            places = []
        for person, place in zip(people, places or [""] * len(people), strict=True):
            yield {**person, "affiliation": person.get("affiliation") or on_one_line(place)} if place else person

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
                self.ask("team.members", f"is '{name}' one person? If not, part them by a semicolon")
            yield name

    def _is_turned(self, family: str, given: str) -> bool:
        """Whether 'Smith, John' may be one name, which is asked: else the second is what the person did."""
        if " " in family or not all(part[:1].isupper() and part.isalpha() for part in (family, given)):
            return False
        self.ask("team.members", f"is '{family}, {given}' one name? If '{given}' is a role, put it in brackets")
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


def _with_titles(parts: list[str]) -> list[str]:
    """Return names with the titles that a comma parted from them: 'Amina O., PhD' is one."""
    names: list[str] = []
    for part in parts:
        if names and is_title(part):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return names
