"""What a run that was stopped left behind: articles that are stored, but were neither checked nor rendered."""

from __future__ import annotations

from collections.abc import Collection

from store.connection import Store

_ENDED = "('completed', 'completed_with_rejects', 'recovered')"


def unfinished_articles(store: Store) -> set[str]:
    """Ids of articles that were last written by a run which failed, was interrupted, or never came to its end."""
    rows = store.con.execute(
        f"SELECT article_id FROM articles JOIN runs USING (run_id) WHERE runs.status NOT IN {_ENDED}"  # noqa: S608
    ).fetchall()
    return {row[0] for row in rows}


def settle(store: Store, article_ids: Collection[str]) -> None:
    """Marks as recovered those stopped runs of which all articles are among these, now checked and rendered."""
    with store.transaction() as con:
        con.execute(
            f"UPDATE desk_machine.runs SET status = 'recovered' WHERE status NOT IN {_ENDED} "  # noqa: S608
            "AND EXISTS (SELECT 1 FROM articles WHERE articles.run_id = runs.run_id) "
            "AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.run_id = runs.run_id "
            "AND NOT list_contains($ids, articles.article_id))",
            {"ids": list(article_ids)},
        )
