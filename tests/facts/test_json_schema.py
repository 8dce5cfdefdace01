"""What is written in JSON is what the generated JSON Schema says, no field more."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from spacy.language import Language

import sitrep_nlp
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.figures import Caution, Facts, Figure, Span
from sitrep_nlp.json_schema import json_schema

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture(scope="module")
def rows(rules: Language) -> list[dict[str, Any]]:
    return [result.to_json() for result in sitrep_nlp.annotate([ROOT / "samples"], nlp=rules)]


def test_every_sample_is_valid(validator: jsonschema.Draft202012Validator, rows: list[dict[str, Any]]) -> None:
    assert len(rows) == len(list((ROOT / "samples").iterdir()))
    for row in rows:
        validator.validate(row)
    assert any("reference_period_start" in figure for row in rows for figure in row["figures"])


def test_gold_without_facts_is_valid(validator: jsonschema.Draft202012Validator) -> None:
    for gold in list(read_gold([ROOT / "corpus" / "dev"]).values())[:3]:
        figures = [figure.to_json() for figure in gold.figures]
        validator.validate({"id": "x", "text": gold.text, "month": None, "entities": [], "figures": figures})


def broken(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for change in (
        {"kind": "counts"},
        {"status": "helped"},
        {"reference_period_start": "2021-03"},
        {"quantity": {"start": -1, "end": 2, "text": "12"}},
        {"warnings": [{"code": "odd", "message": ""}]},
        {"unheard": 1},
    ):
        other = copy.deepcopy(row)
        other["figures"][0] |= change
        yield other
    other = copy.deepcopy(row)
    del other["figures"][0]["value"]
    yield other


def test_what_is_wrong_is_refused(validator: jsonschema.Draft202012Validator, rows: list[dict[str, Any]]) -> None:
    for row in broken(rows[0]):
        assert not validator.is_valid(row)


def test_a_figure_comes_back_from_json_as_it_was() -> None:
    facts = Facts("persons", admin1_code=("PE15",), min_age=6, warnings=(Caution("repeated", "told before: 5"),))
    figure = Figure(Span(0, 1, "5"), 5.0, found_by="rule", facts=facts)
    assert Figure.from_json(figure.to_json()) == figure
    assert "unit_type" not in Figure(Span(0, 1, "5"), 5.0).to_json()
