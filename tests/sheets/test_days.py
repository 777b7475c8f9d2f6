"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.days import parse_day

FIRST_OF_JULY = "2024-07-01"


@pytest.mark.parametrize(
    "cell",
    [
        "2024-07-01",
        "2024/7/1",
        "2024.07.01",
        "1/7/2024",
        "01-07-2024",
        "1.7.2024",
        "١/٧/٢٠٢٤",
        "٢٠٢٤-٠٧-٠١",
        "۱/۷/۲۰۲۴",
        "1 يوليو 2024",
        "١ يوليو ٢٠٢٤",
        "1 تموز 2024",
        "1 تمّوز، 2024",
        "1 جويلية 2024",
        "1 يوليوز 2024",
        "1 يوليو 2024م",
        "1 July 2024",
        "1st July 2024",
        "July 1, 2024",
        "Jul 1, 2024",
        "1 Jul. 2024",
        "1-Jul-2024",
        " 1  July 2024 ",
        "2024-07-01 00:00:00",
        "\u200f1/7/2024\u200f",
    ],
)
def test_one_day_in_many_hands(cell: str) -> None:
    assert parse_day(cell) == FIRST_OF_JULY


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "2024",
        "2024-07",
        "July 2024",
        "31/2/2024",
        "13/13/2024",
        "1/7/24",
        "tomorrow",
        "45474",
        "1 Foo 2024",
        "0000-01-01",
    ],
)
def test_no_full_day_is_no_day(cell: str) -> None:
    assert parse_day(cell) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_comes_back_from_both_orders(day: date) -> None:
    assert parse_day(day.isoformat()) == day.isoformat()
    assert parse_day(f"{day.day}/{day.month}/{day.year}") == day.isoformat()


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_none(cell: str) -> None:
    found = parse_day(cell)
    assert found is None or date.fromisoformat(found)
