"""Which bulletins a run is about, and by what they are known."""

from __future__ import annotations

import os

import fsspec
import pytest

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.manifest import Item, items
from sitrep_nlp.batch.reading import read_item
from sitrep_nlp.errors import InputError


def listed(*inputs):
    return [(item.path.rsplit("/", 1)[-1], item.name, item.line, item.offset) for item in items(inputs)]


def test_files_folders_and_lines_in_their_order(tmp_path):
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "june.txt").write_text("30 kits")
    (tmp_path / "march.md").write_text("40 kits")
    lines = tmp_path / "old.jsonl"
    lines.write_text('{"id": "ñ", "text": "5 kits"}\n\n{"id": "b", "text": "6 kits"}\n', encoding="utf-8")
    assert listed(tmp_path, tmp_path / "march.md", "no-such.txt") == [
        ("june.txt", "2021/june", None, 0),
        ("march.md", "march", None, 0),
        ("old.jsonl", None, 1, 0),
        ("old.jsonl", None, 3, 32),
        ("march.md", "march", None, 0),
        ("no-such.txt", "no-such", None, 0),
    ]


def test_a_line_is_read_from_where_it_begins(tmp_path):
    lines = tmp_path / "old.jsonl"
    lines.write_text('{"id": "ñ", "text": "5 kits"}\n\n{"id": "b", "text": "6 kits"}\n', encoding="utf-8")
    assert [read_item(item, Job()).text for item in items([lines])] == ["5 kits", "6 kits"]


def test_month_and_metadata_reach_the_bulletin(tmp_path):
    (tmp_path / "a.txt").write_text("30 kits")
    (tmp_path / "b.txt").write_text("30 kits")
    job = Job(month="2021-06", metadata={"b.txt": {"month": "2019-12", "country": "Chile"}})
    read = [read_item(item, job) for item in items([tmp_path])]
    assert [(bulletin.month, bulletin.country) for bulletin in read] == [("2021-06", None), ("2019-12", "Chile")]


def test_a_url_is_read_through_fsspec():
    files = fsspec.filesystem("memory")
    files.pipe("/bulletins/2021/june.txt", b"30 kits")
    files.pipe("/bulletins/picture.png", b"?")
    files.pipe("/bulletins/old.jsonl", b'{"id": "a", "text": "5 kits"}\n')
    found = list(items(["memory://bulletins"]))
    assert [(item.path, item.name) for item in found] == [
        ("memory:///bulletins/2021/june.txt", "2021/june"),
        ("memory:///bulletins/old.jsonl", None),
    ]
    assert [(read_item(item, Job()).id, read_item(item, Job()).text) for item in found] == [
        ("2021/june", "30 kits"),
        ("a", "5 kits"),
    ]


def test_what_is_said_of_a_remote_file_names_it():
    fsspec.filesystem("memory").pipe("/said/latin.txt", "12 niñas".encode("cp1252"))
    [item] = items(["memory://said/latin.txt"])
    with pytest.warns(UserWarning, match=r"^memory://said/latin\.txt: not UTF-8"):
        assert read_item(item, Job()).text == "12 niñas"
    fsspec.filesystem("memory").pipe("/said/empty.txt", b"")
    with pytest.raises(InputError, match=r"^memory://said/empty\.txt: the file is empty"):
        read_item(next(items(["memory://said/empty.txt"])), Job())


def test_a_bulletin_keeps_its_key_until_it_or_the_job_changes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("30 kits")
    key = next(items([path])).key("job")
    assert next(items([path])).key("job") == key
    assert next(items([path])).key("another job") != key
    path.write_text("31 kits")
    os.utime(path, ns=(1, 1))
    assert next(items([path])).key("job") != key


def test_a_job_is_known_by_all_that_its_outcome_depends_on():
    digest = Job(model="rules").digest()
    assert Job(model="rules", timeout=5, memory=900, folder="/").digest() == digest
    assert Job(model="rules", month="2021-06").digest() != digest
    assert Job(model="rules", metadata={"a.txt": {"country": "Peru"}}).digest() != digest
    assert Job(model="en_sitrep_sm").digest() != digest


def test_a_job_travels_as_json():
    job = Job(month="2021-06", metadata={"a.txt": {"country": "Perú"}}, timeout=1.5)
    assert Job.from_json(job.to_json()) == job
    assert Item("a.txt", "a") == Item("a.txt", "a", None, 0, "")
