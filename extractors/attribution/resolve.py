"""Sources resolved to the full name met earlier: pronouns, roles, short names, statements of somebody."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from extractors.analysis import Analysis
from extractors.attribution.plausible import able_to_speak
from extractors.attribution.scene import Frame
from extractors.language import language_data
from extractors.normalise import fold

_KINDS = {"PER": "person", "ORG": "organisation"}
_ALL = 1_000_000
# How many mentions are searched for an earlier name: more than any article has.
_WINDOW = 150
# No speaker has a longer name with all of the role: what is longer is a clause that was misread.
_LONGEST = 16
_COMMON = ("role", "anonymous", "document")
# A shorter word that begins so is a name or a noun of its own («والد», «فالح»).
_LONG = 5
_CLOSES = {"»": "«", "”": "“"}
_NAME_EDGE = ' \t\n\u200f\u200e,،.;؛:"“”«»'


@dataclass(frozen=True, slots=True)
class _Speaker:
    name: str
    words: frozenset[str]
    kind: str
    at: int


class _Syntax:
    """The few facts about a language's noun phrases that resolving needs."""

    def __init__(self, language: str) -> None:
        syntax = language_data(language, "lexicon").get("syntax", {})
        self.articles: tuple[str, ...] = tuple(fold(a) for a in syntax.get("attached_articles", ()))
        self.joined: tuple[str, ...] = tuple(fold(a) for a in syntax.get("joined_articles", ()))
        self.genitive: dict[str, str] = {fold(k): v for k, v in syntax.get("genitive_prefixes", {}).items()}
        self.dative: dict[str, str] = {fold(k): v for k, v in syntax.get("dative_prefixes", {}).items()}
        self.head_ends = frozenset(fold(w) for w in syntax.get("head_ends", ()))
        entities = language_data(language, "entities")
        self.organisations = frozenset(fold(w) for w in entities.get("organisations", {}).get("heads", ()))

    def bare(self, word: str) -> str:
        """A folded word without the article that is written onto it."""
        for article in self.articles:
            if word.startswith(article) and len(word) > len(article) + 1:
                return word[len(article) :]
        return word


_syntax = lru_cache(maxsize=64)(_Syntax)


class _Registry:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.syntax = _syntax(analysis.language)
        self.speakers: list[_Speaker] = []
        self.last: _Speaker | None = None
        self.forms = analysis.lexicon.forms
        self._named_entities = [
            e for e in analysis.entity_index.before(len(analysis.text) + 1, _ALL) if e.label in _KINDS
        ]
        self._starts = [e.start for e in self._named_entities]
        self._made: dict[int, _Speaker] = {}

    def _entity(self, index: int) -> _Speaker:
        if index not in self._made:
            entity = self._named_entities[index]
            self._made[index] = _Speaker(entity.text, self._words(entity.text), _KINDS[entity.label], entity.start)
        return self._made[index]

    def _entities(self, start: int, end: int) -> list[_Speaker]:
        """People and organisations named between two offsets, the last ones where there are very many."""
        first, past = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [self._entity(i) for i in range(max(first, past - _WINDOW), past)]

    def _words(self, text: str) -> frozenset[str]:
        words = fold(text).replace("'s", " ").split()
        return frozenset(self.syntax.bare(w.strip(_NAME_EDGE + "()'")) for w in words) - {"", "the", "a", "an"}

    def resolve(self, frame: Frame) -> None:
        at = frame.shell[0][0] if frame.shell else frame.content[0]
        if frame.source is not None:
            frame.source = able_to_speak(self.analysis, frame.source)
        if frame.source is not None and self.analysis.has(frame.source[0], "outlet_self"):
            return
        if frame.source is None:
            speaker = self.last if frame.cue is None and frame.direct else self._topic(at) or self.last
        else:
            first, past = self._without_statement(*frame.source)
            dative = first > frame.source[0] or (frame.cue is not None and frame.cue.form == "preposition")
            speaker = self._named(first, past, dative) if first < past else self._topic(at) or self.last
        if speaker is None:
            return
        frame.name, frame.source_type = speaker.name, speaker.kind
        if not frame.governs and (frame.source is None or not self._names_person(*frame.source)):
            return
        self.last = _Speaker(speaker.name, speaker.words, speaker.kind, self.analysis.original_span(at, at + 1)[0])
        self.speakers.append(speaker)

    def _names_person(self, first: int, past: int) -> bool:
        start, end = self.analysis.original_span(first, past)
        return any(speaker.kind == "person" for speaker in self._entities(start, end))

    def _topic(self, at: int) -> _Speaker | None:
        """Who the paragraph is about, when somebody was named in it after the last speaker spoke."""
        text, starts = self.analysis.folded.text, self.analysis.tokens.starts
        opening = text.rfind("\n", 0, starts[at]) + 1
        lo, hi = self.analysis.folded.at(opening), self.analysis.folded.at(starts[at])
        spoke = self.last.at if self.last is not None else -1
        if spoke >= lo:
            return None
        index = bisect_left(self._starts, lo)
        if index == len(self._starts) or self._starts[index] >= hi:
            return None
        first = self._entity(index)
        return self._known(first.words, first.at) or first

    def _without_statement(self, first: int, past: int) -> tuple[int, int]:
        """«بيان للبيت الأبيض» without its head; the head alone stands for whoever spoke last."""
        words, statements = self.analysis.tokens.words, self.forms.get("statement", frozenset())
        links = self.forms.get("statement_link", frozenset())
        if words[first] in statements or (
            past - first > 1 and words[first] in self.forms.get("determiner", ()) and words[first + 1] in statements
        ):
            start = first + 1
            while start < past and (words[start] in links or words[start] in statements):
                start += 1
            return start, past
        return first, past

    def _named(self, first: int, past: int, dative: bool) -> _Speaker | None:
        start, end = self.analysis.original_span(first, past)
        name = self._without_genitive(_bare_name(self._unjoined(first, self.analysis.text[start:end])), dative)
        if past - first > _LONGEST:
            return None
        words = self._words(name)
        if not words:
            return self.last
        pronouns = self.forms.get("pronoun", frozenset())
        if words <= pronouns:
            return self._antecedent(words, start, first) or _Speaker(name, words, "person", start)
        known = (self._known(words, start) if len(words) <= 3 else None) or self._surname(first, past)
        if known is not None:
            return _Speaker(known.name, known.words, known.kind, start)
        return _Speaker(name, words, self._kind(first, past, words), start)

    def _unjoined(self, first: int, name: str) -> str:
        """A name without the conjunction that is written onto its first word («ومصدر في الشركة»)."""
        hit = self.analysis.has(first, "anonymous", "document", "role", "statement")
        if hit is not None:
            return name[1:] if self.analysis.lexicon.with_clitic(hit) else name
        joined = self.analysis.tokens.words[first].startswith(self.syntax.joined) and len(name.split()[0]) > _LONG
        return name[1:] if joined else name

    def _without_genitive(self, name: str, dative: bool) -> str:
        prefixes = {**self.syntax.genitive, **(self.syntax.dative if dative else {})}
        for prefix, instead in prefixes.items():
            if fold(name).startswith(prefix) and len(name) > len(prefix) + 2:
                return instead + name[len(prefix) :]
        return name

    def _antecedent(self, words: frozenset[str], at: int, token: int) -> _Speaker | None:
        """Whom a pronoun means: a person for "he" and "she", whoever the paragraph is about for the rest."""
        topic = self._topic(token)
        if not words & self.forms.get("pronoun_person", frozenset()):
            return topic or self.last
        if topic is not None and topic.kind == "person":
            return topic
        if self.last is not None and self.last.kind in ("person", "anonymous"):
            return self.last
        mentioned = (*self._entities(0, at), *self.speakers[-_WINDOW:])
        people = [s for s in mentioned if s.kind in ("person", "anonymous") and s.at < at]
        return max(people, key=lambda s: s.at, default=self.last)

    def _known(self, words: frozenset[str], at: int) -> _Speaker | None:
        """The fullest earlier mention that has all these words; speakers before those who were only named."""
        for group in (self.speakers[-_WINDOW:], self._entities(0, at)):
            fits = [s for s in reversed(group) if words <= s.words]
            if fits:
                return max(fits, key=lambda s: len(s.words))
        return None

    def _surname(self, first: int, past: int) -> _Speaker | None:
        """The person met before who is called by the last name, the verb's object behind it («وصف سندي الشبكة»)."""
        if not self.syntax.articles or past - first < 2:
            return None
        if (
            self.analysis.has(first, *_COMMON)
            or self._names_person(first, first + 2)
            or self._names_person(first + 1, past)
        ):
            return None
        at = self.analysis.original_span(first, past)[0]
        word = frozenset({self.syntax.bare(self.analysis.tokens.words[first])})
        called = [e for e in self._entities(0, at) if self._is_called(e, word)]
        if not called:
            return None
        spoke = [s for s in self.speakers[-_WINDOW:] if self._is_called(s, word)]
        return max(spoke or called, key=lambda s: len(s.words))

    def _is_called(self, speaker: _Speaker, word: frozenset[str]) -> bool:
        """Whether a word is the last name of a person whose name has more words."""
        return speaker.kind == "person" and word < speaker.words and self._words(speaker.name.split()[-1]) == word

    def _kind(self, first: int, past: int, words: frozenset[str]) -> str:
        tokens, forms = self.analysis.tokens, self.forms
        surface = [tokens.words[i] for i in range(first, past)]
        head = next((w for w in surface if w not in forms.get("determiner", ())), surface[0])
        if head in forms.get("document", ()) or self._tail_noun(surface) in forms.get("document", ()):
            return "document"
        start, end = self.analysis.original_span(first, past)
        inside = self._entities(start, end)
        person = any(e.kind == "person" for e in inside)
        named = person or any(tokens.is_capital(i) for i in range(first + 1, past))
        if not named and any(w in forms.get("anonymous", ()) for w in (head, *surface[:4])):
            return "anonymous"
        heads = self.syntax.organisations
        if self.syntax.bare(head) in heads or (not person and any(w in heads for w in surface)):
            return "organisation"
        earlier = self._known(words, start)
        return next((e.kind for e in inside), earlier.kind if earlier is not None else "person")

    def _tail_noun(self, surface: list[str]) -> str:
        """The word before "of" or "by", which heads a noun phrase where the head stands last."""
        for index, word in enumerate(surface):
            if word in self.syntax.head_ends and index:
                return surface[index - 1]
        return surface[-1]


def _bare_name(text: str) -> str:
    """A name without marks at its edges, but with the quotation mark that closes one inside it."""
    bare = text.strip(_NAME_EDGE)
    after = text[text.find(bare) + len(bare) :][:1]
    return bare + after if after in _CLOSES and bare.count(_CLOSES[after]) > bare.count(after) else bare


def resolve_sources(analysis: Analysis, frames: list[Frame]) -> None:
    """Fills ``name`` and ``source_type`` of every frame, in text order."""
    registry = _Registry(analysis)
    for frame in frames:
        registry.resolve(frame)
