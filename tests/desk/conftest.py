"""A small newsroom that one run went through; tests copy it, so that starting Prefect is paid for once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

CLAIMDESK = Path(sys.executable).with_name("claimdesk")
FEED = [
    {
        "id": "harbour",
        "title": "توسعة الميناء تبدأ في الخريف",
        "outlet": "جريدة المرفأ",
        "published_at": "2024-05-06T09:00:00+03:00",
        "text": "قال مدير الميناء نبيل الشامي يوم الاثنين إن التوسعة تكلف 80 مليون دولار.\n\n"
        "وأضاف أن الميناء استقبل 1200 سفينة في عام 2023.",
    },
    {
        "id": "library",
        "title": "Town library doubles its hours",
        "outlet": "The Pell Gazette",
        "published_at": "2024-05-07",
        "text": "Pell library has opened until nine in the evening since 2 April 2024.\n\n"
        'Librarian Owen Marsh said: "We lent 5,000 more books in April than a year before."',
    },
]


@dataclass(frozen=True)
class Newsroom:
    """A folder with articles, a store and sheets, and the run that made them."""

    folder: Path
    run: subprocess.CompletedProcess[str]

    @property
    def store(self) -> Path:
        return self.folder / "claimdesk.duckdb"

    @property
    def sheets(self) -> Path:
        return self.folder / "sheets-out"


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> Newsroom:
    """Articles of every kind, bad ones among them, through ``claimdesk run``."""
    folder = tmp_path_factory.mktemp("newsroom")
    articles = folder / "articles"
    articles.mkdir()
    lines = [json.dumps(article, ensure_ascii=False) for article in FEED]
    (articles / "feed.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n", "utf-8")
    (articles / "empty.txt").touch()
    (articles / "undated.txt").write_text("أعلنت البلدية أمس أنها زرعت 300 شجرة في الحي الغربي.\n", "utf-8")
    old = "افتتح المحافظ جسر الوادي في 14 مارس 2022 بكلفة 9 ملايين دينار، وحضر الافتتاح مئات السكان.\n"
    (articles / "windows.txt").write_bytes(old.encode("cp1256"))
    (articles / "wide.txt").write_bytes(old.replace("الوادي", "النخيل").encode("utf-16"))
    command = [CLAIMDESK, "run", "articles"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, timeout=300, check=False)
    return Newsroom(folder, done)


@pytest.fixture
def newsroom(first_run: Newsroom, tmp_path: Path) -> Newsroom:
    """A copy of what the first run left, in the test's own folder."""
    shutil.copytree(first_run.folder, tmp_path, dirs_exist_ok=True)
    return Newsroom(tmp_path, first_run.run)


@pytest.fixture(scope="session")
def plain_environment() -> dict[str, str]:
    """The environment without a locale."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
