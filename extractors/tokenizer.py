"""A tokeniser for spaCy pipelines: one pass, linear on any text, marks always apart from words and figures."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f\u200c\u200d"
_PIECE = re.compile(rf"\d+(?:[.,٫٬:/]\d+)*|[\w{_MARKS}]+(?:['’-][\w{_MARKS}]+)*|\s+|[^\w\s]")


LANGUAGE = "claimdesk_language"
"""Where a Doc says whose language data apply, which need not be that of its spaCy vocabulary."""


@registry.tokenizers("claimdesk.Tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """The factory that the shipped configuration names under ``[nlp.tokenizer]``."""

    def make(nlp: Language) -> Callable[[str], Doc]:
        vocab = nlp.vocab

        def tokenize(text: str) -> Doc:
            words, spaces = split_words(text)
            doc = Doc(vocab, words=words, spaces=spaces)
            doc.user_data[LANGUAGE] = nlp.meta.get(LANGUAGE, nlp.lang)
            return doc

        return tokenize

    return make


def split_words(text: str) -> tuple[list[str], list[bool]]:
    """Words and whether one space follows each; joined again they are the text, character by character."""
    words: list[str] = []
    spaces: list[bool] = []
    for piece in _PIECE.findall(text):
        if piece.isspace():
            rest = piece
            if words and piece[0] == " " and not spaces[-1]:
                spaces[-1], rest = True, piece[1:]
            if rest:
                words.append(rest)
                spaces.append(False)
        else:
            words.append(piece)
            spaces.append(False)
    return words, spaces
