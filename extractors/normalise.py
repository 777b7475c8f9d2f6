"""A folded copy of a text to match on, with the way back to the text's own offsets.

Folding drops what writers add or leave out at will (tashkeel, tatweel, zero-width and bidi
controls), opens presentation forms and ligatures (NFKC), lowers case, maps every decimal digit to
ASCII, and makes one letter of the hamza carriers, of alef maqsura and yeh, of teh marbuta and heh.
Lists are folded the same way when they are loaded, so that text and list meet.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.tokens import Tokens

DROPPED = (
    # Ranges for a character class: what a folded text never has.
    "\u00ad\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
)
_SAME_LENGTH = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي",
    "’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "٫": ".", "٬": ",", "٪": "%",
    "–": "-", "‑": "-", "−": "-",
}  # fmt: skip
_TABLE = {ord(key): value for key, value in _SAME_LENGTH.items()}
_TABLE.update({zero + i: str(i) for zero in (0x0660, 0x06F0) for i in range(10)})
# Combining marks in the Latin range stay: "é" written as two code points must still be one letter for \w.
_MOVING = re.compile(
    f"[{DROPPED}]+|[^\u0000-\u06ff\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u4e00-\u9fff]|[\u00a8\u00b2-\u00b5\u00b9\u00bc-\u00be\u2026\u0130\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\u1e9e]"
)

WORD = re.compile(r"[^\W\d_]+|\d+")
"""A run of letters or of digits of a folded text."""
# Names and list entries come again and again; longer texts seldom do.
_SHORT = 48

# Texts from this length on are folded through a table, which costs more to call and far less a character.
_LONG = 256
# The table stops where surrogates begin, and the small sigma's form depends on what stands around it.
_TABLE_SIZE = 0xD800
_OPENED = 2
# Where one character in so many is a ligature or a presentation form, the table gains nothing.
_FEW = 16


class Folded:
    """A text and its folded copy.

    Attributes:
        original: the text, untouched.
        text: the folded copy; all matching happens here.
        tokens: its words and marks once somebody has cut it (see ``tokens_of``).
    """

    __slots__ = ("_back", "original", "text", "tokens")

    def __init__(self, original: str) -> None:
        self.original = original
        self.tokens: Tokens | None = None
        self._back: Sequence[int] | None = None
        if len(original) >= _LONG and self._fold_by_table():
            return
        if _MOVING.search(original) is None:
            self.text = _fold_in_place(original)
        else:
            self._fold_with_map()

    def _fold_by_table(self) -> bool:
        """Folds a whole text at once; False where it has characters that need a closer look."""
        import numpy as np

        letters, kinds = _tables()
        units = np.frombuffer(self.original.encode("utf-16-le", "surrogatepass"), "<u2")
        if len(units) != len(self.original) or int(units.max()) >= _TABLE_SIZE or "Σ" in self.original:
            return False
        kind, folded = kinds[units], letters[units]
        if not kind.any():
            self.text = folded.tobytes().decode("utf-16-le")
            return True
        opened = np.flatnonzero(kind == _OPENED).tolist()
        if len(opened) * _FEW > len(units):
            return False
        lengths = (kind == 0).astype(np.intp)
        pieces: list[str] = []
        last = 0
        for at in [*opened, len(units)]:
            pieces.append(folded[last:at][kind[last:at] == 0].tobytes().decode("utf-16-le"))
            if at < len(units):
                pieces.append(_open(self.original[at]))
                lengths[at] = len(pieces[-1])
            last = at + 1
        self.text = "".join(pieces)
        lengths = np.append(lengths, 1)
        self._back = array("i", np.repeat(np.arange(len(lengths), dtype=np.intc), lengths).tobytes())
        return True

    def _fold_with_map(self) -> None:
        pieces: list[str] = []
        back: list[int] = []
        last = 0
        for match in _MOVING.finditer(self.original):
            start, end = match.span()
            pieces.append(_fold_in_place(self.original[last:start]))
            back.extend(range(last, start))
            opened = _open(match.group())
            pieces.append(opened)
            back.extend([start] * len(opened))
            last = end
        pieces.append(_fold_in_place(self.original[last:]))
        back.extend(range(last, len(self.original) + 1))
        self.text, self._back = "".join(pieces), back

    @property
    def in_place(self) -> bool:
        """Whether every folded character stands at its own offset."""
        return self._back is None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that ``text[start:end]`` stands for.

        Marks that follow the last letter belong to the span; a ligature is taken whole.
        """
        if self._back is None or start == end:
            at = self.at(start)
            return at, at if start == end else self.at(end)
        first, last = self._back[start], self._back[end]
        if last == self._back[end - 1]:
            last += 1
        return first, last

    def cased(self) -> str:
        """The folded copy's length in characters as written, to see capitals by folded offsets."""
        if self._back is None:
            return self.original
        if not isinstance(self._back, array):
            return "".join(map(self.original.__getitem__, self._back[:-1]))
        import numpy as np

        units = np.frombuffer(self.original.encode("utf-16-le"), "<u2")
        return units[np.frombuffer(self._back, np.intc)[:-1]].tobytes().decode("utf-16-le")

    def at(self, index: int) -> int:
        """The original offset of the folded character at ``index`` (or of the end of the text)."""
        return index if self._back is None else self._back[index]


def fold(text: str) -> str:
    """The folded copy alone, for lists, keys and comparisons."""
    return _fold_short(text) if len(text) <= _SHORT else Folded(text).text


@lru_cache(maxsize=65_536)
def _fold_short(text: str) -> str:
    return Folded(text).text


def _fold_in_place(text: str) -> str:
    """Folds that keep every character's place; case only where lowering keeps the length."""
    lowered = text.lower()
    return (lowered if len(lowered) == len(text) else "".join(map(_lower_one, text))).translate(_TABLE)


@lru_cache(maxsize=1)
def _tables() -> tuple[Any, Any]:
    """Of each character its folded form, and whether it stays (0), is dropped (1) or is opened (2)."""
    import numpy as np

    every = "".join(map(chr, range(_TABLE_SIZE)))
    lower = every.replace("İ", "-").lower()
    folded = f"{lower[:0x130]}İ{lower[0x131:]}".translate(_TABLE)
    kinds = np.zeros(_TABLE_SIZE, "u1")
    for pattern, kind in ((_MOVING, _OPENED), (re.compile(f"[{DROPPED}]"), 1)):
        for match in pattern.finditer(every):
            kinds[match.start() : match.end()] = kind
    return np.frombuffer(folded.encode("utf-16-le"), "<u2"), kinds


def _lower_one(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


@lru_cache(maxsize=4096)
def _open(run: str) -> str:
    """A run of dropped marks gives nothing; a ligature or presentation form gives its plain letters."""
    opened = unicodedata.normalize("NFKC", run)
    return re.sub(f"[{DROPPED}]", "", _fold_in_place(opened))
