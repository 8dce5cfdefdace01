"""Numbers and dates, each in a sentence with its gold written into it: easy ones and nasty ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc
from tests.conftest import gold

from sitrep_nlp.pipes.quantities.normalize import amount
from sitrep_nlp.pipes.quantities.patterns import separators

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def with_figures(marked: str) -> str:
    """Number the quantity marks and give each a figure line, which is where the corpus form reads values."""
    count = marked.count("{Q")
    for number in range(1, count + 1):
        marked = re.sub(r"\{Q(?=[=:])", f"{{Q{number}", marked, count=1)
    return marked + "".join(f"\n@ Q{number} other Context" for number in range(1, count + 1))


def numbers(doc: Doc) -> list[tuple[object, ...]]:
    commas, _ = separators(doc.text)
    worth = [(ent.text, amount(ent.text, commas)) for ent in doc.ents if ent.label_ == "QUANTITY"]
    return [(text, read.value, read.high, read.kind, read.unit) if read else (text, None) for text, read in worth]


def dates(doc: Doc) -> list[tuple[object, ...]]:
    return [(ent.text, ent._.value) for ent in doc.ents if ent.label_ == "DATE"]


@pytest.mark.parametrize(("name", "label", "least"), [("numbers", "QUANTITY", 0.99), ("dates", "DATE", 0.97)])
def test_rate(read: Callable[..., Doc], name: str, label: str, least: float) -> None:
    """A mention counts when its span and its value are right; one that the gold lacks counts as wrong."""
    right = total = 0
    failures = []
    for case in cases(name):
        report = gold(with_figures(case["text"]), case.get("month", "2020-05"))
        wanted: list[tuple[object, ...]] = (
            [(f.quantity.text, f.value, f.value_high, f.kind, f.unit) for f in report.figures]
            if label == "QUANTITY"
            else [(entity.text, entity.value) for entity in report.entities if entity.label == label]
        )
        doc = read(report.text, case.get("month", "2020-05"))
        found = numbers(doc) if label == "QUANTITY" else dates(doc)
        hits = sum(one in found for one in wanted)
        right += hits
        total += max(len(wanted), len(found), 1)
        right += not wanted and not found
        if found != wanted:
            failures.append(f"{case['why']}: {report.text!r}\n  gold  {wanted}\n  found {found}")
    print("\n".join(failures), f"\n{name}: {right} of {total} right", sep="")
    assert right / total >= least, "\n".join(failures)
