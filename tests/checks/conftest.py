"""A store in which every check holds, for faults to be planted in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.types import (
    Article,
    Attribution,
    Claim,
    DateMention,
    Entity,
    Extraction,
    Quantity,
    Reason,
    Source,
    Span,
)
from store import Store, connect, reviews, runs
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
# Combining marks, a family that is one grapheme of five code points, and a ligature: offsets count code points.
LEAD, WORDS = "قالَ 👨‍👩‍👧 مديرُ المرفأ ﷲ إنَّ ", "الباخرة أفرغت ٣٠٠ طن"


def extraction(article_id: str) -> Extraction:
    """One sentence with one claim, dated, counted, named and attributed; the figure tells articles apart."""
    words = f"{WORDS} {article_id}"
    text = f"{LEAD}{words}."
    start, end = len(LEAD), len(LEAD) + len(words)
    claim = Claim(
        claim_id=f"c-{article_id}",
        start=start,
        end=end,
        text=words,
        sentence=(0, len(text)),
        kind="quantity",
        checkable=True,
        check_worthiness=0.75,
        reasons=(Reason("figure", 0.5, "٣٠٠"), Reason("verb", 0.2, "أفرغت")),
        speaker="مدير المرفأ",
        speaker_type="person",
        cue="قال",
        stance="asserts",
        dates=(DateMention(start, end, words, "2026-02", "2026-02-01", "2026-02-28", "explicit"),),
        quantities=(Quantity(start, end, words, 300.0, "طن"),),
        entities=(Entity(start, start + 7, words[:7], "MISC"),),
    )
    said = Attribution(Source(0, 5, text[:5], "مدير المرفأ"), Span(0, 4, text[:4]), Span(start, end, words), False)
    article = Article(
        article_id, text, "ar", f"أخبار المرفأ {article_id}", "صحيفة الساحل", f"https://coast.example/{article_id}",
        "2026-03-01T09:00:00+03:00",
    )  # fmt: skip
    return Extraction(article, (), (claim,), (said,))


def fill(store: Store, article_ids: Iterable[str]) -> None:
    """An article an id, its claim reviewed with a source; ids of all that hangs on it end in the article's."""
    ids = list(article_ids)
    runs.start_run(store, "r1", NOW)
    write_batch(store, "r1", [extraction(article_id) for article_id in ids], NOW)
    source = ReviewSource(
        "https://port.example/log",
        published_on="2026-03-01",
        accessed_on="2026-03-02",
        archive_url="https://archive.example/port-log",
        stance="refutes",
        tier="primary",
    )
    for sheet_id, reviewer, role in (("s1", "ليلى", "checker"), ("s2", "سامي", "second")):
        given = tuple(
            FilledRow(
                f"c-{article_id}", reviewer, "false", rationale="سجل المرفأ يقول غير ذلك", role=role, sources=(source,)
            )
            for article_id in ids
        )
        drafts = (FilledRow(f"c-{ids[0]}", reviewer),)
        reviews.record(store, FilledSheet(sheet_id, f"{sheet_id}.html", given, drafts), NOW)
    # Hashes tell a reader of a failing test nothing: r- and s- are the first reader's, q- and z- the second one's.
    for sheet_id, review, kept in (("s1", "r-", "s-"), ("s2", "q-", "z-")):
        store.con.execute(
            "UPDATE desk_human.sources SET source_id = replace(claim_id, 'c-', $kept), "
            "review_id = replace(claim_id, 'c-', $review) "
            "WHERE review_id IN (SELECT review_id FROM desk_human.reviews WHERE sheet_id = $sheet)",
            {"kept": kept, "review": review, "sheet": sheet_id},
        )
        store.con.execute(
            "UPDATE desk_human.reviews SET review_id = replace(claim_id, 'c-', $review) WHERE sheet_id = $sheet",
            {"review": review, "sheet": sheet_id},
        )
    store.con.execute(
        "INSERT INTO desk_human.claimant_replies "
        "SELECT 'p-' || claim_id, row_number() OVER (), claim_id, 'asked', '', 'ليلى', $now FROM desk_machine.claims",
        {"now": NOW},
    )


@pytest.fixture(scope="session")
def sound_store() -> Callable[[Path, Iterable[str]], Path]:
    """Makes a sound store of these articles at a path."""

    def make(path: Path, article_ids: Iterable[str]) -> Path:
        with connect(path) as store:
            fill(store, article_ids)
        return path

    return make


@pytest.fixture
def sound(sound_store: Callable[[Path, Iterable[str]], Path], store_path: Path) -> Path:
    """Three articles in which every check holds, to be spoilt at will."""
    return sound_store(store_path, ["a1", "a2", "a3"])
