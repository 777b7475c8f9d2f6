"""Extractions in, rows out: the same rows for the same input, and nothing lost when an article changes."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from store import Store, connect, reading, statuses
from store.trouble import RefusedData
from store.types import RunCounts
from store.writing import write_batch

Make = Callable[..., Extraction]
VIEWS = (
    "articles", "article_versions", "claims", "claim_dates", "claim_quantities", "claim_entities", "claim_reasons",
    "claim_history", "attributions",
)  # fmt: skip


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return store.con.execute(sql).fetchall()


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the machine's views, without what names the run and its time."""
    left_out = "run_id|first_run_id|ingested_at|first_seen_at|changed_at"
    return {
        view: rows(store, f"SELECT COLUMNS(c -> NOT regexp_full_match(c, '{left_out}')) FROM {view} ORDER BY ALL")
        for view in VIEWS
    }


def test_a_claim_is_stored_with_all_that_hangs_on_it(store: Store, make: Make, now: datetime):
    one = make()
    outcome = write_batch(store, "r1", [one], now)
    assert outcome.changed == ["a1"]
    assert outcome.counts == RunCounts(articles_new=1, claims=2)
    (claim, _) = one.claims
    columns = "claim_id, start_char, end_char, claim_text, sentence_text, kind, speaker, cue, stance, status, run_id"
    assert rows(store, f"SELECT {columns} FROM claims ORDER BY start_char")[0] == (
        claim.claim_id, claim.start, claim.end, claim.text, one.article.text[: claim.sentence[1]], "quantity",
        "رئيس البلدية", "قال", "asserts", "new", "r1",
    )  # fmt: skip
    assert rows(store, "SELECT count(*) FROM claim_dates WHERE from_date = DATE '2025-05-01'") == [(2,)]
    assert rows(store, "SELECT text, value, unit FROM claim_quantities LIMIT 1") == [(claim.text[:4], 12.0, "بئر")]
    assert rows(store, "SELECT label FROM claim_entities LIMIT 1") == [("ORG",)]
    assert rows(store, "SELECT feature, weight FROM claim_reasons ORDER BY ALL LIMIT 1") == [("cue", 0.25)]
    assert rows(
        store, "SELECT claim_id, source_resolved, content_text FROM attributions ORDER BY position LIMIT 1"
    ) == [(claim.claim_id, "رئيس البلدية", claim.text)]


def test_publication_keeps_the_wall_clock_the_moment_and_the_text(store: Store, make: Make, now: datetime):
    write_batch(store, "r1", [make(), make("a2", published_at="2026-03-01"), make("a3", published_at=None)], now)
    assert rows(store, "SELECT published_at, published_utc, published_iso FROM articles ORDER BY article_id") == [
        (datetime(2026, 3, 1, 1, 30), datetime(2026, 2, 28, 22, 30), "2026-03-01T01:30:00+03:00"),
        (datetime(2026, 3, 1), None, "2026-03-01"),
        (None, None, None),
    ]


def test_the_same_batch_again_writes_nothing(store: Store, make: Make, now: datetime):
    write_batch(store, "r1", [make(), make("a2")], now)
    before = {view: rows(store, f"SELECT * FROM {view} ORDER BY ALL") for view in VIEWS}
    outcome = write_batch(store, "r2", [make(), make("a2")], now + timedelta(days=1))
    assert outcome.changed == []
    assert outcome.counts == RunCounts(articles_unchanged=2)
    assert {view: rows(store, f"SELECT * FROM {view} ORDER BY ALL") for view in VIEWS} == before


def test_order_and_batches_change_no_row(tmp_path: Path, make: Make, now: datetime):
    articles = [make(f"a{n}") for n in range(5)]
    found = []
    for name, batches in {"one": [articles], "two": [articles[3:], articles[:3][::-1]]}.items():
        with connect(tmp_path / f"{name}.duckdb") as store:
            for batch in batches:
                write_batch(store, name, batch, now)
            found.append(everything(store))
    assert found[0] == found[1]


def test_a_changed_article_keeps_its_versions(store: Store, make: Make, now: datetime):
    write_batch(store, "r1", [make()], now)
    outcome = write_batch(store, "r2", [make(title="عنوان آخر")], now)
    assert outcome.counts == RunCounts(articles_updated=1, claims=2)
    assert rows(store, "SELECT version, title, run_id FROM articles") == [(2, "عنوان آخر", "r2")]
    assert rows(store, "SELECT version, title, run_id FROM article_versions ORDER BY version") == [
        (1, "مياه القرى", "r1"),
        (2, "عنوان آخر", "r2"),
    ]


def test_a_new_extractor_rewrites_claims_and_keeps_the_version(store: Store, make: Make, now: datetime):
    write_batch(store, "r1", [make()], now)
    assert write_batch(store, "r2", [make(version="2")], now).counts.articles_updated == 1
    assert rows(store, "SELECT version, extractor_version FROM articles") == [(1, "2")]
    assert rows(store, "SELECT DISTINCT extractor_version, run_id, first_run_id FROM claims") == [("2", "r2", "r1")]
    assert rows(store, "SELECT count(*) FROM claim_dates") == [(2,)]
    assert rows(store, "SELECT count(*) FROM attributions") == [(2,)]


def test_a_claim_that_vanishes_is_withdrawn_and_comes_back(store: Store, make: Make, now: datetime):
    both = make()
    well, bridge = both.claims
    write_batch(store, "r1", [both], now)
    statuses.set_status(store, [bridge.claim_id], "assigned", by="huda", at=now, assignee="omar")
    write_batch(store, "r2", [make(claims=(well.text,))], now)
    status = "SELECT claim_id, status, assignee, article_version FROM claims ORDER BY position"
    assert rows(store, status) == [(well.claim_id, "new", "", 2), (bridge.claim_id, "withdrawn", "omar", 1)]
    assert rows(store, f"SELECT count(*) FROM claim_dates WHERE claim_id = '{bridge.claim_id}'") == [(1,)]
    write_batch(store, "r3", [make(claims=(well.text,), version="2")], now)
    write_batch(store, "r4", [both], now)
    assert rows(store, status) == [(well.claim_id, "new", "", 3), (bridge.claim_id, "assigned", "omar", 3)]
    history = f"SELECT status, changed_by FROM claim_history WHERE claim_id = '{bridge.claim_id}' ORDER BY seq"
    assert rows(store, history) == [
        ("new", "claimdesk"), ("assigned", "huda"), ("withdrawn", "claimdesk"), ("assigned", "claimdesk"),
    ]  # fmt: skip


def test_what_a_person_withdrew_stays_withdrawn(store: Store, make: Make, now: datetime):
    write_batch(store, "r1", [make()], now)
    claim_id = make().claims[0].claim_id
    statuses.set_status(store, [claim_id], "withdrawn", by="huda", at=now, reason="asked by the outlet")
    write_batch(store, "r2", [make(version="2")], now)
    assert rows(store, f"SELECT status FROM claims WHERE claim_id = '{claim_id}'") == [("withdrawn",)]


def test_an_article_that_comes_twice_in_a_batch_is_written_in_turn(store: Store, make: Make, now: datetime):
    outcome = write_batch(store, "r1", [make(), make(), make(title="عنوان آخر")], now)
    assert outcome.counts == RunCounts(articles_new=1, articles_unchanged=1, articles_updated=1, claims=4)
    assert outcome.changed == ["a1"]
    assert rows(store, "SELECT title FROM articles") == [("عنوان آخر",)]


def test_an_attribution_goes_to_the_claim_that_it_overlaps_most(store: Store, make: Make, now: datetime):
    one = make()
    well, bridge = one.claims
    across = Attribution(None, None, Span(well.end - 1, bridge.end, one.article.text[well.end - 1 : bridge.end]), True)
    outside = Attribution(None, None, Span(0, 3, one.article.text[:3]), False)
    write_batch(store, "r1", [replace(one, attributions=(across, outside))], now)
    assert rows(store, "SELECT claim_id FROM attributions ORDER BY position") == [(bridge.claim_id,), (None,)]


def with_day(claim: Claim, day: str) -> Claim:
    return replace(claim, dates=(replace(claim.dates[0], to_date=day),))


def shifted(one: Extraction) -> Extraction:
    return replace(one, claims=(replace(one.claims[0], start=one.claims[0].start + 1), *one.claims[1:]))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda one: [shifted(one)], "other words than the text"),
        (lambda one: [replace(one, claims=one.claims * 2)], "comes twice"),
        (lambda one: [one, replace(one, article=replace(one.article, id="a2"))], "in articles a1 and a2"),
        (lambda one: [replace(one, article=replace(one.article, title="x\ud800"))], "half a character"),
        (lambda one: [replace(one, claims=(replace(one.claims[0], check_worthiness=float("nan")),))], "not a number"),
        (lambda one: [replace(one, claims=(with_day(one.claims[0], "2026-02-31"),))], "does not fit"),
        (lambda one: [replace(one, claims=(replace(one.claims[0], kind=None),))], "does not fit"),
    ],
)
def test_a_batch_that_contradicts_itself_stores_nothing(
    store: Store, make: Make, now: datetime, spoil: Callable[[Extraction], list[Extraction]], said: str
):
    with pytest.raises(RefusedData, match=said):
        write_batch(store, "r1", [make("a0"), *spoil(make())], now)
    assert rows(store, "SELECT count(*) FROM articles") == [(0,)]


def test_a_claim_id_of_another_article_is_refused(store: Store, make: Make, now: datetime):
    write_batch(store, "r1", [make()], now)
    thief = replace(make(), article=replace(make().article, id="a2"))
    with pytest.raises(RefusedData, match="belongs to article a1 already"):
        write_batch(store, "r2", [thief], now)
    assert rows(store, "SELECT article_id FROM articles") == [("a1",)]


EXAMPLES = itertools.count()
# Any text that UTF-8 can hold: NULs, combining marks, bidi controls, emoji; only lone surrogates are no text.
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    span = (start, end, text[start:end])
    claim = Claim(
        "c1", *span, (0, len(text)), draw(ANY), True, draw(st.floats(0, 1)),
        reasons=tuple(draw(st.lists(st.builds(Reason, ANY, st.floats(-9, 9), ANY), max_size=3))),
        speaker=draw(st.none() | ANY), speaker_type=draw(ANY), cue=draw(st.none() | ANY), stance=draw(st.none() | ANY),
        dates=tuple(draw(st.lists(st.builds(lambda v, d: DateMention(*span, v, d, d, "fuzzy"), ANY,
                                            st.none() | st.dates().map(str)), max_size=3))),
        quantities=tuple(draw(st.lists(st.builds(lambda v, u: Quantity(*span, v, u),
                                                 st.floats(allow_nan=False, allow_infinity=False), ANY), max_size=3))),
        entities=(Entity(*span, draw(ANY)),),
    )  # fmt: skip
    source = draw(st.none() | st.just(Source(*span, "x")))
    article = Article("a1", text, draw(ANY), draw(ANY), draw(ANY), draw(ANY), draw(st.none() | ANY), draw(ANY))
    said = Attribution(source, draw(st.none() | st.just(Span(*span))), Span(*span), draw(st.booleans()))
    return Extraction(article, (), (claim,), (said,))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=extractions())
def test_what_is_written_is_read_back(store: Store, now: datetime, one: Extraction):
    # Each example is a new extractor's find, for the same extractor would not be asked again.
    write_batch(store, "r1", [replace(one, extractor_version=str(next(EXAMPLES)))], now)
    (article,) = reading.sheet_articles(store, article_ids=["a1"], open_only=False)
    given = one.article
    assert (article.text, article.language, article.title, article.outlet, article.url, article.author) == (
        given.text, given.language, given.title, given.outlet, given.url, given.author,
    )  # fmt: skip
    assert article.published_at == given.published_at
    (claim,), (wanted,) = article.claims, one.claims
    assert given.text[claim.start_char : claim.end_char] == claim.claim_text == wanted.text
    assert (claim.dates, claim.quantities, claim.entities, claim.reasons) == (
        wanted.dates, wanted.quantities, wanted.entities, wanted.reasons,
    )  # fmt: skip
    assert (claim.kind, claim.speaker, claim.speaker_type, claim.cue, claim.stance, claim.check_worthiness) == (
        wanted.kind, wanted.speaker, wanted.speaker_type, wanted.cue, wanted.stance, wanted.check_worthiness,
    )  # fmt: skip
    assert claim.attributions == one.attributions
    misplaced = rows(store, "SELECT count(*) FROM claims AS c JOIN articles AS a USING (article_id) WHERE "
                            "substr(a.text, start_char + 1, end_char - start_char) <> claim_text")  # fmt: skip
    assert misplaced == [(0,)], "DuckDB counts code points, as we do"
