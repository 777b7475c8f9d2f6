"""Number words of both languages, spelt out by a generator of the test's own and read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.normalise import Folded
from extractors.quantities import find_quantities

_WITH_MASCULINE = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_WITH_FEMININE = ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
_TENS = {
    True: ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"],
    False: ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"],
}
_HUNDRED_STEMS = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


class Speller:
    """Spells numbers below a million; ``feminine`` is the gender of what is counted."""

    def __init__(self, *, feminine: bool, nominative: bool, hundred: str) -> None:
        self.feminine, self.nominative, self.hundred = feminine, nominative, hundred

    def unit(self, n: int, feminine: bool) -> str:
        word = (_WITH_FEMININE if feminine else _WITH_MASCULINE)[n]
        return word if n != 2 or self.nominative else word.replace("ان", "ين")

    def teen(self, n: int, feminine: bool) -> str:
        ending = "عشرة" if feminine else "عشر"
        if n == 11:
            return ("إحدى " if feminine else "أحد ") + ending
        if n == 12:
            stem = ("اثنتا " if feminine else "اثنا ") if self.nominative else ("اثنتي " if feminine else "اثني ")
            return stem + ending
        return (_WITH_FEMININE if feminine else _WITH_MASCULINE)[n - 10] + " " + ending

    def below_hundred(self, n: int, feminine: bool) -> str:
        if n <= 10:
            return self.unit(n, feminine)
        if n < 20:
            return self.teen(n, feminine)
        tens = _TENS[self.nominative][n // 10 - 2]
        return f"{self.unit(n % 10, feminine)} و{tens}" if n % 10 else tens

    def below_thousand(self, n: int, feminine: bool) -> str:
        parts = []
        hundreds = n // 100
        if hundreds == 1:
            parts.append(self.hundred)
        elif hundreds == 2:
            parts.append(self.hundred[:-1] + ("تان" if self.nominative else "تين"))
        elif hundreds:
            parts.append(_HUNDRED_STEMS[hundreds] + self.hundred)
        if n % 100:
            parts.append(self.below_hundred(n % 100, feminine))
        return " و".join(parts)

    def thousands(self, n: int) -> list[str]:
        if n == 0:
            return []
        dual = "ألفان" if self.nominative else "ألفين"
        rest = n % 100
        if rest in (1, 2):
            last = "ألف" if rest == 1 else dual
            return ([self.below_thousand(n - rest, False) + " ألف"] if n > 2 else []) + [last]
        noun = "ألف" if rest == 0 else "آلاف" if rest <= 10 else "ألفا"
        return [f"{self.below_thousand(n, False)} {noun}"]

    def spell(self, n: int) -> str:
        parts = self.thousands(n // 1000)
        if n % 1000 or n == 0:
            parts.append(self.below_thousand(n % 1000, self.feminine) if n else "صفر")
        return " و".join(parts)


@settings(max_examples=250)
@given(
    st.one_of(st.integers(2, 999_999), st.integers(2, 999)),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["مئة", "مائة"]),
    st.sampled_from(["", "و", "ب", "ل"]),
)
def test_arabic_number_words_are_read_back(
    n: int, feminine: bool, nominative: bool, hundred: str, particle: str
) -> None:
    words = Speller(feminine=feminine, nominative=nominative, hundred=hundred).spell(n)
    if particle + words.split()[0] == "لست":
        particle = ""
    text = f"بلغ العدد {particle}{words} نسمة"
    quantities = find_quantities(Folded(text), "ar")
    assert [q.value for q in quantities] == [n], text
    assert quantities[0].text == f"{words} نسمة"


@pytest.mark.parametrize("feminine", [True, False])
def test_all_below_a_thousand(feminine: bool) -> None:
    speller = Speller(feminine=feminine, nominative=True, hundred="مئة")
    wrong = []
    for n in range(2, 1000):
        read = [q.value for q in find_quantities(Folded(f"سجل {speller.spell(n)} نسمة"), "ar")]
        if read != [n]:
            wrong.append((n, speller.spell(n), read))
    assert wrong == []


_SMALL = "zero one two three four five six seven eight nine ten".split()  # noqa: SIM905
_SMALL += "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english(n: int, joiner: str) -> str:
    if n < 20:
        return _SMALL[n]
    if n < 100:
        return _EN_TENS[n // 10 - 2] + (f"-{_SMALL[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_SMALL[n // 100]} hundred" + (joiner + english(n % 100, joiner) if n % 100 else "")
    rest = n % 1000
    tail = (joiner if rest < 100 else " ") + english(rest, joiner) if rest else ""
    return f"{english(n // 1000, joiner)} thousand{tail}"


@settings(max_examples=150)
@given(st.integers(2, 999_999), st.sampled_from([" ", " and "]))
def test_english_number_words_are_read_back(n: int, joiner: str) -> None:
    text = f"They counted {english(n, joiner)} birds"
    quantities = find_quantities(Folded(text), "en")
    assert [(q.value, q.unit) for q in quantities] == [(n, "birds")], text


@settings(max_examples=150)
@given(st.floats(0, 1e12, allow_nan=False).map(lambda x: round(x, 2)))
def test_grouped_digits_are_read_back(value: float) -> None:
    shown = f"{value:,.2f}"
    eastern = shown.translate(str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫"))
    for text, language in ((f"cost ${shown} more", "en"), (f"بكلفة {eastern} دينار", "ar")):
        assert [q.value for q in find_quantities(Folded(text), language)] == [pytest.approx(value, rel=1e-12)]
