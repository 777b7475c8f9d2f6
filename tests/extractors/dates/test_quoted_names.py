"""A month in quotation marks is a name."""

from __future__ import annotations

from datetime import datetime

import pytest

from extractors.dates import find_dates
from extractors.normalise import Folded

PUBLISHED = datetime.fromisoformat("2024-05-07T09:00:00+03:00")


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("طرحت شركة «نيسان» سيارة جديدة.", "ar", 0),
        ("افتتح المصنع في نيسان الماضي.", "ar", 1),
        ('The album "April" sold well.', "en", 0),
        ("The plant opened last April.", "en", 1),
    ],
)
def test_a_quoted_month_is_a_name(text: str, language: str, count: int):
    folded = Folded(text)
    assert len(find_dates(folded, [(0, len(folded.text))], PUBLISHED, language)) == count
