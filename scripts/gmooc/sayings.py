"""Say what a check found in another language: find the sentence it was made from, and put its values into that."""

from __future__ import annotations

import re
from functools import cache

from gmooc.locales import N_, Words
from gmooc.misfits import MESSAGES
from gmooc.problems import Problem

NONE = N_("no problems")
TRY = N_("try: ")
COUNT = N_("{errors} problems, {warnings} warnings")
# The sentences that checks are written in, beside those about single values. A test proves that none is missing.
SAYINGS = (
    N_("file: at most {limit} KiB (it has {size})"),
    N_("file: must be saved as UTF-8"),
    N_("file: must be the only one of its page; {path} is another"),
    N_("file: must be a plain file, not a link to another"),
    N_("file: must have a name in UTF-8"),
    N_("file: at most {limit} folders deep"),
    N_("file: a translation needs its original, '{name}'"),
    N_("file name: must be lower-case words joined by hyphens, at {shape}"),
    N_("file name: must not end in '.{language}.md': the original, '{name}', is in that language"),
    N_("file name: at most {limit} characters (it has {length})"),
    N_("text: must hold no characters that change the direction of reading"),
    N_("text: at most {limit} levels of quotations"),
    N_("text: at most {limit} levels of HTML tags"),
    N_("text: at most {limit} of '{sign}' (it has {number})"),
    N_("text: must be one version, not two (up to line {line})"),
    N_("text: a comment that begins here must end with '-->'"),
    N_("text: at least {limit} words, so that a reader learns what was done (it has {number})"),
    N_("front matter: the first line must be '---'"),
    N_("front matter: must stand first: a line '---', keys with values, and a line '---'"),
    N_("front matter: must stand between two lines '---', as 'key: value'"),
    N_("front matter: these are no keys of this kind; leave them out, or say it in the text: {names}"),
    N_("front matter: a second line '---' must close it"),
    N_("front matter: must be lines of the form 'key: value'"),
    N_("front matter: a line must be indented with spaces, not tabs"),
    N_("front matter: key and value must be parted by ': '"),
    N_("front matter: at most {limit} lines that cannot be read"),
    N_("front matter: holds a character that YAML does not allow ({detail})"),
    N_("front matter: at most {limit} levels deep"),
    N_("front matter: at most {limit} values"),
    N_("front matter: a value must be written out, not repeated with '&' and '*'"),
    N_("front matter: a value must be plain text, without a tag such as '!!python'"),
    N_("front matter: a key must be a plain word"),
    N_("front matter: what begins with {sign} must end with {end} on this line"),
    N_("front matter: a value with a special character must stand in quotes"),
    N_("front matter: a space must follow the colon"),
    N_("front matter: this line cannot be read as YAML"),
    N_("front matter: this line must be indented as those of its group are"),
    N_("front matter: this line must begin with '- ', as the others of its list do"),
    N_("front matter: a backslash between double quotes must be written twice"),
    N_("{key}: a key must stand only once"),
    N_("is not a key of this kind"),
    N_("is not a key of this kind; did you mean '{key}'?"),
    N_("must be one of {choices} (it is '{given}')"),
    N_("must be one of {choices}"),
    N_("at most {max_length} characters (it has {length})"),
    N_("at most {most} entries (it has {length})"),
    N_("link '{given}': must lead to a file that exists"),
    N_("picture '{given}': must be a file that lies beside this entry"),
    N_("picture: must be a file beside this entry, not one on another host"),
    N_("picture: must be a file beside this entry, not one on another host (also in: line {lines})"),
    N_("picture: at most {limit} MiB (it has {size})"),
    N_("picture: at most {limit} million pixels (it has {size})"),
    N_("picture: at most {limit} pixels on each side (it has {size})"),
    N_("picture: must be a picture that can be read: JPEG, PNG, WebP, GIF or AVIF"),
    N_("picture: only write-ups and JPEG, PNG, WebP, GIF or AVIF pictures belong here"),
    N_("picture '{given}': must have a text that says what it shows, for those who do not see it"),
    N_("must be an address that this page had before, or be left out (it is '{given}')"),
    N_("must be another project, written as year/name (it is '{given}')"),
    N_("must be that of the folder, {year}"),
    N_("must be one of the 169 targets (it is '{given}')"),
    N_("must belong to a goal that the entry names (it is '{given}')"),
    N_("must be another project than the one in {path}"),
    N_("'{given}': must be your own words, not those of the example"),
    N_("'{given}': must be Markdown, for here it is shown as it is written"),
    N_("text: must show its letters as they were typed (in {number} lines they are others)"),
    N_("section '{given}': must say something, or be left out"),
    N_("'{given}': must be an answer, or be left out"),
    N_("kind: a launch needs its translations, as {name} (missing: {languages})"),
    N_("publish_at: must be the moment of the original"),
    N_("facts: must have a value and a source, where there is one (missing: {keys})"),
    N_("zone: must be named for what was not over on {day} (as_of): Asia/Shanghai, UTC or AoE"),
    N_("must be after starts, {start} (it is '{given}')"),
    N_("must be after publish_at, {start} (it is '{given}')"),
    N_("must be a time that clocks in {zone} show once; they pass over it on {day} (it is '{given}')"),
    N_("must be a time that clocks in {zone} show once; they show it twice on {day} (it is '{given}')"),
    N_("aliases: must be no name of another page (it is one of {path})"),
    N_("address '{given}': must be that of a page"),
    N_("address '{given}': has a page; take its file out, or the mark of this line"),
    N_(
        "address '{given}': was published, and no page has it now; add 'aliases: [{name}]' to the file of its page, "
        "or mark this line 'gone'"
    ),
    N_(
        "address '{given}': was published, and no page has it now; add 'aliases: [{name}]' to the file of '{page}', "
        "or mark this line 'gone'"
    ),
    N_(
        "phase '{given}': its dates were published as {dates}; if they move, run scripts/record.py, so that calendars "
        "follow"
    ),
    N_("line: must be '<address>/', then a project's number and day, 'gone' or '-> <address>/' where there is one"),
    N_("line: must stand only once"),
    N_("line: must be '<event> <times moved> <dates>'"),
    N_("list: must be as scripts/links.py wrote it"),
    N_("{message}; is it {choices}?"),
)


def say_problem(problem: Problem, words: Words) -> str:
    """Give what a problem says in a language; what has no translation stays English."""
    return say_message(problem.message, words)


def say_message(message: str, words: Words) -> str:
    """Give a message in a language; what has no translation stays English."""
    whole = _find(message, words)
    if whole:
        return whole
    # Most messages begin with the key they are about, which is the same in every language.
    key, colon, rest = message.partition(": ")
    said = _find(rest, words) if colon else ""
    return f"{key}{words.say(_KEY)}{said}" if said else message


_KEY = N_(": ")


def _find(message: str, words: Words) -> str:
    """Give the translation of the sentence that fits best, which is the one with the most words of its own."""
    fitting = [(len(sentence), sentence, match) for sentence, shape in _shapes() if (match := shape.fullmatch(message))]
    for _, sentence, match in sorted(fitting, key=lambda found: -found[0]):
        said = words.known.texts.get(sentence)
        if said:
            return _fill(said, match.groupdict(), words)
    return ""


def _fill(said: str, values: dict[str, str], words: Words) -> str:
    if "message" in values:
        values |= {"message": say_message(values["message"], words)}
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), said)


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    sentences = dict.fromkeys((*SAYINGS, *(text for _, text in MESSAGES.values() if text)))
    return tuple((sentence, _shape_of(sentence)) for sentence in sentences)


def _shape_of(sentence: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        name = match[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.*)"

    return re.compile(re.sub(r"\\\{(\w+)\\\}", group, re.escape(sentence)), re.DOTALL)
