"""The store that benchmarks are run on is a store like any other: nothing dangles, and offsets name what they say."""

from __future__ import annotations

from pathlib import Path

from benchmarks import bigstore
from store import Store, connect

DANGLING = """
SELECT count(*) FROM (
    SELECT claim_id FROM claim_dates UNION ALL SELECT claim_id FROM sources UNION ALL SELECT claim_id FROM reviews
    UNION ALL SELECT claim_id FROM publications UNION ALL SELECT claim_id FROM corrections
) AS hung WHERE claim_id NOT IN (SELECT claim_id FROM claims)
"""
MISPLACED = """
SELECT count(*) FROM claims JOIN articles USING (article_id)
WHERE substr(text, start_char + 1, end_char - start_char) <> claim_text
   OR substr(text, sentence_start + 1, sentence_end - sentence_start) <> sentence_text
"""


def test_it_holds_together(store: Store):
    bigstore.fill(store, 500)
    assert store.con.execute("SELECT count(*), count(DISTINCT claim_id) FROM claims").fetchone() == (500, 500)
    assert store.con.execute(DANGLING).fetchone() == (0,)
    assert store.con.execute(MISPLACED).fetchone() == (0,)
    assert store.con.execute("SELECT count(*) > 20 FROM verdicts").fetchone() == (True,)
    assert store.con.execute("SELECT count(DISTINCT language) FROM articles").fetchone() == (2,)


def test_the_same_number_gives_the_same_rows(store: Store, tmp_path: Path):
    bigstore.fill(store, 200)
    with connect(tmp_path / "other.duckdb") as other:
        bigstore.fill(other, 200)
        for view in ("claims", "articles", "reviews", "sources", "publications"):
            mine, theirs = (s.con.execute(f"SELECT * FROM {view} ORDER BY ALL").fetchall() for s in (store, other))
            assert mine == theirs
