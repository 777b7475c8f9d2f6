"""A page as lines to an article: where the body is, which line is the title, what the rest tells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.intake.dateline import strip_dateline
from extractors.intake.headline import find_title
from extractors.intake.lines import HEAD_KINDS, NOT_BODY, Kind, Line, classify, split_lines
from extractors.intake.phrases import furniture_index
from extractors.intake.published import read_stamps

_COLUMN = 110
_PULLED = 40
# Where an outlet's name stands over a page, in lines, and how long it is at least, in letters.
_OVER, _NAME = 6, 5
# Lines of a list or notice in the body before its last, short sentence.
_ASIDE = 5


@dataclass(slots=True)
class Page:
    """The parts of a page.

    ``body`` are the lines that are the article's paragraphs, ``stop`` the index among ``shown`` where the article
    is over, ``evidence`` how many lines are clearly a page's own.
    """

    lines: list[Line]
    body: list[Line] = field(default_factory=list)
    title: Line | None = None
    evidence: int = 0
    stop: int = 0

    @property
    def dressed(self) -> bool:
        """Whether it has a menu or a date line: what a page has, and a body that was cut out of one has not."""
        return any(line.kind is Kind.MENU or _tells_day(line) for line in self.lines)

    @property
    def shown(self) -> list[Line]:
        """The lines that are not blank."""
        return [line for line in self.lines if line.text]


def read_page(text: str, language: str, known_title: str = "") -> Page:
    """Sorts the lines of a text; ``evidence`` says how much of it is clearly no body."""
    page = Page(_unwrapped(split_lines(text)))
    for line in page.lines:
        classify(line, language)
    return sort_lines(page, known_title)


def sort_lines(page: Page, known_title: str = "") -> Page:
    """Finds title and body among classified lines."""
    shown = page.shown
    _drop_lists(shown)
    prose = _prose(shown)
    if not prose:
        return page
    stop = page.stop = _end_of_article(shown, prose)
    first = _start_of_article(shown, prose, stop)
    _drop_tail(shown, prose, stop)
    page.title = find_title(shown, first, stop, known_title)
    key = page.title.key if page.title else None
    first, last = _grown(shown, first, max(at for at in prose if at < stop), stop, key)
    certain = _evidence(shown)
    _drop_pulled(shown[first : last + 1])
    page.body = [
        line for at, line in enumerate(shown) if first <= at <= last and line.kind not in NOT_BODY and line.key != key
    ]
    # A headline with a dated line above the first paragraph is the head of a page by itself.
    headed = page.title is not None and any(_tells_day(line) for line in shown[:first])
    page.evidence = certain + headed + _dated_opening(page.body)
    return page


def _prose(shown: list[Line]) -> list[int]:
    """The indexes of the sentences; of the longest loose lines, where a page of few words has none."""
    found = [at for at, line in enumerate(shown) if line.kind is Kind.PROSE]
    if not found and _evidence(shown) >= 2:
        loose = [at for at, line in enumerate(shown) if line.kind is Kind.OTHER and not line.link]
        found = [at for at in loose if len(shown[at].words) >= 12]
        found = found or [at for at in loose if shown[at].ended and len(shown[at].words) >= 4]
        for at in found:
            shown[at].kind = Kind.PROSE
    return found


def _dated_opening(body: list[Line]) -> bool:
    """Whether the first paragraph opens with a dateline that names its day and year, as press releases do."""
    dateline = strip_dateline(body[0].text)[0] if body else ""
    return any(stamp.day for stamp in read_stamps(dateline, ""))


def _drop_lists(shown: list[Line]) -> None:
    """Under a heading over other articles, everything up to the next prose belongs to the list."""
    inside = False
    for line in shown:
        if line.kind is Kind.LIST_HEAD:
            inside = True
        elif line.kind is Kind.PROSE or (inside and _is_sentence(line)):
            inside = False
        elif inside and line.kind is Kind.OTHER:
            line.kind = Kind.FURNITURE


def _is_sentence(line: Line) -> bool:
    """Whether a short line closes with a full stop, as headlines in a list do not."""
    return line.kind is Kind.OTHER and line.ended and not line.asks and len(line.words) >= 5 and not line.link


def _end_of_article(shown: list[Line], prose: list[int]) -> int:
    """The index where the article is over: at a closing mark after its first paragraph, else past the last line.

    A notice of rights and the author's name closes it too, where most of the sentences stand before it.
    """
    half = prose[len(prose) // 2]
    names = _author_names(shown)
    for at, line in enumerate(shown):
        if at > half and line.kind is Kind.OTHER and line.key in names:
            return at
        if line.kind is Kind.TERMINAL and at > prose[0]:
            return at
        if at > half and line.kind is Kind.FURNITURE and _closes(line):
            return at
    return len(shown)


def _author_names(shown: list[Line]) -> tuple[str, ...]:
    """The names in the authors' lines over the text, each as folded words."""
    names = []
    for line in shown:
        if line.kind is Kind.BYLINE:
            hits = list(furniture_index().hits(line.words))
            label = max((hit.end for hit in hits if hit.kind == "byline" and hit.start == 0), default=0)
            tail = min((hit.start for hit in hits if hit.kind == "role" and hit.start > label), default=len(line.words))
            names += [" ".join(line.words[label:tail])] if tail - label >= 2 else []
    return tuple(names)


def _drop_pulled(inside: list[Line]) -> None:
    """A line that repeats words of a paragraph is a quotation pulled out of it, or the first lines' summary."""
    whole = " " + " ".join(line.key for line in inside if line.kind is Kind.PROSE) + " "
    for line in [line for line in inside if line.kind is Kind.OTHER and len(line.words) >= 4][:_PULLED]:
        if f" {line.key} " in whole:
            line.kind = Kind.FURNITURE


def _closes(line: Line) -> bool:
    return any(hit.kind == "closing" for hit in furniture_index().hits(line.words))


def _drop_tail(shown: list[Line], prose: list[int], stop: int) -> None:
    """Last sentences that speak to the reader, outside quotation marks and beside furniture, are furniture."""
    within = [at for at in prose if at < stop]
    names = _author_names(shown)
    while len(within) > 2 and (_is_notice(shown, within[-1]) or _is_vita(shown[within[-1]], names)):
        shown[within[-1]].kind = Kind.FURNITURE
        prose.remove(within.pop())


def _is_vita(line: Line, names: tuple[str, ...]) -> bool:
    """Whether a sentence says who the author is: it opens with the name, or with a star."""
    starred = line.text[0] == "*" and len(line.words) <= 25
    return len(line.words) <= 40 and (starred or any(line.key.startswith(name + " ") for name in names))


def _is_notice(shown: list[Line], at: int) -> bool:
    line = shown[at]
    spoken = sum(hit.kind == "prompt" for hit in furniture_index().hits(line.words))
    beside = [other.kind for other in shown[at - 1 : at + 2] if other is not line]
    lonely = any(kind is not Kind.PROSE for kind in beside)
    return lonely and len(line.words) < min(3, spoken) * 15 and not _QUOTED.search(line.text)


_QUOTED = re.compile(r"[\"“”«»]")


def _start_of_article(shown: list[Line], prose: list[int], stop: int) -> int:
    """The index of the first paragraph: after the head lines that stand before the third paragraph.

    A sentence above the date or the author's name is a standfirst, unless hardly anything follows.
    """
    within = [at for at in prose if at < stop]
    limit = within[1] if len(within) > 2 else within[0]
    heads = [at for at, line in enumerate(shown[:limit]) if line.kind in HEAD_KINDS and not _is_late(line)]
    start = next((at for at in within if not heads or at > heads[-1]), within[0])
    return within[1] if start == within[0] and len(within) > 2 and _asks(shown, start) else start


def _asks(shown: list[Line], at: int) -> bool:
    """Whether the first sentence is a headline that asks or exclaims, none standing above it."""
    line = shown[at]
    above = any(other.kind is Kind.OTHER and len(other.words) >= 4 for other in shown[:at])
    return line.asks and len(line.words) <= 18 and at > 0 and not above


def _is_late(line: Line) -> bool:
    """Whether a line tells no more than an update, or the hour of an entry in a live report."""
    updated = all(stamp.label == "updated" for stamp in line.stamps)
    return bool(line.stamps) and (updated or not _tells_day(line))


def _grown(shown: list[Line], first: int, last: int, stop: int, title: str | None) -> tuple[int, int]:
    """The body's bounds, widened over short sentences that stand right beside it."""
    headed = any(line.kind in HEAD_KINDS or line.key == title for line in shown[:first])
    while first > 0 and (_joins(shown[first - 1], title) or (headed and _unstopped(shown[first - 1], title, 12))):
        first -= 1
    while last + 1 < stop and _joins(shown[last + 1], title):
        last += 1
    behind = last + 1
    while behind < min(stop, last + _ASIDE) and shown[behind].kind in (Kind.FURNITURE, Kind.LIST_HEAD):
        behind += 1
    if last + 1 < behind < stop and len(shown[behind].words) >= 3:
        near = behind == last + 2 or _is_sentence(shown[behind])
        last = behind if near and _joins(shown[behind], title) else last
    return first, last


def _joins(line: Line, title: str | None) -> bool:
    ended = line.ended and len(line.words) >= 2
    return line.kind is Kind.OTHER and (ended or _unstopped(line, title, 18)) and line.key != title and not line.link


def _unstopped(line: Line, title: str | None, least: int) -> bool:
    """A paragraph whose writer forgot the stop: too long for a headline or a caption."""
    return line.kind is Kind.OTHER and len(line.words) >= least and line.key != title and not line.link


def _tells_day(line: Line) -> bool:
    """Whether a line is a date line beyond doubt: a lone hour opens an entry of a live report as well."""
    return any(stamp.day or stamp.label for stamp in line.stamps)


def _evidence(shown: list[Line]) -> int:
    """How many lines are clearly a page's own, the weak kinds counted once."""
    kinds = Counter(line.kind for line in shown)
    sure = sum(kinds[kind] for kind in (Kind.FURNITURE, Kind.MENU, Kind.LIST_HEAD, Kind.TERMINAL))
    sure += sum(_tells_day(line) for line in shown)
    return sure + min(1, kinds[Kind.BYLINE]) + min(1, kinds[Kind.DATELINE]) + min(1, kinds[Kind.CAPTION])


def paragraphs(page: Page) -> list[str]:
    """The body's paragraphs, each as it stands on the page but for the dateline that opens the first."""
    texts = [line.text for line in page.body]
    if texts:
        over = page.shown[:_OVER]
        names = [
            line.key for line in over if line.kind is Kind.OTHER and line is not page.title and len(line.words) <= 3
        ]
        texts[0] = strip_dateline(texts[0], [name for name in names if len(name) >= _NAME])[1]
    return [text for text in texts if text]


def _unwrapped(lines: list[Line]) -> list[Line]:
    """The lines, those joined that a column's end cut: where most of them stop mid-sentence at one width."""
    width = max((len(line.text) for line in lines), default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if a.text and b.text]
    cut = [a for a, b in pairs if _full(a, b, width) and not a.ended]
    if width > _COLUMN or len(cut) < 2 or len(cut) * 2 < len(pairs):
        return lines
    joined: list[Line] = []
    parts: list[Line] = []
    for line in [*lines, Line(0, 0, "")]:
        if parts and not (line.text and _full(parts[-1], line, width)):
            joined.append(Line(parts[0].start, parts[-1].end, " ".join(part.text for part in parts)))
            parts = []
        if line.text:
            parts.append(line)
        else:
            joined.append(line)
    return joined[:-1]


def _full(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word had no room on this one."""
    word = following.text.split(maxsplit=1)[:1]
    return len(line.text) + 1 + sum(map(len, word)) > width >= 45
