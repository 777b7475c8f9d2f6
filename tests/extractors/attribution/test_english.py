"""Who says what in English sentences, class by class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[str, str], list[tuple[str | None, str]]]
FELL = "the crane fell at dawn"

ONE_SAYING = [
    pytest.param(
        "Harbour master Tomas Reyle said that the crane fell at dawn.", "Harbour master Tomas Reyle", FELL, id="that"
    ),
    pytest.param(
        "Harbour master Tomas Reyle said the crane fell at dawn.", "Harbour master Tomas Reyle", FELL, id="bare"
    ),
    pytest.param("Mr. Reyle has repeatedly said the crane fell at dawn.", "Mr. Reyle", FELL, id="auxiliaries"),
    pytest.param("Ilse R. Brandt Jr. said the crane fell at dawn.", "Ilse R. Brandt Jr", FELL, id="initials"),
    pytest.param("One chief officer said the crane fell at dawn.", "One chief officer", FELL, id="number-word"),
    pytest.param(
        "The port has said 12 of the cranes are unsafe.", "The port", "12 of the cranes are unsafe", id="figure-first"
    ),
    pytest.param('"It fell at dawn," Tomas Reyle said.', "Tomas Reyle", "It fell at dawn", id="quote-subject-verb"),
    pytest.param('"It fell at dawn," said Tomas Reyle.', "Tomas Reyle", "It fell at dawn", id="quote-verb-subject"),
    pytest.param("''It fell at dawn,'' said Tomas Reyle.", "Tomas Reyle", "It fell at dawn", id="two-single-marks"),
    pytest.param(
        "The crane fell at dawn, Tomas Reyle said on Tuesday.",
        "Tomas Reyle",
        "The crane fell at dawn",
        id="clause-first",
    ),
    pytest.param(
        'The crane was "far too old", Tomas Reyle said.',
        "Tomas Reyle",
        'The crane was "far too old"',
        id="ends-in-quote",
    ),
    pytest.param('Tomas Reyle tweeted, "Thank you all."', "Tomas Reyle", "Thank you all", id="comma-quote"),
    pytest.param('"Who checked it?" Ana Prado asked.', "Ana Prado", "Who checked it?", id="question-tag"),
    pytest.param(
        "According to the Port Authority, the crane fell at dawn.", "the Port Authority", FELL, id="according-front"
    ),
    pytest.param(
        "The crane fell at dawn, according to a report by the Port Authority.",
        "a report by the Port Authority",
        "The crane fell at dawn",
        id="according-behind",
    ),
    pytest.param(
        "The Coastal News Agency quoted Tomas Reyle as saying the crane fell at dawn.", "Tomas Reyle", FELL, id="relay"
    ),
    pytest.param("Tomas Reyle left the quay, saying the crane fell at dawn.", "Tomas Reyle", FELL, id="participle"),
    pytest.param(
        "A statement by the Port Authority said the crane fell at dawn.", "the Port Authority", FELL, id="statement"
    ),
    pytest.param("10:15 - Port Authority: the crane fell at dawn.", "Port Authority", FELL, id="live-label"),
    pytest.param("Ana Prado denied that the crane fell at dawn.", "Ana Prado", FELL, id="denial"),
    pytest.param(
        "The mayor urged the council to close the bridge.", "The mayor", "the council to close the bridge", id="call"
    ),
    pytest.param("Mayor Dana Kohl backs the new bridge.", "Mayor Dana Kohl", "the new bridge", id="attitude"),
    pytest.param("The mayor still hopes to close the bridge.", "The mayor", "to close the bridge", id="wish"),
    pytest.param(
        "There was applause for Ana Prado's proposal for a new bridge.", "Ana Prado", "a new bridge", id="noun"
    ),
    pytest.param('"Not one," he said.', "he", "Not one", id="short-quote"),
    pytest.param('"The crane fell at dawn,” he said.', "he", "The crane fell at dawn", id="two-kinds-of-marks"),
    pytest.param(
        'Now Reyle says the old crane "cannot stand".',
        "Now Reyle",
        'the old crane "cannot stand"',
        id="quote-inside-the-clause",
    ),
    pytest.param(
        "The mayor said the crane was old but later conceded that it was safe.",
        "The mayor",
        "the crane was old",
        id="before-a-second-saying",
    ),
    pytest.param(
        "The mayor said the crane was old but later conceded that it was safe.",
        "The mayor",
        "it was safe",
        id="second-saying",
    ),
    pytest.param(
        'The mayor called the plan a "gift" and left.', "The mayor", 'the plan a "gift"', id="calls-somebody-something"
    ),
    pytest.param(
        "The mayor left the hall, calling the plan a gift, and went home.",
        "The mayor",
        "the plan a gift",
        id="calling-somebody-something",
    ),
    pytest.param(
        "Although the mayor says the crane is safe, it was closed in May.", "the mayor", "the crane is safe", id="aside"
    ),
    pytest.param(
        "Ana Prado, who says the crane is unsafe, left the hall.", "Ana Prado", "the crane is unsafe", id="relative"
    ),
    pytest.param(
        "Tomas Reyle, who built the crane, told the Harbour Post, “It fell at dawn and nobody was hurt.”",
        "Tomas Reyle",
        "It fell at dawn and nobody was hurt",
        id="told-behind-a-relative",
    ),
    pytest.param(
        '"It fell at dawn," lead engineer Ana Prado said in an interview.',
        "lead engineer Ana Prado",
        "It fell at dawn",
        id="role-that-may-be-a-verb",
    ),
    pytest.param(
        '"It fell at dawn," Tomas Reyle, who built the crane in 2012, said on Monday.',
        "Tomas Reyle",
        "It fell at dawn",
        id="relative-behind-a-quote",
    ),
    pytest.param(
        '"It fell at dawn," Tomas Reyle said in a film that showed the quay.',
        "Tomas Reyle",
        "It fell at dawn",
        id="that-of-another",
    ),
    pytest.param(
        '"The quay is dear to me." He said he knows each stone of it.',
        "He",
        "he knows each stone of it",
        id="no-tag-of-the-quote-before",
    ),
]


def test_an_attitude_inside_what_somebody_says_is_part_of_it(said: Said) -> None:
    text = "Ana Prado said the mayor wanted to close the bridge."
    assert said(text, "en") == [("Ana Prado", "the mayor wanted to close the bridge")]


@pytest.mark.parametrize(("text", "speaker", "content"), ONE_SAYING)
def test_a_saying_has_its_speaker_and_its_words(said: Said, text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in [(who, what.rstrip(",.")) for who, what in said(text, "en")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            '"The crane," said Tomas Reyle, "fell at dawn on the quay." It was new.',
            'The crane," said Tomas Reyle, "fell at dawn on the quay',
        ),
        (
            '"It fell at dawn," Tomas Reyle told reporters. "Nobody was on the quay." It was new.',
            'It fell at dawn," Tomas Reyle told reporters. "Nobody was on the quay',
        ),
        (
            '"Was it checked?" Tomas Reyle asked. "We never saw a paper." It was new.',
            'Was it checked?" Tomas Reyle asked. "We never saw a paper',
        ),
        (
            '"It fell," said Tomas Reyle, adding that two men were hurt. "Nobody was on the quay." It was new.',
            'It fell," said Tomas Reyle, adding that two men were hurt. "Nobody was on the quay',
        ),
    ],
    ids=["split", "goes-on", "question", "behind-aside"],
)
def test_a_quotation_that_goes_on_is_one_saying(said: Said, text: str, content: str) -> None:
    assert [what for _, what in said(text, "en") if what.rstrip(".") == content]


def test_a_new_paragraph_does_not_go_on_with_a_quotation(said: Said) -> None:
    text = '"It fell at dawn," Tomas Reyle said.\n\n"Nobody was on the quay at that hour."'
    assert [what for _, what in said(text, "en")] == ["It fell at dawn"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Mr Tomas Reyle met the crew. He said two cranes fell in May.", ["Tomas Reyle"]),
        (
            "Tomas Reyle said two cranes fell in May. Reyle added that three men were hurt.",
            ["Tomas Reyle", "Tomas Reyle"],
        ),
        ("The port paid $4 million in May, as this newspaper revealed.", [None]),
        (
            "The port lost 40 cranes in May, state agency Coastal News reported, citing an official who said the firm "
            "paid $4 million.",
            ["state agency Coastal News", "an official"],
        ),
        ("The 2024 toll, which critics said was doubled in May, brought in $4 million.", ["critics", None]),
    ],
    ids=["pronoun", "surname", "outlet-itself", "agency-citing", "relative"],
)
def test_claims_name_whoever_said_them(extraction: Any, text: str, speakers: list[str | None]) -> None:
    assert [claim.speaker for claim in extraction(text, "en").claims] == speakers


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Tomas Reyle said that two cranes fell in May.", "asserts"),
        ("Tomas Reyle denied that two cranes fell in May.", "denies"),
        ("Tomas Reyle alleged that the firm hid two reports in May.", "alleges"),
        ('"Two cranes fell in May," Tomas Reyle said.', "quotes"),
    ],
)
def test_a_claim_says_how_its_speaker_stands_to_it(extraction: Any, text: str, stance: str) -> None:
    assert [claim.stance for claim in extraction(text, "en").claims] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "It is said that the crane fell at dawn.",
        "The United States signed the treaty in May.",
        "Two think tanks moved to the quay.",
        "The Pilot's reports filled a shelf.",
    ],
    ids=["impersonal", "country", "think-tank", "noun"],
)
def test_nobody_speaks_here(said: Said, text: str) -> None:
    assert said(text, "en") == []


def test_an_attitude_makes_no_claim_of_its_own(extraction: Any) -> None:
    found = extraction("Mayor Dana Kohl backs the new bridge that opened in May 2024.", "en")
    assert [claim.speaker for claim in found.claims] == [None]
    assert [a.cue.text for a in found.attributions] == ["backs"]


@pytest.mark.parametrize("kind", ["An official", "Two residents", "A senior aide"])
def test_a_speaker_without_a_name_is_anonymous(extraction: Any, kind: str) -> None:
    claims = extraction(f"{kind} said that two cranes fell in May.", "en").claims
    assert [claim.speaker_type for claim in claims] == ["anonymous"]


@pytest.mark.parametrize(
    "told",
    [
        "told reporters",
        "told CNN",
        "told her staff",
        "told The Harbour Times",
        "told lawmakers on Tuesday",
        "told a hearing in May that",
        "told a news conference",
    ],
)
def test_whoever_is_told_is_no_part_of_what_is_said(said: Callable[..., Any], told: str) -> None:
    assert said(f"Jane Roe {told} there were 30 jobs.", "en") == [("Jane Roe", "there were 30 jobs")]


def test_the_full_stop_of_a_title_does_not_end_a_speaker(said: Callable[..., Any]) -> None:
    text = "“The lake has shrunk by a third,” said Dr. Hana Orlov, who leads the survey."
    assert said(text, "en") == [("Dr. Hana Orlov", "The lake has shrunk by a third")]


@pytest.mark.parametrize("source", ["a poll by Gallup", "data from Zillow"])
def test_a_poll_or_paper_keeps_its_author(said: Callable[..., Any], source: str) -> None:
    assert said(f"Rents rose 5%, according to {source} on Monday.", "en") == [(source, "Rents rose 5%")]


def test_a_warning_of_what_is_so_is_a_statement(extraction: Callable[..., Any]) -> None:
    found = extraction("Ann Speight warned that only two crews cover Marsby. She warned that 30 jobs could go.", "en")
    assert [claim.text for claim in found.claims] == ["only two crews cover Marsby"]


def test_what_was_done_before_it_was_found_is_a_statement_of_its_own(extraction: Callable[..., Any]) -> None:
    text = "The team took 1,140 water samples between May and October and found that 21 of them were above the limit."
    assert "The team took 1,140 water samples between May and October" in [
        c.text for c in extraction(text, "en").claims
    ]
