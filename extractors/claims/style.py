"""Features of how something is written: what tells a report from a stance where the facts do not."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from extractors.analysis import QUOTATION_MARKS, Analysis

WORDS = {
    "intensifier": "a word that strengthens or plays down: very, utterly, merely",
    "absolute": "a word that allows no exception: all, never, nobody",
    "connective": "a word that links the steps of an argument: but, therefore, of course",
    "rhetoric": "a turn of phrase that argues or addresses: the truth is, no wonder, let us",
    "irony": "a word that keeps its distance: so-called, supposedly",
    "praise": "a word of praise",
    "blame": "a word of blame or scorn",
    "abstract": "an idea as a topic: freedom, power, ideology",
    "generic": "a kind of people in general: voters, the rich, everyone who",
    "figurative": "an image or idiom in place of the thing",
    "role": "an actor named by office or trade: the minister, police, researchers",
    "time_word": "a word of time: year, last, earlier",
    "measure": "a word of measure or data: rate, price, average",
    "being": "a timeless present: is, means, becomes",
    "past": "a verb in the past",
    "existential": "an empty subject: it is, there is",
    "wondering": "a question word inside the sentence: what, how, why",
}
"""Features that say: at least one word of the list of that name is in the text."""

DESCRIPTIONS = {
    **WORDS,
    "stance_two": "two words of stance or more, of any list",
    "stance_four": "four words of stance or more, of any list",
    "dense_stance": "more than a sixth of the words show a stance",
    "head_link": "it begins with a word that answers the sentence before: but, so, yet",
    "imperative": "it begins with an order to the reader: imagine, look",
    "head_pointer": "it begins by pointing at what was said: this, it, that",
    "head_scene": "it begins with a place, a time or an occasion: in, on, after",
    "qualifier": "a describing adjective, by its ending",
    "stance_reported": "words of stance, but somebody is said to have said them, or they are quoted",
    "speaker_reported": "first person, but somebody is said to have said it, or it is quoted",
    "quoted": "words in quotation marks",
    "scare_quote": "quotation marks around one word or two",
    "semicolon": "a semicolon",
    "ellipsis": "dots that leave something open",
    "very_long": "more than 40 words",
    "unanchored": "no figure, date, name, source or quotation in it",
    "past_event": "a past verb with a date, a word of time, a name or an office",
}

_HEADS = ("head_link", "imperative", "head_pointer", "head_scene")
_ANCHORS = frozenset(("figure", "date", "named_actor", "reported", "quoted"))
_SCENES = frozenset(("date", "time_word", "named_actor", "role"))
_OPENING = frozenset('«“"')


def find_style(analysis: Analysis, span: tuple[int, int], length: int, stance: int, found: dict[str, str]) -> None:
    """Adds the features of writing that hold for a token range to those of content found before.

    Args:
        analysis: the article.
        span: the token range.
        length: how many words it has.
        stance: how many of them show a stance.
        found: the features that hold so far, with their words; it is added to.
    """
    if stance > 1:
        found["stance_two"] = ""
    if stance > 3:
        found["stance_four"] = ""
    if stance * 6 > length > 0:
        found["dense_stance"] = ""
    _head(analysis, *span, found)
    _marks(analysis, *span, found)
    if ("reported" in found or "quoted" in found) and "own_saying" not in found:
        if stance:
            found["stance_reported"] = ""
        if "first_person" in found or "second_person" in found:
            found["speaker_reported"] = ""
    if _ANCHORS.isdisjoint(found):
        found["unanchored"] = ""
    if "past" in found and not _SCENES.isdisjoint(found):
        found["past_event"] = found["past"]


def _head(analysis: Analysis, first: int, past: int, found: dict[str, str]) -> None:
    at = first
    while at < past and not analysis.tokens.is_word(at):
        at += 1
    if at < past:
        for hit in analysis.hits.get(at, ()):
            if hit.kind in _HEADS:
                found.setdefault(hit.kind, hit.form)


def _marks(analysis: Analysis, first: int, past: int, found: dict[str, str]) -> None:
    places, words = analysis.style_marks, analysis.tokens.words
    at = places[bisect_left(places, first) : bisect_left(places, past)]
    if not at:
        return
    marks = {words[i] for i in at}
    if marks & QUOTATION_MARKS:
        found["quoted"] = ""
        if any(words[i] in _OPENING and QUOTATION_MARKS.intersection(words[i + 2 : min(i + 4, past)]) for i in at):
            found["scare_quote"] = ""
    if ";" in marks or "؛" in marks:
        found["semicolon"] = ""
    if "…" in marks or any(b - a == 1 and words[a] == words[b] == "." for a, b in pairwise(at)):
        found["ellipsis"] = ""
