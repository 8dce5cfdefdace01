"""A corpus of three sentences to train on."""

from __future__ import annotations

from pathlib import Path

import pytest

REPORT = """---
id: {id}
month: 2021-03
---
In {{L1:{place}}} the {{O1:{name}}} {{A1:fed}} {{Q1:300}} {{B1:{group}}}.
@ Q1 B1 A1 O1 L1 Food
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    texts = [
        ("one", "Camaná", "Casa Azul", "nurses"),
        ("two", "Ilo", "HIAS", "welders"),
        ("three", "Puno", "RET", "cooks"),
    ]
    for part, rows in (("train", texts[:2]), ("dev", texts[2:])):
        (tmp_path / "corpus" / part).mkdir(parents=True)
        for name, place, organisation, group in rows:
            text = REPORT.format(id=name, place=place, name=organisation, group=group)
            (tmp_path / "corpus" / part / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "corpus"
