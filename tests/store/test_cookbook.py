"""The named queries, each with the answer that a small store of known content must give."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.types import Extraction
from store import Store, connect, quality, queries, reviews, runs, statuses
from store.types import CheckResult, FilledRow, FilledSheet, Reject, ReviewSource, RunCounts
from store.writing import write_batch

WELL, BRIDGE = "حفرت البلدية ١٢ بئراً", "افتتح الجسر في أيار ٢٠٢٥"
DAY = timedelta(days=1)
RECORD = "https://water.example/r"
PAPER = "https://paper.example/p"
DESK = """
INSERT INTO desk_human.publications BY NAME
SELECT 'p' || seq AS publication_id, seq, 'a1-{well}' AS claim_id, action, 'false' AS verdict, '' AS review_id,
    '' AS url, 'صححنا الرقم' AS note, 'Maya' AS published_by,
    TIMESTAMP '2026-03-05' + to_days(seq::INTEGER) AS published_at
FROM (VALUES (1, 'published'), (2, 'corrected')) AS t(seq, action);
INSERT INTO desk_human.claimant_replies
SELECT 'y1', 1, 'a1-{bridge}', 'asked', '', 'هدى', TIMESTAMP '2026-03-05';
INSERT INTO desk_human.comments SELECT 'm1', 1, 'a1-{well}', 'هدى', 'هل سألناهم؟', now()::TIMESTAMP;
INSERT INTO desk_human.archive_attempts BY NAME
SELECT 't' || seq AS attempt_id, seq, url, 'warc' AS archiver, success, '' AS location, '' AS sha256, 0 AS bytes,
    CASE WHEN success THEN '' ELSE 'timed out' END AS reason, 'هدى' AS requested_by, TIMESTAMP '2026-03-05' AS tried_at
FROM (VALUES (1, '{record}', true), (2, '{paper}', false)) AS t(seq, url, success);
INSERT INTO desk_human.corrections BY NAME
SELECT 'k1' AS correction_id, 1 AS seq, 'a1-{well}' AS claim_id, 'a1' AS article_id, 1 AS article_version,
    'speaker' AS kind, 0 AS position, '' AS text, 'المحافظ' AS value, 'رئيس البلدية' AS machine_value,
    'عمر' AS reviewer, '' AS note, TIMESTAMP '2026-03-06' AS created_at, '' AS sheet_id, 'desk' AS origin;
INSERT INTO desk_machine.quarantine BY NAME
SELECT 'CLM-09' AS code, 'warns' AS severity, 'claim' AS subject, id AS subject_id, 'a1' AS article_id,
    'Twice' AS reason, 'مرتين' AS reason_ar, TIMESTAMP '2026-03-02' AS set_aside_at, 'r1' AS set_aside_run,
    released AS released_at,    'r1' AS released_run
FROM (VALUES ('held', NULL), ('mended', TIMESTAMP '2026-03-04')) AS t(id, released);
"""


def review(store: Store, claim: str, who: str, verdict: str, when: datetime, tier: str = "primary") -> None:
    sources = tuple(ReviewSource(url, stance="refutes", tier=tier, accessed_on="2026-03-03") for url in (RECORD, PAPER))
    row = FilledRow(claim, who, verdict, sources=sources)
    outcome = reviews.record(store, FilledSheet(f"s-{claim}-{who}", "s.html", (row,)), when)
    assert not outcome.refusals


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, make: Callable[..., Extraction]) -> Path:
    """Three articles of one outlet over a month, with all that a desk does to their claims."""
    path = tmp_path_factory.mktemp("asked") / "store.duckdb"
    now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    with connect(path) as store:
        for n, article in enumerate((make("a1"), make("a2"), make("a3"), make("a3", (WELL,), version="2"))):
            runs.start_run(store, f"r{n}", now + n * 10 * DAY)
            write_batch(store, f"r{n}", [article], now + n * 10 * DAY)
            counts = RunCounts(articles_new=1, claims=len(article.claims))
            runs.finish_run(store, f"r{n}", now + n * 10 * DAY + timedelta(seconds=30), "completed", counts)
        review(store, f"a1-{WELL}", "هدى", "false", now + DAY)
        review(store, f"a1-{BRIDGE}", "هدى", "true", now + 2 * DAY)
        review(store, f"a1-{BRIDGE}", "عمر", "partly_true", now + 3 * DAY, tier="secondary")
        statuses.set_status(store, [f"a2-{WELL}"], "assigned", by="هدى", at=now, assignee="عمر")
        statuses.set_status(store, [f"a1-{WELL}"], "published", by="Maya", at=now + 4 * DAY)
        quality.record(store, "r1", [CheckResult("claims", "CLM-01", "Holds", False, 1, ("c1",))], now)
        runs.add_rejects(store, "r1", [Reject("in/x.bin", "binary", "")], now)
        filled = DESK.format(well=WELL, bridge=BRIDGE, record=RECORD, paper=PAPER)
        for statement in filled.split(";\n"):
            if statement.strip():
                store.con.execute(statement)
    return path


def test_there_is_a_query_for_every_answer_and_an_answer_for_every_query():
    assert {name for name, *_ in ANSWERS} == {query.name for query in queries.named()}
    assert len(queries.named()) >= 25


SPEAKER = "رئيس البلدية"
OUTLET = "وكالة الوادي"
ANSWERS: list[tuple[str, dict[str, str], list[str], list[tuple[Any, ...]]]] = [
    ("anonymous_share", {}, ["outlet", "quoted", "anonymous", "anonymous_percent"], [(OUTLET, 5, 0, 0.0)]),
    ("archiving_failures", {}, ["archiver", "reason", "attempts", "addresses"], [("warc", "timed out", 1, 1)]),
    ("articles_on_day", {"day": "2026-03-02"}, ["article_id", "version", "outlet"], [("a1", 1, OUTLET)]),
    ("articles_that_changed", {}, ["article_id", "versions", "claims_withdrawn"], [("a3", 2, 1)]),
    ("changed_verdicts", {}, ["first_verdict", "verdict", "course"], [("true", "partly_true", "true > partly_true")]),
    ("changes_by_kind", {"days": "36500"}, ["change", "many"], [
        ("articles read", 4), ("claims found", 6), ("claims withdrawn", 1), ("reviews", 3), ("publications", 1),
        ("corrections and retractions", 1), ("comments", 1)]),
    ("changes_since", {"day": "2026-04-01"}, ["status", "claim_id"], [("withdrawn", f"a3-{BRIDGE}")]),
    ("claimants_not_asked", {}, ["verdict", "claim_id"], [("false", f"a1-{WELL}")]),
    ("claims_about_day", {"day": "2025-05-10", "limit": "1"}, ["date_text", "verdict", "outlet"], [
        (BRIDGE, "partly_true", OUTLET)]),
    ("claims_about_name", {"name": "إفتتح"}, ["claim_id", "verdict"], [
        (f"a1-{BRIDGE}", "partly_true"), (f"a2-{BRIDGE}", None)]),
    ("claims_about_place", {"place": "دمشق"}, ["claim_id"], []),
    ("failed_checks", {}, ["code", "failing_rows"], [("CLM-01", 1)]),
    ("figures_by_unit", {"unit": "بئر", "limit": "1"}, ["value", "unit", "verdict"], [(12.0, "بئر", "partly_true")]),
    ("machine_corrected", {}, ["kind", "language", "corrections"], [("speaker", "ar", 1)]),
    ("most_quoted_speakers", {}, ["speaker", "claims", "articles", "decided", "false", "false_percent"], [
        (SPEAKER, 5, 3, 2, 1, 50.0)]),
    ("open_claims_by_age", {}, ["claim_id", "status"], [
        (f"a2-{BRIDGE}", "new"), (f"a2-{WELL}", "assigned"), (f"a3-{WELL}", "new")]),
    ("outlets", {}, ["outlet", "articles", "claims", "claims_an_article", "decided", "false"], [
        (OUTLET, 3, 5, 1.7, 2, 1)]),
    ("outlets_corrected_most", {}, ["outlet", "decided", "wrong", "wrong_percent", "published"], [
        (OUTLET, 2, 1, 50.0, 1)]),
    ("published_then_corrected", {}, ["action", "first_verdict", "note", "claim_id"], [
        ("corrected", "false", "صححنا الرقم", f"a1-{WELL}")]),
    ("quarantine_by_code", {}, ["code", "set_aside", "still_held", "mended"], [("CLM-09", 2, 1, 1)]),
    ("quarantined_rows", {}, ["subject_id", "reason_ar"], [("held", "مرتين")]),
    ("queue_by_assignee", {}, ["assignee", "new", "assigned", "open"], [("nobody", 2, 0, 2), ("عمر", 0, 1, 1)]),
    ("rejects_by_reason", {}, ["reason", "source"], [("binary", "in/x.bin")]),
    ("repeated_after_false", {}, ["claim_id", "first_claim_id"], [
        (f"a3-{WELL}", f"a1-{WELL}"), (f"a2-{WELL}", f"a1-{WELL}")]),
    ("reviewer_agreement", {}, ["reviewer", "other", "claims", "agreed", "agreed_percent"], [
        ("عمر", "هدى", 1, 0, 0.0)]),
    ("reviewer_load", {}, ["reviewer", "reviews", "claims", "days_at_work"], [("هدى", 2, 2, 2), ("عمر", 1, 1, 1)]),
    ("reviewers_who_disagree", {}, ["standing", "said"], [("partly_true", "عمر: partly_true, هدى: true")]),
    ("runs_lately", {"limit": "1"}, ["run_id", "status", "seconds", "claims"], [("r3", "completed", 30, 1)]),
    ("sources_never_archived", {}, ["url", "claims"], [(PAPER, 2)]),
    ("sources_used_most", {}, ["site", "used", "claims", "as_primary"], [
        ("paper.example", 3, 2, 2), ("water.example", 3, 2, 2)]),
    ("speakers_by_outlet", {}, ["outlet", "speaker", "claims"], [(OUTLET, SPEAKER, 5)]),
    ("statuses_on_day", {"day": "2026-03-04"}, ["status", "assignee", "claims"], [("decided", "", 2)]),
    ("time_to_verdict", {}, ["month", "claims", "median_hours"], [("2026-03", 2, 36.0)]),
    ("verdicts_by_month", {}, ["month", "decided", "false", "partly_true"], [("2026-03", 2, 1, 1)]),
    ("verdicts_by_speaker", {}, ["speaker", "claims", "decided", "false"], [(SPEAKER, 5, 2, 1)]),
    ("verdicts_on_day", {"day": "2026-03-04"}, ["claim_id", "verdict"], [
        (f"a1-{BRIDGE}", "true"), (f"a1-{WELL}", "false")]),
    ("verdicts_to_publish", {}, ["claim_id", "verdict"], [(f"a1-{BRIDGE}", "partly_true")]),
    ("without_primary_source", {}, ["claim_id", "decided_by"], [(f"a1-{BRIDGE}", "عمر")]),
    ("worth_checking", {}, ["claim_id"], [(f"a2-{BRIDGE}",), (f"a3-{WELL}",)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "columns", "answer"), ANSWERS, ids=[name for name, *_ in ANSWERS])
def test_it_answers(asked: Path, name: str, values: dict[str, str], columns: list[str], answer: list[tuple[Any, ...]]):
    result = queries.run_named(asked, name, values)
    at = [result.columns.index(column) for column in columns]
    assert [tuple(row[n] for n in at) for row in result.rows] == answer


def test_a_place_is_found_by_any_spelling(asked: Path, tmp_path: Path):
    with connect(asked) as store:
        store.con.execute(
            "INSERT INTO desk_machine.claim_entities SELECT claim_id, 1, 0, 4, 'الإسكندريّة', 'LOC' FROM claims "
            "WHERE claim_id = $id",
            {"id": f"a1-{WELL}"},
        )
    result = queries.run_named(asked, "claims_about_place", {"place": "اسكندريه"})
    assert [(row[0], row[4]) for row in result.rows] == [("الإسكندريّة", "false")]


def test_every_question_is_asked_in_both_languages_and_every_parameter_says_what_it_is():
    for query in queries.named():
        assert query.question.endswith("?"), query.name
        assert query.question_ar.endswith("؟"), query.name
        assert all(parameter.meaning for parameter in query.parameters)
        used = set(re.findall(r"\$(\w+)", query.sql))
        assert used == {parameter.name for parameter in query.parameters}, query.name
