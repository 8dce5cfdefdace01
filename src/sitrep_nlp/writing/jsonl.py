"""JSON Lines: one bulletin a line, with its text, entities and figures."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from sitrep_nlp.annotated import AnnotatedBulletin


def write_jsonl(results: Iterable[AnnotatedBulletin], path: Path) -> int:
    """Write one JSON object a bulletin; returns the number of figures."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for result in results:
            file.write(json.dumps(result.to_json(), ensure_ascii=False) + "\n")
            count += len(result.figures)
    return count
