"""What looks like an amount and is none: labels, clock times, ages, years, telephone numbers, pronouns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.quantities.lexicon import Kind, Lexicon
from extractors.quantities.numbers import Number
from extractors.quantities.units import Measured, is_plural, word_before

_CLOCK = re.compile(r":\d")
_BULLET_AFTER = re.compile(r"[ \t]?[.)\]-](?!\d)[ \t]|\)|[ \t]?-[ \t]")
_WORD_AFTER = re.compile(r"[ -]([^\W\d_]+)")
_BRACKET = 60
_CODE = 7
_QUOTED = 30
_CLOSING = ("»", "”", '"')
# «جدارة 3»: a name of a word and its number.
_QUOTED_NAME = re.compile(r"[«“\"](?:[^\W\d_]+ )$")
_LETTER_SLASH = re.compile(r"(?<!\w)[^\W\d_] ?/ ?$")
_CODE_GAPS = (" ", "-", ".", "/", " - ", " / ", "/ ", " /", ") ", ")-")
_STICKY_BEFORE = "/_@#&=\\:"
_STICKY_AFTER = "/_@\\:"


def is_no_amount(text: str, original: str, made: Measured, lexicon: Lexicon) -> bool:
    """Whether the context says that this number names, numbers or dates something instead of counting it.

    Args:
        text: the folded text; original: the text itself around the number, for its capitals.
        made: the number with its unit.
        lexicon: the language's lists.
    """
    number = made.number
    if number.kind in (Kind.PAIR, Kind.DEFINITE, Kind.RATIO):
        return False
    if number.kind in (Kind.FRACTION, Kind.FRACTION_DEFINITE):
        return _no_fraction(text, number, lexicon)
    if number.form in lexicon.sets["ones"]:
        return _pronoun(text, made, lexicon)
    if number.kind == Kind.DIGITS and (_stuck(text, made) or _bullet(text, made) or _label(text, made, lexicon)):
        return True
    before = word_before(text, made.start)
    return (
        before in lexicon.sets["labels"]
        or _clock(text, made, before, lexicon)
        or _age(text, original, made, before, lexicon)
        or _year(text, made, before, lexicon)
    )


def digit_runs(text: str, numbers: Sequence[Number]) -> set[int]:
    """Indices of plain figures that are parts of one longer code: three or more in a row, or after a "+"."""
    runs: set[int] = set()
    run: list[int] = []
    for index, number in enumerate(numbers):
        plain = number.kind == Kind.DIGITS and number.scale == 1
        if run and plain and text[numbers[run[-1]].end : number.start] in _CODE_GAPS:
            run.append(index)
            continue
        runs.update(_code(text, numbers, run))
        run = [index] if plain else []
    runs.update(_code(text, numbers, run))
    runs.update(index for index in range(len(numbers)) if _beside_code(text, numbers, index))
    return runs


def _beside_code(text: str, numbers: Sequence[Number], index: int) -> bool:
    """Whether digits that are no number are joined to this one by a hyphen ("555-0123")."""
    start, end = numbers[index].start, numbers[index].end
    before = start > 1 and text[start - 1] == "-" and text[start - 2].isdigit()
    after = text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()
    return (before and (index == 0 or numbers[index - 1].end != start - 1)) or (
        after and (index + 1 == len(numbers) or numbers[index + 1].start != end + 1)
    )


def _code(text: str, numbers: Sequence[Number], run: list[int]) -> list[int]:
    if not run:
        return []
    start, length = numbers[run[0]].start, numbers[run[-1]].end - numbers[run[0]].start
    international = text[max(0, start - 1) : start] == "+" and length >= 8
    return run if len(run) >= 3 or international else []


def _stuck(text: str, made: Measured) -> bool:
    """Part of an address, a code, a clock time or a model's name (a hyphen after a letter)."""
    start, end = made.number.start, made.number.end
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:] == ":" and not before[:-1].isdigit():
        before = ""
    if before[-1:] and before[-1] in _STICKY_BEFORE:
        return True
    if before[-1:] == "-" and before[:1].isalpha():
        return True
    if after[:1] and after[0] in _STICKY_AFTER and (after[0] != ":" or _CLOCK.match(text, end)):
        return after[1:].strip() != ""
    if after[:1].isalpha() and made.number.scale == 1 and not made.known:
        length = next((i for i, char in enumerate(text[end : end + 4]) if not char.isalpha()), 4)
        return length < 3
    return end - start >= _CODE and not made.known and text[start:end].isdigit()


def _label(text: str, made: Measured, lexicon: Lexicon) -> bool:
    """A reference in square brackets, the number of a decree ("أ / 90"), of an emergency line, of what is quoted."""
    start, end = made.number.start, made.number.end
    before = text[max(0, start - _QUOTED) : start]
    if before[-1:] == "[" and text[end : end + 1] == "]":
        return True
    if _LETTER_SLASH.search(before) or _is_line(text[start:end], made, lexicon):
        return True
    return text[end : end + 1] in _CLOSING and _QUOTED_NAME.search(before) is not None


def _is_line(form: str, made: Measured, lexicon: Lexicon) -> bool:
    """Whether a figure is the number of an emergency line ("a 911 call"), and counts nothing."""
    return form in lexicon.sets["codes"] and (not made.unit or made.unit in lexicon.sets["code_units"])


def _bullet(text: str, made: Measured) -> bool:
    """The number of an item at the start of a line."""
    start, end = made.number.start, made.number.end
    if text[end : end + 1] == ")" and "(" not in text[max(0, start - _BRACKET) : start]:
        return True
    line = text.rfind("\n", max(0, start - 5), start) + 1
    opens = text[line:start].strip() == "" and (line > 0 or start < 5)
    return opens and _BULLET_AFTER.match(text, end) is not None


def _clock(text: str, made: Measured, before: str, lexicon: Lexicon) -> bool:
    if before in lexicon.sets["clock_before"]:
        return True
    if made.number.joins and _hour_before(text, made.start, before) in lexicon.sets["clock_before"]:
        return True
    return lexicon.clock_after is not None and lexicon.clock_after.match(text, made.number.end) is not None


def _person_before(text: str, at: int, verb: str, lexicon: Lexicon) -> bool:
    """ "Since I was four": a figure that a person is."""
    back = text.rfind(verb, max(0, at - _BRACKET), at)
    return back > 0 and word_before(text, back) in lexicon.sets["persons"]


def _without_particle(word: str, lexicon: Lexicon) -> list[str]:
    """A word without a particle that is written as one with it («وعمره»)."""
    return [word[len(each) :] for each in lexicon.attached if each and word.startswith(each)]


def _hour_before(text: str, at: int, particle: str) -> str:
    """The word in front of the hour that minutes are joined to: «الساعة الثالثة و9 دقائق»."""
    hour_end = at - len(particle)
    hour = word_before(text, hour_end)
    back = text.rfind(hour, max(0, hour_end - _BRACKET), hour_end) if hour else -1
    return word_before(text, back) if back > 0 else ""


def _age(text: str, original: str, made: Measured, before: str, lexicon: Lexicon) -> bool:
    number = made.number
    if not (0 < number.value < 120) or number.scale > 10:
        return False
    if not made.unit and before in lexicon.sets["being"] and _person_before(text, made.start, before, lexicon):
        return True
    if any(word in lexicon.sets["ages_before"] for word in (before, *_without_particle(before, lexicon))):
        return True
    if lexicon.ages_after is not None and lexicon.ages_after.match(text, number.end):
        return True
    if lexicon.ages_after is not None and made.unit_span and lexicon.ages_after.match(text, made.unit_span[1]):
        return True
    opened, closed = text[max(0, made.start - 2) : made.start].rstrip(), text[made.end : made.end + 2].lstrip()
    if opened[-1:] == "(" and closed[:1] == ")":
        return made.unit in lexicon.sets["bracketed_ages"]
    return lexicon.comma_ages and _between_commas(text, original, made)


def _between_commas(text: str, original: str, made: Measured) -> bool:
    """ "Jane Roe, 52, moved": a bare figure between commas after a capitalised word."""
    start, end = made.number.start, made.number.end
    if made.number.kind != Kind.DIGITS or text[start - 2 : start] != ", " or text[end : end + 1] not in (",", "."):
        return False
    words = original[:-2].split()
    return bool(words) and words[-1][:1].isupper()


def _year(text: str, made: Measured, before: str, lexicon: Lexicon) -> bool:
    """A bare figure that reads as a year: after "in", "عام" ..., before an era's sign, or counting nothing."""
    form = text[made.number.start : made.number.end]
    if made.number.kind != Kind.DIGITS or made.number.scale > 1 or not (len(form) == 4 and form.isdigit()):
        return False
    if made.unit in lexicon.sets["year_marks"]:
        return True
    cued = before in lexicon.sets["years_before"]
    if made.known or not (1000 if cued else 1800) <= made.value <= 2100:
        return False
    if not made.unit or cued:
        return True
    return bool(lexicon.endings["plural_endings"]) and not is_plural(made.unit, lexicon)


def _pronoun(text: str, made: Measured, lexicon: Lexicon) -> bool:
    """Whether a word for "one" is a pronoun here."""
    before = word_before(text, made.number.start)
    after = _WORD_AFTER.match(text, made.number.end)
    word = after.group(1) if after else ""
    if before in lexicon.sets["ones_not_after"] or f"{before} {made.unit}" in lexicon.sets["one_phrases"]:
        return True
    if lexicon.joined.search(f" {before}") and before:
        return False
    if lexicon.ones_counted_before:
        return word in lexicon.sets["ones_not_before"] or not before or before.startswith(lexicon.article)
    return not made.known and made.unit not in lexicon.sets["counted_after"]


def _no_fraction(text: str, number: Number, lexicon: Lexicon) -> bool:
    before = word_before(text, number.start)
    after = _WORD_AFTER.match(text, number.end)
    word = after.group(1) if after else ""
    if number.scale > 1 or number.first != number.last:
        return False
    if number.kind == Kind.FRACTION_DEFINITE and before not in lexicon.sets["definite_after"]:
        return True
    if word in lexicon.sets["not_before"] or before in lexicon.sets["not_after"]:
        return True
    if number.form in lexicon.sets["needs_one"] and number.start == number.end - len(number.form):
        return True
    if number.form in lexicon.sets["needs_the"]:
        return word not in lexicon.sets["the"]
    if number.form in lexicon.sets["needs_of"]:
        return word != "" and word not in lexicon.sets["partitives"]
    return word == "" and bool(lexicon.sets["alone_before"]) and before not in lexicon.sets["alone_before"]
