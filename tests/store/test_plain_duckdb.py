"""The store opens by itself: only DuckDB is imported, and the cookbook's page says what the files say."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from extractors.types import Extraction
from store import connect, queries
from store.export import public_views
from store.writing import write_batch

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = """
import sys
import duckdb

con = duckdb.connect(sys.argv[1], read_only=True)
views = [row[0] for row in con.sql("select view_name from duckdb_views() where not internal").fetchall()]
for view in sorted(views):
    print(view, con.sql(f"select count(*) from {view}").fetchone()[0])
question = open(sys.argv[2], encoding="utf-8").read()
print(con.execute(question, {"name": "الجسر", "limit": 5}).fetchall()[0][0])
ours = {"claimdesk", "store", "extractors", "checks", "sheets", "flows", "desk"}
print("ours:", sorted(ours & set(sys.modules)))
"""


def test_views_and_named_queries_work_without_claimdesk(
    store_path: Path, make: Callable[..., Extraction], now: datetime, tmp_path: Path
):
    with connect(store_path) as store:
        write_batch(store, "r1", [make()], now)
        views = public_views(store)
    script = tmp_path / "notebook.py"
    script.write_text(NOTEBOOK, "utf-8")
    question = queries.FOLDER / "claims_about_name.sql"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-I", str(script), str(store_path), str(question)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[: len(views)]] == views
    assert "claims 2" in lines
    assert lines[-2:] == ["افتتح الجسر في أيار ٢٠٢٥", "ours: []"]


def test_the_cookbook_lists_the_queries_as_they_are():
    renewed = runpy.run_path(str(ROOT / "docs" / "make_cookbook.py"))["renewed"]
    text = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    assert renewed(text) == text, "run: python docs/make_cookbook.py"
    assert all(f"### `{query.name}`" in text for query in queries.named())
