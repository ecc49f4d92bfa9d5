"""Guess the language of a text from its script and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter

# What nearly every sentence of a language holds, and few of its neighbours; where two share most, neither is guessed.
_WORDS = {
    "en": "the and of to is that for with was are this from have it we our not by",
    "es": "el los las del lo más pero sus su y muy está al se una con cuando",
    "fr": "le les des est et du une dans pour qui sur pas avec nous ce au aux cette sont",
    "pt": "os um uma do da dos das em não com são ao na no isso também foi mais pelo você seu sua ou",
    "it": "il di che è per gli della nel sono alla anche questo più delle dei un con",
    "de": "der die das und ist nicht mit ein eine zu den von für auf wir sich dem auch",
    "nl": "het een van en dat niet zijn voor met op aan werd ook naar wij deze",
    "sv": "och att det som på är inte med för av har vi den",
    "nb": "og det er som på til ikke med av har vi kan for en",
    "da": "og det er som på til ikke med af har vi kan for en",
    "id": "yang dan di untuk dengan ini itu dari pada adalah kami tidak dalam akan",
    "sw": "na ya kwa wa ni katika za la kuwa hii yetu cha watu maji kwenye",
    "tr": "ve bir bu için ile olarak çok daha gibi olan değil kadar",
    "vi": "của và là các được cho trong với không một những người này để",
    "pl": "się nie na jest że do jak oraz dla przez są tym który",
    "ru": "и что с это из к мы от как был его или чтобы при",
    "uk": "і та що з це із від як є або його й щоб при",
    "ar": "في من على إلى أن التي هذا هذه عن مع كان الذي ما لا",
    "fa": "در از به که این است را با برای آن می های",
    "ur": "کے میں کی ہے اور سے کا کو نے یہ ہیں پر",
    "hi": "के में की है और से का को ने यह हैं पर",
    "mr": "आहे आणि या च्या हे होते मध्ये साठी",
    "ne": "को र छ मा हो लागि गर्न यो",
}
# Scripts that one language of many people is written in.
_SCRIPTS = {
    "ja": "\u3041-\u30ff",
    "ko": "\uac00-\ud7a3",
    "zh": "\u4e00-\u9fff",
    "th": "\u0e01-\u0e5b",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "am": "\u1200-\u137f",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
    "my": "\u1000-\u109f",
    "km": "\u1780-\u17ff",
}
_LETTERS = {code: re.compile(f"[{letters}]") for code, letters in _SCRIPTS.items()}
_KNOWN = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_LINK = re.compile(r"\S+://\S+|`[^`]*`")
# Less than this may be a name, or words that two languages share.
_MIN_HITS = 3
_MIN_LETTERS = 4


def language_of(text: str) -> str:
    """Return the tag of the language that a text most likely is in, or '' where that is not plain."""
    text = _LINK.sub(" ", text)
    letters = sum(map(str.isalpha, text))
    for code, script in _LETTERS.items():
        found = len(script.findall(text))
        # Japanese has Chinese letters among its own.
        if found >= _MIN_LETTERS and found * (5 if code == "ja" else 2) > letters:
            return code
    counted = Counter(re.findall(r"[^\W\d_][^\s.,;:!?()،؟।\"«»“”…-]*", text.casefold()))
    hits = Counter({code: sum(counted[word] for word in known) for code, known in _KNOWN.items()})
    (first, most), (_, next_most) = hits.most_common(2)
    return first if most >= _MIN_HITS and most * 2 > next_most * 3 else ""
