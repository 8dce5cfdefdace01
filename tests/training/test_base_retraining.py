"""The commands of docs/retraining.md, on a few passages in the form of the set that it is about."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex

import pytest
from tests.conftest import ROOT, SHARED
from typer.testing import CliRunner

import sitrep_nlp
from sitrep_nlp.cli import app
from sitrep_nlp.corpus.formats import reader
from sitrep_nlp.corpus.formats.mapping import read_mapping
from sitrep_nlp.corpus.gold import read_gold

# {number|modifier|unit|event|type}, the words of each as they stand in the passage
PASSAGES = {
    "train": [
        ("Some 40 tents were set up beside the river within 3 weeks.", [("40", "Some", "tents", "set up", "EventA")]),
        ("Hail broke 15 windows and hurt two cooks.", [("15", None, "windows", "broke", "EventO")]),
        ("At least $2,000 went to bakers, 37% of them new.", [("2,000", "At least", "$", "went", "EventA")]),
    ],
    "dev": [("Nearly 90 goats drowned 4 km away.", [("90", "Nearly", "goats", "drowned", "EventO")])],
}
MORE = {
    "Some 40": [("3", None, "weeks", None, None)],
    "Hail": [("two", None, "cooks", "hurt", "EventP")],
    "At least": [("37%", None, None, None, None)],
    "Nearly": [("4", None, "km", "drowned", "EventO")],
}
FIELDS = ("quantity", "modifier", "unit", "eventDescription", "eventType")


def annotations(text, rows):
    for row in rows:
        record = {}
        for field, words in zip(FIELDS, row, strict=True):
            if words and field == "eventType":
                record[field] = words
            elif words:
                record[field] = {"start": text.index(words), "end": text.index(words) + len(words), "text": words}
        yield record


@pytest.fixture
def workplace(tmp_path, monkeypatch, corpus):
    """A folder with the set, the mapping and something to mix in, as the page supposes."""
    folder = tmp_path / "humset_quantities"
    folder.mkdir()
    for part, passages in PASSAGES.items():
        lines = []
        for number, (text, rows) in enumerate(passages):
            rows = rows + next(more for start, more in MORE.items() if text.startswith(start))
            lines.append({"id": f"{part}-{number}", "text": text, "annotations": list(annotations(text, rows))})
        (folder / f"{part}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "training").symlink_to(ROOT / "training")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands():
    page = (ROOT / "docs" / "retraining.md").read_text(encoding="utf-8")
    for block in re.findall(r"<!-- test -->\n```sh\n(.*?)```", page, re.DOTALL):
        yield from block.splitlines()


def test_the_commands_of_the_page(workplace):
    # The page's own training takes minutes: here it is a step a phase, and the reports of three sentences stand for the corpus.
    steps = (
        f"--set {phase}training.{name}=1" for phase in ("", "relations.") for name in ("max_steps", "eval_frequency")
    )
    quick = f"--mix corpus {' '.join(steps)}"
    for command in commands():
        program, *arguments = shlex.split(f"{command} {quick}" if command.startswith("sitrep train") else command)
        assert program == "sitrep"
        run = CliRunner().invoke(app, arguments)
        told = [line for line in run.stderr.splitlines() if line.startswith("sitrep: ")]
        assert run.exit_code == 0 or all("event_type" in line for line in told), run.stderr
        if arguments[0] == "train":
            assert run.stdout.count("A en_sitrep_sm\nB humset_model\n") == 2
            assert "humset, dev: 1 documents, 2 entities, 2 figures" in run.stdout
            assert "corpus, dev: 1 documents, 4 entities, 1 figures" in run.stdout
    reports = read_gold(["humset"])
    figures = {figure.quantity.text: figure for report in reports.values() for figure in report.figures}
    assert sorted(figures) == ["15", "2,000", "37%", "4", "40", "90", "two"]
    tents, money, goats = figures["40"], figures["2,000"], figures["90"]
    assert (tents.modifier, tents.counted.text, tents.activity.text) == ("about", "tents", "set up")
    assert (money.value, money.kind, money.unit, money.modifier, money.counted.text) == (
        2000.0,
        "money",
        "USD",
        "at_least",
        "$",
    )
    assert (goats.modifier, goats.counted.text) == ("almost", "goats")
    weeks = [entity for entity in reports["train-0"].entities if entity.label == "DATE"]
    assert [(entity.text, entity.value) for entity in weeks] == [("3 weeks", "P3W")]
    (predicted,) = [json.loads(line) for line in (workplace / "predicted.jsonl").read_text("utf-8").splitlines()]
    assert predicted["id"] == "dev-0"
    assert [figure["quantity"]["text"] for figure in predicted["figures"]] == ["90", "4 km"]
    # Asked for the base's scheme, it answers as the base, number for number.
    base, grown = sitrep_nlp.load("en_sitrep_sm"), sitrep_nlp.load("humset_model")
    grown.get_pipe("sitrep_arguments").scheme = 0
    text = "UNHCR assisted 300 nurses in Lima with tents, among them 40 pregnant women, and 90 goats drowned."
    asked = [[figure.to_json() for figure in nlp(text)._.figures] for nlp in (base, grown)]
    assert asked[0] == asked[1]


@pytest.mark.shared
def test_what_the_scheme_loses_is_as_the_page_says(tmp_path):
    """The imported gold of the real set, scored against itself by the metric published with it."""
    spec = importlib.util.spec_from_file_location("score_quantities", SHARED / "eval" / "score_quantities.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    dev = SHARED / "data" / "humset_quantities" / "dev.jsonl"
    mapping = read_mapping(ROOT / "training" / "humset" / "humset.toml")
    reports = reader("records")(dev, on_problem=lambda problem: None, mapping=mapping)
    measured = scorer.score(scorer.load(dev), {one.id: scorer.to_annotations(one.to_json()) for one in reports})
    page = (ROOT / "docs" / "retraining.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `dev\.jsonl` \| (.*) \|$", page, re.MULTILINE)
    published = dict(zip(FIELDS[:4], map(float, row.split(" | ")), strict=True))
    assert {field: measured[field]["f"] for field in published} == pytest.approx(published, abs=0.005)


def test_the_mapping_on_the_page_is_the_one_that_ships():
    page = (ROOT / "docs" / "retraining.md").read_text(encoding="utf-8")
    shipped = (ROOT / "training" / "humset" / "humset.toml").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert shipped.endswith(shown)
