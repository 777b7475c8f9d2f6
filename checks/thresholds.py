"""Every number that a check compares with, in one place."""

from __future__ import annotations

FUTURE_HOURS = 26
"""How far a publication time may lie ahead of reading: the zones of the world are 26 hours apart."""

BULK_ARTICLES = 10
"""From how many articles on a share of missing dates says anything."""

UNDATED_SHARE = 0.5
"""More than this share of articles without a publication date is a broken reader, not a habit of outlets."""

PRESENTATION_RUN = 3
"""So many letter shapes in a row; a single ligature, such as the one for God's name, is good typing."""

LONG_ARTICLE = 1500
"""An article of so many characters says something that can be checked."""

OPENING = 300
"""Articles that share their first so many characters, but for punctuation, are one report under two ids."""

EARLIEST_YEAR, LATEST_YEAR = 1000, 2200
"""Years outside come from misread figures far more often than from history or plans."""

WEB_ADDRESS = r"^https?://[^\s/?#.]+\.[^\s/?#]+"
"""A host with a dot in it, so that no bare word passes."""

SAMPLE = 10
"""How many failing ids a result shows."""
