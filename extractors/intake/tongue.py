"""Which language a text is in: by script, letters and stop words; a trained model only where these leave it open."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.intake.phrases import page_data, words_of
from extractors.language import UNIVERSAL, language_data
from extractors.normalise import fold

_SAMPLE = 6000
_ARABIC_LETTERS = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN_LETTERS = re.compile("[A-Za-z\u00c0-\u024f]")
_CODE = re.compile(r"[a-zA-Z]{2,3}\b")


def detect_language(text: str, hint: str = "") -> str:
    """The ISO 639-1 code of a text, "" where there is nothing to go by.

    Args:
        text: the article's body.
        hint: what the page itself says ("ar", "en-GB"); decides where the text leaves it open.
    """
    sample = text[:_SAMPLE]
    hinted = hint_code(hint)
    arabic, latin = len(_ARABIC_LETTERS.findall(sample)), len(_LATIN_LETTERS.findall(sample))
    other = _other_script(sample, arabic + latin)
    if other:
        return other
    if not arabic and not latin:
        return hinted or _by_model(sample)
    return _in_arabic_script(sample, arabic) if arabic >= latin else _in_latin_script(sample, hinted)


def hint_code(hint: str) -> str:
    """The two- or three-letter code that a language tag begins with, "" when it is none."""
    found = _CODE.match(hint.strip())
    return found.group().lower() if found else ""


def _other_script(sample: str, known: int) -> str:
    """The language of a script that only one of them is likely to use, when most letters are of it."""
    best, most = "", known
    for code, letters in _scripts():
        count = len(letters.findall(sample))
        if count > most:
            best, most = code, count
    return best


@lru_cache(maxsize=1)
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    scripts = language_data(UNIVERSAL, "page").get("scripts", {})
    return tuple((code, re.compile(f"[{letters}]")) for code, letters in scripts.items())


def _in_arabic_script(sample: str, letters: int) -> str:
    """Arabic, unless another language's own letters and words are too many for foreign names."""
    own = language_data(UNIVERSAL, "page").get("letters", {})
    scores = _stopword_shares(sample)
    for code, signs in own.items():
        share = sum(sample.count(sign) for sign in signs) / letters
        if share > 0.03 and scores.get(code, 0.0) >= scores.get(_arabic_code(), 0.0):
            return str(code)
    return _arabic_code()


@lru_cache(maxsize=1)
def _arabic_code() -> str:
    """The language whose own stop words are in Arabic script: the default of that script."""
    for code, data in page_data():
        words = data.get("stopwords", {}).get("words", ())
        if words and _ARABIC_LETTERS.match(words[0]):
            return code
    return ""


def _in_latin_script(sample: str, hinted: str) -> str:
    """By stop words where one language leads clearly; else the page's own word; else the trained model."""
    ranked = sorted(_stopword_shares(sample).items(), key=lambda pair: (-pair[1], pair[0]))
    (first, lead), (_, second) = ranked[0], ranked[1]
    if lead >= 0.2 and lead >= 1.5 * second:
        return first
    if hinted:
        return hinted
    if lead >= 0.12 and lead > second:
        return first
    return _by_model(sample) or first if lead else _by_model(sample)


def _by_model(sample: str) -> str:
    """The likeliest language with a two-letter code, by a trained model; "" where there are no letters."""
    if not re.search(r"[^\W\d_]", sample):
        return ""
    import py3langid

    return next((code for code, _ in py3langid.rank(sample) if len(code) == 2), "")


def _stopword_shares(sample: str) -> dict[str, float]:
    """The share of each language's stop words among the words of the text."""
    words = words_of(_plain(sample))
    sets = _stopwords()
    return {code: sum(word in known for word in words) / max(1, len(words)) for code, known in sets.items()}


@lru_cache(maxsize=1)
def _stopwords() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for code, data in page_data():
        lists = dict(data.get("stopwords", {}).get("other", {}))
        if data.get("stopwords", {}).get("words"):
            lists[code] = data["stopwords"]["words"]
        for language, words in lists.items():
            found[language] = frozenset(_plain(word) for word in words)
    return found


def _plain(text: str) -> str:
    """Folded, but with the letters that tell Persian and Urdu from Arabic still apart from it."""
    kept = text.translate(_APART)
    return fold(kept).translate(_BACK)


# Folding makes one letter of these; private signs carry them through it.
_APART = str.maketrans({"ی": "\ue000", "ک": "\ue001"})
_BACK = str.maketrans({"\ue000": "ی", "\ue001": "ک"})
