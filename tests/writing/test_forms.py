"""The other forms, read back by the programs that they are for."""

from __future__ import annotations

import csv
import json
import sys

import fsspec
import pandas
import pytest
from spacy.tokens import DocBin

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.frame import COLUMNS, HXL_TAGS, to_frame
from sitrep_nlp.ids import figure_id
from sitrep_nlp.runner import annotate
from sitrep_nlp.writing import write

BULLETINS = [
    Bulletin("lima", "May 2021\n\nIn Lima, HIAS assisted some\n300 women.", title="May", warnings=("odd",)),
    Bulletin("tacna", "Nothing."),
    Bulletin("piura", "In Piura, 7.5 per cent of 40 families received kits."),
]


@pytest.fixture(scope="module")
def results(rules):
    return list(annotate(BULLETINS, nlp=rules))


def test_csv_has_a_mark_for_spreadsheets_and_tags_on_request(results, tmp_path):
    path = tmp_path / "out.csv"
    assert write(results, path, hxl=True) == 3
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        tags, *rows = csv.DictReader(file)
    assert tags == HXL_TAGS
    assert [(row["bulletin_id"], row["value"], row["sentence"]) for row in rows] == [
        ("lima", "300", "In Lima, HIAS assisted some 300 women."),
        ("piura", "7.5", "In Piura, 7.5 per cent of 40 families received kits."),
        ("piura", "40", "In Piura, 7.5 per cent of 40 families received kits."),
    ]


def test_parquet_has_types(results, tmp_path):
    pytest.importorskip("pyarrow")
    assert write(results, tmp_path / "out.parquet") == 3
    frame = pandas.read_parquet(tmp_path / "out.parquet")
    assert tuple(frame.columns) == COLUMNS
    # pandas turns integers with gaps into floats; what is in the file is asked of the file.
    read = pandas.read_parquet(tmp_path / "out.parquet", dtype_backend="pyarrow")
    types = {name: str(read.dtypes[name]).removesuffix("[pyarrow]") for name in COLUMNS}
    assert {name: types[name] for name in ("value", "start", "page", "implicit", "sector")} == {
        "value": "double",
        "start": "int64",
        "page": "int64",
        "implicit": "bool",
        "sector": "string",
    }
    assert frame["value"].tolist() == [300.0, 7.5, 40.0]


def test_every_column_of_the_table_fits_its_type_in_parquet(results, tmp_path):
    pytest.importorskip("pyarrow")
    write(results, tmp_path / "out.parquet")
    read = pandas.read_parquet(tmp_path / "out.parquet")
    # Neither a number nor a truth value became a text.
    for column, value in to_frame(results).iloc[0].items():
        if isinstance(value, str):
            assert read[column][0] == value
        elif not pandas.isna(value):
            assert not isinstance(read[column][0], str), column


def test_json_lines_keep_what_was_found(results, tmp_path):
    assert write(results, tmp_path / "out.jsonl") == 3
    lima, tacna, _ = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (lima["id"], lima["title"], lima["warnings"], lima["organizations"][0]["id"]) == (
        "lima",
        "May",
        ["odd"],
        "hias",
    )
    assert [Figure.from_json(row) for row in lima["figures"]] == results[0].figures
    assert (tacna["text"], tacna["figures"]) == ("Nothing.", [])


def test_docbin_gives_docs_with_entities_and_figures(results, rules, tmp_path):
    assert write(results, tmp_path / "out.spacy") == 3
    lima, tacna, piura = DocBin(store_user_data=True).from_disk(tmp_path / "out.spacy").get_docs(rules.vocab)
    assert (lima.user_data["id"], lima._.month, lima.text) == ("lima", "2021-05", BULLETINS[0].text)
    assert [(ent.text, ent.label_, ent._.value) for ent in lima.ents] == [
        (entity.text, entity.label, entity.value) for entity in results[0].entities
    ]
    assert (lima._.figures, tacna._.figures) == (results[0].figures, [])
    assert [sentence.text for sentence in piura.sents] == [BULLETINS[2].text]


def test_a_file_is_written_whole_or_not_at_all(results, tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")

    def breaks():
        yield results[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(breaks(), path)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a device that is always full")
# zipfile tries once more when it is thrown away, and cannot raise there.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl", "parquet"])
def test_a_full_disk_is_an_os_error_in_every_form(results, tmp_path, form):
    (tmp_path / f".out.unfinished.{form}").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        write(results, tmp_path / f"out.{form}")


def test_a_url_is_written_through_fsspec(results):
    assert write(results, "memory://out/figures.csv") == 3
    assert b"300" in fsspec.filesystem("memory").cat_file("/out/figures.csv")


def test_an_extra_that_is_missing_is_named(results, tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "sitrep_nlp.writing.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ValueError, match=r"needs pyarrow: pip install 'sitrep-nlp\[parquet\]'"):
        write(results, tmp_path / "out.parquet")


def test_a_figure_has_the_same_id_tomorrow():
    bulletin, figure = Bulletin("lima-2021-05", "300 women"), Figure(Span(0, 3, "300"), 300.0)
    assert figure_id(bulletin, figure) == "fd430b8a1cbb1a8e"
    assert figure_id(Bulletin("lima-2021-05", "300 women, corrected", month="2021-05"), figure) == "fd430b8a1cbb1a8e"
    assert figure_id(Bulletin("lima-2021-06", "300 women"), figure) != "fd430b8a1cbb1a8e"
    assert figure_id(bulletin, Figure(Span(4, 7, "300"), 300.0)) != "fd430b8a1cbb1a8e"


def test_a_bulletin_of_many_sentences_finds_each_at_once():
    sentences = [[(start, start + 9)] for start in range(0, 100_000, 10)]
    sentences[3] = [(30, 33), (36, 39)]
    result = AnnotatedBulletin(Bulletin("long", "x" * 100_000), None, sentences=sentences)
    assert result.sentence(Span(37, 38, "x")) == [(30, 33), (36, 39)]
    assert result.sentence(Span(99_991, 99_992, "x")) == [(99_990, 99_999)]
    # Between two sentences there is only the span itself.
    assert result.sentence(Span(34, 35, "x")) == [(34, 35)]
