"""Every cell of a filled sheet, judged: what is wrong is refused, what is unfinished is a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sheets import days, fixes
from sheets.answers import SOURCE_FIELDS, is_touched
from sheets.clean import is_web_address, tidy
from sheets.naming import SECOND, sheet_id
from sheets.raw import RawRow, RawSheet
from sheets.reasons import reason
from sheets.rows import claim_of, filled_row, sources_by_claim, value_of, words_of
from sheets.tables import CELL_LIMIT as MAX_TEXT
from sheets.tables import CLAIMS
from store import vocabulary
from store.reading import KnownClaim
from store.types import Correction, FilledRow, FilledSheet, Refusal

_HUMAN = tuple(column.name for column in CLAIMS if column.human)
_TEXTS = ("rationale", "missing_context", "reviewer")


class Judge:
    """Goes through a sheet once and collects refusals, complete reviews and drafts.

    Args:
        raw: the sheet as it came.
        known: the claims that the store knows, of those the sheet names.
        imported_at: when it came; no source can be younger.
    """

    def __init__(self, raw: RawSheet, known: Mapping[str, KnownClaim], imported_at: datetime) -> None:
        self.raw, self.known = raw, known
        self.refusals: list[Refusal] = []
        self._added = set(fixes.new_ids(raw.article_id, raw.added).values())
        self.reviews: list[FilledRow] = []
        self.drafts: list[FilledRow] = []
        moment = imported_at if imported_at.tzinfo else imported_at.replace(tzinfo=UTC)
        # The last day that has begun anywhere on earth.
        self._last_day = (moment.astimezone(UTC) + timedelta(hours=14)).date().isoformat()

    def sheet(self) -> FilledSheet:
        """Judges everything; the result counts only when ``refusals`` stayed empty."""
        sources = sources_by_claim(self.raw)
        self._identity()
        seen: dict[str, RawRow] = {}
        for row in self.raw.claims:
            claim_id = claim_of(row)
            filled = filled_row(row, sources.get(claim_id, []))
            if SECOND in (self.raw.role, row.text("role").strip()):
                filled = replace(filled, role=SECOND)
            answers = is_touched(filled) or any(row.cells[n].formula for n in _HUMAN if n in row.cells)
            corrects = claim_id != "" and any(row.text(name).strip() for name in fixes.CELLS)
            if not answers and not corrects:
                continue
            if claim_id in seen:
                self._refuse(row, "claim_id", "one_row", where=seen[claim_id].where)
                continue
            seen[claim_id] = row
            if answers:
                self._row(row, filled, sources.get(claim_id, []))
            elif claim_id in self.known:
                self._claim(row)
        self._orphans(sources, {claim_of(row) for row in self.raw.claims})
        return FilledSheet(
            self._sheet_id(), self.raw.name, tuple(self.reviews), tuple(self.drafts), corrections=self._corrections()
        )

    def _corrections(self) -> tuple[Correction, ...]:
        """What the sheet sets right in the machine's findings; the store judges it against the article's text."""
        raw = self.raw
        places = {claim_of(row): row.where for row in raw.claims}
        given = [(key, places.get(key, ""), found) for key, found in raw.fixes.items()]
        reviewer = " ".join(tidy(raw.reviewer).split())
        if not reviewer:
            # A sheet that nobody touched shows what stood when it was rendered, and no time at which it was written.
            given = [
                (key, where, fixes.dated(found) if key not in raw.correctors else found) for key, where, found in given
            ]
        for key, where, found in given:
            decided = any(row.claim_id == key for row in self.reviews)
            if decided and (found.get("not_a_claim", {}).get("rows") or any(one["of"] == key for one in raw.added)):
                allowed = "either a verdict, or no claim at all"
                self.refusals.append(Refusal(raw.name, where, "verdict", "", allowed, "verdict_on_no_claim"))
        return tuple(fixes.records(raw.article_id, raw.article_version, reviewer, given, raw.added, raw.correctors))

    def _refuse(self, row: RawRow, column: str, code: str, value: str | None = None, **parts: str) -> None:
        """Refuses a cell for a reason of the group ``refusal`` in labels.toml, whose words name the parts."""
        shown = row.text(column) if value is None else value
        given = tuple(parts.items())
        self.refusals.append(Refusal(row.sheet, row.where, column, shown, reason(code, given, "en"), code, given))

    def _identity(self) -> None:
        """A sheet that says what it was rendered with must still be that sheet."""
        raw = self.raw
        if raw.sheet_id and raw.claim_ids:
            expected = sheet_id(raw.article_id, raw.claim_ids, raw.extractor_version, raw.role)
            if expected != raw.sheet_id:
                allowed = reason("as_rendered", (), "en")
                self.refusals.append(Refusal(raw.name, "about", "sheet_id", raw.sheet_id, allowed, "as_rendered"))

    def _sheet_id(self) -> str:
        return self.raw.sheet_id or next((id_ for row in self.raw.claims if (id_ := row.text("sheet_id").strip())), "")

    def _row(self, row: RawRow, filled: FilledRow, sources: list[RawRow]) -> None:
        before = len(self.refusals)
        self._claim(row)
        for name in _HUMAN:
            if name in row.cells and row.cells[name].formula:
                self._refuse(row, name, "no_formula")
        for name in _TEXTS:
            if len(getattr(filled, name)) > MAX_TEXT:
                self._refuse(row, name, "too_long", value=getattr(filled, name)[:80] + "…", most=str(MAX_TEXT))
        self._verdict(row, filled)
        for source in sources:
            self._source(source, complete=bool(filled.verdict))
        if len(self.refusals) == before:
            (self.reviews if filled.verdict else self.drafts).append(filled)

    def _claim(self, row: RawRow) -> None:
        known = self.known.get(claim_of(row))
        if known is None and claim_of(row) in self._added:
            return
        if known is None:
            self._refuse(row, "claim_id", "unknown_claim")
            return
        if not _same_words(row.text("claim_text"), known.claim_text):
            self._refuse(row, "claim_text", "claim_as_rendered", words=known.claim_text)
        article = row.text("article_id").strip() or self.raw.article_id
        if article and not _same_words(article, known.article_id):
            self._refuse(row, "article_id", "exactly", value=article, words=known.article_id)
        own, whole = row.text("sheet_id").strip(), self._sheet_id()
        if own and own != whole:
            self._refuse(row, "sheet_id", "exactly", words=whole)

    def _verdict(self, row: RawRow, filled: FilledRow) -> None:
        words = vocabulary.load()
        verdicts, reasons = words.keys("verdict"), words.keys("not_checkable_reason")
        if filled.verdict and filled.verdict not in verdicts:
            self._refuse(row, "verdict", "choice", group="verdict")
            return
        reason = filled.not_checkable_reason
        if (reason or filled.verdict == "not_checkable") and reason not in reasons:
            self._refuse(row, "not_checkable_reason", "choice", group="not_checkable_reason")
        elif reason and filled.verdict not in ("", "not_checkable"):
            self._refuse(row, "not_checkable_reason", "empty_reason")
        if not filled.verdict:
            return
        if not filled.reviewer:
            self._refuse(row, "reviewer", "reviewer")
        if filled.verdict != "not_checkable" and not filled.sources:
            note = self.raw.sources_note
            self._refuse(row, "sources", "source_needed", value="", verdict=filled.verdict, note=note)

    def _source(self, row: RawRow, *, complete: bool) -> None:
        for name in SOURCE_FIELDS:
            cell = row.cells.get(name)
            value = value_of(row, name)
            if cell is not None and cell.formula:
                self._refuse(row, name, "no_formula")
            elif len(value) > MAX_TEXT:
                self._refuse(row, name, "too_long", value=value[:80] + "…", most=str(MAX_TEXT))
            elif problem := self._problem(name, value, complete):
                self._refuse(row, name, **problem)

    def _problem(self, name: str, value: str, complete: bool) -> dict[str, str]:
        """Why a source's cell is refused, with its parts; empty when it is fine. Drafts may leave cells empty."""
        if name in ("stance", "tier"):
            wrong = value not in vocabulary.load().keys(name) and (bool(value) or complete)
            return {"code": "choice", "group": name} if wrong else {}
        if name in ("url", "archive_url"):
            wrong = not is_web_address(value) and (bool(value) or (complete and name == "url"))
            return {"code": "web_address"} if wrong else {}
        if name in ("published_on", "accessed_on") and value:
            if days.parse_day(value) is None:
                return {"code": "day"}
            return {"code": "day_to_come", "day": self._last_day} if value > self._last_day else {}
        return {}

    def _orphans(self, sources: Mapping[str, list[RawRow]], listed: set[str]) -> None:
        """Sources of claims that have no row of their own: unknown ones are refused, known ones are drafts."""
        for claim_id, rows in sources.items():
            if claim_id in listed:
                continue
            before = len(self.refusals)
            for row in rows:
                known = self.known.get(claim_id)
                if known is None or (self.raw.article_id and not _same_words(known.article_id, self.raw.article_id)):
                    self._refuse(row, "claim_id", "claim_of_sheet")
                else:
                    self._source(row, complete=False)
            if len(self.refusals) == before:
                empty = RawRow(rows[0].sheet, rows[0].where, {"claim_id": rows[0].cells["claim_id"]})
                self.drafts.append(filled_row(empty, rows))


def claim_ids(raw: RawSheet) -> list[str]:
    """Every claim that the sheet names anywhere, each once."""
    named: Iterator[str] = (claim_of(row) for row in (*raw.claims, *raw.sources))
    return [claim_id for claim_id in dict.fromkeys(named) if claim_id]


def _same_words(cell: str, stored: str) -> bool:
    return words_of(cell) == words_of(stored)
