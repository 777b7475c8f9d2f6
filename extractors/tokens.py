"""Words and marks of a folded text, with the index arithmetic that every later step needs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container
from itertools import accumulate
from operator import add

from extractors.normalise import Folded

TOKEN = re.compile(r"[^\W\d_]\w*(?:['-]\w+)*|\d+(?:[.,:/]\d+)*|''|[^\w\s]|\w+")
"""One word, figure or mark of a folded text; entries of word lists are cut by it as well."""

_SPACED = re.compile(rf"(?:{TOKEN.pattern})\s*")


class Tokens:
    """The tokens of a text as parallel lists, in folded offsets.

    Attributes:
        folded: the text they belong to.
        words: the folded surface of each token; a punctuation mark is a token of its own, two
            single quotation marks in a row are one.
        starts, ends: half-open offsets into ``folded.text``.
    """

    __slots__ = ("_mixed", "ends", "folded", "starts", "words")

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self._mixed: list[int] | None = None
        text = folded.text
        lead = len(text) - len(text.lstrip())
        # Each token with the white space behind it, so that lengths alone give the offsets.
        spaced = _SPACED.findall(text, lead)
        self.words: list[str] = [piece.rstrip() for piece in spaced]
        self.starts = list(accumulate(map(len, spaced), initial=lead))
        self.starts.pop()
        self.ends = list(map(add, self.starts, map(len, self.words)))

    @property
    def mixed(self) -> list[int]:
        """The tokens that are no plain word and no mark: figures, words with a hyphen, an apostrophe or a digit."""
        if self._mixed is None:
            self._mixed = [
                index
                for index, word in enumerate(self.words)
                if not word.isalpha() and (word[0].isalnum() or word[0] == "_")
            ]
        return self._mixed

    def worth(self, words: Container[str]) -> list[int]:
        """The tokens worth a look for whoever knows these words: those among them and all mixed ones, in order."""
        plain = [index for index, word in enumerate(self.words) if word in words]
        return sorted({*plain, *self.mixed})

    def __len__(self) -> int:
        return len(self.words)

    def window(self, start: int, end: int) -> tuple[int, int]:
        """Token range ``[i, j)`` of the tokens inside a folded span."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def is_word(self, index: int) -> bool:
        """Whether the token is a word or number, not a mark."""
        return self.words[index][0].isalnum()

    def is_capital(self, index: int) -> bool:
        """Whether the token starts with a capital in the text as written (never in scripts without case)."""
        original = self.folded.original
        at = self.folded.at(self.starts[index])
        return at < len(original) and original[at].isupper()

    def text(self, first: int, past: int) -> str:
        """The folded text from token ``first`` up to token ``past``."""
        return self.folded.text[self.starts[first] : self.ends[past - 1]] if first < past else ""


def tokens_of(folded: Folded) -> Tokens:
    """The tokens of a folded text, cut once however many ask for them."""
    if folded.tokens is None:
        folded.tokens = Tokens(folded)
    return folded.tokens
