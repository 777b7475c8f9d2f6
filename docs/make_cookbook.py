"""Renews the list of named queries in docs/cookbook.md from store/queries: ``python docs/make_cookbook.py``."""

from __future__ import annotations

from pathlib import Path

from store import queries

COOKBOOK = Path(__file__).with_name("cookbook.md")
MARK = "<!-- queries: made by docs/make_cookbook.py -->\n"


def renewed(text: str) -> str:
    """The cookbook with the list as the files have it."""
    head, _, _ = text.partition(MARK)
    return head + MARK + "".join(_section(query) for query in queries.named())


def _section(query: queries.NamedQuery) -> str:
    given = "".join(
        f" --param {p.name}={_example(p)}" for p in query.parameters if not p.default or p.name in ("days", "least")
    )
    lines = [f"\n### `{query.name}`\n", f"\n{query.question}\n", f'\n<p dir="rtl" lang="ar">{query.question_ar}</p>\n']
    lines.append(f"\n```sh\nclaimdesk sql --name {query.name}{given}\n```\n")
    if query.parameters:
        lines.append("\n| parameter | type | default | what it is |\n|---|---|---|---|\n")
        lines += [
            f"| `{p.name}` | {p.kind} | {p.default or 'must be given'} | {p.meaning} |\n" for p in query.parameters
        ]
    return "".join(lines)


def _example(parameter: queries.QueryParameter) -> str:
    if parameter.default:
        return parameter.default
    return {"date": "2024-04-15", "integer": "10"}.get(parameter.kind, {"unit": "دينار"}.get(parameter.name, "البصرة"))


if __name__ == "__main__":
    COOKBOOK.write_text(renewed(COOKBOOK.read_text(encoding="utf-8")), encoding="utf-8")
