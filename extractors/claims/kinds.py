"""What kind of proposition a claim is."""

from __future__ import annotations

from datetime import datetime

from extractors.claims.features import Feature
from extractors.types import DateMention

_HISTORY_DAYS = 180


def kind_of(features: list[Feature], dates: list[DateMention], published: datetime | None) -> str:
    """vote, schedule, law, record, cause, quantity, history, event or status, the first that fits."""
    names = {f.name for f in features}
    today = published.date().isoformat() if published else None
    ahead = today is not None and any(d.from_date is not None and d.from_date > today for d in dates)
    if ahead or "schedule" in names:
        return "schedule"
    for kind in ("vote", "law", "record"):
        if kind in names:
            return kind
    if "figure" in names:
        return "quantity"
    if "cause" in names:
        return "cause"
    if "history" in names or _long_ago(dates, published):
        return "history"
    return "event" if names & {"date", "event_noun", "verb"} else "status"


def _long_ago(dates: list[DateMention], published: datetime | None) -> bool:
    if published is None:
        return False
    limit = published.date().toordinal() - _HISTORY_DAYS
    return any(d.to_date is not None and _ordinal(d.to_date) < limit for d in dates)


def _ordinal(day: str) -> int:
    return datetime.fromisoformat(day).toordinal()
