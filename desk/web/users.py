"""Accounts: a TOML file of names, roles and hashed passwords that only its owner may read."""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError

ROLES = ("checker", "editor", "admin")
SHORTEST, LONGEST = 10, 1000
_NAME = re.compile(r"[^\x00-\x1f\x7f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,80}")
# Each verification takes 64 MiB for some 50 ms; more at once would let strangers fill the memory.
_HASHING = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody at the desk."""

    name: str
    role: str

    @property
    def edits(self) -> bool:
        """Whether they may settle and publish."""
        return self.role in ("editor", "admin")


class Users:
    """The accounts of a file, read anew whenever it changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._accounts: dict[str, dict[str, str]] = {}
        self._limits: tuple[float, float] | tuple[()] = ()
        self._load()
        if not self._accounts:
            raise ClaimdeskError(
                "the file names no users", where=str(path), next_step="Add one: claimdesk users add NAME --role admin"
            )

    @property
    def session_limits(self) -> tuple[float, float] | tuple[()]:
        """Seconds of rest and of age after which a session ends, where the file says so."""
        return self._limits

    def names(self) -> list[str]:
        """Everybody, sorted."""
        self._load()
        return sorted(self._accounts)

    def user(self, name: str) -> User | None:
        """The account as it is now; None when there is none any more."""
        self._load()
        account = self._accounts.get(name)
        return User(name, account["role"]) if account else None

    def fingerprint(self, name: str) -> str:
        """Changes with the password, so that sessions of the old one can end."""
        return self._accounts.get(name, {}).get("password", "")[-16:]

    def sign_in(self, name: str, password: str) -> User | None:
        """The user if the password is theirs; an unknown name takes as long."""
        self._load()
        account = self._accounts.get(name)
        right = matches(account["password"] if account else _nobody(), password[:LONGEST])
        return User(name, account["role"]) if account and right else None

    def _load(self) -> None:
        with self._lock:
            try:
                about = self.path.stat()
                stamp = (about.st_mtime_ns, about.st_size)
                if stamp == self._stamp:
                    return
                data = read_file(self.path)
            except (OSError, ClaimdeskError):
                if self._stamp is not None:
                    return  # a file that is being replaced; what was read before still holds
                raise
            self._accounts = data.get("users", {})
            limits = data.get("sessions", {})
            if limits:
                self._limits = (60.0 * limits.get("idle_minutes", 120), 3600.0 * limits.get("longest_hours", 12))
            self._stamp = stamp


def read_file(path: Path) -> dict[str, Any]:
    """What a file of accounts holds.

    Raises:
        ClaimdeskError: it is not there, others may read it, or it is no such file.
    """
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise ClaimdeskError(
                "others may read the file of accounts", where=str(path), next_step=f"Run: chmod 600 {path}"
            )
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ClaimdeskError(
            "there is no file of accounts here",
            where=str(path),
            next_step=f"Make one: claimdesk users add NAME --role admin --users {path}",
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ClaimdeskError(f"the file of accounts cannot be read ({error})", where=str(path)) from error
    _refuse_odd(data, path)
    return data


def _refuse_odd(data: dict[str, Any], path: Path) -> None:
    accounts = data.get("users", {})
    for name, account in accounts.items() if isinstance(accounts, dict) else ((str(accounts), None),):
        if not isinstance(account, dict) or account.get("role") not in ROLES or not account.get("password"):
            raise ClaimdeskError(
                f"the account {name!r} is incomplete",
                where=str(path),
                allowed=f"a role ({', '.join(ROLES)}) and a hashed password",
                next_step=f"Set it anew: claimdesk users add {name!r} --role checker --users {path}",
            )
    limits = data.get("sessions", {})
    if not isinstance(limits, dict) or not all(isinstance(v, int) and v > 0 for v in limits.values()):
        raise ClaimdeskError(
            "the limits of sessions are no whole numbers above 0",
            where=str(path),
            allowed="idle_minutes, longest_hours",
        )


def write_file(path: Path, data: dict[str, Any]) -> None:
    """Replaces a file of accounts whole, readable for its owner only."""
    lines = ["# Accounts of the claimdesk desk; change them with: claimdesk users", ""]
    if data.get("sessions"):
        lines += ["[sessions]", *(f"{key} = {value}" for key, value in data["sessions"].items()), ""]
    for name, account in sorted(data.get("users", {}).items()):
        lines += [f"[users.{_quoted(name)}]", *(f"{key} = {_quoted(str(account[key]))}" for key in account), ""]
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write("\n".join(lines))
            stream.flush()
            os.fsync(stream.fileno())
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise


def checked_name(name: str) -> str:
    """The name without blanks around it.

    Raises:
        ClaimdeskError: it is empty, too long, or holds characters that do not print.
    """
    name = " ".join(name.split())
    if not _NAME.fullmatch(name):
        raise ClaimdeskError(f"{name!r} cannot be a name", allowed="1 to 80 characters that print")
    return name


def hashed(password: str) -> str:
    """The argon2id hash to store.

    Raises:
        ClaimdeskError: the password is too short or too long.
    """
    from argon2 import PasswordHasher

    if not SHORTEST <= len(password) <= LONGEST:
        raise ClaimdeskError("this password has the wrong length", allowed=f"{SHORTEST} to {LONGEST} characters")
    return PasswordHasher().hash(password)


def matches(stored: str, password: str) -> bool:
    """Whether a password has this hash."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    with _HASHING:
        try:
            return PasswordHasher().verify(stored, password)
        except (Argon2Error, InvalidHashError):
            return False


_nobodys_hash = ""


def _nobody() -> str:
    """A hash that no password has, made once, for names that do not exist."""
    global _nobodys_hash
    if not _nobodys_hash:
        _nobodys_hash = hashed(os.urandom(32).hex())
    return _nobodys_hash


def _quoted(text: str) -> str:
    """A TOML basic string; JSON writes the same but for DEL, which names and hashes never hold."""
    return json.dumps(text, ensure_ascii=False)
