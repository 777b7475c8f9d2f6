"""The standards as data: what every reader of them may rely on."""

from __future__ import annotations

import json

import pytest

from extractors.errors import ClaimdeskError
from store import standards, vocabulary


def test_every_rule_is_whole_in_both_languages():
    rules = standards.load().rules
    assert [rule.code for rule in rules] == [f"IFC-{number:02d}" for number in range(1, len(rules) + 1)]
    assert len({rule.test for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.severity in vocabulary.load().keys("severity")
        assert set(rule.verdicts) <= set(vocabulary.load().keys("verdict"))
        assert rule.needs in ("claim", "store")
        for english, arabic in ((rule.en, rule.ar), (rule.hint, rule.hint_ar)):
            assert any("a" <= letter <= "z" for letter in english)
            assert any("\u0621" <= letter <= "\u064a" for letter in arabic)


def test_a_rule_goes_into_a_page_as_json():
    data = json.loads(json.dumps([rule.as_data() for rule in standards.load().rules]))
    assert data[1]["test"] == "independent_or_primary"
    assert (data[1]["independent"], data[1]["primary"]) == (2, 1)


def test_a_rule_of_no_such_code_is_named():
    assert standards.load().rule("IFC-06").test == "second_reader"
    with pytest.raises(ClaimdeskError, match="no standard 'IFC-99'"):
        standards.load().rule("IFC-99")
