"""What goes out comes back the same, in every format that can carry it."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.corpus.formats import WRITABLE, Problem, reader, writer
from sitrep_nlp.corpus.marked import read
from sitrep_nlp.corpus.suggest import suggest
from sitrep_nlp.runner import annotate

LOSSLESS = [name for name in WRITABLE if name not in ("conll", "docbin")]


@pytest.fixture(scope="module")
def dev():
    reports = (read(path)[0] for path in sorted((ROOT / "corpus" / "dev").glob("*.txt")))
    return {report.id: report for report in reports if report}


def there_and_back(form, reports, path):
    """The reports by id as they come back, what was told of the way out, and what of the way back."""
    out: list[Problem] = []
    back: list[Problem] = []
    assert writer(form)(reports, path, on_problem=out.append) == len(reports)
    found = {report.id: report for report in reader(form)(path, on_problem=back.append)}
    return found, out, back


@pytest.mark.parametrize("form", LOSSLESS)
def test_the_reports_of_the_corpus(form, dev, tmp_path):
    found, out, back = there_and_back(form, list(dev.values()), tmp_path / "reports.json")
    assert (out, back) == ([], [])
    assert found == dev


@pytest.mark.parametrize("form", LOSSLESS)
def test_a_report_with_everything(form, report, tmp_path):
    found, _, _ = there_and_back(form, [report], tmp_path / "reports.json")
    assert found == {"test": report}
    figures = found["test"].figures
    assert [place.text for place in figures[0].locations] == ["Puno", "Tacna"]
    assert figures[1].implicit
    assert figures[1].part_of == figures[0].quantity


@pytest.mark.parametrize("form", [*LOSSLESS, "docbin"])
def test_what_a_pipeline_found(form, nlp, tmp_path):
    """Confidences, facts and lists of codes come back too."""
    bulletin = Bulletin("one", "In May 2020, HIAS assisted some 300 refugees and 20 nurses in Tacna with food kits.")
    (suggestion,) = suggest(annotate([bulletin], nlp=nlp))
    found, _, back = there_and_back(form, [suggestion.report], tmp_path / "reports.json")
    assert back == []
    assert found == {"one": suggestion.report}
    assert found["one"].figures[0].confidence is not None


def test_a_docbin_carries_all_but_ends_inside_tokens(dev, tmp_path):
    found, out, back = there_and_back("docbin", list(dev.values()), tmp_path / "reports.spacy")
    told = {problem.reason.partition(":")[0] for problem in out}
    assert back == []
    assert len(told) < 3
    assert {name for name in dev if found[name] != dev[name]} == told
    assert all(found[name].figures == dev[name].figures for name in dev)


def test_conll_carries_firm_entities_and_tells_the_rest(dev, tmp_path):
    found, out, _ = there_and_back("conll", list(dev.values()), tmp_path / "reports.conll")
    for name, report in dev.items():
        entities = [("".join(one.text.split()), one.label) for one in report.entities if not one.optional]
        assert [("".join(one.text.split()), one.label) for one in found[name].entities] == entities
        assert (found[name].month, found[name].country) == (report.month, report.country)
        assert found[name].figures == []
    figures = sum(len(report.figures) for report in dev.values())
    told = [problem.reason.split() for problem in out]
    assert sum(int(words[0]) for words in told if words[1] == "figures") == figures
