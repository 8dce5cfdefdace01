"""Other people's labels turned into ours."""

from __future__ import annotations

import json

import pytest

from sitrep_nlp.corpus.formats.mapping import read_mapping
from sitrep_nlp.errors import InputError

TEXT = "HIAS gave 300 meals to nurses."
ENTITIES = [
    {"id": 1, "label": "Agency", "start_offset": 0, "end_offset": 4},
    {"id": 2, "label": "Number", "start_offset": 10, "end_offset": 13},
    {"id": 3, "label": "Meal", "start_offset": 14, "end_offset": 19},
    {"id": 4, "label": "Verb", "start_offset": 5, "end_offset": 9},
    {"id": 5, "label": "Job", "start_offset": 23, "end_offset": 29},
    {"id": 6, "label": "Remark", "start_offset": 0, "end_offset": 30},
]
RELATIONS = [
    {"id": 1, "from_id": 3, "to_id": 2, "type": "of"},
    {"id": 2, "from_id": 2, "to_id": 4, "type": "done"},
    {"id": 3, "from_id": 2, "to_id": 6, "type": "see"},
]
ATTRIBUTES = [{"label": "Number", "start_offset": 10, "end_offset": 13, "attributes": {"field": "food", "sure": "no"}}]

TOML = """
[labels]
Agency = "ORG"
Number = "QUANTITY"
Meal = "COUNTED counted_type=item"
Verb = "ACTIVITY"
Job = "keep"
Remark = "drop"

[relations]
of = "^counted"
done = "activity"

[attributes]
"field=food" = "sector=Food Security kind=count"
sure = "drop"
"""
CSV = """what,theirs,ours
label,Agency,ORG
label,Number,QUANTITY
label,Meal,COUNTED counted_type=item
label,Verb,ACTIVITY
label,Job,keep
label,Remark,
relation,of,^counted
relation,done,activity
attribute,field=food,sector=Food Security kind=count
attribute,sure,drop
"""


@pytest.fixture
def project(tmp_path):
    row = {"id": 1, "text": TEXT, "entities": ENTITIES, "relations": RELATIONS, "attributes": ATTRIBUTES}
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("map.toml", TOML), ("map.csv", CSV)])
def test_labels_relations_and_attributes(name, text, project, tmp_path, imported):
    (tmp_path / name).write_text(text, encoding="utf-8")
    (report,), problems = imported("doccano", project, read_mapping(tmp_path / name))
    assert problems == []
    assert [(entity.text, entity.label) for entity in report.entities] == [
        ("HIAS", "ORG"),
        ("300", "QUANTITY"),
        ("nurses", "Job"),
    ]
    (figure,) = report.figures
    assert (figure.counted.text, figure.counted_type, figure.activity.text) == ("meals", "item", "gave")
    assert figure.sector == "Food Security"


def test_without_a_mapping_each_annotation_is_told(project, imported):
    (report,), problems = imported("doccano", project)
    assert (report.entities, report.figures) == ([], [])
    assert "all.jsonl:1: all-1, offset 0: the label 'Agency' of 'HIAS' is none of ours: map it" in problems
    assert len(problems) == len(ENTITIES) + len(RELATIONS)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("map.toml", '[labels]\nOrg = "AGENCY"', "label 'Org': 'AGENCY' is not one of ORG"),
        ("map.toml", '[relations]\nof = "unite"', "relation 'of': 'unite' is not one of"),
        ("map.toml", '[attributes]\n"a=b" = "c"', "attribute 'a=b': 'c' is neither a name nor name=value"),
        ("map.toml", '[label]\nOrg = "ORG"', "unknown tables: label"),
        ("map.toml", "[labels", "not TOML"),
        ("map.csv", "theirs,ours\nOrg,ORG\n", "the columns must be what,theirs,ours"),
        ("map.csv", "what,theirs,ours\nlabels,Org,ORG\n", "'labels' is not label, relation or attribute"),
        ("map.json", "{}", r"a mapping is a \.toml or a \.csv file"),
    ],
)
def test_what_is_no_mapping(name, text, reason, tmp_path):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_mapping(path)
