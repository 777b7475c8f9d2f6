"""Words and marks of a folded text, with the index arithmetic that every later step needs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extractors.normalise import Folded

TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]\w*(?:['-]\w+)*|\w+|''|[^\w\s]")
"""One word, figure or mark of a folded text; entries of word lists are cut by it as well."""


class Tokens:
    """The tokens of a text as parallel lists, in folded offsets.

    Attributes:
        folded: the text they belong to.
        words: the folded surface of each token; a punctuation mark is a token of its own, two
            single quotation marks in a row are one.
        starts, ends: half-open offsets into ``folded.text``.
    """

    __slots__ = ("ends", "folded", "starts", "words")

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        matches = list(TOKEN.finditer(folded.text))
        self.words = [m.group() for m in matches]
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]

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
