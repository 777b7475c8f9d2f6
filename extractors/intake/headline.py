"""Which line above the body is the headline."""

from __future__ import annotations

from collections import Counter

from extractors.intake.lines import HEAD_KINDS, Kind, Line
from extractors.intake.phrases import furniture_index, words_of
from extractors.normalise import fold

_TITLE_WORDS = 40


def find_title(shown: list[Line], first: int, stop: int, known: str) -> Line | None:
    """The best line above the body: repeated, near the date, of a headline's length, in the body's words."""
    body = Counter(word for line in shown[first:stop] for word in set(line.words))
    heads = [at for at, line in enumerate(shown[:first]) if line.kind in HEAD_KINDS]
    repeats = Counter(line.key for line in shown)
    wanted = " ".join(words_of(fold(known)))
    best, most = None, 0.0
    for at, line in enumerate(shown[:first]):
        if line.kind in (Kind.DATE, Kind.DATELINE, Kind.MARK) or not line.words:
            continue
        shared = _shared(line, body)
        score = _title_likeness(line, shared, repeats[line.key]) - 0.1 * at / first
        if line.kind not in (Kind.OTHER, Kind.PROSE):
            # A headline may open like a notice («المزيد من ...»); the body's words tell.
            score = score - 0.5 if shared >= 0.6 and len(line.words) >= 5 else 0.0
        score -= 0.6 if heads and at > heads[-1] and _before(shown, heads[0]) else 0.0
        score += 0.2 if at + 1 in heads else 0.0
        score -= 0.5 if at and _is_headline(shown[at - 1], body) and repeats[line.key] == 1 else 0.0
        score += 3.0 if wanted and line.key == wanted else 0.0
        if score > most:
            best, most = line, score
    return best


def _is_headline(line: Line, body: Counter[str]) -> bool:
    """Whether a line has a headline's length and the body's words, so that what stands under it is a standfirst."""
    return line.kind is Kind.OTHER and 5 <= len(line.words) <= 16 and not line.ended and _shared(line, body) >= 0.5


def _before(shown: list[Line], head: int) -> bool:
    """Whether a line of a headline's length stands above the first date or name."""
    return any(line.kind is Kind.OTHER and len(line.words) >= 4 for line in shown[:head])


def _title_likeness(line: Line, shared: float, repeats: int) -> float:
    """A score: a headline's length, words of the body, repeated, no stop, no publisher's name."""
    count = len(line.words)
    if count > _TITLE_WORDS:
        return 0.0
    length = 1.0 if 4 <= count <= 16 else 0.8 if 4 <= count <= 22 else 0.35 if count >= 3 else 0.1
    named = count <= 4 and any(hit.kind == "outlet" for hit in furniture_index().hits(line.words))
    menu = sum(hit.kind == "weak" for hit in furniture_index().hits(line.words)) / count
    against = (0.1 if line.asks else 0.3 if line.ended else 0.0) + (0.5 if named else 0.0) + 0.5 * menu
    return length + shared + (1.0 if repeats > 1 and count >= 4 and not named else 0.0) - against


def _shared(line: Line, body: Counter[str]) -> float:
    """The share of a line's longer words that the body has too, joined letters aside."""
    content = [word for word in line.words if len(word) > 3] or line.words
    return sum(any(stem in body for stem in _stems(word)) for word in content) / len(content)


def _stems(word: str) -> tuple[str, ...]:
    """A word and what is left of it without the letters that Arabic joins to its front or English to its end."""
    return word, word[1:], word[2:], word[:-1], "ال" + word
