"""What a letter of the text itself tells of a word that the folded copy writes like another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.hits import Hit
from extractors.normalise import fold
from extractors.tokens import Tokens


class Spelling:
    """The last letters of a language that folding makes alike, and what each of them rules out.

    Args:
        data: ``[spelling]`` of a language: ``names`` (written so, a particle is a name) with ``witnesses`` (words that
            end in the other letter wherever a text tells the two apart), ``verb_ends`` (a verb listed with this letter
            is not written with the other) and ``no_verb_ends`` (letters that no finite verb ends in).
        forms: by class, every listed form as it is written.
        verbs: the classes of finite verbs.
        proclitics: what may be written onto a word.
    """

    def __init__(
        self,
        data: Mapping[str, Sequence[str]],
        forms: Mapping[str, Iterable[str]],
        verbs: frozenset[str],
        proclitics: Sequence[str],
    ) -> None:
        clitics = ("", *proclitics)
        listed = [form for kind, spelt in forms.items() if kind in verbs for form in spelt]
        endings, nouns = tuple(data.get("verb_ends", ())), tuple(data.get("no_verb_ends", ()))
        self._verbs = verbs
        self._names = {clitic + fold(name): name[-1] for name in data.get("names", ()) for clitic in clitics}
        self._witnesses = {fold(word): word[-1] for word in data.get("witnesses", ())}
        either = {fold(form) for form in listed if not form.endswith(endings)} if endings else set()
        self._verb_endings = {
            clitic + fold(form): form[-1]
            for form in listed
            if endings and form.endswith(endings) and fold(form) not in either
            for clitic in clitics
        }
        self._noun_endings = {fold(letter): letter for letter in nouns}
        self._verbs_all_the_same = frozenset(fold(form) for form in listed if nouns and form.endswith(nouns))

    def take_back(self, tokens: Tokens, found: dict[int, list[Hit]]) -> None:
        """Leaves, of the hits at each token, those that the last letter of the word allows."""
        if self._names or self._verb_endings:
            self._other_word(tokens, found)
        if self._noun_endings:
            self._nouns(tokens, found)

    def _other_word(self, tokens: Tokens, found: dict[int, list[Hit]]) -> None:
        """«علي» is not «على», and «نادي» is not «نادى», unless the text writes all of them with dots."""
        words, names, endings = tokens.words, self._names, self._verb_endings
        named = [i for i in found if words[i] in names and _last(tokens, i) == names[words[i]]]
        other = [i for i in found if words[i] in endings and _last(tokens, i) != endings[words[i]]]
        if not (named or other) or not self._told_apart(tokens):
            return
        for index in named:
            _keep(found, index, [hit for hit in found[index] if hit.length > 1])
        for index in other:
            _keep(found, index, [hit for hit in found[index] if hit.length > 1 or hit.kind not in self._verbs])

    def _told_apart(self, tokens: Tokens) -> bool:
        """Whether a text writes a word that ends in the one letter with it, or has no such word."""
        seen = [_last(tokens, i) == self._witnesses[w] for i, w in enumerate(tokens.words) if w in self._witnesses]
        return any(seen) or not seen

    def _nouns(self, tokens: Tokens, found: dict[int, list[Hit]]) -> None:
        """«وزارة» is no verb, though «وزّعه» and its like fold to the same ending."""
        words, ends, kept = tokens.words, self._noun_endings, self._verbs_all_the_same
        spelt = [i for i in found if (letter := words[i][-1]) in ends and _last(tokens, i) == ends[letter]]
        for index in spelt:
            hits = found[index]
            _keep(
                found,
                index,
                [hit for hit in hits if hit.length > 1 or hit.kind not in self._verbs or hit.form in kept],
            )


def _keep(found: dict[int, list[Hit]], index: int, hits: list[Hit]) -> None:
    """Leaves these hits at a token, or nothing where there are none."""
    if hits:
        found[index] = hits
    else:
        del found[index]


def _last(tokens: Tokens, index: int) -> str:
    """The last letter of a token as it is written."""
    return tokens.folded.original[tokens.folded.at(tokens.ends[index] - 1)]
