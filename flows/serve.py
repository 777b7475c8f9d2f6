"""Serves the deployments of ``prefect.yaml`` on their schedules: ``python -m flows.serve [FOLDER]``.

Needs a Prefect server (``prefect server start``) and PREFECT_API_URL. Runs until it is interrupted.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

DEPLOYMENTS = Path(__file__).resolve().parent.parent / "prefect.yaml"


def read_deployments(path: Path) -> list[dict[str, Any]]:
    """The deployments that a ``prefect.yaml`` describes. Raises ClaimdeskError when it describes none."""
    import yaml  # type: ignore[import-untyped]

    from extractors.errors import ClaimdeskError

    found = yaml.safe_load(path.read_text("utf-8")).get("deployments") if path.is_file() else None
    if not found:
        raise ClaimdeskError(
            "no deployments are described here", where=str(path), allowed="a prefect.yaml of claimdesk"
        )
    return list(found)


def deployment_of(described: dict[str, Any]) -> Any:
    """Prefect's deployment for one entry of ``prefect.yaml``, with its module entrypoint."""
    from prefect.types.entrypoint import EntrypointType

    module, _, name = described["entrypoint"].rpartition(".")
    flow = getattr(import_module(module), name)
    return flow.to_deployment(
        name=described["name"],
        description=described.get("description"),
        parameters=described.get("parameters"),
        schedules=[_schedule(**schedule) for schedule in described.get("schedules", ())] or None,
        concurrency_limit=described.get("concurrency_limit"),
        tags=described.get("tags"),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _schedule(*, interval: float = 0, cron: str = "", timezone: str = "UTC") -> Any:
    from prefect.schedules import Cron, Interval

    return Cron(cron, timezone=timezone) if cron else Interval(timedelta(seconds=interval), timezone=timezone)


def main() -> None:
    """Serves until interrupted."""
    from prefect import serve
    from prefect.settings import PREFECT_API_URL

    from extractors.errors import ClaimdeskError

    here = Path(sys.argv[1] if len(sys.argv) > 1 else ".") / "prefect.yaml"
    try:
        if not PREFECT_API_URL.value():
            raise ClaimdeskError(
                "no Prefect server is named, and schedules need one that stays",
                next_step="Start one with `prefect server start`, then set PREFECT_API_URL=http://127.0.0.1:4200/api",
            )
        described = read_deployments(here if here.is_file() else DEPLOYMENTS)
    except ClaimdeskError as error:
        sys.exit(f"Error: {error}")
    serve(*(deployment_of(entry) for entry in described))


if __name__ == "__main__":
    main()
