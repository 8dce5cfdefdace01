"""The annotated reports themselves, and what is made of them."""

from __future__ import annotations

import json
import re

import pytest
import spacy
from spacy.tokens import DocBin
from tests.conftest import ROOT, gold
from typer.testing import CliRunner

from sitrep_nlp.cli import app
from sitrep_nlp.corpus import check, stats
from sitrep_nlp.corpus.compile import compile_reports, to_doc

CORPUS = ROOT / "corpus"


@pytest.fixture(scope="module")
def reports():
    found, faults = check.load([CORPUS])
    assert faults == []
    return found


def test_size(reports):
    size = stats.size(reports.values())
    assert size["reports"] >= 160
    assert size["sentences of prose"] >= 3000
    assert size["figures"] >= 4500
    assert size["countries"] >= 20
    assert size["currencies"] >= 10


def test_every_phenomenon_is_covered_and_the_published_table_is_true(reports):
    table = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    published = {
        name: int(count.replace(",", "")) for name, count in re.findall(r"^\| (.+?) \| ([\d,]+) \|$", table, re.M)
    }
    for name, count in stats.coverage(reports.values()).items():
        assert count >= 40, name
        assert published[name] == count, f"docs/corpus.md: {name}"


def test_splits_share_no_report(reports):
    names = [path.stem for path in reports]
    assert len(set(names)) == len(names)
    assert {path.parent.name for path in reports} == {"train", "dev", "test"}


def test_to_json_lines_and_to_docbin(tmp_path):
    report = gold(
        "In {L1:Arica} {O1:HIAS} {A1:assisted} {Q1:300} {B1:migrants} and {B?:guests}.\n@ Q1 B1 A1 O1 L1 Food\n"
    )
    compile_reports([report], tmp_path / "one.jsonl")
    row = json.loads((tmp_path / "one.jsonl").read_text(encoding="utf-8"))
    assert row["figures"][0]["counted"]["text"] == "migrants"
    compile_reports([report], tmp_path / "one.spacy")
    (doc,) = DocBin().from_disk(tmp_path / "one.spacy").get_docs(spacy.blank("en").vocab)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Arica", "LOC"),
        ("HIAS", "ORG"),
        ("300", "QUANTITY"),
        ("migrants", "BENEFICIARY"),
    ]
    assert [span.text for span in doc.spans["optional"]] == ["guests"]
    assert doc._.figures[0].value == 300.0
    with pytest.raises(ValueError, match="extension"):
        compile_reports([report], tmp_path / "one.txt")


def test_an_entity_that_ends_inside_a_token_is_told(nlp):
    report = gold("{L:Lim}a")
    told: list[str] = []
    to_doc(report, nlp.make_doc(report.text), told.append)
    assert told == ["test: LOC 'Lim' ends inside a token of 'Lima'"]


def test_a_value_that_its_words_do_not_say_is_a_fault(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("---\nid: x\n---\nThey met {Q1=35:thirty} {B1:women}.\n@ Q1 B1 Context\n", encoding="utf-8")
    _, faults = check.load([path])
    assert [str(fault) for fault in faults] == [f"{path}:4: the value 35 does not agree with 'thirty' (reads as 30)"]


def test_the_commands(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("---\nid: y\n---\nIn {L:Lima.\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["corpus", "check", str(path)])
    assert run.exit_code == 1
    assert f"{path}:4: the mark L is never closed" in run.stderr
    assert "the id 'y' is not the file's name" in run.stderr
    path.write_text("---\nid: x\n---\nIn {L:Lima}.\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["corpus", "check", str(tmp_path)]).exit_code == 0
    assert "| LOC | 1 |" in CliRunner().invoke(app, ["corpus", "stats", str(tmp_path)]).stdout
    out = tmp_path / "out.jsonl"
    assert CliRunner().invoke(app, ["corpus", "compile", str(path), "--out", str(out)]).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["entities"][0]["text"] == "Lima"
    assert CliRunner().invoke(app, ["corpus", "compile", str(path), "--out", "x.doc"]).exit_code == 2
