"""The dates data of a language, compiled once: word forms, token codes, grammar, verb hints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from extractors.dates.expr import EXPR_CLASS_SETS
from extractors.dates.grammar import Codes, Grammar, compile_grammar
from extractors.dates.numbers import NUMBER_CLASS_SETS
from extractors.dates.numeric import DAY_MONTH, NUMERIC
from extractors.language import UNIVERSAL, language_data
from extractors.normalise import WORD, fold

LOOK = re.compile(rf"[^\W\d_]+|(?:{NUMERIC.pattern})|{DAY_MONTH.pattern}|\d+|[^\w\s]|_")
Piece: TypeAlias = tuple[str, int, int]
PUNCTUATION = {
    ",": "comma",
    "،": "comma",
    "/": "slash",
    "-": "dash",
    "—": "dash",
    ".": "dot",
    "(": "open",
    ")": "close",
    "'": "apostrophe",
}
# Tokens of these classes also carry a class of their very value (unit_century), so that a rule can ask for it.
_BY_VALUE = ("unit", "the_unit", "sub")
_LENGTHS = frozenset({"unit", "unit2", "clock", "clock2"})
_YEARS = tuple(str(year) for year in range(1000, 2200))
# Words of these classes begin no search: they are dates only beside a word of another class.
_WEAK_DEFAULT = frozenset(
    [
        "num",
        "ten",
        "nth",
        "scale",
        "and",
        "to",
        "in",
        "from",
        "between",
        "of",
        "the",
        "poss",
        "rel",
        "prev",
        "part",
        "daypart",
        "approx",
    ]
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one surface form stands for: classes with their values, and what clings to its front."""

    tail: tuple[str, ...]
    classes: Mapping[str, Any]
    code: str
    clitic: str = ""
    clitic_length: int = 0
    needs_capital: bool = False
    strong: bool = False


@dataclass(slots=True)
class Lexicon:
    """All that matching needs for one language."""

    codes: Codes
    grammar: Grammar
    durations: Grammar
    forms: dict[str, list[Entry]]
    known: Mapping[str, bool]
    known_lengths: Mapping[str, bool]
    suffixes: Mapping[str, str]
    clitics: Mapping[str, str]
    data: Mapping[str, Any]
    southern: re.Pattern[str] | None
    fiscal: list[tuple[int, re.Pattern[str]]]
    not_written: Mapping[str, str]


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The compiled lexicon of a language, over the universal one."""
    data = _with_universal(language_data(language, "dates"), language_data(UNIVERSAL, "dates"))
    raw = _raw_forms(data)
    codes = Codes()
    for classes in raw.values():
        codes.of(classes)
    clitics = {fold(str(k)): str(v) for k, v in data.get("clitics", {}).items()}
    fixed: list[Iterable[str]] = [
        [c] for c in {*PUNCTUATION.values(), *clitics.values(), *data.get("digit_clitics", {}).values()}
    ]
    for each in [*fixed, *NUMBER_CLASS_SETS, *EXPR_CLASS_SETS]:
        codes.of(each)
    # Their words are so common that a search begins only at what stands beside them.
    quiet = frozenset(data.get("quiet", ()))
    capital = {fold(w) for w in data.get("needs_capital", ())}
    forms = _forms(raw, clitics, capital, _WEAK_DEFAULT | set(data.get("weak", ())), codes)
    return Lexicon(
        codes=codes,
        grammar=compile_grammar(data.get("rules", ()), codes),
        durations=compile_grammar(data.get("duration_rules", ()), codes),
        forms=forms,
        known=_known(forms, data, lambda entry: entry.strong and not quiet.issuperset(entry.classes), _YEARS),
        known_lengths=_known(forms, data, lambda entry: not _LENGTHS.isdisjoint(entry.classes), ()),
        suffixes={fold(k): v for k, v in data.get("number_suffixes", {}).items()},
        clitics={**clitics, **{fold(str(k)): str(v) for k, v in data.get("digit_clitics", {}).items()}},
        data=data,
        not_written={fold(str(k)): str(v) for k, v in data.get("not_written", {}).items()},
        southern=_any_of(data.get("southern", ())),
        fiscal=[(int(m), found) for m, names in data.get("fiscal_years", {}).items() if (found := _any_of(names))],
    )


def pieces_of(text: str, start: int, end: int) -> list[Piece]:
    """Words, figures and signs with their offsets; a hyphen inside a compound (mid-July) is no more than a space."""
    found = [(m[0], m.start(), m.end()) for m in LOOK.finditer(text, start, end)]
    if not any(piece[0] == "-" for piece in found):
        return found
    return [piece for i, piece in enumerate(found) if piece[0] != "-" or not _joins_words(found, i)]


def _joins_words(pieces: list[Piece], i: int) -> bool:
    if not 0 < i < len(pieces) - 1:
        return False
    before, after = pieces[i - 1], pieces[i + 1]
    return before[2] == pieces[i][1] and pieces[i][2] == after[1] and after[0].isalpha()


def _with_universal(own: Mapping[str, Any], universal: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**universal, **own}
    merged["words"] = {**universal.get("words", {}), **own.get("words", {})}
    if own is not universal:
        merged["rules"] = [*own.get("rules", ()), *universal.get("rules", ())]
    return merged


def _raw_forms(data: Mapping[str, Any]) -> dict[tuple[str, ...], dict[str, Any]]:
    raw: dict[tuple[str, ...], dict[str, Any]] = {}
    for name, by_value in data.get("words", {}).items():
        for value, forms in by_value.items():
            for form in forms:
                folded = fold(form)
                pieces = tuple(piece[0] for piece in pieces_of(folded, 0, len(folded)))
                classes = raw.setdefault(pieces, {})
                classes[name] = int(value) if re.fullmatch(r"-?\d+", value) else value
                if name.startswith(_BY_VALUE):
                    classes[f"{name}_{value}"] = value
    return raw


def _forms(
    raw: Mapping[tuple[str, ...], Mapping[str, Any]],
    clitics: Mapping[str, str],
    capital: set[str],
    weak: frozenset[str] | set[str],
    codes: Codes,
) -> dict[str, list[Entry]]:
    found: dict[str, dict[tuple[str, ...], Entry]] = {}
    for pieces, classes in raw.items():
        strong = _strong(classes, weak)
        entry = Entry(
            pieces[1:], classes, codes.of(classes), "", 0, " ".join(pieces).removesuffix(" .") in capital, strong
        )
        found.setdefault(pieces[0], {})[entry.tail] = entry
    plain = {first: set(by_tail) for first, by_tail in found.items()}
    for pieces, classes in raw.items():
        for surface, clitic, length in _with_clitics(pieces[0], clitics):
            if pieces[1:] not in plain.get(surface, ()):
                entry = Entry(pieces[1:], classes, codes.of(classes), clitic, length, False, _strong(classes, weak))
                found.setdefault(surface, {}).setdefault(entry.tail, entry)
    return {first: sorted(by.values(), key=lambda e: -len(e.tail)) for first, by in found.items()}


def _with_clitics(word: str, clitics: Mapping[str, str]) -> Iterable[tuple[str, str, int]]:
    """The word with each clitic; after "ل" the article loses its alef (للعام)."""
    if len(word) < 3 or not word[0].isalpha():
        return
    for clitic, name in clitics.items():
        if clitic.endswith("ل") and word.startswith("ال"):
            yield clitic + word[1:], name, 0
        else:
            yield clitic + word, name, len(clitic)


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    words = [(fold(name), name[-1].isalnum()) for name in names]
    listed = "|".join(rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if bounded else "") for word, bounded in words)
    return re.compile(listed) if listed else None


def _known(
    forms: Mapping[str, list[Entry]], data: Mapping[str, Any], strong: Callable[[Entry], bool], more: Iterable[str]
) -> dict[str, bool]:
    """Every word that may stand inside a date expression, and whether it is worth a closer look."""
    words: dict[str, bool] = dict.fromkeys(more, True)
    for table in ("clitics", "digit_clitics", "number_suffixes"):
        words.update({fold(str(word)): False for word in data.get(table, {})})
    for first, entries in forms.items():
        for entry in entries:
            pieces = [piece for whole in (first, *entry.tail) for piece in WORD.findall(whole)]
            # A phrase is looked for by its longest word, so that no search begins at "the" or "in".
            longest = max(reversed(pieces), key=len, default="")
            for piece in pieces:
                words[piece] = words.get(piece, False) or (piece == longest and strong(entry))
    return words


def _strong(classes: Mapping[str, Any], weak: frozenset[str] | set[str]) -> bool:
    return any(name not in weak and not _is_value_of_weak(name, classes, weak) for name in classes)


def _is_value_of_weak(name: str, classes: Mapping[str, Any], weak: frozenset[str] | set[str]) -> bool:
    base = name.rpartition("_")[0]
    return base in weak and base in classes
