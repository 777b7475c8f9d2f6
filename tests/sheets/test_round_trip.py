"""Whatever people write comes back as they wrote it, from every format."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets_samples import as_sheet, english

from sheets import fixes
from sheets.clean import tidy
from sheets.filled import read_sheet
from sheets.render import render_sheets
from sheets.typed import filled_cells
from sheets.validating import Judge
from store import vocabulary
from store.corrections import Standing
from store.reading import KnownClaim, SheetArticle
from store.types import FilledRow, ReviewSource

WORDS = vocabulary.load()
# Letters that bite: formulas, quotes, separators, markup, bidi controls, ligatures, astral, Arabic digits.
BITING = st.sampled_from("=+-@'\"\t\r\n,;<>&\\`|\u200f\u202e\u2028ﷺ😀٣اbé0 _x000D_")
TEXT = (st.text(alphabet=BITING, max_size=30) | st.text(max_size=40)).map(tidy)
NAME = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
DAY = st.none() | st.dates(min_value=date(1950, 1, 1), max_value=date(2026, 11, 1))
URL = st.sampled_from(["https://example.org/a?b=c&d=%20#e", "http://مثال.example/خبر", "https://example.org/'=1+1'"])
DAY_TEXT = DAY.map(lambda day: day.isoformat() if day else "")
SOURCES = st.builds(
    ReviewSource,
    published_on=DAY_TEXT,
    accessed_on=DAY_TEXT,
    url=URL,
    archive_url=URL | st.just(""),
    title=TEXT,
    publisher=TEXT,
    quote=TEXT,
    stance=st.sampled_from(WORDS.keys("stance")),
    tier=st.sampled_from(WORDS.keys("tier")),
)
ARTICLE = as_sheet(english())


@st.composite
def answers(draw: st.DrawFn) -> dict[str, FilledRow]:
    reviewer, found = draw(NAME), {}
    for claim in ARTICLE.claims:
        verdict = draw(st.sampled_from(["", *WORDS.keys("verdict")]))
        uncheckable = verdict == "not_checkable"
        found[claim.claim_id] = FilledRow(
            claim.claim_id,
            reviewer=reviewer,
            verdict=verdict,
            not_checkable_reason=draw(st.sampled_from(WORDS.keys("not_checkable_reason"))) if uncheckable else "",
            rationale=draw(TEXT),
            missing_context=draw(TEXT),
            sources=tuple(draw(st.lists(SOURCES, min_size=0 if uncheckable or not verdict else 1, max_size=3))),
        )
    return found


def filled_article(rows: dict[str, FilledRow]) -> SheetArticle:
    """The article with these rows as drafts, which is how a sheet is rendered with answers in it."""
    return replace(ARTICLE, claims=[replace(c, drafts=(rows[c.claim_id],)) for c in ARTICLE.claims])


KNOWN = {
    c.claim_id: KnownClaim(c.claim_id, c.article_id, c.claim_text, c.sentence_text, c.speaker, "en", True, "new")
    for c in ARTICLE.claims
}


@pytest.mark.parametrize("format_", ["html", "xlsx", "csv"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=answers())
def test_any_answers_come_back_equal(format_: str, rows: dict[str, FilledRow]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = render_sheets([filled_article(rows)], Path(folder), [format_])[0]
        judge = Judge(read_sheet(path), KNOWN, datetime(2026, 11, 23, tzinfo=UTC))
        sheet = judge.sheet()
    assert judge.refusals == []
    back = {row.claim_id: replace(row, where="") for row in (*sheet.reviews, *sheet.drafts)}
    expected = {
        key: row for key, row in rows.items() if row.verdict or row.rationale or row.missing_context or row.sources
    }
    assert back == expected
    assert {row.claim_id for row in sheet.reviews} == {key for key, row in expected.items() if row.verdict}
    assert sheet.sheet_id


STANDING = st.builds(
    lambda words, speaker, days, no_claim: {
        **({"span": [("", words)]} if words else {}),
        **({"speaker": [(speaker, "")]} if speaker is not None else {}),
        **({"date": [(first, last) for first, last in days]} if days else {}),
        **({"not_a_claim": [("", "")]} if no_claim else {}),
    },
    TEXT,
    st.none() | NAME | st.just(""),
    st.lists(
        st.tuples(st.dates(), st.dates()).map(lambda pair: tuple(sorted(day.isoformat() for day in pair))), max_size=3
    ),
    st.booleans(),
)


def standing(claim_id: str, given: dict[str, list[tuple[str, str]]]) -> tuple[Standing, ...]:
    """Rows of corrections as the store gives them: a name and words, or a first and a last day."""
    at = datetime(2026, 11, 1)
    return tuple(
        Standing(
            claim_id,
            kind,
            position,
            None,
            None,
            "" if kind == "date" else words,
            "" if kind == "date" else name,
            name if kind == "date" else "",
            words if kind == "date" else "",
            "",
            "Mona",
            "",
            at,
            1,
        )
        for kind, rows in given.items()
        for position, (name, words) in enumerate(rows)
    )


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_=st.lists(STANDING, min_size=len(ARTICLE.claims), max_size=len(ARTICLE.claims)))
def test_any_corrections_that_a_table_shows_come_back_as_its_cells(
    format_: str, given_: list[dict[str, list[tuple[str, str]]]]
) -> None:
    claims = [
        replace(claim, corrections=standing(claim.claim_id, rows))
        for claim, rows in zip(ARTICLE.claims, given_, strict=True)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = render_sheets([replace(ARTICLE, claims=claims)], Path(folder), [format_])[0]
        back = filled_cells(read_sheet(path))
    assert back == fixes.shown_cells({claim.claim_id: fixes.shown(claim.corrections) for claim in claims})
