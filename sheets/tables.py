"""The two worksheets of a spreadsheet, as plain rows: what stands in which column, and who writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sheets import answers, fixes, labels
from sheets.view import CardView, SheetView
from store.types import FilledRow


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its field name, its label's key, its width, whether a person fills it in, what its cells hold."""

    name: str
    label: str
    width: int = 16
    human: bool = False
    vocabulary: str = ""
    date: bool = False
    hidden: bool = False


def _column(name: str, width: int = 16, **more: bool | str) -> Column:
    return Column(name, f"column.{name}", width, **more)  # type: ignore[arg-type]


CELL_LIMIT = 32_000
"""Characters a cell holds; Excel's own limit is 32,767, and longer text would be cut without a word."""

CLAIMS = (
    _column("claim_id", 12),
    _column("claim_text", 60),
    _column("speaker", 22),
    _column("dates", 34),
    _column("verdict", 18, human=True, vocabulary="verdict"),
    _column("not_checkable_reason", 18, human=True, vocabulary="not_checkable_reason"),
    _column("rationale", 50, human=True),
    _column("missing_context", 40, human=True),
    _column("reviewer", 20, human=True),
    _column("claim_text_corrected", 44, human=True),
    _column("speaker_corrected", 20, human=True),
    _column("date_from_corrected", 15, human=True, date=True),
    _column("date_to_corrected", 15, human=True, date=True),
    _column("split", 44, human=True),
    _column("not_a_claim", 12, human=True, vocabulary="mark"),
    _column("check_worthiness", 11),
    _column("reasons", 36),
    _column("sentence_text", 60),
    _column("speaker_type", 16),
    _column("cue", 14),
    Column("stance", "column.said", 14),
    _column("quantities", 24),
    _column("kind", 14),
    _column("status", 14),
    _column("article_id", 20, hidden=True),
    _column("sheet_id", 24, hidden=True),
    _column("role", 12, hidden=True),
)
SOURCES = (
    _column("claim_id", 36, human=True),
    _column("url", 44, human=True),
    _column("title", 34, human=True),
    _column("publisher", 24, human=True),
    _column("published_on", 15, human=True, date=True),
    _column("accessed_on", 15, human=True, date=True),
    _column("archive_url", 36, human=True),
    _column("quote", 50, human=True),
    _column("stance", 16, human=True, vocabulary="stance"),
    _column("tier", 16, human=True, vocabulary="tier"),
)
WORKSHEETS = {"claims": CLAIMS, "sources": SOURCES}


def label(column: Column, language: str) -> str:
    """The column's heading in one language."""
    return labels.load().text(column.label, language)


def claim_rows(view: SheetView) -> Iterator[list[str | float]]:
    """One row a claim, in the order of :data:`CLAIMS`; drafts stand where they were written."""
    for card in view.cards:
        row = _machine(view, card)
        draft = view.drafts.get(card.claim_id, FilledRow(card.claim_id))
        row.update({name: getattr(draft, name) for name in (*answers.ANSWER_FIELDS, "reviewer")})
        row.update(fixes.cells_of(view.corrections.get(card.claim_id, {})))
        for column in CLAIMS:
            if column.vocabulary and row[column.name]:
                row[column.name] = _shown(column.vocabulary, str(row[column.name]), view.interface)
        yield [row[column.name] for column in CLAIMS]


def source_rows(view: SheetView) -> Iterator[list[str]]:
    """The sources of the drafts, in the order of :data:`SOURCES`."""
    for claim_id, draft in view.drafts.items():
        for source in draft.sources:
            row = {"claim_id": claim_id, **{name: getattr(source, name) for name in answers.SOURCE_FIELDS}}
            for column in SOURCES:
                if column.vocabulary and row[column.name]:
                    row[column.name] = _shown(column.vocabulary, row[column.name], view.interface)
            yield [row[column.name] for column in SOURCES]


def _machine(view: SheetView, card: CardView) -> dict[str, str | float]:
    words, language = labels.load(), view.interface
    unresolved = words.text("card.unresolved", language)
    return {
        "claim_id": card.claim_id,
        "claim_text": card.text,
        "speaker": card.speaker,
        # Left-to-right marks keep a day's order between Arabic words, and Windows-1256 has them.
        "dates": "\n".join(f"{d.text} = \u200e{d.shown or unresolved}\u200e" for d in card.dates),
        "check_worthiness": round(card.score, 3),
        "reasons": "\n".join(f"{words.text(f'feature.{r.feature}', language)} {r.weight}" for r in card.reasons),
        "sentence_text": card.sentence,
        "speaker_type": words.text(f"speaker_type.{card.speaker_type}", language),
        "cue": card.cue,
        "stance": words.text(f"said.{card.stance}", language) if card.stance else "",
        "quantities": "\n".join(f"{q.text} = {q.shown} {q.unit}".rstrip() for q in card.quantities),
        "kind": words.text(f"kind.{card.kind}", language),
        "status": words.text(f"status.{card.status}", language),
        "article_id": view.article_id,
        "sheet_id": view.sheet_id,
        "role": view.role,
    }


def _shown(group: str, key: str, language: str) -> str:
    return labels.load().text(f"{group}.{key}", language)
