"""Who means harm: script in texts, odd addresses, forged and oversized forms, other people's sessions, guessing."""

from __future__ import annotations

import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from desk_driving import CLAIMDESK, PASSWORD, SCRIPT, Reader, Running, form_of, text_of

People = Callable[[str], Reader]
URLENCODED = {"content-type": "application/x-www-form-urlencoded"}


def pages_about(reader: Reader, claim_id: str, article_id: str) -> list[httpx.Response]:
    return [
        reader.get("/", status="all"),
        reader.claim(claim_id),
        reader.get("/publication", id=claim_id),
        reader.get("/article", id=article_id),
        reader.get("/articles"),
        reader.get("/account"),
        *(reader.get(path, q="evil") for path in ("/search", "/sources", "/overview")),
    ]


def test_script_in_texts_titles_speakers_and_sources_stays_text(readers: People):
    huda, omar = readers("Huda"), readers("عمر")
    fields = {"rationale": SCRIPT, "missing_context": SCRIPT, "title1": SCRIPT, "publisher1": SCRIPT, "quote1": SCRIPT}
    huda.review("evil-0", "true", **fields)
    omar.review("evil-0", "true", **fields)
    omar.send(omar.claim("evil-0"), "/comment", text=SCRIPT)
    omar.send(omar.claim("evil-0"), "/reply", state="asked", reply=SCRIPT)
    for page in pages_about(omar, "evil-0", "evil"):
        for piece in ("<script>document", "<img src=x", "<b>bold", 'href="javascript:'):
            assert piece not in page.text, page.url
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://user:pw@x.example",
        "file:///etc/passwd",
        "https://",
        "ftp://x.example",
        " ",
        "https://exa mple.org",
    ],
)
def test_addresses_that_are_none_are_refused(team: Running, readers: People, address: str):
    answer = readers("Lina").review("en-0", "true", url1=address, archive_url1="")
    assert answer.status_code == 422
    answer = readers("Lina").review("en-0", "true", archive_url1=address if address.strip() else "x")
    assert answer.status_code == 422
    assert team.rows("select count(*) from reviews where claim_id = 'en-0'") == [(0,)]


@pytest.mark.parametrize(
    "article_id", ["../../etc/passwd", "..", "/etc/passwd", "ar\x00", "%2e%2e", "'; drop table x; --"]
)
def test_names_of_paths_are_only_names(readers: People, article_id: str):
    page = readers("Lina").get("/article", id=article_id)
    assert page.status_code == (200 if article_id == "../../etc/passwd" else 404)
    assert "root:" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../users.toml",
        "/static/%2e%2e/%2e%2e/users.toml",
        "/static/..%2fusers.toml",
        "/static/layout.v1.html.j2",
        "/static/",
        "/static//etc/passwd",
    ],
)
def test_nothing_but_the_desks_own_files_is_served(team: Running, path: str):
    answer = httpx.get(httpx.URL(team.address).copy_with(raw_path=path.encode()))
    assert answer.status_code in (303, 404)
    assert "argon2" not in answer.text
    assert "{%" not in answer.text


def test_a_form_from_another_site_is_refused(team: Running, readers: People):
    huda = readers("Huda")
    path, fields = form_of(huda.claim("en-1"), "/comment")
    fields["text"] = "forged"
    for origin in ("https://evil.example", "null", f"{team.address}.evil.example", "http://127.0.0.1:1"):
        answer = huda.http.post(path, data=fields, headers={"Origin": origin})
        assert answer.status_code == 403
        assert "forged" not in answer.text
    no_origin = huda.http.post(path, data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert no_origin.status_code == 403
    assert team.rows("select count(*) from comments where claim_id = 'en-1'") == [(0,)]


@pytest.mark.parametrize("token", ["", "0" * 64, "ab", "é" * 64])
def test_a_form_without_the_right_token_is_not_obeyed(team: Running, readers: People, token: str):
    huda = readers("Huda")
    path, fields = form_of(huda.claim("en-2"), "/comment")
    answer = huda.http.post(path, data={**fields, "text": "no token", "csrf": token})
    assert answer.status_code == 403
    assert team.rows("select count(*) from comments where claim_id = 'en-2'") == [(0,)]


def test_somebody_elses_token_is_not_ones_own(team: Running, readers: People):
    _, others = form_of(readers("عمر").claim("en-2"), "/comment")
    huda = readers("Huda")
    path, fields = form_of(huda.claim("en-2"), "/comment")
    answer = huda.http.post(path, data={**fields, "text": "swapped", "csrf": others["csrf"]})
    assert answer.status_code == 403


def test_the_author_is_who_signed_in_whatever_the_form_says(team: Running, readers: People):
    readers("Huda").review("en-3", "true", reviewer="Mona", user="Mona", role="editor", origin="sheet")
    assert team.rows("select reviewer, role from reviews where claim_id = 'en-3'") == [("Huda", "checker")]


def test_a_stolen_or_made_up_session_opens_nothing(team: Running):
    for cookie in ("", "x", "' or 1=1", "a" * 5000, "é"):
        answer = httpx.get(f"{team.address}/claim?id=en-0", headers={"Cookie": f"claimdesk_session={cookie}".encode()})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")


def test_a_session_ends_with_signing_out(team: Running):
    reader = Reader(team.address, "Lina")
    kept = reader.http.cookies["claimdesk_session"]
    reader.send(reader.get("/"), "/logout")
    answer = httpx.get(f"{team.address}/", headers={"Cookie": f"claimdesk_session={kept}"})
    assert answer.status_code == 303


def test_signing_in_gives_a_new_session(team: Running):
    reader = Reader(team.address)
    reader.http.cookies.set("claimdesk_session", "chosen-by-somebody-else")
    reader.sign_in("Lina")
    values = [cookie.value for cookie in reader.http.cookies.jar if cookie.name == "claimdesk_session"]
    assert any(value not in ("", "chosen-by-somebody-else") for value in values)
    answer = httpx.get(f"{team.address}/", headers={"Cookie": "claimdesk_session=chosen-by-somebody-else"})
    assert answer.status_code == 303


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(team: Running):
    with httpx.Client(base_url=team.address) as http:
        page = http.get("/login")
        _, fields = form_of(page, "/login")
        answer = http.post("/login", data={**fields, "name": "Lina", "password": PASSWORD})
    given = [value for name, value in answer.headers.multi_items() if name == "set-cookie" and "_session=" in value]
    assert len(given) == 1
    assert "HttpOnly" in given[0]
    assert "SameSite=Lax" in given[0]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(team: Running, target: str):
    with httpx.Client(base_url=team.address) as http:
        page = http.get("/login", params={"next": target})
        _, fields = form_of(page, "/login")
        answer = http.post("/login", data={**fields, "next": target, "name": "Lina", "password": PASSWORD})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[", "localhost.evil"])
def test_names_of_strangers_that_point_here_get_nothing(team: Running, host: str):
    answer = httpx.get(f"{team.address}/login", headers={"Host": host})
    assert answer.status_code in (400, 421)
    assert "claimdesk" not in answer.text


def test_bodies_have_a_limit(team: Running, readers: People):
    huda = readers("Huda")
    path, fields = form_of(huda.claim("en-4"), "/comment")
    many = huda.http.post(path, content=b"&".join(b"a=1" for _ in range(5000)), headers=URLENCODED)
    assert many.status_code == 413
    long = huda.http.post(path, data={**fields, "text": "x" * 40_000})
    assert long.status_code == 422
    assert "x" * 1000 in long.text
    try:
        big = huda.http.post(path, content=b"text=" + b"x" * 5_000_000, headers=URLENCODED)
        assert big.status_code == 413
    except httpx.WriteError:
        pass  # the desk hung up while the rest was on its way
    files = huda.http.post(path, files={"text": b"x"})
    assert files.status_code == 415
    assert team.rows("select count(*) from comments where claim_id = 'en-4'") == [(0,)]
    assert huda.get("/").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(team: Running, method: str):
    assert httpx.request(method, f"{team.address}/claim?id=en-0").status_code in (303, 404, 405)


def test_security_headers_are_on_every_answer(team: Running, readers: People):
    for answer in (readers("Huda").get("/"), httpx.get(f"{team.address}/login"), httpx.get(f"{team.address}/nowhere"),
                   httpx.get(f"{team.address}/static/desk.v1.css")):  # fmt: skip
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "server" not in answer.headers


def test_guessing_passwords_is_slowed_down(newsroom_store: Path, accounts: Path, tmp_path: Path):
    store, users = tmp_path / "s.duckdb", tmp_path / "u.toml"
    store.write_bytes(newsroom_store.read_bytes())
    users.write_text(accounts.read_text("utf-8"), "utf-8")
    users.chmod(0o600)
    desk = Running(store, ("--users", users)).start()
    guesser = Reader(desk.address)
    answers = [guesser.sign_in("Mona", f"guess {n}").status_code for n in range(7)]
    assert answers == [401] * 5 + [429] * 2
    assert guesser.sign_in("Mona", PASSWORD).status_code == 429
    assert guesser.sign_in("Nobody at all", "guess").status_code == 401
    assert Reader(desk.address, "Huda").get("/").url.path == "/"
    # Whoever is removed, or gets another password, is out at once.
    huda = Reader(desk.address, "Huda")
    subprocess.run([CLAIMDESK, "users", "remove", "Huda", "--users", users], check=True, timeout=60)
    assert huda.get("/").url.path == "/login"
    assert desk.stop() == 0
    assert "Traceback" not in "".join(desk.said)


def test_accounts_hold_no_password_and_belong_to_their_owner(accounts: Path):
    text = accounts.read_text("utf-8")
    assert PASSWORD not in text
    assert text.count("$argon2id$") == 5
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600


def test_a_desk_that_others_can_reach_needs_accounts(newsroom_store: Path):
    for host in ("0.0.0.0", "::", "192.0.2.7"):  # noqa: S104 - they are refused
        command = [CLAIMDESK, "desk", "--store", newsroom_store, "--host", host, "--port", "0"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
        assert done.returncode == 2
        assert "--users" in done.stderr


@pytest.mark.parametrize(
    "text", ["", "x = ", "[users.A]\nrole = 'checker'\n", "[users.A]\nrole='king'\npassword='x'\n"]
)
def test_a_file_of_accounts_that_is_none_is_refused(newsroom_store: Path, tmp_path: Path, text: str):
    users = tmp_path / "users.toml"
    users.write_text(text, "utf-8")
    users.chmod(0o600)
    command = [CLAIMDESK, "desk", "--store", newsroom_store, "--users", users, "--port", "0"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert "Next" in done.stderr or "Where" in done.stderr
    users.chmod(0o644)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert "others may read" in done.stderr


def test_the_desk_of_one_person_needs_no_setting_up(newsroom_store: Path, tmp_path: Path):
    store = tmp_path / "alone.duckdb"
    store.write_bytes(newsroom_store.read_bytes())
    alone = Running(store, ("--reviewer", "ليلى")).start()
    reader = Reader(alone.address)
    saved = reader.review("en-0", "true")
    assert "The claim is decided" in text_of(saved)
    assert alone.rows("select reviewer, role from reviews") == [("ليلى", "checker")]
    assert alone.stop() == 0
    assert "Traceback" not in "".join(alone.said)
