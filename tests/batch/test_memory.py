"""What a worker and its parent take up over a long run."""

from __future__ import annotations

import json
import random

import psutil
import pytest
from tests.conftest import ROOT

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.local import run_local
from sitrep_nlp.batch.run import Run
from sitrep_nlp.corpus import check
from sitrep_nlp.writing import write

BULLETINS = 2000
PARAGRAPHS = 25
MEGABYTE = 10**6


def resident(process):
    return process.memory_info().rss / MEGABYTE


@pytest.mark.slow
def test_memory_is_flat_over_two_thousand_bulletins(tmp_path):
    reports, _ = check.load([ROOT / "corpus"])
    paragraphs = [part for report in reports.values() for part in report.text.split("\n\n") if part.strip()]
    chance = random.Random(1)
    with (tmp_path / "in.jsonl").open("w", encoding="utf-8") as file:
        for number in range(BULLETINS):
            # A number of its own in each bulletin, for words that were never seen before.
            text = "\n\n".join([f"{number + 10_007} families came.", *chance.sample(paragraphs, PARAGRAPHS)])
            file.write(json.dumps({"id": str(number), "text": text}) + "\n")
    run = Run([tmp_path / "in.jsonl"], str(tmp_path / "run"), Job())
    parent, worker, seen = psutil.Process(), None, []
    for _ in run.go(run_local):
        [worker] = [child for child in parent.children(recursive=True) if "sitrep_nlp.batch.worker" in child.cmdline()]
        seen.append((worker.pid, resident(worker), resident(parent)))
    early, late = seen[len(seen) // 10], seen[-1]
    print(
        f"worker: {early[1]:.0f} MB after a tenth, {late[1]:.0f} MB at the end; parent: {early[2]:.0f}, {late[2]:.0f} MB"
    )
    assert early[0] == late[0], "the worker was not the same one all the time"
    assert max(worker for _, worker, _ in seen) < 700
    assert late[1] < early[1] * 1.15
    assert late[2] < early[2] * 1.05
    before = resident(parent)
    for form in ("xlsx", "csv", "parquet", "jsonl"):
        write((outcome.result for outcome in run.outcomes() if outcome.result), tmp_path / f"out.{form}")
        print(f"parent: {before:.0f} MB before, {resident(parent):.0f} MB after {form}")
    assert resident(parent) < before + 150
