"""One line of a page and what it looks like: prose, furniture, or the head of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from extractors.intake.phrases import Hit, furniture_index, words_of
from extractors.intake.published import Stamp, read_stamps
from extractors.intake.zones import places_in
from extractors.normalise import fold

_LOOK = 600
# What may stand around a line and shows nothing: white space, zero-width characters and marks of direction.
_EDGE = " \t\r\n\f\v\x1c\x1d\x1e\x85\u00a0\u2028\u2029\ufeff" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_CLOSING = " \t\"'”’»)]}\u200e\u200f\u202c\u2069*_"
_STOPS = ".!?؟…۔。"
_SEPARATED = re.compile(r"\s+[/›>‹<»«\\→←-]\s+|\s*[|•·●▪■¦›>]\s*|\s{2,}|\t|(?<=\w)\s*[،,]\s*(?=#)")
_BAR = re.compile(r"[|•·●▪›>]|\s[/»]\s")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|net|me|co)/\S+|\+?\d[\d ()-]{7,}\d"
)
_CREDIT = re.compile(r"(?:[(\[]|\s[/–-]\s|[.]\s)\s*([^()\[\].]{2,40})[)\]]?\s*\.?$")
_TIME_ONLY = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?\w{1,4})?$")
_SHORT_DATE = re.compile(r"\d")


_LONG_DASH = re.compile(r"\s\u0640{1,3}\s")
_WIDE_GAP = re.compile(r"[ \t\u00a0]{4,}")


# "1 of 3 | A ferry leaves the quay."
_COUNTED = re.compile(r"\d{1,2}\s?(?:/|[^\W\d]{2,3}\s)\s?\d{1,2}\s*\|")
_RULE = re.compile(r"[=*_~-]{4,}")
_HANDLE = re.compile(r"\(@\w+\)")


class Kind(Enum):
    """What a line is taken for."""

    BLANK = "blank"
    PROSE = "prose"
    OTHER = "other"
    FURNITURE = "furniture"
    MENU = "menu"
    MARK = "mark"
    DATE = "date"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    LIST_HEAD = "list_head"
    TERMINAL = "terminal"


HEAD_KINDS = (Kind.DATE, Kind.BYLINE, Kind.DATELINE)
NOT_BODY = (
    Kind.MARK,
    Kind.FURNITURE,
    Kind.MENU,
    Kind.DATE,
    Kind.BYLINE,
    Kind.DATELINE,
    Kind.CAPTION,
    Kind.LIST_HEAD,
    Kind.TERMINAL,
)


@dataclass(slots=True)
class Line:
    """A line with its place in the text.

    Attributes:
        start, end: half-open offsets of the line without outer space.
        text: that part of the text.
        words: its folded words (of its first and last part, where it is very long).
        look: the part of the text that is looked at, wide gaps narrowed.
        link: whether the page's markup makes it a link or part of a menu.
    """

    start: int
    end: int
    text: str
    words: list[str] = field(default_factory=list)
    kind: Kind = Kind.BLANK
    stamps: list[Stamp] = field(default_factory=list)
    link: bool = False
    look: str = ""

    @property
    def ended(self) -> bool:
        """Whether it closes like a sentence."""
        return self.text.rstrip(_CLOSING)[-1:] in tuple(_STOPS)

    @property
    def asks(self) -> bool:
        """Whether it closes like a question or a call."""
        return self.text.rstrip(_CLOSING)[-1:] in tuple("?؟!")

    @property
    def key(self) -> str:
        """Equal for lines of the same words."""
        return " ".join(self.words)


def split_lines(text: str) -> list[Line]:
    """The lines of a text, blank ones too, with offsets of what stands on them."""
    lines: list[Line] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        shown = raw.strip() if raw.strip(_EDGE) else ""
        start = at + raw.find(shown) if shown else at
        lines.append(Line(start, start + len(shown), shown))
        at += len(raw)
    return lines


def classify(line: Line, language: str) -> None:
    """Fills a line's words, stamps and kind, from the line alone."""
    if not line.text:
        return
    long = len(line.text) > _LOOK
    line.look = _WIDE_GAP.sub("   ", line.text[:_LOOK])
    line.look = _LONG_DASH.sub(" - ", line.look)
    folded = fold(line.look)
    line.words = words_of(folded)
    if not line.words or (_RULE.match(line.look) and len(line.words) <= 4):
        line.kind = Kind.MARK
    elif long or len(line.words) > 60:
        line.kind = Kind.PROSE
    else:
        line.kind = _kind(line, folded, language)


def _kind(line: Line, folded: str, language: str) -> Kind:
    hits = list(furniture_index().hits(line.words))
    found = (
        _as_heading(line, hits)
        or _as_date(line, hits, language)
        or _as_byline(line, hits)
        or _as_dateline(line)
        or _as_caption(line, folded, hits)
        or _as_menu(line, hits)
        or _as_furniture(line, folded, hits)
    )
    if found:
        return found
    prose = (len(line.words) >= 8 and line.ended) or len(line.words) >= 30
    return Kind.PROSE if prose and not line.link else Kind.OTHER


def _as_heading(line: Line, hits: list[Hit]) -> Kind | None:
    """A heading that opens a list of others, or what comes after an article: the phrase and little else."""
    for kind, slack in ((Kind.TERMINAL, 1), (Kind.LIST_HEAD, 1)):
        for hit in hits:
            own = [w for w in line.words if not w.isdigit()]
            if hit.kind == kind.value and hit.start == 0 and len(own) <= hit.end + slack and not _sentence(line):
                return kind
    return None


def _sentence(line: Line) -> bool:
    return line.ended and len(line.words) >= 5


def _as_date(line: Line, hits: list[Hit], language: str) -> Kind | None:
    """A date or time with its labels, place and little else."""
    if len(line.words) > 30 or not _SHORT_DATE.search(fold(line.look)) or _HANDLE.search(line.look):
        return None
    stamps = read_stamps(line.look, language)
    if not stamps:
        return None
    rest = [w for stamp in stamps for w in stamp.rest]
    rest = _without_places(rest)
    labelled = any(stamp.label for stamp in stamps)
    whole = any(stamp.day and stamp.at for stamp in stamps)
    dated = any(stamp.day for stamp in stamps)
    byline = any(hit.kind in ("byline", "role", "strong") and hit.start <= 1 for hit in hits)
    allowed = 12 if byline and dated else 6 if (labelled or whole) else 3
    if (_sentence(line) and len(rest) > 1) or len(rest) > allowed or (not labelled and not dated and rest):
        return None
    line.stamps = stamps
    return Kind.DATE


def _without_places(words: list[str]) -> list[str]:
    named = {at for hit in places_in(words) for at in range(hit.start, hit.end)}
    return [word for at, word in enumerate(words) if at not in named]


def _as_byline(line: Line, hits: list[Hit]) -> Kind | None:
    """A short line that opens with "by" or a trade, or closes with one."""
    if len(line.words) > 14 or _sentence(line):
        return None
    if _name_and_place(line.look):
        return Kind.BYLINE
    opens = [hit for hit in hits if hit.kind == "byline" and hit.start == 0]
    roles = any(hit.kind == "role" for hit in hits)
    if not opens and not roles:
        return None
    colon = re.match(r"^\W*\w+(?:\s\w+)?\s*[:：/–-]", line.look) is not None
    named = len(line.words) - max((hit.end for hit in opens), default=0)
    if not opens and not _BAR.search(line.look):
        named = min(hit.start for hit in hits if hit.kind == "role")
        return Kind.BYLINE if 2 <= named <= 4 and _titled(line.look.split()[:named]) else None
    return Kind.BYLINE if colon or roles or (opens and 1 <= named <= 7) else None


def _name_and_place(text: str) -> bool:
    """Two parts, one of them a place and nothing else, the other two or three words: «سامي الزين - الرياض»."""
    parts = [words_of(fold(part)) for part in re.split(r"\s*[-–—:،,/]\s*", text) if part.strip()]
    if len(parts) != 2:
        return False
    covered = [sum(hit.end - hit.start for hit in places_in(part)) for part in parts]
    name = next((part for part, known in zip(parts, covered, strict=True) if not known), [])
    return len(name) in (2, 3) and any(part and known == len(part) for part, known in zip(parts, covered, strict=True))


def _titled(tokens: list[str]) -> bool:
    """Whether each word begins with a capital, as names do in scripts that have them."""
    return all(token[:1].isupper() for token in tokens)


def _as_dateline(line: Line) -> Kind | None:
    """Place, agency and separators, nothing else: «صلالة - العُمانية», "VIRGINIA BEACH - "."""
    if len(line.words) > 8 or line.ended:
        return None
    places = places_in(line.words, dateline=True)
    left = [w for at, w in enumerate(line.words) if not any(h.start <= at < h.end for h in places)]
    marked = re.search(r"[-–—/()]", line.look) is not None
    closed = re.search(r"[-–—:]\s*$", line.look) is not None
    if places and marked and (len(left) <= 1 or (closed and len(left) <= 3)):
        return Kind.DATELINE
    capital = line.look.upper() == line.look and line.look.lower() != line.look
    return Kind.DATELINE if closed and capital else None


def _as_caption(line: Line, folded: str, hits: list[Hit]) -> Kind | None:
    """Begins as a caption does, or ends with a credit that names who took the picture."""
    if len(line.words) > 40:
        return None
    if any(hit.kind == "caption_start" and hit.start == 0 for hit in hits) and re.match(
        r"^\W*[\w ]{2,24}[:|(]", line.look
    ):
        return Kind.CAPTION
    if _COUNTED.match(line.look):
        return Kind.CAPTION
    credit = _CREDIT.search(folded)
    if credit and not _STOPS_INSIDE.search(line.look[: -len(credit.group())]):
        words = words_of(credit.group(1))
        named = sum(hit.end - hit.start for hit in furniture_index().hits(words) if hit.kind == "credit")
        titled = named and ":" in credit.group()
        if words and (titled or named * 2 >= len(words)) and len(line.words) - len(words) <= 30:
            return Kind.CAPTION
    return None


_STOPS_INSIDE = re.compile(r"[.!?؟…](?:\s|[»”\"]|$)")


def _as_menu(line: Line, hits: list[Hit]) -> Kind | None:
    """Short parts between bars, arrows or wide gaps."""
    parts = [part for part in _SEPARATED.split(line.look) if part and part.strip()]
    if len(parts) < 2 or _sentence(line):
        return None
    sizes = [len(part.split()) for part in parts]
    short = sum(size <= 3 for size in sizes) / len(sizes)
    if len(parts) >= 3 and short >= 0.7 and max(sizes) <= 6:
        return Kind.MENU
    if _BAR.search(line.look) and max(sizes) <= 3:
        return Kind.MENU
    covered = _coverage(line.words, hits, ("weak", "strong", "start", "list_head"))
    return Kind.MENU if covered >= 0.5 else None


def _coverage(words: list[str], hits: list[Hit], kinds: tuple[str, ...]) -> float:
    """The share of words inside phrases of these kinds."""
    inside = {at for hit in hits if hit.kind in kinds for at in range(hit.start, hit.end)}
    return len(inside) / max(1, len(words))


def _as_furniture(line: Line, folded: str, hits: list[Hit]) -> Kind | None:
    """A score over phrases, coverage, contacts and links, against what makes a sentence of news."""
    count = len(line.words)
    if _TIME_ONLY.match(folded):
        return Kind.MARK
    score = 0.0
    strong = [hit for hit in hits if hit.kind == "strong"]
    opening = [hit for hit in hits if hit.kind == "start" and hit.start <= 1]
    if strong:
        score += 1.0 if min(hit.start for hit in strong) <= 8 else 0.6
        score += 0.5 * (len({hit.start for hit in strong}) - 1)
    if opening:
        score += 0.5 + 0.25 * (max(hit.end - hit.start for hit in opening) - 1)
        score += 0.5 if re.match(r"^\W*[\w ’']{2,30}\s?[:：|]", line.look) or line.look[0] in "[(©" else 0.0
    covered = _coverage(line.words, hits, ("weak", "strong", "start"))
    score += covered if count <= 12 else 0.5 * covered
    score += 0.8 if _CONTACT.search(folded) and count <= 16 else 0.0
    score += 0.5 if line.link and not line.ended else 0.0
    tags = line.look.count("#")
    score += 1.0 if (tags >= 2 and tags * 2 >= count) or _HANDLE.search(line.look) else 0.6 if tags >= 2 else 0.0
    score -= 0.02 * max(0, count - 12) + (0.25 if line.ended and count >= 12 and not strong else 0.0)
    return Kind.FURNITURE if score >= 0.9 else None
