"""Sentence spans over folded text, for any script that marks sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.language import language_data
from extractors.normalise import fold

_CLOSERS = "\"'”»’)\\]"
# Letters of scripts without capitals, in which a space left out behind a mark is a slip of the hand and no name.
_PLAIN = "\u0621-\u064a\u0671-\u06d3\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_END = re.compile(
    rf"[.!?؟…۔]+[{_CLOSERS}]*[.]?(?=\s|$)|[。]+[{_CLOSERS}」』]*|[!?؟۔]+[{_CLOSERS}」』]*(?=[{_PLAIN}«「])"
    rf"|(?<=[{_PLAIN}]{{3}})[.](?=[{_PLAIN}]{{2}})|\n\s*"
)
_MARK = re.compile(r"[.!?؟…۔。\n]")
_LAST_WORD = re.compile(r"[\w.]+$")
_NEXT = re.compile(r"\s*[\"'“«‘(\[-]*\s*(\w)?")
_BULLET = re.compile(r"\s*(?:[-*•–—▪◦]|\d{1,2}[.)])\s*$")
_LOOK_BACK = 24


def split_sentences(text: str, language: str, original: str) -> list[tuple[int, int]]:
    """Sentence spans of a folded text, in order, without surrounding white space.

    Args:
        text: the folded text.
        language: code whose abbreviations apply.
        original: text of the same length with its case kept: a full stop before a small letter ends no sentence.

    Returns:
        Half-open spans into ``text``; every character that is not white space is in exactly one.
    """
    abbreviations = _abbreviations(language)
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _ends(text):
        if match.group()[-1].isspace() or _ends_here(text, original, start, match, abbreviations):
            _append(spans, text, start, match.end())
            start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _ends(text: str) -> Iterator[re.Match[str]]:
    """Every place that may end a sentence; looked for by its first character, which few places have."""
    done = 0
    for mark in _MARK.finditer(text):
        if mark.start() >= done and (match := _END.match(text, mark.start())) is not None:
            done = match.end()
            yield match


def _ends_here(text: str, cased: str, start: int, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    mark, after = match.group(), _NEXT.match(cased, match.end())
    following = after.group(1) if after else None
    if following is not None and following.islower():
        return False
    if mark[0] != "." or len(mark) > 1:
        return True
    if _BULLET.match(text[max(start, match.start() - 4) : match.end()]) and match.start() - start < 4:
        return False
    word = _LAST_WORD.search(text, max(start, match.start() - _LOOK_BACK), match.start())
    last = word.group().strip(".") if word else ""
    if following is None:
        return True
    return last not in abbreviations and not (len(last) == 1 and last.isalpha() and cased[match.start() - 1].isupper())


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        lead = len(piece) - len(piece.lstrip())
        spans.append((start + lead, start + lead + len(stripped)))


@lru_cache(maxsize=64)
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(fold(entry) for entry in language_data(language, "sentences").get("abbreviations", []))
