"""The engine is a spaCy pipeline that a configuration file puts together: parts can be replaced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from extractors import extract
from extractors.components import KEY, analysis_of
from extractors.errors import ClaimdeskError
from extractors.language import supported_languages
from extractors.normalise import Folded
from extractors.pipeline import CONFIG, load_pipeline
from extractors.sentences import split_sentences
from extractors.steps import STEPS
from extractors.types import Article

OURS = list(STEPS)
TEXT = "Zorblax told the Quux Board on Monday that output rose 12 percent in 2023. Jane Doe said sales fell 3 percent."


def _configured(folder: Path, pipeline: list[str], *blocks: str, from_doc: bool = True) -> Path:
    """A configuration file with these components, ours taking entities from the Doc."""
    text = CONFIG.read_text(encoding="utf-8")
    listed = ", ".join(f'"{name}"' for name in pipeline)
    text = re.sub(r"^pipeline = .*$", f"pipeline = [{listed}]", text, flags=re.MULTILINE)
    if from_doc:
        text = text.replace("from_doc = false", "from_doc = true")
    path = folder / "pipeline.cfg"
    path.write_text(text + "\n" + "\n".join(blocks), encoding="utf-8")
    return path


def _saved_ruler(folder: Path) -> Path:
    """A spaCy pipeline on disk with an entity ruler, as an installed model is one."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "Zorblax"},
            {"label": "ORG", "pattern": [{"LOWER": "quux"}, {"LOWER": "board"}]},
            {"label": "GPE", "pattern": "Doe"},
            {"label": "CARDINAL", "pattern": "12"},
        ]
    )
    nlp.to_disk(folder / "ruler")
    return folder / "ruler"


def _before(name: str, new: str) -> list[str]:
    return [part for own in OURS for part in ([new, own] if own == name else [own])]


def test_an_installed_component_takes_over_entities(tmp_path: Path) -> None:
    block = f'[components.entity_ruler]\nsource = "{_saved_ruler(tmp_path)}"\n'
    config = _configured(tmp_path, _before("claimdesk_entities", "entity_ruler"), block)
    article = Article(id="1", text=TEXT, language="en", published_at="2024-04-16")
    theirs = extract(article, config=config)
    found = {(e.text, e.label) for c in theirs.claims for e in c.entities}
    assert ("Doe", "LOC") not in {(e.text, e.label) for c in extract(article).claims for e in c.entities}
    everything = _entities(config)
    assert everything == {("Zorblax", "PER"), ("Quux Board", "ORG"), ("Doe", "LOC")}
    assert found <= everything
    assert theirs.claims
    assert [c.text for c in theirs.claims if "12 percent" in c.text] == ["output rose 12 percent in 2023"]


def _entities(config: Path) -> set[tuple[str, str]]:
    doc = load_pipeline("en", config)(TEXT)
    return {(e.text, e.label) for e in analysis_of(doc).entities}


def test_without_from_doc_the_rules_decide(tmp_path: Path) -> None:
    block = f'[components.entity_ruler]\nsource = "{_saved_ruler(tmp_path)}"\n'
    config = _configured(tmp_path, _before("claimdesk_entities", "entity_ruler"), block, from_doc=False)
    assert ("Doe", "LOC") not in _entities(config)


def test_a_component_of_ones_own_gives_entities_to_claims(tmp_path: Path) -> None:
    name = "claimdesk_test_namer"
    if not Language.has_factory(name):

        @Language.component(name)
        def namer(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
            doc.set_ents([doc.char_span(m.start(), m.end(), "NORP") for m in re.finditer("أبطال", doc.text)])
            return doc

    config = _configured(tmp_path, _before("claimdesk_entities", name), f'[components.{name}]\nfactory = "{name}"\n')
    text = "وزّع أبطال الحي 300 سلة غذاء في مارس 2023."
    (claim,) = extract(Article(id="1", text=text, language="ar"), config=config).claims
    assert [(e.text, e.label) for e in claim.entities] == [("أبطال", "ORG")]


def test_a_component_that_only_looks_on_changes_nothing(tmp_path: Path) -> None:
    """With it a Doc goes through the pipeline, without it none is made."""
    name = "claimdesk_test_witness"
    seen: list[int] = []
    if not Language.has_factory(name):

        @Language.component(name)
        def witness(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
            seen.append(len(list(doc.sents)))
            return doc

    config = _configured(tmp_path, [*OURS, name], f'[components.{name}]\nfactory = "{name}"\n', from_doc=False)
    article = Article(id="1", text=TEXT, language="en", published_at="2024-04-16")
    assert extract(article, config=config) == extract(article)
    assert extract(article).claims
    assert seen == [2]


def test_a_pipeline_without_a_step_lacks_only_what_that_step_gives(tmp_path: Path) -> None:
    short = _configured(tmp_path, [n for n in OURS if n != "claimdesk_dates"], from_doc=False)
    article = Article(id="1", text=TEXT, language="en", published_at="2024-04-16")
    assert extract(article, config=short).dates == ()
    assert extract(article).dates
    assert extract(article, config=short).claims


@pytest.mark.parametrize(
    ("block", "names"),
    [
        ('[components.claimdesk_missing]\nfactory = "claimdesk_missing"\n', ["claimdesk_missing"]),
        ("", ["claimdesk_missing"]),
        ('[components.claimdesk_missing]\nsource = "no_such_model_at_all"\n', ["no_such_model_at_all"]),
    ],
    ids=["unknown factory", "no block", "no such model"],
)
def test_a_configuration_that_names_what_is_not_there_is_refused(tmp_path: Path, block: str, names: list[str]) -> None:
    config = _configured(tmp_path, [*OURS, "claimdesk_missing"], block)
    with pytest.raises(ClaimdeskError) as refused:
        extract(Article(id="1", text=TEXT, language="en"), config=config)
    assert refused.value.where == str(config)
    assert all(name in str(refused.value) for name in names)
    assert refused.value.next_step


@pytest.mark.parametrize(
    "content", [None, "", "[nlp", "[nlp]\npipeline = 7\n"], ids=["missing", "empty", "torn", "wrong"]
)
def test_a_configuration_that_is_none_is_refused(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "broken.cfg"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ClaimdeskError):
        extract(Article(id="1", text=TEXT, language="en"), config=path)


def test_the_shipped_configuration_names_our_steps_in_order() -> None:
    assert load_pipeline("ar").pipe_names == OURS
    assert load_pipeline("ar").lang == "ar"
    assert load_pipeline("sw").lang == "xx"


SENTENCES = {
    "ar": (
        "بلغت النسبة 15%. وتراجعت في عام 2023. قال «نعم». نما الاقتصاد 5.3 بالمئة (أ.ف.ب). انتهى."
        "\n\nعنوان بلا نقطة\nقَالَ: نَعَمْ. ﷺ."
    ),
    "en": (
        "The share is 15%. It fell in 2023. He said “yes.” It grew 5.3 percent (AP). It’s over."
        "\n\nA heading\nThe end. 😀"
    ),
    "xx": "Abc 15%. Def 2023. «Ghi». 5.3 (j.k.l). Mno.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_sentences_of_the_doc_are_ours(language: str) -> None:
    text = SENTENCES[language]
    folded = Folded(text)
    spans = [folded.span(*s) for s in split_sentences(folded.text, language, folded.cased())]
    doc = load_pipeline(language)(text)
    assert len(spans) >= 5
    assert [(s.start_char, s.start_char + len(s.text.rstrip())) for s in doc.sents] == spans


@pytest.mark.parametrize("language", [*supported_languages(), "xx"])
def test_a_doc_without_an_article_is_analysed_in_its_own_language(language: str) -> None:
    doc = load_pipeline(language)("In 2019 it was 20 %. 2024-07-15!")
    assert doc.user_data[KEY].language == language
    assert [d.value for d in doc.user_data[KEY].dates][-1] == "2024-07-15"
    assert doc.text == "In 2019 it was 20 %. 2024-07-15!"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200f", "x"])
def test_the_doc_of_next_to_nothing(text: str) -> None:
    doc = load_pipeline("ar")(text)
    assert doc.text == text
    assert len(list(doc.sents)) <= 1
