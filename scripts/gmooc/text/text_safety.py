"""Find what in a text gives people away, or makes it read otherwise than it is: addresses, numbers, invisible signs.

Patterns are written so that Python and browsers read them alike: the form looks for the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

import gmooc.core.problem_messages as messages
from gmooc.core.problem_messages import Message, message_of
from gmooc.core.urls import look_alikes_in

# No more of one kind are told of a text.
MAX_EXPOSURES = 100
_MAX_NAMED = 3

# Addresses of people.

# As it is typed on any keyboard, escaped, and as a number of HTML or of addresses.
_AT = r"(?:[@\uff20\ufe6b]|\\@|&#0{0,5}64;|&#[xX]0{0,5}40;|&commat;|%40)"
_SIGNS_OF_AT = ("@", "\uff20", "\ufe6b", "64;", "40;", "&commat;", "%40")
# No address is longer.
_MAX_NAME, _MAX_HOST = 64, 255
# `@user@host` is a name on a public network; `git@host:` is nobody; `react@18.2` and `logo@2x.png` are files.
E_MAIL = (
    rf"(?<![\w.+@-])(?!git{_AT})[\w.+-]{{1,64}}{_AT}(?![23]x\.)(?:[\w-]+\.)+"
    r"(?!(?:avif|gif|html|jpe?g|js|json|pdf|png|svg|webp)(?!\w))(?:[^\W\d_]{2,}|xn--[\w-]+)(?!\w)"
)
# Addresses of an office or a team: they name nobody.
TEAM_ADDRESS = (
    r"^(?:admin|contact[eo]?|hello|help|info|kontakt|mail|no-?reply|office|press|secretariat|service|support|team|"
    rf"webmaster){_AT}"
)

# Telephone numbers.

_GAP = r"[ \u00a0\u2009\u202f./()-]"
_NUMBER = rf"\d(?:{_GAP}{{0,3}}\d){{6,14}}(?!\d)"
_NO_MORE = rf"(?!{_GAP}{{0,3}}\d)"
# An amount with its thousands apart, a fraction, years and days.
_OTHER_NUMBER = (
    rf"(?!\d{{1,3}}(?:[ ,.\u00a0\u2009\u202f]\d{{3}}){{1,2}}{_NO_MORE})(?!\d+\.\d+{_NO_MORE})"
    rf"(?!(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d{_NO_MORE})(?!\d{{4}}-\d\d-\d\d{_NO_MORE})"
)
_NAMED = (
    r"(?:(?<!\w)(?:callto|cell|celular|fax|mobile|m[oó]vil|phone|sms|tel|telephone|tel[eé]fono|t[eé]l|t[eé]l[eé]phone|"
    r"whatsapp|тел|телефон)(?!\w)|手机|电话|座机|微信|هاتف|جوال|واتساب)"
    r"(?:[ ]?(?:no|number|n[º°]|号码|号)(?!\w))?[ .]{0,2}[:\uff1a#]?[ ]{0,2}[(]?[+\uff0b]?[(]?"
)
_APART = r"(?<![0-9A-Za-z_./=+-])"
TELEPHONE = "|".join(
    (
        rf"{_APART}[+\uff0b][(]?(?!0){_OTHER_NUMBER}{_NUMBER}",
        rf"{_NAMED}{_OTHER_NUMBER}{_NUMBER}",
        # Mobile numbers of China, and numbers of North America.
        rf"{_APART}1[3-9]\d(?:[ -]?\d{{4}}){{2}}(?![0-9A-Za-z_-]|\.\d)",
        rf"{_APART}(?:\([2-9]\d\d\) ?|[2-9]\d\d-)[2-9]\d\d-\d{{4}}(?![0-9A-Za-z_-])",
        r"(?<!\w)wa\.me/[+]?\d{7,15}|\.whatsapp\.com/send/?\?phone=[+]?\d{7,15}",
    )
)

# Invisible signs.

# Signs that join letters or keep them apart are needed in these: Arabic to Myanmar, Khmer and Mongolian, and more.
_JOINING = (
    "\u0590-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00010fff\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
_EMOJI = "\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff"
# Words of these are not parted by spaces: an invisible one says where a line may end.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua980-\ua9ff\uaa60-\uaadf"
_HAN = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Flags of parts of countries are spelt in signs that nobody sees.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
# A sign of joining, of another form or for the end of a line where there is nothing to join, to vary or to end.
MISPLACED = (
    rf"(?<![{_JOINING}{_EMOJI}])[\u034f\u180e\u200c\u200d]|(?<![{_UNSPACED}])\u200b(?![{_UNSPACED}])"
    f"|(?<=[{_VARIANTS}])[{_VARIANTS}]|(?<![{_HAN}])[\U000e0100-\U000e01ef]"
)
_INVISIBLE = (
    r"[\xad\u115f\u1160\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
# Needed where text runs from right to left.
MARKS = r"[\u061c\u200e\u200f]"
RIGHT_TO_LEFT = r"[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]"
TURNING = r"[\u202a-\u202e\u2066-\u2069]"
# Those that deceive most, by their numbers.
_REFERENCE = (
    r"&#(?:0{0,5}(?:823[4-8]|829[4-7]|9175[0-9]{2}|9176[0-3][0-9])|"
    r"[xX]0{0,5}(?:202[a-eA-E]|206[6-9]|[eE]00[0-7][0-9a-fA-F]));?"
)
HIDDEN = f"{_FLAG}|((?:{TURNING}|{_INVISIBLE}|{_REFERENCE}|{MISPLACED})+)"
HIDDEN_LEFT_TO_RIGHT = f"{_FLAG}|((?:{TURNING}|{_INVISIBLE}|{_REFERENCE}|{MARKS}|{MISPLACED})+)"
# One of the others alone is what a word processor leaves behind.
DECEIVING = f"{TURNING}|[\U000e0000-\U000e007f]|.."

_SIGN_OF_AT = re.compile(_AT)
_E_MAIL = re.compile(E_MAIL)
_TEAM_ADDRESS = re.compile(TEAM_ADDRESS, re.IGNORECASE)
_TELEPHONE = re.compile(TELEPHONE, re.IGNORECASE)
# What is no telephone number is passed over twenty times as fast.
_DIGITS = re.compile(rf"\d(?:{_GAP}{{0,3}}\d){{6}}")
_HIDDEN = re.compile(HIDDEN)
_HIDDEN_LEFT_TO_RIGHT = re.compile(HIDDEN_LEFT_TO_RIGHT)
_RIGHT_TO_LEFT = re.compile(RIGHT_TO_LEFT)
_TURNING = re.compile(TURNING)
# What may begin a run of them, or a flag.
_CANDIDATE = re.compile(
    r"[\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001f3f4\U000e0000-\U000e007f\U000e0100-\U000e01ef]|&#"
)
_DECEIVING = re.compile(DECEIVING, re.DOTALL)
_COMMENT = re.compile(r"(?:^|(?<=[\s]))#", re.MULTILINE)

_E_MAIL_TOLD = message_of(messages.TEXT_WITH_E_MAIL)
_TELEPHONE_TOLD = message_of(messages.TEXT_WITH_TELEPHONE)


class Exposure(NamedTuple):
    """Where a text gives somebody away or leads astray: its first sign, the code of the rule, and its message."""

    start: int
    code: str
    message: Message
    is_warning: bool


def e_mails_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the e-mail addresses of a text."""
    if not any(sign in text for sign in _SIGNS_OF_AT):
        return
    end = 0
    for sign in _SIGN_OF_AT.finditer(text):
        start = max(end, sign.start() - _MAX_NAME)
        if sign.start() >= end and (match := _E_MAIL.search(text, start, sign.end() + _MAX_HOST)):
            yield match
            end = match.end()


def telephones_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the telephone numbers of a text."""
    end = 0
    while digits := _DIGITS.search(text, end):
        start, end = text.rfind("\n", 0, digits.start()) + 1, text.find("\n", digits.end())
        end = len(text) if end < 0 else end
        yield from _TELEPHONE.finditer(text, start, end)


def exposures_of_body(body: str, code_test_of: Callable[[str], Callable[[int], bool]]) -> list[Exposure]:
    """Return where a body names an address or a number of somebody, or a look-alike host; code has examples."""
    found = [
        Exposure(match.start(), "E023", _E_MAIL_TOLD, bool(_TEAM_ADDRESS.match(match[0])))
        for match in islice(e_mails_in(body), MAX_EXPOSURES)
    ]
    numbers = [
        Exposure(match.start(), "E030", _TELEPHONE_TOLD, True) for match in islice(telephones_in(body), MAX_EXPOSURES)
    ]
    hosts = [
        Exposure(match.start(), "E032", message_of(messages.LINK_LOOK_ALIKE, given=unquote(match[1])), False)
        for match in islice(look_alikes_in(body), MAX_EXPOSURES)
    ]
    if not found and not numbers and not hosts:
        return []
    is_code = code_test_of(body)
    mails = [one._replace(is_warning=one.is_warning or is_code(one.start)) for one in found]
    return mails + [one for one in (*numbers, *hosts) if not is_code(one.start)]


def exposures_of_front_matter(front_matter: str) -> list[Exposure]:
    """Return where front matter names a number, or in a comment an address: those of values are told of their keys."""
    found = [
        Exposure(match.start(), "E023", _E_MAIL_TOLD, False)
        for match in islice(e_mails_in(front_matter), MAX_EXPOSURES)
        if _is_comment(front_matter, match.start())
    ]
    numbers = islice(telephones_in(front_matter), MAX_EXPOSURES)
    return found + [Exposure(match.start(), "E030", _TELEPHONE_TOLD, True) for match in numbers]


def _is_comment(front_matter: str, start: int) -> bool:
    return _COMMENT.search(front_matter, front_matter.rfind("\n", 0, start) + 1, start) is not None


class Hidden(NamedTuple):
    """A run of signs that nobody sees: where it begins, its message, and whether it can have come by itself."""

    start: int
    message: Message
    is_warning: bool


def hidden_in(text: str) -> Iterator[Hidden]:
    """Yield the runs of signs that nobody sees and that the script of the text does not need."""
    for run in _hidden_runs(text):
        signs = html.unescape(run[1])
        if _TURNING.search(signs):
            yield Hidden(run.start(), message_of(messages.TEXT_TURNED), False)
        else:
            message = message_of(messages.TEXT_HIDDEN, signs=_names_of(signs))
            yield Hidden(run.start(), message, not _DECEIVING.search(signs))


def hidden_in_comments(front_matter: str) -> Iterator[Hidden]:
    """Yield the runs of such signs in the comments of front matter: those of values are told of their keys."""
    return (run for run in hidden_in(front_matter) if _is_comment(front_matter, run.start))


def without_hidden(text: str) -> str:
    """Return a text without the signs that nobody sees."""
    parts: list[str] = []
    start = 0
    for run in _hidden_runs(text):
        parts.append(text[start : run.start()])
        start = run.end()
    return "".join((*parts, text[start:])) if parts else text


def _hidden_runs(text: str) -> Iterator[re.Match[str]]:
    if (text.isascii() and "&#" not in text) or not _CANDIDATE.search(text):
        return
    pattern = _HIDDEN if _RIGHT_TO_LEFT.search(text) else _HIDDEN_LEFT_TO_RIGHT
    end = 0
    # Trying all of the pattern at every sign takes forty times as long.
    for candidate in _CANDIDATE.finditer(text):
        run = pattern.match(text, candidate.start()) if candidate.start() >= end else None
        if run:
            end = run.end()
        if run and run[1]:
            yield run


def _names_of(signs: str) -> str:
    """Return signs by their numbers, as U+200B."""
    numbers = dict.fromkeys(f"U+{ord(sign):04X}" for sign in signs)
    return ", ".join([*numbers][:_MAX_NAMED]) + ", …" * (len(numbers) > _MAX_NAMED)
