"""DuckDB's own extensions out of their installed wheels, and the S3 keys of the environment."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import duckdb

from extractors.errors import ClaimdeskError

_QUIET = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def with_extensions() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that can attach lakes, with the S3 keys of the environment where there are some."""
    con = duckdb.connect(config={**_QUIET})
    try:
        for extension in ("ducklake", "postgres_scanner"):
            _load(con, extension)
        if os.environ.get("AWS_ACCESS_KEY_ID"):
            _load(con, "httpfs")
            _s3_secret(con)
    except BaseException:
        con.close()
        raise
    return con


def _load(con: duckdb.DuckDBPyConnection, extension: str) -> None:
    """Loads a signed extension out of its installed wheel; nothing is ever fetched."""
    package = f"duckdb_extension_{extension}"
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    found = [path for folder in folders for path in Path(folder).rglob(f"{extension}.duckdb_extension")]
    if not found:
        raise ClaimdeskError(
            f"DuckDB's extension {extension} is not installed", next_step=f"pip install {package.replace('_', '-')}"
        )
    con.execute(f"LOAD {quoted(str(found[0]))}")


def _s3_secret(con: duckdb.DuckDBPyConnection) -> None:
    """The keys of the environment, in memory only; DuckDB takes no bound values here."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    parts = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY", ""),
        "SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN", ""),
        "REGION": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1",
        "ENDPOINT": endpoint.partition("://")[2],
        "URL_STYLE": "path" if endpoint else "",
    }
    listed = ", ".join(f"{key} {quoted(value)}" for key, value in parts.items() if value)
    plain = ", USE_SSL false" if endpoint.startswith("http://") else ""
    try:
        con.execute(f"CREATE SECRET claimdesk_s3 (TYPE s3, {listed}{plain})")
    except duckdb.Error:
        raise ClaimdeskError("the S3 keys of the environment do not fit", allowed="AWS_* variables") from None


def quoted(text: str) -> str:
    """A text as an SQL literal, where DuckDB takes no bound value (ATTACH, LOAD, SET)."""
    return "'" + text.replace("'", "''") + "'"
