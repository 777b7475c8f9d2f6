"""The queue, corrections and standards of the desk say the same on a file and on a team's store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from checks.weighing import Subject, weigh
from extractors.types import Extraction
from store import Store, mending, queue, search
from store.moves import Deed, assign
from store.types import Correction, FilledRow, ReviewSource
from store.workflow import Person
from store.writing import write_batch

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WELL = "حفرت البلدية ١٢ بئراً"
CLAIM = f"a1-{WELL}"


@pytest.fixture
def text(store: Store, make: Callable[..., Extraction]) -> str:
    write_batch(store, "r1", [make()], NOON)
    row = store.con.execute("SELECT text FROM articles").fetchone()
    assert row is not None
    return str(row[0])


def deed(key: str = "k", role: str = "editor") -> Deed:
    return Deed(Person("ليلى", role), NOON, key)


def added(store: Store, text: str, words: str) -> str:
    start = text.index(words)
    row = Correction("add", "", "", "a1", start, start + len(words), words, "event")
    made = mending.mend(store, deed(words), [row, Correction("speaker", "", "", "a1", value="نائب الرئيس")], 0)
    assert made.kind == "saved"
    return made.claim_id


def test_a_page_holds_the_machines_claims_and_those_that_people_added(store: Store, text: str):
    new = added(store, text, "١٢ بئراً")
    for sort in queue.SORTS:
        rows = {row.claim_id: row for row in queue.page(store.con, queue.Filters(sort=sort)).rows}
        assert {CLAIM, new} <= set(rows)
        assert rows[CLAIM].claim_text == WELL
        assert (rows[new].claim_text, rows[new].speaker, rows[new].kind) == ("١٢ بئراً", "نائب الرئيس", "event")
        assert rows[new].outlet == rows[CLAIM].outlet


def test_a_page_of_every_size_gives_the_same_claims_in_the_same_order(store: Store, text: str):
    for words in ("١٢ بئراً", "البلدية ١٢", "بئراً"):
        added(store, text, words)
    whole = [row.claim_id for row in queue.page(store.con, queue.Filters(), size=100).rows]
    for size in (1, 2, 3):
        found, after = [], ""
        while True:
            page = queue.page(store.con, queue.Filters(), after=after, size=size)
            found += [row.claim_id for row in page.rows]
            after = page.after
            if not after:
                break
        assert found == whole


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"speaker": "رئيس"}, True),
        ({"speaker": "نائب الرئيس"}, False),
        ({"outlet": "nowhere"}, False),
        ({"status": "assigned"}, True),
        ({"status": "decided"}, False),
        ({"assignee": "ليلى"}, True),
        ({"assignee": queue.NOBODY}, False),
    ],
)
def test_filters_choose_by_article_claim_and_status(store: Store, text: str, filters: dict[str, str], shown: bool):
    assign(store, deed(), [CLAIM], "ليلى")
    for sort in ("score", "newest"):
        page = queue.page(store.con, queue.Filters(sort=sort, **filters))
        assert (CLAIM in [row.claim_id for row in page.rows]) is shown


def test_a_correction_meets_the_one_that_came_between(store: Store, text: str):
    rows = [Correction("speaker", "", CLAIM, value="A")]
    assert mending.mend(store, deed("1"), rows, 0).kind == "saved"
    assert mending.mend(store, deed("1"), rows, 0).kind == "known"
    met = mending.mend(store, deed("2"), [Correction("speaker", "", CLAIM, value="B")], 0)
    assert (met.kind, [row.value for row in met.other]) == ("conflict", ["A"])
    stood = mending.stands(store.con, CLAIM, "speaker")
    assert mending.mend(store, deed("3"), [Correction("speaker", "", CLAIM, value="B")], stood).kind == "saved"
    assert [(step.said, step.by) for step in mending.history(store.con, CLAIM)] == [("A", "ليلى"), ("B", "ليلى")]


def test_the_standards_are_weighed(store: Store, text: str):
    source = ReviewSource("https://records.example/1", stance="refutes", tier="secondary", accessed_on="2026-03-02")
    row = FilledRow(CLAIM, "ليلى", "false", "", "Because", sources=(source,))
    subject = Subject(CLAIM, "a1", "quantity", "رئيس البلدية", "person", "Valley", "https://valley.example/1")
    unmet = {one.rule.code for one in weigh(store.con, subject, row, {}, blind=False) if not one.met}
    assert unmet >= {"IFC-02", "IFC-03", "IFC-05", "IFC-06"}
    assert not unmet & {"IFC-01", "IFC-04", "IFC-08", "IFC-11", "IFC-12"}


def test_words_are_matched_plainly_before_there_is_an_index(store: Store, text: str):
    new = added(store, text, "١٢ بئراً")
    hits, how = search.search_now(store, "بئراً", ["claim"])
    assert how == "plain"
    assert {CLAIM, new} <= {hit.id for hit in hits}
    assert [hit.text for hit in search.search_now(store, "البلدية", ["speaker"])[0]] == ["رئيس البلدية"]
