"""Units, periods, status and warnings: one figure of one text a case, with what is to come out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sitrep_nlp.figures import Figure

CASES = Path(__file__).parent / "cases" / "facts.jsonl"
LEAST = 0.95


def told(figure: Figure, field: str) -> Any:
    value = getattr(figure.facts, field)
    return [warning.code for warning in value] if field == "warnings" else value


def test_rate(figures: Callable[..., list[Figure]]) -> None:
    failures = []
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    for case in cases:
        same = [f for f in figures(case["text"], case["month"]) if f.quantity.text == case["figure"]]
        gold = {key: value for key, value in case.items() if key not in ("why", "month", "text", "figure", "nth")}
        found = {field: told(same[case.get("nth", 0)], field) for field in gold} if same else {}
        if found != gold:
            failures.append(f"{case['why']}: {case['text']!r} {case['figure']}\n  gold  {gold}\n  found {found}")
    print("\n".join(failures), f"\n{len(cases) - len(failures)} of {len(cases)} right", sep="")
    assert len(failures) / len(cases) <= 1 - LEAST, "\n".join(failures)
