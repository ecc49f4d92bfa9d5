"""Find what in a text gives people away: e-mail addresses and telephone numbers.

Patterns are written so that Python and browsers read them alike: the form looks for the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from gmooc.core import problem_messages as messages
from gmooc.core.problems import Message, message_of
from gmooc.text.markdown import code_ranges

# No more of one kind are told of a text.
MAX_TOLD = 100

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

_SIGN_OF_AT = re.compile(_AT)
_E_MAIL = re.compile(E_MAIL)
_TEAM_ADDRESS = re.compile(TEAM_ADDRESS, re.IGNORECASE)
_TELEPHONE = re.compile(TELEPHONE, re.IGNORECASE)
# What is no telephone number is passed over twenty times as fast.
_DIGITS = re.compile(rf"\d(?:{_GAP}{{0,3}}\d){{6}}")
_COMMENT = re.compile(r"(?:^|(?<=[\s]))#", re.MULTILINE)

_E_MAIL_TOLD = message_of(messages.TEXT_WITH_E_MAIL)
_TELEPHONE_TOLD = message_of(messages.TEXT_WITH_TELEPHONE)


class Exposure(NamedTuple):
    """Where a text gives somebody away: the place of its first sign, the code of the rule, and its message."""

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


def exposures_of_body(body: str) -> list[Exposure]:
    """Return where a body names the address or the number of somebody; in code, a number is no telephone's."""
    found = [
        Exposure(match.start(), "E023", _E_MAIL_TOLD, bool(_TEAM_ADDRESS.match(match[0])))
        for match in islice(e_mails_in(body), MAX_TOLD)
    ]
    numbers = [
        Exposure(match.start(), "E030", _TELEPHONE_TOLD, True) for match in islice(telephones_in(body), MAX_TOLD)
    ]
    if not found and not numbers:
        return []
    code = code_ranges(body)

    def is_code(start: int) -> bool:
        return any(first <= start < end for first, end in code)

    mails = [one._replace(is_warning=one.is_warning or is_code(one.start)) for one in found]
    return mails + [one for one in numbers if not is_code(one.start)]


def exposures_of_front_matter(front_matter: str) -> list[Exposure]:
    """Return where front matter names a number, or in a comment an address: those of values are told of their keys."""
    found = [
        Exposure(match.start(), "E023", _E_MAIL_TOLD, False)
        for match in islice(e_mails_in(front_matter), MAX_TOLD)
        if _COMMENT.search(front_matter, front_matter.rfind("\n", 0, match.start()) + 1, match.start())
    ]
    numbers = islice(telephones_in(front_matter), MAX_TOLD)
    return found + [Exposure(match.start(), "E030", _TELEPHONE_TOLD, True) for match in numbers]
