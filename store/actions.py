"""Who did what at the desk; every action has an id, so that a form that is sent twice acts once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

import duckdb

from store.clock import utc


def action_id(actor: str, action: str, key: str, content: Iterable[object]) -> str:
    """The id of an action: the same person, form (``key``) and words give the same."""
    said = json.dumps([actor, action, key, list(content)], ensure_ascii=True)
    return "a" + hashlib.sha256(said.encode("ascii")).hexdigest()[:24]


def is_done(con: duckdb.DuckDBPyConnection, identity: str) -> bool:
    """Whether an action was recorded already."""
    found = con.execute("SELECT 1 FROM desk_human.actions WHERE action_id = $id LIMIT 1", {"id": identity}).fetchone()
    return found is not None


def note(
    con: duckdb.DuckDBPyConnection,
    identity: str,
    *,
    actor: str,
    action: str,
    claim_id: str,
    at: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Records an action inside the caller's transaction; ``detail`` never holds a secret, nor a blind verdict."""
    con.execute(
        "INSERT INTO desk_human.actions SELECT $id, coalesce(max(seq), 0) + 1, $actor, $action, $claim, $detail, $at "
        "FROM desk_human.actions",
        {
            "id": identity,
            "actor": actor,
            "action": action,
            "claim": claim_id,
            "detail": json.dumps(dict(detail or {}), ensure_ascii=False, sort_keys=True),
            "at": utc(at),
        },
    )
