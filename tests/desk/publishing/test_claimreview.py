"""ClaimReview: what each published verdict becomes, and that nothing else leaves the house."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from publishing_samples import CLAIMS, HOSTILE, publish

from desk.publishing import claimreview
from desk.publishing.claimreview import Publisher, dumps
from extractors.errors import ClaimdeskError
from store import connect
from store.corrections import record as correct
from store.published import published
from store.types import Correction

from publishing_samples import NOON  # isort: skip

DESK = Publisher("مكتب الوادي", "https://desk.example/", "https://desk.example/logo.png")
SETTINGS = {"CLAIMDESK_PUBLISHER_NAME": DESK.name, "CLAIMDESK_PUBLISHER_URL": DESK.url}


def reviews(store: Path) -> dict[str, dict]:
    with connect(store, read_only=True) as opened:
        claims = published(opened.con)
    whole, missing = claimreview.feed(claims, DESK)
    assert not missing
    found = {
        item["item"]["claimReviewed"]: item["item"] for item in whole["dataFeedElement"] if "dateDeleted" not in item
    }
    return {key: found[words] for key, (words, *_) in CLAIMS.items() if words in found}


def test_what_google_and_schema_org_ask_for(published_store: Path):
    publish(published_store, "c-false", "published", "false", url="https://desk.example/1")
    review = reviews(published_store)["c-false"]
    assert review["@type"] == "ClaimReview"
    assert review["url"] == "https://desk.example/1"
    assert review["claimReviewed"] == "حفرت البلدية ١٢ بئراً"
    assert review["datePublished"] == "2026-03-02T12:00:00Z"
    assert review["author"]["name"] == DESK.name
    assert review["author"]["logo"]["url"] == DESK.logo
    assert review["reviewRating"] == {
        "@type": "Rating", "alternateName": "غير صحيح", "ratingValue": 1, "bestRating": 5, "worstRating": 1,
    }  # fmt: skip
    claim = review["itemReviewed"]
    assert claim["author"] == {"@type": "Person", "name": "رئيس البلدية"}
    assert claim["datePublished"] == "2026-03-01T01:30:00+03:00"
    assert [found["url"] for found in claim["appearance"]] == ["https://valley.example/a1", "https://hill.example/a0"]
    assert claim["firstAppearance"]["url"] == "https://hill.example/a0"
    assert "dateModified" not in review


@pytest.mark.parametrize("key", ["c-unproven", "c-opinion"])
def test_no_number_where_no_number_is_meant(published_store: Path, key: str):
    *_, verdict, _ = CLAIMS[key]
    publish(published_store, key, "published", verdict, url="https://desk.example/1")
    rating = reviews(published_store)[key]["reviewRating"]
    assert rating["alternateName"] == {"c-unproven": "غير مثبت", "c-opinion": "غير قابل للتحقق: رأي"}[key]
    assert "ratingValue" not in rating
    assert "bestRating" not in rating


def test_who_said_it_is_said_only_where_somebody_is_named(published_store: Path):
    for n, key in enumerate(("c-true", "c-unproven", "c-opinion")):
        publish(published_store, key, "published", CLAIMS[key][3], url=f"https://desk.example/{n}")
    found = {key: review["itemReviewed"] for key, review in reviews(published_store).items()}
    assert found["c-true"]["author"] == {"@type": "Organization", "name": "وكالة الوادي"}
    assert "author" not in found["c-unproven"]
    assert "author" not in found["c-opinion"]
    assert found["c-opinion"]["isBasedOn"]["name"] == "تقرير الموسم"


def test_every_verdict_of_the_house_has_its_place():
    from store import vocabulary

    unnumbered = set(vocabulary.load().keys("verdict")) - set(claimreview.RATINGS)
    assert unnumbered == {"unproven", "not_checkable"}
    ranked = sorted(claimreview.RATINGS, key=claimreview.RATINGS.__getitem__)
    assert ranked == ["false", "misleading", "missing_context", "partly_true", "true"]


def test_a_correction_stays_visible_and_a_retraction_is_told(published_store: Path):
    publish(published_store, "c-false", "published", "true", url="https://desk.example/1")
    publish(published_store, "c-false", "corrected", "false", note="كان الرقم خطأ", hour=2)
    publish(published_store, "c-true", "published", "true", url="https://desk.example/2")
    publish(published_store, "c-true", "retracted", "true", note="سُحب", hour=3)
    review = reviews(published_store)["c-false"]
    assert review["url"] == "https://desk.example/1"
    assert review["reviewRating"]["ratingValue"] == 1
    assert review["dateModified"] == "2026-03-02T14:00:00Z"
    assert review["correction"] == [
        {"@type": "CorrectionComment", "text": "كان الرقم خطأ", "datePublished": "2026-03-02T14:00:00Z"}
    ]
    with connect(published_store, read_only=True) as opened:
        whole, _ = claimreview.feed(published(opened.con), DESK)
    deleted = [item for item in whole["dataFeedElement"] if "dateDeleted" in item]
    assert [item["item"] for item in deleted] == [{"@type": "WebPage", "url": "https://desk.example/2"}]


def test_what_people_set_right_goes_out(published_store: Path):
    with connect(published_store) as store:
        row = store.con.execute("SELECT article_version FROM claims WHERE claim_id = 'c-false'").fetchone()
        mend = Correction(
            claim_id="c-false", article_id="a1", article_version=row[0], kind="speaker", value="نائب رئيس البلدية",
            reviewer="ليلى",
        )  # fmt: skip
        assert not correct(store, [mend], NOON).refusals
    publish(published_store, "c-false", "published", "false", url="https://desk.example/1")
    assert reviews(published_store)["c-false"]["itemReviewed"]["author"]["name"] == "نائب رئيس البلدية"


def test_the_whole_feed_fits_its_schema_and_the_schema_refuses(published_store: Path):
    for n, key in enumerate(("c-false", "c-true", "c-unproven", "c-opinion")):
        publish(published_store, key, "published", CLAIMS[key][3], url=f"https://desk.example/{n}")
    publish(published_store, "c-true", "retracted", "true")
    with connect(published_store, read_only=True) as opened:
        whole, _ = claimreview.feed(published(opened.con), DESK)
    claimreview._hold(whole, "claimreview-feed")
    for name in ("claimreview", "claimreview-feed"):
        Draft202012Validator.check_schema(json.loads((claimreview.SCHEMAS / f"{name}.schema.json").read_text("utf-8")))
    first = next(item["item"] for item in whole["dataFeedElement"] if "dateDeleted" not in item)
    for change in (
        {"url": ""}, {"url": "javascript:alert(1)"}, {"claimReviewed": " "}, {"datePublished": "yesterday"},
        {"author": {"@type": "Organization", "name": "x"}}, {"reviewRating": {"@type": "Rating"}}, {"stray": 1},
        {"reviewRating": {**first["reviewRating"], "ratingValue": 6, "bestRating": 5, "worstRating": 1}},
        {"reviewRating": {"@type": "Rating", "alternateName": "x", "ratingValue": 3}},
    ):  # fmt: skip
        with pytest.raises(ClaimdeskError, match="no valid ClaimReview"):
            claimreview._hold({"@context": claimreview.CONTEXT, **first, **change}, "claimreview")


def test_nothing_ends_the_script_element_that_it_may_stand_in():
    text = dumps({"claimReviewed": HOSTILE + "\u2028"})
    assert "<" not in text
    assert json.loads(text)["claimReviewed"] == HOSTILE + "\u2028"


def test_the_command_writes_one_file_a_verdict_and_a_feed(published_store: Path, tmp_path: Path, claimdesk):
    publish(published_store, "c-false", "published", "false", url="https://desk.example/1")
    publish(published_store, "c-true", "published", "true")
    nameless = claimdesk("export", "claimreview", "--store", published_store)
    assert nameless.returncode == 2
    assert "CLAIMDESK_PUBLISHER_NAME" in nameless.stderr
    done = claimdesk("export", "claimreview", "--output", "out", "--store", published_store, env=SETTINGS)
    assert done.returncode == 1
    assert "c-true: this verdict was published without its public address" in done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["c-false.jsonld", "feed.json"]
    one = json.loads((tmp_path / "out" / "c-false.jsonld").read_text("utf-8"))
    feed = json.loads((tmp_path / "out" / "feed.json").read_text("utf-8"))
    assert one == {"@context": "https://schema.org", **feed["dataFeedElement"][0]["item"]}
    publish(published_store, "c-false", "retracted", "false", hour=5)
    publish(published_store, "c-true", "corrected", "true", url="https://desk.example/2", hour=5)
    again = claimdesk("export", "claimreview", "--output", "out", "--store", published_store, env=SETTINGS)
    assert again.returncode == 0, again.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["c-true.jsonld", "feed.json"]


def test_file_names_are_plain_whatever_the_claim_is_called():
    names = {claimreview.file_stem(key) for key in ("../../etc/passwd", "ادعاء", "a/b", "a-b", "c" * 300)}
    assert len(names) == 5
    assert all(name.isascii() and "/" not in name and not name.startswith("-") and len(name) <= 100 for name in names)
