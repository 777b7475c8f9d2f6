"""Quotation marks: outermost pairs, marks that serve both sides, marks that are never closed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.normalise import Folded
from extractors.quotes import find_quotes
from extractors.tokens import Tokens


def _quoted(text: str) -> list[str]:
    """What stands between the marks of each quotation, in the folded text."""
    tokens = Tokens(Folded(text))
    return [tokens.text(q.opening + 1, q.closing) for q in find_quotes(tokens)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("قال «نعم» ثم «لا»", ["نعم", "لا"]),
        ('قال "نعم" ثم "لا"', ["نعم", "لا"]),
        ("said “yes” and “no”", ["yes", "no"]),
        ("said ‘yes’ and ‘no’", ["yes", "no"]),
        ("said 'yes sir' again", ["yes sir"]),
        ("German „ja“ here", ["ja"]),
        ("a ‹b› c", ["b"]),
        ("「東京」", ["東京"]),
        ('قال «سمعته يقول "كفى" مرتين» ومضى', ['سمعته يقول "كفي" مرتين']),
        ("قال «سمعته يقول “كفى” مرتين» ومضى", ["سمعته يقول “كفي” مرتين"]),
        ("قال «أ «ب» ج» د", ["ا «ب» ج"]),
        ('"a «b» c" d', ["a «b» c"]),
        ("It's John's dog, isn't it", []),
        ("the workers' plan", []),
        ("'The workers' plan is good,' he said", ["the workers' plan is good,"]),
        ("‘The workers’ plan is good,’ he said", ["the workers' plan is good,"]),
        ("The 'green list' and the 'red list' grew", ["green list", "red list"]),
        ("The ‘green list’ has the states’ names", ["green list"]),
        ('In the \'90s he said "yes"', ["yes"]),
        ("the '90s\nthe workers' plan", []),
        ("'He said «no' and left", ["he said «no"]),
        ("“It's John's,” she said", ["it's john's,"]),
        ("He said 'it's done,' she said", ["it's done,"]),
        ("no marks", []),
        ("closing » only ”", []),
        ("«»", [""]),
    ],
)
def test_outermost_quotations_in_order(text: str, quoted: list[str]) -> None:
    assert _quoted(text) == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("قال «نعم\nوفي فقرة أخرى «لا» قال", ["نعم", "لا"]),
        ('said "one\n\n"two" three', ["one", "two"]),
        ("said “never closed at all", ["never closed at all"]),
        ("«أ «ب «ج", ["ا «ب «ج"]),
    ],
)
def test_a_paragraph_or_the_end_closes_what_is_open(text: str, quoted: list[str]) -> None:
    assert _quoted(text) == quoted


def test_a_mark_of_another_pair_closes_nothing() -> None:
    assert _quoted("«نعم” ثم لا» بعد") == ["نعم” ثم لا"]


@settings(max_examples=200, deadline=None)
@given(st.text("«»\"'“”‘’„‹› \nاab.,", max_size=60))
def test_quotations_are_ordered_and_never_overlap(text: str) -> None:
    tokens = Tokens(Folded(text))
    quotes = find_quotes(tokens)
    last = -1
    for quote in quotes:
        assert last <= quote.opening < quote.closing <= len(tokens)
        assert not tokens.is_word(quote.opening)
        inner = tokens.folded.text[tokens.starts[quote.opening] : tokens.ends[quote.closing - 1]]
        assert "\n" not in inner.rstrip("\n")
        last = quote.closing
