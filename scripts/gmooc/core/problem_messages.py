"""The templates of all messages, gettext texts in which `{name}` stands for a value; and messages made of them.

They stand together, beside no check, so that one reader can edit them as one text, one list goes to translators, and
the form in the browser says the same as the command line. They are constants and no data file: a name that is
misspelt or no longer used is found by the type checker and the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter
from typing import TypeAlias

from gmooc.core.i18n import N_

# How sentences are put together.
OF_KEY = N_("{key}: {message}")
OF_PICTURE = N_("picture: {message}")
ALSO_IN_LINES = N_("{message} (also in: line {lines})")
IS_IT = N_("{message}; is it {choices}?")
ONE_OR_OTHER = N_("{one} or {other}")

# What stands around problems where they are listed.
NO_PROBLEMS = N_("no problems")
TRY = N_("try: ")
PROBLEM_COUNT = N_("{errors} problems, {warnings} warnings")

# A file and its name.
FILE_TOO_LARGE = N_("file: at most {limit} KiB (it has {size})")
FILE_NOT_UTF_8 = N_("file: must be saved as UTF-8")
FILE_NAME_UNHOLDABLE = N_("file name: must be one that every system can hold, Windows too (it is '{name}')")
FILE_OF_SAME_PAGE = N_("file: must be the only one of its page; {path} is another")
FILE_NOT_PLAIN = N_("file: must be a plain file, not a link to another")
FILE_NAME_NOT_UTF_8 = N_("file: must have a name in UTF-8")
FILE_TOO_DEEP = N_("file: at most {limit} folders deep")
FILE_WITHOUT_ORIGINAL = N_("file: a translation needs its original, '{name}'")
FILE_NAME_FORM = N_("file name: must be lower-case words joined by hyphens, at {shape}")
FILE_NAME_OF_ORIGINAL = N_("file name: must not end in '.{language}.md': the original, '{name}', is in that language")
FILE_NAME_TOO_LONG = N_("file name: at most {limit} characters (it has {length})")

# The text below the front matter.
TEXT_TURNED = N_("text: must hold no characters that change the direction of reading")
TEXT_QUOTES_TOO_DEEP = N_("text: at most {limit} levels of quotations")
TEXT_TAGS_TOO_DEEP = N_("text: at most {limit} levels of HTML tags")
TEXT_TOO_MANY_SIGNS = N_("text: at most {limit} of '{sign}' (it has {number})")
TABLE_TOO_LARGE = N_("text: a table has at most {limit} cells (it has {number})")
TAGS_LEFT_OPEN = N_("text: tags that are left open may be opened anew at most {limit} times")
TEXT_HIDDEN = N_("text: must hold no invisible characters (here: {signs})")
TEXT_WITH_E_MAIL = N_("text: must hold no e-mail address: this page is public for ever")
TEXT_WITH_TELEPHONE = N_("text: must hold no telephone number: this page is public for ever")
MEDIA_LEFT_OUT = N_("text: must hold no '{tag}'; the page shows its address as a link")
TEXT_IN_CONFLICT = N_("text: must be one version, not two (up to line {line})")
TEXT_COMMENT_OPEN = N_("text: a comment that begins here must end with '-->'")
TEXT_GARBLED = N_("text: must show its letters as they were typed (in {number} lines they are others)")
TEXT_TOO_SHORT = N_("text: at least {limit} words, so that a reader learns what was done (it has {number})")
SECTION_EMPTY = N_("section '{given}': must say something, or be left out")
WORDS_OF_EXAMPLE = N_("'{given}': must be your own words, not those of the example")
NO_RESPONSE = N_("'{given}': must be an answer, or be left out")
NOT_MARKDOWN = N_("'{given}': must be Markdown, for here it is shown as it is written")

# The lines of front matter.
FIRST_FENCE_MISSING = N_("front matter: the first line must be '---'")
FENCES_MISSING = N_(
    "front matter: must stand first: a line '---', a line 'key: value' for each of {keys}, and a line '---', as "
    "scripts/new.py and the form on the site write it"
)
FENCES_OF_TOML = N_("front matter: must stand between two lines '---', as 'key: value'")
FRONT_MATTER_EMPTY = N_("front matter: must hold a line 'key: value' for each of {keys}")
SECOND_FENCE_MISSING = N_("front matter: a second line '---' must close it")
NO_KEYS = N_("front matter: must be lines of the form 'key: value'")
INDENTED_WITH_TABS = N_("front matter: a line must be indented with spaces, not tabs")
COLON_MISSING = N_("front matter: key and value must be parted by ': '")
SPACE_MISSING = N_("front matter: a space must follow the colon")
QUOTES_MISSING = N_("front matter: a value with a special character must stand in quotes")
QUOTES_AROUND_PART = N_("front matter: a value that begins with a quotation mark must end with it")
SPACE_ODD = N_("front matter: a space before a key or behind its colon must be a plain one")
VALUE_CUT = N_("front matter: the value must stand in quotes, for ' #' begins a comment and all behind it is left out")
LINE_WITHOUT_KEY = N_("front matter: a line must begin with a key, or be indented if it belongs to the line above")
END_MISSING = N_("front matter: what begins with {sign} must end with {end} on this line")
BACKSLASH_SINGLE = N_("front matter: a backslash between double quotes must be written twice")
INDENTED_OTHERWISE = N_("front matter: this line must be indented as those of its group are")
DASH_MISSING = N_("front matter: this line must begin with '- ', as the others of its list do")
LINE_UNREADABLE = N_("front matter: this line cannot be read as YAML")
TOO_MANY_LINES_UNREADABLE = N_("front matter: at most {limit} lines that cannot be read")
CHARACTER_NOT_ALLOWED = N_("front matter: holds a character that YAML does not allow ({detail})")
VALUES_TOO_DEEP = N_("front matter: at most {limit} levels deep")
TOO_MANY_VALUES = N_("front matter: at most {limit} values")
VALUE_REPEATED = N_("front matter: a value must be written out, not repeated with '&' and '*'")
VALUE_TAGGED = N_("front matter: a value must be plain text, without a tag such as '!!python'")
KEY_NOT_PLAIN = N_("front matter: a key must be a plain word")
KEYS_UNKNOWN = N_("front matter: these are no keys of this kind; leave them out, or say it in the text: {names}")
KEY_REPEATED = N_("{key}: a key must stand only once")

# One value of the front matter, behind its key.
KEY_UNKNOWN = N_("is not a key of this kind")
KEY_MISSPELT = N_("is not a key of this kind; did you mean '{key}'?")
IS_REQUIRED = N_("is required")
NO_CHOICE = N_("must be one of {choices} (it is '{given}')")
TOO_LONG = N_("at most {max_length} characters (it has {length})")
TOO_MANY = N_("at most {most} entries (it has {length})")
NO_TEXT = N_("must be text")
NO_GROUP = N_("must be a group of keys, indented below it")
NO_LIST = N_("must be a list, each entry on a line that begins with '- '")
NO_NUMBER = N_("must be a whole number (it is '{given}')")
NUMBER_WANTED = N_("must be a whole number")
NOT_TRUE_OR_FALSE = N_("must be true or false (it is '{given}')")
TRUE_OR_FALSE_WANTED = N_("must be true or false")
TOO_SMALL = N_("must be at least {ge} (it is {given})")
TOO_GREAT = N_("must be at most {le} (it is {given})")
TOO_MANY_DIGITS = N_("must be a number of fewer digits (it is '{given}')")
DAY_FORM = N_("must be a day written as 2024-09-28 (it is '{given}')")
DAY_NOT_THERE = N_("must be a day of the calendar (it is '{given}')")
DAY_TOO_FAR = N_("must be a day of the years 2000 to 2100 (it is '{given}')")
MOMENT_FORM = N_("must be a day, or a day and time, written as 2024-09-28 23:59 (it is '{given}')")
TIME_NOT_THERE = N_("must have a time from 00:00 to 23:59 (it is '{given}')")
PUBLISH_FORM = N_(
    "must be a day, time and zone, written as 2027-01-24 08:00 Asia/Shanghai or 2027-01-24T08:00+08:00 "
    "(it is '{given}')"
)
ZONE_UNKNOWN = N_("must be a time zone such as Asia/Shanghai, UTC or AoE (it is '{given}')")
COUNTRY_UNKNOWN = N_("must be the two-letter code of a country, such as KE for Kenya (it is '{given}')")
URL_SCHEME = N_("must be a web address that begins with https:// (it is '{given}')")
URL_FORM = N_("must be a web address such as https://example.org/page (it is '{given}')")
URL_LOOK_ALIKE = N_("must be a web address whose host has letters of one alphabet (it is '{given}')")
PICTURE_ELSEWHERE = N_("must be the name of a picture file that lies beside this entry (it is '{given}')")
CHARACTERS_HIDDEN = N_("must hold no invisible or direction-changing characters")
HOLDS_E_MAIL = N_("must hold no e-mail address: this page is public for ever")
LANGUAGE_FORM = N_("must be a language tag such as en or zh (it is '{given}')")
IDENTIFIER_FORM = N_("must be lower-case words joined by hyphens (it is '{given}')")
ALIAS_FORM = N_("must be an address that this page had before, or be left out (it is '{given}')")
TARGET_FORM = N_("must be the number of a target, such as 4.7 or 4.a (it is '{given}')")
ORCID_FORM = N_("must be an ORCID iD such as 0000-0002-1825-0097 (it is '{given}')")
ORCID_CHECK = N_("must be an ORCID iD; the last character does not fit the others (it is '{given}')")
NO_FIT = N_("must have the form that its key asks for (it is '{given}')")
SIGN_ESCAPED = N_("must hold each character itself, as '&' and not '&amp;'")
PATTERN = N_("must fit the pattern {pattern} (it is '{given}')")

# Values that must fit other files, or other values.
CHALLENGE_UNKNOWN = N_("must be one of {choices}")
PROJECT_UNKNOWN = N_("must be another project, written as year/name (it is '{given}')")
PROJECT_TWICE = N_("must be another project than the one in {path}")
YEAR_OF_FOLDER = N_("must be that of the folder, {year}")
TARGET_UNKNOWN = N_("must be one of the 169 targets (it is '{given}')")
TARGET_OF_OTHER_GOAL = N_("must belong to a goal that the entry names (it is '{given}')")
ALIAS_TAKEN = N_("aliases: must be no name of another page (it is one of {path})")
LAUNCH_WITHOUT_TRANSLATIONS = N_("kind: a launch needs its translations, as {name} (missing: {languages})")
MOMENT_OF_ORIGINAL = N_("publish_at: must be the moment of the original")
ZONE_WANTED = N_("zone: must be named for what was not over on {day} (as_of): Asia/Shanghai, UTC or AoE")
ZONE_OF_PLACE = N_("zone: must be that of a place, such as {place}: '{given}' does not say whose clocks count")
BEFORE_START = N_("must be after starts, {start} (it is '{given}')")
BEFORE_OPENING = N_("must be after opens, {start} (it is '{given}')")
BEFORE_PUBLICATION = N_("must be after publish_at, {start} (it is '{given}')")
TIME_SKIPPED = N_("must be a time that clocks in {zone} show once; they pass over it on {day} (it is '{given}')")
TIME_TWICE = N_("must be a time that clocks in {zone} show once; they show it twice on {day} (it is '{given}')")
EDITION_WITHOUT_MOMENT = N_("publish_at: must be named, for {path} launches this edition; else it is public before")
BEFORE_EDITION = N_("publish_at: must not be before that of {path}, {moment}")
EDITION_TO_COME = N_("challenge: must be public; {path} comes out at {moment}")
REGISTRATION_WITHOUT_PAGE = N_("registration: must have a url before it opens, {day}")
LIST_IS_ALWAYS_THERE = N_("publish_at: must be left out of a page that introduces a list, which is always there")
FACTS_MISSING = N_("facts: must have a value and a source, where there is one (missing: {keys})")

# Links and pictures.
LINK_BROKEN = N_("link '{given}': must lead to a file that exists")
LINK_NAMES_OTHER_HOST = N_("link '{given}': must lead to the host that it names (it leads to '{host}')")
LINK_LOOK_ALIKE = N_("link to '{given}': must lead to a host with letters of one alphabet")
ADDRESS_OPENS_NOTHING = N_("'{given}': must be a web address, or the name of a file that lies beside this entry")
FRAGMENT_ASTRAY = N_("'{given}': must lead to a heading of this text")
PICTURE_MISSING = N_("picture '{given}': must be a file that lies beside this entry")
PICTURE_NEARLY = N_("picture '{given}': must be written as the file beside this entry is named: '{name}'")
PICTURE_WITH_HASH = N_("picture '{given}': must have %23 for the # in its name, or be a file named without it")
FILE_LOOKS_THE_SAME = N_(
    "file: must differ from '{path}' by more than capitals or the form of accents: some systems take both for one file"
)
PICTURE_FOREIGN = N_("picture: must be a file beside this entry, not one on another host")
PICTURE_WITHOUT_TEXT = N_("picture '{given}': must have a text that says what it shows, for those who do not see it")
PICTURE_TOO_LARGE = N_("at most {limit} MiB (it has {size})")
PICTURE_TOO_MANY_PIXELS = N_("at most {limit} million pixels (it has {size})")
PICTURE_TOO_LONG = N_("at most {limit} pixels on each side (it has {size})")
PICTURE_UNREADABLE = N_("must be a picture that can be read: JPEG, PNG, WebP, GIF or AVIF")
NO_PICTURE = N_("only write-ups and JPEG, PNG, WebP, GIF or AVIF pictures belong here")

# The lists that commands keep in content/.
ADDRESS_LEADS_NOWHERE = N_("address '{given}': must be that of a page")
ADDRESS_HAS_PAGE = N_("address '{given}': has a page; take its file out, or the mark of this line")
ADDRESS_VANISHED = N_(
    "address '{given}': was published, and no page has it now; add 'aliases: [{name}]' to the file of its page, "
    "or mark this line 'gone'"
)
ADDRESS_VANISHED_BESIDE = N_(
    "address '{given}': was published, and no page has it now; add 'aliases: [{name}]' to the file of '{page}', "
    "or mark this line 'gone'"
)
PHASE_MOVED = N_(
    "phase '{given}': its dates were published as {dates}; if they move, run scripts/manage.py record, so that "
    "calendars follow"
)
EVENT_MOVED = N_(
    "event '{given}': its dates were published as {dates}; if they move, run scripts/manage.py record, so that "
    "calendars follow"
)
ADDRESS_LINE_FORM = N_(
    "line: must be '<address>/', then a project's number and day, 'gone' or '-> <address>/' where there is one"
)
LINE_REPEATED = N_("line: must stand only once")
EVENT_LINE_FORM = N_("line: must be '<event> <times moved> <dates>'")
TEXT_LINE_FORM = N_("line: must be as scripts/manage.py record wrote it")
LINKS_FORM = N_("list: must be as scripts/manage.py links wrote it")


# What takes a text of a message catalog to a language; `str` leaves it in English.
Gettext = Callable[[str], str]
Value: TypeAlias = "str | int | Message"
Values: TypeAlias = tuple[tuple[str, Value], ...]

# A template that is not yet in a language: the template, and what its names in braces stand for.
# Plain tuples, so that the memory of builds can hold it as it is.
Message: TypeAlias = tuple[str, Values]


def message_of(template: str, **values: Value) -> Message:
    """Return a message; a value may be a message itself, and is translated with it."""
    return template, tuple(values.items())


def message_of_key(key: str, template: str, **values: Value) -> Message:
    """Return a message about a key of the front matter, which is the same in every language."""
    return message_of(OF_KEY, key=key, message=message_of(template, **values))


def names_in(template: str) -> tuple[str, ...]:
    """Return the names in braces that stand for values."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


def translate_message(message: Message, gettext: Gettext = str, escape: Callable[[str], str] = str) -> str:
    """Return a message as a sentence of a language; a template without a translation stays English.

    Values are what somebody wrote, and are escaped; templates may hold marks of the direction of reading.
    """
    template, values = message
    told = {
        name: translate_message(value, gettext, escape) if isinstance(value, tuple) else escape(str(value))
        for name, value in values
    }
    return gettext(template).format(**told)
