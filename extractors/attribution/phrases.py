"""Where the object or clause of a cue ends that no quotation closes."""

from __future__ import annotations

from extractors.attribution.scene import COMMAS, Scene

_PHRASE = 40
_TITLE = 4


def phrase_end(scene: Scene, start: int, past: int) -> int:
    """The end of the phrase that begins at a token: at a mark outside quotations, or where a second verb is joined."""
    end = start
    while end < min(past, start + _PHRASE):
        quote = scene.quote_at.get(end)
        if quote is not None:
            end = min(quote.closing + 1, past)
            continue
        if end > start and _ends(scene, end):
            break
        end += 1
    return end


def _ends(scene: Scene, index: int) -> bool:
    word = scene.words[index]
    if word == ".":
        return len(scene.words[index - 1]) > _TITLE
    if scene.listed(index, "coordinator"):
        return scene.has_verb(index + 1, index + 2)
    return word in COMMAS or word in "-—!?:"
