"""Each check has a fault that it exists for: planted in a sound store, it is found, and nothing else is.

All faults lie in one store, each in an article that is named after its check, so that one run shows them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checks import run_checks
from checks.expectations import all_expectations
from checks.gate import publication_findings
from store import connect, vocabulary
from store.types import CheckResult

Make = Callable[[Path, Iterable[str]], Path]


@dataclass(frozen=True)
class Fault:
    """The SQL that spoils the article ``{id}``, and other checks that the same fault must break."""

    sql: str
    also: tuple[str, ...] = ()


def update(table: str, change: str, where: str) -> str:
    return f"UPDATE {table} SET {change} WHERE {where}"


def article(change: str) -> str:
    return update("desk_machine.article_versions", change, "article_id = '{id}'")


def text(added: str) -> str:
    """A longer text with the claim still in its place, so that only what is wrong with the text is wrong."""
    return article(f"text = text || '{added}', content_sha256 = sha256(text || '{added}')")


def claim(change: str, table: str = "desk_machine.claims") -> str:
    return update(table, change, "claim_id = 'c-{id}'")


def dated(change: str) -> str:
    return claim(change, "desk_machine.claim_dates")


def attributed(change: str) -> str:
    return update("desk_machine.attributions", change, "article_id = '{id}'")


def reviewed(change: str) -> str:
    return claim(change, "desk_human.reviews")


def sourced(change: str) -> str:
    return claim(change, "desk_human.sources")


def unsourced(review: str) -> str:
    return f"DELETE FROM desk_human.sources WHERE review_id LIKE '{review}'"


def again(table: str, replaced: str = "", where: str = "claim_id = 'c-{id}'") -> str:
    return f"INSERT INTO {table} SELECT * {replaced} FROM {table} WHERE {where}"


MOVED = ("CLM-02", "ATT-01")
ONE_ON = ", ".join(f"{at} = {at} + 1" for at in ("start_char", "end_char", "sentence_start", "sentence_end"))
SAME = "(SELECT text || '!' FROM articles WHERE article_id = 'twin')"
FAULTS: dict[str, Fault] = {
    "ART-01": Fault(again("desk_machine.articles", where="article_id = '{id}'"), ("ART-10",)),
    "ART-02": Fault(article("text = '12 34', content_sha256 = sha256('12 34')"), MOVED),
    "ART-03": Fault(article("content_sha256 = sha256(text || ' ')")),
    "ART-04": Fault(article("published_utc = TIMESTAMP '2026-03-05 00:00'")),
    "ART-06": Fault(article("published_iso = 'البارحة', published_at = NULL, published_utc = NULL")),
    "ART-07": Fault(update("desk_machine.articles", "language_supported = false", "article_id = '{id}'")),
    "ART-08": Fault(text(" Ø§Ù„Ø³ÙÙŠÙ†Ø© ÙˆØµÙ„Øª")),
    "ART-09": Fault(text(" ﺍﻟﺴﻔﻴﻨﺔ")),
    "ART-10": Fault(article(f"text = {SAME}, content_sha256 = sha256({SAME})"), MOVED),
    "ART-11": Fault(text(" كلام طويل عن البحر." * 90) + ";" + claim("checkable = false")),
    "ART-12": Fault(article("url = 'javascript:alert(1)'")),
    "ART-13": Fault(
        update("desk_machine.article_versions", "language = 'en'", "article_id = '{id}'")
        + ";"
        + text(" السفينة أفرغت حمولتها في المرفأ صباح اليوم وغادرت بعد الظهر من دون أن يصاب أحد بأذى")
    ),
    "ART-14": Fault(text(" ةنيفسلا ةريبكلا يف ةنيدملا")),
    "CLM-12": Fault("DELETE FROM desk_machine.claim_reasons WHERE claim_id = 'c-{id}' AND feature = 'verb'"),
    "CLM-13": Fault(
        again(
            "desk_machine.claims",
            "REPLACE ('c-{id}-near' AS claim_id, 1 AS position, replace(claim_text, 'أ', 'ا') AS claim_text)",
        ),
        ("CLM-01",),
    ),
    "CLM-14": Fault(claim("claim_text = repeat('و', 700)"), ("CLM-01",)),
    "ATT-04": Fault(attributed("content_text = cue, content_start = cue_start, content_end = cue_end")),
    "DAT-05": Fault(
        claim("kind = 'event'") + ";" + dated("from_date = DATE '2026-03-20', to_date = DATE '2026-03-20'"), ("IFC-10",)
    ),
    "DAT-06": Fault(dated("basis = 'relative', from_date = DATE '2020-01-01'")),
    "REV-07": Fault(
        "INSERT INTO desk_human.publications VALUES "
        "('p-{id}', 1, 'c-{id}', 'published', 'true', 'q-{id}', '', '', 'x', now())"
    ),
    "SRC-05": Fault(
        again(
            "desk_human.sources",
            "REPLACE (source_id || '-2' AS source_id, 1 AS position, 'http://www.port.example/log/#top' AS url)",
        )
    ),
    "STO-04": Fault(update("desk_machine.articles", "version = 9", "article_id = '{id}'")),
    "STO-05": Fault(again("desk_human.claim_statuses", "REPLACE ('published' AS status)")),
    "CLM-01": Fault(claim("start_char = start_char + 1")),
    "CLM-02": Fault(claim(ONE_ON)),
    "CLM-03": Fault(again("desk_machine.claims"), ("CLM-09", "REV-04", "SRC-04")),
    "CLM-04": Fault(claim("claim_text = ' . '"), ("CLM-01",)),
    "CLM-05": Fault(claim("check_worthiness = 1.5")),
    "CLM-06": Fault(claim("kind = 'gossip'")),
    "CLM-07": Fault(claim("speaker = NULL")),
    "CLM-08": Fault(claim("speaker = 'صحيفة الساحل'")),
    "CLM-09": Fault(again("desk_machine.claims", "REPLACE ('c-{id}-again' AS claim_id, 1 AS position)")),
    "CLM-10": Fault(again("desk_machine.claims", "REPLACE ('c-{id}-lost' AS claim_id, 'gone' AS article_id)")),
    "CLM-11": Fault(claim("status = 'lost'", "desk_human.claim_statuses")),
    "ATT-01": Fault(attributed("source_text = 'x'")),
    "ATT-02": Fault(attributed("claim_id = 'c-twin'")),
    "ATT-03": Fault(attributed("source_text = NULL, cue = NULL")),
    "DAT-01": Fault(dated("to_date = DATE '2026-01-01'")),
    "DAT-02": Fault(dated("basis = 'guessed'")),
    "DAT-03": Fault(claim("end_char = end_char - 1", "desk_machine.claim_quantities")),
    "DAT-04": Fault(dated("to_date = DATE '9999-01-01'")),
    "REV-01": Fault(reviewed("verdict = 'pants_on_fire'")),
    "REV-02": Fault(unsourced("r-{id}")),
    "REV-03": Fault(reviewed("verdict = 'not_checkable'")),
    "REV-04": Fault(again("desk_human.reviews")),
    "REV-05": Fault(unsourced("_-{id}") + "; DELETE FROM desk_human.reviews WHERE claim_id = 'c-{id}'"),
    "SRC-01": Fault(sourced("url = 'my notes'")),
    "SRC-02": Fault(sourced("tier = 'best'"), ("IFC-02",)),
    "SRC-03": Fault(sourced("published_on = DATE '2026-03-09'")),
    "SRC-04": Fault(again("desk_human.sources")),
    "IFC-01": Fault(reviewed("verdict = 'unproven'") + "; " + unsourced("q-{id}"), ("REV-02",)),
    "IFC-02": Fault(sourced("tier = 'secondary'")),
    "IFC-03": Fault(sourced("archive_url = ''")),
    "IFC-04": Fault(sourced("url = 'https://coast.example/other'")),
    "IFC-05": Fault("DELETE FROM desk_human.claimant_replies WHERE claim_id = 'c-{id}'"),
    "IFC-06": Fault(update("desk_human.reviews", "answers_review_id = 'r-{id}'", "review_id = 'q-{id}'")),
    "IFC-07": Fault(update("desk_human.reviews", "verdict = 'misleading'", "review_id = 'r-{id}'")),
    "IFC-08": Fault(reviewed("rationale = ' … '")),
    "IFC-09": Fault(reviewed("verdict = 'missing_context'")),
    "IFC-10": Fault(sourced("published_on = DATE '2026-01-05'")),
    "IFC-11": Fault(sourced("stance = 'supports'")),
    "IFC-12": Fault(sourced("accessed_on = NULL")),
    "STO-01": Fault(again("desk_machine.claim_reasons", "REPLACE ('c-{id}-gone' AS claim_id)")),
    "STO-02": Fault(sourced("review_id = 'gone'"), ("REV-02", "IFC-01", "IFC-02", "SRC-05")),
    "STO-03": Fault(update("desk_machine.articles", "run_id = 'gone'", "article_id = '{id}'")),
}
# The fault lies in the first reader's review, or in a row that the claim does not have.
DECIDES_NOTHING = {"REV-02": {"c-REV-02"}, "STO-02": {"c-STO-02"}, "SRC-05": {"c-STO-02"}}
CODES = [expectation.code for expectation in all_expectations()]
# What takes more than one article cannot be planted in one of them.
IN_BULK, TOGETHER = "ART-05", ("ART-05", "ART-15", "ART-16", "REV-06")


@pytest.fixture(scope="session")
def spoilt(sound_store: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has every fault."""
    path = sound_store(tmp_path_factory.mktemp("spoilt") / "store.duckdb", [*FAULTS, "twin", "sound"])
    with connect(path) as store:
        for code, fault in FAULTS.items():
            store.con.execute(fault.sql.replace("{id}", code))
    return path


@pytest.fixture(scope="session")
def found(spoilt: Path) -> dict[str, CheckResult]:
    """What the checks say of it."""
    return {result.code: result for result in run_checks(str(spoilt), "r1")}


def test_the_gate_and_the_checks_never_disagree(spoilt: Path, found: dict[str, CheckResult]):
    with connect(spoilt, read_only=True) as store:
        findings = publication_findings(store.con, [f"c-{name}" for name in [*FAULTS, "twin", "sound"]])
    for expectation in all_expectations():
        if expectation.whole or (expectation.beyond and expectation.subject == "article"):
            continue
        held = {claim_id for claim_id, of_claim in findings.items() if expectation.code in {f.code for f in of_claim}}
        names = {re.sub(r"^[crqsz]-|#\d+$|(?<=\d)-2$", "", row) for row in found[expectation.code].sample}
        named = {claim_id for claim_id in findings if claim_id[2:] in names}
        # What only an earlier review says decides nothing; a claim added by the fault is none of the given ones.
        assert held == named - DECIDES_NOTHING.get(expectation.code, set()), expectation.code
    assert findings["c-sound"] == []


def test_every_check_has_a_fault_and_every_fault_a_check():
    assert sorted([*FAULTS, *TOGETHER]) == sorted(CODES)
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("code", FAULTS)
def test_the_planted_fault_is_found_and_no_other(found: dict[str, CheckResult], code: str):
    result = found[code]
    assert not result.success
    assert result.failing_rows >= len(result.sample) >= 1
    expected = {code} | {other for other, fault in FAULTS.items() if code in fault.also}
    if code == "ART-10":
        expected.add("twin")
    named = {next(name for name in [*FAULTS, "twin", "sound"] if name in row) for row in result.sample}
    assert named == expected


def test_missing_dates_in_bulk_are_found_and_a_few_are_not(sound_store: Make, tmp_path: Path):
    path = sound_store(tmp_path / "store.duckdb", [f"a{n:02d}" for n in range(12)])
    undated = "UPDATE desk_machine.article_versions SET published_iso = NULL, published_at = NULL, published_utc = NULL"
    for last, success in (("a05", True), ("a06", False)):
        with connect(path) as store:
            store.con.execute(f"{undated} WHERE article_id <= '{last}'")
        results = {result.code: result for result in run_checks(str(path), "r1")}
        assert results[IN_BULK].success is success
    assert results[IN_BULK].failing_rows == 7
    assert [code for code, result in results.items() if not result.success] == [IN_BULK]


def failed(path: Path) -> dict[str, CheckResult]:
    return {result.code: result for result in run_checks(str(path), "r1") if not result.success}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ("DELETE FROM desk_machine.claims WHERE article_id LIKE 'new-%'", "ART-15"),
        ("UPDATE desk_machine.claims SET check_worthiness = 0.4 WHERE article_id LIKE 'new-%'", "ART-16"),
    ],
)
def test_an_outlet_that_drifts_is_found_and_a_steady_one_is_not(
    sound_store: Make, store_path: Path, spoil: str, code: str
):
    path = sound_store(store_path, [*(f"old-{n:02d}" for n in range(30)), *(f"new-{n:02d}" for n in range(10))])
    with connect(path) as store:
        store.con.execute("UPDATE desk_machine.articles SET ingested_at = ingested_at + INTERVAL '5 days' "
                          "WHERE article_id LIKE 'new-%'")  # fmt: skip
        store.con.execute(
            "UPDATE desk_machine.claims SET check_worthiness = 0.7 + 0.01 * (ascii(right(claim_id, 1)) % 5)"
        )
    assert failed(path) == {}
    with connect(path) as store:
        store.con.execute(spoil)
    result = failed(path)[code]
    assert (result.failing_rows, {row[:4] for row in result.sample}) == (10, {"new-"})


def test_the_same_words_with_opposite_verdicts_are_found_across_articles(sound: Path):
    with connect(sound) as store:
        store.con.execute("UPDATE desk_machine.claims SET claim_text = 'السد ممتلئ' WHERE claim_id <> 'c-a3'")
        store.con.execute("UPDATE desk_human.reviews SET verdict = 'true' WHERE claim_id = 'c-a2'")
    assert failed(sound)["REV-06"].sample == ("c-a1", "c-a2")
    with connect(sound, read_only=True) as store:
        assert "REV-06" in {finding.code for finding in publication_findings(store.con, ["c-a1"])["c-a1"]}


def test_every_check_says_in_both_languages_what_should_hold():
    suites = {expectation.suite for expectation in all_expectations()}
    assert suites == {"articles", "claims", "attributions", "dates", "reviews", "sources", "standards", "store"}
    for expectation in all_expectations():
        assert expectation.severity in vocabulary.load().keys("severity")
        assert any("a" <= letter <= "z" for letter in expectation.en)
        assert any("\u0621" <= letter <= "\u064a" for letter in expectation.ar)
        assert not expectation.en.endswith(".")
