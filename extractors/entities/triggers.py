"""Names in a script without capitals: what heads them, what may follow, where they end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.entities.names import Form, Mark, Names, stem
from extractors.entities.people import People
from extractors.entities.words import Words
from extractors.normalise import Folded
from extractors.tokens import tokens_of

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"([^\W\d_]+) $")
_QUOTED = re.compile(r" ?(?:«[^«»\n]{2,50}»|“[^“”\n]{2,50}”)| \"[^\"\n]{2,50}\"")
_WORD_LENGTH = 24
_LONGEST_BODY = 7
_Span = tuple[int, int, str]


def triggered_names(folded: Folded, names: Names) -> Iterator[_Span]:
    """Spans in the text's own offsets, with their labels."""
    finder = _Finder(folded, names)
    for start, end, label in finder.spans():
        first, last = folded.span(start, end)
        yield first, last, label
    for match in _acronym(names.acronym_least, names.acronym_most).finditer(folded.original):
        if match.group() not in names.acronym_never:
            yield match.start(), match.end(), "ORG"


@lru_cache(maxsize=64)
def _acronym(least: int, most: int) -> re.Pattern[str]:
    # The capital stands first, so that text in a script without capitals is skipped at once.
    return re.compile(rf"[A-Z](?<![\w@#./-].)[A-Z]{{{least - 1},{most - 1}}}(?![\w@./-])", re.DOTALL)


class _Finder:
    """One walk over the words of a folded text."""

    def __init__(self, folded: Folded, names: Names) -> None:
        self.words = words = Words(folded, names)
        self.people = People(words)
        self.text, self.names, self.get, self.shapes = words.text, names, words.get, words.shapes

    def spans(self) -> Iterator[_Span]:
        """Spans in folded offsets; each word is used once."""
        tokens = tokens_of(self.words.folded)
        done = 0
        for index in tokens.worth(self.names.forms):
            if tokens.ends[index] <= done:
                continue
            for match in _WORD.finditer(self.text, tokens.starts[index], tokens.ends[index]):
                form = self.get(match.group())
                span = self._name_at(*match.span(), form) if form is not None and match.start() >= done else None
                if span is not None:
                    done = span[1]
                    yield span

    def _name_at(self, start: int, end: int, form: Form) -> _Span | None:
        mark, first = form.mark, start + form.prefix
        if mark & Mark.PHRASE:
            found = self._phrase(start, end, form)
            if found is not None:
                return first, found[0], found[1]
        if mark & Mark.ORG_HEAD:
            last = self._body(end, form)
            if last is not None:
                return first, last, "ORG"
        if mark & Mark.PLACE_HEAD:
            last = self._place(end, form)
            if last is not None:
                return first, last, "LOC"
        if mark & Mark.GIVEN and not (form.definite and form.prefix):
            last = self.people.given(start, end, form)
            if last is not None:
                return first, last, "PER"
        if mark & (Mark.ROLE | Mark.TITLE):
            return self.people.holder(end, form)
        return None

    def _phrase(self, start: int, end: int, form: Form) -> tuple[int, str] | None:
        for phrase in self.names.phrases.get(form.base, ()):
            at = end
            for word in phrase.rest:
                found = self.words.next(at)
                if found is None or found[0] != word:
                    break
                at = found[2]
            else:
                if (phrase.ambiguous and not self._cued(start)) or (not phrase.rest and self._qualifies(start, form)):
                    continue
                if phrase.label == "ORG":
                    at = self._adjectives(at)
                return at, phrase.label
        return None

    def _cued(self, start: int) -> bool:
        before = _BEFORE.search(self.text, max(0, start - 12), start)
        return before is not None and before[1] in self.names.sets["places.cues"]

    def _qualifies(self, start: int, form: Form) -> bool:
        """Whether a country's name of an adjective's shape follows a definite noun: "الأسواق السعودية"."""
        if form.prefix or not form.definite or not form.base.endswith(self.shapes["adjectives"]):
            return False
        before = _BEFORE.search(self.text, max(0, start - _WORD_LENGTH), start)
        return before is not None and self.words.definite(before[1])

    def _adjectives(self, at: int) -> int:
        """Takes in the adjectives of place that follow a body's fixed name."""
        for _ in range(2):
            found = self.words.next(at)
            if found is None or not self._adjective_of_place(found[0]):
                break
            at = found[2]
        return at

    def _adjective_of_place(self, word: str) -> bool:
        article = self.names.article
        if not article or not word.startswith(article):
            return False
        for ending in self.shapes["adjectives"]:
            if word.endswith(ending):
                return stem(word[: -len(ending)], article, self.shapes["weak"]) in self.names.stems
        return False

    def _body(self, at: int, head: Form) -> int | None:
        """Where the name of a body ends that opens with this head, or None when it is none."""
        quoted = _QUOTED.match(self.text, at)
        if quoted is not None and not head.definite:
            return quoted.end()
        taken, adjectives, word = 0, 0, ""
        while taken < _LONGEST_BODY:
            found = self.words.next(at)
            if found is None or not self._goes_on(found, taken, head):
                break
            word, at = found[0], found[2]
            taken += 1
            adjectives += word.endswith(self.shapes["adjectives"])
            place = None if self.words.definite(word) else self._place_in_body(found)
            if place is not None:
                at = place
                break
        if taken == 0 or (head.definite and adjectives == 0) or (taken == 1 and self._bare_head(word)):
            return None
        return at

    def _bare_head(self, word: str) -> bool:
        """Whether a word opens another body's name, so that what ends with it is cut short."""
        form = self.get(word)
        return form is not None and bool(form.mark & Mark.ORG_HEAD) and not form.definite

    def _place_in_body(self, found: tuple[str, int, int]) -> int | None:
        """Where the place ends that closes a body's name ("جامعة بغداد", "بلدية مدينة ..."), if this is one."""
        form = self.get(found[0])
        if form is None or form.prefix:
            return None
        phrase = self._phrase(found[1], found[2], form) if form.mark & Mark.PHRASE else None
        if phrase is not None:
            return phrase[0]
        return self._place(found[2], form) if form.mark & Mark.PLACE_HEAD else None

    def _goes_on(self, found: tuple[str, int, int], taken: int, head: Form) -> bool:
        word, start, _ = found
        form = self.get(word)
        if self.words.definite(word):
            if self.words.ends_names(word) or (not taken and not word.startswith(self.names.article)):
                return False
            if form is None:
                return True
            if form.mark & Mark.TITLE and taken:
                return False
            conjoined = form.prefix > 0
            return not (taken and conjoined and form.mark & (Mark.ROLE | Mark.ORG_HEAD | Mark.PHRASE))
        if form is None:
            loose = taken == 0 and head.base in self.names.sets["openers.loose"]
            return loose and not self.words.ends_names(word) and self.words.foreign(word)
        if form.prefix:
            return False
        if taken and form.mark & Mark.GIVEN and self._titled(start):
            return True
        if self._place_in_body(found) is not None:
            return head.base in self.names.sets["openers.named"] or taken > 0
        return taken == 0 and bool(form.mark & Mark.ORG_HEAD)

    def _titled(self, start: int) -> bool:
        """Whether the word before is a title, so that a body is named after a person ("مركز الملك سلمان")."""
        before = _BEFORE.search(self.text, max(0, start - _WORD_LENGTH), start)
        form = self.get(before[1]) if before is not None else None
        return form is not None and bool(form.mark & Mark.TITLE)

    def _place(self, at: int, head: Form) -> int | None:
        found = self.words.next(at)
        if found is None or head.definite:
            return None
        word, start, end = found
        form = self.get(word)
        if form is not None and form.mark & Mark.PHRASE and not form.prefix:
            phrase = self._phrase(start, end, form)
            if phrase is not None and phrase[1] == "LOC":
                return phrase[0]
        if (
            head.base not in self.names.sets["places.loose_heads"]
            or word in self.words.breakers
            or word in self.words.never
        ):
            return None
        if word in self.names.sets["places.compound"]:
            more = self.words.next(end)
            return more[2] if more is not None and more[0] not in self.words.never else end
        if self.words.definite(word) and word.startswith(self.names.article):
            return end
        plain = form is None or not form.mark & (Mark.ROLE | Mark.ORG_HEAD | Mark.PLACE_HEAD)
        return end if plain and len(word) > 3 and not word.endswith(self.shapes["no_place"]) else None
