"""What a second worker gains."""

from __future__ import annotations

import json
import os
import time

import psutil
import pytest
from tests.batch.helpers import sitrep
from tests.conftest import ROOT

from sitrep_nlp.corpus import check

COPIES = 4


@pytest.mark.slow
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one core only")
def test_two_workers_are_nearly_twice_as_fast_as_one(tmp_path):
    # A second of others' work in the last ten would be measured, too.
    if psutil.cpu_percent(interval=10) > 10:
        pytest.skip("the machine is busy: nothing can be measured")
    reports, _ = check.load([ROOT / "corpus"])
    with (tmp_path / "in.jsonl").open("w", encoding="utf-8") as file:
        for copy in range(COPIES):
            for report in reports.values():
                file.write(json.dumps({"id": f"{report.id}-{copy}", "text": report.text}) + "\n")
    seconds = {}
    for workers in (1, 2):
        start = time.monotonic()
        out = tmp_path / f"{workers}.csv"
        assert sitrep("annotate", tmp_path / "in.jsonl", "--out", out, "--workers", workers).returncode == 0
        seconds[workers] = time.monotonic() - start
    print(f"{COPIES * len(reports)} bulletins: {seconds[1]:.1f} s with one worker, {seconds[2]:.1f} s with two")
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    assert seconds[1] / seconds[2] >= 1.8
