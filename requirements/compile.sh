#!/usr/bin/env bash
# Renews both lock files from pyproject.toml; needs uv. "--upgrade" and other flags of uv pip compile are passed on.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --extra build)
"${compile[@]}" "$@" pyproject.toml -o requirements/main.txt
"${compile[@]}" "$@" --extra dev -c requirements/main.txt pyproject.toml -o requirements/dev.txt
