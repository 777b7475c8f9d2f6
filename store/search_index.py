"""The folder that holds the full-text index of a store: derived, private, and good to delete at any time."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from extractors.normalise import DROPPED, fold
from store.bulk import insert_rows
from store.connection import Store
from store.private_files import private_files
from store.search_documents import DOCUMENTS, PARTS, counted, read

_SHAPE = 2
"""Goes up when the file's contents change, so that an older file is made anew."""
_CONFIG: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_BETWEEN = r"[^\p{L}\p{N}]+"
_LOCK, _MAKING = threading.Lock(), threading.Lock()
_OPEN: dict[str, tuple[str, duckdb.DuckDBPyConnection]] = {}
# What came later than the index of a store, for as long as neither changes.
_LATER: dict[str, tuple[object, list[tuple[str, str, str, str, str]]]] = {}
_WORD = re.compile(r"[^\W_]+")
# Until so many rows came later, scanning them costs less than making the index anew.
_MOST_LATER, _SHARE_LATER = 500, 0.005


@dataclass(slots=True)
class Index:
    """An index open for reading, and the documents that came after it: kind, ref, claim_id, language, text."""

    con: duckdb.DuckDBPyConnection
    later: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def stemmed(self, words: Sequence[str]) -> list[str]:
        """The stems of folded words, in order; the English stemmer leaves Arabic alone and the other way round."""
        rows = self.con.execute(
            "SELECT stem(stem(w, 'english'), 'arabic') FROM (SELECT unnest($words::VARCHAR[]) AS w)",
            {"words": list(words)},
        ).fetchall()
        return [row[0] for row in rows]


def words(folded: str) -> list[str]:
    """The words of a folded text: runs of letters and digits."""
    return _WORD.findall(folded)


@contextmanager
def opened(store: Store) -> Iterator[Index]:
    """The index of a store, made or made anew first where that is due.

    Raises:
        ClaimdeskError: the index can be written nowhere.
    """
    folder = _place(store)
    index = _fresh_enough(store, folder)
    if index is None:
        with _MAKING:
            # Another thread may have made it while this one waited.
            index = _fresh_enough(store, folder) or _made(store, folder)
    try:
        yield index
    finally:
        index.con.close()


@contextmanager
def opened_as_it_is(store: Store) -> Iterator[tuple[Index | None, bool]]:
    """The index as it stands, without making one: None where there is none, and whether it need not be made anew.

    Of an index that is due to be made anew, what came later than it and was not looked for yet is left out.
    """
    con = _cursor(_place(store))
    if con is None:
        yield None, False
        return
    try:
        later = _later(store, con)
        most = _most_later(con)
        yield Index(con, later[: int(most)]), len(later) <= most
    finally:
        con.close()


def make(reading: Callable[[], AbstractContextManager[Store]]) -> None:
    """Makes the index of a store, or makes it anew, where that is due, holding the store only while it is read.

    Raises:
        ClaimdeskError: the index can be written nowhere.
    """
    with reading() as store:
        folder = _place(store)
        index = _fresh_enough(store, folder)
    if index is not None:
        index.con.close()
        return
    with _MAKING:
        _make(reading, folder)


def _most_later(con: duckdb.DuckDBPyConnection) -> float:
    return max(_MOST_LATER, _SHARE_LATER * _size(con))


def _fresh_enough(store: Store, folder: Path) -> Index | None:
    con = _cursor(folder)
    if con is None:
        return None
    later = _later(store, con)
    if len(later) <= _most_later(con):
        return Index(con, later)
    con.close()
    return None


def _made(store: Store, folder: Path) -> Index:
    _make(lambda: nullcontext(store), folder)
    con = _cursor(folder)
    if con is None:
        raise ClaimdeskError("the search index does not open", where=str(folder), next_step="Delete it and try again")
    return Index(con, _later(store, con))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.duckdb"))


def _cursor(folder: Path) -> duckdb.DuckDBPyConnection | None:
    """A cursor on the newest index, which stays open in this process: opening it costs more than most searches."""
    files = _files(folder)
    if not files:
        return None
    name = str(files[-1])
    with _LOCK:
        known, con = _OPEN.get(str(folder), ("", None))
        if con is None or known != name:
            # The one before is not closed: other threads may still read it, and it goes with the last of them.
            con = _open(files[-1])
            if con is None:
                return None
            _OPEN[str(folder)] = (name, con)
        return con.cursor()


def _place(store: Store) -> Path:
    """Beside the store's file; in the user's cache folder when the store is no file or its folder is not writable."""
    file = Path(store.target)
    if file.is_file() and os.access(file.parent, os.W_OK):
        return file.with_name(file.name + ".search")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "claimdesk"
    name = store.target if not file.is_file() else str(file.resolve())
    return cache / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.search"


def _open(path: Path) -> duckdb.DuckDBPyConnection | None:
    """A connection to an index that this program can use, else None."""
    con: duckdb.DuckDBPyConnection | None = None
    try:
        con = duckdb.connect(str(path), read_only=True, config=_CONFIG)
        _load_fts(con)
        if con.execute("SELECT shape FROM made").fetchone() == (_SHAPE,):
            return con
    except duckdb.Error:
        # Half a file, another program's file or another version's: it is derived, so it is made anew.
        pass
    if con is not None:
        con.close()
    return None


def _load_fts(con: duckdb.DuckDBPyConnection) -> None:
    """Loads the extension from the installed package; DuckDB verifies its signature. Nothing is fetched."""
    import duckdb_extension_fts  # type: ignore[import-untyped]

    folder = Path(duckdb_extension_fts.__file__).parent / "extensions" / f"v{duckdb.__version__}"
    path = str(folder / "fts.duckdb_extension").replace("'", "''")
    try:
        con.execute(f"LOAD '{path}'")
    except duckdb.Error as error:
        raise ClaimdeskError(
            "DuckDB's fts extension does not load",
            where=str(folder),
            next_step=f"Install duckdb-extension-fts=={duckdb.__version__} ({str(error).splitlines()[0]})",
        ) from error


def _size(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute("SELECT count(*) FROM docs").fetchone()
    return int(row[0]) if row else 0


def _later(store: Store, con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str, str]]:
    """What the store has and the index lacks; counts by part find it without comparing every row, or any clock."""
    made, now = con.execute("SELECT claims, sources, corrections FROM made").fetchone(), counted(store)
    if now == made:
        return []
    with _LOCK:
        state, rows = _LATER.get(store.target, (None, []))
    if state != (made, now):
        rows = _looked_for(store, con)
        with _LOCK:
            _LATER[store.target] = ((made, now), rows)
    return rows


def _looked_for(store: Store, con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str, str]]:
    there = {(kind, part): n for kind, part, n in store.con.execute(PARTS).fetchall()}
    indexed = {(kind, part): n for kind, part, n in con.execute("SELECT kind, part, n FROM parts").fetchall()}
    grown = sorted(key for key, n in there.items() if indexed.get(key) != n)
    runs = [part for kind, part in grown if kind == "claim"]
    sheets = [part for kind, part in grown if kind == "source"]
    found: list[tuple[str, str, str, str, str]] = []
    if runs:
        of_runs = "c.first_run_id IN (SELECT unnest($parts::VARCHAR[]))"
        found += read(store, "claim", of_runs, runs) + read(store, "speaker", of_runs, runs)
    if sheets:
        found += read(store, "source", "r.sheet_id IN (SELECT unnest($parts::VARCHAR[]))", sheets)
    if not found:
        return []
    rows = con.execute(
        "SELECT kind, ref FROM docs WHERE ref IN (SELECT unnest($refs::VARCHAR[]))", {"refs": [row[1] for row in found]}
    ).fetchall()
    known = set(rows)
    return [row for row in found if (row[0], row[1]) not in known]


def _make(reading: Callable[[], AbstractContextManager[Store]], folder: Path) -> None:
    """Makes the index aside and moves it in whole, under a name of its own, so that no reader ever sees half of one."""
    try:
        with private_files():
            folder.mkdir(parents=True, exist_ok=True)
            before = _files(folder)
            number = int(before[-1].name[:8]) + 1 if before else 1
            with tempfile.TemporaryDirectory(prefix="making-", dir=folder) as scratch:
                rows, whole = Path(scratch) / "rows.parquet", Path(scratch) / "whole"
                everything = " UNION ALL ".join(DOCUMENTS[kind].format(condition="true") for kind in DOCUMENTS)
                with reading() as store:
                    # Counted before the rows are read: what comes in between is found again as later, and known.
                    rows_now, parts = counted(store), store.con.execute(PARTS).fetchall()
                    store.con.execute(f"COPY ({everything}) TO '{_quoted(rows)}' (FORMAT parquet)")
                with duckdb.connect(str(whole), config=_CONFIG) as con:
                    _load_fts(con)
                    _index(con, rows, parts, rows_now)
                whole.replace(folder / f"{number:08d}-{os.urandom(4).hex()}.duckdb")
        for old in before:
            old.unlink(missing_ok=True)
    except (OSError, duckdb.IOException) as error:
        raise ClaimdeskError(
            f"the search index cannot be written ({str(error).splitlines()[0]})",
            where=str(folder),
            next_step="Make room there, or give yourself the rights",
        ) from error


def _index(
    con: duckdb.DuckDBPyConnection, rows: Path, parts: list[tuple[str, str, int]], rows_now: tuple[int, int, int]
) -> None:
    con.create_function("fold_words", fold, [duckdb.sqltypes.VARCHAR], duckdb.sqltypes.VARCHAR)
    # Marks go first and in SQL: what is left folds in place, which is many times faster.
    folded = f"fold_words(regexp_replace(text, '[{DROPPED}]', '', 'g'))"
    body = f"array_to_string([stem(w, 'english') FOR w IN string_split_regex({folded}, '{_BETWEEN}')], ' ')"
    columns = f"row_number() OVER (ORDER BY kind, ref) AS id, *, {body} AS body"
    con.execute(f"CREATE TABLE docs AS SELECT {columns} FROM '{_quoted(rows)}' ORDER BY id")  # noqa: S608
    con.execute(
        "PRAGMA create_fts_index('docs', 'id', 'body', stemmer='arabic', stopwords='none', "
        f"ignore='{_BETWEEN}', strip_accents=0, lower=0)"
    )
    con.execute("ALTER TABLE docs DROP COLUMN body")
    # In the order of words, a look-up reads only the blocks that hold its word.
    con.execute(
        "CREATE OR REPLACE TABLE fts_main_docs.terms AS SELECT * FROM fts_main_docs.terms ORDER BY termid, docid"
    )
    con.execute("CREATE TABLE parts (kind VARCHAR, part VARCHAR, n BIGINT)")
    insert_rows(con, "parts", [("kind", "VARCHAR"), ("part", "VARCHAR"), ("n", "BIGINT")], parts)
    con.execute(
        "CREATE TABLE made AS SELECT $shape AS shape, $claims::BIGINT AS claims, $sources::BIGINT AS sources, "
        "$corrections::BIGINT AS corrections",
        {"shape": _SHAPE, "claims": rows_now[0], "sources": rows_now[1], "corrections": rows_now[2]},
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
