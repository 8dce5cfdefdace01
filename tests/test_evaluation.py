"""The measures, on cases worked by hand and beside the measuring script; gold as it is read; the command that measures."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import spacy

import sitrep_nlp
from sitrep_nlp import InputError
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.evaluation import evaluate, measure, score
from tests.conftest import ROOT, SHARED, gold
from tests.test_cli import sitrep

DATA = SHARED / "data" / "bulletins" / "annotated.jsonl"
SCRIPT = SHARED / "eval" / "score.py"


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


def test_every_difference_is_a_mistake_with_its_place():
    truth = gold("""{A1:Assisted} {Q1:300} {B1:refugees and migrants} in {L1:Lima} in {D1=2020-05:May}.
@ Q1 B1 A1 L1 D1 Food""")
    guess = gold("""Assisted {Q1=3000:300} refugees and {B1:migrants} in Lima in {D1=2019-05:May}.
@ Q1 B1 D1 Health""")
    mistakes = measure({"x": truth}, {"x": guess}).mistakes
    assert [str(mistake) for mistake in mistakes] == [
        "x | DATE value of May | 2020-05 | 2019-05",
        "x | BENEFICIARY ends | refugees and migrants | migrants",
        "x | missed LOC | Lima | –",
        "x | value of 300 | 300 | 3000",
        "x | sector of 300 | Food Security | Health",
        "x | activity of 300 | Assisted | –",
        "x | locations of 300 | Lima | –",
    ]
    assert all(truth.text[one.start :].startswith(one.of or one.gold or "") for one in mistakes)


def test_missed_and_spurious_figures_are_mistakes():
    truth = gold("{Q1:300} {B1:women} and 20 men.\n@ Q1 B1 Context")
    guess = gold("300 women and {Q1:20} {B1:men}.\n@ Q1 B1 Context")
    mistakes = [str(mistake) for mistake in measure({"x": truth}, {"x": guess}).mistakes]
    assert mistakes[-2:] == ["x | missed figure | 300 | –", "x | spurious figure | – | 20"]


def test_the_documents_add_up_to_the_whole():
    truth = {"a": gold("{L:Lima} and {L:Callao}"), "b": gold("{L:Tacna} and {O:HIAS}")}
    guess = {"a": gold("{L:Lima} and Callao"), "b": gold("{L:Tacna} and {O:HIAS}")}
    evaluation = measure(truth, guess)
    assert [(key, one.all_strict.n, one.all_strict.recall) for key, one in evaluation.documents.items()] == [
        ("a", 2, 0.5),
        ("b", 2, 1.0),
    ]
    assert evaluation.scores == score(truth, guess)
    assert evaluation.scores.all_strict.recall == 0.75


def test_the_json_form():
    truth, guess = gold("{L:Lima}, {D=2020-05:May}"), gold("Lima, {D=2020-04:May}")
    row = measure({"x": truth}, {"x": guess}).to_json()
    assert row["entities"]["strict"] == {
        "DATE": {"p": 1.0, "r": 1.0, "f": 1.0, "n": 1},
        "LOC": {"p": 0.0, "r": 0.0, "f": 0.0, "n": 1},
        "ALL": {"p": 1.0, "r": 0.5, "f": 2 / 3, "n": 2},
    }
    assert row["entities"]["relaxed"] == row["entities"]["strict"]
    assert row["figures"]["record"] == {"p": 0.0, "r": 0.0, "f": 0.0, "n": 0}
    assert row["accuracy"] == {"DATE value": {"right": 0, "of": 1}}
    assert row["documents"] == {"x": {key: row[key] for key in ("entities", "figures", "accuracy")}}
    assert row["errors"] == [
        {"document": "x", "what": "DATE value", "of": "May", "gold": "2020-05", "predicted": "2020-04", "start": 6},
        {"document": "x", "what": "missed LOC", "of": None, "gold": "Lima", "predicted": None, "start": 0},
    ]


def test_a_pipeline_is_told_the_month_of_the_gold(nlp):
    truth = gold("On {D=2019-12-03:3 December} nobody came.", month="2020-01")
    assert evaluate(nlp, {"x": truth}).scores.accuracy["DATE value"] == [1, 1]
    assert evaluate(nlp, {"x": replace(truth, month="2022-01")}).scores.accuracy["DATE value"] == [0, 1]


def test_a_text_that_cannot_be_annotated_counts_as_one_without_findings():
    nlp = spacy.blank("en")
    nlp.max_length = 10
    failures: list[InputError] = []
    evaluation = evaluate(nlp, {"x": gold("{L:Lima} and {L:Callao}")}, on_error=failures.append)
    assert [failure.source for failure in failures] == ["x"]
    assert evaluation.scores.strict["LOC"].fn == 2


MARKED = "{A1:Assisted} {Q1:300} {B1:women} in {L1:Lima}, of {Q2:900}.\n@ Q1 B1 A1 L1 <Q2 Food\n@ Q2 people Food"


def without_texts(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_texts(one) for key, one in value.items() if key != "text" or "start" not in value}
    return [without_texts(one) for one in value] if isinstance(value, list) else value


def test_gold_in_json_may_leave_out_the_texts_of_spans(tmp_path):
    report = gold(MARKED)
    (tmp_path / "gold.jsonl").write_text(json.dumps(without_texts(report.to_json())), encoding="utf-8")
    assert read_gold([tmp_path / "gold.jsonl"]) == {"test": report}


def test_gold_in_marked_text_and_in_folders(tmp_path):
    report = gold(MARKED)
    (tmp_path / "test.txt").write_text(f"---\nid: test\nmonth: 2020-05\n---\n{MARKED}", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "b.jsonl").write_text(json.dumps(replace(report, id="b").to_json()), encoding="utf-8")
    (tmp_path / "README.md").write_text("no gold", encoding="utf-8")
    assert read_gold([tmp_path]) == {"b": replace(report, id="b"), "test": report}


GOOD = {"id": "x", "text": "In Lima, 20.", "entities": [], "figures": []}
NUMBER = {"start": 9, "end": 11}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{", "not JSON: Expecting"),
        ([], "not a JSON object"),
        ({"id": "y", "text": "In Lima"}, "no field 'entities'"),
        (GOOD | {"id": 7}, "the fields 'id' and 'text' must be strings"),
        (GOOD | {"id": "y", "text": " "}, "the text of 'y' is empty"),
        (GOOD | {"month": "May"}, "month 'May' is not of the form YYYY-MM"),
        (GOOD | {"country": 51}, "the field 'country' must be a string"),
        (GOOD | {"entities": {}}, "the field 'entities' must be a list"),
        (GOOD | {"entities": [{"start": 3, "end": 7}]}, "entities[0]: no field 'label'"),
        (GOOD | {"entities": [{"start": 3, "end": 7, "label": "PER"}]}, "entities[0]: unknown label 'PER'"),
        (GOOD | {"entities": [{"start": 3, "end": 99, "label": "LOC"}]}, "entities[0]: the span 3-99 lies outside"),
        (GOOD | {"entities": [{"start": "3", "end": 7, "label": "LOC"}]}, "entities[0]: start and end must be whole"),
        (GOOD | {"entities": [{"start": 3, "end": 7, "label": "LOC", "value": 1}]}, "entities[0]: the value must be"),
        (
            GOOD | {"entities": [{"start": 3, "end": 7, "label": "LOC", "text": "Lim"}]},
            "entities[0]: the text is 'Lim'",
        ),
        (GOOD | {"figures": [{"quantity": NUMBER, "value": "20"}]}, "figures[0]: the value must be a number"),
        (GOOD | {"figures": [{"quantity": NUMBER, "value": 20, "sector": "x"}]}, "figures[0]: unknown sector 'x'"),
        (
            GOOD | {"figures": [{"quantity": NUMBER, "value": 20, "counted": {}}]},
            "figures[0].counted: no field 'start'",
        ),
        (
            GOOD | {"figures": [{"quantity": NUMBER, "value": 20, "dates": [{"start": 20, "end": 21}]}]},
            "figures[0].dates[0]: the span 20-21 lies outside the text",
        ),
        (GOOD, "the id 'x' stands in gold.jsonl:1 too"),
    ],
)
def test_faults_in_gold_are_named_with_their_line(row, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line = row if isinstance(row, str) else json.dumps(row)
    Path("gold.jsonl").write_text(f"{json.dumps(GOOD)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(["gold.jsonl"])
    assert str(caught.value).startswith(f"gold.jsonl:3: {message}")


def test_all_faults_are_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(GOOD)}\n[]\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "c.jsonl").write_bytes(b'{"id": "\xf1"}')
    (tmp_path / "d.txt").write_text("---\nid: d\n---\nIn {P:Lima} and {Q:20}.", encoding="utf-8")
    (tmp_path / "none").mkdir()
    faults: list[InputError] = []
    paths = [tmp_path, tmp_path / "none", tmp_path / "gone", ROOT / "README.md"]
    assert list(read_gold(paths, on_error=faults.append)) == ["x"]
    places = [(Path(fault.source).name, fault.line, fault.reason.split(":")[0]) for fault in faults]
    assert places == [
        ("a.jsonl", 2, "not a JSON object"),
        ("b.jsonl", None, "the file is empty"),
        ("c.jsonl", 1, "not UTF-8"),
        ("d.txt", 4, "unknown kind of mark 'P'"),
        ("d.txt", 4, "the quantity '20' has no figure line"),
        ("none", None, "the folder holds no annotated reports (.jsonl, .txt)"),
        ("gone", None, "no such file or folder"),
        ("README.md", None, "not a form of annotated reports (.jsonl, .txt)"),
    ]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A folder with two sets of gold, and a saved pipeline that knows one place and nothing else."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "lima").mkdir()
    (folder / "lima" / "one.txt").write_text("---\nid: one\n---\nIn {L:Lima} and {L:Tacna}.", encoding="utf-8")
    row = replace(gold("{A1:Trained} {Q1:20} {B1:women}.\n@ Q1 B1 A1 Protection"), id="two").to_json()
    (folder / "two.jsonl").write_text(json.dumps(row), encoding="utf-8")
    plain = spacy.blank("en")
    plain.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Lima"}])
    plain.to_disk(folder / "plain")
    return folder


def rows(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines()]


def test_one_pipeline_is_printed_for_each_set(work):
    run = sitrep("evaluate", work / "plain", work / "lima", work / "two.jsonl", "--errors", "1")
    assert (run.returncode, run.stderr) == (0, "")
    first, second = run.stdout.split(f"{work / 'two.jsonl'}: ")
    assert first.startswith(f"{work / 'lima'}: 1 documents, 2 entities, 0 figures\n{work / 'plain'}\n")
    assert ["LOC", "2", "1.000", "0.500", "0.667", "1.000", "0.500", "0.667"] in rows(first)
    assert ["record", "0", "–", "–", "–"] in rows(first)
    assert ["one", "2", "0.667", "0.667", "–"] in rows(first)
    assert "1 of 1 errors\none | missed LOC | Tacna | –\n" in first
    assert ["record", "1", "0.000", "0.000", "0.000"] in rows(second)
    assert "1 of 3 errors\ntwo | missed QUANTITY | 20 | –\n" in second


def test_two_pipelines_side_by_side(work, tmp_path):
    out = tmp_path / "scores.json"
    run = sitrep(
        "evaluate",
        work / "plain",
        work / "two.jsonl",
        work / "lima",
        "--against",
        "rules",
        "--errors",
        "9",
        "--json",
        out,
    )
    assert (run.returncode, run.stderr) == (0, "")
    first, second = run.stdout.split(f"{work / 'lima'}: ")
    assert ["ALL", "2", "0.000", "1.000", "+1.000", "0.000", "1.000", "+1.000"] in rows(first)
    assert ["record", "1", "1", "0.000", "1.000", "+1.000"] in rows(first)
    assert ["value", "0", "1", "–", "1.000", "–"] in rows(first)
    assert ["LOC", "2", "0.667", "1.000", "+0.333", "0.667", "1.000", "+0.333"] in rows(second)
    assert ["one", "2", "0.667", "1.000", "+0.333", "0.667", "1.000", "+0.333", "–", "–", "–"] in rows(second)
    assert f"A {work / 'plain'}: 1 of 1 errors" in second
    assert "B rules: 0 of 0 errors" in second
    sets = json.loads(out.read_text(encoding="utf-8"))["sets"]
    assert [one["gold"] for one in sets] == [str(work / "two.jsonl"), str(work / "lima")]
    plain, rules = sets[1]["results"]
    assert (plain["model"], rules["model"]) == (str(work / "plain"), "rules")
    assert (plain["entities"]["strict"]["LOC"]["r"], rules["entities"]["strict"]["LOC"]["r"]) == (0.5, 1.0)
    assert [error["gold"] for error in plain["errors"]] == ["Tacna"]
    assert list(rules["documents"]) == ["one"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("rules",), "Missing argument"),
        (("nonsense", "lima"), "MODEL: 'nonsense' cannot be loaded"),
        (("rules", "lima", "--against", "nonsense"), "--against: 'nonsense' cannot be loaded"),
        (("rules", "nowhere"), "nowhere: no such file or folder"),
        (("rules", "lima", "--json", "no/such/folder/x.json"), "there is no folder"),
        (("rules", "lima", "--errors", "-1"), "--errors"),
    ],
)
def test_a_wrong_call_of_evaluate_exits_with_2(args, message, work, monkeypatch):
    monkeypatch.chdir(work)
    run = sitrep("evaluate", *args)
    assert run.returncode == 2
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_faults_in_gold_are_printed_and_nothing_is_measured(work, monkeypatch):
    monkeypatch.chdir(work)
    (work / "bad.jsonl").write_text(f"{json.dumps(GOOD)}\nx\n[]\n", encoding="utf-8")
    run = sitrep("evaluate", "rules", "lima", "bad.jsonl")
    assert (run.returncode, run.stdout) == (2, "")
    assert "bad.jsonl:2: not JSON" in run.stderr
    assert "bad.jsonl:3: not a JSON object" in run.stderr


@pytest.mark.shared
def test_the_measures_agree_with_the_measuring_script(tmp_path):
    out, predicted = tmp_path / "scores.json", tmp_path / "predicted.jsonl"
    ours = sitrep("evaluate", "rules", DATA, "--json", out)
    assert ours.returncode == 0, ours.stderr
    results = sitrep_nlp.annotate([DATA], nlp=sitrep_nlp.load("rules"))
    predicted.write_text("".join(json.dumps(result.to_json()) + "\n" for result in results), encoding="utf-8")

    theirs = subprocess.run([sys.executable, SCRIPT, DATA, predicted], capture_output=True, text=True, check=True)
    numbers = [row for row in rows(theirs.stdout) if row and row[-1].startswith(("0.", "1."))]
    assert len(numbers) == 21  # seven rows of entities, eight of figures, six accuracies
    assert [row for row in numbers if row not in rows(ours.stdout)] == []

    spec = importlib.util.spec_from_file_location("measuring_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    errors: list[tuple[str, str, object, object]] = []
    scores = script.score(script.load(DATA), script.load(predicted), errors)
    [written] = json.loads(out.read_text(encoding="utf-8"))["sets"][0]["results"]
    assert {key: written[key] for key in scores} == scores

    listed = Counter((error["document"], error["what"]) for error in written["errors"])
    known = Counter((document, what) for document, what, _, _ in errors)
    # The script does not list these, though they count in its scores.
    besides = {"sector", "organizations", "locations", "dates", "part_of"}
    assert {what for _, what in listed - known if not what.endswith(" ends")} <= besides
    assert known - listed == Counter()
