"""A newsroom's store with verdicts that were published, corrected and retracted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.types import Article, Claim, Extraction, Sentence
from store import connect
from store.archiving import note_addresses
from store.bulk import insert_rows
from store.reviews import record
from store.tables import columns_of
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOSTILE = "</script><script>alert('x')</script> & <b>"
CLAIMS = {
    # id: words, speaker, type, verdict, reason
    "c-false": ("حفرت البلدية ١٢ بئراً", "رئيس البلدية", "person", "false", ""),
    "c-true": ("افتتح الجسر في أيار ٢٠٢٥", None, "outlet", "true", ""),
    "c-unproven": (f"قال {HOSTILE} شيئاً", "مصدر", "anonymous", "unproven", ""),
    "c-opinion": ("الموسم رائع", "تقرير الموسم", "document", "not_checkable", "opinion"),
    "c-open": ("ستبدأ الأشغال غداً", "الوزارة", "organisation", "", ""),
}
_PUBLICATIONS = columns_of(
    "publication_id VARCHAR, seq BIGINT, claim_id VARCHAR, action VARCHAR, verdict VARCHAR, review_id VARCHAR, "
    "url VARCHAR, note VARCHAR, published_by VARCHAR, published_at TIMESTAMP"
)


def extraction(article_id: str, ids: list[str], *, url: str, published: str, suffix: str = "") -> Extraction:
    lead, text, claims, sentences = "قيل إن ", "", [], []
    for key in ids:
        words, speaker, kind, *_ = CLAIMS[key]
        at, start = len(text), len(text) + len(lead)
        text += f"{lead}{words}.\n"
        sentences.append(Sentence(at, len(text) - 1, True, 0.5))
        claims.append(
            Claim(
                claim_id=key + suffix, start=start, end=start + len(words), text=words, sentence=(at, len(text) - 1),
                kind="event", checkable=True, check_worthiness=0.5, reasons=(), speaker=speaker, speaker_type=kind,
                cue=None, stance=None, dates=(), quantities=(), entities=(),
            )
        )  # fmt: skip
    article = Article(article_id, text, "ar", f"مياه {HOSTILE}", "وكالة الوادي", url, published)
    return Extraction(article, tuple(sentences), tuple(claims), (), extractor_version="1")


def newsroom(path: Path) -> Path:
    """The store: two articles of which one says an earlier claim too, and a verdict on every claim but one."""
    source = ReviewSource(
        "https://archive.example/ledger?utm_source=x", "سجل الآبار", "البلدية", accessed_on="2026-03-01",
        archive_url="https://archive.ph/abc", quote=f"تسع آبار {HOSTILE}", stance="refutes", tier="primary",
    )  # fmt: skip
    with connect(path) as store:
        late = extraction("a1", list(CLAIMS), url="https://valley.example/a1", published="2026-03-01T01:30:00+03:00")
        early = extraction("a0", ["c-false"], url="https://hill.example/a0", published="2026-02-20", suffix="-0")
        write_batch(store, "run", [late, early], NOON)
        rows = []
        for key, (_, _, _, verdict, reason) in CLAIMS.items():
            given = () if verdict == "not_checkable" else (source,)
            if verdict:
                rows.append(FilledRow(key, "ليلى", verdict, reason, f"لأن {HOSTILE}", sources=given))
        assert not record(store, FilledSheet("s1", "s1.html", tuple(rows)), NOON).refusals
        note_addresses(store)
    return path


def publish(
    path: Path, claim_id: str, action: str, verdict: str, *, url: str = "", note: str = "", hour: int = 0
) -> None:
    """One row of publications, as the desk writes it."""
    with connect(path) as store, store.transaction() as con:
        found = con.execute("SELECT review_id FROM verdicts WHERE claim_id = $id", {"id": claim_id}).fetchone()
        (last,) = con.execute("SELECT coalesce(max(seq), 0) FROM desk_human.publications").fetchone()
        at = (NOON + timedelta(hours=hour)).replace(tzinfo=None).isoformat()
        row = (f"p{last + 1}", last + 1, claim_id, action, verdict, found[0], url, note, "سعاد", at)
        insert_rows(con, "desk_human.publications", _PUBLICATIONS, [row])
