"""Every fault in its short form; ``make faults`` makes them at full length."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.scenarios import SCENARIOS, Scenario


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_fault_costs_nothing_that_was_acknowledged(
    scenario: Scenario, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    postgres = request.getfixturevalue("postgres") if scenario.needs == "postgres" else None
    try:
        outcome = scenario.short(tmp_path, postgres)
    except PermissionError as error:
        pytest.skip(f"this user cannot mount a disk of its own: {error}")
    assert outcome.tries > 0
    assert outcome.well, "\n".join([outcome.line(), *outcome.troubles])
