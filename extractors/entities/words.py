"""The words of a folded text, as the names finder walks over them."""

from __future__ import annotations

import re

from extractors.entities.names import Names
from extractors.normalise import Folded

_NEXT = re.compile(r" ([^\W\d_]+)")


class Words:
    """A text and what is known of its language's names.

    Attributes:
        text: the folded text.
        names: the language's lists.
    """

    def __init__(self, folded: Folded, names: Names) -> None:
        self.folded, self.text, self.names = folded, folded.text, names
        self.get = names.forms.get
        self.shapes = names.shapes
        self.articles = tuple(sorted(names.sets["writing.article_forms"], key=len, reverse=True))
        self.breakers, self.never = names.sets["openers.breakers"], names.sets["people.never"]

    def next(self, at: int) -> tuple[str, int, int] | None:
        """The word after a single space at this place: (word, start, end)."""
        match = _NEXT.match(self.text, at)
        return None if match is None else (match[1], match.start(1), match.end())

    def definite(self, word: str) -> bool:
        """Whether a word carries the article."""
        return len(word) > 4 and word.startswith(self.articles)

    def is_preposition(self, start: int, end: int) -> bool:
        """Whether the original shows a particle where folding shows a name (alef maqsura and yeh are one)."""
        first, last = self.folded.span(start, end)
        return self.folded.original[first:last] in self.names.preposition_forms

    def foreign(self, word: str) -> bool:
        """Whether an unknown word may be part of a name: no shape of a verb, an adverb or a plural."""
        return (
            len(word) > 3 and not word.startswith(self.shapes["verbal"]) and not word.endswith(self.shapes["no_name"])
        )

    def unknown(self, word: str) -> bool:
        """Whether a word in no list may be a name by itself: the shape allows it, no particle is joined to it."""
        plain = word not in self.never and not word.startswith((*self.shapes["joined"], *self.articles))
        return plain and self.foreign(word)

    def ends_names(self, word: str) -> bool:
        """Whether a word is never part of a name, or stands behind one."""
        return word in self.breakers or word in self.never
