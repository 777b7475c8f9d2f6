"""Where the object or clause of a cue ends that no quotation closes."""

from __future__ import annotations

from extractors.attribution.scene import COMMAS, Scene

_PHRASE = 40
_TITLE = 4
_TOLD = 6


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


def past_addressee(scene: Scene, start: int, past: int) -> int:
    """The token behind whoever is told, and behind the day of it: "told <reporters on Tuesday> the state had ..."."""
    hit = scene.has(start, "addressee")
    possessed = _noun_end(scene, start + 1, past) if scene.listed(start, "possessive") else start
    if possessed > start + 1:
        end = possessed
    elif hit is not None:
        end = start + hit.length
    elif scene.listed(start, "article"):
        end = _noun_end(scene, start + 1, past)
    else:
        end = _capitals_end(scene, start, past)
    if end == start:
        return start
    behind = _past_day(scene, end, past)
    if behind < past and scene.has(behind, "complementiser"):
        return behind + 1
    return behind if behind < past else end


def _capitals_end(scene: Scene, start: int, past: int) -> int:
    end = start
    while end < past and scene.tokens.is_capital(end):
        end += 1
    return end


def _noun_end(scene: Scene, start: int, past: int) -> int:
    """The end of a noun phrase behind its article: a name in capitals, or the words up to those of a clause."""
    capitals = _capitals_end(scene, start, past)
    if capitals > start:
        return capitals
    end = start
    while end < min(past, start + _TOLD):
        word = scene.words[end]
        if not scene.tokens.is_word(end) or word[0].isdigit() or scene.tokens.is_capital(end):
            break
        if any(scene.listed(end, kind) for kind in ("article", "possessive", "pronoun")):
            break
        if scene.has(end, "source_stop", "complementiser") or scene.has_verb(end, end + 1):
            break
        end += 1
    return end


def _past_day(scene: Scene, index: int, past: int) -> int:
    """Past a date with the preposition before it, where one stands at a token."""
    analysis = scene.analysis
    for at in (index, index + 1):
        if at >= past:
            break
        start = analysis.original_span(at, at + 1)[0]
        dated = next((d for d in analysis.date_index.before(start + 1, 1) if d.start == start), None)
        if dated is not None and (at == index or scene.has(index, "source_stop")):
            return analysis.token_at(dated.end)
    return index
