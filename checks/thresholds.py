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

OPENING_ALIKE = 12
"""Only articles that share their very first characters are looked at more closely."""

EARLIEST_YEAR, LATEST_YEAR = 1000, 2200
"""Years outside come from misread figures far more often than from history or plans."""

WEB_ADDRESS = r"^https?://[^\s/?#.]+\.[^\s/?#]+"
"""A host with a dot in it, so that no bare word passes."""

SAMPLE = 10
"""How many failing ids a result shows."""

OPENING_READ = 600
"""Characters of an article that show its script."""

LETTERS_ENOUGH = 80
"""Fewer letters than this say nothing about a script."""

ARABIC_SCRIPT = ("ar", "fa", "ur", "ckb", "ps", "ug", "sd")
"""Languages that are written in Arabic letters."""

OWN_SCRIPT_SHARE = 0.4
"""An article with a smaller share of letters of its own script is in another language."""

REVERSED_WORDS = 3
"""So many words that begin with ة: in Arabic that letter only ends a word, so the text runs backwards."""

DRIFT_DAYS = 31
"""The last day of an outlet is compared with the thirty days before it."""

DRIFT_NOW, DRIFT_BEFORE = 10, 30
"""Articles of the last day, and of the days before, from which on a comparison says anything."""

DRIFT_RATIO = 1.5
"""So many times more or fewer claims an article is a change worth a look."""

DRIFT_WORTH = 0.1
"""So large a change of the mean check-worthiness is one too."""

DRIFT_ERRORS = 4
"""And it must be so many standard errors large, so that a day of short news is none."""

VERB_FEATURES = ("verb", "past", "past_event", "event_head", "event_noun")
"""Reasons of a score that show a verb, or a noun in its place."""

LONGEST_CLAIM = 600
"""Characters; what is longer is several claims that nobody took apart."""

TOLD_KINDS = ("event", "history", "vote")
"""Kinds of claims that tell of what is over."""

TOLD_DAYS = 1
"""Days by which zones and deadlines may put an event after its article."""

RELATIVE_DAYS = 800
"""Days: "last year" and "in two years" are the farthest that news says by the calendar of the day."""

FOR_VERDICTS, AGAINST_VERDICTS = ("true", "partly_true"), ("false", "misleading")
"""Verdicts that cannot both be right of the same words."""

SAME_BEGINNING = 6
"""Characters that two claims of the same words share at the least, whatever their punctuation."""

NEAR_LETTERS, NEAR_SHARE = 3, 0.96
"""Claims of nearly the same length whose Jaro-Winkler similarity is higher than this differ in spelling alone."""

MEMORY = "900MB"
"""What DuckDB may use for a check; beyond it works on disk. Great Expectations itself takes a third more."""
