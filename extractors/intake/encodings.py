"""Bytes to text. Newsroom files come in UTF-8, UTF-16, windows-1256, ISO-8859-6 and windows-1252.

UTF-8 is taken when it is valid; otherwise each candidate is decoded and scored on what it gives, because
every byte string is valid windows-1256 or nearly so, and a declared charset is wrong often enough.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from extractors.intake.phrases import page_data, words_of
from extractors.intake.types import SetAside
from extractors.normalise import fold

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE = ("cp1256", "iso8859_6", "cp1252")
_SAMPLE = 40_000
_MARGIN = 0.85
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_ARABIC = "\u0600-\u06ff"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_MIXED = re.compile(f"[{_ARABIC}][{_LATIN}]|[{_LATIN}][{_ARABIC}]")
_RUN = re.compile("[\u00c0-\u00ff\u0152-\u0192]{3,}")
_ARABIC_WORD = re.compile(f"[{_ARABIC}]{{2,}}")
_SYMBOL = re.compile(
    "[\u0080-\u009f\u00a4-\u00a8\u00aa\u00ac-\u00af\u00b1-\u00b6\u00b8-\u00ba\u00bc-\u00bf\u00d7\u00f7\ufffd]"
)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


def decode(data: bytes, declared: str = "") -> str:
    """The text of ``data``, without its byte order mark.

    Args:
        data: the whole file, or one line of it.
        declared: the charset that the file or its server names; it is believed only if the text bears it out.

    Raises:
        SetAside: when the bytes are no text ("binary").
    """
    if data.startswith(_MAGIC):
        raise SetAside("binary", "The file is not text: it begins like a document, image or archive")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :].decode(name, "replace"))
    wide = _wide(data)
    if wide:
        return _checked(data.decode(wide, "replace"))
    text = _utf8(data)
    if text is not None:
        return _checked(text)
    return _checked(data.decode(_best_single(data, declared), "replace"))


def decode_html(data: bytes) -> str:
    """``decode`` with the charset that the page's own meta element names."""
    meta = _META.search(data[:4096])
    return decode(data, meta.group(1).decode("ascii") if meta else "")


def _checked(text: str) -> str:
    """The text, unless control characters show that it is none."""
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 50 > len(sample):
        raise SetAside("binary", "The file is not text: it is full of control characters")
    return text


def _utf8(data: bytes) -> str | None:
    """The text when the bytes are UTF-8, one broken character in a hundred forgiven; else None."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    high = sum(1 for char in text[:_SAMPLE] if char > "\x7f")
    broken = text[:_SAMPLE].count("\ufffd")
    return text if broken * 100 <= high or (broken <= 2 and high > 20) else None


def _wide(data: bytes) -> str:
    """The name of UTF-16 or UTF-32 without a mark: every second byte is 0 or one script's number."""
    sample = data[:2000]
    if len(sample) < 4 or len(sample.translate(None, b"\x00\x06")) == len(sample):
        return ""
    found = [(_wide_score(data, name), name) for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")]
    score, name = max(found, key=lambda pair: pair[0])
    return name if score > 0.9 else ""


def _wide_score(data: bytes, name: str) -> float:
    """The share of letters, figures, spaces and everyday punctuation in the first characters, 0 when invalid."""
    step = 4 if "32" in name else 2
    if len(data) % step:
        return 0.0
    try:
        text = data[:2000].decode(name)
    except UnicodeDecodeError:
        return 0.0
    good = sum(
        1
        for char in text
        if (" " <= char <= "\u06ff" and char != "\x7f") or char in "\r\n\t" or "\u2000" <= char <= "\u206f"
    )
    return good / max(1, len(text))


def _best_single(data: bytes, declared: str) -> str:
    """The one-byte encoding whose reading looks most like a text; windows-1256 where Arabic is in doubt."""
    sample = data[:_SAMPLE]
    scores = {name: _likeness(sample, name) for name in _SINGLE}
    # The two Arabic tables share most places, so the rare one must be clearly the better reading.
    scores["iso8859_6"] = scores["iso8859_6"] * _MARGIN
    name = max(_SINGLE, key=lambda each: scores[each])
    if scores[name] > 0:
        return name
    high = sum(1 for byte in sample if byte > 0x7F)
    return _codec(declared) or ("cp1252" if high * 10 < len(sample) else _codec(_guess(sample))) or "cp1252"


def _codec(name: str) -> str:
    """Python's name for a charset, "" when there is none."""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""


def _guess(sample: bytes) -> str:
    """What charset-normalizer says, for scripts that are not ours."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else ""


def _likeness(sample: bytes, name: str) -> float:
    """How much a reading looks like written language: words of a script, little mixing, few odd signs."""
    text = sample.decode(name, "replace")
    high = sum(1 for byte in sample if byte > 0x7F)
    arabic = _ARABIC_WORD.findall(text)
    letters = sum(map(len, arabic))
    accented = sum(1 for char in text if "\u00c0" <= char <= "\u024f")
    runs = sum(map(len, _RUN.findall(text)))
    against = 10 * text.count("\ufffd") + 3 * len(_MIXED.findall(text)) + len(_SYMBOL.findall(text)) + 2 * runs
    return letters + accented + 2 * _known_words(arabic) - against if high else 0.0


def _known_words(words: list[str]) -> int:
    """How many words are frequent ones or carry the article."""
    frequent, prefixes = _frequent()
    folded = [fold(word) for word in words]
    return sum(len(word) for word in folded if word in frequent or word.startswith(prefixes))


@lru_cache(maxsize=1)
def _frequent() -> tuple[frozenset[str], tuple[str, ...]]:
    """The stop words of all languages, and the prefixes that the data names as frequent."""
    words: set[str] = set()
    prefixes: list[str] = []
    for _, data in page_data():
        for word in data.get("stopwords", {}).get("words", ()):
            words.update(words_of(fold(word)))
        prefixes += [fold(prefix) for prefix in data.get("stopwords", {}).get("prefixes", ())]
    return frozenset(words), tuple(prefixes)
