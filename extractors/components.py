"""spaCy component factories: thin constructors around the steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from spacy.attrs import LENGTH, SENT_START, SPACY  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc

from extractors import steps
from extractors.analysis import Analysis
from extractors.tokenizer import LANGUAGE
from extractors.types import Entity

KEY = "claimdesk"
"""Where a Doc keeps its analysis: ``doc.user_data[KEY]``."""

_LABELS = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "NORP": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def analysis_of(doc: Doc) -> Analysis:
    """The analysis of a Doc; a Doc that came without one gets a fresh one in the language of its vocabulary."""
    analysis = doc.user_data.get(KEY)
    if analysis is None:
        analysis = doc.user_data[KEY] = Analysis(doc.text, doc.user_data.get(LANGUAGE, doc.lang_))
    return analysis


class Component:
    """One step of ours; ``step`` is all it does, since it neither reads nor changes the Doc beside its analysis."""

    def __init__(self, step: Callable[[Analysis], None]) -> None:
        self.step = step

    def __call__(self, doc: Doc) -> Doc:
        """Runs the step over the analysis of a Doc."""
        self.step(analysis_of(doc))
        return doc


class Sentences(Component):
    """Sentence spans, also as ``doc.sents`` for whoever reads the Doc."""

    def __call__(self, doc: Doc) -> Doc:
        """Finds the sentences and marks where each begins."""
        super().__call__(doc)
        analysis = analysis_of(doc)
        if len(doc):
            marks = np.full(len(doc), -1, dtype="int64")
            widths = doc.to_array([LENGTH, SPACY]).astype("int64").sum(axis=1)
            offsets = np.concatenate(([0], np.cumsum(widths)[:-1]))
            starts = [analysis.folded.at(start) for start, _ in analysis.sentence_spans]
            marks[np.minimum(np.searchsorted(offsets, starts), len(doc) - 1)] = 1
            marks[0] = 1
            doc.from_array([SENT_START], marks.astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]
        return doc


def own_steps(nlp: Language) -> list[Callable[[Analysis], None]] | None:
    """The steps of a pipeline in which nobody but us reads or fills the Doc; None where somebody does."""
    components = [component for _, component in nlp.pipeline]
    own = [component.step for component in components if isinstance(component, Component)]
    return own if len(own) == len(components) else None


@Language.factory("claimdesk_sentences")
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sentence spans, also as ``doc.sents``."""
    return Sentences(steps.sentences)


@Language.factory("claimdesk_entities", default_config={"from_doc": False})
def make_entities(nlp: Language, name: str, from_doc: bool) -> Callable[[Doc], Doc]:
    """Named actors by our rules, or with ``from_doc`` those that an earlier component put into ``doc.ents``."""
    if not from_doc:
        return Component(steps.entities)

    def run(doc: Doc) -> Doc:
        analysis = analysis_of(doc)
        analysis.entities = [
            Entity(e.start_char, e.end_char, e.text, _LABELS[e.label_]) for e in doc.ents if e.label_ in _LABELS
        ]
        steps.entities(analysis)
        return doc

    return run


def _register(name: str, step: Callable[[Analysis], None]) -> None:
    def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        return Component(step)

    make.__doc__ = step.__doc__
    Language.factory(name, func=make)


for _name, _step in steps.STEPS.items():
    if not Language.has_factory(_name):
        _register(_name, _step)
