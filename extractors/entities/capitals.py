"""Names in a script with capitals: sequences of capitalised words, and what in or before them says of what kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.entities.names import Form, Mark, Names
from extractors.normalise import Folded

_PIECE = r"(?:[^\W\d_a-z]\.(?:[^\W\d_a-z]\.)*|[^\W\d_a-z][\w'’&-]*(?<!['’&-]))"
# The capital stands first, so that all other letters are skipped at once.
_START = re.compile(r"[^\W\d_a-z](?<![\w@#/.].)(?:\.(?:[^\W\d_a-z]\.)*|[\w'’&-]*(?<!['’&-]))", re.DOTALL)
_JOIN = re.compile(rf"(\.? )({_PIECE})(?!\w)")
_LINKED = re.compile(rf"( (?:(?:[a-z]{{1,5}}|&) ){{1,3}})({_PIECE})(?!\w)")
_LOWER_BEFORE = re.compile(r"([\w.]+),? $")
_POSSESSIVE = ("'s", "’s")
_LONGEST = 9
_Span = tuple[int, int, str]


class _Word(NamedTuple):
    start: int
    end: int
    key: str


def capitalised_names(folded: Folded, names: Names) -> Iterator[_Span]:
    """Spans in the text's own offsets, with their labels."""
    return _Finder(folded.original, names).spans()


class _Finder:
    """One walk over the capitalised words of a text."""

    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names = text, names
        sets = names.sets
        self.common, self.connectors = sets["capitals.common"], sets["capitals.connectors"]
        self.joining = sets["capitals.joining"]
        self.people: dict[str, str] = {}
        self.shouting = _shouts(text)

    def spans(self) -> Iterator[_Span]:
        """Names in the order of the text."""
        done = 0
        for match in _START.finditer(self.text):
            # The pattern lets in every letter but a to z: "é" and scripts without capitals end here.
            if match.start() < done or not self.text[match.start()].isupper():
                continue
            words = self._sequence(match.start(), match.end())
            done = words[-1].end
            yield from self._labelled(words)

    def _word(self, start: int, end: int) -> _Word:
        shown = self.text[start:end]
        if shown.endswith(_POSSESSIVE):
            end -= 2
        return _Word(start, end, self.text[start:end].lower().replace("’", "'"))

    def _sequence(self, start: int, end: int) -> list[_Word]:
        """The capitalised words that follow each other, over connectors and the stop of a short title."""
        words = [self._word(start, end)]
        while len(words) < _LONGEST and words[-1].end == end:
            joined = _JOIN.match(self.text, end)
            if joined is not None and joined[1] != " " and not self._abbreviation(words[-1]):
                joined = None
            if joined is None:
                joined = self._linked(end)
            if joined is None or not self.text[joined.start(2)].isupper():
                break
            end = joined.end()
            words.append(self._word(joined.start(2), end))
        return words

    def _abbreviation(self, word: _Word) -> bool:
        return len(word.key) == 1 or (len(word.key) < 6 and word.key in self.names.sets["people.titles"])

    def _linked(self, end: int) -> re.Match[str] | None:
        found = _LINKED.match(self.text, end)
        if found is None or not all(word in self.connectors for word in found[1].split()):
            return None
        return found

    def _labelled(self, words: list[_Word]) -> Iterator[_Span]:
        """Cuts a sequence where it holds more than one name, and labels the parts."""
        words = self._without_common(words)
        while words:
            title = 0
            while title < len(words) and self._is_title(words[title]):
                title += 1
            titled = 0 < title < len(words) and self._body_end(words) is None
            span, used = self._after_title(words[title:]) if titled else self._longest(words)
            used += title if titled else 0
            if span is not None:
                yield span
            words = self._without_common(words[used:])

    def _without_common(self, words: list[_Word]) -> list[_Word]:
        first, last = 0, len(words)
        while first < last and words[first].key in self.common and not self._kept(words[first:]):
            first += 1
        while last - first > 1 and words[last - 1].key in self.common and not self._phrase(words[first:]):
            last -= 1
        return words[first:last]

    def _kept(self, words: list[_Word]) -> bool:
        """Whether a common word is part of a name here: a fixed one, or a body's ("Republican ... Committee")."""
        if self._phrase(words) is not None:
            return True
        return words[0].key in self.names.sets["capitals.adjectives"] and self._body_end(words) is not None

    def _is_title(self, word: _Word) -> bool:
        form = self._form(word.key)
        return form is not None and bool(form.mark & (Mark.ROLE | Mark.TITLE)) and not form.mark & Mark.GIVEN

    def _is_address(self, word: _Word) -> bool:
        form = self._form(word.key)
        return form is not None and bool(form.mark & Mark.TITLE)

    def _form(self, key: str) -> Form | None:
        return self.names.forms.get(key) or self.names.forms.get(key.rstrip("."))

    def _after_title(self, words: list[_Word]) -> tuple[_Span | None, int]:
        """What stands after "President" or "Sen.": a person, unless it is a place or a body."""
        phrase = self._phrase(words)
        if phrase is not None and (phrase[1] == len(words) or phrase[0][2] == "ORG"):
            return phrase
        person = self._connected(words)
        if self.shouting or any(word.key in self.common for word in person):
            return None, len(person)
        return self._person(person), len(person)

    def _connected(self, words: list[_Word]) -> list[_Word]:
        """The words up to a connector that no person's name has ("and", "of", "for")."""
        particles = self.names.sets["capitals.particles"]
        for index in range(1, len(words)):
            if any(word not in particles for word in self._gap(words, index).split()):
                return words[:index]
        return words

    def _person(self, words: list[_Word]) -> _Span:
        if len(words) > 1 and words[-1].key in self.names.sets["people.suffixes"]:
            words = words[:-1]
        if len(words) > 1 and len(words[-1].key) > 2:
            self.people.setdefault(words[-1].key, "PER")
        return words[0].start, words[-1].end, "PER"

    def _longest(self, words: list[_Word]) -> tuple[_Span | None, int]:
        """The name that starts with the first word and how many words it takes; without a name, one word."""
        body = self._body_end(words)
        phrase = self._phrase(words)
        if phrase is not None:
            used = phrase[1]
            if body is None or used >= body or self._gap(words, used) in self.joining:
                return phrase
        if body is not None:
            return (words[0].start, words[body - 1].end, "ORG"), body
        form = self._form(words[0].key)
        person = self._connected(words)
        if form is not None and form.mark & Mark.GIVEN and len(person) > 1 and person[1].key not in self.common:
            person = person[:4]
            return self._person(person), len(person)
        return self._other(words, person)

    def _other(self, words: list[_Word], person: list[_Word]) -> tuple[_Span | None, int]:
        first = words[0]
        titles = [index for index, word in enumerate(person[:-1]) if self._is_title(word)]
        if titles and not self.shouting:
            return self._person(person[titles[-1] + 1 :]), len(person)
        heads, openers = self.names.sets["places.heads"], self.names.sets["places.openers"]
        if len(person) > 1 and (first.key in openers or person[-1].key in heads):
            return (first.start, person[-1].end, "LOC"), len(person)
        if self._acronym(first):
            return (first.start, first.end, "ORG"), 1
        if first.key in self.people:
            return (first.start, first.end, "PER"), 1
        if len(person) > 1 and any(word.key in self.names.sets["capitals.events"] for word in person):
            return (first.start, person[-1].end, "MISC"), len(person)
        if 2 <= len(person) <= 3 and not self.shouting and self._plain_name(person):
            return self._person(person), len(person)
        return None, 1

    def _plain_name(self, words: list[_Word]) -> bool:
        """Two or three unknown capitalised words inside a sentence, after an office or before its mark."""
        before = _LOWER_BEFORE.search(self.text, max(0, words[0].start - 30), words[0].start)
        if before is None or any(word.key in self.common or self._is_title(word) for word in words):
            return False
        form = self._form(before[1].lower())
        if form is not None and form.mark & (Mark.ROLE | Mark.TITLE):
            return True
        return self.text[words[-1].end : words[-1].end + 2] == ", " and self._role_after(words[-1].end + 2)

    def _role_after(self, at: int) -> bool:
        """Whether an office follows soon ("Jane Roe, the agency's spokeswoman")."""
        following = self.text[at : at + 60].split(",")[0].split()
        found = (self._form(word.lower()) for word in following[:6])
        return any(form is not None and bool(form.mark & Mark.ROLE) for form in found)

    def _body_end(self, words: list[_Word]) -> int | None:
        """How many words belong to a body that a head among them names, or None."""
        last: int | None = None
        bound = False
        for index, word in enumerate(words):
            if index and last is None and self._binds(words, index - 1):
                # "Jane Roe of ... News": what stands before "of" without a head is another name.
                return None
            joined = index > 0 and self._gap(words, index).partition(" ")[0] in self.joining
            if joined and last is None and self._stands_alone(words[:index], index, words):
                return None
            if joined and last is not None and not bound:
                break
            bound = bound or self._binds(words, index)
            form = self._form(word.key)
            if form is not None and form.mark & Mark.ORG_HEAD and (index or self._binds(words, index)):
                last = index + 1
        if last is None:
            return None
        if self._binds(words, last - 1):
            last += 1
            # "Institute of Coastal Research": all that follows at once, up to somebody's office.
            while last < len(words) and not self._is_address(words[last]) and self._follows(words, last):
                last += 1
        return last

    def _stands_alone(self, before: list[_Word], index: int, words: list[_Word]) -> bool:
        """Whether what stands before "and" is a name by itself ("the FBI and the Justice Department")."""
        form = self._form(before[0].key)
        person = form is not None and bool(form.mark & Mark.GIVEN) and len(before) > 1
        return person or self._acronym(before[-1]) or " " in self._gap(words, index)

    def _follows(self, words: list[_Word], index: int) -> bool:
        return self._binds(words, index - 1) or self.text[words[index - 1].end : words[index].start] == " "

    def _binds(self, words: list[_Word], index: int) -> bool:
        """Whether a word like "of" or "for" stands after this word of the sequence."""
        if index + 1 >= len(words):
            return False
        return self._gap(words, index + 1).partition(" ")[0] in self.names.sets["capitals.binding"]

    def _gap(self, words: list[_Word], index: int) -> str:
        """What stands between this word and the one before it."""
        return self.text[words[index - 1].end : words[index].start].strip(" .").lower()

    def _phrase(self, words: list[_Word]) -> tuple[_Span, int] | None:
        """A fixed name at the start of the words, the longest."""
        keys = [word.key.rstrip(".") if word.key.count(".") < 2 else word.key for word in words]
        for phrase in self.names.phrases.get(keys[0], ()):
            used = 1 + len(phrase.rest)
            if tuple(keys[1:used]) != phrase.rest or (phrase.ambiguous and not self._cued(words, used)):
                continue
            return (words[0].start, words[used - 1].end, phrase.label), used
        return None

    def _cued(self, words: list[_Word], used: int) -> bool:
        before = _LOWER_BEFORE.search(self.text, max(0, words[0].start - 20), words[0].start)
        return used == len(words) and before is not None and before[1].lower() in self.names.sets["places.cues"]

    def _acronym(self, word: _Word) -> bool:
        shown = self.text[word.start : word.end].replace(".", "")
        least, most = self.names.acronym_least, self.names.acronym_most
        if not (least <= len(shown) <= most and shown.isupper() and shown.isalpha()) or self.shouting:
            return False
        return shown not in self.names.acronym_never


def _shouts(text: str) -> bool:
    """Whether the text is mostly in capitals, so that capitals say nothing."""
    sample = text[:2000]
    upper, lower = sum(map(str.isupper, sample)), sum(map(str.islower, sample))
    return upper > lower
