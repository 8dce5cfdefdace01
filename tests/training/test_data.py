"""Corpora in parts, and those that cannot be learnt from."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitrep_nlp.errors import InputError
from sitrep_nlp.training import read_parts

REPORT = "---\nid: {id}\n---\nIn {{L:{place}}} the {{O:HIAS}} team met {{B:{group}}}.\n"


def write(folder: Path, name: str, *, place: str = "Lima", group: str = "nurses", text: str = REPORT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(text.format(id=name, place=place, group=group), encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    found: list[InputError] = []
    read_parts(path, on_error=found.append)
    return [str(fault) for fault in found]


def test_a_folder_with_parts(tmp_path):
    write(tmp_path / "train", "one")
    write(tmp_path / "dev", "two", place="Tacna")
    parts = read_parts(tmp_path)
    assert (list(parts.train), list(parts.dev), list(parts.test)) == (["one"], ["two"], [])


def test_without_parts_a_fifth_is_set_aside_and_always_the_same(tmp_path):
    for number in range(40):
        write(tmp_path, f"report-{number}", place=f"Lima {number}")
    parts = read_parts(tmp_path)
    assert len(parts.train) + len(parts.dev) == 40
    assert 3 <= len(parts.dev) <= 14
    (tmp_path / "report-0.txt").unlink()
    assert set(read_parts(tmp_path).dev) == set(parts.dev) - {"report-0"}


def test_two_reports_are_enough_for_two_parts(tmp_path):
    write(tmp_path, "one")
    write(tmp_path, "two", place="Tacna")
    parts = read_parts(tmp_path)
    assert {len(parts.train), len(parts.dev)} == {1}


def test_an_empty_part_is_refused(tmp_path):
    write(tmp_path / "train", "one")
    write(tmp_path / "dev", "two", text="---\nid: {id}\n---\nNothing is marked here.\n")
    assert faults(tmp_path) == [f"{tmp_path}: the dev part holds no annotated entity (1 reports)"]


def test_a_report_in_two_parts_is_refused(tmp_path):
    first = write(tmp_path / "train", "one")
    second = write(tmp_path / "dev", "two")
    assert faults(tmp_path) == [f"{second}:1: the same text stands in {first}:1 too"]


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("In {Z:Lima}.", "4: unknown kind of mark 'Z'"),
        ("{B:women in {L:Lima}}", "4: L lies inside B: entities do not overlap"),
    ],
)
def test_wrong_labels_and_overlaps_are_refused_with_file_and_line(tmp_path, marked, fault):
    write(tmp_path / "train", "one")
    path = write(tmp_path / "dev", "two")
    path.write_text(f"---\nid: two\n---\n{marked}\n", encoding="utf-8")
    assert faults(tmp_path) == [f"{path}:{fault}"]


def test_json_lines_with_an_unknown_label_or_an_overlap_are_refused(tmp_path):
    path = tmp_path / "reports.jsonl"
    row = '{{"id": "{}", "text": "UNHCR Peru", "entities": [{}], "figures": []}}\n'
    wrong = row.format("a", '{"start": 0, "end": 5, "label": "AGENCY"}')
    twice = row.format("b", '{"start": 0, "end": 10, "label": "ORG"}, {"start": 6, "end": 10, "label": "LOC"}')
    path.write_text(wrong + twice, encoding="utf-8")
    assert faults(path) == [
        f"{path}:1: entities[0]: unknown label 'AGENCY' (one of ORG, DECREE, DATE, QUANTITY, BENEFICIARY, LOC)",
        f"{path}:2: ORG 'UNHCR Peru' and LOC 'Peru' overlap (0-10 and 6-10)",
    ]


def test_a_corpus_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        read_parts(tmp_path / "nowhere")
