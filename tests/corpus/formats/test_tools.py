"""Small files as the annotation tools themselves write them, by their own documentation."""

from __future__ import annotations

import json
import sys

import pytest
import spacy
from spacy.tokens import DocBin, Span

from sitrep_nlp.corpus.formats import WRITABLE, writer
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError

TEXT = "HIAS fed 300 nurses in Ilo."


def spans(report):
    return [(entity.text, entity.label) for entity in report.entities]


def only_figure(report):
    (figure,) = report.figures
    return figure


def write_json(path, value):
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def write_lines(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


# Label Studio 1.13: "Label Studio JSON format of annotated tasks", with relations and per-region controls


def region(name, start, end, label, text=TEXT):
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": value}


def per_region(name, control, kind, value):
    place = {"start": 9, "end": 12, "text": "300"}
    return {"id": name, "from_name": control, "to_name": "text", "type": kind, "value": place | value}


def task(*result, number=7, text=TEXT, **more):
    annotation = {"id": 1001, "completed_by": 1, "was_cancelled": False, "lead_time": 12.5, "result": list(result)}
    return {"id": number, "data": {"text": text}, "annotations": [annotation], "predictions": [], "project": 3} | more


def test_label_studio(tmp_path, imported):
    regions = [region("a", 0, 4, "ORG"), region("q", 9, 12, "QUANTITY"), region("b", 13, 19, "BENEFICIARY")]
    details = [
        region("v", 5, 8, "ACTIVITY"),
        per_region("q", "sector", "choices", {"choices": ["Food Security"]}),
        {"from_id": "q", "to_id": "b", "type": "relation", "direction": "right", "labels": ["counted"]},
        {"from_id": "v", "to_id": "q", "type": "relation", "direction": "left", "labels": ["activity"]},
        {"from_id": "q", "to_id": "a", "type": "relation", "direction": "right"},
    ]
    (report,), problems = imported("label-studio", write_json(tmp_path / "export.json", [task(*regions, *details)]))
    assert problems == []
    assert report.id == "export-7"
    assert spans(report) == [("HIAS", "ORG"), ("300", "QUANTITY"), ("nurses", "BENEFICIARY")]
    figure = only_figure(report)
    assert (figure.value, figure.sector, figure.counted_type) == (300.0, "Food Security", "people")
    assert (figure.counted.text, figure.activity.text) == ("nurses", "fed")
    assert [one.text for one in figure.organizations] == ["HIAS"]


def test_label_studio_counts_an_emoji_as_two(tmp_path, imported):
    text = "\N{FIRE} HIAS left."
    moved = region("a", 3, 7, "ORG") | {"value": {"start": 3, "end": 7, "text": "HIAS", "labels": ["ORG"]}}
    (report,), problems = imported("label-studio", write_json(tmp_path / "e.json", [task(moved, text=text)]))
    assert (spans(report), problems) == ([("HIAS", "ORG")], [])
    assert report.entities[0].start == 2


def test_label_studio_tells_what_it_leaves_out(tmp_path, imported):
    wrong = region("a", 1, 4, "ORG") | {"value": {"start": 1, "end": 4, "text": "UNHCR", "labels": ["ORG"]}}
    whole = {"id": "w", "from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["grave"]}}
    second = task(number=8)["annotations"][0] | {"id": 1002}
    open_one = task(number=9) | {"annotations": [], "predictions": [{"result": [], "score": 0.5}]}
    rows = [task(wrong, whole, number=7) | {"annotations": [task(wrong, whole)["annotations"][0], second]}, open_one]
    reports, problems = imported("label-studio", write_json(tmp_path / "e.json", rows))
    assert [report.id for report in reports] == ["e-7"]
    assert problems == [
        "e.json: e-7: annotation 1002 was left out: the task has 1001",
        "e.json: e-7, offset 1: ORG 'UNHCR' is not what stands there",
        "e.json: e-7: a result of type 'choices' (tone) that belongs to no labelled region",
        "e.json: e-9: not annotated yet (1 predictions, which are not read)",
    ]


def test_label_studio_predictions(tmp_path, imported):
    rows = [
        task() | {"annotations": [], "predictions": [{"model_version": "v2", "result": [region("a", 0, 4, "ORG")]}]}
    ]
    (report,), problems = imported("label-studio-predictions", write_json(tmp_path / "e.json", rows))
    assert (spans(report), problems) == ([("HIAS", "ORG")], [])


def test_the_labelling_configuration_names_all_controls(tmp_path, report):
    from xml.etree import ElementTree as ET

    writer("label-studio")([report], tmp_path / "tasks.json", on_problem=print)
    config = ET.parse(tmp_path / "tasks.xml").getroot()
    controls = {one.get("name") for one in config.iter() if one.get("toName") == "text"}
    (written,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    results = written["annotations"][0]["result"]
    assert {one["from_name"] for one in results if "from_name" in one} <= controls
    labels = {one.get("value") for one in config.iter("Label")}
    assert {label for one in results if one["type"] == "labels" for label in one["value"]["labels"]} <= labels
    relations = {one.get("value") for one in config.iter("Relation")}
    assert {label for one in results if one["type"] == "relation" for label in one["labels"]} <= relations


# Prodigy 1.15: the task format of the relations interface


def prodigy_task(**more):
    words = ["HIAS", "fed", "300", "young", "nurses", "in", "Ilo", "."]
    places = [0, 5, 9, 13, 19, 26, 29, 32]
    tokens = [
        {"text": word, "start": start, "end": start + len(word), "id": number, "ws": True, "disabled": False}
        for number, (word, start) in enumerate(zip(words, places, strict=True))
    ]
    row = {
        "text": "HIAS fed 300 young nurses in Ilo.",
        "meta": {"source": "R4V"},
        "_input_hash": 1,
        "_task_hash": 2,
        "_view_id": "relations",
        "tokens": tokens,
        "spans": [
            {"start": 9, "end": 12, "token_start": 2, "token_end": 2, "label": "QUANTITY"},
            {"start": 13, "end": 25, "token_start": 3, "token_end": 4, "label": "BENEFICIARY"},
        ],
        "relations": [{"head": 2, "child": 4, "label": "counted", "color": "#c5bdf4"}],
        "answer": "accept",
    }
    return row | more


def test_prodigy_relations_name_the_last_token_of_a_span(tmp_path, imported):
    (report,), problems = imported("prodigy", write_lines(tmp_path / "data.jsonl", prodigy_task()))
    assert problems == []
    assert report.source == "R4V"
    assert only_figure(report).counted.text == "young nurses"


def test_prodigy_tells_rejected_tasks_and_loose_ends(tmp_path, imported):
    loose = prodigy_task(relations=[{"head": 2, "child": 3, "label": "counted"}])
    path = write_lines(tmp_path / "data.jsonl", prodigy_task(answer="reject"), prodigy_task(answer="ignore"), loose)
    reports, problems = imported("prodigy", path)
    assert [report.id for report in reports] == ["data-3"]
    assert problems == [
        "data.jsonl:1: data-1: not accepted (answer: reject)",
        "data.jsonl:2: data-2: not accepted (answer: ignore)",
        "data.jsonl:3: data-3, offset 9: the relation 'counted' begins or ends at a token that is the last of no span",
    ]


# doccano 1.8: JSONL(relation), and JSONL of a project without relations


def test_doccano(tmp_path, imported):
    entities = [
        {"id": 40, "label": "QUANTITY", "start_offset": 9, "end_offset": 12},
        {"id": 41, "label": "BENEFICIARY", "start_offset": 13, "end_offset": 19},
    ]
    relations = [
        {"id": 5, "from_id": 40, "to_id": 41, "type": "counted"},
        {"id": 6, "from_id": 40, "to_id": 9, "type": "x"},
    ]
    related = {"id": 3, "text": TEXT, "entities": entities, "relations": relations, "Comments": [], "month": "2021-03"}
    plain = {"id": 4, "text": TEXT, "label": [[0, 4, "ORG"], [23, 26, "LOC"]]}
    reports, problems = imported(
        "doccano", write_lines(tmp_path / "all.jsonl", related, plain, {"id": 5, "data": TEXT})
    )
    assert only_figure(reports[0]).counted.text == "nurses"
    assert reports[0].month == "2021-03"
    assert spans(reports[1]) == [("HIAS", "ORG"), ("Ilo", "LOC")]
    assert problems == [
        "all.jsonl:1: all-3: the relation 'x' names no entity of the text",
        "all.jsonl:3: not an object with a text",
    ]


def test_doccano_attributes_whose_span_was_moved_are_told(tmp_path, report, imported):
    path = tmp_path / "all.jsonl"
    writer("doccano")([report], path, on_problem=print)
    row = json.loads(path.read_text(encoding="utf-8"))
    moved = next(entity for entity in row["entities"] if entity["label"] == "DECREE")
    moved["end_offset"] -= 1
    _, problems = imported("doccano", write_lines(path, row))
    assert problems == [
        f"all.jsonl: test, offset {moved['start_offset']}: the attributes of DECREE have lost their span"
    ]


# brat 1.3: the standoff format


def test_brat(tmp_path, imported):
    folder = tmp_path / "brat"
    folder.mkdir()
    text = "HIAS fed 300 young and old nurses in Ilo.\nSome left.\n"
    (folder / "doc-1.txt").write_text(text, encoding="utf-8")
    lines = [
        "T1\tORG 0 4\tHIAS",
        "T2\tACTIVITY 5 8\tfed",
        "E1\tACTIVITY:T2 organizations:T3",
        "T3\tQUANTITY 9 12\t300",
        "T4\tBENEFICIARY 13 18;27 33\tyoung nurses",
        "T5\tLOC 37 40\tIlo",
        "R1\tcounted Arg1:T3 Arg2:T4",
        "R2\tlocations Arg1:T3 Arg2:T5",
        "A1\tsector T3 Food_Security",
        "N1\tReference T5 GeoNames:3938451\tIlo",
        "*\tEquiv T1 T5",
        "#1\tAnnotatorNotes T1\tcheck this",
        '#2\tAnnotatorNotes T3\t{"value": 301.0}',
        "X9\tnobody knows",
        "R3\tcounted Arg1:T3 Arg2:T77",
    ]
    (folder / "doc-1.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "doc-2.txt").write_text(text, encoding="utf-8")
    (report,), problems = imported("brat", folder)
    figure = only_figure(report)
    assert (figure.value, figure.sector, figure.counted.text) == (301.0, "Food Security", "young and old nurses")
    assert report.entities[-1].value == "GeoNames:3938451"
    told = [problem.partition(": ")[2] for problem in problems]
    assert told == [
        "doc-1, offset 13: BENEFICIARY T4 is discontinuous: taken from its first to its last word, 'young and old nurses'",
        "doc-1, offset 0: the Equiv of T1, T5 has no place in a report",
        "doc-1, offset 0: the note 'check this' has no place in a report",
        "doc-1: 'R3\\tcounted Arg1:T3 Arg2:T77' could not be read (KeyError: 'T77')",
        "doc-1: 'X9\\tnobody knows' is no annotation that brat defines",
        "doc-2: the text has no .ann file",
    ]


def test_brat_parts_a_span_at_a_line_break(tmp_path, report):
    writer("brat")([report], tmp_path / "out", on_problem=print)
    lines = (tmp_path / "out" / "test.ann").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.endswith("refugees and migrants")]
    start = report.text.index("refugees")
    assert line.split("\t")[1] == f"BENEFICIARY {start} {start + 8};{start + 9} {start + 21}"
    assert "counted Arg1:QUANTITY|NUMBER, Arg2:<ENTITY>" in (tmp_path / "out" / "annotation.conf").read_text("utf-8")


# INCEpTION 33: UIMA CAS XMI 1.0 in a zip, with a custom span layer that has a slot, a relation layer and DKPro's named entities


def inception_zip(path):
    import zipfile

    from cassis import Cas, TypeSystem

    types = TypeSystem()
    entity = types.create_type("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity")
    types.create_feature(entity, "value", "uima.cas.String")
    amount = types.create_type("webanno.custom.Amount")
    types.create_feature(amount, "field", "uima.cas.String")
    slot = types.create_type("webanno.custom.AmountUnitLink", supertypeName="uima.cas.TOP")
    types.create_feature(slot, "role", "uima.cas.String")
    types.create_feature(slot, "target", "uima.tcas.Annotation")
    types.create_feature(amount, "unit", "uima.cas.FSArray", elementType="webanno.custom.AmountUnitLink")
    thing = types.create_type("webanno.custom.Thing")
    relation = types.create_type("webanno.custom.Doing")
    for name in ("Governor", "Dependent"):
        types.create_feature(relation, name, "uima.tcas.Annotation")
    remark = types.create_type("webanno.custom.Remark")
    cas = Cas(types)
    cas.sofa_string, cas.sofa_mime = f"\N{FIRE} {TEXT}", "text/plain"
    nurses, fed = thing(begin=15, end=21), thing(begin=7, end=10)
    number = amount(begin=11, end=14, field="Food Security")
    number.unit = types.get_type("uima.cas.FSArray")(elements=[slot(role="unit", target=nurses)])
    cas.add_all([entity(begin=2, end=6, value="ORG"), nurses, fed, number, remark(begin=0, end=1)])
    cas.add(relation(begin=7, end=10, Governor=number, Dependent=fed))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("TypeSystem.xml", types.to_xml())
        archive.writestr("bulletin.xmi", cas.to_xmi())


def test_inception_with_layers_of_others(tmp_path, imported):
    from sitrep_nlp.corpus.formats.mapping import read_mapping

    inception_zip(tmp_path / "export.zip")
    mapping = tmp_path / "layers.toml"
    mapping.write_text(
        """
        [inception.layers]
        "webanno.custom.Amount" = ""
        "webanno.custom.Thing" = ""
        [inception.relations]
        "webanno.custom.Doing" = ""
        [labels]
        Amount = "QUANTITY"
        Thing = "COUNTED counted_type=people"
        [relations]
        Doing = "activity"
        [attributes]
        field = "sector"
        """,
        encoding="utf-8",
    )
    (report,), problems = imported("inception", tmp_path / "export.zip", read_mapping(mapping))
    assert spans(report) == [("HIAS", "ORG"), ("300", "QUANTITY")]
    figure = only_figure(report)
    assert (figure.counted.text, figure.activity.text, figure.sector) == ("nurses", "fed", "Food Security")
    assert figure.counted_type == "people"
    reason = "an annotation of the layer webanno.custom.Remark, which the mapping does not name, was left out"
    assert problems == [f"export.zip: bulletin, offset 0: {reason}"]


# CoNLL-2003 (shared task), and Universal NER 1.0


def test_conll_2003(tmp_path, imported):
    path = tmp_path / "eng.conll"
    path.write_text(
        "-DOCSTART- -X- O O\n\nU.N. NNP I-NP I-ORG\nleft VBD I-VP O\n\nIlo NNP B-NP B-LOC\n. . O X-LOC\n", "utf-8"
    )
    (report,), problems = imported("conll", path)
    assert report.text == "U.N. left\nIlo .\n"
    assert spans(report) == [("U.N.", "ORG"), ("Ilo", "LOC")]
    assert problems == ["eng.conll:7: offset 14: 'X-LOC' is no IOB2 tag"]


def test_universal_ner(tmp_path, imported):
    path = tmp_path / "uner.iob2"
    path.write_text("# sent_id = 1\n# text = Ilo left\n1\tIlo\tB-LOC\t-\t-\n2\tleft\tO\t-\t-\n\n", "utf-8")
    (report,), problems = imported("conll", path)
    assert (report.text, spans(report), problems) == ("Ilo left\n", [("Ilo", "LOC")], [])


# spaCy 3: a DocBin made without us


def test_docbin_of_others(tmp_path, imported):
    doc = spacy.blank("es")("HIAS fed 300 nurses")
    doc.ents = [Span(doc, 0, 1, "ORG")]
    doc.spans["sc"] = [Span(doc, 3, 4, "BENEFICIARY"), Span(doc, 2, 4, "PHRASE")]
    DocBin(docs=[doc]).to_disk(tmp_path / "train.spacy")
    (report,), problems = imported("docbin", tmp_path / "train.spacy")
    assert spans(report) == [("HIAS", "ORG"), ("nurses", "BENEFICIARY")]
    assert problems == ["train.spacy: train-1, offset 9: the label 'PHRASE' of '300 nurses' is none of ours: map it"]


# what is no file of the format


@pytest.mark.parametrize("form", [name for name in WRITABLE if name not in ("doccano", "prodigy", "conll")])
def test_a_file_of_something_else_is_an_input_error(form, tmp_path, imported):
    path = tmp_path / "notes.zip"
    path.write_text("nothing of the kind", encoding="utf-8")
    with pytest.raises(InputError, match=r"notes\.zip: not "):
        imported(form, path)


@pytest.mark.parametrize("form", ["doccano", "prodigy"])
def test_lines_of_something_else_are_told(form, tmp_path, imported):
    path = tmp_path / "notes.jsonl"
    path.write_text('nothing\n{"text": "HIAS", "answer": "accept", "spans": [{"begin": 0}], "label": [5]}\n', "utf-8")
    reports, problems = imported(form, path)
    assert reports == []
    assert problems[0].startswith("notes.jsonl:1: not JSON")
    assert problems[1].startswith("notes.jsonl:2: not of the documented form")


@pytest.mark.parametrize("form", ["brat", "inception"])
def test_an_id_that_is_no_file_name(form, tmp_path, report):
    report.id = "../elsewhere"
    with pytest.raises(InputError, match=r"elsewhere' is no file name"):
        writer(form)([report], tmp_path / "out", on_problem=print)


def test_inception_tells_a_text_that_xml_cannot_hold(tmp_path):
    told = []
    reports = [AnnotatedReport("feed", "Page one\x0cPage two"), AnnotatedReport("plain", "HIAS left")]
    assert writer("inception")(reports, tmp_path / "out", on_problem=told.append) == 1
    assert told[0].report == "feed"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["TypeSystem.xml", "plain.xmi"]


def test_without_dkpro_cassis_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "cassis", None)
    monkeypatch.delitem(sys.modules, "sitrep_nlp.corpus.formats.inception", raising=False)
    with pytest.raises(ImportError, match=r"pip install sitrep-nlp\[inception\]"):
        writer("inception")
