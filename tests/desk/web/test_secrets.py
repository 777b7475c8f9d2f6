"""What opens the desk (passwords, their hashes, sessions, tokens) is in no table, so in no export and no backup."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import httpx
from desk_driving import CLAIMDESK, PASSWORD, Reader, Running, form_of

from store import connect, interchange

SAID = "WORDS-THAT-AN-EXPORT-HOLDS"
OPENING = re.compile(r"passw|token|csrf|session|cookie|secret|argon|salt", re.IGNORECASE)


def busy_desk(folder: Path, store: Path, accounts: Path) -> set[str]:
    """A desk where somebody mistyped, signed in, lost a session, sent forms; gives all that opens it."""
    users = Path(shutil.copy(accounts, folder))
    running = Running(store, ("--users", users)).start()
    try:
        huda = Reader(running.address)
        huda.sign_in("Huda", "a wrong password, 1")
        huda.sign_in("a password in the field of the name, 2", PASSWORD)
        huda.sign_in("Huda")
        page = huda.claim("ar-0")
        path, fields = form_of(page, "/comment")
        huda.http.post(path, data={**fields, "text": SAID, "csrf": "x" * 40, "password": PASSWORD})
        huda.http.post(path, data={**fields, "text": SAID, "password": PASSWORD})
        huda.review("ar-0", "true", page=page, rationale=SAID)
        opening = {fields["csrf"], *(cookie.value or "" for cookie in huda.http.cookies.jar)} - {"en", "ar", ""}
        httpx.post(f"{running.address}{path}", data={**fields, "text": SAID})
    finally:
        assert running.stop() == 0
    hashes = {account["password"] for account in tomllib.loads(users.read_text("utf-8"))["users"].values()}
    assert all(found.startswith("$argon2id$") for found in hashes)
    typed = {PASSWORD, "a wrong password, 1", "a password in the field of the name, 2"}
    return opening | hashes | {part for found in hashes for part in found.split("$")[4:]} | typed


def everything(path: Path) -> str:
    """All that a store's tables hold, as text."""
    with connect(path, read_only=True) as store:
        return "\n".join(str(store.con.execute(f"FROM {name}").fetchall()) for name in interchange.tables(store.con))


def test_what_opens_the_desk_leaves_it_in_no_export_and_no_backup(newsroom_store: Path, accounts: Path, tmp_path: Path):
    store = Path(shutil.copy(newsroom_store, tmp_path / "store.duckdb"))
    secrets = busy_desk(tmp_path, store, accounts)
    out, backup = tmp_path / "out", tmp_path / "backup.duckdb"
    for command in (["export", "jsonl", "--everything", "--output", out], ["backup", backup],
                    ["export", "csv", "--output", tmp_path / "csv"]):  # fmt: skip
        subprocess.run([CLAIMDESK, *command, "--store", store], check=True, capture_output=True, timeout=120)
    texts = {path.name: path.read_text("utf-8") for path in (*out.iterdir(), *(tmp_path / "csv").iterdir())}
    texts["backup"], texts["store"] = everything(backup), everything(store)
    for name in ("reviews.jsonl", "comments.jsonl", "backup", "store"):
        assert SAID in texts[name], "what people said is there, so what is not there was looked for rightly"
    for name, text in texts.items():
        assert [secret for secret in secrets if secret in text] == [], name
    assert not any("users" in path.name for path in out.iterdir())


def test_no_table_has_a_place_for_what_opens_the_desk(newsroom_store: Path):
    with connect(newsroom_store, read_only=True) as store:
        found = interchange.tables(store.con)
    names = {f"{table}.{column.name}" for table, columns in found.items() for column in columns}
    assert len(names) > 100
    assert [name for name in sorted(names) if OPENING.search(name)] == []
