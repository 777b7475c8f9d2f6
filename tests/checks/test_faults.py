"""Each check has a fault that it exists for: planted in a sound store, it is found, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from checks import run_checks
from checks.expectations import all_expectations
from store import connect, vocabulary
from store.types import CheckResult


@dataclass(frozen=True)
class Fault:
    """What spoils the store, the ids that the check must name, and other checks that the same fault must break."""

    sql: str
    ids: tuple[str, ...]
    also: tuple[str, ...] = ()


def update(table: str, change: str, where: str) -> str:
    return f"UPDATE {table} SET {change} WHERE {where}"


def claim(change: str) -> str:
    return update("desk_machine.claims", change, "claim_id = 'c-a2'")


def article(change: str) -> str:
    return update("desk_machine.article_versions", change, "article_id = 'a2'")


def text(new: str) -> str:
    """Another text with the claim still in its place, so that only what is wrong with the text is wrong."""
    return article(f"text = text || '{new}', content_sha256 = sha256(text || '{new}')")


def again(table: str, where: str, replaced: str = "") -> str:
    return f"INSERT INTO {table} SELECT * {replaced} FROM {table} WHERE {where}"


UNDATED = "published_iso = NULL, published_at = NULL, published_utc = NULL"
MANY = (
    "INSERT INTO desk_machine.articles SELECT * REPLACE (article_id || '-' || i AS article_id) "
    "FROM desk_machine.articles, range(4) AS t(i); "
    "INSERT INTO desk_machine.article_versions SELECT * REPLACE (article_id || '-' || i AS article_id, "
    "text || i AS text, sha256(text || i) AS content_sha256) FROM desk_machine.article_versions, range(4) AS t(i); "
).replace("SELECT * REPLACE", "SELECT * EXCLUDE (i) REPLACE")
HUMAN = "desk_human"

FAULTS: dict[str, Fault] = {
    "ART-01": Fault(again("desk_machine.articles", "article_id = 'a2'"), ("a2",), ("ART-10",)),
    "ART-02": Fault(article("text = '12 34', content_sha256 = sha256('12 34')"), ("a2",),
                    ("CLM-01", "CLM-02", "ATT-01", "DAT-03")),
    "ART-03": Fault(article("text = text || ' ', url = url"), ("a2",)),
    "ART-04": Fault(article("published_utc = TIMESTAMP '2026-03-05 00:00'"), ("a2",)),
    "ART-05": Fault(MANY + update("desk_machine.article_versions", UNDATED, "contains(article_id, '-')"), ()),
    "ART-06": Fault(article("published_iso = 'البارحة', published_at = NULL, published_utc = NULL"), ("a2",)),
    "ART-07": Fault(update("desk_machine.articles", "language_supported = false", "article_id = 'a2'"), ("a2",)),
    "ART-08": Fault(text(" Ø§Ù„Ø³ÙÙŠÙ†Ø© ÙˆØµÙ„Øª"), ("a2",)),
    "ART-09": Fault(text(" ﺍﻟﺴﻔﻴﻨﺔ"), ("a2",)),
    "ART-10": Fault(update("desk_machine.article_versions", "text = (SELECT text || '!' FROM articles WHERE "
                           "article_id = 'a1'), content_sha256 = sha256((SELECT text || '!' FROM articles WHERE "
                           "article_id = 'a1'))", "article_id = 'a3'"), ("a1", "a3"),
                    ("CLM-01", "CLM-02", "ATT-01", "DAT-03")),
    "ART-11": Fault(text(" كلام طويل عن البحر." * 90) + ";" + claim("checkable = false"), ("a2",)),
    "ART-12": Fault(article("url = 'javascript:alert(1)'"), ("a2",)),
    "CLM-01": Fault(claim("start_char = start_char + 1"), ("c-a2",)),
    "CLM-02": Fault(claim("sentence_start = sentence_start + 3"), ("c-a2",)),
    "CLM-03": Fault(again("desk_machine.claims", "claim_id = 'c-a2'"), ("c-a2",), ("CLM-09", "REV-04")),
    "CLM-04": Fault(claim("claim_text = ' . '"), ("c-a2",), ("CLM-01",)),
    "CLM-05": Fault(claim("check_worthiness = 1.5"), ("c-a2",)),
    "CLM-06": Fault(claim("kind = 'gossip'"), ("c-a2",)),
    "CLM-07": Fault(claim("speaker = NULL"), ("c-a2",)),
    "CLM-08": Fault(claim("speaker = 'صحيفة الساحل'"), ("c-a2",)),
    "CLM-09": Fault(again("desk_machine.claims", "claim_id = 'c-a2'", "REPLACE ('c-b2' AS claim_id, 1 AS position)"),
                    ("c-b2",)),
    "CLM-10": Fault(again("desk_machine.claims", "claim_id = 'c-a2'", "REPLACE ('c-lost' AS claim_id, 'a9' AS "
                          "article_id)"), ("c-lost",)),
    "CLM-11": Fault(update(f"{HUMAN}.claim_statuses", "status = 'lost'", "claim_id = 'c-a2'"), ("c-a2",)),
    "ATT-01": Fault(update("desk_machine.attributions", "source_text = 'x'", "article_id = 'a2'"), ("a2#0",)),
    "ATT-02": Fault(update("desk_machine.attributions", "claim_id = 'c-a1'", "article_id = 'a2'"), ("a2#0",)),
    "ATT-03": Fault(update("desk_machine.attributions", "source_text = NULL, cue = NULL", "article_id = 'a2'"),
                    ("a2#0",)),
    "DAT-01": Fault(update("desk_machine.claim_dates", "to_date = DATE '2026-01-01'", "claim_id = 'c-a2'"), ("c-a2",)),
    "DAT-02": Fault(update("desk_machine.claim_dates", "basis = 'guessed'", "claim_id = 'c-a2'"), ("c-a2",)),
    "DAT-03": Fault(update("desk_machine.claim_quantities", "end_char = end_char - 1", "claim_id = 'c-a2'"),
                    ("c-a2",)),
    "DAT-04": Fault(update("desk_machine.claim_dates", "to_date = DATE '9999-01-01'", "claim_id = 'c-a2'"), ("c-a2",)),
    "REV-01": Fault(update(f"{HUMAN}.reviews", "verdict = 'pants_on_fire'", "claim_id = 'c-a1'"), ("",)),
    "REV-02": Fault(f"DELETE FROM {HUMAN}.sources", ("",)),
    "REV-03": Fault(update(f"{HUMAN}.reviews", "not_checkable_reason = NULL", "claim_id = 'c-a2'"), ("",)),
    "REV-04": Fault(again(f"{HUMAN}.reviews", "claim_id = 'c-a1'"), ("",)),
    "SRC-01": Fault(update(f"{HUMAN}.sources", "url = 'my notes'", "true"), ("",)),
    "SRC-02": Fault(update(f"{HUMAN}.sources", "tier = 'best'", "true"), ("",)),
    "SRC-03": Fault(update(f"{HUMAN}.sources", "published_on = DATE '2026-03-09'", "true"), ("",)),
    "STO-01": Fault(again("desk_machine.claim_reasons", "claim_id = 'c-a2'", "REPLACE ('c-gone' AS claim_id)"),
                    ("c-gone",)),
    "STO-02": Fault(update(f"{HUMAN}.sources", "review_id = 'r-gone'", "true"), ("",), ("REV-02",)),
    "STO-03": Fault(update("desk_machine.articles", "run_id = 'r-gone'", "article_id = 'a2'"), ("a2",)),
}  # fmt: skip
CODES = [expectation.code for expectation in all_expectations()]


def failed(results: list[CheckResult]) -> dict[str, CheckResult]:
    return {result.code: result for result in results if not result.success}


def test_every_check_has_a_fault_and_every_fault_a_check():
    assert sorted(FAULTS) == sorted(CODES)
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_planted_fault_is_found(sound: Path, code: str):
    fault = FAULTS[code]
    with connect(sound) as store:
        store.con.execute(fault.sql)
    found = failed(run_checks(str(sound), "r1"))
    assert set(found) == {code, *fault.also}
    result = found[code]
    assert result.failing_rows == max(1, len(fault.ids) or result.failing_rows)
    assert len(result.sample) == min(10, result.failing_rows)
    # Ids of reviews and sources are hashes, so only claims and articles are compared by name.
    assert set(fault.ids) <= {*result.sample, ""}


def test_every_check_says_in_both_languages_what_should_hold():
    suites = {expectation.suite for expectation in all_expectations()}
    assert suites == {"articles", "claims", "attributions", "dates", "reviews", "sources", "store"}
    for expectation in all_expectations():
        assert expectation.severity in vocabulary.load().keys("severity")
        assert any("a" <= letter <= "z" for letter in expectation.en)
        assert any("\u0621" <= letter <= "\u064a" for letter in expectation.ar)
        assert not expectation.en.endswith(".")
