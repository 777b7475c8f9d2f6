"""Word lists of a language, folded, inflected by the paradigms in its data, and found in one pass.

A list entry is a word or a phrase. ``{a|b}`` in an entry stands for either; ``stem@paradigm rest`` puts
the stem through every template of ``[paradigms]``. Proclitics of the language may stand before the first word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from extractors.language import language_data
from extractors.normalise import fold
from extractors.tokens import Tokens


class Hit(NamedTuple):
    """A list entry found at a token: its class, how many tokens it spans, and its folded form."""

    kind: str
    length: int
    form: str


_MAX_REMEMBERED = 500_000
# A shorter stem with a pronoun is as often a noun («عملها» is her work).
_MIN_STEM = 4
_CHOICE = re.compile(r"\{([^{}]*)\}")
_PIECE = re.compile(r"\w+(?:['-]\w+)*|[^\w\s]")


class Lexicon:
    """All lists of a language, looked up by the first word of each entry."""

    def __init__(
        self,
        lists: Mapping[str, Iterable[str]],
        paradigms: dict[str, list[str]],
        proclitics: list[str],
        shapes: dict[str, dict[str, Any]],
        spelling: dict[str, list[str]],
        enclitics: Sequence[str] = (),
    ) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.forms: dict[str, frozenset[str]] = {}
        self._proclitics = tuple(proclitics)
        self._enclitics = tuple(fold(enclitic) for enclitic in enclitics)
        self._shapes = [
            (kind, re.compile(shape["pattern"]), frozenset(fold(word) for word in shape.get("except", ())))
            for kind, shape in shapes.items()
        ]
        self._shaped: dict[str, tuple[str, ...]] = {}
        self._names = {
            clitic + fold(name): name[-1] for name in spelling.get("names", ()) for clitic in ("", *proclitics)
        }
        self._witnesses = {fold(word): word[-1] for word in spelling.get("witnesses", ())}
        for kind, entries in lists.items():
            forms = {form for entry in entries for form in inflect(entry, paradigms)}
            self.forms[kind] = frozenset(forms)
            for form in forms:
                self._add(kind, form, proclitics)
        self.all_forms = frozenset().union(*self.forms.values())
        for found in self._first.values():
            found.sort(key=lambda item: -len(item[0]))

    def _add(self, kind: str, form: str, proclitics: list[str]) -> None:
        words = tuple(_PIECE.findall(form))
        if not words:
            return
        for clitic in ("", *proclitics):
            self._first.setdefault(clitic + words[0], []).append((words[1:], kind))

    def _shape_of(self, word: str) -> tuple[str, ...]:
        """Classes of a word that is on no list, by its shape; remembered, since words come again."""
        bare = [word, *(word[len(c) :] for c in self._proclitics if word.startswith(c))]
        kinds = tuple(
            kind
            for kind, pattern, exceptions in self._shapes
            if pattern.fullmatch(word) and not any(form in exceptions for form in bare)
        )
        kinds = (*kinds, *(kind for kind in self._with_object(word) if kind not in kinds))
        if len(self._shaped) < _MAX_REMEMBERED:
            self._shaped[word] = kinds
        return kinds

    def _with_object(self, word: str) -> Iterator[str]:
        """Classes of a listed verb with an object pronoun written onto it («أبلغته»)."""
        for enclitic in self._enclitics:
            stem = word[: -len(enclitic)]
            if word.endswith(enclitic) and len(stem) >= _MIN_STEM:
                yield from (kind for rest, kind in self._first.get(stem, ()) if not rest and kind.startswith("verb"))

    def with_clitic(self, hit: Hit) -> bool:
        """Whether a hit is a listed form with a proclitic conjunction written onto it."""
        return hit.form not in self.forms.get(hit.kind, ()) and any(
            hit.form.startswith(clitic) for clitic in self._proclitics
        )

    def scan(self, tokens: Tokens) -> dict[int, list[Hit]]:
        """Hits at each token index where an entry starts, longest first; one dictionary look-up a token."""
        found: dict[int, list[Hit]] = {}
        first, words, shaped = self._first, tokens.words, self._shaped
        for index, word in enumerate(words):
            entries = first.get(word)
            if entries is None:
                kinds = shaped.get(word)
                if kinds is None:
                    kinds = self._shape_of(word)
                if kinds:
                    found[index] = [Hit(kind, 1, word) for kind in kinds]
            else:
                hits = [
                    Hit(kind, 1 + len(rest), " ".join((word, *rest)))
                    for rest, kind in entries
                    if not rest or tuple(words[index + 1 : index + 1 + len(rest)]) == rest
                ]
                if hits:
                    found[index] = hits
        self._drop_names(tokens, found)
        return found

    def _drop_names(self, tokens: Tokens, found: dict[int, list[Hit]]) -> None:
        """Takes back particles that are written as the name that folds alike («علي» for «على»)."""
        spelt = [
            i for i in found if tokens.words[i] in self._names and _last(tokens, i) == self._names[tokens.words[i]]
        ]
        if not spelt:
            return
        seen = [_last(tokens, i) == self._witnesses[w] for i, w in enumerate(tokens.words) if w in self._witnesses]
        if any(seen) or not seen:
            for index in spelt:
                del found[index]


def _last(tokens: Tokens, index: int) -> str:
    """The last letter of a token as it is written."""
    return tokens.folded.original[tokens.folded.at(tokens.ends[index] - 1)]


def inflect(entry: str, paradigms: dict[str, list[str]]) -> Iterator[str]:
    """Every folded form of a list entry."""
    stem, _, rest = entry.partition("@")
    paradigm, _, tail = rest.partition(" ")
    templates = paradigms[paradigm] if paradigm else ["~"]
    for form in _choices(stem):
        for template in templates:
            yield fold(f"{template.replace('~', form)} {tail}".strip())


def _choices(entry: str) -> Iterator[str]:
    parts = _CHOICE.split(entry)
    options = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    for combination in product(*options):
        yield " ".join("".join(combination).split())


_FILES = ("lexicon", "verbs", "moods")


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The compiled lists of a language: tables with ``words`` in its lexicon, verbs and moods; same names add up."""
    data: dict[str, Any] = language_data(language, "lexicon")
    lists: dict[str, list[str]] = {}
    for name in _FILES:
        for kind, table in language_data(language, name).items():
            if isinstance(table, dict) and "words" in table:
                lists.setdefault(kind, []).extend(table["words"])
    return Lexicon(
        lists,
        data.get("paradigms", {}),
        list(data.get("proclitics", [])),
        data.get("shapes", {}),
        data.get("spelling", {}),
        language_data(language, "verbs").get("enclitics", ()),
    )
