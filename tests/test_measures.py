"""The floors that the pipeline keeps on the measuring data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.training.calibration import calibration_error, judged
from tests.conftest import SHARED

pytestmark = pytest.mark.shared
DATA = SHARED / "data"


def scored(script: str, gold: Path, tmp_path: Path) -> dict:
    out = tmp_path / "predicted.jsonl"
    subprocess.run(
        [sys.executable, "-m", "sitrep_nlp", "annotate", gold, "--out", out], check=True, capture_output=True
    )
    run = subprocess.run(
        [sys.executable, SHARED / "eval" / script, gold, out, "--json"], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_annotated_bulletins(tmp_path):
    scores = scored("score.py", DATA / "bulletins" / "annotated.jsonl", tmp_path)
    strict, figures, accuracy = scores["entities"]["strict"], scores["figures"], scores["accuracy"]
    floors = {"ALL": 0.93, "ORG": 0.95, "BENEFICIARY": 0.88, "LOC": 0.93, "DATE": 0.93, "QUANTITY": 0.97}
    for label, floor in floors.items():
        assert strict[label]["f"] >= floor, label
    assert scores["entities"]["relaxed"]["ALL"]["f"] >= 0.96
    floors = {"counted": 0.92, "activity": 0.88, "record": 0.82, "organizations": 0.75, "locations": 0.85}
    for name, floor in (floors | {"dates": 0.80, "part_of": 0.75}).items():
        assert figures[name]["f"] >= floor, name
    for name, floor in {"value": 0.97, "kind": 0.99, "modifier": 0.98, "sector": 0.85}.items():
        assert accuracy[name]["right"] / accuracy[name]["of"] >= floor, name


def test_confidence_on_the_annotated_bulletins(nlp):
    found = judged(nlp, read_gold([DATA / "bulletins" / "annotated.jsonl"]))
    assert calibration_error(found) <= 0.05


def test_humset_quantities(tmp_path):
    scores = scored("score_quantities.py", DATA / "humset_quantities" / "dev.jsonl", tmp_path)
    floors = {"quantity": 0.90, "modifier": 0.50, "unit": 0.62, "eventDescription": 0.22, "eventType": 0.50}
    for name, floor in floors.items():
        assert scores[name]["f"] >= floor, name
    assert scores["eventDescription"]["similarity"] >= 0.45


def test_humset_toponyms(nlp):
    """A place is found when spans overlap; what analysts marked as merely associative counts neither way."""
    rows = [
        json.loads(line) for line in (DATA / "humset_toponyms" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    found = missed = spurious = 0
    for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows), strict=True):
        marked = [(mark["start"], mark["end"], mark["label"]) for mark in row["annotations"]]
        places = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "LOC"]
        for start, end, label in marked:
            if label == "LOC":
                hit = any(start < last and first < end for first, last in places)
                found, missed = found + hit, missed + (not hit)
        spurious += sum(not any(start < last and first < end for start, end, _ in marked) for first, last in places)
    assert found / (found + missed) >= 0.80
    assert found / (found + spurious) >= 0.80


def test_bulletins_from_elsewhere_run_without_an_error(tmp_path):
    out = tmp_path / "out.csv"
    run = subprocess.run(
        [sys.executable, "-m", "sitrep_nlp", "annotate", DATA / "bulletins_elsewhere", "--out", out],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) > 400
