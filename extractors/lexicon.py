"""Word lists of a language, folded, inflected by the paradigms in its data, and found in one pass.

A list entry is a word or a phrase. ``{a|b}`` in an entry stands for either; ``stem@paradigm rest`` puts
the stem through every template of ``[paradigms]``. Proclitics of the language may stand before the first word.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from extractors.hits import Hit
from extractors.language import language_data
from extractors.normalise import fold
from extractors.spelling import Spelling
from extractors.tokens import TOKEN, Tokens

_MAX_REMEMBERED = 500_000
# A shorter stem with a pronoun is as often a noun («عملها» is her work).
_MIN_STEM = 4
_CHOICE = re.compile(r"\{([^{}]*)\}")


class _Memory(dict[str, list[Hit]]):
    """What words were found to be, asked once for each."""

    def __init__(self, ask: Callable[[str], list[Hit]]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> list[Hit]:
        return self._ask(word)


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
        never_with_object: str = "",
    ) -> None:
        self._words: dict[str, list[str]] = {}
        self._phrases: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        self.forms: dict[str, frozenset[str]] = {}
        self._proclitics = tuple(proclitics)
        self._enclitics = tuple(fold(enclitic) for enclitic in enclitics)
        self._no_object = re.compile(never_with_object or "(?!)")
        self._shapes = [
            (kind, re.compile(shape["pattern"]), frozenset(fold(word) for word in shape.get("except", ())))
            for kind, shape in shapes.items()
        ]
        self._possessed = frozenset(fold(form) for shape in shapes.values() for form in _possessed(shape))
        self._known = _Memory(self._hits_of)
        self._with_proclitics: dict[str, frozenset[str]] = {}
        spelt = {
            kind: {form for entry in entries for form in inflect(entry, paradigms)} for kind, entries in lists.items()
        }
        for kind, forms in spelt.items():
            self.forms[kind] = frozenset(map(fold, forms))
            for form in self.forms[kind]:
                self._add(kind, form, proclitics)
        self._taking_object = {
            word: verbs
            for word, kinds in (self._words.items() if self._enclitics else ())
            if len(word) >= _MIN_STEM and (verbs := tuple(kind for kind in kinds if kind.startswith("verb")))
        }
        self.verbs = frozenset(kind for kind in {*self.forms, *shapes} if kind.startswith("verb"))
        self._spelling = Spelling(spelling, spelt, self.verbs, proclitics)
        for found in self._phrases.values():
            found.sort(key=lambda item: -len(item[0]))
        self._starts = frozenset(word for word, *_ in self._phrases)

    def _add(self, kind: str, form: str, proclitics: list[str]) -> None:
        words = tuple(TOKEN.findall(form))
        if not words:
            return
        for clitic in ("", *proclitics):
            kinds = self._words.setdefault(clitic + words[0], [])
            if len(words) == 1:
                kinds.append(kind)
            else:
                self._phrases.setdefault((clitic + words[0], words[1]), []).append((words[2:], kind))

    def _hits_of(self, word: str) -> list[Hit]:
        """The hits of a word by itself, the same at every place; remembered, since words come again."""
        kinds = self._words.get(word)
        hits = [
            Hit(kind, 1, word) for kind in (self._shape_of(word) if kinds is None else self._read_twice(word, kinds))
        ]
        if len(self._known) < _MAX_REMEMBERED:
            self._known[word] = hits
        return hits

    def _shape_of(self, word: str) -> tuple[str, ...]:
        """Classes of a word that is on no list, by its shape."""
        if self._is_one_of(word, self._possessed):
            return ()
        kinds = tuple(
            kind
            for kind, pattern, exceptions in self._shapes
            if pattern.fullmatch(word) and not self._is_one_of(word, exceptions)
        )
        if not word.endswith(self._enclitics) or self._no_object.fullmatch(word):
            return kinds
        return (*kinds, *(kind for kind in self._with_object(word) if kind not in kinds))

    def _read_twice(self, word: str, kinds: list[str]) -> list[str]:
        """Classes of a listed word, and those of a verb with its object that is written alike («غادرة», «غادره»)."""
        if not word.endswith(self._enclitics) or any(kind.startswith("verb") for kind in kinds):
            return kinds
        if self._no_object.fullmatch(word) or self._is_one_of(word, self._possessed):
            return kinds
        return [*kinds, *(kind for kind in self._with_object(word) if kind not in kinds)]

    def _is_one_of(self, word: str, exceptions: frozenset[str]) -> bool:
        """Whether a word, with or without a proclitic, is one of a list."""
        return word in exceptions or any(word[len(c) :] in exceptions for c in self._proclitics if word.startswith(c))

    def _with_object(self, word: str) -> Iterator[str]:
        """Classes of a listed verb with an object pronoun written onto it («أبلغته»)."""
        for enclitic in self._enclitics:
            if word.endswith(enclitic):
                yield from self._taking_object.get(word[: -len(enclitic)], ())

    def with_clitic(self, hit: Hit) -> bool:
        """Whether a hit is a listed form with a proclitic conjunction written onto it."""
        return hit.form.startswith(self._proclitics) and hit.form not in self.forms.get(hit.kind, ())

    def with_object(self, hit: Hit) -> bool:
        """Whether a hit is a listed verb with an object pronoun written onto it."""
        return hit.length == 1 and hit.form.endswith(self._enclitics) and hit.form not in self._words_of(hit.kind)

    def _words_of(self, kind: str) -> frozenset[str]:
        """The forms of a class, each also with a proclitic."""
        found = self._with_proclitics.get(kind)
        if found is None:
            forms = self.forms.get(kind, frozenset())
            found = frozenset(clitic + form for clitic in ("", *self._proclitics) for form in forms)
            self._with_proclitics[kind] = found
        return found

    def scan(self, tokens: Tokens) -> dict[int, list[Hit]]:
        """Hits at each token index where an entry starts, in order; of one token the longest first."""
        words, starts = tokens.words, self._starts
        found = {index: hits for index, hits in enumerate(map(self._known.__getitem__, words)) if hits}
        alone = len(found)
        for index in [index for index, word in enumerate(words) if word in starts]:
            phrases = self._phrases_at(words, index)
            if phrases:
                found[index] = [*phrases, *found.get(index, ())]
        if len(found) > alone:
            found = dict(sorted(found.items()))
        self._spelling.take_back(tokens, found)
        return found

    def _phrases_at(self, words: list[str], index: int) -> list[Hit]:
        """The phrases that stand at a token, longest first; looked up by their first two words."""
        pair = tuple(words[index : index + 2])
        listed = self._phrases.get(pair)
        if listed is None:
            return []
        return [
            Hit(kind, 2 + len(rest), " ".join((*pair, *rest)))
            for rest, kind in listed
            if not rest or tuple(words[index + 2 : index + 2 + len(rest)]) == rest
        ]


def _possessed(shape: Mapping[str, Any]) -> Iterator[str]:
    """The nouns that a shape excepts, with possessive pronouns and the prepositions that are written onto them."""
    for noun in shape.get("possessed", ()):
        for end, bound in shape["possessed_end"].items():
            stem = noun.removesuffix(end) + bound
            for prefix in ("", *shape.get("possessed_prefixes", ())):
                yield from (prefix + stem + pronoun for pronoun in shape["possessed_pronouns"])


def inflect(entry: str, paradigms: dict[str, list[str]]) -> Iterator[str]:
    """Every form of a list entry, as it is written."""
    stem, _, rest = entry.partition("@")
    paradigm, _, tail = rest.partition(" ")
    templates = paradigms[paradigm] if paradigm else ["~"]
    for form in _choices(stem):
        for template in templates:
            yield f"{template.replace('~', form)} {tail}".strip()


def _choices(entry: str) -> Iterator[str]:
    parts = _CHOICE.split(entry)
    options = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    for combination in itertools.product(*options):
        yield " ".join("".join(combination).split())


_FILES = ("lexicon", "verbs", "moods")


def word_lists(language: str) -> dict[str, list[str]]:
    """Every list of a language by its class, as written: tables with ``words``; those of one name add up."""
    lists: dict[str, list[str]] = {}
    for name in _FILES:
        for kind, table in language_data(language, name).items():
            if isinstance(table, dict) and "words" in table:
                lists.setdefault(kind, []).extend(table["words"])
    return lists


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The compiled lists of a language, from its lexicon, verbs and moods."""
    data: dict[str, Any] = language_data(language, "lexicon")
    verbs: dict[str, Any] = language_data(language, "verbs")
    return Lexicon(
        word_lists(language),
        data.get("paradigms", {}),
        list(data.get("proclitics", [])),
        data.get("shapes", {}),
        data.get("spelling", {}),
        verbs.get("enclitics", ()),
        verbs.get("never_with_object", ""),
    )
