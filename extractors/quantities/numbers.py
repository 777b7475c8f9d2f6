"""Numbers in digits and words: from the tokens that can be part of one to values with their spans."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.quantities.lexicon import Kind, Lexicon
from extractors.quantities.scan import Token

_GAP = 12


@dataclass(slots=True)
class Number:
    """A number in the folded text; ``scale`` is its last multiplier (1 without), ``form`` its only token, if one."""

    start: int
    end: int
    value: float
    scale: float
    kind: Kind
    form: str
    joins: bool
    first: int
    last: int


class Reader:
    """Puts the tokens of one text together into numbers, left to right, each token used once."""

    def __init__(self, text: str, tokens: list[Token], lexicon: Lexicon) -> None:
        self.text, self.tokens, self.lexicon = text, tokens, lexicon

    def numbers(self) -> list[Number]:
        """All numbers of the text in order."""
        found: list[Number] = []
        at = 0
        while at < len(self.tokens):
            number = self._number(at)
            if number is None:
                at += 1
            else:
                found.append(number)
                at = number.last + 1
        return found

    def _kind(self, at: int) -> Kind | None:
        return self.tokens[at].word.kind if at < len(self.tokens) else None

    def _gap(self, at: int) -> str | None:
        """What stands between the token before and this one; None when it is too far to belong together."""
        if at >= len(self.tokens):
            return None
        start, end = self.tokens[at - 1].end, self.tokens[at].outer
        return self.text[start:end] if end - start <= _GAP else None

    def _beside(self, at: int) -> bool:
        """Whether this token follows the one before with nothing but a space or a hyphen."""
        return self._gap(at) in (" ", "-", "") and not self.tokens[at].word.prefix and not self.tokens[at].word.joins

    def _joined(self, at: int) -> bool:
        """Whether this token is joined to the one before by "and"."""
        gap = self._gap(at)
        if gap is None or (self.tokens[at].word.prefix and not self.tokens[at].word.joins):
            return False
        return (gap == " " and self.tokens[at].word.joins) or self.lexicon.joined.match(gap) is not None

    def _number(self, first: int) -> Number | None:
        token = self.tokens[first]
        if token.word.kind in (Kind.DEFINITE, Kind.PAIR, Kind.FRACTION_DEFINITE):
            return Number(token.start, token.end, token.word.value, 1, token.word.kind, token.form, False, first, first)
        part = self._part(first, opening=True)
        if part is None:
            return None
        value, scale, last = part
        low = scale
        while low >= 1000 and last + 1 < len(self.tokens) and self._continues(last + 1):
            part = self._part(last + 1, opening=False)
            if part is None or not ((part[0] < low and part[1] < low) or self._one_more(value, low, part, last + 1)):
                break
            value, low, last = value + part[0], part[1], part[2]
            scale = max(low, 1)
        value, low, last = self._and_a_half(value, low, last)
        start = self._with_article(first)
        form = token.form[token.start - token.outer :] if last == first and token.word.kind != Kind.DIGITS else ""
        return Number(
            start, self.tokens[last].end, value, max(low, 1), token.word.kind, form, token.word.joins, first, last
        )

    def _one_more(self, value: float, scale: float, part: tuple[float, float, int], at: int) -> bool:
        """ "مئة ألف وألف": hundreds of a multiplier may be followed by one or two of it."""
        lone = self._kind(at) in (Kind.SCALE, Kind.SCALE_DUAL)
        return lone and part[1] == scale and part[0] <= 2 * scale and value % (100 * scale) == 0

    def _continues(self, at: int) -> bool:
        digits = self._kind(at) == Kind.DIGITS
        if self._kind(at) == Kind.FRACTION:
            return False
        if self._joined(at):
            return self.lexicon.digits_join or not digits
        return self.lexicon.juxtapose and not digits and self._beside(at)

    def _part(self, at: int, *, opening: bool) -> tuple[float, float, int] | None:
        """One multiple of a power of ten: (amount, its multiplier, the last token used)."""
        token = self.tokens[at]
        kind, value = token.word.kind, token.word.value
        if kind == Kind.SCALE_DUAL:
            return value, value / 2, at
        if kind == Kind.SCALE:
            return self._lone_scale(at)
        if kind == Kind.FRACTION:
            return self._fraction(at) if opening else None
        group = self._group(at)
        if group is None:
            return None
        amount, last = group
        if self._kind(last + 1) == Kind.FRACTION_PLURAL and self._beside(last + 1) and amount < 100:
            return self._of_scale(amount * self.tokens[last + 1].word.value, last + 1)
        if amount == 1 and self._kind(last + 1) == Kind.FRACTION and self._beside(last + 1):
            return self._of_scale(self.tokens[last + 1].word.value, last + 1)
        return self._scaled(amount, last)

    def _scaled(self, amount: float, last: int) -> tuple[float, float, int]:
        """The amount times the multiplier that follows, if one does ("٤ آلاف", "1.2bn", "5 hundred")."""
        kind = self._kind(last + 1)
        if kind is None or not (self._beside(last + 1) or self._behind_bracket(last + 1)):
            return amount, 1, last
        factor = self.tokens[last + 1].word.value
        if kind in (Kind.SCALE, Kind.SCALE_PLURAL):
            return amount * factor, factor, last + 1
        glued = self._gap(last + 1) == "" or len(self.tokens[last + 1].form) > 1
        if kind == Kind.ABBREVIATION and self._kind(last) == Kind.DIGITS and glued:
            return amount * factor, factor, last + 1
        return amount, 1, last

    def _behind_bracket(self, at: int) -> bool:
        """Whether the figure before stands in brackets of its own: «(25) مليون»."""
        start = self.tokens[at - 1].start
        return self._gap(at) == ") " and self.text[max(0, start - 1) : start] == "("

    def _lone_scale(self, at: int) -> tuple[float, float, int] | None:
        token = self.tokens[at]
        if not self.lexicon.lone_scales and not self._article_before(at):
            return None
        alone = self.lexicon.scale_alone.get(self.text[token.start : token.end])
        joined = at + 1 < len(self.tokens) and self._joined(at + 1)
        counts = self.text[token.end : token.end + 1] == " " and self.text[token.end + 1 : token.end + 2].isalpha()
        return (alone if alone is not None and counts and not joined else token.word.value), token.word.value, at

    def _article_before(self, at: int) -> bool:
        pattern = self.lexicon.before_scale
        start = self.tokens[at].outer
        return pattern is not None and pattern.search(self.text, max(0, start - 4), start) is not None

    def _with_article(self, first: int) -> int:
        """Where a number starts when an article that says "one" stands before its multiplier ("a million")."""
        token = self.tokens[first]
        if token.word.kind in (Kind.SCALE, Kind.HUNDRED, Kind.FRACTION) and self.lexicon.before_scale is not None:
            found = self.lexicon.before_scale.search(self.text, max(0, token.outer - 4), token.outer)
            if found is not None:
                return found.start() + found.group().startswith(" ")
        # "وأحد عشر" is written like "واحد": there the first letter is the particle's.
        merged = token.word.joins and token.word.kind == Kind.SMALL and token.start == token.outer
        return token.start + (merged and self._kind(first + 1) == Kind.TEN_SUFFIX)

    def _fraction(self, at: int) -> tuple[float, float, int]:
        value = self.tokens[at].word.value
        return self._of_scale(value, at)

    def _of_scale(self, value: float, last: int) -> tuple[float, float, int]:
        """A fraction, times the multiplier it is of ("نصف مليون", "half a million")."""
        kind, gap = self._kind(last + 1), self._gap(last + 1)
        if kind not in (Kind.SCALE, Kind.SCALE_DEFINITE) or gap is None or self.tokens[last + 1].word.prefix:
            return value, 1, last
        if self.lexicon.fraction_gap.match(gap) is None:
            return value, 1, last
        factor = self.tokens[last + 1].word.value
        return value * factor, factor, last + 1

    def _and_a_half(self, value: float, scale: float, last: int) -> tuple[float, float, int]:
        """ "مليونين ونصف المليار", "two and a half million": the fraction of the last multiplier."""
        at = last + 1
        if self._kind(at) != Kind.FRACTION or value < 1 or value != int(value):
            return value, scale, last
        gap = self._gap(at)
        if gap is None or not (self._joined(at) or self._joined_with_article(gap)):
            return value, scale, last
        value += self.tokens[at].word.value * max(scale, 1)
        kind = self._kind(at + 1)
        if kind in (Kind.SCALE, Kind.SCALE_DEFINITE, Kind.SCALE_PLURAL) and self._beside(at + 1):
            factor = self.tokens[at + 1].word.value
            if scale <= 1:
                return value * factor, factor, at + 1
            if factor == scale:
                return value, scale, at + 1
        return value, scale, at

    def _joined_with_article(self, gap: str) -> bool:
        words = gap.replace("-", " ").strip().rsplit(" ", 1)
        pattern = self.lexicon.before_scale
        return (
            len(words) == 2
            and pattern is not None
            and pattern.search(f" {words[1]} ") is not None
            and self.lexicon.joined.match(f" {words[0]}") is not None
        )

    def _group(self, at: int) -> tuple[float, int] | None:
        """A number below a thousand, or digits: (its value, the last token used)."""
        token = self.tokens[at]
        kind, value = token.word.kind, token.word.value
        if kind == Kind.TEEN_START:
            if self._kind(at + 1) == Kind.TEN_SUFFIX and self._beside(at + 1):
                return 10 + value, at + 1
            return None
        if kind not in (Kind.DIGITS, Kind.SMALL, Kind.TEN_SUFFIX, Kind.HUNDRED):
            return None
        if kind == Kind.HUNDRED and not self.lexicon.lone_scales and not self._article_before(at):
            return None
        last = at
        while last + 1 < len(self.tokens):
            grown = self._grown(value, last + 1)
            if grown is None:
                break
            value, last = grown
        return value, last

    def _grown(self, value: float, at: int) -> tuple[float, int] | None:
        """The group with the next token taken in, or None where that token is not part of it."""
        kind, step = self.tokens[at].word.kind, self.tokens[at].word.value
        last_kind = self.tokens[at - 1].word.kind
        if kind == Kind.HUNDRED and value < 100 and value == int(value) and value and self._beside(at):
            return (value * step, at) if last_kind in (Kind.SMALL, Kind.DIGITS) else None
        if last_kind == Kind.DIGITS:
            return None
        if kind == Kind.TEN_SUFFIX and last_kind in (Kind.SMALL, Kind.TEEN_START) and 0 < value % 100 < 10:
            return (value + step, at) if self._beside(at) else None
        if kind == Kind.TEEN_START and value % 100 == 0 and value and self._joined(at):
            group = self._group(at)
            return (value + group[0], group[1]) if group else None
        if kind not in (Kind.SMALL, Kind.TEN_SUFFIX) or not 0 < step < 100:
            return None
        if value >= 100 and value % 100 == 0:
            return (value + step, at) if self._joined(at) or (self.lexicon.juxtapose and self._beside(at)) else None
        if self.lexicon.units_first:
            fits = 0 < value % 100 < 10 and step >= 20 and self._joined(at)
        else:
            fits = value % 100 >= 20 and value % 10 == 0 and step < 10 and self._beside(at)
        return (value + step, at) if fits else None
