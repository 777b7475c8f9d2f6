"""What ``prefect.yaml`` describes is what can be served."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import flows  # noqa: F401 - no usage reports
from extractors.errors import ClaimdeskError
from flows.serve import DEPLOYMENTS, deployment_of, read_deployments

DESCRIBED = read_deployments(DEPLOYMENTS)


def name_of(entry: dict[str, object]) -> str:
    return str(entry["name"])


def test_every_flow_has_a_deployment():
    entrypoints = {entry["entrypoint"] for entry in DESCRIBED}
    assert entrypoints == {
        "flows.pipeline.fact_check",
        "flows.inbox.watch_inbox",
        "flows.quality.check_store",
        "flows.reviews.import_sheets",
    }


@pytest.mark.parametrize("entry", DESCRIBED, ids=name_of)
def test_its_parameters_are_those_of_its_flow(entry: dict[str, object]):
    module, _, name = str(entry["entrypoint"]).rpartition(".")
    flow = getattr(import_module(module), name)
    assert flow.validate_parameters(entry["parameters"])


@pytest.mark.parametrize("entry", DESCRIBED, ids=name_of)
def test_it_can_be_served_from_its_module(entry: dict[str, object]):
    deployment = deployment_of(entry)
    assert deployment.entrypoint == entry["entrypoint"]
    assert len(deployment.schedules or []) == len(entry.get("schedules", []))


def test_the_inbox_is_watched_every_minute():
    [inbox] = [entry for entry in DESCRIBED if entry["name"] == "inbox"]
    [schedule] = deployment_of(inbox).schedules
    assert schedule.schedule.interval.total_seconds() == 60


def test_a_folder_without_deployments_is_refused(tmp_path: Path):
    (tmp_path / "prefect.yaml").write_text("name: x\n", "utf-8")
    with pytest.raises(ClaimdeskError, match="no deployments"):
        read_deployments(tmp_path / "prefect.yaml")
    with pytest.raises(ClaimdeskError, match="no deployments"):
        read_deployments(tmp_path / "missing.yaml")


def test_serving_needs_a_server_that_stays(tmp_path: Path):
    command = [sys.executable, "-m", "flows.serve"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "prefect server start" in done.stderr
    assert "Traceback" not in done.stderr
