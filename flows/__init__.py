"""Prefect flows over extraction, store, checks and sheets. Nothing else in claimdesk imports Prefect."""

from __future__ import annotations

import os

# Prefect and Great Expectations both report their use unless told not to, and read this when they are imported.
for _name, _value in {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
}.items():
    os.environ.setdefault(_name, _value)
