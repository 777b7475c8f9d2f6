"""Copies of sources, against a web on loopback: what is kept, what is refused, and that every failure has a reason."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from pathlib import Path

import pytest
from sources_web import NOON, PAGE, Web, reviewed, source
from warcio.archiveiterator import ArchiveIterator

from desk.sources import archiving as keeping
from desk.sources.guard import is_public
from desk.sources.settings import ArchiveSettings, from_environment
from extractors.errors import ClaimdeskError
from store import archiving, connect
from store.types import ReviewSource


def settings(folder: Path, **rest: object) -> ArchiveSettings:
    given = {"archiver": "warc", "folder": folder, "timeout": 5.0, "most_bytes": 200_000, "allow_private": True}
    return ArchiveSettings(**{**given, **rest})


def records(path: str) -> list[tuple[str, str, int, bytes]]:
    """Type, address, status and body of every record."""
    found = []
    with Path(path).open("rb") as stream:
        for record in ArchiveIterator(stream):
            status = record.http_headers.get_statuscode() if record.rec_type == "response" else "0"
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            found.append((record.rec_type, address, int(status), record.content_stream().read()))
    return found


def test_a_page_is_kept_whole_with_its_hash(web: Web, tmp_path: Path):
    made = keeping.attempt(web.url("report"), settings(tmp_path), NOON)
    assert made.success, made.reason
    assert (made.sha256, made.bytes) == (hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    kinds = records(made.location)
    assert [kind for kind, *_ in kinds] == ["warcinfo", "response", "request"]
    assert kinds[1] == ("response", web.url("report"), 200, PAGE)
    assert made.location.startswith(str(tmp_path / "2026" / "03"))


def test_redirects_are_followed_and_each_is_in_the_file(web: Web, tmp_path: Path):
    made = keeping.attempt(web.url("moved"), settings(tmp_path), NOON)
    assert made.success, made.reason
    answers = [(address, status) for kind, address, status, _ in records(made.location) if kind == "response"]
    assert answers == [
        (web.url("moved"), 301),
        (web.url("moved_again?utm_source=kept"), 302),
        (web.url("report"), 200),
    ]


def test_a_body_that_came_in_pieces_is_kept_in_one(web: Web, tmp_path: Path):
    made = keeping.attempt(web.url("chunked"), settings(tmp_path), NOON)
    assert records(made.location)[1][3] == b"water"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing", "404"),
        ("empty", "empty"),
        ("circle", "more than 10 times"),
        ("inward", "no web address"),
        ("huge", "larger than 0.2 MB"),
        ("endless", "larger than 0.2 MB"),
        ("short", "did not answer"),
        ("silent", "within 1 seconds"),
        ("drip", "within 1 seconds"),
        ("garbled", "did not answer"),
    ],
)
def test_a_failure_has_its_reason_and_leaves_no_file(web: Web, tmp_path: Path, path: str, said: str):
    limits = settings(tmp_path, timeout=1.0 if "within" in said else 5.0)
    made = keeping.attempt(web.url(path), limits, NOON)
    assert not made.success
    assert said in made.reason or (path == "short" and "ended after" in made.reason)
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_nobody_listening_is_a_reason_too(web: Web, tmp_path: Path):
    web.server.shutdown()
    web.server.server_close()
    made = keeping.attempt(web.url("report"), settings(tmp_path), NOON)
    assert not made.success
    assert "did not answer" in made.reason


def test_the_own_network_is_not_asked(web: Web, tmp_path: Path):
    for address in (web.url("report"), web.url("report").replace("127.0.0.1", "localhost")):
        made = keeping.attempt(address, settings(tmp_path, allow_private=False), NOON)
        assert not made.success
        assert "own network" in made.reason
    assert web.asked == []


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_numbers_are_of_the_open_internet(number: str, public: bool):
    assert is_public(number) is public


COPY = "import sys; print('saved'); print('https://copies.example/1?of=' + sys.argv[1].rsplit('/', 1)[1])"


def command(tmp_path: Path, code: str) -> str:
    script = tmp_path / "saver.py"
    script.write_text(code, "utf-8")
    return f"'{sys.executable}' '{script}' {{url}}"


def test_a_command_archives_and_prints_the_address(tmp_path: Path):
    made = keeping.attempt("https://a.example/report", settings(tmp_path, archiver=command(tmp_path, COPY)), NOON)
    assert (made.success, made.location) == (True, "https://copies.example/1?of=report")


def test_no_shell_reads_the_address(tmp_path: Path):
    code = "import sys; print('https://copies.example/' + str(len(sys.argv)))"
    made = keeping.attempt(
        "https://a.example/;touch$IFS'x'&q=$(id)", settings(tmp_path, archiver=command(tmp_path, code)), NOON
    )
    assert made.location == "https://copies.example/2"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; print('quota is used up', file=sys.stderr); sys.exit(3)", "status 3 quota is used up"),
        ("print('done')", "printed no address"),
        ("import sys; print(sys.argv[1])", "printed no address"),
        ("print('javascript:alert(1)')", "printed no address"),
        ("import time; time.sleep(60)", "did not end within 0.5 seconds"),
    ],
)
def test_a_command_that_fails_has_its_reason(tmp_path: Path, code: str, said: str):
    limits = settings(tmp_path, archiver=command(tmp_path, code), timeout=0.5 if "within" in said else 20.0)
    made = keeping.attempt("https://a.example/report", limits, NOON)
    assert not made.success
    assert said in made.reason


def test_a_command_that_is_not_there_has_its_reason(tmp_path: Path):
    made = keeping.attempt("https://a.example/", settings(tmp_path, archiver="no-such-saver-here {url}"), NOON)
    assert "could not be started" in made.reason


def test_a_command_without_a_place_for_the_address_is_refused(monkeypatch: pytest.MonkeyPatch):
    for value in ("save-page", "{url}", "save 'unclosed {url}"):
        monkeypatch.setenv("CLAIMDESK_ARCHIVER", value)
        with pytest.raises(ClaimdeskError):
            from_environment()


def test_off_by_default(tmp_path: Path):
    assert not from_environment().is_on
    with pytest.raises(ClaimdeskError, match="archiving is off"):
        keeping.attempt("https://a.example/", ArchiveSettings(), NOON)


def test_what_is_kept_of_which_source(store_path: Path, web: Web, tmp_path: Path):
    reviewed(
        store_path,
        {
            "حُفرت البئر": [source(web.url("report?utm_source=x")), source("not an address")],
            "بُني الجسر": [source(web.url("report#part")), source(web.url("missing"))],
            "فُتح الطريق": [source("https://web.archive.org/web/2024/https://a.example/"), source(web.url("later"))],
            "زُرع الحقل": [source("https://www.valley.example/a2")],
            "زُرع السهل": [source("https://b.example/", publisher=" وكالة الوادي", archive_url="https://archive.ph/x")],
        },
    )
    with connect(store_path) as store:
        assert archiving.note_addresses(store) == 9
        assert archiving.note_addresses(store) == 0
        wanted = archiving.waiting(store.con)
        assert web.url("report") in wanted
        assert len(wanted) == 4
        for address in (web.url("report"), web.url("missing")):
            made = keeping.attempt(address, settings(tmp_path), NOON)
            archiving.record(store, [made], requested_by="ليلى", at=NOON)
        total, found = archiving.states(store.con)
        by = {entry.address: entry for entry in found}
        assert total == len(found) == 7
        kept = by[web.url("report")]
        assert (kept.state, kept.claims, kept.attempts) == ("kept", 2, 1)
        assert kept.sha256 == hashlib.sha256(PAGE).hexdigest()
        assert by[web.url("missing")].state == "failed"
        assert "404" in by[web.url("missing")].reason
        assert by["not an address"].state == "no_address"
        assert by["not an address"].reason
        assert by["https://web.archive.org/web/2024/https://a.example/"].state == "elsewhere"
        assert by["https://b.example/"].state == "elsewhere"
        assert by[web.url("later")].state == "not_tried"
        only_own = [entry.address for entry in archiving.states(store.con, show="own_outlet")[1]]
        assert only_own == ["https://b.example/", "https://www.valley.example/a2"]
        assert [entry.address for entry in archiving.states(store.con, show="duplicate")[1]] == [web.url("report")]
        hidden = archiving.states(store.con, hidden=["بُني الجسر"])[1]
        assert web.url("missing") not in {entry.address for entry in hidden}
        assert archiving.waiting(store.con, ["بُني الجسر"]) == [web.url("missing")]
        assert archiving.waiting(store.con, ["بُني الجسر"], again=False) == []
        assert [past.success for past in archiving.attempts_of(store.con, web.url("missing"))] == [False]


def test_a_failed_attempt_without_a_reason_is_not_recorded(store_path: Path):
    with connect(store_path) as store:
        with pytest.raises(ClaimdeskError, match="reason"):
            archiving.record(store, [archiving.Attempt("https://a.example/", "warc", False)], requested_by="x", at=NOON)
        assert store.con.execute("SELECT count(*) FROM archive_attempts").fetchone() == (0,)


def test_a_source_is_completed_before_it_is_stored():
    done = keeping.complete(ReviewSource("[تقرير](https://a.example/?id=1#page=3)"), date(2026, 3, 2))
    assert (done.url, done.title, done.accessed_on) == ("https://a.example/?id=1#page=3", "تقرير", "2026-03-02")
    assert (
        keeping.complete(ReviewSource("https://a.example/", accessed_on="2025-01-01"), NOON.date()).accessed_on
        == "2025-01-01"
    )
    with pytest.raises(ClaimdeskError):
        keeping.complete(ReviewSource("javascript:alert(1)"), NOON.date())
    with pytest.raises(ClaimdeskError):
        keeping.complete(ReviewSource("https://a.example/", archive_url="data:x"), NOON.date())


def test_the_command_records_every_attempt(store_path: Path, web: Web, tmp_path: Path, claimdesk):
    reviewed(store_path, {"حُفرت البئر": [source(web.url("report"))], "بُني الجسر": [source(web.url("missing"))]})
    off = claimdesk("archive", "--all", "--store", store_path)
    assert off.returncode == 2
    assert "archiving is off" in off.stderr
    environment = {"CLAIMDESK_ARCHIVER": "warc", "CLAIMDESK_ARCHIVE_PRIVATE": "1"}
    done = claimdesk("archive", "--all", "--store", store_path, env=environment)
    assert done.returncode == 1, done.stderr
    assert "404" in done.stderr
    assert list((tmp_path / "archive-out").rglob("*.warc.gz"))
    again = claimdesk("archive", "--all", "--only-new", "--store", store_path, env=environment)
    assert again.returncode == 0
    with connect(store_path, read_only=True) as store:
        rows = store.con.execute("SELECT success, reason <> '' FROM archive_attempts ORDER BY seq").fetchall()
    assert sorted(rows) == [(False, True), (True, False)]
    listed = claimdesk("archive", "--list", "--store", store_path)
    assert listed.returncode == 0
    assert "kept" in listed.stdout
    assert "failed" in listed.stdout
    assert claimdesk("archive", "--claim", "nothing", "--store", store_path).returncode == 2
    assert claimdesk("archive", "--store", store_path).returncode == 2
