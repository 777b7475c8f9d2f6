"""How the command ends: statuses, broken pipes, interrupts, settings, errors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

CLAIMDESK = Path(sys.executable).with_name("claimdesk")


def test_help_and_version_load_nothing_heavy(claimdesk):
    done = claimdesk("--help")
    assert done.returncode == 0
    assert claimdesk("--version").stdout.startswith("claimdesk ")
    heavy = ["prefect", "great_expectations", "spacy", "pandas", "trafilatura", "openpyxl", "jinja2", "duckdb", "rich"]
    code = f"import sys, desk.cli; sys.exit(' '.join(set({heavy!r}) & set(sys.modules)) or 0)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert loaded.returncode == 0, loaded.stderr


def test_extraction_loads_neither_prefect_nor_checks_nor_sheets(tmp_path):
    (tmp_path / "a.txt").write_text("The mill opened on 3 May 2021.\n", "utf-8")
    code = (
        "import sys\n"
        "from desk.cli import main\n"
        "try:\n    main(['extract', 'a.txt'])\n"
        "except SystemExit:\n    print(sorted({'prefect', 'great_expectations', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr


def test_an_error_says_four_things(claimdesk):
    done = claimdesk("run", "no/such/file.txt")
    assert done.returncode == 2
    assert [row.split(":")[0].strip() for row in done.stderr.splitlines()] == ["Error", "Where", "Allowed", "Next"]


def test_a_traceback_only_where_it_was_asked_for(claimdesk):
    assert "Traceback" not in claimdesk("extract", "missing.txt").stderr
    for arguments, env in (
        (("--debug", "extract", "missing.txt"), {}),
        (("extract", "--debug", "missing.txt"), {}),
        (("extract", "missing.txt"), {"CLAIMDESK_DEBUG": "1"}),
    ):
        done = claimdesk(*arguments, env=env)
        assert "Traceback" in done.stderr
        assert done.returncode != 0


def test_an_unwritable_store_is_an_error_not_a_traceback(claimdesk, tmp_path):
    (tmp_path / "a.txt").write_text("The mill opened on 3 May 2021.\n", "utf-8")
    done = claimdesk("run", "a.txt", "--store", "no/such/folder/store.duckdb")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") < 8


def test_a_store_that_is_not_there_is_not_made(claimdesk, tmp_path):
    for arguments in (("sql", "select 1"), ("sheets",), ("check",), ("export", "csv"), ("import", "x.xlsx")):
        done = claimdesk(*arguments)
        assert done.returncode == 2, arguments
        assert "claimdesk.duckdb" in done.stderr
    assert not (tmp_path / "claimdesk.duckdb").exists()


def test_settings_come_from_the_environment_and_from_dotenv_and_options_win(newsroom, claimdesk):
    newsroom.store.rename(newsroom.folder / "from-file.duckdb")
    sql = ("sql", "select count(*) as n from articles", "--format", "csv")
    assert claimdesk(*sql).returncode == 2
    (newsroom.folder / ".env").write_text("CLAIMDESK_STORE=from-file.duckdb\nOTHER=1\n", "utf-8")
    assert claimdesk(*sql).stdout.split() == ["n", "5"]
    assert claimdesk(*sql, env={"CLAIMDESK_STORE": "from-environment.duckdb"}).returncode == 2
    wins = claimdesk(*sql, "--store", "from-file.duckdb", env={"CLAIMDESK_STORE": "from-environment.duckdb"})
    assert wins.returncode == 0


def test_a_reader_that_leaves_early_is_no_error(newsroom):
    command = f"'{CLAIMDESK}' sql 'select range from range(200000)' --format jsonl | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=newsroom.folder, check=False
    )
    assert done.stdout.strip() == '{"range": 0}'
    assert done.stderr == ""


def test_an_interrupt_in_the_middle_of_a_query_is_one():
    from flows.interrupts import was_interrupted

    assert was_interrupted(KeyboardInterrupt())
    assert was_interrupted(RuntimeError("Query interrupted"))
    assert not was_interrupted(RuntimeError("something else"))
    wrapped = ValueError("the store refused a statement")
    wrapped.__cause__ = RuntimeError("Query interrupted")
    assert was_interrupted(wrapped)


def test_termination_is_an_interrupt_too(tmp_path):
    reading = subprocess.Popen([CLAIMDESK, "extract", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(2)
    reading.terminate()
    reading.wait(30)
    assert reading.returncode == 130
    assert reading.stderr is not None
    assert reading.stderr.read().strip() == "Stopped."


def test_a_stopped_run_is_recorded_and_the_store_stays_whole(tmp_path, claimdesk):
    text = "قال مدير المصنع عادل الرفاعي إن الإنتاج بلغ 900 طن في مارس 2024. " * 40
    with (tmp_path / "many.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(3000):
            article = {"id": f"n{number}", "text": f"{number} {text}", "language": "ar", "published_at": "2024-05-01"}
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
    command = [CLAIMDESK, "run", "many.jsonl", "--batch-size", "5"]
    run = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    # Its file changes when it is made, when the run is recorded, and with every batch.
    store, changes = tmp_path / "claimdesk.duckdb", set()
    until = time.monotonic() + 120
    while len(changes) < 8 and time.monotonic() < until:
        time.sleep(0.02)
        changes |= {store.stat().st_mtime_ns} if store.exists() else set()
    os.killpg(run.pid, signal.SIGINT)
    _, complaints = run.communicate(timeout=120)
    assert run.returncode == 130
    assert "Traceback" not in complaints
    assert complaints.splitlines()[-1] == "Stopped."
    done = claimdesk("sql", "select status, articles_new from runs", "--format", "jsonl")
    record = json.loads(done.stdout)
    assert record["status"] == "interrupted"
    stored = claimdesk("sql", "select count(*) as n from articles", "--format", "jsonl")
    # Batches are whole; the last may have been written in the moment between it and its count.
    assert json.loads(stored.stdout)["n"] - record["articles_new"] in (0, 5)
    assert record["articles_new"] % 5 == 0


def test_a_sheet_that_a_check_holds_back_is_named_and_the_others_come(claimdesk, tmp_path):
    from store import connect

    path = tmp_path / "s.duckdb"
    lines = [
        {"id": name, "text": f"افتتحت البلدية {n} مدرسة في المدينة يوم الاثنين."} for n, name in ((7, "a"), (8, "b"))
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    claimdesk("run", "in.jsonl", "--store", path, "--sheets", "out")
    with connect(path) as store:
        store.con.execute("UPDATE desk_machine.claims SET check_worthiness = 7 WHERE article_id = 'a'")
    checked = claimdesk("check", "--store", path, "--report", "r.html")
    assert checked.returncode == 1
    assert "CLM-05" in checked.stdout
    done = claimdesk("sheets", "--store", path, "--sheets", "again")
    assert done.returncode == 1
    assert "a: CLM-05" in done.stderr
    assert [file.name for file in (tmp_path / "again").iterdir()] == ["b.html"]
