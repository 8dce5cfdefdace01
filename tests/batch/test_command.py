"""The command's way with interruptions, full disks and unfinished runs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from tests.batch.helpers import bulletins, command, many, sitrep


@pytest.mark.skipif(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="a background job is not interrupted")
def test_an_interrupt_keeps_what_is_finished(faulty, tmp_path):
    source, out = bulletins(tmp_path / "in", many(12)), tmp_path / "out.csv"
    args = ("annotate", source, "--out", out, "--model", faulty(0.3), "--shard-size", 1)
    run = subprocess.Popen(command(*args), stderr=subprocess.PIPE, text=True)
    while len(list(tmp_path.glob("out.csv.run/shard-*"))) < 2:
        time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate()
    assert run.returncode == 130
    assert "stopped: interrupted; " in said
    assert "of 12 bulletins are finished, go on with --resume" in said
    assert not out.exists()

    again = sitrep(*args)
    assert again.returncode == 2
    assert "--resume" in again.stderr

    resumed = sitrep(*args, "--resume")
    assert resumed.returncode == 0, resumed.stderr
    assert "of 12 bulletins were finished before" in resumed.stderr
    assert "24 figures in" in resumed.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files")
def test_a_full_disk_loses_nothing_that_was_finished(tmp_path):
    texts = many(3) | {"report-9": "HIAS assisted 30 families. " * 400}
    source, out = bulletins(tmp_path / "in", texts), tmp_path / "out.csv"
    args = command("annotate", source, "--out", out, "--model", "rules", "--shard-size", 1)
    # The last bulletin's outcome is larger than a file may be.
    full = subprocess.run(["bash", "-c", 'ulimit -f 20; exec "$@"', "-", *args], capture_output=True, text=True)
    assert full.returncode == 1
    assert "stopped: [Errno 27] File too large; 3 of 4 bulletins are finished, go on with --resume" in full.stderr
    assert "Traceback" not in full.stderr
    resumed = sitrep(*args[3:], "--resume")
    assert resumed.returncode == 0, resumed.stderr
    assert "3 of 4 bulletins were finished before" in resumed.stderr
    assert "406 figures in" in resumed.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files")
def test_a_disk_that_is_full_when_the_output_is_written_costs_no_work(tmp_path):
    source, out = bulletins(tmp_path / "in", many(12)), tmp_path / "out.jsonl"
    args = command("annotate", source, "--out", out, "--model", "rules", "--shard-size", 1)
    # No bulletin's outcome is larger than a file may be, but all together are.
    full = subprocess.run(["bash", "-c", 'ulimit -f 20; exec "$@"', "-", *args], capture_output=True, text=True)
    assert full.returncode == 1
    assert "out.jsonl could not be written: [Errno 27] File too large; try again with --resume" in full.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.jsonl.run"]
    resumed = sitrep(*args[3:], "--resume")
    assert resumed.returncode == 0, resumed.stderr
    assert "12 of 12 bulletins were finished before" in resumed.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_progress_on_a_terminal(tmp_path):
    import pty

    source = bulletins(tmp_path / "in", many(3) | {"empty": ""})
    terminal, end = pty.openpty()
    environment = {**os.environ, "COLUMNS": "120", "TERM": "xterm"}
    with subprocess.Popen(
        command("annotate", source, "--out", tmp_path / "out.csv", "--model", "rules"), stderr=end, env=environment
    ) as run:
        os.close(end)
        said = b""
        try:
            while piece := os.read(terminal, 4096):
                said += piece
        except OSError:  # So Linux says that the other end is closed.
            pass
    assert run.returncode == 1
    shown = re.sub(r"\x1b\[[0-9;?]*\w", "", said.decode())
    # The last is the time left.
    assert "4/4 0 pages, 6 figures, 1 failed 0:00:00" in shown


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--out", "out.doc"), "the extension must be one of .xlsx, .csv"),
        (("--out", "out.jsonl", "--hxl"), "the extension must be one of .xlsx, .csv for HXL tags"),
        (("--out", "out.csv", "--model", "no-such-model"), "there is no pipeline 'no-such-model'"),
        (("--out", "out.csv", "--scheduler", "tcp://localhost:1"), "is for --executor dask"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_done(tmp_path, args, message):
    run = sitrep("annotate", bulletins(tmp_path / "in", many(1)), *args)
    assert run.returncode == 2
    # The message stands in a box, which may break its lines anywhere.
    assert "".join(message.split()) in "".join(run.stderr.replace("│", "").split())
