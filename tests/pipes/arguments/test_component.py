"""`sitrep_arguments`: what it learns, and that it answers the same however it is asked."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pytest
import spacy
from spacy.language import Language
from tests.conftest import gold
from tests.pipes.arguments.conftest import MARKED, network, pipeline

from sitrep_nlp.corpus.compile import to_doc
from sitrep_nlp.pipes.arguments import component as module
from sitrep_nlp.pipes.arguments.component import Arguments
from sitrep_nlp.pipes.arguments.confidence import UNCALIBRATED
from sitrep_nlp.pipes.arguments.decode import Decision
from sitrep_nlp.pipes.arguments.features import windows

FIELDS = ("quantity", "counted", "activity", "part_of")
TEXTS = [
    "In Lima the HIAS team fed 300 nurses and 40 cooks.",
    "",
    "Partners met.",
    "1,200 refugees received tents, among them 90 orphans in Puno. Another 75 left, and UNHCR handed out 80 blankets and $5,000.",
    "300",
]


def told(rows):
    """The figures in words."""
    return [
        (
            *(row[name] and row[name]["text"] for name in FIELDS),
            *([span["text"] for span in row[name]] for name in ("organizations", "locations")),
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def nlp(rules):
    return pipeline(rules)


def test_it_learns_what_it_is_told(case, learnt):
    for marked in MARKED:
        found = case(marked)
        (rows,) = learnt.predict([found.doc])
        assert told(rows) == told([figure.to_json() for figure in found.gold])
        assert [row["sector"] for row in rows] == [figure.sector for figure in found.gold]
        assert [row["implicit"] for row in rows] == [figure.implicit for figure in found.gold]


def test_some_of_that_the_rules_do_not_know(case):
    assert any(told(found.rows) != told([figure.to_json() for figure in found.gold]) for found in map(case, MARKED))


def test_what_the_rules_say_of_the_number_itself_stays(case, learnt):
    found = case(
        "Almost {Q1=5000 USD:$5,000} {A1:was handed out} to {Q2=50..60:50 to 60} {B2:cooks}.\n@ Q1 A1 CBI\n@ Q2 B2 A1 CBI\n"
    )
    (rows,) = learnt.predict([found.doc])
    kept = ("quantity", "value", "value_high", "kind", "unit", "modifier", "modifier_span")
    assert [[row.get(name) for name in kept] for row in rows] == [
        [row.get(name) for name in kept] for row in found.rows
    ]
    assert (rows[0]["counted"], rows[0]["counted_type"]) == (None, "money")


def test_tables_keep_what_the_rules_know_for_certain(read, learnt):
    doc = read("\tEducation\tFood Security\tWASH\nPEOPLE REACHED\t902\t8,430\t1,478\n")
    (rows,) = learnt.predict([doc])
    assert [row["sector"] for row in rows] == ["Education", "Food Security", "WASH"]
    for row, before in zip(rows, doc._.figure_rows, strict=True):
        assert [row[name] for name in ("organizations", "part_of")] == [
            before[name] for name in ("organizations", "part_of")
        ]


def test_boxes_keep_the_wholes_that_the_rules_know(case, learnt):
    found = case(MARKED[2])
    whole = found.rows[0]["quantity"]
    for row, part_of in zip(found.rows, (None, whole), strict=True):
        row |= {"found_by": "rules.headline", "part_of": part_of}
    assert [row["part_of"] for row in learnt.predict([found.doc])[0]] == [None, whole]


def test_each_record_tells_who_found_it_and_how_sure_it_is(case, learnt):
    found = case(MARKED[0])
    (rows,) = learnt.predict([found.doc])
    assert {row["found_by"] for row in rows} <= {"rules.sentence+model", "model"}
    assert rows[0]["found_by"] == "rules.sentence+model"
    assert all(0.5 < row["confidence"] <= 1 for row in rows)
    found.rows[0]["counted"] = None
    assert learnt.predict([found.doc])[0][0]["found_by"] == "model"


def test_calibration_lowers_confidence_and_changes_nothing_else(case, learnt):
    found, doubtful = case(MARKED[0]), copy.copy(learnt)
    doubtful.cfg = learnt.cfg | {"calibration": [0.5, 0.0, 0.0, 0.0, 0.0, -3.0]}
    (rows,), (doubted,) = learnt.predict([found.doc]), doubtful.predict([found.doc])
    for row, other in zip(rows, doubted, strict=True):
        assert other["confidence"] < row["confidence"]
        assert other | {"confidence": row["confidence"]} == row


def answers(nlp, docs):
    return json.loads(json.dumps([doc._.figure_rows for doc in docs]))


def test_all_ways_to_ask_give_the_same(nlp):
    alone = answers(nlp, map(nlp, TEXTS))
    assert [len(rows or ()) for rows in alone] == [2, 0, 0, 5, 1]
    for size in (1, 2, 16):
        assert answers(nlp, nlp.pipe(TEXTS, batch_size=size)) == alone
    assert answers(nlp, nlp.pipe(reversed(TEXTS)))[::-1] == alone
    assert answers(nlp, nlp.pipe(TEXTS * 2, n_process=2, batch_size=2)) == alone * 2


def test_saved_and_loaded_it_says_the_same(nlp, tmp_path):
    told = answers(nlp, nlp.pipe(TEXTS))
    component = nlp.get_pipe("sitrep_arguments")
    component.cfg["calibration"] = [0.5, 0.0, 0.0, 0.0, 0.0, 0.1]
    calibrated = answers(nlp, nlp.pipe(TEXTS))
    assert calibrated != told
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert answers(loaded, loaded.pipe(TEXTS)) == calibrated
    other = Arguments(nlp.vocab, network(), "sitrep_arguments", UNCALIBRATED)
    with pytest.raises(ValueError, match="mismatched structure"):
        other.from_bytes(component.to_bytes())  # a network of another depth
    second = loaded.get_pipe("sitrep_arguments")
    second.cfg["calibration"] = [9.0] * 6
    second.from_bytes(component.to_bytes())
    assert answers(loaded, loaded.pipe(TEXTS)) == calibrated
    component.cfg["calibration"] = list(UNCALIBRATED)


def test_an_overlong_document_is_read_in_parts_with_the_same_answers(nlp, monkeypatch):
    text = " ".join(TEXTS[3].replace("75", str(75 + number)) for number in range(8))
    whole = nlp(text)._.figure_rows
    assert len(whole) == 40
    monkeypatch.setattr(module, "_NUMBERS", 7)
    for row, before in zip(nlp(text)._.figure_rows, whole, strict=True):
        assert row["confidence"] == pytest.approx(before["confidence"], abs=0.011)
        assert row | {"confidence": before["confidence"]} == before


def test_documents_without_zones_or_sentences(case, learnt, read):
    doc = read(TEXTS[0])
    doc._.zones = doc._.sentences = None
    (rows,) = learnt.predict([doc])
    assert [row["counted"]["text"] for row in rows] == ["nurses", "cooks"]


def test_nothing_to_learn_from(rules, case):
    component = Arguments(rules.vocab, network(), "sitrep_arguments", UNCALIBRATED)
    empty = case("Partners met.")
    with pytest.raises(ValueError, match="sitrep_arguments has no annotated figures to learn from"):
        component.initialize(lambda: [empty.example])
    component.initialize(lambda: [case(MARKED[0]).example])
    before = component.model.to_bytes()
    optimizer = spacy.blank("en").create_optimizer()
    assert component.update([empty.example], sgd=optimizer) == {"sitrep_arguments": 0.0}
    assert component.model.to_bytes() == before


def test_labels_that_came_later_are_left_out(rules, case):
    component = Arguments(rules.vocab, network(), "sitrep_arguments", UNCALIBRATED)
    component.initialize(lambda: [case(MARKED[0]).example])
    assert component.classes["sector"] == ["Food Security"]
    losses = component.update([case(MARKED[1]).example], sgd=spacy.blank("en").create_optimizer())
    assert losses["sitrep_arguments"] > 0
    (rows,) = component.predict([case(MARKED[1]).doc])
    assert {row["sector"] for row in rows} == {"Food Security"}


def test_scores_are_those_of_the_evaluation(case, learnt):
    found = case(MARKED[0])
    learnt.set_annotations([found.doc], learnt.predict([found.doc]))
    scores = learnt.score([found.example])
    assert scores["figures_record_f"] == scores["figures_counted_p"] == scores["figures_activity_r"] == 1
    found.doc._.figure_rows = found.rows[:1]
    assert learnt.score([found.example])["figures_counted_r"] == 0.5


def test_annotation_reads_back(rules):
    report = gold(MARKED[0])
    doc = to_doc(report, rules.make_doc(report.text))
    assert told(doc._.figure_rows) == [
        ("300", "nurses", "fed", None, ["HIAS"], ["Lima"]),
        ("40", "cooks", "fed", None, ["HIAS"], ["Lima"]),
    ]


def test_new_labels_leave_what_was_known(case, learnt):
    found = case(MARKED[0])
    grown = Arguments(learnt.vocab, network(), "sitrep_arguments", UNCALIBRATED).from_bytes(learnt.to_bytes())
    (figure, *_), (before,) = found.gold, learnt.predict([found.doc])
    grown.learn_conventions([(found.doc.text, [replace(figure, sector="Aviation", event_type="EventA")])])
    assert "Aviation" in grown.classes["sector"]
    assert grown.classes["event_type"] == ["EventA"]
    (after,) = grown.predict([found.doc])
    assert [row["sector"] for row in after] == [row["sector"] for row in before]
    assert {row["event_type"] for row in after} == {"EventA"}
    examples = [case("HIAS {A1:flew} {Q1:30} {B1:nurses} to Lima.\n@ Q1 B1 A1 Food\n").example]
    examples[0].reference._.figure_rows[0]["sector"] = "Aviation"
    optimizer = Language().create_optimizer()
    optimizer.learn_rate = 0.02
    for _ in range(30):
        grown.update(examples, sgd=optimizer)
    assert [row["sector"] for row in grown.predict([examples[0].predicted])[0]] == ["Aviation"]


def test_the_conventions_of_other_annotators_are_learnt_beside_the_first(case, learnt):
    grown = Arguments(learnt.vocab, network(), "sitrep_arguments", UNCALIBRATED).from_bytes(learnt.to_bytes())
    ours = "In {L1:Lima} the {O1:HIAS} team {A1:fed} {Q1:300} {B1:nurses}.\n@ Q1 B1 A1 O1 L1 Food\n"
    theirs = "In {L1:Lima} the {A1:HIAS team fed} {Q1:300} {B1:nurses}.\n@ Q1 B1 A1 L1 Food\n"
    assert grown.scheme == 0
    before = told(grown.predict([case(ours).doc])[0])
    grown.learn_scheme()
    assert grown.scheme == 1
    assert told(grown.predict([case(ours).doc])[0]) == before  # it begins with what was known
    old, new = case(ours), case(theirs)
    grown.learn_conventions([(new.doc.text, [replace(figure, sector="Aviation") for figure in new.gold])])
    old.doc._.scheme = 0
    optimizer = Language().create_optimizer()
    optimizer.learn_rate = 0.02
    for _ in range(60):
        grown.update([old.example, new.example], sgd=optimizer)
    assert [row["activity"]["text"] for row in grown.predict([case(ours).doc])[0]] == ["HIAS team fed"]
    # What was known is there as it was, also after a way through the disk.
    back = Arguments(learnt.vocab, network(), "sitrep_arguments", UNCALIBRATED).from_bytes(grown.to_bytes())
    for each in (grown, back):
        asked = case(ours).doc
        asked._.scheme = 0
        assert told(each.predict([asked])[0]) == before
        assert told(each.predict([case(ours).doc])[0]) != before


def test_a_number_is_what_its_annotators_marked(case, learnt):
    grown = Arguments(learnt.vocab, network(), "sitrep_arguments", UNCALIBRATED).from_bytes(learnt.to_bytes())
    ours = "HIAS {A1:paid} {Q1=40 USD:$40} for {Q2=3000 kg:3,000 kg} of {B2:rice}.\n@ Q1 A1 CBI\n@ Q2 B2 A1 CBI\n"
    theirs = "HIAS {A1:paid} {B1:$}{Q1:40} for {Q2=3000 kg:3,000 kg} of {B2:rice}.\n@ Q1 B1 A1 CBI\n@ Q2 B2 A1 CBI\n"
    grown.learn_scheme()
    new = case(theirs)
    grown.learn_conventions([(new.doc.text, new.gold)])
    optimizer = Language().create_optimizer()
    optimizer.learn_rate = 0.02
    for _ in range(60):
        grown.update([new.example], sgd=optimizer)
    back = Arguments(learnt.vocab, network(), "sitrep_arguments", UNCALIBRATED).from_bytes(grown.to_bytes())
    for each in (grown, back):
        (rows,) = each.predict([case(ours).doc])
        by_number = {row["quantity"]["text"]: row["counted"] and row["counted"]["text"] for row in rows}
        assert by_number == {"40": "$", "3,000 kg": "rice"}
        asked = case(ours).doc
        asked._.scheme = 0
        assert [row["quantity"]["text"] for row in each.predict([asked])[0]] == ["$40", "3,000 kg"]


def test_quantities_are_taken_apart_as_its_annotators_did(case, learnt):
    grown = Arguments(learnt.vocab, network(), "sitrep_arguments", UNCALIBRATED).from_bytes(learnt.to_bytes())
    grown.learn_scheme()
    theirs = case("They {A1:fed} {Q1:50} to {Q2:100} {B1:nurses}.\n@ Q1 B1 A1 Food\n@ Q2 B1 A1 Food\n")
    grown.learn_conventions([(theirs.doc.text, theirs.gold)])
    asked = case("They {A1:fed} {Q1=20..30:20 to 30} {B1:cooks}.\n@ Q1 B1 A1 Food\n").doc
    low, high = grown.predict([asked])[0]
    assert [(row["quantity"]["text"], row["value"], row["value_high"]) for row in (low, high)] == [
        ("20", 20.0, None),
        ("30", 30.0, None),
    ]
    assert high["counted"] == low["counted"]
    asked._.scheme = 0
    assert [row["quantity"]["text"] for row in grown.predict([asked])[0]] == ["20 to 30"]


def test_hints_are_hidden_while_it_learns_and_never_when_it_answers(case, monkeypatch):
    found = case(MARKED[0])
    component = Arguments(found.doc.vocab, network(), "sitrep_arguments", UNCALIBRATED, hint_dropout=1.0)
    component.initialize(lambda: [found.example])
    seen = []
    monkeypatch.setattr(module, "windows", lambda doc, rows: seen.append(rows) or windows(doc, rows))
    component.update([found.example])
    assert [(row["counted"], row["activity"], row["value"]) for row in seen[0]] == [
        (None, None, 300.0),
        (None, None, 40.0),
    ]
    assert found.rows[0]["counted"]["text"] == "nurses"


@pytest.mark.parametrize(("scheme", "counted"), [(0, None), (1, "kits")])
def test_money_counts_nothing_unless_other_annotators_say_so(case, scheme, counted):
    found = case("{Q1=40 USD:$40} {A1:was paid} for {B1:kits}.\n@ Q1 A1 CBI\n")
    start = found.doc.text.index("kits")
    fields = {**found.rows[0], "counted": {"start": start, "end": start + 4, "text": "kits"}, "activity": None}
    row = Arguments.settled(found.rows[0], Decision(fields, (0.9, 0.9)), UNCALIBRATED, scheme)
    assert row["counted_type"] == "money"
    assert (row["counted"] and row["counted"]["text"]) == counted
