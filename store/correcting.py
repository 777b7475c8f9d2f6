"""What makes a correction of the machine a good one: its shape, and the text that its offsets must stand in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractors.normalise import fold
from store.types import Correction, Refusal

KINDS = ("span", "speaker", "date", "split", "add", "not_a_claim")
TAKEN_BACK = -1
"""The position of the one row that says: this correction is taken back, the machine's value stands again."""
CLAIM_KINDS = ("event", "status", "quantity", "history", "record", "law", "vote", "cause", "schedule")
_SPANS = ("span", "split", "add")
# How the sheets call the cell that a kind is written in.
COLUMNS = {
    "span": "claim_text_corrected",
    "speaker": "speaker_corrected",
    "date": "date_from_corrected",
    "split": "split",
    "add": "claims_added",
    "not_a_claim": "not_a_claim",
}
MAX_TEXT = 32_000


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """The machine's claim that a correction is about."""

    claim_id: str
    article_id: str
    article_version: int
    start: int
    end: int
    text: str
    kind: str
    speaker: str
    speaker_type: str
    cue: str
    stance: str


@dataclass(frozen=True, slots=True)
class Found:
    """What corrections are judged by."""

    claims: Mapping[str, FoundClaim]
    versions: Mapping[str, int]
    texts: Mapping[tuple[str, int], str]
    dates: Sequence[tuple[str, ...]] = field(default=())

    def text_of(self, row: Correction) -> str | None:
        """The text that the row's offsets count in; None where the store knows none."""
        version = row.article_version or self.versions.get(row.article_id, 0)
        return self.texts.get((row.article_id, version))

    def machine_value(self, row: Correction) -> str:
        """The machine's own value at the time of the correction; of a split claim, what its pieces keep, as JSON."""
        claim = self.claims.get(row.claim_id)
        if claim is None or row.kind == "add":
            return ""
        if row.kind == "speaker":
            return claim.speaker
        if row.kind == "date":
            return "; ".join(
                f"{text} = {value}" for claim_id, text, value, *_ in self.dates if claim_id == row.claim_id
            )
        if row.kind == "split":
            kept = {"text": claim.text, "kind": claim.kind, "speaker": claim.speaker or None, "cue": claim.cue or None,
                    "speaker_type": claim.speaker_type, "stance": claim.stance or None}  # fmt: skip
            return json.dumps(kept, ensure_ascii=False, sort_keys=True)
        return claim.text


def human_id(article_id: str, start: int, text: str) -> str:
    """The id of a claim that a person found: the article, its place and its words."""
    words = " ".join(fold(printable(text)).split())
    return "h" + hashlib.sha256(f"{article_id}\n{start}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()[:20]


def settled(corrections: Sequence[Correction], found: Found) -> Iterator[Correction]:
    """The rows as they are stored: with their article, the text's own words, and the ids of new claims."""
    for given in corrections:
        row = _with_article(given, found)
        row = replace(row, article_version=row.article_version or found.versions[row.article_id])
        text = found.text_of(row)
        if text is not None and row.start is not None and row.end is not None:
            row = replace(row, text=text[row.start : row.end])
        if row.kind == "add" and not row.claim_id:
            row = replace(row, claim_id=human_id(row.article_id, row.start or 0, row.text), value=row.value or "event")
        elif row.kind == "split" and row.position != TAKEN_BACK:
            row = replace(row, value=human_id(row.article_id, row.start or 0, row.text))
        yield row


def _with_article(row: Correction, found: Found) -> Correction:
    claim = found.claims.get(row.claim_id)
    return row if claim is None or row.article_id else replace(row, article_id=claim.article_id)


def refusals(corrections: Sequence[Correction], found: Found, name: str) -> Iterator[Refusal]:
    """What cannot be stored, by cell; ``name`` is that of the sheet."""
    pieces: dict[str, int] = {}
    new = _new_ids(corrections, found)
    for row in (_with_article(given, found) for given in corrections):
        for column, value, allowed, code, parts in _problems(row, found, new):
            yield Refusal(name, row.where, column or COLUMNS.get(row.kind, "kind"), value, allowed, code, parts)
        if row.kind == "split" and row.position != TAKEN_BACK:
            pieces[row.claim_id] = pieces.get(row.claim_id, 0) + 1
    for claim_id, count in pieces.items():
        if count == 1:
            where = next(row.where for row in corrections if (row.claim_id, row.kind) == (claim_id, "split"))
            yield Refusal(name, where, "split", "1", "two pieces or more", "split_in_one")


Problem = tuple[str, str, str, str, tuple[tuple[str, str], ...]]


def _new_ids(corrections: Sequence[Correction], found: Found) -> set[str]:
    """The ids that added claims and pieces will get: other corrections of the same sheet may be about them."""
    rows = (_with_article(row, found) for row in corrections if row.kind in ("add", "split"))
    return {human_id(row.article_id, row.start, row.text) for row in rows if row.start is not None}


def _problems(row: Correction, found: Found, new: set[str]) -> Iterator[Problem]:
    if row.kind not in KINDS:
        yield "kind", row.kind, ", ".join(KINDS), "", ()
        return
    if not row.reviewer.strip():
        yield "reviewer", row.reviewer, "the name of who corrects", "reviewer", ()
    if row.claim_id not in found.claims and row.claim_id not in new and (row.kind != "add" or row.claim_id):
        yield "claim_id", row.claim_id, "a claim that this store knows", "claim_unknown", ()
        return
    if row.article_id not in found.versions:
        yield "article_id", row.article_id, "an article that this store knows", "article_unknown", ()
        return
    if any(len(part) > MAX_TEXT for part in (row.text, row.value, row.note)):
        yield "", row.text[:80] + "…", f"up to {MAX_TEXT} characters", "too_long", (("n", str(MAX_TEXT)),)
    if row.position == TAKEN_BACK:
        return
    if row.kind in _SPANS or row.start is not None:
        yield from _span_problems(row, found)
    if row.kind == "add" and row.value not in ("", *CLAIM_KINDS):
        yield "kind", row.value, ", ".join(CLAIM_KINDS), "choice", (("choices", ", ".join(CLAIM_KINDS)),)
    if row.kind == "date":
        yield from _date_problems(row)


def _span_problems(row: Correction, found: Found) -> Iterator[Problem]:
    text = found.text_of(row)
    whole = text is not None and row.start is not None and row.end is not None and 0 <= row.start < row.end <= len(text)
    words = text[row.start : row.end] if text is not None and whole else None
    if words is None or printable(words) != printable(row.text) or not words.strip():
        stands = "" if words is None else f", which are: {words[:200]}"
        yield "", row.text, f"words as they stand in the article at those places{stands}", "span_differs", ()


def _date_problems(row: Correction) -> Iterator[Problem]:
    if not row.from_date and not row.to_date and not row.value.strip():
        yield "date_from_corrected", "", "a first day, a last day or a value", "date_empty", ()
    for column, value in (("date_from_corrected", row.from_date), ("date_to_corrected", row.to_date)):
        if value and not _is_day(value):
            yield column, value, "YYYY-MM-DD, such as 2024-04-15", "day", ()
            return
    if row.from_date and row.to_date and row.to_date < row.from_date:
        yield "date_to_corrected", row.to_date, "a day that is not before the first", "date_order", ()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def printable(text: str) -> str:
    """The text as a page gives it back: what XML and HTML cannot carry is U+FFFD, CR is LF, offsets kept."""
    return "".join("\ufffd" if _is_control(char) else char for char in text.replace("\r", "\n"))


def _is_control(char: str) -> bool:
    code = ord(char)
    return (code < 32 and char not in "\t\n\r") or code == 127 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF
