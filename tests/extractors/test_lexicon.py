"""Word lists: paradigms, choices, proclitics, phrases, shapes; and what the shipped lists must keep."""

from __future__ import annotations

import pytest

from extractors.language import LANG_DIR, supported_languages
from extractors.lexicon import Lexicon, inflect, lexicon
from extractors.normalise import Folded, fold
from extractors.tokens import Tokens


def _lexicon(
    lists: dict[str, list[str]],
    proclitics: list[str] | None = None,
    shapes: dict[str, dict[str, object]] | None = None,
    spelling: dict[str, list[str]] | None = None,
) -> Lexicon:
    return Lexicon(lists, {"past": ["~", "~ت", "~وا"]}, proclitics or [], shapes or {}, spelling or {})


def _found(lex: Lexicon, text: str) -> list[tuple[int, str, str]]:
    hits = lex.scan(Tokens(Folded(text)))
    return [(index, hit.kind, hit.form) for index in sorted(hits) for hit in hits[index]]


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("قال@past", {"قال", "قالت", "قالوا"}),
        ("أكّد@past", {"اكد", "اكدت", "اكدوا"}),
        ("وجد@past أن", {"وجد ان", "وجدت ان", "وجدوا ان"}),
        ("{early|late} in", {"early in", "late in"}),
        ("as {he|she} put it", {"as he put it", "as she put it"}),
        ("{|un}able", {"able", "unable"}),
        ("plain words", {"plain words"}),
    ],
)
def test_an_entry_stands_for_all_its_forms(entry: str, forms: set[str]) -> None:
    assert {fold(form) for form in inflect(entry, {"past": ["~", "~ت", "~وا"]})} == forms


def test_a_paradigm_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        list(inflect("قال@missing", {"past": ["~"]}))


def test_the_longest_entry_comes_first_and_a_part_of_a_phrase_is_none() -> None:
    lex = _lexicon({"cue": ["according to"], "word": ["according"]})
    assert _found(lex, "According to him") == [(0, "cue", "according to"), (0, "word", "according")]
    assert _found(lex, "according him") == [(0, "word", "according")]
    assert _found(lex, "of according") == [(1, "word", "according")]
    assert _found(lex, "accordingly to") == []


def test_of_two_phrases_that_begin_alike_the_longer_comes_first() -> None:
    for entries in (["in the view of", "in the", "in the view"], ["in the", "in the view", "in the view of"]):
        found = _found(_lexicon({"cue": entries}), "in the view of him")
        assert [form for _, _, form in found] == ["in the view of", "in the view", "in the"]


def test_a_proclitic_may_stand_before_an_entry_and_is_told_apart() -> None:
    lex = _lexicon({"cue": ["قال@past", "على أن"]}, ["و", "ف"])
    assert _found(lex, "وقالت المديرة") == [(0, "cue", "وقالت")]
    assert _found(lex, "فعلى أن") == [(0, "cue", "فعلي ان")]
    hits = lex.scan(Tokens(Folded("وقالت قالت")))
    assert [lex.with_clitic(hits[i][0]) for i in (0, 1)] == [True, False]


def test_a_listed_word_that_begins_like_a_proclitic_has_none() -> None:
    lex = _lexicon({"cue": ["وصف"]}, ["و"])
    hits = lex.scan(Tokens(Folded("وصف ووصف")))
    assert [lex.with_clitic(hits[i][0]) for i in (0, 1)] == [False, True]


def test_spelling_variants_meet_the_list() -> None:
    lex = _lexicon({"cue": ["أكّدت", "مؤكداً", "it's"]})
    for text in ("اكدت", "أكَّدَتْ", "أكـــدت", "مؤكدًا", "It’s"):
        assert _found(lex, text), text


def test_a_shape_gives_a_class_to_words_on_no_list() -> None:
    shapes: dict[str, dict[str, object]] = {"verb": {"pattern": "[a-z]+ed", "except": ["Need"]}}
    lex = _lexicon({"noun": ["shed"]}, ["re"], shapes)
    assert _found(lex, "jumped") == [(0, "verb", "jumped")]
    assert _found(lex, "jumped") == [(0, "verb", "jumped")], "the second look-up is from memory"
    assert _found(lex, "need") == []
    assert _found(lex, "reneed") == []
    assert _found(lex, "shed") == [(0, "noun", "shed")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("على الطريق", [0]),
        ("علي الطريق", []),
        ("وعلي الطريق", []),
        ("علي الطريق إلى المدينة", []),
        ("علي الطريق الي المدينة", [0]),
        ("علي الطريق الي المدينة إلى", []),
        ("عَلِيّ", []),
        ("عَلَى", [0]),
        ("علي حد", [0]),
    ],
)
def test_a_particle_written_as_a_name_is_none(text: str, found: list[int]) -> None:
    lex = _lexicon({"link": ["على", "على حد"]}, ["و"], spelling={"names": ["علي"], "witnesses": ["إلى"]})
    assert [index for index, *_ in _found(lex, text)] == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("سيطره", ["verb"]),
        ("سيطرة", []),
        ("سيطرةٌ", []),
        ("ثمة", ["verb"]),
        ("رغبة", ["noun"]),
        ("رغبه", ["verb", "noun"]),
    ],
)
def test_a_word_with_a_last_letter_of_nouns_is_no_verb(text: str, kinds: list[str]) -> None:
    lists = {"verb": ["سيطره", "ثمة", "رغبه"], "noun": ["رغبة"]}
    lex = _lexicon(lists, ["و"], spelling={"no_verb_ends": ["ة"]})
    assert [kind for _, kind, _ in _found(lex, text)] == kinds


@pytest.mark.parametrize(
    ("word", "is_verb"), [("شهدته", True), ("قيمته", False), ("بقيمتها", False), ("وقيمتهم", False)]
)
def test_a_noun_with_a_possessive_pronoun_is_not_a_verb_with_its_object(word: str, is_verb: bool) -> None:
    shape = {
        "pattern": "[وف]?\\w{3,5}ت(?:ه|ها|هم)",
        "possessed": ["قيمة"],
        "possessed_end": {"ة": "ت"},
        "possessed_prefixes": ["ب"],
        "possessed_pronouns": ["ه", "ها", "هم"],
    }
    assert bool(_found(_lexicon({}, ["و"], {"verb": shape}), word)) == is_verb


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("نادى الرجل", ["verb"]),
        ("نادي الرجل", []),
        ("ونادي الرجل إلى", []),
        ("نادي الرجل الي", ["verb"]),
        ("نفي الرجل", ["noun"]),
        ("يبقي الرجل", ["verb"]),
    ],
)
def test_a_verb_is_told_from_the_noun_that_folds_alike(text: str, kinds: list[str]) -> None:
    lists = {"verb": ["نادى", "نفى", "يبقى", "يبقي"], "noun": ["نفي"]}
    lex = _lexicon(lists, ["و"], spelling={"verb_ends": ["ى"], "witnesses": ["إلى"]})
    assert [kind for _, kind, _ in _found(lex, text)] == kinds


@pytest.mark.parametrize("language", supported_languages())
def test_every_shipped_entry_is_found_in_its_own_words(language: str) -> None:
    lex = lexicon(language)
    assert not lex.forms or any(lex.forms.values())
    for kind, forms in lex.forms.items():
        for form in forms:
            assert form == fold(form)
            hits = lex.scan(Tokens(Folded(f"{form} | الي"))).get(0, [])
            assert kind in {hit.kind for hit in hits}, (kind, form)


def test_a_language_without_lists_has_an_empty_lexicon() -> None:
    lex = lexicon("sw")
    assert lex.scan(Tokens(Folded("Waziri alisema kuwa"))) == {}
    assert not (LANG_DIR / "sw").exists()
