"""The command: what it delivers, what it says when an input is bad, and how it exits."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parent.parent


def sitrep(*args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sitrep_nlp", *map(str, args)], capture_output=True, text=True, encoding="utf-8"
    )


def test_samples_to_json_lines(tmp_path):
    out = tmp_path / "figures.jsonl"
    run = sitrep("annotate", ROOT / "samples", "--out", out)
    assert run.returncode == 0, run.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    months = {
        "arica-2021-03": "2021-03",
        "cyclone-lina-flash-2": "2023-02",
        "huaquillas-2022-11": "2022-11",
        "huila-2022-05": "2022-05",
        "roraima-2023-06": "2023-06",
        "tacna-puno-2021-06": "2021-06",
    }
    assert {row["id"]: row["month"] for row in rows} == months
    for row in rows:
        source = next((ROOT / "samples").glob(row["id"] + ".*"))
        if source.suffix == ".txt":
            assert row["text"] == source.read_text(encoding="utf-8")
        for span in [*row["entities"], *(figure["quantity"] for figure in row["figures"])]:
            assert row["text"][span["start"] : span["end"]] == span["text"]


def test_json_lines_keep_order_ids_and_texts(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": "b", "text": "In May, 30 women came.  \n", "month": "2021-06"},
        {"id": "a", "text": "Nothing."},
        {"id": 7, "text": "5 kits"},
    ]
    source.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    assert sitrep("annotate", source, "--out", out).returncode == 0
    results = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["text"]) for row in results] == [("b", rows[0]["text"]), ("a", "Nothing."), ("7", "5 kits")]
    assert results[0]["entities"][0]["value"] == "2021-05"
    assert results[1]["month"] is None


def test_what_fails_is_named_and_all_else_is_delivered(tmp_path):
    (tmp_path / "good.txt").write_text("May 2020\n\nSome 40 women were trained.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02PK")
    (tmp_path / "latin.txt").write_bytes("Región: 12 niñas".encode("cp1252"))
    (tmp_path / "lines.jsonl").write_text(
        '{"id": "x", "text": "9 men"}\nnot json\n{"id": "y"}\n["z"]\n{"id": "m", "text": "1 man", "month": "May"}\n',
        encoding="utf-8",
    )
    out = tmp_path / "out.csv"
    run = sitrep("annotate", tmp_path, tmp_path / "missing.txt", tmp_path / "latin.txt", "--out", out)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    for message in (
        "empty.txt: the file is empty",
        "binary.txt: not a text file",
        "missing.txt: no such file or folder",
        "lines.jsonl:2: not JSON",
        "lines.jsonl:3: no field 'text'",
        "lines.jsonl:4: not a JSON object",
        "lines.jsonl:5: month 'May'",
        "latin.txt: not UTF-8; read as cp1252",
    ):
        assert message in run.stderr
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["40", "12", "9", "12"]


@pytest.mark.parametrize(
    "args",
    [
        ("annotate",),
        ("annotate", "x.txt", "--month", "May 2020"),
        ("annotate", "x.txt", "--out", "figures.doc"),
        ("annotate", "x.txt", "--out", "no/such/folder/figures.csv"),
        ("annotate", "x.txt", "--metadata", "no-such.csv"),
        ("annotate", "x.txt", "--frobnicate"),
        ("nonsense",),
    ],
)
def test_a_wrong_call_exits_with_2(args):
    run = sitrep(*args)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_month_and_metadata(tmp_path):
    (tmp_path / "one.txt").write_text("On 3 May partners met 12 families.", encoding="utf-8")
    (tmp_path / "two.txt").write_text("On 3 May partners met 12 families.", encoding="utf-8")
    table = tmp_path / "meta.csv"
    table.write_text("file,month,country,source\ntwo.txt,2019-12,Chile,R4V\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert (
        sitrep(
            "annotate",
            tmp_path / "one.txt",
            tmp_path / "two.txt",
            "--month",
            "2021-06",
            "--metadata",
            table,
            "--out",
            out,
        ).returncode
        == 0
    )
    one, two = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert (one["month"], one["entities"][0]["value"]) == ("2021-06", "2021-05-03")
    assert (two["month"], two["country"], two["source"], two["entities"][0]["value"]) == (
        "2019-12",
        "Chile",
        "R4V",
        "2019-05-03",
    )
    table.write_text("file,month\ntwo.txt,13/2019\n", encoding="utf-8")
    run = sitrep("annotate", tmp_path / "two.txt", "--metadata", table)
    assert run.returncode == 2
    assert "meta.csv:2" in run.stderr


def test_cells_that_a_spreadsheet_would_run_are_texts(tmp_path):
    source = tmp_path / "in.jsonl"
    texts = ["=HYPERLINK(1) gave 300 kits.", "+300 women were trained.", "@sum 20 families came.", "-12 men left."]
    source.write_text(
        "".join(json.dumps({"id": f"={index}", "text": text}) + "\n" for index, text in enumerate(texts)),
        encoding="utf-8",
    )
    table, sheet = tmp_path / "out.csv", tmp_path / "out.xlsx"
    assert sitrep("annotate", source, "--out", table).returncode == 0
    assert sitrep("annotate", source, "--out", sheet).returncode == 0
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 3
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    cells = [cell for row in openpyxl.load_workbook(sheet).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=0" in [cell.value for cell in cells]


def test_the_terminal_table_and_no_progress_in_a_pipe(tmp_path):
    run = sitrep("annotate", ROOT / "samples" / "arica-2021-03.txt")
    assert run.returncode == 0
    assert "food kits" in run.stdout
    assert run.stderr == ""


def test_a_run_without_a_result_leaves_the_old_file(tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    run = sitrep("annotate", tmp_path / "none.txt", "--out", out)
    assert run.returncode == 1
    assert "nothing to write" in run.stderr
    assert out.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
