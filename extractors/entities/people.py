"""People: where a name starts after an office or with a given name, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.entities.names import Form, Mark
from extractors.entities.words import Words

_LONGEST_NAME = 6
_LONGEST_OFFICE = 8


@dataclass(slots=True)
class _Walk:
    """What a name has had so far: definite words, words in no list, and whether a link stands open."""

    definite: int = 0
    unknown: int = 0
    linked: bool = False


class People:
    """Finds the names of people in one text."""

    def __init__(self, words: Words) -> None:
        self.words, self.text, self.names, self.get = words, words.text, words.names, words.get
        sets = words.names.sets
        self.links, self.surnames = sets["people.links"], sets["people.surnames"]
        self.suffixes = sets["people.suffixes"]

    def given(self, start: int, end: int, form: Form) -> int | None:
        """The end of a name that starts with this given name and no title."""
        if self.words.is_preposition(start, end):
            return None
        last, count, sure = self._name_end(end, linked=form.base in self.links)
        if count == 0 or (form.mark & Mark.AMBIGUOUS and not sure):
            return None
        return last

    def _name_end(self, at: int, *, linked: bool = False) -> tuple[int, int, bool]:
        """(where the name ends, words taken, whether one of them is surely part of a name)."""
        end, count, sure = at, 0, False
        walk = _Walk(linked=linked)
        for _ in range(_LONGEST_NAME):
            found = self.words.next(at)
            if found is None:
                break
            word, start, at = found
            if word in self.links:
                walk.linked = True
                continue
            kind = self._part_of_name(word, start, at, walk)
            if not kind:
                break
            sure, end, count = sure or kind == "sure", at, count + 1
            if word in self.surnames:
                break
        return end, count, sure

    def _part_of_name(self, word: str, start: int, end: int, walk: _Walk) -> str:
        """ "sure" or "maybe" part of a name at this place of it, or "" for what ends it."""
        form = self.get(word)
        if word in self.words.breakers or word in self.words.never or self.words.is_preposition(start, end):
            return ""
        linked, walk.linked = walk.linked, False
        if linked or word in self.suffixes or word in self.surnames:
            return "sure"
        if form is not None and form.mark & Mark.GIVEN and not form.prefix:
            return "sure"
        if word.startswith(self.names.article) and len(word) > 4:
            walk.definite += 1
            plain = form is None or not form.mark & ~Mark.PHRASE
            family = not walk.unknown or word.endswith(self.words.shapes["adjectives"])
            return "maybe" if plain and family and walk.definite == 1 else ""
        walk.unknown += 1
        alone = form is None and walk.unknown == 1 and not walk.definite
        alone = alone and not word.startswith(self.words.shapes["conjoined"])
        return "maybe" if alone and not word.startswith(self.words.articles) and self.words.foreign(word) else ""

    def holder(self, at: int, role: Form) -> tuple[int, int, str] | None:
        """The name that follows an office and what the office is of."""
        titled = bool(role.mark & Mark.TITLE)
        if len(role.base) < 3:
            # A title may be cut to its first letter: "د. فلان".
            if self.text[at : at + 1] != ".":
                return None
            at += 1
        for step in range(_LONGEST_OFFICE):
            found = self.words.next(at)
            if found is None:
                return None
            word, start, at = found
            form = self.get(word)
            if word in self.links or (form is not None and form.mark & Mark.GIVEN and not form.prefix):
                return self._known_holder(found, form, titled=titled and step == 0)
            if self._of_the_office(word, form, step):
                continue
            if word in self.surnames:
                return start, self._name_end(at)[0], "PER"
            many = role.base.endswith(self.words.shapes["plurals"])
            if form is not None or many or (step == 0 and not titled and not role.definite):
                return None
            return self._unknown_holder(found, polite=step == 0 and role.base in self.names.sets["people.courtesies"])
        return None

    def _of_the_office(self, word: str, form: Form | None, step: int) -> bool:
        """Whether a word goes on with what the office is of ("الخارجية", "مجلس", "باسم")."""
        if form is not None and form.mark & Mark.TITLE and form.prefix == 0 and step:
            return False
        if self.words.definite(word) or word in self.names.sets["people.after_role"]:
            return True
        return form is not None and bool(form.mark & (Mark.ORG_HEAD | Mark.PHRASE | Mark.ROLE)) and form.prefix == 0

    def _known_holder(
        self, found: tuple[str, int, int], form: Form | None, *, titled: bool
    ) -> tuple[int, int, str] | None:
        """The name that starts with this given name or link, behind an office."""
        word, start, at = found
        if self.words.is_preposition(start, at):
            return None
        end, count, sure = self._name_end(at, linked=word in self.links)
        office = form is not None and form.mark & Mark.AMBIGUOUS and form.mark & Mark.ROLE
        return (start, end, "PER") if (count or titled) and (sure or not office) else None

    def _unknown_holder(self, found: tuple[str, int, int], *, polite: bool) -> tuple[int, int, str] | None:
        """A name whose first word is in no list: two words or more, none of them of another shape.

        After a courtesy ("السيدة") the shape of the first word may be anything.
        """
        word, start, at = found
        after = self.words.next(at)
        if after is None or self.words.ends_names(word):
            return None
        if not (polite and len(word) > 2 and not self.words.definite(word)) and not self.words.unknown(word):
            return None
        end, count, sure = self._name_end(at)
        family = self.words.definite(after[0]) and after[0].endswith(self.words.shapes["adjectives"])
        known = self.get(after[0]) is not None or not self.words.unknown(after[0])
        if count == 0 or (not sure and known and not (polite and family)):
            return None
        return start, end, "PER"
