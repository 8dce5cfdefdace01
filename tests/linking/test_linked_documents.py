"""What the component leaves in a document: values on entities, lists of organisations, places, decrees, groups, partners."""

from __future__ import annotations

import json

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from tests.conftest import SHARED
from tests.linking.conftest import unmarked

from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.linking import decrees, organizations
from sitrep_nlp.linking.partners import partner_lists

BULLETIN = """Peru: protection update

The Superintendence of Migration (SNM) met in Lima on 3 May 2020. Supreme Decree 010-2020-IN grants permits until 31 December 2020.
Decree Nº 10-2020-IN was cited again. UNHCR served 300 pregnant women in Trujillo.

Its 8 partners: ACNUR | HIAS | OIM | UNICEF | PROSA | Save the Children | HIAS
"""


@pytest.fixture(scope="module")
def doc(rules: Language) -> Doc:
    doc = rules.make_doc(BULLETIN)
    doc._.month = "2020-05"
    return rules(doc)


def test_entities_carry_what_they_stand_for(doc: Doc) -> None:
    values = {ent.text: ent._.value for ent in doc.ents if ent.label_ in ("ORG", "LOC")}
    assert values["Superintendence of Migration"] == values["SNM"] == "pe-migraciones"
    assert (values["Peru"], values["Lima"], values["Trujillo"]) == ("PER", "PE15", "PE1301")


def test_an_organisation_is_one_row(doc: Doc) -> None:
    (row,) = [row for row in doc._.organizations if row["id"] == "unhcr"]
    assert (row["type_code"], row["as_said"], row["mentions"]) == ("447", ["UNHCR", "ACNUR"], 2)


def test_a_place_is_one_row(doc: Doc) -> None:
    (row,) = [row for row in doc._.places if row["value"] == "PE1301"]
    assert (row["admin1_code"], row["admin1_name"], row["admin2_code"]) == ("PE13", "La Libertad", "PE1301")


def test_a_decree_of_two_spellings_is_one_row(doc: Doc) -> None:
    (row,) = doc._.decrees
    assert row["value"] == "supreme decree/10/2020/IN"
    assert row["as_said"] == ["Supreme Decree 010-2020-IN", "Decree Nº 10-2020-IN"]
    assert row["says"] == "Supreme Decree 010-2020-IN grants permits until 31 December 2020."
    assert row["dates"] == ["2020-12-31"]


def test_a_group_is_a_row_each(doc: Doc) -> None:
    (row,) = doc._.groups
    assert (row["text"], row["sex"], row["vulnerabilities"]) == ("pregnant women", "female", ["pregnant"])


def test_a_partner_list_has_both_counts(doc: Doc) -> None:
    (row,) = doc._.partner_lists
    assert (row["claimed"], row["named"], len(row["organizations"]), row["repeated"]) == (8, 7, 6, ["hias"])


def test_the_lists_are_safe_for_json_and_travel_with_the_document(doc: Doc) -> None:
    for name in ("organizations", "places", "decrees", "groups", "partner_lists"):
        rows = getattr(doc._, name)
        assert json.loads(json.dumps(rows)) == rows
    copy = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert copy._.decrees == doc._.decrees


def test_a_document_of_nothing_has_empty_lists(rules: Language) -> None:
    empty = rules("")
    assert (empty._.organizations, empty._.places, empty._.decrees, empty._.groups) == ([], [], [], [])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("decree/10/2020/IN", "supreme decree/10/2020/IN", True),
        ("supreme decree/10/2020", "supreme decree/10/2020/IN", True),
        ("law/30754", "law/30754/2018", True),
        ("law/13", "law/13/2018", False),
        ("decree/10/2020/IN", "decree/10/2021/IN", False),
        ("decree/10/2020/IN", "decree/10/2020/PCM", False),
        ("supreme decree/10/2020", "emergency decree/10/2020", False),
        ("law/organic law on human mobility", "law/organic law of human mobility", True),
        ("law/refugee law", "law/migration law", False),
    ],
)
def test_whether_two_decrees_are_one(one: str, other: str, expected: bool) -> None:
    assert decrees.same(decrees.decree(one), decrees.decree(other)) is expected


def test_the_parts_of_a_decree() -> None:
    assert decrees.decree("decree/10/2020/IN") == decrees.Decree("decree", "10", "2020", "IN", "")
    assert decrees.decree("law/30754") == decrees.Decree("law", "30754", "", "", "")
    assert decrees.decree("executive decree/43810/MGP") == decrees.Decree("executive decree", "43810", "", "MGP", "")
    assert decrees.decree("act/disaster management act/2010").name == "disaster management act"


def test_an_acronym_behind_its_name_is_no_partner_of_its_own() -> None:
    sentence = unmarked(
        "More than twenty-one partners work here: [ACNUR]; [Voces del Norte] ([VDN]); [HIAS]; [OIM]; [UNICEF] and [PROSA]."
    )
    ids = organizations.link(sentence.text, sentence.mentions, "PER")
    (found,) = partner_lists(sentence.text, sentence.mentions, ids)
    assert (found.named, found.claimed, found.repeated) == (6, 21, ())
    assert found.claim is not None
    assert sentence.text[slice(*found.claim)] == "twenty-one partners"


def test_organisations_in_a_sentence_are_no_list() -> None:
    sentence = unmarked("[ACNUR], [HIAS] and [OIM] met.")
    assert not list(partner_lists(sentence.text, sentence.mentions, ["unhcr", "hias", "iom"]))


@pytest.mark.shared
def test_the_partners_of_a_bulletin() -> None:
    reports = read_gold([SHARED / "data/bulletins/annotated.jsonl"])
    report = reports["peru-2020-10"]
    mentions = sorted((entity.start, entity.end) for entity in report.entities if entity.label == "ORG")
    ids = organizations.link(report.text, mentions, "PER")
    (found,) = partner_lists(report.text, mentions, ids)
    assert (found.claimed, found.named, len(found.organizations)) == (78, 76, 76)
