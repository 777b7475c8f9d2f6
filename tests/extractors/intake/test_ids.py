"""Ids: what two articles may share and still be two."""

from __future__ import annotations

from extractors.intake.articles import article_id

DAY = "2024-05-07T09:00:00+03:00"


def test_a_shared_headline_does_not_make_one_article_of_two():
    first = article_id("", "", "نشرة الأخبار", DAY, "", "صرفت الوزارة 12 مليون دينار.")
    second = article_id("", "", "نشرة الأخبار", DAY, "", "صرفت الوزارة 13 مليون دينار.")
    assert first != second


def test_an_edit_further_down_keeps_the_id():
    opening = "The council approved the budget on Tuesday after a debate that went on until midnight in the hall. "
    first = article_id("", "", "Budget", DAY, "Gazette", opening + "It has 40 members.")
    assert first == article_id("", "", "Budget", DAY, "Gazette", opening + "It has 41 members.")


def test_the_given_id_and_the_address_come_first():
    assert article_id("mine", "https://example.org/a", "T", DAY, "", "x") == "mine"
    assert article_id("", "https://example.org/a", "T", DAY, "", "x").startswith("u")
    assert article_id("", "", "", None, "", "x").startswith("x")
