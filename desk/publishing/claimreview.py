"""Published verdicts as schema.org's ClaimReview, one by one and as a feed."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError
from store import vocabulary
from store.addresses import normalise
from store.published import Appearance, Published

Json = dict[str, Any]
RATINGS = {"false": 1, "misleading": 2, "missing_context": 3, "partly_true": 4, "true": 5}
"""The house scale in numbers. ``unproven`` and ``not_checkable`` stand on no scale from false to true, and get none."""
BEST, WORST = 5, 1
CONTEXT = "https://schema.org"
_AUTHORS = {"person": "Person", "organisation": "Organization", "outlet": "Organization"}
SCHEMAS = Path(__file__).parent
_valid: set[int] = set()
"""Marks of what was found valid in this process."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the newsroom's name, its address, and that of its logo (may be empty)."""

    name: str
    url: str
    logo: str = ""

    def checked(self) -> Publisher:
        """The same publisher.

        Raises:
            ClaimdeskError: the name is missing, or an address is none.
        """
        if not self.name.strip() or not self.url.strip():
            raise ClaimdeskError(
                "ClaimReview names its publisher, and there is none",
                allowed="the newsroom's name and the address of its site",
                next_step="Set CLAIMDESK_PUBLISHER_NAME and CLAIMDESK_PUBLISHER_URL, or give --publisher-name and "
                "--publisher-url",
            )
        for address in filter(None, (self.url, self.logo)):
            normalise(address)
        return self


def claim_review(claim: Published, publisher: Publisher) -> Json:
    """The ClaimReview of one published verdict.

    Raises:
        ClaimdeskError: it lacks something that the format needs, such as the public address; or it was retracted.
    """
    if claim.action == "retracted":
        raise ClaimdeskError("this verdict was retracted", where=claim.claim_id)
    if not claim.url:
        raise ClaimdeskError(
            "this verdict was published without its public address",
            where=claim.claim_id,
            next_step="Record the address with a correction at the desk",
        )
    normalise(claim.url)
    review: Json = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": claim.url,
        "claimReviewed": claim.claim_text,
        "inLanguage": claim.language,
        "author": _publisher(publisher),
        "datePublished": _time(claim.published_at),
        "reviewRating": _rating(claim),
        "itemReviewed": _claim(claim),
    }
    if claim.changed_at > claim.published_at:
        review["dateModified"] = _time(claim.changed_at)
    if claim.corrections:
        review["correction"] = [
            _filled({"@type": "CorrectionComment", "text": entry.note, "datePublished": _time(entry.at)})
            for entry in claim.corrections
        ]
    # Holding a document against the schema takes ten times as long as making it.
    mark = hash((claim, publisher))
    if mark not in _valid:
        _hold(review, "claimreview")
        _valid.add(mark)
    return review


def feed(claims: Sequence[Published], publisher: Publisher) -> tuple[Json, dict[str, str]]:
    """Everything that stands outside as one DataFeed, and why claims are missing from it, by claim id.

    A retracted verdict stays as an item with ``dateDeleted``, so that readers of the feed drop what they have.
    """
    reviews, missing = _reviews(claims, publisher)
    return _feed(claims, reviews, publisher), missing


def _reviews(claims: Sequence[Published], publisher: Publisher) -> tuple[dict[str, Json], dict[str, str]]:
    reviews, missing = {}, {}
    for claim in claims:
        if claim.action == "retracted":
            continue
        try:
            reviews[claim.claim_id] = claim_review(claim, publisher)
        except ClaimdeskError as error:
            missing[claim.claim_id] = error.what
    return reviews, missing


def _feed(claims: Sequence[Published], reviews: Mapping[str, Json], publisher: Publisher) -> Json:
    items = []
    for claim in claims:
        if claim.action == "retracted":
            items.append(_deleted(claim))
        elif claim.claim_id in reviews:
            review = {key: value for key, value in reviews[claim.claim_id].items() if key != "@context"}
            item = {"@type": "DataFeedItem", "dateCreated": review["datePublished"], "item": review}
            items.append(item | ({"dateModified": review["dateModified"]} if "dateModified" in review else {}))
    whole: Json = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": publisher.name,
        "creator": _publisher(publisher),
        "dataFeedElement": items,
    }
    if claims:
        whole["dateModified"] = _time(max(claim.changed_at for claim in claims))
    # The items were held one by one.
    _hold(whole | {"dataFeedElement": []}, "claimreview-feed")
    return whole


def write(claims: Sequence[Published], publisher: Publisher, directory: Path) -> tuple[list[Path], dict[str, str]]:
    """One ``.jsonld`` a claim and ``feed.json``, each replaced only once it is whole; retracted ones are removed.

    Returns:
        The files, the feed last, and why claims have none, by claim id.

    Raises:
        ClaimdeskError: the publisher is not named, or the folder cannot be written.
    """
    publisher.checked()
    reviews, missing = _reviews(claims, publisher)
    written = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for claim in claims:
            path = directory / f"{file_stem(claim.claim_id)}.jsonld"
            if claim.claim_id in reviews:
                written.append(_replace(path, dumps(reviews[claim.claim_id])))
            else:
                path.unlink(missing_ok=True)
        written.append(_replace(directory / "feed.json", dumps(_feed(claims, reviews, publisher))))
    except OSError as error:
        raise ClaimdeskError(f"cannot write there ({error.strerror})", where=str(directory)) from error
    return written, missing


def dumps(document: Json) -> str:
    """JSON that can stand in a page's script element as it is: no ``<`` ends it."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    for sign, escaped in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, escaped)
    return text + "\n"


def file_stem(claim_id: str) -> str:
    """A file name for a claim on any system: its id where that is plain, else with the rest hashed."""
    if re.fullmatch(r"[A-Za-z0-9_-]{1,100}", claim_id):
        return claim_id
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", claim_id).strip("-")[:60]
    return f"{plain}-{hashlib.sha256(claim_id.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}".lstrip("-")


def verdict_label(verdict: str, reason: str, language: str) -> str:
    """The raw label as the article's readers know it; "not checkable" with its reason."""
    words = vocabulary.load()
    label = words.label("verdict", verdict, language)
    return f"{label}: {words.label('not_checkable_reason', reason, language)}" if reason else label


def _rating(claim: Published) -> Json:
    label = verdict_label(claim.verdict, claim.not_checkable_reason, claim.language)
    rating: Json = {"@type": "Rating", "alternateName": label}
    if claim.verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[claim.verdict], "bestRating": BEST, "worstRating": WORST}
    return rating


def _publisher(publisher: Publisher) -> Json:
    logo = {"@type": "ImageObject", "url": publisher.logo} if publisher.logo else None
    return _filled({"@type": "Organization", "name": publisher.name, "url": publisher.url, "logo": logo})


def _claim(claim: Published) -> Json:
    appearances = [found for found in map(_appearance, claim.appearances) if found]
    document = claim.speaker if claim.speaker_type == "document" else None
    return _filled(
        {
            "@type": "Claim",
            "author": _author(claim),
            "datePublished": claim.said_on,
            # A document cannot be an author in schema.org; the claim rests on it.
            "isBasedOn": {"@type": "CreativeWork", "name": document} if document else None,
            "appearance": appearances,
            "firstAppearance": _appearance(claim.first) if claim.first else None,
        }
    )


def _author(claim: Published) -> Json | None:
    """Who made the claim; None for an unnamed source, which schema.org would have left out."""
    kind = _AUTHORS.get(claim.speaker_type)
    name = claim.outlet if claim.speaker_type == "outlet" else claim.speaker
    return {"@type": kind, "name": name} if kind and name else None


def _appearance(found: Appearance) -> Json | None:
    try:
        normalise(found.url)
    except ClaimdeskError:
        return None
    outlet = {"@type": "Organization", "name": found.outlet} if found.outlet else None
    return _filled(
        {
            "@type": "NewsArticle",
            "url": found.url,
            "headline": found.title,
            "datePublished": found.published,
            "publisher": outlet,
        }
    )


def _deleted(claim: Published) -> Json:
    page = (
        _filled({"@type": "WebPage", "url": claim.url}) if claim.url else {"@type": "WebPage", "name": claim.claim_id}
    )
    return {
        "@type": "DataFeedItem",
        "dateCreated": _time(claim.published_at),
        "dateDeleted": _time(claim.changed_at),
        "item": page,
    }


def _filled(parts: Json) -> Json:
    return {key: value for key, value in parts.items() if value}


def _time(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=UTC).isoformat().replace("+00:00", "Z")


def _replace(path: Path, text: str) -> Path:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=".export-", delete=False
    ) as scratch:
        scratch.write(text)
    made = Path(scratch.name)
    made.chmod(0o644)
    return made.replace(path)


def _hold(document: Json, name: str) -> None:
    """Holds a document against our schema; what leaves the house is valid or does not leave."""
    problem = next(iter(_validator(name).iter_errors(document)), None)
    if problem is not None:
        place = "/".join(map(str, problem.absolute_path)) or "the whole"
        raise ClaimdeskError(f"this is no valid ClaimReview ({place}: {problem.message[:200]})")


@lru_cache(maxsize=4)
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    read = {
        found: json.loads((SCHEMAS / f"{found}.schema.json").read_text("utf-8"))
        for found in ("claimreview", "claimreview-feed")
    }
    registry: Any = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in read.values()
    )
    return Draft202012Validator(read[name], registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
