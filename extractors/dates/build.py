"""All builders, by the name that rules use for them."""

from __future__ import annotations

from extractors.dates.build_days import DAY_BUILDERS, own_parts
from extractors.dates.build_periods import PERIOD_BUILDERS

BUILDERS = {**DAY_BUILDERS, **PERIOD_BUILDERS}

__all__ = ["BUILDERS", "own_parts"]
