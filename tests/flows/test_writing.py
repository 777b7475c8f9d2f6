"""Batches into the store: what is refused, and what goes on without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from extractors import extract
from extractors.types import Article
from flows import writing
from flows.records import Extracted
from store.queries import run as ask
from store.types import Reject

AT = datetime(2024, 5, 6, 9, tzinfo=UTC)
TEXT = "قال وزير الري سالم الهادي إن السد يخزن 40 مليون متر مكعب."


def article(name: str, text: str = TEXT) -> Article:
    return Article(id=name, text=text, language="ar", published_at="2024-05-06")


def test_an_article_that_the_store_refuses_is_set_aside_alone(store_path: Path):
    good, other = extract(article("good")), extract(article("other"))
    # A lone surrogate is valid in JSON and in Python, and no database keeps it.
    broken = replace(good, article=article("broken", TEXT + "\ud800"), claims=(), attributions=())
    name, _ = writing.start(str(store_path), "run", AT)
    unread = Reject("x.txt", "empty", "nothing in it")
    written = writing.write(name, "run", Extracted(0, [good, broken, other], [unread]), AT)
    assert (written.counts.articles_new, written.counts.articles_rejected) == (2, 2)
    assert sorted(written.changed) == ["good", "other"]
    assert [(one[0], one[1]) for one in ask(store_path, "select reason, source from rejects order by 1").rows] == [
        ("empty", "x.txt"),
        ("not_stored", "broken"),
    ]


def test_writing_the_same_again_changes_nothing(store_path: Path):
    name, _ = writing.start(str(store_path), "first", AT)
    extracted = Extracted(0, [extract(article("a"))], [])
    assert writing.write(name, "first", extracted, AT).changed == ["a"]
    again = writing.write(name, "second", extracted, AT)
    assert again.changed == []
    assert again.counts.articles_unchanged == 1
