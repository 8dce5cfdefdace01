"""What the README shows is what the library gives."""

from __future__ import annotations

import re

import sitrep_nlp
from tests.conftest import ROOT


def test_the_table_of_the_readme(nlp):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for line in readme.splitlines() if line.startswith("| ")]
    head, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if not re.match(r"\|[-|]+$", line)
    ]
    frame = sitrep_nlp.to_frame(sitrep_nlp.annotate([ROOT / "samples" / "arica-2021-03.txt"], nlp=nlp))
    given = {row["quantity"]: row for row in frame.to_dict("records")}
    for row in rows:
        shown = dict(zip(head, row, strict=True))
        for column, cell in shown.items():
            value = given[shown["quantity"]][column]
            text = "" if value is None or value != value else f"{value:.0f}" if isinstance(value, float) else str(value)
            assert cell == text, (shown["quantity"], column)
