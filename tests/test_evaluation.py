"""The measures, on cases worked by hand and beside the measuring script."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import sitrep_nlp
from sitrep_nlp import Bulletin
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.evaluation import score
from sitrep_nlp.figures import Entity, Figure
from tests.conftest import SHARED, gold

DATA = SHARED / "data" / "bulletins" / "annotated.jsonl"


def test_strict_and_relaxed_entities():
    truth = gold("{B:refugees and migrants} in {L:Lima} and {L?:Callao}")
    guess = gold("{B:refugees} and {B:migrants} in {L:Lima} and {L:Callao}")
    scores = score({"x": truth}, {"x": guess})
    assert (scores.strict["LOC"].f1, scores.strict["BENEFICIARY"].f1) == (1.0, 0.0)
    relaxed = scores.relaxed["BENEFICIARY"]
    assert (relaxed.tp, relaxed.fp, relaxed.fn) == (1, 1, 0)


def test_a_record_is_right_when_value_counted_and_activity_are():
    text = "{A1:Assisted} {Q1:300} {B1:refugees and migrants} and {Q2:20} {B2:women}."
    truth = gold(text + "\n@ Q1 B1 A1 Food\n@ Q2 B2 A1 Food")
    guess = gold(text + "\n@ Q1 B1 A1 Food\n@ Q2 B1 A1 Health")
    scores = score({"x": truth}, {"x": guess})
    assert (scores.figures["record"].tp, scores.figures["counted"].f1, scores.accuracy["sector"]) == (1, 0.5, [1, 2])


def test_a_bulletin_without_prediction_counts_as_missed():
    scores = score({"x": gold("{L:Lima}")}, {})
    assert (scores.strict["LOC"].fn, scores.all_strict.f1) == (1, 0.0)


@pytest.mark.shared
def test_the_measures_agree_with_the_measuring_script(nlp, tmp_path):
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    results = sitrep_nlp.annotate((Bulletin(row["id"], row["text"], month=row["month"]) for row in rows), nlp=nlp)
    predicted = {result.bulletin.id: result for result in results}
    out = tmp_path / "predicted.jsonl"
    out.write_text("".join(json.dumps(result.to_json()) + "\n" for result in predicted.values()), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, SHARED / "eval" / "score.py", DATA, out, "--json"], capture_output=True, text=True, check=True
    )
    theirs = json.loads(run.stdout)
    truth = {
        row["id"]: AnnotatedReport(
            row["id"],
            row["text"],
            entities=[Entity.from_json(entity) for entity in row["entities"]],
            figures=[Figure.from_json(with_texts(figure, row["text"])) for figure in row["figures"]],
        )
        for row in rows
    }
    ours = score(truth, predicted)
    for kind in ("strict", "relaxed"):
        for label, counts in getattr(ours, kind).items():
            assert counts.f1 == pytest.approx(theirs["entities"][kind][label]["f"])
    for name, counts in ours.figures.items():
        assert counts.f1 == pytest.approx(theirs["figures"][name]["f"]), name
    for name, (right, of) in ours.accuracy.items():
        assert [right, of] == [theirs["accuracy"][name]["right"], theirs["accuracy"][name]["of"]], name


def with_texts(figure: dict, text: str) -> dict:
    """The measuring data leaves out texts of some spans that the record holds."""

    def full(value: object) -> object:
        if isinstance(value, dict) and "start" in value:
            return {**value, "text": text[value["start"] : value["end"]]}
        return [full(item) for item in value] if isinstance(value, list) else value

    return {key: full(value) for key, value in figure.items()}
