"""Corrections of the machine as forms bring them, what is wrong with them, and what their forms show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from desk.web.seat import Form
from sheets.days import parse_day, period
from sheets.tables import CELL_LIMIT
from store.claimpage import Article, Claim, DateRow
from store.correcting import CLAIM_KINDS, TAKEN_BACK
from store.corrections import Standing
from store.locating import Located, NotPlaced, Place, around, locate, pieces
from store.types import Correction

KINDS = ("span", "speaker", "date", "split", "not_a_claim", "add")
MOST_DATES, MOST_PIECES = 20, 20
_FIRST = re.compile(r"first(\d{1,3})$")


@dataclass(frozen=True, slots=True)
class Day:
    """A row of dates as a form shows it; days are YYYY-MM-DD, or what was typed."""

    words: str = ""
    first: str = ""
    last: str = ""


@dataclass(slots=True)
class Typed:
    """A form of corrections that was not taken: what it held, why, and what may be chosen.

    Attributes:
        kind: which form it was.
        values: its fields.
        days: its rows of dates.
        alert: the key of what is wrong; ``n`` the number of the piece or date that it is about.
        places: where the words stand, if more than once.
        other: the correction that was saved meanwhile.
        known: the claim that stands at these words already.
    """

    kind: str
    values: dict[str, str] = field(default_factory=dict)
    days: Sequence[Day] = ()
    alert: str = ""
    n: int = 0
    places: Sequence[Place] = ()
    other: Sequence[Standing] = ()
    known: str = ""


class Wrong(Exception):
    """A form that cannot be taken; the key of the sentence that says so."""

    def __init__(self, alert: str, n: int = 0, places: Sequence[Place] = ()) -> None:
        super().__init__(alert)
        self.alert, self.n, self.places = alert, n, places


def typed(form: Form) -> Typed:
    """What a form of corrections holds."""
    names = ("words", "at", "speaker", "pieces", "claim_kind", "note")
    return Typed(form.get("kind"), {name: form.get(name) for name in names if name in form}, _days(form))


def rows_of(
    given: Typed, claim: Claim, article: Article | None, dates: Sequence[DateRow], standing: Sequence[Standing]
) -> list[Correction]:
    """The rows of a correction of a claim; what says just what the machine says takes back what stands.

    Raises:
        Wrong: its words are not found or stand more than once, a day is none, and the like.
    """
    if max((len(text) for text in given.values.values()), default=0) > CELL_LIMIT:
        raise Wrong("too_long")
    make: Callable[..., list[Correction]] = {
        "span": _span, "speaker": _speaker, "date": _dates, "split": _split, "not_a_claim": _not_a_claim,
    }[given.kind]  # fmt: skip
    rows = make(given, claim, article.text if article else "", dates)
    if not rows and not any(row.kind == given.kind for row in standing):
        raise Wrong("as_the_machine")
    return rows or [taken_back(given, claim)]


def added(given: Typed, article: Article) -> list[Correction]:
    """The rows of a claim that the machine missed: its words, and who says it where that was typed.

    Raises:
        Wrong: as for :func:`rows_of`.
    """
    if max((len(text) for text in given.values.values()), default=0) > CELL_LIMIT:
        raise Wrong("too_long")
    place = _found(article.text, given.values.get("words", ""), given.values.get("at", ""))
    kind, speaker = given.values.get("claim_kind", ""), given.values.get("speaker", "")
    row = Correction("add", "", "", article.article_id, place.start, place.end, place.words,
                     kind if kind in CLAIM_KINDS else "event", article_version=article.version,
                     note=given.values.get("note", ""))  # fmt: skip
    return [row, replace(row, kind="speaker", start=None, end=None, text="", value=speaker)] if speaker else [row]


def taken_back(given: Typed, claim: Claim) -> Correction:
    """The row that says that the machine's value stands again."""
    return Correction(given.kind, "", claim.claim_id, position=TAKEN_BACK, note=given.values.get("note", ""))


def days_shown(dates: Sequence[DateRow], standing: Sequence[Standing]) -> list[Day]:
    """The rows of dates that a form begins with: the machine's with what was set right, further ones, an empty one."""
    right = {row.text: Day(row.text, row.from_date, row.to_date) for row in standing if row.kind == "date"}
    shown = [right.pop(day.text, machine_day(day)) for day in dates]
    return [*shown, *right.values(), Day()]


def machine_day(day: DateRow) -> Day:
    """A date of the machine as a row of a form."""
    return Day(day.text, *(value.isoformat() if value else "" for value in (day.first, day.last)))


def halves(text: str) -> str:
    """A claim cut in two at the blank nearest to its middle, a piece a line: what a form for splitting begins with."""
    line = " ".join(text.split())
    blanks = [place for place, char in enumerate(line) if char == " "]
    cut = min(blanks, key=lambda place: abs(place - len(line) / 2), default=len(line))
    return f"{line[:cut]}\n{line[cut + 1 :]}".strip()


def _span(given: Typed, claim: Claim, text: str, _dates: Sequence[DateRow]) -> list[Correction]:
    place = _found(text, given.values.get("words", ""), given.values.get("at", ""), around(claim))
    if (place.start, place.end) == (claim.start, claim.end):
        return []
    return [_row(given, claim, start=place.start, end=place.end, text=place.words)]


def _speaker(given: Typed, claim: Claim, _text: str, _dates: Sequence[DateRow]) -> list[Correction]:
    name = " ".join(given.values.get("speaker", "").split())
    return [] if name == (claim.speaker or "") else [_row(given, claim, value=name)]


def _not_a_claim(given: Typed, claim: Claim, _text: str, _dates: Sequence[DateRow]) -> list[Correction]:
    return [_row(given, claim)]


def _split(given: Typed, claim: Claim, text: str, _dates: Sequence[DateRow]) -> list[Correction]:
    lines = [line for line in given.values.get("pieces", "").split("\n") if line.strip()]
    if not 2 <= len(lines) <= MOST_PIECES:
        raise Wrong("split_in_one" if len(lines) < 2 else "too_many")
    try:
        places = pieces(text, lines, claim)
    except NotPlaced as error:
        raise Wrong(f"piece_{error.problem}", error.n) from None
    return [
        _row(given, claim, position=n, start=place.start, end=place.end, text=place.words)
        for n, place in enumerate(places)
    ]


def _dates(given: Typed, claim: Claim, text: str, dates: Sequence[DateRow]) -> list[Correction]:
    machine = [machine_day(day) for day in dates]
    rows: list[Correction] = []
    for n, day in enumerate(given.days, start=1):
        if not (day.first or day.last) or day in machine:
            continue
        first = parse_day(day.first)
        last = parse_day(day.last) if day.last else first
        if first is None or last is None:
            raise Wrong("no_day", n)
        if last < first:
            raise Wrong("day_order", n)
        row = _row(given, claim, position=len(rows), text=day.words, value=period(first, last), from_date=first,
                   to_date=last)  # fmt: skip
        place = locate(text, day.words, within=around(claim)).place
        rows.append(replace(row, start=place.start, end=place.end, text=place.words) if place else row)
    if len(rows) > MOST_DATES:
        raise Wrong("too_many")
    return rows


def _row(given: Typed, claim: Claim, **values: str | int) -> Correction:
    return Correction(given.kind, "", claim.claim_id, claim.article_id, article_version=claim.article_version,
                      note=given.values.get("note", ""), **values)  # type: ignore[arg-type]  # fmt: skip


def _found(text: str, words: str, at: str, within: Sequence[tuple[int, int]] = ()) -> Place:
    if not words.strip():
        raise Wrong("no_words")
    place = int(at) if at.isascii() and at.isdigit() and len(at) < 9 else None
    found: Located = locate(text, words, at=place, within=within)
    if found.place is None:
        raise Wrong("words_often" if found.places else "words_nowhere", len(found.places), found.places)
    return found.place


def _days(form: Form) -> list[Day]:
    return list(_day_rows(form))


def _day_rows(form: Form) -> Iterator[Day]:
    for name, _ in form:
        if found := _FIRST.match(name):
            yield Day(*(form.get(f"{part}{found[1]}") for part in ("words", "first", "last")))
