"""The names that people import."""

from __future__ import annotations

import pandas
import pytest

import sitrep_nlp
from sitrep_nlp import Bulletin, InputError


def test_annotate_streams_one_result_a_bulletin(nlp):
    bulletins = (Bulletin(str(number), f"{number} women were trained.", month="2020-05") for number in (30, 40))
    results = sitrep_nlp.annotate(bulletins, nlp=nlp, batch_size=1)
    first = next(results)
    assert (first.bulletin.id, first.figures[0].value) == ("30", 30.0)
    assert next(results).figures[0].value == 40.0


def test_to_frame_has_one_row_a_figure(nlp):
    text = "May 2021\n\nIn Lima, HIAS assisted some\n300 women and 20 men."
    frame = sitrep_nlp.to_frame(sitrep_nlp.annotate([Bulletin("x", text, country="Peru")], nlp=nlp))
    assert isinstance(frame, pandas.DataFrame)
    assert frame["value"].tolist() == [300.0, 20.0]
    row = frame.iloc[0]
    assert (row.month, row.country, row.counted, row.organizations, row.locations) == (
        "2021-05",
        "Peru",
        "women",
        "HIAS",
        "Lima",
    )
    assert row.sentence == "In Lima, HIAS assisted some 300 women and 20 men."
    assert text[row.start : row.end] == "300"


def test_an_empty_run_gives_an_empty_frame():
    assert len(sitrep_nlp.to_frame([])) == 0


def test_errors_are_raised_unless_they_are_asked_for(nlp, tmp_path):
    with pytest.raises(InputError, match="no such file"):
        list(sitrep_nlp.annotate([tmp_path / "none.txt"], nlp=nlp))
    errors: list[InputError] = []
    results = list(
        sitrep_nlp.annotate([tmp_path / "none.txt", Bulletin("x", "5 men")], nlp=nlp, on_error=errors.append)
    )
    assert [result.bulletin.id for result in results] == ["x"]
    assert errors[0].source.endswith("none.txt")


def test_one_bulletin_that_breaks_the_pipeline_takes_no_other_with_it():
    nlp = sitrep_nlp.load()
    nlp.add_pipe("test_breaks_on_boom")
    errors: list[InputError] = []
    bulletins = [Bulletin("a", "5 men"), Bulletin("b", "boom"), Bulletin("c", "6 men")]
    results = list(sitrep_nlp.annotate(bulletins, nlp=nlp, on_error=errors.append))
    assert [result.bulletin.id for result in results] == ["a", "c"]
    assert "b: could not be annotated: ValueError: boom" in str(errors[0])


def test_read_gives_a_bulletin(tmp_path):
    path = tmp_path / "arica.md"
    path.write_text("**30** kits", encoding="utf-8")
    bulletin = sitrep_nlp.read(path)
    assert (bulletin.id, bulletin.text) == ("arica", "30 kits")
    with pytest.raises(InputError, match="not a format"):
        sitrep_nlp.read(__file__)


def test_a_bulletins_month_has_one_form():
    with pytest.raises(ValueError, match="YYYY-MM"):
        Bulletin("x", "text", month="May 2020")


from spacy.language import Language  # noqa: E402


@Language.component("test_breaks_on_boom")
def breaks_on_boom(doc):
    if doc.text == "boom":
        raise ValueError("boom")
    return doc
