"""``claimdesk extract``: the contract's lines, from files and from standard input."""

from __future__ import annotations

import json

import pytest

ARTICLE = {
    "id": "well",
    "title": "بئر جديدة",
    "published_at": "2024-06-10",
    "language": "ar",
    "text": "قالت المهندسة ليلى عمران إن البئر تعطي 50 لترا في الثانية.\nوحُفرت البئر الشهر الماضي.",
}


def line(**changes: object) -> str:
    return json.dumps(ARTICLE | changes, ensure_ascii=False) + "\n"


def test_one_line_an_article_with_offsets_that_hold(claimdesk):
    done = claimdesk("extract", "-", "--format", "jsonl", stdin=line() + line(id="other"))
    assert done.returncode == 0, done.stderr
    articles = [json.loads(row) for row in done.stdout.splitlines()]
    assert [row["article"]["id"] for row in articles] == ["well", "other"]
    for row in articles:
        text = row["article"]["text"]
        assert text == ARTICLE["text"]
        assert row["claims"]
        for claim in row["claims"]:
            assert text[claim["start"] : claim["end"]] == claim["text"]
    assert set(articles[0]) == {
        "article", "sentences", "claims", "attributions", "dates", "durations",
        "language_supported", "extractor_version",
    }  # fmt: skip


def test_broken_lines_are_named_and_the_rest_goes_on(claimdesk):
    done = claimdesk("extract", "-", "--format", "jsonl", stdin=line() + "{broken\n" + line(id="third"))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "-:2: broken_json" in done.stderr
    assert claimdesk("extract", "-", stdin="{broken\n").returncode == 2
    assert claimdesk("extract", "-", stdin="").returncode == 2


def test_the_output_is_utf8_whatever_the_locale(claimdesk, plain_environment):
    done = claimdesk("extract", "-", "--format", "jsonl", stdin=line(), env=plain_environment)
    assert done.returncode == 0, done.stderr
    assert "المهندسة" in done.stdout


def test_the_table_shows_claims_and_who_said_them(claimdesk):
    done = claimdesk("extract", "-", stdin=line())
    assert done.returncode == 0
    assert "بئر جديدة" in done.stdout
    assert "ليلى عمران" in done.stdout


def test_several_workers_print_the_same(claimdesk):
    lines = "".join(line(id=f"n{number}") for number in range(20))
    alone = claimdesk("extract", "-", "--format", "jsonl", stdin=lines)
    together = claimdesk("extract", "-", "--format", "jsonl", "--workers", "2", stdin=lines)
    assert together.returncode == 0, together.stderr
    assert together.stdout == alone.stdout


def test_a_language_without_data_is_said(claimdesk, tmp_path):
    (tmp_path / "sv.txt").write_text("Kommunen byggde 120 bostäder under 2023. Det sade borgmästaren.\n", "utf-8")
    done = claimdesk("extract", "sv.txt", "--language", "sv", "--format", "jsonl")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["language_supported"] is False
    assert found["sentences"]
    assert "no data for the language 'sv'" in claimdesk("extract", "sv.txt", "--language", "sv").stdout


def test_publication_date_for_articles_without_one(claimdesk, tmp_path):
    (tmp_path / "a.txt").write_text("حُفرت البئر الشهر الماضي في قرية الصفصاف.\n", "utf-8")
    dated = json.loads(claimdesk("extract", "a.txt", "--published-at", "2024-06-10", "--format", "jsonl").stdout)
    assert ("2024-05-01", "2024-05-31") in [(date["from"], date["to"]) for date in dated["dates"]]
    undated = json.loads(claimdesk("extract", "a.txt", "--format", "jsonl").stdout)
    assert [(date["from"], date["to"]) for date in undated["dates"]] == [(None, None)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing.txt",),
        (),
        ("-", "--format", "xml"),
        ("-", "--language", "arabic!"),
        ("-", "--published-at", "yesterday"),
        ("-", "--workers", "0"),
    ],
)
def test_wrong_use_is_refused_without_a_traceback(claimdesk, arguments):
    done = claimdesk("extract", *arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_articles_is_said(claimdesk, tmp_path):
    (tmp_path / "empty").mkdir()
    for command in ("extract", "run"):
        done = claimdesk(command, str(tmp_path / "empty"))
        assert done.returncode == 2
        assert "there is no article here" in done.stderr
