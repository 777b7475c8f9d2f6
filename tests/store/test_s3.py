"""A team's store whose rows are on S3: a real server on the loopback, the real commands, and what can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.conftest import Claimdesk, Postgres

SECRET = "sesame-and-a-half"  # noqa: S105 - of a server that lives as long as these tests


@dataclass(frozen=True)
class Bucket:
    """A bucket on a server of these tests, and the environment that leads there."""

    env: dict[str, str]
    server: ThreadedMotoServer

    def keys(self, prefix: str) -> list[str]:
        listed = self._client().list_objects_v2(Bucket="desk", Prefix=prefix)
        return [str(found["Key"]) for found in listed.get("Contents", [])]

    def make(self) -> None:
        self._client().create_bucket(Bucket="desk")

    def _client(self):  # type: ignore[no-untyped-def]
        return boto3.client(
            "s3",
            region_name="us-east-1",
            endpoint_url=self.env["AWS_ENDPOINT_URL"],
            aws_access_key_id="desk",
            aws_secret_access_key=SECRET,
        )


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    env = {
        "AWS_ACCESS_KEY_ID": "desk",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    found = Bucket(env, server)
    found.make()
    yield found
    server.stop()


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "port.txt"
    path.write_text(
        "Port of Halden\n\nThe port handled 4.2 million tonnes of cargo in 2023, its operator said.\n", "utf-8"
    )
    return path


def test_everything_goes_there_and_comes_back(
    bucket: Bucket, postgres: Postgres, claimdesk: Claimdesk, article: Path, tmp_path: Path
):
    lake = postgres.target(postgres.database(), "s3://desk/lake")
    ran = claimdesk("run", article, "--store", lake, "--sheets", tmp_path / "sheets", env=bucket.env)
    assert ran.returncode in (0, 1), ran.stderr
    # A few rows stay in the catalog; an article's text is too long for that.
    assert any(key.startswith("lake/desk_machine/") for key in bucket.keys("lake/"))
    asked = claimdesk("sql", "select count(*) as n from claims", "--store", lake, "--format", "csv", env=bucket.env)
    assert asked.stdout.split() == ["n", "1"]
    assert claimdesk("check", "--store", lake, "--report", tmp_path / "r.html", env=bucket.env).returncode == 0
    assert claimdesk("search", "cargo", "--store", lake, env=bucket.env).returncode == 0
    moved = claimdesk("migrate-store", lake, tmp_path / "moved.duckdb", env=bucket.env)
    assert moved.returncode == 0, moved.stderr
    again = postgres.target(postgres.database(), "s3://desk/again")
    back = claimdesk("migrate-store", tmp_path / "moved.duckdb", again, env=bucket.env)
    assert "Every view" in back.stdout
    assert back.stdout.splitlines()[:-1] == moved.stdout.splitlines()[:-1], "the counts and hashes of every view"
    assert SECRET not in "".join(done.stdout + done.stderr for done in (ran, asked, moved, back))


def test_what_goes_wrong_is_said_and_holds_no_secret(
    bucket: Bucket, postgres: Postgres, claimdesk: Claimdesk, article: Path, tmp_path: Path
):
    database = postgres.database()
    elsewhere = postgres.target(database, "s3://no-such-bucket/lake")
    missing = claimdesk("run", article, "--store", elsewhere, "--sheets", tmp_path / "s", env=bucket.env)
    assert missing.returncode == 2
    assert "no-such-bucket" in missing.stderr
    without = claimdesk("sql", "select 1", "--store", elsewhere, env={**bucket.env, "AWS_ACCESS_KEY_ID": ""})
    assert without.returncode == 2
    assert "AWS_ACCESS_KEY_ID" in without.stderr
    lake = postgres.target(postgres.database(), "s3://desk/secrets")
    claimdesk("run", article, "--store", lake, "--sheets", tmp_path / "s", env=bucket.env)
    for question in (
        "from duckdb_secrets()",
        "select * from read_parquet('s3://desk/secrets/**')",
        "select getenv('HOME')",
    ):
        refused = claimdesk("sql", question, "--store", lake, env=bucket.env)
        assert refused.returncode == 2, question
    gone = {**bucket.env, "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    down = claimdesk("--debug", "sql", "select max(text) from articles", "--store", lake, env=gone)
    assert down.returncode != 0
    assert "127.0.0.1:9" in down.stderr
    assert SECRET not in "".join(done.stdout + done.stderr for done in (missing, without, down))
