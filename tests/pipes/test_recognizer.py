"""The trained recogniser beside the rules: what it is shown, and whose answer stands."""

from __future__ import annotations

import numpy
import pytest
import spacy
from spacy.ml.models import MultiHashEmbed
from spacy.tokens import Doc, Span

from sitrep_nlp.pipes.recognizer.hints import Hints
from sitrep_nlp.pipes.recognizer.layers import hint_features, hinted_tok2vec
from sitrep_nlp.pipes.recognizer.merge import Merge

WORDS = "The Casa Azul fed 300 nurses in Lima".split()


def doc_with(*ents: tuple[int, int, str]) -> Doc:
    doc = Doc(spacy.blank("en").vocab, words=WORDS)
    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in ents])
    return doc


def settled(
    rules: list[tuple[int, int, str]], learnt: list[tuple[int, int, str]], rules_first: tuple[str, ...] = ()
) -> list[str]:
    doc = Hints()(doc_with(*rules))
    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in learnt])
    return [f"{ent.text}={ent.label_}" for ent in Merge(rules_first)(doc).ents]


def test_hints_are_set_aside_and_nothing_is_settled_for_the_recogniser():
    doc = Hints()(doc_with((4, 5, "QUANTITY"), (7, 8, "LOC")))
    assert [(span.text, span.label_) for span in doc.spans["hints"]] == [("300", "QUANTITY"), ("Lima", "LOC")]
    assert doc.ents == ()
    assert not doc.has_annotation("ENT_IOB")


def test_the_recogniser_stands_where_the_rules_do_not_come_first():
    assert settled([(2, 3, "ORG")], [(1, 3, "ORG"), (7, 8, "LOC")]) == ["Casa Azul=ORG", "Lima=LOC"]


def test_rules_that_come_first_push_out_what_overlaps_them():
    found = settled([(4, 5, "QUANTITY")], [(4, 6, "BENEFICIARY"), (7, 8, "LOC")], rules_first=("QUANTITY",))
    assert found == ["300=QUANTITY", "Lima=LOC"]


def test_a_label_that_the_rules_settle_is_not_the_recognisers():
    assert settled([], [(4, 5, "QUANTITY"), (7, 8, "LOC")], rules_first=("QUANTITY",)) == ["Lima=LOC"]


def test_names_in_a_long_list_of_partners_are_those_between_its_bars():
    names = [f"Casa {letter}" for letter in "ABCDEF"]
    doc = Doc(spacy.blank("en").vocab, words=" | ".join(names).split())
    doc._.zones = [["partners", 0, len(doc.text), 1]]
    doc.set_ents([Span(doc, start, start + 2, label="ORG") for start in range(0, len(doc), 3)])
    Hints()(doc).set_ents([Span(doc, 0, 1, label="LOC")])
    assert [ent.text for ent in Merge([])(doc).ents] == names


def test_two_places_that_the_rules_know_joined_by_and_are_two():
    def merged(*rules: tuple[int, int, str]) -> list[str]:
        doc = Doc(spacy.blank("en").vocab, words="in Lima y Callao".split())
        doc.set_ents([Span(doc, start, end, label=label) for start, end, label in rules])
        Hints()(doc).set_ents([Span(doc, 1, 4, label="LOC")])
        return [ent.text for ent in Merge([])(doc).ents]

    assert merged((1, 2, "LOC"), (3, 4, "LOC")) == ["Lima", "Callao"]
    assert merged((1, 4, "LOC")) == merged((1, 2, "LOC")) == ["Lima y Callao"]


def test_an_abbreviation_of_a_thing_is_no_name_unless_the_rules_found_one():
    def merged(*rules: tuple[int, int, str]) -> list[str]:
        doc = Doc(spacy.blank("en").vocab, words="CBT and HIAS".split())
        doc.set_ents([Span(doc, start, end, label=label) for start, end, label in rules])
        Hints()(doc).set_ents([Span(doc, 0, 1, label="ORG"), Span(doc, 2, 3, label="ORG")])
        return [ent.text for ent in Merge([])(doc).ents]

    assert merged() == ["HIAS"]
    assert merged((0, 1, "ORG")) == ["CBT", "HIAS"]


def test_features_tell_the_place_in_a_hint_its_label_and_whether_a_list_knows_it():
    doc = doc_with((1, 3, "ORG"), (5, 6, "BENEFICIARY"), (7, 8, "LOC"))
    doc.ents[2]._.value = "PE15"
    (features,) = hint_features(0.0).predict([Hints()(doc)])
    column = features[:, 0].tolist()
    assert column[0] == column[3] == column[4] == column[6] == 0
    assert len({*column}) == 5  # none, first and last of the ORG, the only word of the group, of the listed place
    unlisted = doc_with((7, 8, "LOC"))
    assert hint_features(0.0).predict([Hints()(unlisted)])[0][7, 0] != column[7]


def test_training_hides_a_share_of_the_hints():
    doc = Hints()(doc_with((7, 8, "LOC")))
    layer = hint_features(1.0)
    (shown,), _ = layer(([doc]), is_train=True)
    assert not shown.any()
    assert layer.predict([doc])[0].any()


def test_a_layer_of_hints_learns_and_takes_empty_texts():
    embed = MultiHashEmbed(8, ["NORM"], [100], include_static_vectors=False)
    model = hinted_tok2vec(embed, 8, 4, 0.0, 1, 2, 1)
    docs = [Hints()(doc_with((7, 8, "LOC"))), Doc(spacy.blank("en").vocab)]
    model.initialize(X=docs)
    vectors, backprop = model.begin_update(docs)
    assert [vector.shape for vector in vectors] == [(8, 8), (0, 8)]
    backprop([numpy.ones_like(vector) for vector in vectors])
    plain = [doc_with(), docs[1]]
    assert not numpy.allclose(model.predict(docs)[0], model.predict(plain)[0])


@pytest.mark.parametrize("text", ["", " ", "Lima", "\n\n"])
def test_short_texts_pass_through_the_whole_pipeline(nlp, text):
    assert nlp(text).text == text


def test_names_that_no_list_holds_are_found_by_their_context(nlp):
    doc = nlp(
        "In May 2023 the Fundación Quillay Verde gave food kits to 120 laid-off shrimp packers in Puerto Quemado."
    )
    found = {(ent.text, ent.label_) for ent in doc.ents}
    assert ("Fundación Quillay Verde", "ORG") in found
    assert ("Puerto Quemado", "LOC") in found
    assert ("laid-off shrimp packers", "BENEFICIARY") in found
