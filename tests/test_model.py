"""The pipeline that ships, as a package: what it is, what it says of itself, how big and how quick it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import en_sitrep_sm
import pytest
import spacy

import sitrep_nlp
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.evaluation import evaluate
from sitrep_nlp.installed import path_of
from tests.conftest import ROOT

FOLDER = path_of("en_sitrep_sm")


def test_it_is_a_package_a_folder_and_the_default(nlp):
    assert FOLDER == Path(en_sitrep_sm.__file__).parent == path_of()
    assert en_sitrep_sm.load().pipe_names == spacy.load(FOLDER).pipe_names == nlp.pipe_names
    with pytest.raises(OSError, match="there is no pipeline 'en_sitrep_xl'"):
        sitrep_nlp.load("en_sitrep_xl")


def test_it_is_small_and_names_its_licence_and_sources():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= 25_000_000
    meta = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert {source["license"] for source in meta["sources"]} >= {"CC BY 4.0", "CC BY-SA 4.0", "Apache License 2.0"}
    assert meta["version"] == sitrep_nlp.__version__


def test_it_holds_no_path_of_the_machine_that_it_was_trained_on():
    paths = spacy.util.load_config(FOLDER / "config.cfg")["paths"]
    assert set(paths.values()) == {None}


def test_it_loads_in_under_two_seconds():
    code = "import time, sitrep_nlp; start = time.perf_counter(); sitrep_nlp.load(); print(time.perf_counter() - start)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(2)
    ]
    assert min(times) < 2.0


def test_the_card_shows_the_scores_that_the_model_was_published_with():
    """A row of the card's table of entities: a label, and its strict F1 on the corpus' dev and test parts."""
    performance = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))["performance"]
    card = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (ORG|DECREE|DATE|QUANTITY|BENEFICIARY|LOC|ALL) \|.*?([\d.]+) \| ([\d.]+) \|$", card, re.M)
    assert len(rows) == 7
    for label, dev, test in rows:
        for part, shown in (("dev", dev), ("test", test)):
            assert f"{performance[part]['entities']['strict'][label]['f']:.3f}" == shown, (label, part)


def test_it_does_on_the_corpus_what_it_was_published_with(nlp):
    """The weights, the rules and the scores in `meta.json` belong together: a rule that changes asks for new scores."""
    published = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))["performance"]["dev"]["entities"][
        "strict"
    ]["ALL"]["f"]
    scores = evaluate(nlp, read_gold([ROOT / "corpus" / "dev"])).scores
    assert scores.all_strict.f1 == pytest.approx(published, abs=0.005)
