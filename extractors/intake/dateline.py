"""The place, day and agency that open a report's first paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection

from extractors.intake.datewords import without_date_words
from extractors.intake.phrases import furniture_index, words_of
from extractors.intake.zones import AGENCY, places_in
from extractors.normalise import fold

_LOOK = 130
_MARK = re.compile(r"(?:\s\u0640{1,3}|\s?[:：]|\s?[-–—]{1,2}|\s?/)\s+(?=\S)|(?<=\))\s+(?=\S)")
_PARENTHESES = re.compile(r"\([^()]{1,40}\)")
_NO_DATELINE = re.compile(r"[!?؟«»\"“”;؛\n]|[^\W\d]{6,}\.\s")
_SECOND_DASH = re.compile(r"^[^.؟!\n]{0,80}?\s[-–—]\s")


def strip_dateline(paragraph: str, outlets: Collection[str] = ()) -> tuple[str, str]:
    """The dateline that opens a paragraph ("" when there is none), and the paragraph without it.

    Args:
        paragraph: the first paragraph of an article.
        outlets: the names over the page, as folded words: one of them, perhaps with the author's, is a dateline too.
    """
    marks = list(_MARK.finditer(paragraph[:_LOOK]))
    for mark in reversed(marks):
        head = paragraph[: mark.start()]
        dashed = ":" not in mark.group()
        named = " ".join(words_of(fold(head))) + " "
        if any(named.startswith(name + " ") and named.count(" ") <= name.count(" ") + 4 for name in outlets):
            return paragraph[: mark.end()].strip(), paragraph[mark.end() :]
        if _is_outlet(head, mark.group()) or _is_dateline(
            head, dashed and _SECOND_DASH.match(paragraph[mark.end() :]) is not None
        ):
            return paragraph[: mark.end()].strip(), paragraph[mark.end() :]
    return "", paragraph


def _is_outlet(head: str, mark: str) -> bool:
    """Whether a slash follows a publisher's name and nothing else: «شبكة الضفاف/»."""
    words = words_of(fold(head))
    return "/" in mark and len(words) <= 4 and any(hit.kind == "outlet" for hit in furniture_index().hits(words))


def _is_dateline(head: str, aside: bool) -> bool:
    """Whether these words are a place with its country, day or agency, and nothing more."""
    if len(head) < 2 or _NO_DATELINE.search(head):
        return False
    words = words_of(fold(head))
    bare = words_of(fold(_PARENTHESES.sub(" ", head)))
    places = places_in(words, dateline=True)
    agency = any(hit.kind == AGENCY for hit in places)
    capitals = _opens_in_capitals(head)
    if not places and not capitals:
        return False
    named = {at for hit in places_in(bare, dateline=True) for at in range(hit.start, hit.end)}
    left = without_date_words([word for at, word in enumerate(bare) if at not in named])
    left = [word for word in left if word not in capitals]
    outlet = any(hit.kind == "outlet" for hit in furniture_index().hits(left))
    more = outlet or agency or len(words) > len(bare) or any(word.isdigit() for word in words)
    starts = bool(capitals) or any(hit.start == 0 for hit in places)
    return (starts or agency) and len(left) <= (2 if more else 0) and not (aside and not more)


def _opens_in_capitals(head: str) -> frozenset[str]:
    """The folded words of the run of capitals that a Latin-script dateline begins with."""
    run = re.match(r"(?:[^\W\d_a-z]{2,}[\s,.'’-]*)+", head)
    capitals = run.group() if run and run.group().upper() == run.group() and run.group().lower() != run.group() else ""
    return frozenset(words_of(fold(capitals))) if len(capitals.strip()) >= 4 else frozenset()
