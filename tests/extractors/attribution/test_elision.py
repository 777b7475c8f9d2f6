"""What opens what is said may be written onto its first word: the word stays, the opener goes."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.types import Article


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Le maire a déclaré qu'il quitterait son poste en mai 2025.",
            "Le maire",
            "il quitterait son poste en mai 2025",
        ),
        (
            "La ministre assure qu’Amiens recevra 3 millions d’euros.",
            "La ministre",
            "Amiens recevra 3 millions d’euros",
        ),
        ("Le préfet a indiqué que 12 ponts étaient fermés.", "Le préfet", "12 ponts étaient fermés"),
    ],
)
def test_an_elided_opener_is_no_part_of_what_is_said(text: str, speaker: str, content: str) -> None:
    extraction = extract(Article("a", text, "fr", published_at="2025-03-12"))
    (attribution,) = extraction.attributions
    assert attribution.source is not None
    assert (attribution.source.text, attribution.content.text) == (speaker, content)
    (claim,) = extraction.claims
    assert (claim.text, claim.speaker) == (content, speaker)
    assert text[claim.start : claim.end] == claim.text
